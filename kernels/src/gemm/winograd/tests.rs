//! Winograd's algorithm against the scalar kernel, on every instruction set of this CPU.

use super::super::tests::vectors;
use super::super::{Gemm, Numbers, Operands};
use crate::isa::{Isa, Level};
use crate::linear::{ConvGeometry, FixedPoint};
use crate::padding::{Padding, Window, WindowSpec};
use crate::parallel::{Serial, Workers};
use crate::quant::{ClampRange, Multiplier};
use crate::reference::conv;
use crate::requantize::Doubling16;
use crate::testing::{Turns, bytes, signed};
use crate::view::{Nhwc, View, ViewMut};
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Case {
    window: Window,
    batch: usize,
    depth: usize,
    columns: usize,
    zero_points: (i32, i32),
    range: (i32, i32),
    /// What all inputs and weights are, if they are not random.
    extremes: Option<(i8, i8)>,
    seed: u64,
}

/// A 3×3 window over an image.
fn window(padding: Padding, height: usize, width: usize) -> Option<Window> {
    let spec = |input| WindowSpec { input, filter: 3, stride: 1, dilation: 1 };
    Window::new(padding, spec(height), spec(width))
}

fn cases() -> impl Strategy<Value = Case> {
    let windows = (1usize..30, 1usize..30, any::<bool>())
        .prop_filter_map("a window that fits", |(height, width, same)| {
            window(if same { Padding::Same } else { Padding::Valid }, height, width)
        });
    let depth = prop_oneof![1usize..9, 1usize..70, Just(32), Just(64)];
    let columns = prop_oneof![1usize..20, 1usize..140, Just(64)];
    let point = || prop_oneof![Just(-128), Just(127), -128i32..=127];
    let range = prop_oneof![Just((-128, 127)), (-128i32..0, 0i32..=127)];
    let ends = || prop_oneof![Just(-128i8), Just(127)];
    let extremes = prop_oneof![3 => Just(None), 1 => (ends(), ends()).prop_map(Some)];
    (windows, 1usize..3, depth, columns, (point(), point()), range, extremes, any::<u64>()).prop_map(
        |(window, batch, depth, columns, zero_points, range, extremes, seed)| Case {
            window,
            batch,
            depth,
            columns,
            zero_points,
            range,
            extremes,
            seed,
        },
    )
}

impl Case {
    fn geometry(&self) -> ConvGeometry {
        ConvGeometry { window: self.window, groups: 1 }
    }

    fn extents(&self) -> (Nhwc, Nhwc) {
        let Window { rows, columns } = self.window;
        (
            Nhwc::new(self.batch, rows.input(), columns.input(), self.depth),
            Nhwc::new(self.batch, rows.output(), columns.output(), self.columns),
        )
    }

    fn inputs(&self) -> Vec<u8> {
        let count = self.extents().0.elements().unwrap();
        self.extremes.map_or_else(|| bytes(self.seed, count), |(x, _)| vec![x.cast_unsigned(); count])
    }

    fn weights(&self) -> Vec<u8> {
        let count = self.columns * 9 * self.depth;
        self.extremes.map_or_else(|| bytes(self.seed ^ 1, count), |(_, w)| vec![w.cast_unsigned(); count])
    }

