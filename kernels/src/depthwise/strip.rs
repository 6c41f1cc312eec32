//! Strips: rows of the input turned so that each lane holds the bytes of one channel of one column, one below another.

use super::layout::{BLOCK, Layout, halo};
use crate::padding::Window;
use crate::simd::Simd;
use crate::stack::initialised;
use core::mem::MaybeUninit;
use core::ops::Range;

/// Most rows of a step.
pub(super) const MAX_GROUP: usize = 4;

/// Most bytes that a vector of a step reads of each row.
const MAX_READ: usize = 64;

/// One image and the channels of it that a chunk reads.
pub(super) struct Source<'a> {
    pub(super) layout: &'a Layout,
    pub(super) window: &'a Window,
    /// The image.
    pub(super) data: &'a [u8],
    /// Channels of a pixel.
    pub(super) pixel: usize,
    /// Output channels of each input channel.
    pub(super) multiplier: usize,
    /// Output channels of the chunk.
    pub(super) channels: Range<usize>,
    /// The first column that the tile reads, of an image with its padding.
    pub(super) column: usize,
    /// The zero point, as a byte.
    pub(super) zero: u8,
    /// Whether inputs are signed.
    pub(super) signed: bool,
}

/// The columns of a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// All of them.
    pub(super) count: usize,
    /// Those that are filled for each strip: those in the image, or all, where lines are copied with their padding.
    pub(super) inside: Range<usize>,
}

impl Columns {
    /// The input columns of `outputs`.
    pub(super) fn new(layout: &Layout, window: &Window, outputs: &Range<usize>) -> Self {
        let axis = &window.columns;
        let count = (outputs.len() - 1) * axis.stride() + 1 + halo(window);
        if layout.is_line {
            return Self { count, inside: 0..count };
        }
        let start = outputs.start * axis.stride();
        let before = axis.pad_before().saturating_sub(start).min(count);
        Self { count, inside: before..(axis.input() + axis.pad_before()).saturating_sub(start).clamp(before, count) }
    }
}

/// A row of a step: where it starts, and a mask of offsets into it: none where it lies in the padding.
#[derive(Clone, Copy)]
struct Line {
    start: *const u8,
    mask: usize,
}

