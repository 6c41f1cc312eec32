//! What sums of products of 16-bit numbers need: their scaling and narrowing.

use crate::requantize::{ALMOST_HALF, Words16};
use core::arch::x86_64::*;

/// The first `count` words in the lower halves of as many lanes.
///
/// # Safety
/// The CPU has AVX-512 F, BW and VL; they can be read there.
#[inline(always)]
pub(super) unsafe fn load_sixteen(from: *const i16, count: usize) -> __m512i {
    // SAFETY: the caller's promise.
    unsafe {
        _mm512_cvtepi16_epi32(match count {
            16.. => _mm256_loadu_si256(from.cast()),
            _ => _mm256_maskz_loadu_epi16(((1u32 << count) - 1) as u16, from),
        })
    }
}

/// The first `count` words in the lower halves of as many lanes.
///
/// # Safety
/// The CPU has AVX2; they can be read there.
#[inline(always)]
pub(super) unsafe fn load_eight(from: *const i16, count: usize) -> __m256i {
    // SAFETY: the caller's promise.
    unsafe {
        _mm256_cvtepi16_epi32(if count >= 8 {
            _mm_loadu_si128(from.cast())
        } else {
            let mut all = [0i16; 8];
            core::ptr::copy_nonoverlapping(from, all.as_mut_ptr(), count);
            _mm_loadu_si128(all.as_ptr().cast())
        })
    }
}

/// Rules **F** and **S** of 16 sums.
///
/// # Safety
/// The CPU has AVX-512 F and DQ.
#[inline(always)]
pub(super) unsafe fn rescale_sixteen(sum: __m512i, columns: &Words16) -> __m512i {
    // SAFETY: the caller's promise; eight of the sixteen constants from the first or the ninth on.
    unsafe {
        let half = |sum: __m256i, first: usize| {
            let scale = _mm512_load_pd(columns.scale.as_ptr().add(first));
            let nudge = _mm512_load_pd(columns.nudge.as_ptr().add(first));
            let scaled = _mm512_fmadd_pd(_mm512_cvtepi32_pd(sum), scale, nudge);
            let sign = _mm512_and_pd(scaled, _mm512_set1_pd(-0.0));
            let half = _mm512_or_pd(sign, _mm512_set1_pd(ALMOST_HALF));
            _mm512_cvttpd_epi32(_mm512_add_pd(scaled, half))
        };
        let low = half(_mm512_castsi512_si256(sum), 0);
        let high = half(_mm512_extracti64x4_epi64::<1>(sum), 8);
        _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high)
    }
}

/// Rules **F** and **S** of eight sums: half `half` of the columns.
///
/// # Safety
/// The CPU has AVX2 and FMA; `half` is below 2.
#[inline(always)]
pub(super) unsafe fn rescale_eight(sum: __m256i, columns: &Words16, half: usize) -> __m256i {
    // SAFETY: the caller's promise; four of the constants of the half.
    unsafe {
        let quarter = |sum: __m128i, first: usize| {
            let scale = _mm256_load_pd(columns.scale.as_ptr().add(first));
            let nudge = _mm256_load_pd(columns.nudge.as_ptr().add(first));
            let scaled = _mm256_fmadd_pd(_mm256_cvtepi32_pd(sum), scale, nudge);
            let sign = _mm256_and_pd(scaled, _mm256_set1_pd(-0.0));
            let half = _mm256_or_pd(sign, _mm256_set1_pd(ALMOST_HALF));
            _mm256_cvttpd_epi32(_mm256_add_pd(scaled, half))
        };
        let low = quarter(_mm256_castsi256_si128(sum), 8 * half);
        let high = quarter(_mm256_extracti128_si256::<1>(sum), 8 * half + 4);
        _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(low), high)
    }
}

/// Narrows vectors of sixteen lanes to words, clamps them and writes the first `count`.
///
/// # Safety
/// The CPU has AVX-512 F, BW and VL; they can be written at `to`.
#[inline(always)]
pub(super) unsafe fn store_sixteens(vectors: &[__m512i], to: *mut i16, count: usize, (min, max): (i16, i16)) {
    for (i, &vector) in vectors.iter().enumerate() {
        let to = to.wrapping_add(16 * i);
        // SAFETY: the caller's promise; vectors beyond the last column write nothing.
        unsafe {
            let words = _mm256_max_epi16(_mm512_cvtsepi32_epi16(vector), _mm256_set1_epi16(min));
            let words = _mm256_min_epi16(words, _mm256_set1_epi16(max));
            match count.saturating_sub(16 * i) {
                16.. => _mm256_storeu_si256(to.cast(), words),
                rest => _mm256_mask_storeu_epi16(to, ((1u32 << rest) - 1) as u16, words),
            }
        }
    }
}

/// Narrows vectors of eight lanes to words, clamps them and writes the first `count`.
///
/// # Safety
/// The CPU has AVX2; they can be written at `to`.
#[inline(always)]
pub(super) unsafe fn store_eights(vectors: &[__m256i], to: *mut i16, count: usize, (min, max): (i16, i16)) {
    for (i, &vector) in vectors.iter().enumerate() {
        let to = to.wrapping_add(8 * i);
        // SAFETY: the caller's promise; vectors beyond the last column write nothing.
        unsafe {
            let words = _mm_packs_epi32(_mm256_castsi256_si128(vector), _mm256_extracti128_si256::<1>(vector));
            let words = _mm_min_epi16(_mm_max_epi16(words, _mm_set1_epi16(min)), _mm_set1_epi16(max));
            match count.saturating_sub(8 * i) {
                8.. => _mm_storeu_si128(to.cast(), words),
                rest => {
                    let mut all = [0i16; 8];
                    _mm_storeu_si128(all.as_mut_ptr().cast(), words);
                    core::ptr::copy_nonoverlapping(all.as_ptr(), to, rest);
                }
            }
        }
    }
}
