//! Depthwise convolutions of floats whose windows overlap as networks have them, three or five columns a pixel or two
//! apart: strips of a row of outputs, which read every input column once. Sums are fused.

use super::float::{ByChannels, Drive};
use crate::simd::{Simd, SimdTask, unrolled};
use core::ops::Range;

/// Some rows of all images, of filters of `COLUMNS` columns.
pub(super) struct Strips<'a, const COLUMNS: usize, const STRIDE: usize>(pub(super) Drive<'a>, pub(super) Range<usize>);

/// One row of outputs.
struct Row<'a> {
    drive: Drive<'a>,
    /// The inputs of the first filter row inside the image.
    input: *const f32,
    /// Its weights.
    weights: *const f32,
    /// Filter rows inside the image.
    taps: usize,
    /// The row's outputs.
    output: *mut f32,
}

impl<S: Simd, const COLUMNS: usize, const STRIDE: usize> SimdTask<S> for Strips<'_, COLUMNS, STRIDE> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        self.all_channels(simd, self.0.depthwise.output.channels);
    }
}

impl<S: Simd, const COLUMNS: usize, const STRIDE: usize> ByChannels<S> for Strips<'_, COLUMNS, STRIDE> {
    #[inline(always)]
    fn channels<const VECTORS: usize>(&self, simd: S, channel: usize) {
        let Self(drive, rows) = self;
        let (window, input, output) = (&drive.depthwise.window, drive.depthwise.input, drive.depthwise.output);
        let line = output.width * output.channels;
        for row in rows.clone() {
            let (image, y) = (row / output.height, row % output.height);
            let taps = window.rows.taps(y);
            let first = (image * input.height + taps.input_start) * input.width * input.channels + channel;
            let row = Row {
                drive: *drive,
                input: drive.input.as_ptr().wrapping_add(first),
                weights: drive.weights.as_ptr().wrapping_add(taps.range.start * COLUMNS * output.channels + channel),
                taps: taps.range.len(),
                output: drive.output.0.wrapping_add(row * line + channel),
            };
            let bias = drive.parameters.bias.map(|bias| bias[channel..].as_ptr());
            // As many pixels as registers hold sums of.
            match output.width {
                8.. if S::LANES == 16 && STRIDE == 1 => row.walk::<S, 8, VECTORS, COLUMNS, STRIDE>(simd, bias),
                4.. => row.walk::<S, 4, VECTORS, COLUMNS, STRIDE>(simd, bias),
                _ => row.walk::<S, 1, VECTORS, COLUMNS, STRIDE>(simd, bias),
            }
        }
    }
}

impl Row<'_> {
    /// All pixels, `COUNT` at a time.
    #[inline(always)]
    fn walk<S: Simd, const COUNT: usize, const VECTORS: usize, const COLUMNS: usize, const STRIDE: usize>(
        &self,
        simd: S,
        bias: Option<*const f32>,
    ) {
        let width = self.drive.depthwise.output.width;
        for x in (0..width).step_by(COUNT) {
            // The last strip overlaps the one before it.
            self.strip::<S, COUNT, VECTORS, COLUMNS, STRIDE>(simd, x.min(width - COUNT), bias);
        }
    }

    /// `VECTORS` vectors of channels of the `COUNT` pixels from `x` on.
    #[inline(always)]
    fn strip<S: Simd, const COUNT: usize, const VECTORS: usize, const COLUMNS: usize, const STRIDE: usize>(
        &self,
        simd: S,
        x: usize,
        bias: Option<*const f32>,
    ) {
        let Drive { depthwise, parameters, .. } = self.drive;
        let (channels, columns) = (depthwise.output.channels, depthwise.window.columns);
        let span = (COUNT - 1) * STRIDE + COLUMNS;
        // Columns of the strip that lie in the image.
        let left = x * STRIDE;
        let inside =
            columns.pad_before().saturating_sub(left)..(columns.input() + columns.pad_before()).saturating_sub(left);
        let below = depthwise.window.rows.dilation() * columns.input() * channels;
        let mut input = self.input.wrapping_add(left * channels).wrapping_sub(columns.pad_before() * channels);
        let mut tap = self.weights;
        let mut sums = [[simd.splat(0); VECTORS]; COUNT];
        for _ in 0..self.taps {
            let mut weights = [[simd.splat(0); VECTORS]; COLUMNS];
            for weights in &mut weights {
                for (vector, weight) in weights.iter_mut().enumerate() {
                    // SAFETY: taps lie in the filter, whose length `FloatDepthwise::run` checked; channels are those of
                    // a pixel.
                    *weight = unsafe { simd.load(tap.add(vector * S::LANES).cast()) };
                }
                tap = tap.wrapping_add(channels);
            }
            unrolled!(column < span {
                if inside.contains(&column) {
                    for vector in 0..VECTORS {
                        let place = input.wrapping_add(column * channels + vector * S::LANES);
                        // SAFETY: the column lies in the image, whose length was checked, and so does the row.
                        let pixel = unsafe { simd.load(place.cast()) };
                        for (place, sums) in sums.iter_mut().enumerate() {
                            if place * STRIDE <= column && column < place * STRIDE + COLUMNS {
                                let weight = weights[column - place * STRIDE][vector];
                                sums[vector] = simd.fused_multiply_add(sums[vector], pixel, weight);
                            }
                        }
                    }
                }
            });
            input = input.wrapping_add(below);
        }
        for (place, sums) in sums.into_iter().enumerate() {
            for (vector, sum) in sums.into_iter().enumerate() {
                let bias = match bias {
                    // SAFETY: channels are those of a pixel, and the bias was found to have as many.
                    Some(bias) => unsafe { simd.load(bias.add(vector * S::LANES).cast()) },
                    None => simd.splat(0),
                };
                // The bias comes last, as in the reference.
                let sum = simd.multiply_add(bias, sum, simd.splat(1f32.to_bits().cast_signed()));
                let sum = simd.clamp(sum, parameters.min, parameters.max);
                let to = self.output.wrapping_add((x + place) * channels + vector * S::LANES);
                // SAFETY: channels of a pixel of the output, whose length was checked; each part has rows of its own.
                unsafe { simd.store(sum, to.cast(), S::LANES) };
            }
        }
    }
}
