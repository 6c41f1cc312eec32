//! TOPK_V2: the greatest elements of a row, greatest first.
//!
//! Source: `tflite/kernels/topk_v2.cc`.

use super::partial_sort::partial_sort;
use core::cmp::Ordering;

/// Writes the `indexes.len()` greatest elements of `row` and where they are. Equal elements keep their order, NaN comes
/// last. `order` is scratch as long as `row`; `values` is as long as `indexes` and not longer than `row`.
pub fn top_k<T: Copy + PartialOrd>(row: &[T], order: &mut [u32], values: &mut [T], indexes: &mut [u32]) {
    for (index, slot) in (0..).zip(order.iter_mut()) {
        *slot = index;
    }
    let is_nan = |x: T| x.partial_cmp(&x).is_none();
    let before = |a: u32, b: u32| {
        let (x, y) = (row[a as usize], row[b as usize]);
        match x.partial_cmp(&y) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Less) => false,
            Some(Ordering::Equal) => a < b,
            None if is_nan(x) == is_nan(y) => a < b,
            None => is_nan(y),
        }
    };
    partial_sort(order, indexes.len(), before);
    for ((value, index), &from) in values.iter_mut().zip(indexes).zip(order.iter()) {
        *value = row[from as usize];
        *index = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_keep_their_order_and_nan_comes_last() {
        let row = [1.0, f32::NAN, 3.0, 3.0, f32::NAN, -1.0];
        let (mut order, mut values, mut indexes) = ([0; 6], [0.0; 6], [0; 6]);
        top_k(&row, &mut order, &mut values, &mut indexes);
        assert_eq!(indexes, [2, 3, 0, 5, 1, 4]);
        assert_eq!(values[..4], [3.0, 3.0, 1.0, -1.0]);
        top_k(&[5i8, 7, 6], &mut order[..3], &mut [0; 2], &mut indexes[..2]);
        assert_eq!(indexes[..2], [1, 2]);
    }
}
