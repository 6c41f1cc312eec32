//! SQUARE: the number times itself.
//!
//! Type: float32. Version 1. Source: `tflite/kernels/elementwise.cc`.

use super::support::unary::{self, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Square, prepare).types("float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized::<f32>(ctx.isa(), "square_float32", |x| x * x),
        _ => Err(err!(BadType, "{input}: must be float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn squares_of_floats_only() {
        let op = |dtype| OneOp::new(BuiltinOperator::Square).input(dtype, &[2]).output(dtype);
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[-1.5, 1e30]]).unwrap(), [2.25, f32::INFINITY]);
        assert_eq!(op(TensorType::Int32).refusal(), ErrorKind::BadType);
    }
}
