//! A single row times packed weights: fully connected layers as most networks have them. Nothing is gathered, nothing
//! copied but the row where products take it in another form, and there are no blocks of rows: what others have to find out
//! takes longer than to multiply it.
//!
//! One row has few sums, and each would wait for the one before it: steps take turns among several sets of sums, which are
//! added up in the end. Sums of floats are fused. Weights are read once, one panel behind the other, which the hardware
//! sees by itself: asked to prefetch them it is slower.

use super::arithmetic::Arithmetic;
use super::drive::{Numbers, Operands, Run};
use super::hybrid::RowConstants;
use super::pack::Packing;
use super::source::widen;
use super::walk::Output;
use crate::isa::Isa;
use crate::parallel::{Workers, parts, share};
use crate::simd::{Places, Simd, SimdTask, Visitor, unrolled, with_simd};
use crate::stack;
use core::mem::MaybeUninit;
use core::ops::Range;

/// Words of weights that are worth a thread: a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 14 };

/// Sets of sums. Step `i` adds to set `i % SETS`.
const SETS: usize = 4;

/// Steps that are copied to where the panels are multiplied, which takes no call.
const NEAR: usize = 512;

/// The sizes of a product of one row, and what is to be done to its inputs. Small layers take no longer than it takes to
/// find these out, so that is done once.
#[derive(Clone, Copy, Debug)]
pub(super) struct SingleRow {
    /// Bytes of inputs, and of one.
    input: usize,
    input_bytes: usize,
    columns: usize,
    /// Bytes of packed weights.
    packed: usize,
    /// Blocks of constants.
    blocks: usize,
    steps: usize,
    panels: usize,
    /// Vectors of each panel, and how many of the first panels have one more.
    each: usize,
    more: usize,
    /// Bytes of packed weights of a vector.
    vector_bytes: usize,
    /// Where ones are packed beside the weights.
    ones: Option<usize>,
    /// Whether bytes are widened to 16 bits, and they have a sign then.
    widen: Option<bool>,
    /// What inputs are xored with: where dot products take bytes without a sign, that adds 128 to those with one.
    flip: u8,
}

impl SingleRow {
    /// Those of a row with such packed weights, which are multiplied as bytes or widened.
    pub(super) fn new(packing: &Packing, numbers: Numbers, widens: bool) -> Self {
        let vectors = packing.panel_vectors(packing.panels().saturating_sub(1));
        let each = vectors.len();
        Self {
            input: packing.length / numbers.weight_bytes() * numbers.bytes(),
            input_bytes: numbers.bytes(),
            columns: packing.columns,
            packed: packing.len(),
            blocks: packing.blocks(),
            steps: packing.steps,
            panels: packing.panels(),
            each,
            more: vectors.end - each * packing.panels(),
            vector_bytes: packing.steps * packing.lanes * packing.group,
            ones: packing.ones().map(|ones| ones.start),
            widen: widens.then_some(numbers.has_sign()),
            flip: if numbers.has_sign() && !widens { 0x80 } else { 0 },
        }
    }

    /// Whether weights may have such a zero point.
    pub(super) fn takes(&self, weights_zero_point: i32) -> bool {
        weights_zero_point == 0 || self.ones.is_some()
    }

    /// The first vector of a panel, and how many it has.
    #[inline(always)]
    fn vectors(&self, panel: usize) -> (usize, usize) {
        (panel * self.each + panel.min(self.more), self.each + usize::from(panel < self.more))
    }

    /// Computes the product.
    ///
    /// # Panics
    /// When the operands are not what it needs.
    // Inlined: the CPU waits where operands that were just written word by word are copied several words at a time.
    #[inline(always)]
    pub(super) fn run<A: Arithmetic>(
        &self,
        isa: Isa,
        run: &Run<'_, &A::Finish>,
        operands: Operands<'_, A::Columns>,
        workers: &dyn Workers,
    ) {
        let Operands { input, packed, columns, output } = operands;
        assert_eq!(self.input_bytes, A::INPUT_BYTES, "the arithmetic of other numbers");
        assert!(
            self.columns <= output.len() / A::OUTPUT_BYTES
                && self.packed <= packed.len()
                && self.blocks <= columns.len(),
            "an operand is shorter than its shape"
        );
        let input = &input[..self.input];
        let row = Row::<A> {
            sizes: self,
            constants: run.row(0, 1),
            weights_zero_point: run.weights_zero_point,
            finish: run.finish,
            input,
            flip: self.flip,
            packed,
            columns,
            output: Output(output.as_mut_ptr()),
            workers,
        };
        if self.widen.is_none() && (self.steps <= NEAR || self.flip == 0 && input.len().is_multiple_of(4)) {
            with_simd(isa, (&row, isa));
        } else {
            row.run_copied(isa);
        }
    }
}

