//! Rule **D** with one product, for accumulators whose bounds are known when a plan is prepared.
//!
//! With a multiplier m in [0, 2^31), an exponent −e ≤ 0 and a zero point z, rule D is
//!
//! * y = ⌊(x·m + 2^30) / 2^31⌋ (the high product, which rounds half up), then
//! * ⌊(y + 2^(e−1) − n) / 2^e⌋ + z with n = 1 where y < 0, else 0: a shift that rounds half away from zero (y + z where
//!   e = 0).
//!
//! y is the upper half of 2x·m + 2^31. The sign of x may stand for that of y: they differ only where y = 0, and then
//! both give 0 (e ≥ 1). What is added before the shift, 2^(e−1) + z·2^e, is added to the upper half of the constant. What is left
//! is one 64-bit product, an addition, the upper half, the sign and a shift; and where e = 0, no sign.

#![allow(unsafe_code)]

use crate::quant::Multiplier;
use crate::vector::Vector;

/// A [`Multiplier`] and a zero point, for numbers within given bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaling {
    /// By how much numbers are shifted left before the product, the doubling included.
    left: u32,
    mantissa: i32,
    /// 2^31, and above it what is added before the shift.
    constant: i64,
    /// −1 where the sign counts, else 0.
    sign: i32,
    right: u32,
}

impl Scaling {
    /// `None` where a number of `least..=greatest` might leave 32 bits on its way, or the multiplier is negative.
    #[must_use]
    pub fn new(multiplier: Multiplier, zero_point: i32, (least, greatest): (i32, i32)) -> Option<Self> {
        let Multiplier { mantissa, exponent } = multiplier;
        let left = u32::try_from(exponent.max(0)).ok()? + 1;
        let right = u32::try_from((-exponent).max(0)).ok()?;
        if mantissa < 0 || left > 31 || right > 31 {
            return None;
        }
        let fits = |x: i64| i32::try_from(x).is_ok();
        let (low, high) = (i64::from(least) << left, i64::from(greatest) << left);
        let half = if right == 0 { 0 } else { 1i64 << (right - 1) };
        let added = half + (i64::from(zero_point) << right);
        // |y| is at most half of the shifted number's, and one for rounding; one for the sign.
        let reach = |x: i64| x / 2 + x.signum() + added;
        let safe = fits(low) && fits(high) && fits(reach(low) - 2) && fits(reach(high) + 2) && fits(added);
        let sign = if right == 0 { 0 } else { -1 };
        safe.then_some(Self { left, mantissa, constant: (1 << 31) + (added << 32), sign, right })
    }

    /// [`Multiplier::apply`] plus the zero point.
    #[inline(always)]
    #[must_use]
    pub fn apply(self, x: i32) -> i32 {
        let product = i64::from(x.wrapping_shl(self.left)) * i64::from(self.mantissa);
        let high = (product.wrapping_add(self.constant) >> 32) as i32;
        high.wrapping_add((x >> 31) & self.sign) >> self.right
    }

    /// [`apply`](Self::apply) on double words.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    pub(crate) unsafe fn apply_vector<V: Vector>(self, x: V) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let shifted = x.shift_left_doubles(self.left);
            // The factor in every double word, though only the lower ones count.
            let high = shifted.mul_doubles_high(V::doubles(self.mantissa), V::quads(self.constant));
            // The sign bit alone, or, shifted by 32, nothing.
            let high = high.sub_doubles(x.shift_down_doubles(if self.sign == 0 { 32 } else { 31 }));
            high.shift_right_doubles(self.right)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_rule_d(
            mantissa in prop_oneof![Just(0), (1i32 << 29).., Just(1 << 30), Just(i32::MAX)],
            exponent in -31i32..=12,
            zero_point in -128i32..=255,
            bound in 0u32..30,
            picks in proptest::collection::vec(any::<i32>(), 50),
        ) {
            let multiplier = Multiplier { mantissa, exponent };
            let bounds = (-(1i32 << bound), (1i32 << bound) - 1);
            if let Some(scaling) = Scaling::new(multiplier, zero_point, bounds) {
                let near = [-2, -1, 0, 1, 2, bounds.0, bounds.0 + 1, bounds.1 - 1, bounds.1];
                for x in picks.into_iter().chain(near).map(|x| x.clamp(bounds.0, bounds.1)) {
                    prop_assert_eq!(scaling.apply(x), multiplier.apply(x) + zero_point, "{}", x);
                }
            }
        }

        #[test]
        fn ties_go_away_from_zero(exponent in -20i32..=-1, steps in -300i32..300) {
            let multiplier = Multiplier { mantissa: 1 << 30, exponent };
            let scaling = Scaling::new(multiplier, -5, (-1 << 29, 1 << 29)).unwrap();
            // Half a step of the result.
            let x = steps << -exponent;
            prop_assert_eq!(scaling.apply(x), multiplier.apply(x) - 5);
        }
    }

    #[test]
    fn what_leaves_32_bits_is_refused() {
        let one = Multiplier::from_real(1.0);
        assert!(Scaling::new(one, 0, (-(1 << 28), 1 << 28)).is_some());
        assert!(Scaling::new(one, 0, (-(1 << 30), 1 << 30)).is_none());
        assert!(Scaling::new(Multiplier { mantissa: 1 << 30, exponent: -25 }, 127, (-1, 1)).is_none());
        assert!(Scaling::new(Multiplier { mantissa: -1, exponent: 0 }, 0, (-1, 1)).is_none());
    }
}
