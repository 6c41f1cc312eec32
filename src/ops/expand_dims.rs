//! EXPAND_DIMS: a tensor with a new dimension of extent 1.
//!
//! Operands: the tensor; the place of the new dimension (int32 or int64, negative from the end), which may
//! come from the graph. The output is the input's bytes; nothing is copied. Both are quantized alike.
//!
//! Types: all. Source: `tflite/kernels/expand_dims.cc`.

use super::support::axis;
use super::support::units::{same_quantization, same_type, whole_tensor};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ExpandDims, prepare).operands(2..=2, 1..=1).types("all");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&input, &output)?;
    same_quantization(&input, &output)?;
    if input.dtype == TensorType::Int16 {
        ensure!(whole_tensor(&input).1 == 0, BadQuantization, "{input}: the zero point of int16 must be 0");
    }
    let axis = axis::operand(ctx, 1, input.rank() + 1)?;
    let mut shape = input.shape.to_vec();
    shape.insert(axis, 1);
    ctx.set_output_shape(0, &shape)?;
    ctx.alias(0, 0);
    Ok(Prepared::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn expanded(axis: &[i64]) -> OneOp {
        OneOp::new(BuiltinOperator::ExpandDims)
            .input(TensorType::Int16, &[2, 3])
            .constant(TensorType::Int64, &[axis.len()], axis)
            .output(TensorType::Int16)
    }

    #[test]
    fn the_new_dimension_may_be_first_or_last() {
        assert_eq!(expanded(&[0]).shape(), [1, 2, 3]);
        assert_eq!(expanded(&[2]).shape(), [2, 3, 1]);
        assert_eq!(expanded(&[-1]).shape(), [2, 3, 1]);
        assert_eq!(expanded(&[-3]).shape(), [1, 2, 3]);
    }

    #[test]
    fn places_outside_and_other_scales_are_refused() {
        assert_eq!(expanded(&[3]).refusal(), ErrorKind::BadOption);
        assert_eq!(expanded(&[-4]).refusal(), ErrorKind::BadOption);
        assert_eq!(expanded(&[-100_000]).refusal(), ErrorKind::BadOption);
        assert_eq!(expanded(&[0, 1]).refusal(), ErrorKind::BadShape);
        assert_eq!(expanded(&[0]).quantized(0.5, 0).refusal(), ErrorKind::BadQuantization);
    }
}
