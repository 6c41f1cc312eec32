//! What products are made of: how inputs and weights multiply, and how sums become outputs.

use crate::requantize::{Bias16, Doubling16, Narrow, Rescale16};
use crate::simd::Simd;

/// The arithmetic of a product. What is the same for all integers is written here.
pub(super) trait Arithmetic: Copy + Send + Sync + 'static {
    /// Constants of 16 columns.
    type Columns: Copy + Send + Sync + 'static;
    /// How scaled sums become outputs.
    type Finish: Copy + Send + Sync;
    /// Bytes of an output.
    const OUTPUT_BYTES: usize = 1;

    /// Where the sums of the 16 columns start.
    fn start(columns: &Self::Columns) -> *const i32;

    /// Bytes of weights that a lane takes at each step.
    fn group<S: Simd>() -> usize {
        S::GROUP
    }

    /// Which column of a panel of `vectors` vectors a lane is.
    fn column<S: Simd>(vectors: usize, vector: usize, lane: usize) -> usize {
        S::column(vectors, vector, lane)
    }

    /// Weights for one step.
    ///
    /// # Safety
    /// The bytes of a vector can be read there.
    #[inline(always)]
    unsafe fn weights<S: Simd>(simd: S, from: *const i8) -> S::Vector {
        // SAFETY: the caller's promise.
        unsafe { simd.weights(from) }
    }

    /// Adds the products of a step.
    #[inline(always)]
    fn dot<S: Simd>(simd: S, sum: S::Vector, input: S::Vector, weights: S::Vector) -> S::Vector {
        simd.dot(sum, input, weights)
    }

    /// The sum of two sums.
    #[inline(always)]
    fn add<S: Simd>(simd: S, a: S::Vector, b: S::Vector) -> S::Vector {
        simd.add(a, b)
    }

    /// Scales the sums of part `part` of 16 columns.
    fn scale<S: Simd>(simd: S, sum: S::Vector, columns: &Self::Columns, part: usize, finish: Self::Finish)
    -> S::Vector;

    /// Writes the outputs of the first `count` columns.
    ///
    /// # Safety
    /// They can be written there.
    unsafe fn store<S: Simd, const VECTORS: usize>(
        simd: S,
        vectors: [S::Vector; VECTORS],
        to: *mut u8,
        count: usize,
        finish: Self::Finish,
    );
}

/// Rule **D**.
#[derive(Clone, Copy)]
pub(super) struct Doubling<const SIGNED: bool>;

impl<const SIGNED: bool> Arithmetic for Doubling<SIGNED> {
    type Columns = Doubling16;
    type Finish = Narrow;

    #[inline(always)]
    fn start(columns: &Doubling16) -> *const i32 {
        columns.start.as_ptr()
    }

    #[inline(always)]
    fn scale<S: Simd>(simd: S, sum: S::Vector, columns: &Doubling16, part: usize, _finish: Narrow) -> S::Vector {
        simd.requantize::<SIGNED>(sum, columns, part)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const VECTORS: usize>(
        simd: S,
        vectors: [S::Vector; VECTORS],
        to: *mut u8,
        count: usize,
        finish: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe { simd.store_narrow(vectors, to, count, finish) }
    }
}

/// Rule **F**. Outputs are narrowed after the zero point, the second part of `Finish`, was added.
#[derive(Clone, Copy)]
pub(super) struct Rescaling;

impl Arithmetic for Rescaling {
    type Columns = Rescale16;
    type Finish = (Narrow, i32);

    #[inline(always)]
    fn start(columns: &Rescale16) -> *const i32 {
        columns.start.as_ptr()
    }

    #[inline(always)]
    fn scale<S: Simd>(simd: S, sum: S::Vector, columns: &Rescale16, part: usize, finish: (Narrow, i32)) -> S::Vector {
        simd.rescale(sum, columns, part, finish.1)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const VECTORS: usize>(
        simd: S,
        vectors: [S::Vector; VECTORS],
        to: *mut u8,
        count: usize,
        finish: (Narrow, i32),
    ) {
        // SAFETY: the caller's promise.
        unsafe { simd.store_narrow(vectors, to, count, finish.0) }
    }
}

/// Floats, four bytes a step: sums in the order of the inputs, each product added with one rounding. Outputs are
/// clamped to `Finish`.
#[derive(Clone, Copy)]
pub(super) struct Float;

impl Arithmetic for Float {
    type Columns = Bias16;
    type Finish = (f32, f32);
    const OUTPUT_BYTES: usize = 4;

    #[inline(always)]
    fn start(columns: &Bias16) -> *const i32 {
        columns.start.as_ptr().cast()
    }

    fn group<S: Simd>() -> usize {
        4
    }

    fn column<S: Simd>(_vectors: usize, vector: usize, lane: usize) -> usize {
        vector * S::LANES + lane
    }

    #[inline(always)]
    unsafe fn weights<S: Simd>(simd: S, from: *const i8) -> S::Vector {
        // SAFETY: the caller's promise.
        unsafe { simd.load(from.cast()) }
    }

    #[inline(always)]
    fn dot<S: Simd>(simd: S, sum: S::Vector, input: S::Vector, weights: S::Vector) -> S::Vector {
        simd.multiply_add(sum, input, weights)
    }

    #[inline(always)]
    fn add<S: Simd>(simd: S, a: S::Vector, b: S::Vector) -> S::Vector {
        simd.multiply_add(a, b, simd.splat(1f32.to_bits().cast_signed()))
    }

    #[inline(always)]
    fn scale<S: Simd>(simd: S, sum: S::Vector, _columns: &Bias16, _part: usize, (min, max): (f32, f32)) -> S::Vector {
        simd.clamp(sum, min, max)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const VECTORS: usize>(
        simd: S,
        vectors: [S::Vector; VECTORS],
        to: *mut u8,
        count: usize,
        _finish: (f32, f32),
    ) {
        // SAFETY: the caller's promise; vectors beyond the last column write nothing.
        unsafe {
            for (i, &vector) in vectors.iter().enumerate() {
                let first = i * S::LANES;
                simd.store(vector, to.cast::<i32>().wrapping_add(first), count.saturating_sub(first).min(S::LANES));
            }
        }
    }
}
