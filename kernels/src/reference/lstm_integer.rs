//! LSTM of `i8` with a state of `i16`: gates in Q3.12, the state in a power of two, rule **D** throughout.
//!
//! Sources: `CalculateLstmGateInteger8x8_16` and its neighbours in `tflite/kernels/lstm_eval.cc`, and
//! `internal/reference/portable_tensor_utils.cc`.

use super::accumulate::{Accumulate, Narrow, for_each_sum};
use super::lstm::{Cell, Gate};
use crate::fixed_point::inverse_square_root;
use crate::fixed_point16::{logistic_q3_12, tanh};
use crate::quant::{ClampRange, Multiplier, QuantizedInteger, rounding_divide_by_pot};

/// `i8` weights of a matrix product and what its sums are multiplied with.
#[derive(Clone, Copy, Debug)]
pub struct Product<'a> {
    /// A row for each output.
    pub weights: &'a [i8],
    /// From sums to the units of the output.
    pub multiplier: Multiplier,
}

impl Product<'_> {
    /// Product `i`, scaled: the sum of `(input − zero_point) × weight` and the bias, in 32 bits that wrap.
    #[inline(always)]
    pub(super) fn at(&self, i: usize, (input, zero_point): (&[i8], i16), bias: i32) -> i32 {
        let narrow = Narrow { input_zero_point: zero_point, weights_zero_point: 0 };
        let mut sum = [bias];
        narrow.dot_rows(&mut sum, input, [&self.weights[i * input.len()..(i + 1) * input.len()]]);
        self.multiplier.apply(sum[0])
    }

    /// Hands each output its product.
    #[inline(always)]
    fn for_each<Y>(
        &self,
        input: (&[i8], i16),
        bias: Option<&[i32]>,
        outputs: &mut [Y],
        mut put: impl FnMut(i32, &mut Y),
    ) {
        let (input, zero_point) = input;
        let narrow = Narrow { input_zero_point: zero_point, weights_zero_point: 0 };
        let bias = |i: usize| bias.map_or(0, |bias| bias[i]);
        for_each_sum(&narrow, input, (self.weights, outputs.len()), bias, |i, sum| {
            put(self.multiplier.apply(sum), &mut outputs[i]);
        });
    }
}

/// Layer normalisation of a gate.
#[derive(Clone, Copy, Debug)]
pub struct IntegerNorm<'a> {
    /// One for each cell.
    pub weights: &'a [i16],
    /// From weighted values to Q3.12.
    pub multiplier: Multiplier,
    /// The variance where there is none.
    pub variance_guard: i32,
}

/// What a gate is made of.
#[derive(Clone, Copy, Debug)]
pub struct IntegerGate<'a> {
    /// `[cells, input]`.
    pub input: Product<'a>,
    /// `[cells, output]`.
    pub recurrent: Product<'a>,
    /// One for each cell.
    pub peephole: Option<(&'a [i16], Multiplier)>,
    /// One for each cell.
    pub bias: &'a [i32],
    /// Layer normalisation; the bias is added behind it.
    pub norm: Option<IntegerNorm<'a>>,
}

/// A layer.
#[derive(Clone, Copy, Debug)]
pub struct IntegerLstm<'a> {
    /// By [`Gate`]; only the input gate may be absent.
    pub gates: [Option<IntegerGate<'a>>; 4],
    /// Zero point of the input.
    pub input_zero_point: i16,
    /// Zero point of the output, which is the recurrent input too.
    pub output_zero_point: i16,
    /// The state's scale is 2 to this power, −15..=−9.
    pub state_exponent: i32,
    /// The state is cut to ± this unless it is 0.
    pub cell_clip: i16,
    /// From products of Q0.15 to the hidden values, which are the output where nothing is projected.
    pub hidden: Multiplier,
    /// Zero point of the hidden values.
    pub hidden_zero_point: i16,
    /// `[output, cells]`, and one number for each output.
    pub projection: Option<(Product<'a>, Option<&'a [i32]>)>,
    /// The projected output is cut to ± this unless it is 0.
    pub projection_clip: i8,
}

/// One row of an [`IntegerLstm`].
#[derive(Clone, Copy, Debug)]
pub struct IntegerCell<'a> {
    /// The layer.
    pub layer: &'a IntegerLstm<'a>,
    /// The input.
    pub input: &'a [i8],
    /// The former output.
    pub hidden: &'a [i8],
    /// Which row of the batch, and how many there are.
    pub row: (usize, usize),
}

