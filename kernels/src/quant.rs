//! Fixed-point arithmetic of TensorFlow Lite's reference kernels, bit for bit.
//!
//! Three rounding rules coexist in the reference (the ops' documentation says which one each uses):
//!
//! * **D**, double rounding: a saturating rounding doubling high multiply, then a rounding divide by a
//!   power of two with ties away from zero. [`Multiplier::apply`].
//! * **S**, single rounding: the multiplier cut to 16 bits, one 64-bit product, one shift with ties up.
//!   [`Multiplier::apply_i64`].
//! * **F**, float: the product of the accumulator with an `f64` scale, ties away from zero.
//!   [`requantize_f64`].
//!
//! Sources: `tflite/kernels/internal/common.cc`, `quantization_util.cc` and gemmlowp's `fixedpoint.h`
//! (all built with `TFLITE_SINGLE_ROUNDING` = 0), measured against ai-edge-litert 2.3.0.

/// A positive real number as `mantissa × 2^(exponent − 31)`, the mantissa in `[2^30, 2^31)` or 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Multiplier {
    /// Fixed point with 31 fractional bits.
    pub mantissa: i32,
    /// Power of two: positive shifts left, negative right. At least −31; [`Multiplier::from_real`] does not
    /// bound it above, so callers check it with [`Multiplier::is_applicable`].
    pub exponent: i32,
}

/// Bits of a double's significand that are stored.
const FRACTION_BITS: u32 = 52;

impl Multiplier {
    /// The multiplier nearest to `real` (the reference's `QuantizeMultiplier`): reals below 2^−32 become 0.
    ///
    /// Negative reals give a negative mantissa, as in the reference; NaN and infinities give 0.
    #[inline]
    #[must_use]
    pub fn from_real(real: f64) -> Self {
        let bits = real.to_bits();
        let exponent_bits = (bits >> FRACTION_BITS & 0x7FF) as i32;
        // Zero and what is smaller than any normal number; infinities and NaN.
        if exponent_bits == 0 || exponent_bits == 0x7FF {
            return Self::default();
        }
        let mut exponent = exponent_bits - 1022;
        let significand = bits & ((1 << FRACTION_BITS) - 1) | 1 << FRACTION_BITS;
        // The real number is ±significand / 2^53 · 2^exponent: 31 bits of it, halves rounded away from zero.
        let rounded = ((significand + (1 << (FRACTION_BITS - 31))) >> (FRACTION_BITS - 30)) as i64;
        let mut mantissa = if real < 0.0 { -rounded } else { rounded };
        if mantissa == 1 << 31 {
            mantissa /= 2;
            exponent += 1;
        }
        if exponent < -31 {
            return Self::default();
        }
        // −2^31 (a negative power of two) is representable, 2^31 was halved above.
        Self { mantissa: mantissa as i32, exponent }
    }

    /// Whether [`apply`](Self::apply) is defined for this multiplier: exponent in −31..=30.
    #[inline]
    #[must_use]
    pub fn is_applicable(self) -> bool {
        (-31..=30).contains(&self.exponent)
    }

    /// Rule **D**: `x` scaled with two roundings (`MultiplyByQuantizedMultiplier`, 32 bits). A left shift
    /// that overflows wraps, as the reference's does in practice.
    #[inline(always)]
    #[must_use]
    pub fn apply(self, x: i32) -> i32 {
        let left = self.exponent.max(0).cast_unsigned();
        let right = (-self.exponent).max(0).cast_unsigned();
        let high = saturating_rounding_doubling_high_mul(x.wrapping_shl(left), self.mantissa);
        rounding_divide_by_pot(high, right)
    }

