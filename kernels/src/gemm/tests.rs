//! Products against the scalar kernels, on every instruction set of this CPU.

mod tiles;
mod words;

use super::{Gemm, HybridInputs, Numbers, Operands};
use crate::doubling::AGAIN;
use crate::isa::{Isa, Level};
use crate::linear::{ConvGeometry, FixedPoint, Float, Floats, Hybrid, HybridInput, Rescaled};
use crate::padding::{Padding, Window, WindowAxis, WindowSpec};
use crate::parallel::{Serial, Workers};
use crate::quant::{ClampRange, Multiplier};
use crate::reference::{conv, fully_connected};
use crate::simd::checks;
use crate::testing::{Turns, bytes, multipliers, signed, taps_of};
use crate::view::{Nhwc, View, ViewMut};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Case {
    window: Window,
    groups: usize,
    batch: usize,
    depth: usize,
    columns: usize,
    zero_points: (i32, i32, i32),
    range: (i32, i32),
    bias: bool,
    seed: u64,
}

fn window() -> impl Strategy<Value = Window> {
    let axis = (1usize..12, 1usize..5, 1usize..4, 1usize..3);
    // Some images are a single pixel wide.
    let columns = prop_oneof![8 => axis.clone(), 1 => Just((1, 1, 1, 1))];
    (axis, columns, any::<bool>()).prop_filter_map("a window that fits", |(rows, columns, same)| {
        let spec = |(input, filter, stride, dilation)| WindowSpec { input, filter, stride, dilation };
        Window::new(if same { Padding::Same } else { Padding::Valid }, spec(rows), spec(columns))
    })
}

fn cases() -> impl Strategy<Value = Case> {
    let depth = prop_oneof![1usize..9, 1usize..70, Just(64)];
    let columns = prop_oneof![1usize..20, 1usize..140, Just(64)];
    let zero_points = (
        prop_oneof![Just(-128), Just(127), -128i32..=127],
        -128i32..=127,
        prop_oneof![Just(-128), Just(127), -128i32..=127],
    );
    let range = prop_oneof![Just((-128, 127)), (-128i32..0, 0i32..=127)];
    (window(), 1usize..4, 1usize..3, depth, columns, zero_points, range, any::<bool>(), any::<u64>()).prop_map(
        |(window, groups, batch, depth, columns, zero_points, range, bias, seed)| Case {
            window,
            groups,
            batch,
            depth,
            columns: columns.div_ceil(groups),
            zero_points,
            range,
            bias,
            seed,
        },
    )
}

pub(super) fn raw(floats: &[f32]) -> Vec<u8> {
    floats.iter().flat_map(|float| float.to_ne_bytes()).collect()
}

/// Every instruction set that has vectors, with its product; all take ordinary parameters.
pub(super) fn vectors() -> impl Iterator<Item = Isa> {
    Isa::available().filter(|&isa| isa != Isa::SCALAR)
}

impl Case {
    fn geometry(&self) -> ConvGeometry {
        ConvGeometry { window: self.window, groups: self.groups }
    }

    fn extents(&self) -> (Nhwc, Nhwc) {
        let Window { rows, columns } = self.window;
        (
            Nhwc::new(self.batch, rows.input(), columns.input(), self.groups * self.depth),
            Nhwc::new(self.batch, rows.output(), columns.output(), self.groups * self.columns),
        )
    }

