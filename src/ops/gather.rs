//! GATHER: the slices of a tensor along one axis that indices name, for every batch.
//!
//! Types: any, strings too; indices int16, int32, int64. Elements are moved, never rescaled. An index is
//! checked when it is known, which may be at run time; negative ones are refused, not counted from the end.
//! int4 is spread to bytes and packed again, whatever the slices' lengths (the reference reads past the end
//! where they are odd). Source: `tflite/kernels/gather.cc`, `internal/reference/gather.h`.

use super::support::axis;
use super::support::options::options;
use super::support::units::{Unit, one_of, pack, same_type, spread, with_unit};
use super::{Kernel, OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::{Element, Inputs, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::gather::{GatherGeometry, IndexOutOfRange, gather};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Gather, prepare)
    .versions(8)
    .operands(2..=2, 1..=1)
    .types("any")
    .output_type(OutputType::FirstInput);

/// A prepared GATHER.
struct Gather {
    geometry: GatherGeometry,
    unit: Unit,
    indices: TensorType,
    /// Scratch for input and output of four-bit elements, a byte each.
    spread: Option<(usize, usize)>,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, GatherOptions)?;
    let (input, indices, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    same_type(&input, &output)?;
    one_of(&indices, &[TensorType::Int16, TensorType::Int32, TensorType::Int64])?;
    let axis = axis::resolve(options.axis, input.rank())?;
    let batch_dims = batch_dims(options.batch_dims, indices.rank(), axis)?;
    let (batch, inner_indices) = indices.shape.split_at(batch_dims);
    ensure!(
        input.shape.starts_with(batch),
        BadShape,
        "{input} and {indices} must agree in their first {batch_dims} dimensions"
    );
    let (before, rest) = input.shape.split_at(axis);
    let Some((&extent, after)) = rest.split_first() else {
        return Err(err!(BadShape, "{input}: has no axis {axis}"));
    };
    let shape: Vec<usize> = [before, inner_indices, after].concat();
    let geometry = GatherGeometry {
        batch: batch.iter().product(),
        outer: before.iter().skip(batch_dims).product(),
        axis: extent,
        inner: after.iter().product(),
        indices: inner_indices.iter().product(),
    };
    ctx.set_output_shape(0, &shape)?;
    let unit = Unit::of(&input)?;
    let spread = (unit == Unit::Nibble).then(|| (ctx.scratch(input.elements()), ctx.scratch(shape.iter().product())));
    Prepared::kernel("gather_reference", Gather { geometry, unit, indices: indices.dtype, spread })
}

/// Negative `batch_dims` count from the rank of the indices; they end at the axis.
fn batch_dims(batch_dims: i32, indices_rank: usize, axis: usize) -> Result<usize> {
    let resolved = if batch_dims < 0 {
        indices_rank.checked_sub(batch_dims.unsigned_abs() as usize)
    } else {
        usize::try_from(batch_dims).ok()
    };
    resolved.filter(|&resolved| resolved <= indices_rank && resolved <= axis).ok_or_else(|| {
        err!(BadOption, "batch_dims is {batch_dims}, must fit indices of rank {indices_rank} and an axis of {axis}")
    })
}

impl Gather {
    fn run<T: Element>(&self, inputs: &Inputs<'_>, input: &[T], output: &mut [T]) -> Result<()> {
        let done = match self.indices {
            TensorType::Int16 => gather::<T, i16>(self.geometry, input, inputs.get(1)?, output),
            TensorType::Int32 => gather::<T, i32>(self.geometry, input, inputs.get(1)?, output),
            _ => gather::<T, i64>(self.geometry, input, inputs.get(1)?, output),
        };
        done.map_err(|error| out_of_range(error, self.geometry))
    }
}

fn out_of_range(error: IndexOutOfRange, geometry: GatherGeometry) -> crate::Error {
    let IndexOutOfRange { position, index } = error;
    err!(BadValue, "index {index} (element {position} of the indices) is outside 0..{}", geometry.axis)
}

impl Kernel for Gather {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        if let Some((source, target)) = self.spread {
            let (source, target) = scratch.two::<i8, i8>(source, target)?;
            spread(inputs.get(0)?, source);
            self.run(&inputs, source, target)?;
            pack(target, outputs.get(0)?);
            return Ok(());
        }
        with_unit!(self.unit, T => self.run::<T>(&inputs, inputs.get(0)?, outputs.get(0)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, GatherOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn with_options(axis: i32, batch_dims: i32) -> OneOp {
        let options = BuiltinOptions::GatherOptions(Box::new(GatherOptions { axis, batch_dims }));
        OneOp::new(BuiltinOperator::Gather).options(options)
    }

    fn picked(options: (i32, i32), shape: &[usize], indices: &[usize]) -> OneOp {
        let op = with_options(options.0, options.1).input(TensorType::Int16, shape);
        op.input(TensorType::Int32, indices).output(TensorType::Int16)
    }

    #[test]
    fn the_indices_shape_replaces_the_axis() {
        assert_eq!(picked((1, 0), &[2, 3, 4], &[5, 6]).shape(), [2, 5, 6, 4]);
        assert_eq!(picked((-1, 0), &[2, 3], &[]).shape(), [2]);
        assert_eq!(picked((2, 1), &[2, 3, 4], &[2, 5]).shape(), [2, 3, 5]);
        assert_eq!(picked((1, -1), &[2, 3, 4], &[2, 5]).shape(), [2, 5, 4]);
    }

    #[test]
    fn options_are_checked() {
        for axis in [3, -4, i32::MIN] {
            assert_eq!(picked((axis, 0), &[2, 3, 4], &[1]).refusal(), ErrorKind::BadOption);
        }
        assert_eq!(picked((0, 0), &[], &[1]).refusal(), ErrorKind::BadOption);
        // Beyond the axis, beyond the indices, before their first dimension.
        for (axis, batch_dims) in [(0, 1), (2, 2), (1, -2), (1, i32::MIN), (1, i32::MAX)] {
            assert_eq!(picked((axis, batch_dims), &[2, 3, 4], &[2]).refusal(), ErrorKind::BadOption);
        }
        assert_eq!(picked((1, 1), &[2, 3], &[3, 1]).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn types_are_checked() {
        let op = |indices, output| {
            let op = with_options(0, 0).input(TensorType::Int16, &[2]);
            op.input(indices, &[1]).output(output).refusal()
        };
        assert_eq!(op(TensorType::UInt8, TensorType::Int16), ErrorKind::BadType);
        assert_eq!(op(TensorType::Int32, TensorType::Int32), ErrorKind::BadType);
    }

    #[test]
    fn indices_are_checked_when_they_arrive() {
        let op = |index: i64| {
            let op = with_options(0, 0).input(TensorType::Int64, &[3]).input(TensorType::Int64, &[2]);
            op.output(TensorType::Int64).run::<i64, i64>(&[&[7, 8, 9], &[2, index]])
        };
        assert_eq!(op(0).unwrap(), [9, 7]);
        for index in [3, -1, i64::MAX, i64::MIN] {
            assert_eq!(op(index).unwrap_err().kind(), ErrorKind::BadValue);
        }
    }

    #[test]
    fn odd_slices_of_four_bits_keep_their_places() {
        let op = with_options(0, 0).input(TensorType::Int4, &[3, 3]).vector(&[2, 0]).output(TensorType::Int4);
        // 1 2 3 | 4 5 6 | 7 -8 -1
        assert_eq!(op.run::<u8, u8>(&[&[0x21, 0x43, 0x65, 0x87, 0x0F]]).unwrap(), [0x87, 0x1F, 0x32]);
    }
}
