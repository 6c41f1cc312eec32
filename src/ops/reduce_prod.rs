//! REDUCE_PROD over any set of axes, with or without keeping them as dimensions of 1.
//!
//! Types: int8, int16 (quantized or, without a scale, plain), int32, int64, float32. Version 2. Plain integers wrap.
//! Rounding: rule **S** after each factor but the first and at the end, the multiplier being the input's scale over a
//! root of the output's; int16 is symmetric. An empty product is 1, quantized 0. Sources: `tflite/kernels/reduce.cc`,
//! `internal/reference/reduce.h`.

use super::support::binary::{bad_scales, has_scale};
use super::support::function::Function;
use super::support::reduce;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reduce_axes::Reduction;
use ferrolite_kernels::reference::arithmetic::Arithmetic;
use ferrolite_kernels::reference::reduce::{QuantizedProduct, product, product_quantized};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ReduceProd, prepare)
    .versions(2)
    .operands(2..=2, 1..=1)
    .types("int8, int16, int32, int64, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let reduction = reduce::prepare(ctx)?;
    let input = ctx.input(0)?;
    match input.dtype {
        TensorType::Int8 if has_scale(&input) => quantized::<i8>(ctx, "reduce_prod_int8_reference", reduction),
        TensorType::Int16 if has_scale(&input) => quantized::<i16>(ctx, "reduce_prod_int16_reference", reduction),
        TensorType::Int8 => plain::<i8>("reduce_prod_int8_plain_reference", reduction),
        TensorType::Int16 => plain::<i16>("reduce_prod_int16_plain_reference", reduction),
        TensorType::Int32 => plain::<i32>("reduce_prod_int32_reference", reduction),
        TensorType::Int64 => plain::<i64>("reduce_prod_int64_reference", reduction),
        TensorType::Float32 => plain::<f32>("reduce_prod_float32_reference", reduction),
        _ => Err(err!(BadType, "{input}: must be int8, int16, int32, int64 or float32")),
    }
}

fn plain<T: Element + Arithmetic>(name: &'static str, reduction: Reduction) -> Result<Prepared> {
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            product::<T>(&reduction, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

fn quantized<T: Element + QuantizedInteger>(
    ctx: &mut Prepare<'_>,
    name: &'static str,
    reduction: Reduction,
) -> Result<Prepared> {
    let ((input_scale, input_zero_point), (output_scale, output_zero_point)) = reduce::quantization(ctx)?;
    let params = QuantizedProduct::new(&reduction, input_scale, output_scale, input_zero_point, output_zero_point)
        .ok_or_else(bad_scales)?;
    let products = reduce::accumulators::<i64>(ctx, &reduction)?;
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, scratch) = io.split();
            product_quantized::<T>(&reduction, &params, inputs.get(0)?, outputs.get(0)?, scratch.get(products)?);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, ReducerOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(dtype: TensorType, shape: &[usize]) -> OneOp {
        let options = BuiltinOptions::ReducerOptions(Box::new(ReducerOptions { keep_dims: false }));
        OneOp::new(BuiltinOperator::ReduceProd).options(options).input(dtype, shape)
    }

    #[test]
    fn plain_products_wrap() {
        let plain = op(TensorType::Int32, &[2, 2]).vector(&[1]).output(TensorType::Int32);
        assert_eq!(plain.run::<i32, i32>(&[&[3, -4, 1 << 16, 1 << 16]]).unwrap(), [-12, 0]);
        let empty = op(TensorType::Float32, &[2, 0]).vector(&[1]).output(TensorType::Float32);
        assert_eq!(empty.run::<f32, f32>(&[&[]]).unwrap(), [1.0, 1.0]);
    }

    #[test]
    fn quantized_products_are_rescaled() {
        let bytes = op(TensorType::Int8, &[3]).quantized(0.5, 2).vector(&[0]);
        let bytes = bytes.output(TensorType::Int8).quantized(1.0, -10);
        // (3 · 2 · 4) / 2³ real, in steps of 0.5.
        assert_eq!(bytes.run::<i8, i8>(&[&[8, 6, 10]]).unwrap(), [14]);
        let skewed = op(TensorType::Int16, &[3]).quantized(0.5, 2).vector(&[0]);
        let skewed = skewed.output(TensorType::Int16).quantized(1.0, 0);
        assert_eq!(skewed.refusal(), ErrorKind::BadQuantization);
        let other = op(TensorType::UInt8, &[3]).vector(&[0]).output(TensorType::UInt8);
        assert_eq!(other.refusal(), ErrorKind::BadType);
    }
}
