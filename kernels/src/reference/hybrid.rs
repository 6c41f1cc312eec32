//! Quantization of a float input at run time, for hybrid ops.
//!
//! Source: `PortableSymmetricQuantizeFloats` and `PortableAsymmetricQuantizeFloats` in
//! `tflite/kernels/internal/reference/portable_tensor_utils.cc`. NaN becomes 0, in the values as in their range.

use crate::isa::Task;
use crate::linear::HybridInput;
use crate::math::{round_f64, round_to_i32};

/// Scale and zero point that an input was quantized with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InputQuantization {
    /// Real value of one step.
    pub scale: f32,
    /// The quantized value of 0.
    pub zero_point: i8,
}

const OF_ZEROS: InputQuantization = InputQuantization { scale: 1.0, zero_point: 0 };

/// The quantization of an input, compiled for an instruction set: the same bits on all.
pub struct Quantize<'a> {
    /// How.
    pub how: HybridInput,
    /// The input.
    pub values: &'a [f32],
    /// Where the bytes go.
    pub quantized: &'a mut [u8],
}

impl Task for Quantize<'_> {
    type Output = InputQuantization;

    #[inline(always)]
    fn run(self) -> InputQuantization {
        let as_bytes = i8::cast_unsigned;
        match self.how {
            HybridInput::Symmetric => symmetric(self.values, self.quantized, as_bytes),
            HybridInput::Asymmetric => asymmetric(self.values, self.quantized, as_bytes),
        }
    }
}

/// Quantizes `values` to −127..=127 with zero point 0, the scale from the greatest magnitude.
pub fn quantize_symmetric(values: &[f32], quantized: &mut [i8]) -> InputQuantization {
    symmetric(values, quantized, |value| value)
}

#[inline(always)]
fn symmetric<T: Copy>(values: &[f32], quantized: &mut [T], number: impl Fn(i8) -> T) -> InputQuantization {
    let (least, greatest) = range(values);
    let magnitude = least.abs().max(greatest.abs());
    if magnitude == 0.0 {
        quantized.fill(number(0));
        return OF_ZEROS;
    }
    let inverse = 127.0 / magnitude;
    for (quantized, &value) in quantized.iter_mut().zip(values) {
        *quantized = number(round_to_i32(value * inverse).clamp(-127, 127) as i8);
    }
    InputQuantization { scale: magnitude / 127.0, zero_point: 0 }
}

/// Quantizes `values` to −128..=127, the scale and zero point from the least and the greatest of them and 0.
///
/// The source adds the zero point before it rounds and divides by a scale computed in `f64`. The wheel does neither: over
/// 19,200 values at and next to ties, its results are those of a scale computed in `f32` and a zero point added last.
pub fn quantize_asymmetric(values: &[f32], quantized: &mut [i8]) -> InputQuantization {
    asymmetric(values, quantized, |value| value)
}

#[inline(always)]
fn asymmetric<T: Copy>(values: &[f32], quantized: &mut [T], number: impl Fn(i8) -> T) -> InputQuantization {
    const MIN: f64 = i8::MIN as f64;
    const MAX: f64 = i8::MAX as f64;
    let (least, greatest) = range(values);
    let (least, greatest) = (f64::from(least.min(0.0)), f64::from(greatest.max(0.0)));
    if least == greatest {
        quantized.fill(number(0));
        return OF_ZEROS;
    }
    let scale = (greatest - least) / (MAX - MIN);
    let (from_min, from_max) = (MIN - least / scale, MAX - greatest / scale);
    let (error_min, error_max) = (MIN.abs() + (least / scale).abs(), MAX.abs() + (greatest / scale).abs());
    let exact = if error_min < error_max { from_min } else { from_max };
    let zero_point = round_f64(exact.clamp(MIN, MAX)) as i8;
    let scale = (greatest as f32 - least as f32) / 255.0;
    let inverse = 1.0 / scale;
    for (quantized, &value) in quantized.iter_mut().zip(values) {
        // Cut to what no zero point brings back, so that the sum needs no saturation.
        let steps = round_to_i32(value * inverse).clamp(-512, 512);
        *quantized = number((steps + i32::from(zero_point)).clamp(-128, 127) as i8);
    }
    InputQuantization { scale, zero_point }
}

/// The least and the greatest of `values`, NaN left out.
#[inline(always)]
fn range(values: &[f32]) -> (f32, f32) {
    /// Runs side by side, as in vectors; the order does not matter.
    const RUNS: usize = 32;
    let first = values.first().copied().unwrap_or(0.0);
    let (mut least, mut greatest) = ([first; RUNS], [first; RUNS]);
    let (chunks, rest) = values.as_chunks::<RUNS>();
    for chunk in chunks {
        for (i, &value) in chunk.iter().enumerate() {
            least[i] = least[i].min(value);
            greatest[i] = greatest[i].max(value);
        }
    }
    let least = least.iter().chain(rest).fold(first, |least, &value| least.min(value));
    (least, greatest.iter().chain(rest).fold(first, |greatest, &value| greatest.max(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symmetric_uses_the_greatest_magnitude() {
        let mut quantized = [0i8; 4];
        let found = quantize_symmetric(&[-2.0, 1.0, 0.5, 0.0], &mut quantized);
        assert_eq!(quantized, [-127, 64, 32, 0]);
        assert_eq!(found, InputQuantization { scale: 2.0 / 127.0, zero_point: 0 });
    }

    #[test]
    fn asymmetric_covers_the_range_and_zero() {
        let mut quantized = [0i8; 3];
        let found = quantize_asymmetric(&[1.0, 2.55, 0.0], &mut quantized);
        assert_eq!(quantized, [-28, 127, -128]);
        assert_eq!(found, InputQuantization { scale: 0.01, zero_point: -128 });
        let found = quantize_asymmetric(&[-0.5, -2.55, -1.0], &mut quantized);
        assert_eq!((quantized, found.zero_point), ([77, -128, 27], 127));
    }

    #[test]
    fn zeros_have_scale_one() {
        for quantize in [quantize_symmetric, quantize_asymmetric] {
            let mut quantized = [9i8; 2];
            assert_eq!(quantize(&[0.0, -0.0], &mut quantized), OF_ZEROS);
            assert_eq!(quantized, [0, 0]);
        }
    }

    #[test]
    fn nan_and_infinity_do_not_panic() {
        for quantize in [quantize_symmetric, quantize_asymmetric] {
            let mut quantized = [9i8; 3];
            quantize(&[f32::NAN, f32::INFINITY, -1.0], &mut quantized);
            quantize(&[f32::NAN; 3], &mut quantized);
            quantize(&[f32::MIN_POSITIVE / 1e6, f32::MAX, f32::MIN], &mut quantized);
        }
    }
}
