//! SUM over any set of axes, with or without keeping them as dimensions of 1.
//!
//! Types: float32 (added in memory order), int32 and int64 (wrapping), int8, uint8 and int16: a 32-bit sum,
//! rescaled in `f32` with ties away from zero. That is the arithmetic of LiteRT's optimised kernel: the
//! reference reads int8 and int16 data as uint8. For uint8, where both work, the reference rounds by rule
//! **D** and differs by one step for small sums; one rule for all types is used here. Source:
//! `tflite/kernels/reduce.cc`, `internal/reference/reduce.h`, `internal/optimized/reduce.h`.

use super::support::function::Function;
use super::support::reduce;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reduce_axes::Reduction;
use ferrolite_kernels::reductions::{sum, sum_quantized};
use ferrolite_kernels::reference::reduce::{QuantizedSum, Summand};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Sum, prepare)
    .versions(2)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int32, int64, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let reduction = reduce::prepare(ctx)?;
    let input = ctx.input(0)?;
    match input.dtype {
        TensorType::Float32 => plain::<f32>(ctx.isa(), reduction, "sum_float32"),
        TensorType::Int32 => plain::<i32>(ctx.isa(), reduction, "sum_int32"),
        TensorType::Int64 => plain::<i64>(ctx.isa(), reduction, "sum_int64"),
        TensorType::Int8 => quantized::<i8>(ctx, reduction, "sum_int8"),
        TensorType::UInt8 => quantized::<u8>(ctx, reduction, "sum_uint8"),
        TensorType::Int16 => quantized::<i16>(ctx, reduction, "sum_int16"),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, int32, int64 or float32")),
    }
}

fn plain<T: Element + Summand>(isa: Isa, reduction: Reduction, name: &'static str) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let machine = reduce::machine(isa, io);
            let (inputs, outputs, _) = io.split();
            sum::<T>(machine, &reduction, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

fn quantized<T: Element + QuantizedInteger>(
    ctx: &mut Prepare<'_>,
    reduction: Reduction,
    name: &'static str,
) -> Result<Prepared> {
    let ((input_scale, input_zero_point), (output_scale, output_zero_point)) = reduce::quantization(ctx)?;
    let params = QuantizedSum::new(&reduction, input_scale, output_scale, input_zero_point, output_zero_point);
    let (threads, isa) = (ctx.threads().count(), ctx.isa());
    let sums = reduce::accumulators_of_threads::<i32>(ctx, &reduction, threads)?;
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let machine = reduce::machine(isa, io);
            let (inputs, outputs, scratch) = io.split();
            sum_quantized::<T>(machine, &reduction, &params, inputs.get(0)?, outputs.get(0)?, scratch.get(sums)?);
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

    #[test]
    fn quantized_sums_round_once() {
        let options = BuiltinOptions::ReducerOptions(Box::new(ReducerOptions { keep_dims: false }));
        let op = OneOp::new(BuiltinOperator::Sum).options(options).input(TensorType::UInt8, &[4]);
        let op = op.quantized(0.102_963_25, 5).vector(&[0]).output(TensorType::UInt8).quantized(0.427_899_27, 0);
        // 804 × 0.24062 = 193.46: two roundings would make it 194.
        assert_eq!(op.run::<u8, u8>(&[&[255, 255, 255, 59]]).unwrap(), [193]);
        assert_eq!(op.run::<u8, u8>(&[&[4, 6, 3, 7]]).unwrap(), [0]);
    }
}
