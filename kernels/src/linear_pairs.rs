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
//! [`Linear::proven`] compares the results for all 65536 pairs. The first c it tries rounds halves up; if that is not
//! the one, it finds the interval of c for which the results agree.

#![allow(unsafe_code)]

use crate::isa::{Isa, Task};
use crate::quant::{ClampRange, QuantizedInteger};
use crate::vector::{self, OfBytes, Operands, Vector, narrow, saturate};
use core::marker::PhantomData;

/// The formula. Operands are taken as `i8`, times 256; unsigned ones less 128.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linear<T> {
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
    operands: PhantomData<T>,
}

/// Bits of the lower parts.
const SPLIT: u32 = 15;
/// Operands are multiplied by 2^8: then they are the upper bytes of their words.
const OPERAND_SHIFT: u32 = 8;

impl<T: QuantizedInteger> Linear<T> {
    /// The formula for a function. `None` where none is found.
    #[must_use]
    pub fn proven(isa: Isa, function: &Function<'_, impl Fn(i32) -> i32>) -> Option<Self> {
        let Function { slopes, zero_points, range, .. } = *function;
        if zero_points.iter().any(|&zero_point| T::RANGE.clamp(zero_point) != zero_point) {
            return None;
        }
        // As many bits as leave room for the sum of four products and a constant.
        let greatest = slopes[0].abs().max(slopes[1].abs());
        let shift = (0..=22).rev().find(|&shift| greatest * libm::exp2(f64::from(shift + 7)) < f64::from(1 << 29))?;
        let coefficients = slopes.map(|slope| libm::round(slope * libm::exp2(f64::from(shift + 7))) as i64);
        let fit = Fit::<T>::new(coefficients, zero_points, shift, range);
        let proof = |fit: &Fit<T>, signed: bool, constant: i64| {
            let linear = fit.with(constant, signed)?;
            isa.run(Agreement { linear: &linear, function }).then_some(linear)
        };
        let search = |signed: bool| {
            let bounds = isa.run(Bounds { fit: &fit, signed, function })?;
            if let Some(constant) = bounds.middle() {
                return proof(&fit, signed, constant);
            }
            // The pairs that contradict each other are few: look for coefficients nearby that reconcile them.
            let mut tight = Tight::default();
            tight.collect(&fit, signed, function, bounds)?;
            let (fit, constant) = tight.reconcile(&fit)?;
            proof(&fit, signed, constant)
        };
        let first = proof(&fit, false, fit.rounding((function.output)(0)));
        first.or_else(|| [false, true].into_iter().find_map(search))
    }
}

/// A function of two operands that a formula is sought for: `clamp(output(terms[0][x] + terms[1][y]))`, a sum that
/// wraps, where terms are indexed by the operand less the least of its type.
pub struct Function<'a, O> {
    /// About by how much it grows with each operand.
    pub slopes: [f64; 2],
    /// The operands whose terms are 0.
    pub zero_points: [i32; 2],
    /// The term of each operand.
    pub terms: &'a [[i32; 256]; 2],
    /// Its result before the clamp, from the sum of the terms.
    pub output: O,
    /// The clamp.
    pub range: ClampRange,
}

/// A formula whose constant is sought.
struct Fit<T> {
    /// Coefficient times operand, for every operand.
    weights: [[i64; 256]; 2],
    /// The sum of both where both operands are real 0.
    zero: i64,
    coefficients: [i64; 2],
    shift: u32,
    range: ClampRange,
    operands: PhantomData<T>,
}

impl<T: QuantizedInteger> Fit<T> {
    fn new(coefficients: [i64; 2], zero_points: [i32; 2], shift: u32, range: ClampRange) -> Self {
        let centre = i64::from(T::RANGE.min) + 128;
        let weigh = |k: usize, q: i64| (q - centre) * (coefficients[k] << OPERAND_SHIFT);
        Self {
            weights: core::array::from_fn(|k| core::array::from_fn(|i| weigh(k, i64::from(T::RANGE.min) + i as i64))),
            zero: (0..2).map(|k| weigh(k, zero_points[k].into())).sum(),
            coefficients,
            shift,
            range,
            operands: PhantomData,
        }
    }

