//! FLOOR_DIV: the quotient, rounded towards minus infinity, broadcast.
//!
//! Types: int8, int16, int32, float32. Version 3. Integers are taken as they are and wrap; floats are divided in float64. A
//! divisor of 0 is an error while running, for floats too. Sources: `tflite/kernels/floor_div.cc`,
//! `internal/reference/floor_div.h`.

use super::support::binary::{self, SameType};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::broadcast::BinaryFn;
use ferrolite_kernels::reference::numbers::{Integer, floor_div_f32};

const TYPES: &str = "int8, int16, int32, float32";

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::FloorDiv, prepare)
    .versions(3)
    .operands(2..=2, 1..=1)
    .types(TYPES)
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    // The divisors are checked first, so they are not overwritten.
    let operands = binary::operands(ctx, false)?;
    macro_rules! integers {
        ($name:literal, $integer:ty) => {
            SameType::with_divisor($name, operands.broadcast, BinaryFn::new(<$integer>::floor_div), 0)
        };
    }
    match operands.common_type()? {
        TensorType::Int8 => integers!("floor_div_int8_reference", i8),
        TensorType::Int16 => integers!("floor_div_int16_reference", i16),
        TensorType::Int32 => integers!("floor_div_int32_reference", i32),
        TensorType::Float32 => {
            let quotient = BinaryFn::new(floor_div_f32);
            SameType::with_divisor("floor_div_float32_reference", operands.broadcast, quotient, 0.0)
        }
        _ => Err(err!(BadType, "{}: must be {TYPES}", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::FloorDiv).input(dtype, &[2]).input(dtype, &[2]).output(dtype)
    }

    #[test]
    fn quotients_go_down() {
        assert_eq!(op(TensorType::Int8).run::<i8, i8>(&[&[-7, i8::MIN], &[2, -1]]).unwrap(), [-4, i8::MIN]);
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[-7.0, 7.5], &[2.0, 2.0]]).unwrap(), [-4.0, 3.0]);
        assert_eq!(op(TensorType::Int64).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn zero_divisors_are_errors() {
        assert_eq!(op(TensorType::Int16).run::<i16, i16>(&[&[7, 7], &[1, 0]]).unwrap_err().kind(), ErrorKind::BadValue);
        let floats = op(TensorType::Float32).run::<f32, f32>(&[&[7.0, 7.0], &[1.0, -0.0]]);
        assert_eq!(floats.unwrap_err().kind(), ErrorKind::BadValue);
    }
}
