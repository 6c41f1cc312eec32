//! Row kernels: sixteen channels of the output rows of a strip, summed and requantized in registers.
//!
//! Four positions at a time, so that their sums do not wait for each other.

use super::layout::BLOCK;
use crate::doubling::{AreCertain, Floats, Integers, Way};
use crate::requantize::{Doubling16, Narrow};
use crate::simd::{Places, Simd, SimdTask, unrolled};
use core::marker::PhantomData;
use core::ops::Range;

/// What a row kernel reads and writes.
#[derive(Clone)]
pub(super) struct Row<'a> {
    /// The block's first lane of the first position in the strip.
    pub(super) windows: *const i32,
    /// Lanes from a position to the next.
    pub(super) position: usize,
    /// Lanes from a step to the next, and from a filter column to the next.
    pub(super) taps: (usize, usize),
    /// Planes, steps and columns of the filter.
    pub(super) filter: (usize, usize, usize),
    /// The weights of the block.
    pub(super) weights: *const i8,
    /// Bytes from the weights of a part (a block, of a wide chunk) to those of the next, and from those of an output row
    /// to those of the next.
    pub(super) weights_bytes: (usize, usize),
    /// Rows that the filter is moved down for each further output row.
    pub(super) moves: usize,
    /// Output rows of the strip that are computed, and the bytes from an output to the one below.
    pub(super) rows: (Range<usize>, usize),
    /// The constants of the block, or the blocks of a wide chunk.
    pub(super) columns: &'a [Doubling16],
    /// Where the outputs go, and the bytes from a position to the next.
    pub(super) output: (*mut u8, usize),
    /// How many positions there are.
    pub(super) positions: usize,
    /// Outputs of a position, of which the first `skip` (of a wide chunk alone) are not written.
    pub(super) width: usize,
    pub(super) skip: usize,
    /// How outputs are narrowed.
    pub(super) narrow: Narrow,
}