    fn bias(&self) -> Vec<i32> {
        bytes(self.seed ^ 9, 2 * self.groups * self.columns)
            .chunks_exact(2)
            .map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]])))
            .collect()
    }

    /// Sums in the reference's order, each rounded once with its product.
    fn fused(&self, parameters: &Float<'_>, x: &[f32], w: &[f32], y: &mut [f32]) {
        let (input, output) = self.extents();
        let Window { rows, columns } = self.window;
        let filter = rows.filter() * columns.filter();
        // A single row whose inputs lie side by side is summed in four parts.
        let is_line = (rows.filter() == 1 || columns.filter() == 1)
            && input.elements() == Some(filter * input.channels)
            && output.elements() == Some(output.channels)
            && self.groups == 1;
        for (place, y) in y.iter_mut().enumerate() {
            let (channel, taps) = taps_of(&self.window, input, output, place);
            let is_single = is_line && taps.iter().copied().eq((0..filter).map(|tap| (tap, tap)));
            let mut sums = [0f32; 4];
            let mut number = 0;
            for (pixel, tap) in taps {
                let inputs = &x[pixel * input.channels + channel / self.columns * self.depth..];
                let weights = &w[(channel * filter + tap) * self.depth..][..self.depth];
                for (&x, &w) in inputs.iter().zip(weights) {
                    let sum = &mut sums[if is_single { number % 4 } else { 0 }];
                    *sum = x.mul_add(w, *sum);
                    number += 1;
                }
            }
            let sum = (sums[0] + sums[2]) + (sums[1] + sums[3]);
            *y = (sum + parameters.bias.map_or(0.0, |bias| bias[channel])).max(parameters.min).min(parameters.max);
        }
    }

    /// Floats: the same bits, for any number of threads.
    fn check_floats(&self, floats: Floats) -> Result<(), TestCaseError> {
        let (input, output) = self.extents();
        let taps = self.window.rows.filter() * self.window.columns.filter() * self.depth;
        let small = |seed, count| -> Vec<f32> {
            bytes(seed, count).iter().map(|&b| f32::from(b.cast_signed()) / 64.3).collect()
        };
        let x = small(self.seed, input.elements().unwrap());
        let w = small(!self.seed, output.channels * taps);
        let bias: Vec<f32> = self.bias().iter().map(|&bias| bias as f32 / 100.0).collect();
        let bias = self.bias.then_some(bias.as_slice());
        let parameters = Float { bias, min: -60.0, max: f32::INFINITY };
        let mut expected = vec![0.0; output.elements().unwrap()];
        match floats {
            Floats::Fused => self.fused(&parameters, &x, &w, &mut expected),
            Floats::AsReference => {
                let view = ViewMut::dense(&mut expected, output).unwrap();
                conv::conv_float(&self.geometry(), &parameters, View::dense(&x, input).unwrap(), &w, view);
            }
        }
        for isa in vectors() {
            let gemm = Gemm::conv(isa, self.geometry(), input, output, Numbers::Float(floats)).unwrap();
            let mut packed = vec![0x55; gemm.packed_len()];
            prop_assert!(gemm.pack(&raw(&w), &mut packed, &mut [], &Turns));
            let mut columns = vec![Default::default(); gemm.columns_len()];
            gemm.float_columns(bias, &mut columns);
            let outputs = [&Serial as &dyn Workers, &Turns].map(|workers| {
                let mut y = vec![0x55u8; 4 * expected.len()];
                let operands = Operands { input: &raw(&x), packed: &packed, columns: &columns, output: &mut y };
                gemm.run_float((-60.0, f32::INFINITY), operands, workers);
                y
            });
            prop_assert_eq!(&outputs[0], &outputs[1]);
            for (bytes, &expected) in outputs[0].chunks_exact(4).zip(&expected) {
                let found = f32::from_ne_bytes(bytes.try_into().unwrap());
                prop_assert_eq!(found.to_bits(), expected.to_bits(), "{} {} {:?}", found, expected, isa);
            }
        }
        Ok(())
    }

    /// Floats quantized at run time: the bits of the scalar kernel, for one scale an image.
    fn check_hybrid(&self) -> Result<(), TestCaseError> {
        let (input, output) = self.extents();
        let taps = self.window.rows.filter() * self.window.columns.filter() * self.depth;
        let w = signed(&bytes(!self.seed, output.channels * taps));
        let layer = HybridLayer::new(self.seed, input.elements().unwrap(), output.channels, self.bias);
        let parameters = layer.parameters();
        let mut expected = vec![0.0; output.elements().unwrap()];
        let view = ViewMut::dense(&mut expected, output).unwrap();
        let mut image = vec![0i8; layer.input.len() / input.batch];
        conv::conv_hybrid(&self.geometry(), &parameters, (&layer.input, input), &w, view, &mut image);
        layer.check(input.batch, &w, &expected, |isa| {
            Gemm::conv(isa, self.geometry(), input, output, Numbers::Hybrid).unwrap()
        })
    }

    fn check(&self, unsigned: bool) -> Result<(), TestCaseError> {
        let (input, output) = self.extents();
        let x = bytes(self.seed, input.elements().unwrap());
        let taps = self.window.rows.filter() * self.window.columns.filter() * self.depth;
        let w = bytes(!self.seed, output.channels * taps);
        let (mut bias, multipliers) = (self.bias(), multipliers(self.seed ^ 5, output.channels));
        // Biases over a scale near 0, as converters cut them.
        for (bias, _) in bias.iter_mut().zip(&multipliers).filter(|(_, multiplier)| multiplier.mantissa == 0) {
            *bias = if *bias < 0 { -i32::MAX } else { i32::MAX };
        }
        let shift = if unsigned { 128 } else { 0 };
        let weights_zero_point = if unsigned { self.zero_points.1 + 128 } else { 0 };
        let parameters = FixedPoint {
            input_zero_point: (self.zero_points.0 + shift) as i16,
            weights_zero_point: weights_zero_point as i16,
            bias: self.bias.then_some(&bias),
            multipliers: &multipliers,
            output_zero_point: self.zero_points.2 + shift,
            range: ClampRange { min: self.range.0 + shift, max: self.range.1 + shift },
        };
        let count = output.elements().unwrap();
        let expected: Vec<u8> = if unsigned {
            let mut y = vec![0u8; count];
            let view = ViewMut::dense(&mut y, output).unwrap();
            conv::conv_fixed_point(&self.geometry(), &parameters, View::dense(&x, input).unwrap(), &w, view);
            y
        } else {
            let mut y = vec![0i8; count];
            let (x, w, view) = (signed(&x), signed(&w), ViewMut::dense(&mut y, output).unwrap());
            conv::conv_fixed_point(&self.geometry(), &parameters, View::dense(&x, input).unwrap(), &w, view);
            y.into_iter().map(i8::cast_unsigned).collect()
        };
        let numbers = if unsigned { Numbers::Unsigned } else { Numbers::Signed };
        for isa in vectors() {
            let gemm = Gemm::conv(isa, self.geometry(), input, output, numbers).unwrap();
            let (mut packed, mut sums) = (vec![0x55; gemm.packed_len()], vec![0; output.channels]);
            gemm.pack(&w, &mut packed, &mut sums, &Turns);
            let mut columns = vec![Default::default(); gemm.columns_len()];
            let product = gemm.columns(&parameters, &sums, &mut columns).unwrap();
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut y = vec![0x55u8; count];
                let operands = Operands { input: &x, packed: &packed, columns: &columns, output: &mut y };
                gemm.run_fixed_point(&product, operands, workers);
                prop_assert_eq!(&y, &expected, "{:?}", isa);
            }
        }
        Ok(())
    }
}

