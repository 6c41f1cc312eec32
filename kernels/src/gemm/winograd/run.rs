//! The run of a Winograd convolution: the weights are transformed, then chunks of tiles are transformed, multiplied and
//! transformed back.

use super::super::arithmetic::{Doubling, WordSums};
use super::super::block::{self, Block};
use super::super::drive::{Gemm, Operands, Product};
use super::super::walk::Output;
use super::transform;
use super::{APART, CHUNK, FILTER, INPUTS, OUTPUTS, POSITIONS, Tiling};
use crate::ahead::LINE;
use crate::parallel::{Workers, parts, share};
use crate::requantize::{Doubling16, Narrow};
use crate::simd::{Places, Simd, SimdTask, Visitor, unrolled, with_simd};
use crate::stack::with_room;
use core::mem::MaybeUninit;
use core::ops::Range;

/// Multiply-accumulates of words that are worth a thread, with what is transformed for them: a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 16 };

/// Multiply-accumulates that take as long as the transform of a vector of weights.
const TRANSFORM: usize = 3 << 10;

impl Gemm {
    /// Computes a product by rule **D** that [`winograd`](Self::winograd) made, with the results that
    /// [`run_fixed_point`](Self::run_fixed_point) has for the direct one. `scratch` is as long as
    /// [`scratch_len`](Self::scratch_len) says, or fewer threads share the work.
    ///
    /// # Panics
    /// When the operands are not what the product needs, or `scratch` is too short for one thread.
    pub fn run_winograd(
        &self,
        product: &Product,
        operands: Operands<'_, Doubling16>,
        scratch: &mut [u8],
        workers: &dyn Workers,
    ) {
        self.check::<Doubling<true>>(&operands);
        let Some(tiling) = &self.winograd else { unreachable!("a product of another algorithm") };
        let mut threads = self.winograd_parts(tiling, workers);
        let memory = (!tiling.is_on_stack()).then(|| {
            let (shared, each) = tiling.memory();
            let aligned = scratch.as_ptr().align_offset(APART);
            let (weights, rest) = scratch[aligned..].split_at_mut(shared);
            threads = threads.min(rest.len() / each);
            Memory { weights: Output(weights.as_mut_ptr()), part: Output(rest.as_mut_ptr()) }
        });
        assert!(threads > 0, "no memory for the tiles of a chunk");
        let Operands { input, packed, columns, output } = operands;
        let output = Output(output.as_mut_ptr());
        let tiles = Tiles { gemm: self, tiling, product, input, packed, columns, output, memory, workers, threads };
        with_simd(self.isa(), &tiles);
    }

    /// How many threads share a run.
    pub(super) fn winograd_parts(&self, tiling: &Tiling, workers: &dyn Workers) -> usize {
        let work = (tiling.tiles() * POSITIONS).saturating_mul(self.packing().length * self.packing().columns);
        let panels = self.packing().panels();
        let units = if tiling.by_panels(panels) { panels } else { tiling.tiles().div_ceil(self.block) };
        parts(workers, work, self.isa().grain(GRAIN)).min(units)
    }
}

/// Memory of a run. Each thread writes where no other does.
#[derive(Clone, Copy)]
struct Memory {
    /// The transformed weights, by position.
    weights: Output,
    /// The transformed inputs of a thread's chunk, their sums with the weights of a panel, and a tile's inputs; for each
    /// thread where they share it.
    part: Output,
}

impl Memory {
    /// That of a thread, of which each has so many bytes.
    fn of_part(&self, part: usize, bytes: usize) -> Self {
        Self { part: Output(self.part.0.wrapping_add(part * bytes)), ..*self }
    }
}

/// A run with everything that it needs.
struct Tiles<'a> {
    gemm: &'a Gemm,
    tiling: &'a Tiling,
    product: &'a Product,
    input: &'a [u8],
    packed: &'a [i8],
    columns: &'a [Doubling16],
    output: Output,
    /// Scratch memory that all threads share; without it each has its own on the stack.
    memory: Option<Memory>,
    workers: &'a dyn Workers,
    threads: usize,
}

