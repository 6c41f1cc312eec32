//! The discrete Fourier transform of sequences whose length is a power of two.
//!
//! In `f64`, which leaves the reference's own transform (Ooura's `fft2d`, in `f64` too) room for another order of
//! operations: results agree after rounding to `f32` but for rare last bits.

/// Real and imaginary part.
pub type Complex = [f64; 2];

/// Entries of the table of roots for sequences up to `length`.
#[must_use]
pub const fn roots_len(length: usize) -> usize {
    length / 2
}

/// Fills the table of roots of unity: entry `k` is `e^(−2πi·k / length)`, `length` twice the table's.
pub fn fill_roots(roots: &mut [Complex]) {
    let step = -core::f64::consts::PI / roots.len() as f64;
    for (index, root) in roots.iter_mut().enumerate() {
        let (sine, cosine) = libm::sincos(step * index as f64);
        *root = [cosine, sine];
    }
}

/// Transforms `values` in place: `X[k] = Σ x[n]·e^(−2πi·k·n / length)`. Their length is a power of two; `roots` is a
/// table for that length or a longer one.
pub fn fft(values: &mut [Complex], roots: &[Complex]) {
    let length = values.len();
    if length < 2 || !length.is_power_of_two() || roots.len() < roots_len(length) {
        return;
    }
    let shift = usize::BITS - length.trailing_zeros();
    for index in 0..length {
        let reversed = index.reverse_bits() >> shift;
        if index < reversed {
            values.swap(index, reversed);
        }
    }
    let mut half = 1;
    while half < length {
        let stride = roots.len() / half;
        for block in values.chunks_exact_mut(2 * half) {
            let (evens, odds) = block.split_at_mut(half);
            for ((even, odd), root) in evens.iter_mut().zip(odds).zip(roots.iter().step_by(stride)) {
                let turned = [odd[0] * root[0] - odd[1] * root[1], odd[0] * root[1] + odd[1] * root[0]];
                *odd = [even[0] - turned[0], even[1] - turned[1]];
                *even = [even[0] + turned[0], even[1] + turned[1]];
            }
        }
        half *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec;
    use std::vec::Vec;

    #[test]
    fn equals_the_definition() {
        let mut roots = vec![[0.0; 2]; roots_len(64)];
        fill_roots(&mut roots);
        for length in [1usize, 2, 4, 8, 64] {
            let values: Vec<Complex> = (0..length).map(|n| [(n * n % 7) as f64, (n % 3) as f64 - 1.0]).collect();
            let mut transformed = values.clone();
            fft(&mut transformed, &roots);
            for (k, found) in transformed.iter().enumerate() {
                let mut sum = [0.0; 2];
                for (n, value) in values.iter().enumerate() {
                    let angle = -2.0 * core::f64::consts::PI * (k * n) as f64 / length as f64;
                    let (sine, cosine) = libm::sincos(angle);
                    sum[0] += value[0] * cosine - value[1] * sine;
                    sum[1] += value[0] * sine + value[1] * cosine;
                }
                assert!((found[0] - sum[0]).abs() < 1e-9 && (found[1] - sum[1]).abs() < 1e-9, "{length}: {k}");
            }
        }
    }
}
