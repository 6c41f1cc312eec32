//! Counter-based random numbers: Philox 4×32 with 10 rounds, Threefry 2×32 with 20, and the distributions that
//! LiteRT makes of them.
//!
//! Facts: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); `tflite/kernels/rng_util.cc`,
//! `tflite/kernels/random_ops.cc` and TSL's `philox_random.h`, `random_distributions_utils.h` for how seeds, counters
//! and bits are arranged.

/// Philox 4×32-10: 128 random bits of a counter under a key.
#[must_use]
pub fn philox_4x32(mut key: [u32; 2], mut counter: [u32; 4]) -> [u32; 4] {
    const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
    const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
    for _ in 0..10 {
        let [a, b, c, d] = counter;
        let (first, second) = (MULTIPLIERS[0] * u64::from(a), MULTIPLIERS[1] * u64::from(c));
        // Truncation keeps the low halves.
        let halves = |product: u64| ((product >> 32) as u32, product as u32);
        let ((high_first, low_first), (high_second, low_second)) = (halves(first), halves(second));
        counter = [high_second ^ b ^ key[0], low_second, high_first ^ d ^ key[1], low_first];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

/// Threefry 2×32-20: 64 random bits of a counter under a key.
#[must_use]
pub fn threefry_2x32(key: [u32; 2], counter: [u32; 2]) -> [u32; 2] {
    const ROTATIONS: [[u32; 4]; 2] = [[13, 15, 26, 6], [17, 29, 16, 24]];
    let schedule = [key[0], key[1], key[0] ^ key[1] ^ 0x1BD1_1BDA];
    let [mut x, mut y] = [counter[0].wrapping_add(key[0]), counter[1].wrapping_add(key[1])];
    for round in 0..5usize {
        for rotation in ROTATIONS[round % 2] {
            x = x.wrapping_add(y);
            y = y.rotate_left(rotation) ^ x;
        }
        x = x.wrapping_add(schedule[(round + 1) % 3]);
        y = y.wrapping_add(schedule[(round + 2) % 3]).wrapping_add(round as u32 + 1);
    }
    [x, y]
}

/// A stream of random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhiloxStream {
    key: [u32; 2],
    counter: u128,
}

impl PhiloxStream {
    /// The stream of two seeds: the first is the key, the second the upper half of the counter.
    #[must_use]
    pub fn new(seed: u64, seed2: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32], counter: u128::from(seed2) << 64 }
    }

    /// The next four numbers.
    pub fn draw(&mut self) -> [u32; 4] {
        let part = |shift: u32| (self.counter >> shift) as u32;
        let numbers = philox_4x32(self.key, [part(0), part(32), part(64), part(96)]);
        self.counter = self.counter.wrapping_add(1);
        numbers
    }

    /// Passes over `draws` calls of [`draw`](Self::draw).
    pub fn skip(&mut self, draws: u64) {
        self.counter = self.counter.wrapping_add(u128::from(draws));
    }

    /// The state, to be kept as bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        let key = u64::from(self.key[1]) << 32 | u64::from(self.key[0]);
        let (front, back) = bytes.split_at_mut(8);
        front.copy_from_slice(&key.to_ne_bytes());
        back.copy_from_slice(&self.counter.to_ne_bytes());
        bytes
    }

    /// What [`to_bytes`](Self::to_bytes) gave; `None` for other lengths.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (key, counter) = bytes.split_first_chunk::<8>()?;
        let key = u64::from_ne_bytes(*key);
        let counter = u128::from_ne_bytes(counter.try_into().ok()?);
        Some(Self { key: [key as u32, (key >> 32) as u32], counter })
    }
}

/// A number in [0, 1) of 23 bits.
#[must_use]
pub fn uniform_f32(bits: u32) -> f32 {
    f32::from_bits(0x3F80_0000 | (bits & 0x007F_FFFF)) - 1.0
}

/// A number in [0, 1) of 52 bits, the upper 20 from `high`.
#[must_use]
pub fn uniform_f64(high: u32, low: u32) -> f64 {
    f64::from_bits(1023 << 52 | u64::from(high & 0x000F_FFFF) << 32 | u64::from(low)) - 1.0
}

/// Two numbers of the standard normal distribution (Box and Muller).
#[must_use]
pub fn normal_f32(first: u32, second: u32) -> [f32; 2] {
    let radius = libm::sqrtf(-2.0 * crate::math::log(uniform_f32(first).max(1.0e-7)));
    let angle = (core::f64::consts::TAU * f64::from(uniform_f32(second))) as f32;
    let (sine, cosine) = libm::sincos(f64::from(angle));
    [sine as f32 * radius, cosine as f32 * radius]
}

