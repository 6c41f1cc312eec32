//! LOGICAL_AND and LOGICAL_OR, broadcast.
//!
//! Type: bool. Version 1. Source: `tflite/kernels/logical.cc`.

use super::support::binary;
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

const fn row(code: BuiltinOperator, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>) -> OpDef {
    OpDef::new(code, prepare).operands(2..=2, 1..=1).types("bool").output_type(OutputType::FirstInput)
}

pub(super) const AND: OpDef =
    row(BuiltinOperator::LogicalAnd, |ctx| prepare(ctx, "logical_and_reference", |a, b| a && b));

pub(super) const OR: OpDef = row(BuiltinOperator::LogicalOr, |ctx| prepare(ctx, "logical_or_reference", |a, b| a || b));

fn prepare(
    ctx: &mut Prepare<'_>,
    name: &'static str,
    function: impl Fn(bool, bool) -> bool + Send + Sync + 'static,
) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    match operands.common_type()? {
        TensorType::Bool => {
            let truth = move |a: u8, b: u8| u8::from(function(a != 0, b != 0));
            binary::same_type(name, operands.broadcast, truth)
        }
        _ => Err(err!(BadType, "{}: must be bool", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn truth_tables() {
        let op = |code, dtype| OneOp::new(code).input(dtype, &[2, 1]).input(dtype, &[2]).output(dtype);
        let (and, or) = (BuiltinOperator::LogicalAnd, BuiltinOperator::LogicalOr);
        assert_eq!(op(and, TensorType::Bool).run::<u8, u8>(&[&[0, 1], &[0, 2]]).unwrap(), [0, 0, 0, 1]);
        assert_eq!(op(or, TensorType::Bool).run::<u8, u8>(&[&[0, 1], &[0, 2]]).unwrap(), [0, 1, 1, 1]);
        assert_eq!(op(or, TensorType::UInt8).refusal(), ErrorKind::BadType);
    }
}
