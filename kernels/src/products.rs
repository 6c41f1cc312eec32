//! MUL of quantized tensors: the product of the offset operands, brought to the output's scale.
//!
//! Three ways, the first that applies when the function is prepared: of bytes a product of floats ([`FloatScaling`]),
//! proven for every product; a [`Scaling`], which always gives rule D; the reference itself.

#![allow(unsafe_code)]

use crate::broadcast::{Binary, Run};
use crate::elementwise::{Pairs, run_row};
use crate::float_scaling::FloatScaling;
use crate::isa::Isa;
use crate::quant::{ClampRange, QuantizedInteger};
use crate::reference::binary::QuantizedMul;
use crate::scaling::Scaling;
use crate::vector::{self, OfBytes, Operands, Vector, narrow};
use core::marker::PhantomData;

/// [`QuantizedMul`] by the fastest way.
#[derive(Clone, Debug)]
pub struct Product<T> {
    reference: QuantizedMul<T>,
    floats: Option<Scaled<T, FloatScaling>>,
    scaled: Option<Scaled<T, Scaling>>,
}

/// The product, and how it is brought to the output's scale.
#[derive(Clone, Copy, Debug)]
struct Scaled<T, S> {
    left_zero_point: i32,
    right_zero_point: i32,
    output: S,
    range: ClampRange,
    /// Whether the offset operands fit 16 bits.
    is_of_words: bool,
    /// The greatest product.
    greatest: i32,
    element: PhantomData<T>,
}

impl<T: QuantizedInteger> Product<T> {
    /// The function.
    #[must_use]
    pub fn new(reference: QuantizedMul<T>) -> Self {
        let scaled = Scaled::new(&reference);
        let floats = scaled.filter(|scaled| scaled.is_of_words).and_then(|scaled| scaled.of_floats(&reference));
        Self { reference, floats, scaled }
    }
}

impl<T: QuantizedInteger> Scaled<T, Scaling> {
    /// `None` where a number might leave 32 bits on its way.
    fn new(of: &QuantizedMul<T>) -> Option<Self> {
        let (left, right) = (reach::<T>(of.left_zero_point), reach::<T>(of.right_zero_point));
        let greatest = i32::try_from(left.checked_mul(right)?).ok()?;
        Some(Self {
            left_zero_point: of.left_zero_point,
            right_zero_point: of.right_zero_point,
            output: Scaling::new(of.output, of.output_zero_point, (-greatest, greatest))?,
            range: of.range,
            is_of_words: left.max(right) < 1 << 15,
            greatest,
            element: PhantomData,
        })
    }

    /// The same with floats, where that is proven.
    fn of_floats(self, of: &QuantizedMul<T>) -> Option<Scaled<T, FloatScaling>> {
        let Self { left_zero_point, right_zero_point, range, is_of_words, greatest, element, .. } = self;
        let output = FloatScaling::proven(of.output, of.output_zero_point, (-greatest, greatest), range)?;
        Some(Scaled { left_zero_point, right_zero_point, output, range, is_of_words, greatest, element })
    }
}

/// How far a number of the type may be from a zero point.
fn reach<T: QuantizedInteger>(zero_point: i32) -> i64 {
    let distance = |q: i32| (i64::from(q) - i64::from(zero_point)).abs();
    distance(T::RANGE.min).max(distance(T::RANGE.max))
}

impl<T: QuantizedInteger> Binary for Scaled<T, Scaling> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        let product = (left.into() - self.left_zero_point) * (right.into() - self.right_zero_point);
        T::from_clamped(self.range.clamp(self.output.apply(product)))
    }
}

/// How products, double words, become words of outputs.
trait OfProducts: Copy {
    /// The first eight bytes' of each lane of 128 bits, and the last.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    unsafe fn words<V: Vector>(self, first: V, last: V) -> V;
}

impl OfProducts for Scaling {
    #[inline(always)]
    unsafe fn words<V: Vector>(self, first: V, last: V) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe { self.apply_vector(first).pack_doubles(self.apply_vector(last)) }
    }
}

impl OfProducts for FloatScaling {
    #[inline(always)]
    unsafe fn words<V: Vector>(self, first: V, last: V) -> V {
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let words = self.scale_vector(first).pack_doubles(self.scale_vector(last));
            words.add_words(V::words(self.zero_point()))
        }
    }
}