/// A layer of floats that are quantized at run time.
struct HybridLayer {
    quantize: HybridInput,
    in_steps: bool,
    input: Vec<f32>,
    scales: Vec<f32>,
    bias: Option<Vec<f32>>,
}

impl HybridLayer {
    fn new(seed: u64, inputs: usize, channels: usize, bias: bool) -> Self {
        let asymmetric = seed.is_multiple_of(2);
        let shift = if seed.is_multiple_of(3) { 50.0 } else { -3.0 };
        Self {
            quantize: if asymmetric { HybridInput::Asymmetric } else { HybridInput::Symmetric },
            in_steps: seed % 5 < 2,
            input: bytes(seed, inputs).iter().map(|&b| f32::from(b.cast_signed()) * 0.37 + shift).collect(),
            scales: bytes(seed ^ 8, channels).iter().map(|&b| (f32::from(b) + 1.0) / 1234.5).collect(),
            bias: bias.then(|| bytes(seed ^ 9, channels).iter().map(|&b| f32::from(b) / 7.0 - 20.0).collect()),
        }
    }

    fn parameters(&self) -> Hybrid<'_> {
        Hybrid {
            quantize: self.quantize,
            in_steps: self.in_steps,
            weights_scales: &self.scales,
            bias: self.bias.as_deref(),
            min: -40.0,
            max: f32::INFINITY,
        }
    }

    /// The product of an instruction set, with the input quantized in `parts` parts.
    fn check(
        &self,
        parts: usize,
        weights: &[i8],
        expected: &[f32],
        gemm: impl Fn(Isa) -> Gemm,
    ) -> Result<(), TestCaseError> {
        let weights: Vec<u8> = weights.iter().map(|weight| weight.cast_unsigned()).collect();
        for isa in vectors() {
            let gemm = gemm(isa);
            let (mut packed, mut sums) = (vec![0; gemm.packed_len()], vec![0; self.scales.len()]);
            gemm.pack(&weights, &mut packed, &mut sums, &Serial);
            let mut columns = vec![Default::default(); gemm.columns_len()];
            gemm.hybrid_columns(&sums, &self.scales, self.bias.as_deref(), &mut columns);
            for workers in [&Serial as &dyn Workers, &Turns] {
                let (mut quantized, mut rows) = (vec![0x55u8; self.input.len()], vec![[0; 2]; parts]);
                let mut output = vec![0x55u8; 4 * expected.len()];
                let inputs = HybridInputs {
                    input: &self.input,
                    quantize: self.quantize,
                    in_steps: self.in_steps,
                    quantized: &mut quantized,
                    rows: &mut rows,
                };
                gemm.run_hybrid((-40.0, f32::INFINITY), inputs, (&packed, &columns, &mut output), workers);
                prop_assert_eq!(&output, &raw(expected), "{:?}", isa);
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn hybrid_convolutions_equal_the_scalar_ones(case in cases()) {
        case.check_hybrid()?;
    }

    #[test]
    fn hybrid_layers_equal_the_scalar_ones(
        rows in prop_oneof![Just(1usize), 1usize..20],
        depth in 1usize..300,
        units in 1usize..140,
        seed in any::<u64>(),
        bias in any::<bool>(),
    ) {
        let layer = HybridLayer::new(seed, rows * depth, units, bias);
        let w = signed(&bytes(!seed, units * depth));
        let mut expected = vec![0.0; rows * units];
        let mut row = vec![0; depth];
        fully_connected::fully_connected_hybrid(&layer.parameters(), &layer.input, &w, &mut expected, &mut row);
        layer.check(rows, &w, &expected, |isa| Gemm::dense(isa, (rows, depth, units), Numbers::Hybrid).unwrap())?;
    }

    #[test]
    fn single_rows_of_floats_take_turns_among_their_sums(
        depth in prop_oneof![1usize..9, 1usize..300], units in 1usize..150, bias in any::<bool>(), seed in any::<u64>(),
    ) {
        let small = |seed, count| -> Vec<f32> {
            bytes(seed, count).iter().map(|&b| f32::from(b.cast_signed()) / 64.3).collect()
        };
        let (x, w, of_units) = (small(seed, depth), small(!seed, units * depth), small(seed ^ 5, units));
        let bias = bias.then_some(of_units.as_slice());
        for isa in vectors() {
            let gemm = Gemm::dense(isa, (1, depth, units), Numbers::Float(Floats::Fused)).unwrap();
            let mut packed = vec![0; gemm.packed_len()];
            gemm.pack(&raw(&w), &mut packed, &mut [], &Serial);
            let mut columns = vec![Default::default(); gemm.columns_len()];
            gemm.float_columns(bias, &mut columns);
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut y = vec![0x55u8; 4 * units];
                let operands = Operands { input: &raw(&x), packed: &packed, columns: &columns, output: &mut y };
                gemm.run_float((-60.0, 60.0), operands, workers);
                for (unit, bytes) in y.chunks_exact(4).enumerate() {
                    let mut sums = [0f32; 4];
                    for (i, (&x, &w)) in x.iter().zip(&w[unit * depth..]).enumerate() {
                        sums[i % 4] = x.mul_add(w, sums[i % 4]);
                    }
                    let sum = (sums[0] + sums[2]) + (sums[1] + sums[3]) + bias.map_or(0.0, |bias| bias[unit]);
                    let found = f32::from_ne_bytes(bytes.try_into().unwrap());
                    prop_assert_eq!(found.to_bits(), sum.clamp(-60.0, 60.0).to_bits(), "{:?} {}", isa, unit);
                }
            }
        }
    }

    #[test]
    fn pairs_of_signed_matrices_equal_the_scalar_products(
        rows in prop_oneof![Just(1usize), 1usize..30],
        depth in prop_oneof![1usize..9, 1usize..140, Just(64)],
        columns in 1usize..140,
        zero_points in (-128i32..=127, prop_oneof![Just(0), -128i32..=127], -128i32..=127),
        at_run_time in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let (x, y) = (bytes(seed, rows * depth), bytes(!seed, columns * depth));
        let multipliers = vec![multipliers(seed, 3).last().copied().unwrap(); columns];
        let parameters = FixedPoint {
            input_zero_point: zero_points.0 as i16,
            weights_zero_point: zero_points.1 as i16,
            bias: None,
            multipliers: &multipliers,
            output_zero_point: zero_points.2,
            range: ClampRange::I8,
        };
        let mut expected = vec![0i8; rows * columns];
        fully_connected::fully_connected_fixed_point(depth, &parameters, &signed(&x), &signed(&y), &mut expected);
        for isa in vectors() {
            let gemm = Gemm::dense(isa, (rows, depth, columns), Numbers::SignedPairs).unwrap();
            let (mut packed, mut sums) = (vec![0x55; gemm.packed_len()], vec![0; columns]);
            gemm.pack(&y, &mut packed, &mut sums, &Turns);
            let mut constants = vec![Default::default(); gemm.columns_len()];
            let of = if at_run_time { vec![0; columns] } else { sums.clone() };
            let product = gemm.columns(&parameters, &of, &mut constants).unwrap();
            if at_run_time {
                let of_zeros = constants.clone();
                gemm.columns_of_sums((&of_zeros, parameters.input_zero_point), &sums, &mut constants);
            }
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut found = vec![0x55u8; expected.len()];
                let operands = Operands { input: &x, packed: &packed, columns: &constants, output: &mut found };
                gemm.run_fixed_point(&product, operands, workers);
                prop_assert_eq!(&signed(&found), &expected, "{:?}", isa);
            }
        }
    }

    #[test]
    fn signed_convolutions_equal_the_scalar_ones(case in cases()) {
        case.check(false)?;
    }

    #[test]
    fn float_convolutions_equal_the_scalar_ones(case in cases()) {
        case.check_floats(Floats::AsReference)?;
    }

    #[test]
    fn fused_float_convolutions_round_each_sum_once(case in cases()) {
        case.check_floats(Floats::Fused)?;
    }

    #[test]
    fn unsigned_convolutions_equal_the_scalar_ones(case in cases()) {
        case.check(true)?;
    }

    #[test]
    fn fully_connected_layers_equal_the_scalar_ones(
        rows in prop_oneof![Just(1usize), 1usize..20],
        depth in prop_oneof![8 => 1usize..300, 1 => 2040usize..2060],
        units in 1usize..140,
        zero_points in (-128i32..=127, prop_oneof![Just(0), -128i32..=127], -128i32..=127),
        unsigned in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let (x, w) = (bytes(seed, rows * depth), bytes(!seed, units * depth));
        // Multiples of 1/8 make ties.
        let scales: Vec<f64> = bytes(seed ^ 3, units).iter().map(|&b| (f64::from(b) + 0.5) / if b % 3 == 0 { 131_072.0 } else { 70_000.3 }).collect();
        let bias: Vec<i32> = bytes(seed ^ 4, units).iter().map(|&b| i32::from(b) * 11 - 1000).collect();
        let (offset, numbers) = if unsigned { (128, Numbers::Unsigned) } else { (0, Numbers::Signed) };
        let parameters = Rescaled {
            input_zero_point: (zero_points.0 + offset) as i16,
            weights_zero_point: (zero_points.1 + offset) as i16,
            bias: Some(&bias),
            scales: &scales,
            output_zero_point: zero_points.2 + offset,
            range: ClampRange { min: offset - 128, max: offset + 127 },
        };
        let mut expected = vec![0u8; rows * units];
        if unsigned {
            fully_connected::fully_connected_rescaled(depth, &parameters, &x, &w, &mut expected);
        } else {
            let mut outputs = vec![0i8; rows * units];
            fully_connected::fully_connected_rescaled(depth, &parameters, &signed(&x), &signed(&w), &mut outputs);
            expected = outputs.into_iter().map(i8::cast_unsigned).collect();
        }
        for isa in vectors() {
            let gemm = Gemm::dense(isa, (rows, depth, units), numbers).unwrap();
            let (mut packed, mut sums) = (vec![0; gemm.packed_len()], vec![0; units]);
            gemm.pack(&w, &mut packed, &mut sums, &Serial);
            let mut columns = vec![Default::default(); gemm.columns_len()];
            let product = gemm.columns(&parameters, &sums, &mut columns).unwrap();
            let mut y = vec![0u8; rows * units];
            let operands = Operands { input: &x, packed: &packed, columns: &columns, output: &mut y };
            gemm.run_rescaled(&product, operands, &Serial);
            prop_assert_eq!(&y, &expected, "{:?}", isa);
        }
    }
}

