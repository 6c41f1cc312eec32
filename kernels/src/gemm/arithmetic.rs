//! What products are made of: how inputs and weights multiply, and how sums become outputs.

use super::hybrid::RowConstants;
use super::pack::MOST_VECTORS;
use crate::doubling::{Floats, Integers, Way};
use crate::requantize::{Bias16, Doubling16, Hybrid16, Narrow, Rescale16, Words16};
use crate::simd::{Places, Simd, unrolled};
use core::marker::PhantomData;

/// The arithmetic of a product. What is the same for all integers is written here.
pub(super) trait Arithmetic: Copy + Send + Sync + 'static {
    /// Constants of 16 columns.
    type Columns: Copy + Send + Sync + 'static;
    /// How scaled sums become outputs.
    type Finish: Copy + Send + Sync;
    /// The arithmetic that computes what is not certain; this one, where everything is.
    type Exact: Arithmetic<Columns = Self::Columns, Finish = Self::Finish>;
    /// Whether [`scale_checked`](Self::scale_checked) leaves some outputs uncertain.
    const CHECKS: bool = false;
    /// Bytes of an input.
    const INPUT_BYTES: usize = 1;
    /// Bytes of an output.
    const OUTPUT_BYTES: usize = 1;
    /// Whether inputs may be bytes with a sign, where the dot products take those without.
    const SIGNED: bool = true;
    /// Whether weights are floats, whose products must be summed in their order: sums depend on it.
    const FLOATS: bool = false;
    /// Whether the sums of weights that packing finds are those of their magnitudes.
    const MAGNITUDES: bool = false;
    /// Whether scaling needs the constants of each row.
    const ROW_CONSTANTS: bool = false;
    /// Most vectors of any panel.
    const VECTORS: usize = MOST_VECTORS;
    /// Whether a [single row](super::single_row) may be summed in another order all the same.
    const REORDERS: bool = true;

    /// Whether [tiles](super::tiles) multiply such products, where there are tiles.
    const HAS_TILES: bool = false;
    /// The finish of most products, where there is such a one.
    const USUAL: Option<Self::Finish> = None;

    /// Whether a finish is the usual one.
    fn is_usual(_finish: Self::Finish) -> bool {
        false
    }

    /// Where the sums of the 16 columns start.
    fn start(columns: &Self::Columns) -> *const i32;

    /// Bytes of weights that a lane takes at each step.
    fn group<S: Simd>() -> usize {
        S::GROUP
    }

    /// Most vectors of a panel of so many steps, where a product has so many rows.
    fn panel<S: Simd>(_steps: usize, _rows: usize) -> usize {
        S::PANEL
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

    /// Scales the sums of part `part` of 16 columns, of a row with the constants `row`.
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        of: (&Self::Columns, usize),
        row: RowConstants,
        finish: Self::Finish,
    ) -> S::Vector;

    /// Writes the outputs of a block.
    ///
    /// # Safety
    /// They can be written at `places`.
    unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        sums: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        finish: Self::Finish,
    );

    /// [`scale`](Self::scale) for [`store_checked`](Self::store_checked). Where this `CHECKS`, outputs are certain if those
    /// are that lowered `least` (see [`Simd::is_certain`]); else they are to be scaled and stored without a check, or
    /// computed again by [`Exact`](Self::Exact).
    #[inline(always)]
    fn scale_checked<S: Simd>(
        simd: S,
        sum: S::Vector,
        of: (&Self::Columns, usize),
        (row, _least): (RowConstants, &mut S::Vector),
        finish: Self::Finish,
    ) -> S::Vector {
        Self::scale(simd, sum, of, row, finish)
    }

    /// [`store`](Self::store) of what [`scale_checked`](Self::scale_checked) has made.
    ///
    /// # Safety
    /// The outputs can be written at `places`.
    #[inline(always)]
    unsafe fn store_checked<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        scaled: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        finish: Self::Finish,
    ) {
        // SAFETY: the caller's promise.
        unsafe { Self::store(simd, scaled, places, finish) }
    }
}

