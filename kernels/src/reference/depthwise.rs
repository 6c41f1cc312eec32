//! Depthwise convolution: NHWC input, weights `[1, rows, columns, output channels]`. Output channel
//! `i × multiplier + j` sees input channel `i` only.
//!
//! Sources: `tflite/kernels/internal/reference/depthwiseconv_uint8.h`, `depthwiseconv_float.h` and
//! `integer_ops/depthwise_conv.h`.

use core::ops::Range;

use super::accumulate::{Accumulate, Finish, HybridImage, Real, Wide, narrow};
use crate::linear::{FixedPoint, Float, Hybrid};
use crate::padding::{Taps, Window};
use crate::quant::QuantizedInteger;
use crate::view::{Nhwc, View, ViewMut};

/// `i8`, `u8` or `i16` activations with 32-bit accumulators that wrap: rule **D**.
pub fn depthwise_fixed_point<X, W>(
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
        convolve(window, &narrow(parameters), parameters, (input, image), weights, (&mut output, image));
    }
}

/// [`depthwise_fixed_point`] of one output channel; the others are left alone.
pub fn depthwise_fixed_point_channel<X, W>(
    window: &Window,
    parameters: &FixedPoint<'_, i32>,
    input: View<'_, X>,
    weights: &[W],
    mut output: ViewMut<'_, X>,
    channel: usize,
) where
    X: QuantizedInteger + Into<i16>,
    W: Copy + Into<i16>,
{
    let accumulate = narrow(parameters);
    let multiplier = output.extents().channels.checked_div(input.extents().channels).unwrap_or(0);
    let Some(from) = channel.checked_div(multiplier) else { return };
    for image in 0..input.extents().batch {
        let filters = (window, &accumulate, weights);
        for_each_pixel(filters, (input, image), (&mut output, image), |patch, pixel| {
            patch.fill(parameters, channel..channel + 1, Some(from), &mut pixel[channel..=channel]);
        });
    }
}

/// `i16` activations with 64-bit accumulators: rule **S**. Zero points other than the weights' are 0.
pub fn depthwise_fixed_point_wide<B: Copy + Into<i64>>(
    window: &Window,
    parameters: &FixedPoint<'_, B>,
    input: View<'_, i16>,
    weights: &[i8],
    mut output: ViewMut<'_, i16>,
) {
    let wide = Wide { weights_zero_point: parameters.weights_zero_point };
    for image in 0..input.extents().batch {
        convolve(window, &wide, parameters, (input, image), weights, (&mut output, image));
    }
}

/// Floats.
pub fn depthwise_float(
    window: &Window,
    parameters: &Float<'_>,
    input: View<'_, f32>,
    weights: &[f32],
    mut output: ViewMut<'_, f32>,
) {
    for image in 0..input.extents().batch {
        convolve(window, &Real, parameters, (input, image), weights, (&mut output, image));
    }
}

/// A dense float input quantized image by image, `i8` weights, floats out. `quantized` is scratch for the
/// elements of one image.
pub fn depthwise_hybrid(
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
        convolve(window, &narrow, &finish, (view, 0), weights, (&mut output, image));
    }
}

/// Output channels that are summed together: their accumulators stay in registers and first-level cache.
const BLOCK: usize = 32;

fn convolve<X, W, Y, A, F>(
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
    let channels = input.extents().channels;
    let multiplier = output.extents().channels.checked_div(channels).unwrap_or(0);
    if multiplier == 0 {
        return;
    }
    for_each_pixel((window, accumulate, weights), (input, image), (output, output_image), |patch, pixel| {
        if multiplier == 1 {
            for (block, outputs) in pixel.chunks_mut(BLOCK).enumerate() {
                patch.fill(finish, block * BLOCK..block * BLOCK + outputs.len(), None, outputs);
            }
        } else {
            for (channel, outputs) in pixel.chunks_exact_mut(multiplier).enumerate() {
                for (block, outputs) in outputs.chunks_mut(BLOCK).enumerate() {
                    let first = channel * multiplier + block * BLOCK;
                    patch.fill(finish, first..first + outputs.len(), Some(channel), outputs);
                }
            }
        }
    });
}