    /// The formula with its coefficients moved by so much.
    fn moved(&self, by: [i64; 2]) -> Self {
        let mut moved = Self { ..*self };
        for k in [0, 1] {
            moved.coefficients[k] += by[k];
            for (x, weight) in (-128i64..).zip(&mut moved.weights[k]) {
                *weight = x * (moved.coefficients[k] << OPERAND_SHIFT);
            }
            // The zero point's own weight moves in proportion; it only has to be near.
        }
        moved
    }

    /// The constants that give one pair its result: from the first number to the second, where they exist.
    #[inline(always)]
    fn interval(&self, result: i32, weight: i64, less: i64) -> (i64, i64) {
        let shift = SPLIT + self.shift;
        let bound = (i64::from(result) << shift) - (weight - less);
        // Results at a bound of the clamp may lie beyond it.
        let least = if result > self.range.min { bound } else { i64::MIN };
        (least, if result < self.range.max { bound + (1 << shift) - 1 } else { i64::MAX })
    }

    /// The constant that rounds halves up, of a function whose result for operands that are real 0 is `zero_point`.
    fn rounding(&self, zero_point: i32) -> i64 {
        let shift = SPLIT + self.shift;
        (i64::from(zero_point) << shift) + (1 << (shift - 1)) - self.zero
    }

    /// The formula with this constant, if its parts fit.
    fn with(&self, constant: i64, signed: bool) -> Option<Linear<T>> {
        let lower = self.coefficients.map(|a| (a + (1 << (SPLIT - 1))).rem_euclid(1 << SPLIT) - (1 << (SPLIT - 1)));
        let upper = [0, 1].map(|k| (self.coefficients[k] - lower[k]) >> SPLIT);
        let narrow = |part: [i64; 2]| Some([i16::try_from(part[0]).ok()?, i16::try_from(part[1]).ok()?]);
        let high = i32::try_from(constant >> SPLIT).ok().filter(|high| high.unsigned_abs() < 1 << 30)?;
        // The sum for every pair of operands, before the shift.
        let reach = [0, 1].map(|k| {
            let (first, last) = (self.weights[k][0], self.weights[k][255]);
            (first.min(last), first.max(last))
        });
        let room = i64::from(i32::MAX) - 4;
        let ends = [reach[0].0 + reach[1].0 + constant, reach[0].1 + reach[1].1 + constant];
        if ends.iter().any(|end| (end >> SPLIT).abs() > room) {
            return None;
        }
        let threshold = i32::try_from((self.zero + constant) >> SPLIT).ok();
        Some(Linear {
            upper: narrow(upper)?,
            lower: narrow(lower)?,
            constant: [high, (constant & ((1 << SPLIT) - 1)) as i32],
            threshold: if signed { Some(threshold?) } else { None },
            shift: self.shift,
            range: self.range,
            operands: PhantomData,
        })
    }
}

/// The constants that give every pair its result: those between two numbers, none where they are the wrong way round.
#[derive(Clone, Copy, Debug)]
struct Interval {
    least: i64,
    greatest: i64,
}

impl Interval {
    fn middle(self) -> Option<i64> {
        (self.least <= self.greatest).then(|| self.least + (self.greatest - self.least) / 2)
    }
}

/// Finds the interval of a formula; `None` for functions whose results are all at one bound, which need no formula.
struct Bounds<'a, T, O> {
    fit: &'a Fit<T>,
    signed: bool,
    function: &'a Function<'a, O>,
}

