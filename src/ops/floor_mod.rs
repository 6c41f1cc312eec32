//! FLOOR_MOD: the remainder of the quotient rounded towards minus infinity, broadcast; it has the divisor's sign.
//!
//! Types: int8, int16, int32, int64, float32. Version 2. Integers are taken as they are. An integer divisor of 0 is an error
//! while running; a float one gives NaN. Sources: `tflite/kernels/floor_mod.cc`, `internal/reference/floor_mod.h`.

use super::support::binary::{self, SameType};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::broadcast::BinaryFn;
use ferrolite_kernels::reference::numbers::{Integer, floor_mod_f32};

const TYPES: &str = "int8, int16, int32, int64, float32";

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::FloorMod, prepare)
    .versions(2)
    .operands(2..=2, 1..=1)
    .types(TYPES)
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    // The divisors are checked first, so they are not overwritten.
    let operands = binary::operands(ctx, false)?;
    macro_rules! integers {
        ($name:literal, $integer:ty) => {
            SameType::with_divisor($name, operands.broadcast, BinaryFn::new(<$integer>::floor_mod), 0)
        };
    }
    match operands.common_type()? {
        TensorType::Int8 => integers!("floor_mod_int8_reference", i8),
        TensorType::Int16 => integers!("floor_mod_int16_reference", i16),
        TensorType::Int32 => integers!("floor_mod_int32_reference", i32),
        TensorType::Int64 => integers!("floor_mod_int64_reference", i64),
        TensorType::Float32 => binary::same_type("floor_mod_float32_reference", operands.broadcast, floor_mod_f32),
        _ => Err(err!(BadType, "{}: must be {TYPES}", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::FloorMod).input(dtype, &[2]).input(dtype, &[2]).output(dtype)
    }

    #[test]
    fn remainders_have_the_divisors_sign() {
        assert_eq!(op(TensorType::Int64).run::<i64, i64>(&[&[-7, 7], &[3, -3]]).unwrap(), [2, -2]);
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[-7.5, 7.5], &[3.0, 3.0]]).unwrap(), [1.5, 1.5]);
        assert_eq!(op(TensorType::UInt8).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn zero_divisors_are_errors_among_integers() {
        assert_eq!(op(TensorType::Int8).run::<i8, i8>(&[&[7, 7], &[1, 0]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert!(op(TensorType::Float32).run::<f32, f32>(&[&[7.0, 7.0], &[1.0, 0.0]]).unwrap()[1].is_nan());
    }
}
