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
    strided::prepare(ctx, 0, plan, "transpose")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::TensorType;
    use crate::plan::testing::OneOp;

    fn transposed(dtype: TensorType, shape: &[usize], permutation: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::Transpose).input(dtype, shape).vector(permutation).output(dtype)
    }

    #[test]
    fn dimensions_change_places() {
        let op = transposed(TensorType::Int16, &[2, 3], &[-1, 0]);
        assert_eq!(op.run::<i16, i16>(&[&[1, 2, 3, 4, 5, 6]]).unwrap(), [1, 4, 2, 5, 3, 6]);
        assert_eq!(op.shape(), [3, 2]);
        let nibbles = transposed(TensorType::Int4, &[3, 1, 1, 1], &[3, 2, 1, 0]);
        assert_eq!(nibbles.run::<u8, u8>(&[&[0x21, 0x03]]).unwrap(), [0x21, 0x03]);
        let nibbles = transposed(TensorType::Int4, &[2, 2], &[1, 0]);
        assert_eq!(nibbles.run::<u8, u8>(&[&[0x21, 0x43]]).unwrap(), [0x31, 0x42]);
    }

    #[test]
    fn scalars_and_moved_ones_are_not_copied() {
        for op in [transposed(TensorType::Int8, &[], &[]), transposed(TensorType::Int8, &[1, 4], &[1, 0])] {
            assert!(matches!(op.prepare().unwrap().prepared, Prepared::Nothing));
        }
    }

    #[test]
    fn what_is_no_permutation_is_refused() {
        assert_eq!(transposed(TensorType::Int8, &[2, 2], &[0, 2]).refusal(), ErrorKind::BadOption);
        assert_eq!(transposed(TensorType::Int8, &[2, 2], &[0, -3]).refusal(), ErrorKind::BadOption);
        assert_eq!(transposed(TensorType::Int8, &[2, 2], &[1, 1]).refusal(), ErrorKind::BadValue);
        assert_eq!(transposed(TensorType::Int8, &[2, 2], &[0]).refusal(), ErrorKind::BadShape);
        assert_eq!(transposed(TensorType::Int2, &[2, 2], &[1, 0]).refusal(), ErrorKind::BadType);
    }
}
