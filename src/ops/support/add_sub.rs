//! ADD and SUB, which differ in a sign.

use super::binary::{self, Operands, SameType, activation_range, bad_scales, symmetric};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::ops::Prepared;
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::half::Float16;
use ferrolite_kernels::quant::{Activation, ClampRange};
use ferrolite_kernels::reference::arithmetic::{Clamped, ClampedHalf, Operation};
use ferrolite_kernels::reference::binary::{PowerOfTwoSum, QuantizedSum};
use ferrolite_kernels::reference::sigmoid16::power_of_two;
use ferrolite_kernels::sums::Sum;

/// The options that both have.
pub(crate) struct SumOptions {
    pub(crate) activation: Activation,
    /// Whether int16 tensors whose scales are powers of two are shifted instead of multiplied.
    pub(crate) pot_scale_int16: bool,
}

/// Kernel names, in the order int8, uint8, int16, int16 by powers of two, plain int16, int32, int64, float16, float32.
pub(crate) type Names = [&'static str; 9];

/// Prepares the sum or, with `SUBTRACT`, the difference of the operands; `O` is the same for plain numbers.
///
/// # Errors
/// `BadType`, `BadShape`, `BadQuantization`.
pub(crate) fn prepare<O: Operation + Send + Sync + 'static, const SUBTRACT: bool>(
    ctx: &mut Prepare<'_>,
    options: &SumOptions,
    names: &Names,
) -> Result<Prepared> {
    let operands = binary::operands(ctx, true)?;
    let [int8, uint8, int16, pot, plain16, int32, int64, float16, float32] = *names;
    let activation = options.activation;
    macro_rules! quantized {
        ($name:expr, $integer:ty, $of_type:expr) => {{
            let range = activation_range(&operands.output, activation, $of_type)?;
            let [left, right, output] = operands.affine()?;
            let sum = QuantizedSum::<$integer, SUBTRACT>::new(left, right, output, range).ok_or_else(bad_scales)?;
            binary::vectorized(operands.isa, $name, operands.broadcast, Sum::new(operands.isa, sum))
        }};
    }
    macro_rules! plain {
        ($name:expr, $number:ty) => {
            SameType::prepared($name, operands.broadcast, Clamped::<O, $number>::new(activation))
        };
    }
    macro_rules! vectorized {
        ($name:expr, $number:ty) => {
            binary::vectorized(operands.isa, $name, operands.broadcast, Clamped::<O, $number>::new(activation))
        };
    }
    match operands.common_type()? {
        TensorType::Int8 => quantized!(int8, i8, ClampRange::I8),
        TensorType::UInt8 => quantized!(uint8, u8, ClampRange::U8),
        TensorType::Int16 if operands.is_quantized() => match shifts(&operands, options)? {
            None => quantized!(int16, i16, ClampRange::I16),
            Some((left, right)) => {
                let range = activation_range(&operands.output, activation, ClampRange::I16)?;
                SameType::prepared(pot, operands.broadcast, PowerOfTwoSum::<SUBTRACT>::new(left, right, range))
            }
        },
        TensorType::Int16 => plain!(plain16, i16),
        TensorType::Int32 => vectorized!(int32, i32),
        TensorType::Int64 => plain!(int64, i64),
        TensorType::Float32 => vectorized!(float32, f32),
        TensorType::Float16 => {
            SameType::prepared(float16, operands.broadcast, ClampedHalf::<O, Float16>::new(activation))
        }
        _ => Err(err!(BadType, "{}: must be int8, uint8, int16, int32, int64, float16 or float32", operands.left)),
    }
}

/// The right shifts of int16 operands whose scales are powers of two, where the options ask for that.
fn shifts(operands: &Operands<'_>, options: &SumOptions) -> Result<Option<(u32, u32)>> {
    let Operands { left, right, output, .. } = operands;
    for operand in [left, right, output] {
        symmetric(operand)?;
    }
    let log2 = |operand: &Operand<'_>| operand.per_tensor().map(|(scale, _)| power_of_two(scale));
    let (Some(left), Some(right), Some(output)) = (log2(left)?, log2(right)?, log2(output)?) else {
        return Ok(None);
    };
    if !options.pot_scale_int16 {
        return Ok(None);
    }
    let shift = |log2: i32| u32::try_from(output - log2).ok();
    match (shift(left), shift(right)) {
        (Some(left), Some(right)) => {
            ensure!(
                left == 0 || right == 0,
                BadQuantization,
                "with pot_scale_int16 one of the inputs must have the output's scale"
            );
            Ok(Some((left, right)))
        }
        _ => Err(err!(BadQuantization, "with pot_scale_int16 no input may have a greater scale than the output")),
    }
}
