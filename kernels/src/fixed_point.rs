//! Functions of fixed-point numbers: exponential, logarithm, reciprocal, inverse square root, and 16-bit roundings.
//!
//! `Qm.n` has a sign bit, m integer bits and n fraction bits. Products are
//! [`saturating_rounding_doubling_high_mul`](mul): Q0.31 × Qm.n is Qm.n. What is computed, constants included, is
//! gemmlowp's `fixedpoint.h`; the reference's 8-bit SOFTMAX, LOG_SOFTMAX and DIV show every bit of it.

use crate::quant::{Multiplier, rounding_divide_by_pot, saturating_rounding_doubling_high_mul as mul};

/// `e^(-2^k)` in Q0.31 for k = −2..=4: the barrel shifter's factors.
const EXP_OF_MINUS_POWERS: [i32; 7] =
    [1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242];

/// `e^x` for `x` in [−1/4, 0), both in Q0.31: four terms of the Taylor series around −1/8.
fn exp_below_zero(x: i32) -> i32 {
    const EXP_OF_MINUS_EIGHTH: i32 = 1_895_147_668;
    const ONE_THIRD: i32 = 715_827_883;
    let x = x.wrapping_add(1 << 28);
    let x2 = mul(x, x);
    let x3 = mul(x2, x);
    let x4 = mul(x2, x2);
    let quarter_x4 = rounding_divide_by_pot(x4, 2);
    let tail = rounding_divide_by_pot(mul(quarter_x4.wrapping_add(x3), ONE_THIRD).wrapping_add(x2), 1);
    EXP_OF_MINUS_EIGHTH.wrapping_add(mul(EXP_OF_MINUS_EIGHTH, x.wrapping_add(tail)))
}

/// `e^x` in Q0.31 for `x ≤ 0` in Q5.26 (`exp_on_negative_values`); 2^31 − 1 for 0.
#[must_use]
pub fn exp_of_negative_q5_26(x: i32) -> i32 {
    const FRACTION_BITS: u32 = 26;
    const QUARTER: i32 = 1 << (FRACTION_BITS - 2);
    if x == 0 {
        return i32::MAX;
    }
    // x = fine − coarse with fine in [−1/4, 0) and coarse a whole number of quarters.
    let fine = (x & (QUARTER - 1)) - QUARTER;
    let coarse = fine.wrapping_sub(x);
    let mut result = exp_below_zero(fine << 5);
    for (bit, &factor) in (FRACTION_BITS - 2..).zip(&EXP_OF_MINUS_POWERS) {
        if coarse >> bit & 1 != 0 {
            result = mul(result, factor);
        }
    }
    result
}

/// `1 / (1 + x)` for `x` in [0, 1), both in Q0.31 (`one_over_one_plus_x_for_x_in_0_1`): three Newton–Raphson
/// steps on half the denominator.
#[must_use]
pub fn one_over_one_plus(x: i32) -> i32 {
    // Q2.29.
    const FORTY_EIGHT_SEVENTEENTHS: i32 = 1_515_870_810;
    const MINUS_THIRTY_TWO_SEVENTEENTHS: i32 = -1_010_580_540;
    const ONE: i32 = 1 << 29;
    let sum = i64::from(x) + i64::from(i32::MAX);
    // Half the sum, ties away from zero; it fits because both terms do.
    let half_denominator = ((sum + if sum >= 0 { 1 } else { -1 }) / 2) as i32;
    let mut estimate = FORTY_EIGHT_SEVENTEENTHS.wrapping_add(mul(half_denominator, MINUS_THIRTY_TWO_SEVENTEENTHS));
    for _ in 0..3 {
        let error = ONE.wrapping_sub(mul(half_denominator, estimate));
        // The product has four integer bits; back to two.
        estimate = estimate.wrapping_add(saturating_shift_left(mul(estimate, error), 2));
    }
    // The estimate is of 2 / (1 + x): half of it, from Q2.29 to Q0.31.
    saturating_shift_left(estimate, 1)
}

