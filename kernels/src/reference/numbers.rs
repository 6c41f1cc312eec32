//! Functions of two plain numbers that several types share: powers, floored division, shifts, squared differences.
//!
//! Sources: `tflite/kernels/{pow,floor_div,floor_mod,right_shift,squared_difference,stablehlo_shift_left}.cc`,
//! `internal/reference/{floor_div,floor_mod}.h`.

use super::binary::Affine;
use crate::broadcast::Binary;
use crate::math;
use crate::quant::{ClampRange, Multiplier, QuantizedInteger};
use core::marker::PhantomData;

/// `left^right` of integers, computed in `f64`; what does not fit is `i32::MIN`, as x86 converts it.
#[must_use]
pub fn power_i32(left: i32, right: i32) -> i32 {
    let power = math::pow_f64(f64::from(left), f64::from(right));
    if power.abs() < 2_147_483_648.0 { power as i32 } else { i32::MIN }
}

/// `left^right` of floats by repeated multiplication where `right` is a whole number above 0, within 10^−5, as the
/// reference does for an exponent that is one for all elements: products are cut to finite numbers.
#[must_use]
pub fn power_of_one_exponent(left: f32, right: f32) -> f32 {
    let whole = math::round_f32(right);
    if (right - whole).abs() >= 1e-5 || !(1.0..2_147_483_648.0).contains(&whole) {
        return math::pow(left, right);
    }
    let exponent = whole as u32;
    let product = |a: f32, b: f32| crate::quant::clamp_f32(a * b, (f32::MIN, f32::MAX));
    let mut power = left;
    for bit in (0..exponent.ilog2()).rev() {
        power = product(power, power);
        if exponent >> bit & 1 != 0 {
            power = product(left, power);
        }
    }
    power
}

/// An integer with division towards minus infinity and shifts.
pub trait Integer: Copy {
    /// `⌊self / divisor⌋`, wrapping; 0 for a divisor of 0, which is for the caller to refuse.
    fn floor_div(self, divisor: Self) -> Self;
    /// `self − divisor · ⌊self / divisor⌋`: the sign is the divisor's; 0 for a divisor of 0.
    fn floor_mod(self, divisor: Self) -> Self;
    /// `self >> amount`, the amount cut to the bits that there are.
    fn shift_right(self, amount: Self) -> Self;
    /// `self << amount`, in 32 bits and with five bits of the amount, as x86 shifts; then cut to the type.
    fn shift_left(self, amount: Self) -> Self;
}

macro_rules! integer {
    ($($integer:ty),*) => {$(
        impl Integer for $integer {
            #[inline]
            #[allow(unused_comparisons, reason = "unsigned types share the code")]
            fn floor_div(self, divisor: Self) -> Self {
                if divisor == 0 {
                    return 0;
                }
                let quotient = self.wrapping_div(divisor);
                let remainder = self.wrapping_rem(divisor);
                if remainder != 0 && (remainder < 0) != (divisor < 0) { quotient - 1 } else { quotient }
            }
            #[inline]
            #[allow(unused_comparisons, reason = "unsigned types share the code")]
            fn floor_mod(self, divisor: Self) -> Self {
                if divisor == 0 {
                    return 0;
                }
                let remainder = self.wrapping_rem(divisor);
                if remainder != 0 && (remainder < 0) != (divisor < 0) { remainder + divisor } else { remainder }
            }
            #[inline]
            #[allow(unused_comparisons, reason = "unsigned types share the code")]
            fn shift_right(self, amount: Self) -> Self {
                const LAST: $integer = (<$integer>::BITS - 1) as $integer;
                self >> if amount < 0 { 0 } else { amount.min(LAST) }
            }
            #[inline]
            fn shift_left(self, amount: Self) -> Self {
                (self as i32).wrapping_shl(amount as u32) as Self
            }
        }
    )*};
}

integer!(i8, u8, i16, u16, i32, u32, i64);

/// `⌊left / right⌋` of floats, the quotient computed in `f64`.
#[inline]
#[must_use]
pub fn floor_div_f32(left: f32, right: f32) -> f32 {
    math::floor_f64(f64::from(left) / f64::from(right)) as f32
}

/// The remainder of [`floor_div_f32`], with the divisor's sign; NaN for a divisor of 0.
#[inline]
#[must_use]
pub fn floor_mod_f32(left: f32, right: f32) -> f32 {
    let remainder = math::fmod(left, right);
    if remainder != 0.0 && (right < 0.0) != (remainder < 0.0) { remainder + right } else { remainder }
}

