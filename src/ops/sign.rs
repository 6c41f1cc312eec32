//! SIGN: −1, 0 or 1; NaN stays NaN.
//!
//! Types: int32, float32, float64. Version 2. Source: `tflite/kernels/sign.cc`.

use super::support::unary::{self, mapped, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Sign, prepare).versions(2).types("int32, float32, float64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Int32 => mapped("sign_int32_reference", i32::signum),
        // The standard's signum gives a zero a sign.
        TensorType::Float32 => vectorized(ctx.isa(), "sign_float32", |x: f32| if x == 0.0 { 0.0 } else { x.signum() }),
        TensorType::Float64 => mapped("sign_float64_reference", |x: f64| if x == 0.0 { 0.0 } else { x.signum() }),
        _ => Err(err!(BadType, "{input}: must be int32, float32 or float64")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn zero_has_none() {
        let op = |dtype| OneOp::new(BuiltinOperator::Sign).input(dtype, &[3]).output(dtype);
        assert_eq!(op(TensorType::Int32).run::<i32, i32>(&[&[-9, 0, 9]]).unwrap(), [-1, 0, 1]);
        let signs = op(TensorType::Float64).run::<f64, f64>(&[&[-0.0, f64::INFINITY, f64::NAN]]).unwrap();
        assert!(signs[0].to_bits() == 0 && signs[1] == 1.0 && signs[2].is_nan());
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[-0.0, 2.0, -1e-9]]).unwrap(), [0.0, 1.0, -1.0]);
        assert_eq!(op(TensorType::Int8).refusal(), ErrorKind::BadType);
    }
}
