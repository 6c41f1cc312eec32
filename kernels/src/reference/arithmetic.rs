//! Unquantized binary arithmetic: ADD, SUB, MUL, DIV of numbers as they are, with a fused clamp.
//!
//! Sources: `internal/reference/{add,sub,mul,div}.h`. Integers wrap. A float result is clamped to the fused
//! activation's range as `min(max(x, low), high)`: without an activation that still turns infinities into the
//! greatest finite values; NaN passes, and −0 stays −0.

use crate::broadcast::Binary;
use crate::elementwise::Pairs;
use crate::half::HalfFormat;
use crate::quant::Activation;
use core::marker::PhantomData;

/// A number type with the four operations as the reference's C++ has them.
pub trait Arithmetic: Copy + PartialOrd {
    /// What changes nothing as a factor.
    const ONE: Self;

    /// `a + b`, wrapping.
    fn add(self, other: Self) -> Self;
    /// `a − b`, wrapping.
    fn sub(self, other: Self) -> Self;
    /// `a · b`, wrapping.
    fn mul(self, other: Self) -> Self;
    /// `a / b`, towards zero and wrapping for integers; a divisor of integer 0 gives 0 and is for the caller to
    /// refuse.
    fn div(self, other: Self) -> Self;
    /// The clamp of a fused activation (`CalculateActivationRange`).
    fn activation_range(activation: Activation) -> (Self, Self);
}

macro_rules! integer_arithmetic {
    ($($integer:ty),*) => {$(
        impl Arithmetic for $integer {
            const ONE: Self = 1;

            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            #[inline(always)]
            fn div(self, other: Self) -> Self {
                if other == 0 { 0 } else { self.wrapping_div(other) }
            }
            fn activation_range(activation: Activation) -> (Self, Self) {
                match activation {
                    Activation::None => (Self::MIN, Self::MAX),
                    Activation::Relu => (0, Self::MAX),
                    // −1 of an unsigned type is its greatest value, as in C++.
                    Activation::ReluN1To1 => ((0 as Self).wrapping_sub(1), 1),
                    Activation::Relu6 => (0, 6),
                }
            }
        }
    )*};
}

integer_arithmetic!(i8, u8, i16, i32, i64, u32);

impl Arithmetic for f32 {
    const ONE: Self = 1.0;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self + other
    }
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self - other
    }
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self * other
    }
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self / other
    }
    fn activation_range(activation: Activation) -> (Self, Self) {
        activation.float_range()
    }
}

/// Which of the four operations.
pub trait Operation {
    /// The operation on one pair.
    fn of<T: Arithmetic>(left: T, right: T) -> T;
}

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident => $method:ident),*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Operation for $name {
            #[inline(always)]
            fn of<T: Arithmetic>(left: T, right: T) -> T {
                left.$method(right)
            }
        }
    )*};
}

operations! {
    /// `left + right`.
    Add => add,
    /// `left − right`.
    Sub => sub,
    /// `left · right`.
    Mul => mul,
    /// `left / right`.
    Div => div
}

/// One operation followed by the clamp of a fused activation.
#[derive(Clone, Copy, Debug)]
pub struct Clamped<O, T> {
    low: T,
    high: T,
    operation: PhantomData<O>,
}

impl<O: Operation, T: Arithmetic> Clamped<O, T> {
    /// The operation with this fused activation.
    #[must_use]
    pub fn new(activation: Activation) -> Self {
        let (low, high) = T::activation_range(activation);
        Self { low, high, operation: PhantomData }
    }
}

/// `min(max(x, low), high)` with C++'s comparisons, which let NaN through.
#[inline(always)]
fn clamp<T: PartialOrd>(x: T, low: T, high: T) -> T {
    let x = if x < low { low } else { x };
    if high < x { high } else { x }
}

impl<O: Operation, T: Arithmetic> Binary for Clamped<O, T> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        clamp(O::of(left, right), self.low, self.high)
    }
}

impl<O: Operation, T: Arithmetic> Pairs for Clamped<O, T> {}

/// [`Clamped`] for 16-bit floats: computed in `f32`, rounded once.
#[derive(Clone, Copy, Debug)]
pub struct ClampedHalf<O, H> {
    low: f32,
    high: f32,
    operation: PhantomData<(O, H)>,
}

impl<O: Operation, H: HalfFormat> ClampedHalf<O, H> {
    /// The operation with this fused activation; without one the format's greatest finite values bound it.
    #[must_use]
    pub fn new(activation: Activation) -> Self {
        let (low, high) = activation.float_range();
        Self { low: low.max(-H::MAX), high: high.min(H::MAX), operation: PhantomData }
    }
}

impl<O: Operation, H: HalfFormat> Binary for ClampedHalf<O, H> {
    type Left = u16;
    type Right = u16;
    type Out = u16;

