//! ARG_MAX and ARG_MIN: the first index of the greatest or least element along one axis.
//!
//! Types: float32, int8, uint8, int32, bool; indices are int32 or int64, as the option `output_type` says. NaN
//! loses against every number. Source: `tflite/kernels/arg_min_max.cc`.

use super::support::axis;
use super::support::function::Function;
use super::support::options::options;
use super::support::units::one_of;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::{self, BuiltinOperator};
use crate::plan::Prepare;
use ferrolite_kernels::arg::{Candidate, last_axis};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::reference::arg::{ArgGeometry, Index, arg_max, arg_min};

const TYPES: &str = "int8, uint8, int32, float32, bool → int32, int64";

pub(super) const MAX: OpDef =
    OpDef::new(BuiltinOperator::ArgMax, prepare_max).versions(2).operands(2..=2, 1..=1).types(TYPES);

pub(super) const MIN: OpDef =
    OpDef::new(BuiltinOperator::ArgMin, prepare_min).versions(2).operands(2..=2, 1..=1).types(TYPES);

fn prepare_max(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let index_type = options!(ctx, ArgMaxOptions)?.output_type;
    prepare(ctx, index_type, true)
}

fn prepare_min(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let index_type = options!(ctx, ArgMinOptions)?.output_type;
    prepare(ctx, index_type, false)
}

fn prepare(ctx: &mut Prepare<'_>, index_type: schema::TensorType, is_max: bool) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    one_of(&ctx.input(1)?, &[TensorType::Int32, TensorType::Int64])?;
    one_of(&output, &[TensorType::Int32, TensorType::Int64])?;
    let expected =
        if output.dtype == TensorType::Int32 { schema::TensorType::Int32 } else { schema::TensorType::Int64 };
    ensure!(index_type == expected, BadOption, "output_type is {index_type:?}, but {output} is {}", output.dtype);
    let axis = axis::operand(ctx, 1, input.rank())?;
    let (before, rest) = input.shape.split_at(axis);
    let Some((&extent, after)) = rest.split_first() else {
        return Err(err!(BadShape, "{input}: has no axis {axis}"));
    };
    ensure!(extent > 0, BadShape, "{input}: axis {axis} is empty");
    ctx.set_output_shape(0, &[before, after].concat())?;
    // Products of dimensions were checked when the input got its shape.
    let isa = ctx.isa();
    let geometry = ArgGeometry { outer: before.iter().product(), axis: extent, inner: after.iter().product() };
    match input.dtype {
        TensorType::Float32 => kernel::<f32>(isa, geometry, output.dtype, is_max),
        TensorType::Int8 => kernel::<i8>(isa, geometry, output.dtype, is_max),
        TensorType::UInt8 | TensorType::Bool => kernel::<u8>(isa, geometry, output.dtype, is_max),
        TensorType::Int32 => kernel::<i32>(isa, geometry, output.dtype, is_max),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int32, float32 or bool")),
    }
}

fn kernel<T: Element + Candidate>(
    isa: Isa,
    geometry: ArgGeometry,
    index: TensorType,
    is_max: bool,
) -> Result<Prepared> {
    if geometry.inner == 1 {
        return match (index, is_max) {
            (TensorType::Int32, true) => last::<T, i32, true>("arg_max_last", isa, geometry.axis),
            (TensorType::Int32, false) => last::<T, i32, false>("arg_min_last", isa, geometry.axis),
            (_, true) => last::<T, i64, true>("arg_max_last", isa, geometry.axis),
            (_, false) => last::<T, i64, false>("arg_min_last", isa, geometry.axis),
        };
    }
    match (index, is_max) {
        (TensorType::Int32, true) => run("arg_max_reference", geometry, arg_max::<T, i32>),
        (TensorType::Int32, false) => run("arg_min_reference", geometry, arg_min::<T, i32>),
        (_, true) => run("arg_max_reference", geometry, arg_max::<T, i64>),
        (_, false) => run("arg_min_reference", geometry, arg_min::<T, i64>),
    }
}

fn last<T: Element + Candidate, I: Element + Index, const MAX: bool>(
    name: &'static str,
    isa: Isa,
    axis: usize,
) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let workers = io.workers();
            let (inputs, outputs, _) = io.split();
            last_axis::<T, I, MAX>((isa, workers), axis, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

fn run<T: Element, I: Element + Index>(
    name: &'static str,
    geometry: ArgGeometry,
    run: fn(ArgGeometry, &[T], &mut [I]),
) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            run(geometry, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{ArgMaxOptions, ArgMinOptions, BuiltinOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn arg(is_max: bool, index: schema::TensorType) -> OneOp {
        if is_max {
            let options = BuiltinOptions::ArgMaxOptions(Box::new(ArgMaxOptions { output_type: index }));
            OneOp::new(BuiltinOperator::ArgMax).options(options)
        } else {
            let options = BuiltinOptions::ArgMinOptions(Box::new(ArgMinOptions { output_type: index }));
            OneOp::new(BuiltinOperator::ArgMin).options(options)
        }
    }

    #[test]
    fn axes_are_checked() {
        for is_max in [true, false] {
            let op = |shape: &[usize], axes: &[i32]| {
                let op = arg(is_max, schema::TensorType::Int32).input(TensorType::Int8, shape);
                op.vector(axes).output(TensorType::Int32)
            };
            assert_eq!(op(&[2, 3, 4], &[-2]).shape(), [2, 4]);
            for axis in [3, -4, i32::MIN] {
                assert_eq!(op(&[2, 3, 4], &[axis]).refusal(), ErrorKind::BadOption);
            }
            assert_eq!(op(&[], &[0]).refusal(), ErrorKind::BadOption);
            assert_eq!(op(&[2, 3], &[0, 1]).refusal(), ErrorKind::BadShape);
            assert_eq!(op(&[2, 0], &[1]).refusal(), ErrorKind::BadShape);
            assert_eq!(op(&[0, 2], &[1]).shape(), [0]);
        }
    }

    #[test]
    fn types_are_checked() {
        let op = |index, input, output| arg(true, index).input(input, &[2, 3]).vector(&[0]).output(output).refusal();
        let int32 = schema::TensorType::Int32;
        assert_eq!(op(int32, TensorType::Int16, TensorType::Int32), ErrorKind::BadType);
        assert_eq!(op(int32, TensorType::Int8, TensorType::Float32), ErrorKind::BadType);
        assert_eq!(op(int32, TensorType::Int8, TensorType::Int64), ErrorKind::BadOption);
        assert_eq!(op(schema::TensorType::Float32, TensorType::Int8, TensorType::Int32), ErrorKind::BadOption);
        let axis = arg(true, int32).input(TensorType::Int8, &[2]).input(TensorType::Int16, &[1]);
        assert_eq!(axis.output(TensorType::Int32).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn both_kinds_of_index_are_written() {
        let least = arg(false, schema::TensorType::Int64).input(TensorType::Float32, &[2, 2]).vector(&[-1]);
        let least = least.output(TensorType::Int64);
        assert_eq!(least.run::<f32, i64>(&[&[2.0, 1.0, 0.0, 0.0]]).unwrap(), [1, 0]);
        let greatest = arg(true, schema::TensorType::Int32).input(TensorType::Bool, &[3]).vector(&[0]);
        assert_eq!(greatest.output(TensorType::Int32).run::<u8, i32>(&[&[0, 1, 1]]).unwrap(), [1]);
    }
}
