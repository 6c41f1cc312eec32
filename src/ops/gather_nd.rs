//! GATHER_ND: slices of a tensor at index tuples.
//!
//! Operands: the tensor, at least a vector; indices of int16, int32 or int64, whose last dimension is the
//! length of a tuple. Indices are checked while running: negative ones are errors, as in the reference. Values
//! move unchanged.
//!
//! Types: float32, float16, bfloat16, int8, uint8, int16, int32, int64, bool.
//! Source: `tflite/kernels/gather_nd.cc`, `internal/reference/reference_ops.h`.

use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::gather_nd::{GatherNd, gather_nd};
use ferrolite_schema::BuiltinOperator;

const TYPES: [TensorType; 9] = [
    TensorType::Float32,
    TensorType::Float16,
    TensorType::BFloat16,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::Int64,
    TensorType::Bool,
];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::GatherNd, prepare)
    .versions(6)
    .operands(2..=2, 1..=1)
    .types("float32, float16, bfloat16, int8, uint8, int16, int32, int64, bool, string");

struct Gathered {
    plan: GatherNd,
    unit: Unit,
    indices: TensorType,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (params, indices) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&params, &TYPES)?;
    one_of(&indices, &[TensorType::Int16, TensorType::Int32, TensorType::Int64])?;
    same_type(&params, &ctx.output(0)?)?;
    ensure!(params.rank() >= 1, BadShape, "{params}: must be at least a vector");
    let Some((&depth, outer)) = indices.shape.split_last() else {
        return Err(err!(BadShape, "{indices}: must be at least a vector"));
    };
    let rank = params.rank();
    ensure!(depth <= rank, BadShape, "{indices}: tuples of {depth} indices are too long for {rank} dimensions");
    let empty = outer.contains(&0) || indices.elements() == 0 && params.elements() == 0;
    ensure!(params.elements() > 0 || empty, BadShape, "{params}: is empty, but indices are not");
    let shape: Vec<usize> = outer.iter().chain(params.shape.iter().skip(depth)).copied().collect();
    ctx.set_output_shape(0, &shape)?;
    let plan = GatherNd::new(params.shape, depth);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "{params}: has too many dimensions or elements"))?;
    Prepared::kernel("gather_nd_reference", Gathered { plan, unit: Unit::of(&params)?, indices: indices.dtype })
}

impl Kernel for Gathered {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let done = with_unit!(self.unit, T => {
            let (params, output) = (inputs.get::<T>(0)?, outputs.get::<T>(0)?);
            match self.indices {
                TensorType::Int16 => gather_nd(&self.plan, params, inputs.get::<i16>(1)?, output),
                TensorType::Int32 => gather_nd(&self.plan, params, inputs.get::<i32>(1)?, output),
                _ => gather_nd(&self.plan, params, inputs.get::<i64>(1)?, output),
            }
        });
        done.map_err(|tuple| err!(BadValue, "tuple {tuple} of the indices is outside the tensor"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn indices_are_checked_while_running() {
        let gathered = |params: &[usize], indices: &[usize]| {
            OneOp::new(BuiltinOperator::GatherNd)
                .constant(TensorType::Int8, params, &[1i8, 2, 3, 4][..params.iter().product()])
                .input(TensorType::Int32, indices)
                .output(TensorType::Int8)
        };
        assert_eq!(gathered(&[2, 2], &[1, 1]).run::<i32, i8>(&[&[1]]).unwrap(), [3, 4]);
        for index in [2, -1, i32::MIN] {
            let error = gathered(&[2, 2], &[1, 1]).run::<i32, i8>(&[&[index]]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BadValue);
        }
        assert_eq!(gathered(&[2, 2], &[1, 3]).refusal(), ErrorKind::BadShape);
        assert_eq!(gathered(&[], &[1, 0]).refusal(), ErrorKind::BadShape);
        assert_eq!(gathered(&[2, 0], &[1, 1]).refusal(), ErrorKind::BadShape);
        assert_eq!(gathered(&[2], &[]).refusal(), ErrorKind::BadShape);
    }
}