impl Visitor for &Tiles<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let run = |threads: usize, task: &(dyn Fn(usize) + Sync)| {
            if threads == 1 { task(0) } else { self.workers.run(threads, task) }
        };
        let own = self.tiling.own_bytes();
        let Some(memory) = self.memory else {
            return run(self.threads, &|part| {
                with_room(own, |room: &mut [MaybeUninit<u8>]| self.own(simd, part, Output(room.as_mut_ptr().cast())));
            });
        };
        if self.tiling.is_private {
            return run(self.threads, &|part| self.own(simd, part, memory.of_part(part, own).part));
        }
        let (packing, panels) = (self.gemm.packing(), self.gemm.packing().panels());
        for first in (0..panels).step_by(self.tiling.pass) {
            let panels = first..panels.min(first + self.tiling.pass);
            let vectors: usize = panels.clone().map(|panel| packing.panel_vectors(panel).len()).sum();
            let work = packing.steps * vectors * TRANSFORM;
            let count = parts(self.workers, work, self.gemm.isa().grain(GRAIN)).min(self.threads);
            run(count, &|part| {
                let steps = share(packing.steps, count, part);
                simd.enter(Weights { tiles: self, to: memory.weights, panels: panels.clone(), steps })
            });
            run(self.threads, &|part| {
                self.part(simd, part, (memory.of_part(part, self.tiling.part_bytes()), panels.clone(), false));
            });
        }
    }
}

/// Transforms the weights of some steps of some panels, to where those of the first panel go.
struct Weights<'a> {
    tiles: &'a Tiles<'a>,
    to: Output,
    panels: Range<usize>,
    steps: Range<usize>,
}

impl<S: Simd> SimdTask<S> for Weights<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { tiles: Tiles { gemm, tiling, packed, .. }, to: start, panels, steps } = self;
        let (from, to) = (gemm.packing(), gemm.transformed());
        for panel in panels.clone() {
            let vectors = from.panel_vectors(panel).len();
            let packed = packed[from.panel_bytes(panel)].as_ptr();
            let transformed = start.0.wrapping_add(to.panel_bytes(panel).start - to.panel_bytes(panels.start).start);
            for place in steps.start * vectors..steps.end * vectors {
                // SAFETY: `Gemm::check` found as many packed weights as there are taps, steps and vectors of a panel; there is
                // room for as many transformed ones of each position, and these steps are written by nobody else.
                unsafe {
                    let tap = from.steps * vectors * S::LANES * from.group;
                    let packed = packed.wrapping_add(place * S::LANES * from.group);
                    let to = transformed.wrapping_add(place * S::LANES * to.group);
                    transform_weights(simd, (packed, tap), (to, tiling.weights));
                }
            }
        }
    }
}

/// Transforms a vector of weights: taps are so many bytes apart, positions written so many.
///
/// # Safety
/// A vector can be read at each tap and written at each position.
#[inline(always)]
unsafe fn transform_weights<S: Simd>(simd: S, (from, tap): (*const i8, usize), (to, plane): (*mut u8, usize)) {
    let mut half = [[simd.splat(0); FILTER]; INPUTS];
    unrolled!(x < FILTER {
        let mut column = [simd.splat(0); FILTER];
        unrolled!(y < FILTER {
            // SAFETY: the caller's promise.
            column[y] = unsafe { simd.words(from.wrapping_add((FILTER * y + x) * tap)) };
        });
        let column = transform::weights(simd, column);
        unrolled!(y < INPUTS {
            half[y][x] = column[y];
        });
    });
    unrolled!(y < INPUTS {
        let row = transform::weights(simd, half[y]);
        unrolled!(x < INPUTS {
            // SAFETY: the caller's promise.
            unsafe { simd.store(row[x], to.wrapping_add((INPUTS * y + x) * plane).cast(), S::LANES) }
        });
    });
}

