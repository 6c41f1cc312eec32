//! Packed weights: panels of columns, and within a panel the weights of each step side by side.
//!
//! `[panel][segment][step][vector][lane][input of the step]`. Steps that reach beyond a segment, and lanes beyond the
//! last column, hold zeros: what the kernel reads there of the input does not matter.
//!
//! Where weights may have a zero point one more vector follows, of ones: its product is the sum of a row's inputs.

use super::arithmetic::{Arithmetic, Doubling, Float, Hybrid, WordSums, Words};
use super::drive::{Gemm, Numbers};
use super::tiles;
use crate::ahead::LINE;
use crate::parallel::{Parts, Workers, parts, share};
use crate::simd::{Simd, SimdTask, Steps, Visitor, with_simd};
use core::marker::PhantomData;
use core::ops::Range;
use core::sync::atomic::{AtomicBool, Ordering};

/// Bytes of weights that are worth a thread: some microseconds.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 64 << 10 };

/// Bytes of columns from which on they are brought to the cache piece by piece. All columns of a panel that are shorter
/// lie in the second-level cache, with those of the next panel and what they are packed to.
const SLICE: usize = 8192;

/// Bytes of a page, or less.
const PAGE: usize = 4096;

/// Bytes of a column that are packed at once at the most: those of as many steps as the widest vector has lanes.
const MOST_RUN: usize = 64;

/// Vectors of a panel at the most.
pub(super) const MOST_VECTORS: usize = 4;

/// Where packed weights go: the columns of one group of channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packing {
    /// Output channels of a group.
    pub(super) columns: usize,
    /// Runs of contiguous inputs of a row.
    pub(super) segments: usize,
    /// Bytes of weights of a segment.
    pub(super) length: usize,
    /// Steps of four bytes of inputs that a segment takes.
    pub(super) steps: usize,
    /// Bytes of weights of a step and lane.
    pub(super) group: usize,
    /// Lanes of a vector.
    pub(super) lanes: usize,
    /// Panels of columns.
    panels: usize,
    /// Vectors of each panel, and how many of the first panels have one more.
    share: (usize, usize),
    /// Whether a vector of ones follows.
    has_ones: bool,
}

impl Packing {
    /// Of the weights of a product with so many rows.
    pub(super) fn new<S: Simd, A: Arithmetic>(columns: usize, (segments, length): (usize, usize), rows: usize) -> Self {
        let group = A::group::<S>();
        let steps = length.div_ceil(group);
        let vectors = columns.div_ceil(S::LANES);
        let panels = vectors.div_ceil(A::panel::<S>(segments.saturating_mul(steps), rows));
        // As even a split as there is.
        let share = (vectors / panels.max(1), vectors % panels.max(1));
        Self { columns, segments, length, steps, group, lanes: S::LANES, panels, share, has_ones: false }
    }

    /// The packing with a vector of ones behind the panels.
    pub(super) fn with_ones(self) -> Self {
        Self { has_ones: true, ..self }
    }

    /// The packing with segments of whole tiles, and panels of so many vectors.
    pub(super) fn of_tiles(self, most: usize) -> Self {
        let vectors = self.columns.div_ceil(self.lanes);
        let panels = vectors.div_ceil(most);
        // All panels are full but the last, which may have a vector less.
        let share = (vectors / panels.max(1), vectors % panels.max(1));
        Self { steps: self.steps.next_multiple_of(tiles::STEPS), panels, share, ..self }
    }

    /// The packing of the same columns and steps in a single segment, of two words a step and lane.
    pub(super) fn of_words(self) -> Self {
        Self { segments: 1, group: 4, ..self }
    }

    /// Bytes that a gathered row takes.
    pub(super) fn row_bytes(&self) -> usize {
        4 * self.steps * self.segments
    }

    /// Panels of columns.
    pub(super) fn panels(&self) -> usize {
        self.panels
    }

