//! PAD and PADV2: a frame of one value around a tensor.
//!
//! Operands: the tensor; paddings `[rank, 2]` (in front, behind) of int8, int16, int32, int64 or bool, which
//! may come from the graph; for PADV2 the value (PAD takes it too). Without a value the frame is 0, which for
//! quantized int8, int16 and for uint8 is the output's zero point. Values move unchanged, nothing is rounded.
//!
//! Types: float32, float16, bfloat16, int8, uint8, int16, int32, int64, bool. Rank 0 to 8 (the reference: 5).
//! Source: `tflite/kernels/pad.cc`, `internal/reference/pad.h`.

use super::support::units::{Unit, one_of, same_quantization, same_type, whole_tensor, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::pad::pad;
use ferrolite_kernels::reference::pad::{Pad, PadDimension};
use ferrolite_schema::BuiltinOperator;

/// The types that can be padded.
const TYPES: [TensorType; 9] = [
    TensorType::Float32,
    TensorType::Float16,
    TensorType::BFloat16,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::Int64,
    TensorType::Bool,
];

const LISTED: &str = "float32, float16, bfloat16, int8, uint8, int16, int32, int64, bool";

pub(super) const PAD: OpDef =
    OpDef::new(BuiltinOperator::Pad, prepare).versions(6).operands(2..=3, 1..=1).types(LISTED);

pub(super) const PADV2: OpDef =
    OpDef::new(BuiltinOperator::Padv2, prepare).versions(6).operands(2..=3, 1..=1).types(LISTED);

/// What stands in the frame.
enum Value {
    /// Known: the bytes of one element, the rest 0.
    Known([u8; 8]),
    /// The one element of input 2.
    Operand,
}

struct Framed {
    plan: Pad,
    unit: Unit,
    value: Value,
    isa: Isa,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    one_of(&input, &TYPES)?;
    same_type(&input, &output)?;
    let value = frame_value(ctx, &input, &output)?;
    let dimensions = paddings(ctx, &input)?;
    let too_large = || err!(LimitExceeded, "{input}: is too large when padded");
    let shape: Vec<usize> = dimensions.iter().map(|d| d.padded()).collect::<Option<_>>().ok_or_else(too_large)?;
    ctx.set_output_shape(0, &shape)?;
    let plan = Pad::new(&dimensions).ok_or_else(too_large)?;
    Prepared::kernel("pad", Framed { plan, unit: Unit::of(&input)?, value, isa: ctx.isa() })
}

/// The paddings of each dimension, checked.
pub(super) fn paddings(ctx: &mut Prepare<'_>, input: &Operand<'_>) -> Result<Vec<PadDimension>> {
    let operand = ctx.input(1)?;
    ensure!(
        operand.shape == [input.rank(), 2],
        BadShape,
        "{operand}: paddings of a tensor of {rank} dimensions must have the shape [{rank}, 2]",
        rank = input.rank()
    );
    let values: Vec<i64> = match operand.dtype {
        TensorType::Int8 => ctx.value::<i8>(1)?.into_iter().map(i64::from).collect(),
        TensorType::Bool => ctx.value::<u8>(1)?.into_iter().map(i64::from).collect(),
        _ => ctx.index_values(1)?,
    };
    let padding = |value: &i64| {
        // Wider paddings would exceed every limit; the reference refuses them too.
        let in_range = i32::try_from(*value).ok().and_then(|value| usize::try_from(value).ok());
        in_range.ok_or_else(|| err!(BadValue, "{operand}: padding {value} must be in 0..2^31"))
    };
    let pairs = values.chunks_exact(2).zip(input.shape);
    pairs
        .map(|(pair, &extent)| match pair {
            [before, after] => Ok(PadDimension { before: padding(before)?, extent, after: padding(after)? }),
            _ => Err(err!(Internal, "paddings do not come in pairs")),
        })
        .collect()
}

/// The value of the frame.
fn frame_value(ctx: &Prepare<'_>, input: &Operand<'_>, output: &Operand<'_>) -> Result<Value> {
    let quantized = match input.dtype {
        TensorType::UInt8 => true,
        TensorType::Int8 | TensorType::Int16 => input.quantization.is_some_and(|q| !q.scales.is_empty()),
        _ => false,
    };
    if let Some(value) = ctx.optional_input(2)? {
        same_type(input, &value)?;
        ensure!(value.elements() == 1, BadShape, "{value}: the value of the frame must be one element");
        if quantized {
            same_quantization(output, &value)?;
        }
        return Ok(Value::Operand);
    }
    let zero = if quantized { whole_tensor(output).1 } else { 0 };
    let in_range = match input.dtype {
        TensorType::Int8 => i8::try_from(zero).is_ok(),
        TensorType::UInt8 => u8::try_from(zero).is_ok(),
        _ => i16::try_from(zero).is_ok(),
    };
    ensure!(in_range, BadQuantization, "{output}: zero point {zero} is not a value of the type");
    // The low bytes of a two's complement number are the number in fewer bytes, if it fits.
    let mut bytes = [0; 8];
    match input.dtype {
        TensorType::Int8 | TensorType::UInt8 => bytes[0] = zero.to_le_bytes()[0],
        TensorType::Int16 => bytes[..2].copy_from_slice(&(zero as i16).to_ne_bytes()),
        _ => {}
    }
    Ok(Value::Known(bytes))
}

impl Kernel for Framed {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        with_unit!(self.unit, T => {
            let value: T = match &self.value {
                Value::Known(bytes) => bytes.first_chunk().copied(),
                Value::Operand => inputs.get::<T>(2)?.first().copied(),
            }
            .ok_or_else(|| err!(Internal, "the value of the frame is missing"))?;
            pad((self.isa, workers), &self.plan, inputs.get(0)?, value, outputs.get(0)?);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn padded(dtype: TensorType, paddings: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::Pad)
            .input(dtype, &[1, 2])
            .constant(TensorType::Int32, &[2, 2], paddings)
            .output(dtype)
    }

    #[test]
    fn the_frame_is_the_zero_point_or_zero() {
        let op = padded(TensorType::Int8, &[0, 1, 1, 0]);
        assert_eq!(op.run::<i8, i8>(&[&[5, 6]]).unwrap(), [0, 5, 6, 0, 0, 0]);
        let quantized = OneOp::new(BuiltinOperator::Pad)
            .input(TensorType::Int8, &[2])
            .quantized(0.5, -7)
            .constant(TensorType::Int64, &[1, 2], &[1i64, 1])
            .output(TensorType::Int8)
            .quantized(0.5, -7);
        assert_eq!(quantized.run::<i8, i8>(&[&[5, 6]]).unwrap(), [-7, 5, 6, -7]);
        let paddings = [1i8, 0];
        let bytes = OneOp::new(BuiltinOperator::Pad)
            .input(TensorType::UInt8, &[2])
            .constant(TensorType::Int8, &[1, 2], &paddings)
            .output(TensorType::UInt8)
            .quantized(0.5, 200);
        assert_eq!(bytes.run::<u8, u8>(&[&[5, 6]]).unwrap(), [200, 5, 6]);
    }

    #[test]
    fn the_value_of_the_frame_may_come_from_the_graph() {
        let op = OneOp::new(BuiltinOperator::Padv2)
            .input(TensorType::Float32, &[1])
            .constant(TensorType::Int32, &[1, 2], &[1, 1])
            .input(TensorType::Float32, &[])
            .output(TensorType::Float32);
        assert_eq!(op.run::<f32, f32>(&[&[1.5], &[9.0]]).unwrap(), [9.0, 1.5, 9.0]);
    }

    #[test]
    fn the_value_may_be_absent_but_paddings_may_not() {
        let op = OneOp::new(BuiltinOperator::Padv2).input(TensorType::Bool, &[1]);
        let padded = op.constant(TensorType::Int32, &[1, 2], &[1, 0]).absent().output(TensorType::Bool);
        assert_eq!(padded.run::<u8, u8>(&[&[1]]).unwrap(), [0, 1]);
        let op = OneOp::new(BuiltinOperator::Pad).input(TensorType::Bool, &[1]).absent().output(TensorType::Bool);
        assert_eq!(op.refusal(), ErrorKind::BadOperand);
    }

    #[test]
    fn bad_paddings_are_refused() {
        assert_eq!(padded(TensorType::Float32, &[0, -1, 0, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(padded(TensorType::Float32, &[0, i32::MAX, 0, i32::MAX]).refusal(), ErrorKind::LimitExceeded);
        assert_eq!(padded(TensorType::Complex64, &[0; 4]).refusal(), ErrorKind::BadType);
        let wide = OneOp::new(BuiltinOperator::Pad)
            .input(TensorType::Int8, &[2])
            .constant(TensorType::Int64, &[1, 2], &[1i64 << 40, 0])
            .output(TensorType::Int8);
        assert_eq!(wide.refusal(), ErrorKind::BadValue);
        let misshapen = OneOp::new(BuiltinOperator::Pad)
            .input(TensorType::Int8, &[2])
            .constant(TensorType::Int32, &[2, 2], &[0; 4])
            .output(TensorType::Int8);
        assert_eq!(misshapen.refusal(), ErrorKind::BadShape);
        let other_type = OneOp::new(BuiltinOperator::Pad)
            .input(TensorType::Int8, &[2])
            .constant(TensorType::Int32, &[1, 2], &[0; 2])
            .output(TensorType::UInt8);
        assert_eq!(other_type.refusal(), ErrorKind::BadType);
    }

    #[test]
    fn bad_values_of_the_frame_are_refused() {
        let valued = |shape: &[usize], dtype, zero_point| {
            OneOp::new(BuiltinOperator::Padv2)
                .input(TensorType::Int8, &[2])
                .quantized(1.0, 3)
                .constant(TensorType::Int32, &[1, 2], &[1, 1])
                .input(dtype, shape)
                .quantized(1.0, zero_point)
                .output(TensorType::Int8)
                .quantized(1.0, 3)
        };
        assert_eq!(valued(&[2], TensorType::Int8, 3).refusal(), ErrorKind::BadShape);
        assert_eq!(valued(&[], TensorType::Int16, 3).refusal(), ErrorKind::BadType);
        assert_eq!(valued(&[], TensorType::Int8, 4).refusal(), ErrorKind::BadQuantization);
        let out_of_range = OneOp::new(BuiltinOperator::Pad)
            .input(TensorType::UInt8, &[2])
            .constant(TensorType::Int32, &[1, 2], &[1, 1])
            .output(TensorType::UInt8)
            .quantized(1.0, 300);
        assert_eq!(out_of_range.refusal(), ErrorKind::BadQuantization);
    }
}
