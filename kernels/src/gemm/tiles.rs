//! Products on tiles: blocks of 16 rows × up to four vectors of columns, where the CPU has AMX.
//!
//! A block alone keeps the sums of all its vectors in tiles. Two blocks share every tile of weights instead, and have the
//! sums of two vectors at a time: four tiles are loaded for four products rather than five, half of them weights, which
//! come from the second-level cache where the first has no room for a panel.
//!
//! Packed weights are the vector kernels', with the steps of each segment made up to whole tiles by zeros: 16 steps of a
//! vector are a tile whose rows lie one panel's step apart. Inputs are tiles where they lie if the rows of a block are
//! evenly spaced, else the rows are gathered. Sums start from the columns' constants, loaded as 16 equal rows, and are
//! requantized by the vector kernels' arithmetic from a buffer on the stack.

use super::arithmetic::Arithmetic;
use super::hybrid::RowConstants;
use super::pack::MOST_VECTORS;
use crate::amx::{ROW_BYTES, ROWS, Tiles};
use crate::simd::{Places, Simd, SimdTask};
use core::mem::MaybeUninit;

/// Steps of four bytes in a row of a tile.
pub(super) const STEPS: usize = ROW_BYTES / 4;

/// Whether tiles are faster than vectors for segments of `length` bytes and as many rows: a tile takes as long for a
/// few bytes of a row, and for few rows, as for all of them.
pub(super) fn pays(rows: usize, length: usize) -> bool {
    rows >= ROWS / 2 && length >= ROW_BYTES / 2
}

/// The rows of a block.
#[derive(Clone, Copy)]
pub(super) struct BlockRows<'a> {
    /// The first row's inputs, and the distance to the next row's.
    pub(super) inputs: *const u8,
    pub(super) stride: usize,
    /// What is added to the sums of each row, if anything.
    pub(super) terms: Option<&'a [i32; ROWS]>,
    /// Where the first row's outputs go.
    pub(super) output: *mut u8,
    /// Rows to write.
    pub(super) count: usize,
}

/// What a product of tiles reads and writes.
pub(super) struct TileBlocks<'a, A: Arithmetic, const BLOCKS: usize> {
    pub(super) rows: [BlockRows<'a>; BLOCKS],
    /// How many rows of segments there are, and the distance between their inputs in bytes.
    pub(super) segment_rows: (usize, usize),
    /// How many segments each such row has, and their distance.
    pub(super) segment_columns: (usize, usize),
    /// Tiles that a segment takes.
    pub(super) tiles: usize,
    /// The panel's weights.
    pub(super) weights: *const i8,
    /// The panel's constants.
    pub(super) columns: &'a [A::Columns],
    /// The distance from a row's outputs to the next row's.
    pub(super) output_stride: usize,
    /// Columns to write.
    pub(super) width: usize,
    /// How scaled sums become outputs.
    pub(super) finish: A::Finish,
}

impl<A: Arithmetic, const BLOCKS: usize> TileBlocks<'_, A, BLOCKS> {
    /// Hands `add` each step of the products: the offset of its inputs, and its weights, those of the panel's `vectors`
    /// vectors interleaved.
    #[inline(always)]
    fn for_each_step(&self, vectors: usize, mut add: impl FnMut(usize, *const u8)) {
        let mut weights: *const u8 = self.weights.cast();
        for segment_row in 0..self.segment_rows.0 {
            for segment_column in 0..self.segment_columns.0 {
                let offset = segment_row * self.segment_rows.1 + segment_column * self.segment_columns.1;
                for tile in 0..self.tiles {
                    add(offset + tile * ROW_BYTES, weights);
                    weights = weights.wrapping_add(STEPS * vectors * ROW_BYTES);
                }
            }
        }
    }
}

