//! The walk over a product: which rows and panels, in which order, on which thread.
//!
//! Rows are taken in *chunks*: a table says where the inputs of each row of a chunk are, and the microkernels run over
//! the whole chunk once for each panel. Images with padding, and inputs that the microkernel wants otherwise (wider, or
//! unsigned), are copied line by line into a frame on the stack that has everything in place, single pixels as many as
//! make a chunk; where that is no use, rows are gathered one by one.

use super::arithmetic::Arithmetic;
use super::block::{self, Block};
use super::drive::{Gemm, Run};
use super::hybrid::RowConstants;
use super::source::{Frame, Source};
use super::tile_drive::TileRows;
use crate::parallel::{Workers, parts, share};
use crate::simd::{Simd, SimdTask, Visitor};
use crate::stack::{self, initialised};
use core::mem::MaybeUninit;
use core::ops::Range;

/// Bytes of the stack in which frames lie and rows are gathered.
pub(super) const PANEL_BYTES: usize = 64 << 10;

/// The same where that is too little for floats.
pub(super) const LARGE_PANEL_BYTES: usize = stack::MOST_BYTES;

/// Most rows of a chunk.
pub(super) const CHUNK: usize = 256;

/// Inputs of a chunk: bytes stay in the first-level cache beside a panel; of floats only those of a block of rows do.
const CHUNK_BYTES: usize = 16 << 10;

/// Weights beyond this are read as seldom as can be, in chunks as large as can be: about what stays in the
/// second-level cache beside everything else.
pub(super) const STREAMED_WEIGHTS: usize = if cfg!(test) { 1 << 10 } else { 384 << 10 };

/// Steps of a row that is worth a copy, whose inputs need no change in the microkernel.
const COPIED_STEPS: usize = 4;

/// Multiply-accumulates of bytes that are worth a thread: half a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 17 };

/// Multiply-accumulates that take as long as an output takes once it is summed.
const OUTPUT: usize = 24;

/// Multiply-accumulates that tiles do in the time of one on vectors.
const TILES_GAIN: usize = 6;

/// Where the output starts; threads write disjoint parts of it.
#[derive(Clone, Copy)]
pub(super) struct Output(pub(super) *mut u8);

// SAFETY: parts of one product write different rows, or different columns of the same rows.
unsafe impl Send for Output {}
// SAFETY: as above.
unsafe impl Sync for Output {}

/// A product with everything that it needs.
pub(super) struct Drive<'a, A: Arithmetic> {
    pub(super) gemm: &'a Gemm,
    pub(super) run: Run<'a, A::Finish>,
    input: &'a [u8],
    pub(super) packed: &'a [i8],
    pub(super) columns: &'a [A::Columns],
    pub(super) output: Output,
    pub(super) workers: &'a dyn Workers,
}

impl<'a, A: Arithmetic> Drive<'a, A> {
    /// Of input, packed weights and constants; all of them and the output are as long as the product needs.
    pub(super) fn new(
        gemm: &'a Gemm,
        run: Run<'a, A::Finish>,
        (input, packed, columns): (&'a [u8], &'a [i8], &'a [A::Columns]),
        output: &'a mut [u8],
        workers: &'a dyn Workers,
    ) -> Self {
        Self { gemm, run, input, packed, columns, output: Output(output.as_mut_ptr()), workers }
    }
}

impl<A: Arithmetic> Visitor for &Drive<'_, A> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let gemm = self.gemm;
        let (panels, groups) = (gemm.packing.panels(), gemm.geometry.groups);
        let rows = gemm.output.height * gemm.output.width;
        let blocks = gemm.tiles.map_or(rows.div_ceil(gemm.block), TileRows::tiles);
        let depth = gemm.packing.segments * gemm.packing.length;
        let products = if gemm.tiles.is_some() { depth / TILES_GAIN } else { depth };
        let work = (rows * gemm.output.channels / groups).saturating_mul(products + OUTPUT);
        let count = parts(self.workers, work, gemm.isa().grain(GRAIN)).min(blocks.max(panels).max(1));
        // Of the largest part: all threads wait for it. Panels are shared where each thread then reads fewer weights.
        let largest = |units: usize, others: usize| units.div_ceil(count) * others;
        let streamed = gemm.packing.len() > STREAMED_WEIGHTS;
        let by_rows = (blocks >= 2 * count || panels < count)
            && !(streamed && largest(panels, blocks) <= largest(blocks, panels));
        for image in 0..gemm.input.batch {
            for group in 0..groups {
                let part = Part { drive: self, image, group };
                if count == 1 {
                    part.run(simd, 0..blocks, 0..panels);
                } else if by_rows {
                    self.workers.run(count, &|i| part.run(simd, share(blocks, count, i), 0..panels));
                } else {
                    self.workers.run(count, &|i| part.run(simd, 0..blocks, share(panels, count, i)));
                }
            }
        }
    }
}

