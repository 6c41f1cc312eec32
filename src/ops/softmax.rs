//! SOFTMAX over the last axis: `e^(beta · x)` over the sum of its row.
//!
//! Types: int8, uint8 (output of the same type or int16), int16, float16, float32. Version 3. Output scale 1/256 and zero
//! point −128 for int8 to int8, 1/32768 and 0 for int16 to int16, each within 0.1 %. Rounding: 8-bit inputs in
//! gemmlowp's fixed point, int16 by two interpolated tables, floats in float32, added up in order, or in sixteen parts
//! where no integer depends on them (see [`Floats`](crate::Floats)). Rows whose sum
//! exceeds 512 times the greatest exponential give 0 in 8 bits; LiteRT aborts there. Sources:
//! `tflite/kernels/activations.cc`, `internal/reference/softmax.h`.

use super::support::binary::{affine, symmetric};
use super::support::options::optional_options;
use super::support::rows::{self, rows, several_rows};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use core::marker::PhantomData;
use ferrolite_kernels::fused_functions;
use ferrolite_kernels::half::Float16;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reference::lut::Byte;
use ferrolite_kernels::reference::softmax::{Softmax8, Softmax16, row_half_in_place};
use ferrolite_kernels::softmax::{Pairs, row_f32_in_place, row8_in_place};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Softmax, prepare)
    .versions(3)
    .types("int8, uint8, int8 → int16, uint8 → int16, int16, float16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let beta = optional_options!(ctx, SoftmaxOptions)?.map_or(0.0, |options| options.beta);
    let (input, output, depth) = rows::operands(ctx)?;
    let isa = ctx.isa();
    let small = || -> Result<Softmax8> {
        let scale = affine(&input)?.scale;
        Softmax8::new(beta, scale)
            .ok_or_else(|| err!(BadQuantization, "beta {beta} times scale {scale} must be at least 2^-26"))
    };
    match (input.dtype, output.dtype) {
        (TensorType::Int8, TensorType::Int8) => {
            check_output(&output, -128, 1.0 / 256.0)?;
            bytes::<i8>(["softmax_int8_pairs", "softmax_int8"], depth, isa, small()?)
        }
        (TensorType::UInt8, TensorType::UInt8) => {
            bytes::<u8>(["softmax_uint8_pairs", "softmax_uint8"], depth, isa, small()?)
        }
        (TensorType::Int8, TensorType::Int16) => widening::<i8>("softmax_int8_int16_reference", depth, small()?),
        (TensorType::UInt8, TensorType::Int16) => widening::<u8>("softmax_uint8_int16_reference", depth, small()?),
        (TensorType::Int16, TensorType::Int16) => {
            symmetric(&input)?;
            check_output(&output, 0, 1.0 / 32768.0)?;
            let scale = affine(&input)?.scale;
            let softmax = Softmax16::new(beta, scale)
                .ok_or_else(|| err!(BadQuantization, "beta {beta} times scale {scale} is out of range"))?;
            rows("softmax_int16_reference", depth, move |row: &mut [i16]| softmax.row_in_place(row))
        }
        (TensorType::Float32, TensorType::Float32)
            if ctx.floats() == Floats::Fused && fused_functions::are_there(isa) =>
        {
            several_rows("softmax_float32_fused", depth, move |rows: &mut [f32]| {
                fused_functions::softmax_rows(isa, rows, depth, beta)
            })
        }
        (TensorType::Float32, TensorType::Float32) => {
            rows("softmax_float32", depth, move |row: &mut [f32]| row_f32_in_place(isa, row, beta))
        }
        (TensorType::Float16, TensorType::Float16) => {
            rows("softmax_float16_reference", depth, move |row: &mut [u16]| row_half_in_place::<Float16>(row, beta))
        }
        _ => Err(err!(
            BadType,
            "{input} to {output}: must be int8, uint8, int16, float16 or float32, or 8 bits to int16"
        )),
    }
}

