//! The walk over the blocks of a product of tiles: which rows make tiles, and where their inputs lie.

use super::arithmetic::{Arithmetic, RowSums};
use super::block_rows::BlockRows;
use super::pack::Packing;
use super::source::{Frame, Source, extent};
use super::tiles::{self, Panels, State};
use super::walk::{Drive, LARGE_PANEL_BYTES, Part};
use crate::ahead::Lines;
use crate::amx::{self, ROWS, Tiles};
use crate::isa::{Isa, Level};
use crate::linear::ConvGeometry;
use crate::padding::WindowAxis;
use crate::parallel::share;
use crate::simd::Simd;
use crate::stack::{self, initialised};
use core::mem::MaybeUninit;
use core::ops::Range;

/// Packed weights beyond this are read once, panel by panel, for all rows, where the first-level cache has room for the
/// rows' inputs: the next panel is brought nearer while one is multiplied.
const STREAMED_WEIGHTS: usize = if cfg!(test) { 4 << 10 } else { 128 << 10 };

/// Steps of a block that take much longer than finding its rows.
const LONG_BLOCK: usize = if cfg!(test) { 2 } else { 32 };

/// Steps of a panel that take much longer than beginning with it.
const LONG_PANEL: usize = if cfg!(test) { 2 } else { 8 };

/// Bytes of inputs for which that cache has room.
const NEAR_INPUTS: usize = if cfg!(test) { 8 << 10 } else { 44 << 10 };

/// Packed weights that the second-level cache does not keep, and inputs that it keeps beside them.
const FAR_WEIGHTS: usize = 768 << 10;
const FAR_INPUTS: usize = 256 << 10;

/// Cache lines that are brought nearer with each step, and with the rest of a block: as many as come in that time.
const AHEAD: usize = 4;
const AHEAD_BLOCK: usize = 12;

/// How the rows of a product make tiles: each has 16 evenly spaced positions of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TileRows {
    runs: usize,
    /// Positions of a run.
    length: usize,
    /// Positions from a line of outputs to the next, all runs one behind the other, and how many of them are outputs.
    pitch: usize,
    width: usize,
    /// Whether rows are gathered, wherever they lie.
    gathers: bool,
}

impl TileRows {
    /// Where the instruction set has tiles, and they pay.
    pub(super) fn new(isa: Isa, geometry: &ConvGeometry, packing: &Packing, columns: usize) -> Option<Self> {
        let tiled = packing.of_tiles(tiles::VECTORS);
        let (height, width) = (geometry.window.rows.output(), geometry.window.columns.output());
        let takes = isa.level() == Level::AmxInt8
            && tiles::pays((height * width, columns.div_ceil(16)), (packing.segments, packing.length))
            && u32::try_from(height.saturating_mul(width)).is_ok()
            && ROWS.saturating_mul(tiled.row_bytes()) <= LARGE_PANEL_BYTES;
        takes.then(|| Self::cheapest(geometry, &tiled, columns))
    }

    /// The arrangement that takes the least time.
    fn cheapest(geometry: &ConvGeometry, tiled: &Packing, columns: usize) -> Self {
        let (rows, along) = (&geometry.window.rows, &geometry.window.columns);
        let (height, width) = (rows.output(), along.output());
        let lines = Self { runs: height, length: width, pitch: width, width, gathers: false };
        // Rows in between are computed and left: where the filter moves by one, all lines are one run.
        let pitch = along.pad_before() + along.input() + pad_after(along);
        let flat = Self { runs: 1, length: height.saturating_sub(1) * pitch + width, pitch, ..lines };
        let gathered = Self { runs: 1, length: height * width, gathers: true, ..lines };
        let is_flat = rows.stride() == 1 && along.stride() == 1;
        let in_place = if is_flat && flat.tiles() <= lines.tiles() { flat } else { lines };
        // Cycles for a tile of rows: copies of 32 bytes, products of 16 columns, and what becomes of their sums.
        let bytes = tiled.row_bytes();
        let copies = ROWS * (bytes / 32 + 10 * tiled.segments);
        let products = columns.div_ceil(16) * (bytes / 4 + 6 * ROWS);
        let gains = gathered.tiles() * (copies + products) < in_place.tiles() * products;
        if gains { gathered } else { in_place }
    }

    /// Vectors of a panel at the most: one where all rows make a single block, which then reads every weight once, and
    /// their inputs, of so many bytes each, lie in the first-level cache.
    pub(super) fn panel_vectors(self, row_bytes: usize) -> usize {
        let is_block = (tiles::row_tiles(tiles::VECTORS) + 1..=tiles::row_tiles(1)).contains(&self.tiles());
        let is_near = self.tiles() * ROWS * row_bytes <= NEAR_INPUTS;
        if is_block && is_near { 1 } else { tiles::VECTORS }
    }

