//! Sums of the inputs of each row: weights with a zero point need them, `Σ x (w − z) = Σ x w − z Σ x`.

use super::arithmetic::{Arithmetic, RowSums};
use super::block::{self, Block};
use super::walk::{Chunk, Memory, Part};
use crate::simd::{Simd, SimdTask};

/// The bytes of weights of the widest vector.
const MOST: usize = 64;

/// Zeros, then ones: a vector of weights from `MOST − n` on begins with `n` zeros.
const MASK: [i8; 2 * MOST] = {
    let mut mask = [0; 2 * MOST];
    let mut i = MOST;
    while i < 2 * MOST {
        mask[i] = 1;
        i += 1;
    }
    mask
};

impl<A: Arithmetic> Part<'_, '_, A> {
    /// The terms of a chunk's rows. Ones are packed from `ones` on.
    pub(super) fn sum_rows<S: Simd>(&self, simd: S, chunk: &Chunk, memory: &mut Memory<'_>, ones: usize) {
        let (gemm, run) = (self.drive.gemm, &self.drive.run);
        let Memory { rows, terms, .. } = memory;
        let terms = &mut terms[..chunk.count];
        if !chunk.flips && gemm.packing.length >= S::LANES * S::GROUP {
            // SAFETY: rows were found to lie in the activation with all their steps, or are gathered.
            unsafe { simd.enter(Sums::new(chunk, &rows[..chunk.count], gemm.packing.length, terms)) }
        } else {
            self.multiply_by_ones(simd, chunk, rows, terms, ones);
        }
        for term in terms {
            *term = term.wrapping_mul(run.weights_zero_point).wrapping_neg();
        }
    }

    /// The sums of rows of few numbers: their product with the ones.
    fn multiply_by_ones<S: Simd>(&self, simd: S, chunk: &Chunk, rows: &[*const u8], sums: &mut [i32], ones: usize) {
        let (packing, packed) = (&self.drive.gemm.packing, self.drive.packed);
        let (_, kernel) = match chunk.flips {
            true => block::largest_kernel::<S, RowSums, true>(1),
            false => block::kernel::<S, RowSums>(chunk.count, 1),
        };
        let block = Block::<RowSums> {
            rows: rows.as_ptr(),
            count: chunk.count,
            segment_rows: chunk.segment_rows,
            segment_columns: chunk.segment_columns,
            steps: packing.steps,
            weights: packed[self.group * packing.len() + ones..].as_ptr(),
            ahead: core::ptr::null(),
            columns: core::ptr::from_ref(&()),
            row_terms: None,
            row_constants: core::ptr::null(),
            output: (sums.as_mut_ptr().cast(), size_of::<i32>()),
            width: 1,
            finish: (),
        };
        // SAFETY: rows were found to lie in the activation with all their steps, or are gathered; there are ones for these,
        // and a sum for each row.
        unsafe { kernel(simd, &block) }
    }
}

/// Sums rows a vector at a time, the last one of a segment from its end, with what it shares with the one before masked.
struct Sums<'a> {
    chunk: &'a Chunk,
    rows: &'a [*const u8],
    /// Numbers of a segment: at least a vector.
    length: usize,
    sums: &'a mut [i32],
}

impl<'a> Sums<'a> {
    /// # Safety
    /// So many numbers, a vector of them at least, can be read at each segment of each row, as the chunk says.
    unsafe fn new(chunk: &'a Chunk, rows: &'a [*const u8], length: usize, sums: &'a mut [i32]) -> Self {
        Self { chunk, rows, length, sums }
    }
}

impl<S: Simd> SimdTask<S> for Sums<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { chunk, rows, length, sums } = self;
        let (numbers, bytes) = (S::LANES * S::GROUP, 4 / S::GROUP);
        // SAFETY: a vector of weights from there on lies within the mask, as it is at most half of it.
        let weights = |zeros: usize| unsafe { simd.weights(MASK.as_ptr().add(MOST - zeros)) };
        let (whole, rest) = (length / numbers * numbers, length % numbers);
        let (ones, last) = (weights(0), weights(numbers - rest));
        for (sum, &row) in sums.iter_mut().zip(rows) {
            let mut vector = simd.splat(0);
            for segment_row in 0..chunk.segment_rows.0 {
                for segment_column in 0..chunk.segment_columns.0 {
                    let at = segment_row * chunk.segment_rows.1 + segment_column * chunk.segment_columns.1;
                    let segment = row.wrapping_add(at);
                    let load = |number: usize| {
                        // SAFETY: the promise of `new`: a vector from there on lies within the segment.
                        unsafe { simd.load(segment.wrapping_add(number * bytes).cast()) }
                    };
                    for first in (0..whole).step_by(numbers) {
                        vector = simd.dot(vector, load(first), ones);
                    }
                    if rest > 0 {
                        vector = simd.dot(vector, load(length - numbers), last);
                    }
                }
            }
            let mut lanes = [0; 16];
            // SAFETY: a vector has at most 16 lanes.
            unsafe { simd.store(vector, lanes.as_mut_ptr(), S::LANES) }
            *sum = lanes.iter().fold(0, |all, &lane| all.wrapping_add(lane));
        }
    }
}
