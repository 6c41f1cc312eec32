//! LSTM of `i8` whose partial sums are `i8` too, an older scheme: each product has a scale and a zero point of its own,
//! layer normalisation and activations are floats in between, the input gate is coupled, the output is projected.
//!
//! Sources: `CalculateLstmGateInteger8x8_8` and its neighbours in `tflite/kernels/lstm_eval.cc`, and
//! `internal/reference/portable_tensor_utils.cc`.

use super::lstm::{Cell, Gate};
use super::lstm_integer::{Product, saturate, update};
use crate::math::{logistic, round_f32, sqrt, tanh};
use crate::quant::{ClampRange, Multiplier, QuantizedInteger, rounding_divide_by_pot};

/// One of the two products of a gate.
#[derive(Clone, Copy, Debug)]
pub struct PartialProduct<'a> {
    /// Weights, and what makes the product `i8`.
    pub product: Product<'a>,
    /// Of the product.
    pub zero_point: i32,
    /// From the product to the gate.
    pub to_gate: Multiplier,
}

/// What a gate is made of.
#[derive(Clone, Copy, Debug)]
pub struct Integer8Gate<'a> {
    /// `[cells, input]`.
    pub input: PartialProduct<'a>,
    /// `[cells, output]`.
    pub recurrent: PartialProduct<'a>,
    /// Weights of layer normalisation.
    pub norm: &'a [i16],
    /// Their scale.
    pub norm_scale: f32,
    /// Added behind layer normalisation, in units of 2^−10 of that scale.
    pub bias: &'a [i32],
}

/// A layer.
#[derive(Clone, Copy, Debug)]
pub struct Integer8Lstm<'a> {
    /// By [`Gate`]; the input gate is absent.
    pub gates: [Option<Integer8Gate<'a>>; 4],
    /// Zero point of the input.
    pub input_zero_point: i16,
    /// Zero point of the output, which is the recurrent input too.
    pub output_zero_point: i16,
    /// The state is cut to ± this unless it is 0.
    pub cell_clip: i16,
    /// `[output, cells]`; rule **S**.
    pub projection: Product<'a>,
    /// One for each output.
    pub projection_bias: Option<&'a [i32]>,
    /// The output is cut to ± this unless it is 0.
    pub projection_clip: i8,
}

/// One row of an [`Integer8Lstm`].
#[derive(Clone, Copy, Debug)]
pub struct Integer8Cell<'a> {
    /// The layer.
    pub layer: &'a Integer8Lstm<'a>,
    /// The input.
    pub input: &'a [i8],
    /// The former output.
    pub hidden: &'a [i8],
}

impl PartialProduct<'_> {
    fn at(&self, i: usize, input: (&[i8], i16)) -> i32 {
        let product = self.product.at(i, input, 0).wrapping_add(self.zero_point);
        self.to_gate.apply(ClampRange::I8.clamp(product).wrapping_sub(self.zero_point))
    }
}

/// Q0.15, cut off.
fn to_gate(value: f32) -> i16 {
    saturate((value * 32768.0) as i32)
}

/// Layer normalisation in floats; the result is Q3.12.
fn normalise(gate: &Integer8Gate<'_>, values: &mut [i16]) {
    let count = values.len() as f32;
    let (mut sum, mut squares) = (0f32, 0f32);
    for &value in &*values {
        sum += f32::from(value);
        squares += f32::from(value) * f32::from(value);
    }
    let mean = sum / count;
    let variance = squares / count - mean * mean;
    let inverse = 1.0 / sqrt(if variance == 0.0 { 1e-8 } else { variance });
    let bias_scale = (1.0 / 1024.0) * gate.norm_scale;
    for ((value, &weight), &bias) in values.iter_mut().zip(gate.norm).zip(gate.bias) {
        let normal = (f32::from(*value) - mean) * inverse;
        let weighted = normal * f32::from(weight) * gate.norm_scale + bias as f32 * bias_scale;
        *value = saturate(round_f32(weighted * 4096.0) as i32);
    }
}