/// Copies bytes xored with `flip` to whole steps. Whatever stands beyond the row is multiplied by nothing.
///
/// Each panel reads all steps: to xor them there takes longer.
struct Flip<'a, 'r> {
    input: &'a [u8],
    flip: u8,
    room: &'r mut [MaybeUninit<[u8; 4]>],
}

impl<'r> Visitor for Flip<'_, 'r> {
    type Output = &'r [[u8; 4]];

    fn visit<S: Simd>(self, simd: S) -> Self::Output {
        simd.enter(self)
    }
}

impl<'r, S: Simd> SimdTask<S> for Flip<'_, 'r> {
    type Output = &'r [[u8; 4]];

    /// The compiler makes vectors of it, of the instruction set that it is inlined into.
    #[inline(always)]
    fn run(self, _simd: S) -> Self::Output {
        let Self { input, flip, room } = self;
        let flip = u32::from_ne_bytes([flip; 4]);
        let (steps, rest) = input.as_chunks::<4>();
        let room = &mut room[..input.len().div_ceil(4)];
        for (to, &from) in room.iter_mut().zip(steps) {
            to.write((u32::from_ne_bytes(from) ^ flip).to_ne_bytes());
        }
        if let (false, Some(to)) = (rest.is_empty(), room.last_mut()) {
            let mut last = [0; 4];
            last.iter_mut().zip(rest).for_each(|(to, &from)| *to = from);
            to.write((u32::from_ne_bytes(last) ^ flip).to_ne_bytes());
        }
        // SAFETY: each has been written: all whole steps, and the last one where there is more.
        unsafe { &*(core::ptr::from_ref(room) as *const [[u8; 4]]) }
    }
}

/// The product.
struct Row<'a, A: Arithmetic> {
    sizes: &'a SingleRow,
    constants: RowConstants,
    /// Where it is not 0, ones are packed beside the weights.
    weights_zero_point: i32,
    finish: &'a A::Finish,
    input: &'a [u8],
    /// What inputs are xored with. Where there is something, or a part of a step, they take at most [`NEAR`] steps.
    flip: u8,
    packed: &'a [i8],
    columns: &'a [A::Columns],
    output: Output,
    workers: &'a dyn Workers,
}

impl<A: Arithmetic> Row<'_, A> {
    /// The product of inputs that are copied to memory of their own first: widened ones, and long ones.
    #[inline(never)]
    fn run_copied(&self, isa: Isa) {
        let Self { sizes, input, flip, .. } = *self;
        let run = |input: &[u8]| with_simd(isa, (&Row { input, flip: 0, ..*self }, isa));
        if let Some(signed) = sizes.widen {
            stack::with_numbers(input.len().next_multiple_of(2), [0u8; 2], |words| {
                widen(isa, input, words, signed);
                run(words.as_flattened());
            });
        } else {
            stack::with_room(input.len().div_ceil(4), |room| {
                with_simd(isa, Flip { input, flip, room }).map(|steps| run(steps.as_flattened()))
            });
        }
    }
}

impl<A: Arithmetic> Visitor for (&Row<'_, A>, Isa) {
    type Output = ();

    #[inline(always)]
    fn visit<S: Simd>(self, simd: S) {
        let (row, isa) = self;
        let &SingleRow { columns, steps, panels, .. } = row.sizes;
        match parts(row.workers, columns.saturating_mul(steps), isa.grain(GRAIN)).min(panels) {
            0 | 1 => simd.enter(Panels(row, 0..panels)),
            count => row.workers.run(count, &|part| simd.enter(Panels(row, share(panels, count, part)))),
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
        let mut room = [const { MaybeUninit::uninit() }; NEAR];
        let (steps, rest) = row.input.as_chunks();
        let steps = match row.flip == 0 && rest.is_empty() {
            true => steps,
            false => Flip { input: row.input, flip: row.flip, room: &mut room }.run(simd),
        };
        let term = row.term(simd, steps);
        // Of its own, so that the compiler knows that nothing that is written changes it, and computes what all panels
        // have in common once.
        let sizes = *row.sizes;
        let each = Panel::<A> {
            steps,
            constants: row.constants,
            finish: *row.finish,
            columns: row.columns,
            output: row.output,
            width: sizes.columns,
        };
        let (mut first, _) = sizes.vectors(panels.start);
        let mut packed = &row.packed[first * sizes.vector_bytes..];
        for panel in panels {
            let (_, vectors) = sizes.vectors(panel);
            let (weights, behind) = packed.split_at(vectors * sizes.vector_bytes);
            match vectors {
                1 => each.run::<S, 1>(simd, term, first, weights),
                2 => each.run::<S, 2>(simd, term, first, weights),
                3 if S::PANEL > 2 => each.run::<S, 3>(simd, term, first, weights),
                _ if S::PANEL > 2 => each.run::<S, 4>(simd, term, first, weights),
                _ => unreachable!("eight lanes have panels of one vector or two"),
            }
            (first, packed) = (first + vectors, behind);
        }
    }
}

impl<A: Arithmetic> Row<'_, A> {
    /// What is added to all sums: the sum of the inputs times the zero point of the weights, less.
    #[inline(always)]
    fn term<S: Simd>(&self, simd: S, steps: &[[u8; 4]]) -> S::Vector {
        let Some(ones) = self.sizes.ones.filter(|_| !A::FLOATS && self.weights_zero_point != 0) else {
            return simd.splat(0);
        };
        let mut sums = [[[simd.splat(0)]; 1]; SETS];
        multiply::<S, A, 1>(simd, steps, &self.packed[ones..], &mut sums);
        simd.multiply(total::<S, A, 1>(simd, &sums, 0), simd.splat(self.weights_zero_point.wrapping_neg()))
    }
}

