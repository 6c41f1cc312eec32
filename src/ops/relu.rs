//! RELU, RELU6, RELU_N1_TO_1 and RELU_0_TO_1 as operators of their own: the input clamped to [0, ∞), [0, 6], [−1, 1]
//! or [0, 1].
//!
//! Types: int8, uint8, float32, and int16 for RELU and RELU6 (the other two take it here as well). Versions 3 and 1.
//! Rounding: rule **D** from the input's scale to the output's, the ratio computed in float32; then the clamp, whose
//! bounds are `round(bound / scale)`. NaN stays NaN. Source: `tflite/kernels/activations.cc`.

use super::support::binary::{affine, bad_scales, symmetric};
use super::support::unary::{self, table, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::ClampRange;
use ferrolite_kernels::reference::activation::{Requantize, clamp_f32, relu_range};
use ferrolite_kernels::reference::lut::ByteTable;

const TYPES: &str = "int8, uint8, int16, float32";

pub(super) const RELU: OpDef = OpDef::new(BuiltinOperator::Relu, relu).versions(3).types(TYPES);
pub(super) const RELU6: OpDef = OpDef::new(BuiltinOperator::Relu6, relu6).versions(3).types(TYPES);
pub(super) const RELU_N1_TO_1: OpDef = OpDef::new(BuiltinOperator::ReluN1To1, relu_n1_to_1).types(TYPES);
pub(super) const RELU_0_TO_1: OpDef = OpDef::new(BuiltinOperator::Relu0To1, relu_0_to_1).types(TYPES);

fn relu(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, "relu_reference", 0.0, None)
}

fn relu6(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, "relu6_reference", 0.0, Some(6.0))
}

fn relu_n1_to_1(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, "relu_n1_to_1_reference", -1.0, Some(1.0))
}

fn relu_0_to_1(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, "relu_0_to_1_reference", 0.0, Some(1.0))
}

fn prepare(ctx: &mut Prepare<'_>, name: &'static str, low: f32, high: Option<f32>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    let requantize = |of_type: ClampRange| -> Result<Requantize> {
        let (from, to) = (affine(&input)?, affine(&output)?);
        Requantize::with_f32_ratio(from, to, relu_range(low, high, to, of_type)).ok_or_else(bad_scales)
    };
    match input.dtype {
        TensorType::Int8 => {
            let function = requantize(ClampRange::I8)?;
            table(ctx.isa(), name, ByteTable::of_integers::<i8, i8>(|q| function.apply(q)))
        }
        TensorType::UInt8 => {
            let function = requantize(ClampRange::U8)?;
            table(ctx.isa(), name, ByteTable::of_integers::<u8, u8>(|q| function.apply(q)))
        }
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            let function = requantize(ClampRange::I16)?;
            vectorized::<i16>(ctx.isa(), name, move |q| function.convert(q))
        }
        TensorType::Float32 => {
            let high = high.unwrap_or(f32::INFINITY);
            vectorized::<f32>(ctx.isa(), name, move |x| clamp_f32(x, low, high))
        }
        _ => Err(err!(BadType, "{input}: must be {TYPES}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn float(code: BuiltinOperator) -> OneOp {
        OneOp::new(code).input(TensorType::Float32, &[4]).output(TensorType::Float32)
    }

    #[test]
    fn each_has_its_bounds() {
        let run = |code| float(code).run::<f32, f32>(&[&[-2.0, 0.5, 3.0, 9.0]]).unwrap();
        assert_eq!(run(BuiltinOperator::Relu), [0.0, 0.5, 3.0, 9.0]);
        assert_eq!(run(BuiltinOperator::Relu6), [0.0, 0.5, 3.0, 6.0]);
        assert_eq!(run(BuiltinOperator::ReluN1To1), [-1.0, 0.5, 1.0, 1.0]);
        assert_eq!(run(BuiltinOperator::Relu0To1), [0.0, 0.5, 1.0, 1.0]);
    }

    #[test]
    fn quantized_values_change_their_scale() {
        let op = OneOp::new(BuiltinOperator::Relu6).input(TensorType::Int8, &[3]).quantized(0.5, 10);
        let op = op.output(TensorType::Int8).quantized(0.25, -20);
        assert_eq!(op.run::<i8, i8>(&[&[0, 14, 127]]).unwrap(), [-20, -12, 4]);
    }

    #[test]
    fn quantization_is_checked() {
        let op = OneOp::new(BuiltinOperator::Relu).input(TensorType::Int8, &[1]).output(TensorType::Int8);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        let op = OneOp::new(BuiltinOperator::Relu).input(TensorType::Int16, &[1]).quantized(1.0, 1);
        assert_eq!(op.output(TensorType::Int16).quantized(1.0, 0).refusal(), ErrorKind::BadQuantization);
        let op = OneOp::new(BuiltinOperator::Relu).input(TensorType::Int8, &[1]).quantized(1e30, 1);
        assert_eq!(op.output(TensorType::Int8).quantized(1e-30, 0).refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn types_are_checked() {
        let op = OneOp::new(BuiltinOperator::Relu).input(TensorType::Float32, &[1]).output(TensorType::Int8);
        assert_eq!(op.refusal(), ErrorKind::BadType);
        let op = OneOp::new(BuiltinOperator::Relu).input(TensorType::Int32, &[1]).output(TensorType::Int32);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
