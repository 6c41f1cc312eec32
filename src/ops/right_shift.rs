//! RIGHT_SHIFT: integers shifted right, signed ones with their sign, broadcast.
//!
//! Types: int8, uint8, int16, uint16, int32, uint32. Version 1. Amounts are cut to 0 and the bits of the type less one.
//! Source: `tflite/kernels/right_shift.cc`.

use super::support::binary;
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::numbers::Integer;

const TYPES: &str = "int8, uint8, int16, uint16, int32, uint32";

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::RightShift, prepare)
    .operands(2..=2, 1..=1)
    .types(TYPES)
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    macro_rules! shift {
        ($name:literal, $integer:ty) => {
            binary::same_type($name, operands.broadcast, <$integer>::shift_right)
        };
    }
    match operands.common_type()? {
        TensorType::Int8 => shift!("right_shift_int8_reference", i8),
        TensorType::UInt8 => shift!("right_shift_uint8_reference", u8),
        TensorType::Int16 => shift!("right_shift_int16_reference", i16),
        TensorType::UInt16 => shift!("right_shift_uint16_reference", u16),
        TensorType::Int32 => shift!("right_shift_int32_reference", i32),
        TensorType::UInt32 => shift!("right_shift_uint32_reference", u32),
        _ => Err(err!(BadType, "{}: must be {TYPES}", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn signs_stay_and_amounts_are_cut() {
        let op = |dtype| OneOp::new(BuiltinOperator::RightShift).input(dtype, &[2]).input(dtype, &[2]).output(dtype);
        assert_eq!(op(TensorType::Int8).run::<i8, i8>(&[&[-8, 8], &[1, -1]]).unwrap(), [-4, 8]);
        assert_eq!(op(TensorType::UInt16).run::<u16, u16>(&[&[0x8000, 8], &[99, 2]]).unwrap(), [1, 2]);
        assert_eq!(op(TensorType::Int64).refusal(), ErrorKind::BadType);
    }
}
