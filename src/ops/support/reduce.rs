//! What the reductions share: their axes, the output's shape and the geometry of the fold.

use super::axis;
use super::options::options;
use super::units::{one_of, same_type};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use ferrolite_kernels::reduce_axes::{AxisSet, Reduction};

/// Checks input 0, the axes (input 1, int32, repeated and negative ones allowed) and the output's type; sets
/// the output's shape.
///
/// # Errors
/// `BadOption` for an axis outside the input, `BadType`, `BadShape`; `NotYetKnown` while the axes are.
pub(crate) fn prepare(ctx: &mut Prepare<'_>) -> Result<Reduction> {
    let options = options!(ctx, ReducerOptions)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&input, &output)?;
    one_of(&ctx.input(1)?, &[TensorType::Int32])?;
    let values = ctx.index_values(1)?;
    // A scalar has no axes; the reference does not look at those it is given.
    let values: &[i64] = if input.rank() == 0 { &[] } else { &values };
    let axes: AxisSet = values.iter().map(|&value| axis::resolve(value, input.rank())).collect::<Result<_>>()?;
    let mut shape = Vec::with_capacity(input.rank());
    for (axis, &extent) in input.shape.iter().enumerate() {
        match (axes.contains(axis), options.keep_dims) {
            (false, _) => shape.push(extent),
            (true, true) => shape.push(1),
            (true, false) => {}
        }
    }
    ctx.set_output_shape(0, &shape)?;
    Reduction::new(input.shape, axes).ok_or_else(|| err!(BadShape, "{input}: too large to reduce"))
}

/// The scales and zero points of input and output of MEAN and SUM: `((scale, zero point), (scale, zero
/// point))`; int16 is symmetric.
///
/// # Errors
/// `BadQuantization` when one is missing, or int16 has a zero point.
pub(crate) fn quantization(ctx: &Prepare<'_>) -> Result<((f32, i32), (f32, i32))> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    require_symmetric_int16(&input, &output)?;
    Ok((input.per_tensor()?, output.per_tensor()?))
}

/// int16 operands have zero points of 0.
///
/// # Errors
/// `BadQuantization` otherwise.
pub(crate) fn require_symmetric_int16(input: &Operand<'_>, output: &Operand<'_>) -> Result<()> {
    for operand in [input, output] {
        let zero_point = operand.quantization.map_or(0, |quantization| quantization.zero_point());
        ensure!(
            operand.dtype != TensorType::Int16 || zero_point == 0,
            BadQuantization,
            "{operand}: zero point {zero_point} must be 0 for int16"
        );
    }
    Ok(())
}

/// Scratch for one accumulator of `T` for each output element.
pub(crate) fn accumulators<T>(ctx: &mut Prepare<'_>, reduction: &Reduction) -> Result<usize> {
    let bytes = reduction.outputs().checked_mul(size_of::<T>());
    Ok(ctx.scratch(bytes.ok_or_else(|| err!(LimitExceeded, "the accumulators are too large"))?))
}
