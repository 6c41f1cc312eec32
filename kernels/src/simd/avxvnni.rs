//! AVX-VNNI: eight lanes, four products of bytes a lane.

use super::avx2::eight_lanes;
use super::{Simd, SimdTask};
use crate::isa::{Isa, Level};
use crate::requantize::{ALMOST_HALF, Doubling16, Narrow, Rescale16};
use core::arch::x86_64::*;

/// Proof that the CPU has AVX-VNNI.
#[derive(Clone, Copy)]
pub(crate) struct AvxVnni(());

impl AvxVnni {
    /// From the token of an instruction set that has all of it.
    pub(crate) fn of(isa: Isa) -> Self {
        assert_eq!(isa.level(), Level::AvxVnni, "a token of another instruction set");
        Self(())
    }
}

#[target_feature(enable = "avx2,fma,bmi1,bmi2,avxvnni")]
fn enter<T: SimdTask<AvxVnni>>(simd: AvxVnni, task: T) -> T::Output {
    task.run(simd)
}

// SAFETY of every block: the value proves that the CPU has the features; what is read and written is the caller's
// promise, stated at the trait.
#[allow(clippy::undocumented_unsafe_blocks)]
impl Simd for AvxVnni {
    const GROUP: usize = 4;

    eight_lanes!();

    #[inline]
    fn enter<T: SimdTask<Self>>(self, task: T) -> T::Output {
        unsafe { enter(self, task) }
    }

    #[inline(always)]
    unsafe fn weights(self, from: *const i8) -> __m256i {
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline(always)]
    fn dot(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
        unsafe { _mm256_dpbusd_avx_epi32(sum, input, weights) }
    }
}
