//! SUB: the difference of two tensors, broadcast, with a fused activation.
//!
//! Types: int8, uint8, int16 (quantized, or plain without a scale), int32, int64, float16, float32. Version 5.
//! Rounding: rule **D** three times, after both inputs were shifted left by 20 (int16: 15) and brought to twice the
//! greater of their scales. int16 with `pot_scale_int16` and scales that are powers of two: a shift with ties away
//! from zero. Integers wrap, float differences are clamped to
//! finite values. Sources: `tflite/kernels/sub.cc`, `internal/reference/sub.h`.

use super::support::add_sub::{self, Names, SumOptions};
use super::support::options::{activation, optional_options};
use super::{OpDef, OutputType, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::Activation;
use ferrolite_kernels::reference::arithmetic::Sub;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Sub, prepare)
    .versions(5)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int32, int64, float16, float32")
    .output_type(OutputType::FirstInput);

const NAMES: Names = [
    "sub_int8",
    "sub_uint8",
    "sub_int16",
    "sub_int16_shift_reference",
    "sub_int16_plain_reference",
    "sub_int32",
    "sub_int64_reference",
    "sub_float16_reference",
    "sub_float32",
];

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, SubOptions)?;
    let options = SumOptions {
        activation: options.map_or(Activation::None, |options| activation(options.fused_activation_function)),
        pot_scale_int16: options.is_some_and(|options| options.pot_scale_int16),
    };
    add_sub::prepare::<Sub, true>(ctx, &options, &NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TensorType;
    use crate::plan::testing::OneOp;

    #[test]
    fn the_right_operand_is_taken_away() {
        let op = OneOp::new(BuiltinOperator::Sub).input(TensorType::Int32, &[3]).input(TensorType::Int32, &[]);
        assert_eq!(op.output(TensorType::Int32).run::<i32, i32>(&[&[1, 2, 3], &[2]]).unwrap(), [-1, 0, 1]);
        let op = OneOp::new(BuiltinOperator::Sub).input(TensorType::Int8, &[]).quantized(0.5, 1);
        let op = op.input(TensorType::Int8, &[2]).quantized(0.5, 0).output(TensorType::Int8).quantized(0.5, -1);
        assert_eq!(op.run::<i8, i8>(&[&[11], &[4, -120]]).unwrap(), [5, 127]);
    }
}
