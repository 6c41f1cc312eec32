//! FLOOR: the greatest integer that is not above the element.
//!
//! Types: float32, float16, bfloat16; exact. Version 1. Source: `tflite/kernels/floor.cc`,
//! `internal/reference/floor.h`.

use super::support::unary::{self, mapped, vectorized};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::half::{BFloat16, Float16, HalfFormat};
use ferrolite_kernels::math;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Floor, prepare).types("float16, bfloat16, float32").output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "floor_float32", math::floor),
        TensorType::Float16 => mapped("floor_float16_reference", |x| Float16::narrow(math::floor(Float16::widen(x)))),
        TensorType::BFloat16 => {
            mapped("floor_bfloat16_reference", |x| BFloat16::narrow(math::floor(BFloat16::widen(x))))
        }
        _ => Err(err!(BadType, "{input}: must be float16, bfloat16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn it_goes_down() {
        let op = OneOp::new(BuiltinOperator::Floor).input(TensorType::Float32, &[3]).output(TensorType::Float32);
        assert_eq!(op.run::<f32, f32>(&[&[1.5, -1.5, -0.0]]).unwrap(), [1.0, -2.0, -0.0]);
        let op = OneOp::new(BuiltinOperator::Floor).input(TensorType::Float16, &[1]).output(TensorType::Float16);
        assert_eq!(op.run::<u16, u16>(&[&[0xBE00]]).unwrap(), [0xC000]);
        let op = OneOp::new(BuiltinOperator::Floor).input(TensorType::Int8, &[1]).output(TensorType::Int8);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
