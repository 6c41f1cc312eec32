//! SPLIT_V: a tensor cut into parts of given sizes along an axis.
//!
//! Operands: the tensor; the sizes (int32 or int64, one of them may be −1: what is left); the axis. Sizes and
//! axis may come from the graph. Values move unchanged.
//!
//! Types: float32, int8, uint8, int16, int32, int64. Source: `tflite/kernels/split_v.cc`.

use super::split::{LISTED, TYPES, check_count, take};
use super::support::axis;
use super::support::options::options;
use super::support::units::one_of;
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::SplitV, prepare).versions(3).operands(3..=3, 1..=usize::MAX).types(LISTED);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let splits = options!(ctx, SplitVOptions)?.num_splits;
    let parts = check_count(ctx, splits)?;
    let (input, sizes) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&input, &TYPES)?;
    ensure!(sizes.shape == [parts], BadShape, "{sizes}: the sizes of {parts} parts must have the shape [{parts}]");
    let axis = axis::operand(ctx, 2, input.rank())?;
    let extent = input.shape.get(axis).copied().unwrap_or(0);
    let extents = part_sizes(&ctx.index_values(1)?, extent)?;
    take(ctx, 0, axis, &extents, "split_v_reference")
}

/// The sizes with −1 resolved, which add up to `extent`.
fn part_sizes(sizes: &[i64], extent: usize) -> Result<Vec<usize>> {
    ensure!(sizes.iter().filter(|&&size| size == -1).count() <= 1, BadValue, "sizes {sizes:?} hold more than one -1");
    let unfit = || err!(BadValue, "sizes {sizes:?} do not add up to the {extent} of the axis");
    let mut left = extent;
    for size in sizes.iter().filter(|&&size| size != -1) {
        let size = usize::try_from(*size).map_err(|_| err!(BadValue, "size {size} must be -1 or at least 0"))?;
        left = left.checked_sub(size).ok_or_else(unfit)?;
    }
    ensure!(left == 0 || sizes.contains(&-1), BadValue, "{}", unfit().detail());
    // Every size but −1 was checked to fit.
    Ok(sizes.iter().map(|&size| usize::try_from(size).unwrap_or(left)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{BuiltinOptions, SplitVOptions};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;

    #[test]
    fn minus_one_takes_what_is_left() {
        assert_eq!(part_sizes(&[3, -1, 3], 9).unwrap(), [3, 3, 3]);
        assert_eq!(part_sizes(&[-1, 4], 4).unwrap(), [0, 4]);
        assert_eq!(part_sizes(&[1, 2], 3).unwrap(), [1, 2]);
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        for sizes in [&[-1i64, -1][..], &[1, 2], &[5, -1], &[-2, 6], &[i64::MAX, i64::MAX, 6]] {
            assert_eq!(part_sizes(sizes, 4).unwrap_err().kind(), ErrorKind::BadValue, "{sizes:?}");
        }
    }

    fn split(sizes: &[i32], axis: i32, parts: i32) -> OneOp {
        let options = BuiltinOptions::SplitVOptions(Box::new(SplitVOptions { num_splits: parts }));
        let op = OneOp::new(BuiltinOperator::SplitV).options(options).input(TensorType::Int16, &[3, 2]);
        let op = op.vector(sizes).constant(TensorType::Int32, &[], &[axis]);
        sizes.iter().fold(op, |op, _| op.output(TensorType::Int16))
    }

    #[test]
    fn parts_have_their_sizes() {
        assert_eq!(split(&[2, -1], 0, 2).prepare().unwrap().shapes, [[2, 2], [1, 2]]);
        assert_eq!(split(&[2, -1], 0, 2).run::<i16, i16>(&[&[1, 2, 3, 4, 5, 6]]).unwrap(), [1, 2, 3, 4]);
    }

    #[test]
    fn wrong_counts_sums_and_axes_are_refused() {
        assert_eq!(split(&[1, 1], 0, 3).refusal(), ErrorKind::BadOption);
        assert_eq!(split(&[1, 1], 0, 2).refusal(), ErrorKind::BadValue);
        assert_eq!(split(&[1, 2], 2, 2).refusal(), ErrorKind::BadOption);
    }
}
