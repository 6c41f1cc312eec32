//! EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL of numbers as they are and of quantized ones.
//!
//! Sources: `tflite/kernels/comparisons.cc`, `internal/reference/comparisons.h`.

use super::binary::Affine;
use crate::broadcast::Binary;
use crate::elementwise::Pairs;
use crate::quant::{Multiplier, QuantizedInteger};
use core::marker::PhantomData;

/// A relation between two numbers.
pub trait Relation {
    /// Whether it holds; with a NaN only [`NotEqual`] does.
    fn holds<T: PartialOrd>(left: T, right: T) -> bool;
}

macro_rules! relations {
    ($($(#[$doc:meta])* $name:ident: $operator:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Relation for $name {
            #[inline(always)]
            fn holds<T: PartialOrd>(left: T, right: T) -> bool {
                left $operator right
            }
        }
    )*};
}

relations! {
    /// `left = right`.
    Equal: ==;
    /// `left ≠ right`.
    NotEqual: !=;
    /// `left < right`.
    Less: <;
    /// `left ≤ right`.
    LessEqual: <=;
    /// `left > right`.
    Greater: >;
    /// `left ≥ right`.
    GreaterEqual: >=;
}

/// A relation of quantized numbers: both are brought to steps of 1/256 by rule **D**, so numbers that are closer than
/// that may count as equal. The result is 0 or 1.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedRelation<T, R> {
    zero_points: [i32; 2],
    multipliers: [Multiplier; 2],
    types: PhantomData<(T, R)>,
}

/// Fraction bits of what is compared.
const LEFT_SHIFT: u32 = 8;

impl<T: QuantizedInteger, R: Relation> QuantizedRelation<T, R> {
    /// The relation, or `None` when a scale has no multiplier. The reference aborts for scales of 1 and computes
    /// nonsense above; the general multiplier does what is meant.
    #[must_use]
    pub fn new(left: Affine, right: Affine) -> Option<Self> {
        let multipliers = [left, right].map(|affine| Multiplier::from_real(f64::from(affine.scale)));
        multipliers.iter().all(|multiplier| multiplier.is_applicable()).then_some(Self {
            zero_points: [left.zero_point, right.zero_point],
            multipliers,
            types: PhantomData,
        })
    }

    fn scaled(&self, operand: usize, q: T) -> i32 {
        let shifted = q.into().wrapping_sub(self.zero_points[operand]).wrapping_shl(LEFT_SHIFT);
        self.multipliers[operand].apply(shifted)
    }
}

impl<T: QuantizedInteger, R: Relation> Binary for QuantizedRelation<T, R> {
    type Left = T;
    type Right = T;
    type Out = u8;

    #[inline(always)]
    fn apply(&self, left: T, right: T) -> u8 {
        u8::from(R::holds(self.scaled(0, left), self.scaled(1, right)))
    }
}

impl<T: QuantizedInteger, R: Relation> Pairs for QuantizedRelation<T, R> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inequality_holds_with_nan() {
        assert!(NotEqual::holds(f32::NAN, f32::NAN));
        assert!(!Equal::holds(f32::NAN, f32::NAN) && !GreaterEqual::holds(1.0, f32::NAN));
        assert!(Less::holds(1, 2) && LessEqual::holds(2, 2) && Greater::holds(3, 2) && !Less::holds(2, 2));
    }

    #[test]
    fn quantized_numbers_are_compared_as_reals() {
        let (half, one) = (Affine { scale: 0.5, zero_point: 10 }, Affine { scale: 1.0, zero_point: -3 });
        let equal = QuantizedRelation::<i8, Equal>::new(half, one).unwrap();
        assert_eq!((equal.apply(14, -1), equal.apply(15, -1)), (1, 0));
        let less = QuantizedRelation::<i8, Less>::new(half, one).unwrap();
        assert_eq!((less.apply(13, -1), less.apply(14, -1)), (1, 0));
        let fine = Affine { scale: 0.0001, zero_point: 0 };
        let equal = QuantizedRelation::<i16, Equal>::new(fine, fine).unwrap();
        assert_eq!(equal.apply(1, 2), 1);
    }
}
