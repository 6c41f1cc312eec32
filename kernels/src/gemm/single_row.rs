//! A single row times packed weights: fully connected layers as most networks have them. Nothing is gathered, nothing
//! copied but to be widened, and there are no blocks of rows: what others have to find out takes longer than to multiply it.
//!
//! One row has few sums, and each would wait for the one before it: steps take turns among several sets of sums, which are
//! added up in the end. Sums of floats are fused. Weights are read once, one panel behind the other, which the hardware
//! sees by itself: asked to prefetch them it is slower.

use super::arithmetic::Arithmetic;
use super::drive::{Gemm, Operands, Run};
use super::hybrid::RowConstants;
use super::pack::Packing;
use super::source::widen;
use super::walk::Output;
use crate::isa::Isa;
use crate::parallel::{Workers, parts, share};
use crate::simd::{Places, Simd, SimdTask, Visitor, unrolled, with_simd};
use crate::stack;
use core::ops::Range;

/// Words of weights that are worth a thread: a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 14 };

/// Sets of sums. Step `i` adds to set `i % SETS`.
const SETS: usize = 4;

impl Gemm {
    /// Computes the product of a [vector](Gemm::is_vector). Operands are as long as the product needs.
    pub(super) fn run_single_row<A: Arithmetic>(
        &self,
        run: Run<'_, A::Finish>,
        operands: Operands<'_, A::Columns>,
        workers: &dyn Workers,
    ) {
        let Operands { input, packed, columns, output } = operands;
        let input = &input[..self.segment_bytes()];
        let row = Row::<A> {
            isa: self.isa(),
            packing: self.packing(),
            flip: i32::from_ne_bytes([self.input_flip(); 4]),
            constants: run.row(0, 1),
            weights_zero_point: run.weights_zero_point,
            finish: run.finish,
            input,
            packed,
            columns,
            output: Output(output.as_mut_ptr()),
            workers,
        };
        let Some(signed) = self.widen() else {
            with_simd(self.isa(), &row);
            return;
        };
        stack::with_numbers(input.len(), [0u8; 2], |words| {
            widen(self.isa(), input, words, signed);
            with_simd(self.isa(), &Row { input: words.as_flattened(), ..row });
        });
    }
}

/// The product.
struct Row<'a, A: Arithmetic> {
    isa: Isa,
    packing: &'a Packing,
    /// What inputs are xored with.
    flip: i32,
    constants: RowConstants,
    /// Where it is not 0, ones are packed beside the weights.
    weights_zero_point: i32,
    finish: A::Finish,
    input: &'a [u8],
    packed: &'a [i8],
    columns: &'a [A::Columns],
    output: Output,
    workers: &'a dyn Workers,
}

impl<A: Arithmetic> Visitor for &Row<'_, A> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let packing = self.packing;
        let work = packing.columns.saturating_mul(packing.steps);
        let panels = packing.panels();
        match parts(self.workers, work, self.isa.grain(GRAIN)).min(panels.max(1)) {
            1 => simd.enter(Panels(self, 0..panels)),
            count => self.workers.run(count, &|part| simd.enter(Panels(self, share(panels, count, part)))),
        }
    }
}

/// Some panels of columns.
struct Panels<'a, 'r, A: Arithmetic>(&'a Row<'r, A>, Range<usize>);

impl<S: Simd, A: Arithmetic> SimdTask<S> for Panels<'_, '_, A> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(row, panels) = self;
        // Hidden, so that the compiler does not know the lanes are equal and xors the vector as it is broadcast.
        let flip = core::hint::black_box(simd.splat(row.flip));
        let term = row.term(simd, flip);
        for panel in panels {
            match row.packing.panel_vectors(panel).len() {
                1 => row.panel::<S, 1>(simd, (flip, term), panel),
                2 => row.panel::<S, 2>(simd, (flip, term), panel),
                3 if S::PANEL > 2 => row.panel::<S, 3>(simd, (flip, term), panel),
                _ if S::PANEL > 2 => row.panel::<S, 4>(simd, (flip, term), panel),
                _ => unreachable!("eight lanes have panels of one vector or two"),
            }
        }
    }
}