    #[inline(always)]
    fn apply(&self, left: u16, right: u16) -> u16 {
        H::narrow(clamp(O::of(H::widen(left), H::widen(right)), self.low, self.high))
    }
}

/// The product of complex numbers `[real, imaginary]`. Unlike C++'s, infinities times zero stay NaN.
#[derive(Clone, Copy, Debug)]
pub struct ComplexMul;

impl Binary for ComplexMul {
    type Left = [f32; 2];
    type Right = [f32; 2];
    type Out = [f32; 2];

    #[inline(always)]
    fn apply(&self, [a, b]: [f32; 2], [c, d]: [f32; 2]) -> [f32; 2] {
        [a * c - b * d, a * d + b * c]
    }
}

/// The greater or the lesser of two numbers; the second one where they do not compare (a NaN among them), as the
/// reference's `a > b ? a : b` (`maximum_minimum.cc`).
#[derive(Clone, Copy, Debug)]
pub struct Extremum<T, const GREATER: bool>(PhantomData<T>);

impl<T, const GREATER: bool> Extremum<T, GREATER> {
    /// The function.
    #[must_use]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T, const GREATER: bool> Default for Extremum<T, GREATER> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy + PartialOrd, const GREATER: bool> Binary for Extremum<T, GREATER> {
    type Left = T;
    type Right = T;
    type Out = T;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> T {
        let first = if GREATER { left > right } else { left < right };
        if first { left } else { right }
    }
}

impl<T: Copy + PartialOrd, const GREATER: bool> Pairs for Extremum<T, GREATER> {}

/// [`Extremum`] for 16-bit floats.
#[derive(Clone, Copy, Debug)]
pub struct ExtremumHalf<H, const GREATER: bool>(PhantomData<H>);

impl<H, const GREATER: bool> ExtremumHalf<H, GREATER> {
    /// The function.
    #[must_use]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<H, const GREATER: bool> Default for ExtremumHalf<H, GREATER> {
    fn default() -> Self {
        Self::new()
    }
}

impl<H: HalfFormat, const GREATER: bool> Binary for ExtremumHalf<H, GREATER> {
    type Left = u16;
    type Right = u16;
    type Out = u16;

    #[inline(always)]
    fn apply(&self, left: u16, right: u16) -> u16 {
        let (a, b) = (H::widen(left), H::widen(right));
        let first = if GREATER { a > b } else { a < b };
        if first { left } else { right }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::half::Float16;

    #[test]
    fn infinities_become_the_greatest_finite_number() {
        let add = Clamped::<Add, f32>::new(Activation::None);
        assert_eq!(add.apply(f32::INFINITY, 1.0), f32::MAX);
        assert_eq!(add.apply(f32::MIN, f32::MIN), f32::MIN);
        let add = ClampedHalf::<Add, Float16>::new(Activation::None);
        assert_eq!(add.apply(Float16::narrow(65504.0), Float16::narrow(65504.0)), Float16::narrow(65504.0));
    }

    #[test]
    fn nan_and_negative_zero_pass_the_clamp() {
        let relu = Clamped::<Add, f32>::new(Activation::Relu);
        assert!(relu.apply(f32::NAN, 1.0).is_nan());
        assert!(relu.apply(-0.0, -0.0).is_sign_negative());
        assert_eq!(relu.apply(-1.0, 0.5), 0.0);
    }

    #[test]
    fn integers_wrap_then_clamp() {
        assert_eq!(Clamped::<Add, i32>::new(Activation::None).apply(i32::MAX, 1), i32::MIN);
        assert_eq!(Clamped::<Add, i32>::new(Activation::Relu).apply(i32::MAX, 1), 0);
        assert_eq!(Clamped::<Mul, i64>::new(Activation::Relu6).apply(1 << 40, 1), 6);
        assert_eq!(Clamped::<Sub, i16>::new(Activation::ReluN1To1).apply(-3, 4), -1);
    }

    #[test]
    fn integer_quotients_truncate_and_do_not_trap() {
        let div = Clamped::<Div, i32>::new(Activation::None);
        assert_eq!((div.apply(-7, 2), div.apply(i32::MIN, -1), div.apply(3, 0)), (-3, i32::MIN, 0));
    }

    #[test]
    fn extremes_take_the_second_operand_next_to_nan() {
        let max = Extremum::<f32, true>::new();
        assert_eq!(max.apply(f32::NAN, 1.0), 1.0);
        assert!(max.apply(1.0, f32::NAN).is_nan());
        assert_eq!(max.apply(-2.0, 1.0), 1.0);
        assert_eq!(Extremum::<i8, false>::new().apply(-2, 1), -2);
    }

    #[test]
    fn complex_numbers_multiply() {
        assert_eq!(ComplexMul.apply([1.0, 2.0], [3.0, -1.0]), [5.0, 5.0]);
    }
}