    /// Rule **D** but for ties of the second rounding, which go up: the ruy library's matrix products on x86, which
    /// the reference calls in its basic LSTM. Measured.
    #[inline(always)]
    #[must_use]
    pub fn apply_ties_up(self, x: i32) -> i32 {
        let left = self.exponent.max(0).cast_unsigned();
        let right = (-self.exponent).clamp(0, 31).cast_unsigned();
        let high = saturating_rounding_doubling_high_mul(x.wrapping_shl(left), self.mantissa);
        ((i64::from(high) + ((1i64 << right) >> 1)) >> right) as i32
    }

    /// Rule **D** for multipliers below one (`MultiplyByQuantizedMultiplierSmallerThanOneExp`); the exponent
    /// must not be positive.
    #[inline(always)]
    #[must_use]
    pub fn apply_smaller_than_one(self, x: i32) -> i32 {
        debug_assert!(self.exponent <= 0);
        let high = saturating_rounding_doubling_high_mul(x, self.mantissa);
        rounding_divide_by_pot(high, (-self.exponent).cast_unsigned())
    }

    /// The multiplier of rule **S**, `mantissa / 2^shift` with a mantissa of 16 bits.
    #[inline(always)]
    #[must_use]
    pub(crate) fn reduced(self) -> (i32, u32) {
        let reduced = if self.mantissa < 0x7FFF_0000 { (self.mantissa + (1 << 15)) >> 16 } else { 0x7FFF };
        (reduced, 15i32.saturating_sub(self.exponent).clamp(1, 62).cast_unsigned())
    }

    /// Rule **S**: a 48-bit accumulator scaled with one rounding, the multiplier cut to 16 bits
    /// (`MultiplyByQuantizedMultiplier`, 64 bits). Exponents above 14 shift by 14.
    #[inline(always)]
    #[must_use]
    pub fn apply_i64(self, x: i64) -> i32 {
        let (reduced, shift) = self.reduced();
        let rounded = x.wrapping_mul(i64::from(reduced)).wrapping_add(1 << (shift - 1));
        (rounded >> shift) as i32
    }
}

/// `round(a × b / 2^31)`, ties towards positive infinity, saturating the one overflow (both −2^31).
///
/// gemmlowp's `SaturatingRoundingDoublingHighMul`: its nudge depends on the sign of the product and it then
/// divides truncating, which for every `b > 0` equals `(a·b + 2^30) >> 31`.
#[inline(always)]
#[must_use]
pub fn saturating_rounding_doubling_high_mul(a: i32, b: i32) -> i32 {
    if a == i32::MIN && b == i32::MIN {
        return i32::MAX;
    }
    let product = i64::from(a) * i64::from(b);
    let nudge = if product >= 0 { 1i64 << 30 } else { 1 - (1i64 << 30) };
    // Truncating division, as in gemmlowp; |result| < 2^31 because both are not −2^31.
    ((product + nudge) / (1i64 << 31)) as i32
}

/// The 16-bit [`saturating_rounding_doubling_high_mul`]: `round(a × b / 2^15)`.
#[inline(always)]
#[must_use]
pub fn saturating_rounding_doubling_high_mul_i16(a: i16, b: i16) -> i16 {
    if a == i16::MIN && b == i16::MIN {
        return i16::MAX;
    }
    let product = i32::from(a) * i32::from(b);
    let nudge = if product >= 0 { 1i32 << 14 } else { 1 - (1i32 << 14) };
    ((product + nudge) / (1i32 << 15)) as i16
}

/// `x / 2^exponent`, rounded to nearest with ties away from zero (gemmlowp's `RoundingDivideByPOT`).
/// Exponents above 31 act as 31.
#[inline(always)]
#[must_use]
pub fn rounding_divide_by_pot(x: i32, exponent: u32) -> i32 {
    let exponent = exponent.min(31);
    let mask = ((1i64 << exponent) - 1) as i32;
    let remainder = x & mask;
    let threshold = (mask >> 1) + i32::from(x < 0);
    (x >> exponent) + i32::from(remainder > threshold)
}

