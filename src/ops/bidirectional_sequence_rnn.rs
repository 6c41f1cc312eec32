//! BIDIRECTIONAL_SEQUENCE_RNN: one [RNN](super::rnn) forwards and one backwards over the input `[batch, time, input]`, or
//! `[time, batch, input]` with `time_major`. Their outputs are two tensors, or one with `merge_outputs`.
//!
//! An auxiliary input with weights of its own enters both layers; without weights it is the backward layer's input in
//! place of the first, but only with `time_major`, as in the reference.
//!
//! The reference reads the auxiliary input with the strides of the first input, and with `time_major` hybrid layers it
//! mixes up rows; here each row is its own. Versions up to 3. Source: `tflite/kernels/bidirectional_sequence_rnn.cc`.

use super::support::lstm::Walk;
use super::support::options::options;
use super::support::recurrent::{check_auxiliary, curve, set_outputs};
use super::support::rnn::{Layer, Layers, Positions};
use super::{OpDef, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::BidirectionalSequenceRnn, prepare)
    .versions(3)
    .operands(12..=12, 1..=2)
    .optional(&[AUXILIARY, FORWARD_AUXILIARY_WEIGHTS, BACKWARD_AUXILIARY_WEIGHTS])
    .types("float32, hybrid");

const AUXILIARY: usize = 9;
const FORWARD_AUXILIARY_WEIGHTS: usize = 10;
const BACKWARD_AUXILIARY_WEIGHTS: usize = 11;

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, BidirectionalSequenceRnnOptions)?;
    let input = ctx.input(0)?;
    let walk = Walk::over(input.shape, options.time_major, 0)?;
    let weights = [FORWARD_AUXILIARY_WEIGHTS, BACKWARD_AUXILIARY_WEIGHTS];
    let mixes = check_auxiliary(ctx, &input, AUXILIARY, weights)?;
    let auxiliary = |weights: usize| mixes.then_some((AUXILIARY, weights));
    let replaced = options.time_major && !mixes && ctx.optional_input(AUXILIARY)?.is_some();
    let forward = Positions { input: 0, auxiliary: auxiliary(FORWARD_AUXILIARY_WEIGHTS), weights: 1 };
    let backward = Positions {
        input: if replaced { AUXILIARY } else { 0 },
        auxiliary: auxiliary(BACKWARD_AUXILIARY_WEIGHTS),
        weights: 5,
    };
    let settings = (curve(options.fused_activation_function), options.asymmetric_quantize_inputs);
    let forward = Layer::prepare(ctx, forward, settings, walk.batch)?;
    let backward = Layer::prepare(ctx, backward, settings, walk.batch)?;
    let [to, from] = set_outputs(ctx, &input, options.merge_outputs, [forward.units, backward.units])?;
    let rows = (walk.time as u64).saturating_mul(walk.batch as u64);
    ctx.set_macs(forward.macs().saturating_add(backward.macs()).saturating_mul(rows));
    let forwards = Walk { output_row: to.row, ..walk };
    let backwards = Walk { output_row: from.row, output_offset: from.offset, backward: true, ..walk };
    let name = forward.name();
    let layers = vec![(forward, forwards, to.output), (backward, backwards, from.output)];
    Prepared::kernel(name, Layers(layers))
}
