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

/// Outputs are lanes.
pub(super) const LANES: u8 = 0;

/// They are lanes, and the narrowing is [`Narrow::WHOLE`].
pub(super) const LANES_WHOLE: u8 = 1;

/// They are the high words of lanes, and have their zero point.
pub(super) const HIGH: u8 = 2;

/// They are such, and the narrowing is [`Narrow::WHOLE`].
pub(super) const HIGH_WHOLE: u8 = 3;

/// The outputs of four vectors as bytes, one vector behind the other, the zero point added and clamped.
#[inline(always)]
pub(super) fn narrowed<const OUTPUTS: u8>(vectors: [__m512i; 4], narrow: Narrow) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe {
        if OUTPUTS >= HIGH {
            const ORDER: [u8; 64] = high_order(false);
            let order = _mm512_loadu_si512(ORDER.as_ptr().cast());
            return _mm512_permutexvar_epi8(order, high_bytes::<OUTPUTS>(vectors, narrow));
        }
        _mm512_permutexvar_epi32(transposed(), packed::<OUTPUTS>(vectors, narrow))
    }
}

/// The outputs of four vectors as bytes, four of each vector in each quarter; the zero point added and clamped.
#[inline(always)]
pub(super) fn packed<const OUTPUTS: u8>([a, b, c, d]: [__m512i; 4], narrow: Narrow) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe {
        if OUTPUTS >= HIGH {
            const ORDER: [u8; 64] = high_order(true);
            let order = _mm512_loadu_si512(ORDER.as_ptr().cast());
            return _mm512_shuffle_epi8(high_bytes::<OUTPUTS>([a, b, c, d], narrow), order);
        }
        if OUTPUTS == LANES_WHOLE {
            return _mm512_packs_epi16(_mm512_packs_epi32(a, b), _mm512_packs_epi32(c, d));
        }
        let zero_point = _mm512_set1_epi16(narrow.zero_point);
        let low = _mm512_adds_epi16(_mm512_packs_epi32(a, b), zero_point);
        let high = _mm512_adds_epi16(_mm512_packs_epi32(c, d), zero_point);
        clamped(_mm512_packs_epi16(low, high), narrow)
    }
}

/// Where [`high_bytes`] has the outputs of each vector, one vector behind the other; or four of each in each quarter, from
/// the start of the quarter.
const fn high_order(in_quarters: bool) -> [u8; 64] {
    let mut order = [0; 64];
    let mut place = 0;
    while place < 64 {
        let (vector, lane) = if in_quarters { (place / 4 % 4, place % 4) } else { (place / 16, place % 16) };
        let quarter = if in_quarters { 0 } else { lane / 4 * 16 };
        order[place] = (quarter + vector / 2 * 8 + lane % 4 * 2 + vector % 2) as u8;
        place += 1;
    }
    order
}

/// The high words of four vectors as bytes: in each quarter those of the first two by turns, then those of the others.
#[inline(always)]
fn high_bytes<const OUTPUTS: u8>([a, b, c, d]: [__m512i; 4], narrow: Narrow) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe {
        let bytes = _mm512_packs_epi16(high_words(a, b), high_words(c, d));
        if OUTPUTS == HIGH_WHOLE { bytes } else { clamped(bytes, narrow) }
    }
}

/// The high words of two vectors by turns.
#[inline(always)]
fn high_words(a: __m512i, b: __m512i) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe { _mm512_mask_blend_epi16(0xAAAA_AAAA, _mm512_srli_epi32::<16>(a), b) }
}

/// Bytes clamped, and flipped where they are unsigned.
#[inline(always)]
fn clamped(bytes: __m512i, narrow: Narrow) -> __m512i {
    // SAFETY: inlined into code that has the features.
    unsafe {
        let bytes = _mm512_max_epi8(bytes, _mm512_set1_epi8(narrow.min));
        let bytes = _mm512_min_epi8(bytes, _mm512_set1_epi8(narrow.max));
        _mm512_xor_si512(bytes, _mm512_set1_epi8(narrow.flip.cast_signed()))
    }
}

/// Writes those of vector `i` to `to + i × stride`.
///
/// # Safety
/// 16 bytes can be written at each place.
#[inline(always)]
pub(super) unsafe fn store_apart<const VECTORS: usize, const OUTPUTS: u8>(
    vectors: [__m512i; VECTORS],
    to: *mut u8,
    stride: usize,
    narrow: Narrow,
) {
    for (i, four) in vectors.chunks(4).enumerate() {
        let at = |i: usize| four[i.min(four.len() - 1)];
        // SAFETY: inlined into code that has the features; the caller's promise.
        unsafe {
            let bytes = narrowed::<OUTPUTS>([at(0), at(1), at(2), at(3)], narrow);
            let to = |place: usize| to.wrapping_add((4 * i + place) * stride).cast();
            _mm_storeu_si128(to(0), _mm512_castsi512_si128(bytes));
            if four.len() > 1 {
                _mm_storeu_si128(to(1), _mm512_extracti32x4_epi32::<1>(bytes));
            }
            if four.len() > 2 {
                _mm_storeu_si128(to(2), _mm512_extracti32x4_epi32::<2>(bytes));
            }
            if four.len() > 3 {
                _mm_storeu_si128(to(3), _mm512_extracti32x4_epi32::<3>(bytes));
            }
        }
    }
}

/// Writes the outputs of a block.
///
/// # Safety
/// They can be written at `places`.
#[inline(always)]
pub(super) unsafe fn store_rows<const ROWS: usize, const VECTORS: usize, const OUTPUTS: u8>(
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
                4 => store_front(packed::<OUTPUTS>([sums[row][0], sums[row][1], sums[row][2], sums[row][3]], narrow), to(0), places.width),
                3 => store_front(narrowed::<OUTPUTS>([sums[row][0], sums[row][1], sums[row][2], sums[row][2]], narrow), to(0), places.width),
                2 if is_first => {
                    let next = (row + 1).min(ROWS - 1);
                    let bytes = narrowed::<OUTPUTS>([sums[row][0], sums[row][1], sums[next][0], sums[next][1]], narrow);
                    store_half(_mm512_castsi512_si256(bytes), to(0), places.width);
                    if next > row {
                        store_half(_mm512_extracti64x4_epi64::<1>(bytes), to(1), places.width);
                    }
                }
                1 if is_first => {
                    let of = |i: usize| sums[(row + i).min(ROWS - 1)][0];
                    let bytes = narrowed::<OUTPUTS>([of(0), of(1), of(2), of(3)], narrow);
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