/// Rule **F**: `round(acc × scale) + zero_point` (ties away from zero), clamped; the rule of the
/// reference's FULLY_CONNECTED. `scale` is `(f64(input) × f64(weights)) / f64(output)`.
///
/// The rounded product saturates to `i32` before the zero point is added.
#[inline(always)]
#[must_use]
pub fn requantize_f64(acc: i32, scale: f64, zero_point: i32, range: ClampRange) -> i32 {
    let rounded = libm::round(f64::from(acc) * scale) as i32;
    range.clamp(rounded.saturating_add(zero_point))
}

/// An inclusive range of quantized values: the type's range cut by a fused activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClampRange {
    /// Least value.
    pub min: i32,
    /// Greatest value.
    pub max: i32,
}

impl ClampRange {
    /// The range of `i8`.
    pub const I8: Self = Self { min: i8::MIN as i32, max: i8::MAX as i32 };
    /// The range of `u8`.
    pub const U8: Self = Self { min: 0, max: u8::MAX as i32 };
    /// The range of `i16`.
    pub const I16: Self = Self { min: i16::MIN as i32, max: i16::MAX as i32 };

    /// `x` cut to the range. When the range is empty (an activation outside what the type can express)
    /// the upper bound wins, as `min(max(x, lo), hi)` in the reference.
    #[inline(always)]
    #[must_use]
    pub fn clamp(self, x: i32) -> i32 {
        x.max(self.min).min(self.max)
    }
}

/// `x` cut to `(least, greatest)`; NaN stays NaN, as in the reference's `ActivationFunctionWithMinMax`.
#[inline(always)]
#[must_use]
pub fn clamp_f32(x: f32, (least, greatest): (f32, f32)) -> f32 {
    let x = if x < least { least } else { x };
    if x > greatest { greatest } else { x }
}

/// An integer type of quantized activations: `i8`, `u8` or `i16`.
pub trait QuantizedInteger: Copy + Ord + Into<i32> {
    /// What the type can hold.
    const RANGE: ClampRange;

    /// The value; bits above the type's width are cut, so callers clamp to [`RANGE`](Self::RANGE) first.
    fn from_clamped(value: i32) -> Self;
}

macro_rules! quantized_integer {
    ($($integer:ty => $range:expr),*) => {$(
        impl QuantizedInteger for $integer {
            const RANGE: ClampRange = $range;

            #[inline(always)]
            fn from_clamped(value: i32) -> Self {
                value as Self
            }
        }
    )*};
}

quantized_integer!(i8 => ClampRange::I8, u8 => ClampRange::U8, i16 => ClampRange::I16);

/// A fused activation, the ones that a clamp expresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// No clamp but the type's.
    #[default]
    None,
    /// `max(x, 0)`.
    Relu,
    /// `min(max(x, -1), 1)`.
    ReluN1To1,
    /// `min(max(x, 0), 6)`.
    Relu6,
}

impl Activation {
    /// The clamp of a quantized output (`CalculateActivationRangeQuantized`), or `None` when a bound does
    /// not fit `i32`.
    #[must_use]
    pub fn quantized_range(self, scale: f32, zero_point: i32, of_type: ClampRange) -> Option<ClampRange> {
        let quantize = |real: f32| {
            let steps = libm::roundf(real / scale);
            // Also refuses NaN. 2^31 as f32 is exact.
            (-2_147_483_648.0..2_147_483_648.0).contains(&steps).then(|| zero_point.saturating_add(steps as i32))
        };
        let (low, high) = match self {
            Self::None => (None, None),
            Self::Relu => (Some(quantize(0.0)?), None),
            Self::Relu6 => (Some(quantize(0.0)?), Some(quantize(6.0)?)),
            Self::ReluN1To1 => (Some(quantize(-1.0)?), Some(quantize(1.0)?)),
        };
        Some(ClampRange {
            min: low.map_or(of_type.min, |low| low.max(of_type.min)),
            max: high.map_or(of_type.max, |high| high.min(of_type.max)),
        })
    }

