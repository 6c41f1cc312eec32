//! SQUARED_DIFFERENCE: `(a − b)²`, broadcast.
//!
//! Types: int8, int32, float32. Version 2. int8: rule **D** three times, with 7 fraction bits in between; int32 wraps.
//! Source: `tflite/kernels/squared_difference.cc`.

use super::support::binary::{self, SameType, bad_scales};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::broadcast::BinaryFn;
use ferrolite_kernels::reference::numbers::QuantizedSquaredDifference;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::SquaredDifference, prepare)
    .versions(2)
    .operands(2..=2, 1..=1)
    .types("int8, int32, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    match operands.common_type()? {
        TensorType::Int8 => {
            let [left, right, output] = operands.affine()?;
            let square = QuantizedSquaredDifference::<i8>::new(left, right, output).ok_or_else(bad_scales)?;
            SameType::prepared("squared_difference_int8_reference", operands.broadcast, square)
        }
        TensorType::Int32 => {
            let square = |a: i32, b: i32| a.wrapping_sub(b).wrapping_mul(a.wrapping_sub(b));
            binary::vectorized(operands.isa, "squared_difference_int32", operands.broadcast, BinaryFn::new(square))
        }
        TensorType::Float32 => {
            let square = |a: f32, b: f32| (a - b) * (a - b);
            binary::vectorized(operands.isa, "squared_difference_float32", operands.broadcast, BinaryFn::new(square))
        }
        _ => Err(err!(BadType, "{}: must be int8, int32 or float32", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::SquaredDifference).input(dtype, &[2]).quantized(1.0, 0).input(dtype, &[1])
    }

    #[test]
    fn differences_are_squared() {
        let int8 = op(TensorType::Int8).quantized(1.0, 0).output(TensorType::Int8).quantized(4.0, -100);
        assert_eq!(int8.run::<i8, i8>(&[&[5, -5], &[1]]).unwrap(), [-96, -91]);
        let int32 = op(TensorType::Int32).output(TensorType::Int32);
        assert_eq!(int32.run::<i32, i32>(&[&[1 << 16, -5], &[0]]).unwrap(), [0, 25]);
        let float = op(TensorType::Float32).output(TensorType::Float32);
        assert_eq!(float.run::<f32, f32>(&[&[0.5, -1.0], &[1.0]]).unwrap(), [0.25, 4.0]);
    }

    #[test]
    fn types_and_scales_are_checked() {
        assert_eq!(op(TensorType::Int8).output(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
        assert_eq!(op(TensorType::Int64).output(TensorType::Int64).refusal(), ErrorKind::BadType);
    }
}
