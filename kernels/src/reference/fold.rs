//! Functions of two numbers of one type that fold many into one: what segments, windows and scattered updates
//! combine their elements with.
//!
//! Integers wrap. Truth values count as numbers that are not 0. Facts: `tflite/kernels/unsorted_segment.cc`,
//! `tflite/kernels/stablehlo_reduce_window.cc`, `tflite/kernels/stablehlo_scatter.cc`, which differ in what a NaN
//! does to a maximum.

use crate::half::{Float16, HalfFormat};

/// A number that can be folded.
pub trait Foldable: Copy + PartialOrd {
    /// Neutral element of addition.
    const ZERO: Self;
    /// Neutral element of multiplication.
    const ONE: Self;
    /// The least finite value.
    const LOWEST: Self;
    /// The greatest finite value.
    const HIGHEST: Self;
    /// `self + other`, wrapping.
    fn plus(self, other: Self) -> Self;
    /// `self · other`, wrapping.
    fn times(self, other: Self) -> Self;
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl Foldable for $integer {
            const ZERO: Self = 0;
            const ONE: Self = 1;
            const LOWEST: Self = Self::MIN;
            const HIGHEST: Self = Self::MAX;
            #[inline]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline]
            fn times(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
        }
    )*};
}

macro_rules! floats {
    ($($float:ty),*) => {$(
        impl Foldable for $float {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const LOWEST: Self = Self::MIN;
            const HIGHEST: Self = Self::MAX;
            #[inline]
            fn plus(self, other: Self) -> Self {
                self + other
            }
            #[inline]
            fn times(self, other: Self) -> Self {
                self * other
            }
        }
    )*};
}

integers!(i8, u8, i16, u16, i32, u32, i64, u64);
floats!(f32, f64);

/// A fold of two elements that are stored as `S`.
pub trait Fold<S> {
    /// `element` into `accumulator`.
    fn of(accumulator: S, element: S) -> S;
}

macro_rules! folds {
    ($($(#[$doc:meta])* $name:ident($a:ident, $b:ident) => $result:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl<T: Foldable> Fold<T> for $name {
            #[inline]
            fn of($a: T, $b: T) -> T {
                $result
            }
        }
    )*};
}

folds! {
    /// The sum.
    Plus(a, b) => a.plus(b);
    /// The product.
    Times(a, b) => a.times(b);
    /// The greater one as `std::max`: a NaN in the accumulator stays, one in the element is passed over.
    Greater(a, b) => if a < b { b } else { a };
    /// The less one as `std::min`: a NaN in the accumulator stays, one in the element is passed over.
    Less(a, b) => if b < a { b } else { a };
    /// The greater one; a NaN gives the element.
    GreaterOrLast(a, b) => if a >= b { a } else { b };
    /// The less one; a NaN gives the element.
    LessOrLast(a, b) => if a <= b { a } else { b };
    /// Whether both are true.
    Both(a, b) => if a != T::ZERO && b != T::ZERO { T::ONE } else { T::ZERO };
    /// Whether one is true.
    Either(a, b) => if a != T::ZERO || b != T::ZERO { T::ONE } else { T::ZERO };
    /// The element, whatever was there.
    Replace(_a, b) => b;
}

/// A fold of float16 values: computed in float32 and rounded after each step.
#[derive(Clone, Copy, Debug)]
pub struct OfHalf<F>(F);

impl<F: Fold<f32>> Fold<u16> for OfHalf<F> {
    #[inline]
    fn of(accumulator: u16, element: u16) -> u16 {
        Float16::narrow(F::of(Float16::widen(accumulator), Float16::widen(element)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_wrap_and_truth_is_one_or_zero() {
        assert_eq!(<Plus as Fold<i8>>::of(127, 1), -128);
        assert_eq!(<Times as Fold<u8>>::of(16, 17), 16);
        assert_eq!(<Both as Fold<i8>>::of(2, -3), 1);
        assert_eq!(<Either as Fold<f32>>::of(0.0, 0.0), 0.0);
        assert_eq!(<Replace as Fold<i32>>::of(1, 2), 2);
    }

    #[test]
    fn a_nan_stays_or_gives_way() {
        assert!(<Greater as Fold<f32>>::of(f32::NAN, 1.0).is_nan());
        assert_eq!(<Greater as Fold<f32>>::of(1.0, f32::NAN), 1.0);
        assert_eq!(<GreaterOrLast as Fold<f32>>::of(f32::NAN, 1.0), 1.0);
        assert!(<LessOrLast as Fold<f32>>::of(1.0, f32::NAN).is_nan());
    }

    #[test]
    fn halves_are_rounded_after_each_step() {
        let half = Float16::narrow;
        assert_eq!(<OfHalf<Plus> as Fold<u16>>::of(half(2048.0), half(1.0)), half(2048.0));
        assert_eq!(<OfHalf<Greater> as Fold<u16>>::of(half(-1.0), half(0.5)), half(0.5));
    }
}
