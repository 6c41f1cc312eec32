//! Depthwise convolutions of 16-bit inputs with 8-bit weights by rule **S**: a lane for each channel, a product for each
//! tap, summed in 32 bits. [`Words16`] says when that is exact.
//!
//! Weights are packed as 32-bit lanes that hold the weight in the lower half and nothing in the upper one, so that the
//! product of pairs of words adds one tap. Taps in the padding are left out, as the scalar kernel does it.

use crate::isa::Isa;
use crate::padding::Window;
use crate::parallel::{Workers, for_each_share, parts};
use crate::requantize::{WordRange, Words16};
use crate::simd::{Simd, SimdTask, Visitor, with_simd};
use crate::view::Nhwc;
use core::ops::Range;

/// Multiply-accumulates that are worth a thread: some microseconds.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 17 };

/// Channels that constants come for.
const BLOCK: usize = 16;

/// A depthwise convolution of words that is prepared for an instruction set.
#[derive(Clone, Copy, Debug)]
pub struct WordDepthwise {
    isa: Isa,
    window: Window,
    input: Nhwc,
    output: Nhwc,
}

/// What a convolution of words reads and writes.
pub struct WordOperands<'a> {
    /// The activation, NHWC.
    pub input: &'a [i16],
    /// Packed weights.
    pub packed: &'a [i8],
    /// Constants of the channels.
    pub columns: &'a [Words16],
    /// The output, NHWC.
    pub output: &'a mut [i16],
}

impl WordDepthwise {
    /// `None` where the scalar kernel has to do it: an instruction set without vectors, several outputs a channel, nothing
    /// to compute.
    #[must_use]
    pub fn new(isa: Isa, window: Window, input: Nhwc, output: Nhwc) -> Option<Self> {
        with_simd(isa, Nothing)?;
        let same = input.channels == output.channels && input.batch == output.batch;
        (same && output.elements()? > 0 && input.elements()? > 0).then_some(Self { isa, window, input, output })
    }

    fn blocks(&self) -> usize {
        self.output.channels.div_ceil(BLOCK)
    }

    fn taps(&self) -> usize {
        self.window.rows.filter() * self.window.columns.filter()
    }

    /// Bytes of packed weights.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        self.taps() * self.blocks() * BLOCK * size_of::<i32>()
    }

    /// Blocks of constants.
    #[must_use]
    pub fn columns_len(&self) -> usize {
        self.blocks()
    }

    /// What tells the layout of packed weights apart from others.
    #[must_use]
    pub fn layout(&self) -> [usize; 8] {
        [4, self.output.channels, self.taps(), 0, 0, 0, 0, 0]
    }

    /// Packs weights, `[filter row][filter column][channel]`, and writes the sum of the magnitudes of each channel's to
    /// `magnitudes`. Without room for the packed weights it only does the rest.
    pub fn pack(&self, weights: &[u8], packed: &mut [i8], magnitudes: &mut [i32]) {
        let channels = self.output.channels;
        magnitudes.fill(0);
        for weights in weights.chunks_exact(channels) {
            for (sum, &weight) in magnitudes.iter_mut().zip(weights) {
                *sum = sum.saturating_add(i32::from(weight.cast_signed()).abs());
            }
        }
        packed.fill(0);
        let taps = packed.chunks_exact_mut(self.blocks() * BLOCK * size_of::<i32>());
        for (packed, weights) in taps.zip(weights.chunks_exact(channels)) {
            for (lane, &weight) in packed.as_chunks_mut::<4>().0.iter_mut().zip(weights) {
                let [low, high] = i16::from(weight.cast_signed()).to_ne_bytes().map(u8::cast_signed);
                *lane = [low, high, 0, 0];
            }
        }
    }

    /// Computes the convolution.
    ///
    /// # Panics
    /// When an operand is shorter than it has to be.
    pub fn run(&self, range: WordRange, operands: WordOperands<'_>, workers: &dyn Workers) {
        let WordOperands { input, packed, columns, output } = operands;
        let (lines, line) = (self.output.batch * self.output.height, self.output.width * self.output.channels);
        assert!(
            self.input.elements().is_some_and(|elements| elements <= input.len())
                && lines * line <= output.len()
                && packed.len() >= self.packed_len()
                && columns.len() >= self.columns_len(),
            "an operand is shorter than its shape"
        );
        let count = parts(workers, (lines * line).saturating_mul(self.taps()), GRAIN);
        for_each_share(workers, count, output, (lines, line), |lines, output| {
            with_simd(self.isa, Lines { of: self, range, input, packed, columns, lines, output });
        });
    }
}

