//! Microkernels: a block of rows × the vectors of one panel, summed and requantized in registers.
//!
//! Named `rows × vectors`; [`kernel`] is the table of those that exist. Each step loads the weights of the panel once
//! and four input bytes of each row, so that `rows × vectors` dot products share `rows + vectors` loads.

use super::arithmetic::Arithmetic;
use super::hybrid::RowConstants;
use crate::ahead::LINE;
use crate::doubling::AreCertain;
use crate::simd::{Places, Simd, SimdTask, unrolled};

/// What a microkernel reads and writes: rows of a chunk × a panel.
pub(super) struct Block<A: Arithmetic> {
    /// The first input of each row.
    pub(super) rows: *const *const u8,
    /// How many rows there are, at least 1. The kernel takes them block by block, and the last one as often as that
    /// needs.
    pub(super) count: usize,
    /// How many rows of segments there are, and the distance between their inputs in bytes.
    pub(super) segment_rows: (usize, usize),
    /// How many segments each such row has, and their distance.
    pub(super) segment_columns: (usize, usize),
    /// Steps of a segment.
    pub(super) steps: usize,
    /// The panel's weights.
    pub(super) weights: *const i8,
    /// What is asked for while the panel is read: the next one's weights, or these.
    pub(super) ahead: *const i8,
    /// The panel's constants.
    pub(super) columns: *const A::Columns,
    /// What is added to the sums of each row, if anything.
    pub(super) row_terms: Option<*const i32>,
    /// What scaling has to know of each row, where the arithmetic needs that.
    pub(super) row_constants: *const RowConstants,
    /// Where the outputs go, and the bytes from a row's to the next row's.
    pub(super) output: (*mut u8, usize),
    /// Columns to write.
    pub(super) width: usize,
    /// How scaled sums become outputs.
    pub(super) finish: A::Finish,
}

/// A microkernel.
///
/// # Safety
/// For each of the `count` rows: `steps` steps can be read at every segment, and `width` bytes written at its output;
/// there are as many terms and constants, where there are any or the arithmetic needs them. Outputs overlap no inputs.
/// `weights` are those of a panel of as many segments and steps, `columns` its constants.
pub(super) type Kernel<S, A> = unsafe fn(S, &Block<A>);

/// The microkernel for `rows` rows of `vectors` vectors, and how many rows it takes at a time: the largest if there are
/// as many rows, else the one with which they take the least.
///
/// A microkernel costs every build's time. Squares of whole numbers, which most products have for rows, leave 0, 1, 3 or
/// 4 when they are divided by 6, and 0, 1, 4 or 9 by 12; other rests are few blocks too. Conditions are constants, so
/// that only what can be chosen is compiled.
pub(super) fn kernel<S: Simd, A: Arithmetic>(rows: usize, vectors: usize) -> (usize, Kernel<S, A>) {
    macro_rules! table {
        ($($vectors:literal if $condition:expr => $($rows:literal)*;)*) => {
            match vectors {
                $($vectors if const { runs::<S, A>() && $condition } => {
                    let kernels: &[(usize, Kernel<S, A>)] = &[$(($rows, enter::<S, A, $rows, $vectors, false>)),*];
                    // Each block loads the weights, which takes as long as a row.
                    let cost = |each: usize| rows.min(most_rows::<S, A>(vectors)).div_ceil(each) * (each + 1);
                    let least = (0..kernels.len()).min_by_key(|&index| cost(kernels[index].0));
                    kernels[least.unwrap_or_default()]
                })*
                _ => unreachable!("a panel has 1 to 4 vectors"),
            }
        };
    }
    table! {
        1 if S::LANES == 16 => 1 4 12;
        1 if S::LANES == 8 => 1 4 6;
        2 if S::LANES == 16 && A::VECTORS > 1 => 1 4 12;
        2 if S::LANES == 8 && A::VECTORS > 1 => 1 4 6;
        3 if S::LANES == 16 && A::VECTORS > 1 && A::FLOATS => 1 4 9;
        3 if S::LANES == 16 && A::VECTORS > 1 && !A::FLOATS => 1 4 8;
        // Two rows are what layers that take a stream of numbers step by step have, and more weights than the caches hold.
        4 if S::LANES == 16 && A::VECTORS > 1 => 1 2 4 6;
    }
}

