//! ADD: the sum of two tensors, broadcast, with a fused activation.
//!
//! Types: int8, uint8, int16 (quantized, or plain without a scale), int32, int64, float16, float32. Version 5.
//! Rounding: rule **D** three times, after both inputs were shifted left by 20 (int16: 15) and brought to twice the
//! greater of their scales. int16 with `pot_scale_int16` and scales that are powers of two: a shift with ties away
//! from zero; LiteRT crashes there when it has to broadcast, here it works. Integers wrap, float sums are clamped to
//! finite values. Sources: `tflite/kernels/add.cc`, `internal/reference/add.h`.

use super::support::add_sub::{self, Names, SumOptions};
use super::support::options::{activation, optional_options};
use super::{OpDef, OutputType, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::Activation;
use ferrolite_kernels::reference::arithmetic::Add;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Add, prepare)
    .versions(5)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int32, int64, float16, float32")
    .output_type(OutputType::FirstInput);

const NAMES: Names = [
    "add_int8",
    "add_uint8",
    "add_int16",
    "add_int16_shift_reference",
    "add_int16_plain_reference",
    "add_int32",
    "add_int64_reference",
    "add_float16_reference",
    "add_float32",
];

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, AddOptions)?;
    let options = SumOptions {
        activation: options.map_or(Activation::None, |options| activation(options.fused_activation_function)),
        pot_scale_int16: options.is_some_and(|options| options.pot_scale_int16),
    };
    add_sub::prepare::<Add, false>(ctx, &options, &NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::TensorType;
    use crate::model::schema::{ActivationFunctionType, AddOptions, BuiltinOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn add(dtype: TensorType, left: &[usize], right: &[usize]) -> OneOp {
        OneOp::new(BuiltinOperator::Add).input(dtype, left).input(dtype, right).output(dtype)
    }

    fn shifted(scales: [f32; 3]) -> OneOp {
        let [left, right, output] = scales;
        let options = AddOptions { fused_activation_function: ActivationFunctionType::None, pot_scale_int16: true };
        OneOp::new(BuiltinOperator::Add)
            .options(BuiltinOptions::AddOptions(Box::new(options)))
            .input(TensorType::Int16, &[2])
            .quantized(left, 0)
            .input(TensorType::Int16, &[])
            .quantized(right, 0)
            .output(TensorType::Int16)
            .quantized(output, 0)
    }

    #[test]
    fn operands_broadcast_to_both_sides() {
        let sum = add(TensorType::Int32, &[2, 1], &[3]);
        assert_eq!(sum.shape(), [2, 3]);
        assert_eq!(sum.run::<i32, i32>(&[&[10, 20], &[1, 2, 3]]).unwrap(), [11, 12, 13, 21, 22, 23]);
        let scalar = add(TensorType::Float32, &[], &[2]);
        assert_eq!(scalar.run::<f32, f32>(&[&[1.5], &[1.0, -0.5]]).unwrap(), [2.5, 1.0]);
        assert!(add(TensorType::Int64, &[0, 3], &[1, 1]).run::<i64, i64>(&[&[], &[1]]).unwrap().is_empty());
        assert_eq!(add(TensorType::Float32, &[2], &[3]).refusal(), ErrorKind::BadShape);
        assert_eq!(add(TensorType::Float32, &[0], &[3]).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn scales_are_needed_and_checked() {
        assert_eq!(add(TensorType::Int8, &[1], &[1]).refusal(), ErrorKind::BadQuantization);
        for (scale, zero_point) in [(0.0, 0), (-1.0, 0), (f32::NAN, 0), (f32::INFINITY, 0), (1.0, 128), (1.0, -129)] {
            let op = OneOp::new(BuiltinOperator::Add).input(TensorType::Int8, &[1]).quantized(scale, zero_point);
            let op = op.input(TensorType::Int8, &[1]).quantized(1.0, 0).output(TensorType::Int8).quantized(1.0, 0);
            assert_eq!(op.refusal(), ErrorKind::BadQuantization, "{scale} {zero_point}");
        }
    }

    #[test]
    fn types_must_be_equal_and_known() {
        let op = OneOp::new(BuiltinOperator::Add).input(TensorType::Int8, &[1]).input(TensorType::UInt8, &[1]);
        assert_eq!(op.output(TensorType::Int8).refusal(), ErrorKind::BadType);
        let op = OneOp::new(BuiltinOperator::Add).input(TensorType::Int32, &[1]).input(TensorType::Int32, &[1]);
        assert_eq!(op.output(TensorType::Int64).refusal(), ErrorKind::BadType);
        assert_eq!(add(TensorType::Bool, &[1], &[1]).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn int16_without_a_scale_is_a_plain_number() {
        let sum = add(TensorType::Int16, &[2], &[2]).run::<i16, i16>(&[&[1, i16::MAX], &[2, 1]]);
        assert_eq!(sum.unwrap(), [3, i16::MIN]);
    }

    #[test]
    fn powers_of_two_are_shifted_and_broadcast() {
        let sum = shifted([1.0 / 1024.0, 1.0 / 4096.0, 1.0 / 1024.0]).run::<i16, i16>(&[&[10, i16::MAX], &[6]]);
        assert_eq!(sum.unwrap(), [12, i16::MAX]);
        assert_eq!(shifted([0.25, 0.25, 0.125]).refusal(), ErrorKind::BadQuantization);
        assert_eq!(shifted([0.25, 0.25, 0.5]).refusal(), ErrorKind::BadQuantization);
        // Not powers of two: the general arithmetic.
        assert_eq!(shifted([0.3, 0.3, 0.3]).run::<i16, i16>(&[&[10, -4], &[6]]).unwrap(), [16, 2]);
    }

    #[test]
    fn other_operators_options_are_refused() {
        let op = add(TensorType::Int32, &[1], &[1]);
        let options = crate::model::schema::SoftmaxOptions { beta: 1.0 };
        assert_eq!(op.options(BuiltinOptions::SoftmaxOptions(Box::new(options))).refusal(), ErrorKind::BadOption);
    }
}
