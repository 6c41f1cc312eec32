//! ADD and SUB of quantized tensors.
//!
//! The reference brings each operand to a common scale, adds, and brings the sum to the output's scale: rule **D**
//! three times. One of the two operands has the common scale's half, so its term is a shift. Three ways, the first
//! that applies when the function is prepared:
//!
//! 1. 8 bits with an instruction for pairs of 16-bit products: a linear formula ([`Linear`]), proven for all 65536
//!    pairs of operands;
//! 2. one or two [`Scaling`]s, which always give rule D;
//! 3. the reference itself.

#![allow(unsafe_code)]

use crate::broadcast::{Binary, Run};
use crate::elementwise::{InPlace, Pairs, run_row};
use crate::isa::Isa;
use crate::linear_pairs::{Function, Linear};
use crate::quant::{ClampRange, Multiplier, QuantizedInteger};
use crate::reference::binary::QuantizedSum;
use crate::scaling::Scaling;
use crate::vector::{self, OfBytes, Operands, Vector, narrow};
use core::marker::PhantomData;

/// [`QuantizedSum`] by the fastest way.
#[derive(Clone, Debug)]
pub struct Sum<T, const SUBTRACT: bool> {
    reference: QuantizedSum<T, SUBTRACT>,
    way: Way<T>,
}

#[derive(Clone, Debug)]
enum Way<T> {
    Linear(Linear<T>),
    Scaled(Scaled),
    Reference,
}

/// The sum by [`Scaling`]s.
#[derive(Clone, Copy, Debug)]
struct Scaled {
    left_zero_point: i32,
    right_zero_point: i32,
    left_shift: u32,
    left: Scaling,
    right: Scaling,
    /// −1 where the right term is subtracted, else 0.
    negation: i32,
    output: Scaling,
    range: ClampRange,
    halves: Halves,
}

/// Which operands' terms are shifts: those whose multiplier is one half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halves {
    Both,
    Left,
    Right,
}

const HALF: Multiplier = Multiplier { mantissa: 1 << 30, exponent: 0 };

impl<T: QuantizedInteger, const SUBTRACT: bool> Sum<T, SUBTRACT> {
    /// The function for an instruction set.
    #[must_use]
    pub fn new(isa: Isa, reference: QuantizedSum<T, SUBTRACT>) -> Self {
        let scaled = Scaled::new(&reference);
        let linear = vector::runs::<T>(isa).then(|| linear(isa, &reference, scaled.as_ref())).flatten();
        let way = match (linear, scaled) {
            (Some(linear), _) => Way::Linear(linear),
            (None, Some(scaled)) => Way::Scaled(scaled),
            (None, None) => Way::Reference,
        };
        Self { reference, way }
    }
}

impl Scaled {
    fn new<T: QuantizedInteger, const SUBTRACT: bool>(of: &QuantizedSum<T, SUBTRACT>) -> Option<Self> {
        let halves = match (of.left == HALF, of.right == HALF) {
            (true, true) => Halves::Both,
            (true, false) => Halves::Left,
            (false, true) => Halves::Right,
            (false, false) => return None,
        };
        let bounds = |zero_point: i32| {
            let shifted = |q: i32| i32::try_from((i64::from(q) - i64::from(zero_point)) << of.left_shift).ok();
            Some((shifted(T::RANGE.min)?, shifted(T::RANGE.max)?))
        };
        let (left, right) = (bounds(of.left_zero_point)?, bounds(of.right_zero_point)?);
        // Both multipliers are at most one half, and operands shifted left are even.
        let right_term =
            if SUBTRACT { (-i64::from(right.1), -i64::from(right.0)) } else { (right.0.into(), right.1.into()) };
        let reach = |left: i32, right: i64| i32::try_from((i64::from(left) + right) / 2).ok();
        let sums = (reach(left.0, right_term.0)?, reach(left.1, right_term.1)?);
        Some(Self {
            left_zero_point: of.left_zero_point,
            right_zero_point: of.right_zero_point,
            left_shift: of.left_shift,
            left: Scaling::new(of.left, 0, left)?,
            right: Scaling::new(of.right, 0, right)?,
            negation: if SUBTRACT { -1 } else { 0 },
            output: Scaling::new(of.output, of.output_zero_point, sums)?,
            range: of.range,
            halves,
        })
    }
}