/// What panels have in common.
struct Panel<'a, A: Arithmetic> {
    steps: &'a [[u8; 4]],
    constants: RowConstants,
    finish: A::Finish,
    columns: &'a [A::Columns],
    output: Output,
    /// Columns of all panels.
    width: usize,
}

impl<A: Arithmetic> Panel<'_, A> {
    /// Computes the panel that begins with vector `first`.
    #[inline(always)]
    fn run<S: Simd, const VECTORS: usize>(&self, simd: S, term: S::Vector, first: usize, weights: &[i8]) {
        let column = first * S::LANES;
        let columns = &self.columns[column / 16..][..(VECTORS * S::LANES).div_ceil(16)];
        let mut sums = [[[simd.splat(0); VECTORS]; 1]; SETS];
        unrolled!(vector < VECTORS {
            let start = A::start(&columns[vector * S::LANES / 16]).wrapping_add(vector * S::LANES % 16);
            // SAFETY: sixteen lanes, or the half that the vector is.
            let start = unsafe { simd.load(start) };
            sums[0][0][vector] = if A::FLOATS { start } else { simd.add(start, term) };
        });
        multiply::<S, A, VECTORS>(simd, self.steps, weights, &mut sums);
        unrolled!(vector < VECTORS {
            let sum = total::<S, A, VECTORS>(simd, &sums, vector);
            let of_columns = (&columns[vector * S::LANES / 16], vector % (16 / S::LANES));
            sums[0][0][vector] = A::scale(simd, sum, of_columns, self.constants, self.finish);
        });
        let start = self.output.0.wrapping_add(column * A::OUTPUT_BYTES);
        let width = (VECTORS * S::LANES).min(self.width - column);
        // SAFETY: columns of the output, whose length was checked; each panel has its own.
        unsafe { A::store(simd, &sums[0], Places { start, below: 0, last: 0, width }, self.finish) }
    }
}

/// Adds the products of the row and a panel's weights.
#[inline(always)]
fn multiply<S: Simd, A: Arithmetic, const VECTORS: usize>(
    simd: S,
    steps: &[[u8; 4]],
    weights: &[i8],
    sums: &mut [[[S::Vector; VECTORS]; 1]; SETS],
) {
    let step_bytes = VECTORS * A::group::<S>() * S::LANES;
    assert!(weights.len() >= steps.len() * step_bytes, "a panel is too short");
    let mut weights = weights.as_ptr();
    let (turns, last) = steps.as_chunks::<SETS>();
    for turn in turns {
        unrolled!(set < SETS {
            let weights = weights.wrapping_add(set * step_bytes);
            // SAFETY: the panel has weights for all steps.
            unsafe { add::<S, A, VECTORS>(simd, &mut sums[set][0], &turn[set], weights) };
        });
        weights = weights.wrapping_add(SETS * step_bytes);
    }
    unrolled!(set < SETS {
        if let Some(step) = last.get(set) {
            let weights = weights.wrapping_add(set * step_bytes);
            // SAFETY: as above.
            unsafe { add::<S, A, VECTORS>(simd, &mut sums[set][0], step, weights) };
        }
    });
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
    step: &[u8; 4],
    weights: *const i8,
) {
    // SAFETY: four bytes; the caller's promise.
    unsafe {
        let numbers = simd.broadcast(step.as_ptr());
        unrolled!(vector < VECTORS {
            let weights = A::weights(simd, weights.add(vector * A::group::<S>() * S::LANES));
            sums[vector] = A::dot(simd, sums[vector], numbers, weights);
        });
    }
}