    /// Tiles of a run.
    fn each(self) -> usize {
        self.length.div_ceil(ROWS)
    }

    /// All tiles.
    pub(super) fn tiles(self) -> usize {
        self.runs * self.each()
    }

    /// A tile: its first position and those of its outputs. The last tile of a run overlaps the one before it.
    fn tile(self, tile: usize) -> (usize, Range<usize>) {
        // Divisions take longer than a small block.
        let (run, place) = match self.runs {
            1 => (0, tile * ROWS),
            _ => (tile / self.each() * self.length, tile % self.each() * ROWS),
        };
        let first = if self.gathers { place } else { place.min(self.length.saturating_sub(ROWS)) };
        (run + first, run + place..run + self.length.min(place + ROWS))
    }

    /// Positions of some tiles.
    fn positions(self, tiles: Range<usize>) -> usize {
        tiles.len() * ROWS.min(self.length)
    }

    /// The line of outputs of a position, and its place in it.
    fn line(self, position: usize) -> (usize, usize) {
        if position < self.pitch { (0, position) } else { (position / self.pitch, position % self.pitch) }
    }

    /// The tiles from `tiles.start` on whose positions are all in the `lines` lines from the first one's on.
    fn of_lines(self, tiles: Range<usize>, lines: usize) -> Range<usize> {
        let end = (self.line(self.tile(tiles.start).0).0 + lines) * self.pitch;
        let mut last = tiles.start;
        while last + 1 < tiles.end && self.tile(last + 1).1.end <= end {
            last += 1;
        }
        tiles.start..last + 1
    }

    /// Bytes behind a frame that tiles may read: those of rows beyond the last, and of taps behind the last line for
    /// positions beside the outputs.
    fn slack(source: &Source<'_>) -> usize {
        let columns = &source.window.columns;
        (ROWS * columns.stride() + (columns.filter() - 1) * columns.dilation()) * source.pixel
    }

    /// The frame that images are copied into; none where rows are gathered.
    pub(super) fn frame(self, source: &Source<'_>) -> Option<Frame> {
        let most = LARGE_PANEL_BYTES.checked_sub(Self::slack(source))?;
        // All rows of a tile, wherever in the first line it begins.
        let holds = |frame: &Frame| {
            frame.lines == source.window.rows.output() || self.runs > 1 || (frame.lines - 1) * self.pitch >= ROWS
        };
        source.frame(most, usize::MAX).filter(|frame| !self.gathers && holds(frame))
    }

    /// The arrangement where no frame can be had: padding is gathered then.
    pub(super) fn without_frame(self, geometry: &ConvGeometry) -> Self {
        let (rows, along) = (&geometry.window.rows, &geometry.window.columns);
        let pads = |axis: &WindowAxis| axis.pad_before() + pad_after(axis) > 0;
        match pads(rows) || pads(along) {
            true => Self { runs: 1, length: rows.output() * along.output(), pitch: self.width, gathers: true, ..self },
            false => self,
        }
    }
}

/// What is padded behind the last input that there is.
fn pad_after(axis: &WindowAxis) -> usize {
    extent(axis, axis.output()).unwrap_or(0).saturating_sub(axis.pad_before() + axis.input())
}

/// The inputs of the rows that are multiplied.
struct Inputs<'a, 'm> {
    source: &'a Source<'a>,
    /// The line of outputs that the source begins with.
    origin: usize,
    /// Whether rows are gathered.
    gathers: bool,
    memory: Gathered<'m>,
}

impl Inputs<'_, '_> {
    /// About how many bytes so many positions read.
    fn bytes(&self, positions: usize) -> usize {
        let window = self.source.window;
        positions * self.source.pixel * window.rows.stride() * window.columns.stride()
    }

    /// Where the inputs of a tile begin, the first position's and 15 more, if all of them can be read there.
    fn in_place(&self, rows: TileRows, first: usize) -> Option<(*const u8, usize)> {
        let source = self.source;
        let (y, x) = rows.line(first);
        let below = source.window.columns.stride() * source.pixel;
        let start = (y - self.origin) * source.window.rows.stride() * source.row + x * below;
        let ((segment_rows, row), (segments, column)) = source.segments();
        let last = start + (ROWS - 1) * below + (segment_rows - 1) * row + (segments - 1) * column;
        (last + source.step_bytes <= source.data.len()).then(|| (source.data.as_ptr().wrapping_add(start), below))
    }

