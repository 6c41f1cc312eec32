//! Recurrent layers, compiled for each instruction set.

use crate::isa::{Isa, Task};
use crate::quant::QuantizedInteger;
use crate::reference::lstm::{self as reference, Cell};
use crate::reference::recurrent::Curve;
use crate::reference::svdf::{self, SvdfGeometry, SvdfInteger, SvdfReal};

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

/// What a float SVDF reads and writes once the features are multiplied; see [`svdf::svdf_of_products`].
struct SvdfOfProducts<'a> {
    geometry: &'a SvdfGeometry,
    parameters: &'a SvdfReal<'a>,
    products: &'a [f32],
    state: &'a mut [f32],
    output: &'a mut [f32],
}

impl Task for SvdfOfProducts<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        svdf::svdf_of_products(self.geometry, self.parameters, self.products, self.state, self.output);
    }
}

/// What follows the products of all rows with the features of a float SVDF, `[batch, filters]`.
pub fn svdf_of_products(
    isa: Isa,
    geometry: &SvdfGeometry,
    parameters: &SvdfReal<'_>,
    products: &[f32],
    (state, output): (&mut [f32], &mut [f32]),
) {
    isa.run(SvdfOfProducts { geometry, parameters, products, state, output });
}

/// Sums of floats and a function of them.
struct SumsAnd<'a> {
    curve: Curve,
    sums: &'a mut [f32],
    more: &'a [f32],
}

impl Task for SumsAnd<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (sum, &more) in self.sums.iter_mut().zip(self.more) {
            *sum += more;
        }
        self.curve.apply_to(self.sums);
    }
}

/// `sums += more`.
pub fn add_to(isa: Isa, sums: &mut [f32], more: &[f32]) {
    add_and_apply(isa, Curve::None, sums, more);
}