/// Rule **D**.
#[derive(Clone, Copy)]
pub(super) struct ByDoubling<W>(PhantomData<W>);

/// Rule **D** by integers: with the term for negative sums or without.
pub(super) type Doubling<const SIGNED: bool> = ByDoubling<Integers<SIGNED>>;

/// Rule **D** by floats, where vectors do that.
pub(super) type CheckedDoubling<const SIGNED: bool> = ByDoubling<Floats<SIGNED>>;

impl<W: Way> Arithmetic for ByDoubling<W> {
    type Columns = Doubling16;
    type Finish = Narrow;
    type Exact = ByDoubling<W::Exact>;
    const CHECKS: bool = W::CHECKS;
    const HAS_TILES: bool = true;
    const USUAL: Option<Narrow> = Some(Narrow::WHOLE);

    fn is_usual(finish: Narrow) -> bool {
        finish == Narrow::WHOLE
    }

    #[inline(always)]
    fn start(columns: &Doubling16) -> *const i32 {
        W::start(columns).as_ptr()
    }

    #[inline(always)]
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        of: (&Doubling16, usize),
        _row: RowConstants,
        _finish: Narrow,
    ) -> S::Vector {
        W::exact(simd, sum, of)
    }

    #[inline(always)]
    fn scale_checked<S: Simd>(
        simd: S,
        sum: S::Vector,
        of: (&Doubling16, usize),
        (_row, least): (RowConstants, &mut S::Vector),
        _finish: Narrow,
    ) -> S::Vector {
        W::scale(simd, sum, of, least)
    }

    #[inline(always)]
    unsafe fn store_checked<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        scaled: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        finish: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe { W::store_block(simd, scaled, places, finish) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        sums: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        finish: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe { simd.store_block(sums, places, finish) }
    }
}

/// Rule **F**.
#[derive(Clone, Copy)]
pub(super) struct Rescaling;

impl Arithmetic for Rescaling {
    type Columns = Rescale16;
    type Exact = Self;
    type Finish = Narrow;
    const HAS_TILES: bool = true;
    const USUAL: Option<Narrow> = Some(Narrow::WHOLE);

    fn is_usual(finish: Narrow) -> bool {
        finish == Narrow::WHOLE
    }

    #[inline(always)]
    fn start(columns: &Rescale16) -> *const i32 {
        columns.start.as_ptr()
    }

    #[inline(always)]
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        (columns, part): (&Rescale16, usize),
        _row: RowConstants,
        _finish: Narrow,
    ) -> S::Vector {
        simd.rescale(sum, columns, part)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        sums: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        finish: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe { simd.store_block(sums, places, finish) }
    }
}

/// Floats, four bytes a step: products summed in the order of the inputs, then the bias added. Without `FUSED` every
/// product and sum is rounded: the same bits as the reference's, as long as weights are finite (padding is multiplied
/// too). Outputs are clamped to `Finish`.
#[derive(Clone, Copy)]
pub(super) struct Float<const FUSED: bool>;

impl<const FUSED: bool> Arithmetic for Float<FUSED> {
    type Columns = Bias16;
    type Exact = Self;
    type Finish = (f32, f32);
    const INPUT_BYTES: usize = 4;
    const OUTPUT_BYTES: usize = 4;
    const SIGNED: bool = false;
    const FLOATS: bool = true;
    const REORDERS: bool = FUSED;

    #[inline(always)]
    fn start(_columns: &Bias16) -> *const i32 {
        const { &[0; 16] }.as_ptr()
    }

    fn group<S: Simd>() -> usize {
        4
    }

