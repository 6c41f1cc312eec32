//! DEQUANTIZE: integers to reals, `scale · (q − zero_point)`, or float16 to float32.
//!
//! Types: int8, uint8, int16, int4, uint4, int2, float16 → float32; integers per tensor or per channel. Version 9.
//! The product is rounded once to float32. int16 has zero point 0. Sources: `tflite/kernels/dequantize.{cc,h}`,
//! `internal/reference/dequantize.h`.

use super::support::binary::symmetric;
use super::support::channels::channels;
use super::support::unary::{self, vectorized_to};
use super::{Kernel, OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use core::marker::PhantomData;
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reference::binary::Affine;
use ferrolite_kernels::reference::packed::Packed;
use ferrolite_kernels::reference::quantize::{ChannelLayout, dequantize, dequantize_packed, dequantize_slice};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Dequantize, prepare)
    .versions(9)
    .types("int8, uint8, int16, int4, uint4, int2, float16 → float32")
    .output_type(OutputType::Float32);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::operands(ctx)?;
    ensure!(output.dtype == TensorType::Float32, BadType, "{output}: must be float32");
    match input.dtype {
        TensorType::Int8 => integers::<i8>(ctx.isa(), "dequantize_int8", &input),
        TensorType::UInt8 => integers::<u8>(ctx.isa(), "dequantize_uint8", &input),
        TensorType::Int16 => {
            symmetric(&input)?;
            integers::<i16>(ctx.isa(), "dequantize_int16", &input)
        }
        TensorType::Int4 => packed("dequantize_int4_reference", Packed::INT4, &input),
        TensorType::UInt4 => packed("dequantize_uint4_reference", Packed::UINT4, &input),
        TensorType::Int2 => packed("dequantize_int2_reference", Packed::INT2, &input),
        TensorType::Float16 => vectorized_to::<u16, f32>(ctx.isa(), "dequantize_float16", Float16::widen),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, int4, uint4, int2 or float16")),
    }
}

/// From whole bytes.
struct Integers<T> {
    layout: ChannelLayout,
    parameters: Vec<Affine>,
    element: PhantomData<T>,
}

fn integers<T: Element + QuantizedInteger + Send + Sync>(
    isa: Isa,
    name: &'static str,
    input: &Operand<'_>,
) -> Result<Prepared> {
    let (layout, parameters) = channels(input, input.shape)?;
    if let (ChannelLayout::WHOLE, &[of]) = (layout, &*parameters) {
        return vectorized_to::<T, f32>(isa, name, move |q| dequantize(q.into(), of));
    }
    Prepared::kernel(name, Integers { layout, parameters, element: PhantomData::<T> })
}

impl<T: Element + QuantizedInteger> Kernel for Integers<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        dequantize_slice::<T>(self.layout, &self.parameters, inputs.get(0)?, outputs.get(0)?);
        Ok(())
    }
}

/// From parts of bytes.
struct FromPacked {
    packed: Packed,
    layout: ChannelLayout,
    parameters: Vec<Affine>,
}

fn packed(name: &'static str, packed: Packed, input: &Operand<'_>) -> Result<Prepared> {
    let (layout, parameters) = channels(input, input.shape)?;
    Prepared::kernel(name, FromPacked { packed, layout, parameters })
}

impl Kernel for FromPacked {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        dequantize_packed(self.packed, self.layout, &self.parameters, inputs.get(0)?, outputs.get(0)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn dequantize_op(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Dequantize).input(dtype, &[2, 2])
    }

    #[test]
    fn packed_integers_and_channels() {
        let op = dequantize_op(TensorType::Int4).quantized_along(0, &[1.0, 0.5], &[0, 1]).output(TensorType::Float32);
        assert_eq!(op.run::<u8, f32>(&[&[0xF1, 0x87]]).unwrap(), [1.0, -1.0, 3.0, -4.5]);
        let op = dequantize_op(TensorType::Int2).quantized(2.0, 0).output(TensorType::Float32);
        assert_eq!(op.run::<u8, f32>(&[&[0b10_01_00_11]]).unwrap(), [-2.0, 0.0, 2.0, -4.0]);
    }

    #[test]
    fn zero_points_outside_the_type_are_taken() {
        let op = dequantize_op(TensorType::UInt8).quantized(1.0, -13).output(TensorType::Float32);
        assert_eq!(op.run::<u8, f32>(&[&[0, 1, 2, 3]]).unwrap(), [13.0, 14.0, 15.0, 16.0]);
    }

    #[test]
    fn halves_are_widened() {
        let op = dequantize_op(TensorType::Float16).output(TensorType::Float32);
        assert_eq!(op.run::<u16, f32>(&[&[0x3C00, 0xC000, 0, 0x7C00]]).unwrap(), [1.0, -2.0, 0.0, f32::INFINITY]);
    }

    #[test]
    fn scales_and_types_are_checked() {
        assert_eq!(dequantize_op(TensorType::Int8).output(TensorType::Float32).refusal(), ErrorKind::BadQuantization);
        let op = dequantize_op(TensorType::Int16).quantized(1.0, 1).output(TensorType::Float32);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        assert_eq!(
            dequantize_op(TensorType::Int8).quantized(1.0, 0).output(TensorType::Int8).refusal(),
            ErrorKind::BadType
        );
        assert_eq!(dequantize_op(TensorType::Int32).output(TensorType::Float32).refusal(), ErrorKind::BadType);
    }
}
