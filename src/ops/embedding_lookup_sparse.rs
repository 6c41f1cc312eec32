//! EMBEDDING_LOOKUP_SPARSE: weighted sums of a table's rows, one for each cell of a sparse tensor's leading dimensions.
//!
//! Inputs: the rows' indices `[n]`, where each goes `[n, rank]`, the dense shape `[rank]`, weights `[n]`, the table. The sum is
//! float32, in order; `mean` divides it by the weights' sum, `sqrtn` by the root of the sum of their squares, each time the cell
//! changes. Cells outside the dense shape are left out. The output's shape follows from the value of the dense shape. Source:
//! `tflite/kernels/embedding_lookup_sparse.cc`.

use super::embedding_lookup::row_index;
use super::support::options::options;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::CombinerType;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::embedding::{Buckets, Combiner};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::EmbeddingLookupSparse, prepare).operands(5..=5, 1..=1).types("float32; indices int32");

/// A prepared EMBEDDING_LOOKUP_SPARSE.
struct Sparse {
    combiner: Combiner,
    rows: usize,
    columns: usize,
    /// Dimensions of the sparse tensor, the last one included.
    rank: usize,
    /// Its leading extents.
    leading: Vec<i32>,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let combiner = match options!(ctx, EmbeddingLookupSparseOptions)?.combiner {
        CombinerType::Sum => Combiner::Sum,
        CombinerType::Mean => Combiner::Mean,
        CombinerType::Sqrtn => Combiner::SquareRoot,
    };
    use TensorType::{Float32, Int32};
    let (ids, indices, shape, weights) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?, ctx.input(3)?);
    let (values, output) = (ctx.input(4)?, ctx.output(0)?);
    for (operand, dtype, rank) in [(ids, Int32, 1), (indices, Int32, 2), (shape, Int32, 1), (weights, Float32, 1)] {
        ensure!(operand.dtype == dtype, BadType, "{operand}: must be {dtype}");
        ensure!(operand.rank() == rank, BadShape, "{operand}: must have {rank} dimensions");
    }
    for operand in [values, output] {
        ensure!(operand.dtype == Float32, BadType, "{operand}: must be float32");
    }
    let &[count, rank] = indices.shape else { return Err(err!(BadShape, "{indices}: must have 2 dimensions")) };
    ensure!(*ids.shape == [count], BadShape, "{ids}: must have {count} elements, as {indices} has rows");
    ensure!(*weights.shape == [count], BadShape, "{weights}: must have {count} elements, as {indices} has rows");
    ensure!(rank >= 1 && *shape.shape == [rank], BadShape, "{shape}: must have {rank} elements");
    let [rows, row_shape @ ..] = values.shape else { return Err(err!(BadShape, "{values}: must be a table")) };
    ensure!(!row_shape.is_empty(), BadShape, "{values}: must have two dimensions at least");
    let mut leading = ctx.value::<i32>(2)?;
    leading.pop();
    let extents = leading.iter().map(|&d| usize::try_from(d).map_err(|_| err!(BadShape, "the dense shape has {d}")));
    let extents = extents.collect::<Result<Vec<usize>>>()?;
    ctx.set_output_shape(0, &[&extents, row_shape].concat())?;
    let (rows, columns) = (*rows, row_shape.iter().product());
    Prepared::kernel("embedding_lookup_sparse", Sparse { combiner, rows, columns, rank, leading })
}

impl Kernel for Sparse {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let (ids, indices): (&[i32], &[i32]) = (inputs.get(0)?, inputs.get(1)?);
        let (weights, values): (&[f32], &[f32]) = (inputs.get(3)?, inputs.get(4)?);
        let mut buckets = Buckets::new(self.combiner, self.columns, outputs.get(0)?);
        for ((&id, &weight), index) in ids.iter().zip(weights).zip(indices.chunks_exact(self.rank.max(1))) {
            let start = row_index(id, self.rows)? * self.columns;
            let row = values.get(start..start + self.columns).unwrap_or_default();
            let cell = index.iter().zip(&self.leading);
            let bucket = cell.fold(0i32, |bucket, (&i, &extent)| bucket.wrapping_mul(extent).wrapping_add(i));
            buckets.add(usize::try_from(bucket).unwrap_or(usize::MAX), row, weight);
        }
        buckets.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, EmbeddingLookupSparseOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn sums(combiner: CombinerType, dense: &[i32], id: i32) -> OneOp {
        let options = EmbeddingLookupSparseOptions { combiner };
        OneOp::new(BuiltinOperator::EmbeddingLookupSparse)
            .options(BuiltinOptions::EmbeddingLookupSparseOptions(Box::new(options)))
            .vector(&[id, 0, 1])
            .constant(TensorType::Int32, &[3, 2], &[0, 0, 0, 1, 2, 0])
            .vector(dense)
            .constant(TensorType::Float32, &[3], &[1.0f32, 3.0, 2.0])
            .input(TensorType::Float32, &[2, 2])
            .output(TensorType::Float32)
    }

    #[test]
    fn rows_are_combined_by_cell() {
        let table: &[f32] = &[1.0, 2.0, 3.0, 4.0];
        let op = sums(CombinerType::Mean, &[3, 4], 1);
        assert_eq!(op.run::<f32, f32>(&[table]).unwrap(), [1.5, 2.5, 0.0, 0.0, 3.0, 4.0]);
        let op = sums(CombinerType::Sum, &[2, 4], 1);
        assert_eq!(op.run::<f32, f32>(&[table]).unwrap(), [6.0, 10.0, 0.0, 0.0]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(sums(CombinerType::Sum, &[3], 1).refusal(), ErrorKind::BadShape);
        assert_eq!(sums(CombinerType::Sum, &[-3, 4], 1).refusal(), ErrorKind::BadShape);
        let run = sums(CombinerType::Sum, &[3, 4], 2).run::<f32, f32>(&[&[0.0; 4]]);
        assert_eq!(run.unwrap_err().kind(), ErrorKind::BadValue);
    }
}
