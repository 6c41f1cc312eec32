//! ABS: the absolute value.
//!
//! Types: float32, int32, int16 (plain or quantized), int8. Version 5. Plain integers wrap: the least one stays. Quantized
//! ones are rescaled by rule **D** where the scales of input and output differ; int16 is symmetric. Source:
//! `tflite/kernels/elementwise.cc`.

use super::support::binary::{affine, bad_scales, has_scale, symmetric};
use super::support::unary::{self, mapped, table, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::{ClampRange, QuantizedInteger};
use ferrolite_kernels::reference::elementwise::QuantizedAbs;
use ferrolite_kernels::reference::lut::ByteTable;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Abs, prepare).versions(5).types("int8, int16, int32, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    let quantized = |of_type: ClampRange| -> Result<QuantizedAbs> {
        QuantizedAbs::new(affine(&input)?, affine(&output)?, of_type).ok_or_else(bad_scales)
    };
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "abs_float32", f32::abs),
        TensorType::Int32 => mapped("abs_int32_reference", i32::wrapping_abs),
        TensorType::Int16 if has_scale(&input) => {
            symmetric(&input)?;
            symmetric(&output)?;
            let function = quantized(ClampRange::I16)?;
            mapped::<i16>("abs_int16_reference", move |q| i16::from_clamped(function.apply(q.into())))
        }
        TensorType::Int16 => mapped("abs_int16_plain_reference", i16::wrapping_abs),
        TensorType::Int8 => {
            let function = quantized(ClampRange::I8)?;
            table(ctx.isa(), "abs_int8", ByteTable::of_integers::<i8, i8>(|q| function.apply(q)))
        }
        _ => Err(err!(BadType, "{input}: must be int8, int16, int32 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn abs(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Abs).input(dtype, &[3])
    }

    #[test]
    fn plain_numbers_lose_their_sign() {
        let op = abs(TensorType::Float32).output(TensorType::Float32);
        assert_eq!(op.run::<f32, f32>(&[&[-1.5, 0.0, f32::NEG_INFINITY]]).unwrap(), [1.5, 0.0, f32::INFINITY]);
        let op = abs(TensorType::Int32).output(TensorType::Int32);
        assert_eq!(op.run::<i32, i32>(&[&[-7, 7, i32::MIN]]).unwrap(), [7, 7, i32::MIN]);
        let op = abs(TensorType::Int16).output(TensorType::Int16);
        assert_eq!(op.run::<i16, i16>(&[&[-7, 7, i16::MIN]]).unwrap(), [7, 7, i16::MIN]);
    }

    #[test]
    fn quantized_numbers_need_scales_and_int16_no_zero_point() {
        let op = abs(TensorType::Int16).quantized(0.5, 0).output(TensorType::Int16).quantized(1.0, 0);
        assert_eq!(op.run::<i16, i16>(&[&[-8, 8, i16::MIN]]).unwrap(), [4, 4, 16384]);
        let op = abs(TensorType::Int16).quantized(0.5, 1).output(TensorType::Int16).quantized(1.0, 0);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        assert_eq!(abs(TensorType::Int8).output(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
        assert_eq!(abs(TensorType::UInt8).output(TensorType::UInt8).refusal(), ErrorKind::BadType);
        assert_eq!(abs(TensorType::Int32).output(TensorType::Float32).refusal(), ErrorKind::BadType);
    }
}