impl Source<'_> {
    /// Fills the columns of a strip that lie beside the image, and the block behind it: they are the same for all strips
    /// of a tile.
    #[inline(always)]
    pub(super) fn fill_padding<S: Simd>(&self, simd: S, columns: &Columns, strip: &mut [MaybeUninit<i32>]) {
        let channels = self.channels.len();
        let zeros = MaybeUninit::new(simd.turned([self.zero; MAX_GROUP], self.signed));
        let (strip, behind) = strip.split_at_mut(self.layout.steps * columns.count * channels);
        behind[..BLOCK].fill(zeros);
        for step in strip.chunks_exact_mut(columns.count * channels) {
            step[..columns.inside.start * channels].fill(zeros);
            step[columns.inside.end * channels..].fill(zeros);
        }
    }

    /// Fills a strip for the output rows from `row` on.
    #[inline(always)]
    pub(super) fn fill<S: Simd>(&self, simd: S, row: usize, columns: &Columns, strip: &mut [MaybeUninit<i32>]) {
        if self.layout.is_line {
            return self.fill_from_line(simd, row, columns, strip);
        }
        let channels = self.channels.len();
        let padding = [self.zero; MAX_READ];
        for (step, lanes) in strip.chunks_exact_mut(columns.count * channels).take(self.layout.steps).enumerate() {
            let mut lines = [Line { start: padding.as_ptr(), mask: 0 }; MAX_GROUP];
            for (i, line) in lines.iter_mut().enumerate().take(S::GROUP) {
                if let Some(start) = self.start(row, step * S::GROUP + i, columns.inside.start) {
                    *line = Line { start: self.data[start..].as_ptr(), mask: usize::MAX };
                }
            }
            let inside = columns.inside.start * channels..columns.inside.end * channels;
            // SAFETY: the lines are rows of the image from this column and the first channel that is read on, with all
            // columns to the last of these behind them; or padding, of which offset 0 is read alone.
            unsafe { self.turn(simd, &lines, &mut lanes[inside]) };
        }
    }

    /// [`fill`](Self::fill) where the rows of a step are one line: from a copy that has its padding, behind the strip.
    #[inline(always)]
    fn fill_from_line<S: Simd>(&self, simd: S, row: usize, columns: &Columns, strip: &mut [MaybeUninit<i32>]) {
        let (channels, first) = (self.channels.len(), self.channels.start / self.multiplier);
        let pixel = (self.channels.end - 1) / self.multiplier + 1 - first;
        let (lanes, behind) = strip.split_at_mut(columns.count * channels);
        let bytes = self.layout.line_bytes(self.window, columns.count, pixel);
        let line = initialised(as_bytes(&mut behind[BLOCK..]), bytes, self.zero);
        let Window { rows, columns: axis } = self.window;
        let before = axis.pad_before().saturating_sub(self.column);
        if let Some(y) = (row * rows.stride()).checked_sub(rows.pad_before()).filter(|&y| y < rows.input()) {
            let from = (y * axis.input() + (self.column + before - axis.pad_before()).min(axis.input())) * self.pixel;
            let pixels = self.data[from..(y + 1) * axis.input() * self.pixel].chunks_exact(self.pixel);
            if pixel == self.pixel {
                let to = line.get_mut(before * pixel..).unwrap_or_default();
                let count = to.len().min(pixels.len() * pixel);
                to[..count].copy_from_slice(&self.data[from..from + count]);
            } else {
                for (to, from) in line.chunks_exact_mut(pixel).skip(before).zip(pixels) {
                    to.copy_from_slice(&from[first..first + pixel]);
                }
            }
        }
        let shift = self.layout.shift(self.window) * pixel;
        let start = line.as_ptr();
        let lines = core::array::from_fn(|i| Line { start: start.wrapping_add(i * shift), mask: usize::MAX });
        // SAFETY: the line has all columns of the strip from each row of the step on.
        unsafe { Source { pixel, channels: self.channels.clone(), ..*self }.turn(simd, &lines, lanes) };
    }

    /// Where column `column` of a strip starts in row `place` of its steps, the output rows from `row` on being served.
    #[inline(always)]
    fn start(&self, row: usize, place: usize, column: usize) -> Option<usize> {
        let Window { rows, columns } = self.window;
        let used = (self.layout.rows - 1) * self.layout.row_stride + rows.filter();
        let y = (row * rows.stride() + place * rows.dilation()).checked_sub(rows.pad_before());
        let x = (self.column + column).checked_sub(columns.pad_before());
        let y = y.filter(|&y| y < rows.input() && place < used)?;
        let x = x.filter(|&x| x < columns.input())?;
        Some((y * columns.input() + x) * self.pixel + self.channels.start / self.multiplier)
    }

    /// Turns whole columns.
    ///
    /// # Safety
    /// The lines are as long as the lanes say.
    #[inline(always)]
    unsafe fn turn<S: Simd>(&self, simd: S, lines: &[Line; MAX_GROUP], lanes: &mut [MaybeUninit<i32>]) {
        let channels = self.channels.len();
        // SAFETY: the caller's promise.
        unsafe {
            if self.multiplier != 1 {
                self.turn_multiplied(simd, lines, lanes);
            } else if self.layout.wide {
                turn_chunk(simd, lines, self.pixel, self.signed, lanes);
            } else if self.pixel == channels {
                turn(simd, lines, self.signed, lanes);
            } else if channels == S::LANES * S::GROUP {
                let columns = lanes.len() / channels;
                turn_many(simd, lines, (columns, self.pixel), self.ahead(), self.signed, lanes.as_mut_ptr().cast());
            } else {
                for (column, lanes) in lanes.chunks_exact_mut(channels).enumerate() {
                    turn(simd, &moved(lines, column * self.pixel), self.signed, lanes);
                }
            }
        }
    }

    /// Bytes from a row of a strip to the same row of the next strip; 0 where rows are copied one by one.
    fn ahead(&self) -> usize {
        if self.layout.is_line {
            return 0;
        }
        self.layout.rows * self.layout.row_stride * self.window.columns.input() * self.pixel
    }

    /// Each input channel for `multiplier` output channels.
    #[inline(always)]
    unsafe fn turn_multiplied<S: Simd>(&self, simd: S, lines: &[Line; MAX_GROUP], lanes: &mut [MaybeUninit<i32>]) {
        let first = self.channels.start / self.multiplier;
        for (column, lanes) in lanes.chunks_exact_mut(self.channels.len()).enumerate() {
            let lines = moved(lines, column * self.pixel);
            let mut channel = self.channels.start;
            let mut rest = lanes;
            while !rest.is_empty() {
                let input = channel / self.multiplier - first;
                let count = (self.multiplier - channel % self.multiplier).min(rest.len());
                let (same, others) = rest.split_at_mut(count);
                // SAFETY: the caller's promise.
                same.fill(MaybeUninit::new(unsafe { one(simd, &lines, input, self.signed) }));
                (channel, rest) = (channel + count, others);
            }
        }
    }
}

