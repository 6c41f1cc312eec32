//! SPARSE_TO_DENSE: a tensor of one value, with others at listed elements.
//!
//! Operands: indices (int32 or int64): `[n, rank]`, or a scalar or vector of positions for an output of rank 1;
//! the output's shape, at most 4 dimensions, which may come from the graph; the values, one for each index or a
//! scalar for all; the value of all other elements. Of equal indices the last one counts. Indices are checked
//! while running. Values move unchanged.
//!
//! Types: float32, int8, uint8, int32, int64.
//! Source: `tflite/kernels/sparse_to_dense.cc`, `internal/reference/reference_ops.h`.

use super::support::shapes::extents;
use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::reference::gather_nd::GatherNd;
use ferrolite_kernels::reference::scatter::put;
use ferrolite_schema::BuiltinOperator;

const TYPES: [TensorType; 5] =
    [TensorType::Float32, TensorType::Int8, TensorType::UInt8, TensorType::Int32, TensorType::Int64];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::SparseToDense, prepare)
    .versions(3)
    .operands(4..=4, 1..=1)
    .types("float32, int8, uint8, int32, int64");

struct Dense {
    plan: GatherNd,
    unit: Unit,
    /// How many indices there are.
    count: usize,
    wide_indices: bool,
    /// Whether one value goes to all of them.
    repeat: bool,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (indices, values, default) = (ctx.input(0)?, ctx.input(2)?, ctx.input(3)?);
    one_of(&indices, &[TensorType::Int32, TensorType::Int64])?;
    one_of(&values, &TYPES)?;
    same_type(&values, &default)?;
    same_type(&values, &ctx.output(0)?)?;
    ensure!(default.elements() == 1, BadShape, "{default}: must have one element");
    let shape = extents(ctx, 1)?;
    ensure!(shape.len() <= 4, BadShape, "the output would have {} dimensions, at most 4 are allowed", shape.len());
    let (count, depth) = match *indices.shape {
        [] => (1, 1),
        [count] => (count, 1),
        [count, depth] => (count, depth),
        _ => return Err(err!(BadShape, "{indices}: must have at most 2 dimensions")),
    };
    ensure!(depth == shape.len(), BadShape, "{indices}: has {depth} indices for {} dimensions", shape.len());
    let repeat = match *values.shape {
        [] => true,
        [values] if values == count => false,
        [values] => return Err(err!(BadShape, "{values} values for {count} indices")),
        _ => return Err(err!(BadShape, "{values}: must be a scalar or a vector")),
    };
    ctx.set_output_shape(0, &shape)?;
    let plan = GatherNd::new(&shape, depth).ok_or_else(|| err!(LimitExceeded, "shape {shape:?} is too large"))?;
    let (unit, wide_indices) = (Unit::of(&values)?, indices.dtype == TensorType::Int64);
    Prepared::kernel("sparse_to_dense_reference", Dense { plan, unit, count, wide_indices, repeat })
}

impl Kernel for Dense {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let &Self { plan, count, repeat, .. } = self;
        let done = with_unit!(self.unit, T => {
            let output: &mut [T] = outputs.get(0)?;
            let (values, default) = (inputs.get::<T>(2)?, inputs.get::<T>(3)?);
            output.fill(default.first().copied().unwrap_or_default());
            if self.wide_indices {
                put::<T, i64>(&plan, count, inputs.get(0)?, values, repeat, output)
            } else {
                put::<T, i32>(&plan, count, inputs.get(0)?, values, repeat, output)
            }
        });
        done.map_err(|index| err!(BadValue, "index {index} is outside the output"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn dense(indices: &[usize], shape: &[i32], values: &[usize]) -> OneOp {
        OneOp::new(BuiltinOperator::SparseToDense)
            .input(TensorType::Int32, indices)
            .vector(shape)
            .constant(TensorType::Int8, values, &[5i8, 6][..values.iter().product()])
            .constant(TensorType::Int8, &[], &[-1i8])
            .output(TensorType::Int8)
    }

    #[test]
    fn the_last_of_equal_indices_counts() {
        assert_eq!(dense(&[2], &[3], &[2]).run::<i32, i8>(&[&[1, 1]]).unwrap(), [-1, 6, -1]);
        assert_eq!(dense(&[2, 2], &[2, 2], &[]).run::<i32, i8>(&[&[0, 1, 1, 0]]).unwrap(), [-1, 5, 5, -1]);
    }

    #[test]
    fn operands_are_checked() {
        for index in [3, -1, i32::MIN] {
            let error = dense(&[1], &[3], &[]).run::<i32, i8>(&[&[index]]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BadValue);
        }
        assert_eq!(dense(&[1], &[3, 1], &[]).refusal(), ErrorKind::BadShape);
        assert_eq!(dense(&[1], &[3], &[2]).refusal(), ErrorKind::BadShape);
        assert_eq!(dense(&[1, 1, 1], &[3], &[]).refusal(), ErrorKind::BadShape);
        assert_eq!(dense(&[1, 5], &[1, 1, 1, 1, 1], &[]).refusal(), ErrorKind::BadShape);
        assert_eq!(dense(&[1], &[-3], &[]).refusal(), ErrorKind::BadValue);
    }
}
