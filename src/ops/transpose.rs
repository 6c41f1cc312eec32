//! TRANSPOSE: a tensor with its dimensions in another order.
//!
//! Operands: the tensor; the permutation (negative entries count from the end), which may come from the
//! graph. Values move unchanged. A permutation that only moves dimensions of extent 1 copies nothing.
//!
//! Types: all with elements of 4 to 128 bits. Rank 0 to 8; of rank 0 the reference reads uninitialised
//! memory, here it is the identity. Source: `tflite/kernels/transpose.cc`, `internal/reference/transpose.h`.

use super::support::units::same_type;
use super::support::{axis, strided};
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::strided_copy::StridedCopy;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Transpose, prepare).versions(8).operands(2..=2, 1..=1).types("all numbers, bool, int4");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, operand) = (ctx.input(0)?, ctx.input(1)?);
    same_type(&input, &ctx.output(0)?)?;
    let rank = input.rank();
    ensure!(
        operand.shape == [rank],
        BadShape,
        "{operand}: the permutation of {rank} dimensions must have the shape [{rank}]"
    );
    let permutation =
        ctx.index_values(1)?.into_iter().map(|entry| axis::resolve(entry, rank)).collect::<Result<Vec<usize>>>()?;
    let is_permutation = (0..rank).all(|dimension| permutation.contains(&dimension));
    ensure!(is_permutation, BadValue, "{operand}: {permutation:?} does not name each dimension once");
    let shape: Vec<usize> = permutation.iter().filter_map(|&dimension| input.shape.get(dimension).copied()).collect();
    ctx.set_output_shape(0, &shape)?;
    let plan = StridedCopy::transpose(input.shape, &permutation);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "{input}: has too many dimensions or elements"))?;
    strided::prepare(ctx, 0, plan, "transpose_reference")
}
