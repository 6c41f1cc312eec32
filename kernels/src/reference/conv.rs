//! Two-dimensional convolution, grouped and dilated: NHWC input, OHWI weights.
//!
//! Sources: `tflite/kernels/internal/reference/conv.h` and `integer_ops/conv.h`. Taps outside the input
//! contribute nothing. Sums run through filter rows, filter columns and channels in that order, so float
//! results equal the reference's bit for bit wherever it adds in order too.

use super::accumulate::{Accumulate, Finish, HybridImage, Patch, Real, Wide, fill_channels, narrow};
use crate::linear::{ConvGeometry, FixedPoint, Float, Hybrid};
use crate::padding::{Taps, Window};
use crate::quant::QuantizedInteger;
use crate::view::{Nhwc, View, ViewMut};

/// `i8`, `u8` or `i16` activations with 32-bit accumulators that wrap: rule **D**.
pub fn conv_fixed_point<X, W>(
    geometry: &ConvGeometry,
    parameters: &FixedPoint<'_, i32>,
    input: View<'_, X>,
    weights: &[W],
    mut output: ViewMut<'_, X>,
) where
    X: QuantizedInteger + Into<i16>,
    W: Copy + Into<i16>,
{
    for image in 0..input.extents().batch {
        convolve(geometry, &narrow(parameters), parameters, (input, image), weights, (&mut output, image));
    }
}

/// `i16` activations with 64-bit accumulators: rule **S**. Zero points other than the weights' are 0.
pub fn conv_fixed_point_wide<B: Copy + Into<i64>>(
    geometry: &ConvGeometry,
    parameters: &FixedPoint<'_, B>,
    input: View<'_, i16>,
    weights: &[i8],
    mut output: ViewMut<'_, i16>,
) {
    let wide = Wide { weights_zero_point: parameters.weights_zero_point };
    for image in 0..input.extents().batch {
        convolve(geometry, &wide, parameters, (input, image), weights, (&mut output, image));
    }
}

/// Floats.
pub fn conv_float(
    geometry: &ConvGeometry,
    parameters: &Float<'_>,
    input: View<'_, f32>,
    weights: &[f32],
    mut output: ViewMut<'_, f32>,
) {
    for image in 0..input.extents().batch {
        convolve(geometry, &Real, parameters, (input, image), weights, (&mut output, image));
    }
}

/// A dense float input quantized image by image, `i8` weights, floats out. `quantized` is scratch for the
/// elements of one image.
pub fn conv_hybrid(
    geometry: &ConvGeometry,
    parameters: &Hybrid<'_>,
    (input, extents): (&[f32], Nhwc),
    weights: &[i8],
    mut output: ViewMut<'_, f32>,
    quantized: &mut [i8],
) {
    let extents = Nhwc { batch: 1, ..extents };
    for (image, values) in input.chunks_exact(quantized.len().max(1)).enumerate() {
        let (narrow, finish) = HybridImage::new(parameters, values, quantized);
        let Some(view) = View::dense(&*quantized, extents) else { return };
        convolve(geometry, &narrow, &finish, (view, 0), weights, (&mut output, image));
    }
}

