//! CONCATENATION: tensors joined along an axis.
//!
//! All inputs have one rank and, but for the axis, one shape; scalars are joined to a vector. Values move
//! unchanged. Where a uint8 input is quantized differently from the output its values are converted in
//! `f32`: `round(q × s + b) + zero_point`, ties away from zero, clamped
//! (`ConcatenationWithScaling`; see `band::rescale_table`). int8 inputs must be quantized as the output, int16
//! ones have zero point 0 and any scale, which is ignored. Fused activations are refused, as the reference does.
//!
//! Types: float32, float16, bfloat16, int8, uint8, int16, int32, uint32, int64, bool, int4.
//! Source: `tflite/kernels/concatenation.cc`, `internal/reference/concatenation.h`.

use super::support::axis;
use super::support::bands::{Part, bands, prepare_join};
use super::support::units::{one_of, same_quantization, same_type, whole_tensor};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::{ActivationFunctionType, BuiltinOptions};
use crate::plan::{Operand, Prepare};
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::reference::band::rescale_table;
use ferrolite_kernels::reference::lut::ByteTable;
use ferrolite_schema::BuiltinOperator;

const TYPES: [TensorType; 11] = [
    TensorType::Float32,
    TensorType::Float16,
    TensorType::BFloat16,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::UInt32,
    TensorType::Int64,
    TensorType::Bool,
    TensorType::Int4,
];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Concatenation, prepare)
    .versions(7)
    .operands(1..=usize::MAX, 1..=1)
    .types("float32, float16, bfloat16, int8, uint8, int16, int32, uint32, int64, bool, int4");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (axis, activation) = match ctx.options() {
        Some(BuiltinOptions::ConcatenationOptions(options)) => (options.axis, options.fused_activation_function),
        _ => (0, ActivationFunctionType::None),
    };
    ensure!(activation == ActivationFunctionType::None, BadOption, "fused activation {activation:?} must be None");
    let (first, output) = (ctx.input(0)?, ctx.output(0)?);
    one_of(&first, &TYPES)?;
    same_type(&first, &output)?;
    // Scalars are vectors of one element here.
    let scalars = first.rank() == 0 && axis == 0;
    let axis = axis::resolve(axis, if scalars { 1 } else { first.rank() })?;
    let mut extents = Vec::with_capacity(ctx.input_count());
    let mut tables = Vec::with_capacity(ctx.input_count());
    for position in 0..ctx.input_count() {
        let input = ctx.input(position)?;
        same_type(&first, &input)?;
        check_shape(&first, &input, axis)?;
        extents.push(input.shape.get(axis).copied().unwrap_or(1));
        tables.push(conversion(&input, &output)?);
    }
    let total = extents.iter().try_fold(0usize, |sum, &extent| sum.checked_add(extent));
    let total = total.ok_or_else(|| err!(LimitExceeded, "the sum of dimension {axis} is too large"))?;
    let mut shape = if scalars { vec![1] } else { first.shape.to_vec() };
    if let Some(extent) = shape.get_mut(axis) {
        *extent = total;
    }
    ctx.set_output_shape(0, &shape)?;
    // In range, since the whole output is.
    let outer = shape.iter().take(axis).product();
    let inner: usize = shape.iter().skip(axis + 1).product();
    let widths: Vec<usize> = extents.iter().map(|extent| extent * inner).collect();
    let parts = bands(outer, &widths)?.into_iter().zip(tables).map(|(band, table)| Part { band, table }).collect();
    prepare_join(ctx, parts, "concatenation_reference")
}

/// Refuses an input that differs from the first in rank, or in a dimension other than the axis.
fn check_shape(first: &Operand<'_>, input: &Operand<'_>, axis: usize) -> Result<()> {
    let same = first.shape.iter().zip(input.shape).enumerate().all(|(i, (a, b))| i == axis || a == b);
    ensure!(
        same && first.rank() == input.rank(),
        BadShape,
        "{first} and {input} must have the same shape but for dimension {axis}"
    );
    Ok(())
}