#[inline(always)]
pub(super) fn saturate(value: i32) -> i16 {
    i16::from_clamped(ClampRange::I16.clamp(value))
}

/// `a × b / 2^shift`, ties away from zero, cut to 16 bits.
#[inline(always)]
fn scaled_product(a: i16, b: i16, shift: u32) -> i16 {
    rounding_divide_by_pot(i32::from(a) * i32::from(b), shift) as i16
}

/// `state = forget × state + input × candidate`, clipped; without an input gate it is 1 − forget.
#[inline(always)]
pub(super) fn update(
    input: Option<&[i16]>,
    forget: &[i16],
    candidate: &[i16],
    state: &mut [i16],
    (state_exponent, clip): (i32, i16),
) {
    let shift = (30 + state_exponent).unsigned_abs();
    for (i, ((state, &forget), &candidate)) in state.iter_mut().zip(forget).zip(candidate).enumerate() {
        let input = input.map_or(i16::MAX.wrapping_sub(forget), |input| input[i]);
        let kept = scaled_product(forget, *state, 15);
        let added = scaled_product(input, candidate, shift);
        *state = saturate(i32::from(kept) + i32::from(added));
        if clip > 0 {
            *state = (*state).clamp(-clip, clip);
        }
    }
}

/// Layer normalisation in integers (`ApplyLayerNorm`): ten more fraction bits between the steps.
fn normalise(norm: &IntegerNorm<'_>, bias: &[i32], values: &mut [i16]) {
    const SQUARE_OF_EXTRA: i32 = 1 << 20;
    // The reference's count is an `int`.
    let count = values.len() as i32;
    let sum: i64 = values.iter().map(|&value| i64::from(value)).sum();
    let squares: i64 = values.iter().map(|&value| i64::from(value) * i64::from(value)).sum();
    let mean = (sum * 1024 / i64::from(count)) as i32;
    let variance =
        squares.wrapping_mul((SQUARE_OF_EXTRA / count).into()).wrapping_sub(i64::from(mean) * i64::from(mean));
    let variance = (variance / i64::from(SQUARE_OF_EXTRA)) as i32;
    let inverse = inverse_square_root(if variance < 1 { norm.variance_guard } else { variance });
    for ((value, &weight), &bias) in values.iter_mut().zip(norm.weights).zip(bias) {
        let shifted = (1024 * i32::from(*value)).wrapping_sub(mean);
        let weighted = inverse.apply(shifted).wrapping_mul(weight.into()).wrapping_add(bias);
        let weighted = i64::from(weighted);
        let rounded = ((if weighted > 0 { weighted + 512 } else { weighted - 512 }) / 1024) as i32;
        *value = saturate(norm.multiplier.apply(rounded));
    }
}

impl IntegerCell<'_> {
    /// Adds the state times the peephole's weights. The reference takes the state's rows to be as long as the
    /// output's: with a projection the weights are out of step with the cells, and the last cells get none.
    fn add_peephole(&self, (weights, multiplier): (&[i16], Multiplier), state: &[i16], values: &mut [i16]) {
        let (cells, outputs) = (state.len(), self.hidden.len());
        let (row, rows) = self.row;
        for (i, (value, &state)) in values.iter_mut().zip(state).enumerate() {
            let weight = if outputs >= cells {
                Some(weights[i])
            } else {
                let place = row * cells + i;
                (place < rows * outputs).then(|| weights[place % outputs])
            };
            if let Some(weight) = weight {
                let product = multiplier.apply(i32::from(weight).wrapping_mul(state.into()));
                *value = saturate(product.wrapping_add((*value).into()));
            }
        }
    }
}

