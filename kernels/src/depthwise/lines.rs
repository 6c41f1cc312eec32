//! Depthwise convolutions of floats with few channels, or with several output channels of each input channel: the pixels
//! of a line lie side by side, and a vector holds several of them.
//!
//! The lines that a row of outputs reads lie in a ring on the stack: each channel as often as it has outputs, zeros for the
//! padding, and columns that are a stride apart side by side, so that what neighbouring outputs read of one tap is one run
//! of floats. Weights are repeated, so that a vector finds its own wherever it begins in a pixel. Padding beside a line is
//! multiplied too, which changes nothing while weights are finite.

use super::drive::Output;
use crate::linear::Float;
use crate::padding::Window;
use crate::simd::{Simd, SimdTask};
use crate::view::Nhwc;
use core::ops::Range;

/// Floats on the stack.
const MEMORY: usize = 12 << 10;

/// Most columns of a filter.
const COLUMNS: usize = 32;

/// Most vectors that are computed together.
const VECTORS: usize = 4;

/// Most lanes of a vector.
const LANES: usize = 16;

/// How lines and weights lie in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines {
    window: Window,
    input: Nhwc,
    output: Nhwc,
    /// Columns that are a stride apart, of a line.
    columns: usize,
    /// Lines of the ring.
    ring: usize,
    /// Floats of the memory that rows are computed in.
    pub(super) floats: usize,
}

impl Lines {
    /// `None` where the memory does not hold them.
    pub(super) fn new(window: Window, input: Nhwc, output: Nhwc) -> Option<Self> {
        let Window { rows, columns } = window;
        let reach = (columns.filter() - 1).checked_mul(columns.dilation())?;
        let ring = (rows.filter() - 1).checked_mul(rows.dilation())?.checked_add(1)?;
        let lines = Self { window, input, output, columns: output.width + reach / columns.stride(), ring, floats: 0 };
        let line = lines.columns.checked_mul(columns.stride())?.checked_mul(output.channels)?;
        let weights = (rows.filter() * columns.filter() + 1).checked_mul(output.channels + LANES)?;
        let floats = ring.checked_mul(line)?.checked_add(weights)?.checked_add(VECTORS * LANES)?;
        (floats <= MEMORY && columns.filter() <= COLUMNS).then_some(Self { floats, ..lines })
    }

    /// Floats of a line.
    fn line(&self) -> usize {
        self.columns * self.window.columns.stride() * self.output.channels
    }

    /// Floats that the weights of a tap take, or the bias.
    fn tap(&self) -> usize {
        self.output.channels + LANES
    }

    /// Where in a line a tap's inputs begin.
    fn places(&self) -> [usize; COLUMNS] {
        let (stride, dilation) = (self.window.columns.stride(), self.window.columns.dilation());
        core::array::from_fn(|tap| {
            let column = tap * dilation;
            (column % stride * self.columns + column / stride) * self.output.channels
        })
    }

    /// Copies line `y` of an image.
    fn copy(&self, image: &[f32], y: usize, line: &mut [f32]) {
        let Nhwc { width, channels, .. } = self.input;
        let (stride, before) = (self.window.columns.stride(), self.window.columns.pad_before());
        let multiplier = self.output.channels / channels;
        let from = &image[y * width * channels..(y + 1) * width * channels];
        if stride == 1 && multiplier == 1 {
            let to = &mut line[before * channels..];
            let count = from.len().min(to.len());
            to[..count].copy_from_slice(&from[..count]);
            return;
        }
        let (mut phase, mut column) = (before % stride, before / stride);
        for pixel in from.chunks_exact(channels) {
            if column < self.columns {
                let start = (phase * self.columns + column) * self.output.channels;
                let to = &mut line[start..start + self.output.channels];
                for (to, &channel) in to.chunks_exact_mut(multiplier).zip(pixel) {
                    to.fill(channel);
                }
            }
            phase += 1;
            if phase == stride {
                (phase, column) = (0, column + 1);
            }
        }
    }
}

/// Some rows of all images.
pub(super) struct LineRows<'a, const FUSED: bool> {
    pub(super) lines: &'a Lines,
    pub(super) parameters: &'a Float<'a>,
    pub(super) input: &'a [f32],
    /// Finite.
    pub(super) weights: &'a [f32],
    pub(super) output: Output<f32>,
    pub(super) rows: Range<usize>,
    /// As many zeros as `lines.floats` says.
    pub(super) memory: &'a mut [f32],
}

