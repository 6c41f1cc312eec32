//! SLICE: a box cut out of a tensor.
//!
//! Operands: the tensor; the first index and the size along each dimension (int32 or int64, size −1: to the
//! end), which may come from the graph. Values move unchanged. Where the file's output shape contradicts the
//! sizes, the sizes count (the reference trusts the file and reads outside the tensor).
//!
//! Types: all with elements of 4 to 128 bits. Source: `tflite/kernels/slice.cc`.

use super::support::strided;
use super::support::units::same_type;
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::strided_copy::{Range, StridedCopy};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Slice, prepare)
    .versions(8)
    .operands(3..=3, 1..=1)
    .types("all numbers, bool, int4, string");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    same_type(&input, &ctx.output(0)?)?;
    for position in [1, 2] {
        let operand = ctx.input(position)?;
        let rank = input.rank();
        ensure!(operand.shape == [rank], BadShape, "{operand}: for {rank} dimensions the shape must be [{rank}]");
    }
    let (begins, sizes) = (ctx.index_values(1)?, ctx.index_values(2)?);
    let ranges = input
        .shape
        .iter()
        .zip(begins.iter().zip(&sizes))
        .enumerate()
        .map(|(dimension, (&extent, (&begin, &size)))| range(dimension, extent, begin, size))
        .collect::<Result<Vec<Range>>>()?;
    let shape: Vec<usize> = ranges.iter().map(|range| range.count).collect();
    ctx.set_output_shape(0, &shape)?;
    let plan = StridedCopy::slice(input.shape, &ranges);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "{input}: has too many dimensions or elements"))?;
    strided::prepare(ctx, 0, plan, "slice_reference")
}

/// What is taken along one dimension.
fn range(dimension: usize, extent: usize, begin: i64, size: i64) -> Result<Range> {
    let outside =
        || err!(BadValue, "begin {begin} and size {size} leave dimension {dimension}, which is {extent} long");
    let start = usize::try_from(begin).map_err(|_| outside())?;
    let left = extent.checked_sub(start).ok_or_else(outside)?;
    let count = if size == -1 { left } else { usize::try_from(size).map_err(|_| outside())? };
    if count > left {
        return Err(outside());
    }
    Ok(Range { start, stride: 1, count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn minus_one_reaches_to_the_end() {
        assert_eq!(range(0, 5, 2, -1).unwrap(), Range { start: 2, stride: 1, count: 3 });
        assert_eq!(range(0, 5, 5, -1).unwrap().count, 0);
        assert_eq!(range(0, 5, 1, 4).unwrap().count, 4);
    }

    #[test]
    fn boxes_outside_the_tensor_are_refused() {
        for (begin, size) in [(-1, 2), (6, -1), (6, 0), (2, 4), (0, -2), (i64::MIN, -1), (1, i64::MAX)] {
            assert_eq!(range(0, 5, begin, size).unwrap_err().kind(), ErrorKind::BadValue, "{begin} {size}");
        }
    }

    #[test]
    fn begin_and_size_must_fit_the_rank() {
        let sliced = |begin: &[i32], size: &[i32]| {
            OneOp::new(BuiltinOperator::Slice)
                .input(crate::TensorType::Int8, &[2, 3])
                .vector(begin)
                .vector(size)
                .output(crate::TensorType::Int8)
        };
        assert_eq!(sliced(&[1, 1], &[-1, 2]).run::<i8, i8>(&[&[1, 2, 3, 4, 5, 6]]).unwrap(), [5, 6]);
        assert_eq!(sliced(&[1], &[-1]).refusal(), ErrorKind::BadShape);
        assert_eq!(sliced(&[1, 1], &[-1]).refusal(), ErrorKind::BadShape);
        assert_eq!(sliced(&[1, 2], &[1, 2]).refusal(), ErrorKind::BadValue);
        // The file's begin and size are taken as they are when nothing is left over.
        assert_eq!(sliced(&[0, 0], &[2, 3]).shape(), [2, 3]);
    }
}
