//! Numbers of several columns side by side, as weights are packed: transposes of square blocks in registers.

use super::Steps;
use core::arch::x86_64::*;

/// Stores a step, if it is written.
macro_rules! store {
    ($steps:ident, $step:expr, $store:ident, $numbers:expr) => {
        if let Some(place) = $steps.get($step) {
            $store(place.cast(), $numbers);
        }
    };
}

/// 16 columns of 16 numbers of four bytes, xored with `flip`.
///
/// # Safety
/// The CPU has AVX-512 F, 64 bytes can be read at each column, and 64 written at each step.
#[inline(always)]
pub(super) unsafe fn sixteen(columns: &[*const u8; 16], flip: u8, steps: Steps) {
    // SAFETY: the caller's promise.
    unsafe {
        let flip = _mm512_set1_epi8(flip.cast_signed());
        let mut numbers = [flip; 16];
        for (numbers, column) in numbers.iter_mut().zip(columns) {
            *numbers = _mm512_xor_si512(_mm512_loadu_si512(column.cast()), flip);
        }
        let mut pairs = numbers;
        for i in 0..8 {
            let (even, odd) = (numbers[2 * i], numbers[2 * i + 1]);
            pairs[2 * i] = _mm512_unpacklo_epi32(even, odd);
            pairs[2 * i + 1] = _mm512_unpackhi_epi32(even, odd);
        }
        // Quarter `q` of vector `4i + j` is number `4q + j` of the four columns from `4i` on.
        let mut fours = pairs;
        for i in 0..4 {
            for j in 0..2 {
                let (first, last) = (pairs[4 * i + j], pairs[4 * i + 2 + j]);
                fours[4 * i + 2 * j] = _mm512_unpacklo_epi64(first, last);
                fours[4 * i + 2 * j + 1] = _mm512_unpackhi_epi64(first, last);
            }
        }
        for j in 0..4 {
            let (a, b, c, d) = (fours[j], fours[4 + j], fours[8 + j], fours[12 + j]);
            let (low, high) = (_mm512_shuffle_i32x4::<0x44>(a, b), _mm512_shuffle_i32x4::<0x44>(c, d));
            store!(steps, j, _mm512_storeu_si512, _mm512_shuffle_i32x4::<0x88>(low, high));
            store!(steps, 4 + j, _mm512_storeu_si512, _mm512_shuffle_i32x4::<0xDD>(low, high));
            let (low, high) = (_mm512_shuffle_i32x4::<0xEE>(a, b), _mm512_shuffle_i32x4::<0xEE>(c, d));
            store!(steps, 8 + j, _mm512_storeu_si512, _mm512_shuffle_i32x4::<0x88>(low, high));
            store!(steps, 12 + j, _mm512_storeu_si512, _mm512_shuffle_i32x4::<0xDD>(low, high));
        }
    }
}

/// Eight columns of eight numbers of four bytes, xored with `flip`.
///
/// # Safety
/// The CPU has AVX2, 32 bytes can be read at each of the first eight columns, and 32 written at each step.
#[inline(always)]
pub(super) unsafe fn eight(columns: &[*const u8; 16], flip: u8, steps: Steps) {
    // SAFETY: the caller's promise.
    unsafe {
        let flip = _mm256_set1_epi8(flip.cast_signed());
        let mut numbers = [flip; 8];
        for (numbers, column) in numbers.iter_mut().zip(columns) {
            *numbers = _mm256_xor_si256(_mm256_loadu_si256(column.cast()), flip);
        }
        for (step, numbers) in eight_by_eight(numbers).into_iter().enumerate() {
            store!(steps, step, _mm256_storeu_si256, numbers);
        }
    }
}

