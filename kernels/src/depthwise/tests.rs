//! Depthwise convolutions against the scalar kernel, on every instruction set of this CPU.

mod words;

use super::{Depthwise, FloatDepthwise, HybridDepthwise, Operands};
use crate::doubling::AGAIN;
use crate::isa::Isa;
use crate::linear::{FixedPoint, Float, Floats, Hybrid, HybridInput};
use crate::padding::{Padding, Window, WindowSpec};
use crate::parallel::{Serial, Workers};
use crate::quant::{ClampRange, Multiplier};
use crate::reference::depthwise::{depthwise_fixed_point, depthwise_float, depthwise_hybrid};
use crate::requantize::Doubling16;
use crate::simd::checks;
use crate::testing::{Turns, bytes, multipliers, signed, taps_of};
use crate::view::{Nhwc, View, ViewMut};
use proptest::prelude::*;

/// Every instruction set that has vectors.
fn vectors() -> impl Iterator<Item = Isa> {
    Isa::available().filter(|&isa| isa != Isa::SCALAR)
}

#[derive(Clone, Debug)]
struct Case {
    window: Window,
    batch: usize,
    channels: usize,
    multiplier: usize,
    /// Of input, weights and output, as signed bytes.
    zero_points: (i32, i32, i32),
    range: (i32, i32),
    bias: bool,
    seed: u64,
}

impl Case {
    fn extents(&self) -> (Nhwc, Nhwc) {
        let Window { rows, columns } = self.window;
        (
            Nhwc::new(self.batch, rows.input(), columns.input(), self.channels),
            Nhwc::new(self.batch, rows.output(), columns.output(), self.channels * self.multiplier),
        )
    }

    fn multipliers(&self) -> Vec<Multiplier> {
        multipliers(self.seed ^ 5, self.channels * self.multiplier)
    }

    fn bias(&self) -> Vec<i32> {
        let bytes = bytes(self.seed ^ 9, 2 * self.channels * self.multiplier);
        bytes.chunks_exact(2).map(|pair| i32::from(i16::from_le_bytes([pair[0], pair[1]]))).collect()
    }

    fn check(&self, unsigned: bool) -> Result<(), TestCaseError> {
        let (input, output) = self.extents();
        let x = bytes(self.seed, input.elements().unwrap());
        let w = bytes(!self.seed, self.window.rows.filter() * self.window.columns.filter() * output.channels);
        let (bias, multipliers) = (self.bias(), self.multipliers());
        let shift = if unsigned { 128 } else { 0 };
        let parameters = FixedPoint {
            input_zero_point: (self.zero_points.0 + shift) as i16,
            weights_zero_point: if unsigned { (self.zero_points.1 + 128).max(1) as i16 } else { 0 },
            bias: self.bias.then_some(&bias),
            multipliers: &multipliers,
            output_zero_point: self.zero_points.2 + shift,
            range: ClampRange { min: self.range.0 + shift, max: self.range.1 + shift },
        };
        let count = output.elements().unwrap();
        let expected: Vec<u8> = if unsigned {
            let mut y = vec![0u8; count];
            let view = ViewMut::dense(&mut y, output).unwrap();
            depthwise_fixed_point(&self.window, &parameters, View::dense(&x, input).unwrap(), &w, view);
            y
        } else {
            let mut y = vec![0i8; count];
            let (x, w, view) = (signed(&x), signed(&w), ViewMut::dense(&mut y, output).unwrap());
            depthwise_fixed_point(&self.window, &parameters, View::dense(&x, input).unwrap(), &w, view);
            y.into_iter().map(i8::cast_unsigned).collect()
        };
        let weights_zero = unsigned.then_some(parameters.weights_zero_point as u8);
        for isa in vectors() {
            let Some(depthwise) = Depthwise::new(isa, self.window, input, output, weights_zero) else {
                prop_assert_eq!(count, 0);
                continue;
            };
            let (mut packed, mut sums) = (vec![0; depthwise.packed_len()], vec![0; output.channels]);
            depthwise.pack(&w, &mut packed, &mut sums);
            let mut columns = vec![Doubling16::default(); depthwise.columns_len()];
            let product = depthwise.columns(&parameters, &sums, &mut columns, |odd| panic!("channel {odd}")).unwrap();
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut y = vec![0x55u8; count];
                let operands = Operands { input: &x, packed: &packed, columns: &columns, output: &mut y };
                depthwise.run(&product, operands, workers);
                if y != expected {
                    let place = y.iter().zip(&expected).position(|(a, b)| a != b).unwrap();
                    prop_assert!(false, "{isa:?}: output {place} is {}, should be {}", y[place], expected[place]);
                }
            }
        }
        Ok(())
    }
}

