//! SOFTMAX, compiled for each instruction set.
//!
//! Of a row of 8-bit elements there are at most 256 different results: rows that are longer than a few results are
//! worth compute them all and look them up. Of two elements the results depend on nothing but how far these are apart:
//! they are known when the operator is prepared.

use crate::isa::{Isa, Task};
use crate::parallel::Serial;
use crate::reference::lut::{Byte, ByteTable};
use crate::reference::softmax::Softmax8;
use crate::{float_functions, table};

/// Elements from which a table pays: computing 256 results on vectors costs about as much as so many one by one.
const TABLE_FROM: usize = 96;

/// [`Softmax8::row_in_place`].
pub fn row8_in_place<T: Byte>(isa: Isa, softmax: &Softmax8, values: &mut [T], bits: impl Fn(&mut [T]) -> &mut [u8]) {
    if values.len() < TABLE_FROM {
        return softmax.row_in_place(values);
    }
    let results = isa.run(Results { softmax, values: &*values });
    table::lookup_in_place(isa, &Serial, &results, bits(values));
}

/// The results for every element that a row may have.
struct Results<'a, T> {
    softmax: &'a Softmax8,
    values: &'a [T],
}

impl<T: Byte> Task for Results<'_, T> {
    type Output = ByteTable;

    #[inline(always)]
    fn run(self) -> ByteTable {
        let scale = self.softmax.scale_of(self.values);
        let mut by_distance = [0; 256];
        for (result, &exponential) in by_distance.iter_mut().zip(self.softmax.exponentials()) {
            *result = scale.output::<T>(exponential).to_bits();
        }
        let greatest = scale.greatest() as u8;
        let mut entries = [0; 256];
        for (distance, result) in (0..=u8::MAX).zip(by_distance) {
            entries[usize::from(greatest.wrapping_sub(distance))] = result;
        }
        ByteTable::from_entries(entries)
    }
}

/// The results of rows of two elements, which two classes make.
#[derive(Clone, Debug)]
pub struct Pairs<T> {
    /// Of the greater and the lesser element, by their distance.
    results: [[T; 2]; 256],
}

impl<T: Byte> Pairs<T> {
    /// Those of [`Softmax8::row_in_place`].
    #[must_use]
    pub fn new(softmax: &Softmax8) -> Self {
        let results = core::array::from_fn(|distance| {
            // At most 255, which is the least element's distance from the greatest.
            let lesser = T::from_clamped(T::RANGE.max - distance as i32);
            let mut row = [T::from_clamped(T::RANGE.max), lesser];
            softmax.row_in_place(&mut row);
            row
        });
        Self { results }
    }

    /// A row of two elements in place; others stay as they are.
    #[inline]
    pub fn row_in_place(&self, values: &mut [T]) {
        let [first, second] = values else { return };
        let distance = (*first).into() - (*second).into();
        let [greater, lesser] = self.results[usize::from(distance.unsigned_abs() as u8)];
        (*first, *second) = if distance < 0 { (lesser, greater) } else { (greater, lesser) };
    }
}

/// One row of floats in place.
pub fn row_f32_in_place(isa: Isa, values: &mut [f32], beta: f32) {
    isa.run(FloatRow { values, beta });
}

struct FloatRow<'a> {
    values: &'a mut [f32],
    beta: f32,
}

impl Task for FloatRow<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        float_functions::softmax_row(self.values, self.beta);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::softmax as reference;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_equal_the_reference(
            row in proptest::collection::vec(any::<u8>(), 1..400), scale in 0.001f32..0.5, beta in 0.1f32..2.0,
        ) {
            let softmax = Softmax8::new(beta, scale).unwrap();
            for isa in Isa::available() {
                let (mut expected, mut out) = (row.clone(), row.clone());
                softmax.row_in_place(&mut expected);
                row8_in_place(isa, &softmax, &mut out, |values| values);
                prop_assert_eq!(&out, &expected, "{:?}", isa);
            }
        }

        #[test]
        fn floats_are_close_to_the_reference(row in proptest::collection::vec(-20f32..20.0, 1..100), beta in 0.1f32..2.0) {
            let mut expected = row.clone();
            reference::row_f32_in_place(&mut expected, beta);
            for isa in Isa::available() {
                let mut out = row.clone();
                row_f32_in_place(isa, &mut out, beta);
                for (&out, &expected) in out.iter().zip(&expected) {
                    prop_assert!((out - expected).abs() <= 2e-6 * expected, "{} {}", out, expected);
                }
            }
        }
    }

    #[test]
    fn all_pairs_equal_the_reference() {
        fn check<T: Byte + core::fmt::Debug + PartialEq>(softmax: &Softmax8) {
            let pairs = Pairs::<T>::new(softmax);
            let all = || (T::RANGE.min..=T::RANGE.max).map(T::from_clamped);
            for row in all().flat_map(|first| all().map(move |second| [first, second])) {
                let (mut expected, mut out) = (row, row);
                softmax.row_in_place(&mut expected);
                pairs.row_in_place(&mut out);
                assert_eq!(out, expected, "{row:?}");
            }
        }
        for scale in [0.001, 0.02, 0.4] {
            let softmax = Softmax8::new(1.0, scale).unwrap();
            check::<i8>(&softmax);
            check::<u8>(&softmax);
        }
    }

    #[test]
    fn long_rows_of_one_value_give_zero_where_the_reference_does() {
        let softmax = Softmax8::new(1.0, 0.1).unwrap();
        for length in [300, 600, 9000] {
            let (mut expected, mut out) = (vec![5u8; length], vec![5u8; length]);
            softmax.row_in_place(&mut expected);
            row8_in_place(Isa::best(), &softmax, &mut out, |values| values);
            assert_eq!(out, expected);
        }
    }
}
