//! NEG: the number with the other sign.
//!
//! Types: int8, int16, int32, int64, float16, bfloat16, float32. Version 1. Integers wrap and are not taken for
//! quantized ones; floats have their sign bit turned. Sources: `tflite/kernels/neg.cc`, `internal/reference/neg.h`.

use super::OutputType;
use super::support::unary::{self, mapped, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

const TYPES: &str = "int8, int16, int32, int64, float16, bfloat16, float32";

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Neg, prepare).types(TYPES).output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Int8 => mapped("neg_int8_reference", i8::wrapping_neg),
        TensorType::Int16 => mapped("neg_int16_reference", i16::wrapping_neg),
        TensorType::Int32 => mapped("neg_int32_reference", i32::wrapping_neg),
        TensorType::Int64 => mapped("neg_int64_reference", i64::wrapping_neg),
        TensorType::Float32 => vectorized::<f32>(ctx.isa(), "neg_float32", |x| -x),
        TensorType::Float16 | TensorType::BFloat16 => mapped::<u16>("neg_half_reference", |bits| bits ^ 0x8000),
        _ => Err(err!(BadType, "{input}: must be {TYPES}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn neg(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Neg).input(dtype, &[2]).output(dtype)
    }

    #[test]
    fn signs_turn_and_the_least_integer_stays() {
        assert_eq!(neg(TensorType::Int8).run::<i8, i8>(&[&[5, i8::MIN]]).unwrap(), [-5, i8::MIN]);
        assert_eq!(neg(TensorType::Int64).run::<i64, i64>(&[&[-5, 1 << 40]]).unwrap(), [5, -(1 << 40)]);
        assert_eq!(neg(TensorType::Float16).run::<u16, u16>(&[&[0x3C00, 0x8000]]).unwrap(), [0xBC00, 0]);
        assert!(neg(TensorType::Float32).run::<f32, f32>(&[&[0.0, 1.0]]).unwrap()[0].is_sign_negative());
        assert_eq!(neg(TensorType::UInt8).refusal(), ErrorKind::BadType);
    }
}
