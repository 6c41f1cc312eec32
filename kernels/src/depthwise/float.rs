//! Depthwise convolutions of floats: several channels and four outputs of a row at a time, from the input where it
//! lies. Taps beyond the border are left out. (Pixels of few channels: see `lines`.)

use super::drive::Output;
use super::float_strip::Strips;
use super::lines::{LineRows, Lines};
use crate::isa::{Isa, Level};
use crate::linear::{Float, Floats};
use crate::padding::{Taps, Window};
use crate::parallel::{Workers, parts, share};
use crate::reference::depthwise::depthwise_float;
use crate::simd::{Simd, SimdTask, Visitor, with_simd};
use crate::stack;
use crate::view::{Nhwc, View, ViewMut};
use core::ops::Range;

/// Products that are worth a thread: a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 8 } else { 1 << 14 };

/// Outputs of a row that are computed together.
const POSITIONS: usize = 4;

/// A depthwise convolution of floats that is prepared for an instruction set.
#[derive(Clone, Copy, Debug)]
pub struct FloatDepthwise {
    isa: Isa,
    pub(super) window: Window,
    pub(super) input: Nhwc,
    pub(super) output: Nhwc,
    floats: Floats,
    /// How it is computed where a pixel has too few channels for a vector, or several outputs of a channel.
    lines: Option<Lines>,
}

impl FloatDepthwise {
    /// `None` where the scalar kernel has to do it: an instruction set without vectors, nothing to compute, lines of few
    /// channels, or of several output channels of one input channel, that are too long.
    #[must_use]
    pub fn new(isa: Isa, window: Window, input: Nhwc, output: Nhwc, floats: Floats) -> Option<Self> {
        let multiplier = output.channels.checked_div(input.channels)?;
        let same = output.batch == input.batch && output.channels == multiplier * input.channels;
        let rows = window.rows.input() == input.height && window.rows.output() == output.height;
        let columns = window.columns.input() == input.width && window.columns.output() == output.width;
        let something = output.elements()? > 0 && input.elements()? > 0;
        if !(same && rows && columns && something) || isa == Isa::SCALAR {
            return None;
        }
        let by_lines = multiplier > 1 || input.channels < 8;
        let lines = if by_lines { Some(Lines::new(window, input, output)?) } else { None };
        // Vectors of sixteen floats need as many channels.
        let narrow = !by_lines && input.channels < 16 && isa.level() > Level::Avx2;
        let isa = if narrow { Isa::new(Level::Avx2)? } else { isa };
        Some(Self { isa, window, input, output, floats, lines })
    }

    /// Computes the convolution: weights `[filter row][filter column][channel]`. Input and output are dense.
    ///
    /// # Panics
    /// When an operand is shorter than its extents say.
    pub fn run(
        &self,
        parameters: &Float<'_>,
        input: &[f32],
        weights: &[f32],
        output: &mut [f32],
        workers: &dyn Workers,
    ) {
        let taps = self.window.rows.filter() * self.window.columns.filter();
        let channels = self.output.channels;
        assert!(
            self.input.elements().is_some_and(|elements| elements <= input.len())
                && self.output.elements().is_some_and(|elements| elements <= output.len())
                && taps * channels <= weights.len()
                && parameters.bias.is_none_or(|bias| channels <= bias.len()),
            "an operand is shorter than its shape"
        );
        // Lines multiply their padding.
        if self.lines.is_some() && !weights[..taps * channels].iter().all(|weight| weight.is_finite()) {
            let views = View::dense(input, self.input).zip(ViewMut::dense(output, self.output));
            return views
                .map_or((), |(input, output)| depthwise_float(&self.window, parameters, input, weights, output));
        }
        let output = Output(output.as_mut_ptr());
        with_simd(self.isa, Drive { depthwise: self, parameters, input, weights, output, workers });
    }
}

