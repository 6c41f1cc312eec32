//! BROADCAST_TO: a tensor repeated to a larger shape, aligned at the last dimension.
//!
//! Operands: the tensor; the shape (int32 or int64), which may come from the graph. Values move unchanged.
//! Types: all with elements of 4 to 128 bits. Source: `tflite/kernels/broadcast_to.cc`.

use super::support::strided;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::strided_copy::StridedCopy;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::BroadcastTo, prepare).versions(4).operands(2..=2, 1..=1).types("all numbers, bool");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, operand) = (ctx.input(0)?, ctx.input(1)?);
    same_type(&input, &ctx.output(0)?)?;
    one_of(&operand, &[TensorType::Int32, TensorType::Int64])?;
    ensure!(operand.rank() == 1, BadShape, "{operand}: must be a vector");
    let shape = ctx
        .index_values(1)?
        .into_iter()
        .map(|extent| usize::try_from(extent).map_err(|_| err!(BadValue, "{operand}: {extent} must be at least 0")))
        .collect::<Result<Vec<usize>>>()?;
    ctx.set_output_shape(0, &shape)?;
    let plan = StridedCopy::broadcast(input.shape, &shape);
    let plan = plan.ok_or_else(|| err!(BadShape, "{input}: cannot be broadcast to {shape:?}"))?;
    strided::prepare(ctx, 0, plan, "broadcast_to_reference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn shapes_must_be_compatible() {
        let broadcast = |shape: &[i32]| {
            OneOp::new(BuiltinOperator::BroadcastTo)
                .input(TensorType::Int8, &[2, 1])
                .vector(shape)
                .output(TensorType::Int8)
        };
        assert_eq!(broadcast(&[1, 2, 2]).run::<i8, i8>(&[&[1, 2]]).unwrap(), [1, 1, 2, 2]);
        assert_eq!(broadcast(&[3, 2]).refusal(), ErrorKind::BadShape);
        assert_eq!(broadcast(&[2]).refusal(), ErrorKind::BadShape);
        assert_eq!(broadcast(&[2, -1]).refusal(), ErrorKind::BadValue);
        assert_eq!(broadcast(&[i32::MAX, i32::MAX, 2, 1]).refusal(), ErrorKind::LimitExceeded);
    }
}