    /// Finds the rows of a block; returns whether it gathers them. `row_bytes` are those of a gathered row.
    fn find(
        &mut self,
        block: &mut BlockRows,
        rows: TileRows,
        tiles: Range<usize>,
        (vectors, row_bytes): (usize, usize),
    ) -> bool {
        let mut places = [None; tiles::row_tiles(1)];
        if !self.gathers {
            for (place, tile) in places.iter_mut().zip(tiles.clone()) {
                *place = self.in_place(rows, rows.tile(tile).0);
            }
        }
        let gathers = places[..tiles.len()].contains(&None);
        let segments = self.source.segments();
        let segment_bytes = self.source.step_bytes;
        match gathers {
            true => block.begin((1, 0), (row_bytes / segment_bytes, segment_bytes)),
            false => block.begin(segments.0, segments.1),
        }
        for (i, tile) in tiles.enumerate() {
            let (first, mut outputs) = rows.tile(tile);
            let mut memory: &mut [u8] = &mut [];
            match places[i] {
                Some((inputs, below)) if !gathers => block.push(inputs, below),
                _ => {
                    memory = &mut self.memory.bytes()[i * ROWS * row_bytes..][..ROWS * row_bytes];
                    block.push(memory.as_ptr(), row_bytes);
                }
            }
            while !outputs.is_empty() {
                let (y, x) = rows.line(outputs.start);
                let row = outputs.start - first;
                let positions = outputs.len().min(rows.pitch - x);
                let count = positions.min(rows.width.saturating_sub(x));
                let output = y * rows.width + x;
                block.push_outputs(row, output as u32, count, vectors);
                for (i, row) in memory.chunks_exact_mut(row_bytes).skip(row).enumerate().take(count) {
                    self.source.gather(output + i, row);
                }
                outputs.start += positions;
            }
        }
        block.end();
        gathers
    }
}

/// Memory for the rows of a block, used when the first is gathered.
struct Gathered<'m> {
    room: &'m mut [MaybeUninit<u8>],
    bytes: &'m mut [u8],
}

impl Gathered<'_> {
    fn bytes(&mut self) -> &mut [u8] {
        if self.bytes.is_empty() {
            let room = core::mem::take(&mut self.room);
            let count = room.len();
            self.bytes = initialised(room, count, 0);
        }
        self.bytes
    }
}