/// A convolution with everything that it needs.
#[derive(Clone, Copy)]
pub(super) struct Drive<'a> {
    pub(super) depthwise: &'a FloatDepthwise,
    pub(super) parameters: &'a Float<'a>,
    pub(super) input: &'a [f32],
    pub(super) weights: &'a [f32],
    pub(super) output: Output<f32>,
    workers: &'a dyn Workers,
}

impl Visitor for Drive<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let FloatDepthwise { window, output, .. } = self.depthwise;
        let rows = output.batch * output.height;
        let taps = window.rows.filter() * window.columns.filter();
        let count = parts(self.workers, (rows * output.width * output.channels).saturating_mul(taps), GRAIN).min(rows);
        match self.depthwise.floats {
            Floats::Fused => self.parts::<S, true>(simd, rows, count),
            Floats::AsReference => self.parts::<S, false>(simd, rows, count),
        }
    }
}

impl Drive<'_> {
    /// All rows, in so many parts.
    fn parts<S: Simd, const FUSED: bool>(self, simd: S, rows: usize, count: usize) {
        match count {
            1 => self.part::<S, FUSED>(simd, 0..rows),
            _ => self.workers.run(count, &|part| self.part::<S, FUSED>(simd, share(rows, count, part))),
        }
    }

    fn part<S: Simd, const FUSED: bool>(self, simd: S, rows: Range<usize>) {
        let Self { depthwise, parameters, input, weights, output, .. } = self;
        match &depthwise.lines {
            Some(lines) => stack::with_numbers(lines.floats, 0.0, |memory| {
                simd.enter(LineRows::<FUSED> { lines, parameters, input, weights, output, rows, memory });
            }),
            None if FUSED => {
                let columns = &depthwise.window.columns;
                match (columns.filter(), columns.stride(), columns.dilation()) {
                    (3, 1, 1) => simd.enter(Strips::<3, 1>(self, rows)),
                    (3, 2, 1) => simd.enter(Strips::<3, 2>(self, rows)),
                    (5, 1, 1) => simd.enter(Strips::<5, 1>(self, rows)),
                    (5, 2, 1) => simd.enter(Strips::<5, 2>(self, rows)),
                    _ => simd.enter(Rows::<FUSED>(self, rows)),
                }
            }
            None => simd.enter(Rows::<FUSED>(self, rows)),
        }
    }
}

/// Some rows of all images.
struct Rows<'a, const FUSED: bool>(Drive<'a>, Range<usize>);

/// One row of outputs.
struct Row<'a> {
    drive: Drive<'a>,
    /// The image.
    image: &'a [f32],
    /// Filter rows inside the image.
    taps: Taps,
    /// The row's outputs.
    output: *mut f32,
}

impl<S: Simd, const FUSED: bool> SimdTask<S> for Rows<'_, FUSED> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        self.all_channels(simd, self.0.depthwise.output.channels);
    }
}

/// Rows that are computed some channels at a time.
pub(super) trait ByChannels<S: Simd> {
    /// `VECTORS` vectors of channels from `channel` on, of all pixels.
    fn channels<const VECTORS: usize>(&self, simd: S, channel: usize);

    /// All rows of some channels, then of the next: what rows share stays in the first-level cache.
    #[inline(always)]
    fn all_channels(&self, simd: S, channels: usize) {
        let mut channel = 0;
        while channel + 2 * S::LANES <= channels {
            self.channels::<2>(simd, channel);
            channel += 2 * S::LANES;
        }
        while channel < channels {
            // The last channels overlap those before.
            self.channels::<1>(simd, channel.min(channels - S::LANES));
            channel += S::LANES;
        }
    }
}

