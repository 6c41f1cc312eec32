//! LOGICAL_NOT: true where the element is false.
//!
//! Type: bool. Version 1. Source: `tflite/kernels/elementwise.cc`.

use super::support::unary::{self, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::LogicalNot, prepare).types("bool");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Bool => vectorized::<u8>(ctx.isa(), "logical_not", |truth| u8::from(truth == 0)),
        _ => Err(err!(BadType, "{input}: must be bool")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn truth_turns() {
        let op = |dtype| OneOp::new(BuiltinOperator::LogicalNot).input(dtype, &[3]).output(dtype);
        assert_eq!(op(TensorType::Bool).run::<u8, u8>(&[&[0, 1, 2]]).unwrap(), [1, 0, 0]);
        assert_eq!(op(TensorType::UInt8).refusal(), ErrorKind::BadType);
    }
}
