//! A linear function of two 8-bit operands, with instructions that add pairs of 16-bit products.
//!
//! z = ⌊(a·x + b·y + c) / 2^k⌋ for whole numbers a, b, c of some 30 bits. The instruction multiplies 16 bits by 16, so
//! a and b are split: a = 2^15·a₁ + a₀, b and c likewise, and
//!
//! z = (h + (l >> 15)) >> s, where h = a₁·x + b₁·y + c₁, l = a₀·x + b₀·y + c₀, k = 15 + s,
//!
//! which is the same because floors of floors merge. Where halves have to be rounded away from zero, one is
//! subtracted from h where the sum is negative.
//!
//! That this is some other function (ADD with its three roundings) is not argued but proven when a plan is prepared:
//! [`Linear::proven`] finds the interval of c for which the results agree, and then compares all 65536 pairs.

#![allow(unsafe_code)]

use crate::isa::{Features, Isa, Task};
use crate::quant::{ClampRange, QuantizedInteger};
use crate::vector::{OfBytes, Vector, narrow};

/// The formula. Operands are taken as `i8`, times 256; unsigned ones less 128.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear {
    /// a₁ and b₁.
    upper: [i16; 2],
    /// a₀ and b₀.
    lower: [i16; 2],
    /// c₁ and c₀.
    constant: [i32; 2],
    /// h is less by one where it is below this.
    threshold: Option<i32>,
    shift: u32,
    range: ClampRange,
    unsigned: bool,
}

/// Bits of the lower parts.
const SPLIT: u32 = 15;
/// Operands are multiplied by 2^8: then they are the upper bytes of their words.
const OPERAND_SHIFT: u32 = 8;

impl Linear {
    /// The formula for `clamp(output(terms[0][x].wrapping_add(terms[1][y])))`, which is about `slopes[0] · (x − zero_points[0]) +
    /// slopes[1] · (y − zero_points[1])` and a constant; terms are indexed by the operand less the least of `T`. `None`
    /// where none is found.
    #[must_use]
    pub fn proven<T: QuantizedInteger>(
        isa: Isa,
        slopes: [f64; 2],
        zero_points: [i32; 2],
        terms: &[[i32; 256]; 2],
        range: ClampRange,
        output: impl Fn(i32) -> i32,
    ) -> Option<Self> {
        if zero_points.iter().any(|&zero_point| T::RANGE.clamp(zero_point) != zero_point) {
            return None;
        }
        let greatest = slopes[0].abs().max(slopes[1].abs());
        // As many bits as 2^28 allows, so that sums of four products and a constant fit 32 bits.
        let shift = (0..=22).rev().find(|&shift| greatest * libm::exp2(f64::from(shift + 7)) < f64::from(1 << 28))?;
        let coefficients = slopes.map(|slope| libm::round(slope * libm::exp2(f64::from(shift + 7))) as i64);
        let centre = T::RANGE.min + 128;
        let least = i64::from(T::RANGE.min);
        let weigh = |k: usize, q: i64| (q - i64::from(centre)) * (coefficients[k] << OPERAND_SHIFT);
        let fit = Fit {
            weights: core::array::from_fn(|k| core::array::from_fn(|i| weigh(k, least + i as i64))),
            zero: (0..2).map(|k| weigh(k, zero_points[k].into())).sum(),
            unsigned: T::RANGE.min == 0,
            coefficients,
            shift,
            range,
        };
        [false, true].into_iter().find_map(|signed| {
            let constant = isa.run(Constant { fit: &fit, signed, terms, output: &output })?;
            let linear = fit.with(constant, signed)?;
            isa.run(Agreement { linear: &linear, terms, output: &output }).then_some(linear)
        })
    }

    /// What the instructions compute, for operands as `i8`.
    #[inline(always)]
    fn apply(&self, x: i32, y: i32) -> i32 {
        let (x, y) = (x << OPERAND_SHIFT, y << OPERAND_SHIFT);
        let sum = |[a, b]: [i16; 2], c: i32| x * i32::from(a) + y * i32::from(b) + c;
        let high = sum(self.upper, self.constant[0]) + (sum(self.lower, self.constant[1]) >> SPLIT);
        let less = self.threshold.is_some_and(|threshold| high < threshold);
        self.range.clamp((high - i32::from(less)) >> self.shift)
    }
}

/// A formula whose constant is sought.
struct Fit {
    /// Coefficient times operand, for every operand.
    weights: [[i64; 256]; 2],
    /// The sum of both where both operands are real 0.
    zero: i64,
    coefficients: [i64; 2],
    shift: u32,
    range: ClampRange,
    unsigned: bool,
}