/// Fills `output` with numbers in [0, 1).
pub fn fill_uniform(stream: &mut PhiloxStream, output: &mut [f32]) {
    for numbers in output.chunks_mut(4) {
        for (number, bits) in numbers.iter_mut().zip(stream.draw()) {
            *number = uniform_f32(bits);
        }
    }
}

/// Fills `output` with numbers of the standard normal distribution.
pub fn fill_normal(stream: &mut PhiloxStream, output: &mut [f32]) {
    for numbers in output.chunks_mut(4) {
        let [a, b, c, d] = stream.draw();
        let ([a, b], [c, d]) = (normal_f32(a, b), normal_f32(c, d));
        for (number, value) in numbers.iter_mut().zip([a, b, c, d]) {
            *number = value;
        }
    }
}

/// Draws classes for each row of `logits`, `[rows, classes]`; `class` gets them in order, `samples` for each row.
/// `cumulative` is scratch of a number for each class. The stream passes over what LiteRT reserves.
pub fn multinomial(
    stream: &mut PhiloxStream,
    logits: &[f32],
    cumulative: &mut [f64],
    samples: usize,
    mut class: impl FnMut(usize),
) {
    let classes = cumulative.len();
    if classes == 0 {
        return;
    }
    let mut numbers = *stream;
    let rows = logits.len() / classes;
    let reserved = (rows as u64).wrapping_mul((samples as u64).div_ceil(4).wrapping_mul(4)).wrapping_mul(2 * 256);
    stream.skip(reserved);
    // Two classes of one draw, rows notwithstanding.
    let mut spare: Option<[u32; 2]> = None;
    for row in logits.chunks_exact(classes) {
        let finite = row.iter().copied().filter(|logit| logit.is_finite());
        let greatest = f64::from(finite.fold(f32::MIN, f32::max));
        let mut total = 0.0;
        for (sum, &logit) in cumulative.iter_mut().zip(row) {
            if logit.is_finite() {
                total += libm::exp(f64::from(logit) - greatest);
            }
            *sum = total;
        }
        for _ in 0..samples {
            let [high, low] = spare.take().unwrap_or_else(|| {
                let [a, b, c, d] = numbers.draw();
                spare = Some([c, d]);
                [a, b]
            });
            let wanted = uniform_f64(high, low) * total;
            class(cumulative.partition_point(|&sum| sum <= wanted));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_come_out() {
        assert_eq!(philox_4x32([0; 2], [0; 4]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        let ones = philox_4x32([u32::MAX; 2], [u32::MAX; 4]);
        assert_eq!(ones, [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(threefry_2x32([0; 2], [0; 2]), [0x6b20_0159, 0x99ba_4efe]);
        assert_eq!(threefry_2x32([u32::MAX; 2], [u32::MAX; 2]), [0x1cb9_96fc, 0xbb00_2be7]);
    }

    #[test]
    fn a_stream_goes_on_where_it_was_kept() {
        let mut stream = PhiloxStream::new(1 << 40 | 7, u64::MAX);
        stream.skip(u64::MAX);
        let mut again = PhiloxStream::from_bytes(&stream.to_bytes()).unwrap();
        assert_eq!([stream.draw(), stream.draw()], [again.draw(), again.draw()]);
        assert_eq!(PhiloxStream::from_bytes(&[0; 23]), None);
    }

    #[test]
    fn distributions_have_their_moments() {
        let mut numbers = [0.0; 4000];
        fill_uniform(&mut PhiloxStream::new(1, 2), &mut numbers);
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        assert!((numbers.iter().sum::<f32>() / 4000.0 - 0.5).abs() < 0.02);
        fill_normal(&mut PhiloxStream::new(1, 2), &mut numbers);
        assert!((numbers.iter().map(|number| number * number).sum::<f32>() / 4000.0 - 1.0).abs() < 0.1);
    }

    #[test]
    fn impossible_classes_are_not_drawn() {
        let logits = [f32::NEG_INFINITY, 1.0, 1.0, f32::NEG_INFINITY];
        let mut seen = [0u32; 4];
        multinomial(&mut PhiloxStream::new(3, 4), &logits, &mut [0.0; 4], 1000, |class| seen[class] += 1);
        assert!(seen[0] == 0 && seen[3] == 0 && seen[1].abs_diff(500) < 60, "{seen:?}");
    }
}
