//! Quantization of a float input at run time, for hybrid ops.
//!
//! Source: `PortableSymmetricQuantizeFloats` and `PortableAsymmetricQuantizeFloats` in
//! `tflite/kernels/internal/reference/portable_tensor_utils.cc`. NaN becomes 0, in the values as in their range.

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

/// That of an input of zeros.
pub(crate) const OF_ZEROS: InputQuantization = InputQuantization { scale: 1.0, zero_point: 0 };

/// How the values of an input become steps of its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Steps {
    /// The scale and the zero point.
    pub(crate) found: InputQuantization,
    /// What values are multiplied with before they are rounded.
    pub(crate) factor: f32,
    /// The least and the greatest step, counted from the zero point.
    pub(crate) range: (i32, i32),
}

impl Steps {
    /// Those of values of which this is the least and the greatest, NaN left out.
    pub(crate) fn new(how: HybridInput, range: (f32, f32)) -> Self {
        match how {
            HybridInput::Symmetric => Self::symmetric(range),
            HybridInput::Asymmetric => Self::asymmetric(range),
        }
    }

    /// The scale from the greatest magnitude.
    fn symmetric((least, greatest): (f32, f32)) -> Self {
        let magnitude = least.abs().max(greatest.abs());
        let range = (-127, 127);
        if magnitude == 0.0 {
            return Self { found: OF_ZEROS, factor: 0.0, range };
        }
        let found = InputQuantization { scale: magnitude / 127.0, zero_point: 0 };
        Self { found, factor: 127.0 / magnitude, range }
    }

    /// The scale and the zero point from the least and the greatest of the values and 0.
    ///
    /// The source adds the zero point before it rounds and divides by a scale computed in `f64`. The wheel does neither:
    /// over 19,200 values at and next to ties, its results are those of a scale computed in `f32` and a zero point added
    /// last.
    fn asymmetric((least, greatest): (f32, f32)) -> Self {
        const MIN: f64 = i8::MIN as f64;
        const MAX: f64 = i8::MAX as f64;
        let (least, greatest) = (f64::from(least.min(0.0)), f64::from(greatest.max(0.0)));
        if least == greatest {
            return Self { found: OF_ZEROS, factor: 0.0, range: (-128, 127) };
        }
        let scale = (greatest - least) / (MAX - MIN);
        let (from_min, from_max) = (MIN - least / scale, MAX - greatest / scale);
        let (error_min, error_max) = (MIN.abs() + (least / scale).abs(), MAX.abs() + (greatest / scale).abs());
        let exact = if error_min < error_max { from_min } else { from_max };
        let zero_point = round_f64(exact.clamp(MIN, MAX)) as i8;
        let scale = (greatest as f32 - least as f32) / 255.0;
        let found = InputQuantization { scale, zero_point };
        Self { found, factor: 1.0 / scale, range: (-128 - i32::from(zero_point), 127 - i32::from(zero_point)) }
    }
}

/// Quantizes `values`: to −127..=127, or to −128..=127 with a zero point.
pub fn quantize(how: HybridInput, values: &[f32], quantized: &mut [i8]) -> InputQuantization {
    let Steps { found, factor, range: (least, greatest) } = Steps::new(how, range(values));
    for (quantized, &value) in quantized.iter_mut().zip(values) {
        let steps = round_to_i32(value * factor).clamp(least, greatest);
        *quantized = (steps + i32::from(found.zero_point)) as i8;
    }
    found
}

/// The least and the greatest of `values`, NaN left out.
fn range(values: &[f32]) -> (f32, f32) {
    let first = values.first().copied().unwrap_or(0.0);
    values.iter().fold((first, first), |(least, greatest), &value| (least.min(value), greatest.max(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use HybridInput::{Asymmetric, Symmetric};

    #[test]
    fn symmetric_uses_the_greatest_magnitude() {
        let mut quantized = [0i8; 4];
        let found = quantize(Symmetric, &[-2.0, 1.0, 0.5, 0.0], &mut quantized);
        assert_eq!(quantized, [-127, 64, 32, 0]);
        assert_eq!(found, InputQuantization { scale: 2.0 / 127.0, zero_point: 0 });
    }

    #[test]
    fn asymmetric_covers_the_range_and_zero() {
        let mut quantized = [0i8; 3];
        let found = quantize(Asymmetric, &[1.0, 2.55, 0.0], &mut quantized);
        assert_eq!(quantized, [-28, 127, -128]);
        assert_eq!(found, InputQuantization { scale: 0.01, zero_point: -128 });
        let found = quantize(Asymmetric, &[-0.5, -2.55, -1.0], &mut quantized);
        assert_eq!((quantized, found.zero_point), ([77, -128, 27], 127));
    }

    #[test]
    fn zeros_have_scale_one() {
        for how in [Symmetric, Asymmetric] {
            let mut quantized = [9i8; 2];
            assert_eq!(quantize(how, &[0.0, -0.0], &mut quantized), OF_ZEROS);
            assert_eq!(quantized, [0, 0]);
        }
    }

    #[test]
    fn nan_and_infinity_do_not_panic() {
        for how in [Symmetric, Asymmetric] {
            let mut quantized = [9i8; 3];
            quantize(how, &[f32::NAN, f32::INFINITY, -1.0], &mut quantized);
            quantize(how, &[f32::NAN; 3], &mut quantized);
            quantize(how, &[f32::MIN_POSITIVE / 1e6, f32::MAX, f32::MIN], &mut quantized);
        }
    }
}
