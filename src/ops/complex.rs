//! REAL, IMAG and COMPLEX_ABS: a part or the absolute value of complex numbers.
//!
//! Types: complex64 to float32, complex128 to float64. Version 1. Source: `tflite/kernels/complex_support.cc`.

use super::support::unary::{self, converted};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::math::hypot_f64;

const fn row(code: BuiltinOperator, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>) -> OpDef {
    OpDef::new(code, prepare).types("complex64, complex128")
}

pub(super) const REAL: OpDef =
    row(BuiltinOperator::Real, |ctx| prepare(ctx, "real_reference", |[re, _]: [f32; 2]| re, |[re, _]| re));
pub(super) const IMAG: OpDef =
    row(BuiltinOperator::Imag, |ctx| prepare(ctx, "imag_reference", |[_, im]: [f32; 2]| im, |[_, im]| im));
pub(super) const ABS: OpDef = row(BuiltinOperator::ComplexAbs, |ctx| {
    let single = |[re, im]: [f32; 2]| hypot_f64(re.into(), im.into()) as f32;
    prepare(ctx, "complex_abs_reference", single, |[re, im]| hypot_f64(re, im))
});

fn prepare(
    ctx: &mut Prepare<'_>,
    name: &'static str,
    single: impl Fn([f32; 2]) -> f32 + Send + Sync + 'static,
    double: impl Fn([f64; 2]) -> f64 + Send + Sync + 'static,
) -> Result<Prepared> {
    let (input, output) = unary::operands(ctx)?;
    match (input.dtype, output.dtype) {
        (TensorType::Complex64, TensorType::Float32) => converted(name, single),
        (TensorType::Complex128, TensorType::Float64) => converted(name, double),
        _ => Err(err!(BadType, "{input} to {output}: must be complex64 to float32 or complex128 to float64")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn parts_and_lengths() {
        let op = |code| OneOp::new(code).input(TensorType::Complex64, &[2]).output(TensorType::Float32);
        let input: &[f32] = &[3.0, -4.0, 1e30, 0.0];
        assert_eq!(op(BuiltinOperator::Real).run::<f32, f32>(&[input]).unwrap(), [3.0, 1e30]);
        assert_eq!(op(BuiltinOperator::Imag).run::<f32, f32>(&[input]).unwrap(), [-4.0, 0.0]);
        assert_eq!(op(BuiltinOperator::ComplexAbs).run::<f32, f32>(&[input]).unwrap(), [5.0, 1e30]);
    }

    #[test]
    fn precision_stays() {
        let op = |from, to| OneOp::new(BuiltinOperator::Real).input(from, &[1]).output(to);
        assert_eq!(op(TensorType::Complex64, TensorType::Float64).refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::Float32, TensorType::Float32).refusal(), ErrorKind::BadType);
        let double = op(TensorType::Complex128, TensorType::Float64).run::<f64, f64>(&[&[0.1, 9.0]]);
        assert_eq!(double.unwrap(), [0.1]);
    }
}