impl Case {
    /// Sums in the reference's order, each rounded once with its product.
    fn fused(&self, parameters: &Float<'_>, x: &[f32], w: &[f32], y: &mut [f32]) {
        let (input, output) = self.extents();
        for (place, y) in y.iter_mut().enumerate() {
            let (channel, taps) = taps_of(&self.window, input, output, place);
            let mut sum = 0f32;
            for (pixel, tap) in taps {
                let x = x[pixel * input.channels + channel / self.multiplier];
                sum = x.mul_add(w[tap * output.channels + channel], sum);
            }
            *y = (sum + parameters.bias.map_or(0.0, |bias| bias[channel])).max(parameters.min).min(parameters.max);
        }
    }

    /// The same bits, for any number of threads.
    fn check_floats(&self, how: Floats) -> Result<(), TestCaseError> {
        let floats = |seed, count| -> Vec<f32> {
            signed(&bytes(seed, count)).into_iter().map(|byte| f32::from(byte) / 10.3).collect()
        };
        let (input, output) = self.extents();
        let taps = self.window.rows.filter() * self.window.columns.filter();
        let (x, w) = (floats(self.seed, input.elements().unwrap()), floats(!self.seed, taps * output.channels));
        let bias = floats(self.seed ^ 7, output.channels);
        let parameters = Float { bias: self.bias.then_some(&bias), min: self.range.0 as f32 * 100.0, max: 30_000.0 };
        let count = output.elements().unwrap();
        let mut expected = vec![0f32; count];
        match how {
            Floats::Fused => self.fused(&parameters, &x, &w, &mut expected),
            Floats::AsReference => {
                let (view, to) = (View::dense(&x, input).unwrap(), ViewMut::dense(&mut expected, output).unwrap());
                depthwise_float(&self.window, &parameters, view, &w, to);
            }
        }
        for isa in Isa::available() {
            let Some(depthwise) = FloatDepthwise::new(isa, self.window, input, output, how) else {
                // Lines of many outputs of a channel may be too long.
                prop_assert!(isa == Isa::SCALAR || count == 0 || self.multiplier > 1);
                continue;
            };
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut y = vec![f32::NAN; count];
                depthwise.run(&parameters, &x, &w, &mut y, workers);
                prop_assert!(y == expected, "{isa:?}");
            }
        }
        Ok(())
    }

    /// Floats quantized at run time: the bits of the scalar kernel.
    fn check_hybrid(&self) -> Result<(), TestCaseError> {
        let floats = |seed, count, scale: f32, shift: f32| -> Vec<f32> {
            signed(&bytes(seed, count)).into_iter().map(|byte| f32::from(byte) * scale + shift).collect()
        };
        let (input, output) = self.extents();
        let taps = self.window.rows.filter() * self.window.columns.filter();
        let x = floats(self.seed, input.elements().unwrap(), 0.37, self.zero_points.0 as f32);
        let w = signed(&bytes(!self.seed, taps * output.channels));
        let (bias, scales) =
            (floats(self.seed ^ 7, output.channels, 0.1, 0.0), floats(self.seed ^ 8, output.channels, 1e-4, 0.02));
        let quantize = if self.bias { HybridInput::Symmetric } else { HybridInput::Asymmetric };
        let bias = (!self.seed.is_multiple_of(3)).then_some(&bias[..]);
        let parameters = Hybrid {
            quantize,
            in_steps: self.seed % 5 < 2,
            weights_scales: &scales,
            bias,
            min: self.range.0 as f32,
            max: 127.0,
        };
        let mut expected = vec![0f32; output.elements().unwrap()];
        let to = ViewMut::dense(&mut expected, output).unwrap();
        let mut image = vec![0i8; x.len() / self.batch];
        depthwise_hybrid(&self.window, &parameters, (&x, input), &w, to, &mut image);
        let whole: Vec<f32> = w.iter().map(|&w| w.into()).collect();
        for isa in Isa::available() {
            let Some(depthwise) = HybridDepthwise::new(isa, self.window, input, output) else {
                prop_assert!(isa == Isa::SCALAR || expected.is_empty() || self.multiplier > 1);
                continue;
            };
            for workers in [&Serial as &dyn Workers, &Turns] {
                let (mut y, mut quantized) =
                    (vec![f32::NAN; expected.len()], vec![f32::NAN; depthwise.quantized_len()]);
                depthwise.run(&parameters, (&x, &mut quantized), &whole, &mut y, workers);
                prop_assert!(y == expected, "{isa:?}");
            }
        }
        Ok(())
    }
}

