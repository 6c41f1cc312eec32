//! Updates at indices: SCATTER_ND, SPARSE_TO_DENSE, and the segments' reductions.
//!
//! Facts: `tflite/kernels/internal/reference/reference_ops.h` (`ScatterNd`, `SparseToDense`, `SegmentSum`,
//! `UnsortedSegmentRef`). Updates are folded in their order.

use super::fold::Fold;
use super::gather_nd::GatherNd;

/// Folds the slices of `updates` into the slices of `output` that the tuples of `indices` name, one after the
/// other.
///
/// # Errors
/// The number of the first tuple with an index that is negative or not below its extent.
pub fn scatter_nd<F: Fold<T>, T: Copy, I: Copy + Into<i64>>(
    plan: &GatherNd,
    indices: &[I],
    updates: &[T],
    output: &mut [T],
) -> Result<(), usize> {
    if plan.slice_len() == 0 {
        return plan.check(indices);
    }
    for (number, slice) in updates.chunks_exact(plan.slice_len()).enumerate() {
        let start = plan.nth(indices, number).ok_or(number)?;
        let target = output.get_mut(start..start + plan.slice_len()).ok_or(number)?;
        for (element, &update) in target.iter_mut().zip(slice) {
            *element = F::of(*element, update);
        }
    }
    Ok(())
}

/// Puts the values at single elements of `output`; one value alone goes to all of them when `repeat` is set.
///
/// # Errors
/// The number of the first tuple with an index that is negative or not below its extent.
pub fn put<T: Copy, I: Copy + Into<i64>>(
    plan: &GatherNd,
    count: usize,
    indices: &[I],
    values: &[T],
    repeat: bool,
    output: &mut [T],
) -> Result<(), usize> {
    for number in 0..count {
        let position = plan.nth(indices, number).ok_or(number)?;
        let value = values.get(if repeat { 0 } else { number }).ok_or(number)?;
        *output.get_mut(position).ok_or(number)? = *value;
    }
    Ok(())
}

/// Folds slice `i` of `data` into slice `ids[i]` of `output`, which starts as `initial`; negative ids are passed
/// over. All slices have `slice` elements.
///
/// # Errors
/// The position of the first id that is not below the number of slices of the output.
pub fn fold_segments<F: Fold<T>, T: Copy>(
    ids: &[i32],
    slice: usize,
    data: &[T],
    initial: T,
    output: &mut [T],
    segments: usize,
) -> Result<(), usize> {
    let inside = |id: &i32| usize::try_from(*id).map_or(true, |id| id < segments);
    if let Some(position) = ids.iter().position(|id| !inside(id)) {
        return Err(position);
    }
    output.fill(initial);
    if slice == 0 {
        return Ok(());
    }
    for (&id, elements) in ids.iter().zip(data.chunks_exact(slice)) {
        let Ok(segment) = usize::try_from(id) else { continue };
        let target = output.get_mut(segment * slice..(segment + 1) * slice).unwrap_or_default();
        for (accumulator, &element) in target.iter_mut().zip(elements) {
            *accumulator = F::of(*accumulator, element);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fold::{Greater, Plus};
    use super::*;

    #[test]
    fn repeated_tuples_add_up() {
        let plan = GatherNd::new(&[3, 2], 1).unwrap();
        let mut output = [0i32; 6];
        scatter_nd::<Plus, _, i32>(&plan, &[2, 0, 2], &[1, 2, 3, 4, 5, 6], &mut output).unwrap();
        assert_eq!(output, [3, 4, 0, 0, 6, 8]);
        assert_eq!(scatter_nd::<Plus, _, i32>(&plan, &[0, 3], &[1, 2, 3, 4], &mut output), Err(1));
    }

    #[test]
    fn negative_ids_are_passed_over_and_great_ones_refused() {
        let mut output = [0f32; 3];
        fold_segments::<Greater, _>(&[1, -1, 1], 1, &[2.0, 9.0, 3.0], f32::MIN, &mut output, 3).unwrap();
        assert_eq!(output, [f32::MIN, 3.0, f32::MIN]);
        assert_eq!(fold_segments::<Greater, _>(&[0, 3], 1, &[2.0, 9.0], 0.0, &mut output, 3), Err(1));
    }

    #[test]
    fn one_value_may_go_to_all_places() {
        let plan = GatherNd::new(&[2, 2], 2).unwrap();
        let mut output = [7u8; 4];
        put(&plan, 2, &[0i64, 1, 1, 1], &[5], true, &mut output).unwrap();
        assert_eq!(output, [7, 5, 7, 5]);
        assert_eq!(put(&plan, 1, &[2i64, 0], &[5], true, &mut output), Err(0));
    }
}
