//! BITWISE_XOR: the bits in which two integers differ, broadcast.
//!
//! Types: int8, uint8, int16, uint16, int32, uint32. Version 1. Source: `tflite/kernels/bitwise_xor.cc`.

use super::support::binary;
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

const TYPES: &str = "int8, uint8, int16, uint16, int32, uint32";

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::BitwiseXor, prepare)
    .operands(2..=2, 1..=1)
    .types(TYPES)
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    let broadcast = operands.broadcast.clone();
    match operands.common_type()? {
        TensorType::Int8 | TensorType::UInt8 => binary::same_type("bitwise_xor_reference", broadcast, |a: u8, b| a ^ b),
        TensorType::Int16 | TensorType::UInt16 => {
            binary::same_type("bitwise_xor_reference", broadcast, |a: u16, b| a ^ b)
        }
        TensorType::Int32 | TensorType::UInt32 => {
            binary::same_type("bitwise_xor_reference", broadcast, |a: u32, b| a ^ b)
        }
        _ => Err(err!(BadType, "{}: must be {TYPES}", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn equal_bits_vanish() {
        let op = |dtype| OneOp::new(BuiltinOperator::BitwiseXor).input(dtype, &[2]).input(dtype, &[1]).output(dtype);
        assert_eq!(op(TensorType::Int8).run::<i8, i8>(&[&[-1, 5], &[4]]).unwrap(), [-5, 1]);
        assert_eq!(op(TensorType::UInt16).run::<u16, u16>(&[&[0xFFFF, 5], &[5]]).unwrap(), [0xFFFA, 0]);
        assert_eq!(op(TensorType::UInt32).run::<u32, u32>(&[&[1 << 31, 5], &[5]]).unwrap(), [(1 << 31) + 5, 0]);
        assert_eq!(op(TensorType::Int64).refusal(), ErrorKind::BadType);
    }
}