impl Cell for IntegerCell<'_> {
    type Number = i16;
    type Output = i8;

    #[inline(always)]
    fn is_coupled(&self) -> bool {
        self.layer.gates[Gate::Input as usize].is_none()
    }

    #[inline(always)]
    fn gate(&self, gate: Gate, state: &[i16], values: &mut [i16]) {
        let Some(parameters) = &self.layer.gates[gate as usize] else { return };
        let bias = parameters.norm.is_none().then_some(parameters.bias);
        let input = (self.input, self.layer.input_zero_point);
        parameters.input.for_each(input, bias, values, |product, value| *value = saturate(product));
        let hidden = (self.hidden, self.layer.output_zero_point);
        parameters.recurrent.for_each(hidden, None, values, |product, value| {
            *value = saturate(product.wrapping_add((*value).into()));
        });
        if let Some(peephole) = parameters.peephole {
            self.add_peephole(peephole, state, values);
        }
        if let Some(norm) = &parameters.norm {
            normalise(norm, parameters.bias, values);
        }
        for value in values {
            *value = if gate == Gate::Candidate { tanh(*value, 3) } else { logistic_q3_12(*value) };
        }
    }

    #[inline(always)]
    fn update(&self, input: &[i16], forget: &mut [i16], candidate: &[i16], state: &mut [i16]) {
        let input = (!self.is_coupled()).then_some(input);
        update(input, forget, candidate, state, (self.layer.state_exponent, self.layer.cell_clip));
    }

    #[inline(always)]
    fn output(&self, state: &[i16], gate: &[i16], _scratch: &mut [i16], bytes: &mut [i8], output: &mut [i8]) {
        let layer = self.layer;
        let integer_bits = (15 + layer.state_exponent).unsigned_abs();
        let shown = |state: i16, gate: i16, zero_point: i16| {
            let product = i32::from(gate) * i32::from(tanh(state, integer_bits));
            let value = layer.hidden.apply(product).wrapping_add(zero_point.into());
            i8::from_clamped(ClampRange::I8.clamp(value))
        };
        let Some((projection, bias)) = &layer.projection else {
            for ((output, &state), &gate) in output.iter_mut().zip(state).zip(gate) {
                *output = shown(state, gate, layer.hidden_zero_point);
            }
            return;
        };
        // The reference moves the hidden values the other way, here and where it takes the zero point off.
        for ((hidden, &state), &gate) in bytes.iter_mut().zip(state).zip(gate) {
            *hidden = shown(state, gate, -layer.hidden_zero_point);
        }
        let hidden = (&bytes[..state.len()], -layer.hidden_zero_point);
        projection.for_each(hidden, *bias, output, |product, value| {
            let shifted = product.wrapping_add(layer.output_zero_point.into());
            *value = i8::from_clamped(ClampRange::I8.clamp(shifted));
            if layer.projection_clip > 0 {
                *value = (*value).clamp(-layer.projection_clip, layer.projection_clip);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::lstm::step;

    #[test]
    fn integers_are_close_to_the_real_step() {
        // Weights in 1/64, inputs and outputs in 1/128, gates in 1/4096.
        let to_gate = Multiplier::from_real(4096.0 / (64.0 * 128.0));
        let weights: [[i8; 1]; 4] = [[40], [-30], [64], [20]];
        let gate = |i: usize| {
            let product = Product { weights: &weights[i], multiplier: to_gate };
            Some(IntegerGate { input: product, recurrent: product, peephole: None, bias: &[100], norm: None })
        };
        let layer = IntegerLstm {
            gates: [gate(0), gate(1), gate(2), gate(3)],
            input_zero_point: 3,
            output_zero_point: 5,
            state_exponent: -12,
            cell_clip: 0,
            hidden: Multiplier::from_real(128.0 / (32768.0 * 32768.0)),
            hidden_zero_point: 5,
            projection: None,
            projection_clip: 0,
        };
        let (mut state, mut output) = ([2000i16], [0i8]);
        let cell = IntegerCell { layer: &layer, input: &[93], hidden: &[-35], row: (0, 1) };
        step(&cell, &mut state, &mut [0; 4], &mut [0; 1], &mut output);
        let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
        let (x, h) = (90.0 / 128.0, -40.0 / 128.0);
        let sum = |i: usize| f64::from(weights[i][0]) / 64.0 * (x + h) + 100.0 / 8192.0;
        let expected = logistic(sum(1)) * 2000.0 / 4096.0 + logistic(sum(0)) * sum(2).tanh();
        assert!((f64::from(state[0]) / 4096.0 - expected).abs() < 0.01);
        let shown = logistic(sum(3)) * expected.tanh();
        assert!((f64::from(output[0] - 5) / 128.0 - shown).abs() < 0.02);
    }

    #[test]
    fn normalised_values_have_mean_zero() {
        let mut values = [100i16, -200, 300, 1000];
        let norm = IntegerNorm { weights: &[1024; 4], multiplier: Multiplier::from_real(1.0), variance_guard: 1 };
        normalise(&norm, &[0; 4], &mut values);
        let sum: i32 = values.iter().map(|&value| i32::from(value)).sum();
        assert!(sum.abs() < 8, "{values:?}");
        // The greatest is 1.6 standard deviations away, in units of 1/1024.
        assert!((i32::from(values[3]) - 1590).abs() < 40, "{values:?}");
    }
}
