//! STABLEHLO_ADD, _MULTIPLY, _MAXIMUM, _MINIMUM, _AND and _SHIFT_LEFT: of two tensors of one shape, element by element.
//!
//! Types: all integers and floats of 8 to 64 bits but bfloat16, and bool; _AND takes no floats, _SHIFT_LEFT int8, int16
//! and int32. Version 1. Integers are plain and wrap; sums and products of truth values are their disjunction and
//! conjunction; float16 is computed in float32 and rounded once. Next to a NaN the first operand is the extreme. Shifts
//! happen in 32 bits and look at five bits of the amount, as the reference's do on x86. `BUILTIN_REF` lacks _AND and
//! _SHIFT_LEFT; the other resolvers have them. Sources: `tflite/kernels/stablehlo_elementwise.h`,
//! `tflite/kernels/stablehlo_shift_left.cc`.

use super::support::binary::{self, Operands};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::reference::numbers::Integer;

const NUMBERS: &str = "bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float16, float32, float64";
const INTEGERS: &str = "bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64";

const fn row(code: BuiltinOperator, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>, types: &'static str) -> OpDef {
    OpDef::new(code, prepare).operands(2..=2, 1..=1).types(types).output_type(OutputType::FirstInput)
}

pub(super) const ADD: OpDef = row(BuiltinOperator::StablehloAdd, add, NUMBERS);
pub(super) const MULTIPLY: OpDef = row(BuiltinOperator::StablehloMultiply, multiply, NUMBERS);
pub(super) const MAXIMUM: OpDef = row(BuiltinOperator::StablehloMaximum, maximum, NUMBERS);
pub(super) const MINIMUM: OpDef = row(BuiltinOperator::StablehloMinimum, minimum, NUMBERS);
pub(super) const AND: OpDef = row(BuiltinOperator::StablehloAnd, and, INTEGERS);
pub(super) const SHIFT_LEFT: OpDef = row(BuiltinOperator::StablehloShiftLeft, shift_left, "int8, int16, int32");

fn operands<'a>(ctx: &mut Prepare<'a>) -> Result<(Operands<'a>, TensorType)> {
    let operands = binary::operands(ctx, true)?;
    operands.same_shape()?;
    let dtype = operands.common_type()?;
    Ok((operands, dtype))
}

/// The kernel of a function given for each class of types: `|a, b|` of integers, of floats and of truth values.
macro_rules! dispatch {
    ($ctx:expr, $name:literal, $integers:expr, $floats:expr, $truths:expr) => {{
        let (operands, dtype) = operands($ctx)?;
        let broadcast = operands.broadcast.clone();
        match dtype {
            TensorType::Int8 => binary::same_type::<i8>($name, broadcast, $integers),
            TensorType::UInt8 => binary::same_type::<u8>($name, broadcast, $integers),
            TensorType::Int16 => binary::same_type::<i16>($name, broadcast, $integers),
            TensorType::UInt16 => binary::same_type::<u16>($name, broadcast, $integers),
            TensorType::Int32 => binary::same_type::<i32>($name, broadcast, $integers),
            TensorType::UInt32 => binary::same_type::<u32>($name, broadcast, $integers),
            TensorType::Int64 => binary::same_type::<i64>($name, broadcast, $integers),
            TensorType::UInt64 => binary::same_type::<u64>($name, broadcast, $integers),
            TensorType::Float32 => binary::same_type::<f32>($name, broadcast, $floats),
            TensorType::Float64 => binary::same_type::<f64>($name, broadcast, $floats),
            TensorType::Float16 => {
                let function: fn(f32, f32) -> f32 = $floats;
                let half = move |a, b| Float16::narrow(function(Float16::widen(a), Float16::widen(b)));
                binary::same_type::<u16>($name, broadcast, half)
            }
            TensorType::Bool => {
                let function: fn(bool, bool) -> bool = $truths;
                binary::same_type::<u8>($name, broadcast, move |a, b| function(a != 0, b != 0).into())
            }
            _ => Err(err!(BadType, "{}: must be {NUMBERS}", operands.left)),
        }
    }};
}

fn add(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    dispatch!(ctx, "stablehlo_add_reference", |a, b| a.wrapping_add(b), |a, b| a + b, |a, b| a | b)
}

fn multiply(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    dispatch!(ctx, "stablehlo_multiply_reference", |a, b| a.wrapping_mul(b), |a, b| a * b, |a, b| a & b)
}

fn maximum(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    dispatch!(ctx, "stablehlo_maximum_reference", |a, b| a.max(b), |a, b| if a < b { b } else { a }, |a, b| a | b)
}