impl Tiles<'_> {
    /// The outputs of thread `part`, with memory of its own.
    fn own<S: Simd>(&self, simd: S, part: usize, start: Output) {
        let panels = self.gemm.packing().panels();
        let panels = if self.tiling.by_panels(panels) { share(panels, self.threads, part) } else { 0..panels };
        let rest = Output(start.0.wrapping_add(POSITIONS * self.tiling.weights));
        self.part(simd, part, (Memory { weights: start, part: rest }, panels, true));
    }

    /// The outputs of thread `part`: whole blocks of tiles, of the columns of some panels. Their weights are transformed, or
    /// as many as the thread's own memory holds at a time.
    fn part<S: Simd>(&self, simd: S, part: usize, (memory, panels, own): (Memory, Range<usize>, bool)) {
        let (tiles, block, pass) = (self.tiling.tiles(), self.gemm.block, self.tiling.pass);
        let blocks = share(tiles.div_ceil(block), self.threads, part);
        let range = match self.tiling.by_panels(self.gemm.packing().panels()) {
            true => 0..tiles,
            false => blocks.start * block..tiles.min(blocks.end * block),
        };
        // A single chunk's are there from the first panels on.
        let is_kept = !own && panels.start > 0 && self.gemm.input.batch == 1 && range.len() <= self.tiling.chunk;
        let (mut is_there, holds_all) = (!own, pass >= panels.len());
        for image in 0..self.gemm.input.batch {
            for first in range.clone().step_by(self.tiling.chunk) {
                let chunk = Chunk::new(self, memory, (image, first..range.end.min(first + self.tiling.chunk)));
                if !is_kept {
                    simd.enter(Inputs(&chunk));
                }
                for first in panels.clone().step_by(pass) {
                    let panels = first..panels.end.min(first + pass);
                    if !is_there {
                        let (panels, steps) = (panels.clone(), 0..self.gemm.packing().steps);
                        simd.enter(Weights { tiles: self, to: memory.weights, panels, steps });
                        is_there = holds_all;
                    }
                    panels.for_each(|panel| chunk.outputs(simd, (panel, first)));
                }
            }
        }
    }
}

/// Some tiles of an image.
struct Chunk<'a> {
    tiles: &'a Tiles<'a>,
    image: usize,
    first: usize,
    count: usize,
    /// Transformed inputs, by position.
    inputs: *mut u8,
    /// Their sums in a column of positions.
    sums: *mut u8,
    /// Sums of all columns, transformed along the columns: four rows of them.
    half: *mut u8,
    /// The inputs of a tile that the image does not have all of.
    patch: *mut u8,
    /// The transformed weights.
    weights: *mut u8,
}

impl<'a> Chunk<'a> {
    /// Some tiles of an image, in the memory of a thread.
    fn new(tiles: &'a Tiles<'a>, memory: Memory, (image, range): (usize, Range<usize>)) -> Self {
        let tiling = tiles.tiling;
        let inputs = memory.part.0;
        let sums = inputs.wrapping_add(POSITIONS * tiling.inputs_plane());
        let half = sums.wrapping_add(INPUTS * tiling.sums_plane());
        let patch = half.wrapping_add(OUTPUTS * INPUTS * tiling.sums_plane());
        let (first, count) = (range.start, range.len());
        Self { tiles, image, first, count, inputs, sums, half, patch, weights: memory.weights.0 }
    }

    /// All outputs of a panel, whose weights lie behind those of the panels from another on.
    fn outputs<S: Simd>(&self, simd: S, (panel, first): (usize, usize)) {
        let packing = self.tiles.gemm.transformed();
        let weights = self.weights.wrapping_add(packing.panel_bytes(panel).start - packing.panel_bytes(first).start);
        match packing.panel_vectors(panel).len() {
            1 => self.panel::<S, 1>(simd, panel, weights),
            2 => self.panel::<S, 2>(simd, panel, weights),
            3 if S::PANEL > 2 => self.panel::<S, 3>(simd, panel, weights),
            _ if S::PANEL > 2 => self.panel::<S, 4>(simd, panel, weights),
            _ => unreachable!("eight lanes have panels of one vector or two"),
        }
    }