/// Products of one block or two, inputs with a sign or without.
///
/// # Safety
/// 16 rows of `tiles` × 64 bytes can be read at every segment of each block, and `width` bytes written at the outputs of
/// its first `count` rows; outputs overlap no inputs. `weights` are those of a panel of as many segments and tiles,
/// `columns` its constants.
pub(super) unsafe fn multiply<S: Simd, A: Arithmetic, T: Tiles, const BLOCKS: usize>(
    simd: S,
    tiles: &mut T,
    blocks: &TileBlocks<'_, A, BLOCKS>,
    (vectors, signed): (usize, bool),
) {
    match (vectors, signed) {
        (1, true) => simd.enter(Run::<A, T, true, 1, BLOCKS>(blocks, tiles)),
        (2, true) => simd.enter(Run::<A, T, true, 2, BLOCKS>(blocks, tiles)),
        (3, true) => simd.enter(Run::<A, T, true, 3, BLOCKS>(blocks, tiles)),
        (4, true) => simd.enter(Run::<A, T, true, 4, BLOCKS>(blocks, tiles)),
        (1, false) => simd.enter(Run::<A, T, false, 1, BLOCKS>(blocks, tiles)),
        (2, false) => simd.enter(Run::<A, T, false, 2, BLOCKS>(blocks, tiles)),
        (3, false) => simd.enter(Run::<A, T, false, 3, BLOCKS>(blocks, tiles)),
        (4, false) => simd.enter(Run::<A, T, false, 4, BLOCKS>(blocks, tiles)),
        _ => unreachable!("a panel has 1 to 4 vectors"),
    }
}

struct Run<'a, 'b, A: Arithmetic, T, const SIGNED: bool, const VECTORS: usize, const BLOCKS: usize>(
    &'b TileBlocks<'a, A, BLOCKS>,
    &'b mut T,
);

/// The sums of a block: of each vector 16 rows. Only those of the panel's vectors are ever written.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Sums([MaybeUninit<[[i32; 16]; ROWS]>; MOST_VECTORS]);

impl Sums {
    const UNWRITTEN: Self = Self([MaybeUninit::uninit(); MOST_VECTORS]);

    /// Where those of a vector lie.
    #[inline(always)]
    fn of(&mut self, vector: usize) -> *mut u8 {
        self.0[vector].as_mut_ptr().cast()
    }
}

impl<S: Simd, A: Arithmetic, T: Tiles, const SIGNED: bool, const VECTORS: usize, const BLOCKS: usize> SimdTask<S>
    for Run<'_, '_, A, T, SIGNED, VECTORS, BLOCKS>
{
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(blocks, tiles) = self;
        let mut sums = [Sums::UNWRITTEN; BLOCKS];
        // SAFETY: the contract of `multiply`.
        unsafe {
            if BLOCKS == 1 {
                one_block::<A, T, SIGNED, VECTORS, BLOCKS>(blocks, tiles, &mut sums);
            } else {
                two_blocks::<A, T, SIGNED, VECTORS, BLOCKS, 0>(blocks, tiles, &mut sums);
                if VECTORS > 2 {
                    two_blocks::<A, T, SIGNED, VECTORS, BLOCKS, 2>(blocks, tiles, &mut sums);
                }
            }
            for (rows, sums) in blocks.rows.iter().zip(&sums) {
                for row in 0..rows.count {
                    finish::<S, A, VECTORS, BLOCKS>(simd, blocks, rows, sums, row);
                }
            }
        }
    }
}

/// Does something with the tile of each vector's sums: the numbers of tiles are part of the instructions.
macro_rules! for_each_vector {
    ($vectors:ident, $tile:ident => $do:expr) => {{
        {
            const $tile: usize = 0;
            $do;
        }
        if $vectors > 1 {
            const $tile: usize = 1;
            $do;
        }
        if $vectors > 2 {
            const $tile: usize = 2;
            $do;
        }
        if $vectors > 3 {
            const $tile: usize = 3;
            $do;
        }
    }};
}

/// All products of the first block: a tile of sums for each vector.
///
/// # Safety
/// Of [`multiply`].
#[inline(always)]
unsafe fn one_block<A: Arithmetic, T: Tiles, const SIGNED: bool, const VECTORS: usize, const BLOCKS: usize>(
    blocks: &TileBlocks<'_, A, BLOCKS>,
    tiles: &mut T,
    sums: &mut [Sums; BLOCKS],
) {
    const INPUTS: usize = 4;
    // The next weights are loaded while the last are multiplied.
    const WEIGHTS: [usize; 2] = [5, 6];
    let rows = &blocks.rows[0];
    // SAFETY: the caller's promise; constants are loaded as 16 times the same 16 numbers, and the sums of a vector are 16
    // rows of 64 bytes.
    unsafe {
        for_each_vector!(VECTORS, V => tiles.load::<V>(A::start(&blocks.columns[V]).cast(), 0));
        blocks.for_each_step(VECTORS, |offset, weights| {
            tiles.load::<INPUTS>(rows.inputs.wrapping_add(offset), rows.stride);
            for_each_vector!(VECTORS, V => {
                tiles.load::<{ WEIGHTS[V % 2] }>(weights.wrapping_add(V * ROW_BYTES), VECTORS * ROW_BYTES);
                tiles.dot::<SIGNED, V, INPUTS, { WEIGHTS[V % 2] }>();
            });
        });
        for_each_vector!(VECTORS, V => tiles.store::<V>(sums[0].of(V), ROW_BYTES));
    }
}

