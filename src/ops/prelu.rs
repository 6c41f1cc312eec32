//! PRELU: `x` where it is not negative, `alpha · x` elsewhere; alpha is broadcast to the input's shape.
//!
//! Types: int8, uint8, int16 with alpha of int8 or int16, float32. Version 1. Rounding: rule **D**, one multiplier for
//! each sign; their real values are computed in float32. LiteRT reads the alpha of int16 inputs as int8 whatever its
//! type; here it has its own. Sources: `tflite/kernels/activations.cc`, `internal/reference/prelu.h`.

use super::support::binary::{self, MixedTypes, bad_scales};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::binary::{FloatPrelu, QuantizedPrelu};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Prelu, prepare)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let operands = binary::operands(ctx, false)?;
    let (input, alpha) = (operands.left, operands.right);
    ensure!(
        operands.broadcast.shape() == input.shape,
        BadShape,
        "{alpha}: must broadcast to the input's shape {:?}",
        input.shape
    );
    ensure!(
        operands.output.dtype == input.dtype,
        BadType,
        "{}: must have the input's type {}",
        operands.output,
        input.dtype
    );
    macro_rules! quantized {
        ($name:literal, $integer:ty) => {{
            let [input, alpha, output] = operands.affine()?;
            let prelu = QuantizedPrelu::<$integer, $integer>::new(input, alpha, output).ok_or_else(bad_scales)?;
            binary::vectorized(operands.isa, $name, operands.broadcast, prelu)
        }};
    }
    match (input.dtype, alpha.dtype) {
        (TensorType::Int8, TensorType::Int8) => quantized!("prelu_int8", i8),
        (TensorType::UInt8, TensorType::UInt8) => quantized!("prelu_uint8", u8),
        (TensorType::Int16, TensorType::Int16) => quantized!("prelu_int16", i16),
        (TensorType::Int16, TensorType::Int8) => {
            let [input, alpha, output] = operands.affine()?;
            let function = QuantizedPrelu::<i16, i8>::new(input, alpha, output).ok_or_else(bad_scales)?;
            let (isa, broadcast) = (operands.isa, operands.broadcast);
            Prepared::kernel("prelu_int16_int8_reference", MixedTypes { isa, broadcast, function })
        }
        (TensorType::Float32, TensorType::Float32) => {
            binary::vectorized(operands.isa, "prelu_float32", operands.broadcast, FloatPrelu)
        }
        _ => Err(err!(BadType, "{input} with {alpha}: must both be int8, uint8, int16 or float32, or int16 with int8")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn prelu(input: &[usize], alpha: &[usize]) -> OneOp {
        let dtype = TensorType::Float32;
        OneOp::new(BuiltinOperator::Prelu).input(dtype, input).input(dtype, alpha).output(dtype)
    }

    #[test]
    fn alpha_is_broadcast_to_the_input() {
        let values = prelu(&[2, 2], &[2]).run::<f32, f32>(&[&[1.0, -1.0, -2.0, -0.0], &[0.5, 2.0]]).unwrap();
        assert_eq!(values, [1.0, -2.0, -1.0, 0.0]);
        assert_eq!(prelu(&[2], &[2, 2]).refusal(), ErrorKind::BadShape);
        assert_eq!(prelu(&[2], &[3]).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn int16_takes_alpha_of_its_own_type() {
        for dtype in [TensorType::Int8, TensorType::Int16] {
            let op = OneOp::new(BuiltinOperator::Prelu).input(TensorType::Int16, &[2]).quantized(0.5, 0);
            let op = match dtype {
                TensorType::Int8 => op.constant(dtype, &[1], &[2i8]),
                _ => op.constant(dtype, &[1], &[2i16]),
            };
            let op = op.quantized(0.25, 0).output(TensorType::Int16).quantized(0.5, 0);
            assert_eq!(op.run::<i16, i16>(&[&[100, -100]]).unwrap(), [100, -50]);
        }
    }

    #[test]
    fn types_must_fit() {
        let op = OneOp::new(BuiltinOperator::Prelu).input(TensorType::Float32, &[1]).input(TensorType::Int8, &[1]);
        assert_eq!(op.output(TensorType::Float32).refusal(), ErrorKind::BadType);
        let op = OneOp::new(BuiltinOperator::Prelu).input(TensorType::Float32, &[1]).input(TensorType::Float32, &[1]);
        assert_eq!(op.output(TensorType::Int8).refusal(), ErrorKind::BadType);
    }
}