    /// The row and column of the first output of a tile.
    #[inline(always)]
    fn place(&self, tile: usize) -> (usize, usize) {
        let tile = self.first + tile;
        (tile / self.tiles.tiling.columns * OUTPUTS, tile % self.tiles.tiling.columns * OUTPUTS)
    }

    fn panel<S: Simd, const VECTORS: usize>(&self, simd: S, panel: usize, weights: *const u8) {
        for x in 0..INPUTS {
            for y in 0..INPUTS {
                self.multiply(simd, (panel, weights), (y, x));
            }
            simd.enter(Columns::<VECTORS>(self, x));
        }
        match self.tiles.product.signed {
            true => simd.enter(Finish::<true, VECTORS>(self, panel)),
            false => simd.enter(Finish::<false, VECTORS>(self, panel)),
        }
    }

    /// The products of a position with the weights of a panel.
    fn multiply<S: Simd>(&self, simd: S, (panel, weights): (usize, *const u8), (y, x): (usize, usize)) {
        let Tiles { gemm, tiling, .. } = self.tiles;
        let packing = gemm.transformed();
        let vectors = packing.panel_vectors(panel).len();
        let (_, kernel) = block::largest_kernel::<S, WordSums<2>, false>(vectors);
        let position = INPUTS * y + x;
        let inputs = self.inputs.wrapping_add(position * tiling.inputs_plane());
        let mut rows = [core::ptr::null(); CHUNK];
        let mut place = inputs.cast_const();
        for row in &mut rows[..self.count] {
            *row = place;
            place = place.wrapping_add(2 * tiling.channels);
        }
        let weights = weights.wrapping_add(position * tiling.weights);
        let block = Block::<WordSums<2>> {
            rows: rows.as_ptr(),
            count: self.count,
            segment_rows: (1, 0),
            segment_columns: (1, 0),
            steps: packing.steps,
            weights: weights.cast(),
            ahead: weights.cast(),
            columns: core::ptr::from_ref(&()),
            row_terms: None,
            row_constants: core::ptr::null(),
            output: (self.sums.wrapping_add(y * tiling.sums_plane()), tiling.panel),
            width: vectors * S::LANES,
            finish: (),
        };
        // SAFETY: a chunk has at most `CHUNK` tiles, of which all steps were transformed, as were the weights; there is
        // room for the sums of all vectors of each.
        unsafe { kernel(simd, &block) }
    }
}

/// Transforms the inputs of a chunk.
struct Inputs<'a>(&'a Chunk<'a>);