impl<T: QuantizedInteger, S: OfProducts> Scaled<T, S> {
    /// Operands widened as unsigned bytes (signed ones plus 128) to results.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    #[inline(always)]
    unsafe fn words<V: Vector>(self, left: V, right: V) -> V {
        let left_offset = (self.left_zero_point - T::RANGE.min) as i16;
        let right_offset = (self.right_zero_point - T::RANGE.min) as i16;
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let (x, y) = (left.sub_words(V::words(left_offset)), right.sub_words(V::words(right_offset)));
            let (low, high) = (x.mul_words_low(y), x.mul_words_high(y));
            self.output.words(low.unpack_low_words(high), low.unpack_high_words(high))
        }
    }
}

impl<T: QuantizedInteger, S: OfProducts> OfBytes for Scaled<T, S> {
    #[inline(always)]
    unsafe fn apply<V: Vector>(self, left: V, right: V) -> V {
        let unsigned = T::RANGE.min == 0;
        // SAFETY: the caller vouches for the instruction set.
        unsafe {
            let flip = V::bytes(if unsigned { 0 } else { i8::MIN });
            let (left, right, zero) = (left.xor(flip), right.xor(flip), V::zero());
            let first = self.words(left.unpack_low_bytes(zero), right.unpack_low_bytes(zero));
            let last = self.words(left.unpack_high_bytes(zero), right.unpack_high_bytes(zero));
            narrow(first, last, unsigned, self.range)
        }
    }
}

impl<T: QuantizedInteger> Binary for Product<T> {
    type Left = T;
    type Right = T;
    type Out = T;

    fn apply(&self, left: T, right: T) -> T {
        self.reference.apply(left, right)
    }
}

impl<T: QuantizedInteger> Pairs for Product<T> {
    fn row(&self, isa: Isa, left: Run<'_, T>, right: Run<'_, T>, out: &mut [T]) {
        if let Some(floats) = self.floats.filter(|_| vector::runs::<T>(isa)) {
            vector::run(isa, floats, Operands::Apart(left, right), out);
            return;
        }
        match &self.scaled {
            Some(scaled) if scaled.is_of_words && vector::runs::<T>(isa) => {
                vector::run(isa, *scaled, Operands::Apart(left, right), out);
            }
            Some(scaled) => run_row(isa, scaled, left, right, out),
            None => self.reference.run(left, right, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::binary::Affine;
    use proptest::prelude::*;

    fn check<T: QuantizedInteger + core::fmt::Debug>(
        [left, right, output]: [Affine; 3],
        range: ClampRange,
        step: usize,
    ) -> Result<(), TestCaseError> {
        let Some(reference) = QuantizedMul::<T>::new(left, right, output, range) else { return Ok(()) };
        let values: Vec<T> = (T::RANGE.min..=T::RANGE.max).step_by(step).map(T::from_clamped).collect();
        for &same in &values {
            let mut expected = vec![same; values.len()];
            reference.run(Run::Same(same), Run::Each(&values), &mut expected);
            for isa in Isa::available() {
                let mut out = vec![same; values.len()];
                Product::new(reference).row(isa, Run::Same(same), Run::Each(&values), &mut out);
                prop_assert_eq!(&out, &expected, "{:?} {:?}", isa, reference);
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn products_are_the_reference_s(
            scales in [0.001f32..2.0, 0.001f32..2.0, 0.001f32..2.0],
            zero_points in [-128i32..=127, -128i32..=127, -128i32..=127],
            low in -128i32..=0, high in 0i32..=127,
        ) {
            let of = |offset: i32| core::array::from_fn(|k| Affine { scale: scales[k], zero_point: zero_points[k] + offset });
            check::<i8>(of(0), ClampRange { min: low, max: high }, 1)?;
            check::<u8>(of(128), ClampRange { min: low + 128, max: high + 128 }, 1)?;
        }

        #[test]
        fn sixteen_bits_are_the_reference_s(scales in [1e-5f32..1e-3, 1e-5f32..1e-3, 1e-7f32..1e-3]) {
            check::<i16>(scales.map(|scale| Affine { scale, zero_point: 0 }), ClampRange::I16, 257)?;
        }
    }

    #[test]
    fn operands_that_need_more_than_32_bits_go_to_the_reference() {
        let of = |scale: f32, zero_point: i32| Affine { scale, zero_point };
        let usual = QuantizedMul::<i8>::new(of(0.1, 3), of(0.1, -3), of(0.1, 0), ClampRange::I8).unwrap();
        assert!(Product::new(usual).scaled.is_some());
        let steep = QuantizedMul::<i8>::new(of(1e4, 3), of(1e4, -3), of(0.1, 0), ClampRange::I8).unwrap();
        assert!(Product::new(steep).scaled.is_none());
    }
}
