//! LOGISTIC: `1 / (1 + e^-x)`.
//!
//! Types: int8, uint8, int16, float16, bfloat16, float32. Version 3. Output scale 1/256 (int16: 1/32768, zero points
//! 0). Rounding: 8 bits, a table computed in float32 with ties away from zero; int16, linear interpolation in a table
//! of the sigmoid. 16-bit floats are computed in float32; float32 on which no integer depends (see
//! [`Floats`](crate::Floats)) with fused multiply-adds, within 4 · 10⁻⁷. Sources: `tflite/kernels/activations.cc`,
//! `internal/common.h`, `internal/reference/logistic.h`, `internal/reference/integer_ops/logistic.h`.

use super::support::binary::symmetric;
use super::support::unary::{self, mapped, table, vectorized_long};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::float_functions;
use ferrolite_kernels::fused_functions::{self, Function};
use ferrolite_kernels::half::{BFloat16, Float16, HalfFormat};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::math;
use ferrolite_kernels::reference::activation::logistic_f32;
use ferrolite_kernels::reference::lut::{Byte, ByteTable};
use ferrolite_kernels::reference::sigmoid16::Logistic16;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Logistic, prepare).versions(3).types("int8, uint8, int16, float16, bfloat16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Int8 => bytes::<i8>(ctx.isa(), "logistic_int8", &input, &output),
        TensorType::UInt8 => bytes::<u8>(ctx.isa(), "logistic_uint8", &input, &output),
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            check_scale(&output, 1.0 / 32768.0)?;
            let function = Logistic16::new(input.per_tensor()?.0);
            mapped("logistic_int16_reference", move |q| function.apply(q))
        }
        TensorType::Float32 if ctx.floats() == Floats::Fused && fused_functions::are_there(ctx.isa()) => {
            unary::fused(ctx.isa(), "logistic_float32_fused", Function::Logistic)
        }
        TensorType::Float32 => vectorized_long(ctx.isa(), "logistic_float32", float_functions::logistic),
        TensorType::Float16 => half::<Float16>("logistic_float16_reference"),
        TensorType::BFloat16 => half::<BFloat16>("logistic_bfloat16_reference"),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, float16, bfloat16 or float32")),
    }
}

fn check_scale(output: &Operand<'_>, expected: f32) -> Result<()> {
    let (scale, _) = output.per_tensor()?;
    ensure!(scale == expected, BadQuantization, "{output}: scale is {scale}, must be {expected}");
    Ok(())
}

fn bytes<T: Byte>(isa: Isa, name: &'static str, input: &Operand<'_>, output: &Operand<'_>) -> Result<Prepared> {
    check_scale(output, 1.0 / 256.0)?;
    table(isa, name, ByteTable::of_floats::<T>(input.per_tensor()?, output.per_tensor()?, math::logistic))
}

fn half<H: HalfFormat>(name: &'static str) -> Result<Prepared> {
    mapped(name, |bits| H::narrow(logistic_f32(H::widen(bits))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn the_output_scale_is_fixed() {
        let op = |scale| {
            let op = OneOp::new(BuiltinOperator::Logistic).input(TensorType::Int8, &[3]).quantized(0.1, 0);
            op.output(TensorType::Int8).quantized(scale, -128)
        };
        assert_eq!(op(1.0 / 256.0).run::<i8, i8>(&[&[-128, 0, 127]]).unwrap(), [-128, 0, 127]);
        assert_eq!(op(1.0 / 128.0).refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn int16_is_symmetric() {
        let op = |zero_point| {
            let op = OneOp::new(BuiltinOperator::Logistic).input(TensorType::Int16, &[2]).quantized(1.0 / 4096.0, 0);
            op.output(TensorType::Int16).quantized(1.0 / 32768.0, zero_point)
        };
        assert_eq!(op(0).run::<i16, i16>(&[&[0, i16::MAX]]).unwrap(), [1 << 14, 32757]);
        assert_eq!(op(1).refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn other_types_are_refused() {
        let op = OneOp::new(BuiltinOperator::Logistic).input(TensorType::Int32, &[1]).output(TensorType::Int32);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