/// Whether the vectors have what the arithmetic takes.
const fn runs<S: Simd, A: Arithmetic>() -> bool {
    S::CHECKS || !A::CHECKS
}

/// The most rows that a block of `vectors` vectors has: what the registers hold.
pub(super) fn most_rows<S: Simd, A: Arithmetic>(vectors: usize) -> usize {
    match (S::LANES, vectors) {
        (16, 1 | 2) => 12,
        (16, 3) if A::FLOATS => 9,
        (16, 3) => 8,
        _ => 6,
    }
}

/// The largest microkernel for blocks of `vectors` vectors, and its rows. One that `FLIPS` is for signed inputs that were
/// not copied: it makes them unsigned itself, once for each panel.
pub(super) fn largest_kernel<S: Simd, A: Arithmetic, const FLIPS: bool>(vectors: usize) -> (usize, Kernel<S, A>) {
    macro_rules! table {
        ($($vectors:literal if $condition:expr => $rows:literal;)*) => {
            match vectors {
                $($vectors if const { runs::<S, A>() && $condition && (A::SIGNED || !FLIPS) } => {
                    ($rows, enter::<S, A, $rows, $vectors, FLIPS>)
                })*
                _ => kernel::<S, A>(most_rows::<S, A>(vectors), vectors),
            }
        };
    }
    table! {
        1 if S::LANES == 16 => 12;
        1 if S::LANES == 8 => 6;
        2 if S::LANES == 16 && A::VECTORS > 1 => 12;
        2 if S::LANES == 8 && A::VECTORS > 1 => 6;
        3 if S::LANES == 16 && A::VECTORS > 1 => 8;
        4 if S::LANES == 16 && A::VECTORS > 1 => 6;
    }
}

/// Compiles the block for the instruction set.
unsafe fn enter<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool>(
    simd: S,
    block: &Block<A>,
) {
    simd.enter(Run::<A, ROWS, VECTORS, FLIPS>(block));
}

struct Run<'a, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool>(&'a Block<A>);

impl<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool> SimdTask<S>
    for Run<'_, A, ROWS, VECTORS, FLIPS>
{
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let mut first = 0;
        while first < self.0.count {
            // SAFETY: the contract of `Kernel`.
            unsafe { rows::<S, A, ROWS, VECTORS, FLIPS>(simd, self.0, first) }
            first += ROWS;
        }
    }
}

/// The rows from `first` on, those beyond the last being the last again.
#[inline(always)]
unsafe fn rows<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool>(
    simd: S,
    block: &Block<A>,
    first: usize,
) {
    let last = block.count - 1 - first;
    let mut sums = [[simd.splat(0); VECTORS]; ROWS];
    let mut least = simd.nothing_checked();
    // SAFETY: the contract of `Kernel`.
    unsafe {
        start::<S, A, ROWS, VECTORS>(simd, block, first, &mut sums);
        multiply::<S, A, ROWS, VECTORS, FLIPS>(simd, block, first, &mut sums);
        // Spelled out: in a loop that stays one, the sums would live in memory instead of registers.
        scale::<S, A, ROWS, VECTORS, 0>(simd, block, first, (&mut sums, &mut least));
        scale::<S, A, ROWS, VECTORS, 1>(simd, block, first, (&mut sums, &mut least));
        scale::<S, A, ROWS, VECTORS, 2>(simd, block, first, (&mut sums, &mut least));
        scale::<S, A, ROWS, VECTORS, 3>(simd, block, first, (&mut sums, &mut least));
        let (output, below) = block.output;
        let places = Places { start: output.wrapping_add(first * below), below, last, width: block.width };
        A::store_checked(simd, &sums, places, block.finish);
        if A::CHECKS && !simd.is_certain(least) {
            // A copy: those that stay in registers are not looked for in memory.
            let scaled = sums;
            again::<S, A, ROWS, VECTORS, FLIPS>(simd, block, first, &scaled);
        }
    }
}

