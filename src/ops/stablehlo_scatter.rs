//! STABLEHLO_SCATTER: a tensor with updates folded in at windows that indices name.
//!
//! Operands: the tensor; the indices (int32 or int64), whose dimension `index_vector_dim` holds the tuples; the
//! updates. A subgraph without operators replaces; one with STABLEHLO_ADD, _MULTIPLY, _MAXIMUM or _MINIMUM folds.
//! Updates are applied in memory order; those outside the tensor are left out. Integers wrap; float16 is computed
//! in float32 and rounded after each step.
//!
//! Types: float32, float64, float16, int8 to int64, uint8 to uint64, bool.
//! Source: `tflite/kernels/stablehlo_scatter.cc`.

use super::support::function::Function;
use super::support::indexed::{Indexed, dimensions};
use super::support::regions::only_operator;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOperator, BuiltinOptions2};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::fold::{Both, Either, Fold, Greater, Less, OfHalf, Plus, Replace, Times};
use ferrolite_kernels::reference::indexed_windows::{Along, IndexedWindows, scatter_windows};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::StablehloScatter, prepare)
    .operands(3..=3, 1..=1)
    .types("float32, float64, float16, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Some(BuiltinOptions2::StablehloScatterOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StablehloScatterOptions"));
    };
    let (input, indices, updates) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    one_of(&indices, &[TensorType::Int32, TensorType::Int64])?;
    same_type(&input, &updates)?;
    same_type(&input, &ctx.output(0)?)?;
    let rank = input.rank();
    let windows = dimensions(&options.update_window_dims, updates.rank(), "update_window_dims")?;
    let inserted = dimensions(&options.inserted_window_dims, rank, "inserted_window_dims")?;
    let components = dimensions(&options.scatter_dims_to_operand_dims, rank, "scatter_dims_to_operand_dims")?;
    let indexed = Indexed::new(&indices, options.index_vector_dim, components.len())?;
    let left: Vec<usize> = (0..rank).filter(|dimension| !inserted.contains(dimension)).collect();
    ensure!(
        windows.len() == left.len() && updates.rank() == windows.len() + indexed.dimensions.len(),
        BadOption,
        "{updates}: its dimensions are not those of the windows and of {indices}"
    );
    let mut tuples = indexed.dimensions.iter();
    let mut second = Vec::with_capacity(updates.rank());
    for (dimension, &extent) in updates.shape.iter().enumerate() {
        let along = match windows.iter().position(|&window| window == dimension) {
            Some(window) => left.get(window).map(|&of| Along::Window(of)),
            None => tuples.next().filter(|tuple| tuple.0 == extent).map(|tuple| Along::Indices(tuple.1)),
        };
        let along = along.ok_or_else(|| err!(BadShape, "{updates}: has not the dimensions of {indices}"))?;
        second.push((extent, along));
    }
    ctx.set_output_shape(0, input.shape)?;
    ctx.allow_in_place(0);
    let plan = IndexedWindows::new(input.shape, input.shape, &second, &components, indexed.component_stride);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "{input}: has too many dimensions or elements"))?;
    let body = only_operator(ctx, options.update_computation_subgraph_index)?;
    with_type(body, input.dtype, indices.dtype, plan)
}

fn with_type(
    body: Option<BuiltinOperator>,
    dtype: TensorType,
    indices: TensorType,
    plan: IndexedWindows,
) -> Result<Prepared> {
    macro_rules! with_fold {
        ($number:ty) => {
            match body {
                None => scattered::<Replace, $number>(indices, plan),
                Some(BuiltinOperator::StablehloAdd) => scattered::<Plus, $number>(indices, plan),
                Some(BuiltinOperator::StablehloMultiply) => scattered::<Times, $number>(indices, plan),
                Some(BuiltinOperator::StablehloMaximum) => scattered::<Greater, $number>(indices, plan),
                Some(BuiltinOperator::StablehloMinimum) => scattered::<Less, $number>(indices, plan),
                _ => Err(bad_body()),
            }
        };
    }
    match dtype {
        TensorType::Float32 => with_fold!(f32),
        TensorType::Float64 => with_fold!(f64),
        TensorType::Int8 => with_fold!(i8),
        TensorType::Int16 => with_fold!(i16),
        TensorType::Int32 => with_fold!(i32),
        TensorType::Int64 => with_fold!(i64),
        TensorType::UInt8 => with_fold!(u8),
        TensorType::UInt16 => with_fold!(u16),
        TensorType::UInt32 => with_fold!(u32),
        TensorType::UInt64 => with_fold!(u64),
        TensorType::Float16 => match body {
            None => scattered::<Replace, u16>(indices, plan),
            Some(BuiltinOperator::StablehloAdd) => scattered::<OfHalf<Plus>, u16>(indices, plan),
            Some(BuiltinOperator::StablehloMultiply) => scattered::<OfHalf<Times>, u16>(indices, plan),
            Some(BuiltinOperator::StablehloMaximum) => scattered::<OfHalf<Greater>, u16>(indices, plan),
            Some(BuiltinOperator::StablehloMinimum) => scattered::<OfHalf<Less>, u16>(indices, plan),
            _ => Err(bad_body()),
        },
        TensorType::Bool => match body {
            None => scattered::<Replace, u8>(indices, plan),
            Some(BuiltinOperator::StablehloAdd | BuiltinOperator::StablehloMaximum) => {
                scattered::<Either, u8>(indices, plan)
            }
            Some(BuiltinOperator::StablehloMultiply | BuiltinOperator::StablehloMinimum) => {
                scattered::<Both, u8>(indices, plan)
            }
            _ => Err(bad_body()),
        },
        _ => Err(err!(BadType, "{dtype} cannot be scattered")),
    }
}

fn bad_body() -> crate::Error {
    err!(Unsupported, "the update computation must be empty or one STABLEHLO_ADD, _MULTIPLY, _MAXIMUM or _MINIMUM")
}

fn scattered<F: Fold<T> + 'static, T: Element>(indices: TensorType, plan: IndexedWindows) -> Result<Prepared> {
    Prepared::kernel(
        "stablehlo_scatter_reference",
        Function(move |io: &mut Io<'_>| {
            let in_place = io.in_place().is_some();
            let (inputs, outputs, _) = io.split();
            let output: &mut [T] = outputs.get(0)?;
            if !in_place {
                output.copy_from_slice(inputs.get(0)?);
            }
            if indices == TensorType::Int64 {
                scatter_windows::<F, T, i64>(&plan, inputs.get(1)?, inputs.get(2)?, output);
            } else {
                scatter_windows::<F, T, i32>(&plan, inputs.get(1)?, inputs.get(2)?, output);
            }
            Ok(())
        }),
    )
}
