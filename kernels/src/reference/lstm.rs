//! One step of an LSTM for one row of a batch. The order of a step is the same for every arithmetic; what a gate, an
//! update of the state and an output are is a [`Cell`]: [`RealCell`] for floats and hybrid layers, and
//! [`IntegerCell`](super::lstm_integer::IntegerCell) for `i8` with a state of `i16`.
//!
//! Source: `tflite/kernels/lstm_eval.cc`.

use super::recurrent::{Curve, Row, Weights};
use crate::linear::HybridInput;
use crate::math;

/// The gates, in the order in which operands list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// How much of the candidate enters the state. Absent where it is coupled to the forget gate (CIFG).
    Input = 0,
    /// How much of the state stays.
    Forget = 1,
    /// The candidate for the state ("cell gate").
    Candidate = 2,
    /// How much of the state shows.
    Output = 3,
}

/// The arithmetic of a step, with what it reads: the input and the former output of one row.
pub trait Cell {
    /// Of gates and of the state.
    type Number: Copy;
    /// Of the output.
    type Output: Copy;

    /// Whether the input gate is 1 − the forget gate (CIFG).
    fn is_coupled(&self) -> bool;

    /// Fills a gate.
    fn gate(&self, gate: Gate, state: &[Self::Number], values: &mut [Self::Number]);

    /// `state = forget × state + input × candidate`, clipped. The forget gate may be overwritten.
    fn update(
        &self,
        input: &[Self::Number],
        forget: &mut [Self::Number],
        candidate: &[Self::Number],
        state: &mut [Self::Number],
    );

    /// `output = gate × activation(state)`, projected. `scratch` and `bytes` are as long as the state; `scratch` holds
    /// the candidate.
    fn output(
        &self,
        state: &[Self::Number],
        gate: &[Self::Number],
        scratch: &mut [Self::Number],
        bytes: &mut [i8],
        output: &mut [Self::Output],
    );
}

/// One step: updates `state` and fills `output`. `gates` has room for four times the state, `bytes` for once.
#[inline(always)]
pub fn step<C: Cell>(
    cell: &C,
    state: &mut [C::Number],
    gates: &mut [C::Number],
    bytes: &mut [i8],
    output: &mut [C::Output],
) {
    let (input, rest) = gates.split_at_mut(state.len());
    let (forget, rest) = rest.split_at_mut(state.len());
    let (candidate, last) = rest.split_at_mut(state.len());
    let last = &mut last[..state.len()];
    if !cell.is_coupled() {
        cell.gate(Gate::Input, state, input);
    }
    cell.gate(Gate::Forget, state, forget);
    cell.gate(Gate::Candidate, state, candidate);
    cell.update(input, forget, candidate, state);
    // Its peephole sees the new state.
    cell.gate(Gate::Output, state, last);
    cell.output(state, last, candidate, bytes, output);
}

/// What a gate of floats is made of.
#[derive(Clone, Copy, Debug)]
pub struct RealGate<'a> {
    /// `[cells, input]`.
    pub input: Weights<'a>,
    /// `[cells, auxiliary input]`, read where there is such an input.
    pub auxiliary: Option<Weights<'a>>,
    /// `[cells, output]`, or a diagonal.
    pub recurrent: Weights<'a>,
    /// A diagonal.
    pub peephole: Option<Weights<'a>>,
    /// One for each cell.
    pub bias: &'a [f32],
    /// Layer normalisation: what the normalised sum is multiplied with before the bias is added.
    pub norm: Option<&'a [f32]>,
}

/// A layer of floats, whose weights may be quantized.
#[derive(Clone, Copy, Debug)]
pub struct RealLstm<'a> {
    /// By [`Gate`]; only the input gate may be absent.
    pub gates: [Option<RealGate<'a>>; 4],
    /// `[output, cells]`, and one number for each output.
    pub projection: Option<(Weights<'a>, Option<&'a [f32]>)>,
    /// How rows are quantized where weights are.
    pub quantize: Option<HybridInput>,
    /// Of the candidate and of the state when it is output.
    pub curve: Curve,
    /// The state is cut to ± this unless it is 0.
    pub cell_clip: f32,
    /// The projected output is cut to ± this unless it is 0.
    pub projection_clip: f32,
}

