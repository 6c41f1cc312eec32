//! Rule **D** as kernels are written over it: by integers, or by floats that are checked.
#![allow(unsafe_code)]

use crate::requantize::{Doubling16, Narrow};
use crate::simd::{Places, Simd, SimdTask};

#[cfg(test)]
std::thread_local! {
    /// How often this thread has computed a block again.
    pub(crate) static AGAIN: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

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
    fn scale<S: Simd>(simd: S, sum: S::Vector, columns: (&Doubling16, usize), least: &mut S::Vector) -> S::Vector;

    /// Scales the same sums, from wherever they started, to outputs that are certain, as lanes.
    fn exact<S: Simd>(simd: S, sum: S::Vector, columns: (&Doubling16, usize)) -> S::Vector;

    /// The outputs that scaled sums are, as lanes.
    #[inline(always)]
    fn outputs<S: Simd>(simd: S, scaled: S::Vector) -> S::Vector {
        if Self::CHECKS { simd.shift_right::<16>(scaled) } else { scaled }
    }

    /// [`Simd::store_block`] of scaled sums.
    ///
    /// # Safety
    /// The outputs can be written at `places`.
    #[inline(always)]
    unsafe fn store_block<S: Simd, const ROWS: usize, const VECTORS: usize>(
        simd: S,
        scaled: &[[S::Vector; VECTORS]; ROWS],
        places: Places,
        narrow: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            match Self::CHECKS {
                true => simd.store_checked_block(scaled, places, narrow),
                false => simd.store_block(scaled, places, narrow),
            }
        }
    }

    /// [`Simd::store_apart`] of scaled sums.
    ///
    /// # Safety
    /// `LANES` bytes can be written at each place.
    #[inline(always)]
    unsafe fn store_apart<S: Simd, const VECTORS: usize>(
        simd: S,
        scaled: [S::Vector; VECTORS],
        to: *mut u8,
        stride: usize,
        narrow: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            match Self::CHECKS {
                true => simd.store_checked_apart(scaled, to, stride, narrow),
                false => simd.store_apart(scaled, to, stride, narrow),
            }
        }
    }
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

    #[inline(always)]
    fn exact<S: Simd>(simd: S, sum: S::Vector, of: (&Doubling16, usize)) -> S::Vector {
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

    #[inline(always)]
    fn exact<S: Simd>(simd: S, sum: S::Vector, (columns, part): (&Doubling16, usize)) -> S::Vector {
        let first = part * S::LANES;
        // SAFETY: a part lies within the 16 columns.
        let [started, start] = unsafe {
            [simd.load(columns.checked.start.as_ptr().add(first)), simd.load(columns.start.as_ptr().add(first))]
        };
        simd.requantize::<SIGNED>(simd.add(simd.subtract(sum, started), start), columns, part)
    }
}

/// Whether all outputs are certain, of vectors that [`Way::scale`] made.
pub(crate) struct AreCertain<'a, V>(pub(crate) &'a [V]);

impl<S: Simd> SimdTask<S> for AreCertain<'_, S::Vector> {
    type Output = bool;

    #[inline(always)]
    fn run(self, simd: S) -> bool {
        let mut certain = true;
        for &scaled in self.0 {
            certain &= simd.is_certain(scaled);
        }
        certain
    }
}
