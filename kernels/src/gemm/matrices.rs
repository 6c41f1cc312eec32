//! Matrices that are only known at run time, packed before each product.
#![allow(unsafe_code)]

use super::Gemm;
use super::arithmetic::Doubling;
use crate::parallel::{Parts, Workers, parts, share};
use crate::requantize::Doubling16;
use crate::simd::{Simd, Visitor, with_simd};
use crate::transpose::transpose_floats;

/// Bytes below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 8 } else { 1 << 15 };

impl Gemm {
    /// Packs a float matrix `[depth, columns]`, or `[columns, depth]` where it is `transposed`, for a dense product.
    /// `packed` has [`packed_len`](Self::packed_len) bytes. The threads of `workers` share the work.
    ///
    /// # Panics
    /// When one is shorter.
    pub fn pack_floats(&self, matrix: &[f32], transposed: bool, packed: &mut [f32], workers: &dyn Workers) {
        let panels = self.packing().panels();
        let count = parts(workers, size_of_val(matrix), GRAIN).min(panels);
        let pieces = Parts::new(packed);
        let pack = |panel: usize| {
            let bytes = self.packing().panel_bytes(panel);
            // SAFETY: panels do not overlap.
            let packed = unsafe { pieces.get(bytes.start / 4..bytes.end / 4) };
            self.pack_panel(matrix, transposed, panel, packed);
        };
        match count {
            0 | 1 => (0..panels).for_each(pack),
            _ => workers.run(count, &|part| share(panels, count, part).for_each(pack)),
        }
    }

    fn pack_panel(&self, matrix: &[f32], transposed: bool, panel: usize, packed: &mut [f32]) {
        let packing = self.packing();
        let (columns, depth) = (packing.columns, packing.steps);
        let vectors = packing.panel_vectors(panel);
        let (first, lanes) = (vectors.start * packing.lanes, vectors.len() * packing.lanes);
        let width = lanes.min(columns - first);
        if transposed {
            transpose_floats(self.isa(), &matrix[first * depth..(first + width) * depth], depth, packed, lanes);
        } else {
            for (step, row) in packed.chunks_exact_mut(lanes).zip(matrix.chunks_exact(columns)) {
                step[..width].copy_from_slice(&row[first..first + width]);
            }
        }
        if width < lanes {
            // Lanes without a column.
            packed.chunks_exact_mut(lanes).for_each(|step| step[width..].fill(0.0));
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
