//! Matrices that are only known at run time, packed before each product.

use super::Gemm;
use super::arithmetic::Doubling;
use crate::requantize::Doubling16;
use crate::simd::{Simd, Visitor, with_simd};

impl Gemm {
    /// Packs a float matrix `[depth, columns]`, or `[columns, depth]` where it is `transposed`, for a dense product.
    /// `packed` has [`packed_len`](Self::packed_len) bytes.
    pub fn pack_floats(&self, matrix: &[f32], transposed: bool, packed: &mut [f32]) {
        let packing = self.packing();
        let (columns, depth) = (packing.columns, packing.steps);
        for panel in 0..packing.panels() {
            let bytes = packing.panel_bytes(panel);
            let vectors = packing.panel_vectors(panel);
            let (first, lanes) = (vectors.start * packing.lanes, vectors.len() * packing.lanes);
            let width = lanes.min(columns - first);
            let packed = &mut packed[bytes.start / 4..bytes.end / 4];
            if transposed {
                let columns = &matrix[first * depth..(first + width) * depth];
                interleave(columns, (depth, lanes), packed);
            } else {
                for (step, row) in packed.chunks_exact_mut(lanes).zip(matrix.chunks_exact(columns)) {
                    step[..width].copy_from_slice(&row[first..first + width]);
                    step[width..].fill(0.0);
                }
            }
        }
    }

    /// The constants of the columns of a matrix of bytes, whose sums are `sums`, from those of a matrix that sums to zeros.
    pub fn columns_of_sums(
        &self,
        (of_zeros, input_zero_point): (&[Doubling16], i16),
        sums: &[i32],
        columns: &mut [Doubling16],
    ) {
        let zero_point = i32::from(input_zero_point) + i32::from(self.input_flip());
        columns.copy_from_slice(of_zeros);
        with_simd(self.isa(), Starts { gemm: self, zero_point, sums, columns });
    }
}

/// Starts the sums of all columns where they should.
struct Starts<'a> {
    gemm: &'a Gemm,
    zero_point: i32,
    sums: &'a [i32],
    columns: &'a mut [Doubling16],
}

impl Visitor for Starts<'_> {
    type Output = ();

    fn visit<S: Simd>(self, _simd: S) {
        let Self { gemm, zero_point, sums, columns } = self;
        let packing = gemm.packing();
        for panel in 0..packing.panels() {
            packing.for_each_column::<S, Doubling<true>>(panel, |vector, lane, column| {
                let place = vector * packing.lanes + lane;
                let start = &mut columns[place / 16].start[place % 16];
                *start = start.wrapping_sub(zero_point.wrapping_mul(sums[column]));
            });
        }
    }
}

/// Writes columns of `depth` numbers side by side, `lanes` a step; lanes without a column become zeros.
fn interleave(columns: &[f32], (depth, lanes): (usize, usize), packed: &mut [f32]) {
    // Steps whose places stay in the first-level cache while all columns are written to them.
    const STEPS: usize = 32;
    let count = columns.len() / depth;
    for (block, packed) in packed.chunks_mut(STEPS * lanes).enumerate() {
        for (lane, column) in columns.chunks_exact(depth).enumerate() {
            for (step, &number) in packed.chunks_exact_mut(lanes).zip(&column[block * STEPS..]) {
                step[lane] = number;
            }
        }
        for step in packed.chunks_exact_mut(lanes) {
            step[count..].fill(0.0);
        }
    }
}
