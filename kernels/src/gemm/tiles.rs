//! Products on tiles, where the CPU has AMX: blocks of four tiles of sums, 16 rows × 16 columns each.
//!
//! A panel of two vectors of columns is multiplied with two tiles of rows at a time, so that every tile that is loaded
//! serves two products; one of a single vector with four. Products and vectors are the work of different units of the
//! CPU, and no instruction brings sums from one to the other but through memory: while a block is multiplied, the sums of
//! the block before it are scaled and written, some rows at each step ([`Behind`]).
//!
//! Packed weights are the vector kernels', with the steps of each segment made up to whole tiles by zeros: 16 steps of a
//! vector are a tile whose rows lie one panel's step apart. Inputs are tiles where they lie. Sums start from the columns'
//! constants, loaded as 16 equal rows.

use super::arithmetic::Arithmetic;
use super::block_rows::BlockRows;
use super::hybrid::RowConstants;
use crate::ahead::Lines;
use crate::amx::{ROW_BYTES, ROWS, Tiles};
use crate::simd::{Places, Simd, SimdTask, unrolled};
use core::mem::MaybeUninit;
use core::ops::Range;

/// Steps of four bytes in a row of a tile.
pub(super) const STEPS: usize = ROW_BYTES / 4;

/// Vectors of a panel of columns at the most.
pub(super) const VECTORS: usize = 2;

/// Tiles of sums of a block.
pub(super) const SUMS: usize = 4;

/// Steps of a block from which on some rows of the one behind it are scaled with each of them.
const FEW_STEPS: usize = 8;

/// Units of work of a whole block for each of its tiles of sums.
const MOST_EACH: usize = ROWS / SUMS;

/// Bytes of a tile.
pub(super) const TILE_BYTES: usize = ROWS * ROW_BYTES;

/// Rows of a block at the most.
pub(super) const MOST_ROWS: usize = SUMS * ROWS;

/// Tiles of rows of a block, with panels of so many vectors.
pub(super) const fn row_tiles(vectors: usize) -> usize {
    SUMS / vectors
}

/// Whether tiles are faster than vectors for so many rows and vectors of columns, with segments of `length` bytes: a tile
/// takes as long for a few bytes of a row, and for few rows, as for all of them.
pub(super) fn pays((rows, vectors): (usize, usize), (segments, length): (usize, usize)) -> bool {
    // Cycles, measured: those of a step of a tile, and of one whose rows begin anywhere in a cache line; those of loading
    // and storing its sums, of configuring tiles.
    const STEP: usize = 16;
    const CROOKED_STEP: usize = 26;
    const TILE: usize = 25;
    const BEGIN: usize = if cfg!(test) { 0 } else { 400 };
    let step = if length.is_multiple_of(ROW_BYTES / 2) { STEP } else { CROOKED_STEP };
    let tile = segments.saturating_mul(length.div_ceil(ROW_BYTES)).saturating_mul(step).saturating_add(TILE);
    let tiles = rows.div_ceil(ROWS).saturating_mul(vectors);
    // Two vectors of four bytes a lane each cycle.
    let by_vectors = rows.saturating_mul(vectors).saturating_mul(segments.saturating_mul(length.div_ceil(4))) / 2;
    tiles.saturating_mul(tile).saturating_add(BEGIN) < by_vectors
}

/// Panels of columns, all of as many vectors.
pub(super) struct Panels<'a, A: Arithmetic> {
    /// Tiles that a segment takes.
    pub(super) tiles: usize,
    /// The weights of the first panel, and the bytes of each.
    pub(super) weights: (*const u8, usize),
    /// The constants of the first panel's columns, and of those behind it.
    pub(super) columns: &'a [A::Columns],
    /// Columns to write.
    pub(super) width: usize,
    /// Where the first output row has those columns, and the distance to the next row.
    pub(super) output: (*mut u8, usize),
    /// How scaled sums become outputs.
    pub(super) finish: A::Finish,
}

/// The sums of a block: as many tiles.
#[repr(align(64))]
pub(super) struct Sums([MaybeUninit<[[i32; 16]; ROWS]>; SUMS]);

impl Sums {
    pub(super) const UNWRITTEN: Self = Self([MaybeUninit::uninit(); SUMS]);