impl<T: QuantizedInteger, O: Fn(i32) -> i32> Task for Bounds<'_, T, O> {
    type Output = Option<Interval>;

    #[inline(always)]
    fn run(self) -> Option<Interval> {
        let Self { fit, signed, function: Function { terms, output, .. } } = self;
        let less = if signed { 1 << SPLIT } else { 0 };
        let (mut least, mut greatest) = (i64::MIN, i64::MAX);
        for (&x_term, &x_weight) in terms[0].iter().zip(&fit.weights[0]) {
            for (&y_term, &y_weight) in terms[1].iter().zip(&fit.weights[1]) {
                let sum = x_term.wrapping_add(y_term);
                let result = fit.range.clamp(output(sum));
                let (low, high) = fit.interval(result, x_weight + y_weight, if sum < 0 { less } else { 0 });
                (least, greatest) = (least.max(low), greatest.min(high));
            }
        }
        (least != i64::MIN && greatest != i64::MAX).then_some(Interval { least, greatest })
    }
}

/// The pairs of operands whose intervals end near those that contradict each other.
struct Tight {
    /// Operands as `i8`, result, and what is subtracted where the sum is negative.
    pairs: [([i16; 2], i32, i64); Self::MOST],
    count: usize,
}

impl Default for Tight {
    fn default() -> Self {
        Self { pairs: [([0; 2], 0, 0); Self::MOST], count: 0 }
    }
}

impl Tight {
    const MOST: usize = 128;
    /// How far coefficients are moved.
    const REACH: i64 = 4;

    /// `None` where there are too many: halves that round both ways, for instance.
    fn collect<T: QuantizedInteger>(
        &mut self,
        fit: &Fit<T>,
        signed: bool,
        Function { terms, output, .. }: &Function<'_, impl Fn(i32) -> i32>,
        bounds: Interval,
    ) -> Option<()> {
        // Twice as far as an interval moves.
        let near = 4 * Self::REACH * (128 << OPERAND_SHIFT);
        if bounds.least - bounds.greatest > near {
            return None;
        }
        for (x, (&x_term, &x_weight)) in (-128i16..).zip(terms[0].iter().zip(&fit.weights[0])) {
            for (y, (&y_term, &y_weight)) in (-128i16..).zip(terms[1].iter().zip(&fit.weights[1])) {
                let sum = x_term.wrapping_add(y_term);
                let result = fit.range.clamp(output(sum));
                let less = if signed && sum < 0 { 1 << SPLIT } else { 0 };
                let (low, high) = fit.interval(result, x_weight + y_weight, less);
                if low > bounds.least.saturating_sub(near) || high < bounds.greatest.saturating_add(near) {
                    *self.pairs.get_mut(self.count)? = ([x, y], result, less);
                    self.count += 1;
                }
            }
        }
        Some(())
    }

    /// Coefficients near those of `fit` for which the pairs agree on a constant.
    fn reconcile<T: QuantizedInteger>(&self, fit: &Fit<T>) -> Option<(Fit<T>, i64)> {
        let moves = || -Self::REACH..=Self::REACH;
        moves().flat_map(|a| moves().map(move |b| [a, b])).find_map(|by| {
            let [a, b] = [0, 1].map(|k| (fit.coefficients[k] + by[k]) << OPERAND_SHIFT);
            let (mut least, mut greatest) = (i64::MIN, i64::MAX);
            for &([x, y], result, less) in &self.pairs[..self.count] {
                let (low, high) = fit.interval(result, i64::from(x) * a + i64::from(y) * b, less);
                (least, greatest) = (least.max(low), greatest.min(high));
            }
            let middle = Interval { least, greatest }.middle()?;
            Some((fit.moved(by), middle))
        })
    }
}

/// Whether a formula gives every pair of operands its result.
struct Agreement<'a, T, O> {
    linear: &'a Linear<T>,
    function: &'a Function<'a, O>,
}

