//! AVX-512 with VNNI and VBMI: sixteen lanes, four products a lane.

use super::avx512_bytes::{
    HIGH, HIGH_WHOLE, LANES, LANES_WHOLE, packed, store_apart, store_front, store_rows, transposed,
};
use super::{Places, Simd, SimdTask, Steps, interleave, words};
use crate::isa::{Isa, Level};
use crate::math;
use crate::requantize::{ALMOST_HALF, CERTAIN, Checked16, Doubling16, Narrow, Rescale16, Words16};
use core::arch::x86_64::*;

/// Proof that the CPU has AVX-512 with VNNI and VBMI.
#[derive(Clone, Copy)]
pub(crate) struct Avx512Vnni(());

impl Avx512Vnni {
    /// From the token of an instruction set that has all of it.
    pub(crate) fn of(isa: Isa) -> Self {
        assert!(isa.level() >= Level::Avx512Vnni, "a token of another instruction set");
        Self(())
    }
}

#[target_feature(enable = "avx2,fma,bmi1,bmi2,avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi,avx512vnni")]
fn enter<T: SimdTask<Avx512Vnni>>(simd: Avx512Vnni, task: T) -> T::Output {
    task.run(simd)
}

/// Where the multiplier of channel 1 lies in the constants.
const ODD_MULTIPLIER: usize = core::mem::offset_of!(Doubling16, multiplier) + 4;

/// High dwords of `even`, in even lanes, beside those of `odd`.
///
/// The compiler makes a shuffle of two vectors of the intrinsics, for which there are half as many units.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn high_dwords(even: __m512i, odd: __m512i) -> __m512i {
    let mut high = odd;
    // A constant would be brought to its register again for every vector.
    let lanes: u16;
    // SAFETY: instructions on registers alone, which the CPU has.
    unsafe {
        core::arch::asm!(
            "kmovd {lanes}, {even:e}",
            lanes = lateout(kreg) lanes,
            even = in(reg) 0x5555,
            options(pure, nomem, nostack, preserves_flags),
        );
        core::arch::asm!(
            "vpshufd {high}{{{lanes}}}, {even}, 0xF5",
            high = inout(zmm_reg) high,
            lanes = in(kreg) lanes,
            even = in(zmm_reg) even,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    high
}

/// The lanes of `vector` shifted right by those of `by`, zeros from the left.
///
/// The compiler keeps loaded constants in registers, of which a large block then has too few: here it cannot.
///
/// # Safety
/// 16 lanes can be read at `by`.
#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn shifted(vector: __m512i, by: *const u32) -> __m512i {
    let shifted: __m512i;
    // SAFETY: an instruction that the CPU has, and the caller's promise.
    unsafe {
        core::arch::asm!(
            "vpsrlvd {shifted}, {vector}, [{by}]",
            shifted = lateout(zmm_reg) shifted,
            vector = in(zmm_reg) vector,
            by = in(reg) by,
            options(pure, readonly, nostack, preserves_flags),
        );
    }
    shifted
}

/// [`shifted`] with copies of the sign from the left.
///
/// The compiler guards against counts beyond 31 wherever it does not see where the counts come from.
///
/// # Safety
/// 16 lanes can be read at `by`.
#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn shifted_signed(vector: __m512i, by: *const u32) -> __m512i {
    let shifted: __m512i;
    // SAFETY: an instruction that the CPU has, and the caller's promise.
    unsafe {
        core::arch::asm!(
            "vpsravd {shifted}, {vector}, [{by}]",
            shifted = lateout(zmm_reg) shifted,
            vector = in(zmm_reg) vector,
            by = in(reg) by,
            options(pure, readonly, nostack, preserves_flags),
        );
    }
    shifted
}

// SAFETY of every block: the value proves that the CPU has the features; what is read and written is the caller's
// promise, stated at the trait.
#[allow(clippy::undocumented_unsafe_blocks)]
impl Simd for Avx512Vnni {
    type Vector = __m512i;
    const LANES: usize = 16;
    const GROUP: usize = 4;
    const PANEL: usize = 4;
    const CHECKS: bool = true;

    #[inline]
    fn enter<T: SimdTask<Self>>(self, task: T) -> T::Output {
        unsafe { enter(self, task) }
    }

    #[inline(always)]
    fn splat(self, x: i32) -> __m512i {
        unsafe { _mm512_set1_epi32(x) }
    }

