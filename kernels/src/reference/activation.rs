//! Activations as functions of one element: the RELU family, LEAKY_RELU, HARD_SWISH, and requantization.
//!
//! Quantized ones are functions of the widened integer: 8-bit tensors tabulate them
//! ([`ByteTable::of_integers`](super::lut::ByteTable::of_integers)), wider ones [`map`] them.
//! Sources: `activations.cc`, `internal/reference/{reference_ops,leaky_relu,hard_swish,requantize}.h`.

use super::binary::Affine;
use crate::fixed_point::rounding_divide_by_pot_i16;
use crate::quant::{ClampRange, Multiplier, QuantizedInteger, saturating_rounding_doubling_high_mul_i16};

/// `out = f(input)`.
#[inline(always)]
pub fn map<I: Copy, O>(input: &[I], out: &mut [O], f: impl Fn(I) -> O) {
    for (out, &value) in out.iter_mut().zip(input) {
        *out = f(value);
    }
}

/// `values = f(values)`.
#[inline(always)]
pub fn map_in_place<T: Copy>(values: &mut [T], f: impl Fn(T) -> T) {
    for value in values {
        *value = f(*value);
    }
}

/// A change of scale and zero point, clamped: QUANTIZE between integer types and the RELU family. Rule **D**.
#[derive(Clone, Copy, Debug)]
pub struct Requantize {
    input_zero_point: i32,
    multiplier: Multiplier,
    output_zero_point: i32,
    range: ClampRange,
}

impl Requantize {
    /// With the ratio of the scales computed in `f64` (QUANTIZE); `None` when it is out of range.
    #[must_use]
    pub fn new(input: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        Self::with_ratio(f64::from(input.scale) / f64::from(output.scale), input, output, range)
    }

    /// With the ratio of the scales computed in `f32` (RELU and its kin); `None` when it is out of range.
    #[must_use]
    pub fn with_f32_ratio(input: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        Self::with_ratio(f64::from(input.scale / output.scale), input, output, range)
    }

    fn with_ratio(ratio: f64, input: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        let multiplier = Multiplier::from_real(ratio);
        (ratio.is_finite() && multiplier.is_applicable()).then_some(Self {
            input_zero_point: input.zero_point,
            multiplier,
            output_zero_point: output.zero_point,
            range,
        })
    }

    /// The function; the result is in the clamp's range.
    #[inline(always)]
    #[must_use]
    pub fn apply(&self, q: i32) -> i32 {
        let value = self.multiplier.apply(q.wrapping_sub(self.input_zero_point));
        self.range.clamp(value.wrapping_add(self.output_zero_point))
    }

    /// The function from one element type to another.
    #[inline(always)]
    #[must_use]
    pub fn convert<I: Into<i32>, O: QuantizedInteger>(&self, q: I) -> O {
        O::from_clamped(self.apply(q.into()))
    }
}

/// The clamp of an unfused RELU: `[round(low / scale), round(high / scale)] + zero_point`, cut to the type.
///
/// Bounds beyond `i32` saturate.
#[must_use]
pub fn relu_range(low: f32, high: Option<f32>, output: Affine, of_type: ClampRange) -> ClampRange {
    let quantize = |real: f32| {
        let steps = crate::math::round_f32(real / output.scale) as i32;
        steps.saturating_add(output.zero_point)
    };
    ClampRange {
        min: quantize(low).max(of_type.min),
        max: high.map_or(of_type.max, |high| quantize(high).min(of_type.max)),
    }
}

/// LEAKY_RELU: one multiplier where the value is not negative, one times alpha where it is. Rule **D**.
#[derive(Clone, Copy, Debug)]
pub struct LeakyRelu {
    input_zero_point: i32,
    identity: Multiplier,
    /// Of |alpha|: the multiplier has to be positive for ties to round as in the reference.
    scaled: Multiplier,
    alpha_is_negative: bool,
    output_zero_point: i32,
    range: ClampRange,
}

impl LeakyRelu {
    /// The function, or `None` when a multiplier is out of range.
    #[must_use]
    pub fn new(input: Affine, output: Affine, alpha: f32, of_type: ClampRange) -> Option<Self> {
        // In f32, as the reference.
        let identity = f64::from(input.scale / output.scale);
        let scaled = f64::from(input.scale * alpha / output.scale);
        let this = Self {
            input_zero_point: input.zero_point,
            identity: Multiplier::from_real(identity),
            scaled: Multiplier::from_real(scaled.abs()),
            alpha_is_negative: scaled < 0.0,
            output_zero_point: output.zero_point,
            range: of_type,
        };
        let finite = identity.is_finite() && scaled.is_finite();
        (finite && this.identity.is_applicable() && this.scaled.is_applicable()).then_some(this)
    }

