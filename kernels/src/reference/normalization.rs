//! Functions of rows: LOG_SOFTMAX, L2_NORMALIZATION and LOCAL_RESPONSE_NORMALIZATION.
//!
//! Sources: `internal/reference/{log_softmax,l2normalization}.h`, `internal/reference/integer_ops/{log_softmax,
//! l2normalization}.h`, `internal/optimized/optimized_ops.h` (`LocalResponseNormalization`).

use super::softmax::{Scaling, Softmax8};
use crate::fixed_point::{inverse_square_root, log_of_q12_19};
use crate::math;
use crate::quant::{ClampRange, Multiplier, QuantizedInteger, rounding_divide_by_pot};

/// LOG_SOFTMAX of 8-bit rows in fixed point; output scale 1/16, zero point the type's greatest value.
#[derive(Clone, Debug)]
pub struct LogSoftmax8 {
    softmax: Softmax8,
    scaling: Scaling,
    /// From Q5.26 back to input steps.
    reverse: Multiplier,
}

impl LogSoftmax8 {
    /// The function; `None` unless the scale is finite and at least 2^−26.
    #[must_use]
    pub fn new(input_scale: f32) -> Option<Self> {
        let scaling = Scaling::new(1.0, input_scale)?;
        let Multiplier { mantissa, exponent } = scaling.multiplier;
        let reverse = Multiplier::from_real(libm::ldexp(1.0, 31 - exponent) / f64::from(mantissa));
        reverse.is_applicable().then_some(Self { softmax: Softmax8::new(1.0, input_scale)?, scaling, reverse })
    }

    /// One row, overwritten.
    pub fn row_in_place<T: QuantizedInteger>(&self, values: &mut [T]) {
        const OUTPUT_SHIFT: u32 = 31 - 5 - 4;
        let greatest = values.iter().copied().max().map_or(0, Into::into);
        let sum = self.softmax.sum(values, greatest).min(i32::MAX.cast_unsigned());
        let log = log_of_q12_19(sum.cast_signed());
        let least = (-self.scaling.radius - 1).max(self.reverse.apply(log.wrapping_add(i32::MIN)));
        for value in values {
            let difference = (*value).into() - greatest;
            *value = T::from_clamped(if difference > least {
                let scaled = self.scaling.scaled(difference).wrapping_sub(log);
                T::RANGE.clamp(rounding_divide_by_pot(scaled, OUTPUT_SHIFT).wrapping_add(T::RANGE.max))
            } else {
                T::RANGE.min
            });
        }
    }
}

/// LOG_SOFTMAX of a row of floats, overwritten: `x − max − ln Σ e^(x − max)`.
pub fn log_softmax_f32(values: &mut [f32]) {
    let greatest = values.iter().fold(f32::MIN, |greatest, &x| if greatest < x { x } else { greatest });
    let sum = values.iter().fold(0.0, |sum, &x| sum + math::exp(x - greatest));
    let log = math::log(sum);
    for value in values {
        *value = *value - greatest - log;
    }
}

/// L2_NORMALIZATION of a row of floats, overwritten: each by the root of the sum of squares, at least 10^−6.
pub fn l2_normalize_f32(values: &mut [f32]) {
    let norm = math::sqrt(values.iter().fold(0.0, |sum, &x| sum + x * x));
    let norm = if norm < 1e-6 { 1e-6 } else { norm };
    for value in values {
        *value /= norm;
    }
}

/// L2_NORMALIZATION of an 8-bit row, overwritten, by rule **D**; output scale 1/128, zero point the middle of the
/// type. The sum of squares wraps.
pub fn l2_normalize_quantized<T: QuantizedInteger>(values: &mut [T], zero_point: i32) {
    let centred = |value: T| value.into().wrapping_sub(zero_point);
    let sum = values.iter().fold(0i32, |sum, &x| sum.wrapping_add(centred(x).wrapping_mul(centred(x))));
    let Multiplier { mantissa, exponent } = inverse_square_root(sum);
    let signed = T::RANGE == ClampRange::I8;
    for value in values {
        let difference = centred(*value);
        // The order of shift and product differs, and with it what overflows.
        let steps = if signed {
            Multiplier { mantissa, exponent: exponent + 7 }.apply(difference)
        } else {
            Multiplier { mantissa, exponent }.apply(difference.wrapping_mul(128)).wrapping_add(128)
        };
        *value = T::from_clamped(T::RANGE.clamp(steps));
    }
}

