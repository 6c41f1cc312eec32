//! LSTM layers of int8 with twelve intermediate tensors: their multipliers.
//!
//! Source: `PopulateQuantizedLstmParams8x8_8` in `tflite/kernels/lstm.cc`, `LstmStepInteger8x8_8` in `lstm_eval.cc`.
//! Scales are multiplied in f32 where the reference does. The output gate takes its recurrent product's multiplier from
//! the wrong places there, and so it does here.

use super::linear::multiplier;
use super::lstm::{GATES, Parts, Positions, Settings, Sizes, check_integer_weights, zero_point};
use super::recurrent::scale;
use crate::arena::Inputs;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::quant::Multiplier;
use ferrolite_kernels::reference::lstm::Gate;
use ferrolite_kernels::reference::lstm_integer::Product;
use ferrolite_kernels::reference::lstm_integer8::{Integer8Gate, Integer8Lstm, PartialProduct};
use ferrolite_kernels::reference::recurrent::Curve;

/// How many intermediate tensors say that a layer is of this kind: a gate's, its input product's and its recurrent
/// product's, for each gate.
pub(super) const INTERMEDIATES: usize = 12;

/// A prepared layer, all but the weights.
pub(super) struct Integer8Plan {
    gates: [Option<GatePlan>; 4],
    projection: Multiplier,
    input_zero_point: i16,
    output_zero_point: i16,
    cell_clip: i16,
    projection_clip: i8,
}

struct GatePlan {
    input: PartialPlan,
    recurrent: PartialPlan,
    norm: usize,
    norm_scale: f32,
}

struct PartialPlan {
    multiplier: Multiplier,
    zero_point: i32,
    to_gate: Multiplier,
}

impl PartialPlan {
    /// The product of weights with an operand of scale `input_scale`, for the gate and product whose intermediate
    /// tensors these are.
    fn prepare(
        ctx: &Prepare<'_>,
        (weights, shape): (usize, [usize; 2]),
        input_scale: f32,
        [gate, product]: [usize; 2],
    ) -> Result<Self> {
        check_integer_weights(ctx, weights, &shape)?;
        let (gate_scale, _) = ctx.intermediate(gate)?.per_tensor()?;
        let (product_scale, zero_point) = ctx.intermediate(product)?.per_tensor()?;
        Ok(Self {
            multiplier: multiplier((scale(&ctx.input(weights)?)? * input_scale / product_scale).into())?,
            // The reference keeps zero points of products in eight bits.
            zero_point: i32::from(zero_point as i8),
            to_gate: multiplier((product_scale / gate_scale).into())?,
        })
    }

    fn product<'a>(&self, inputs: &Inputs<'a>, weights: usize) -> Result<PartialProduct<'a>> {
        let product = Product { weights: inputs.get(weights)?, multiplier: self.multiplier };
        Ok(PartialProduct { product, zero_point: self.zero_point, to_gate: self.to_gate })
    }
}

