//! MEAN: the mean over any set of axes, with or without keeping them as dimensions of 1.
//!
//! Types: float32 (summed in memory order), int32 and int64 (truncated), int8, uint8 and int16: a 32-bit sum
//! rescaled by rule **D**, the division folded into the multiplier, whichever the axes and `keep_dims` (the
//! reference has one path). An empty input gives NaN, or 0 in integers. Source: `tflite/kernels/reduce.cc`,
//! `internal/reference/reduce.h`.

use super::support::function::Function;
use super::support::reduce;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::{Multiplier, QuantizedInteger};
use ferrolite_kernels::reduce_axes::Reduction;
use ferrolite_kernels::reductions::{mean_f32, mean_quantized};
use ferrolite_kernels::reference::reduce::{QuantizedMean, mean_i32, mean_i64};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Mean, prepare)
    .versions(3)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int32, int64, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (reduction, isa) = (reduce::prepare(ctx)?, ctx.isa());
    let input = ctx.input(0)?;
    match input.dtype {
        TensorType::Float32 => Prepared::kernel(
            "mean_float32",
            Function(move |io: &mut Io<'_>| {
                let machine = reduce::machine(isa, io);
                let (inputs, outputs, _) = io.split();
                mean_f32(machine, &reduction, inputs.get(0)?, outputs.get(0)?);
                Ok(())
            }),
        ),
        TensorType::Int64 => Prepared::kernel(
            "mean_int64_reference",
            Function(move |io: &mut Io<'_>| {
                let (inputs, outputs, _) = io.split();
                mean_i64(&reduction, inputs.get(0)?, outputs.get(0)?);
                Ok(())
            }),
        ),
        TensorType::Int32 => {
            let sums = reduce::accumulators::<i64>(ctx, &reduction)?;
            Prepared::kernel(
                "mean_int32_reference",
                Function(move |io: &mut Io<'_>| {
                    let (inputs, outputs, scratch) = io.split();
                    mean_i32(&reduction, inputs.get(0)?, outputs.get(0)?, scratch.get(sums)?);
                    Ok(())
                }),
            )
        }
        TensorType::Int8 => quantized::<i8>(ctx, reduction, "mean_int8"),
        TensorType::UInt8 => quantized::<u8>(ctx, reduction, "mean_uint8"),
        TensorType::Int16 => quantized::<i16>(ctx, reduction, "mean_int16"),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, int32, int64 or float32")),
    }
}

fn quantized<T: Element + QuantizedInteger>(
    ctx: &mut Prepare<'_>,
    reduction: Reduction,
    name: &'static str,
) -> Result<Prepared> {
    let ((input_scale, input_zero_point), (output_scale, output_zero_point)) = reduce::quantization(ctx)?;
    let multiplier = Multiplier::from_real(f64::from(input_scale) / f64::from(output_scale));
    let params = QuantizedMean::new(&reduction, multiplier, input_zero_point, output_zero_point).ok_or_else(|| {
        err!(BadQuantization, "scale {input_scale} is too large for an output scale of {output_scale}")
    })?;
    let (threads, isa) = (ctx.threads().count(), ctx.isa());
    let sums = reduce::accumulators_of_threads::<i32>(ctx, &reduction, threads)?;
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let machine = reduce::machine(isa, io);
            let (inputs, outputs, scratch) = io.split();
            mean_quantized::<T>(machine, &reduction, &params, inputs.get(0)?, outputs.get(0)?, scratch.get(sums)?);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use crate::TensorType;
    use crate::model::schema::{BuiltinOperator, BuiltinOptions, ReducerOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn mean(dtype: TensorType) -> OneOp {
        let options = BuiltinOptions::ReducerOptions(Box::new(ReducerOptions { keep_dims: true }));
        OneOp::new(BuiltinOperator::Mean).options(options).input(dtype, &[1, 2, 2, 1])
    }

    #[test]
    fn every_type_has_its_rounding() {
        let op = |dtype| mean(dtype).vector(&[1, 2]).output(dtype);
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[1.0, 2.0, 2.0, 2.0]]).unwrap(), [1.75]);
        assert_eq!(op(TensorType::Int32).run::<i32, i32>(&[&[-1, -2, -2, -2]]).unwrap(), [-1]);
        assert_eq!(op(TensorType::Int64).run::<i64, i64>(&[&[1, 2, 2, 2]]).unwrap(), [1]);
        let rescaled = mean(TensorType::Int8).quantized(0.5, -10).vector(&[2, 1]);
        let rescaled = rescaled.output(TensorType::Int8).quantized(0.25, 5);
        // (0 + 1 + 2 + 4) / 4 / 2 = 0.875 is 3.5 steps above the zero point.
        assert_eq!(rescaled.run::<i8, i8>(&[&[-10, -9, -8, -6]]).unwrap(), [9]);
    }
}