struct Nothing;

impl Visitor for Nothing {
    type Output = ();

    fn visit<S: Simd>(self, _simd: S) {}
}

/// Some lines of the outputs of all images.
struct Lines<'a> {
    of: &'a WordDepthwise,
    range: WordRange,
    input: &'a [i16],
    packed: &'a [i8],
    columns: &'a [Words16],
    lines: Range<usize>,
    output: &'a mut [i16],
}

impl Visitor for Lines<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

/// The taps of a pixel that lie within the image.
struct Patch<'a> {
    /// The first input that is multiplied, and the distances to those of the next row and column of taps.
    input: &'a [i16],
    below: usize,
    beside: usize,
    /// The weights of the first tap, and the distance to those of the next row of taps in vectors' worth of bytes.
    weights: &'a [i8],
    rows: usize,
    columns: usize,
    /// Taps of a row of the filter.
    width: usize,
}

impl<S: Simd> SimdTask<S> for Lines<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { of, range, input, packed, columns, lines, output } = self;
        let Nhwc { height, width, channels, .. } = of.input;
        let image = height * width * channels;
        let tap_bytes = of.blocks() * BLOCK * size_of::<i32>();
        let Window { rows: row_axis, columns: column_axis } = of.window;
        let mut output = output.chunks_exact_mut(channels);
        for line in lines {
            let (of_image, y) = (line / of.output.height, line % of.output.height);
            let rows = row_axis.taps(y);
            for x in 0..of.output.width {
                let Some(output) = output.next() else { return };
                let taps = column_axis.taps(x);
                let is_empty = rows.range.is_empty() || taps.range.is_empty();
                let place = of_image * image + (rows.input_start * width + taps.input_start) * channels;
                let tap = if is_empty { 0 } else { rows.range.start * column_axis.filter() + taps.range.start };
                let patch = Patch {
                    input: if is_empty { &[] } else { &input[place..] },
                    below: row_axis.dilation() * width * channels,
                    beside: column_axis.dilation() * channels,
                    weights: &packed[tap * tap_bytes..],
                    rows: if is_empty { 0 } else { rows.range.len() },
                    columns: if is_empty { 0 } else { taps.range.len() },
                    width: column_axis.filter(),
                };
                if !is_empty {
                    let last = (patch.rows - 1) * patch.below + (patch.columns - 1) * patch.beside + channels;
                    assert!(last <= patch.input.len(), "the last tap lies outside the input");
                }
                for (block, output) in output.chunks_mut(S::LANES).enumerate() {
                    let first = block * S::LANES;
                    let of_columns = (&columns[first / BLOCK], first % BLOCK / S::LANES);
                    let sum = sum(simd, &patch, tap_bytes, (first, output.len()), of_columns);
                    // SAFETY: as many words as the slice has, at most a vector's.
                    unsafe { simd.store_words([sum], output.as_mut_ptr(), output.len(), range) }
                }
            }
        }
    }
}

/// The outputs of `count` channels from `first` on, before they are narrowed.
#[inline(always)]
fn sum<S: Simd>(
    simd: S,
    patch: &Patch<'_>,
    tap_bytes: usize,
    (first, count): (usize, usize),
    (columns, part): (&Words16, usize),
) -> S::Vector {
    // SAFETY: a part lies within the 16 columns.
    let mut sum = unsafe { simd.load(columns.start.as_ptr().add(part * S::LANES)) };
    let lane_bytes = first * size_of::<i32>();
    for row in 0..patch.rows {
        for column in 0..patch.columns {
            let input = patch.input.as_ptr().wrapping_add(row * patch.below + column * patch.beside + first);
            let weights = patch.weights.as_ptr().wrapping_add((row * patch.width + column) * tap_bytes + lane_bytes);
            // SAFETY: `count` channels of an input within the image, whose last one was checked; the packed weights have
            // whole blocks of 16 lanes for every tap of the filter.
            unsafe {
                let inputs = simd.load_words(input, count);
                sum = simd.dot_words(sum, inputs, simd.load(weights.cast()));
            }
        }
    }
    simd.rescale_words(sum, columns, part)
}
