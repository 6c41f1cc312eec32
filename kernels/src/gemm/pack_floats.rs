//! Matrices of floats that are only known at run time, packed before each product.

use super::Gemm;

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