    /// A panel of four vectors has six rows to a block, one of three has nine and reads weights less often: that pays
    /// where the first-level cache does not hold the panel, and several rows share it.
    fn panel<S: Simd>(steps: usize, rows: usize) -> usize {
        const NEAR: usize = 128;
        const FEW: usize = 6;
        if steps > NEAR && rows > FEW { S::PANEL.min(3) } else { S::PANEL }
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
        if FUSED { simd.fused_multiply_add(sum, input, weights) } else { simd.multiply_add(sum, input, weights) }
    }

    #[inline(always)]
    fn add<S: Simd>(simd: S, a: S::Vector, b: S::Vector) -> S::Vector {
        simd.add_floats(a, b)
    }

    #[inline(always)]
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        (columns, part): (&Bias16, usize),
        _row: RowConstants,
        (min, max): (f32, f32),
    ) -> S::Vector {
        // SAFETY: a part lies within the 16 columns.
        let bias = unsafe { simd.load(columns.bias.as_ptr().add(part * S::LANES).cast()) };
        simd.clamp(simd.add_floats(sum, bias), min, max)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        sums: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        _finish: (f32, f32),
    ) {
        // SAFETY: the caller's promise.
        unsafe { store_lanes(simd, sums, places) }
    }
}

/// Bytes with a sign, whose sums become floats as the reference does: `f32(sum) × (scale × input's scale) + bias`, or
/// `IN_STEPS` `f32(sum) × scale × input's scale + bias`, each step rounded, clamped to `Finish`.
#[derive(Clone, Copy)]
pub(super) struct Hybrid<const IN_STEPS: bool>;

impl<const IN_STEPS: bool> Arithmetic for Hybrid<IN_STEPS> {
    type Columns = Hybrid16;
    type Exact = Self;
    type Finish = (f32, f32);
    const SIGNED: bool = false;
    const OUTPUT_BYTES: usize = 4;
    const ROW_CONSTANTS: bool = true;

    #[inline(always)]
    fn start(_columns: &Hybrid16) -> *const i32 {
        const { &[0; 16] }.as_ptr()
    }

    fn column<S: Simd>(_vectors: usize, vector: usize, lane: usize) -> usize {
        vector * S::LANES + lane
    }

    #[inline(always)]
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        (columns, part): (&Hybrid16, usize),
        [zero_point, input_scale]: RowConstants,
        (min, max): (f32, f32),
    ) -> S::Vector {
        let first = part * S::LANES;
        // SAFETY: a part lies within the 16 columns.
        let [of_weights, scale, bias] = unsafe {
            [
                simd.load(columns.sum.as_ptr().add(first)),
                simd.load(columns.scale.as_ptr().add(first).cast()),
                simd.load(columns.bias.as_ptr().add(first).cast()),
            ]
        };
        let zero_point = simd.splat(-zero_point);
        let sum = simd.to_floats(simd.add(sum, simd.multiply(of_weights, zero_point)));
        let input_scale = simd.splat(input_scale);
        let scaled = match IN_STEPS {
            true => simd.multiply_floats(simd.multiply_floats(sum, scale), input_scale),
            false => simd.multiply_floats(sum, simd.multiply_floats(scale, input_scale)),
        };
        simd.clamp(simd.add_floats(scaled, bias), min, max)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        sums: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        _finish: (f32, f32),
    ) {
        // SAFETY: the caller's promise.
        unsafe { store_lanes(simd, sums, places) }
    }
}

/// Words and weights of bytes, which are widened as they are read: two products a step and lane, by rules **F** and **S**.
/// Outputs are clamped to `Finish`.
#[derive(Clone, Copy)]
pub(super) struct Words;

impl Arithmetic for Words {
    type Columns = Words16;
    type Exact = Self;
    type Finish = (i16, i16);
    const INPUT_BYTES: usize = 2;
    const OUTPUT_BYTES: usize = 2;
    const SIGNED: bool = false;
    const MAGNITUDES: bool = true;

    #[inline(always)]
    fn start(columns: &Words16) -> *const i32 {
        columns.start.as_ptr()
    }

    fn group<S: Simd>() -> usize {
        2
    }

