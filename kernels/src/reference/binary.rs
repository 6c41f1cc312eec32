//! Quantized binary arithmetic: ADD, SUB, MUL, DIV and PRELU of affine-quantized `i8`, `u8` and `i16`.
//!
//! Sources: `add.cc`, `sub.cc`, `mul.cc`, `div.cc`, `activations.cc` (multipliers) and
//! `internal/reference/{add,sub,mul,div,prelu}.h`, `internal/reference/integer_ops/{add,mul}.h` (arithmetic).
//! Rule **D** throughout.

use crate::broadcast::Binary;
use crate::elementwise::Pairs;
use crate::fixed_point::{Reciprocal, rounding_divide_by_pot_i16};
use crate::quant::{
    ClampRange, Multiplier, QuantizedInteger, rounding_divide_by_pot, saturating_rounding_doubling_high_mul,
    saturating_rounding_doubling_high_mul_i16,
};
use core::marker::PhantomData;

/// Scale and zero point of a tensor: `real = scale · (q − zero_point)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Real value of one step; positive and finite.
    pub scale: f32,
    /// The quantized value of real 0.
    pub zero_point: i32,
}

/// ADD (`SUBTRACT` false) or SUB: both operands are shifted left, brought to the scale `2 · max(scales)`, added,
/// and brought to the output's scale.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedSum<T, const SUBTRACT: bool> {
    pub(crate) left_zero_point: i32,
    pub(crate) right_zero_point: i32,
    /// 20 for 8 bits, 15 for 16: what 32 bits leave room for.
    pub(crate) left_shift: u32,
    pub(crate) left: Multiplier,
    pub(crate) right: Multiplier,
    pub(crate) output: Multiplier,
    pub(crate) output_zero_point: i32,
    pub(crate) range: ClampRange,
    element: PhantomData<T>,
}

impl<T: QuantizedInteger, const SUBTRACT: bool> QuantizedSum<T, SUBTRACT> {
    /// The function for these operands, or `None` when a multiplier is out of range.
    ///
    /// `range` is the output's clamp ([`Activation::quantized_range`](crate::quant::Activation::quantized_range)).
    #[must_use]
    pub fn new(left: Affine, right: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        let left_shift = if T::RANGE == ClampRange::I16 { 15 } else { 20 };
        let common_scale = f64::from(2.0 * left.scale.max(right.scale));
        let step = f64::from((1u32 << left_shift) as f32 * output.scale);
        let this = Self {
            left_zero_point: left.zero_point,
            right_zero_point: right.zero_point,
            left_shift,
            left: Multiplier::from_real(f64::from(left.scale) / common_scale),
            right: Multiplier::from_real(f64::from(right.scale) / common_scale),
            // The reference aborts (ADD) or computes nonsense (SUB) where this is above one; the general
            // multiplier does what is meant.
            output: Multiplier::from_real(common_scale / step),
            output_zero_point: output.zero_point,
            range,
            element: PhantomData,
        };
        let finite = common_scale.is_finite() && (common_scale / step).is_finite();
        let applicable = [this.left, this.right, this.output].iter().all(|multiplier| multiplier.is_applicable());
        (finite && applicable).then_some(this)
    }
}

impl<T: QuantizedInteger, const SUBTRACT: bool> Binary for QuantizedSum<T, SUBTRACT> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        let left = left.into().wrapping_sub(self.left_zero_point).wrapping_shl(self.left_shift);
        let right = right.into().wrapping_sub(self.right_zero_point).wrapping_shl(self.left_shift);
        let (left, right) = (self.left.apply(left), self.right.apply(right));
        let sum = if SUBTRACT { left.wrapping_sub(right) } else { left.wrapping_add(right) };
        let output = self.output.apply(sum).wrapping_add(self.output_zero_point);
        T::from_clamped(self.range.clamp(output))
    }
}

