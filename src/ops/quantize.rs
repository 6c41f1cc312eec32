//! QUANTIZE: reals to integers, or integers of one scale to another.
//!
//! Types: float32 → int8, uint8, int16, int4, uint4, per tensor or (8 and 16 bits) per channel; int8, uint8 → int8,
//! uint8, int16; int16 → int8, int16, int32; int32 → int8, int16. Version 6. Rounding: from floats
//! `round(x / scale) + zero_point`, division in float32, ties away from zero, saturated (NaN counts as 0); between
//! integers rule **D** with the ratio computed in float64. Sources: `tflite/kernels/quantize.cc`,
//! `internal/reference/{quantize,requantize}.h`.

use super::support::binary::{affine, bad_scales, symmetric};
use super::support::channels::channels;
use super::support::unary::{self, GRAIN, table, vectorized, vectorized_to};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use core::marker::PhantomData;
use ferrolite_kernels::elementwise::Machine;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::quant::{ClampRange, QuantizedInteger};
use ferrolite_kernels::quantize_floats;
use ferrolite_kernels::reference::activation::Requantize;
use ferrolite_kernels::reference::binary::Affine;
use ferrolite_kernels::reference::lut::{Byte, ByteTable};
use ferrolite_kernels::reference::packed::Packed;
use ferrolite_kernels::reference::quantize::{ChannelLayout, quantize, quantize_packed, quantize_slice};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Quantize, prepare).versions(6).types(
    "float32 → int8, uint8, int16, int4, uint4; int8, uint8 → int8, uint8, int16; int16 → int8, int16, int32; \
     int32 → int8, int16",
);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    use TensorType::{Float32, Int4, Int8, Int16, Int32, UInt4, UInt8};
    let (input, output) = unary::operands(ctx)?;
    let isa = ctx.isa();
    let ratio = |range: ClampRange| -> Result<Requantize> {
        Requantize::new(affine(&input)?, affine(&output)?, range).ok_or_else(bad_scales)
    };
    match (input.dtype, output.dtype) {
        (Float32, Int8) => from_floats::<i8>(isa, "quantize_float32_int8", &input, &output),
        (Float32, UInt8) => from_floats::<u8>(isa, "quantize_float32_uint8", &input, &output),
        (Float32, Int16) => from_floats::<i16>(isa, "quantize_float32_int16", &input, &output),
        (Float32, Int4) => packed("quantize_float32_int4_reference", Packed::INT4, &output),
        (Float32, UInt4) => packed("quantize_float32_uint4_reference", Packed::UINT4, &output),
        (Int8, Int8) => bytes::<i8, i8>(isa, "quantize_int8_int8", ratio(ClampRange::I8)?),
        (Int8, UInt8) => bytes::<i8, u8>(isa, "quantize_int8_uint8", ratio(ClampRange::U8)?),
        (UInt8, Int8) => bytes::<u8, i8>(isa, "quantize_uint8_int8", ratio(ClampRange::I8)?),
        (UInt8, UInt8) => bytes::<u8, u8>(isa, "quantize_uint8_uint8", ratio(ClampRange::U8)?),
        (Int8, Int16) => integers::<i8, i16>(isa, "quantize_int8_int16", ratio(ClampRange::I16)?),
        (UInt8, Int16) => integers::<u8, i16>(isa, "quantize_uint8_int16", ratio(ClampRange::I16)?),
        (Int16, Int8) => integers::<i16, i8>(isa, "quantize_int16_int8", ratio(ClampRange::I8)?),
        (Int32, Int8) => integers::<i32, i8>(isa, "quantize_int32_int8", ratio(ClampRange::I8)?),
        (Int32, Int16) => integers::<i32, i16>(isa, "quantize_int32_int16", ratio(ClampRange::I16)?),
        (Int16, Int16) => {
            symmetric(&input)?;
            symmetric(&output)?;
            let function = ratio(ClampRange::I16)?;
            vectorized::<i16>(isa, "quantize_int16_int16", move |q| function.convert(q))
        }
        (Int16, Int32) => {
            let function = ratio(ClampRange { min: i32::MIN, max: i32::MAX })?;
            vectorized_to::<i16, i32>(isa, "quantize_int16_int32", move |q| function.apply(q.into()))
        }
        _ => Err(err!(BadType, "{input} to {output}: QUANTIZE does not have this combination of types")),
    }
}

fn bytes<I: Byte, O: Byte>(isa: Isa, name: &'static str, function: Requantize) -> Result<Prepared> {
    table(isa, name, ByteTable::of_integers::<I, O>(|q| function.apply(q)))
}