/// [`Scaled`] with its shifts known to the compiler.
#[derive(Clone, Copy)]
struct ScaledSum<'a, T, const LEFT_HALF: bool, const RIGHT_HALF: bool>(&'a Scaled, PhantomData<T>);

impl<T: QuantizedInteger, const LEFT_HALF: bool, const RIGHT_HALF: bool> Binary
    for ScaledSum<'_, T, LEFT_HALF, RIGHT_HALF>
{
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        let Self(of, _) = self;
        let (left, right) = (left.into() - of.left_zero_point, right.into() - of.right_zero_point);
        let term = |x: i32, scaling: Scaling| scaling.apply(x << of.left_shift);
        let half = |x: i32| x << (of.left_shift - 1);
        let left = if LEFT_HALF { half(left) } else { term(left, of.left) };
        let right = if RIGHT_HALF { half(right) } else { term(right, of.right) };
        let sum = left + ((right ^ of.negation) - of.negation);
        T::from_clamped(of.range.clamp(of.output.apply(sum)))
    }
}

impl Scaled {
    /// An operand's term.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    unsafe fn term<V: Vector, const HALF: bool>(self, x: V, scaling: Scaling) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            if HALF {
                x.shift_left_doubles(self.left_shift - 1)
            } else {
                scaling.apply_vector(x.shift_left_doubles(self.left_shift))
            }
        }
    }
}

impl<T: QuantizedInteger, const LEFT_HALF: bool, const RIGHT_HALF: bool> ScaledSum<'_, T, LEFT_HALF, RIGHT_HALF> {
    /// Operands widened as unsigned bytes (signed ones plus 128) to results.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    unsafe fn doubles<V: Vector>(self, left: V, right: V) -> V {
        let of = *self.0;
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let left = left.sub_doubles(V::doubles(of.left_zero_point - T::RANGE.min));
            let right = right.sub_doubles(V::doubles(of.right_zero_point - T::RANGE.min));
            let negation = V::doubles(of.negation);
            let left = of.term::<V, LEFT_HALF>(left, of.left);
            let right = of.term::<V, RIGHT_HALF>(right, of.right);
            of.output.apply_vector(left.add_doubles(right.xor(negation).sub_doubles(negation)))
        }
    }

    /// [`doubles`](Self::doubles) for words.
    ///
    /// # Safety
    /// As there.
    #[inline(always)]
    unsafe fn words<V: Vector>(self, left: V, right: V) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let zero = V::zero();
            let first = self.doubles(left.unpack_low_words(zero), right.unpack_low_words(zero));
            first.pack_doubles(self.doubles(left.unpack_high_words(zero), right.unpack_high_words(zero)))
        }
    }
}

impl<T: QuantizedInteger, const LEFT_HALF: bool, const RIGHT_HALF: bool> OfBytes
    for ScaledSum<'_, T, LEFT_HALF, RIGHT_HALF>
{
    #[inline(always)]
    unsafe fn apply<V: Vector>(self, left: V, right: V) -> V {
        let unsigned = T::RANGE.min == 0;
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let flip = V::bytes(if unsigned { 0 } else { i8::MIN });
            let (left, right, zero) = (left.xor(flip), right.xor(flip), V::zero());
            let first = self.words(left.unpack_low_bytes(zero), right.unpack_low_bytes(zero));
            let last = self.words(left.unpack_high_bytes(zero), right.unpack_high_bytes(zero));
            narrow(first, last, unsigned, self.0.range)
        }
    }
}

impl<T: QuantizedInteger, const SUBTRACT: bool> Binary for Sum<T, SUBTRACT> {
    type Left = T;
    type Right = T;
    type Out = T;

    fn apply(&self, left: T, right: T) -> T {
        self.reference.apply(left, right)
    }
}

impl<T: QuantizedInteger, const SUBTRACT: bool> Pairs for Sum<T, SUBTRACT> {
    fn row(&self, isa: Isa, left: Run<'_, T>, right: Run<'_, T>, out: &mut [T]) {
        match &self.way {
            Way::Linear(linear) => {
                linear.row(isa, Operands::Apart(left, right), out);
            }
            Way::Scaled(of) => match of.halves {
                Halves::Both => scaled_row(isa, ScaledSum::<T, true, true>(of, PhantomData), left, right, out),
                Halves::Left => scaled_row(isa, ScaledSum::<T, true, false>(of, PhantomData), left, right, out),
                Halves::Right => scaled_row(isa, ScaledSum::<T, false, true>(of, PhantomData), left, right, out),
            },
            Way::Reference => self.reference.run(left, right, out),
        }
    }