/// Computes those rows from `first` on again whose outputs are not certain: few rows, in few blocks.
#[cold]
#[inline(never)]
unsafe fn again<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool>(
    simd: S,
    block: &Block<A>,
    first: usize,
    scaled: &[[S::Vector; VECTORS]; ROWS],
) {
    #[cfg(test)]
    crate::doubling::AGAIN.set(crate::doubling::AGAIN.get() + 1);
    for (row, scaled) in (first..block.count).zip(scaled) {
        if simd.enter(AreCertain(scaled)) {
            continue;
        }
        let row = Block::<A::Exact> {
            rows: block.rows.wrapping_add(row),
            count: 1,
            segment_rows: block.segment_rows,
            segment_columns: block.segment_columns,
            steps: block.steps,
            weights: block.weights,
            ahead: block.weights,
            columns: block.columns,
            row_terms: block.row_terms.map(|terms| terms.wrapping_add(row)),
            row_constants: block.row_constants,
            output: (block.output.0.wrapping_add(row * block.output.1), block.output.1),
            width: block.width,
            finish: block.finish,
        };
        // SAFETY: the contract of `Kernel`; an arithmetic that checks has no constants of rows.
        unsafe { enter::<S, A::Exact, 1, VECTORS, FLIPS>(simd, &row) }
    }
}

/// Scales the sums of vector `VECTOR`, if the block has it.
#[inline(always)]
unsafe fn scale<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const VECTOR: usize>(
    simd: S,
    block: &Block<A>,
    first: usize,
    (sums, least): (&mut [[S::Vector; VECTORS]; ROWS], &mut S::Vector),
) {
    if VECTOR < VECTORS {
        // SAFETY: the contract of `Kernel`. (A test of bounds here would make the compiler spill sums.)
        let columns = unsafe { &*block.columns.add(VECTOR * S::LANES / 16) };
        let part = VECTOR % (16 / S::LANES);
        unrolled!(row < ROWS {
            let constants = if A::ROW_CONSTANTS {
                // SAFETY: the contract of `Kernel`.
                unsafe { *block.row_constants.add((first + row).min(block.count - 1)) }
            } else {
                RowConstants::default()
            };
            let of_row = (constants, &mut *least);
            sums[row][VECTOR] = A::scale_checked(simd, sums[row][VECTOR], (columns, part), of_row, block.finish);
        });
    }
}

#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn start<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    block: &Block<A>,
    first: usize,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    for vector in 0..VECTORS {
        // SAFETY: the contract of `Kernel`; 16 lanes or the half that the vector is.
        let start = unsafe {
            let constants = A::start(&*block.columns.add(vector * S::LANES / 16));
            simd.load(constants.add(vector * S::LANES % 16))
        };
        unrolled!(row < ROWS {
            sums[row][vector] = start;
        });
    }
    if let Some(terms) = block.row_terms {
        unrolled!(row < ROWS {
            // SAFETY: the contract of `Kernel`.
            let term = unsafe { *terms.add((first + row).min(block.count - 1)) };
            for sum in &mut sums[row] {
                *sum = simd.add(*sum, simd.splat(term));
            }
        });
    }
}

