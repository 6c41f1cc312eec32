//! ELU: `x` where it is not negative, `e^x − 1` elsewhere.
//!
//! Types: int8, float32. Version 1. int8: a table computed in float32, ties away from zero. `BUILTIN_REF` lacks it: the
//! other resolvers' kernel is the source, `tflite/kernels/activations.cc`.

use super::support::unary::{self, tabulated_byte, vectorized_long};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::elementwise::elu;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Elu, prepare).types("int8, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized_long(ctx.isa(), "elu_float32", elu),
        TensorType::Int8 => tabulated_byte::<i8>(ctx.isa(), "elu_int8", (&input, &output), elu),
        _ => Err(err!(BadType, "{input}: must be int8 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn negative_numbers_saturate() {
        let op = OneOp::new(BuiltinOperator::Elu).input(TensorType::Int8, &[3]).quantized(1.0, 0);
        let op = op.output(TensorType::Int8).quantized(0.5, 10);
        assert_eq!(op.run::<i8, i8>(&[&[-100, 0, 4]]).unwrap(), [8, 10, 18]);
        let op = OneOp::new(BuiltinOperator::Elu).input(TensorType::Float32, &[2]).output(TensorType::Float32);
        assert_eq!(op.run::<f32, f32>(&[&[-200.0, 4.0]]).unwrap(), [-1.0, 4.0]);
    }

    #[test]
    fn other_types_are_refused() {
        let op = |dtype| OneOp::new(BuiltinOperator::Elu).input(dtype, &[3]).output(dtype);
        assert_eq!(op(TensorType::UInt8).refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
    }
}
