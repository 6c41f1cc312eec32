//! ADD: the sum of two tensors, broadcast, with a fused activation.
//!
//! Types: int8, uint8, int16 (quantized, or plain without a scale), int32, int64, float16, float32. Version 5.
//! Rounding: rule **D** three times, after both inputs were shifted left by 20 (int16: 15) and brought to twice the
//! greater of their scales. int16 with `pot_scale_int16` and scales that are powers of two: a shift with ties away
//! from zero; LiteRT crashes there when it has to broadcast, here it works. Integers wrap, float sums are clamped to
//! finite values. Sources: `tflite/kernels/add.cc`, `internal/reference/add.h`.

use super::support::add_sub::{self, Names, SumOptions};
use super::support::options::{activation, optional_options};
use super::{OpDef, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::Activation;
use ferrolite_kernels::reference::arithmetic::Add;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Add, prepare)
    .versions(5)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, int32, int64, float16, float32");

const NAMES: Names = [
    "add_int8_reference",
    "add_uint8_reference",
    "add_int16_reference",
    "add_int16_shift_reference",
    "add_int16_plain_reference",
    "add_int32_reference",
    "add_int64_reference",
    "add_float16_reference",
    "add_float32_reference",
];

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, AddOptions)?;
    let options = SumOptions {
        activation: options.map_or(Activation::None, |options| activation(options.fused_activation_function)),
        pot_scale_int16: options.is_some_and(|options| options.pot_scale_int16),
    };
    add_sub::prepare::<Add, false>(ctx, &options, &NAMES)
}