/// ADD or SUB of `i16` whose scales are powers of two (`pot_scale_int16`): shifts only.
#[derive(Clone, Copy, Debug)]
pub struct PowerOfTwoSum<const SUBTRACT: bool> {
    left_shift: u32,
    right_shift: u32,
    range: ClampRange,
}

impl<const SUBTRACT: bool> PowerOfTwoSum<SUBTRACT> {
    /// The function for operands that are divided by these powers of two, at most one of which is not 0.
    #[must_use]
    pub fn new(left_shift: u32, right_shift: u32, range: ClampRange) -> Self {
        Self { left_shift, right_shift, range }
    }
}

impl<const SUBTRACT: bool> Binary for PowerOfTwoSum<SUBTRACT> {
    type Left = i16;
    type Right = i16;
    type Out = i16;

    #[inline(always)]
    fn apply(&self, left: i16, right: i16) -> i16 {
        let left = i32::from(rounding_divide_by_pot_i16(left, self.left_shift));
        let right = i32::from(rounding_divide_by_pot_i16(right, self.right_shift));
        // The clamp's range lies inside that of i16, so it does the reference's saturation too.
        i16::from_clamped(self.range.clamp(if SUBTRACT { left - right } else { left + right }))
    }
}

/// MUL: the product of the two offset values, rescaled once (the multiplier may be above one).
#[derive(Clone, Copy, Debug)]
pub struct QuantizedMul<T> {
    pub(crate) left_zero_point: i32,
    pub(crate) right_zero_point: i32,
    pub(crate) output: Multiplier,
    pub(crate) output_zero_point: i32,
    pub(crate) range: ClampRange,
    element: PhantomData<T>,
}

impl<T: QuantizedInteger> QuantizedMul<T> {
    /// The function for these operands, or `None` when the multiplier is out of range.
    #[must_use]
    pub fn new(left: Affine, right: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        // In f32, as the reference.
        let real = f64::from(left.scale * right.scale / output.scale);
        let multiplier = Multiplier::from_real(real);
        (real.is_finite() && multiplier.is_applicable()).then_some(Self {
            left_zero_point: left.zero_point,
            right_zero_point: right.zero_point,
            output: multiplier,
            output_zero_point: output.zero_point,
            range,
            element: PhantomData,
        })
    }
}

impl<T: QuantizedInteger> Binary for QuantizedMul<T> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        let left = left.into().wrapping_sub(self.left_zero_point);
        let right = right.into().wrapping_sub(self.right_zero_point);
        let output = self.output.apply(left.wrapping_mul(right)).wrapping_add(self.output_zero_point);
        T::from_clamped(self.range.clamp(output))
    }
}

/// MUL of `i16` in Q0.15 with an 8-bit output: the scales are taken to be 2^−15 and 2^−7.
#[derive(Clone, Copy, Debug)]
pub struct NarrowingMul<T> {
    /// The output's zero point.
    pub output_zero_point: i32,
    /// The output's clamp.
    pub range: ClampRange,
    /// The output's type.
    pub element: PhantomData<T>,
}

impl<T: QuantizedInteger> Binary for NarrowingMul<T> {
    type Left = i16;
    type Right = i16;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: i16, right: i16) -> T {
        let product = saturating_rounding_doubling_high_mul_i16(left, right);
        let output = i32::from(rounding_divide_by_pot_i16(product, 8)) + self.output_zero_point;
        T::from_clamped(self.range.clamp(output))
    }
}

impl<T: QuantizedInteger> Pairs for NarrowingMul<T> {}

/// DIV: the reciprocal of the divisor by Newton–Raphson, then two rule-D products.
///
/// Quotients far below a step need right shifts of more than 31 bits, which the reference does not clamp: the
/// result is then what x86 makes of its shifts (the output's greatest or least value, or one step), not 0.
///
/// A divisor equal to its zero point is for the caller to refuse; here it gives the output's zero point.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedDiv<T> {
    left_zero_point: i32,
    right_zero_point: i32,
    output: Multiplier,
    output_zero_point: i32,
    range: ClampRange,
    element: PhantomData<T>,
}

