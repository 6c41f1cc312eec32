//! ATAN2: the angle of the point whose ordinate is the first operand and whose abscissa the second.
//!
//! Types: float16, bfloat16, float32, float64; 16-bit floats are computed in float32. Version 1; no broadcasting. Source:
//! `tflite/kernels/atan2.cc`.

use super::support::binary;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::half::{BFloat16, Float16, HalfFormat};
use ferrolite_kernels::math;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Atan2, prepare).operands(2..=2, 1..=1).types("float16, bfloat16, float32, float64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    operands.same_shape()?;
    match operands.common_type()? {
        TensorType::Float32 => binary::same_type("atan2_float32_reference", operands.broadcast, math::atan2),
        TensorType::Float64 => binary::same_type("atan2_float64_reference", operands.broadcast, math::atan2_f64),
        TensorType::Float16 => binary::same_type("atan2_float16_reference", operands.broadcast, half::<Float16>),
        TensorType::BFloat16 => binary::same_type("atan2_bfloat16_reference", operands.broadcast, half::<BFloat16>),
        _ => Err(err!(BadType, "{}: must be float16, bfloat16, float32 or float64", operands.left)),
    }
}

fn half<H: HalfFormat>(y: u16, x: u16) -> u16 {
    H::narrow(math::atan2(H::widen(y), H::widen(x)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType, shape: &[usize]) -> OneOp {
        OneOp::new(BuiltinOperator::Atan2).input(dtype, &[2]).input(dtype, shape).output(dtype)
    }

    #[test]
    fn angles_have_all_four_quadrants() {
        use core::f64::consts::{FRAC_PI_2, PI};
        let angles = op(TensorType::Float64, &[2]).run::<f64, f64>(&[&[1.0, 0.0], &[0.0, -1.0]]).unwrap();
        assert_eq!(angles, [FRAC_PI_2, PI]);
        let angles = op(TensorType::Float16, &[2]).run::<u16, u16>(&[&[0x3C00, 0], &[0, 0x3C00]]).unwrap();
        assert_eq!(angles, [0x3E48, 0]);
    }

    #[test]
    fn shapes_and_types_must_match() {
        assert_eq!(op(TensorType::Float32, &[1]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(TensorType::Int32, &[2]).refusal(), ErrorKind::BadType);
    }
}
