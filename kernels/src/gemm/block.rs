//! Microkernels: a block of rows × the vectors of one panel, summed and requantized in registers.
//!
//! Named `rows × vectors`; [`kernel`] is the table of those that exist. Each step loads the weights of the panel once
//! and four input bytes of each row, so that `rows × vectors` dot products share `rows + vectors` loads.

use super::arithmetic::Arithmetic;
use super::hybrid::RowConstants;
use crate::simd::{Simd, SimdTask};

/// Most rows of a block.
pub(super) const MAX_ROWS: usize = 12;

/// What a microkernel reads and writes.
pub(super) struct Block<'a, A: Arithmetic> {
    /// The first input of each row; what is beyond the block's rows is not read.
    pub(super) rows: [*const u8; MAX_ROWS],
    /// How many rows of segments there are, and the distance between their inputs in bytes.
    pub(super) segment_rows: (usize, usize),
    /// How many segments each such row has, and their distance.
    pub(super) segment_columns: (usize, usize),
    /// Steps of a segment.
    pub(super) steps: usize,
    /// What input bytes are xored with, to become unsigned.
    pub(super) flip: [i32; 16],
    /// The panel's weights.
    pub(super) weights: *const i8,
    /// The panel's constants.
    pub(super) columns: &'a [A::Columns],
    /// What is added to the sums of each row, if anything.
    pub(super) row_terms: Option<&'a [i32; MAX_ROWS]>,
    /// What scaling has to know of each row.
    pub(super) row_constants: [RowConstants; MAX_ROWS],
    /// Where the outputs of each row go.
    pub(super) outputs: [*mut u8; MAX_ROWS],
    /// Columns to write.
    pub(super) width: usize,
    /// How scaled sums become outputs.
    pub(super) finish: A::Finish,
}

/// A microkernel.
///
/// # Safety
/// For each row of the block: `steps` steps can be read at every segment, and `width` bytes written at its output;
/// outputs overlap no inputs. `weights` are those of a panel of as many segments and steps, `columns` its constants.
pub(super) type Kernel<S, A> = unsafe fn(S, &Block<'_, A>);

/// The least microkernel for `rows` rows of `vectors` vectors, and how many rows it has: at most those of the largest.
pub(super) fn kernel<S: Simd, A: Arithmetic>(rows: usize, vectors: usize) -> (usize, Kernel<S, A>) {
    macro_rules! table {
        ($($vectors:literal: $($rows:literal)*;)*) => {
            match vectors {
                $($vectors => {
                    const ROWS: &[usize] = &[$($rows),*];
                    let kernels: &[Kernel<S, A>] = &[$(enter::<S, A, $rows, $vectors>),*];
                    let index = ROWS.iter().position(|&most| most >= rows).unwrap_or(ROWS.len() - 1);
                    (ROWS[index], kernels[index])
                })*
                _ => unreachable!("a panel has 1 to 4 vectors"),
            }
        };
    }
    table! {
        1: 1 2 4 6 12;
        2: 1 2 4 6 12;
        3: 1 2 4 6 8;
        4: 1 2 4 6;
    }
}

/// The most rows that a block of `vectors` vectors has: what the registers hold.
pub(super) fn most_rows<S: Simd>(vectors: usize) -> usize {
    match (S::LANES, vectors) {
        (16, 1 | 2) => 12,
        (16, 3) => 8,
        _ => 6,
    }
}

/// Compiles the block for the instruction set.
unsafe fn enter<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(simd: S, block: &Block<'_, A>) {
    simd.enter(Run::<A, ROWS, VECTORS>(block));
}

struct Run<'a, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(&'a Block<'a, A>);

impl<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize> SimdTask<S> for Run<'_, A, ROWS, VECTORS> {
    type Output = ();

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    fn run(self, simd: S) {
        let block = self.0;
        let mut sums = [[simd.splat(0); VECTORS]; ROWS];
        // SAFETY: the contract of `Kernel`.
        unsafe {
            start::<S, A, ROWS, VECTORS>(simd, block, &mut sums);
            multiply::<S, A, ROWS, VECTORS>(simd, block, &mut sums);
            // Spelled out: in a loop that stays one, the sums would live in memory instead of registers.
            scale::<S, A, ROWS, VECTORS, 0>(simd, block, &mut sums);
            scale::<S, A, ROWS, VECTORS, 1>(simd, block, &mut sums);
            scale::<S, A, ROWS, VECTORS, 2>(simd, block, &mut sums);
            scale::<S, A, ROWS, VECTORS, 3>(simd, block, &mut sums);
            // By index: an iterator over the array would keep it in memory instead of registers.
            for row in 0..ROWS {
                A::store(simd, sums[row], block.outputs[row], block.width, block.finish);
            }
        }
    }
}