impl<T: QuantizedInteger> QuantizedDiv<T> {
    /// The function for these operands, or `None` when the multiplier is out of range.
    #[must_use]
    pub fn new(left: Affine, right: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        // In f32, as the reference.
        let real = f64::from(left.scale / (right.scale * output.scale));
        let multiplier = Multiplier::from_real(real);
        (real.is_finite() && multiplier.is_applicable()).then_some(Self {
            left_zero_point: left.zero_point,
            right_zero_point: right.zero_point,
            output: multiplier,
            output_zero_point: output.zero_point,
            range,
            element: PhantomData,
        })
    }
}

impl<T: QuantizedInteger> Binary for QuantizedDiv<T> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        let dividend = left.into().wrapping_sub(self.left_zero_point);
        let divisor = right.into().wrapping_sub(self.right_zero_point);
        if divisor == 0 {
            return T::from_clamped(self.range.clamp(self.output_zero_point));
        }
        let dividend = if divisor < 0 { dividend.wrapping_neg() } else { dividend };
        let reciprocal = Reciprocal::of(divisor.unsigned_abs(), 31);
        // As far left as the sign allows.
        let headroom = (if dividend < 0 { !dividend } else { dividend }).leading_zeros() - 1;
        let quotient = saturating_rounding_doubling_high_mul(dividend.wrapping_shl(headroom), reciprocal.mantissa);
        let shift = self.output.exponent - reciprocal.bits_over_unit - headroom.cast_signed();
        let scaled = saturating_rounding_doubling_high_mul(quotient, self.output.mantissa);
        let output = shift_as_the_reference(scaled, -shift).wrapping_add(self.output_zero_point);
        T::from_clamped(self.range.clamp(output))
    }
}

/// `RoundingDivideByPOT` for exponents that it is not defined for but that DIV gives it: above 31 its mask has only
/// ones and the shift counts modulo 32, on the machines whose answers are the reference.
#[inline(always)]
fn shift_as_the_reference(x: i32, exponent: i32) -> i32 {
    if (0..=31).contains(&exponent) {
        return rounding_divide_by_pot(x, exponent.cast_unsigned());
    }
    let exponent = exponent.cast_unsigned();
    let mask = 1i64.wrapping_shl(exponent).wrapping_sub(1) as i32;
    let remainder = x & mask;
    let threshold = (mask >> 1).wrapping_add(i32::from(x < 0));
    x.wrapping_shr(exponent).wrapping_add(i32::from(remainder > threshold))
}

/// PRELU: `x` where it is not negative, `alpha · x` elsewhere; each with a multiplier of its own.
///
/// The reference reads alpha as `i8` when the input is `i16`, whatever its type; here it has its own type `A`.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedPrelu<T, A> {
    input_zero_point: i32,
    alpha_zero_point: i32,
    identity: Multiplier,
    scaled: Multiplier,
    output_zero_point: i32,
    element: PhantomData<(T, A)>,
}

impl<T: QuantizedInteger, A: QuantizedInteger> QuantizedPrelu<T, A> {
    /// The function for these tensors, or `None` when a multiplier is out of range.
    #[must_use]
    pub fn new(input: Affine, alpha: Affine, output: Affine) -> Option<Self> {
        // In f32, as the reference.
        let identity = f64::from(input.scale / output.scale);
        let scaled = f64::from(input.scale * alpha.scale / output.scale);
        let this = Self {
            input_zero_point: input.zero_point,
            alpha_zero_point: alpha.zero_point,
            identity: Multiplier::from_real(identity),
            scaled: Multiplier::from_real(scaled),
            output_zero_point: output.zero_point,
            element: PhantomData,
        };
        let finite = identity.is_finite() && scaled.is_finite();
        (finite && this.identity.is_applicable() && this.scaled.is_applicable()).then_some(this)
    }
}

impl<T: QuantizedInteger, A: QuantizedInteger> Binary for QuantizedPrelu<T, A> {
    type Left = T;
    type Right = A;
    type Out = T;