    /// The vectors of a panel.
    pub(super) fn panel_vectors(&self, panel: usize) -> Range<usize> {
        let (each, more) = self.share;
        let start = panel * each + panel.min(more);
        start..start + each + usize::from(panel < more)
    }

    /// Bytes of one vector over all steps.
    fn vector_bytes(&self) -> usize {
        self.segments * self.steps * self.lanes * self.group
    }

    /// The packed bytes of a panel.
    pub(super) fn panel_bytes(&self, panel: usize) -> Range<usize> {
        let vectors = self.panel_vectors(panel);
        vectors.start * self.vector_bytes()..vectors.end * self.vector_bytes()
    }

    /// Where the panels end.
    fn panels_end(&self) -> usize {
        self.panel_bytes(self.panels().saturating_sub(1)).end
    }

    /// The vector of ones, where there is one.
    pub(super) fn ones(&self) -> Option<Range<usize>> {
        let start = self.panels_end();
        self.has_ones.then_some(start..start + self.vector_bytes())
    }

    /// Fills the vector of ones, where there is one, and room for it: a one for each weight of a segment.
    pub(super) fn fill_ones(&self, packed: &mut [i8]) {
        let Some(ones) = self.ones().filter(|_| !packed.is_empty()) else { return };
        let step = self.lanes * self.group;
        for segment in packed[ones].chunks_exact_mut(self.steps * step) {
            let (whole, rest) = segment.split_at_mut(self.length / self.group * step);
            whole.fill(1);
            rest.fill(0);
            for lane in rest.chunks_exact_mut(self.group).take(self.lanes) {
                lane[..self.length % self.group].fill(1);
            }
        }
    }

    /// Packed bytes of a group.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ones().map_or(self.panels_end(), |ones| ones.end)
    }

    /// Whether there is nothing to pack.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Constants of 16 columns that a group takes.
    #[must_use]
    pub fn blocks(&self) -> usize {
        (self.panel_vectors(self.panels().saturating_sub(1)).end * self.lanes).div_ceil(16)
    }

    /// Calls `each` with (vector, lane, column) for every column of a panel.
    pub(super) fn for_each_column<S: Simd, A: Arithmetic>(
        &self,
        panel: usize,
        mut each: impl FnMut(usize, usize, usize),
    ) {
        let vectors = self.panel_vectors(panel);
        for vector in 0..vectors.len() {
            for lane in 0..self.lanes {
                let column = vectors.start * self.lanes + A::column::<S>(vectors.len(), vector, lane);
                if column < self.columns {
                    each(vectors.start + vector, lane, column);
                }
            }
        }
    }

    /// Columns of a panel: those of its lanes that there are.
    pub(super) fn panel_columns(&self, panel: usize) -> Range<usize> {
        let vectors = self.panel_vectors(panel);
        vectors.start * self.lanes..(vectors.end * self.lanes).min(self.columns)
    }

    /// Where byte `first` of a segment of a column lies in the weights of a group.
    #[inline(always)]
    fn start(&self, column: usize, segment: usize, first: usize) -> usize {
        (column * self.segments + segment) * self.length + first
    }

    /// Packs the weights of a group, `[columns][segments × length]`, each xored with `flip` (0x80 turns unsigned weights
    /// into signed ones 128 less), and writes the sum of each column's bytes (or of their magnitudes) to `sums`, unless
    /// that is empty; `packed` may be empty too. Panels are shared among the threads of `workers`. Returns whether all
    /// weights are finite, as integers are.
    pub(super) fn pack<S: Simd, A: Arithmetic>(
        &self,
        simd: S,
        (weights, flip): (&[u8], u8),
        packed: &mut [i8],
        sums: &mut [i32],
        workers: &dyn Workers,
    ) -> bool {
        let finite = AtomicBool::new(true);
        let depth = self.segments * self.length;
        assert!(
            weights.len() >= self.columns * depth && (packed.is_empty() || packed.len() >= self.len()),
            "weights are shorter than they say"
        );
        assert!(sums.is_empty() || sums.len() >= self.columns, "no room for the sums of all columns");
        self.fill_ones(packed);
        let (packs, sums_up) = (!packed.is_empty(), !sums.is_empty());
        let (packed, sums) = (Parts::new(packed), Parts::new(sums));
        let pack = |panel: usize| {
            let columns = self.panel_columns(panel);
            let place = if packs { self.panel_bytes(panel) } else { 0..0 };
            let summed = if sums_up { columns.clone() } else { 0..0 };
            // SAFETY: panels have bytes and columns of their own.
            let (packed, sums) = unsafe { (packed.get(place), sums.get(summed)) };
            let (weights, behind) = weights[columns.start * depth..].split_at(columns.len() * depth);
            let panel = Panel::<A> {
                packing: self,
                vectors: self.panel_vectors(panel).len(),
                columns: columns.len(),
                weights,
                next: &behind[..if depth <= SLICE { weights.len().min(behind.len()) } else { 0 }],
                flip,
                packed,
                sums,
                arithmetic: PhantomData,
            };
            if !simd.enter(panel) {
                // Relaxed: the workers' return orders it.
                finite.store(false, Ordering::Relaxed);
            }
        };
        let count = parts(workers, self.len(), GRAIN);
        if count == 1 {
            (0..self.panels()).for_each(pack);
        } else {
            workers.run(count, &|part| share(self.panels(), count, part).for_each(pack));
        }
        finite.into_inner()
    }
}