/// LOCAL_RESPONSE_NORMALIZATION: each element over `(bias + alpha · Σ x²)^beta`, the sum over its neighbours in the
/// row.
#[derive(Clone, Copy, Debug)]
pub struct LocalResponseNormalization {
    /// How many neighbours on either side.
    pub radius: usize,
    /// Added to the sum.
    pub bias: f32,
    /// Factor of each square.
    pub alpha: f32,
    /// Exponent.
    pub beta: f32,
}

impl LocalResponseNormalization {
    /// One row. The window slides: squares are added and taken away in turn, as the reference's optimised kernel
    /// does, which has the bits of the sums.
    pub fn row(&self, input: &[f32], out: &mut [f32]) {
        let square = |x: f32| x * x * self.alpha;
        let mut sum = input.iter().take(self.radius).fold(0.0, |sum, &x| sum + square(x));
        let mut entering = input.iter().skip(self.radius);
        for (position, (out, &value)) in out.iter_mut().zip(input).enumerate() {
            sum += entering.next().map_or(0.0, |&x| square(x));
            let scale = self.bias + sum;
            let factor = if self.beta == 1.0 {
                1.0 / scale
            } else if self.beta == 0.5 {
                1.0 / math::sqrt(scale)
            } else {
                math::pow(scale, -self.beta)
            };
            *out = value * factor;
            sum -= position.checked_sub(self.radius).map_or(0.0, |left| square(input[left]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_softmax_of_bytes_is_close_to_that_of_floats() {
        let (bytes, scale) = ([-128i8, -20, 3, 64, 127, 126], 0.07);
        let mut floats = bytes.map(|q| f32::from(q) * scale);
        log_softmax_f32(&mut floats);
        let mut quantized = bytes;
        LogSoftmax8::new(scale).unwrap().row_in_place(&mut quantized);
        for (q, real) in quantized.into_iter().zip(floats) {
            assert!(((f32::from(q) - 127.0) / 16.0 - real.max(-255.0 / 16.0)).abs() < 0.04, "{q} {real}");
        }
        assert!(LogSoftmax8::new(1e-9).is_none() && LogSoftmax8::new(f32::NAN).is_none());
    }

    #[test]
    fn normalized_rows_have_length_one() {
        let mut floats = [3.0, -4.0];
        l2_normalize_f32(&mut floats);
        assert_eq!(floats, [0.6, -0.8]);
        let mut bytes = [13i8, 6, 10];
        l2_normalize_quantized(&mut bytes, 10);
        assert_eq!(bytes, [77, -102, 0]);
        let mut unsigned = [13u8, 6, 10];
        l2_normalize_quantized(&mut unsigned, 10);
        assert_eq!(unsigned, [205, 26, 128]);
        let mut zeros = [0.0f32; 2];
        l2_normalize_f32(&mut zeros);
        assert_eq!(zeros, [0.0, 0.0]);
    }

    #[test]
    fn windows_reach_to_both_sides_and_end_at_the_row() {
        let f = LocalResponseNormalization { radius: 1, bias: 1.0, alpha: 1.0, beta: 1.0 };
        let mut out = [0.0; 3];
        f.row(&[1.0, 2.0, 3.0], &mut out);
        assert_eq!(out, [1.0 / 6.0, 2.0 / 15.0, 3.0 * (1.0 / 14.0)]);
        LocalResponseNormalization { radius: 9, ..f }.row(&[1.0, 2.0, 3.0], &mut out);
        assert_eq!(out, [1.0 / 15.0, 2.0 / 15.0, 3.0 * (1.0 / 15.0)]);
    }
}