#[test]
fn a_single_output_may_see_less_than_the_image_or_padding() {
    let axis = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
    let framed = |spec| WindowAxis::framed(spec, (1, 0)).unwrap();
    let row = WindowAxis::new(Padding::Valid, axis(1, 1, 1)).unwrap();
    for window in [
        // The upper of two pixels, and padding beside it.
        Window::new(Padding::Same, axis(2, 1, 2), axis(1, 2, 2)).unwrap(),
        // Padding before the first two of three pixels, and before a single one.
        Window { rows: row, columns: framed(axis(3, 3, 2)) },
        Window { rows: row, columns: framed(axis(1, 1, 2)) },
        Window { rows: framed(axis(1, 1, 2)), columns: row },
    ] {
        let (zero_points, range) = ((3, 4, -5), (-128, 127));
        let case = Case { window, groups: 1, batch: 1, depth: 4, columns: 20, zero_points, range, bias: true, seed: 7 };
        case.check(false).unwrap();
        case.check(true).unwrap();
        case.check_floats(Floats::Fused).unwrap();
        case.check_floats(Floats::AsReference).unwrap();
        case.check_hybrid().unwrap();
    }
}

#[test]
fn empty_inputs_are_left_to_the_scalar_kernels() {
    let conv = |isa, (height, above): (usize, usize)| {
        let axis =
            |input, pads| WindowAxis::framed(WindowSpec { input, filter: 1, stride: 1, dilation: 1 }, pads).unwrap();
        let window = Window { rows: axis(height, (above, 0)), columns: axis(3, (0, 0)) };
        let (input, output) = (Nhwc::new(1, height, 3, 2), Nhwc::new(1, window.rows.output(), 3, 2));
        Gemm::conv(isa, ConvGeometry { window, groups: 2 }, input, output, Numbers::Signed)
    };
    for isa in vectors() {
        assert!(conv(isa, (1, 1)).is_some());
        assert!(conv(isa, (0, 1)).is_none() && conv(isa, (0, 0)).is_none());
    }
}