    fn column<S: Simd>(_vectors: usize, vector: usize, lane: usize) -> usize {
        vector * S::LANES + lane
    }

    #[inline(always)]
    unsafe fn weights<S: Simd>(simd: S, from: *const i8) -> S::Vector {
        // SAFETY: the caller's promise.
        unsafe { simd.words(from) }
    }

    #[inline(always)]
    fn dot<S: Simd>(simd: S, sum: S::Vector, input: S::Vector, weights: S::Vector) -> S::Vector {
        simd.dot_words(sum, input, weights)
    }

    #[inline(always)]
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        (columns, part): (&Words16, usize),
        _row: RowConstants,
        _finish: (i16, i16),
    ) -> S::Vector {
        simd.rescale_words(sum, columns, part)
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        sums: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        range: (i16, i16),
    ) {
        unrolled!(row < ROWS {
            // SAFETY: the caller's promise.
            unsafe { simd.store_words(sums[row], places.row(row).cast(), places.width, range) }
        });
    }
}

/// What products have in common whose outputs are their sums, 32-bit numbers.
macro_rules! plain_sums {
    () => {
        type Columns = ();
        type Exact = Self;
        type Finish = ();
        const OUTPUT_BYTES: usize = 4;

        #[inline(always)]
        fn start(_columns: &()) -> *const i32 {
            const { &[0; 16] }.as_ptr()
        }

        #[inline(always)]
        fn scale<S: Simd>(_simd: S, sum: S::Vector, _of: (&(), usize), _row: RowConstants, _finish: ()) -> S::Vector {
            sum
        }

        #[inline(always)]
        unsafe fn store<S: Simd, const ROWS: usize, const VECTORS: usize>(
            simd: S,
            sums: &[[S::Vector; VECTORS]; ROWS],
            places: Places,
            _finish: (),
        ) {
            // SAFETY: the caller's promise.
            unsafe { store_lanes(simd, sums, places) }
        }
    };
}

/// Words and weights of `BYTES` bytes, summed to 32-bit numbers that wrap: the products in the middle of
/// [Winograd's algorithm](super::winograd). Weights are packed as bytes and become words when they are transformed.
#[derive(Clone, Copy)]
pub(super) struct WordSums<const BYTES: usize>;

impl<const BYTES: usize> Arithmetic for WordSums<BYTES> {
    plain_sums!();
    const INPUT_BYTES: usize = 2;
    const SIGNED: bool = false;

    fn group<S: Simd>() -> usize {
        2 * BYTES
    }

    #[inline(always)]
    unsafe fn weights<S: Simd>(simd: S, from: *const i8) -> S::Vector {
        // SAFETY: the caller's promise.
        unsafe { if BYTES == 1 { simd.words(from) } else { simd.load(from.cast()) } }
    }

    #[inline(always)]
    fn dot<S: Simd>(simd: S, sum: S::Vector, input: S::Vector, weights: S::Vector) -> S::Vector {
        simd.dot_words(sum, input, weights)
    }
}

/// The sums of the inputs of rows, as 32-bit numbers: the product with a vector of ones.
#[derive(Clone, Copy)]
pub(super) struct RowSums;

impl Arithmetic for RowSums {
    plain_sums!();
    const VECTORS: usize = 1;
}

/// Writes the lanes of a block.
///
/// # Safety
/// They can be written at `places`.
#[inline(always)]
unsafe fn store_lanes<S: Simd, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    sums: &[[S::Vector; VECTORS]; ROWS],
    places: Places,
) {
    unrolled!(row < ROWS {
        let to: *mut i32 = places.row(row).cast();
        for (vector, &lanes) in sums[row].iter().enumerate() {
            let first = vector * S::LANES;
            let count = places.width.saturating_sub(first).min(S::LANES);
            // SAFETY: the caller's promise; vectors beyond the last column write nothing.
            unsafe { simd.store(lanes, to.wrapping_add(first), count) }
        }
    });
}
