//! MUL: the product of two tensors, broadcast, with a fused activation.
//!
//! Types: int8, uint8, int16 (quantized, or plain without a scale), int16 → int8 or uint8 (Q0.15 fixed point), int32,
//! uint32, int64, float16, float32, complex64 (no activation). Version 7. Rounding: rule **D**, one multiplier, which
//! may be above one; its real value is computed in float32. int16 has zero points 0. Integers wrap, float products
//! are clamped to finite values. Sources: `tflite/kernels/mul.cc`, `internal/reference/mul.h`,
//! `internal/reference/integer_ops/mul.h`.

use super::support::binary::{self, MixedTypes, Operands, SameType, activation_range, affine, bad_scales, symmetric};
use super::support::options::{activation, optional_options};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use core::marker::PhantomData;
use ferrolite_kernels::half::Float16;
use ferrolite_kernels::products::Product;
use ferrolite_kernels::quant::{Activation, ClampRange};
use ferrolite_kernels::reference::arithmetic::{Clamped, ClampedHalf, ComplexMul, Mul};
use ferrolite_kernels::reference::binary::{NarrowingMul, QuantizedMul};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Mul, prepare)
    .versions(7)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int16 → int8, int16 → uint8, int32, uint32, int64, float16, float32, complex64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, MulOptions)?;
    let activation = options.map_or(Activation::None, |options| activation(options.fused_activation_function));
    let operands = binary::operands(ctx, true)?;
    if let Some(prepared) = narrowing(&operands, activation)? {
        return Ok(prepared);
    }
    macro_rules! quantized {
        ($name:literal, $integer:ty, $of_type:expr) => {{
            let range = activation_range(&operands.output, activation, $of_type)?;
            let [left, right, output] = operands.affine()?;
            let product = QuantizedMul::<$integer>::new(left, right, output, range).ok_or_else(bad_scales)?;
            binary::vectorized(operands.isa, $name, operands.broadcast, Product::new(product))
        }};
    }
    macro_rules! plain {
        ($name:literal, $number:ty) => {
            SameType::prepared($name, operands.broadcast, Clamped::<Mul, $number>::new(activation))
        };
    }
    macro_rules! vectorized {
        ($name:literal, $number:ty) => {
            binary::vectorized(operands.isa, $name, operands.broadcast, Clamped::<Mul, $number>::new(activation))
        };
    }
    match operands.common_type()? {
        TensorType::Int8 => quantized!("mul_int8", i8, ClampRange::I8),
        TensorType::UInt8 => quantized!("mul_uint8", u8, ClampRange::U8),
        TensorType::Int16 if operands.is_quantized() => {
            for operand in [&operands.left, &operands.right, &operands.output] {
                symmetric(operand)?;
            }
            quantized!("mul_int16", i16, ClampRange::I16)
        }
        TensorType::Int16 => plain!("mul_int16_plain_reference", i16),
        TensorType::Int32 => vectorized!("mul_int32", i32),
        TensorType::UInt32 => plain!("mul_uint32_reference", u32),
        TensorType::Int64 => plain!("mul_int64_reference", i64),
        TensorType::Float32 => vectorized!("mul_float32", f32),
        TensorType::Float16 => {
            let product = ClampedHalf::<Mul, Float16>::new(activation);
            SameType::prepared("mul_float16_reference", operands.broadcast, product)
        }
        TensorType::Complex64 => {
            ensure!(activation == Activation::None, BadOption, "complex64 has no fused activation");
            SameType::prepared("mul_complex64_reference", operands.broadcast, ComplexMul)
        }
        _ => Err(err!(
            BadType,
            "{}: must be int8, uint8, int16, int32, uint32, int64, float16, float32 or complex64",
            operands.left
        )),
    }
}

/// int16 inputs with an 8-bit output.
fn narrowing(operands: &Operands<'_>, activation: Activation) -> Result<Option<Prepared>> {
    let Operands { left, right, output, broadcast, isa } = operands;
    if left.dtype != TensorType::Int16 || right.dtype != TensorType::Int16 {
        return Ok(None);
    }
    macro_rules! kernel {
        ($name:literal, $integer:ty, $of_type:expr) => {{
            let range = activation_range(output, activation, $of_type)?;
            let output_zero_point = affine(output)?.zero_point;
            let function = NarrowingMul::<$integer> { output_zero_point, range, element: PhantomData };
            Prepared::kernel($name, MixedTypes { isa: *isa, broadcast: broadcast.clone(), function }).map(Some)
        }};
    }
    match output.dtype {
        TensorType::Int8 => kernel!("mul_int16_int8_reference", i8, ClampRange::I8),
        TensorType::UInt8 => kernel!("mul_int16_uint8_reference", u8, ClampRange::U8),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{ActivationFunctionType, BuiltinOptions, MulOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn mul(dtype: TensorType, output: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Mul).input(dtype, &[2]).input(dtype, &[2]).output(output)
    }

    fn with_relu(op: OneOp) -> OneOp {
        let options = MulOptions { fused_activation_function: ActivationFunctionType::Relu };
        op.options(BuiltinOptions::MulOptions(Box::new(options)))
    }

    #[test]
    fn the_activation_clamps_products() {
        let op = with_relu(mul(TensorType::Float32, TensorType::Float32));
        assert_eq!(op.run::<f32, f32>(&[&[2.0, -2.0], &[3.0, 3.0]]).unwrap(), [6.0, 0.0]);
        let op = with_relu(mul(TensorType::Complex64, TensorType::Complex64));
        assert_eq!(op.refusal(), ErrorKind::BadOption);
    }

    #[test]
    fn int16_products_may_be_narrowed() {
        let op = mul(TensorType::Int16, TensorType::Int8).quantized(1.0 / 128.0, 1);
        assert_eq!(op.run::<i16, i8>(&[&[1 << 14, i16::MIN], &[1 << 14, i16::MIN]]).unwrap(), [33, 127]);
        assert_eq!(mul(TensorType::Int16, TensorType::Int32).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn quantized_int16_is_symmetric() {
        let op = OneOp::new(BuiltinOperator::Mul).input(TensorType::Int16, &[1]).quantized(1.0, 3);
        let op = op.input(TensorType::Int16, &[1]).quantized(1.0, 0).output(TensorType::Int16).quantized(1.0, 0);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn scales_too_far_apart_are_refused() {
        let op = OneOp::new(BuiltinOperator::Mul).input(TensorType::Int8, &[1]).quantized(1e18, 0);
        let op = op.input(TensorType::Int8, &[1]).quantized(1e18, 0).output(TensorType::Int8).quantized(1e-5, 0);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
    }
}