    /// The function; the result is in the type's range.
    #[inline(always)]
    #[must_use]
    pub fn apply(&self, q: i32) -> i32 {
        let value = q.wrapping_sub(self.input_zero_point);
        let output = if value >= 0 {
            self.identity.apply(value)
        } else if self.alpha_is_negative {
            self.scaled.apply(value).wrapping_neg()
        } else {
            self.scaled.apply(value)
        };
        self.range.clamp(output.wrapping_add(self.output_zero_point))
    }
}

/// HARD_SWISH, `x · min(max(x + 3, 0), 6) / 6`, in 16-bit fixed point.
#[derive(Clone, Copy, Debug)]
pub struct HardSwish {
    input_zero_point: i32,
    /// From 1/128 of an input step to output steps, but for a right shift.
    output_multiplier: i16,
    output_shift: u32,
    /// From 1/128 of an input step to 3 · 2^−15.
    reluish_multiplier: i16,
    reluish_exponent: i32,
    output_zero_point: i32,
    range: ClampRange,
}

/// The upper 16 bits of a multiplier's mantissa, rounded.
fn upper_half(mantissa: i32) -> i16 {
    if mantissa >= i32::MAX - (1 << 15) { i16::MAX } else { ((mantissa + (1 << 15)) >> 16) as i16 }
}