impl Gemm {
    /// Packs OHWI weights, and writes the sum of each output channel's packed weights, with words of their magnitudes, to
    /// `sums` (floats need none: it may be empty). Without room for the packed weights it only does the rest. The threads
    /// of `workers` share the work. Returns whether all weights are finite, as integers are: padding is multiplied too,
    /// and 0 × infinity would not be nothing.
    pub fn pack(&self, weights: &[u8], packed: &mut [i8], sums: &mut [i32], workers: &dyn Workers) -> bool {
        let mut finite = true;
        let depth = self.packing().segments * self.packing().length;
        let columns = self.packing().columns;
        let (mut packed, mut sums) = (packed.chunks_exact_mut(self.packing().len()), sums.chunks_exact_mut(columns));
        for weights in weights.chunks_exact(columns * depth) {
            let (packed, sums) = (packed.next().unwrap_or_default(), sums.next().unwrap_or_default());
            finite &= with_simd(self.isa(), Pack { gemm: self, weights, packed, sums, workers }).unwrap_or(true);
        }
        finite
    }
}

/// The weights of one group.
struct Pack<'a> {
    gemm: &'a Gemm,
    weights: &'a [u8],
    packed: &'a mut [i8],
    sums: &'a mut [i32],
    workers: &'a dyn Workers,
}

impl Visitor for Pack<'_> {
    type Output = bool;

    fn visit<S: Simd>(self, simd: S) -> bool {
        let Self { gemm, weights, packed, sums, workers } = self;
        let (packing, weights) = (gemm.packing(), (weights, gemm.weights_flip()));
        match gemm.numbers() {
            Numbers::Float(_) => packing.pack::<S, Float<true>>(simd, weights, packed, sums, workers),
            Numbers::Hybrid => packing.pack::<S, Hybrid<false>>(simd, weights, packed, sums, workers),
            Numbers::Words => packing.pack::<S, Words>(simd, weights, packed, sums, workers),
            _ if gemm.winograd.is_some() => packing.pack::<S, WordSums<1>>(simd, weights, packed, sums, workers),
            _ => packing.pack::<S, Doubling<true>>(simd, weights, packed, sums, workers),
        }
    }
}

/// One panel to pack.
struct Panel<'a, A> {
    packing: &'a Packing,
    vectors: usize,
    columns: usize,
    /// Of its columns, one behind the other.
    weights: &'a [u8],
    /// Those of the next panel, which are brought to the cache meanwhile.
    next: &'a [u8],
    flip: u8,
    packed: &'a mut [i8],
    sums: &'a mut [i32],
    arithmetic: PhantomData<A>,
}