fn window(
    size: impl Strategy<Value = usize> + Clone,
    filter: impl Strategy<Value = usize> + Clone,
) -> impl Strategy<Value = Window> {
    let axis = (size, filter, 1usize..4, prop_oneof![3 => Just(1usize), 1 => Just(2)]);
    // Some images are a single pixel wide.
    let columns = prop_oneof![8 => axis.clone(), 1 => Just((1, 1, 1, 1))];
    (axis, columns, any::<bool>()).prop_filter_map("a window that fits", |(rows, columns, same)| {
        let spec = |(input, filter, stride, dilation)| WindowSpec { input, filter, stride, dilation };
        Window::new(if same { Padding::Same } else { Padding::Valid }, spec(rows), spec(columns))
    })
}

/// Windows of a single row, over few rows or one.
fn line() -> impl Strategy<Value = Window> {
    let columns = (1usize..=40, 1usize..=22, 1usize..4, 1usize..4);
    let rows = prop_oneof![3 => Just((1, 1)), 1 => (1usize..4, 1usize..3)];
    (rows, columns, any::<bool>()).prop_filter_map("a window that fits", |(rows, columns, same)| {
        let spec = |(input, filter, stride, dilation)| WindowSpec { input, filter, stride, dilation };
        let rows = spec((rows.0, 1, rows.1, 1));
        Window::new(if same { Padding::Same } else { Padding::Valid }, rows, spec(columns))
    })
}

/// Windows that are the whole image.
fn whole() -> impl Strategy<Value = Window> {
    let axis = |size| WindowSpec { input: size, filter: size, stride: 1, dilation: 1 };
    (prop_oneof![(1usize..=25, Just(1)), (1usize..=5, 1usize..=5)])
        .prop_filter_map("a window", move |(rows, columns)| Window::new(Padding::Valid, axis(rows), axis(columns)))
}