/// `1 / √x` for `x ≥ 1` (`GetInvSqrtQuantizedMultiplierExp`, its shift reversed): five Newton–Raphson steps. 0 is
/// taken for 1, whose multiplier is 2^31 − 1 with exponent 0, the nearest to 1 that there is.
#[must_use]
pub fn inverse_square_root(x: i32) -> Multiplier {
    const HALF_THREE: i32 = (1 << 28) + (1 << 27);
    const HALF_SQRT_2: i32 = 1_518_500_250;
    if x <= 1 {
        return Multiplier { mantissa: i32::MAX, exponent: 0 };
    }
    let (mut x, mut right_shift) = (x, 11);
    while x >= 1 << 29 {
        x /= 4;
        right_shift += 1;
    }
    // To [2^27, 2^29) by an even power of two.
    let pairs = ((x.leading_zeros() - 1) / 2).saturating_sub(1);
    right_shift -= pairs.cast_signed();
    x <<= 2 * pairs;
    // Q3.28.
    let half = rounding_divide_by_pot(x >> 1, 1);
    let mut estimate = 1i32 << 28;
    for _ in 0..5 {
        let cube = saturating_shift_left(mul(mul(estimate, estimate), estimate), 6);
        estimate = saturating_shift_left(mul(HALF_THREE, estimate).wrapping_sub(mul(half, cube)), 3);
    }
    let mantissa = mul(estimate, HALF_SQRT_2);
    let left = right_shift.min(0).unsigned_abs();
    Multiplier { mantissa: mantissa.wrapping_shl(left), exponent: -right_shift.max(0) }
}

/// `x · 2^amount`, saturated (gemmlowp's `SaturatingRoundingMultiplyByPOT` for a positive exponent).
fn saturating_shift_left(x: i32, amount: u32) -> i32 {
    let threshold = (1i32 << (31 - amount)) - 1;
    if x > threshold {
        i32::MAX
    } else if x < -threshold {
        i32::MIN
    } else {
        x << amount
    }
}

/// The reciprocal of a positive fixed-point number, split into a mantissa and a power of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reciprocal {
    /// In (1/2, 1], Q0.31.
    pub mantissa: i32,
    /// How many bits of `x` lie left of the binary point above 1: the result is `mantissa · 2^-bits_over_unit`.
    pub bits_over_unit: i32,
}

impl Reciprocal {
    /// `1 / x` for `x > 0` with `integer_bits` bits before the binary point (`GetReciprocal`). The sign bit
    /// counts as a value bit.
    #[must_use]
    pub fn of(x: u32, integer_bits: i32) -> Self {
        let headroom = x.leading_zeros();
        let normalised = x.checked_shl(headroom).unwrap_or(0);
        // In [2^31, 2^32) for x > 0, so this is x's fraction above its leading one.
        let fraction = normalised.wrapping_sub(1 << 31).cast_signed();
        Self { mantissa: one_over_one_plus(fraction), bits_over_unit: integer_bits - headroom.cast_signed() }
    }
}

/// [`saturating_shift_left`] for any amount below 31, 0 and negative ones (which round) included.
fn multiply_by_pot(x: i32, amount: i32) -> i32 {
    match u32::try_from(amount) {
        Ok(0) => x,
        Ok(amount) => saturating_shift_left(x, amount.min(30)),
        Err(_) => rounding_divide_by_pot(x, amount.unsigned_abs()),
    }
}

/// `ln x` in Q5.26 for `x ≥ 1` in Q12.19 (`log_x_for_x_greater_than_or_equal_to_1`).
#[must_use]
pub fn log_of_q12_19(x: i32) -> i32 {
    const LOG_2: i32 = 1_488_522_236;
    const SQRT_SQRT_HALF: i32 = 1_805_811_301;
    const SQRT_HALF: i32 = 1_518_500_250;
    const ALPHA_NUMERATOR: i32 = 117_049_297;
    const ALPHA_DENOMINATOR: i32 = 127_690_142;
    const ALPHA_CONSTANT: i32 = 1_057_819_769;
    const ALPHA_LINEAR: i32 = 638_450_708;
    const INPUT_BITS: i32 = 12;
    // Powers of two are kept with six integer bits.
    const POWER_BITS: i32 = 6;
    let power = |exponent: i32| multiply_by_pot(exponent, 31 - POWER_BITS);
    let quarter = rounding_divide_by_pot(1 << 29, POWER_BITS.cast_unsigned());
    // Two candidates: the number itself, and times √½; the lesser remainder wins.
    let zeros = x.leading_zeros().cast_signed();
    let remainder_a = multiply_by_pot(mul(multiply_by_pot(x, zeros - 1), SQRT_HALF), 1);
    let power_a = power(INPUT_BITS - zeros).saturating_add(quarter);
    let headroom = mul(x, SQRT_HALF).leading_zeros().cast_signed() - 1;
    let remainder_b = multiply_by_pot(x, headroom);
    let power_b = power(INPUT_BITS - headroom).saturating_sub(quarter);
    let (r, power) = (remainder_a.min(remainder_b), power_a.max(power_b));
    // ln r as a quotient around the fourth root of ½.
    let sum = i64::from(r) + i64::from(SQRT_SQRT_HALF);
    let p = ((sum + if sum >= 0 { 1 } else { -1 }) / 2) as i32;
    let q = r.wrapping_sub(SQRT_SQRT_HALF);
    let q = q.wrapping_add(q);
    let square = mul(q, q);
    let numerator = mul(q, r).wrapping_add(mul(mul(q, square), ALPHA_NUMERATOR));
    let bracket = ALPHA_CONSTANT.wrapping_add(q).wrapping_add(mul(ALPHA_DENOMINATOR, square));
    let denominator = mul(p, bracket).wrapping_add(mul(ALPHA_LINEAR, q));
    let reciprocal = one_over_one_plus(denominator);
    let scaled = rounding_divide_by_pot(numerator, POWER_BITS.cast_unsigned());
    saturating_shift_left(mul(power, LOG_2).wrapping_add(mul(scaled, reciprocal)), 1)
}