    #[inline(always)]
    unsafe fn load(self, from: *const i32) -> __m512i {
        unsafe { _mm512_loadu_si512(from.cast()) }
    }

    #[inline(always)]
    unsafe fn load_front(self, from: *const f32, count: usize, rest: f32) -> __m512i {
        unsafe {
            let mask = 0xFFFFu16.checked_shr(16u32.saturating_sub(count as u32)).unwrap_or(0);
            _mm512_castps_si512(_mm512_mask_loadu_ps(_mm512_set1_ps(rest), mask, from))
        }
    }

    #[inline(always)]
    fn add(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_add_epi32(a, b) }
    }

    #[inline(always)]
    fn subtract(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_sub_epi32(a, b) }
    }

    #[inline(always)]
    fn add_words(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_add_epi16(a, b) }
    }

    #[inline(always)]
    fn subtract_words(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_sub_epi16(a, b) }
    }

    #[inline(always)]
    fn shift_words_left<const BITS: u32>(self, words: __m512i) -> __m512i {
        unsafe { _mm512_slli_epi16::<BITS>(words) }
    }

    #[inline(always)]
    fn multiply(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_mullo_epi32(a, b) }
    }

    #[inline(always)]
    fn to_floats(self, integers: __m512i) -> __m512i {
        unsafe { _mm512_castps_si512(_mm512_cvtepi32_ps(integers)) }
    }

    #[inline(always)]
    fn round(self, floats: __m512i) -> __m512i {
        unsafe {
            let numbers = _mm512_cmp_ps_mask::<_CMP_ORD_Q>(_mm512_castsi512_ps(floats), _mm512_castsi512_ps(floats));
            // A half with the sign of the number.
            let half = _mm512_set1_epi32(math::ALMOST_HALF.to_bits().cast_signed());
            let half = _mm512_ternarylogic_epi32::<0xEA>(_mm512_set1_epi32(i32::MIN), floats, half);
            let sum = _mm512_add_ps(_mm512_castsi512_ps(floats), _mm512_castsi512_ps(half));
            _mm512_maskz_cvttps_epi32(numbers, sum)
        }
    }

    #[inline(always)]
    fn xor(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_xor_si512(a, b) }
    }

    #[inline(always)]
    unsafe fn broadcast(self, from: *const u8) -> __m512i {
        unsafe { _mm512_set1_epi32(from.cast::<i32>().read_unaligned()) }
    }

    #[inline(always)]
    unsafe fn weights(self, from: *const i8) -> __m512i {
        unsafe { _mm512_loadu_si512(from.cast()) }
    }

    #[inline(always)]
    unsafe fn halves(self, from: *const i8) -> [__m512i; 2] {
        unsafe {
            let (both, lower) = (_mm512_loadu_si512(from.cast()), _mm512_set1_epi8(0x0f));
            [_mm512_and_si512(both, lower), _mm512_and_si512(_mm512_srli_epi16::<4>(both), lower)]
        }
    }

    #[inline(always)]
    fn dot(self, sum: __m512i, input: __m512i, weights: __m512i) -> __m512i {
        unsafe { _mm512_dpbusd_epi32(sum, input, weights) }
    }

    #[inline(always)]
    unsafe fn words(self, from: *const i8) -> __m512i {
        unsafe { _mm512_cvtepi8_epi16(_mm256_loadu_si256(from.cast())) }
    }

    #[inline(always)]
    unsafe fn load_words(self, from: *const i16, count: usize) -> __m512i {
        unsafe { words::load_sixteen(from, count) }
    }

    #[inline(always)]
    fn dot_words(self, sum: __m512i, input: __m512i, weights: __m512i) -> __m512i {
        unsafe { _mm512_dpwssd_epi32(sum, input, weights) }
    }

    #[inline(always)]
    fn rescale_words(self, sum: __m512i, columns: &Words16, _part: usize) -> __m512i {
        unsafe { words::rescale_sixteen(sum, columns) }
    }

    #[inline(always)]
    unsafe fn store_words<const N: usize>(self, vectors: [__m512i; N], to: *mut i16, count: usize, range: (i16, i16)) {
        unsafe { words::store_sixteens(&vectors, to, count, range) }
    }

    #[inline(always)]
    fn multiply_add(self, sum: __m512i, input: __m512i, weights: __m512i) -> __m512i {
        unsafe {
            let [sum, input, weights] =
                [_mm512_castsi512_ps(sum), _mm512_castsi512_ps(input), _mm512_castsi512_ps(weights)];
            _mm512_castps_si512(_mm512_add_ps(sum, _mm512_mul_ps(input, weights)))
        }
    }

    #[inline(always)]
    fn fused_multiply_add(self, sum: __m512i, input: __m512i, weights: __m512i) -> __m512i {
        unsafe {
            let [sum, input, weights] =
                [_mm512_castsi512_ps(sum), _mm512_castsi512_ps(input), _mm512_castsi512_ps(weights)];
            _mm512_castps_si512(_mm512_fmadd_ps(input, weights, sum))
        }
    }

    #[inline(always)]
    fn divide(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_castps_si512(_mm512_div_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b))) }
    }

    #[inline(always)]
    fn greater(self, a: __m512i, b: __m512i) -> __m512i {
        // The second operand comes through when one is NaN.
        unsafe { _mm512_castps_si512(_mm512_max_ps(_mm512_castsi512_ps(b), _mm512_castsi512_ps(a))) }
    }

    #[inline(always)]
    fn lesser(self, a: __m512i, b: __m512i) -> __m512i {
        unsafe { _mm512_castps_si512(_mm512_min_ps(_mm512_castsi512_ps(b), _mm512_castsi512_ps(a))) }
    }

    #[inline(always)]
    fn zero_below(self, vector: __m512i, of: __m512i, limit: f32) -> __m512i {
        unsafe {
            let stays = _mm512_cmp_ps_mask::<_CMP_NLT_UQ>(_mm512_castsi512_ps(of), _mm512_set1_ps(limit));
            _mm512_maskz_mov_epi32(stays, vector)
        }
    }

    #[inline(always)]
    fn shift_left<const BITS: u32>(self, vector: __m512i) -> __m512i {
        unsafe { _mm512_slli_epi32::<BITS>(vector) }
    }

    #[inline(always)]
    fn shift_right<const BITS: u32>(self, vector: __m512i) -> __m512i {
        unsafe { _mm512_srai_epi32::<BITS>(vector) }
    }

    #[inline(always)]
    fn clamp(self, floats: __m512i, min: f32, max: f32) -> __m512i {
        unsafe {
            // The second operand comes through when one is NaN.
            let floats = _mm512_max_ps(_mm512_set1_ps(min), _mm512_castsi512_ps(floats));
            _mm512_castps_si512(_mm512_min_ps(_mm512_set1_ps(max), floats))
        }
    }

    #[inline(always)]
    unsafe fn store(self, vector: __m512i, to: *mut i32, count: usize) {
        unsafe {
            if count == 16 {
                _mm512_storeu_si512(to.cast(), vector);
            } else {
                _mm512_mask_storeu_epi32(to, ((1u32 << count) - 1) as u16, vector);
            }
        }
    }

    #[inline(always)]
    fn requantize<const SIGNED: bool>(self, sum: __m512i, columns: &Doubling16, _part: usize) -> __m512i {
        unsafe {
            let load = |from: *const u32| _mm512_load_si512(from.cast());
            let multiplier = load(columns.multiplier.as_ptr());
            let even = _mm512_mul_epu32(sum, multiplier);
            // Even lanes of the vector one lane on: within the constants, and no shift.
            let odd_multiplier = _mm512_loadu_si512(core::ptr::from_ref(columns).byte_add(ODD_MULTIPLIER).cast());
            let odd = _mm512_mul_epu32(_mm512_shuffle_epi32::<0xF5>(sum), odd_multiplier);
            let even = _mm512_add_epi64(even, load(columns.even.as_ptr().cast()));
            let odd = _mm512_add_epi64(odd, load(columns.odd.as_ptr().cast()));
            let mut high = high_dwords(even, odd);
            if SIGNED {
                high = _mm512_add_epi32(high, shifted(sum, columns.sign.as_ptr()));
            }
            shifted_signed(high, columns.shift.as_ptr())
        }
    }

    #[inline(always)]
    fn requantize_checked<const SIGNED: bool>(self, sum: __m512i, columns: &Checked16, least: &mut __m512i) -> __m512i {
        unsafe {
            let mut offset = _mm512_load_ps(columns.offset.as_ptr());
            if SIGNED {
                let is_below = _mm512_cmplt_epi32_mask(sum, _mm512_load_si512(columns.zero.as_ptr().cast()));
                offset = _mm512_mask_blend_ps(is_below, offset, _mm512_load_ps(columns.below.as_ptr()));
            }
            let scale = _mm512_load_ps(columns.scale.as_ptr());
            let scaled = _mm512_cvtps_epi32(_mm512_fmadd_ps(_mm512_castsi512_ps(sum), scale, offset));
            // The minima of high words are of no interest.
            *least = _mm512_min_epu16(*least, scaled);
            scaled
        }
    }

    #[inline(always)]
    unsafe fn store_checked_block<const ROWS: usize, const VECTORS: usize>(
        self,
        scaled: &[[__m512i; VECTORS]; ROWS],
        places: Places,
        narrow: Narrow,
    ) {
        unsafe {
            if narrow == Narrow::WHOLE {
                store_rows::<ROWS, VECTORS, HIGH_WHOLE>(scaled, places, narrow)
            } else {
                store_rows::<ROWS, VECTORS, HIGH>(scaled, places, narrow)
            }
        }
    }

    #[inline(always)]
    unsafe fn store_checked_apart<const VECTORS: usize>(
        self,
        scaled: [__m512i; VECTORS],
        to: *mut u8,
        stride: usize,
        narrow: Narrow,
    ) {
        unsafe { store_apart::<VECTORS, HIGH>(scaled, to, stride, narrow) }
    }

    #[inline(always)]
    fn is_certain(self, least: __m512i) -> bool {
        unsafe {
            let certain = _mm512_set1_epi16(CERTAIN.cast_signed());
            _mm512_mask_cmplt_epu16_mask(0x5555_5555, least, certain) == 0
        }
    }

    #[inline(always)]
    fn rescale(self, sum: __m512i, columns: &Rescale16, _part: usize) -> __m512i {
        unsafe {
            let half = |sum: __m256i, scale: *const f64| {
                let product = _mm512_mul_pd(_mm512_cvtepi32_pd(sum), _mm512_load_pd(scale));
                let sign = _mm512_and_pd(product, _mm512_set1_pd(-0.0));
                let nudge = _mm512_or_pd(sign, _mm512_set1_pd(ALMOST_HALF));
                _mm512_cvttpd_epi32(_mm512_add_pd(product, nudge))
            };
            let low = half(_mm512_castsi512_si256(sum), columns.scale.as_ptr());
            let high = half(_mm512_extracti64x4_epi64::<1>(sum), columns.scale.as_ptr().add(8));
            _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high)
        }
    }

    #[inline(always)]
    unsafe fn store_narrow<const VECTORS: usize>(
        self,
        vectors: [__m512i; VECTORS],
        to: *mut u8,
        count: usize,
        narrow: Narrow,
    ) {
        let to: *mut i8 = to.cast();
        unsafe {
            if VECTORS == 4 {
                store_front(
                    packed::<LANES>([vectors[0], vectors[1], vectors[2], vectors[3]], narrow),
                    to.cast(),
                    count,
                );
                return;
            }
            for (i, &vector) in vectors.iter().enumerate() {
                let vector = _mm512_add_epi32(vector, _mm512_set1_epi32(narrow.zero_point.into()));
                let bytes = _mm512_cvtsepi32_epi8(vector);
                let bytes = _mm_max_epi8(bytes, _mm_set1_epi8(narrow.min));
                let bytes = _mm_min_epi8(bytes, _mm_set1_epi8(narrow.max));
                let bytes = _mm_xor_si128(bytes, _mm_set1_epi8(narrow.flip.cast_signed()));
                match count.saturating_sub(16 * i) {
                    16.. => _mm_storeu_si128(to.add(16 * i).cast(), bytes),
                    rest => _mm_mask_storeu_epi8(to.wrapping_add(16 * i), ((1u32 << rest) - 1) as u16, bytes),
                }
            }
        }
    }

    #[inline(always)]
    unsafe fn store_block<const ROWS: usize, const VECTORS: usize>(
        self,
        sums: &[[__m512i; VECTORS]; ROWS],
        places: Places,
        narrow: Narrow,
    ) {
        unsafe {
            if narrow == Narrow::WHOLE {
                store_rows::<ROWS, VECTORS, LANES_WHOLE>(sums, places, narrow)
            } else {
                store_rows::<ROWS, VECTORS, LANES>(sums, places, narrow)
            }
        }
    }

    #[inline(always)]
    unsafe fn transpose(self, from: *const u32, stride: isize, to: *mut u32, width: usize) {
        unsafe { super::avx2::transpose(from, stride, to, width) }
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
        vectors: [__m512i; VECTORS],
        to: *mut u8,
        stride: usize,
        narrow: Narrow,
    ) {
        unsafe { store_apart::<VECTORS, LANES>(vectors, to, stride, narrow) }
    }

    #[inline(always)]
    fn turned(self, bytes: [u8; 4], signed: bool) -> i32 {
        i32::from_ne_bytes(bytes) ^ i32::from_ne_bytes([if signed { 0x80 } else { 0 }; 4])
    }

    #[inline(always)]
    unsafe fn turn(self, rows: &[*const u8; 4], signed: bool, to: *mut i32) {
        unsafe {
            // Unpacking works within quarters: quarter `q` gets what belongs to quarter `q` of each result.
            let load = |row: *const u8| _mm512_permutexvar_epi32(transposed(), _mm512_loadu_si512(row.cast()));
            interleave::turn_quarters([load(rows[0]), load(rows[1]), load(rows[2]), load(rows[3])], signed, to);
        }
    }

    #[inline(always)]
    unsafe fn stacked(self, rows: &[*const u8; 4], signed: bool) -> __m512i {
        const ORDER: [u8; 64] = {
            let mut order = [0; 64];
            let mut i = 0;
            while i < 64 {
                order[i] = (i % 4 * 16 + i / 4) as u8;
                i += 1;
            }
            order
        };
        unsafe {
            let four = _mm512_castsi128_si512(_mm_loadu_si128(rows[0].cast()));
            let four = _mm512_inserti32x4::<1>(four, _mm_loadu_si128(rows[1].cast()));
            let four = _mm512_inserti32x4::<2>(four, _mm_loadu_si128(rows[2].cast()));
            let four = _mm512_inserti32x4::<3>(four, _mm_loadu_si128(rows[3].cast()));
            let all = _mm512_permutexvar_epi8(_mm512_loadu_si512(ORDER.as_ptr().cast()), four);
            _mm512_xor_si512(all, _mm512_set1_epi8(if signed { i8::MIN } else { 0 }))
        }
    }

    #[inline(always)]
    unsafe fn turn_in_place(self, rows: &[*const u8; 4], signed: bool, to: *mut i32) {
        unsafe {
            let [a, b] = [_mm512_loadu_si512(rows[0].cast()), _mm512_loadu_si512(rows[1].cast())];
            let [c, d] = [_mm512_loadu_si512(rows[2].cast()), _mm512_loadu_si512(rows[3].cast())];
            interleave::turn_quarters([a, b, c, d], signed, to);
        }
    }

    #[inline(always)]
    unsafe fn store_last<const VECTORS: usize>(
        self,
        vectors: [__m512i; VECTORS],
        to: *mut u8,
        skip: usize,
        narrow: Narrow,
    ) {
        unsafe {
            if VECTORS == 4 {
                let bytes = packed::<LANES>([vectors[0], vectors[1], vectors[2], vectors[3]], narrow);
                _mm512_mask_storeu_epi8(to.cast(), u64::MAX << skip, bytes);
            } else {
                unreachable!("a part of a panel that is not whole");
            }
        }
    }

    #[inline(always)]
    fn bytes_moved(self, [low, high]: [__m512i; 2], count: usize) -> [__m512i; 2] {
        unsafe {
            let up = _mm_cvtsi32_si128(8 * count as i32);
            let down = _mm_cvtsi32_si128(32 - 8 * count as i32);
            let over = _mm512_srl_epi32(low, down);
            [_mm512_sll_epi32(low, up), _mm512_or_si512(_mm512_sll_epi32(high, up), over)]
        }
    }

    #[inline(always)]
    unsafe fn interleave<const GROUP: usize>(self, columns: &[*const u8; 16], flip: u8, steps: Steps) {
        unsafe {
            match GROUP {
                2 => interleave::sixteen_pairs(columns, flip, steps),
                _ => interleave::sixteen(columns, flip, steps),
            }
        }
    }

    /// Packing four vectors works within quarters of a register, so quarter `q` of vector `v` holds columns
    /// `16q + 4v` and the three after it.
    #[inline]
    fn column(vectors: usize, vector: usize, lane: usize) -> usize {
        if vectors == 4 { lane / 4 * 16 + vector * 4 + lane % 4 } else { vector * 16 + lane }
    }
}
