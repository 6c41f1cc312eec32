//! BITCAST: the same bytes under another type.
//!
//! Types: any of 8 bits and more. Version 1. Narrower output elements make a new last dimension of their number; wider
//! ones take up the last dimension, which has to hold as many elements as make one. Nothing is copied. Source:
//! `tflite/kernels/bitcast.cc`.

use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Bitcast, prepare).types("any of 8 bits or more");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let (from, to) = (bits(&input)?, bits(&output)?);
    let mut shape = input.shape.to_vec();
    if from > to {
        shape.push(from / to);
    } else if from < to {
        let last = shape.pop();
        ensure!(last == Some(to / from), BadShape, "{input}: the last dimension must be {}", to / from);
    }
    ctx.set_output_shape(0, &shape)?;
    ctx.alias(0, 0);
    Ok(Prepared::Nothing)
}

fn bits(operand: &Operand<'_>) -> Result<usize> {
    let bits = operand.dtype.bits().filter(|&bits| bits >= 8);
    bits.ok_or_else(|| err!(BadType, "{operand}: elements must have 8 bits or more"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::TensorType;
    use crate::plan::testing::OneOp;

    #[test]
    fn the_last_dimension_changes_with_the_width() {
        let op = |from, shape: &[usize], to| OneOp::new(BuiltinOperator::Bitcast).input(from, shape).output(to);
        assert_eq!(op(TensorType::Float32, &[3], TensorType::Int8).shape(), [3, 4]);
        assert_eq!(op(TensorType::Int8, &[3, 4], TensorType::UInt32).shape(), [3]);
        assert_eq!(op(TensorType::Int16, &[3, 4], TensorType::Float16).shape(), [3, 4]);
        let bytes = op(TensorType::Float32, &[1], TensorType::UInt32).run::<f32, u32>(&[&[1.0]]).unwrap();
        assert_eq!(bytes, [0x3F80_0000]);
        assert_eq!(op(TensorType::Int8, &[3], TensorType::UInt32).refusal(), ErrorKind::BadShape);
        assert_eq!(op(TensorType::Int8, &[], TensorType::UInt32).refusal(), ErrorKind::BadShape);
        assert_eq!(op(TensorType::Int4, &[2], TensorType::Int8).refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::String, &[2], TensorType::Int8).refusal(), ErrorKind::BadType);
    }
}