/// A row kernel.
///
/// # Safety
/// Every tap of every position can be read in the strip, `LANES` lanes of each part of the block; `width` bytes can be
/// written at each position of the output, which overlaps nothing else. `weights` are those of the filter.
pub(super) type Kernel<S> = unsafe fn(S, &Row<'_>);

/// How a row kernel is called.
#[derive(Clone, Copy)]
pub(super) struct Call {
    /// Whether sums need the term for negative ones.
    pub(super) signed: bool,
    /// Whether they are requantized by floats, where vectors do that.
    pub(super) checked: bool,
    /// Whether the next position is the next filter column.
    pub(super) dense: bool,
    /// Whether it is for a whole wide chunk.
    pub(super) wide: bool,
}

/// The kernel for a filter of so many planes, steps and columns.
pub(super) fn kernel<S: Simd>(filter: (usize, usize, usize), call: Call) -> Kernel<S> {
    if const { S::CHECKS } && call.checked {
        match call.signed {
            false => of_way::<S, Floats<false>>(filter, call),
            true => of_way::<S, Floats<true>>(filter, call),
        }
    } else {
        match call.signed {
            false => of_way::<S, Integers<false>>(filter, call),
            true => of_way::<S, Integers<true>>(filter, call),
        }
    }
}

fn of_way<S: Simd, W: Way>(filter: (usize, usize, usize), call: Call) -> Kernel<S> {
    match call.wide {
        false => of_filter::<S, Sixteen<W>>(filter, call.dense),
        true => of_filter::<S, Wide<W>>(filter, call.dense),
    }
}

fn of_filter<S: Simd, U: Unit<S>>(filter: (usize, usize, usize), dense: bool) -> Kernel<S> {
    macro_rules! table {
        ($($planes:literal $steps:literal $columns:literal),*) => {
            match (filter, dense) {
                $(
                    (($planes, $steps, $columns), false) => U::enter::<Fixed<S::Vector, $planes, $steps, $columns, false>>,
                    (($planes, $steps, $columns), true) => U::enter::<Fixed<S::Vector, $planes, $steps, $columns, true>>,
                )*
                _ => U::enter::<Any>,
            }
        };
    }
    match S::GROUP {
        4 => table!(1 1 3, 2 1 3, 1 2 5),
        _ => table!(1 2 3, 2 2 3, 1 3 5),
    }
}

/// A filter as a kernel holds it.
trait Filter<S: Simd>: Copy {
    /// Positions of a wide chunk that are computed at a time: what the registers hold.
    const POSITIONS: usize = 2;

    /// The filter of one output row, at `from`, moved down by `rows` rows of a step.
    unsafe fn load(simd: S, from: *const i8, rows: usize) -> Self;

    /// Adds the products of all taps, of the positions from `windows` on.
    unsafe fn add<const POSITIONS: usize>(
        &self,
        simd: S,
        row: &Row<'_>,
        windows: *const i32,
        sums: &mut [S::Vector; POSITIONS],
    );
}

/// A filter whose size is known when this is compiled, held in registers. `DENSE`: positions are a filter column
/// apart, so that each column is loaded once for all positions.
#[derive(Clone, Copy)]
struct Fixed<V, const PLANES: usize, const STEPS: usize, const COLUMNS: usize, const DENSE: bool>(
    [[[V; COLUMNS]; STEPS]; PLANES],
);

impl<S: Simd, const PLANES: usize, const STEPS: usize, const COLUMNS: usize, const DENSE: bool> Filter<S>
    for Fixed<S::Vector, PLANES, STEPS, COLUMNS, DENSE>
{
    const POSITIONS: usize = if PLANES * STEPS * COLUMNS <= 6 { 4 } else { 2 };

    #[inline(always)]
    unsafe fn load(simd: S, mut from: *const i8, rows: usize) -> Self {
        let mut filter = [[[simd.splat(0); COLUMNS]; STEPS]; PLANES];
        for weights in filter.as_flattened_mut().as_flattened_mut() {
            // SAFETY: the contract of `Kernel`.
            *weights = unsafe { simd.weights(from) };
            from = from.wrapping_add(S::LANES * S::GROUP);
        }
        if S::GROUP == 4 && STEPS == 2 && rows > 0 {
            for steps in &mut filter {
                let (first, second) = steps.split_at_mut(1);
                for (low, high) in first.as_flattened_mut().iter_mut().zip(second.as_flattened_mut()) {
                    [*low, *high] = simd.bytes_moved([*low, *high], rows);
                }
            }
        }
        Self(filter)
    }

    #[inline(always)]
    unsafe fn add<const POSITIONS: usize>(
        &self,
        simd: S,
        row: &Row<'_>,
        windows: *const i32,
        sums: &mut [S::Vector; POSITIONS],
    ) {
        let (step_lanes, column_lanes) = row.taps;
        let position_lanes = if DENSE { column_lanes } else { row.position };
        // Sums of every other step apart: they do not wait for each other.
        let mut second = [simd.splat(0); POSITIONS];
        for (plane, steps) in self.0.iter().enumerate() {
            for (step, columns) in steps.iter().enumerate() {
                let apart = S::GROUP == 4 && (plane + step) % 2 == 1;
                let sums = if apart { &mut second } else { &mut *sums };
                for (column, &weights) in columns.iter().enumerate() {
                    for (position, sum) in sums.iter_mut().enumerate() {
                        // The same expression for every (column, position) of a dense row with the same sum.
                        let lanes = step * step_lanes
                            + if DENSE {
                                (column + position) * column_lanes
                            } else {
                                column * column_lanes + position * position_lanes
                            };
                        // SAFETY: the contract of `Kernel`.
                        let window = unsafe { simd.load(windows.add(lanes)) };
                        *sum = simd.dot(*sum, window, weights);
                    }
                }
            }
        }
        if S::GROUP == 4 && PLANES * STEPS > 1 {
            for (sum, &second) in sums.iter_mut().zip(&second) {
                *sum = simd.add(*sum, second);
            }
        }
    }
}

/// Any filter.
#[derive(Clone, Copy)]
struct Any(*const i8);

impl<S: Simd> Filter<S> for Any {
    #[inline(always)]
    unsafe fn load(_simd: S, from: *const i8, _rows: usize) -> Self {
        Self(from)
    }

    #[inline(always)]
    unsafe fn add<const POSITIONS: usize>(
        &self,
        simd: S,
        row: &Row<'_>,
        windows: *const i32,
        sums: &mut [S::Vector; POSITIONS],
    ) {
        let (planes, steps, columns) = row.filter;
        let (step_lanes, column_lanes) = row.taps;
        let mut from = self.0;
        for _ in 0..planes {
            for step in 0..steps {
                for column in 0..columns {
                    // SAFETY: the contract of `Kernel`.
                    unsafe {
                        let weights = simd.weights(from);
                        let window = windows.add(step * step_lanes + column * column_lanes);
                        for (position, sum) in sums.iter_mut().enumerate() {
                            *sum = simd.dot(*sum, simd.load(window.add(position * row.position)), weights);
                        }
                    }
                    from = from.wrapping_add(S::LANES * S::GROUP);
                }
            }
        }
    }
}

/// What a row kernel computes at a time.
trait Unit<S: Simd> {
    /// The unit whose outputs are all certain.
    type Exact: Unit<S>;

    /// Compiles the kernel for the instruction set.
    unsafe fn enter<F: Filter<S>>(simd: S, row: &Row<'_>);

    /// Computes those positions from `first` on again whose outputs are not certain, of `scaled` vectors each.
    ///
    /// # Safety
    /// The contract of `Kernel`.
    #[cold]
    #[inline(never)]
    unsafe fn again<F: Filter<S>>(
        simd: S,
        row: &Row<'_>,
        (output_row, first): (usize, usize),
        scaled: &[&[S::Vector]],
    ) {
        #[cfg(test)]
        crate::doubling::AGAIN.set(crate::doubling::AGAIN.get() + 1);
        for (position, scaled) in (first..).zip(scaled) {
            if simd.enter(AreCertain(scaled)) {
                continue;
            }
            let part = Row {
                windows: row.windows.wrapping_add(position * row.position),
                rows: (output_row..output_row + 1, row.rows.1),
                output: (row.output.0.wrapping_add(position * row.output.1), row.output.1),
                positions: 1,
                ..row.clone()
            };
            // SAFETY: the caller's promise.
            unsafe { Self::Exact::enter::<F>(simd, &part) }
        }
    }
}

/// Sixteen channels.
struct Sixteen<W>(PhantomData<W>);

impl<S: Simd, W: Way> Unit<S> for Sixteen<W> {
    type Exact = Sixteen<W::Exact>;

    unsafe fn enter<F: Filter<S>>(simd: S, row: &Row<'_>) {
        simd.enter(Run::<F, W> { row, kinds: PhantomData });
    }
}

/// A wide chunk.
struct Wide<W>(PhantomData<W>);

impl<S: Simd, W: Way> Unit<S> for Wide<W> {
    type Exact = Wide<W::Exact>;

    unsafe fn enter<F: Filter<S>>(simd: S, row: &Row<'_>) {
        simd.enter(RunWide::<F, W> { row, kinds: PhantomData });
    }
}

struct RunWide<'a, F, W> {
    row: &'a Row<'a>,
    kinds: PhantomData<(F, W)>,
}

impl<S: Simd, F: Filter<S>, W: Way> SimdTask<S> for RunWide<'_, F, W> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let row = self.row;
        for output_row in row.rows.0.clone() {
            let mut first = 0;
            // SAFETY: the contract of `Kernel`.
            unsafe {
                while first + F::POSITIONS <= row.positions {
                    match F::POSITIONS {
                        4 => wide::<S, F, W, 4>(simd, row, output_row, first),
                        _ => wide::<S, F, W, 2>(simd, row, output_row, first),
                    }
                    first += F::POSITIONS;
                }
                while first < row.positions {
                    wide::<S, F, W, 1>(simd, row, output_row, first);
                    first += 1;
                }
            }
        }
    }
}