/// One group of one image.
pub(super) struct Part<'a, 'd, A: Arithmetic> {
    pub(super) drive: &'a Drive<'d, A>,
    pub(super) image: usize,
    pub(super) group: usize,
}

/// Rows of a chunk: whole blocks of `block`, where packed weights have so many bytes and a pixel so many inputs.
pub(super) fn chunk(packed: usize, pixel: usize, block: usize) -> usize {
    let rows = if packed > STREAMED_WEIGHTS { CHUNK } else { (CHUNK_BYTES / pixel.max(1)).min(CHUNK) };
    (rows / block).max(1) * block
}

/// What chunks are made of.
pub(super) struct Memory<'a> {
    /// Where the inputs of each row are.
    pub(super) rows: &'a mut [*const u8],
    /// Room for gathered rows: taken when the first is gathered. Where rows can be read where they are that is one at
    /// the border, or the last.
    room: &'a mut [MaybeUninit<u8>],
    inputs: &'a mut [u8],
    /// What is added to the sums of each row; empty where nothing is.
    pub(super) terms: &'a mut [i32],
    /// What scaling has to know of each row; empty where the arithmetic needs nothing.
    constants: &'a mut [RowConstants],
}

/// Rows whose inputs are in the table.
pub(super) struct Chunk {
    first: usize,
    pub(super) count: usize,
    /// Whether the microkernel has to make the inputs unsigned.
    pub(super) flips: bool,
    pub(super) segment_rows: (usize, usize),
    pub(super) segment_columns: (usize, usize),
}

impl<A: Arithmetic> Part<'_, '_, A> {
    fn run<S: Simd>(&self, simd: S, blocks: Range<usize>, panels: Range<usize>) {
        let Drive { gemm, run, input, .. } = self.drive;
        let pixels = gemm.output.height * gemm.output.width;
        let padding = match run.rows {
            [] => run.padding,
            // The zero point, which a byte holds.
            _ => run.row(self.image * pixels, gemm.input.batch * pixels)[0] as u8,
        };
        let source = gemm.source(padding, input, self.image, self.group);
        if const { A::HAS_TILES && S::LANES == 16 }
            && let Some(rows) = gemm.tiles
        {
            return self.run_tiles(simd, &source, rows, (blocks, panels));
        }
        let rows = blocks.start * gemm.block..pixels.min(blocks.end * gemm.block);
        let frame = gemm.frame.as_ref().filter(|_| !self.sums_gathered());
        let most = if gemm.is_large { LARGE_PANEL_BYTES } else { PANEL_BYTES };
        let bytes = match frame {
            Some(frame) => frame.bytes,
            None => (gemm.chunk.min(rows.len()) * gemm.packing.row_bytes()).min(most),
        };
        stack::with_room(bytes, |room| self.run_in(simd, (&source, frame), (rows, panels), room));
    }