/// The walk of the filter over one image of the input, into one of the output.
fn convolve<X, W, Y, A, F>(
    geometry: &ConvGeometry,
    accumulate: &A,
    finish: &F,
    (input, image): (View<'_, X>, usize),
    weights: &[W],
    (output, output_image): (&mut ViewMut<'_, Y>, usize),
) where
    X: Copy,
    W: Copy,
    A: Accumulate<X, W>,
    F: Finish<A::Sum, Y>,
{
    let Window { rows, columns } = geometry.window;
    let filter_channels = input.extents().channels / geometry.groups;
    let filters_per_group = output.extents().channels / geometry.groups;
    let filter_length = rows.filter() * columns.filter() * filter_channels;
    if filters_per_group == 0 || filter_length == 0 {
        return;
    }
    // A row of taps is one run of memory when nothing lies between its pixels.
    let runs = columns.dilation() == 1 && geometry.groups == 1 && input.strides().pixel == filter_channels;
    for y in 0..rows.output() {
        let row_taps = rows.taps(y);
        for x in 0..columns.output() {
            let column_taps = columns.taps(x);
            let pixel = output.pixel(output_image, y, x);
            let groups =
                weights.chunks_exact(filters_per_group * filter_length).zip(pixel.chunks_exact_mut(filters_per_group));
            for (group, (filters, outputs)) in groups.enumerate() {
                let patch = ConvPatch {
                    accumulate,
                    window: &geometry.window,
                    input,
                    image,
                    rows: &row_taps,
                    columns: &column_taps,
                    first_channel: group * filter_channels,
                    filter_channels,
                    runs,
                };
                fill_channels(&patch, finish, filters, filter_length, group * filters_per_group, outputs);
            }
        }
    }
}

/// The part of one image under the filter, padding cut away.
struct ConvPatch<'a, A, X> {
    accumulate: &'a A,
    window: &'a Window,
    input: View<'a, X>,
    image: usize,
    rows: &'a Taps,
    columns: &'a Taps,
    first_channel: usize,
    filter_channels: usize,
    runs: bool,
}

impl<X: Copy, W: Copy, A: Accumulate<X, W>> Patch<W> for ConvPatch<'_, A, X> {
    type Sum = A::Sum;

    #[inline]
    fn sums<const ROWS: usize>(&self, filters: [&[W]; ROWS]) -> [A::Sum; ROWS] {
        let mut sums = [A::Sum::default(); ROWS];
        if self.columns.range.is_empty() {
            return sums;
        }
        let Window { rows, columns } = self.window;
        let strides = self.input.strides();
        for (i, tap_y) in self.rows.range.clone().enumerate() {
            let y = self.rows.input_start + i * rows.dilation();
            let row = self.image * strides.image + y * strides.row + self.first_channel;
            let mut input = row + self.columns.input_start * strides.pixel;
            let mut weight = (tap_y * columns.filter() + self.columns.range.start) * self.filter_channels;
            let (taps, length) = if self.runs {
                (1, self.columns.range.len() * self.filter_channels)
            } else {
                (self.columns.range.len(), self.filter_channels)
            };
            for _ in 0..taps {
                let inputs = &self.input.data()[input..input + length];
                self.accumulate.dot_rows(&mut sums, inputs, filters.map(|filter| &filter[weight..weight + length]));
                input += columns.dilation() * strides.pixel;
                weight += length;
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::super::hybrid;
    use super::super::oracle::{Case, cases, multipliers, numbers};
    use super::*;
    use crate::linear::HybridInput;
    use crate::quant::ClampRange;
    use crate::view::Strides;
    use proptest::prelude::*;

    const BIAS: ClampRange = ClampRange { min: -5000, max: 5000 };

    /// Sums of `(x − x_zero)(w − w_zero)` for every output.
    fn sums(case: &Case, outputs: usize, x: &[i32], x_zero: i32, w: &[i32], w_zero: i32) -> Vec<i64> {
        let mut sums = vec![0i64; outputs];
        case.products(|o, i, k| sums[o] += i64::from(x[i] - x_zero) * i64::from(w[k] - w_zero));
        sums
    }

    fn check_narrow<X, W>(case: &Case, zero_points: (i16, i16))
    where
        X: QuantizedInteger + Into<i16> + Default + core::fmt::Debug,
        W: QuantizedInteger + Into<i16>,
    {
        let Some(window) = case.window() else { return };
        let extents = case.output_extents(&window);
        let outputs = extents.elements().unwrap();
        let x = numbers(case.seed, case.input_extents().elements().unwrap(), X::RANGE);
        let w = numbers(!case.seed, case.weights_len(), W::RANGE);
        let bias = numbers(case.seed ^ 7, case.output_channels(), BIAS);
        let multipliers = multipliers(case.output_channels());
        let parameters = FixedPoint {
            input_zero_point: zero_points.0,
            weights_zero_point: zero_points.1,
            bias: Some(&bias),
            multipliers: &multipliers,
            output_zero_point: 3,
            range: ClampRange { min: X::RANGE.min + 1, max: X::RANGE.max - 2 },
        };
        let input: Vec<X> = x.iter().map(|&x| X::from_clamped(x)).collect();
        let weights: Vec<W> = w.iter().map(|&w| W::from_clamped(w)).collect();
        let mut output = vec![X::default(); outputs];
        conv_fixed_point(
            &ConvGeometry { window, groups: case.groups },
            &parameters,
            View::dense(&input, case.input_extents()).unwrap(),
            &weights,
            ViewMut::dense(&mut output, extents).unwrap(),
        );
        let sums = sums(case, outputs, &x, zero_points.0.into(), &w, zero_points.1.into());
        for (o, (&sum, &found)) in sums.iter().zip(&output).enumerate() {
            let channel = o % case.output_channels();
            let scaled = multipliers[channel].apply((sum as i32).wrapping_add(bias[channel]));
            let expected: i32 = parameters.range.clamp(scaled + 3);
            let found: i32 = found.into();
            assert_eq!(found, expected, "output {o} of {case:?}");
        }
    }

    proptest! {
        #[test]
        fn eight_bits_equal_the_naive_convolution(case in cases(true), x: i8, w: u8) {
            check_narrow::<i8, i8>(&case, (x.into(), 0));
            check_narrow::<u8, u8>(&case, (w.into(), w.into()));
        }

        #[test]
        fn sixteen_bits_with_a_narrow_sum_equal_the_naive_convolution(case in cases(true)) {
            check_narrow::<i16, i8>(&case, (0, 0));
        }

        #[test]
        fn sixteen_bits_with_a_wide_sum_equal_the_naive_convolution(case in cases(true)) {
            let Some(window) = case.window() else { return Ok(()) };
            let extents = case.output_extents(&window);
            let mut output = vec![0i16; extents.elements().unwrap()];
            let x = numbers(case.seed, case.input_extents().elements().unwrap(), ClampRange::I16);
            let w = numbers(!case.seed, case.weights_len(), ClampRange::I8);
            let bias: Vec<i64> = (0..case.output_channels() as i64).map(|i| (i - 3) << 34).collect();
            let multipliers = multipliers(case.output_channels());
            let parameters = FixedPoint {
                input_zero_point: 0,
                weights_zero_point: 0,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: 0,
                range: ClampRange::I16,
            };
            let input: Vec<i16> = x.iter().map(|&x| x as i16).collect();
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            conv_fixed_point_wide(
                &ConvGeometry { window, groups: case.groups },
                &parameters,
                View::dense(&input, case.input_extents()).unwrap(),
                &weights,
                ViewMut::dense(&mut output, extents).unwrap(),
            );
            for (o, sum) in sums(&case, output.len(), &x, 0, &w, 0).into_iter().enumerate() {
                let channel = o % case.output_channels();
                let scaled = multipliers[channel].apply_i64(sum + bias[channel]);
                prop_assert_eq!(i32::from(output[o]), ClampRange::I16.clamp(scaled));
            }
        }

        #[test]
        fn floats_equal_the_sums_in_order(case in cases(true)) {
            let Some(window) = case.window() else { return Ok(()) };
            let extents = case.output_extents(&window);
            let mut output = vec![0f32; extents.elements().unwrap()];
            let real = |x: &i32| *x as f32 / 7.0;
            let x: Vec<f32> =
                numbers(case.seed, case.input_extents().elements().unwrap(), BIAS).iter().map(real).collect();
            let w: Vec<f32> = numbers(!case.seed, case.weights_len(), BIAS).iter().map(real).collect();
            let bias: Vec<f32> = numbers(!case.seed, case.output_channels(), BIAS).iter().map(real).collect();
            conv_float(
                &ConvGeometry { window, groups: case.groups },
                &Float { bias: Some(&bias), min: -1e6, max: 1e6 },
                View::dense(&x, case.input_extents()).unwrap(),
                &w,
                ViewMut::dense(&mut output, extents).unwrap(),
            );
            let mut expected = vec![0f32; output.len()];
            case.products(|o, i, k| expected[o] += x[i] * w[k]);
            for (o, sum) in expected.iter_mut().enumerate() {
                *sum = (*sum + bias[o % case.output_channels()]).clamp(-1e6, 1e6);
            }
            prop_assert_eq!(output, expected);
        }

        #[test]
        fn hybrid_equals_its_definition(case in cases(true), symmetric: bool) {
            let Some(window) = case.window() else { return Ok(()) };
            let extents = case.output_extents(&window);
            let mut output = vec![0f32; extents.elements().unwrap()];
            let real = |x: &i32| *x as f32 / 7.0;
            let elements = case.input_extents().elements().unwrap();
            let input: Vec<f32> = numbers(case.seed, elements, BIAS).iter().map(real).collect();
            let w = numbers(!case.seed, case.weights_len(), ClampRange::I8);
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            let scales: Vec<f32> = (1..=case.output_channels()).map(|i| i as f32 / 64.0).collect();
            let quantize = if symmetric { HybridInput::Symmetric } else { HybridInput::Asymmetric };
            let parameters = Hybrid { quantize, in_steps: false, weights_scales: &scales, bias: None, min: 0.0, max: f32::MAX };
            let mut quantized = vec![0i8; elements / case.batch];
            conv_hybrid(
                &ConvGeometry { window, groups: case.groups },
                &parameters,
                (&input, case.input_extents()),
                &weights,
                ViewMut::dense(&mut output, extents).unwrap(),
                &mut quantized,
            );
            let per_image = output.len() / case.batch;
            for (image, values) in input.chunks_exact(quantized.len()).enumerate() {
                let found = hybrid::quantize(quantize, values, &mut quantized);
                let x: Vec<i32> = quantized.iter().map(|&x| x.into()).collect();
                let sums = sums(&Case { batch: 1, ..case }, per_image, &x, found.zero_point.into(), &w, 0);
                for (o, &sum) in sums.iter().enumerate() {
                    let scale = scales[o % case.output_channels()] * found.scale;
                    prop_assert_eq!(output[image * per_image + o], (sum as f32 * scale).max(0.0));
                }
            }
        }
    }

    #[test]
    fn sums_wrap_like_the_reference() {
        // 2^17 products of 255 × 255 exceed i32: a debug build must not panic.
        let (input, weights) = (vec![255u8; 1 << 17], vec![255u8; 1 << 17]);
        let mut output = [0u8];
        let window = Case {
            same: false,
            batch: 1,
            input: (1, 1),
            filter: (1, 1),
            stride: (1, 1),
            dilation: (1, 1),
            groups: 1,
            channels: (1 << 17, 1),
            seed: 0,
        }
        .window()
        .unwrap();
        let parameters = FixedPoint {
            input_zero_point: 0,
            weights_zero_point: 0,
            bias: None,
            multipliers: &multipliers(1),
            output_zero_point: 0,
            range: ClampRange::U8,
        };
        conv_fixed_point(
            &ConvGeometry { window, groups: 1 },
            &parameters,
            View::dense(&input, Nhwc::new(1, 1, 1, 1 << 17)).unwrap(),
            &weights,
            ViewMut::dense(&mut output, Nhwc::new(1, 1, 1, 1)).unwrap(),
        );
        // 2^17 × 65025 ≡ −67108864 (mod 2^32).
        assert_eq!(output, [0]);
    }

    #[test]
    fn rows_with_a_border_are_read_and_written_in_place() {
        // A 2×2 image inside rows of three pixels of three values, of which two are the channels.
        let input: Vec<i8> = (0..18).collect();
        let strides = Strides { pixel: 3, row: 9, image: 18 };
        let mut output = [99i8; 10];
        let case = Case {
            same: false,
            batch: 1,
            input: (2, 2),
            filter: (2, 1),
            stride: (1, 1),
            dilation: (1, 1),
            groups: 1,
            channels: (2, 1),
            seed: 0,
        };
        let unit = [crate::quant::Multiplier::from_real(1.0)];
        conv_fixed_point(
            &ConvGeometry { window: case.window().unwrap(), groups: 1 },
            &FixedPoint {
                input_zero_point: 0,
                weights_zero_point: 0,
                bias: None,
                multipliers: &unit,
                output_zero_point: 0,
                range: ClampRange::I8,
            },
            View::strided(&input, Nhwc::new(1, 2, 2, 2), strides).unwrap(),
            &[1i8, 2, 0, 1],
            ViewMut::strided(&mut output, Nhwc::new(1, 1, 2, 1), Strides { pixel: 4, row: 8, image: 8 }).unwrap(),
        );
        // 0 + 2×1 + 10 and 3 + 2×4 + 13; everything between stays.
        assert_eq!(output, [12, 99, 99, 99, 24, 99, 99, 99, 99, 99]);
    }
}
