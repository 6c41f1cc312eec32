//! How a depthwise convolution is cut: strips of rows, chunks of channels, tiles of columns.

use crate::padding::Window;
use crate::simd::Simd;
use core::ops::Range;

/// Lanes of the stack that strips lie in.
pub(super) const STRIP_LANES: usize = 16 << 10;

/// Lanes that a strip takes at most where columns can be cut: with the rows that it is made of and those that are
/// written it stays in the first-level cache.
const TILE_LANES: usize = 8 << 10;

/// Channels of a chunk where there are many.
pub(super) const CHUNK: usize = 64;

/// The most channels that several pixels may count as.
const MOST_PIXEL_CHANNELS: usize = 80;

/// Channels that one run of a row kernel computes.
pub(super) const BLOCK: usize = 16;

/// The cut of one convolution for one instruction set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Output channels.
    pub(super) channels: usize,
    /// Rows of a step: inputs that a dot product adds up.
    pub(super) group: usize,
    /// Lanes of a vector.
    pub(super) lanes: usize,
    /// Steps of a strip.
    pub(super) steps: usize,
    /// Output rows that a strip serves.
    pub(super) rows: usize,
    /// Signed bytes that each weight is split into.
    pub(super) planes: usize,
    /// Rows and columns of the filter.
    pub(super) filter: (usize, usize),
    /// Input rows between the windows of two output rows of a strip.
    pub(super) row_stride: usize,
    /// Pixels that are computed as one of more channels.
    pub(super) pixels: usize,
    /// Output columns of a tile.
    pub(super) tile: usize,
    /// Whether chunks are [`CHUNK`] channels, the last one overlapping the one before it, and computed whole: lanes of a
    /// strip are then in the order in which a vector of bytes is turned and packed without a shuffle.
    pub(super) wide: bool,
    /// Whether the rows of a step are one line of the image, each of them moved by a tap of the filter from the one before:
    /// so are filters of a single row cut, whose columns are then every `group`-th tap.
    pub(super) is_line: bool,
    /// Whether the filter is packed for the first output row of a strip alone, and moved down for the others when it is
    /// loaded. Where it is large that is cheap beside what is done with it, and packed for each row it would take many
    /// times the memory.
    pub(super) moves: bool,
}

/// Whether a filter of so many planes, steps and columns is held in registers and is large.
fn moves<S: Simd>(planes: usize, steps: usize, columns: usize) -> bool {
    S::GROUP == 4 && (planes, steps, columns) == (1, 2, 5)
}

/// Taps of a line from which on it pays to cut them into steps.
const LINE_TAPS: usize = 3;

impl Layout {
    /// The cut, and the window as the kernels see it. `None` where the strip of a single output column is larger than the
    /// stack allows.
    pub(super) fn new<S: Simd>(
        window: &Window,
        channels: usize,
        planes: usize,
        multiplier: usize,
    ) -> Option<(Self, Window)> {
        let is_line = window.rows.filter() == 1 && window.columns.filter() >= LINE_TAPS;
        let window = Window { columns: window.columns.every(if is_line { S::GROUP } else { 1 })?, ..*window };
        let Window { rows, columns } = &window;
        let steps = rows.filter().div_ceil(S::GROUP);
        let filter_rows = if is_line { S::GROUP } else { rows.filter() };
        let shared = if rows.dilation() == 1 { (steps * S::GROUP - filter_rows) / rows.stride() + 1 } else { 1 };
        let mut layout = Self {
            channels,
            group: S::GROUP,
            lanes: S::LANES,
            steps,
            rows: shared.min(rows.output()).max(1),
            planes,
            filter: (filter_rows, columns.filter()),
            row_stride: rows.stride(),
            pixels: 1,
            tile: 1,
            // Filters of few taps, and not where the overlap would cost more than it brings.
            wide: S::LANES * S::GROUP == CHUNK
                && channels >= CHUNK
                && 8 * (channels.next_multiple_of(CHUNK) - channels) <= channels
                && multiplier == 1
                && steps == 1,
            is_line,
            moves: moves::<S>(planes, steps, columns.filter()),
        };
        if layout.tile_lanes(&window, 1)? > STRIP_LANES {
            return None;
        }
        let output = columns.output().max(1);
        let fits = |outputs: usize| layout.tile_lanes(&window, outputs).is_some_and(|lanes| lanes <= TILE_LANES);
        let tiles = (1..=output).find(|&tiles| fits(output.div_ceil(tiles))).unwrap_or(output);
        layout.tile = output.div_ceil(tiles);
        if columns.stride() == 1 && !layout.wide {
            layout.pixels = pixels(channels, layout.narrowest_tile(output));
        }
        Some((layout, window))
    }

