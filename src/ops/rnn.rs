//! RNN: one step of a recurrent layer, `output = activation(bias + W·input + R·state)`, for the input `[batch, input]`.
//! The output becomes the state `[batch, units]`, a variable.
//!
//! float32, sums as [`Floats`](crate::Floats) says; or hybrid: int8 weights (uint8 is read as signed), each row of the input and of the state quantized.
//! Versions up to 3. Sources: `tflite/kernels/basic_rnn.cc`, `internal/kernel_utils.cc`.

use super::support::lstm::Walk;
use super::support::options::options;
use super::support::recurrent::curve;
use super::support::rnn::{Layer, Layers, Positions};
use super::{OpDef, Prepared};
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Rnn, prepare).versions(3).operands(5..=5, 1..=1).types("float32, hybrid");

/// The operands of RNN and UNIDIRECTIONAL_SEQUENCE_RNN.
pub(super) const POSITIONS: Positions = Positions { input: 0, auxiliary: None, weights: 1 };

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, RnnOptions)?;
    let input = ctx.input(0)?;
    let &[batch, _] = input.shape else {
        return Err(err!(BadShape, "{input}: must have rank 2"));
    };
    let settings = (curve(options.fused_activation_function), options.asymmetric_quantize_inputs);
    let layer = Layer::prepare(ctx, POSITIONS, settings, batch)?;
    ctx.set_output_shape(0, &[batch, layer.units])?;
    ctx.set_macs(layer.macs().saturating_mul(batch as u64));
    let walk = Walk { time: 1, batch, time_major: true, backward: false, output_row: layer.units, output_offset: 0 };
    Prepared::kernel(layer.name(), Layers(vec![(layer, walk, 0)]))
}
