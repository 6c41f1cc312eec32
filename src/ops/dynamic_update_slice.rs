//! DYNAMIC_UPDATE_SLICE: a tensor with a box of it replaced.
//!
//! Operands: the tensor, the update (of the same rank, nowhere larger), where it begins (int32 or int64, one for each
//! dimension). Types: any of 4, 8, 16, 32, 64 or 128 bits. Version 6. Starts are moved so that the box fits. Source:
//! `tflite/kernels/dynamic_update_slice.cc`.

use super::support::units::{Unit, one_of, pack, same_type, spread, with_unit};
use super::{Kernel, OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::Inputs;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::box_copy::{BoxCopy, Side};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::DynamicUpdateSlice, prepare)
    .versions(6)
    .operands(3..=3, 1..=1)
    .types("any of 4, 8, 16, 32, 64 or 128 bits")
    .output_type(OutputType::FirstInput);

/// A dimension of the tensor.
struct Dimension {
    /// The last place where the update can begin.
    last_start: usize,
    stride: usize,
}

struct Update {
    copy: BoxCopy,
    dimensions: Vec<Dimension>,
    wide_starts: bool,
    unit: Unit,
    /// Scratch for elements of four bits: the tensor and the update, a byte each.
    spread: Option<[usize; 2]>,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (operand, update, starts) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    same_type(&operand, &update)?;
    same_type(&operand, &ctx.output(0)?)?;
    one_of(&starts, &[TensorType::Int32, TensorType::Int64])?;
    let unit = Unit::of(&operand)?;
    ensure!(
        starts.shape == [operand.rank()],
        BadShape,
        "{starts}: must have one start for each dimension of {operand}"
    );
    let fits = update.rank() == operand.rank() && update.shape.iter().zip(operand.shape).all(|(box_, all)| box_ <= all);
    ensure!(fits, BadShape, "{update}: must have the rank of {operand} and fit into it");
    let (mut source, mut target) = (1usize, 1usize);
    let mut sides = Vec::with_capacity(operand.rank());
    let mut dimensions = Vec::with_capacity(operand.rank());
    for (&count, &extent) in update.shape.iter().zip(operand.shape).rev() {
        sides.push(Side { count, source, target });
        dimensions.push(Dimension { last_start: extent - count, stride: target });
        // Shapes are within limits, so that these fit.
        (source, target) = (source.saturating_mul(count), target.saturating_mul(extent));
    }
    dimensions.reverse();
    ctx.set_output_shape(0, operand.shape)?;
    let copy = BoxCopy::new(sides.into_iter().rev()).ok_or_else(|| err!(BadShape, "{update}: too many dimensions"))?;
    let spread = (unit == Unit::Nibble).then(|| [ctx.scratch(operand.elements()), ctx.scratch(update.elements())]);
    if spread.is_none() {
        ctx.allow_in_place(0);
    }
    let wide_starts = starts.dtype == TensorType::Int64;
    Prepared::kernel("dynamic_update_slice_reference", Update { copy, dimensions, wide_starts, unit, spread })
}

impl Update {
    /// The first element that is replaced.
    fn start(&self, inputs: &Inputs<'_>) -> Result<usize> {
        let clamped = |start: i64, dimension: &Dimension| {
            let start = usize::try_from(start.max(0)).unwrap_or(usize::MAX);
            start.min(dimension.last_start) * dimension.stride
        };
        Ok(if self.wide_starts {
            let starts: &[i64] = inputs.get(2)?;
            starts.iter().zip(&self.dimensions).map(|(&start, dimension)| clamped(start, dimension)).sum()
        } else {
            let starts: &[i32] = inputs.get(2)?;
            starts.iter().zip(&self.dimensions).map(|(&start, dimension)| clamped(start.into(), dimension)).sum()
        })
    }
}

impl Kernel for Update {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place().is_some();
        let (inputs, outputs, scratch) = io.split();
        let start = self.start(&inputs)?;
        if let Some([whole, part]) = self.spread {
            let (whole, part) = scratch.two::<i8, i8>(whole, part)?;
            spread(inputs.get(0)?, whole);
            spread(inputs.get(1)?, part);
            self.copy.copy(part, 0, whole, start);
            pack(whole, outputs.get(0)?);
            return Ok(());
        }
        with_unit!(self.unit, T => {
            let output: &mut [T] = outputs.get(0)?;
            if !in_place {
                output.copy_from_slice(inputs.get(0)?);
            }
            self.copy.copy(inputs.get(1)?, 0, output, start);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType, update: &[usize], starts: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::DynamicUpdateSlice).input(dtype, &[2, 3]).input(dtype, update).vector(starts)
    }

    #[test]
    fn starts_are_moved_into_range() {
        let run = |starts: &[i32]| {
            let op = op(TensorType::Int16, &[1, 2], starts).output(TensorType::Int16);
            op.run::<i16, i16>(&[&[0; 6], &[7, 8]]).unwrap()
        };
        assert_eq!(run(&[1, 1]), [0, 0, 0, 0, 7, 8]);
        assert_eq!(run(&[-9, 0]), [7, 8, 0, 0, 0, 0]);
        assert_eq!(run(&[9, i32::MAX]), [0, 0, 0, 0, 7, 8]);
    }

    #[test]
    fn nibbles_are_replaced_one_by_one() {
        let op = op(TensorType::Int4, &[2, 1], &[0, 1]).output(TensorType::Int4);
        assert_eq!(op.run::<u8, u8>(&[&[0x21, 0x43, 0x65], &[0xFE]]).unwrap(), [0xE1, 0x43, 0x6F]);
    }

    #[test]
    fn updates_fit_and_starts_are_complete() {
        let refusal = |update: &[usize], starts: &[i32]| {
            op(TensorType::Float32, update, starts).output(TensorType::Float32).refusal()
        };
        assert_eq!(refusal(&[3, 1], &[0, 0]), ErrorKind::BadShape);
        assert_eq!(refusal(&[1], &[0, 0]), ErrorKind::BadShape);
        assert_eq!(refusal(&[1, 1], &[0]), ErrorKind::BadShape);
        let mixed = OneOp::new(BuiltinOperator::DynamicUpdateSlice).input(TensorType::Int8, &[1]);
        let mixed = mixed.input(TensorType::UInt8, &[1]).vector(&[0]).output(TensorType::Int8);
        assert_eq!(mixed.refusal(), ErrorKind::BadType);
    }
}
