//! SEGMENT_SUM and UNSORTED_SEGMENT_SUM, _PROD, _MAX and _MIN: slices of a tensor folded by their segment's number.
//!
//! SEGMENT_SUM: data, and a number for each of its outermost slices (int32), from 0 on and growing by at most 1;
//! the last number decides the output's extent. The others: data, numbers for a prefix of its dimensions in any
//! order, and how many segments there are (int32); slices with negative numbers are left out, and a segment
//! without slices is 0 for the sum, 1 for the product, the type's least value for the maximum and its greatest for
//! the minimum. Numbers and their count may come from the graph; they are checked while running. Integers wrap;
//! floats are folded in memory order.
//!
//! Types: float32, int32. LiteRT's `BUILTIN_REF` lacks SEGMENT_SUM; `BUILTIN_WITHOUT_DEFAULT_DELEGATES` has it.
//! Source: `tflite/kernels/{segment_sum,unsorted_segment}.cc`, `internal/reference/reference_ops.h`.

use super::support::function::Function;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::fold::{Fold, Foldable, Greater, Less, Plus, Times};
use ferrolite_kernels::reference::scatter::fold_segments;
use ferrolite_schema::BuiltinOperator;

const fn def(code: BuiltinOperator, inputs: usize, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>) -> OpDef {
    OpDef::new(code, prepare).operands(inputs..=inputs, 1..=1).types("float32, int32")
}

pub(super) const SUM: OpDef = def(BuiltinOperator::SegmentSum, 2, sorted);
pub(super) const UNSORTED_SUM: OpDef = def(BuiltinOperator::UnsortedSegmentSum, 3, |ctx| {
    let segments = unsorted(ctx)?;
    fold::<Plus>(
        ctx,
        segments,
        ["unsorted_segment_sum_float32_reference", "unsorted_segment_sum_int32_reference"],
        (0.0, 0),
    )
});
pub(super) const UNSORTED_PROD: OpDef = def(BuiltinOperator::UnsortedSegmentProd, 3, |ctx| {
    let segments = unsorted(ctx)?;
    fold::<Times>(
        ctx,
        segments,
        ["unsorted_segment_prod_float32_reference", "unsorted_segment_prod_int32_reference"],
        (1.0, 1),
    )
});
pub(super) const UNSORTED_MAX: OpDef = def(BuiltinOperator::UnsortedSegmentMax, 3, |ctx| {
    let segments = unsorted(ctx)?;
    fold::<Greater>(
        ctx,
        segments,
        ["unsorted_segment_max_float32_reference", "unsorted_segment_max_int32_reference"],
        (f32::LOWEST, i32::LOWEST),
    )
});
pub(super) const UNSORTED_MIN: OpDef = def(BuiltinOperator::UnsortedSegmentMin, 3, |ctx| {
    let segments = unsorted(ctx)?;
    fold::<Less>(
        ctx,
        segments,
        ["unsorted_segment_min_float32_reference", "unsorted_segment_min_int32_reference"],
        (f32::HIGHEST, i32::HIGHEST),
    )
});

/// The output's geometry.
#[derive(Clone, Copy)]
struct Segments {
    count: usize,
    /// Elements of a slice.
    slice: usize,
}

/// Checks the operands of SEGMENT_SUM and gives the output its shape.
fn sorted(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (data, ids) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&ids, &[TensorType::Int32])?;
    ensure!(
        data.rank() >= 1 && ids.rank() == 1 && ids.shape.first() == data.shape.first(),
        BadShape,
        "{ids}: must be a vector with a number for each slice of {data}"
    );
    let mut next = 0i64;
    for id in ctx.value::<i32>(1)? {
        let id = i64::from(id);
        let grows = id == next || (id + 1 == next && next > 0);
        ensure!(grows, BadValue, "{ids}: {id} follows {}, numbers start at 0 and grow by at most 1", next - 1);
        next = id + 1;
    }
    let count = usize::try_from(next).map_err(|_| err!(Internal, "a number is negative"))?;
    let segments = output(ctx, count, 1)?;
    fold::<Plus>(ctx, segments, ["segment_sum_float32_reference", "segment_sum_int32_reference"], (0.0, 0))
}