impl Cell for Integer8Cell<'_> {
    type Number = i16;
    type Output = i8;

    #[inline(always)]
    fn is_coupled(&self) -> bool {
        true
    }

    #[inline(always)]
    fn gate(&self, gate: Gate, _state: &[i16], values: &mut [i16]) {
        let Some(parameters) = &self.layer.gates[gate as usize] else { return };
        for (i, value) in values.iter_mut().enumerate() {
            let input = parameters.input.at(i, (self.input, self.layer.input_zero_point));
            let recurrent = parameters.recurrent.at(i, (self.hidden, self.layer.output_zero_point));
            *value = saturate(recurrent.wrapping_add(input));
        }
        normalise(parameters, values);
        for value in values {
            let real = f32::from(*value) * (1.0 / 4096.0);
            *value = to_gate(if gate == Gate::Candidate { tanh(real) } else { logistic(real) });
        }
    }

    #[inline(always)]
    fn update(&self, _input: &[i16], forget: &mut [i16], candidate: &[i16], state: &mut [i16]) {
        update(None, forget, candidate, state, (-15, self.layer.cell_clip));
    }

    #[inline(always)]
    fn output(&self, state: &[i16], gate: &[i16], scratch: &mut [i16], _bytes: &mut [i8], output: &mut [i8]) {
        for ((shown, &state), &gate) in scratch.iter_mut().zip(state).zip(gate) {
            let value = to_gate(tanh(f32::from(state) * (1.0 / 32768.0)));
            *shown = rounding_divide_by_pot(i32::from(gate) * i32::from(value), 15) as i16;
        }
        let layer = self.layer;
        let rows = layer.projection.weights.chunks_exact(state.len().max(1));
        for (i, (output, weights)) in output.iter_mut().zip(rows).enumerate() {
            let bias = layer.projection_bias.map_or(0, |bias| i64::from(bias[i]));
            let sum = scratch.iter().zip(weights).fold(bias, |sum, (&x, &w)| sum + i64::from(x) * i64::from(w));
            let value = layer.projection.multiplier.apply_i64(sum).wrapping_add(layer.output_zero_point.into());
            *output = i8::from_clamped(ClampRange::I8.clamp(value));
            if layer.projection_clip > 0 {
                *output = (*output).clamp(-layer.projection_clip, layer.projection_clip);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::lstm::step;

    #[test]
    fn a_step_follows_its_definition() {
        let one = Multiplier::from_real(1.0);
        let weights = [1i8, -1];
        let product = PartialProduct {
            product: Product { weights: &weights, multiplier: one },
            zero_point: 3,
            to_gate: Multiplier::from_real(64.0),
        };
        // Two cells with opposite sums: layer normalisation makes them ±1.
        let gate = Integer8Gate {
            input: product,
            recurrent: product,
            norm: &[1000; 2],
            norm_scale: 1.0 / 1000.0,
            bias: &[0; 2],
        };
        let layer = Integer8Lstm {
            gates: [None, Some(gate), Some(gate), Some(gate)],
            input_zero_point: 0,
            output_zero_point: -1,
            cell_clip: 0,
            projection: Product { weights: &[1, 1], multiplier: Multiplier::from_real(1.0 / 1024.0) },
            projection_bias: None,
            projection_clip: 0,
        };
        let cell = Integer8Cell { layer: &layer, input: &[20], hidden: &[4] };
        let (mut state, mut output) = ([0i16, 16384], [0i8]);
        step(&cell, &mut state, &mut [0; 8], &mut [0; 2], &mut output);
        let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
        let expected = [1.0f64, -1.0].map(|x| logistic(-x) * x.tanh() + if x < 0.0 { logistic(x) * 0.5 } else { 0.0 });
        for (state, expected) in state.iter().zip(expected) {
            assert!((f64::from(*state) / 32768.0 - expected).abs() < 0.001);
        }
        let shown = logistic(1.0) * expected[0].tanh() + logistic(-1.0) * expected[1].tanh();
        assert!((f64::from(output[0]) + 1.0 - shown * 32.0).abs() <= 1.0);
    }
}