fn minimum(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    dispatch!(ctx, "stablehlo_minimum_reference", |a, b| a.min(b), |a, b| if b < a { b } else { a }, |a, b| a & b)
}

fn and(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (operands, dtype) = operands(ctx)?;
    let broadcast = operands.broadcast.clone();
    match dtype {
        TensorType::Bool => {
            binary::same_type::<u8>("stablehlo_and_reference", broadcast, |a, b| u8::from(a != 0 && b != 0))
        }
        TensorType::Int8 | TensorType::UInt8 => {
            binary::same_type::<u8>("stablehlo_and_reference", broadcast, |a, b| a & b)
        }
        TensorType::Int16 | TensorType::UInt16 => {
            binary::same_type::<u16>("stablehlo_and_reference", broadcast, |a, b| a & b)
        }
        TensorType::Int32 | TensorType::UInt32 => {
            binary::same_type::<u32>("stablehlo_and_reference", broadcast, |a, b| a & b)
        }
        TensorType::Int64 | TensorType::UInt64 => {
            binary::same_type::<u64>("stablehlo_and_reference", broadcast, |a, b| a & b)
        }
        _ => Err(err!(BadType, "{}: must be {INTEGERS}", operands.left)),
    }
}

fn shift_left(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (operands, dtype) = operands(ctx)?;
    let broadcast = operands.broadcast.clone();
    match dtype {
        TensorType::Int8 => binary::same_type("stablehlo_shift_left_reference", broadcast, i8::shift_left),
        TensorType::Int16 => binary::same_type("stablehlo_shift_left_reference", broadcast, i16::shift_left),
        TensorType::Int32 => binary::same_type("stablehlo_shift_left_reference", broadcast, i32::shift_left),
        _ => Err(err!(BadType, "{}: must be int8, int16 or int32", operands.left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(code: BuiltinOperator, dtype: TensorType) -> OneOp {
        OneOp::new(code).input(dtype, &[2]).input(dtype, &[2]).output(dtype)
    }

    #[test]
    fn integers_wrap() {
        let run = |code| op(code, TensorType::Int8).run::<i8, i8>(&[&[100, -3], &[100, 5]]).unwrap();
        assert_eq!(run(BuiltinOperator::StablehloAdd), [-56, 2]);
        assert_eq!(run(BuiltinOperator::StablehloMultiply), [16, -15]);
        assert_eq!(run(BuiltinOperator::StablehloMaximum), [100, 5]);
        assert_eq!(run(BuiltinOperator::StablehloMinimum), [100, -3]);
        assert_eq!(run(BuiltinOperator::StablehloAnd), [100, 5]);
        assert_eq!(run(BuiltinOperator::StablehloShiftLeft), [64, -96]);
    }

    #[test]
    fn truth_values_are_joined() {
        let run = |code| op(code, TensorType::Bool).run::<u8, u8>(&[&[1, 0], &[1, 1]]).unwrap();
        assert_eq!(run(BuiltinOperator::StablehloAdd), [1, 1]);
        assert_eq!(run(BuiltinOperator::StablehloMultiply), [1, 0]);
        assert_eq!(run(BuiltinOperator::StablehloAnd), [1, 0]);
    }

    #[test]
    fn floats_keep_infinities_and_the_first_nan() {
        let add = op(BuiltinOperator::StablehloAdd, TensorType::Float16);
        assert_eq!(add.run::<u16, u16>(&[&[0x3C00, 0x7BFF], &[0x3C00, 0x7BFF]]).unwrap(), [0x4000, 0x7C00]);
        let max = op(BuiltinOperator::StablehloMaximum, TensorType::Float64);
        let maxima = max.run::<f64, f64>(&[&[f64::NAN, 1.0], &[1.0, f64::NAN]]).unwrap();
        assert!(maxima[0].is_nan() && maxima[1] == 1.0);
    }

    #[test]
    fn shapes_and_types_are_checked() {
        let op2 = OneOp::new(BuiltinOperator::StablehloAdd).input(TensorType::Int8, &[2]).input(TensorType::Int8, &[1]);
        assert_eq!(op2.output(TensorType::Int8).refusal(), ErrorKind::BadShape);
        assert_eq!(op(BuiltinOperator::StablehloAnd, TensorType::Float32).refusal(), ErrorKind::BadType);
        assert_eq!(op(BuiltinOperator::StablehloShiftLeft, TensorType::Int64).refusal(), ErrorKind::BadType);
        assert_eq!(op(BuiltinOperator::StablehloAdd, TensorType::Complex64).refusal(), ErrorKind::BadType);
    }
}
