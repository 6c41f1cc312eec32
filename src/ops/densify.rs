//! DENSIFY: a sparse constant as a dense one.
//!
//! The plan holds sparse constants dense, for whoever reads them, so the output is the input under another name.
//!
//! Types: float32, float16, int8. Source: `tflite/kernels/densify.cc`.

use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Densify, prepare).types("float32, float16, int8");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    one_of(&input, &[TensorType::Float32, TensorType::Float16, TensorType::Int8])?;
    same_type(&input, &ctx.output(0)?)?;
    ensure!(input.sparsity.is_some(), BadOperand, "{input}: must be a sparse constant");
    ctx.set_output_shape(0, input.shape)?;
    ctx.alias(0, 0);
    Ok(Prepared::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn dense_tensors_are_refused() {
        let op =
            OneOp::new(BuiltinOperator::Densify).constant(TensorType::Int8, &[2], &[1i8, 2]).output(TensorType::Int8);
        assert_eq!(op.refusal(), ErrorKind::BadOperand);
    }
}
