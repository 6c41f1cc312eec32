//! AVX2: eight lanes, two products of 16-bit numbers a lane. Products of bytes saturate there, so inputs and weights
//! are widened, which keeps every sum exact. What AVX-VNNI shares is written once, in `eight_lanes!`.

use super::{Simd, SimdTask, Steps, interleave, words};
use crate::isa::{Isa, Level};
use crate::math;
use crate::requantize::{ALMOST_HALF, Doubling16, Narrow, Rescale16, Words16};
use core::arch::x86_64::*;

/// Proof that the CPU has AVX2.
#[derive(Clone, Copy)]
pub(crate) struct Avx2(());

impl Avx2 {
    /// From the token of an instruction set that has all of it.
    pub(crate) fn of(isa: Isa) -> Self {
        assert_eq!(isa.level(), Level::Avx2, "a token of another instruction set");
        Self(())
    }
}

/// Transposes 8 × 8 words.
///
/// # Safety
/// The CPU has AVX2; row `i` can be read at `from + i × stride`, and rows `width` words apart written from `to` on.
#[inline(always)]
pub(crate) unsafe fn transpose(from: *const u32, stride: isize, to: *mut u32, width: usize) {
    // SAFETY: inlined into code that has the features; the caller's promise.
    unsafe {
        let mut numbers = [_mm256_setzero_si256(); 8];
        let mut row = from;
        for numbers in &mut numbers {
            *numbers = _mm256_loadu_si256(row.cast());
            row = row.wrapping_offset(stride);
        }
        for (i, numbers) in interleave::eight_by_eight(numbers).into_iter().enumerate() {
            _mm256_storeu_si256(to.add(i * width).cast(), numbers);
        }
    }
}

/// Writes the first `count` bytes of a vector, fewer than 32, without a call that would cost the registers around it.
///
/// # Safety
/// The CPU has AVX2; so many bytes can be written at `to`.
#[inline(always)]
pub(crate) unsafe fn store_part(vector: __m256i, mut to: *mut u8, count: usize) {
    // SAFETY: inlined into code that has the features; the caller's promise, of bytes that are written once each.
    unsafe {
        let mut bytes = _mm256_castsi256_si128(vector);
        if count & 16 != 0 {
            _mm_storeu_si128(to.cast(), bytes);
            (bytes, to) = (_mm256_extracti128_si256::<1>(vector), to.wrapping_add(16));
        }
        if count & 8 != 0 {
            _mm_storel_epi64(to.cast(), bytes);
            (bytes, to) = (_mm_unpackhi_epi64(bytes, bytes), to.wrapping_add(8));
        }
        if count & 4 != 0 {
            to.cast::<i32>().write_unaligned(_mm_cvtsi128_si32(bytes));
            (bytes, to) = (_mm_srli_si128::<4>(bytes), to.wrapping_add(4));
        }
        if count & 2 != 0 {
            to.cast::<i16>().write_unaligned(_mm_extract_epi16::<0>(bytes) as i16);
            (bytes, to) = (_mm_srli_si128::<2>(bytes), to.wrapping_add(2));
        }
        if count & 1 != 0 {
            to.write(_mm_extract_epi8::<0>(bytes) as u8);
        }
    }
}

/// Bytes with a sign or without as words.
#[inline(always)]
fn widened(bytes: __m128i, signed: bool) -> __m256i {
    // SAFETY: inlined into code that has the features.
    unsafe { if signed { _mm256_cvtepi8_epi16(bytes) } else { _mm256_cvtepu8_epi16(bytes) } }
}