impl<S: Simd, const FUSED: bool> SimdTask<S> for LineRows<'_, FUSED> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { lines, parameters, input, rows, memory, .. } = self;
        let Lines { window, input: extents, output, ring, .. } = *lines;
        let taps = window.rows.filter() * window.columns.filter();
        let (repeated, memory) = memory.split_at_mut((taps + 1) * lines.tap());
        let (weights, bias) = repeated.split_at_mut(taps * lines.tap());
        for (repeated, weights) in weights.chunks_exact_mut(lines.tap()).zip(self.weights.chunks_exact(output.channels))
        {
            repeat(weights, repeated);
        }
        if let Some(of_channels) = parameters.bias {
            repeat(&of_channels[..output.channels], bias);
        }
        let places = lines.places();
        let (mut image, mut next) = (usize::MAX, 0);
        for row in rows.clone() {
            let y = row % output.height;
            if image != row / output.height {
                (image, next) = (row / output.height, 0);
            }
            let pixels = &input[image * extents.height * extents.width * extents.channels..];
            // Lines by their place in the padded image.
            let first = y * window.rows.stride();
            for line in first.max(next)..first + ring {
                if let Some(inside) = line.checked_sub(window.rows.pad_before()).filter(|&line| line < extents.height) {
                    let place = line % ring * lines.line();
                    lines.copy(pixels, inside, &mut memory[place..place + lines.line()]);
                }
            }
            next = first + ring;
            let row = Row::<FUSED> {
                lines,
                parameters,
                memory: memory.as_ptr(),
                weights: weights.as_ptr(),
                bias: bias.as_ptr(),
                places: &places,
                taps: window.rows.taps(y).range,
                first,
                output: self.output.0.wrapping_add(row * output.width * output.channels),
            };
            row.run(simd);
        }
    }
}

/// A row of outputs.
struct Row<'a, const FUSED: bool> {
    lines: &'a Lines,
    parameters: &'a Float<'a>,
    /// The ring.
    memory: *const f32,
    /// Repeated weights and bias.
    weights: *const f32,
    bias: *const f32,
    places: &'a [usize; COLUMNS],
    /// Filter rows inside the image.
    taps: Range<usize>,
    /// The line of the first tap, padding included.
    first: usize,
    output: *mut f32,
}

impl<const FUSED: bool> Row<'_, FUSED> {
    #[inline(always)]
    fn run<S: Simd>(&self, simd: S) {
        let Nhwc { width, channels, .. } = self.lines.output;
        let count = width * channels;
        let (mut at, mut phase) = (0, 0);
        while at < count {
            // What is left may be less than the vectors hold.
            let lanes = match count - at {
                rest if rest > 2 * S::LANES => self.vectors::<S, VECTORS>(simd, at, phase, rest),
                rest if rest > S::LANES => self.vectors::<S, 2>(simd, at, phase, rest),
                rest => self.vectors::<S, 1>(simd, at, phase, rest),
            };
            at += lanes;
            phase = (phase + lanes) % channels;
        }
    }

    /// `COUNT` vectors from float `at` of the row on, of which `rest` are left; the first begins with channel `phase`.
    /// Returns how many lanes they have.
    #[inline(always)]
    fn vectors<S: Simd, const COUNT: usize>(&self, simd: S, at: usize, phase: usize, rest: usize) -> usize {
        let Lines { window, output, ring, .. } = *self.lines;
        let mut phases = [phase; COUNT];
        for vector in 1..COUNT {
            phases[vector] = (phases[vector - 1] + S::LANES) % output.channels;
        }
        let mut sums = [simd.splat(0); COUNT];
        for tap_row in self.taps.clone() {
            let line = (self.first + tap_row * window.rows.dilation()) % ring * self.lines.line() + at;
            let weights = self.weights.wrapping_add(tap_row * window.columns.filter() * self.lines.tap());
            for (tap, place) in self.places[..window.columns.filter()].iter().enumerate() {
                let inputs = self.memory.wrapping_add(line + place);
                let weights = weights.wrapping_add(tap * self.lines.tap());
                for (vector, sum) in sums.iter_mut().enumerate() {
                    // SAFETY: the columns of a tap lie in the line, and as many lanes as vectors have behind the last
                    // line; repeated weights have a vector from each channel on.
                    let (input, weight) = unsafe {
                        let weight = simd.load(weights.add(phases[vector]).cast());
                        (simd.load(inputs.add(vector * S::LANES).cast()), weight)
                    };
                    *sum = match FUSED {
                        true => simd.fused_multiply_add(*sum, input, weight),
                        false => simd.multiply_add(*sum, input, weight),
                    };
                }
            }
        }
        for (vector, &sum) in sums.iter().enumerate() {
            // SAFETY: the bias is repeated like weights.
            let bias = unsafe { simd.load(self.bias.add(phases[vector]).cast()) };
            // The bias comes last, as in the reference.
            let sum = simd.multiply_add(bias, sum, simd.splat(1f32.to_bits().cast_signed()));
            let sum = simd.clamp(sum, self.parameters.min, self.parameters.max);
            let place = vector * S::LANES;
            let to = self.output.wrapping_add(at + place);
            // SAFETY: floats of the row, whose length was checked; each part has rows of its own.
            unsafe { simd.store(sum, to.cast(), rest.saturating_sub(place).min(S::LANES)) };
        }
        COUNT * S::LANES
    }
}

/// Fills `to` with `floats`, again and again.
fn repeat(floats: &[f32], to: &mut [f32]) {
    for part in to.chunks_mut(floats.len()) {
        part.copy_from_slice(&floats[..part.len()]);
    }
}