impl<S: Simd, A: Arithmetic> SimdTask<S> for Panel<'_, A> {
    type Output = bool;

    #[inline(always)]
    fn run(self, simd: S) -> bool {
        match A::group::<S>() {
            2 => self.pack::<S, 2>(simd),
            _ => self.pack::<S, 4>(simd),
        }
    }
}

impl<A: Arithmetic> Panel<'_, A> {
    #[inline(always)]
    fn pack<S: Simd, const GROUP: usize>(mut self, simd: S) -> bool {
        let Packing { segments, length, steps, .. } = *self.packing;
        let step = self.vectors * S::LANES * GROUP;
        let mut finite = true;
        self.sums.fill(0);
        let starts = self.starts::<S>();
        let is_small = segments * length <= SLICE;
        if is_small {
            finite &= self.survey(0..segments * length);
        }
        // What is not mapped is not prefetched: a byte of each page is read.
        core::hint::black_box(self.next.iter().step_by(PAGE).fold(0, |all, byte| all | byte));
        let mut next = self.next.chunks(LINE);
        for segment in 0..segments {
            for first in (0..length).step_by(SLICE) {
                let slice = first..(first + SLICE).min(length);
                if !is_small {
                    finite &= self.survey(segment * length + slice.start..segment * length + slice.end);
                }
                if !self.packed.is_empty() {
                    self.pack_slice::<S, GROUP>(simd, &starts, &mut next, segment, slice);
                }
            }
            if !self.packed.is_empty() {
                // Steps that only make up a tile.
                self.packed[(segment * steps + length.div_ceil(GROUP)) * step..(segment + 1) * steps * step].fill(0);
            }
        }
        finite
    }

    /// Brings bytes of all columns to the cache, in the order of memory; on the way it sums them, or looks for
    /// floats that are not finite. Says whether there are none.
    #[inline(always)]
    fn survey(&mut self, of_column: Range<usize>) -> bool {
        let mut finite = true;
        for column in 0..self.columns {
            let start = self.packing.start(column, 0, of_column.start);
            let bytes = &self.weights[start..start + of_column.len()];
            if A::FLOATS {
                finite &= is_finite(bytes);
            } else if let Some(sum) = self.sums.get_mut(column) {
                *sum = match A::MAGNITUDES {
                    true => sum.saturating_add_unsigned(magnitude_of(bytes)),
                    false => sum.wrapping_add(sum_of(bytes, self.flip)),
                };
            }
        }
        finite
    }

    /// Where the columns of each vector's lanes begin in the weights; `None` for vectors with lanes beyond the last column.
    #[inline(always)]
    fn starts<S: Simd>(&self) -> Starts {
        let mut all = [None; MOST_VECTORS];
        for (vector, all) in all.iter_mut().enumerate().take(self.vectors) {
            let mut starts = [0; 16];
            let mut last = 0;
            for (lane, start) in starts.iter_mut().enumerate().take(S::LANES) {
                let column = A::column::<S>(self.vectors, vector, lane);
                *start = self.packing.start(column, 0, 0);
                last = last.max(column);
            }
            *all = (last < self.columns).then_some(starts);
        }
        all
    }

    /// Packs a slice of all columns, as many steps at once as a vector has lanes.
    #[inline(always)]
    fn pack_slice<S: Simd, const GROUP: usize>(
        &mut self,
        simd: S,
        starts: &Starts,
        next: &mut core::slice::Chunks<'_, u8>,
        segment: usize,
        slice: Range<usize>,
    ) {
        let vector_step = S::LANES * GROUP;
        let step = self.vectors * vector_step;
        // Lanes beyond the last column, and bytes beyond the last one of a column: zeros once they are flipped.
        let nothing = [self.flip; MOST_RUN];
        let mut padded = [nothing; 16];
        for first in slice.clone().step_by(vector_step) {
            let run = first..(first + vector_step).min(slice.end);
            let place = (segment * self.packing.steps + first / GROUP) * step;
            let count = run.len().div_ceil(GROUP);
            let places = &mut self.packed[place..place + count * step];
            for (vector, starts) in starts.iter().enumerate().take(self.vectors) {
                let mut columns = [nothing.as_ptr(); 16];
                if let Some(starts) = starts.as_ref().filter(|_| run.len() == vector_step) {
                    // The last column ends where the run does in it.
                    let from = &self.weights[self.packing.start(0, segment, first)..];
                    debug_assert!(starts.iter().all(|start| start + vector_step <= from.len()));
                    for (column, start) in columns.iter_mut().zip(starts) {
                        *column = from.as_ptr().wrapping_add(*start);
                    }
                } else {
                    for lane in 0..S::LANES {
                        let column = A::column::<S>(self.vectors, vector, lane);
                        if column >= self.columns {
                            continue;
                        }
                        let start = self.packing.start(column, segment, run.start);
                        let (bytes, rest) = padded[lane].split_at_mut(run.len());
                        bytes.copy_from_slice(&self.weights[start..start + run.len()]);
                        rest.fill(self.flip);
                        columns[lane] = padded[lane].as_ptr();
                    }
                }
                let start = places[vector * vector_step..].as_mut_ptr();
                // SAFETY: each column is a run of weights as long as is read (those of `starts` are columns that there are,
                // whose weights the panel has), or padded to more than that; `places` has `count` steps of all vectors.
                unsafe { simd.interleave::<GROUP>(&columns, self.flip, Steps { start, stride: step, count }) }
            }
            for _ in 0..self.columns {
                let Some(line) = next.next() else { break };
                simd.prefetch_far(line.as_ptr());
            }
        }
    }
}

