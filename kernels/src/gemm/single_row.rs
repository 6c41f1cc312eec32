//! A single row of floats times packed weights: fully connected layers as most networks have them. Nothing is gathered,
//! and there are no blocks of rows.
//!
//! One row has few sums, and each would wait for the one before it: steps take turns among several sets of sums, which are
//! added up in the end. Sums are fused.

use super::drive::{Gemm, Operands};
use super::pack::Packing;
use super::walk::Output;
use crate::parallel::{Workers, parts, share};
use crate::requantize::Bias16;
use crate::simd::{Simd, SimdTask, Visitor, unrolled, with_simd};
use core::ops::Range;

/// Multiply-accumulates that are worth a thread: more than a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 18 };

/// Sets of sums. Step `i` adds to set `i % SETS`.
pub(super) const SETS: usize = 4;

impl Gemm {
    /// Computes the product of a vector, clamped to `range`. Operands are as long as the product needs.
    pub(super) fn run_single_row(&self, range: (f32, f32), operands: Operands<'_, Bias16>, workers: &dyn Workers) {
        let Operands { input, packed, columns, output } = operands;
        let packing = self.packing();
        let row = Row { packing, range, input, packed, columns, output: Output(output.as_mut_ptr()), workers };
        with_simd(self.isa(), row);
    }
}

/// The product.
#[derive(Clone, Copy)]
struct Row<'a> {
    packing: &'a Packing,
    range: (f32, f32),
    input: &'a [u8],
    packed: &'a [i8],
    columns: &'a [Bias16],
    output: Output,
    workers: &'a dyn Workers,
}

impl Visitor for Row<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let packing = self.packing;
        let work = packing.columns.saturating_mul(packing.steps);
        let panels = packing.panels();
        match parts(self.workers, work, GRAIN).min(panels.max(1)) {
            1 => simd.enter(Panels(self, 0..panels)),
            count => self.workers.run(count, &|part| simd.enter(Panels(self, share(panels, count, part)))),
        }
    }
}

/// Some panels of columns.
struct Panels<'a>(Row<'a>, Range<usize>);

impl<S: Simd> SimdTask<S> for Panels<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(row, panels) = self;
        for panel in panels {
            match row.packing.panel_vectors(panel).len() {
                1 => row.panel::<S, 1>(simd, panel),
                2 => row.panel::<S, 2>(simd, panel),
                3 => row.panel::<S, 3>(simd, panel),
                _ => row.panel::<S, 4>(simd, panel),
            }
        }
    }
}

impl Row<'_> {
    #[inline(always)]
    fn panel<S: Simd, const VECTORS: usize>(&self, simd: S, panel: usize) {
        let packing = self.packing;
        let first = packing.panel_vectors(panel).start * S::LANES;
        let weights = self.packed[packing.panel_bytes(panel)].as_ptr();
        let (input, steps) = (self.input.as_ptr(), packing.steps);
        let mut sums = [[simd.splat(0); VECTORS]; SETS];
        let mut step = 0;
        while step + SETS <= steps {
            unrolled!(set < SETS {
                // SAFETY: the input has so many floats, and the panel weights for them.
                unsafe { add::<S, VECTORS>(simd, &mut sums[set], input.add(4 * (step + set)), weights, step + set) };
            });
            step += SETS;
        }
        unrolled!(set < SETS {
            if step + set < steps {
                // SAFETY: as above.
                unsafe { add::<S, VECTORS>(simd, &mut sums[set], input.add(4 * (step + set)), weights, step + set) };
            }
        });
        let one = simd.splat(1f32.to_bits().cast_signed());
        let width = packing.columns.saturating_sub(first);
        for (vector, &first_set) in sums[0].iter().enumerate() {
            let even = simd.multiply_add(first_set, sums[2][vector], one);
            let odd = simd.multiply_add(sums[1][vector], sums[3][vector], one);
            let sum = simd.multiply_add(even, odd, one);
            let column = first + vector * S::LANES;
            let bias = &self.columns[column / 16].bias[column % 16..][..S::LANES];
            // SAFETY: a part of the sixteen columns.
            let bias = unsafe { simd.load(bias.as_ptr().cast()) };
            let sum = simd.clamp(simd.multiply_add(sum, bias, one), self.range.0, self.range.1);
            let count = width.saturating_sub(vector * S::LANES).min(S::LANES);
            // SAFETY: columns of the output, whose length was checked; vectors beyond the last one write nothing.
            unsafe { simd.store(sum, self.output.0.cast::<i32>().wrapping_add(column), count) };
        }
    }
}

/// Adds the products of a step.
///
/// # Safety
/// A float can be read at `input`, and the weights of `step` from `weights` on.
#[inline(always)]
unsafe fn add<S: Simd, const VECTORS: usize>(
    simd: S,
    sums: &mut [S::Vector; VECTORS],
    input: *const u8,
    weights: *const i8,
    step: usize,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let number = simd.broadcast(input);
        for (vector, sum) in sums.iter_mut().enumerate() {
            let weights = simd.load(weights.add(4 * (step * VECTORS + vector) * S::LANES).cast());
            *sum = simd.fused_multiply_add(*sum, number, weights);
        }
    }
}
