//! NumericVerify, the custom operator of the quantization debugger: what dequantizing loses.
//!
//! Inputs: a quantized tensor (int8, uint8, int16 or float16) and the reals it stands for (float32). The output is the
//! difference of the dequantized and the real values, float32. With the options `log_if_failed` and a `tolerance` of at least 0.1
//! (a FlexBuffer map) a difference of more than `tolerance × scale` is an error. Written with the public trait for custom
//! operators. Source: `tflite/kernels/numeric_verify.cc`.

use super::support::channels::channels;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::custom::{self, CustomKernel, CustomOperator, Operands, Setup};
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::reference::binary::Affine;
use ferrolite_kernels::reference::quantize::{ChannelLayout, dequantize_slice};

pub(super) const DEF: OpDef =
    OpDef::custom("NumericVerify", prepare).operands(2..=2, 1..=1).types("int8, uint8, int16, float16");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    custom::prepare(&NumericVerify, ctx)
}

/// The operator.
struct NumericVerify;

/// The prepared operator.
struct Verify {
    dtype: TensorType,
    layout: ChannelLayout,
    parameters: Vec<Affine>,
    /// The greatest difference that is no error, if there is one.
    tolerated: Option<f32>,
}

impl CustomOperator for NumericVerify {
    fn check(&self, op: &Setup<'_, '_>) -> Result<()> {
        use TensorType::{Float16, Float32, Int8, Int16, UInt8};
        let (input, reals, output) = (op.input(0)?, op.input(1)?, op.output(0)?);
        let known = [Int8, UInt8, Int16, Float16].contains(&input.dtype);
        ensure!(known, BadType, "input 0 is {}, must be {}", input.dtype, DEF.types);
        ensure!(reals.dtype == Float32, BadType, "input 1 is {}, must be float32", reals.dtype);
        ensure!(output.dtype == Float32, BadType, "the output is {}, must be float32", output.dtype);
        let (values, reals) = (input.elements(), reals.elements());
        ensure!(values == reals, BadShape, "{values} values and {reals} reals to compare with");
        Ok(())
    }

    fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>> {
        Ok(vec![op.input(0)?.shape.to_vec()])
    }

    fn prepare(&self, op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>> {
        let input = op.prepare.input(0)?;
        let dtype = input.dtype;
        let (layout, parameters) = match dtype {
            TensorType::Float16 => (ChannelLayout::WHOLE, Vec::new()),
            _ => channels(&input, input.shape)?,
        };
        let tolerance = op.option_f64("tolerance").unwrap_or(0.0) as f32;
        let fails = op.option_bool("log_if_failed").unwrap_or(false) && f64::from(tolerance) >= 0.1;
        let scale = input.quantization.map_or(0.0, crate::Quantization::scale);
        Ok(Box::new(Verify { dtype, layout, parameters, tolerated: fails.then_some(tolerance * scale) }))
    }
}

impl CustomKernel for Verify {
    fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
        let reals = operands.input::<f32>(1)?;
        let (layout, parameters) = (self.layout, &self.parameters);
        match self.dtype {
            TensorType::Int8 => {
                dequantize_slice::<i8>(layout, parameters, operands.input(0)?, operands.output(0)?);
            }
            TensorType::UInt8 => {
                dequantize_slice::<u8>(layout, parameters, operands.input(0)?, operands.output(0)?);
            }
            TensorType::Int16 => {
                dequantize_slice::<i16>(layout, parameters, operands.input(0)?, operands.output(0)?);
            }
            _ => {
                let halves = operands.input::<u16>(0)?.iter();
                operands.output::<f32>(0)?.iter_mut().zip(halves).for_each(|(y, &x)| *y = Float16::widen(x));
            }
        }
        for (position, (output, real)) in operands.output::<f32>(0)?.iter_mut().zip(reals).enumerate() {
            *output -= real;
            if let Some(tolerated) = self.tolerated {
                ensure!(
                    output.abs() <= tolerated || output.is_nan(),
                    BadValue,
                    "element {position} differs by {output}, {tolerated} is tolerated"
                );
            }
        }
        Ok(())
    }
}
