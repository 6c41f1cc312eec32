//! REDUCE_WINDOW: every window of a tensor folded into one element by a sum, product, minimum, maximum, "all" or
//! "any".
//!
//! Operands: the tensor, of 1 to 6 dimensions; the value that every fold starts with; the windows' extents,
//! strides and dilations (int64 vectors, at least 1). Folded in memory order; integers wrap. A window that does
//! not fit leaves an empty output.
//!
//! Types: float32, float64, int8, uint8, int16, int32, int64, bool.
//! Source: `tflite/kernels/stablehlo_reduce_window.cc`.

use super::support::units::one_of;
use super::support::windows::{self, Window, WindowFunction};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOptions2, ReduceWindowFunction};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::ReduceWindow, prepare).operands(5..=5, 1..=1).types(windows::TYPES);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Some(BuiltinOptions2::ReduceWindowOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its ReduceWindowOptions"));
    };
    let function = match options.reduce_function {
        ReduceWindowFunction::Add => WindowFunction::Add,
        ReduceWindowFunction::Mul => WindowFunction::Multiply,
        ReduceWindowFunction::Minimum => WindowFunction::Minimum,
        ReduceWindowFunction::Maximum => WindowFunction::Maximum,
        ReduceWindowFunction::All => WindowFunction::All,
        ReduceWindowFunction::Any => WindowFunction::Any,
        ReduceWindowFunction::Unsupported => return Err(err!(BadOption, "reduce_function is UNSUPPORTED")),
    };
    let rank = ctx.input(0)?.rank();
    let mut values = [const { Vec::new() }; 3];
    for (position, values) in (2..).zip(&mut values) {
        let operand = ctx.input(position)?;
        one_of(&operand, &[TensorType::Int64])?;
        ensure!(operand.shape == [rank], BadShape, "{operand}: must have a number for each of {rank} dimensions");
        *values = ctx.index_values(position)?;
    }
    let [extents, strides, dilations] = &values;
    let window = extents.iter().zip(strides).zip(dilations).map(|((&extent, &stride), &dilation)| Window {
        extent,
        stride,
        dilation,
        base_dilation: 1,
        padding: [0, 0],
    });
    windows::prepare(ctx, &window.collect::<Vec<_>>(), function, "reduce_window_reference")
}
