//! DIV: the quotient of two tensors, broadcast, with a fused activation.
//!
//! Types: int8, uint8, int16, int32, float32. Version 2. Rounding: a reciprocal by Newton–Raphson in fixed point,
//! then rule **D** twice; quotients far below one step of the output come out as the reference's overlong shifts
//! leave them, not as 0. int32 truncates. A divisor of 0 is an error while running, but for float32, where infinities
//! are clamped to finite values. Sources: `tflite/kernels/div.cc`, `internal/reference/div.h`.

use super::support::binary::{self, SameType, activation_range, bad_scales};
use super::support::options::{activation, optional_options};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::{Activation, ClampRange, QuantizedInteger};
use ferrolite_kernels::reference::arithmetic::{Clamped, Div};
use ferrolite_kernels::reference::binary::QuantizedDiv;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Div, prepare)
    .versions(2)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int32, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, DivOptions)?;
    let activation = options.map_or(Activation::None, |options| activation(options.fused_activation_function));
    let operands = binary::operands(ctx, false)?;
    macro_rules! quantized {
        ($name:literal, $integer:ty, $of_type:expr) => {{
            let range = activation_range(&operands.output, activation, $of_type)?;
            let [left, right, output] = operands.affine()?;
            let quotient = QuantizedDiv::<$integer>::new(left, right, output, range).ok_or_else(bad_scales)?;
            let zero = <$integer>::from_clamped(right.zero_point);
            SameType::with_divisor($name, operands.broadcast, quotient, zero)
        }};
    }
    match operands.common_type()? {
        TensorType::Int8 => quantized!("div_int8_reference", i8, ClampRange::I8),
        TensorType::UInt8 => quantized!("div_uint8_reference", u8, ClampRange::U8),
        TensorType::Int16 => quantized!("div_int16_reference", i16, ClampRange::I16),
        TensorType::Int32 => {
            let quotient = Clamped::<Div, i32>::new(activation);
            SameType::with_divisor("div_int32_reference", operands.broadcast, quotient, 0)
        }
        TensorType::Float32 => {
            let quotient = Clamped::<Div, f32>::new(activation);
            binary::vectorized(operands.isa, "div_float32", operands.broadcast, quotient)
        }
        _ => Err(err!(BadType, "{}: must be int8, uint8, int16, int32 or float32", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn div(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Div).input(dtype, &[2]).input(dtype, &[2]).output(dtype)
    }

    #[test]
    fn integer_divisors_of_zero_are_errors_while_running() {
        let op = div(TensorType::Int32);
        assert_eq!(op.run::<i32, i32>(&[&[7, i32::MIN], &[-2, -1]]).unwrap(), [-3, i32::MIN]);
        assert_eq!(op.run::<i32, i32>(&[&[7, 7], &[1, 0]]).unwrap_err().kind(), ErrorKind::BadValue);
        let op = OneOp::new(BuiltinOperator::Div).input(TensorType::UInt8, &[1]).quantized(1.0, 0);
        let op = op.input(TensorType::UInt8, &[1]).quantized(1.0, 100).output(TensorType::UInt8).quantized(1.0, 0);
        assert_eq!(op.run::<u8, u8>(&[&[50], &[110]]).unwrap(), [5]);
        assert_eq!(op.run::<u8, u8>(&[&[50], &[100]]).unwrap_err().kind(), ErrorKind::BadValue);
    }

    #[test]
    fn float_quotients_are_clamped_to_finite_values() {
        let quotients = div(TensorType::Float32).run::<f32, f32>(&[&[1.0, -1.0], &[0.0, 0.0]]).unwrap();
        assert_eq!(quotients, [f32::MAX, f32::MIN]);
    }

    #[test]
    fn other_types_are_refused() {
        assert_eq!(div(TensorType::Int64).refusal(), ErrorKind::BadType);
        assert_eq!(div(TensorType::Int8).refusal(), ErrorKind::BadQuantization);
    }
}