#[inline(always)]
unsafe fn multiply<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool>(
    simd: S,
    block: &Block<A>,
    first: usize,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    let mut flip = simd.splat(0);
    if FLIPS {
        // Loaded, so that the compiler does not know the lanes are equal and xors the vector as it is broadcast.
        let lanes = core::hint::black_box([i32::from_ne_bytes([0x80; 4]); 16]);
        // SAFETY: a vector has at most 16 lanes.
        flip = unsafe { simd.load(lanes.as_ptr()) };
    }
    let mut weights = block.weights;
    let mut ahead = ahead::<S, A, ROWS, VECTORS>(block, first);
    // One row alone would wait for its own sums: steps that follow each other have sums of their own.
    let mut more = [[[simd.splat(0); VECTORS]; ROWS]; 3];
    let mut rows = [core::ptr::null(); ROWS];
    unrolled!(row < ROWS {
        // SAFETY: the contract of `Kernel`.
        rows[row] = unsafe { *block.rows.add((first + row).min(block.count - 1)) };
    });
    for segment_row in 0..block.segment_rows.0 {
        for segment_column in 0..block.segment_columns.0 {
            // One distance for all rows: the registers hold their places, and nothing is added to these.
            let mut at = segment_row * block.segment_rows.1 + segment_column * block.segment_columns.1;
            let mut steps = block.steps;
            // SAFETY: the contract of `Kernel`.
            unsafe {
                if ROWS == 1 && !A::FLOATS {
                    let [second, third, fourth] = &mut more;
                    // As many as the registers hold.
                    while S::LANES == 16 && steps >= 4 {
                        step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, sums);
                        step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, second);
                        step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, third);
                        step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, fourth);
                        steps -= 4;
                    }
                    while steps >= 2 {
                        step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, sums);
                        step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, second);
                        steps -= 2;
                    }
                }
                for _ in 0..steps {
                    step::<S, A, ROWS, VECTORS, FLIPS>(simd, (&rows, &mut at), &mut weights, flip, sums);
                    if asks::<S>(ROWS, VECTORS) {
                        simd.prefetch_far(ahead.cast());
                        ahead = ahead.wrapping_add(LINE);
                    }
                }
            }
        }
    }
    if ROWS == 1 && !A::FLOATS {
        for more in more.iter().take(if S::LANES == 16 { 3 } else { 1 }) {
            for (sum, &more) in sums[0].iter_mut().zip(&more[0]) {
                *sum = A::add(simd, *sum, more);
            }
        }
    }
}

/// Whether a microkernel asks for weights ahead: one that large products are made of.
const fn asks<S: Simd>(rows: usize, vectors: usize) -> bool {
    rows > 1 && vectors >= if S::LANES == 16 { 3 } else { 2 }
}

/// From where on a block asks for weights, a line with each step: as many blocks as it takes share the whole panel.
#[inline(always)]
fn ahead<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize>(block: &Block<A>, first: usize) -> *const i8 {
    let steps = block.segment_rows.0 * block.segment_columns.0 * block.steps;
    let (asked, panel) = (first / ROWS * steps * LINE, steps * VECTORS * S::LANES * A::group::<S>());
    if asked < panel { block.ahead.wrapping_add(asked) } else { block.weights }
}

/// One step of all rows, of the inputs `at` bytes behind their places.
#[inline(always)]
unsafe fn step<S: Simd, A: Arithmetic, const ROWS: usize, const VECTORS: usize, const FLIPS: bool>(
    simd: S,
    (rows, at): (&[*const u8; ROWS], &mut usize),
    weights: &mut *const i8,
    flip: S::Vector,
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    // SAFETY: the contract of `Kernel`.
    unsafe {
        let mut columns = [simd.splat(0); VECTORS];
        for (vector, column) in columns.iter_mut().enumerate() {
            let place = weights.add(vector * S::LANES * A::group::<S>());
            *column = A::weights(simd, place);
        }
        *weights = weights.add(VECTORS * S::LANES * A::group::<S>());
        unrolled!(row < ROWS {
            let numbers = simd.broadcast(rows[row].add(*at));
            let numbers = if FLIPS { simd.xor(numbers, flip) } else { numbers };
            for (sum, &column) in sums[row].iter_mut().zip(&columns) {
                *sum = A::dot(simd, *sum, numbers, column);
            }
        });
        *at += 4;
    }
}