/// Eight rows of eight numbers of four bytes, transposed.
///
/// # Safety
/// The CPU has AVX2.
#[inline(always)]
pub(super) unsafe fn eight_by_eight(numbers: [__m256i; 8]) -> [__m256i; 8] {
    // SAFETY: the caller's promise.
    unsafe {
        let mut pairs = numbers;
        for i in 0..4 {
            let (even, odd) = (numbers[2 * i], numbers[2 * i + 1]);
            pairs[2 * i] = _mm256_unpacklo_epi32(even, odd);
            pairs[2 * i + 1] = _mm256_unpackhi_epi32(even, odd);
        }
        // Half `h` of vector `4i + j` is number `4h + j` of the four rows from `4i` on.
        let mut fours = pairs;
        for i in 0..2 {
            for j in 0..2 {
                let (first, last) = (pairs[4 * i + j], pairs[4 * i + 2 + j]);
                fours[4 * i + 2 * j] = _mm256_unpacklo_epi64(first, last);
                fours[4 * i + 2 * j + 1] = _mm256_unpackhi_epi64(first, last);
            }
        }
        let mut transposed = fours;
        for j in 0..4 {
            let (low, high) = (fours[j], fours[4 + j]);
            transposed[j] = _mm256_permute2x128_si256::<0x20>(low, high);
            transposed[4 + j] = _mm256_permute2x128_si256::<0x31>(low, high);
        }
        transposed
    }
}

/// Eight columns of eight pairs of bytes, xored with `flip`.
///
/// # Safety
/// 16 bytes can be read at each of the first eight columns, and 16 written at each step.
#[inline(always)]
pub(super) unsafe fn eight_pairs(columns: &[*const u8; 16], flip: u8, steps: Steps) {
    // SAFETY: SSE2 is always there; the caller's promise.
    unsafe {
        let flip = _mm_set1_epi8(flip.cast_signed());
        let mut numbers = [flip; 8];
        for (numbers, column) in numbers.iter_mut().zip(columns) {
            *numbers = _mm_xor_si128(_mm_loadu_si128(column.cast()), flip);
        }
        // Three times halves are interleaved: of columns 0 and 4, 1 and 5, …
        for _ in 0..3 {
            let before = numbers;
            for i in 0..4 {
                numbers[2 * i] = _mm_unpacklo_epi16(before[i], before[i + 4]);
                numbers[2 * i + 1] = _mm_unpackhi_epi16(before[i], before[i + 4]);
            }
        }
        for (step, numbers) in numbers.into_iter().enumerate() {
            store!(steps, step, _mm_storeu_si128, numbers);
        }
    }
}

/// 16 columns of 16 numbers of two bytes, xored with `flip`: four squares of eight.
///
/// # Safety
/// The CPU has AVX2, 32 bytes can be read at each column, and 32 written at each step.
#[inline(always)]
pub(super) unsafe fn sixteen_pairs(columns: &[*const u8; 16], flip: u8, steps: Steps) {
    for (across, down) in [(0, 0), (0, 8), (8, 0), (8, 8)] {
        let mut eight = [columns[across]; 16];
        for (to, from) in eight.iter_mut().zip(&columns[across..across + 8]) {
            *to = from.wrapping_add(2 * down);
        }
        let start = steps.start.wrapping_add(down * steps.stride + 2 * across);
        // SAFETY: the caller's promise, of a quarter.
        unsafe { eight_pairs(&eight, flip, Steps { start, count: steps.count.saturating_sub(down), ..steps }) }
    }
}

/// Interleaves the bytes of four rows, within quarters, and writes the four results.
///
/// # Safety
/// The CPU has AVX-512 F and BW; 64 lanes can be written at `to`.
#[inline(always)]
pub(super) unsafe fn turn_quarters([a, b, c, d]: [__m512i; 4], signed: bool, to: *mut i32) {
    // SAFETY: the caller's promise.
    unsafe {
        let flip = _mm512_set1_epi8(if signed { i8::MIN } else { 0 });
        let [a, b] = [_mm512_xor_si512(a, flip), _mm512_xor_si512(b, flip)];
        let [c, d] = [_mm512_xor_si512(c, flip), _mm512_xor_si512(d, flip)];
        let (ab, cd) = (_mm512_unpacklo_epi8(a, b), _mm512_unpacklo_epi8(c, d));
        _mm512_storeu_si512(to.cast(), _mm512_unpacklo_epi16(ab, cd));
        _mm512_storeu_si512(to.add(16).cast(), _mm512_unpackhi_epi16(ab, cd));
        let (ab, cd) = (_mm512_unpackhi_epi8(a, b), _mm512_unpackhi_epi8(c, d));
        _mm512_storeu_si512(to.add(32).cast(), _mm512_unpacklo_epi16(ab, cd));
        _mm512_storeu_si512(to.add(48).cast(), _mm512_unpackhi_epi16(ab, cd));
    }
}