    /// Where tile `tile` goes.
    #[inline(always)]
    fn tile(&mut self, tile: usize) -> *mut u8 {
        self.0[tile].as_mut_ptr().cast()
    }

    /// The sums of a row with vector `vector`.
    #[inline(always)]
    fn row(&self, row: u16, vector: usize) -> *const i32 {
        let first: *const u8 = self.0.as_ptr().cast();
        first.wrapping_add(usize::from(row) + vector * TILE_BYTES).cast()
    }
}

/// A block whose sums are stored, but not yet scaled and written.
pub(super) struct Behind<'a, A: Arithmetic> {
    /// Which of the two buffers has the sums.
    sums: usize,
    /// Which of the two blocks it is.
    pub(super) block: usize,
    columns: &'a [A::Columns],
    output: (*mut u8, usize),
    width: usize,
    finish: A::Finish,
    /// Whether all columns are written, by the arithmetic's usual finish, and nothing is added to the sums.
    is_usual: bool,
}

/// What a run of blocks works with, and leaves to the next.
pub(super) struct State<'a, 'm, A: Arithmetic, T> {
    pub(super) tiles: &'m mut T,
    /// The block that is multiplied, and the one behind it.
    pub(super) blocks: [BlockRows; 2],
    pub(super) sums: [Sums; 2],
    pub(super) behind: Option<Behind<'a, A>>,
    /// What is brought nearer meanwhile, and how much of it with each step.
    pub(super) ahead: (Lines, usize),
    /// How many lines of what comes after the product were.
    pub(super) taken: usize,
}

impl<'m, A: Arithmetic, T> State<'_, 'm, A, T> {
    pub(super) fn new(tiles: &'m mut T) -> Self {
        let (blocks, sums) = ([BlockRows::NONE; 2], [Sums::UNWRITTEN; 2]);
        Self { tiles, blocks, sums, behind: None, ahead: (Lines::default(), 0), taken: 0 }
    }
}

/// Multiplies one of the two blocks with panels of `vectors` vectors; its last sums stay [behind](State::behind).
///
/// # Safety
/// 16 rows of `tiles` × 64 bytes can be read at every segment of each tile of its rows, and their columns written at the
/// outputs; outputs overlap no inputs. Weights and constants are those of as many panels. What is behind has panels of
/// `vectors` vectors.
pub(super) unsafe fn multiply<'a, S: Simd, A: Arithmetic, T: Tiles>(
    simd: S,
    state: &mut State<'a, '_, A, T>,
    block: usize,
    panels: &Panels<'a, A>,
    (vectors, signed): (usize, bool),
) {
    match (vectors, signed) {
        (1, true) => simd.enter(Run::<A, T, true, 1>(state, block, panels)),
        (1, false) => simd.enter(Run::<A, T, false, 1>(state, block, panels)),
        (_, true) => simd.enter(Run::<A, T, true, 2>(state, block, panels)),
        (_, false) => simd.enter(Run::<A, T, false, 2>(state, block, panels)),
    }
}

/// Scales and writes what is behind.
///
/// # Safety
/// As [`multiply`].
pub(super) unsafe fn finish<S: Simd, A: Arithmetic, T: Tiles>(
    simd: S,
    state: &mut State<'_, '_, A, T>,
    vectors: usize,
) {
    if vectors == 1 { simd.enter(Last::<A, T, 1>(state)) } else { simd.enter(Last::<A, T, 2>(state)) }
}

struct Last<'a, 'm, 'b, A: Arithmetic, T, const VECTORS: usize>(&'b mut State<'a, 'm, A, T>);

impl<S: Simd, A: Arithmetic, T: Tiles, const VECTORS: usize> SimdTask<S> for Last<'_, '_, '_, A, T, VECTORS> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(state) = self;
        let Some(behind) = state.behind.take() else { return };
        let (rows, sums) = (&state.blocks[behind.block], &state.sums[behind.sums]);
        // SAFETY: the contract of `finish`.
        unsafe { behind.units::<S, VECTORS, { SUMS * MOST_EACH }>(simd, (rows, sums), (0, rows.units::<VECTORS>())) };
    }
}

