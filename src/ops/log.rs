//! LOG: the natural logarithm.
//!
//! Types: int8, int16, float32. Version 2. int8: a table computed in float32, ties away from zero; int16: linear
//! interpolation in a table computed in float32, symmetric. A quantized real that is not positive gives the least value.
//! Source: `tflite/kernels/elementwise.cc`, `internal/common.h`.

use super::support::binary::symmetric;
use super::support::unary::{self, tabulated_byte, tabulated_i16, vectorized_long};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::math;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Log, prepare).versions(2).types("int8, int16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    let from = |least: i32| -> Result<_> {
        let (scale, zero_point) = output.per_tensor()?;
        let least = least.wrapping_sub(zero_point) as f32 * scale;
        Ok(move |x: f32| if x <= 0.0 { least } else { math::log(x) })
    };
    match input.dtype {
        TensorType::Float32 => vectorized_long(ctx.isa(), "log_float32", math::log),
        TensorType::Int8 => tabulated_byte::<i8>(ctx.isa(), "log_int8", (&input, &output), from(i8::MIN.into())?),
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            tabulated_i16("log_int16_reference", (&input, &output), from(i16::MIN.into())?)
        }
        _ => Err(err!(BadType, "{input}: must be int8, int16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn log(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Log).input(dtype, &[3])
    }

    #[test]
    fn what_is_not_positive_gives_the_least_value() {
        let op = log(TensorType::Int8).quantized(1.0, 0).output(TensorType::Int8).quantized(0.1, 3);
        assert_eq!(op.run::<i8, i8>(&[&[-1, 0, 100]]).unwrap(), [-128, -128, 49]);
        let op = log(TensorType::Float32).output(TensorType::Float32);
        let logs = op.run::<f32, f32>(&[&[-1.0, 0.0, 1.0]]).unwrap();
        assert!(logs[0].is_nan() && logs[1] == f32::NEG_INFINITY && logs[2] == 0.0);
    }

    #[test]
    fn quantization_is_checked() {
        assert_eq!(log(TensorType::Int8).output(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
        let op = log(TensorType::Int16).quantized(1.0, 1).output(TensorType::Int16).quantized(1.0, 0);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        assert_eq!(log(TensorType::Int32).output(TensorType::Int32).refusal(), ErrorKind::BadType);
    }
}
