//! Products on tiles: 16 rows × up to four vectors of columns at a time, where the CPU has AMX.
//!
//! Packed weights are the vector kernels', with the steps of each segment made up to whole tiles by zeros: 16 steps of a
//! vector are a tile whose rows lie one panel's step apart. Inputs are tiles where they lie if the rows of a block are
//! evenly spaced, else the rows are gathered. Sums start from the columns' constants, loaded as 16 equal rows, and are
//! requantized by the vector kernels' arithmetic from a buffer on the stack.

use super::arithmetic::Arithmetic;
use super::hybrid::RowConstants;
use crate::amx::{ROW_BYTES, ROWS, Tiles};
use crate::simd::{Places, Simd, SimdTask};

/// Steps of four bytes in a row of a tile.
pub(super) const STEPS: usize = ROW_BYTES / 4;

/// Whether tiles are faster than vectors for segments of `length` bytes and as many rows: a tile takes as long for a
/// few bytes of a row, and for few rows, as for all of them.
pub(super) fn pays(rows: usize, length: usize) -> bool {
    rows >= ROWS / 2 && length >= ROW_BYTES / 2
}

/// What a product of tiles reads and writes.
pub(super) struct TileBlock<'a, A: Arithmetic> {
    /// The first row's inputs, and the distance to the next row's.
    pub(super) inputs: *const u8,
    pub(super) stride: usize,
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
    /// What is added to the sums of each row, if anything.
    pub(super) row_terms: Option<&'a [i32; ROWS]>,
    /// Where the first row's outputs go, and the distance to the next row's.
    pub(super) output: *mut u8,
    pub(super) output_stride: usize,
    /// Rows to write.
    pub(super) count: usize,
    /// Columns to write.
    pub(super) width: usize,
    /// How scaled sums become outputs.
    pub(super) finish: A::Finish,
}

/// A product of tiles, inputs with a sign or without.
///
/// # Safety
/// 16 rows of `tiles` × 64 bytes can be read at every segment, and `width` bytes written at the outputs of the first
/// `count` rows; outputs overlap no inputs. `weights` are those of a panel of as many segments and tiles, `columns` its
/// constants.
pub(super) unsafe fn multiply<S: Simd, A: Arithmetic, T: Tiles>(
    simd: S,
    tiles: &mut T,
    block: &TileBlock<'_, A>,
    (vectors, signed): (usize, bool),
) {
    match (vectors, signed) {
        (1, true) => simd.enter(Run::<A, T, true, 1>(block, tiles)),
        (2, true) => simd.enter(Run::<A, T, true, 2>(block, tiles)),
        (3, true) => simd.enter(Run::<A, T, true, 3>(block, tiles)),
        (4, true) => simd.enter(Run::<A, T, true, 4>(block, tiles)),
        (1, false) => simd.enter(Run::<A, T, false, 1>(block, tiles)),
        (2, false) => simd.enter(Run::<A, T, false, 2>(block, tiles)),
        (3, false) => simd.enter(Run::<A, T, false, 3>(block, tiles)),
        (4, false) => simd.enter(Run::<A, T, false, 4>(block, tiles)),
        _ => unreachable!("a panel has 1 to 4 vectors"),
    }
}

struct Run<'a, 'b, A: Arithmetic, T, const SIGNED: bool, const VECTORS: usize>(&'b TileBlock<'a, A>, &'b mut T);

/// Sums of a block: of each vector 16 rows.
#[repr(align(64))]
struct Sums([[[i32; 16]; ROWS]; 4]);

impl<S: Simd, A: Arithmetic, T: Tiles, const SIGNED: bool, const VECTORS: usize> SimdTask<S>
    for Run<'_, '_, A, T, SIGNED, VECTORS>
{
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(block, tiles) = self;
        let mut sums = Sums([[[0; 16]; ROWS]; 4]);
        // SAFETY: the contract of `multiply`.
        unsafe {
            start::<A, T, VECTORS>(block, tiles);
            add_products::<A, T, SIGNED, VECTORS>(block, tiles);
            store::<T, VECTORS>(&mut sums, tiles);
            for row in 0..block.count {
                finish::<S, A, VECTORS>(simd, block, &sums, row);
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

/// The tile of the inputs.
const INPUTS: usize = 4;

/// Tiles of weights: the next is loaded while the last is multiplied.
const WEIGHTS: [usize; 2] = [5, 6];

#[inline(always)]
unsafe fn start<A: Arithmetic, T: Tiles, const VECTORS: usize>(block: &TileBlock<'_, A>, tiles: &mut T) {
    // SAFETY: 16 times the same 16 numbers.
    unsafe { for_each_vector!(VECTORS, V => tiles.load::<V>(A::start(&block.columns[V]).cast(), 0)) };
}

#[inline(always)]
unsafe fn add_products<A: Arithmetic, T: Tiles, const SIGNED: bool, const VECTORS: usize>(
    block: &TileBlock<'_, A>,
    tiles: &mut T,
) {
    let mut weights: *const u8 = block.weights.cast();
    for segment_row in 0..block.segment_rows.0 {
        for segment_column in 0..block.segment_columns.0 {
            let offset = segment_row * block.segment_rows.1 + segment_column * block.segment_columns.1;
            for tile in 0..block.tiles {
                // SAFETY: the contract of `multiply`.
                unsafe {
                    tiles.load::<INPUTS>(block.inputs.wrapping_add(offset + tile * ROW_BYTES), block.stride);
                    for_each_vector!(VECTORS, V => {
                        tiles.load::<{ WEIGHTS[V % 2] }>(weights.wrapping_add(V * ROW_BYTES), VECTORS * ROW_BYTES);
                        tiles.dot::<SIGNED, V, INPUTS, { WEIGHTS[V % 2] }>();
                    });
                }
                weights = weights.wrapping_add(STEPS * VECTORS * ROW_BYTES);
            }
        }
    }
}

#[inline(always)]
unsafe fn store<T: Tiles, const VECTORS: usize>(sums: &mut Sums, tiles: &T) {
    // SAFETY: the sums of a vector are 16 rows of 64 bytes.
    unsafe { for_each_vector!(VECTORS, V => tiles.store::<V>(sums.0[V].as_mut_ptr().cast(), ROW_BYTES)) };
}

/// Scales and writes a row.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn finish<S: Simd, A: Arithmetic, const VECTORS: usize>(
    simd: S,
    block: &TileBlock<'_, A>,
    sums: &Sums,
    row: usize,
) {
    let mut vectors = [simd.splat(0); VECTORS];
    for vector in 0..VECTORS {
        // SAFETY: 16 numbers; tiles go with vectors of 16 lanes.
        let mut sum = unsafe { simd.load(sums.0[vector][row].as_ptr()) };
        if let Some(terms) = block.row_terms {
            sum = simd.add(sum, simd.splat(terms[row]));
        }
        vectors[vector] = A::scale(simd, sum, (&block.columns[vector], 0), RowConstants::default(), block.finish);
    }
    // SAFETY: the contract of `multiply`.
    unsafe {
        let start = block.output.add(row * block.output_stride);
        A::store(simd, &[vectors], Places { start, below: 0, last: 0, width: block.width }, block.finish);
    }
}