#[test]
fn parameters_beyond_the_vector_path_are_refused() {
    let one = |input| WindowSpec { input, filter: 1, stride: 1, dilation: 1 };
    let geometry = ConvGeometry { window: Window::new(Padding::Valid, one(1), one(4)).unwrap(), groups: 1 };
    let (input, output) = (Nhwc::new(1, 1, 4, 8), Nhwc::new(1, 1, 4, 2));
    for isa in vectors() {
        let gemm = Gemm::conv(isa, geometry, input, output, Numbers::Signed).unwrap();
        let refused = |multipliers: [Multiplier; 2], bias: [i32; 2], range| {
            let parameters = FixedPoint {
                input_zero_point: 0,
                weights_zero_point: 0,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: 0,
                range,
            };
            let mut columns = vec![Default::default(); gemm.columns_len()];
            gemm.columns(&parameters, &[0, 0], &mut columns).is_none()
        };
        let half = Multiplier { mantissa: 1 << 30, exponent: 0 };
        assert!(!refused([half; 2], [0; 2], ClampRange::I8));
        assert!(!refused([half, Multiplier::default()], [0; 2], ClampRange::I8));
        assert!(refused([Multiplier { exponent: 1, ..half }, half], [0; 2], ClampRange::I8));
        assert!(refused([half, Multiplier { mantissa: -1, exponent: -3 }], [0; 2], ClampRange::I8));
        assert!(!refused([half, Multiplier { exponent: -31, ..half }], [0, 1 << 23], ClampRange::I8));
        assert!(!refused([half; 2], [0, 1 << 30], ClampRange::I8));
        assert!(refused([half; 2], [0, i32::MIN], ClampRange::I8));
        assert!(refused([half; 2], [0; 2], ClampRange { min: 5, max: 4 }));
    }
    // A filter that no panel holds.
    let far = Nhwc::new(1, 1, 4, 1 << 20);
    assert!(vectors().all(|isa| Gemm::conv(isa, geometry, far, output, Numbers::Signed).is_none()));
    assert!(Gemm::conv(Isa::SCALAR, geometry, input, output, Numbers::Signed).is_none());
}

#[test]
fn uncertain_outputs_are_computed_again() {
    let spec = WindowSpec { input: 48, filter: 1, stride: 1, dilation: 1 };
    let window = Window::new(Padding::Valid, spec, spec).unwrap();
    let before = AGAIN.get();
    for (columns, range) in [(120, (-128, 127)), (70, (5, 127)), (20, (-128, 100))] {
        let (zero_points, depth, seed) = ((3, 7, 5), 20, 2);
        let case = Case { window, groups: 1, batch: 1, depth, columns, zero_points, range, bias: true, seed };
        case.check(false).unwrap();
        case.check(true).unwrap();
    }
    assert!(AGAIN.get() > before || !vectors().any(checks));
}
