//! LOG_SOFTMAX over the last axis: `x − ln Σ e^x`.
//!
//! Types: int8, uint8, float32. Version 2. Output scale 1/16, zero point 127 (uint8: 255). Rounding: 8 bits in gemmlowp's
//! fixed point, floats in float32, added up in order. Sources: `tflite/kernels/activations.cc`,
//! `internal/reference/log_softmax.h`, `internal/reference/integer_ops/log_softmax.h`.

use super::support::binary::affine;
use super::support::rows::{self, rows};
use super::support::units::same_type;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::reference::normalization::{LogSoftmax8, log_softmax_f32};

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::LogSoftmax, prepare).versions(2).types("int8, uint8, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output, depth) = rows::operands(ctx)?;
    same_type(&input, &output)?;
    match input.dtype {
        TensorType::Float32 => rows("log_softmax_float32_reference", depth, log_softmax_f32),
        TensorType::Int8 => {
            let function = small(&input, &output, 127)?;
            rows("log_softmax_int8_reference", depth, move |row: &mut [i8]| function.row_in_place(row))
        }
        TensorType::UInt8 => {
            let function = small(&input, &output, 255)?;
            rows("log_softmax_uint8_reference", depth, move |row: &mut [u8]| function.row_in_place(row))
        }
        _ => Err(err!(BadType, "{input}: must be int8, uint8 or float32")),
    }
}

fn small(input: &Operand<'_>, output: &Operand<'_>, zero_point: i32) -> Result<LogSoftmax8> {
    let own = affine(output)?;
    ensure!(
        own.scale == 16.0 / 256.0 && own.zero_point == zero_point,
        BadQuantization,
        "{output}: scale and zero point are {} and {}, must be 0.0625 and {zero_point}",
        own.scale,
        own.zero_point
    );
    let scale = affine(input)?.scale;
    LogSoftmax8::new(scale).ok_or_else(|| err!(BadQuantization, "{input}: scale {scale} must be at least 2^-26"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType, scale: f32, zero_point: i32) -> OneOp {
        let op = OneOp::new(BuiltinOperator::LogSoftmax).input(dtype, &[2, 2]).quantized(0.1, 5);
        op.output(dtype).quantized(scale, zero_point)
    }

    #[test]
    fn even_rows_give_the_logarithm_of_their_length() {
        let floats = op(TensorType::Float32, 1.0, 0).run::<f32, f32>(&[&[1.0, 1.0, 0.0, -200.0]]).unwrap();
        assert_eq!(floats, [-core::f32::consts::LN_2, -core::f32::consts::LN_2, 0.0, -200.0]);
        let bytes = op(TensorType::Int8, 0.0625, 127).run::<i8, i8>(&[&[3, 3, 127, -128]]).unwrap();
        assert_eq!(bytes, [116, 116, 127, -128]);
        let bytes = op(TensorType::UInt8, 0.0625, 255).run::<u8, u8>(&[&[3, 3, 255, 0]]).unwrap();
        assert_eq!(bytes, [244, 244, 255, 0]);
    }

    #[test]
    fn the_output_scale_is_fixed() {
        assert_eq!(op(TensorType::Int8, 0.125, 127).refusal(), ErrorKind::BadQuantization);
        assert_eq!(op(TensorType::UInt8, 0.0625, 127).refusal(), ErrorKind::BadQuantization);
        assert_eq!(op(TensorType::Int16, 0.0625, 0).refusal(), ErrorKind::BadType);
        let scalar = OneOp::new(BuiltinOperator::LogSoftmax).input(TensorType::Float32, &[]);
        assert_eq!(scalar.output(TensorType::Float32).refusal(), ErrorKind::BadShape);
    }
}
