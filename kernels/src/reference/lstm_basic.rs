//! The basic LSTM cell: one matrix for the input and the former output, side by side, and all four gates.
//!
//! Source: `tflite/kernels/internal/reference/lstm_cell.h`. The gates' rows in the weights: input, candidate, forget,
//! output.

use super::accumulate::{Accumulate, Narrow, Real};
use crate::fixed_point16::{logistic_q3_12, tanh};
use crate::math;
use crate::quant::{Multiplier, rounding_divide_by_pot, saturating_rounding_doubling_high_mul_i16 as mul};

/// The arithmetic of a cell.
pub trait BasicCell {
    /// Of the input, the output and the weights.
    type Value: Copy;
    /// Of the bias.
    type Bias: Copy;
    /// Of the gates and the state.
    type Number: Copy;

    /// A gate before its activation: the bias and the product of a row of weights with the inputs.
    fn gate(&self, bias: Self::Bias, inputs: &[Self::Value], weights: &[Self::Value]) -> Self::Number;

    /// The state and the output from the gates (in the order of their rows) and the former state.
    fn finish(&self, gates: [Self::Number; 4], state: Self::Number) -> (Self::Number, Self::Value);
}

/// What a layer reads.
#[derive(Clone, Copy, Debug)]
pub struct BasicInputs<'a, V, B, N> {
    /// `[batch, input]`.
    pub input: &'a [V],
    /// The former output, `[batch, units]`.
    pub hidden: &'a [V],
    /// `[4 × units, input + units]`.
    pub weights: &'a [V],
    /// `[4 × units]`.
    pub bias: &'a [B],
    /// The former state, `[batch, units]`.
    pub state: &'a [N],
}

/// What a layer writes.
#[derive(Debug)]
pub struct BasicOutputs<'a, V, N> {
    /// `[batch, units]`.
    pub output: &'a mut [V],
    /// `[batch, units]`.
    pub state: &'a mut [N],
    /// The input and the former output side by side, `[batch, input + units]`.
    pub joined: &'a mut [V],
    /// The gates before their activations, `[batch, 4 × units]`.
    pub gates: &'a mut [N],
}

/// One step for each row of a batch of `units` (at least 1).
pub fn lstm_basic<C: BasicCell>(
    cell: &C,
    units: usize,
    inputs: &BasicInputs<'_, C::Value, C::Bias, C::Number>,
    outputs: BasicOutputs<'_, C::Value, C::Number>,
) {
    let Some(depth) = (inputs.input.len() * units).checked_div(inputs.hidden.len()) else { return };
    let width = depth + units;
    for (row, joined) in outputs.joined.chunks_exact_mut(width).enumerate() {
        joined[..depth].copy_from_slice(&inputs.input[row * depth..(row + 1) * depth]);
        joined[depth..].copy_from_slice(&inputs.hidden[row * units..(row + 1) * units]);
    }
    for (row, gates) in outputs.gates.chunks_exact_mut(4 * units).enumerate() {
        let joined = &outputs.joined[row * width..(row + 1) * width];
        for ((gate, &bias), weights) in gates.iter_mut().zip(inputs.bias).zip(inputs.weights.chunks_exact(width)) {
            *gate = cell.gate(bias, joined, weights);
        }
        for unit in 0..units {
            let place = row * units + unit;
            let gates = [0, 1, 2, 3].map(|gate| gates[gate * units + unit]);
            (outputs.state[place], outputs.output[place]) = cell.finish(gates, inputs.state[place]);
        }
    }
}

/// Floats.
#[derive(Clone, Copy, Debug)]
pub struct BasicReal;

impl BasicCell for BasicReal {
    type Value = f32;
    type Bias = f32;
    type Number = f32;

    fn gate(&self, bias: f32, inputs: &[f32], weights: &[f32]) -> f32 {
        let mut sum = [0.0];
        Real.dot_rows(&mut sum, inputs, [weights]);
        sum[0] + bias
    }

    fn finish(&self, [input, candidate, forget, output]: [f32; 4], state: f32) -> (f32, f32) {
        let state = math::logistic(input) * math::tanh(candidate) + math::logistic(forget) * state;
        (state, math::logistic(output) * math::tanh(state))
    }
}

/// `u8` with zero point 128 and scale 1/128, gates in Q3.12 and a state in Q4.11.
#[derive(Clone, Copy, Debug)]
pub struct BasicInteger {
    /// Zero point of the weights.
    pub weights_zero_point: i16,
    /// From sums to Q3.12, by [`Multiplier::apply_ties_up`].
    pub multiplier: Multiplier,
}

impl BasicCell for BasicInteger {
    type Value = u8;
    type Bias = i32;
    type Number = i16;

    fn gate(&self, bias: i32, inputs: &[u8], weights: &[u8]) -> i16 {
        let mut sum = [bias];
        let narrow = Narrow { input_zero_point: 128, weights_zero_point: self.weights_zero_point };
        narrow.dot_rows(&mut sum, inputs, [weights]);
        super::lstm_integer::saturate(self.multiplier.apply_ties_up(sum[0]))
    }

    fn finish(&self, [input, candidate, forget, output]: [i16; 4], state: i16) -> (i16, u8) {
        let added = mul(logistic_q3_12(input), tanh(candidate, 3));
        let kept = mul(logistic_q3_12(forget), state);
        let state = (rounding_divide_by_pot(added.into(), 4) as i16).saturating_add(kept);
        // One integer bit less.
        let shown = mul(logistic_q3_12(output), tanh(state.saturating_mul(2), 3));
        let output = rounding_divide_by_pot(shown.into(), 8).clamp(-128, 127);
        (state, (128 + output) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_close_to_floats() {
        let real = |q: u8| (f32::from(q) - 128.0) / 128.0;
        let (input, hidden) = ([200u8, 90], [60u8]);
        let weights: Vec<u8> = (0..12).map(|i| 100 + 7 * i).collect();
        let (bias, state) = ([300, -200, 100, 50], [900i16]);
        // Weights in 1/64 around 120.
        let cell = BasicInteger { weights_zero_point: 120, multiplier: Multiplier::from_real(4096.0 / 8192.0) };
        let (mut output, mut after, mut joined, mut gates) = ([0u8], [0i16], [0u8; 3], [0i16; 4]);
        let inputs = BasicInputs { input: &input, hidden: &hidden, weights: &weights, bias: &bias, state: &state };
        let outputs = BasicOutputs { output: &mut output, state: &mut after, joined: &mut joined, gates: &mut gates };
        lstm_basic(&cell, 1, &inputs, outputs);
        assert_eq!(joined, [200, 90, 60]);

        let weights: Vec<f32> = weights.iter().map(|&w| (f32::from(w) - 120.0) / 64.0).collect();
        let bias = bias.map(|b| b as f32 / 8192.0);
        let (mut real_output, mut real_after) = ([0.0], [0.0]);
        let inputs = BasicInputs {
            input: &input.map(real),
            hidden: &hidden.map(real),
            weights: &weights,
            bias: &bias,
            state: &[900.0 / 2048.0],
        };
        let outputs = BasicOutputs {
            output: &mut real_output,
            state: &mut real_after,
            joined: &mut [0.0; 3],
            gates: &mut [0.0; 4],
        };
        lstm_basic(&BasicReal, 1, &inputs, outputs);
        assert!((real(output[0]) - real_output[0]).abs() < 0.01);
        assert!((f32::from(after[0]) / 2048.0 - real_after[0]).abs() < 0.01);
    }
}