    /// All rows, with so much room for inputs.
    #[inline(never)]
    fn run_in<S: Simd>(
        &self,
        simd: S,
        (source, frame): (&Source<'_>, Option<&Frame>),
        (rows, panels): (Range<usize>, Range<usize>),
        room: &mut [MaybeUninit<u8>],
    ) {
        let Drive { run, .. } = self.drive;
        let has_terms = run.weights_zero_point != 0;
        let count = CHUNK.min(rows.len());
        let (mut table, mut terms, mut constants) =
            ([MaybeUninit::uninit(); CHUNK], [MaybeUninit::uninit(); CHUNK], [MaybeUninit::uninit(); CHUNK]);
        let mut memory = Memory {
            rows: initialised(&mut table, count, core::ptr::null()),
            room: &mut [],
            inputs: &mut [],
            terms: initialised(&mut terms, if has_terms { count } else { 0 }, 0),
            constants: initialised(&mut constants, if A::ROW_CONSTANTS { count } else { 0 }, [0; 2]),
        };
        match frame {
            Some(frame) => {
                let inputs = source.blank_frame(room, frame.bytes);
                self.frames(simd, (source, frame, inputs), (rows, panels), &mut memory);
            }
            None => self.walk(simd, (source, 0), (rows, panels), &mut Memory { room, ..memory }),
        }
    }

    /// All rows, in strips of lines that are copied into the frame.
    fn frames<S: Simd>(
        &self,
        simd: S,
        (source, frame, inputs): (&Source<'_>, &Frame, &mut [u8]),
        (rows, panels): (Range<usize>, Range<usize>),
        memory: &mut Memory<'_>,
    ) {
        let width = self.drive.gemm.output.width;
        let mut row = rows.start;
        while row < rows.end {
            let line = row / width;
            let end = rows.end.min((line + frame.lines) * width);
            let lines = end.div_ceil(width) - line;
            let smaller = if lines < frame.lines { frame.strip(lines) } else { None };
            let framed = source.framed((smaller.as_ref().unwrap_or(&frame.window), line), inputs);
            self.walk(simd, (&framed, line * width), (row..end, panels.clone()), memory);
            row = end;
        }
    }

    /// All chunks of rows, of a source that begins with row `origin`.
    fn walk<S: Simd>(
        &self,
        simd: S,
        (source, origin): (&Source<'_>, usize),
        (rows, panels): (Range<usize>, Range<usize>),
        memory: &mut Memory<'_>,
    ) {
        let mut row = rows.start;
        while row < rows.end {
            let most = self.drive.gemm.chunk.min(rows.end - row);
            let mut chunk = self.chunk((source, origin), (row, most), memory);
            if chunk.flips && self.drive.gemm.packing.segments == 1 && self.drive.gemm.packing.steps >= COPIED_STEPS {
                chunk.flips = !flip_rows(simd, source, &chunk, memory);
            }
            if let Some(ones) = self.drive.gemm.packing.ones().filter(|_| self.drive.run.weights_zero_point != 0) {
                self.sum_rows(simd, &chunk, memory, ones.start);
            }
            for panel in panels.clone() {
                self.multiply(simd, &chunk, memory, (panel, panels.end));
            }
            row += chunk.count;
        }
    }

    /// Rows from `first` on, at most so many: all where they are, or all gathered.
    fn chunk(
        &self,
        (source, origin): (&Source<'_>, usize),
        (first, most): (usize, usize),
        to: &mut Memory<'_>,
    ) -> Chunk {
        let Drive { gemm, run, .. } = self.drive;
        let most = most.min(to.rows.len());
        let (segment_rows, segment_columns) = source.segments();
        let mut chunk = Chunk { first, count: 0, flips: source.flip != 0, segment_rows, segment_columns };
        let sums = self.sums_gathered();
        let direct = source.widen.is_none() && !sums;
        if direct {
            chunk.count = source.direct(first - origin, &mut to.rows[..most]);
        }
        if chunk.count == 0 {
            chunk.flips = false;
            chunk.segment_rows = (1, 0);
            chunk.segment_columns = (gemm.packing.segments, 4 * gemm.packing.steps);
            let row_bytes = gemm.packing.row_bytes();
            if to.inputs.is_empty() {
                let rows = to.rows.len().min(if direct { 16 } else { gemm.chunk });
                let room = core::mem::take(&mut to.room);
                let bytes = (rows * row_bytes).min(room.len());
                to.inputs = initialised(room, bytes, 0);
            }
            let most = most.min(to.inputs.len() / row_bytes);
            let are_copied = !direct && source.copy_rows(first - origin, &mut to.inputs[..most * row_bytes]);
            for (row, inputs) in to.inputs.chunks_exact_mut(row_bytes).enumerate().take(most) {
                let place = first - origin + row;
                if direct && row > 0 && source.direct(place, &mut [core::ptr::null()]) > 0 {
                    break;
                }
                if !are_copied {
                    source.gather(place, inputs);
                }
                to.rows[row] = inputs.as_ptr();
                if let Some(term) = to.terms.get_mut(row).filter(|_| sums) {
                    *term = source.sum(inputs, 0).wrapping_mul(run.weights_zero_point).wrapping_neg();
                }
                chunk.count += 1;
            }
            assert!(chunk.count > 0, "no room to gather a row");
        }
        let pixels = gemm.output.height * gemm.output.width;
        for (i, constants) in to.constants.iter_mut().enumerate().take(chunk.count) {
            *constants = run.row(self.image * pixels + first + i, gemm.input.batch * pixels);
        }
        chunk
    }

    /// Whether rows are summed one by one when they are gathered: the weights have a zero point, but no ones are packed
    /// beside them.
    pub(super) fn sums_gathered(&self) -> bool {
        self.drive.run.weights_zero_point != 0 && self.drive.gemm.packing.ones().is_none()
    }

    /// A chunk × a panel: whole blocks, then what is left.
    fn multiply<S: Simd>(&self, simd: S, chunk: &Chunk, memory: &Memory<'_>, (panel, end): (usize, usize)) {
        let Drive { gemm, run, packed, columns, output, .. } = self.drive;
        let packing = &gemm.packing;
        let vectors = packing.panel_vectors(panel);
        let column = vectors.start * packing.lanes;
        let group_column = self.group * packing.columns + column;
        let pixel = self.image * gemm.output.height * gemm.output.width + chunk.first;
        let below = gemm.output.channels * A::OUTPUT_BYTES;
        let mut first = 0;
        while first < chunk.count {
            let rest = chunk.count - first;
            let (most, kernel) = match chunk.flips && A::SIGNED {
                true => block::largest_kernel::<S, A, true>(vectors.len()),
                false => block::kernel::<S, A>(rest, vectors.len()),
            };
            let count = if rest > most { rest - rest % most } else { rest };
            let at = (pixel + first) * below + group_column * A::OUTPUT_BYTES;
            let weights = |panel| packed[self.group * packing.len() + packing.panel_bytes(panel).start..].as_ptr();
            // What the second-level cache holds is not waited for.
            let next = if packing.len() > STREAMED_WEIGHTS && panel + 1 < end { panel + 1 } else { panel };
            let block = Block {
                rows: memory.rows[first..].as_ptr(),
                count,
                segment_rows: chunk.segment_rows,
                segment_columns: chunk.segment_columns,
                steps: packing.steps,
                weights: weights(panel),
                ahead: weights(next),
                columns: columns[self.group * packing.blocks() + column / 16..].as_ptr(),
                row_terms: memory.terms.get(first).map(core::ptr::from_ref),
                row_constants: memory.constants.get(first..).unwrap_or_default().as_ptr(),
                output: (output.0.wrapping_add(at), below),
                width: (vectors.len() * packing.lanes).min(packing.columns - column),
                finish: run.finish,
            };
            // SAFETY: rows were found to lie in the activation with all their steps, or are gathered; the packed
            // weights and constants are as long as `Packing` says, which `Gemm::run` checked, as it did the output's
            // length; terms and constants are as many as rows of a chunk; each part has rows or panels of its own, and
            // the output is borrowed exclusively.
            unsafe { kernel(simd, &block) }
            first += count;
        }
    }
}

/// Copies the rows of a chunk, each of one segment, as unsigned bytes; false, and nothing done, where there is no room.
fn flip_rows<S: Simd>(simd: S, source: &Source<'_>, chunk: &Chunk, memory: &mut Memory<'_>) -> bool {
    let rows = &mut memory.rows[..chunk.count];
    let (first, last) = (rows[0], rows[chunk.count - 1]);
    // Pixels that touch each other are one run of bytes.
    let touch = last.addr() - first.addr() == (chunk.count - 1) * source.pixel && source.pixel <= source.step_bytes;
    let pitch = if touch { source.pixel } else { source.step_bytes };
    let bytes = (chunk.count - 1) * pitch + source.step_bytes;
    if bytes > memory.room.len() {
        return false;
    }
    let to = memory.room.as_mut_ptr().cast::<u8>();
    let runs = if touch { &rows[..1] } else { &rows[..] };
    simd.enter(Flip { runs, bytes: if touch { bytes } else { pitch }, to });
    for (i, row) in rows.iter_mut().enumerate() {
        *row = to.wrapping_add(i * pitch);
    }
    true
}

/// Signed bytes, in runs of `bytes`, copied as unsigned ones, 128 greater.
struct Flip<'a> {
    runs: &'a [*const u8],
    bytes: usize,
    to: *mut u8,
}

impl<S: Simd> SimdTask<S> for Flip<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let flip = simd.splat(i32::from_ne_bytes([0x80; 4]));
        let vector = 4 * S::LANES;
        for (i, &from) in self.runs.iter().enumerate() {
            let to = self.to.wrapping_add(i * self.bytes);
            let mut done = 0;
            while done < self.bytes {
                // SAFETY: a row can be read with all its steps, of four bytes each, a run from the first row to the last;
                // there is room for all runs in memory of its own.
                unsafe {
                    if self.bytes < vector {
                        // As the steps will be read.
                        let at = done.min(self.bytes - 4);
                        let word = from.add(at).cast::<u32>().read_unaligned() ^ 0x8080_8080;
                        to.add(at).cast::<u32>().write_unaligned(word);
                        done += 4;
                        continue;
                    }
                    // The last vector may overlap the one before it.
                    let at = done.min(self.bytes - vector);
                    let inputs = simd.xor(simd.load(from.add(at).cast()), flip);
                    simd.store(inputs, to.add(at).cast(), S::LANES);
                    done += vector;
                }
            }
        }
    }
}
