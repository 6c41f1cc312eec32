//! BROADCAST_ARGS: the shape that two shapes broadcast to.
//!
//! Types: int32, int64, vectors. Version 1. Extents that do not go together are an error while running, where LiteRT
//! aborts. Sources: `tflite/kernels/broadcast_args.cc`, `internal/reference/broadcast_args.h`.

use super::support::function::Function;
use super::support::units::same_type;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::BroadcastArgs, prepare).operands(2..=2, 1..=1).types("int32, int64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (left, right) = (ctx.input(0)?, ctx.input(1)?);
    same_type(&left, &right)?;
    same_type(&left, &ctx.output(0)?)?;
    for operand in [&left, &right] {
        ensure!(operand.rank() == 1, BadShape, "{operand}: a shape must be a vector");
    }
    ctx.set_output_shape(0, &[left.elements().max(right.elements())])?;
    match left.dtype {
        TensorType::Int32 => kernel::<i32>("broadcast_args_int32_reference"),
        TensorType::Int64 => kernel::<i64>("broadcast_args_int64_reference"),
        _ => Err(err!(BadType, "{left}: must be int32 or int64")),
    }
}

fn kernel<T: Element + PartialEq + From<i8> + core::fmt::Display>(name: &'static str) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(|io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let (left, right): (&[T], &[T]) = (inputs.get(0)?, inputs.get(1)?);
            let one = T::from(1);
            let ones = core::iter::repeat(one);
            let left = left.iter().rev().copied().chain(ones.clone());
            let right = right.iter().rev().copied().chain(ones);
            for (extent, (left, right)) in outputs.get::<T>(0)?.iter_mut().rev().zip(left.zip(right)) {
                ensure!(left == one || right == one || left == right, BadValue, "{left} and {right} do not broadcast");
                *extent = if left == one { right } else { left };
            }
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType, left: &[usize], right: &[usize]) -> OneOp {
        OneOp::new(BuiltinOperator::BroadcastArgs).input(dtype, left).input(dtype, right).output(dtype)
    }

    #[test]
    fn shorter_shapes_begin_with_ones() {
        let run = |left: &[i32], right: &[i32]| {
            op(TensorType::Int32, &[left.len()], &[right.len()]).run::<i32, i32>(&[left, right])
        };
        assert_eq!(run(&[4, 1, 3], &[2, 1]).unwrap(), [4, 2, 3]);
        assert_eq!(run(&[], &[2, 0]).unwrap(), [2, 0]);
        assert_eq!(run(&[2], &[3]).unwrap_err().kind(), ErrorKind::BadValue);
        let wide = op(TensorType::Int64, &[1], &[2]).run::<i64, i64>(&[&[5], &[7, 1]]).unwrap();
        assert_eq!(wide, [7, 5]);
    }

    #[test]
    fn shapes_are_vectors_of_integers() {
        assert_eq!(op(TensorType::Int32, &[], &[2]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(TensorType::Float32, &[1], &[2]).refusal(), ErrorKind::BadType);
    }
}