/// Checks the operands of the unsorted ones and gives the output its shape.
fn unsorted(ctx: &mut Prepare<'_>) -> Result<Segments> {
    let (data, ids, count) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    one_of(&ids, &[TensorType::Int32])?;
    one_of(&count, &[TensorType::Int32])?;
    ensure!(data.shape.starts_with(ids.shape), BadShape, "{ids}: must have the first dimensions of {data}");
    ensure!(matches!(count.shape, [] | [1]), BadShape, "{count}: must be one number");
    let segments = ctx.index_values(2)?.first().and_then(|&count| usize::try_from(count).ok());
    let segments = segments.ok_or_else(|| err!(BadValue, "{count}: must be at least 0"))?;
    output(ctx, segments, ids.rank())
}

/// `count` slices of what is behind the first `skipped` dimensions.
fn output(ctx: &mut Prepare<'_>, count: usize, skipped: usize) -> Result<Segments> {
    let data = ctx.input(0)?;
    same_type(&data, &ctx.output(0)?)?;
    let slice = data.shape.get(skipped..).unwrap_or_default();
    let shape: Vec<usize> = core::iter::once(count).chain(slice.iter().copied()).collect();
    ctx.set_output_shape(0, &shape)?;
    Ok(Segments { count, slice: slice.iter().product() })
}

/// The kernel for the data's type, whose names and initial values are given for float32 and int32.
fn fold<F: Fold<f32> + Fold<i32> + 'static>(
    ctx: &mut Prepare<'_>,
    segments: Segments,
    [float32, int32]: [&'static str; 2],
    (float, integer): (f32, i32),
) -> Result<Prepared> {
    let data = ctx.input(0)?;
    match data.dtype {
        TensorType::Float32 => folded::<F, f32>(float32, segments, float),
        TensorType::Int32 => folded::<F, i32>(int32, segments, integer),
        _ => Err(err!(BadType, "{data}: must be float32 or int32")),
    }
}

fn folded<F: Fold<T> + 'static, T: Element>(name: &'static str, of: Segments, initial: T) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let ids: &[i32] = inputs.get(1)?;
            fold_segments::<F, T>(ids, of.slice, inputs.get(0)?, initial, outputs.get(0)?, of.count).map_err(|at| {
                let id = ids.get(at).copied().unwrap_or_default();
                err!(BadValue, "number {id} at {at} is not below the {} segments", of.count)
            })
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn unsorted(code: BuiltinOperator, count: i32) -> OneOp {
        OneOp::new(code)
            .constant(TensorType::Int32, &[3, 2], &[1, 2, 3, 4, 5, 6])
            .input(TensorType::Int32, &[3])
            .constant(TensorType::Int32, &[], &[count])
            .output(TensorType::Int32)
    }

    #[test]
    fn empty_segments_are_neutral() {
        let fold = |code| unsorted(code, 2).run::<i32, i32>(&[&[1, -1, 1]]).unwrap();
        assert_eq!(fold(BuiltinOperator::UnsortedSegmentSum), [0, 0, 6, 8]);
        assert_eq!(fold(BuiltinOperator::UnsortedSegmentProd), [1, 1, 5, 12]);
        assert_eq!(fold(BuiltinOperator::UnsortedSegmentMax), [i32::MIN, i32::MIN, 5, 6]);
        assert_eq!(fold(BuiltinOperator::UnsortedSegmentMin), [i32::MAX, i32::MAX, 1, 2]);
    }

    #[test]
    fn numbers_are_checked() {
        let error = unsorted(BuiltinOperator::UnsortedSegmentSum, 2).run::<i32, i32>(&[&[0, 2, 1]]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadValue);
        assert_eq!(unsorted(BuiltinOperator::UnsortedSegmentSum, -1).refusal(), ErrorKind::BadValue);
        assert_eq!(unsorted(BuiltinOperator::UnsortedSegmentSum, i32::MAX).refusal(), ErrorKind::LimitExceeded);
    }

    #[test]
    fn sorted_numbers_start_at_zero_and_grow_by_one() {
        let sum = |ids: &[i32]| {
            OneOp::new(BuiltinOperator::SegmentSum)
                .input(TensorType::Float32, &[3, 1])
                .vector(ids)
                .output(TensorType::Float32)
        };
        assert_eq!(sum(&[0, 0, 1]).run::<f32, f32>(&[&[1.0, 2.0, 4.0]]).unwrap(), [3.0, 4.0]);
        for ids in [[1, 1, 1], [0, 2, 2], [0, 1, 0], [-1, 0, 1], [0, 1, i32::MAX], [0, -1, 0]] {
            assert_eq!(sum(&ids).refusal(), ErrorKind::BadValue, "{ids:?}");
        }
        assert_eq!(sum(&[0, 1]).refusal(), ErrorKind::BadShape);
    }
}