/// Scales the sums of vector `VECTOR`, if the block has it.
#[inline(always)]
fn scale<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const VECTOR: usize>(
    simd: S,
    block: &Block<'_, A>,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    if VECTOR < VECTORS {
        let columns = &block.columns[VECTOR * S::LANES / 16];
        for (row, &constants) in sums.iter_mut().zip(&block.row_constants) {
            row[VECTOR] = A::scale(simd, row[VECTOR], (columns, VECTOR % (16 / S::LANES)), constants, block.finish);
        }
    }
}

#[inline(always)]
unsafe fn start<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    block: &Block<'_, A>,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    for vector in 0..VECTORS {
        let constants = A::start(&block.columns[vector * S::LANES / 16]);
        // SAFETY: 16 lanes or the half that the vector is.
        let start = unsafe { simd.load(constants.add(vector * S::LANES % 16)) };
        for row in &mut *sums {
            row[vector] = start;
        }
    }
    if let Some(terms) = block.row_terms {
        for (row, &term) in sums.iter_mut().zip(terms) {
            for sum in row {
                *sum = simd.add(*sum, simd.splat(term));
            }
        }
    }
}

#[inline(always)]
unsafe fn multiply<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    block: &Block<'_, A>,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    // Loaded, so that the compiler does not know the lanes are equal and xors the vector as it is broadcast.
    // SAFETY: a vector has at most 16 lanes.
    let flip = unsafe { simd.load(block.flip.as_ptr()) };
    let mut weights = block.weights;
    // One row alone would wait for its own sums: every other step has sums of its own.
    let mut second = [[simd.splat(0); VECTORS]; ROWS];
    for segment_row in 0..block.segment_rows.0 {
        for segment_column in 0..block.segment_columns.0 {
            let offset = segment_row * block.segment_rows.1 + segment_column * block.segment_columns.1;
            let mut inputs = block.rows;
            for row in &mut inputs[..ROWS] {
                *row = row.wrapping_add(offset);
            }
            let mut steps = block.steps;
            // SAFETY: the contract of `Kernel`.
            unsafe {
                if ROWS == 1 && !A::IN_ORDER {
                    while steps >= 2 {
                        step::<S, A, ROWS, VECTORS>(simd, &mut inputs, &mut weights, flip, sums);
                        step::<S, A, ROWS, VECTORS>(simd, &mut inputs, &mut weights, flip, &mut second);
                        steps -= 2;
                    }
                }
                for _ in 0..steps {
                    step::<S, A, ROWS, VECTORS>(simd, &mut inputs, &mut weights, flip, sums);
                }
            }
        }
    }
    if ROWS == 1 && !A::IN_ORDER {
        for (sum, second) in sums[0].iter_mut().zip(second[0]) {
            *sum = A::add(simd, *sum, second);
        }
    }
}

/// One step of all rows.
#[inline(always)]
unsafe fn step<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    inputs: &mut [*const u8; MAX_ROWS],
    weights: &mut *const i8,
    flip: S::Vector,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    // SAFETY: the contract of `Kernel`.
    unsafe {
        let mut columns = [simd.splat(0); VECTORS];
        for (vector, column) in columns.iter_mut().enumerate() {
            *column = A::weights(simd, weights.add(vector * S::LANES * A::group::<S>()));
        }
        *weights = weights.add(VECTORS * S::LANES * A::group::<S>());
        for (input, sums) in inputs.iter_mut().zip(sums) {
            let numbers = simd.xor(simd.broadcast(*input), flip);
            *input = input.add(4);
            for (sum, &column) in sums.iter_mut().zip(&columns) {
                *sum = A::dot(simd, *sum, numbers, column);
            }
        }
    }
}
