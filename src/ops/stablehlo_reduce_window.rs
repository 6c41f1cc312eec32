//! STABLEHLO_REDUCE_WINDOW: a tensor spread and padded, then every window of it folded into one element.
//!
//! Operands: the tensor, of 1 to 6 dimensions; the value that every fold starts with and that the padding has.
//! The options hold the windows' extents, strides and dilations, the base dilations and the padding, negative to
//! crop, and name a subgraph of one operator that says which function folds. Folded in memory order; integers
//! wrap.
//!
//! Types: float32, float64, int8, uint8, int16, int32, int64, bool.
//! Source: `tflite/kernels/stablehlo_reduce_window.cc`.

use super::support::regions::only_operator;
use super::support::windows::{self, Window, WindowFunction};
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOperator, BuiltinOptions2};
use crate::plan::Prepare;
use alloc::vec::Vec;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::StablehloReduceWindow, prepare).operands(2..=2, 1..=1).types(windows::TYPES);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Some(BuiltinOptions2::StablehloReduceWindowOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StablehloReduceWindowOptions"));
    };
    let function = match only_operator(ctx, options.body_subgraph_index)? {
        Some(BuiltinOperator::Add | BuiltinOperator::StablehloAdd) => WindowFunction::Add,
        Some(BuiltinOperator::Mul | BuiltinOperator::StablehloMultiply) => WindowFunction::Multiply,
        Some(BuiltinOperator::Maximum | BuiltinOperator::StablehloMaximum) => WindowFunction::Maximum,
        Some(BuiltinOperator::Minimum | BuiltinOperator::StablehloMinimum) => WindowFunction::Minimum,
        Some(BuiltinOperator::LogicalAnd | BuiltinOperator::StablehloAnd) => WindowFunction::All,
        Some(BuiltinOperator::LogicalOr | BuiltinOperator::StablehloOr) => WindowFunction::Any,
        _ => return Err(err!(Unsupported, "the body must be one sum, product, minimum, maximum, and, or")),
    };
    let rank = ctx.input(0)?.rank();
    // What is absent is 1 everywhere.
    let ones = |values: &Option<Vec<i64>>, name: &str| {
        let values = values.as_deref().unwrap_or_default();
        ensure!(values.is_empty() || values.len() == rank, BadOption, "{name} must have {rank} numbers");
        Ok((0..rank).map(|dimension| values.get(dimension).copied().unwrap_or(1)).collect::<Vec<i64>>())
    };
    let extents = ones(&options.window_dimensions, "window_dimensions")?;
    let strides = ones(&options.window_strides, "window_strides")?;
    let dilations = ones(&options.window_dilations, "window_dilations")?;
    let base_dilations = ones(&options.base_dilations, "base_dilations")?;
    let padding = options.padding.as_deref().unwrap_or_default();
    ensure!(padding.is_empty() || padding.len() == 2 * rank, BadOption, "padding must have two numbers a dimension");
    let (paddings, _) = padding.as_chunks::<2>();
    let number = |values: &[i64], dimension: usize| values.get(dimension).copied().unwrap_or(1);
    let window = (0..rank).map(|dimension| Window {
        extent: number(&extents, dimension),
        stride: number(&strides, dimension),
        dilation: number(&dilations, dimension),
        base_dilation: number(&base_dilations, dimension),
        padding: paddings.get(dimension).copied().unwrap_or_default(),
    });
    windows::prepare(ctx, &window.collect::<Vec<_>>(), function, "stablehlo_reduce_window_reference")
}
