//! TANH: the hyperbolic tangent.
//!
//! Types: int8, uint8, int16, float16, bfloat16, float32. Version 3. Rounding: 8 bits, a table computed in float32 with
//! ties away from zero, any output scale; int16 (zero points 0, output scale 2^−15), linear interpolation in a table
//! of the sigmoid. 16-bit floats are computed in float32. Sources: `tflite/kernels/activations.cc`,
//! `internal/common.h`, `internal/reference/integer_ops/tanh.h`.

use super::support::binary::symmetric;
use super::support::unary::{self, mapped, table, vectorized_long};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::float_functions;
use ferrolite_kernels::half::{BFloat16, Float16, HalfFormat};
use ferrolite_kernels::math;
use ferrolite_kernels::reference::lut::ByteTable;
use ferrolite_kernels::reference::sigmoid16::{Tanh16, power_of_two};

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Tanh, prepare).versions(3).types("int8, uint8, int16, float16, bfloat16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Int8 => {
            let function = ByteTable::of_floats::<i8>(input.per_tensor()?, output.per_tensor()?, math::tanh);
            table(ctx.isa(), "tanh_int8", function)
        }
        TensorType::UInt8 => {
            let function = ByteTable::of_floats::<u8>(input.per_tensor()?, output.per_tensor()?, math::tanh);
            table(ctx.isa(), "tanh_uint8", function)
        }
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            let (scale, _) = output.per_tensor()?;
            ensure!(power_of_two(scale) == Some(-15), BadQuantization, "{output}: scale is {scale}, must be 1/32768");
            let function = Tanh16::new(input.per_tensor()?.0);
            mapped("tanh_int16_reference", move |q| function.apply(q))
        }
        TensorType::Float32 => vectorized_long(ctx.isa(), "tanh_float32", float_functions::tanh),
        TensorType::Float16 => half::<Float16>("tanh_float16_reference"),
        TensorType::BFloat16 => half::<BFloat16>("tanh_bfloat16_reference"),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, float16, bfloat16 or float32")),
    }
}

fn half<H: HalfFormat>(name: &'static str) -> Result<Prepared> {
    mapped(name, |bits| H::narrow(math::tanh(H::widen(bits))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn eight_bits_take_any_output_scale() {
        let op = OneOp::new(BuiltinOperator::Tanh).input(TensorType::Int8, &[3]).quantized(0.1, 0);
        let op = op.output(TensorType::Int8).quantized(0.02, 5);
        assert_eq!(op.run::<i8, i8>(&[&[-100, 0, 100]]).unwrap(), [-45, 5, 55]);
    }

    #[test]
    fn int16_has_a_fixed_output_scale() {
        let op = |scale| {
            let op = OneOp::new(BuiltinOperator::Tanh).input(TensorType::Int16, &[2]).quantized(1.0 / 4096.0, 0);
            op.output(TensorType::Int16).quantized(scale, 0)
        };
        assert_eq!(op(1.0 / 32768.0).run::<i16, i16>(&[&[0, i16::MIN]]).unwrap(), [0, -32767]);
        assert_eq!(op(1.0 / 16384.0).refusal(), ErrorKind::BadQuantization);
        let op = OneOp::new(BuiltinOperator::Tanh).input(TensorType::Bool, &[1]).output(TensorType::Bool);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