impl<'d, A: Arithmetic> Part<'_, 'd, A> {
    /// All tiles of rows and panels.
    pub(super) fn run_tiles<S: Simd>(
        &self,
        simd: S,
        source: &Source<'_>,
        rows: TileRows,
        share: (Range<usize>, Range<usize>),
    ) {
        let gemm = self.drive.gemm;
        let gathers = rows.gathers || self.sums_gathered();
        let frame = gemm.frame.as_ref().filter(|_| !gathers);
        let block = (tiles::MOST_ROWS * gemm.packing.row_bytes()).min(LARGE_PANEL_BYTES);
        let bytes = frame.map_or(block, |frame| frame.bytes + TileRows::slack(source));
        stack::with_room(bytes, |room| {
            #[cfg(test)]
            if !amx::available() {
                return self.walk_tiles(simd, &mut amx::Model::configure(), (source, frame), rows, share, room);
            }
            self.walk_tiles(simd, &mut amx::Hardware::configure(), (source, frame), rows, share, room);
        });
    }

    fn walk_tiles<S: Simd, T: Tiles>(
        &self,
        simd: S,
        tiles: &mut T,
        (source, frame): (&Source<'_>, Option<&Frame>),
        rows: TileRows,
        (share, panels): (Range<usize>, Range<usize>),
        room: &mut [MaybeUninit<u8>],
    ) {
        // Panels of a single vector come last.
        let packing = &self.drive.gemm.packing;
        let pairs = panels.clone().take_while(|&panel| packing.panel_vectors(panel).len() == tiles::VECTORS).count();
        let (pairs, singles) = (panels.start..panels.start + pairs, panels.start + pairs..panels.end);
        let mut state = State::new(tiles);
        let Some(frame) = frame else {
            let gathers = rows.gathers || self.sums_gathered();
            let memory = Gathered { room, bytes: &mut [] };
            let mut inputs = Inputs { source, origin: 0, gathers, memory };
            for panels in [pairs, singles] {
                self.multiply_rows(simd, &mut state, &mut inputs, rows, (share.clone(), panels));
            }
            return;
        };
        let memory = source.blank_frame(room, room.len());
        let mut rest = share;
        while !rest.is_empty() {
            let strip = rows.of_lines(rest.clone(), frame.lines);
            let origin = rows.line(rows.tile(strip.start).0).0;
            let last = rows.line(rows.tile(strip.end - 1).1.end - 1).0;
            let lines = (last + 1 - origin).min(frame.lines);
            let smaller = if lines < frame.lines { frame.strip(lines) } else { None };
            let framed = source.framed((smaller.as_ref().unwrap_or(&frame.window), origin), memory);
            let none = Gathered { room: &mut [], bytes: &mut [] };
            let mut inputs = Inputs { source: &framed, origin, gathers: false, memory: none };
            for panels in [pairs.clone(), singles.clone()] {
                self.multiply_rows(simd, &mut state, &mut inputs, rows, (strip.clone(), panels));
            }
            rest.start = strip.end;
        }
    }

    /// All blocks of the tiles with panels that are alike.
    fn multiply_rows<S: Simd, T: Tiles>(
        &self,
        simd: S,
        state: &mut State<'d, '_, A, T>,
        inputs: &mut Inputs<'_, '_>,
        rows: TileRows,
        (share, panels): (Range<usize>, Range<usize>),
    ) {
        let Drive { gemm, .. } = self.drive;
        if panels.is_empty() {
            return;
        }
        let packing = &gemm.packing;
        let vectors = packing.panel_vectors(panels.start).len();
        let most = tiles::row_tiles(vectors);
        let gathered = LARGE_PANEL_BYTES / (ROWS * packing.row_bytes());
        let each = if inputs.source.is_frame { most } else { most.min(gathered) };
        let blocks = share.len().div_ceil(each);
        let tiles_of = |block: usize| {
            let first = share.start + block * each;
            first..share.end.min(first + each)
        };
        let most = if packing.len() > FAR_WEIGHTS { FAR_INPUTS } else { NEAR_INPUTS };
        let near = inputs.bytes(rows.positions(share.clone())) <= most;
        // The rows of more blocks than two are found again for each panel; those of a single one are read by all panels in
        // one go, unless that takes long.
        let steps = packing.segments * packing.steps / tiles::STEPS;
        let pays = match blocks {
            1 => steps >= LONG_PANEL,
            2 => true,
            _ => steps >= LONG_BLOCK,
        };
        let by_panels = packing.len() > STREAMED_WEIGHTS && near && pays && !inputs.gathers;
        let mut found = [None; 2];
        let mut multiply = |simd, state: &mut State<'d, '_, A, T>, block: usize, panels: Range<usize>, ahead| {
            let place = found.iter().position(|&found| found == Some(block)).unwrap_or_else(|| {
                let place = state.behind.as_ref().map_or(0, |behind| 1 - behind.block);
                let gathered = self.find(simd, state, (place, vectors), inputs, rows, tiles_of(block));
                // There is memory for the rows of one block: those of another are gathered in their place.
                found[place] = (!gathered).then_some(block);
                place
            });
            self.multiply_panels(simd, state, place, panels, ahead);
        };
        if by_panels {
            for panel in panels.clone() {
                for block in 0..blocks {
                    let ahead = if panel + 1 < panels.end { Some((block, blocks)) } else { None };
                    multiply(simd, state, block, panel..panel + 1, ahead);
                }
            }
        } else {
            for block in 0..blocks {
                multiply(simd, state, block, panels.clone(), None);
            }
        }
        // SAFETY: as in `multiply_panels`.
        unsafe { tiles::finish(simd, state, vectors) }
    }

    /// Finds the rows of a block, and their sums if those count. Returns whether they are gathered.
    fn find<S: Simd, T: Tiles>(
        &self,
        simd: S,
        state: &mut State<'_, '_, A, T>,
        (place, vectors): (usize, usize),
        inputs: &mut Inputs<'_, '_>,
        rows: TileRows,
        of_block: Range<usize>,
    ) -> bool {
        let Drive { gemm, run, packed, .. } = self.drive;
        let State { tiles, blocks, .. } = state;
        let block = &mut blocks[place];
        let gathered = inputs.find(block, rows, of_block, (vectors, gemm.packing.row_bytes()));
        if run.weights_zero_point == 0 {
            return gathered;
        }
        let mut sums = [0; tiles::MOST_ROWS];
        match gemm.packing.ones() {
            Some(ones) => {
                let ones = packed[self.group * gemm.packing.len() + ones.start..].as_ptr();
                self.sum_by_tiles(simd, *tiles, block.numbered(vectors), ones, &mut sums);
            }
            None => self.sum_gathered(inputs, block.places(vectors), &mut sums),
        }
        block.set_terms(&sums, |sum| sum.wrapping_mul(run.weights_zero_point).wrapping_neg());
        gathered
    }

    /// The sums of the inputs of rows: their products with a panel of ones.
    #[inline(never)]
    fn sum_by_tiles<S: Simd, T: Tiles>(
        &self,
        simd: S,
        tiles: &mut T,
        rows: BlockRows,
        ones: *const i8,
        sums: &mut [i32; tiles::MOST_ROWS],
    ) {
        let gemm = self.drive.gemm;
        let panels = Panels::<RowSums> {
            tiles: gemm.packing.steps / tiles::STEPS,
            weights: (ones.cast(), 0),
            columns: &[()],
            width: 1,
            output: (sums.as_mut_ptr().cast(), size_of::<i32>()),
            finish: (),
        };
        let mut state = State::new(tiles);
        state.blocks[0] = rows;
        // SAFETY: the rows are those of a block to multiply; the vector of ones is a panel, and there is a sum for each row.
        unsafe {
            tiles::multiply(simd, &mut state, 0, &panels, (1, gemm.has_sign()));
            tiles::finish(simd, &mut state, 1);
        }
    }

    /// The sums of the inputs of gathered rows. [`Source::sum`] counts them as unsigned: signed ones as 128 more.
    fn sum_gathered(
        &self,
        inputs: &mut Inputs<'_, '_>,
        places: impl Iterator<Item = (usize, usize)>,
        sums: &mut [i32; tiles::MOST_ROWS],
    ) {
        let Packing { segments, length, .. } = self.drive.gemm.packing;
        let (flip, more) = if self.drive.gemm.has_sign() { (0x80, 128 * segments * length) } else { (0, 0) };
        let row_bytes = self.drive.gemm.packing.row_bytes();
        let rows = inputs.memory.bytes();
        for ((tile, row), sum) in places.zip(sums) {
            let row = &rows[(tile * ROWS + row) * row_bytes..][..row_bytes];
            *sum = inputs.source.sum(row, flip).wrapping_sub(more as i32);
        }
    }

    /// Multiplies a block with these panels. All of them are alike. `ahead` says which share of the panel behind these is
    /// brought nearer, one of how many; without it some of what comes after the product is.
    fn multiply_panels<S: Simd, T: Tiles>(
        &self,
        simd: S,
        state: &mut State<'d, '_, A, T>,
        block: usize,
        panels: Range<usize>,
        ahead: Option<(usize, usize)>,
    ) {
        let Drive { gemm, run, packed, columns, output, workers, .. } = *self.drive;
        let packing = &gemm.packing;
        let vectors = packing.panel_vectors(panels.start);
        let column = vectors.start * packing.lanes;
        let last = packing.panel_vectors(panels.end - 1).end * packing.lanes;
        let first_row = self.image * gemm.output.height * gemm.output.width;
        let place = first_row * gemm.output.channels + self.group * packing.columns + column;
        let weights = &packed[self.group * packing.len()..];
        let bytes = packing.panel_bytes(panels.start);
        let tiles = packing.steps / tiles::STEPS;
        let steps = packing.segments * tiles;
        state.ahead = match ahead {
            Some((part, parts)) => {
                let next = share(bytes.len(), parts, part);
                let lines = Lines::of(&weights[bytes.end..][next]);
                (lines, lines.count().div_ceil(steps))
            }
            None => {
                let each = AHEAD + AHEAD_BLOCK.div_ceil(steps);
                let lines = workers
                    .ahead()
                    .map_or_else(Lines::default, |ahead| ahead.take(&mut state.taken, each * steps * panels.len()));
                (lines, each)
            }
        };
        let panels = Panels {
            tiles,
            weights: (weights[bytes.start..].as_ptr().cast(), bytes.len()),
            columns: &columns[self.group * packing.blocks() + column / 16..],
            width: last.min(packing.columns) - column,
            // SAFETY: the row and the column lie in the output, whose length was checked.
            output: (unsafe { output.0.add(place * A::OUTPUT_BYTES) }, gemm.output.channels * A::OUTPUT_BYTES),
            finish: run.finish,
        };
        // SAFETY: whole tiles were found to lie in the activation or the frame, or are gathered; the packed weights and
        // constants are as long as `Packing` says, which `Gemm::run` checked; each part has rows or panels of its own, and
        // the output is borrowed exclusively.
        unsafe { tiles::multiply(simd, state, block, &panels, (vectors.len(), gemm.has_sign())) };
    }
}