/// The products of both blocks with vector `FIRST` and, if there is one, the next: tiles 0 and 1 have the sums of the first
/// block, 2 and 3 those of the second.
///
/// # Safety
/// Of [`multiply`]; there is a vector `FIRST`.
#[inline(always)]
unsafe fn two_blocks<
    A: Arithmetic,
    T: Tiles,
    const SIGNED: bool,
    const VECTORS: usize,
    const BLOCKS: usize,
    const FIRST: usize,
>(
    blocks: &TileBlocks<'_, A, BLOCKS>,
    tiles: &mut T,
    sums: &mut [Sums; BLOCKS],
) {
    let [upper, lower] = [&blocks.rows[0], &blocks.rows[BLOCKS - 1]];
    let is_pair = FIRST + 1 < VECTORS;
    // SAFETY: as in `one_block`.
    unsafe {
        let start = |vector: usize| A::start(&blocks.columns[vector]).cast();
        tiles.load::<0>(start(FIRST), 0);
        tiles.load::<2>(start(FIRST), 0);
        if is_pair {
            tiles.load::<1>(start(FIRST + 1), 0);
            tiles.load::<3>(start(FIRST + 1), 0);
        }
        blocks.for_each_step(VECTORS, |offset, weights| {
            tiles.load::<6>(weights.wrapping_add(FIRST * ROW_BYTES), VECTORS * ROW_BYTES);
            tiles.load::<4>(upper.inputs.wrapping_add(offset), upper.stride);
            tiles.dot::<SIGNED, 0, 4, 6>();
            tiles.load::<5>(lower.inputs.wrapping_add(offset), lower.stride);
            tiles.dot::<SIGNED, 2, 5, 6>();
            if is_pair {
                tiles.load::<7>(weights.wrapping_add((FIRST + 1) * ROW_BYTES), VECTORS * ROW_BYTES);
                tiles.dot::<SIGNED, 1, 4, 7>();
                tiles.dot::<SIGNED, 3, 5, 7>();
            }
        });
        let [above, below] = [0, BLOCKS - 1];
        tiles.store::<0>(sums[above].of(FIRST), ROW_BYTES);
        tiles.store::<2>(sums[below].of(FIRST), ROW_BYTES);
        if is_pair {
            tiles.store::<1>(sums[above].of(FIRST + 1), ROW_BYTES);
            tiles.store::<3>(sums[below].of(FIRST + 1), ROW_BYTES);
        }
    }
}

/// Scales and writes a row.
///
/// # Safety
/// Of [`multiply`]; the sums of the vectors were written.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn finish<S: Simd, A: Arithmetic, const VECTORS: usize, const BLOCKS: usize>(
    simd: S,
    blocks: &TileBlocks<'_, A, BLOCKS>,
    rows: &BlockRows<'_>,
    sums: &Sums,
    row: usize,
) {
    let mut vectors = [simd.splat(0); VECTORS];
    for vector in 0..VECTORS {
        // SAFETY: 16 numbers, which were written with those of this vector; tiles go with vectors of 16 lanes.
        let mut sum = unsafe { simd.load(sums.0[vector].assume_init_ref()[row].as_ptr()) };
        if let Some(terms) = rows.terms {
            sum = simd.add(sum, simd.splat(terms[row]));
        }
        vectors[vector] = A::scale(simd, sum, (&blocks.columns[vector], 0), RowConstants::default(), blocks.finish);
    }
    // SAFETY: the caller's promise.
    unsafe {
        let start = rows.output.add(row * blocks.output_stride);
        A::store(simd, &[vectors], Places { start, below: 0, last: 0, width: blocks.width }, blocks.finish);
    }
}
