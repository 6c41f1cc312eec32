//! The rows of a block that [tiles](super::tiles) multiply.

use super::tiles::{MOST_ROWS, SUMS, TILE_BYTES, row_tiles};
use crate::amx::{ROW_BYTES, ROWS};

/// The rows of a block: where their inputs are, and which output rows they are.
pub(super) struct BlockRows {
    /// Where the inputs of each tile of rows begin, and the distance from a row's to the next row's.
    pub(super) tiles: [(*const u8, usize); SUMS],
    pub(super) tile_count: usize,
    /// How many rows of segments there are, and the distance between their inputs in bytes.
    pub(super) segment_rows: (usize, usize),
    /// How many segments each such row has, and their distance.
    pub(super) segment_columns: (usize, usize),
    /// Which rows of the tiles are outputs: where their sums begin, in bytes. Those behind the last repeat it.
    pub(super) rows: [u16; MOST_ROWS],
    /// Which output rows these are.
    pub(super) outputs: [u32; MOST_ROWS],
    pub(super) count: usize,
    /// What is added to the sums of each row.
    pub(super) terms: [i32; MOST_ROWS],
    pub(super) has_terms: bool,
}

impl BlockRows {
    pub(super) const NONE: Self = Self {
        tiles: [(core::ptr::null(), 0); SUMS],
        tile_count: 0,
        segment_rows: (0, 0),
        segment_columns: (0, 0),
        rows: [0; MOST_ROWS],
        outputs: [0; MOST_ROWS],
        count: 0,
        terms: [0; MOST_ROWS],
        has_terms: false,
    };

    /// Begins with no rows, whose inputs are in segments of this arrangement.
    pub(super) fn begin(&mut self, segment_rows: (usize, usize), segment_columns: (usize, usize)) {
        (self.segment_rows, self.segment_columns) = (segment_rows, segment_columns);
        (self.tile_count, self.count, self.has_terms) = (0, 0, false);
    }

    /// Adds a tile of rows: where its inputs begin, and the distance from a row's to the next row's.
    pub(super) fn push(&mut self, inputs: *const u8, below: usize) {
        self.tiles[self.tile_count] = (inputs, below);
        self.tile_count += 1;
    }

    /// Makes `count` rows of the last tile, from `first` on, the output rows from `output` on, where panels have so many
    /// vectors.
    pub(super) fn push_outputs(&mut self, first: usize, output: u32, count: usize, vectors: usize) {
        let tile = self.tile_count.saturating_sub(1) * vectors;
        let places = self.count..self.count + count;
        let whole: (Option<&mut [u16; ROWS]>, Option<&mut [u32; ROWS]>) =
            (self.rows[self.count..].first_chunk_mut(), self.outputs[self.count..].first_chunk_mut());
        if let ((Some(rows), Some(outputs)), ROWS) = (whole, count) {
            // Of known length, they are vectors.
            *rows = core::array::from_fn(|i| (tile * TILE_BYTES + (first + i) * ROW_BYTES) as u16);
            *outputs = core::array::from_fn(|i| output.wrapping_add(i as u32));
            self.count = places.end;
            return;
        }
        for (row, i) in self.rows[places.clone()].iter_mut().zip(first..) {
            *row = (tile * TILE_BYTES + i * ROW_BYTES) as u16;
        }
        for (place, i) in self.outputs[places.clone()].iter_mut().zip(output..) {
            *place = i;
        }
        self.count = places.end;
    }

    /// To be called when all rows are there.
    pub(super) fn end(&mut self) {
        if let Some(last) = self.count.checked_sub(1) {
            let rest = self.count..self.count.next_multiple_of(SUMS);
            let (row, output) = (self.rows[last], self.outputs[last]);
            self.rows[rest.clone()].fill(row);
            self.outputs[rest].fill(output);
        }
    }

    /// The tile of each output row, and the row in it, where panels have so many vectors.
    pub(super) fn places(&self, vectors: usize) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.rows[..self.count].iter().map(|&row| usize::from(row));
        rows.map(move |row| (row / (vectors * TILE_BYTES), row % TILE_BYTES / ROW_BYTES))
    }

    /// The same rows for a panel of a single vector, with their places here for outputs.
    pub(super) fn numbered(&self, vectors: usize) -> Self {
        let mut numbered = Self { count: 0, has_terms: false, ..*self };
        for (i, (tile, row)) in self.places(vectors).enumerate() {
            numbered.tile_count = tile + 1;
            numbered.push_outputs(row, i as u32, 1, 1);
        }
        numbered.tile_count = self.tile_count;
        numbered.end();
        numbered
    }

    /// Sets what is added to the sums of the rows: of each its term for the sum of its inputs.
    pub(super) fn set_terms(&mut self, sums: &[i32; MOST_ROWS], term: impl Fn(i32) -> i32) {
        self.terms = sums.map(term);
        if let Some(last) = self.count.checked_sub(1) {
            let last = self.terms[last];
            self.terms[self.count..].fill(last);
        }
        self.has_terms = true;
    }

    /// Units of work: as many rows as make four vectors.
    #[inline(always)]
    pub(super) fn units<const VECTORS: usize>(&self) -> usize {
        self.count.div_ceil(row_tiles(VECTORS))
    }

    /// Hands `add` each step of the products: the offset of its inputs, and its number.
    #[inline(always)]
    pub(super) fn for_each_step(&self, tiles: usize, mut add: impl FnMut(usize, usize)) {
        let mut step = 0;
        for segment_row in 0..self.segment_rows.0 {
            for segment_column in 0..self.segment_columns.0 {
                let offset = segment_row * self.segment_rows.1 + segment_column * self.segment_columns.1;
                for tile in 0..tiles {
                    add(offset + tile * ROW_BYTES, step);
                    step += 1;
                }
            }
        }
    }
}