    /// Where the taps of the filter lie, in the order of the file: the row of its steps, and the filter column.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let ((rows, columns), is_line) = (self.filter, self.is_line);
        let (outer, inner) = if is_line { (columns, rows) } else { (rows, columns) };
        (0..outer).flat_map(move |a| (0..inner).map(move |b| if is_line { (b, a) } else { (a, b) }))
    }

    /// Input columns from a row of a step to the next, of a window as the kernels see it.
    pub(super) fn shift(&self, window: &Window) -> usize {
        if self.is_line { window.columns.dilation() / self.group } else { 0 }
    }

    /// Lanes of a strip of `outputs` columns; a block may be read beyond the last.
    fn tile_lanes(&self, window: &Window, outputs: usize) -> Option<usize> {
        let inputs = (outputs - 1).checked_mul(window.columns.stride())?.checked_add(1 + halo(window))?;
        inputs.checked_mul(self.widest_chunk())?.checked_mul(self.steps)?.checked_add(BLOCK)
    }

    /// Lanes of the largest strip, and of the line that it is made of where that is copied.
    pub(super) fn strip_lanes(&self, window: &Window) -> usize {
        let strip = self.tile_lanes(window, self.tile).unwrap_or(STRIP_LANES);
        let columns = (self.tile - 1) * window.columns.stride() + 1 + halo(window);
        strip + self.line_bytes(window, columns, self.widest_chunk()).div_ceil(size_of::<i32>())
    }

    /// Bytes of a line with its padding that strips of `columns` columns of so many channels read; 0 where it is read in
    /// the image.
    pub(super) fn line_bytes(&self, window: &Window, columns: usize, channels: usize) -> usize {
        if self.is_line { (columns + (self.group - 1) * self.shift(window)) * channels } else { 0 }
    }

    /// Chunks of channels: the last one has the rest.
    pub(super) fn chunks(&self) -> usize {
        if self.wide { self.channels.div_ceil(CHUNK) } else { (self.channels / CHUNK).max(1) }
    }

    /// The channels of a chunk.
    pub(super) fn chunk(&self, chunk: usize) -> Range<usize> {
        if self.wide {
            let start = chunk * CHUNK - self.overlap(chunk);
            return start..start + CHUNK;
        }
        let end = if chunk + 1 == self.chunks() { self.channels } else { (chunk + 1) * CHUNK };
        chunk * CHUNK..end
    }

    /// Channels that a wide chunk shares with the one before it.
    pub(super) fn overlap(&self, chunk: usize) -> usize {
        ((chunk + 1) * CHUNK).saturating_sub(self.channels)
    }

    fn widest_chunk(&self) -> usize {
        self.chunk(self.chunks() - 1).len()
    }

    /// Tiles of `output` columns.
    pub(super) fn tiles(&self, output: usize) -> usize {
        output.div_ceil(self.tile)
    }

    /// Columns of the narrowest tile.
    fn narrowest_tile(&self, output: usize) -> usize {
        output / self.tiles(output).max(1)
    }

    /// Lanes of a position: the channels of the chunk, of all its pixels.
    pub(super) fn position(&self, chunk: usize) -> usize {
        self.pixels * self.chunk(chunk).len()
    }

    /// The blocks of a chunk, numbered through all chunks.
    pub(super) fn blocks(&self, chunk: usize) -> Range<usize> {
        let first = chunk * (CHUNK / BLOCK);
        first..first + self.position(chunk).div_ceil(BLOCK)
    }

    /// All blocks.
    pub(super) fn blocks_len(&self) -> usize {
        self.blocks(self.chunks() - 1).end
    }

    /// The lanes of a position that block `block` of a chunk computes.
    pub(super) fn block_lanes(&self, chunk: usize, block: usize) -> Range<usize> {
        let lanes = self.position(chunk);
        let start = ((block - self.blocks(chunk).start) * BLOCK).min(lanes.saturating_sub(BLOCK));
        start..(start + BLOCK).min(lanes)
    }

    /// The channel of a lane of a chunk's position.
    pub(super) fn channel(&self, chunk: usize, lane: usize) -> usize {
        let channels = self.chunk(chunk);
        let lane = if self.wide { lane % BLOCK / 4 * BLOCK + lane / BLOCK * 4 + lane % 4 } else { lane };
        channels.start + lane % channels.len()
    }

    /// Packed bytes of one row of outputs of one block.
    pub(super) fn row_bytes(&self) -> usize {
        self.planes * self.steps * self.filter.1 * BLOCK * self.group
    }

    /// Output rows of a strip that the filter is packed for.
    pub(super) fn packed_rows(&self) -> usize {
        if self.moves { 1 } else { self.rows }
    }

    /// Packed bytes of all.
    pub(super) fn packed_len(&self) -> usize {
        self.blocks_len() * self.packed_rows() * self.row_bytes()
    }
}

/// Input columns that a window covers beyond its first.
pub(super) fn halo(window: &Window) -> usize {
    (window.columns.filter() - 1) * window.columns.dilation()
}

/// How many pixels of `channels` channels to compute as one: what fills blocks of 16 lanes, if the row is that wide.
fn pixels(channels: usize, width: usize) -> usize {
    let fill = (1..=BLOCK).find(|pixels| (pixels * channels).is_multiple_of(BLOCK)).unwrap_or(1);
    if fill <= width && fill * channels <= MOST_PIXEL_CHANNELS { fill } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_fill_blocks() {
        let expected = [
            (1, 16, 16),
            (1, 15, 1),
            (8, 20, 2),
            (8, 1, 1),
            (16, 1, 1),
            (24, 2, 2),
            (40, 9, 2),
            (20, 9, 4),
            (48, 9, 1),
            (7, 99, 1),
        ];
        for (channels, width, count) in expected {
            assert_eq!(pixels(channels, width), count, "{channels} channels, {width} pixels");
        }
    }
}