/// Calls `fill` with every output pixel of an image and what it sees.
#[inline]
fn for_each_pixel<X: Copy, W: Copy, Y, A>(
    (window, accumulate, weights): (&Window, &A, &[W]),
    (input, image): (View<'_, X>, usize),
    (output, output_image): (&mut ViewMut<'_, Y>, usize),
    mut fill: impl FnMut(&DepthwisePatch<'_, A, X, W>, &mut [Y]),
) {
    let output_channels = output.extents().channels;
    for y in 0..window.rows.output() {
        let rows = window.rows.taps(y);
        for x in 0..window.columns.output() {
            let columns = window.columns.taps(x);
            let pixel = output.pixel(output_image, y, x);
            let patch = DepthwisePatch {
                accumulate,
                window,
                input,
                image,
                rows: &rows,
                columns: &columns,
                weights,
                output_channels,
            };
            fill(&patch, pixel);
        }
    }
}

/// The part of one image under the filter, padding cut away, and the filters.
struct DepthwisePatch<'a, A, X, W> {
    accumulate: &'a A,
    window: &'a Window,
    input: View<'a, X>,
    image: usize,
    rows: &'a Taps,
    columns: &'a Taps,
    weights: &'a [W],
    output_channels: usize,
}

impl<X: Copy, W: Copy, A: Accumulate<X, W>> DepthwisePatch<'_, A, X, W> {
    /// Fills the outputs of `channels`, at most [`BLOCK`]: each from its own input channel, or all from one.
    #[inline]
    fn fill<Y, F: Finish<A::Sum, Y>>(
        &self,
        finish: &F,
        channels: Range<usize>,
        one_input: Option<usize>,
        outputs: &mut [Y],
    ) {
        let mut sums = [A::Sum::default(); BLOCK];
        let sums = &mut sums[..channels.len()];
        for (i, tap_y) in self.rows.range.clone().enumerate() {
            let y = self.rows.input_start + i * self.window.rows.dilation();
            for (j, tap_x) in self.columns.range.clone().enumerate() {
                let x = self.columns.input_start + j * self.window.columns.dilation();
                let pixel = self.input.pixel(self.image, y, x);
                let tap = (tap_y * self.window.columns.filter() + tap_x) * self.output_channels;
                let weights = &self.weights[tap + channels.start..tap + channels.end];
                match one_input {
                    None => {
                        for ((sum, &x), &w) in sums.iter_mut().zip(&pixel[channels.clone()]).zip(weights) {
                            *sum = self.accumulate.add(*sum, x, w);
                        }
                    }
                    Some(channel) => {
                        let x = pixel[channel];
                        for (sum, &w) in sums.iter_mut().zip(weights) {
                            *sum = self.accumulate.add(*sum, x, w);
                        }
                    }
                }
            }
        }
        for ((output, channel), &sum) in outputs.iter_mut().zip(channels).zip(sums.iter()) {
            *output = finish.finish(channel, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::oracle::{Case, cases, multipliers, numbers};
    use super::*;
    use crate::quant::ClampRange;
    use proptest::prelude::*;

    /// A depthwise convolution is a grouped one with one input channel for each group; its weights have the
    /// output channel last.
    fn depthwise(case: Case) -> Case {
        let widened = if case.seed.is_multiple_of(3) { 40 } else { 1 };
        Case { groups: case.groups * case.channels.0 * widened, channels: (1, case.channels.1 % 4 + 1), ..case }
    }

    fn turned(case: &Case, weight: usize) -> usize {
        let taps = case.filter.0 * case.filter.1;
        weight % taps * case.output_channels() + weight / taps
    }

    proptest! {
        #[test]
        fn equals_the_grouped_convolution(case in cases(true)) {
            let case = depthwise(case);
            let Some(window) = case.window() else { return Ok(()) };
            let (from, to) = (case.input_extents(), case.output_extents(&window));
            let x = numbers(case.seed, from.elements().unwrap(), ClampRange::U8);
            let w = numbers(!case.seed, case.weights_len(), ClampRange::U8);
            let bias = numbers(case.seed ^ 5, case.output_channels(), ClampRange::I16);
            let multipliers = multipliers(case.output_channels());
            let mut sums = vec![0i32; to.elements().unwrap()];
            case.products(|o, i, k| sums[o] += (x[i] - 130) * (w[turned(&case, k)] - 77));
            let parameters = FixedPoint {
                input_zero_point: 130,
                weights_zero_point: 77,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: 9,
                range: ClampRange::U8,
            };
            let input: Vec<u8> = x.iter().map(|&x| x as u8).collect();
            let weights: Vec<u8> = w.iter().map(|&w| w as u8).collect();
            let mut output = vec![0u8; sums.len()];
            let (view, out) = (View::dense(&input, from).unwrap(), ViewMut::dense(&mut output, to).unwrap());
            depthwise_fixed_point(&window, &parameters, view, &weights, out);
            for (o, &sum) in sums.iter().enumerate() {
                let channel = o % case.output_channels();
                let expected = ClampRange::U8.clamp(multipliers[channel].apply(sum + bias[channel]) + 9);
                prop_assert_eq!(i32::from(output[o]), expected);
            }
        }

        #[test]
        fn floats_and_wide_sums_equal_the_grouped_convolution(case in cases(true)) {
            let case = depthwise(case);
            let Some(window) = case.window() else { return Ok(()) };
            let (from, to) = (case.input_extents(), case.output_extents(&window));
            let x = numbers(case.seed, from.elements().unwrap(), ClampRange::I16);
            let w = numbers(!case.seed, case.weights_len(), ClampRange::I8);
            let multipliers = multipliers(case.output_channels());
            let mut sums = vec![0i64; to.elements().unwrap()];
            let mut reals = vec![0f32; sums.len()];
            case.products(|o, i, k| {
                let (x, w) = (x[i], w[turned(&case, k)]);
                sums[o] += i64::from(x * w);
                reals[o] += x as f32 * (w as f32 / 3.0);
            });
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
            depthwise_fixed_point_wide(&window, &parameters, view, &weights, out);
            for (o, &sum) in sums.iter().enumerate() {
                let scaled = multipliers[o % case.output_channels()].apply_i64(sum);
                prop_assert_eq!(i32::from(output[o]), ClampRange::I16.clamp(scaled));
            }

            let input: Vec<f32> = x.iter().map(|&x| x as f32).collect();
            let weights: Vec<f32> = w.iter().map(|&w| w as f32 / 3.0).collect();
            let mut output = vec![0f32; sums.len()];
            let float = Float { bias: None, min: f32::MIN, max: f32::MAX };
            let (view, out) = (View::dense(&input, from).unwrap(), ViewMut::dense(&mut output, to).unwrap());
            depthwise_float(&window, &float, view, &weights, out);
            prop_assert_eq!(output, reals);
        }
    }
}
