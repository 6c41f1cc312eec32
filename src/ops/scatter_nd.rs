//! SCATTER_ND: a tensor of zeros, with slices added at index tuples.
//!
//! Operands: indices (int32), whose last dimension is the length of a tuple; updates, a slice for each tuple; the
//! output's shape (int32 vector), which may come from the graph. Slices of equal tuples add up in their order;
//! integers wrap, truth values are joined by "or". Indices are checked while running.
//!
//! Types: float32, int8, uint8, int32, int64, bool.
//! Source: `tflite/kernels/scatter_nd.cc`, `internal/reference/reference_ops.h`.

use super::support::function::Function;
use super::support::shapes::extents;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::reference::fold::{Either, Fold, Foldable, Plus};
use ferrolite_kernels::reference::gather_nd::GatherNd;
use ferrolite_kernels::reference::scatter::scatter_nd;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ScatterNd, prepare)
    .operands(3..=3, 1..=1)
    .types("float32, int8, uint8, int32, int64, bool");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (indices, updates) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&indices, &[TensorType::Int32])?;
    same_type(&indices, &ctx.input(2)?)?;
    same_type(&updates, &ctx.output(0)?)?;
    let shape = extents(ctx, 2)?;
    let Some((&depth, tuples)) = indices.shape.split_last() else {
        return Err(err!(BadShape, "{indices}: must be at least a vector"));
    };
    let slice = shape.get(depth..).ok_or_else(|| {
        err!(BadShape, "{indices}: tuples of {depth} indices are too long for the output's shape {shape:?}")
    })?;
    ensure!(
        updates.rank() >= 1 && updates.shape.iter().eq(tuples.iter().chain(slice)),
        BadShape,
        "{updates}: must have a slice {slice:?} for each tuple of {indices}"
    );
    ctx.set_output_shape(0, &shape)?;
    let plan = GatherNd::new(&shape, depth);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "shape {shape:?} has too many dimensions or elements"))?;
    match updates.dtype {
        TensorType::Float32 => scattered::<Plus, f32>("scatter_nd_float32_reference", plan),
        TensorType::Int8 => scattered::<Plus, i8>("scatter_nd_int8_reference", plan),
        TensorType::UInt8 => scattered::<Plus, u8>("scatter_nd_uint8_reference", plan),
        TensorType::Int32 => scattered::<Plus, i32>("scatter_nd_int32_reference", plan),
        TensorType::Int64 => scattered::<Plus, i64>("scatter_nd_int64_reference", plan),
        TensorType::Bool => scattered::<Either, u8>("scatter_nd_bool_reference", plan),
        _ => Err(err!(BadType, "{updates}: must be float32, int8, uint8, int32, int64 or bool")),
    }
}

fn scattered<F: Fold<T> + 'static, T: Foldable + Element>(name: &'static str, plan: GatherNd) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let output: &mut [T] = outputs.get(0)?;
            output.fill(T::ZERO);
            scatter_nd::<F, T, i32>(&plan, inputs.get(0)?, inputs.get(1)?, output)
                .map_err(|tuple| err!(BadValue, "tuple {tuple} of the indices is outside the output"))
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn scattered(indices: &[usize], updates: &[usize], shape: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::ScatterNd)
            .input(TensorType::Int32, indices)
            .constant(TensorType::Int32, updates, &[1, 2, 3, 4][..updates.iter().product()])
            .vector(shape)
            .output(TensorType::Int32)
    }

    #[test]
    fn slices_of_equal_tuples_add_up() {
        let op = scattered(&[2, 1], &[2, 2], &[3, 2]);
        assert_eq!(op.run::<i32, i32>(&[&[1, 1]]).unwrap(), [0, 0, 4, 6, 0, 0]);
    }

    #[test]
    fn indices_are_checked_while_running() {
        for index in [3, -1, i32::MAX, i32::MIN] {
            let error = scattered(&[1, 1], &[1, 2], &[3, 2]).run::<i32, i32>(&[&[index]]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BadValue);
        }
    }

    #[test]
    fn shapes_must_fit() {
        assert_eq!(scattered(&[2, 1], &[2, 2], &[3, 3]).refusal(), ErrorKind::BadShape);
        assert_eq!(scattered(&[2, 3], &[2], &[3, 3]).refusal(), ErrorKind::BadShape);
        assert_eq!(scattered(&[1, 1], &[2, 2], &[3, 2]).refusal(), ErrorKind::BadShape);
        assert_eq!(scattered(&[2, 1], &[2, 2], &[-3, 2]).refusal(), ErrorKind::BadValue);
        assert_eq!(scattered(&[1, 1], &[1], &[i32::MAX]).refusal(), ErrorKind::LimitExceeded);
    }
}
