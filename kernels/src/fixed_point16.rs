//! Logistic and hyperbolic tangent of 16-bit fixed-point numbers: gates of integer LSTMs.
//!
//! `Qm.n` has a sign bit, m integer bits and n = 15 − m fraction bits. What is computed, constants included, is
//! gemmlowp's `fixedpoint.h` with `int16_t`: products are `saturating_rounding_doubling_high_mul_i16`, sums wrap
//! unless said otherwise.

use crate::quant::{rounding_divide_by_pot, saturating_rounding_doubling_high_mul_i16 as mul};

/// A constant that is written with 31 fraction bits.
const fn constant(wide: i32) -> i16 {
    // Rounded to nearest, ties away from zero.
    let half = if wide < 0 { (1 << 15) - 1 } else { 1 << 15 };
    ((wide as i64 + half) >> 16) as i16
}

/// 1 in Q0.15, as near as it gets.
const ONE: i16 = i16::MAX;

/// `e^(-2^k)` in Q0.15 for k = −2..=4: the barrel shifter's factors.
const EXP_OF_MINUS_POWERS: [i16; 7] = [
    constant(1_672_461_947),
    constant(1_302_514_674),
    constant(790_015_084),
    constant(290_630_308),
    constant(39_332_535),
    constant(720_401),
    constant(242),
];

/// `x · 2^amount`, saturated.
#[inline(always)]
fn shift_left(x: i16, amount: u32) -> i16 {
    (i32::from(x) << amount).clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

/// `x / 2^amount`, ties away from zero.
#[inline(always)]
fn shift_right(x: i16, amount: u32) -> i16 {
    rounding_divide_by_pot(x.into(), amount) as i16
}

/// `e^x` for `x` in [−1/4, 0), both in Q0.15: four terms of the Taylor series around −1/8.
#[inline(always)]
fn exp_below_zero(x: i16) -> i16 {
    const EXP_OF_MINUS_EIGHTH: i16 = constant(1_895_147_668);
    const ONE_THIRD: i16 = constant(715_827_883);
    let x = x.wrapping_add(1 << 12);
    let x2 = mul(x, x);
    let x3 = mul(x2, x);
    let x4 = mul(x2, x2);
    let quarter_x4 = shift_right(x4, 2);
    let tail = shift_right(mul(quarter_x4.wrapping_add(x3), ONE_THIRD).wrapping_add(x2), 1);
    EXP_OF_MINUS_EIGHTH.saturating_add(mul(EXP_OF_MINUS_EIGHTH, x.wrapping_add(tail)))
}

/// `e^x` in Q0.15 for `x ≤ 0` with `integer_bits` in 0..=7 (`exp_on_negative_values`).
#[inline(always)]
fn exp_of_negative(x: i16, integer_bits: u32) -> i16 {
    let fraction_bits = 15 - integer_bits;
    // x = fine − coarse with fine in [−1/4, 0) and coarse a whole number of quarters.
    let quarter = 1i16 << (fraction_bits - 2);
    let fine = (x & (quarter - 1)).wrapping_sub(quarter);
    let coarse = fine.wrapping_sub(x);
    let mut result = exp_below_zero(shift_left(fine, integer_bits));
    // As many steps whatever the bits, and choices instead of branches: then loops around this become vectors.
    for (bit, &factor) in (fraction_bits - 2..).zip(&EXP_OF_MINUS_POWERS) {
        // The sign, which is 0, stands for the bits beyond it.
        result = if coarse >> bit.min(15) & 1 != 0 { mul(result, factor) } else { result };
    }
    // Below −32 nothing is left.
    let result = if integer_bits > 5 && i32::from(x) < -(1 << (20 - integer_bits)) { 0 } else { result };
    if x == 0 { ONE } else { result }
}

/// An estimate of `2 / (1 + x)` in Q2.13 for `x` in [0, 1), Q0.15: three Newton–Raphson steps.
#[inline(always)]
fn two_over_one_plus(x: i16) -> i16 {
    const FORTY_EIGHT_SEVENTEENTHS: i16 = constant(1_515_870_810);
    const MINUS_THIRTY_TWO_SEVENTEENTHS: i16 = constant(-1_010_580_540);
    const ONE_Q2: i16 = 1 << 13;
    let sum = i32::from(x) + i32::from(ONE);
    let half_denominator = ((sum + if sum >= 0 { 1 } else { -1 }) / 2) as i16;
    let mut estimate = FORTY_EIGHT_SEVENTEENTHS.wrapping_add(mul(half_denominator, MINUS_THIRTY_TWO_SEVENTEENTHS));
    for _ in 0..3 {
        let error = ONE_Q2.wrapping_sub(mul(half_denominator, estimate));
        // The product has four integer bits; back to two.
        estimate = estimate.wrapping_add(shift_left(mul(estimate, error), 2));
    }
    estimate
}

/// `1 / (1 + e^-x)` in Q0.15 of a number with three integer bits (`gemmlowp::logistic`).
#[must_use]
#[inline(always)]
pub fn logistic_q3_12(x: i16) -> i16 {
    // −2^15 has no opposite and stays.
    let magnitude = if x > 0 { x } else { x.wrapping_neg() };
    let positive = shift_left(two_over_one_plus(exp_of_negative(magnitude.wrapping_neg(), 3)), 1);
    let value = if x > 0 { positive } else { ONE.wrapping_sub(positive) };
    if x == 0 { 1 << 14 } else { value }
}

/// tanh in Q0.15 of a number with `integer_bits` in 0..=6 (`gemmlowp::tanh`).
#[must_use]
#[inline(always)]
pub fn tanh(x: i16, integer_bits: u32) -> i16 {
    let negative = if x < 0 { x } else { x.wrapping_neg() };
    // tanh(−y) = −(1 − e^(−2y)) / (1 + e^(−2y)); doubling is one integer bit more.
    let exponential = exp_of_negative(negative, integer_bits + 1);
    let magnitude = shift_left(two_over_one_plus(exponential).wrapping_sub(1 << 13), 2);
    let value = if x < 0 { magnitude.wrapping_neg() } else { magnitude };
    if x == 0 { 0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logistic_is_close() {
        for x in i16::MIN..=i16::MAX {
            let real = 32768.0 / (1.0 + (-f64::from(x) / 4096.0).exp());
            assert!((f64::from(logistic_q3_12(x)) - real).abs() < 12.0, "{x}");
        }
    }

    #[test]
    fn the_tangent_is_close_for_any_integer_bits() {
        for integer_bits in 0..=6 {
            for x in i16::MIN..=i16::MAX {
                let real = 32768.0 * (f64::from(x) / f64::from(1u32 << (15 - integer_bits))).tanh();
                assert!((f64::from(tanh(x, integer_bits)) - real).abs() < 24.0, "{x} {integer_bits}");
            }
        }
    }
}