impl<A: Arithmetic> Behind<'_, A> {
    /// Scales and writes some units from the first on, `USUALLY` so many.
    ///
    /// # Safety
    /// Of [`multiply`]; the sums were stored.
    #[inline(always)]
    unsafe fn units<S: Simd, const VECTORS: usize, const USUALLY: usize>(
        &self,
        simd: S,
        (block, sums): (&BlockRows, &Sums),
        (first, count): (usize, usize),
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            // A loop of known length is less work.
            let are_certain = match (VECTORS, self.is_usual, count == USUALLY) {
                (1, true, true) => self.rows::<S, 1, 4, true, true>(simd, (block, sums), first..first + USUALLY),
                (1, true, false) => self.rows::<S, 1, 4, true, true>(simd, (block, sums), first..first + count),
                (_, true, true) => self.rows::<S, 2, 2, true, true>(simd, (block, sums), first..first + USUALLY),
                (_, true, false) => self.rows::<S, 2, 2, true, true>(simd, (block, sums), first..first + count),
                (_, false, _) => simd.enter(Units::<A, VECTORS, true>(self, block, sums, first..first + count)),
            };
            if A::CHECKS && !are_certain {
                simd.enter(Units::<A, VECTORS, false>(self, block, sums, first..first + count));
            }
        }
    }

    /// [`units`](Self::units) of `UNIT` rows. `USUAL`: what [`is_usual`](Self::is_usual) says. Unless `MAY_CHECK` all
    /// outputs are certain; returns whether they are.
    ///
    /// # Safety
    /// Of [`units`](Self::units).
    #[inline(always)]
    unsafe fn rows<S: Simd, const VECTORS: usize, const UNIT: usize, const USUAL: bool, const MAY_CHECK: bool>(
        &self,
        simd: S,
        (block, sums): (&BlockRows, &Sums),
        units: Range<usize>,
    ) -> bool {
        let mut least = simd.nothing_checked();
        let rows = block.rows.as_chunks::<UNIT>().0[units.clone()].iter();
        let (outputs, terms) = (block.outputs.as_chunks::<UNIT>().0, block.terms.as_chunks::<UNIT>().0);
        let others = outputs[units.clone()].iter().zip(&terms[units]);
        let Some(columns): Option<&[A::Columns; VECTORS]> = self.columns.first_chunk() else { return true };
        let (output, distance) = self.output;
        let (finish, width) = match A::USUAL {
            Some(finish) if USUAL => (finish, VECTORS * 16),
            _ => (self.finish, self.width),
        };
        for (rows, (outputs, terms)) in rows.zip(others) {
            let mut scaled = [[simd.splat(0); VECTORS]; UNIT];
            for ((&row, &term), scaled) in rows.iter().zip(terms).zip(&mut scaled) {
                for (vector, scaled) in scaled.iter_mut().enumerate() {
                    // SAFETY: 16 numbers of a tile that was stored; tiles go with vectors of 16 lanes.
                    let mut sum = unsafe { simd.load(sums.row(row, vector)) };
                    if !USUAL && block.has_terms {
                        sum = simd.add(sum, simd.splat(term));
                    }
                    let (of, row) = ((&columns[vector], 0), RowConstants::default());
                    *scaled = match MAY_CHECK {
                        true => A::scale_checked(simd, sum, of, (row, &mut least), finish),
                        false => A::scale(simd, sum, of, row, finish),
                    };
                }
            }
            let place = |i: usize| output.wrapping_add(outputs[i] as usize * distance);
            let below = outputs[1].wrapping_sub(outputs[0]);
            let is_even = outputs.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == below);
            // SAFETY: the caller's promise.
            unsafe {
                if is_even {
                    let below = (below as i32 as isize).wrapping_mul(distance.cast_signed()).cast_unsigned();
                    let places = Places { start: place(0), below, last: UNIT - 1, width };
                    store_outputs::<S, A, UNIT, VECTORS, MAY_CHECK>(simd, &scaled, places, finish);
                } else {
                    unrolled!(row < UNIT {
                        let places = Places { start: place(row), below: 0, last: 0, width };
                        store_outputs::<S, A, 1, VECTORS, MAY_CHECK>(simd, &[scaled[row]], places, finish);
                    });
                }
            }
        }
        !(A::CHECKS && MAY_CHECK) || simd.is_certain(least)
    }
}

