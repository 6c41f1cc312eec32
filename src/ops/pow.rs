//! POW: the first operand to the power of the second, broadcast.
//!
//! Types: int32, float32. Version 1. int32 is computed in float64, and a power that does not fit is the least number; a
//! negative exponent is an error while running. One exponent for all elements, a whole number above 0, multiplies instead:
//! int32 then wraps, and float32 stays finite. Sources: `tflite/kernels/pow.cc`, `internal/optimized/optimized_ops.h`
//! (`BroadcastPow4D`).

use super::support::binary::{self, SameType};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::broadcast::BinaryFn;
use ferrolite_kernels::math;
use ferrolite_kernels::reference::numbers::{power_i32, power_of_one_exponent};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Pow, prepare)
    .operands(2..=2, 1..=1)
    .types("int32, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    // The exponents are checked first, so they are not overwritten.
    let operands = binary::operands(ctx, false)?;
    let one_exponent = operands.right.elements() == 1 && operands.left.shape != operands.right.shape;
    let (dtype, broadcast) = (operands.common_type()?, operands.broadcast);
    match (dtype, one_exponent) {
        (TensorType::Float32, false) => binary::same_type("pow_float32_reference", broadcast, math::pow),
        (TensorType::Float32, true) => binary::same_type("pow_float32_reference", broadcast, power_of_one_exponent),
        (TensorType::Int32, false) => {
            SameType::with_least("pow_int32_reference", broadcast, BinaryFn::new(power_i32), 0)
        }
        (TensorType::Int32, true) => {
            let power = |base: i32, exponent: i32| base.wrapping_pow(exponent.cast_unsigned());
            SameType::with_least("pow_int32_reference", broadcast, BinaryFn::new(power), 0)
        }
        _ => Err(err!(BadType, "{}: must be int32 or float32", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn pow(dtype: TensorType, exponents: &[usize]) -> OneOp {
        OneOp::new(BuiltinOperator::Pow).input(dtype, &[2]).input(dtype, exponents).output(dtype)
    }

    #[test]
    fn one_exponent_for_all_wraps_and_several_do_not() {
        let op = pow(TensorType::Int32, &[1]);
        assert_eq!(op.run::<i32, i32>(&[&[3, 1 << 16], &[2]]).unwrap(), [9, 0]);
        let op = pow(TensorType::Int32, &[2]);
        assert_eq!(op.run::<i32, i32>(&[&[3, 1 << 16], &[0, 2]]).unwrap(), [1, i32::MIN]);
        let op = pow(TensorType::Float32, &[2]);
        assert_eq!(op.run::<f32, f32>(&[&[4.0, 2.0], &[0.5, -1.0]]).unwrap(), [2.0, 0.5]);
    }

    #[test]
    fn negative_exponents_need_floats() {
        let op = pow(TensorType::Int32, &[2]);
        assert_eq!(op.run::<i32, i32>(&[&[3, 3], &[2, -1]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(pow(TensorType::Int64, &[2]).refusal(), ErrorKind::BadType);
        assert_eq!(pow(TensorType::Int32, &[3]).refusal(), ErrorKind::BadShape);
    }
}
