//! The walk over the blocks of a product of tiles: which 16 rows, where their inputs lie.

use super::arithmetic::Arithmetic;
use super::pack::Packing;
use super::source::Source;
use super::tiles::{self, BlockRows, TileBlocks};
use super::walk::{Drive, Part, STREAMED_WEIGHTS};
use crate::amx::{self, ROW_BYTES, ROWS, Tiles};
use crate::isa::{Isa, Level};
use crate::linear::ConvGeometry;
use crate::simd::Simd;
use crate::stack;
use core::ops::Range;

/// Bytes of the stack in which the rows of a block are gathered, or of two where they have room.
const ROWS_BYTES: usize = 80 << 10;

/// How the rows of a product make blocks: 16 in a run, of as many as are evenly spaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TileRows {
    run: usize,
}

impl TileRows {
    /// Where the instruction set has tiles, and they pay.
    pub(super) fn new(isa: Isa, geometry: &ConvGeometry, packing: &Packing) -> Option<Self> {
        let (rows, columns) = (&geometry.window.rows, &geometry.window.columns);
        let pixels = rows.output() * columns.output();
        let (width, tiled) = (columns.output(), packing.of_tiles());
        let takes = isa.level() == Level::AmxInt8
            && tiles::pays(pixels, packing.length)
            && ROWS * tiled.row_bytes() <= ROWS_BYTES;
        // The pixels of 1×1 convolutions are evenly spaced all over. Else those of a row are; where that would leave
        // much of the tiles empty, gathering rows is the lesser evil.
        let flat = rows.filter() * columns.filter() == 1 && rows.stride() * columns.stride() == 1;
        let filled = 5 * width >= 3 * width.next_multiple_of(ROWS);
        takes.then_some(Self { run: if flat || !filled { pixels } else { width } })
    }

    /// Blocks of `pixels` rows.
    pub(super) fn blocks(self, pixels: usize) -> usize {
        pixels.div_ceil(self.run) * self.run.div_ceil(ROWS)
    }

    /// The first row of a block, and how many there are.
    fn block(self, block: usize) -> (usize, usize) {
        let each = self.run.div_ceil(ROWS);
        let start = block % each * ROWS;
        (block / each * self.run + start, ROWS.min(self.run - start))
    }
}

/// The inputs of a block, where they lie or gathered.
struct Inputs {
    first: usize,
    count: usize,
    start: *const u8,
    stride: usize,
    segment_rows: (usize, usize),
    segment_columns: (usize, usize),
    terms: Option<[i32; ROWS]>,
}

impl Inputs {
    /// Whether the segments of both are as far apart, so that one product takes both.
    fn is_like(&self, other: &Self) -> bool {
        (self.segment_rows, self.segment_columns) == (other.segment_rows, other.segment_columns)
    }
}

impl<A: Arithmetic> Part<'_, '_, A> {
    /// All blocks and panels, on tiles.
    pub(super) fn run_tiles<S: Simd>(
        &self,
        simd: S,
        source: &Source<'_>,
        rows: TileRows,
        share: (Range<usize>, Range<usize>),
    ) {
        let gemm = self.drive.gemm;
        let frame = gemm.frame.as_ref().filter(|_| self.drive.run.weights_zero_point == 0);
        let block = ROWS * gemm.packing.row_bytes();
        stack::with_numbers(if 2 * block <= ROWS_BYTES { 2 * block } else { block }, 0, |gathered| match frame {
            Some(frame) => stack::with_room(frame.bytes, |room| {
                let inputs = source.blank_frame(room, frame.bytes);
                self.choose(simd, &source.framed((&frame.window, 0), inputs), rows, share, gathered);
            }),
            None => self.choose(simd, source, rows, share, gathered),
        });
    }

    /// The CPU's tiles; in tests, where it has none, their model.
    fn choose<S: Simd>(
        &self,
        simd: S,
        source: &Source<'_>,
        rows: TileRows,
        share: (Range<usize>, Range<usize>),
        memory: &mut [u8],
    ) {
        #[cfg(test)]
        if !amx::available() {
            return self.walk_tiles(simd, &mut amx::Model::configure(), source, rows, share, memory);
        }
        self.walk_tiles(simd, &mut amx::Hardware::configure(), source, rows, share, memory);
    }

    fn walk_tiles<S: Simd, T: Tiles>(
        &self,
        simd: S,
        tiles: &mut T,
        source: &Source<'_>,
        rows: TileRows,
        (blocks, panels): (Range<usize>, Range<usize>),
        memory: &mut [u8],
    ) {
        let packing = &self.drive.gemm.packing;
        // Rows that lie where they are cost nothing to find again for each panel.
        if packing.len() > STREAMED_WEIGHTS && packing.segments == 1 && blocks.len() > 1 {
            for panel in panels {
                self.multiply_blocks(simd, tiles, source, rows, (blocks.clone(), panel..panel + 1), memory);
            }
        } else {
            self.multiply_blocks(simd, tiles, source, rows, (blocks, panels), memory);
        }
    }