/// The operations of eight lanes that do not differ between AVX2 and AVX-VNNI.
macro_rules! eight_lanes {
    () => {
        type Vector = __m256i;
        const LANES: usize = 8;
        const PANEL: usize = 2;

        #[inline(always)]
        fn splat(self, x: i32) -> __m256i {
            unsafe { _mm256_set1_epi32(x) }
        }

        #[inline(always)]
        unsafe fn load(self, from: *const i32) -> __m256i {
            unsafe { _mm256_loadu_si256(from.cast()) }
        }

        #[inline(always)]
        fn add(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_add_epi32(a, b) }
        }

        #[inline(always)]
        fn subtract(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_sub_epi32(a, b) }
        }

        #[inline(always)]
        fn add_words(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_add_epi16(a, b) }
        }

        #[inline(always)]
        fn subtract_words(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_sub_epi16(a, b) }
        }

        #[inline(always)]
        fn shift_words_left<const BITS: u32>(self, words: __m256i) -> __m256i {
            unsafe { _mm256_sll_epi16(words, _mm_cvtsi32_si128(BITS as i32)) }
        }

        #[inline(always)]
        fn multiply(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_mullo_epi32(a, b) }
        }

        #[inline(always)]
        fn to_floats(self, integers: __m256i) -> __m256i {
            unsafe { _mm256_castps_si256(_mm256_cvtepi32_ps(integers)) }
        }

        #[inline(always)]
        fn round(self, floats: __m256i) -> __m256i {
            unsafe {
                let floats = _mm256_castsi256_ps(floats);
                let numbers = _mm256_cmp_ps::<_CMP_ORD_Q>(floats, floats);
                let sign = _mm256_and_ps(floats, _mm256_set1_ps(-0.0));
                let half = _mm256_or_ps(sign, _mm256_set1_ps(math::ALMOST_HALF));
                let rounded = _mm256_cvttps_epi32(_mm256_add_ps(floats, half));
                _mm256_and_si256(rounded, _mm256_castps_si256(numbers))
            }
        }

        #[inline(always)]
        fn xor(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_xor_si256(a, b) }
        }

        #[inline(always)]
        unsafe fn broadcast(self, from: *const u8) -> __m256i {
            unsafe { _mm256_set1_epi32(from.cast::<i32>().read_unaligned()) }
        }

        #[inline(always)]
        fn multiply_add(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
            unsafe {
                let (sum, input) = (_mm256_castsi256_ps(sum), _mm256_castsi256_ps(input));
                _mm256_castps_si256(_mm256_add_ps(sum, _mm256_mul_ps(input, _mm256_castsi256_ps(weights))))
            }
        }

        #[inline(always)]
        fn fused_multiply_add(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
            unsafe {
                let (sum, input) = (_mm256_castsi256_ps(sum), _mm256_castsi256_ps(input));
                _mm256_castps_si256(_mm256_fmadd_ps(input, _mm256_castsi256_ps(weights), sum))
            }
        }

        #[inline(always)]
        fn divide(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_castps_si256(_mm256_div_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b))) }
        }

        #[inline(always)]
        fn greater(self, a: __m256i, b: __m256i) -> __m256i {
            // The second operand comes through when one is NaN.
            unsafe { _mm256_castps_si256(_mm256_max_ps(_mm256_castsi256_ps(b), _mm256_castsi256_ps(a))) }
        }

        #[inline(always)]
        fn lesser(self, a: __m256i, b: __m256i) -> __m256i {
            unsafe { _mm256_castps_si256(_mm256_min_ps(_mm256_castsi256_ps(b), _mm256_castsi256_ps(a))) }
        }

        #[inline(always)]
        fn zero_below(self, vector: __m256i, of: __m256i, limit: f32) -> __m256i {
            unsafe {
                let stays = _mm256_cmp_ps::<_CMP_NLT_UQ>(_mm256_castsi256_ps(of), _mm256_set1_ps(limit));
                _mm256_and_si256(vector, _mm256_castps_si256(stays))
            }
        }

        #[inline(always)]
        fn shift_left<const BITS: u32>(self, vector: __m256i) -> __m256i {
            unsafe { _mm256_sll_epi32(vector, _mm_cvtsi32_si128(BITS as i32)) }
        }

        #[inline(always)]
        fn shift_right<const BITS: u32>(self, vector: __m256i) -> __m256i {
            unsafe { _mm256_sra_epi32(vector, _mm_cvtsi32_si128(BITS as i32)) }
        }

        #[inline(always)]
        fn clamp(self, floats: __m256i, min: f32, max: f32) -> __m256i {
            unsafe {
                // The second operand comes through when one is NaN.
                let floats = _mm256_max_ps(_mm256_set1_ps(min), _mm256_castsi256_ps(floats));
                _mm256_castps_si256(_mm256_min_ps(_mm256_set1_ps(max), floats))
            }
        }

        #[inline(always)]
        unsafe fn store(self, vector: __m256i, to: *mut i32, count: usize) {
            unsafe {
                if count == 8 {
                    _mm256_storeu_si256(to.cast(), vector);
                } else {
                    $crate::simd::avx2::store_part(vector, to.cast(), size_of::<i32>() * count);
                }
            }
        }

        #[inline(always)]
        fn requantize<const SIGNED: bool>(self, sum: __m256i, columns: &Doubling16, half: usize) -> __m256i {
            unsafe {
                let load = |from: *const u32| _mm256_load_si256(from.add(8 * half).cast());
                let load64 = |from: *const i64| _mm256_load_si256(from.add(4 * half).cast());
                let multiplier = load(columns.multiplier.as_ptr());
                let even = _mm256_mul_epu32(sum, multiplier);
                // Shuffles: every CPU has other units for them than the products and shifts below take.
                let upper = |doubles| _mm256_shuffle_epi32::<0b11_11_01_01>(doubles);
                let odd = _mm256_mul_epu32(upper(sum), upper(multiplier));
                let even = _mm256_add_epi64(even, load64(columns.even.as_ptr()));
                let odd = _mm256_add_epi64(odd, load64(columns.odd.as_ptr()));
                let mut high = _mm256_blend_epi32::<0xAA>(upper(even), odd);
                if SIGNED {
                    high = _mm256_add_epi32(high, _mm256_srlv_epi32(sum, load(columns.sign.as_ptr())));
                }
                _mm256_srav_epi32(high, load(columns.shift.as_ptr()))
            }
        }

        #[inline(always)]
        unsafe fn words(self, from: *const i8) -> __m256i {
            unsafe { _mm256_cvtepi8_epi16(_mm_loadu_si128(from.cast())) }
        }

        #[inline(always)]
        unsafe fn load_words(self, from: *const i16, count: usize) -> __m256i {
            unsafe { words::load_eight(from, count) }
        }

        #[inline(always)]
        fn rescale_words(self, sum: __m256i, columns: &Words16, half: usize) -> __m256i {
            unsafe { words::rescale_eight(sum, columns, half) }
        }

        #[inline(always)]
        unsafe fn store_words<const VECTORS: usize>(
            self,
            vectors: [__m256i; VECTORS],
            to: *mut i16,
            count: usize,
            range: (i16, i16),
        ) {
            unsafe { words::store_eights(&vectors, to, count, range) }
        }

        #[inline(always)]
        fn rescale(self, sum: __m256i, columns: &Rescale16, half: usize) -> __m256i {
            unsafe {
                let quarter = |sum: __m128i, scale: *const f64| {
                    let product = _mm256_mul_pd(_mm256_cvtepi32_pd(sum), _mm256_load_pd(scale));
                    let sign = _mm256_and_pd(product, _mm256_set1_pd(-0.0));
                    let nudge = _mm256_or_pd(sign, _mm256_set1_pd(ALMOST_HALF));
                    _mm256_cvttpd_epi32(_mm256_add_pd(product, nudge))
                };
                let scale = columns.scale.as_ptr().add(8 * half);
                let low = quarter(_mm256_castsi256_si128(sum), scale);
                let high = quarter(_mm256_extracti128_si256::<1>(sum), scale.add(4));
                _mm256_inserti128_si256::<1>(_mm256_castsi128_si256(low), high)
            }
        }

        #[inline(always)]
        unsafe fn store_narrow<const VECTORS: usize>(
            self,
            vectors: [__m256i; VECTORS],
            to: *mut u8,
            count: usize,
            narrow: Narrow,
        ) {
            for (i, pair) in vectors.chunks(2).enumerate() {
                let rest = count.saturating_sub(16 * i).min(16);
                unsafe {
                    let mut words = _mm256_packs_epi32(pair[0], pair[pair.len() - 1]);
                    let whole = narrow == Narrow::WHOLE;
                    if !whole {
                        words = _mm256_adds_epi16(words, _mm256_set1_epi16(narrow.zero_point));
                    }
                    let mut bytes =
                        _mm_packs_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256::<1>(words));
                    if !whole {
                        bytes = _mm_max_epi8(bytes, _mm_set1_epi8(narrow.min));
                        bytes = _mm_min_epi8(bytes, _mm_set1_epi8(narrow.max));
                        bytes = _mm_xor_si128(bytes, _mm_set1_epi8(narrow.flip.cast_signed()));
                    }
                    // Packing works within halves: four bytes of each vector follow those of the other.
                    let bytes = _mm_shuffle_epi32::<0b11_01_10_00>(bytes);
                    if rest == 16 {
                        _mm_storeu_si128(to.add(16 * i).cast(), bytes);
                    } else {
                        let bytes = _mm256_zextsi128_si256(bytes);
                        $crate::simd::avx2::store_part(bytes, to.wrapping_add(16 * i), rest);
                    }
                }
            }
        }

        #[inline(always)]
        fn bytes_moved(self, [low, high]: [__m256i; 2], count: usize) -> [__m256i; 2] {
            unsafe {
                let up = _mm_cvtsi32_si128(8 * count as i32);
                let down = _mm_cvtsi32_si128(32 - 8 * count as i32);
                let over = _mm256_srl_epi32(low, down);
                [_mm256_sll_epi32(low, up), _mm256_or_si256(_mm256_sll_epi32(high, up), over)]
            }
        }

        #[inline(always)]
        unsafe fn interleave<const GROUP: usize>(self, columns: &[*const u8; 16], flip: u8, steps: Steps) {
            unsafe {
                match GROUP {
                    2 => interleave::eight_pairs(columns, flip, steps),
                    _ => interleave::eight(columns, flip, steps),
                }
            }
        }

        #[inline(always)]
        unsafe fn transpose(self, from: *const u32, stride: isize, to: *mut u32, width: usize) {
            unsafe { $crate::simd::avx2::transpose(from, stride, to, width) }
        }

        #[inline(always)]
        fn prefetch(self, from: *const u8) {
            unsafe { _mm_prefetch::<_MM_HINT_T0>(from.cast()) }
        }

        #[inline(always)]
        fn prefetch_far(self, from: *const u8) {
            unsafe { _mm_prefetch::<_MM_HINT_T1>(from.cast()) }
        }

        #[inline(always)]
        unsafe fn store_apart<const VECTORS: usize>(
            self,
            vectors: [__m256i; VECTORS],
            to: *mut u8,
            stride: usize,
            narrow: Narrow,
        ) {
            for (i, four) in vectors.chunks(4).enumerate() {
                let at = |i: usize| four[i.min(four.len() - 1)];
                unsafe {
                    let mut low = _mm256_packs_epi32(at(0), at(1));
                    let mut high = _mm256_packs_epi32(at(2), at(3));
                    let whole = narrow == Narrow::WHOLE;
                    if !whole {
                        low = _mm256_adds_epi16(low, _mm256_set1_epi16(narrow.zero_point));
                        high = _mm256_adds_epi16(high, _mm256_set1_epi16(narrow.zero_point));
                    }
                    let mut bytes = _mm256_packs_epi16(low, high);
                    if !whole {
                        bytes = _mm256_max_epi8(bytes, _mm256_set1_epi8(narrow.min));
                        bytes = _mm256_min_epi8(bytes, _mm256_set1_epi8(narrow.max));
                        bytes = _mm256_xor_si256(bytes, _mm256_set1_epi8(narrow.flip.cast_signed()));
                    }
                    // Each half has four bytes of each vector.
                    let bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
                    let to = |place: usize| to.wrapping_add((4 * i + place) * stride);
                    let (low, high) = (_mm256_castsi256_si128(bytes), _mm256_extracti128_si256::<1>(bytes));
                    _mm_storel_epi64(to(0).cast(), low);
                    if four.len() > 1 {
                        _mm_storeh_pd(to(1).cast(), _mm_castsi128_pd(low));
                    }
                    if four.len() > 2 {
                        _mm_storel_epi64(to(2).cast(), high);
                    }
                    if four.len() > 3 {
                        _mm_storeh_pd(to(3).cast(), _mm_castsi128_pd(high));
                    }
                }
            }
        }
    };
}
pub(crate) use eight_lanes;

