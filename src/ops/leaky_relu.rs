//! LEAKY_RELU: `x` where it is positive, `alpha · x` elsewhere.
//!
//! Types: int8, uint8, int16, float32. Version 2. Rounding: rule **D**, one multiplier for each sign; their real
//! values are computed in float32. For a negative alpha the product with |alpha| is rounded, then negated. Sources:
//! `tflite/kernels/activations.cc`, `internal/reference/leaky_relu.h`.

use super::support::binary::{affine, bad_scales, symmetric};
use super::support::options::optional_options;
use super::support::unary::{self, table, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::{ClampRange, QuantizedInteger};
use ferrolite_kernels::reference::activation::{LeakyRelu, leaky_relu_f32};
use ferrolite_kernels::reference::lut::ByteTable;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::LeakyRelu, prepare).versions(2).types("int8, uint8, int16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let alpha = optional_options!(ctx, LeakyReluOptions)?.map_or(0.0, |options| options.alpha);
    let (input, output) = unary::same_type(ctx)?;
    let quantized = |of_type: ClampRange| -> Result<LeakyRelu> {
        LeakyRelu::new(affine(&input)?, affine(&output)?, alpha, of_type).ok_or_else(bad_scales)
    };
    match input.dtype {
        TensorType::Int8 => {
            let function = quantized(ClampRange::I8)?;
            table(ctx.isa(), "leaky_relu_int8", ByteTable::of_integers::<i8, i8>(|q| function.apply(q)))
        }
        TensorType::UInt8 => {
            let function = quantized(ClampRange::U8)?;
            table(ctx.isa(), "leaky_relu_uint8", ByteTable::of_integers::<u8, u8>(|q| function.apply(q)))
        }
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            let function = quantized(ClampRange::I16)?;
            vectorized::<i16>(ctx.isa(), "leaky_relu_int16", move |q| i16::from_clamped(function.apply(q.into())))
        }
        TensorType::Float32 => vectorized::<f32>(ctx.isa(), "leaky_relu_float32", move |x| leaky_relu_f32(x, alpha)),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, LeakyReluOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn leaky_relu(alpha: f32, dtype: TensorType) -> OneOp {
        let options = BuiltinOptions::LeakyReluOptions(Box::new(LeakyReluOptions { alpha }));
        OneOp::new(BuiltinOperator::LeakyRelu).options(options).input(dtype, &[3])
    }

    #[test]
    fn alpha_may_be_negative_or_above_one() {
        let op = leaky_relu(-2.0, TensorType::Float32).output(TensorType::Float32);
        assert_eq!(op.run::<f32, f32>(&[&[-1.0, 0.0, 3.0]]).unwrap(), [2.0, 0.0, 3.0]);
        let op = leaky_relu(-0.5, TensorType::Int8).quantized(1.0, 0).output(TensorType::Int8).quantized(1.0, 0);
        // −3.5 goes up to −3 before the sign is turned.
        assert_eq!(op.run::<i8, i8>(&[&[-7, 0, 5]]).unwrap(), [3, 0, 5]);
        let op = leaky_relu(3.0, TensorType::Int16).quantized(1.0, 0).output(TensorType::Int16).quantized(1.0, 0);
        assert_eq!(op.run::<i16, i16>(&[&[-7, -20_000, 5]]).unwrap(), [-21, i16::MIN, 5]);
    }

    #[test]
    fn an_undefined_alpha_needs_floats() {
        let op = leaky_relu(f32::NAN, TensorType::Int8).quantized(1.0, 0).output(TensorType::Int8).quantized(1.0, 0);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        let op = leaky_relu(1.0, TensorType::Float16).output(TensorType::Float16);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
