//! CUMSUM: the running sum along an axis, with or without each element itself, from either end.
//!
//! Types: int32, int64 (both wrap), float32. Version 1. The axis may come from the graph. Sources:
//! `tflite/kernels/cumsum.cc`, `internal/reference/cumsum.h`.

use super::support::axis;
use super::support::function::Function;
use super::support::options::optional_options;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::cumsum::{Cumsum, cumsum};
use ferrolite_kernels::reference::reduce::Summand;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Cumsum, prepare).operands(2..=2, 1..=1).types("int32, int64, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, CumsumOptions)?;
    let (exclusive, reverse) = options.map_or((false, false), |options| (options.exclusive, options.reverse));
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&input, &output)?;
    one_of(&ctx.input(1)?, &[TensorType::Int32])?;
    ctx.set_output_shape(0, input.shape)?;
    let axis = axis::operand(ctx, 1, input.rank())?;
    let (depth, inner) = match input.shape.get(axis..) {
        Some([depth, inner @ ..]) => (*depth, inner.iter().product()),
        _ => return Err(err!(Internal, "the axis vanished")),
    };
    let plan = Cumsum { depth, inner, exclusive, reverse };
    match input.dtype {
        TensorType::Int32 => kernel::<i32>("cumsum_int32_reference", plan),
        TensorType::Int64 => kernel::<i64>("cumsum_int64_reference", plan),
        TensorType::Float32 => kernel::<f32>("cumsum_float32_reference", plan),
        _ => Err(err!(BadType, "{input}: must be int32, int64 or float32")),
    }
}

fn kernel<T: Element + Summand>(name: &'static str, plan: Cumsum) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            cumsum::<T>(&plan, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, CumsumOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(exclusive: bool, reverse: bool, dtype: TensorType) -> OneOp {
        let options = BuiltinOptions::CumsumOptions(Box::new(CumsumOptions { exclusive, reverse }));
        OneOp::new(BuiltinOperator::Cumsum).options(options).input(dtype, &[2, 2])
    }

    #[test]
    fn sums_run_along_the_axis() {
        let run = |exclusive, reverse, axis| {
            let op = op(exclusive, reverse, TensorType::Int32).vector(&[axis]).output(TensorType::Int32);
            op.run::<i32, i32>(&[&[1, 2, 3, 4]]).unwrap()
        };
        assert_eq!(run(false, false, 0), [1, 2, 4, 6]);
        assert_eq!(run(false, false, -1), [1, 3, 3, 7]);
        assert_eq!(run(true, false, 1), [0, 1, 0, 3]);
        assert_eq!(run(false, true, 1), [3, 2, 7, 4]);
        assert_eq!(run(true, true, 0), [3, 4, 0, 0]);
    }

    #[test]
    fn axis_and_type_are_checked() {
        let float = || op(false, false, TensorType::Float32);
        assert_eq!(float().vector(&[2]).output(TensorType::Float32).refusal(), ErrorKind::BadOption);
        assert_eq!(float().vector(&[0, 1]).output(TensorType::Float32).refusal(), ErrorKind::BadShape);
        assert_eq!(
            float().input(TensorType::Int32, &[1]).output(TensorType::Float32).refusal(),
            ErrorKind::NotYetKnown
        );
        assert_eq!(
            op(false, false, TensorType::Int8).vector(&[0]).output(TensorType::Int8).refusal(),
            ErrorKind::BadType
        );
    }
}
