//! GELU: `x / 2 · (1 + erf(x / √2))`, or its tanh approximation where the options say so.
//!
//! Types: int8, uint8, int16, float16, float32. Version 3. 8 bits: a table computed in float32, ties away from zero;
//! int16: linear interpolation in a table computed in float32. float16 is computed in float32 and rounded once, where
//! the reference rounds every step. Sources: `tflite/kernels/activations.cc`, `internal/reference/gelu.h`.

use super::support::options::optional_options;
use super::support::unary::{self, mapped, tabulated_byte, tabulated_i16, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::float_functions;
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::reference::elementwise::gelu;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Gelu, prepare).versions(3).types("int8, uint8, int16, float16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let approximate = optional_options!(ctx, GeluOptions)?.is_some_and(|options| options.approximate);
    let function = gelu(approximate);
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 if approximate => vectorized(ctx.isa(), "gelu_float32", float_functions::gelu_by_tanh),
        TensorType::Float32 => vectorized(ctx.isa(), "gelu_float32", float_functions::gelu),
        TensorType::Float16 => {
            mapped("gelu_float16_reference", move |bits| Float16::narrow(function(Float16::widen(bits))))
        }
        TensorType::Int8 => tabulated_byte::<i8>(ctx.isa(), "gelu_int8", (&input, &output), function),
        TensorType::UInt8 => tabulated_byte::<u8>(ctx.isa(), "gelu_uint8", (&input, &output), function),
        TensorType::Int16 => tabulated_i16("gelu_int16_reference", (&input, &output), function),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, float16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, GeluOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(dtype: TensorType, approximate: bool) -> OneOp {
        let options = BuiltinOptions::GeluOptions(Box::new(GeluOptions { approximate }));
        OneOp::new(BuiltinOperator::Gelu).options(options).input(dtype, &[3]).quantized(0.1, 0)
    }

    #[test]
    fn the_approximation_differs_a_little() {
        let run = |approximate| {
            let op = op(TensorType::Float32, approximate).output(TensorType::Float32);
            op.run::<f32, f32>(&[&[0.0, 1.0, -3.0]]).unwrap()
        };
        let (exact, approximate) = (run(false), run(true));
        assert!((exact[1] - 0.841_344_7).abs() < 1e-6);
        assert!(exact != approximate && exact.iter().zip(&approximate).all(|(a, b)| (a - b).abs() < 1e-3));
    }

    #[test]
    fn quantized_ones_are_tables() {
        let bytes = op(TensorType::Int8, false).output(TensorType::Int8).quantized(0.1, -100);
        assert_eq!(bytes.run::<i8, i8>(&[&[-100, 0, 100]]).unwrap(), [-100, -100, 0]);
        let words = op(TensorType::Int16, true).output(TensorType::Int16).quantized(0.1, 0);
        // Samples are shifted to spread the error of the pieces between them.
        assert_eq!(words.run::<i16, i16>(&[&[-1000, 0, 1000]]).unwrap(), [0, -1, 999]);
        assert_eq!(op(TensorType::Int8, true).output(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
        assert_eq!(op(TensorType::Int32, true).output(TensorType::Int32).refusal(), ErrorKind::BadType);
    }
}
