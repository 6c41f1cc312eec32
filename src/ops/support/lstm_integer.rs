//! LSTM layers of int8 with a state of int16: their multipliers.
//!
//! Source: `PopulateQuantizedLstmParams8x8_16` in `tflite/kernels/unidirectional_sequence_lstm.cc` and `lstm.cc`. Scales
//! are multiplied in f32 where the reference does, left to right.

use super::linear::{multiplier, small_zero_point};
use super::lstm::{GATES, Parts, Positions, Settings, Sizes, check_integer_weights, zero_point};
use super::recurrent::scale;
use crate::arena::Inputs;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::quant::Multiplier;
use ferrolite_kernels::reference::lstm::Gate;
use ferrolite_kernels::reference::lstm_integer::{IntegerGate, IntegerLstm, IntegerNorm, Product};
use ferrolite_kernels::reference::recurrent::Curve;
use ferrolite_kernels::reference::sigmoid16::power_of_two;

/// A prepared integer layer, all but the weights.
pub(super) struct IntegerPlan {
    gates: [Option<GatePlan>; 4],
    projection: Option<Multiplier>,
    /// The parameters that need no operands.
    input_zero_point: i16,
    output_zero_point: i16,
    state_exponent: i32,
    cell_clip: i16,
    hidden: Multiplier,
    hidden_zero_point: i16,
    projection_clip: i8,
}

struct GatePlan {
    input: Multiplier,
    recurrent: Multiplier,
    peephole: Option<(usize, Multiplier)>,
    norm: Option<(usize, Multiplier, i32)>,
}

/// 2^−15, the unit of gates.
const GATE_UNIT: f64 = 1.0 / 32768.0;

impl IntegerPlan {
    pub(super) fn prepare(
        ctx: &mut Prepare<'_>,
        positions: &Positions,
        parts: Parts,
        settings: Settings,
        sizes: &Sizes,
    ) -> Result<Self> {
        ensure!(settings.curve == Curve::Tanh, BadOption, "the activation of an integer layer must be TANH");
        ensure!(
            ctx.intermediate_count() == 5,
            BadOperand,
            "an integer layer needs 5 intermediate tensors, not {}",
            ctx.intermediate_count()
        );
        let cell_scale = scale(&ctx.input(positions.cell_state)?)?;
        let state_exponent =
            power_of_two(cell_scale).filter(|exponent| (-15..=-9).contains(exponent)).ok_or_else(|| {
                err!(BadQuantization, "the cell state's scale {cell_scale} must be a power of two, 2^-15 to 2^-9")
            })?;
        let output_scale = scale(&ctx.input(positions.output_state)?)?;
        let (hidden_scale, hidden_zero_point) = ctx.intermediate(4)?.per_tensor()?;
        let mut gates = [const { None }; 4];
        for gate in parts.gates() {
            gates[gate as usize] = Some(GatePlan::prepare(ctx, positions, parts, sizes, (gate, state_exponent))?);
        }
        let projection = match parts.projection {
            true => {
                check_integer_weights(ctx, positions.projection(), &[sizes.outputs, sizes.cells])?;
                let weights = scale(&ctx.input(positions.projection())?)?;
                Some(multiplier((weights * hidden_scale / output_scale).into())?)
            }
            false => None,
        };
        let hidden = GATE_UNIT / f64::from(hidden_scale) * GATE_UNIT;
        // The casts saturate, as the reference's clamps do.
        let clip = |limit: f32, scale: f32| if limit > 0.0 { limit / scale } else { 0.0 };
        Ok(Self {
            gates,
            projection,
            input_zero_point: zero_point(ctx, positions.input)?,
            output_zero_point: zero_point(ctx, positions.output_state)?,
            state_exponent,
            cell_clip: clip(settings.cell_clip, cell_scale) as i16,
            hidden: multiplier(f64::from(hidden as f32))?,
            hidden_zero_point: small_zero_point(hidden_zero_point)?,
            projection_clip: clip(settings.projection_clip, scale(&ctx.output(0)?)?) as i8,
        })
    }

    /// The layer while the operator runs.
    pub(super) fn layer<'a>(&self, inputs: &Inputs<'a>, positions: &Positions) -> Result<IntegerLstm<'a>> {
        let mut gates = [None; 4];
        for (gate, (slot, plan)) in GATES.into_iter().zip(gates.iter_mut().zip(&self.gates)) {
            let Some(plan) = plan else { continue };
            let product = |position: usize, multiplier: Multiplier| {
                inputs.get(position).map(|weights| Product { weights, multiplier })
            };
            *slot = Some(IntegerGate {
                input: product(positions.input_weights(gate), plan.input)?,
                recurrent: product(positions.recurrent_weights(gate), plan.recurrent)?,
                peephole: match plan.peephole {
                    Some((position, multiplier)) => Some((inputs.get(position)?, multiplier)),
                    None => None,
                },
                bias: inputs.get(positions.bias(gate))?,
                norm: match plan.norm {
                    Some((position, multiplier, variance_guard)) => {
                        Some(IntegerNorm { weights: inputs.get(position)?, multiplier, variance_guard })
                    }
                    None => None,
                },
            });
        }
        let projection = match self.projection {
            Some(multiplier) => {
                let product = Product { weights: inputs.get(positions.projection())?, multiplier };
                Some((product, inputs.optional(positions.projection_bias())?))
            }
            None => None,
        };
        Ok(IntegerLstm {
            gates,
            input_zero_point: self.input_zero_point,
            output_zero_point: self.output_zero_point,
            state_exponent: self.state_exponent,
            cell_clip: self.cell_clip,
            hidden: self.hidden,
            hidden_zero_point: self.hidden_zero_point,
            projection,
            projection_clip: self.projection_clip,
        })
    }
}

impl GatePlan {
    fn prepare(
        ctx: &Prepare<'_>,
        positions: &Positions,
        parts: Parts,
        sizes: &Sizes,
        (gate, state_exponent): (Gate, i32),
    ) -> Result<Self> {
        let (input, recurrent) = (positions.input_weights(gate), positions.recurrent_weights(gate));
        check_integer_weights(ctx, input, &[sizes.cells, sizes.input])?;
        check_integer_weights(ctx, recurrent, &[sizes.cells, sizes.outputs])?;
        let of = |position: usize| scale(&ctx.input(position)?);
        // Q3.12, where layer normalisation does not come between.
        let gate_scale = match parts.norm {
            true => ctx.intermediate(gate as usize)?.per_tensor()?.0,
            false => 1.0 / 4096.0,
        };
        let peephole = match positions.peephole(gate).filter(|_| parts.peephole) {
            Some(position) => {
                // The state's scale, exactly a power of two: the exponent is in −15..=−9.
                let state_scale = GATE_UNIT * f64::from(1 << (15 + state_exponent));
                let real = state_scale * f64::from(of(position)?) / f64::from(gate_scale);
                Some((position, multiplier(f64::from(real as f32))?))
            }
            None => None,
        };
        let norm = match positions.norm.filter(|_| parts.norm) {
            Some(first) => {
                let position = first + gate as usize;
                let scale = of(position)?;
                let guard = ((10000.0 * scale) as i32).max(1);
                // Twelve more fraction bits: Q3.12.
                Some((position, multiplier(f64::from(scale) * 4096.0)?, guard))
            }
            None => None,
        };
        Ok(Self {
            input: multiplier((of(input)? * of(positions.input)? / gate_scale).into())?,
            recurrent: multiplier((of(recurrent)? * of(positions.output_state)? / gate_scale).into())?,
            peephole,
            norm,
        })
    }
}