impl<S: Simd> SimdTask<S> for Inputs<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Chunk { tiles: Tiles { gemm, tiling, input, product, .. }, image, inputs, patch, .. } = self.0;
        let (window, extent) = (&gemm.geometry.window, &gemm.input);
        let pixel = extent.channels;
        let line = extent.width * pixel;
        let (above, before) = (window.rows.pad_before(), window.columns.pad_before());
        let image = &input[image * extent.height * line..][..extent.height * line];
        for tile in 0..self.0.count {
            // In the padded image.
            let (row, column) = self.0.place(tile);
            let within = |first, size, padding| first >= padding && first + INPUTS <= padding + size;
            let mut from = Pixels { start: core::ptr::null(), line, pixel };
            if within(row, extent.height, above) && within(column, extent.width, before) {
                let first = (row - above) * line + (column - before) * pixel;
                let bytes = (INPUTS - 1) * (line + pixel) + tiling.channels;
                from.start = image.get(first..first + bytes).map_or(core::ptr::null(), <[u8]>::as_ptr);
                // The next chunk's, while this one is multiplied: what is read are many short pieces.
                let next = from.start.wrapping_add(tiling.chunk * OUTPUTS * pixel);
                for y in 0..INPUTS {
                    for place in (0..OUTPUTS * pixel).step_by(LINE) {
                        simd.prefetch_far(next.wrapping_add(y * line + place));
                    }
                }
            }
            if from.start.is_null() {
                // SAFETY: nobody else has this thread's memory.
                let patch = unsafe { core::slice::from_raw_parts_mut(*patch, tiling.patch_bytes(pixel)) };
                patch.fill(product.padding);
                let first = before.saturating_sub(column).min(INPUTS);
                let last = (before + extent.width).saturating_sub(column).clamp(first, INPUTS);
                for (y, to) in patch.chunks_exact_mut(INPUTS * pixel).enumerate().take(INPUTS) {
                    if (above..above + extent.height).contains(&(row + y)) {
                        let start = (row + y - above) * line + (column + first).saturating_sub(before) * pixel;
                        to[first * pixel..last * pixel].copy_from_slice(&image[start..start + (last - first) * pixel]);
                    }
                }
                from = Pixels { start: patch.as_ptr(), line: INPUTS * pixel, pixel };
            }
            for first in (0..tiling.channels).step_by(2 * S::LANES) {
                let from = Pixels { start: from.start.wrapping_add(first), ..from };
                let to = inputs.wrapping_add(2 * (tile * tiling.channels + first));
                // SAFETY: a pixel was found to have vectors for all channels, the last one beyond it perhaps, where the
                // weights are zeros; there is room for as many, of all tiles.
                unsafe { transform_vector(simd, from, (to, tiling.inputs_plane())) }
            }
        }
    }
}

/// Where the pixels of a tile are.
#[derive(Clone, Copy)]
struct Pixels {
    start: *const u8,
    /// Bytes from a row to the next, and from a pixel.
    line: usize,
    pixel: usize,
}

/// Transforms a vector of channels.
///
/// # Safety
/// It can be read of each pixel and written at each position, which are `plane` bytes apart.
#[inline(always)]
unsafe fn transform_vector<S: Simd>(simd: S, from: Pixels, (to, plane): (*mut u8, usize)) {
    let mut half = [[simd.splat(0); INPUTS]; INPUTS];
    unrolled!(y < INPUTS {
        let line = from.start.wrapping_add(y * from.line);
        let mut row = [simd.splat(0); INPUTS];
        unrolled!(x < INPUTS {
            // SAFETY: the caller's promise.
            row[x] = unsafe { simd.words(line.wrapping_add(x * from.pixel).cast()) };
        });
        half[y] = transform::inputs(simd, row);
    });
    unrolled!(x < INPUTS {
        let column = [half[0][x], half[1][x], half[2][x], half[3][x], half[4][x], half[5][x]];
        let column = transform::inputs(simd, column);
        unrolled!(y < INPUTS {
            // SAFETY: the caller's promise.
            unsafe { simd.store(column[y], to.wrapping_add((INPUTS * y + x) * plane).cast(), S::LANES) }
        });
    });
}

/// Transforms a column of sums of a chunk, the one at `x`.
struct Columns<'a, const VECTORS: usize>(&'a Chunk<'a>, usize);

impl<S: Simd, const VECTORS: usize> SimdTask<S> for Columns<'_, VECTORS> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(Chunk { tiles: Tiles { tiling, .. }, count, sums, half, .. }, x) = self;
        let plane = tiling.sums_plane();
        for tile in 0..*count {
            for vector in 0..VECTORS {
                let place = tile * tiling.panel + 4 * vector * S::LANES;
                let mut column = [simd.splat(0); INPUTS];
                unrolled!(y < INPUTS {
                    // SAFETY: there are sums of all tiles, positions and vectors.
                    column[y] = unsafe { simd.load(sums.wrapping_add(y * plane + place).cast()) };
                });
                let column = transform::sums(simd, column);
                unrolled!(y < OUTPUTS {
                    let to = half.wrapping_add((INPUTS * y + x) * plane + place);
                    // SAFETY: there is room for as many, of four rows.
                    unsafe { simd.store(column[y], to.cast(), S::LANES) }
                });
            }
        }
    }
}