/// SQUARED_DIFFERENCE of `i8`: both operands are brought to the scale `2 · max(scales)` with 7 fraction bits,
/// subtracted, squared and rescaled. Rule **D** throughout.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedSquaredDifference<T> {
    zero_points: [i32; 2],
    multipliers: [Multiplier; 2],
    output: Multiplier,
    output_zero_point: i32,
    range: ClampRange,
    element: PhantomData<T>,
}

/// Fraction bits of the difference.
const SQUARED_DIFFERENCE_SHIFT: u32 = 7;

impl<T: QuantizedInteger> QuantizedSquaredDifference<T> {
    /// The function for these operands, or `None` when a multiplier is out of range.
    #[must_use]
    pub fn new(left: Affine, right: Affine, output: Affine) -> Option<Self> {
        let common_scale = f64::from(2.0 * left.scale.max(right.scale));
        let step = f64::from((1u32 << (2 * SQUARED_DIFFERENCE_SHIFT)) as f32 * output.scale);
        let real = common_scale * common_scale / step;
        let this = Self {
            zero_points: [left.zero_point, right.zero_point],
            multipliers: [left, right].map(|affine| Multiplier::from_real(f64::from(affine.scale) / common_scale)),
            output: Multiplier::from_real(real),
            output_zero_point: output.zero_point,
            range: T::RANGE,
            element: PhantomData,
        };
        let [left, right] = this.multipliers;
        let applicable = [left, right, this.output].iter().all(|multiplier| multiplier.is_applicable());
        (common_scale.is_finite() && real.is_finite() && applicable).then_some(this)
    }

    fn scaled(&self, operand: usize, q: T) -> i32 {
        let shifted = q.into().wrapping_sub(self.zero_points[operand]).wrapping_shl(SQUARED_DIFFERENCE_SHIFT);
        self.multipliers[operand].apply(shifted)
    }
}

impl<T: QuantizedInteger> Binary for QuantizedSquaredDifference<T> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline]
    fn apply(&self, left: T, right: T) -> T {
        let difference = self.scaled(0, left).wrapping_sub(self.scaled(1, right));
        let square = self.output.apply(difference.wrapping_mul(difference));
        T::from_clamped(self.range.clamp(square.wrapping_add(self.output_zero_point)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_that_do_not_fit_are_the_least_number() {
        assert_eq!(
            (power_i32(3, 4), power_i32(-2, 31), power_i32(2, 31), power_i32(0, 0)),
            (81, i32::MIN, i32::MIN, 1)
        );
    }

    #[test]
    fn whole_exponents_multiply() {
        assert_eq!((power_of_one_exponent(-3.0, 3.0), power_of_one_exponent(2.0, 10.0)), (-27.0, 1024.0));
        assert_eq!(power_of_one_exponent(1e30, 2.0), f32::MAX);
        assert_eq!((power_of_one_exponent(4.0, 0.5), power_of_one_exponent(4.0, -1.0)), (2.0, 0.25));
    }

    #[test]
    fn division_goes_down_and_remainders_have_the_divisors_sign() {
        assert_eq!([(7, 2), (-7, 2), (7, -2), (-7, -2)].map(|(a, b): (i32, i32)| a.floor_div(b)), [3, -4, -4, 3]);
        assert_eq!([(7, 3), (-7, 3), (7, -3), (-7, -3)].map(|(a, b): (i64, i64)| a.floor_mod(b)), [1, 2, -2, -1]);
        assert_eq!((i8::MIN.floor_div(-1), i32::MIN.floor_mod(-1), 5i16.floor_div(0)), (i8::MIN, 0, 0));
        assert_eq!((floor_div_f32(-7.0, 2.0), floor_mod_f32(-7.0, 3.0), floor_mod_f32(6.0, -3.0)), (-4.0, 2.0, 0.0));
        assert!(floor_mod_f32(1.0, 0.0).is_nan());
    }

    #[test]
    fn shifts_do_not_trap() {
        assert_eq!((i8::MIN.shift_right(100), (-8i32).shift_right(-1), 200u8.shift_right(3)), (-1, -8, 25));
        assert_eq!((1i8.shift_left(7), 1i8.shift_left(8), 1i32.shift_left(33)), (i8::MIN, 0, 2));
    }

    #[test]
    fn squared_differences_are_within_a_step() {
        let affine = |scale, zero_point| Affine { scale, zero_point };
        let f = QuantizedSquaredDifference::<i8>::new(affine(0.1, 0), affine(0.2, 5), affine(1.0, -128)).unwrap();
        // (4 − 1)² and (−10 − 20)².
        assert_eq!((f.apply(40, 10), f.apply(-100, 105)), (-119, 127));
    }
}
