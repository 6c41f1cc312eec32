//! Transposed convolution: NHWC input, OHWI weights.
//!
//! Sources: `tflite/kernels/internal/reference/transpose_conv.h` and `integer_ops/transpose_conv.h`. Those
//! scatter each input pixel into a buffer of sums; here each output pixel gathers the input pixels that
//! reach it, in the same order, which needs no buffer and gives the same bits (hybrid aside, whose products
//! the reference rescales one by one: our integer sum is rescaled once).

use super::accumulate::{Accumulate, Finish, HybridImage, Patch, Real, Wide, fill_channels, narrow};
use crate::linear::{FixedPoint, Float, Hybrid};
use crate::padding::{Sources, Window};
use crate::quant::QuantizedInteger;
use crate::view::{Nhwc, View, ViewMut};

/// `i8`, `u8` or `i16` activations with 32-bit accumulators that wrap: rule **D**.
///
/// `window` is that of the convolution from the output back to the input.
pub fn transpose_conv_fixed_point<X, W>(
    window: &Window,
    parameters: &FixedPoint<'_, i32>,
    input: View<'_, X>,
    weights: &[W],
    mut output: ViewMut<'_, X>,
) where
    X: QuantizedInteger + Into<i16>,
    W: Copy + Into<i16>,
{
    for image in 0..input.extents().batch {
        gather(window, &narrow(parameters), parameters, (input, image), weights, (&mut output, image));
    }
}

/// `i16` activations with 64-bit accumulators: rule **S**. Zero points other than the weights' are 0.
pub fn transpose_conv_fixed_point_wide<B: Copy + Into<i64>>(
    window: &Window,
    parameters: &FixedPoint<'_, B>,
    input: View<'_, i16>,
    weights: &[i8],
    mut output: ViewMut<'_, i16>,
) {
    let wide = Wide { weights_zero_point: parameters.weights_zero_point };
    for image in 0..input.extents().batch {
        gather(window, &wide, parameters, (input, image), weights, (&mut output, image));
    }
}

/// Floats.
pub fn transpose_conv_float(
    window: &Window,
    parameters: &Float<'_>,
    input: View<'_, f32>,
    weights: &[f32],
    mut output: ViewMut<'_, f32>,
) {
    for image in 0..input.extents().batch {
        gather(window, &Real, parameters, (input, image), weights, (&mut output, image));
    }
}

/// A dense float input quantized image by image, `i8` weights, floats out. `quantized` is scratch for the
/// elements of one image.
pub fn transpose_conv_hybrid(
    window: &Window,
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
        gather(window, &narrow, &finish, (view, 0), weights, (&mut output, image));
    }
}

fn gather<X, W, Y, A, F>(
    window: &Window,
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
    let extents = output.extents();
    let filter_length = window.rows.filter() * window.columns.filter() * input.extents().channels;
    if filter_length == 0 {
        return;
    }
    for y in 0..extents.height {
        let rows = window.rows.sources(y);
        for x in 0..extents.width {
            let columns = window.columns.sources(x);
            let patch = TransposedPatch { accumulate, window, input, image, rows: &rows, columns: &columns };
            fill_channels(&patch, finish, weights, filter_length, 0, output.pixel(output_image, y, x));
        }
    }
}

/// The input pixels of one image that reach an output pixel.
struct TransposedPatch<'a, A, X> {
    accumulate: &'a A,
    window: &'a Window,
    input: View<'a, X>,
    image: usize,
    rows: &'a Sources,
    columns: &'a Sources,
}