fn cases(
    window: impl Strategy<Value = Window>,
    multiplier: impl Strategy<Value = usize>,
) -> impl Strategy<Value = Case> {
    let channels = prop_oneof![1usize..20, 1usize..=130, Just(64), Just(128), Just(200)];
    let zero_points = (
        prop_oneof![Just(-128), Just(127), -128i32..=127],
        prop_oneof![Just(0), -128i32..=127],
        prop_oneof![Just(-128), Just(127), -128i32..=127],
    );
    let range = prop_oneof![Just((-128, 127)), (-128i32..0, 0i32..=127)];
    (window, 1usize..3, channels, multiplier, zero_points, range, any::<bool>(), any::<u64>()).prop_map(
        |(window, batch, channels, multiplier, zero_points, range, bias, seed)| Case {
            window,
            batch,
            channels: channels.div_ceil(multiplier),
            multiplier,
            zero_points,
            range,
            bias,
            seed,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_window_equals_the_scalar_kernel(
        case in cases(window(1usize..=20, 1usize..=7), prop_oneof![3 => Just(1usize), 1 => 2usize..=4]),
        unsigned in any::<bool>(),
    ) {
        case.check(unsigned)?;
    }

    #[test]
    fn filters_of_a_single_row_equal_the_scalar_kernel(
        case in cases(line(), prop_oneof![4 => Just(1usize), 1 => 2usize..=3]),
        unsigned in any::<bool>(),
    ) {
        case.check(unsigned)?;
    }

    #[test]
    fn single_outputs_equal_the_scalar_kernel(case in cases(whole(), Just(1)), unsigned in any::<bool>()) {
        case.check(unsigned)?;
    }

    #[test]
    fn floats_equal_the_scalar_kernel(
        case in cases(window(1usize..=20, 1usize..=7), prop_oneof![9 => Just(1usize), 1 => Just(2)]),
    ) {
        case.check_floats(Floats::AsReference)?;
    }

    #[test]
    fn fused_floats_round_each_sum_once(
        case in cases(window(1usize..=20, 1usize..=7), prop_oneof![9 => Just(1usize), 1 => Just(2)]),
    ) {
        case.check_floats(Floats::Fused)?;
    }

    #[test]
    fn floats_quantized_at_run_time_equal_the_scalar_kernel(
        case in cases(window(1usize..=20, 1usize..=7), prop_oneof![9 => Just(1usize), 1 => Just(2)]),
    ) {
        case.check_hybrid()?;
    }

    #[test]
    fn filters_of_three_and_five_equal_the_scalar_kernel(
        case in cases(window(1usize..=20, prop_oneof![Just(3usize), Just(5)]), Just(1)),
        unsigned in any::<bool>(),
    ) {
        case.check(unsigned)?;
    }
}

fn square(input: (usize, usize), filter: usize, stride: usize) -> Window {
    let spec = |input| WindowSpec { input, filter, stride, dilation: 1 };
    Window::new(Padding::Same, spec(input.0), spec(input.1)).unwrap()
}

#[test]
fn every_channel_count_and_width_equals_the_scalar_kernel() {
    let case = |window, channels, seed| Case {
        window,
        batch: 1,
        channels,
        multiplier: 1,
        zero_points: (-5, 3, -128),
        range: (-128, 127),
        bias: true,
        seed,
    };
    for channels in 1..=130 {
        for (filter, stride) in [(3, 1), (3, 2), (5, 1)] {
            case(square((6, 9), filter, stride), channels, channels as u64).check(channels % 3 == 0).unwrap();
        }
    }
    for width in 1..=40 {
        for channels in [1, 8, 16, 24, 40, 64, 96] {
            for stride in 1..=2 {
                case(square((4, width), 3, stride), channels, width as u64).check(false).unwrap();
            }
        }
    }
}

#[test]
fn wide_rows_are_cut_into_tiles() {
    let case = |window, channels| Case {
        window,
        batch: 2,
        channels,
        multiplier: 1,
        zero_points: (7, 0, -100),
        range: (-100, 90),
        bias: false,
        seed: 99,
    };
    case(square((5, 3001), 3, 1), 8).check(false).unwrap();
    case(square((9, 700), 5, 1), 24).check(false).unwrap();
    case(square((9, 500), 5, 2), 100).check(true).unwrap();
    case(square((3, 300), 3, 2), 170).check(false).unwrap();
    let line = |input, filter| WindowSpec { input, filter, stride: 1, dilation: 1 };
    case(Window::new(Padding::Same, line(1, 1), line(2000, 9)).unwrap(), 40).check(false).unwrap();
}

#[test]
fn parameters_beyond_the_vector_path_are_refused() {
    let window = square((4, 4), 3, 1);
    let extents = Nhwc::new(1, 4, 4, 2);
    for isa in vectors() {
        let depthwise = Depthwise::new(isa, window, extents, extents, None).unwrap();
        let refused = |multipliers: [Multiplier; 2], bias: [i32; 2], (weights_zero_point, range): (i16, ClampRange)| {
            let parameters = FixedPoint {
                input_zero_point: 0,
                weights_zero_point,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: 0,
                range,
            };
            let mut columns = vec![Doubling16::default(); depthwise.columns_len()];
            let mut odd = false;
            depthwise.columns(&parameters, &[0, 0], &mut columns, |_| odd = true).is_none() || odd
        };
        let half = Multiplier { mantissa: 1 << 30, exponent: 0 };
        assert!(!refused([half; 2], [0; 2], (0, ClampRange::I8)));
        assert!(!refused([half, Multiplier::default()], [0; 2], (0, ClampRange::I8)));
        assert!(refused([Multiplier { exponent: 1, ..half }, half], [0; 2], (0, ClampRange::I8)));
        assert!(refused([half, Multiplier { mantissa: -1, exponent: -3 }], [0; 2], (0, ClampRange::I8)));
        assert!(!refused([half, Multiplier { exponent: -31, ..half }], [0, 1 << 23], (0, ClampRange::I8)));
        assert!(!refused([half; 2], [0, 1 << 30], (0, ClampRange::I8)));
        assert!(refused([half; 2], [0, i32::MIN], (0, ClampRange::I8)));
        assert!(refused([half; 2], [0; 2], (1, ClampRange::I8)));
        assert!(refused([half; 2], [0; 2], (0, ClampRange { min: 5, max: 4 })));
        // Weights of 255 and more beyond their zero point are no sum of two signed bytes.
        assert!(Depthwise::new(isa, window, extents, extents, Some(0)).is_none());
        assert!(Depthwise::new(isa, window, extents, Nhwc::new(1, 4, 4, 3), None).is_none());
        // A window that the stack does not hold.
        let spec = |filter| WindowSpec { input: 1 << 15, filter, stride: 1, dilation: 1 };
        let far = Window::new(Padding::Same, spec(1), spec(1 << 15)).unwrap();
        let extents = Nhwc::new(1, 1 << 15, 1 << 15, 2);
        assert!(Depthwise::new(isa, far, extents, extents, None).is_none());
    }
    assert!(Depthwise::new(Isa::SCALAR, window, extents, extents, None).is_none());
}

#[test]
fn uncertain_outputs_are_computed_again() {
    let spec = WindowSpec { input: 48, filter: 3, stride: 1, dilation: 1 };
    let window = Window::new(Padding::Same, spec, spec).unwrap();
    let before = AGAIN.get();
    for (channels, range) in [(80, (-128, 127)), (80, (5, 127)), (20, (-128, 100))] {
        let zero_points = (3, 0, 5);
        Case { window, batch: 1, channels, multiplier: 1, zero_points, range, bias: true, seed: 2 }
            .check(false)
            .unwrap();
    }
    assert!(AGAIN.get() > before || !vectors().any(checks));
}