/// `x · 2^amount`, saturated.
fn saturating_shift_left(x: i16, amount: u32) -> i16 {
    (i64::from(x) << amount.min(31)).clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

impl HardSwish {
    /// The function for an 8-bit type; `None` when a multiplier is out of range or the output's scale is below
    /// 1/128 of the input's, which the reference refuses.
    #[must_use]
    pub fn new(input: Affine, output: Affine, of_type: ClampRange) -> Option<Self> {
        let fine_scale = (1.0f32 / 128.0) * input.scale;
        let reluish_scale = 3.0f32 / 32768.0;
        let (to_output, to_reluish) = (fine_scale / output.scale, fine_scale / reluish_scale);
        let output_multiplier = Multiplier::from_real(to_output.into());
        let reluish = Multiplier::from_real(to_reluish.into());
        let usable = to_output.is_finite() && to_reluish.is_finite() && output_multiplier.exponent <= 0;
        (usable && reluish.is_applicable()).then_some(Self {
            input_zero_point: input.zero_point,
            output_multiplier: upper_half(output_multiplier.mantissa),
            output_shift: output_multiplier.exponent.unsigned_abs(),
            reluish_multiplier: upper_half(reluish.mantissa),
            reluish_exponent: reluish.exponent,
            output_zero_point: output.zero_point,
            range: of_type,
        })
    }

    /// `(x + 3) / 6` cut to [0, 1], in Q0.15, for `x` in 1/128 of an input step.
    fn reluish(&self, fine: i16) -> i16 {
        let mut value = fine;
        if self.reluish_exponent > 0 {
            // All but the last doubling: where this saturates, the last one does too.
            value = saturating_shift_left(value, (self.reluish_exponent - 1).cast_unsigned());
        }
        value = saturating_rounding_doubling_high_mul_i16(value, self.reluish_multiplier);
        if self.reluish_exponent > 0 {
            value = saturating_shift_left(value, 1);
        } else {
            value = rounding_divide_by_pot_i16(value, self.reluish_exponent.unsigned_abs());
        }
        ((i32::from(value) + (1 << 15)) >> 1) as i16
    }

    /// The function; the result is in the type's range. Narrowings wrap as the reference's.
    #[must_use]
    pub fn apply(&self, q: i32) -> i32 {
        let fine = (q.wrapping_sub(self.input_zero_point) as i16).wrapping_shl(7);
        let unshifted = saturating_rounding_doubling_high_mul_i16(fine, self.output_multiplier);
        // Towards zero, unlike the products before: their biases cancel.
        let product = (i32::from(self.reluish(fine)) * i32::from(unshifted) / (1 << 15)) as i16;
        let shifted = rounding_divide_by_pot_i16(product, self.output_shift);
        self.range.clamp((i32::from(shifted).wrapping_add(self.output_zero_point) as i16).into())
    }
}

/// `min(max(x, low), high)` for floats, NaN unchanged.
#[inline(always)]
#[must_use]
pub fn clamp_f32(x: f32, low: f32, high: f32) -> f32 {
    if x > high {
        high
    } else if x < low {
        low
    } else {
        x
    }
}

/// LEAKY_RELU of a float: `x` where it is positive, `alpha · x` elsewhere.
#[inline(always)]
#[must_use]
pub fn leaky_relu_f32(x: f32, alpha: f32) -> f32 {
    if x > 0.0 { x } else { x * alpha }
}

/// HARD_SWISH of a float.
#[inline(always)]
#[must_use]
pub fn hard_swish_f32(x: f32) -> f32 {
    // `max(0, x + 3)` gives 0 for NaN, but the product with x is NaN again.
    let shifted = x + 3.0;
    let positive = if 0.0 < shifted { shifted } else { 0.0 };
    let cut = if positive < 6.0 { positive } else { 6.0 };
    x * cut / 6.0
}

/// LOGISTIC of a float, with the reference's shortcuts: 1 above 16.62, `e^x` below −9.
#[inline(always)]
#[must_use]
pub fn logistic_f32(x: f32) -> f32 {
    if x > 16.619_047 {
        1.0
    } else if x < -9.0 {
        crate::math::exp(x)
    } else {
        crate::math::logistic(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rule D rounds to a half or a quarter step first, then to a whole one.
    const TWICE_ROUNDED: f64 = 0.7501;

    fn affine(scale: f32, zero_point: i32) -> Affine {
        Affine { scale, zero_point }
    }

    prop_compose! {
        fn any_affine()(scale in 0.005f32..0.05, zero_point in -128i32..=127) -> Affine {
            affine(scale, zero_point)
        }
    }

    proptest! {
        #[test]
        fn no_scales_make_the_arithmetic_overflow(
            q: i8, bits in 1u32..0x7F80_0000, other in 1u32..0x7F80_0000, zero_points: (i8, i8), alpha in any::<f32>(),
        ) {
            // Overflow checks are on in tests.
            let x = affine(f32::from_bits(bits), zero_points.0.into());
            let y = affine(f32::from_bits(other), zero_points.1.into());
            let leaky = LeakyRelu::new(x, y, alpha, ClampRange::I8).map(|f| f.apply(q.into()));
            let swish = HardSwish::new(x, y, ClampRange::I8).map(|f| f.apply(q.into()));
            let relu = Requantize::with_f32_ratio(x, y, relu_range(0.0, Some(6.0), y, ClampRange::I8));
            let relu = relu.map(|f| f.apply(q.into()));
            for result in [leaky, swish, relu].into_iter().flatten() {
                prop_assert!((-128..=127).contains(&result));
            }
        }

        #[test]
        fn quantized_activations_are_near_the_real_ones(q: i8, x in any_affine(), y in any_affine(), alpha in -2f32..2.0) {
            let real = f64::from(x.scale) * f64::from(i32::from(q) - x.zero_point);
            let expected = |f: f64| (f / f64::from(y.scale) + f64::from(y.zero_point)).clamp(-128.0, 127.0);
            let leaky = LeakyRelu::new(x, y, alpha, ClampRange::I8).unwrap().apply(q.into());
            let slope = if real > 0.0 { 1.0 } else { f64::from(alpha) };
            prop_assert!((f64::from(leaky) - expected(real * slope)).abs() < TWICE_ROUNDED);
            let swish = HardSwish::new(x, y, ClampRange::I8).unwrap().apply(q.into());
            prop_assert!((f64::from(swish) - expected(real * (real + 3.0).clamp(0.0, 6.0) / 6.0)).abs() < 1.51);
            let relu6 = relu_range(0.0, Some(6.0), y, ClampRange::I8);
            let relu6 = Requantize::with_f32_ratio(x, y, relu6).unwrap().apply(q.into());
            prop_assert!((f64::from(relu6) - expected(real.clamp(0.0, 6.0))).abs() < 1.01);
        }
    }

    #[test]
    fn a_change_of_zero_point_alone_is_exact() {
        let shift = Requantize::new(affine(0.5, 0), affine(0.5, 128), ClampRange::U8).unwrap();
        for q in i8::MIN..=i8::MAX {
            assert_eq!(shift.convert::<i8, u8>(q), q.cast_unsigned() ^ 0x80);
        }
    }

    #[test]
    fn float_activations_treat_nan_as_the_reference() {
        assert!(clamp_f32(f32::NAN, 0.0, 6.0).is_nan());
        assert!(leaky_relu_f32(f32::NAN, 0.1).is_nan());
        assert!(hard_swish_f32(f32::NAN).is_nan());
        assert!(logistic_f32(f32::NAN).is_nan());
        assert_eq!((clamp_f32(7.0, 0.0, 6.0), hard_swish_f32(-4.0), hard_swish_f32(5.0)), (6.0, 0.0, 5.0));
    }

    #[test]
    fn relu_bounds_saturate() {
        let range = relu_range(-1.0, Some(1.0), affine(1e-30, 5), ClampRange::I8);
        assert_eq!(range, ClampRange { min: -128, max: 127 });
    }

    #[test]
    fn hard_swish_refuses_what_the_reference_does() {
        assert!(HardSwish::new(affine(1.0, 0), affine(1.0 / 256.0, 0), ClampRange::I8).is_none());
    }
}