impl<X: Copy, W: Copy, A: Accumulate<X, W>> Patch<W> for TransposedPatch<'_, A, X> {
    type Sum = A::Sum;

    #[inline]
    fn sums<const ROWS: usize>(&self, filters: [&[W]; ROWS]) -> [A::Sum; ROWS] {
        let mut sums = [A::Sum::default(); ROWS];
        let Window { rows, columns } = self.window;
        let channels = self.input.extents().channels;
        for (i, y) in self.rows.windows.clone().enumerate() {
            let tap_y = self.rows.first_tap - i * rows.stride();
            for (j, x) in self.columns.windows.clone().enumerate() {
                let tap_x = self.columns.first_tap - j * columns.stride();
                let weight = (tap_y * columns.filter() + tap_x) * channels;
                let inputs = self.input.pixel(self.image, y, x);
                self.accumulate.dot_rows(&mut sums, inputs, filters.map(|filter| &filter[weight..weight + channels]));
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::super::oracle::{Case, cases, multipliers, numbers};
    use super::*;
    use crate::quant::ClampRange;
    use proptest::prelude::*;

    /// The case read backwards: its output is the transposed convolution's input. Weights are then OHWI with
    /// the case's input channels as O, so the oracle's weight index is turned round.
    fn turned(case: &Case, weight: usize) -> usize {
        let taps = case.filter.0 * case.filter.1;
        let (o, rest) = (weight / (taps * case.channels.0), weight % (taps * case.channels.0));
        let (tap, c) = (rest / case.channels.0, rest % case.channels.0);
        (c * taps + tap) * case.channels.1 + o
    }

    proptest! {
        #[test]
        fn equals_the_scattered_sums(case in cases(false)) {
            let case = Case { groups: 1, ..case };
            let Some(window) = case.window() else { return Ok(()) };
            let (from, to) = (case.output_extents(&window), case.input_extents());
            let x = numbers(case.seed, from.elements().unwrap(), ClampRange::I8);
            let w = numbers(!case.seed, case.weights_len(), ClampRange::I8);
            let bias = numbers(case.seed ^ 5, case.channels.0, ClampRange::I16);
            let multipliers = multipliers(case.channels.0);
            let mut sums = vec![0i32; to.elements().unwrap()];
            case.products(|o, i, k| sums[i] += (x[o] - 11) * w[turned(&case, k)]);
            let parameters = FixedPoint {
                input_zero_point: 11,
                weights_zero_point: 0,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: -4,
                range: ClampRange::I8,
            };
            let input: Vec<i8> = x.iter().map(|&x| x as i8).collect();
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            let mut output = vec![0i8; sums.len()];
            let (view, out) = (View::dense(&input, from).unwrap(), ViewMut::dense(&mut output, to).unwrap());
            transpose_conv_fixed_point(&window, &parameters, view, &weights, out);
            for (i, &sum) in sums.iter().enumerate() {
                let channel = i % case.channels.0;
                let expected = ClampRange::I8.clamp(multipliers[channel].apply(sum + bias[channel]) - 4);
                prop_assert_eq!(i32::from(output[i]), expected);
            }
        }

        #[test]
        fn sixteen_bits_sum_in_64(case in cases(false)) {
            let case = Case { groups: 1, ..case };
            let Some(window) = case.window() else { return Ok(()) };
            let (from, to) = (case.output_extents(&window), case.input_extents());
            let x = numbers(case.seed, from.elements().unwrap(), ClampRange::I16);
            let w = numbers(!case.seed, case.weights_len(), ClampRange::I8);
            let multipliers = multipliers(case.channels.0);
            let mut sums = vec![0i64; to.elements().unwrap()];
            case.products(|o, i, k| sums[i] += i64::from(x[o] * w[turned(&case, k)]));
            let parameters = FixedPoint::<i64> {
                input_zero_point: 0,
                weights_zero_point: 0,
                bias: None,
                multipliers: &multipliers,
                output_zero_point: 0,
                range: ClampRange::I16,
            };
            let input: Vec<i16> = x.iter().map(|&x| x as i16).collect();
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            let mut output = vec![0i16; sums.len()];
            let (view, out) = (View::dense(&input, from).unwrap(), ViewMut::dense(&mut output, to).unwrap());
            transpose_conv_fixed_point_wide(&window, &parameters, view, &weights, out);
            for (i, &sum) in sums.iter().enumerate() {
                let expected = ClampRange::I16.clamp(multipliers[i % case.channels.0].apply_i64(sum));
                prop_assert_eq!(i32::from(output[i]), expected);
            }
        }

        #[test]
        fn floats_equal_the_scattered_sums_in_order(case in cases(false)) {
            let case = Case { groups: 1, ..case };
            let Some(window) = case.window() else { return Ok(()) };
            let (from, to) = (case.output_extents(&window), case.input_extents());
            let real = |x: &i32| *x as f32 / 3.0;
            let x: Vec<f32> = numbers(case.seed, from.elements().unwrap(), ClampRange::I8).iter().map(real).collect();
            let w: Vec<f32> = numbers(!case.seed, case.weights_len(), ClampRange::I8).iter().map(real).collect();
            let mut sums = vec![0f32; to.elements().unwrap()];
            case.products(|o, i, k| sums[i] += x[o] * w[turned(&case, k)]);
            let mut output = vec![0f32; sums.len()];
            let float = Float { bias: None, min: f32::MIN, max: f32::MAX };
            let (view, out) = (View::dense(&x, from).unwrap(), ViewMut::dense(&mut output, to).unwrap());
            transpose_conv_float(&window, &float, view, &w, out);
            prop_assert_eq!(output, sums);
        }
    }
}
