//! LSTM: one step, for the input `[batch, input]`, as UNIDIRECTIONAL_SEQUENCE_LSTM's; or, with `kernel_type` BASIC, a
//! simpler layer whose state is inputs and outputs of the operator.
//!
//! The full kernel has the operands, types and arithmetic of
//! [UNIDIRECTIONAL_SEQUENCE_LSTM](super::unidirectional_sequence_lstm). With twelve intermediate tensors instead of five an
//! int8 layer computes partial sums of int8, and layer normalisation and activations in floats (`lstm_integer8`).
//!
//! The basic kernel has the operands input `[batch, input]`, former output, weights `[4 × units, input + units]` (rows
//! of the input gate, the candidate, the forget gate, the output gate), bias and former state, and the outputs output,
//! state, the joined inputs and the gates before their activations. float32; or uint8 with int32 bias and an int16
//! state of scale 2^−11, rule **D** with ties of the second rounding up, and gemmlowp's 16-bit functions. Where the
//! former output and state are variables they get the new ones.
//!
//! Versions up to 4. Sources: `tflite/kernels/lstm.cc`, `lstm_eval.cc`,
//! `internal/reference/lstm_cell.h`.

use super::support::lstm::{Settings, Walk};
use super::support::lstm_basic;
use super::support::options::options;
use super::support::recurrent::curve;
use super::unidirectional_sequence_lstm::run_over;
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOperator, LstmKernelType, LstmOptions};
use crate::plan::Prepare;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Lstm, prepare)
    .versions(4)
    .operands(5..=24, 1..=4)
    .optional(&[1])
    .types("float32, hybrid, int8 (state int16); basic: float32, uint8");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, LstmOptions)?;
    match options.kernel_type {
        LstmKernelType::Full => full(ctx, options),
        LstmKernelType::Basic => lstm_basic::prepare(ctx),
    }
}

fn full(ctx: &mut Prepare<'_>, options: &LstmOptions) -> Result<Prepared> {
    let settings = Settings {
        curve: curve(options.fused_activation_function),
        cell_clip: options.cell_clip,
        projection_clip: options.proj_clip,
        asymmetric: options.asymmetric_quantize_inputs,
    };
    ensure!(ctx.output_count() == 1, BadOperand, "has {} outputs, must have one", ctx.output_count());
    let input = ctx.input(0)?;
    let &[batch, _] = input.shape else {
        return Err(err!(BadShape, "{input}: must have rank 2"));
    };
    let mut walk = Walk { time: 1, batch, time_major: true, backward: false, output_row: 0, output_offset: 0 };
    run_over(ctx, settings, input.shape, &mut walk)
}
