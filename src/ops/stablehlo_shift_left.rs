//! STABLEHLO_SHIFT_LEFT: `left << right`, of equal shapes or broadcast.
//!
//! Computed in int32 with the low 5 bits of the right operand, then cut to the type, as the reference's C++ does on
//! the machines that it runs on. LiteRT's `BUILTIN_REF` lacks it; `BUILTIN_WITHOUT_DEFAULT_DELEGATES` has it.
//!
//! Types: int8, int16, int32. Source: `tflite/kernels/stablehlo_shift_left.cc`.

use super::support::binary::{self, SameType};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::plan::Prepare;
use core::marker::PhantomData;
use ferrolite_kernels::broadcast::Binary;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::StablehloShiftLeft, prepare).operands(2..=2, 1..=1).types("int8, int16, int32");

struct ShiftLeft<T>(PhantomData<T>);

macro_rules! shifts {
    ($($integer:ty),*) => {$(
        impl Binary for ShiftLeft<$integer> {
            type Left = $integer;
            type Right = $integer;
            type Out = $integer;

            #[inline]
            fn apply(&self, left: $integer, right: $integer) -> $integer {
                // `wrapping_shl` takes the low 5 bits; the cast cuts to the type.
                i32::from(left).wrapping_shl(i32::from(right).cast_unsigned()) as $integer
            }
        }
    )*};
}

shifts!(i8, i16, i32);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    let (dtype, left, broadcast) = (operands.common_type()?, operands.left, operands.broadcast);
    match dtype {
        TensorType::Int8 => SameType::prepared("shift_left_int8_reference", broadcast, ShiftLeft::<i8>(PhantomData)),
        TensorType::Int16 => SameType::prepared("shift_left_int16_reference", broadcast, ShiftLeft::<i16>(PhantomData)),
        TensorType::Int32 => SameType::prepared("shift_left_int32_reference", broadcast, ShiftLeft::<i32>(PhantomData)),
        _ => Err(err!(BadType, "{left}: must be int8, int16 or int32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::OneOp;

    #[test]
    fn bits_beyond_the_type_are_lost() {
        let op = OneOp::new(BuiltinOperator::StablehloShiftLeft).input(TensorType::Int8, &[3]);
        let op = op.constant(TensorType::Int8, &[3], &[1i8, 7, 8]).output(TensorType::Int8);
        assert_eq!(op.run::<i8, i8>(&[&[-3, 1, 1]]).unwrap(), [-6, -128, 0]);
    }
}