/// Writes outputs that may have been checked.
///
/// # Safety
/// They can be written at `places`.
#[inline(always)]
unsafe fn store_outputs<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const MAY_CHECK: bool>(
    simd: S,
    scaled: &[[S::Vector; VECTORS]; ROWS],
    places: Places,
    finish: A::Finish,
) {
    // SAFETY: the caller's promise.
    unsafe {
        match MAY_CHECK {
            true => A::store_checked(simd, scaled, places, finish),
            false => A::store(simd, scaled, places, finish),
        }
    }
}

/// What is not as it usually is, or not certain: few blocks, and code of its own for them.
struct Units<'a, 'b, A: Arithmetic, const VECTORS: usize, const MAY_CHECK: bool>(
    &'b Behind<'a, A>,
    &'b BlockRows,
    &'b Sums,
    Range<usize>,
);

impl<S: Simd, A: Arithmetic, const VECTORS: usize, const MAY_CHECK: bool> SimdTask<S>
    for Units<'_, '_, A, VECTORS, MAY_CHECK>
{
    type Output = bool;

    #[inline(always)]
    fn run(self, simd: S) -> bool {
        let Self(behind, rows, sums, units) = self;
        // SAFETY: the contract of `Behind::units`.
        unsafe {
            match VECTORS {
                1 => behind.rows::<S, 1, 4, false, MAY_CHECK>(simd, (rows, sums), units),
                _ => behind.rows::<S, 2, 2, false, MAY_CHECK>(simd, (rows, sums), units),
            }
        }
    }
}

struct Run<'a, 'm, 'b, A: Arithmetic, T, const SIGNED: bool, const VECTORS: usize>(
    &'b mut State<'a, 'm, A, T>,
    usize,
    &'b Panels<'a, A>,
);

impl<S: Simd, A: Arithmetic, T: Tiles, const SIGNED: bool, const VECTORS: usize> SimdTask<S>
    for Run<'_, '_, '_, A, T, SIGNED, VECTORS>
{
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(state, block, panels) = self;
        let columns = panels.columns.chunks(VECTORS);
        for (panel, columns) in columns.enumerate().take(panels.width.div_ceil(VECTORS * 16)) {
            // SAFETY: the contract of `multiply`.
            unsafe { multiply_block::<S, A, T, SIGNED, VECTORS>(simd, state, block, panels, (panel, columns)) };
        }
    }
}

/// A block with one panel, and what is behind it.
///
/// # Safety
/// Of [`multiply`].
#[inline(always)]
unsafe fn multiply_block<'a, S: Simd, A: Arithmetic, T: Tiles, const SIGNED: bool, const VECTORS: usize>(
    simd: S,
    state: &mut State<'a, '_, A, T>,
    block: usize,
    panels: &Panels<'a, A>,
    (panel, columns): (usize, &'a [A::Columns]),
) {
    let State { tiles, blocks, sums: [even, odd], behind, ahead: (ahead, lines), .. } = state;
    let rows = &blocks[block];
    let (place, to, from) = match behind {
        Some(behind) if behind.sums == 0 => (1, odd, &*even),
        _ => (0, even, &*odd),
    };
    let behind_rows = behind.as_ref().map(|behind| (behind, &blocks[behind.block]));
    let units = behind_rows.map_or(0, |(_, rows)| rows.units::<VECTORS>());
    let steps = rows.segment_rows.0 * rows.segment_columns.0 * panels.tiles;
    // One with each step, if there are some of them; the rest with the tiles of sums that are stored.
    let of_steps = if steps < FEW_STEPS { 0 } else { units.min(steps) };
    let each = (units - of_steps).div_ceil(SUMS);
    let mut done = 0;
    let weights = panels.weights.0.wrapping_add(panel * panels.weights.1);
    // SAFETY: the caller's promise.
    unsafe {
        start::<A, T, VECTORS>(*tiles, columns, rows.tile_count);
        rows.for_each_step(panels.tiles, |offset, step| {
            let weights = weights.wrapping_add(step * STEPS * VECTORS * ROW_BYTES);
            products::<T, SIGNED, VECTORS>(*tiles, rows, offset, weights);
            ahead.bring(*lines, |line| simd.prefetch_far(line));
            if let Some((behind, rows)) = behind_rows
                && done < of_steps
            {
                behind.units::<S, VECTORS, 1>(simd, (rows, from), (done, 1));
                done += 1;
            }
        });
        for tile in 0..SUMS {
            if tile < rows.tile_count * VECTORS {
                store(*tiles, tile, to);
            }
            if let Some((behind, rows)) = behind_rows {
                behind.units::<S, VECTORS, MOST_EACH>(simd, (rows, from), (done, each.min(units - done)));
                done += each.min(units - done);
            }
        }
    }
    let column = panel * VECTORS * 16;
    let width = (panels.width - column).min(VECTORS * 16);
    *behind = Some(Behind {
        sums: place,
        block,
        columns,
        output: (panels.output.0.wrapping_add(column * A::OUTPUT_BYTES), panels.output.1),
        width,
        finish: panels.finish,
        is_usual: width == VECTORS * 16 && !rows.has_terms && A::is_usual(panels.finish),
    });
}

