//! Lanes of AVX-512 that become bytes: narrowed, put in order and written.

use super::{Places, unrolled};
use crate::requantize::Narrow;
use core::arch::x86_64::*;

/// The lanes of a vector read as a 4 × 4 matrix, transposed.
#[inline(always)]
pub(super) fn transposed() -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe { _mm512_set_epi32(15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4, 0) }
}

/// The lanes of four vectors as bytes, one vector behind the other, the zero point added and clamped.
#[inline(always)]
pub(super) fn narrowed<const WHOLE: bool>([a, b, c, d]: [__m512i; 4], narrow: Narrow) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe { _mm512_permutexvar_epi32(transposed(), packed::<WHOLE>([a, b, c, d], narrow)) }
}

/// The lanes of four vectors as bytes, four of each vector in each quarter; the zero point added and clamped.
#[inline(always)]
pub(super) fn packed<const WHOLE: bool>([a, b, c, d]: [__m512i; 4], narrow: Narrow) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe {
        if WHOLE {
            return _mm512_packs_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
        }
        let zero_point = _mm512_set1_epi16(narrow.zero_point);
        let low = _mm512_adds_epi16(_mm512_packs_epi32(a, b), zero_point);
        let high = _mm512_adds_epi16(_mm512_packs_epi32(c, d), zero_point);
        let bytes = _mm512_max_epi8(_mm512_packs_epi16(low, high), _mm512_set1_epi8(narrow.min));
        let bytes = _mm512_min_epi8(bytes, _mm512_set1_epi8(narrow.max));
        _mm512_xor_si512(bytes, _mm512_set1_epi8(narrow.flip.cast_signed()))
    }
}

/// Writes the outputs of a block. `WHOLE`: the narrowing is [`Narrow::WHOLE`].
///
/// # Safety
/// They can be written at `places`.
#[inline(always)]
pub(super) unsafe fn store_rows<const ROWS: usize, const VECTORS: usize, const WHOLE: bool>(
    sums: &[[__m512i; VECTORS]; ROWS],
    places: Places,
    narrow: Narrow,
) {
    // As many rows as four vectors are; more vectors, or fewer rows, one by one.
    let each = 4 / VECTORS;
    unrolled!(row < ROWS {
        let to = |i: usize| places.row(row + i);
        let is_first = row.is_multiple_of(each);
        // SAFETY: inlined into code that has the features; the caller's promise.
        unsafe {
            match VECTORS {
                4 => store_front(packed::<WHOLE>([sums[row][0], sums[row][1], sums[row][2], sums[row][3]], narrow), to(0), places.width),
                3 => store_front(narrowed::<WHOLE>([sums[row][0], sums[row][1], sums[row][2], sums[row][2]], narrow), to(0), places.width),
                2 if is_first => {
                    let next = (row + 1).min(ROWS - 1);
                    let bytes = narrowed::<WHOLE>([sums[row][0], sums[row][1], sums[next][0], sums[next][1]], narrow);
                    store_half(_mm512_castsi512_si256(bytes), to(0), places.width);
                    if next > row {
                        store_half(_mm512_extracti64x4_epi64::<1>(bytes), to(1), places.width);
                    }
                }
                1 if is_first => {
                    let of = |i: usize| sums[(row + i).min(ROWS - 1)][0];
                    let bytes = narrowed::<WHOLE>([of(0), of(1), of(2), of(3)], narrow);
                    store_quarter(_mm512_castsi512_si128(bytes), to(0), places.width);
                    if row + 1 < ROWS {
                        store_quarter(_mm512_extracti32x4_epi32::<1>(bytes), to(1), places.width);
                    }
                    if row + 2 < ROWS {
                        store_quarter(_mm512_extracti32x4_epi32::<2>(bytes), to(2), places.width);
                        store_quarter(_mm512_extracti32x4_epi32::<3>(bytes), to(3), places.width);
                    }
                }
                _ => {}
            }
        }
    });
}

/// Writes the first `count` bytes, at most as many as there are.
///
/// # Safety
/// They can be written there.
#[inline(always)]
pub(super) unsafe fn store_front(bytes: __m512i, to: *mut u8, count: usize) {
    // SAFETY: inlined into code that has the features; the caller's promise.
    unsafe {
        if count >= 64 {
            _mm512_storeu_si512(to.cast(), bytes);
        } else {
            _mm512_mask_storeu_epi8(to.cast(), (1u64 << count) - 1, bytes);
        }
    }
}

/// [`store_front`] of half as many.
///
/// # Safety
/// They can be written there.
#[inline(always)]
unsafe fn store_half(bytes: __m256i, to: *mut u8, count: usize) {
    // SAFETY: as above.
    unsafe {
        if count >= 32 {
            _mm256_storeu_si256(to.cast(), bytes);
        } else {
            _mm256_mask_storeu_epi8(to.cast(), (1u32 << count) - 1, bytes);
        }
    }
}

/// [`store_front`] of a quarter as many.
///
/// # Safety
/// They can be written there.
#[inline(always)]
unsafe fn store_quarter(bytes: __m128i, to: *mut u8, count: usize) {
    // SAFETY: as above.
    unsafe {
        if count >= 16 {
            _mm_storeu_si128(to.cast(), bytes);
        } else {
            _mm_mask_storeu_epi8(to.cast(), ((1u32 << count) - 1) as u16, bytes);
        }
    }
}
