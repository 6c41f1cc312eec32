//! Recurrent layers, compiled for each instruction set.

use crate::isa::{Isa, Task};
use crate::quant::QuantizedInteger;
use crate::reference::lstm::{self as reference, Cell};
use crate::reference::svdf::{self, SvdfGeometry, SvdfInteger};

/// What a step of an LSTM reads and writes; see [`reference::step`].
struct Step<'a, C: Cell> {
    cell: &'a C,
    state: &'a mut [C::Number],
    gates: &'a mut [C::Number],
    bytes: &'a mut [i8],
    output: &'a mut [C::Output],
}

impl<C: Cell> Task for Step<'_, C> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        reference::step(self.cell, self.state, self.gates, self.bytes, self.output);
    }
}

/// One step of an LSTM: updates `state` and fills `output`. `gates` has room for four times the state, `bytes` for once.
pub fn lstm_step<C: Cell>(
    isa: Isa,
    cell: &C,
    (state, gates): (&mut [C::Number], &mut [C::Number]),
    bytes: &mut [i8],
    output: &mut [C::Output],
) {
    isa.run(Step { cell, state, gates, bytes, output });
}

/// What an integer SVDF reads and writes; see [`svdf::svdf_integer`].
struct Svdf<'a, S> {
    geometry: &'a SvdfGeometry,
    parameters: &'a SvdfInteger<'a, S>,
    input: &'a [i8],
    state: &'a mut [S],
    output: &'a mut [i8],
}

impl<S: QuantizedInteger + Into<i16>> Task for Svdf<'_, S> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        svdf::svdf_integer(self.geometry, self.parameters, self.input, self.state, self.output);
    }
}

/// An integer SVDF.
pub fn svdf_integer<S: QuantizedInteger + Into<i16>>(
    isa: Isa,
    geometry: &SvdfGeometry,
    parameters: &SvdfInteger<'_, S>,
    input: &[i8],
    (state, output): (&mut [S], &mut [i8]),
) {
    isa.run(Svdf { geometry, parameters, input, state, output });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::Multiplier;
    use crate::reference::lstm_integer::{IntegerCell, IntegerGate, IntegerLstm, Product};

    fn bytes(len: usize, seed: u32) -> Vec<i8> {
        (0..len as u32).map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) >> 24) as u8 as i8).collect()
    }

    #[test]
    fn integer_steps_are_the_same_on_every_instruction_set() {
        for (depth, cells) in [(1, 1), (3, 5), (40, 20), (70, 33)] {
            let input_weights: [_; 4] = core::array::from_fn(|gate| bytes(depth * cells, gate as u32));
            let recurrent_weights: [_; 4] = core::array::from_fn(|gate| bytes(cells * cells, 77 + gate as u32));
            let bias: Vec<i32> = bytes(cells, 9).iter().map(|&b| 40 * i32::from(b)).collect();
            let product = |weights| Product { weights, multiplier: Multiplier::from_real(0.01) };
            let gate = |i: usize| {
                Some(IntegerGate {
                    input: product(&input_weights[i]),
                    recurrent: product(&recurrent_weights[i]),
                    peephole: None,
                    bias: &bias,
                    norm: None,
                })
            };
            let layer = IntegerLstm {
                gates: [gate(0), gate(1), gate(2), gate(3)],
                input_zero_point: -128,
                output_zero_point: 17,
                state_exponent: -11,
                cell_clip: 0,
                hidden: Multiplier::from_real(128.0 / (32768.0 * 32768.0)),
                hidden_zero_point: 17,
                projection: None,
                projection_clip: 0,
            };
            let (input, hidden) = (bytes(depth, 3), bytes(cells, 4));
            let cell = IntegerCell { layer: &layer, input: &input, hidden: &hidden, row: (0, 1) };
            let start: Vec<i16> = bytes(cells, 5).iter().map(|&b| 200 * i16::from(b)).collect();
            let (mut gates, mut scratch) = (vec![0; 4 * cells], vec![0; cells]);
            let (mut expected_state, mut expected) = (start.clone(), vec![0; cells]);
            reference::step(&cell, &mut expected_state, &mut gates, &mut scratch, &mut expected);
            for isa in Isa::available() {
                let (mut state, mut output) = (start.clone(), vec![0; cells]);
                lstm_step(isa, &cell, (&mut state, &mut gates), &mut scratch, &mut output);
                assert_eq!((state, output), (expected_state.clone(), expected.clone()), "{isa:?}");
            }
        }
    }

    #[test]
    fn integer_filters_are_the_same_on_every_instruction_set() {
        for (depth, filters, rank, memory) in [(1, 1, 1, 1), (7, 10, 2, 3), (96, 36, 1, 10)] {
            let geometry = SvdfGeometry { input: depth, filters, rank, memory };
            let (feature, time) = (bytes(filters * depth, 1), bytes(filters * memory, 2));
            let time: Vec<i16> = time.iter().map(|&w| 9 * i16::from(w)).collect();
            let parameters = SvdfInteger {
                input_zero_point: -7,
                feature: &feature,
                to_state: Multiplier::from_real(0.3),
                state_zero_point: 0,
                time: &time,
                bias: None,
                to_output: Multiplier::from_real(0.0001),
                output_zero_point: -128,
            };
            let input = bytes(2 * depth, 5);
            let start: Vec<i16> = bytes(2 * filters * memory, 6).iter().map(|&s| 11 * i16::from(s)).collect();
            let (mut expected_state, mut expected) = (start.clone(), vec![0; 2 * filters / rank]);
            svdf::svdf_integer(&geometry, &parameters, &input, &mut expected_state, &mut expected);
            for isa in Isa::available() {
                let (mut state, mut output) = (start.clone(), vec![0; expected.len()]);
                svdf_integer(isa, &geometry, &parameters, &input, (&mut state, &mut output));
                assert_eq!((&state, &output), (&expected_state, &expected), "{isa:?}");
            }
        }
    }
}