impl Fit {
    /// The formula with this constant, if its parts fit.
    fn with(&self, constant: i64, signed: bool) -> Option<Linear> {
        let lower = self.coefficients.map(|a| (a + (1 << (SPLIT - 1))).rem_euclid(1 << SPLIT) - (1 << (SPLIT - 1)));
        let upper = [0, 1].map(|k| (self.coefficients[k] - lower[k]) >> SPLIT);
        let narrow = |part: [i64; 2]| Some([i16::try_from(part[0]).ok()?, i16::try_from(part[1]).ok()?]);
        let high = i32::try_from(constant >> SPLIT).ok().filter(|high| high.unsigned_abs() < 1 << 30)?;
        let threshold = i32::try_from((self.zero + constant) >> SPLIT).ok();
        Some(Linear {
            upper: narrow(upper)?,
            lower: narrow(lower)?,
            constant: [high, (constant & ((1 << SPLIT) - 1)) as i32],
            threshold: if signed { Some(threshold?) } else { None },
            shift: self.shift,
            range: self.range,
            unsigned: self.unsigned,
        })
    }
}

/// The middle of the constants that give every pair its result.
struct Constant<'a, O> {
    fit: &'a Fit,
    signed: bool,
    terms: &'a [[i32; 256]; 2],
    output: &'a O,
}

impl<O: Fn(i32) -> i32> Task for Constant<'_, O> {
    type Output = Option<i64>;

    #[inline(always)]
    fn run<S: Features>(self) -> Option<i64> {
        let Fit { weights, range, shift, .. } = self.fit;
        let (shift, less) = (SPLIT + shift, if self.signed { 1 << SPLIT } else { 0 });
        let (mut least, mut greatest) = (i64::MIN, i64::MAX);
        for (&x_term, &x_weight) in self.terms[0].iter().zip(&weights[0]) {
            for (&y_term, &y_weight) in self.terms[1].iter().zip(&weights[1]) {
                let sum = x_term.wrapping_add(y_term);
                let result = range.clamp((self.output)(sum));
                let bound = (i64::from(result) << shift) - (x_weight + y_weight - if sum < 0 { less } else { 0 });
                // Results at a bound of the clamp may lie beyond it.
                least = least.max(if result > range.min { bound } else { i64::MIN });
                greatest = greatest.min(if result < range.max { bound + (1 << shift) - 1 } else { i64::MAX });
            }
        }
        // A function whose results are all at one bound is none that is worth a formula.
        let found = least != i64::MIN && greatest != i64::MAX && least <= greatest;
        found.then(|| least + (greatest - least) / 2)
    }
}

/// Whether a formula gives every pair its result.
struct Agreement<'a, O> {
    linear: &'a Linear,
    terms: &'a [[i32; 256]; 2],
    output: &'a O,
}

impl<O: Fn(i32) -> i32> Task for Agreement<'_, O> {
    type Output = bool;

    #[inline(always)]
    fn run<S: Features>(self) -> bool {
        let Self { linear, terms, output } = self;
        let mut differences = 0u32;
        for (x, &x_term) in (-128..).zip(&terms[0]) {
            for (y, &y_term) in (-128..).zip(&terms[1]) {
                let expected = linear.range.clamp(output(x_term.wrapping_add(y_term)));
                differences += u32::from(linear.apply(x, y) != expected);
            }
        }
        differences == 0
    }
}

impl OfBytes for Linear {
    #[inline(always)]
    unsafe fn apply<V: Vector>(self, left: V, right: V) -> V {
        let pair = |[a, b]: [i16; 2]| i32::from(a.cast_unsigned()) | i32::from(b) << 16;
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let flip = V::bytes(if self.unsigned { i8::MIN } else { 0 });
            let (left, right) = (left.xor(flip), right.xor(flip));
            let zero = V::zero();
            let [upper, lower] = [self.upper, self.lower].map(|factors| V::doubles(pair(factors)));
            let [high, low] = self.constant.map(|constant| V::doubles(constant));
            let doubles = |pairs: V| {
                let sum = pairs.mul_add_pairs(lower, low).shift_right_doubles(SPLIT);
                let sum = pairs.mul_add_pairs(upper, high).add_doubles(sum);
                let sum = match self.threshold {
                    Some(threshold) => sum.less_where_below(V::doubles(threshold)),
                    None => sum,
                };
                sum.shift_right_doubles(self.shift)
            };
            let words = |bytes: V| {
                let first = doubles(zero.unpack_low_bytes(bytes));
                first.pack_doubles(doubles(zero.unpack_high_bytes(bytes)))
            };
            let (first, last) = (words(left.unpack_low_bytes(right)), words(left.unpack_high_bytes(right)));
            narrow(first, last, self.unsigned, self.range)
        }
    }
}