/// Transforms the sums of a chunk with the weights of a panel along the rows, scales them and writes the outputs.
struct Finish<'a, const SIGNED: bool, const VECTORS: usize>(&'a Chunk<'a>, usize);

impl<S: Simd, const SIGNED: bool, const VECTORS: usize> SimdTask<S> for Finish<'_, SIGNED, VECTORS> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(chunk, panel) = self;
        let Tiles { gemm, tiling, columns, output, product, .. } = chunk.tiles;
        let (packing, extent, plane) = (gemm.packing(), &gemm.output, tiling.sums_plane());
        let column = packing.panel_vectors(panel).start * packing.lanes;
        let constants = columns[column / 16..].as_ptr();
        for tile in 0..chunk.count {
            let (y, x) = chunk.place(tile);
            let (rows, pixels) = ((extent.height - y).min(OUTPUTS), (extent.width - x).min(OUTPUTS));
            let place = ((chunk.image * extent.height + y) * extent.width + x) * extent.channels + column;
            let places = Places {
                start: output.0.wrapping_add(place),
                below: extent.channels,
                last: pixels - 1,
                width: (VECTORS * S::LANES).min(packing.columns - column),
            };
            for row in 0..rows {
                let sums = chunk.half.wrapping_add(INPUTS * row * plane + tile * tiling.panel).cast_const();
                let start = places.start.wrapping_add(row * extent.width * extent.channels);
                // SAFETY: there are sums of all tiles and positions, and constants of the panel's columns; these outputs lie
                // in the output, which has as many as its extent, and are written by nobody else.
                unsafe {
                    let places = Places { start, ..places };
                    finish_row::<S, SIGNED, VECTORS>(simd, (sums, plane), constants, places, product.narrow);
                }
            }
        }
    }
}

/// Transforms a row of sums, whose positions are so many bytes apart, scales them and writes the outputs.
///
/// # Safety
/// The sums can be read, there are constants of the columns, and the outputs can be written at `places`.
#[inline(always)]
unsafe fn finish_row<S: Simd, const SIGNED: bool, const VECTORS: usize>(
    simd: S,
    (sums, plane): (*const u8, usize),
    constants: *const Doubling16,
    places: Places,
    narrow: Narrow,
) {
    let mut outputs = [[simd.splat(0); VECTORS]; OUTPUTS];
    unrolled!(vector < VECTORS {
        // SAFETY: the caller's promise; 16 lanes or the half that the vector is.
        let (columns, start) = unsafe {
            let columns = &*constants.add(vector * S::LANES / 16);
            (columns, simd.load(columns.start.as_ptr().add(vector * S::LANES % 16)))
        };
        let mut row = [simd.splat(0); INPUTS];
        unrolled!(x < INPUTS {
            // SAFETY: the caller's promise.
            row[x] = unsafe { simd.load(sums.wrapping_add(x * plane + 4 * vector * S::LANES).cast()) };
        });
        let row = transform::sums(simd, row);
        let part = vector % (16 / S::LANES);
        unrolled!(pixel < OUTPUTS {
            let sum = simd.add(start, transform::unscaled(simd, row[pixel]));
            outputs[pixel][vector] = simd.requantize::<SIGNED>(sum, columns, part);
        });
    });
    // Those beyond the last are written over it, so they have to be the same.
    for pixel in places.last + 1..OUTPUTS {
        outputs[pixel] = outputs[places.last];
    }
    // SAFETY: the caller's promise.
    unsafe { simd.store_block(&outputs, places, narrow) }
}
