//! BIDIRECTIONAL_SEQUENCE_LSTM: one LSTM forwards and one backwards over the input `[batch, time, input]`, or `[time,
//! batch, input]` with `time_major`. Their outputs are two tensors, or one with `merge_outputs`: the forward layer's
//! numbers first in each row.
//!
//! The layers are those of [UNIDIRECTIONAL_SEQUENCE_LSTM](super::unidirectional_sequence_lstm) in float32 and hybrid,
//! without layer normalisation and diagonal weights. An auxiliary input with weights of its own enters the gates of
//! both layers; without weights it is the backward layer's input in place of the first.
//!
//! Batch-major with `merge_outputs`, the reference steps over the output states by the length of the joined rows: from
//! the second row of the batch on it reads and writes its neighbours' states, then other tensors. Here each row has its
//! own.
//!
//! Versions up to 3. Sources: `tflite/kernels/bidirectional_sequence_lstm.cc`, `lstm_eval.cc`.

use super::support::lstm::{Layer, Positions, Settings, Walk};
use super::support::options::options;
use super::support::recurrent::{check_auxiliary, curve, set_outputs};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType::Float32;
use crate::arena::Io;
use crate::error::{Result, ensure};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::BidirectionalSequenceLstm, prepare)
    .versions(3)
    .operands(48..=48, 1..=2)
    .optional(&[1, 5, 9, 10, 11, 12, 16, 17, 18, 22, 26, 27, 28, 29, 33, 34, 39, 40, 41, 42, 43, 44, 45, 46, 47])
    .types("float32, hybrid");

const AUXILIARY: usize = 39;
const FORWARD_AUXILIARY_WEIGHTS: usize = 40;
const BACKWARD_AUXILIARY_WEIGHTS: usize = 44;

struct Bidirectional {
    forward: (Layer, Walk),
    backward: (Layer, Walk),
    backward_output: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, BidirectionalSequenceLstmOptions)?;
    let input = ctx.input(0)?;
    ensure!(input.dtype == Float32, BadType, "{input}: must be float32");
    let settings = Settings {
        curve: curve(options.fused_activation_function),
        cell_clip: options.cell_clip,
        projection_clip: options.proj_clip,
        asymmetric: options.asymmetric_quantize_inputs,
    };
    let walk = Walk::over(input.shape, options.time_major, 0)?;
    // The output gates' weights stand for all.
    let weights = [FORWARD_AUXILIARY_WEIGHTS + 3, BACKWARD_AUXILIARY_WEIGHTS + 3];
    let mixes = check_auxiliary(ctx, &input, AUXILIARY, weights)?;
    let positions = |weights: usize, output_state: usize, auxiliary: usize| Positions {
        input: 0,
        auxiliary: mixes.then_some((AUXILIARY, auxiliary)),
        weights,
        output_state,
        cell_state: output_state + 1,
        norm: None,
    };
    let forward = positions(1, 35, FORWARD_AUXILIARY_WEIGHTS);
    let mut backward = positions(18, 37, BACKWARD_AUXILIARY_WEIGHTS);
    if !mixes && ctx.optional_input(AUXILIARY)?.is_some() {
        backward.input = AUXILIARY;
    }
    let forward = Layer::prepare(ctx, forward, settings, walk.batch)?;
    let backward = Layer::prepare(ctx, backward, settings, walk.batch)?;
    let sizes = [forward.sizes.outputs, backward.sizes.outputs];
    let [to, from] = set_outputs(ctx, &input, options.merge_outputs, sizes)?;
    let rows = (walk.time as u64).saturating_mul(walk.batch as u64);
    ctx.set_macs(forward.macs().saturating_add(backward.macs()).saturating_mul(rows));
    let kernel = Bidirectional {
        forward: (forward, Walk { output_row: to.row, ..walk }),
        backward: (backward, Walk { output_row: from.row, output_offset: from.offset, backward: true, ..walk }),
        backward_output: from.output,
    };
    Prepared::kernel(kernel.forward.0.name(), kernel)
}

impl Kernel for Bidirectional {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (layer, walk) = &self.forward;
        layer.run(walk, io, 0)?;
        let (layer, walk) = &self.backward;
        layer.run(walk, io, self.backward_output)
    }
}
