//! UNIDIRECTIONAL_SEQUENCE_LSTM: an LSTM over the input `[batch, time, input]`, or `[time, batch, input]` with
//! `time_major`; the output has `outputs` numbers where the input has its own. The output state `[batch, outputs]`
//! and the cell state `[batch, cells]` are variables.
//!
//! | input, output | weights | peephole, layer norm | bias | cell state | arithmetic |
//! |---|---|---|---|---|---|
//! | float32 | float32 | float32 | float32 | float32 | sums as [`Floats`](crate::Floats) says, and the gates of plain layers |
//! | float32 | int8 (uint8 is read as signed) | int8, float32 | float32 | float32 | hybrid, each row quantized |
//! | int8 | int8 | int16 | int32 | int16, a power of two | **D**; gates in Q3.12 by gemmlowp's 16-bit functions |
//!
//! Optional: the input gate (CIFG without), peepholes, projection with or without bias, layer normalisation, diagonal
//! recurrent weights (float32), clips of the cell state and of the projected output. Integer layers have five
//! intermediate tensors, whose scales the gates have before layer normalisation (the fifth: the hidden values).
//!
//! As in the reference, without an activation (NONE) the output shows the candidate, not the cell state, and integer
//! peepholes with a projection are out of step with the cells (`IntegerCell::add_peephole`). Integer layers must have TANH and a cell state of 2^−15 to 2^−9. Sparse weights are
//! refused. Versions up to 4. Sources: `tflite/kernels/unidirectional_sequence_lstm.cc`, `lstm_eval.cc`.

use super::support::lstm::{Layer, Positions, Settings, Walk};
use super::support::options::options;
use super::support::recurrent::curve;
use super::{Kernel, OpDef, Prepared};
use crate::arena::Io;
use crate::error::{Result, ensure};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::UnidirectionalSequenceLstm, prepare)
    .versions(4)
    .operands(20..=24, 1..=1)
    .optional(&[1, 5, 9, 10, 11, 12, 16, 17])
    .types("float32, hybrid, int8 (state int16)");

/// The operands of LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM.
pub(super) const POSITIONS: Positions =
    Positions { input: 0, auxiliary: None, weights: 1, output_state: 18, cell_state: 19, norm: Some(20) };

struct Sequence {
    layer: Layer,
    walk: Walk,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, UnidirectionalSequenceLstmOptions)?;
    let settings = Settings {
        curve: curve(options.fused_activation_function),
        cell_clip: options.cell_clip,
        projection_clip: options.proj_clip,
        asymmetric: options.asymmetric_quantize_inputs,
    };
    let shape = ctx.input(0)?.shape;
    let mut walk = Walk::over(shape, options.time_major, 0)?;
    run_over(ctx, settings, shape, &mut walk)
}

/// Prepares the one layer of LSTM and UNIDIRECTIONAL_SEQUENCE_LSTM.
pub(super) fn run_over(
    ctx: &mut Prepare<'_>,
    settings: Settings,
    shape: &[usize],
    walk: &mut Walk,
) -> Result<Prepared> {
    let count = ctx.input_count();
    ensure!(matches!(count, 20 | 24), BadOperand, "has {count} inputs, must have 20 or 24");
    let layer = Layer::prepare(ctx, POSITIONS, settings, walk.batch)?;
    walk.output_row = layer.sizes.outputs;
    let rows = shape.split_last().map_or(&[][..], |(_, rows)| rows);
    ctx.set_output_shape(0, &[rows, &[layer.sizes.outputs]].concat())?;
    ctx.set_macs(layer.macs().saturating_mul((walk.time as u64).saturating_mul(walk.batch as u64)));
    let name = layer.name();
    Prepared::kernel(name, Sequence { layer, walk: *walk })
}

impl Kernel for Sequence {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        self.layer.run(&self.walk, io, 0)
    }
}
