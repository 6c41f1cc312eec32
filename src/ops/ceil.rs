//! CEIL: the least integer that is not below the element.
//!
//! Type: float32, exact. Version 1. `BUILTIN_REF` lacks it: the other resolvers' kernel is the source,
//! `tflite/kernels/ceil.cc`.

use super::OutputType;
use super::support::unary::{self, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::math;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Ceil, prepare).types("float32").output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "ceil_float32", math::ceil),
        _ => Err(err!(BadType, "{input}: must be float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn it_goes_up() {
        let op = |dtype| OneOp::new(BuiltinOperator::Ceil).input(dtype, &[3]).output(dtype);
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[1.5, -1.5, 2.0]]).unwrap(), [2.0, -1.0, 2.0]);
        assert_eq!(op(TensorType::Float16).refusal(), ErrorKind::BadType);
    }
}