/// One row of a [`RealLstm`].
#[derive(Clone, Copy, Debug)]
pub struct RealCell<'a> {
    /// The layer.
    pub layer: &'a RealLstm<'a>,
    /// What its weights are multiplied with, or the products.
    pub products: Products<'a>,
}

/// The products of a row with the weights of the gates.
#[derive(Clone, Copy, Debug)]
pub enum Products<'a> {
    /// To be computed.
    Of {
        /// The input.
        input: Row<'a>,
        /// The auxiliary input.
        auxiliary: Option<Row<'a>>,
        /// The former output.
        hidden: Row<'a>,
    },
    /// Known, of the gates that there are one behind the other.
    Known {
        /// Of the inputs, with the bias, unless sums are normalised before it is added.
        inputs: &'a [f32],
        /// Of the former output.
        hidden: &'a [f32],
    },
}

/// Cuts values to ± `limit` unless that is 0.
#[inline(always)]
pub fn clip(values: &mut [f32], limit: f32) {
    if limit > 0.0 {
        for value in values {
            *value = value.min(limit).max(-limit);
        }
    }
}

/// Brings values to mean 0 and variance 1 (`MeanStddevNormalization`).
fn normalise(values: &mut [f32]) {
    let count = values.len() as f32;
    let mean = values.iter().sum::<f32>() / count;
    let squares: f32 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let inverse = 1.0 / math::sqrt(squares / count + 1e-8);
    for value in values {
        *value = (*value - mean) * inverse;
    }
}

