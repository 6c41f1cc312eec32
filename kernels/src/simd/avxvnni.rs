//! AVX-VNNI: eight lanes, four products of bytes a lane.

use super::avx2::eight_lanes;
use super::{Simd, SimdTask, Steps, interleave, words};
use crate::isa::{Isa, Level};
use crate::math;
use crate::requantize::{ALMOST_HALF, Doubling16, Narrow, Rescale16, Words16};
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
    unsafe fn halves(self, from: *const i8) -> [__m256i; 2] {
        unsafe {
            let (both, lower) = (_mm256_loadu_si256(from.cast()), _mm256_set1_epi8(0x0f));
            [_mm256_and_si256(both, lower), _mm256_and_si256(_mm256_srli_epi16::<4>(both), lower)]
        }
    }

    #[inline(always)]
    fn dot(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
        unsafe { _mm256_dpbusd_avx_epi32(sum, input, weights) }
    }

    #[inline(always)]
    fn dot_words(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
        unsafe { _mm256_dpwssd_avx_epi32(sum, input, weights) }
    }

    #[inline(always)]
    fn turned(self, bytes: [u8; 4], signed: bool) -> i32 {
        i32::from_ne_bytes(bytes) ^ i32::from_ne_bytes([if signed { 0x80 } else { 0 }; 4])
    }

    #[inline(always)]
    unsafe fn stacked(self, rows: &[*const u8; 4], signed: bool) -> __m256i {
        unsafe {
            let eight = |row: *const u8| _mm_loadl_epi64(row.cast());
            let first = _mm_unpacklo_epi8(eight(rows[0]), eight(rows[1]));
            let second = _mm_unpacklo_epi8(eight(rows[2]), eight(rows[3]));
            let all = _mm256_set_m128i(_mm_unpackhi_epi16(first, second), _mm_unpacklo_epi16(first, second));
            _mm256_xor_si256(all, _mm256_set1_epi8(if signed { i8::MIN } else { 0 }))
        }
    }

    #[inline(always)]
    unsafe fn turn(self, rows: &[*const u8; 4], signed: bool, to: *mut i32) {
        unsafe {
            let flip = _mm256_set1_epi8(if signed { i8::MIN } else { 0 });
            // Unpacking works within halves: each half gets what belongs to that half of each result.
            let order = _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7);
            let load = |row: *const u8| {
                let bytes = _mm256_permutevar8x32_epi32(_mm256_loadu_si256(row.cast()), order);
                _mm256_xor_si256(bytes, flip)
            };
            let [a, b, c, d] = [load(rows[0]), load(rows[1]), load(rows[2]), load(rows[3])];
            let (ab, cd) = (_mm256_unpacklo_epi8(a, b), _mm256_unpacklo_epi8(c, d));
            _mm256_storeu_si256(to.cast(), _mm256_unpacklo_epi16(ab, cd));
            _mm256_storeu_si256(to.add(8).cast(), _mm256_unpackhi_epi16(ab, cd));
            let (ab, cd) = (_mm256_unpackhi_epi8(a, b), _mm256_unpackhi_epi8(c, d));
            _mm256_storeu_si256(to.add(16).cast(), _mm256_unpacklo_epi16(ab, cd));
            _mm256_storeu_si256(to.add(24).cast(), _mm256_unpackhi_epi16(ab, cd));
        }
    }
}
