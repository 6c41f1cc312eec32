//! SIN and COS.
//!
//! Types: float16, float32. Version 2. 16-bit floats are computed in float32 and rounded. Source:
//! `tflite/kernels/elementwise.cc`.

use super::support::unary::{self, mapped, vectorized_long};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::math;

pub(super) const SIN: OpDef = OpDef::new(BuiltinOperator::Sin, sin).versions(2).types("float16, float32");

pub(super) const COS: OpDef = OpDef::new(BuiltinOperator::Cos, cos).versions(2).types("float16, float32");

fn sin(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, ["sin_float32_reference", "sin_float16_reference"], math::sin)
}

fn cos(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, ["cos_float32_reference", "cos_float16_reference"], math::cos)
}

fn prepare(
    ctx: &mut Prepare<'_>,
    [float32, float16]: [&'static str; 2],
    function: impl Fn(f32) -> f32 + Send + Sync + 'static,
) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized_long(ctx.isa(), float32, function),
        TensorType::Float16 => mapped(float16, move |bits| Float16::narrow(function(Float16::widen(bits)))),
        _ => Err(err!(BadType, "{input}: must be float16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn both_at_zero() {
        let op = |code, dtype| OneOp::new(code).input(dtype, &[2]).output(dtype);
        let (sin, cos) = (BuiltinOperator::Sin, BuiltinOperator::Cos);
        assert_eq!(op(sin, TensorType::Float32).run::<f32, f32>(&[&[0.0, 1.0]]).unwrap(), [0.0, 0.841_470_96]);
        assert_eq!(op(cos, TensorType::Float32).run::<f32, f32>(&[&[0.0, 1.0]]).unwrap(), [1.0, 0.540_302_3]);
        assert_eq!(op(cos, TensorType::Float16).run::<u16, u16>(&[&[0, 0x8000]]).unwrap(), [0x3C00, 0x3C00]);
        assert_eq!(op(sin, TensorType::BFloat16).refusal(), ErrorKind::BadType);
    }
}