impl Cell for RealCell<'_> {
    type Number = f32;
    type Output = f32;

    #[inline(always)]
    fn is_coupled(&self) -> bool {
        self.layer.gates[Gate::Input as usize].is_none()
    }

    #[inline(always)]
    fn gate(&self, gate: Gate, state: &[f32], values: &mut [f32]) {
        let Some(parameters) = &self.layer.gates[gate as usize] else { return };
        match self.products {
            Products::Of { input, auxiliary, hidden } => {
                match parameters.norm {
                    Some(_) => values.fill(0.0),
                    None => values.copy_from_slice(parameters.bias),
                }
                parameters.input.add_product(&input, values);
                if let Some((weights, row)) = parameters.auxiliary.zip(auxiliary) {
                    weights.add_product(&row, values);
                }
                parameters.recurrent.add_product(&hidden, values);
            }
            Products::Known { inputs, hidden } => {
                let first = (gate as usize - usize::from(self.is_coupled())) * values.len();
                let place = first..first + values.len();
                for ((value, &input), &hidden) in values.iter_mut().zip(&inputs[place.clone()]).zip(&hidden[place]) {
                    *value = input + hidden;
                }
            }
        }
        if let Some(peephole) = parameters.peephole {
            peephole.add_product(&Row::real(state), values);
        }
        if let Some(norm) = parameters.norm {
            normalise(values);
            for ((value, &norm), &bias) in values.iter_mut().zip(norm).zip(parameters.bias) {
                *value = *value * norm + bias;
            }
        }
        let curve = if gate == Gate::Candidate { self.layer.curve } else { Curve::Logistic };
        curve.apply_to(values);
    }

    #[inline(always)]
    fn update(&self, input: &[f32], forget: &mut [f32], candidate: &[f32], state: &mut [f32]) {
        let coupled = self.is_coupled();
        for (((state, &forget), &candidate), &input) in state.iter_mut().zip(&*forget).zip(candidate).zip(input) {
            let input = if coupled { 1.0 - forget } else { input };
            *state = *state * forget + candidate * input;
        }
        clip(state, self.layer.cell_clip);
    }

    #[inline(always)]
    fn output(&self, state: &[f32], gate: &[f32], scratch: &mut [f32], bytes: &mut [i8], output: &mut [f32]) {
        // Without an activation the reference shows the candidate, which `scratch` still holds, not the state.
        if self.layer.curve != Curve::None {
            scratch.copy_from_slice(state);
            self.layer.curve.apply_to(scratch);
        }
        for (shown, &gate) in scratch.iter_mut().zip(gate) {
            *shown *= gate;
        }
        let Some((weights, bias)) = self.layer.projection else {
            output.copy_from_slice(scratch);
            return;
        };
        match bias {
            Some(bias) => output.copy_from_slice(bias),
            None => output.fill(0.0),
        }
        weights.add_product(&Row::new(scratch, self.layer.quantize, bytes), output);
        clip(output, self.layer.projection_clip);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate<'a>(input: &'a [f32], recurrent: &'a [f32], bias: &'a [f32]) -> RealGate<'a> {
        let (input, recurrent) = (Weights::Real(input), Weights::Real(recurrent));
        RealGate { input, auxiliary: None, recurrent, peephole: None, bias, norm: None }
    }

    fn run(layer: &RealLstm<'_>, input: f32, hidden: f32, state: f32) -> (f32, f32) {
        let (mut state, mut output) = ([state], [0.0]);
        let (input, hidden) = ([input], [hidden]);
        let products = Products::Of { input: Row::real(&input), auxiliary: None, hidden: Row::real(&hidden) };
        let cell = RealCell { layer, products };
        step(&cell, &mut state, &mut [0.0; 4], &mut [0; 1], &mut output);
        (state[0], output[0])
    }

    #[test]
    fn a_step_follows_its_definition() {
        let layer = RealLstm {
            gates: [
                Some(gate(&[1.0], &[0.5], &[0.1])),
                Some(gate(&[-1.0], &[0.25], &[0.2])),
                Some(gate(&[2.0], &[-0.5], &[0.3])),
                Some(gate(&[0.5], &[1.0], &[0.4])),
            ],
            projection: None,
            quantize: None,
            curve: Curve::Tanh,
            cell_clip: 0.0,
            projection_clip: 0.0,
        };
        let (x, h, c) = (0.7f32, -0.3f32, 0.9f32);
        let logistic = |x: f32| 1.0 / (1.0 + (-x).exp());
        let expected =
            logistic(-x + 0.25 * h + 0.2) * c + logistic(x + 0.5 * h + 0.1) * (2.0 * x - 0.5 * h + 0.3).tanh();
        let (state, output) = run(&layer, x, h, c);
        assert!((state - expected).abs() < 1e-6);
        assert!((output - logistic(0.5 * x + h + 0.4) * expected.tanh()).abs() < 1e-6);

        let mut coupled = layer;
        coupled.gates[0] = None;
        let forget = logistic(-x + 0.25 * h + 0.2);
        let expected = forget * c + (1.0 - forget) * (2.0 * x - 0.5 * h + 0.3).tanh();
        assert!((run(&coupled, x, h, c).0 - expected).abs() < 1e-6);

        let mut clipped = layer;
        clipped.cell_clip = 0.25;
        clipped.projection = Some((Weights::Real(&[10.0]), Some(&[1.0])));
        clipped.projection_clip = 1.125;
        assert_eq!(run(&clipped, x, h, 100.0), (0.25, 1.125));
    }

    #[test]
    fn normalised_gates_add_their_bias_afterwards() {
        let mut values = [1.0, 2.0, 3.0, 6.0];
        normalise(&mut values);
        assert!(values.iter().sum::<f32>().abs() < 1e-6);
        assert!((values.iter().map(|x| x * x).sum::<f32>() / 4.0 - 1.0).abs() < 1e-6);
    }
}
