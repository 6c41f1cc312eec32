//! TILE: a tensor repeated along each dimension.
//!
//! Operands: the tensor; how often, for each dimension (int32 or int64), which may come from the graph.
//! Values move unchanged. Types: all with elements of 4 to 128 bits. Source: `tflite/kernels/tile.cc`.

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
    OpDef::new(BuiltinOperator::Tile, prepare).versions(2).operands(2..=2, 1..=1).types("all numbers, bool, string");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, operand) = (ctx.input(0)?, ctx.input(1)?);
    same_type(&input, &ctx.output(0)?)?;
    one_of(&operand, &[TensorType::Int32, TensorType::Int64])?;
    let rank = input.rank();
    ensure!(operand.elements() == rank, BadShape, "{operand}: must have an element for each of {rank} dimensions");
    let multiples = ctx
        .index_values(1)?
        .into_iter()
        .map(|count| usize::try_from(count).map_err(|_| err!(BadValue, "{operand}: {count} must be at least 0")))
        .collect::<Result<Vec<usize>>>()?;
    let too_large = || err!(LimitExceeded, "{input}: is too large {multiples:?} times");
    let shape = input.shape.iter().zip(&multiples).map(|(extent, count)| extent.checked_mul(*count));
    let shape: Vec<usize> = shape.collect::<Option<_>>().ok_or_else(too_large)?;
    ctx.set_output_shape(0, &shape)?;
    let plan = StridedCopy::tile(input.shape, &multiples).ok_or_else(too_large)?;
    strided::prepare(ctx, 0, plan, "tile_reference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn counts_must_fit() {
        let tiled = |counts: &[i32]| {
            OneOp::new(BuiltinOperator::Tile).input(TensorType::Int8, &[1, 2]).vector(counts).output(TensorType::Int8)
        };
        assert_eq!(tiled(&[2, 2]).run::<i8, i8>(&[&[1, 2]]).unwrap(), [1, 2, 1, 2, 1, 2, 1, 2]);
        assert_eq!(tiled(&[2, 0]).shape(), [2, 0]);
        assert_eq!(tiled(&[2]).refusal(), ErrorKind::BadShape);
        assert_eq!(tiled(&[2, -1]).refusal(), ErrorKind::BadValue);
        // 65537 × 65536 wraps to 65536 in 32 bits.
        assert_eq!(tiled(&[65537, 65536]).refusal(), ErrorKind::LimitExceeded);
    }
}
