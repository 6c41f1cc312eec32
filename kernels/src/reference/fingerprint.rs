//! FarmHash's `Fingerprint64`: the hash behind LSH_PROJECTION. It gives the same number for the same bytes everywhere.

const K0: u64 = 0xc3a5_c85c_97cb_3127;
const K1: u64 = 0xb492_b66f_be98_f273;
const K2: u64 = 0x9ae1_6a3b_2f90_404f;

/// The fingerprint of some bytes.
#[must_use]
pub fn fingerprint64(bytes: &[u8]) -> u64 {
    match bytes.len() {
        0..=16 => up_to_16(bytes),
        17..=32 => up_to_32(bytes),
        33..=64 => up_to_64(bytes),
        _ => long(bytes),
    }
}

/// Eight bytes from `at` on, as a little-endian number.
fn word(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

fn half_word(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 4].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

fn mix(value: u64) -> u64 {
    value ^ (value >> 47)
}

fn combine(u: u64, v: u64, factor: u64) -> u64 {
    let a = mix((u ^ v).wrapping_mul(factor));
    mix((v ^ a).wrapping_mul(factor)).wrapping_mul(factor)
}

/// The factor for a length.
fn factor(length: usize) -> u64 {
    K2.wrapping_add(length as u64 * 2)
}

fn up_to_16(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    if length >= 8 {
        let factor = factor(length);
        let a = word(bytes, 0).wrapping_add(K2);
        let b = word(bytes, length - 8);
        let c = b.rotate_right(37).wrapping_mul(factor).wrapping_add(a);
        let d = a.rotate_right(25).wrapping_add(b).wrapping_mul(factor);
        return combine(c, d, factor);
    }
    if length >= 4 {
        let first = half_word(bytes, 0) << 3;
        return combine(first.wrapping_add(length as u64), half_word(bytes, length - 4), factor(length));
    }
    let (Some(&first), Some(&middle), Some(&last)) = (bytes.first(), bytes.get(length / 2), bytes.last()) else {
        return K2;
    };
    let y = u64::from(first) + (u64::from(middle) << 8);
    let z = length as u64 + (u64::from(last) << 2);
    mix(y.wrapping_mul(K2) ^ z.wrapping_mul(K0)).wrapping_mul(K2)
}

fn up_to_32(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    let factor = factor(length);
    let a = word(bytes, 0).wrapping_mul(K1);
    let b = word(bytes, 8);
    let c = word(bytes, length - 8).wrapping_mul(factor);
    let d = word(bytes, length - 16).wrapping_mul(K2);
    combine(fold(a.wrapping_add(b), c, d), a.wrapping_add(b.wrapping_add(K2).rotate_right(18)).wrapping_add(c), factor)
}

fn fold(rotated: u64, c: u64, d: u64) -> u64 {
    rotated.rotate_right(43).wrapping_add(c.rotate_right(30)).wrapping_add(d)
}

fn up_to_64(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    let factor = factor(length);
    let a = word(bytes, 0).wrapping_mul(K2);
    let b = word(bytes, 8);
    let c = word(bytes, length - 8).wrapping_mul(factor);
    let d = word(bytes, length - 16).wrapping_mul(K2);
    let y = fold(a.wrapping_add(b), c, d);
    let z = combine(y, a.wrapping_add(b.wrapping_add(K2).rotate_right(18)).wrapping_add(c), factor);
    let e = word(bytes, 16).wrapping_mul(factor);
    let f = word(bytes, 24);
    let g = y.wrapping_add(word(bytes, length - 32)).wrapping_mul(factor);
    let h = z.wrapping_add(word(bytes, length - 24)).wrapping_mul(factor);
    combine(fold(e.wrapping_add(f), g, h), e.wrapping_add(f.wrapping_add(a).rotate_right(18)).wrapping_add(g), factor)
}

/// Two lanes of 32 bytes from `at` on.
fn lanes(bytes: &[u8], at: usize, a: u64, b: u64) -> (u64, u64) {
    let (w, x, y, z) = (word(bytes, at), word(bytes, at + 8), word(bytes, at + 16), word(bytes, at + 24));
    let a = a.wrapping_add(w);
    let b = b.wrapping_add(a).wrapping_add(z).rotate_right(21);
    let sum = a.wrapping_add(x).wrapping_add(y);
    (sum.wrapping_add(z), b.wrapping_add(sum.rotate_right(44)).wrapping_add(a))
}

/// More than 64 bytes.
fn long(bytes: &[u8]) -> u64 {
    const SEED: u64 = 81;
    let mut y = SEED.wrapping_mul(K1).wrapping_add(113);
    let mut z = mix(y.wrapping_mul(K2).wrapping_add(113)).wrapping_mul(K2);
    let (mut v, mut w) = ((0u64, 0u64), (0u64, 0u64));
    let mut x = SEED.wrapping_mul(K2).wrapping_add(word(bytes, 0));
    let blocks = (bytes.len() - 1) / 64;
    let rest = (bytes.len() - 1) % 64;
    for block in 0..=blocks {
        let last = block == blocks;
        // The last block is the last 64 bytes, whatever the blocks before read of them.
        let at = if last { bytes.len() - 64 } else { 64 * block };
        let (factor, nine) = if last { (K1.wrapping_add((z & 0xff) << 1), 9) } else { (K1, 1) };
        if last {
            w.0 = w.0.wrapping_add(rest as u64);
            v.0 = v.0.wrapping_add(w.0);
            w.0 = w.0.wrapping_add(v.0);
        }
        x = x.wrapping_add(y).wrapping_add(v.0).wrapping_add(word(bytes, at + 8));
        x = x.rotate_right(37).wrapping_mul(factor) ^ w.1.wrapping_mul(nine);
        y = y.wrapping_add(v.1).wrapping_add(word(bytes, at + 48)).rotate_right(42).wrapping_mul(factor);
        y = y.wrapping_add(v.0.wrapping_mul(nine)).wrapping_add(word(bytes, at + 40));
        z = z.wrapping_add(w.0).rotate_right(33).wrapping_mul(factor);
        v = lanes(bytes, at, v.1.wrapping_mul(factor), x.wrapping_add(w.0));
        w = lanes(bytes, at + 32, z.wrapping_add(w.1), y.wrapping_add(word(bytes, at + 16)));
        core::mem::swap(&mut z, &mut x);
        if last {
            let first = combine(v.0, w.0, factor).wrapping_add(mix(y).wrapping_mul(K0)).wrapping_add(z);
            return combine(first, combine(v.1, w.1, factor).wrapping_add(x), factor);
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of TensorFlow's `Fingerprint` operator.
    #[test]
    fn every_length_class_agrees_with_tensorflow() {
        let known: [(usize, u64); 16] = [
            (1, 0xbec0_9cc4_4746_9d8b),
            (3, 0x40b4_412e_33ee_fd64),
            (4, 0xf3c7_ee05_197a_7b92),
            (7, 0x4fef_0b39_c12a_a9a4),
            (8, 0x0c97_ecbc_1e9d_2626),
            (12, 0x07e1_1fa0_45e7_61bc),
            (16, 0x7eda_0ed8_c837_a168),
            (17, 0xc951_8fe6_3ebf_6127),
            (32, 0xa53f_806f_23a3_14e8),
            (33, 0xc24f_9d7c_e864_f0e9),
            (64, 0x0566_266c_b579_eca2),
            (65, 0x77e0_8677_14e6_b0e4),
            (127, 0xcaa1_9a12_c827_3b7e),
            (128, 0x6668_2396_0b3a_c271),
            (129, 0x9820_6b85_79bc_a083),
            (200, 0x6d71_05b2_7cbe_2fd7),
        ];
        let bytes: [u8; 200] = core::array::from_fn(|i| (i * 7 + 3) as u8);
        for (length, value) in known {
            assert_eq!(fingerprint64(&bytes[..length]), value, "{length} bytes");
        }
        assert_eq!(fingerprint64(&[]), K2);
    }
}