impl Integer8Plan {
    pub(super) fn prepare(
        ctx: &Prepare<'_>,
        positions: &Positions,
        parts: Parts,
        settings: Settings,
        sizes: &Sizes,
    ) -> Result<Self> {
        ensure!(settings.curve == Curve::Tanh, BadOption, "the activation of an integer layer must be TANH");
        ensure!(
            parts.norm && parts.projection && !parts.peephole,
            BadOperand,
            "an integer layer with {INTERMEDIATES} intermediate tensors must have layer normalisation and a \
             projection, and no peepholes"
        );
        let state_scale = scale(&ctx.input(positions.cell_state)?)?;
        ensure!(
            state_scale == 1.0 / 32768.0,
            BadQuantization,
            "the cell state's scale must be 2^-15, not {state_scale}"
        );
        let first_norm = positions.norm.ok_or_else(|| err!(Internal, "layer normalisation has no place"))?;
        let input_scale = scale(&ctx.input(positions.input)?)?;
        let output_scale = scale(&ctx.input(positions.output_state)?)?;
        let mut gates = [const { None }; 4];
        // The input gate, where there is one, is not used.
        for gate in [Gate::Forget, Gate::Candidate, Gate::Output] {
            let intermediate = 3 * gate as usize;
            let input = (positions.input_weights(gate), [sizes.cells, sizes.input]);
            let recurrent = (positions.recurrent_weights(gate), [sizes.cells, sizes.outputs]);
            let norm = first_norm + gate as usize;
            // The scale goes through a multiplier in the reference.
            let norm_scale = multiplier(scale(&ctx.input(norm)?)?.into())?;
            gates[gate as usize] = Some(GatePlan {
                input: PartialPlan::prepare(ctx, input, input_scale, [intermediate, intermediate + 1])?,
                recurrent: PartialPlan::prepare(ctx, recurrent, output_scale, [intermediate, intermediate + 2])?,
                norm,
                norm_scale: real(norm_scale),
            });
        }
        mix_up(&mut gates);
        check_integer_weights(ctx, positions.projection(), &[sizes.outputs, sizes.cells])?;
        let projection = f64::from(scale(&ctx.input(positions.projection())?)?) * (1.0 / 32768.0);
        let projection = (projection / f64::from(output_scale)) as f32;
        let cell_clip = if settings.cell_clip < 1.0 { settings.cell_clip / state_scale } else { 0.0 };
        // The casts saturate, as the reference's clamps do.
        Ok(Self {
            gates,
            projection: multiplier(projection.into())?,
            input_zero_point: zero_point(ctx, positions.input)?,
            output_zero_point: zero_point(ctx, positions.output_state)?,
            cell_clip: cell_clip as i16,
            projection_clip: (settings.projection_clip / scale(&ctx.output(0)?)?) as i8,
        })
    }

    /// The layer while the operator runs.
    pub(super) fn layer<'a>(&self, inputs: &Inputs<'a>, positions: &Positions) -> Result<Integer8Lstm<'a>> {
        let mut gates = [None; 4];
        for (gate, (slot, plan)) in GATES.into_iter().zip(gates.iter_mut().zip(&self.gates)) {
            let Some(plan) = plan else { continue };
            *slot = Some(Integer8Gate {
                input: plan.input.product(inputs, positions.input_weights(gate))?,
                recurrent: plan.recurrent.product(inputs, positions.recurrent_weights(gate))?,
                norm: inputs.get(plan.norm)?,
                norm_scale: plan.norm_scale,
                bias: inputs.get(positions.bias(gate))?,
            });
        }
        Ok(Integer8Lstm {
            gates,
            input_zero_point: self.input_zero_point,
            output_zero_point: self.output_zero_point,
            cell_clip: self.cell_clip,
            projection: Product { weights: inputs.get(positions.projection())?, multiplier: self.projection },
            projection_bias: inputs.optional(positions.projection_bias())?,
            projection_clip: self.projection_clip,
        })
    }
}

/// The number that a multiplier stands for.
fn real(multiplier: Multiplier) -> f32 {
    let mut value = f64::from(multiplier.mantissa) / f64::from(1u32 << 31);
    for _ in 0..multiplier.exponent.unsigned_abs() {
        value *= if multiplier.exponent > 0 { 2.0 } else { 0.5 };
    }
    value as f32
}

/// What the reference does to the output gate's recurrent product: its zero point is that of the candidate's input
/// product, and its multiplier's mantissa is the exponent of the forget gate's recurrent product, an index that runs
/// over the end of one array into the next.
fn mix_up(gates: &mut [Option<GatePlan>; 4]) {
    let [_, Some(forget), Some(candidate), Some(output)] = gates else { return };
    output.recurrent.zero_point = candidate.input.zero_point;
    output.recurrent.to_gate.mantissa = forget.recurrent.to_gate.exponent;
}
