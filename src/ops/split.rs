//! SPLIT: a tensor cut into equal parts along an axis.
//!
//! Operands: the axis (one integer, may come from the graph), the tensor. The number of parts is an option
//! and equals the number of outputs. Values move unchanged.
//!
//! Types: float32, int8, uint8, int16, int32, int64. Source: `tflite/kernels/split.cc`.

use super::support::axis;
use super::support::bands::{bands, prepare_take};
use super::support::options::options;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

/// The types that can be split.
pub(super) const TYPES: [TensorType; 6] =
    [TensorType::Float32, TensorType::Int8, TensorType::UInt8, TensorType::Int16, TensorType::Int32, TensorType::Int64];

pub(super) const LISTED: &str = "float32, int8, uint8, int16, int32, int64";

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Split, prepare).versions(5).operands(2..=2, 1..=usize::MAX).types(LISTED);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let splits = options!(ctx, SplitOptions)?.num_splits;
    let parts = check_count(ctx, splits)?;
    let input = ctx.input(1)?;
    one_of(&input, &TYPES)?;
    let axis = axis::operand(ctx, 0, input.rank())?;
    let extent = input.shape.get(axis).copied().unwrap_or(0);
    ensure!(extent % parts == 0, BadShape, "{input}: dimension {axis} cannot be cut into {parts} equal parts");
    take(ctx, 1, axis, &vec![extent / parts; parts], "split_reference")
}

/// The number of parts, which is the option and the number of outputs.
pub(super) fn check_count(ctx: &Prepare<'_>, splits: i32) -> Result<usize> {
    let outputs = ctx.output_count();
    ensure!(splits >= 1, BadOption, "num_splits is {splits}, must be at least 1");
    ensure!(
        usize::try_from(splits) == Ok(outputs),
        BadOption,
        "num_splits is {splits}, but there are {outputs} outputs"
    );
    Ok(outputs)
}

/// Gives the outputs the parts of input `position` that have these `extents` along `axis`.
pub(super) fn take(
    ctx: &mut Prepare<'_>,
    position: usize,
    axis: usize,
    extents: &[usize],
    name: &'static str,
) -> Result<Prepared> {
    let input = ctx.input(position)?;
    for (part, &extent) in extents.iter().enumerate() {
        same_type(&input, &ctx.output(part)?)?;
        let mut shape = input.shape.to_vec();
        if let Some(slot) = shape.get_mut(axis) {
            *slot = extent;
        }
        ctx.set_output_shape(part, &shape)?;
    }
    let outer = input.shape.iter().take(axis).product();
    let inner: usize = input.shape.iter().skip(axis + 1).product();
    let widths: Vec<usize> = extents.iter().map(|extent| extent * inner).collect();
    prepare_take(ctx, position, bands(outer, &widths)?, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, SplitOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn split(axis: i32, parts: i32, outputs: usize) -> OneOp {
        let options = BuiltinOptions::SplitOptions(Box::new(SplitOptions { num_splits: parts }));
        let op = OneOp::new(BuiltinOperator::Split).options(options);
        let op = op.constant(TensorType::Int32, &[], &[axis]).input(TensorType::Int8, &[2, 4]);
        (0..outputs).fold(op, |op, _| op.output(TensorType::Int8))
    }

    #[test]
    fn the_parts_are_equal() {
        assert_eq!(split(-1, 2, 2).run::<i8, i8>(&[&[1, 2, 3, 4, 5, 6, 7, 8]]).unwrap(), [1, 2, 5, 6]);
        assert_eq!(split(1, 4, 4).prepare().unwrap().shapes, [[2, 1]; 4]);
    }

    #[test]
    fn uneven_parts_and_axes_outside_are_refused() {
        assert_eq!(split(1, 0, 1).refusal(), ErrorKind::BadOption);
        assert_eq!(split(1, -1, 1).refusal(), ErrorKind::BadOption);
        assert_eq!(split(1, 2, 3).refusal(), ErrorKind::BadOption);
        assert_eq!(split(1, 3, 3).refusal(), ErrorKind::BadShape);
        assert_eq!(split(2, 2, 2).refusal(), ErrorKind::BadOption);
        assert_eq!(split(-100_000, 2, 2).refusal(), ErrorKind::BadOption);
        assert_eq!(
            OneOp::new(BuiltinOperator::Split)
                .vector(&[0])
                .input(TensorType::Int8, &[2])
                .output(TensorType::Int8)
                .refusal(),
            ErrorKind::BadOption
        );
    }
}