fn integers<I: Element + Into<i32> + Send + Sync, O: Element + QuantizedInteger + Send>(
    isa: Isa,
    name: &'static str,
    function: Requantize,
) -> Result<Prepared> {
    vectorized_to::<I, O>(isa, name, move |q| function.convert(q))
}

/// From floats to whole bytes.
struct FromFloats<T> {
    layout: ChannelLayout,
    parameters: Vec<Affine>,
    element: PhantomData<T>,
}

fn from_floats<T: Element + QuantizedInteger + Send>(
    isa: Isa,
    name: &'static str,
    input: &Operand<'_>,
    output: &Operand<'_>,
) -> Result<Prepared> {
    let (layout, parameters) = channels(output, input.shape)?;
    if let (ChannelLayout::WHOLE, &[of]) = (layout, &*parameters) {
        if size_of::<T>() == 1 {
            return Prepared::kernel(name, FromFloatsToBytes { isa, of, element: PhantomData::<T> });
        }
        return vectorized_to::<f32, T>(isa, name, move |value| T::from_clamped(quantize(value, of, T::RANGE)));
    }
    Prepared::kernel(name, FromFloats { layout, parameters, element: PhantomData::<T> })
}

impl<T: Element + QuantizedInteger> Kernel for FromFloats<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        quantize_slice::<T>(self.layout, &self.parameters, inputs.get(0)?, outputs.get(0)?);
        Ok(())
    }
}

/// From floats to bytes of one scale.
struct FromFloatsToBytes<T> {
    isa: Isa,
    of: Affine,
    element: PhantomData<T>,
}

impl<T: Element + QuantizedInteger + Send> Kernel for FromFloatsToBytes<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = Machine { isa: self.isa, workers: io.workers(), grain: GRAIN };
        let (inputs, outputs, _) = io.split();
        quantize_floats::quantize::<T>(machine, self.of, inputs.get(0)?, outputs.get(0)?);
        Ok(())
    }
}

/// From floats to four bits.
struct ToPacked {
    packed: Packed,
    parameters: Affine,
}

fn packed(name: &'static str, packed: Packed, output: &Operand<'_>) -> Result<Prepared> {
    Prepared::kernel(name, ToPacked { packed, parameters: affine(output)? })
}

impl Kernel for ToPacked {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        quantize_packed(self.packed, self.parameters, inputs.get(0)?, outputs.get(0)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn quantize_op(from: TensorType, to: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Quantize).input(from, &[2, 2]).output(to)
    }

    #[test]
    fn channels_have_their_own_scales() {
        let op = quantize_op(TensorType::Float32, TensorType::Int8).quantized_along(1, &[1.0, 0.5], &[0, 10]);
        assert_eq!(op.run::<f32, i8>(&[&[1.5, 1.5, -200.0, f32::NAN]]).unwrap(), [2, 13, -128, 10]);
        let op = quantize_op(TensorType::Float32, TensorType::Int8).quantized_along(1, &[1.0; 3], &[0; 3]);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        let op = quantize_op(TensorType::Float32, TensorType::Int8).quantized_along(5, &[1.0; 2], &[0; 2]);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn four_bits_are_packed() {
        let op = quantize_op(TensorType::Float32, TensorType::Int4).quantized(1.0, 0);
        assert_eq!(op.run::<f32, u8>(&[&[1.0, -1.0, 100.0, -100.0]]).unwrap(), [0xF1, 0x87]);
    }

    #[test]
    fn integers_change_their_scale() {
        let op = OneOp::new(BuiltinOperator::Quantize).input(TensorType::Int32, &[3]).quantized(0.001, 0);
        let op = op.output(TensorType::Int8).quantized(0.5, 3);
        assert_eq!(op.run::<i32, i8>(&[&[500, -1_000_000, 749]]).unwrap(), [4, -128, 4]);
        let op = OneOp::new(BuiltinOperator::Quantize).input(TensorType::Int16, &[1]).quantized(0.5, 0);
        let op = op.output(TensorType::Int32).quantized(0.001, 7);
        assert_eq!(op.run::<i16, i32>(&[&[3]]).unwrap(), [1507]);
    }

    #[test]
    fn scales_and_types_are_checked() {
        assert_eq!(quantize_op(TensorType::Float32, TensorType::Int8).refusal(), ErrorKind::BadQuantization);
        let op = quantize_op(TensorType::Float32, TensorType::Int8).quantized(0.0, 0);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        assert_eq!(quantize_op(TensorType::Float32, TensorType::Int32).refusal(), ErrorKind::BadType);
        assert_eq!(quantize_op(TensorType::Float64, TensorType::Int8).refusal(), ErrorKind::BadType);
    }
}