/// Where the columns of the lanes of each vector of a panel begin.
type Starts = [Option<[usize; 16]>; MOST_VECTORS];

/// Whether no float is infinite or not a number.
#[inline(always)]
fn is_finite(bytes: &[u8]) -> bool {
    let mut greatest = 0;
    for &float in bytes.as_chunks().0 {
        greatest = greatest.max(u32::from_ne_bytes(float) & !(1 << 31));
    }
    greatest < f32::INFINITY.to_bits()
}

/// The sum of the magnitudes of a slice of bytes with a sign.
#[inline(always)]
pub(super) fn magnitude_of(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte.cast_signed().unsigned_abs())).sum()
}

/// The sum of the bytes xored with `flip`.
#[inline(always)]
fn sum_of(bytes: &[u8], flip: u8) -> i32 {
    let mut sum = 0i32;
    for &byte in bytes {
        sum = sum.wrapping_add(i32::from((byte ^ flip).cast_signed()));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemm::tests::vectors;
    use crate::testing::{Turns, bytes};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_of_the_weights_with_room_and_without(
            depth in prop_oneof![1usize..200, Just(SLICE), SLICE..3 * SLICE], columns in 1usize..150, seed: u64,
        ) {
            let weights = bytes(seed, depth * columns);
            for isa in vectors() {
                for numbers in [Numbers::Signed, Numbers::Unsigned, Numbers::Hybrid, Numbers::Words] {
                    let number = |&byte: &u8| match numbers {
                        Numbers::Unsigned => i32::from(byte) - 128,
                        Numbers::Words => i32::from(byte.cast_signed()).abs(),
                        _ => i32::from(byte.cast_signed()),
                    };
                    let expected: Vec<i32> = weights.chunks(depth).map(|column| column.iter().map(number).sum()).collect();
                    let gemm = Gemm::dense(isa, (3, depth, columns), numbers).unwrap();
                    for room in [gemm.packed_len(), 0] {
                        let (mut packed, mut sums) = (vec![0x55; room], vec![7; columns]);
                        prop_assert!(gemm.pack(&weights, &mut packed, &mut sums, &Turns));
                        prop_assert_eq!(&sums, &expected, "{:?} {:?} {}", isa, numbers, room);
                    }
                }
            }
        }
    }
}
