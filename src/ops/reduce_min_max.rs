//! REDUCE_MAX and REDUCE_MIN over any set of axes, with or without keeping them as dimensions of 1.
//!
//! Types: float32, int8, uint8, int16, int32, int64, bool. Nothing is rescaled: input and output of a quantized
//! type have one scale and zero point. NaN and empty inputs are described at
//! [`max`](ferrolite_kernels::reference::reduce::max). Source: `tflite/kernels/reduce.cc`.

use super::support::function::Function;
use super::support::reduce;
use super::support::units::same_quantization;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::elementwise::Machine;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::reduce_axes::Reduction;
use ferrolite_kernels::reductions::{max, min};
use ferrolite_kernels::reference::reduce::Ordered;

const TYPES: &str = "int8, uint8, int16, int32, int64, float32, bool";

pub(super) const MAX: OpDef =
    OpDef::new(BuiltinOperator::ReduceMax, prepare_max).versions(3).operands(2..=2, 1..=1).types(TYPES);

pub(super) const MIN: OpDef =
    OpDef::new(BuiltinOperator::ReduceMin, prepare_min).versions(3).operands(2..=2, 1..=1).types(TYPES);

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Max,
    Min,
}

fn prepare_max(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, Which::Max)
}

fn prepare_min(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    prepare(ctx, Which::Min)
}

fn prepare(ctx: &mut Prepare<'_>, which: Which) -> Result<Prepared> {
    let (reduction, isa) = (reduce::prepare(ctx)?, ctx.isa());
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    if matches!(input.dtype, TensorType::Int8 | TensorType::UInt8 | TensorType::Int16) {
        reduce::require_symmetric_int16(&input, &output)?;
        same_quantization(&input, &output)?;
    }
    match input.dtype {
        TensorType::Float32 => kernel::<f32>(isa, which, reduction, ["reduce_max_float32", "reduce_min_float32"]),
        TensorType::Int8 => kernel::<i8>(isa, which, reduction, ["reduce_max_int8", "reduce_min_int8"]),
        TensorType::UInt8 => kernel::<u8>(isa, which, reduction, ["reduce_max_uint8", "reduce_min_uint8"]),
        TensorType::Int16 => kernel::<i16>(isa, which, reduction, ["reduce_max_int16", "reduce_min_int16"]),
        TensorType::Int32 => kernel::<i32>(isa, which, reduction, ["reduce_max_int32", "reduce_min_int32"]),
        TensorType::Int64 => kernel::<i64>(isa, which, reduction, ["reduce_max_int64", "reduce_min_int64"]),
        TensorType::Bool => truths(isa, which, reduction),
        _ => Err(err!(BadType, "{input}: must be {TYPES}")),
    }
}

fn kernel<T: Element + Ordered>(
    isa: Isa,
    which: Which,
    reduction: Reduction,
    [max_name, min_name]: [&'static str; 2],
) -> Result<Prepared> {
    let (name, run) = match which {
        Which::Max => (max_name, max::<T> as fn(Machine<'_>, &Reduction, &[T], &mut [T])),
        Which::Min => (min_name, min::<T> as fn(Machine<'_>, &Reduction, &[T], &mut [T])),
    };
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let machine = reduce::machine(isa, io);
            let (inputs, outputs, _) = io.split();
            run(machine, &reduction, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

/// Truth values are bytes of 0 and 1; only the minimum of nothing needs care.
fn truths(isa: Isa, which: Which, reduction: Reduction) -> Result<Prepared> {
    let (name, run) = match which {
        Which::Max => ("reduce_max_bool", max::<u8> as fn(Machine<'_>, &Reduction, &[u8], &mut [u8])),
        Which::Min => ("reduce_min_bool", min::<u8> as fn(Machine<'_>, &Reduction, &[u8], &mut [u8])),
    };
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let machine = reduce::machine(isa, io);
            let (inputs, outputs, _) = io.split();
            let output: &mut [u8] = outputs.get(0)?;
            run(machine, &reduction, inputs.get(0)?, output);
            for truth in output {
                *truth = (*truth).min(1);
            }
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{BuiltinOptions, ReducerOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn reduce(code: BuiltinOperator, dtype: TensorType, shape: &[usize]) -> OneOp {
        let options = BuiltinOptions::ReducerOptions(Box::new(ReducerOptions { keep_dims: false }));
        OneOp::new(code).options(options).input(dtype, shape).vector(&[1]).output(dtype)
    }

    #[test]
    fn the_extremes_of_each_row() {
        let input: &[i8] = &[3, -7, 5, 0, 0, 1];
        let max = reduce(BuiltinOperator::ReduceMax, TensorType::Int8, &[2, 3]);
        assert_eq!(max.run::<i8, i8>(&[input]).unwrap(), [5, 1]);
        let min = reduce(BuiltinOperator::ReduceMin, TensorType::Int8, &[2, 3]);
        assert_eq!(min.run::<i8, i8>(&[input]).unwrap(), [-7, 0]);
    }

    #[test]
    fn truth_values_stay_truth_values() {
        let min = reduce(BuiltinOperator::ReduceMin, TensorType::Bool, &[2, 0]);
        assert_eq!(min.run::<u8, u8>(&[&[]]).unwrap(), [1, 1]);
        let max = reduce(BuiltinOperator::ReduceMax, TensorType::Bool, &[2, 2]);
        assert_eq!(max.run::<u8, u8>(&[&[0, 0, 0, 1]]).unwrap(), [0, 1]);
    }
}