#[target_feature(enable = "avx2,fma,bmi1,bmi2")]
fn enter<T: SimdTask<Avx2>>(simd: Avx2, task: T) -> T::Output {
    task.run(simd)
}

// SAFETY of every block: the value proves that the CPU has the features; what is read and written is the caller's
// promise, stated at the trait.
#[allow(clippy::undocumented_unsafe_blocks)]
impl Simd for Avx2 {
    const GROUP: usize = 2;

    eight_lanes!();

    #[inline]
    fn enter<T: SimdTask<Self>>(self, task: T) -> T::Output {
        unsafe { enter(self, task) }
    }

    #[inline(always)]
    unsafe fn weights(self, from: *const i8) -> __m256i {
        // SAFETY: the caller's promise.
        unsafe { self.words(from) }
    }

    #[inline(always)]
    fn dot_words(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
        self.dot(sum, input, weights)
    }

    #[inline(always)]
    unsafe fn halves(self, from: *const i8) -> [__m256i; 2] {
        unsafe {
            let both = _mm256_cvtepu8_epi16(_mm_loadu_si128(from.cast()));
            [_mm256_and_si256(both, _mm256_set1_epi16(0x0f)), _mm256_srli_epi16::<4>(both)]
        }
    }

    #[inline(always)]
    fn dot(self, sum: __m256i, input: __m256i, weights: __m256i) -> __m256i {
        unsafe { _mm256_add_epi32(sum, _mm256_madd_epi16(input, weights)) }
    }

    #[inline(always)]
    fn turned(self, bytes: [u8; 4], signed: bool) -> i32 {
        let widened = |byte: u8| if signed { i16::from(byte.cast_signed()) } else { i16::from(byte) };
        let [[a, b], [c, d]] = [widened(bytes[0]).to_ne_bytes(), widened(bytes[1]).to_ne_bytes()];
        i32::from_ne_bytes([a, b, c, d])
    }

    #[inline(always)]
    unsafe fn stacked(self, rows: &[*const u8; 4], signed: bool) -> __m256i {
        unsafe {
            let eight = |row: *const u8| _mm_loadl_epi64(row.cast());
            widened(_mm_unpacklo_epi8(eight(rows[0]), eight(rows[1])), signed)
        }
    }

    #[inline(always)]
    unsafe fn turn(self, rows: &[*const u8; 4], signed: bool, to: *mut i32) {
        unsafe {
            let (a, b) = (_mm_loadu_si128(rows[0].cast()), _mm_loadu_si128(rows[1].cast()));
            _mm256_storeu_si256(to.cast(), widened(_mm_unpacklo_epi8(a, b), signed));
            _mm256_storeu_si256(to.add(8).cast(), widened(_mm_unpackhi_epi8(a, b), signed));
        }
    }
}