    /// Calls `task` with the parameters.
    fn with_rule<R>(&self, task: impl FnOnce(&FixedPoint<'_, i32>) -> R) -> R {
        let bias: Vec<i32> =
            bytes(self.seed ^ 2, self.columns).into_iter().map(|byte| (i32::from(byte) - 128) * 1000).collect();
        // About the size of the sums, so that outputs use their range.
        let exponent = -(4 + (9 * self.depth).ilog2() as i32);
        let multipliers: Vec<_> = bytes(self.seed ^ 3, self.columns)
            .into_iter()
            .map(|byte| Multiplier {
                mantissa: (1 << 30) + (i32::from(byte) << 20),
                exponent: exponent - i32::from(byte % 3),
            })
            .collect();
        task(&FixedPoint {
            input_zero_point: self.zero_points.0 as i16,
            weights_zero_point: 0,
            bias: Some(&bias),
            multipliers: &multipliers,
            output_zero_point: self.zero_points.1,
            range: ClampRange { min: self.range.0, max: self.range.1 },
        })
    }

    fn run(&self, gemm: &Gemm, scratch: &mut [u8], workers: &dyn Workers) -> Vec<i8> {
        let mut packed = vec![0x55; gemm.packed_len()];
        let mut sums = vec![0; self.columns];
        gemm.pack(&self.weights(), &mut packed, &mut sums, workers);
        let mut columns = vec![Doubling16::default(); gemm.columns_len()];
        let product = self.with_rule(|rule| gemm.columns(rule, &sums, &mut columns).unwrap());
        let mut found = vec![0x55; self.extents().1.elements().unwrap()];
        let input = self.inputs();
        let operands = Operands { input: &input, packed: &packed, columns: &columns, output: &mut found };
        gemm.run_winograd(&product, operands, scratch, workers);
        signed(&found)
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let (input, output) = self.extents();
        let mut expected = vec![0; output.elements().unwrap()];
        let (x, w) = (signed(&self.inputs()), signed(&self.weights()));
        let (from, to) = (View::dense(&x, input).unwrap(), ViewMut::dense(&mut expected, output).unwrap());
        self.with_rule(|rule| conv::conv_fixed_point(&self.geometry(), rule, from, &w, to));
        for isa in vectors() {
            let direct = direct(isa, self, Numbers::Signed);
            let Some(gemm) = direct.winograd_form().filter(|_| direct.is_exact(&self.weights())) else { continue };
            for workers in [&Serial as &dyn Workers, &Turns] {
                let all = gemm.scratch_len(workers);
                for most in [all, all / 2, all / 3, 0] {
                    for gemm in gemm.forms(workers, most) {
                        let scratch = gemm.scratch_len(workers);
                        prop_assert!(scratch <= most, "{} of {}", scratch, most);
                        let found = self.run(&gemm, &mut vec![0xA5; scratch], workers);
                        prop_assert_eq!(&found, &expected, "{:?}, {} threads, {}", isa.level(), workers.count(), most);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A convolution of an image of `size` × `size` pixels, `depth` input channels and `columns` output channels.
fn case(size: usize, depth: usize, columns: usize) -> Case {
    Case {
        window: window(Padding::Same, size, size).unwrap(),
        batch: 1,
        depth,
        columns,
        zero_points: (-128, 3),
        range: (-128, 127),
        extremes: None,
        seed: 7,
    }
}

fn direct(isa: Isa, case: &Case, numbers: Numbers) -> Gemm {
    let (input, output) = case.extents();
    Gemm::conv(isa, case.geometry(), input, output, numbers).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 4 } else { 256 }))]

    #[test]
    fn tiles_give_what_the_scalar_kernel_gives(case in cases()) {
        case.check()?;
    }
}

#[test]
fn the_greatest_sums_are_exact_and_greater_ones_are_refused() {
    for extremes in [(-128, -128), (-128, 127), (127, -128)] {
        Case { extremes: Some(extremes), ..case(9, 227, 20) }.check().unwrap();
    }
    for isa in vectors() {
        assert!(direct(isa, &case(9, 227, 20), Numbers::Signed).is_exact(&[]));
        assert!(!direct(isa, &case(9, 228, 20), Numbers::Signed).is_exact(&[]));
        assert!(!direct(isa, &case(9, 228, 20), Numbers::Signed).is_exact(&vec![0x80; 9 * 228 * 20]));
    }
}

#[test]
fn more_channels_are_taken_where_their_weights_are_small() {
    // One more than any weights are taken with, and as many as these, 64 on average, still allow.
    for depth in [228, 400] {
        let case = case(9, depth, 20);
        for isa in vectors() {
            assert!(direct(isa, &case, Numbers::Signed).is_exact(&case.weights()), "{isa:?} {depth}");
        }
        case.check().unwrap();
    }
    // The last output channel decides as the others do.
    let mut weights = vec![1; 9 * 228 * 20];
    weights[9 * 228 * 19..].fill(0x80);
    for isa in vectors() {
        assert!(!direct(isa, &case(9, 228, 20), Numbers::Signed).is_exact(&weights));
    }
}

#[test]
fn it_is_chosen_where_it_takes_less_time() {
    for isa in vectors().filter(|isa| isa.level() != Level::AmxInt8) {
        let chosen = |case: &Case, numbers| direct(isa, case, numbers).winograd(&[], &Serial, usize::MAX).is_some();
        assert!(chosen(&case(56, 64, 64), Numbers::Signed), "{isa:?}");
        // Several threads gain less.
        let shared = direct(isa, &case(56, 64, 64), Numbers::Signed).winograd(&[], &Turns, usize::MAX).is_some();
        assert_eq!(shared, isa.level() == Level::Avx2, "{isa:?}");
        assert!(!chosen(&case(56, 64, 64), Numbers::Unsigned), "{isa:?}");
        // Few channels, few tiles, and weights that no cache holds.
        assert!(!chosen(&case(56, 3, 16), Numbers::Signed), "{isa:?}");
        assert!(!chosen(&case(4, 64, 64), Numbers::Signed), "{isa:?}");
        assert!(!chosen(&case(30, 220, 1024), Numbers::Signed), "{isa:?}");
        let spec = |stride, dilation| WindowSpec { input: 56, filter: 3, stride, dilation };
        for other in [spec(2, 1), spec(1, 2), WindowSpec { filter: 5, ..spec(1, 1) }] {
            let window = Window::new(Padding::Same, other, other).unwrap();
            assert!(!chosen(&Case { window, ..case(56, 64, 64) }, Numbers::Signed), "{isa:?} {other:?}");
        }
    }
}

#[test]
fn with_memory_for_one_thread_one_runs() {
    let case = case(40, 16, 16);
    let (_, output) = case.extents();
    for isa in vectors() {
        let Some(gemm) = direct(isa, &case, Numbers::Signed).winograd_form() else { continue };
        let one = gemm.scratch_len(&Serial);
        assert!(one < gemm.scratch_len(&Turns));
        let expected = case.run(&gemm, &mut vec![0; gemm.scratch_len(&Turns)], &Turns);
        assert_eq!(case.run(&gemm, &mut vec![0; one], &Turns), expected);
        assert_eq!(Some(expected.len()), output.elements());
    }
}

#[test]
fn less_scratch_memory_takes_more_passes_or_the_stack() {
    for isa in vectors().filter(|isa| isa.level() == Level::Avx2) {
        let of = |case: &Case, scratch| direct(isa, case, Numbers::Signed).winograd(&[], &Serial, scratch);
        // Several chunks of tiles, whose weights are transformed once if there is room.
        let large = of(&case(56, 128, 128), usize::MAX).unwrap();
        let all = large.scratch_len(&Serial);
        let less = of(&case(56, 128, 128), all / 2).unwrap();
        assert!(less.scratch_len(&Serial) <= all / 2);
        assert!(less.winograd.unwrap().pass < large.winograd.unwrap().pass);
        // A panel of these is too large for the stack.
        assert!(of(&case(14, 220, 256), 0).is_none());
        for (size, channels) in [(32, 16), (16, 32), (8, 64)] {
            assert_eq!(of(&case(size, channels, channels), usize::MAX).unwrap().scratch_len(&Serial), 0);
        }
    }
}