    /// Two blocks at a time, where they are alike and the memory is enough.
    fn multiply_blocks<S: Simd, T: Tiles>(
        &self,
        simd: S,
        tiles: &mut T,
        source: &Source<'_>,
        rows: TileRows,
        (mut blocks, panels): (Range<usize>, Range<usize>),
        memory: &mut [u8],
    ) {
        let (above, below) = memory.split_at_mut(ROWS * self.drive.gemm.packing.row_bytes());
        while let Some(block) = blocks.next() {
            let first = self.inputs(source, rows.block(block), above);
            let next = if below.is_empty() { None } else { blocks.next() };
            let Some(next) = next else {
                self.multiply_tiles(simd, tiles, [&first], panels.clone());
                continue;
            };
            let second = self.inputs(source, rows.block(next), below);
            if first.is_like(&second) {
                self.multiply_tiles(simd, tiles, [&first, &second], panels.clone());
            } else {
                self.multiply_tiles(simd, tiles, [&first], panels.clone());
                self.multiply_tiles(simd, tiles, [&second], panels.clone());
            }
        }
    }

    /// The inputs of a block: where they are if they are evenly spaced and a whole tile can be read there.
    fn inputs(&self, source: &Source<'_>, (first, count): (usize, usize), memory: &mut [u8]) -> Inputs {
        let Drive { gemm, run, .. } = self.drive;
        if run.weights_zero_point == 0
            && let Some((start, stride)) = evenly_spaced(source, first, count)
        {
            let (segment_rows, segment_columns) = source.segments();
            return Inputs { first, count, start, stride, segment_rows, segment_columns, terms: None };
        }
        let stride = gemm.packing.row_bytes();
        let mut terms = [0; ROWS];
        for (i, panel) in memory.chunks_exact_mut(stride).enumerate().take(count) {
            source.gather(first + i, panel);
            if run.weights_zero_point != 0 {
                let sum = self.sum_of_inputs(source, panel);
                terms[i] = sum.wrapping_mul(run.weights_zero_point).wrapping_neg();
            }
        }
        assert!(memory.len() >= ROWS * stride, "no room to gather a block of rows");
        Inputs {
            first,
            count,
            start: memory.as_ptr(),
            stride,
            segment_rows: (1, 0),
            segment_columns: (gemm.packing.segments, stride / gemm.packing.segments),
            terms: (run.weights_zero_point != 0).then_some(terms),
        }
    }

    /// The sum of a gathered row's inputs. [`Source::sum`] counts them as unsigned: signed ones as 128 more.
    fn sum_of_inputs(&self, source: &Source<'_>, panel: &[u8]) -> i32 {
        let gemm = self.drive.gemm;
        if !gemm.has_sign() {
            return source.sum(panel, 0);
        }
        let more = 128 * gemm.packing.segments * gemm.packing.length;
        source.sum(panel, 0x80).wrapping_sub(more as i32)
    }

    /// The products of one block or two with these panels. All of them are alike.
    fn multiply_tiles<S: Simd, T: Tiles, const BLOCKS: usize>(
        &self,
        simd: S,
        tiles: &mut T,
        inputs: [&Inputs; BLOCKS],
        panels: Range<usize>,
    ) {
        let Drive { gemm, run, packed, columns, output, .. } = self.drive;
        let packing = &gemm.packing;
        let pixels = gemm.output.height * gemm.output.width;
        let Some(&&Inputs { segment_rows, segment_columns, .. }) = inputs.first() else { return };
        for panel in panels {
            let vectors = packing.panel_vectors(panel);
            let column = vectors.start * packing.lanes;
            let rows = inputs.map(|inputs| {
                let row = self.image * pixels + inputs.first;
                let place = row * gemm.output.channels + self.group * packing.columns + column;
                // SAFETY: the row and the column lie in the output, whose length was checked.
                let output = unsafe { output.0.add(place * A::OUTPUT_BYTES) };
                let &Inputs { start, stride, count, ref terms, .. } = inputs;
                BlockRows { inputs: start, stride, terms: terms.as_ref(), output, count }
            });
            let blocks = TileBlocks {
                rows,
                segment_rows,
                segment_columns,
                tiles: packing.steps / tiles::STEPS,
                weights: packed[self.group * packing.len() + packing.panel_bytes(panel).start..].as_ptr(),
                columns: &columns[self.group * packing.blocks() + column / 16..],
                output_stride: gemm.output.channels * A::OUTPUT_BYTES,
                width: (vectors.len() * packing.lanes).min(packing.columns - column),
                finish: run.finish,
            };
            // SAFETY: whole tiles were found to lie in the activation, or are gathered; the packed weights and constants
            // are as long as `Packing` says, which `Gemm::run` checked; each part has rows or panels of its own, and the
            // output is borrowed exclusively.
            unsafe { tiles::multiply::<S, A, T, BLOCKS>(simd, tiles, &blocks, (vectors.len(), gemm.has_sign())) };
        }
    }
}

/// Where the inputs of a row lie and the distance to the next row's, if all `count` rows are as far apart and 16 such
/// rows can be read.
fn evenly_spaced(source: &Source<'_>, first: usize, count: usize) -> Option<(*const u8, usize)> {
    let mut places = [core::ptr::null(); ROWS];
    if source.direct(first, &mut places[..count]) < count {
        return None;
    }
    let offset = places[0].addr() - source.data.as_ptr().addr();
    let stride = if count > 1 { places[1].addr().checked_sub(places[0].addr())? } else { 0 };
    if places[..count].windows(2).any(|pair| pair[1].addr().wrapping_sub(pair[0].addr()) != stride) {
        return None;
    }
    let ((rows, row), (columns, column)) = source.segments();
    let last = offset + (ROWS - 1) * stride + (rows - 1) * row + (columns - 1) * column;
    // The last tile of a segment is as long as the others.
    let readable = last + source.step_bytes.next_multiple_of(ROW_BYTES) <= source.data.len();
    readable.then_some((places[0], stride))
}