impl<T: QuantizedInteger, O: Fn(i32) -> i32> Task for Agreement<'_, T, O> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let Function { terms, output, .. } = self.function;
        let Linear { upper, lower, constant, threshold, shift, range, .. } = *self.linear;
        // The products of every operand, which the instructions take as `i8`.
        let mut products = [[[0i32; 256]; 2]; 2];
        for (products, part) in products.iter_mut().zip([upper, lower]) {
            for (products, factor) in products.iter_mut().zip(part) {
                for (product, x) in products.iter_mut().zip(-128i32..) {
                    *product = (x << OPERAND_SHIFT).wrapping_mul(factor.into());
                }
            }
        }
        let [upper, lower] = &products;
        let threshold = threshold.unwrap_or(i32::MIN);
        for x in 0..256 {
            let (high, low) = (upper[0][x].wrapping_add(constant[0]), lower[0][x].wrapping_add(constant[1]));
            let mut differences = 0;
            for y in 0..256 {
                let expected = range.clamp(output(terms[0][x].wrapping_add(terms[1][y])));
                let sum = high.wrapping_add(upper[1][y]).wrapping_add(low.wrapping_add(lower[1][y]) >> SPLIT);
                let found = range.clamp(sum.wrapping_sub(i32::from(sum < threshold)) >> shift);
                differences |= found ^ expected;
            }
            if differences != 0 {
                return false;
            }
        }
        true
    }
}

/// The formula, with what the compiler has to know of it: whether nothing is [clamped](Linear::is_whole), and whether
/// there is a threshold.
#[derive(Clone, Copy)]
struct Formula<T, const WHOLE: bool, const SIGNED: bool>(Linear<T>);

impl<T: QuantizedInteger> Linear<T> {
    /// Whether nothing is clamped that does not saturate.
    fn is_whole(&self) -> bool {
        self.range == T::RANGE
    }

    /// `out = f(operands)` along a run of bytes; `false`, and nothing done, where there are no [vectors](vector::runs).
    pub(crate) fn row(self, isa: Isa, operands: Operands<'_, T>, out: &mut [T]) -> bool {
        match (self.is_whole(), self.threshold) {
            (true, None) => vector::run(isa, Formula::<T, true, false>(self), operands, out),
            (false, None) => vector::run(isa, Formula::<T, false, false>(self), operands, out),
            (_, Some(_)) => vector::run(isa, Formula::<T, false, true>(self), operands, out),
        }
    }
}

/// The steps of [`OfBytes::apply`], which are functions and no closures because closures are not sure to be compiled for
/// the instruction set that they are called from.
impl<T: QuantizedInteger, const WHOLE: bool, const SIGNED: bool> Formula<T, WHOLE, SIGNED> {
    /// Pairs of words to sums.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    unsafe fn doubles<V: Vector>(self, pairs: V) -> V {
        let Linear { upper, lower, constant: [high, low], threshold, shift, .. } = self.0;
        let [upper, lower] = [upper, lower].map(|[a, b]| i32::from(a.cast_unsigned()) | i32::from(b) << 16);
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let sum = pairs.mul_add_pairs(V::doubles(lower), V::doubles(low)).shift_right_doubles(SPLIT);
            let sum = pairs.mul_add_pairs(V::doubles(upper), sum.add_doubles(V::doubles(high)));
            let sum = match threshold {
                Some(threshold) if SIGNED => sum.less_where_below(V::doubles(threshold)),
                _ => sum,
            };
            sum.shift_right_doubles(shift)
        }
    }

    /// Pairs of bytes to results.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    unsafe fn words<V: Vector>(self, bytes: V) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let first = self.doubles(V::zero().unpack_low_bytes(bytes));
            first.pack_doubles(self.doubles(V::zero().unpack_high_bytes(bytes)))
        }
    }
}

impl<T: QuantizedInteger, const WHOLE: bool, const SIGNED: bool> OfBytes for Formula<T, WHOLE, SIGNED> {
    #[inline(always)]
    unsafe fn apply<V: Vector>(self, left: V, right: V) -> V {
        let unsigned = T::RANGE.min == 0;
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let flip = V::bytes(i8::MIN);
            let (left, right) = if unsigned { (left.xor(flip), right.xor(flip)) } else { (left, right) };
            let first = self.words(left.unpack_low_bytes(right));
            let last = self.words(left.unpack_high_bytes(right));
            if WHOLE { saturate(first, last, unsigned) } else { narrow(first, last, unsigned, self.0.range) }
        }
    }
}
