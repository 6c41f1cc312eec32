//! MINIMUM and MAXIMUM: the lesser or the greater of two elements, broadcast.
//!
//! Types: int8, uint8, int16, int32, int64, float16, bfloat16, float32. Version 4. Quantized values are compared as
//! they are: inputs and output are taken to have one scale. Next to a NaN the second operand is the result. Source:
//! `tflite/kernels/maximum_minimum.cc`.

use super::support::binary::{self, SameType};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::half::{BFloat16, Float16};
use ferrolite_kernels::reference::arithmetic::{Extremum, ExtremumHalf};

const TYPES: &str = "int8, uint8, int16, int32, int64, float16, bfloat16, float32";

pub(super) const MINIMUM: OpDef = OpDef::new(BuiltinOperator::Minimum, minimum)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types(TYPES)
    .output_type(OutputType::FirstInput);

pub(super) const MAXIMUM: OpDef = OpDef::new(BuiltinOperator::Maximum, maximum)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types(TYPES)
    .output_type(OutputType::FirstInput);

fn minimum(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare::<false>(ctx, "minimum_reference")
}

fn maximum(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare::<true>(ctx, "maximum_reference")
}

fn prepare<const GREATER: bool>(ctx: &mut Prepare<'_>, name: &'static str) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    macro_rules! extremum {
        ($number:ty) => {
            binary::vectorized(operands.isa, name, operands.broadcast, Extremum::<$number, GREATER>::new())
        };
    }
    match operands.common_type()? {
        TensorType::Int8 => extremum!(i8),
        TensorType::UInt8 => extremum!(u8),
        TensorType::Int16 => extremum!(i16),
        TensorType::Int32 => extremum!(i32),
        TensorType::Int64 => extremum!(i64),
        TensorType::Float32 => extremum!(f32),
        TensorType::Float16 => SameType::prepared(name, operands.broadcast, ExtremumHalf::<Float16, GREATER>::new()),
        TensorType::BFloat16 => SameType::prepared(name, operands.broadcast, ExtremumHalf::<BFloat16, GREATER>::new()),
        _ => Err(err!(BadType, "{}: must be {TYPES}", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(code: BuiltinOperator, dtype: TensorType) -> OneOp {
        OneOp::new(code).input(dtype, &[2]).input(dtype, &[1]).output(dtype)
    }

    #[test]
    fn elements_are_compared_as_they_are() {
        let (min, max) = (BuiltinOperator::Minimum, BuiltinOperator::Maximum);
        assert_eq!(op(min, TensorType::Int8).run::<i8, i8>(&[&[-3, 5], &[1]]).unwrap(), [-3, 1]);
        assert_eq!(op(max, TensorType::Int64).run::<i64, i64>(&[&[-3, 5], &[1]]).unwrap(), [1, 5]);
        let halves = op(max, TensorType::Float16).run::<u16, u16>(&[&[0xBC00, 0x4000], &[0x3C00]]).unwrap();
        assert_eq!(halves, [0x3C00, 0x4000]);
    }

    #[test]
    fn empty_operands_and_other_types() {
        let op = |dtype| OneOp::new(BuiltinOperator::Maximum).input(dtype, &[0]).input(dtype, &[1]).output(dtype);
        assert!(op(TensorType::Float32).run::<f32, f32>(&[&[], &[1.0]]).unwrap().is_empty());
        assert_eq!(op(TensorType::Bool).refusal(), ErrorKind::BadType);
        let op = OneOp::new(BuiltinOperator::Minimum).input(TensorType::Int8, &[0]).input(TensorType::Int8, &[5]);
        assert_eq!(op.output(TensorType::Int8).refusal(), ErrorKind::BadShape);
    }
}