/// The vectors of a wide chunk.
const VECTORS: usize = 4;

/// The positions from `first` on of a wide chunk: all its vectors, which are then packed as they are.
#[inline(always)]
unsafe fn wide<S: Simd, F: Filter<S>, W: Way, const POSITIONS: usize>(
    simd: S,
    row: &Row<'_>,
    output_row: usize,
    first: usize,
) {
    let mut outputs = [[simd.splat(0); VECTORS]; POSITIONS];
    let windows = row.windows.wrapping_add(first * row.position);
    let (block_bytes, row_bytes) = row.weights_bytes;
    let mut least = simd.nothing_checked();
    // SAFETY: the contract of `Kernel`.
    unsafe {
        unrolled!(vector < VECTORS {
            let columns = row.columns.get_unchecked(vector);
            let mut sums = [simd.load(W::start(columns).as_ptr()); POSITIONS];
            let weights = row.weights.wrapping_add(vector * block_bytes + output_row * row_bytes);
            let filter = F::load(simd, weights, output_row * row.moves);
            filter.add(simd, row, windows.add(vector * S::LANES), &mut sums);
            unrolled!(position < POSITIONS {
                outputs[position][vector] = W::scale(simd, sums[position], (columns, 0), &mut least);
            });
        });
        let to = row.output.0.wrapping_add(output_row * row.rows.1 + first * row.output.1);
        let places = Places { start: to, below: row.output.1, last: POSITIONS - 1, width: row.width };
        if row.skip == 0 {
            W::store_block(simd, &outputs, places, row.narrow);
        } else {
            unrolled!(position < POSITIONS {
                let mut lanes = outputs[position];
                unrolled!(vector < VECTORS {
                    lanes[vector] = W::outputs(simd, lanes[vector]);
                });
                simd.store_last(lanes, places.row(position), row.skip, row.narrow);
            });
        }
        if W::CHECKS && !simd.is_certain(least) {
            // A copy: those that stay in registers are not looked for in memory.
            let scaled = outputs;
            let scaled: [&[S::Vector]; POSITIONS] = core::array::from_fn(|position| scaled[position].as_slice());
            Wide::<W>::again::<F>(simd, row, (output_row, first), &scaled);
        }
    }
}

