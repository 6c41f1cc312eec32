//! GATHER_ND: slices of a tensor at index tuples.
//!
//! Fact: `tflite/kernels/internal/reference/reference_ops.h` (`GatherNd`). Values move unchanged.

/// A checked plan: the extents that the parts of an index tuple run along, and the slice behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatherNd {
    extents: [usize; 8],
    depth: usize,
    slice: usize,
}

impl GatherNd {
    /// Tuples of `depth` indices into the first dimensions of `shape`. `None` above rank 8, when `depth`
    /// exceeds the rank, or on overflow.
    #[must_use]
    pub fn new(shape: &[usize], depth: usize) -> Option<Self> {
        let mut extents = [0; 8];
        extents.get_mut(..shape.len())?.copy_from_slice(shape);
        shape.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent.max(1)))?;
        Some(Self { extents, depth, slice: shape.get(depth..)?.iter().product() })
    }

    /// Elements of one slice.
    #[must_use]
    pub fn slice_len(&self) -> usize {
        self.slice
    }

    /// Where in the tensor the slice of a tuple starts, `None` when an index is out of range.
    fn position<I: Copy + Into<i64>>(&self, tuple: &[I]) -> Option<usize> {
        let mut position = 0;
        for (&index, &extent) in tuple.iter().zip(&self.extents) {
            let index = usize::try_from(index.into()).ok().filter(|&index| index < extent)?;
            position = position * extent + index;
        }
        Some(position * self.slice)
    }

    /// Where the slice of tuple `number` starts, `None` when an index is out of range or missing.
    pub(super) fn nth<I: Copy + Into<i64>>(&self, indices: &[I], number: usize) -> Option<usize> {
        self.position(indices.get(number * self.depth..(number + 1) * self.depth)?)
    }

    /// Checks tuples whose slices have no elements: there is nothing to move, but wrong indices are wrong all
    /// the same.
    pub(super) fn check<I: Copy + Into<i64>>(&self, indices: &[I]) -> Result<(), usize> {
        let mut tuples = indices.chunks_exact(self.depth.max(1));
        tuples.position(|tuple| self.position(tuple).is_none()).map_or(Ok(()), Err)
    }
}

/// Writes the slices at `indices`, tuple after tuple, to `output`; returns the number of the first tuple that
/// is out of range. `output` has a slice for each tuple; a plan of depth 0 has as many tuples (empty ones) as
/// slices fit in it.
///
/// # Errors
/// The number of the first tuple with an index that is negative or not below its extent.
pub fn gather_nd<T: Copy, I: Copy + Into<i64>>(
    plan: &GatherNd,
    params: &[T],
    indices: &[I],
    output: &mut [T],
) -> Result<(), usize> {
    if plan.slice == 0 {
        return plan.check(indices);
    }
    for (number, slice) in output.chunks_exact_mut(plan.slice).enumerate() {
        let start = plan.nth(indices, number).ok_or(number)?;
        slice.copy_from_slice(params.get(start..start + plan.slice).ok_or(number)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: [u8; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    #[test]
    fn a_tuple_names_a_slice() {
        let plan = GatherNd::new(&[2, 3, 2], 2).unwrap();
        let mut output = [0; 4];
        assert_eq!(gather_nd(&plan, &PARAMS, &[1i32, 0, 0, 2], &mut output), Ok(()));
        assert_eq!(output, [6, 7, 4, 5]);
    }

    #[test]
    fn a_full_tuple_names_an_element_and_an_empty_one_everything() {
        let mut one = [0];
        gather_nd(&GatherNd::new(&[2, 3, 2], 3).unwrap(), &PARAMS, &[1i16, 2, 1], &mut one).unwrap();
        assert_eq!(one, [11]);
        let mut all = [0; 24];
        gather_nd::<u8, i64>(&GatherNd::new(&[2, 3, 2], 0).unwrap(), &PARAMS, &[], &mut all).unwrap();
        assert_eq!(all[12..], PARAMS);
    }

    #[test]
    fn indices_out_of_range_name_their_tuple() {
        let plan = GatherNd::new(&[2, 6], 1).unwrap();
        let mut output = [0; 12];
        assert_eq!(gather_nd(&plan, &PARAMS, &[1i64, 2], &mut output), Err(1));
        assert_eq!(gather_nd(&plan, &PARAMS, &[-1i64, 0], &mut output), Err(0));
        assert_eq!(gather_nd(&plan, &PARAMS, &[i64::MIN, 0], &mut output), Err(0));
        let empty = GatherNd::new(&[2, 0], 1).unwrap();
        assert_eq!(gather_nd::<u8, i32>(&empty, &[], &[5], &mut []), Err(0));
    }

    #[test]
    fn impossible_plans_are_refused() {
        assert!(GatherNd::new(&[2, 3], 3).is_none());
        assert!(GatherNd::new(&[1; 9], 1).is_none());
        assert!(GatherNd::new(&[usize::MAX, 2], 1).is_none());
    }
}
