//! UNIDIRECTIONAL_SEQUENCE_RNN: [RNN](super::rnn) over the input `[batch, time, input]`, or `[time, batch, input]` with
//! `time_major`.
//!
//! Versions up to 3. Source: `tflite/kernels/unidirectional_sequence_rnn.cc`.

use super::rnn::POSITIONS;
use super::support::lstm::Walk;
use super::support::options::options;
use super::support::recurrent::curve;
use super::support::rnn::{Layer, Layers};
use super::{OpDef, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::UnidirectionalSequenceRnn, prepare)
    .versions(3)
    .operands(5..=5, 1..=1)
    .types("float32, hybrid");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, SequenceRnnOptions)?;
    let shape = ctx.input(0)?.shape;
    let walk = Walk::over(shape, options.time_major, 0)?;
    let settings = (curve(options.fused_activation_function), options.asymmetric_quantize_inputs);
    let layer = Layer::prepare(ctx, POSITIONS, settings, walk.batch)?;
    let rows = shape.split_last().map_or(&[][..], |(_, rows)| rows);
    ctx.set_output_shape(0, &[rows, &[layer.units]].concat())?;
    ctx.set_macs(layer.macs().saturating_mul((walk.time as u64).saturating_mul(walk.batch as u64)));
    let walk = Walk { output_row: layer.units, ..walk };
    Prepared::kernel(layer.name(), Layers(vec![(layer, walk, 0)]))
}
