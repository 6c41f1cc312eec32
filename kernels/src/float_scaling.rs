//! Rule **D** of small numbers by one product of floats, proven when a plan is prepared.
//!
//! Both roundings of the rule go away from zero at a half, so it is about ⌊|x|·m + ½⌋ with the sign of x, and a
//! conversion that cuts the fraction off gives x·m + c, c being a half with the sign of x. The second rounding makes
//! some numbers a little below a half greater, and floats are not exact either: c is chosen such that each output begins
//! at the very number at which it begins by the rule. Both functions never decrease, so they are the same if all outputs
//! begin at the same numbers.

#![allow(unsafe_code)]

use crate::quant::{ClampRange, Multiplier};
use crate::vector::Vector;

/// A [`Multiplier`] for numbers within given bounds, and outputs within a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloatScaling {
    factor: f32,
    /// Added to numbers that are not negative, subtracted from others.
    half: f32,
    zero_point: i16,
}

/// Floats hold whole numbers up to here.
const EXACT: i32 = 1 << 24;

impl FloatScaling {
    /// The formula for `clamp(multiplier.apply(x) + zero_point)` of numbers in `least..=greatest`, for a range of at most
    /// 256 outputs; `None` where none is found.
    #[must_use]
    pub fn proven(
        multiplier: Multiplier,
        zero_point: i32,
        (least, greatest): (i32, i32),
        range: ClampRange,
    ) -> Option<Self> {
        let real = f64::from(multiplier.mantissa) * libm::exp2(f64::from(multiplier.exponent) - 31.0);
        let fits = -EXACT < least && least < 0 && 0 < greatest && greatest < EXACT && range.min < range.max;
        // Sums are exact in `f64`, and far from the bounds of integers.
        if !(fits && (libm::exp2(-20.0)..16.0).contains(&real)) {
            return None;
        }
        let zero_point = i16::try_from(zero_point).ok()?;
        let outputs = Outputs::new((multiplier, real), i32::from(zero_point), (least, greatest), range)?;
        let nearest = (real as f32).to_bits();
        [nearest, nearest + 1, nearest - 1].into_iter().find_map(|bits| {
            let factor = f32::from_bits(bits);
            let scaling = Self { factor, half: outputs.half(factor)?, zero_point };
            outputs.all(|x| scaling.scale(x)).then_some(scaling)
        })
    }

    /// What the instructions compute, without the zero point.
    #[inline(always)]
    fn scale(self, x: i32) -> i32 {
        // Both steps are exact: the conversion is the only rounding, as that of a fused multiply-add.
        let half = f64::from(self.half).copysign(f64::from(x));
        (f64::from(x) * f64::from(self.factor) + half) as f32 as i32
    }

    /// The outputs of double words, without the zero point.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    pub(crate) unsafe fn scale_vector<V: Vector>(self, x: V) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let x = x.to_floats();
            let half = V::floats(self.half).with_sign_of(x);
            x.multiply_add_floats(V::floats(self.factor), half).to_doubles()
        }
    }

    /// The zero point, to be added to words that saturate.
    pub(crate) fn zero_point(self) -> i16 {
        self.zero_point
    }
}

/// Where outputs begin.
struct Outputs {
    /// The least number that gives each of the outputs from `first` on; beyond the greatest number where none does.
    starts: [i32; Self::MOST],
    count: usize,
    first: i32,
    least: i32,
    greatest: i32,
}

impl Outputs {
    const MOST: usize = 256;

    /// Of a multiplier, which is about a real number.
    fn new(
        (multiplier, real): (Multiplier, f64),
        zero_point: i32,
        (least, greatest): (i32, i32),
        range: ClampRange,
    ) -> Option<Self> {
        // Outputs begin near where they would if nothing were rounded but the result.
        const NEAR: i32 = 3;
        let reciprocal = 1.0 / real;
        let count = usize::try_from(range.max - range.min).ok().filter(|&count| count <= Self::MOST)?;
        let first = range.min + 1 - zero_point;
        let mut starts = [least; Self::MOST];
        let mut from = least;
        for (output, start) in (first..).zip(&mut starts[..count]) {
            let halved = |(low, high): (i32, i32), middle: i32| match middle {
                _ if !(low..high).contains(&middle) => (low, high),
                _ if multiplier.apply(middle) >= output => (low, middle),
                _ => (middle + 1, high),
            };
            let guess = ((f64::from(output) - 0.5) * reciprocal) as i32;
            let near = [guess.saturating_sub(NEAR), guess.saturating_add(NEAR)];
            let (mut low, mut high) = near.into_iter().fold((from, greatest + 1), halved);
            while low < high {
                (low, high) = halved((low, high), low + (high - low) / 2);
            }
            *start = low;
            from = low;
        }
        Some(Self { starts, count, first, least, greatest })
    }

    /// Outputs and where they begin.
    fn each(&self) -> impl Iterator<Item = (i32, i32)> {
        (self.first..).zip(self.starts[..self.count].iter().copied())
    }

    /// A number in the middle of those for which every output begins where it should, were floats exact.
    fn half(&self, factor: f32) -> Option<f32> {
        let (mut low, mut high) = (0f64, 1f64);
        for (output, start) in self.each() {
            let at = |x: i32| f64::from(x) * f64::from(factor);
            let output = f64::from(output);
            // What gives the output, and what does not.
            for (x, reaches) in [(start, true), (start - 1, false)] {
                if x < self.least || x > self.greatest || x == 0 {
                    continue;
                }
                // x·m + c ≥ output; below zero x·m − c > output − 1.
                let bound = if x > 0 { output - at(x) } else { at(x) - (output - 1.0) };
                if (x > 0) == reaches { low = low.max(bound) } else { high = high.min(bound) }
            }
        }
        (low < high).then_some(((low + high) / 2.0) as f32)
    }

    /// Whether every output begins where it should.
    fn all(&self, scale: impl Fn(i32) -> i32) -> bool {
        self.each().all(|(output, start)| {
            (start > self.greatest || scale(start) >= output) && (start == self.least || scale(start - 1) < output)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = (i32, i32)> {
        prop_oneof![Just((-255 * 255, 255 * 255)), (-70_000i32..0, 1i32..70_000)]
    }

    proptest! {
        #[test]
        fn it_is_rule_d_for_every_number(
            real in prop_oneof![0.0005f64..0.02, 1e-5f64..15.0],
            zero_point in -128i32..=127,
            (least, greatest) in bounds(),
            (low, high) in prop_oneof![Just((-128, 127)), (-128i32..0, 0i32..=127)],
        ) {
            let multiplier = Multiplier::from_real(real);
            let range = ClampRange { min: low, max: high };
            if let Some(scaling) = FloatScaling::proven(multiplier, zero_point, (least, greatest), range) {
                for x in least..=greatest {
                    let expected = range.clamp(multiplier.apply(x) + zero_point);
                    prop_assert_eq!(range.clamp(scaling.scale(x) + zero_point), expected, "{}", x);
                }
            }
        }
    }

    #[test]
    fn most_multipliers_have_a_formula() {
        let all = 2000u32;
        let found = (0..all).filter(|i| {
            let real = 0.0005 + f64::from(i.wrapping_mul(2_654_435_761)) * 1e-11;
            let range = ClampRange { min: -128, max: 127 };
            FloatScaling::proven(Multiplier::from_real(real), -100, (-255 * 255, 255 * 255), range).is_some()
        });
        let found = found.count();
        assert!(found > 1900, "{found} of {all}");
    }
}