/// The room of lanes, as bytes.
fn as_bytes(lanes: &mut [MaybeUninit<i32>]) -> &mut [MaybeUninit<u8>] {
    let bytes = size_of_val(lanes);
    // SAFETY: the same memory, which may be uninitialised.
    unsafe { core::slice::from_raw_parts_mut(lanes.as_mut_ptr().cast(), bytes) }
}

/// The lines from `offset` on.
#[inline(always)]
fn moved(lines: &[Line; MAX_GROUP], offset: usize) -> [Line; MAX_GROUP] {
    let mut lines = *lines;
    for line in &mut lines {
        line.start = line.start.wrapping_add(offset & line.mask);
    }
    lines
}

/// The lane of the bytes at `offset`.
#[inline(always)]
unsafe fn one<S: Simd>(simd: S, lines: &[Line; MAX_GROUP], offset: usize, signed: bool) -> i32 {
    let mut bytes = [0; MAX_GROUP];
    for (byte, line) in bytes.iter_mut().zip(lines).take(S::GROUP) {
        // SAFETY: the caller's promise: `offset` lies in the lines.
        *byte = unsafe { *line.start.wrapping_add(offset & line.mask) };
    }
    simd.turned(bytes, signed)
}

/// Turns as many bytes of each line as there are lanes.
#[inline(always)]
unsafe fn turn<S: Simd>(simd: S, lines: &[Line; MAX_GROUP], signed: bool, lanes: &mut [MaybeUninit<i32>]) {
    let each = S::LANES * S::GROUP;
    let count = lanes.len();
    if count < each {
        for (offset, lane) in lanes.iter_mut().enumerate() {
            // SAFETY: the caller's promise.
            *lane = MaybeUninit::new(unsafe { one(simd, lines, offset, signed) });
        }
        return;
    }
    // SAFETY: whole vectors from the start on, and one that ends with the lines: it may overlap the last of those.
    unsafe {
        let to = lanes.as_mut_ptr().cast::<i32>();
        turn_many(simd, lines, (count / each, each), 0, signed, to);
        if !count.is_multiple_of(each) {
            let last = count - each;
            turn_many(simd, &moved(lines, last), (1, each), 0, signed, to.add(last));
        }
    }
}

/// Turns a wide chunk of each pixel, `stride` bytes from each other.
#[inline(always)]
unsafe fn turn_chunk<S: Simd>(
    simd: S,
    lines: &[Line; MAX_GROUP],
    stride: usize,
    signed: bool,
    lanes: &mut [MaybeUninit<i32>],
) {
    let mut at = lines.map(|line| line.start);
    for lanes in lanes.chunks_exact_mut(S::LANES * S::GROUP) {
        // SAFETY: the caller's promise.
        unsafe { simd.turn_in_place(&at, signed, lanes.as_mut_ptr().cast()) };
        for (at, line) in at.iter_mut().zip(lines).take(S::GROUP) {
            *at = at.wrapping_add(stride & line.mask);
        }
    }
}

/// Turns vectors of each line, `count` of them, `stride` bytes from each other. What lies `ahead` of them will be read
/// soon: pixels of many channels are too far apart for the CPU to see that coming.
#[inline(always)]
unsafe fn turn_many<S: Simd>(
    simd: S,
    lines: &[Line; MAX_GROUP],
    (count, stride): (usize, usize),
    ahead: usize,
    signed: bool,
    mut to: *mut i32,
) {
    let mut at = lines.map(|line| line.start);
    for _ in 0..count {
        // SAFETY: the caller's promise.
        unsafe { simd.turn(&at, signed, to) };
        for (at, line) in at.iter_mut().zip(lines).take(S::GROUP) {
            if ahead > 0 {
                simd.prefetch(at.wrapping_add(ahead & line.mask));
            }
            *at = at.wrapping_add(stride & line.mask);
        }
        to = to.wrapping_add(S::LANES * S::GROUP);
    }
}