/// 8 bits, in place; `names` of the kernels for rows of two elements and of others.
fn bytes<T: Element + Byte>(names: [&'static str; 2], depth: usize, isa: Isa, softmax: Softmax8) -> Result<Prepared> {
    if depth == 2 {
        let pairs = Pairs::new(&softmax);
        return rows(names[0], depth, move |row: &mut [T]| pairs.row_in_place(row));
    }
    rows(names[1], depth, move |row: &mut [T]| row8_in_place(isa, &softmax, row, bytemuck::cast_slice_mut))
}

fn check_output(output: &Operand<'_>, zero_point: i32, scale: f32) -> Result<()> {
    let own = affine(output)?;
    ensure!(own.zero_point == zero_point, BadQuantization, "{output}: zero point must be {zero_point}");
    let near = (own.scale - scale).abs() <= 0.001 * scale;
    ensure!(near, BadQuantization, "{output}: scale is {}, must be {scale}", own.scale);
    Ok(())
}

/// 8 bits to 16.
struct Widening<T> {
    depth: usize,
    softmax: Softmax8,
    element: PhantomData<T>,
}

fn widening<T: Element + QuantizedInteger>(name: &'static str, depth: usize, softmax: Softmax8) -> Result<Prepared> {
    Prepared::kernel(name, Widening { depth, softmax, element: PhantomData::<T> })
}

impl<T: Element + QuantizedInteger> Kernel for Widening<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let (input, out): (&[T], &mut [i16]) = (inputs.get(0)?, outputs.get(0)?);
        let depth = self.depth.max(1);
        for (row, out) in input.chunks_exact(depth).zip(out.chunks_exact_mut(depth)) {
            self.softmax.row(row, out);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, SoftmaxOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn softmax(beta: f32, dtype: TensorType, shape: &[usize]) -> OneOp {
        let options = BuiltinOptions::SoftmaxOptions(Box::new(SoftmaxOptions { beta }));
        OneOp::new(BuiltinOperator::Softmax).options(options).input(dtype, shape)
    }

    #[test]
    fn rows_are_along_the_last_axis() {
        let op = softmax(1.0, TensorType::Float32, &[2, 2]).output(TensorType::Float32);
        assert_eq!(op.run::<f32, f32>(&[&[3.0, 3.0, 0.0, 200.0]]).unwrap(), [0.5, 0.5, 0.0, 1.0]);
        let op = softmax(1.0, TensorType::Int8, &[1, 2]).quantized(0.1, 0);
        let op = op.output(TensorType::Int8).quantized(1.0 / 256.0, -128);
        assert_eq!(op.run::<i8, i8>(&[&[7, 7]]).unwrap(), [0, 0]);
        let op = softmax(1.0, TensorType::UInt8, &[2]).quantized(0.1, 0).output(TensorType::Int16);
        assert_eq!(op.run::<u8, i16>(&[&[7, 7]]).unwrap(), [0, 0]);
    }

    #[test]
    fn empty_rows_and_scalars() {
        let op = softmax(1.0, TensorType::Float32, &[2, 0]).output(TensorType::Float32);
        assert!(op.run::<f32, f32>(&[&[]]).unwrap().is_empty());
        let op = softmax(1.0, TensorType::Float32, &[]).output(TensorType::Float32);
        assert_eq!(op.refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn scales_are_checked() {
        let op = |beta, scale, zero_point| {
            let op = softmax(beta, TensorType::Int8, &[1]).quantized(0.1, 0);
            op.output(TensorType::Int8).quantized(scale, zero_point).refusal()
        };
        assert_eq!(op(1.0, 1.0 / 128.0, -128), ErrorKind::BadQuantization);
        assert_eq!(op(1.0, 1.0 / 256.0, 0), ErrorKind::BadQuantization);
        assert_eq!(op(0.0, 1.0 / 256.0, -128), ErrorKind::BadQuantization);
        assert_eq!(op(f32::NAN, 1.0 / 256.0, -128), ErrorKind::BadQuantization);
        let op = softmax(1.0, TensorType::Int16, &[1]).quantized(0.1, 3).output(TensorType::Int16);
        assert_eq!(op.quantized(1.0 / 32768.0, 0).refusal(), ErrorKind::BadQuantization);
        let op = softmax(1.0, TensorType::Int8, &[1]).quantized(0.1, 0).output(TensorType::UInt8);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