/// The table that converts an input's values, if its quantization differs and may.
fn conversion(input: &Operand<'_>, output: &Operand<'_>) -> Result<Option<Box<ByteTable>>> {
    let (from, to) = (whole_tensor(input), whole_tensor(output));
    match input.dtype {
        TensorType::Int8 => same_quantization(input, output)?,
        TensorType::Int16 => {
            let operand = if from.1 == 0 { output } else { input };
            ensure!(from.1 == 0 && to.1 == 0, BadQuantization, "{operand}: the zero point of int16 must be 0");
        }
        TensorType::UInt8 if from != to => {
            let (from, to) = (input.per_tensor()?, output.per_tensor()?);
            return Ok(rescale_table(from.0, from.1, to.0, to.1).map(Box::new));
        }
        _ => {}
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::ConcatenationOptions;
    use crate::plan::testing::OneOp;

    fn joined(axis: i32, activation: ActivationFunctionType) -> OneOp {
        let options = ConcatenationOptions { axis, fused_activation_function: activation };
        OneOp::new(BuiltinOperator::Concatenation).options(BuiltinOptions::ConcatenationOptions(Box::new(options)))
    }

    fn plain(axis: i32) -> OneOp {
        joined(axis, ActivationFunctionType::None)
    }

    #[test]
    fn rows_are_joined_side_by_side() {
        let op =
            plain(-1).input(TensorType::Int16, &[2, 1]).input(TensorType::Int16, &[2, 2]).output(TensorType::Int16);
        assert_eq!(op.run::<i16, i16>(&[&[1, 2], &[3, 4, 5, 6]]).unwrap(), [1, 3, 4, 2, 5, 6]);
        assert_eq!(op.shape(), [2, 3]);
    }

    #[test]
    fn nibbles_are_joined_across_bytes() {
        let op = plain(0).input(TensorType::Int4, &[3]).input(TensorType::Int4, &[2]).output(TensorType::Int4);
        assert_eq!(op.run::<u8, u8>(&[&[0x21, 0x03], &[0x54]]).unwrap(), [0x21, 0x43, 0x05]);
    }

    #[test]
    fn scalars_become_a_vector() {
        let op = plain(0).input(TensorType::Int32, &[]).input(TensorType::Int32, &[]).output(TensorType::Int32);
        assert_eq!(op.run::<i32, i32>(&[&[7], &[8]]).unwrap(), [7, 8]);
    }

    #[test]
    fn uint8_is_converted_to_the_scale_of_the_output() {
        let op = plain(0)
            .input(TensorType::UInt8, &[2])
            .quantized(1.0, 0)
            .input(TensorType::UInt8, &[2])
            .quantized(0.5, 10)
            .output(TensorType::UInt8)
            .quantized(1.0, 0);
        assert_eq!(op.run::<u8, u8>(&[&[1, 2], &[11, 30]]).unwrap(), [1, 2, 1, 10]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        use ErrorKind::{BadOption, BadQuantization, BadShape, BadType};
        let floats = |op: OneOp, shape: &[usize]| {
            op.input(TensorType::Float32, &[2, 3])
                .input(TensorType::Float32, shape)
                .output(TensorType::Float32)
                .refusal()
        };
        assert_eq!(floats(plain(2), &[2, 3]), BadOption);
        assert_eq!(floats(plain(-3), &[2, 3]), BadOption);
        assert_eq!(floats(joined(0, ActivationFunctionType::Relu), &[2, 3]), BadOption);
        assert_eq!(floats(plain(0), &[2, 4]), BadShape);
        assert_eq!(floats(plain(0), &[2, 3, 1]), BadShape);
        assert_eq!(floats(plain(0), &[usize::MAX, 3]), ErrorKind::LimitExceeded);
        let mixed = plain(0).input(TensorType::Int8, &[1]).input(TensorType::UInt8, &[1]).output(TensorType::Int8);
        assert_eq!(mixed.refusal(), BadType);
        let scaled = |dtype, zero_point| {
            plain(0).input(dtype, &[1]).quantized(1.0, zero_point).output(dtype).quantized(1.0, 0).refusal()
        };
        assert_eq!(scaled(TensorType::Int8, 1), BadQuantization);
        assert_eq!(scaled(TensorType::Int16, 1), BadQuantization);
        assert_eq!(scaled(TensorType::UInt8, 300), BadQuantization);
        assert_eq!(scaled(TensorType::Float64, 0), BadType);
    }
}