struct Run<'a, F, W> {
    row: &'a Row<'a>,
    kinds: PhantomData<(F, W)>,
}

/// One part of the block in one output row, with what stays in registers.
struct Part<'a, F> {
    row: &'a Row<'a>,
    filter: F,
    output_row: usize,
    part: usize,
    columns: &'a Doubling16,
    output: *mut u8,
}

impl<S: Simd, F: Filter<S>, W: Way> SimdTask<S> for Run<'_, F, W> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let row = self.row;
        let (part_bytes, row_bytes) = row.weights_bytes;
        let (rows, below) = &row.rows;
        for part in 0..BLOCK / S::LANES {
            // A copy: nobody else can write it, so it need not be read again after each output.
            let Some(&columns) = row.columns.first() else { return };
            for output_row in rows.clone() {
                let weights = row.weights.wrapping_add(part * part_bytes + output_row * row_bytes);
                let output = row.output.0.wrapping_add(output_row * *below + part * S::LANES);
                // SAFETY: the contract of `Kernel`.
                unsafe {
                    let filter = F::load(simd, weights, output_row * row.moves);
                    let part = Part { row, filter, output_row, part, columns: &columns, output };
                    let mut first = 0;
                    while first + 4 <= row.positions {
                        part.positions::<S, W, 4>(simd, first);
                        first += 4;
                    }
                    match row.positions - first {
                        1 => part.positions::<S, W, 1>(simd, first),
                        2 => part.positions::<S, W, 2>(simd, first),
                        3 => part.positions::<S, W, 3>(simd, first),
                        _ => {}
                    }
                }
            }
        }
    }
}

impl<F> Part<'_, F> {
    /// The positions from `first` on.
    #[inline(always)]
    unsafe fn positions<S: Simd, W: Way, const POSITIONS: usize>(&self, simd: S, first: usize)
    where
        F: Filter<S>,
    {
        let row = self.row;
        let lane = self.part * S::LANES;
        let mut least = simd.nothing_checked();
        // SAFETY: the contract of `Kernel`.
        unsafe {
            let mut sums = [simd.load(W::start(self.columns).as_ptr().add(lane)); POSITIONS];
            self.filter.add(simd, row, row.windows.add(first * row.position + lane), &mut sums);
            for sum in &mut sums {
                *sum = W::scale(simd, *sum, (self.columns, self.part), &mut least);
            }
            let stride = row.output.1;
            let output = self.output.wrapping_add(first * stride);
            if POSITIONS > 1 && row.width == BLOCK {
                W::store_apart(simd, sums, output, stride, row.narrow);
            } else {
                let width = row.width.saturating_sub(lane).min(S::LANES);
                for (position, &sum) in sums.iter().enumerate() {
                    simd.store_narrow(
                        [W::outputs(simd, sum)],
                        output.wrapping_add(position * stride),
                        width,
                        row.narrow,
                    );
                }
            }
            if W::CHECKS && !simd.is_certain(least) {
                let scaled = sums;
                let scaled: [&[S::Vector]; POSITIONS] = core::array::from_fn(|position| &scaled[position..=position]);
                Sixteen::<W>::again::<F>(simd, row, (self.output_row, first), &scaled);
            }
        }
    }
}