/// The 16-bit [`rounding_divide_by_pot`], with the reference's result for exponents above 15 (there its mask has
/// only ones, so numbers that are not negative give 1).
#[must_use]
pub fn rounding_divide_by_pot_i16(x: i16, exponent: u32) -> i16 {
    let exponent = exponent.min(31);
    let mask = ((1i64 << exponent) - 1) as i16;
    let remainder = x & mask;
    let threshold = (mask >> 1) + i16::from(x < 0);
    let quotient = (i32::from(x) >> exponent) as i16;
    quotient + i16::from(remainder > threshold)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_exponential_is_close(x in i32::MIN..0) {
            let real = (f64::from(x) / f64::from(1 << 26)).exp() * f64::from(1u32 << 31);
            prop_assert!((f64::from(exp_of_negative_q5_26(x)) - real).abs() < 2e-6 * f64::from(1u32 << 31));
        }

        #[test]
        fn the_reciprocal_is_close(x in 1u32.., integer_bits in 0i32..=31) {
            let reciprocal = Reciprocal::of(x, integer_bits);
            let value = f64::from(x) / (f64::from(31 - integer_bits)).exp2();
            let got = f64::from(reciprocal.mantissa) / f64::from(1u32 << 31) / f64::from(reciprocal.bits_over_unit).exp2();
            prop_assert!((got * value - 1.0).abs() < 1e-8, "{got} {value}");
        }

        #[test]
        fn the_inverse_square_root_is_close(x in 2i32..) {
            let multiplier = inverse_square_root(x);
            let got = f64::from(multiplier.mantissa) * (f64::from(multiplier.exponent) - 31.0).exp2();
            prop_assert!((got * f64::from(x).sqrt() - 1.0).abs() < 1e-5, "{}", got);
        }

        #[test]
        fn sixteen_bits_round_as_thirty_two(x: i16, exponent in 0u32..=15) {
            prop_assert_eq!(i32::from(rounding_divide_by_pot_i16(x, exponent)), rounding_divide_by_pot(x.into(), exponent));
        }
    }

    #[test]
    fn exp_of_zero_is_the_greatest_number() {
        assert_eq!(exp_of_negative_q5_26(0), i32::MAX);
    }

    #[test]
    fn powers_of_two_have_the_greatest_mantissa() {
        assert_eq!(Reciprocal::of(1 << 19, 12), Reciprocal { mantissa: i32::MAX, bits_over_unit: 0 });
        assert_eq!(Reciprocal::of(1 << 21, 12), Reciprocal { mantissa: i32::MAX, bits_over_unit: 2 });
    }

    #[test]
    fn exponents_beyond_sixteen_bits_keep_the_reference_quirk() {
        assert_eq!(rounding_divide_by_pot_i16(0, 16), 1);
        assert_eq!(rounding_divide_by_pot_i16(-5, 16), -1);
    }

    #[test]
    fn logarithms_are_close() {
        for x in [1.0, 1.01, 1.4, 1.42, 2.0, 3.0, 100.0, 255.7, 4095.0] {
            let got = f64::from(log_of_q12_19((x * f64::from(1 << 19)) as i32)) / f64::from(1 << 26);
            assert!((got - f64::ln(x)).abs() < 1e-4, "{x}: {got}");
        }
    }
}
