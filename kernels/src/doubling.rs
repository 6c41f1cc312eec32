//! Rule **D** as kernels are written over it: by integers, or by floats that are checked.

use crate::requantize::Doubling16;
use crate::simd::Simd;

/// A way to compute rule **D** (see [`requantize`](crate::requantize)).
pub(crate) trait Way: Copy + Send + Sync + 'static {
    /// Whether some outputs are uncertain and have to be computed again, by [`Exact`](Self::Exact).
    const CHECKS: bool;
    /// The way without uncertain outputs.
    type Exact: Way;

    /// Where sums of the 16 columns start.
    fn start(columns: &Doubling16) -> &[i32; 16];

    /// Scales the sums of part `part` of 16 columns. Where this checks, the outputs are certain if those are that lowered
    /// `least` (see [`Simd::is_certain`]).
    fn scale<S: Simd>(
        simd: S,
        sum: S::Vector,
        columns: (&Doubling16, usize),
        least: &mut S::Vector,
    ) -> S::Vector;
}

/// By integers. `SIGNED`: with the term for negative sums.
#[derive(Clone, Copy)]
pub(crate) struct Integers<const SIGNED: bool>;

impl<const SIGNED: bool> Way for Integers<SIGNED> {
    const CHECKS: bool = false;
    type Exact = Self;

    #[inline(always)]
    fn start(columns: &Doubling16) -> &[i32; 16] {
        &columns.start
    }

    #[inline(always)]
    fn scale<S: Simd>(simd: S, sum: S::Vector, of: (&Doubling16, usize), _least: &mut S::Vector) -> S::Vector {
        simd.requantize::<SIGNED>(sum, of.0, of.1)
    }
}

/// By floats, where [`Simd::CHECKS`]: vectors have 16 lanes there.
#[derive(Clone, Copy)]
pub(crate) struct Floats<const SIGNED: bool>;

impl<const SIGNED: bool> Way for Floats<SIGNED> {
    const CHECKS: bool = true;
    type Exact = Integers<SIGNED>;

    #[inline(always)]
    fn start(columns: &Doubling16) -> &[i32; 16] {
        &columns.checked.start
    }

    #[inline(always)]
    fn scale<S: Simd>(simd: S, sum: S::Vector, (columns, _): (&Doubling16, usize), least: &mut S::Vector) -> S::Vector {
        simd.requantize_checked::<SIGNED>(sum, &columns.checked, least)
    }
}