impl<A: Arithmetic> Row<'_, A> {
    /// What is added to all sums: the sum of the inputs times the zero point of the weights, less.
    #[inline(always)]
    fn term<S: Simd>(&self, simd: S, flip: S::Vector) -> S::Vector {
        let Some(ones) = self.packing.ones().filter(|_| !A::FLOATS && self.weights_zero_point != 0) else {
            return simd.splat(0);
        };
        let mut sums = [[[simd.splat(0)]; 1]; SETS];
        self.multiply::<S, 1>(simd, flip, &self.packed[ones], &mut sums);
        simd.multiply(total::<S, A, 1>(simd, &sums, 0), simd.splat(self.weights_zero_point.wrapping_neg()))
    }

    #[inline(always)]
    fn panel<S: Simd, const VECTORS: usize>(&self, simd: S, (flip, term): (S::Vector, S::Vector), panel: usize) {
        let packing = self.packing;
        let column = packing.panel_vectors(panel).start * S::LANES;
        let columns = &self.columns[column / 16..][..(VECTORS * S::LANES).div_ceil(16)];
        let mut sums = [[[simd.splat(0); VECTORS]; 1]; SETS];
        unrolled!(vector < VECTORS {
            let start = A::start(&columns[vector * S::LANES / 16]).wrapping_add(vector * S::LANES % 16);
            // SAFETY: sixteen lanes, or the half that the vector is.
            let start = unsafe { simd.load(start) };
            sums[0][0][vector] = if A::FLOATS { start } else { simd.add(start, term) };
        });
        self.multiply::<S, VECTORS>(simd, flip, &self.packed[packing.panel_bytes(panel)], &mut sums);
        unrolled!(vector < VECTORS {
            let sum = total::<S, A, VECTORS>(simd, &sums, vector);
            let of_columns = (&columns[vector * S::LANES / 16], vector % (16 / S::LANES));
            sums[0][0][vector] = A::scale(simd, sum, of_columns, self.constants, self.finish);
        });
        let start = self.output.0.wrapping_add(column * A::OUTPUT_BYTES);
        let width = (VECTORS * S::LANES).min(packing.columns - column);
        // SAFETY: columns of the output, whose length was checked; each panel has its own.
        unsafe { A::store(simd, &sums[0], Places { start, below: 0, last: 0, width }, self.finish) }
    }

    /// Adds the products of the row and a panel's weights.
    #[inline(always)]
    fn multiply<S: Simd, const VECTORS: usize>(
        &self,
        simd: S,
        flip: S::Vector,
        weights: &[i8],
        sums: &mut [[[S::Vector; VECTORS]; 1]; SETS],
    ) {
        let step_bytes = VECTORS * A::group::<S>() * S::LANES;
        let (steps, rest) = self.input.as_chunks::<4>();
        assert!(weights.len() >= self.input.len().div_ceil(4) * step_bytes, "a panel is too short");
        let mut weights = weights.as_ptr();
        let (turns, last) = steps.as_chunks::<SETS>();
        for turn in turns {
            unrolled!(set < SETS {
                // SAFETY: the panel has weights for all steps.
                unsafe { add::<S, A, VECTORS>(simd, &mut sums[set][0], (&turn[set], flip), weights) };
                weights = weights.wrapping_add(step_bytes);
            });
        }
        unrolled!(set < SETS {
            if let Some(step) = last.get(set) {
                // SAFETY: as above.
                unsafe { add::<S, A, VECTORS>(simd, &mut sums[set][0], (step, flip), weights) };
                weights = weights.wrapping_add(step_bytes);
            }
        });
        if !A::FLOATS && !rest.is_empty() {
            // Whatever stands beyond the row is multiplied by nothing.
            let mut step = [0; 4];
            step[..rest.len()].copy_from_slice(rest);
            // SAFETY: as above.
            unsafe { add::<S, A, VECTORS>(simd, &mut sums[3][0], (&step, flip), weights) };
        }
    }
}

/// The sum of all sets.
#[inline(always)]
fn total<S: Simd, A: Arithmetic, const VECTORS: usize>(
    simd: S,
    sums: &[[[S::Vector; VECTORS]; 1]; SETS],
    vector: usize,
) -> S::Vector {
    let even = A::add(simd, sums[0][0][vector], sums[2][0][vector]);
    let odd = A::add(simd, sums[1][0][vector], sums[3][0][vector]);
    A::add(simd, even, odd)
}

/// Adds the products of a step.
///
/// # Safety
/// There are as many weights behind `weights`.
#[inline(always)]
unsafe fn add<S: Simd, A: Arithmetic, const VECTORS: usize>(
    simd: S,
    sums: &mut [S::Vector; VECTORS],
    (step, flip): (&[u8; 4], S::Vector),
    weights: *const i8,
) {
    // SAFETY: four bytes; the caller's promise.
    unsafe {
        let numbers = simd.broadcast(step.as_ptr());
        // Widened ones have their sign.
        let flips = A::SIGNED && A::group::<S>() == 4;
        let numbers = if flips { simd.xor(numbers, flip) } else { numbers };
        unrolled!(vector < VECTORS {
            let weights = A::weights(simd, weights.add(vector * A::group::<S>() * S::LANES));
            sums[vector] = A::dot(simd, sums[vector], numbers, weights);
        });
    }
}
