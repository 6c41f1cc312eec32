//! What the reductions share: their axes, the output's shape and the geometry of the fold.

use super::axis;
use super::options::options;
use super::units::{one_of, same_type};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use ferrolite_kernels::elementwise::Machine;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::reduce_axes::{AxisSet, Reduction};
use ferrolite_kernels::reductions::GRAIN;

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

/// Where and among whom a reduction runs.
pub(crate) fn machine<'a>(isa: Isa, io: &Io<'a>) -> Machine<'a> {
    Machine { isa, workers: io.workers(), grain: GRAIN }
}

/// Scratch for one accumulator of `T` for each output element.
pub(crate) fn accumulators<T>(ctx: &mut Prepare<'_>, reduction: &Reduction) -> Result<usize> {
    accumulators_of_threads::<T>(ctx, reduction, 1)
}

/// [`accumulators`] for each of so many threads.
pub(crate) fn accumulators_of_threads<T>(
    ctx: &mut Prepare<'_>,
    reduction: &Reduction,
    threads: usize,
) -> Result<usize> {
    let bytes = reduction.outputs().checked_mul(size_of::<T>()).and_then(|bytes| bytes.checked_mul(threads));
    Ok(ctx.scratch(bytes.ok_or_else(|| err!(LimitExceeded, "the accumulators are too large"))?))
}

#[cfg(test)]
mod tests {
    use crate::model::schema::{BuiltinOperator, BuiltinOptions, ReducerOptions};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;

    const CODES: [BuiltinOperator; 4] =
        [BuiltinOperator::Mean, BuiltinOperator::Sum, BuiltinOperator::ReduceMax, BuiltinOperator::ReduceMin];

    fn reduce(code: BuiltinOperator, keep_dims: bool, dtype: TensorType, shape: &[usize]) -> OneOp {
        OneOp::new(code)
            .options(BuiltinOptions::ReducerOptions(Box::new(ReducerOptions { keep_dims })))
            .input(dtype, shape)
    }

    #[test]
    fn reduced_axes_vanish_or_become_one() {
        for code in CODES {
            let op = |keep, axes: &[i32]| {
                reduce(code, keep, TensorType::Float32, &[2, 3, 4]).vector(axes).output(TensorType::Float32).shape()
            };
            assert_eq!(op(false, &[1, -1]), [2]);
            assert_eq!(op(true, &[1, -1]), [2, 1, 1]);
            assert_eq!(op(false, &[0, 0, -3]), [3, 4]);
            assert_eq!(op(false, &[]), [2, 3, 4]);
        }
    }

    #[test]
    fn axes_must_exist() {
        for code in CODES {
            for axis in [3, -4, i32::MAX, i32::MIN, -100_000] {
                let op = reduce(code, false, TensorType::Float32, &[2, 3, 4]).vector(&[0, axis]);
                assert_eq!(op.output(TensorType::Float32).refusal(), ErrorKind::BadOption);
            }
            // A scalar has none, and those that are named are not looked at.
            let scalar = reduce(code, true, TensorType::Float32, &[]).vector(&[7]).output(TensorType::Float32);
            assert_eq!(scalar.run::<f32, f32>(&[&[2.5]]).unwrap(), [2.5]);
        }
    }

    #[test]
    fn axes_may_come_at_run_time_but_only_as_int32() {
        for code in CODES {
            let op = |dtype| {
                let op = reduce(code, false, TensorType::Float32, &[2, 3]).input(dtype, &[1]);
                op.output(TensorType::Float32).refusal()
            };
            assert_eq!(op(TensorType::Int32), ErrorKind::NotYetKnown);
            assert_eq!(op(TensorType::Int64), ErrorKind::BadType);
            assert_eq!(op(TensorType::Float32), ErrorKind::BadType);
        }
    }

    #[test]
    fn types_and_quantization_are_checked() {
        for code in CODES {
            let op = |dtype| reduce(code, false, dtype, &[2]);
            assert_eq!(op(TensorType::Float64).vector(&[0]).output(TensorType::Float64).refusal(), ErrorKind::BadType);
            assert_eq!(op(TensorType::Int8).vector(&[0]).output(TensorType::UInt8).refusal(), ErrorKind::BadType);
            let skewed = op(TensorType::Int16).quantized(0.1, 3).vector(&[0]).output(TensorType::Int16);
            assert_eq!(skewed.quantized(0.1, 0).refusal(), ErrorKind::BadQuantization);
            let one_sided = op(TensorType::Int8).quantized(0.1, 3).vector(&[0]).output(TensorType::Int8);
            assert_eq!(one_sided.refusal(), ErrorKind::BadQuantization);
        }
        let rescaled = reduce(BuiltinOperator::ReduceMax, false, TensorType::Int8, &[2]).quantized(0.1, 3);
        let rescaled = rescaled.vector(&[0]).output(TensorType::Int8).quantized(0.2, 3);
        assert_eq!(rescaled.refusal(), ErrorKind::BadQuantization);
        // The ratio of the scales has no multiplier.
        let steep = reduce(BuiltinOperator::Mean, false, TensorType::Int8, &[2]).quantized(1e10, 0);
        let steep = steep.vector(&[0]).output(TensorType::Int8).quantized(1e-10, 0);
        assert_eq!(steep.refusal(), ErrorKind::BadQuantization);
    }
}