    /// The clamp of a float output; `(f32::MIN, f32::MAX)` without an activation
    /// (`CalculateActivationRange`).
    #[must_use]
    pub fn float_range(self) -> (f32, f32) {
        match self {
            Self::None => (f32::MIN, f32::MAX),
            Self::Relu => (0.0, f32::MAX),
            Self::ReluN1To1 => (-1.0, 1.0),
            Self::Relu6 => (0.0, 6.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    /// floor(a / 2^shift) in unbounded integers.
    fn floor_shift(a: &BigInt, shift: u32) -> BigInt {
        a >> shift
    }

    fn round_half_away(a: &BigInt, shift: u32) -> BigInt {
        if shift == 0 {
            return a.clone();
        }
        let half = BigInt::from(1) << (shift - 1);
        if *a >= BigInt::from(0) { floor_shift(&(a + half), shift) } else { -floor_shift(&(-a + half), shift) }
    }

    proptest! {
        #[test]
        fn high_mul_rounds_half_up_for_positive_multipliers(a: i32, b in 1i32..) {
            let expected = floor_shift(&(BigInt::from(a) * b + (BigInt::from(1) << 30)), 31);
            prop_assert_eq!(BigInt::from(saturating_rounding_doubling_high_mul(a, b)), expected);
        }

        #[test]
        fn divide_by_power_of_two_rounds_half_away(x: i32, e in 0u32..=31) {
            prop_assert_eq!(BigInt::from(rounding_divide_by_pot(x, e)), round_half_away(&BigInt::from(x), e));
        }

        #[test]
        fn ties_of_the_divide_go_away_from_zero(x in -(1i32 << 20)..(1 << 20), e in 1u32..=10) {
            let tie = (x << e) + (1 << (e - 1));
            let expected = if tie >= 0 { x + 1 } else { x };
            prop_assert_eq!(rounding_divide_by_pot(tie, e), expected);
        }

        #[test]
        fn double_rounding_equals_its_definition(x: i32, mantissa in (1i32 << 30).., exponent in -31i32..=0) {
            let m = Multiplier { mantissa, exponent };
            let high = floor_shift(&(BigInt::from(x) * mantissa + (BigInt::from(1) << 30)), 31);
            let expected = round_half_away(&high, exponent.unsigned_abs());
            prop_assert_eq!(BigInt::from(m.apply(x)), expected.clone());
            prop_assert_eq!(BigInt::from(m.apply_smaller_than_one(x)), expected);
        }

        #[test]
        fn left_shifts_come_before_the_multiply(x in -(1i32 << 16)..(1 << 16), mantissa in (1i32 << 30).., exponent in 1i32..=14) {
            let m = Multiplier { mantissa, exponent };
            let expected = floor_shift(&((BigInt::from(x) << exponent) * mantissa + (BigInt::from(1) << 30)), 31);
            prop_assert_eq!(BigInt::from(m.apply(x)), expected);
        }

        #[test]
        fn single_rounding_equals_its_definition(x in -(1i64 << 47)..(1i64 << 47), mantissa in (1i32 << 30).., exponent in -31i32..=-17) {
            let m = Multiplier { mantissa, exponent };
            let reduced = (i64::from(mantissa) + (1 << 15)) >> 16;
            let reduced = reduced.min(0x7FFF);
            let shift = 15 - exponent;
            let expected = floor_shift(&(BigInt::from(x) * reduced + (BigInt::from(1) << (shift - 1))), shift.unsigned_abs());
            prop_assert_eq!(BigInt::from(m.apply_i64(x)), expected);
        }

        #[test]
        fn a_multiplier_is_within_half_a_unit_of_its_real(real in 1e-9f64..1e4) {
            let m = Multiplier::from_real(real);
            let back = f64::from(m.mantissa) * (f64::from(m.exponent) - 31.0).exp2();
            prop_assert!((back - real).abs() <= real * (2f64).powi(-31));
            prop_assert!(m.mantissa >= 1 << 30);
        }

        #[test]
        fn a_multiplier_is_the_reference_s(
            significand in prop_oneof![any::<u64>(), Just(0), Just(u64::MAX), (0u64..1 << 31).prop_map(|x| x << 21)],
            exponent in 980u64..1060, negative: bool,
        ) {
            let bits = u64::from(negative) << 63 | exponent << 52 | significand >> 12;
            let real = f64::from_bits(bits);
            let (fraction, mut exponent) = libm::frexp(real);
            let mut mantissa = libm::round(fraction * f64::from(1u32 << 31)) as i64;
            if mantissa == 1 << 31 {
                (mantissa, exponent) = (1 << 30, exponent + 1);
            }
            let expected = if exponent < -31 { Multiplier::default() } else { Multiplier { mantissa: mantissa as i32, exponent } };
            prop_assert_eq!(Multiplier::from_real(real), expected);
        }

        #[test]
        fn float_rule_rounds_half_away(acc: i32, scale in 1e-6f64..1.0, zero_point in -128i32..=127) {
            let real = f64::from(acc) * scale;
            let expected = (real.abs() + 0.5).floor().copysign(real) as i64 + i64::from(zero_point);
            let got = requantize_f64(acc, scale, zero_point, ClampRange { min: i32::MIN, max: i32::MAX });
            // |real| + 0.5 is itself rounded when |real| is just below a half.
            if (real.abs().fract() - 0.5).abs() > 1e-9 {
                prop_assert_eq!(i64::from(got), expected.clamp(i32::MIN.into(), i32::MAX.into()));
            }
        }
    }

    #[test]
    fn high_mul_saturates_its_one_overflow() {
        assert_eq!(saturating_rounding_doubling_high_mul(i32::MIN, i32::MIN), i32::MAX);
        assert_eq!(saturating_rounding_doubling_high_mul_i16(i16::MIN, i16::MIN), i16::MAX);
    }

    #[test]
    fn ties_up_differ_from_ties_away_below_zero_alone() {
        let half = Multiplier { mantissa: i32::MAX, exponent: -1 };
        assert_eq!([-5, -3, 3, 5].map(|x| half.apply(x)), [-3, -2, 2, 3]);
        assert_eq!([-5, -3, 3, 5].map(|x| half.apply_ties_up(x)), [-2, -1, 2, 3]);
    }

    #[test]
    fn powers_of_two_have_the_least_mantissa() {
        assert_eq!(Multiplier::from_real(1.0), Multiplier { mantissa: 1 << 30, exponent: 1 });
        assert_eq!(Multiplier::from_real(0.25), Multiplier { mantissa: 1 << 30, exponent: -1 });
        // Rounds up to 2^31, so the exponent moves instead.
        assert_eq!(Multiplier::from_real(1.0 - f64::EPSILON / 2.0), Multiplier { mantissa: 1 << 30, exponent: 1 });
    }

    #[test]
    fn tiny_and_undefined_reals_become_zero() {
        for real in [0.0, -0.0, 1e-12, 1e-310, f64::NAN, f64::INFINITY] {
            assert_eq!(Multiplier::from_real(real), Multiplier::default());
        }
    }

    #[test]
    fn relu6_clamps_between_the_zero_point_and_six() {
        let range = Activation::Relu6.quantized_range(6.0 / 255.0, -128, ClampRange::I8);
        assert_eq!(range, Some(ClampRange { min: -128, max: 127 }));
        let range = Activation::Relu6.quantized_range(0.1, -10, ClampRange::I8);
        assert_eq!(range, Some(ClampRange { min: -10, max: 50 }));
        assert_eq!(Activation::Relu6.quantized_range(1e-30, 0, ClampRange::I8), None);
        assert_eq!(Activation::Relu.quantized_range(0.0, 0, ClampRange::I8), None);
    }
}
