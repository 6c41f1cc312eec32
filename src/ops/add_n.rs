//! ADD_N: the sum of two or more tensors of one shape.
//!
//! Types: int32 (wraps), float32, added from first to last. Version 1. Source: `tflite/kernels/add_n.cc`.

use super::support::function::Function;
use super::support::units::same_type;
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::reduce::Summand;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::AddN, prepare)
    .operands(2..=usize::MAX, 1..=1)
    .types("int32, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (first, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&first, &output)?;
    let count = ctx.input_count();
    for position in 1..count {
        let input = ctx.input(position)?;
        same_type(&first, &input)?;
        ensure!(input.shape == first.shape, BadShape, "{input}: must have the shape of {first}");
    }
    ctx.set_output_shape(0, first.shape)?;
    match first.dtype {
        TensorType::Int32 => kernel::<i32>("add_n_int32_reference", count),
        TensorType::Float32 => kernel::<f32>("add_n_float32_reference", count),
        _ => Err(err!(BadType, "{first}: must be int32 or float32")),
    }
}

fn kernel<T: Element + Summand>(name: &'static str, count: usize) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let sums: &mut [T] = outputs.get(0)?;
            sums.copy_from_slice(inputs.get(0)?);
            for position in 1..count {
                let terms: &[T] = inputs.get(position)?;
                sums.iter_mut().zip(terms).for_each(|(sum, &term)| *sum = sum.add(term));
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

    fn op(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::AddN).input(dtype, &[2]).input(dtype, &[2])
    }

    #[test]
    fn all_operands_are_added() {
        let three = op(TensorType::Int32).input(TensorType::Int32, &[2]).output(TensorType::Int32);
        let sums = three.run::<i32, i32>(&[&[1, i32::MAX], &[2, 1], &[3, 0]]).unwrap();
        assert_eq!(sums, [6, i32::MIN]);
    }

    #[test]
    fn shapes_types_and_counts_are_checked() {
        let broadcast = op(TensorType::Float32).input(TensorType::Float32, &[1]).output(TensorType::Float32);
        assert_eq!(broadcast.refusal(), ErrorKind::BadShape);
        let mixed = op(TensorType::Float32).input(TensorType::Int32, &[2]).output(TensorType::Float32);
        assert_eq!(mixed.refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::Int8).output(TensorType::Int8).refusal(), ErrorKind::BadType);
        let one = OneOp::new(BuiltinOperator::AddN).input(TensorType::Float32, &[2]).output(TensorType::Float32);
        assert_eq!(one.refusal(), ErrorKind::BadOperand);
    }
}