/// `sums = curve(sums + more)`: the last step of a recurrent layer.
pub fn add_and_apply(isa: Isa, curve: Curve, sums: &mut [f32], more: &[f32]) {
    isa.run(SumsAnd { curve, sums, more });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemm::{Gemm, HybridInputs, Numbers, Operands};
    use crate::linear::{Floats, HybridInput};
    use crate::parallel::Serial;
    use crate::quant::Multiplier;
    use crate::reference::lstm::{Products, RealCell, RealGate, RealLstm};
    use crate::reference::lstm_integer::{IntegerCell, IntegerGate, IntegerLstm, Product};
    use crate::reference::recurrent::{Row, Weights};
    use crate::requantize::{Bias16, Hybrid16};
    use proptest::prelude::*;

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

    fn floats(len: usize, seed: u32) -> Vec<f32> {
        bytes(len, seed).iter().map(|&b| f32::from(b) / 100.0).collect()
    }

    /// Matrices of weights, their scales, and the bias of all.
    struct Matrices {
        real: Vec<f32>,
        quantized: Vec<i8>,
        scales: Vec<f32>,
        bias: Vec<f32>,
    }

    impl Matrices {
        fn new((count, outputs, depth): (usize, usize, usize), seed: u32) -> Self {
            Self {
                real: floats(count * outputs * depth, seed),
                quantized: bytes(count * outputs * depth, seed + 1),
                scales: (0..count * outputs).map(|i| 0.003 * (1 + i / outputs) as f32).collect(),
                bias: floats(count * outputs, seed + 2),
            }
        }

        fn weights(&self, index: usize, count: usize, hybrid: bool) -> Weights<'_> {
            let (size, each) = (self.real.len() / count, self.scales.len() / count);
            let place = index * size..(index + 1) * size;
            match hybrid {
                true => Weights::Quantized(&self.quantized[place], self.scales[index * each]),
                false => Weights::Real(&self.real[place]),
            }
        }

        /// The products with a row, on vectors.
        fn product(&self, isa: Isa, row: &[f32], quantize: Option<HybridInput>, bias: &[f32]) -> Vec<f32> {
            let (depth, outputs) = (row.len(), self.scales.len());
            let all = (f32::NEG_INFINITY, f32::INFINITY);
            let mut found = vec![0x55; 4 * outputs];
            let output = &mut found[..];
            let numbers = quantize.map_or(Numbers::Float(Floats::AsReference), |_| Numbers::Hybrid);
            let gemm = Gemm::dense(isa, (1, depth, outputs), numbers).unwrap();
            let (mut packed, mut sums) = (vec![0i8; gemm.packed_len()], vec![0; outputs]);
            if let Some(quantize) = quantize {
                let weights: Vec<u8> = self.quantized.iter().map(|w| w.cast_unsigned()).collect();
                gemm.pack(&weights, &mut packed, &mut sums, &Serial);
                let mut columns = vec![Hybrid16::default(); gemm.columns_len()];
                gemm.hybrid_columns(&sums, &self.scales, Some(bias), &mut columns);
                let (mut quantized, mut rows) = (vec![0x55; depth], [[0; 2]]);
                let inputs =
                    HybridInputs { input: row, quantize, in_steps: false, quantized: &mut quantized, rows: &mut rows };
                gemm.run_hybrid(all, inputs, (&packed, &columns, output), &Serial);
            } else {
                let weights: Vec<u8> = self.real.iter().flat_map(|w| w.to_ne_bytes()).collect();
                gemm.pack(&weights, &mut packed, &mut [], &Serial);
                let mut columns = vec![Bias16::default(); gemm.columns_len()];
                gemm.float_columns(Some(bias), &mut columns);
                let input: Vec<u8> = row.iter().flat_map(|x| x.to_ne_bytes()).collect();
                gemm.run_float(all, Operands { input: &input, packed: &packed, columns: &columns, output }, &Serial);
            }
            found.as_chunks().0.iter().map(|&bytes| f32::from_ne_bytes(bytes)).collect()
        }
    }

    fn bits(floats: &[f32]) -> Vec<u32> {
        floats.iter().map(|x| x.to_bits()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn steps_of_known_products_are_the_reference_s(
            (depth, cells) in (1usize..70, 1usize..40),
            kind in 0usize..3, coupled: bool, peephole: bool, norm: bool, seed in 0u32..1000,
        ) {
            let quantize = [None, Some(HybridInput::Symmetric), Some(HybridInput::Asymmetric)][kind];
            let hybrid = quantize.is_some();
            let count = if coupled { 3 } else { 4 };
            let (input, recurrent) =
                (Matrices::new((count, cells, depth), seed), Matrices::new((count, cells, cells), seed + 7));
            let (peepholes, norms) = (floats(cells, seed + 20), floats(cells, seed + 21));
            let gate = |i: usize| {
                let index = i.checked_sub(4 - count)?;
                Some(RealGate {
                    input: input.weights(index, count, hybrid),
                    auxiliary: None,
                    recurrent: recurrent.weights(index, count, hybrid),
                    peephole: (peephole && i != 2).then_some(Weights::Diagonal(&peepholes)),
                    bias: &input.bias[index * cells..(index + 1) * cells],
                    norm: norm.then_some(&norms[..]),
                })
            };
            let layer = RealLstm {
                gates: [gate(0), gate(1), gate(2), gate(3)],
                projection: None,
                quantize,
                curve: Curve::Tanh,
                cell_clip: 2.0,
                projection_clip: 0.0,
            };
            let (row, mut hidden) = (floats(depth, seed + 30), floats(cells, seed + 31));
            hidden[0] = 0.0;
            let start = floats(cells, seed + 32);
            let (mut state, mut output) = (start.clone(), vec![0.0; cells]);
            let (mut row_bytes, mut hidden_bytes) = (vec![0; depth], vec![0; cells]);
            let products = Products::Of {
                input: Row::new(&row, quantize, &mut row_bytes),
                auxiliary: None,
                hidden: Row::new(&hidden, quantize, &mut hidden_bytes),
            };
            let (mut gates, mut scratch) = (vec![0.0; 4 * cells], vec![0; cells]);
            let cell = RealCell { layer: &layer, products };
            reference::step(&cell, &mut state, &mut gates, &mut scratch, &mut output);
            for isa in Isa::available().filter(|&isa| isa != Isa::SCALAR) {
                let bias = if norm { vec![0.0; input.bias.len()] } else { input.bias.clone() };
                let of_inputs = input.product(isa, &row, quantize, &bias);
                let of_hidden = recurrent.product(isa, &hidden, quantize, &vec![-0.0; bias.len()]);
                let products = Products::Known { inputs: &of_inputs, hidden: &of_hidden };
                let (mut found_state, mut found) = (start.clone(), vec![0.0; cells]);
                let cell = RealCell { layer: &layer, products };
                lstm_step(isa, &cell, (&mut found_state, &mut gates), &mut [], &mut found);
                prop_assert_eq!((bits(&found_state), bits(&found)), (bits(&state), bits(&output)), "{:?}", isa);
            }
        }
    }

    #[test]
    fn float_filters_are_the_same_on_every_instruction_set() {
        for (filters, rank, memory) in [(1, 1, 1), (10, 2, 3), (36, 1, 10), (64, 4, 7)] {
            let geometry = SvdfGeometry { input: 1, filters, rank, memory };
            let (real, quantized, bias) =
                (floats(filters * memory, 2), bytes(filters * memory, 3), floats(filters / rank, 4));
            for time in [Weights::Real(&real), Weights::Quantized(&quantized, 0.02)] {
                let feature = Weights::Real(&[]);
                let parameters = SvdfReal { feature, quantize: None, time, bias: Some(&bias), curve: Curve::Tanh };
                let (products, start) = (floats(2 * filters, 5), floats(2 * filters * memory, 6));
                let (mut expected_state, mut expected) = (start.clone(), vec![0.0; 2 * filters / rank]);
                let written = (&mut expected_state[..], &mut expected[..]);
                svdf::svdf_of_products(&geometry, &parameters, &products, written.0, written.1);
                for isa in Isa::available() {
                    let (mut state, mut output) = (start.clone(), vec![0.0; expected.len()]);
                    svdf_of_products(isa, &geometry, &parameters, &products, (&mut state, &mut output));
                    assert_eq!((bits(&state), bits(&output)), (bits(&expected_state), bits(&expected)), "{isa:?}");
                }
            }
        }
    }

    #[test]
    fn sums_and_curves_are_the_same_on_every_instruction_set() {
        use Curve::{Logistic, None, Relu, Relu6, ReluN1To1, SignBit, Tanh};
        for curve in [None, Relu, ReluN1To1, Relu6, Tanh, SignBit, Logistic] {
            for len in [0, 1, 7, 16, 37] {
                let (sums, more) = (floats(len, 1), floats(len, 2));
                let expected: Vec<f32> = sums.iter().zip(&more).map(|(a, b)| curve.apply(a + b)).collect();
                for isa in Isa::available() {
                    let mut found = sums.clone();
                    add_and_apply(isa, curve, &mut found, &more);
                    assert_eq!(bits(&found), bits(&expected), "{isa:?} {curve:?}");
                }
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