/// Stores a tile of sums.
#[inline(always)]
fn store<T: Tiles>(tiles: &T, tile: usize, sums: &mut Sums) {
    let to = sums.tile(tile);
    // SAFETY: 16 rows of 64 bytes.
    unsafe {
        match tile {
            0 => tiles.store::<0>(to, ROW_BYTES),
            1 => tiles.store::<1>(to, ROW_BYTES),
            2 => tiles.store::<2>(to, ROW_BYTES),
            _ => tiles.store::<3>(to, ROW_BYTES),
        }
    }
}

/// Loads what the sums of `row_tiles` tiles of rows start from.
///
/// # Safety
/// Of [`multiply`].
#[inline(always)]
unsafe fn start<A: Arithmetic, T: Tiles, const VECTORS: usize>(
    tiles: &mut T,
    columns: &[A::Columns],
    row_tiles: usize,
) {
    let from = |tile: usize| A::start(&columns[tile % VECTORS]).cast();
    // SAFETY: 16 times the same 16 numbers.
    unsafe {
        tiles.load::<0>(from(0), 0);
        if VECTORS == 2 || row_tiles > 1 {
            tiles.load::<1>(from(1), 0);
        }
        if VECTORS == 2 && row_tiles > 1 || row_tiles > 2 {
            tiles.load::<2>(from(2), 0);
        }
        if VECTORS == 2 && row_tiles > 1 || row_tiles > 3 {
            tiles.load::<3>(from(3), 0);
        }
    }
}

/// Adds the products of a step: tile `t` of the sums is tile `t / VECTORS` of the rows × vector `t % VECTORS`.
///
/// # Safety
/// Of [`multiply`].
#[inline(always)]
unsafe fn products<T: Tiles, const SIGNED: bool, const VECTORS: usize>(
    tiles: &mut T,
    rows: &BlockRows,
    offset: usize,
    weights: *const u8,
) {
    let stride = VECTORS * ROW_BYTES;
    let at = |tile: usize| (rows.tiles[tile].0.wrapping_add(offset), rows.tiles[tile].1);
    // SAFETY: the caller's promise.
    unsafe {
        let ((first, below), (second, below_second)) = (at(0), at(1));
        tiles.load::<6>(weights, stride);
        tiles.load::<4>(first, below);
        tiles.dot::<SIGNED, 0, 4, 6>();
        if VECTORS == 2 {
            tiles.load::<7>(weights.wrapping_add(ROW_BYTES), stride);
            tiles.dot::<SIGNED, 1, 4, 7>();
            if rows.tile_count > 1 {
                tiles.load::<5>(second, below_second);
                tiles.dot::<SIGNED, 2, 5, 6>();
                tiles.dot::<SIGNED, 3, 5, 7>();
            }
            return;
        }
        if rows.tile_count > 1 {
            tiles.load::<5>(second, below_second);
            tiles.dot::<SIGNED, 1, 5, 6>();
        }
        if rows.tile_count > 2 {
            let (third, below) = at(2);
            tiles.load::<4>(third, below);
            tiles.dot::<SIGNED, 2, 4, 6>();
        }
        if rows.tile_count > 3 {
            let (fourth, below) = at(3);
            tiles.load::<5>(fourth, below);
            tiles.dot::<SIGNED, 3, 5, 6>();
        }
    }
}