    #[inline(always)]
    fn apply(&self, input: T, alpha: A) -> T {
        let value = input.into().wrapping_sub(self.input_zero_point);
        let output = if value >= 0 {
            self.identity.apply(value)
        } else {
            let alpha = alpha.into().wrapping_sub(self.alpha_zero_point);
            self.scaled.apply(value.wrapping_mul(alpha))
        };
        T::from_clamped(T::RANGE.clamp(output.wrapping_add(self.output_zero_point)))
    }
}

impl<T: QuantizedInteger, A: QuantizedInteger> Pairs for QuantizedPrelu<T, A> {}

/// PRELU of floats: `x` where `x ≥ 0`, `x · alpha` elsewhere (NaN included).
#[derive(Clone, Copy, Debug)]
pub struct FloatPrelu;

impl Binary for FloatPrelu {
    type Left = f32;
    type Right = f32;
    type Out = f32;

    #[inline(always)]
    fn apply(&self, input: f32, alpha: f32) -> f32 {
        if input >= 0.0 { input } else { input * alpha }
    }
}

impl Pairs for FloatPrelu {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rule D rounds to a half or a quarter step first, then to a whole one.
    const TWICE_ROUNDED: f64 = 0.7501;

    fn affine(scale: f32, zero_point: i32) -> Affine {
        Affine { scale, zero_point }
    }

    fn real<T: Into<i32>>(q: T, of: Affine) -> f64 {
        f64::from(of.scale) * f64::from(q.into() - of.zero_point)
    }

    prop_compose! {
        fn any_affine()(scale in 0.001f32..0.1, zero_point in -128i32..=127) -> Affine {
            affine(scale, zero_point)
        }
    }

    prop_compose! {
        /// Any scale that a file can have, and any zero point of the type.
        fn extreme_affine()(bits in 1u32..0x7F80_0000, zero_point in -128i32..=127) -> Affine {
            affine(f32::from_bits(bits), zero_point)
        }
    }

    proptest! {
        #[test]
        fn no_scales_make_the_arithmetic_overflow(
            a: i8, b: i8, x in extreme_affine(), y in extreme_affine(), z in extreme_affine(),
        ) {
            // Overflow checks are on in tests.
            let sum = QuantizedSum::<i8, false>::new(x, y, z, ClampRange::I8).map(|f| f.apply(a, b));
            let difference = QuantizedSum::<i8, true>::new(x, y, z, ClampRange::I8).map(|f| f.apply(a, b));
            let product = QuantizedMul::<i8>::new(x, y, z, ClampRange::I8).map(|f| f.apply(a, b));
            let quotient = QuantizedDiv::<i8>::new(x, y, z, ClampRange::I8).map(|f| f.apply(a, b));
            let prelu = QuantizedPrelu::<i8, i8>::new(x, y, z).map(|f| f.apply(a, b));
            core::hint::black_box((sum, difference, product, quotient, prelu));
        }

        #[test]
        fn sums_are_within_a_step_of_the_real_sum(a: i8, b: i8, x in any_affine(), y in any_affine(), z in any_affine()) {
            let sum = QuantizedSum::<i8, false>::new(x, y, z, ClampRange::I8).unwrap().apply(a, b);
            let expected = (real(a, x) + real(b, y)) / f64::from(z.scale) + f64::from(z.zero_point);
            prop_assert!((f64::from(sum) - expected.clamp(-128.0, 127.0)).abs() < 0.51);
            let difference = QuantizedSum::<i8, true>::new(x, y, z, ClampRange::I8).unwrap().apply(a, b);
            let expected = (real(a, x) - real(b, y)) / f64::from(z.scale) + f64::from(z.zero_point);
            prop_assert!((f64::from(difference) - expected.clamp(-128.0, 127.0)).abs() < 0.51);
        }

        #[test]
        fn products_and_quotients_are_within_a_step(a: i8, b: i8, x in any_affine(), y in any_affine(), z in any_affine()) {
            let product = QuantizedMul::<i8>::new(x, y, z, ClampRange::I8).unwrap().apply(a, b);
            let expected = real(a, x) * real(b, y) / f64::from(z.scale) + f64::from(z.zero_point);
            prop_assert!((f64::from(product) - expected.clamp(-128.0, 127.0)).abs() < TWICE_ROUNDED);
            // Quotients far below a step lead to shifts above 31, and those to the reference's garbage.
            if i32::from(b) != y.zero_point && (real(a, x) / real(b, y) / f64::from(z.scale)).abs() > 1.0 {
                let quotient = QuantizedDiv::<i8>::new(x, y, z, ClampRange::I8).unwrap().apply(a, b);
                let expected = real(a, x) / real(b, y) / f64::from(z.scale) + f64::from(z.zero_point);
                let expected = expected.clamp(-128.0, 127.0);
                prop_assert!((f64::from(quotient) - expected).abs() < 1.01, "{quotient} {expected}");
            }
        }

        #[test]
        fn prelu_scales_negative_numbers_only(a: i16, alpha: i8, x in 0.0001f32..0.001, y in any_affine(), z in 0.0001f32..0.001) {
            let (x, z) = (affine(x, 0), affine(z, 0));
            let got = QuantizedPrelu::<i16, i8>::new(x, y, z).unwrap().apply(a, alpha);
            let factor = if a >= 0 { 1.0 } else { real(alpha, y) };
            let expected = (real(a, x) * factor / f64::from(z.scale)).clamp(-32768.0, 32767.0);
            prop_assert!((f64::from(got) - expected).abs() < TWICE_ROUNDED);
        }
    }

