//! EXP: `e^x`.
//!
//! Types: int8, int16, float32. Version 2. int8: a table computed in float32, ties away from zero; int16: linear
//! interpolation in a table computed in float32, symmetric. Source: `tflite/kernels/exp.cc`, `internal/common.h`.

use super::OutputType;
use super::support::binary::symmetric;
use super::support::unary::{self, tabulated_byte, tabulated_i16, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::{float_functions, math};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Exp, prepare)
    .versions(2)
    .types("int8, int16, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "exp_float32", float_functions::exp),
        TensorType::Int8 => tabulated_byte::<i8>(ctx.isa(), "exp_int8", (&input, &output), math::exp),
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            tabulated_i16("exp_int16_reference", (&input, &output), math::exp)
        }
        _ => Err(err!(BadType, "{input}: must be int8, int16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn exp(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Exp).input(dtype, &[3])
    }

    #[test]
    fn powers_of_e() {
        let op = exp(TensorType::Int8).quantized(1.0, 0).output(TensorType::Int8).quantized(0.1, -128);
        assert_eq!(op.run::<i8, i8>(&[&[0, 1, 127]]).unwrap(), [-118, -101, 127]);
        let op = exp(TensorType::Int16).quantized(0.0001, 0).output(TensorType::Int16).quantized(0.001, 0);
        assert_eq!(op.run::<i16, i16>(&[&[0, 10_000, -10_000]]).unwrap(), [1000, 2718, 368]);
    }

    #[test]
    fn int16_is_symmetric_and_other_types_are_refused() {
        let op = exp(TensorType::Int16).quantized(0.1, 0).output(TensorType::Int16).quantized(0.1, 3);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        assert_eq!(exp(TensorType::Int8).output(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
        assert_eq!(exp(TensorType::UInt8).output(TensorType::UInt8).refusal(), ErrorKind::BadType);
    }
}