impl<S: Simd, const FUSED: bool> ByChannels<S> for Rows<'_, FUSED> {
    #[inline(always)]
    fn channels<const VECTORS: usize>(&self, simd: S, channel: usize) {
        let Self(drive, rows) = self;
        let FloatDepthwise { window, input, output, .. } = drive.depthwise;
        let axis = &window.columns;
        let inside = inside(window);
        for row in rows.clone() {
            let (image, y) = (row / output.height, row % output.height);
            let row = Row {
                drive: *drive,
                image: &drive.input[image * input.height * input.width * input.channels..],
                taps: window.rows.taps(y),
                output: drive.output.0.wrapping_add(row * output.width * output.channels),
            };
            let mut x = 0;
            while x < output.width {
                let taps = axis.taps(x);
                if inside.contains(&x) && x + POSITIONS <= inside.end {
                    row.pixels::<S, FUSED, POSITIONS, VECTORS>(simd, x, &taps, channel);
                    x += POSITIONS;
                } else {
                    row.pixels::<S, FUSED, 1, VECTORS>(simd, x, &taps, channel);
                    x += 1;
                }
            }
        }
    }
}

/// The output columns whose windows lie inside the image.
fn inside(window: &Window) -> Range<usize> {
    let axis = &window.columns;
    let whole = |x: &usize| axis.taps(*x).range.len() == axis.filter();
    let start = (0..axis.output()).find(whole).unwrap_or(axis.output());
    let end = (start..axis.output()).rev().find(whole).map_or(start, |last| last + 1);
    start..end
}

impl Row<'_> {
    /// `VECTORS` vectors of channels of the pixels from `x` on, which have the same taps.
    #[inline(always)]
    fn pixels<S: Simd, const FUSED: bool, const COUNT: usize, const VECTORS: usize>(
        &self,
        simd: S,
        x: usize,
        taps: &Taps,
        channel: usize,
    ) {
        let Drive { depthwise, parameters, .. } = self.drive;
        let Window { rows, columns } = &depthwise.window;
        let channels = depthwise.output.channels;
        let position = columns.stride() * channels;
        let mut sums = [[simd.splat(0); VECTORS]; COUNT];
        for (i, tap_row) in self.taps.range.clone().enumerate() {
            let y = self.taps.input_start + i * rows.dilation();
            for (j, tap_column) in taps.range.clone().enumerate() {
                let column = taps.input_start + j * columns.dilation();
                let weights = (tap_row * columns.filter() + tap_column) * channels + channel;
                let inputs = (y * columns.input() + column) * channels + channel;
                let weights = self.drive.weights.as_ptr().wrapping_add(weights);
                let inputs = self.image.as_ptr().wrapping_add(inputs);
                // SAFETY: taps lie in the filter and their pixels in the image, whose lengths `FloatDepthwise::run`
                // checked; so do those of the next outputs, whose windows are inside too; channels are those of a
                // pixel.
                unsafe {
                    for vector in 0..VECTORS {
                        let weight = simd.load(weights.add(vector * S::LANES).cast());
                        for (place, sums) in sums.iter_mut().enumerate() {
                            let input = simd.load(inputs.add(place * position + vector * S::LANES).cast());
                            sums[vector] = match FUSED {
                                true => simd.fused_multiply_add(sums[vector], input, weight),
                                false => simd.multiply_add(sums[vector], input, weight),
                            };
                        }
                    }
                }
            }
        }
        for (place, sums) in sums.into_iter().enumerate() {
            for (vector, sum) in sums.into_iter().enumerate() {
                let bias = match parameters.bias {
                    // SAFETY: channels are those of a pixel, and the bias was found to have as many.
                    Some(bias) => unsafe { simd.load(bias.as_ptr().add(channel + vector * S::LANES).cast()) },
                    None => simd.splat(0),
                };
                // The bias comes last, as in the reference.
                let sum = simd.multiply_add(bias, sum, simd.splat(1f32.to_bits().cast_signed()));
                let sum = simd.clamp(sum, parameters.min, parameters.max);
                let to = self.output.wrapping_add((x + place) * channels + channel + vector * S::LANES);
                // SAFETY: channels of a pixel of the output, whose length was checked; each part has rows of its own.
                unsafe { simd.store(sum, to.cast(), S::LANES) };
            }
        }
    }
}