    #[test]
    fn quotients_far_below_a_step_are_the_reference_s() {
        let (x, y, z) = (affine(0.001, 0), affine(0.097_246_96, 32), affine(0.082_745_68, 0));
        let div = QuantizedDiv::<i8>::new(x, y, z, ClampRange::I8).unwrap();
        // Measured. The real quotients are 0.4, 0 and −0.008 steps.
        assert_eq!((div.apply(-52, 16), div.apply(0, 16), div.apply(1, 16)), (127, 1, -128));
    }

    #[test]
    fn a_multiplier_above_one_is_no_reason_to_abort() {
        let fine = affine(1e-7, 0);
        let sum = QuantizedSum::<i8, false>::new(affine(1.0, 0), affine(1.0, 0), fine, ClampRange::I8).unwrap();
        assert_eq!((sum.apply(1, 0), sum.apply(-1, 0), sum.apply(0, 0)), (127, -128, 0));
    }

    #[test]
    fn powers_of_two_shift_with_ties_away_from_zero() {
        let sum = PowerOfTwoSum::<false>::new(0, 2, ClampRange::I16);
        assert_eq!((sum.apply(10, 6), sum.apply(10, -6), sum.apply(i16::MAX, 4)), (12, 8, i16::MAX));
        let difference = PowerOfTwoSum::<true>::new(2, 0, ClampRange::I16);
        assert_eq!((difference.apply(6, 10), difference.apply(0, i16::MIN)), (-8, i16::MAX));
    }

    #[test]
    fn sixteen_bit_products_narrow_to_eight() {
        let mul = NarrowingMul::<i8> { output_zero_point: 3, range: ClampRange::I8, element: PhantomData };
        assert_eq!((mul.apply(1 << 14, 1 << 14), mul.apply(i16::MIN, i16::MIN)), (35, 127));
    }

    #[test]
    fn impossible_multipliers_are_refused() {
        assert!(QuantizedMul::<i8>::new(affine(1e20, 0), affine(1e20, 0), affine(1.0, 0), ClampRange::I8).is_none());
        assert!(QuantizedDiv::<i8>::new(affine(1.0, 0), affine(1e-30, 0), affine(1e-30, 0), ClampRange::I8).is_none());
    }
}