    fn row_in_place(&self, isa: Isa, (place, other): (InPlace, Run<'_, T>), values: &mut [T]) -> bool {
        match &self.way {
            Way::Linear(linear) => linear.row(isa, Operands::InPlace(place, other), values),
            _ => false,
        }
    }
}

fn scaled_row<T: QuantizedInteger, F: Binary<Left = T, Right = T, Out = T> + OfBytes>(
    isa: Isa,
    function: F,
    left: Run<'_, T>,
    right: Run<'_, T>,
    out: &mut [T],
) {
    if vector::runs::<T>(isa) {
        vector::run(isa, function, Operands::Apart(left, right), out);
    } else {
        run_row(isa, &function, left, right, out);
    }
}

/// The proven formula of a sum of 8-bit operands, if there is one.
fn linear<T: QuantizedInteger, const SUBTRACT: bool>(
    isa: Isa,
    of: &QuantizedSum<T, SUBTRACT>,
    scaled: Option<&Scaled>,
) -> Option<Linear<T>> {
    let real =
        |multiplier: Multiplier| f64::from(multiplier.mantissa) * libm::exp2(f64::from(multiplier.exponent) - 31.0);
    let step = f64::from(1u32 << of.left_shift) * real(of.output);
    let sign = if SUBTRACT { -1 } else { 1 };
    let term = |multiplier: Multiplier, zero_point: i32, q: i32| {
        multiplier.apply(q.wrapping_sub(zero_point).wrapping_shl(of.left_shift))
    };
    let mut terms = [[0; 256]; 2];
    for (q, left) in (T::RANGE.min..).zip(&mut terms[0]) {
        *left = term(of.left, of.left_zero_point, q);
    }
    for (q, right) in (T::RANGE.min..).zip(&mut terms[1]) {
        *right = term(of.right, of.right_zero_point, q).wrapping_mul(sign);
    }
    let slopes = [real(of.left) * step, f64::from(sign) * real(of.right) * step];
    let zero_points = [of.left_zero_point, of.right_zero_point];
    macro_rules! proven {
        ($output:expr) => {
            Linear::proven(isa, &Function { slopes, zero_points, terms: &terms, output: $output, range: of.range })
        };
    }
    match scaled {
        // The same number, sooner.
        Some(scaled) => proven!(|sum| scaled.output.apply(sum)),
        None => proven!(|sum| of.output.apply(sum).wrapping_add(of.output_zero_point)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::binary::Affine;
    use proptest::prelude::*;

    fn all_pairs<T: QuantizedInteger>() -> (Vec<T>, Vec<T>) {
        let values: Vec<T> = (T::RANGE.min..=T::RANGE.max).map(T::from_clamped).collect();
        let left = values.iter().flat_map(|&x| core::iter::repeat_n(x, values.len())).collect();
        (left, values.repeat(values.len()))
    }

    /// Compares every pair on every instruction set; says how many had a formula.
    fn check<T: QuantizedInteger + core::fmt::Debug, const SUBTRACT: bool>(
        [left, right, output]: [Affine; 3],
        range: ClampRange,
    ) -> Result<usize, TestCaseError> {
        let Some(reference) = QuantizedSum::<T, SUBTRACT>::new(left, right, output, range) else { return Ok(0) };
        let (x, y) = all_pairs::<T>();
        let mut expected = vec![T::from_clamped(0); x.len()];
        reference.run(Run::Each(&x), Run::Each(&y), &mut expected);
        let mut linear = 0;
        for isa in Isa::available() {
            let sum = Sum::new(isa, reference);
            linear += usize::from(matches!(sum.way, Way::Linear(_)));
            let scaled = Scaled::new(&reference).map(Way::Scaled);
            for way in [Some(sum.way), scaled, Some(Way::Reference)].into_iter().flatten() {
                let sum = Sum { reference, way };
                let mut out = vec![T::from_clamped(0); x.len()];
                sum.row(isa, Run::Each(&x), Run::Each(&y), &mut out);
                prop_assert!(out == expected, "{:?} {:?}", isa, sum);
                for (place, own, other) in [(InPlace::Left, &x, &y), (InPlace::Right, &y, &x)] {
                    let mut values = own.clone();
                    if sum.row_in_place(isa, (place, Run::Each(other)), &mut values) {
                        prop_assert!(values == expected, "{:?} {:?} {:?}", isa, place, sum);
                    }
                }
                // Repeated operands, and every remainder of a block.
                for len in (0..130).chain([255]) {
                    let (x, y, expected) = (&x[..len], &y[..len], &expected[..len]);
                    let mut out = vec![T::from_clamped(0); len];
                    sum.row(isa, Run::Each(x), Run::Each(y), &mut out);
                    prop_assert_eq!(&out, &expected);
                    // The left operand of the first 256 pairs is the same.
                    let Some(&same) = x.first() else { continue };
                    sum.row(isa, Run::Same(same), Run::Each(y), &mut out);
                    prop_assert_eq!(&out, &expected);
                }
            }
        }
        Ok(linear)
    }

    fn zero_points() -> impl Strategy<Value = i32> {
        prop_oneof![Just(-128), Just(127), Just(0), -128i32..=127]
    }

    prop_compose! {
        fn affine()(
            scale in prop_oneof![0.001f32..0.1, Just(0.5), Just(0.25), Just(1.0)], zero_point in zero_points(),
        ) -> Affine {
            Affine { scale, zero_point }
        }
    }

    prop_compose! {
        fn clamp()(bounds in prop_oneof![Just((-128, 127)), (-128i32..=127, -128i32..=127)]) -> ClampRange {
            ClampRange { min: bounds.0.min(bounds.1), max: bounds.0.max(bounds.1) }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn sums_are_the_reference_s(operands in [affine(), affine(), affine()], range in clamp()) {
            check::<i8, false>(operands, range)?;
            check::<i8, true>(operands, range)?;
            let unsigned = operands.map(|of| Affine { zero_point: of.zero_point + 128, ..of });
            let range = ClampRange { min: range.min + 128, max: range.max + 128 };
            check::<u8, false>(unsigned, range)?;
            check::<u8, true>(unsigned, range)?;
        }
    }

    #[test]
    fn most_sums_have_a_formula() {
        let mut found = 0;
        for i in 0..40u8 {
            let f = f32::from(i);
            let of = |scale: f32, zero_point: i32| Affine { scale, zero_point };
            let operands =
                [of(0.02 + f * 0.001, 3), of(0.11 - f * 0.002, -7 + i32::from(i)), of(0.1 + f * 0.0013, -11)];
            let sum = QuantizedSum::<i8, false>::new(operands[0], operands[1], operands[2], ClampRange::I8).unwrap();
            found += usize::from(linear(Isa::best(), &sum, Scaled::new(&sum).as_ref()).is_some());
        }
        assert!(found >= 33, "{found}");
    }

    #[test]
    fn ties_and_16_bits() {
        let of = |scale: f32, zero_point: i32| Affine { scale, zero_point };
        assert!(check::<i8, false>([of(0.5, 0), of(0.5, 0), of(1.0, 0)], ClampRange::I8).is_ok());
        let wide = QuantizedSum::<i16, true>::new(of(1e-4, 0), of(3e-4, 0), of(2.5e-4, 0), ClampRange::I16).unwrap();
        let x: Vec<i16> = (0..3000i32).map(|i| (i * 7919) as i16).chain([i16::MIN, i16::MAX, i16::MIN]).collect();
        let y: Vec<i16> = (0..3000i32).map(|i| (i * 104_729) as i16).chain([i16::MAX, i16::MIN, i16::MIN]).collect();
        let mut expected = vec![0; x.len()];
        wide.run(Run::Each(&x), Run::Each(&y), &mut expected);
        for isa in Isa::available() {
            let sum = Sum::new(isa, wide);
            assert!(matches!(sum.way, Way::Scaled(_)));
            let mut out = vec![0; x.len()];
            sum.row(isa, Run::Each(&x), Run::Each(&y), &mut out);
            assert_eq!(out, expected);
        }
    }
}
