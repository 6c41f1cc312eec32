//! What functions of two bytes need of a vector register, for AVX2 and AVX-512 alike.
//!
//! The functions are written once for any [`Vector`]; [`run`] compiles them for an instruction set. Bytes are widened
//! and narrowed within lanes of 128 bits (`unpack`, `pack`), so their order comes back by itself.

#![allow(unsafe_code)]

use crate::broadcast::Run;
use crate::elementwise::InPlace;
use crate::isa::{Isa, Level};
use crate::quant::{ClampRange, QuantizedInteger};

/// A vector register of bytes, words, double words or quad words. Every method is one or two instructions.
///
/// # Safety
/// Methods are called only where the CPU has the instruction set of the type; `N` is the size in bytes.
pub(crate) unsafe trait Vector: Copy {
    const N: usize;
    unsafe fn load(from: *const u8) -> Self;
    unsafe fn store(self, to: *mut u8);
    unsafe fn zero() -> Self;
    unsafe fn bytes(value: i8) -> Self;
    unsafe fn words(value: i16) -> Self;
    unsafe fn doubles(value: i32) -> Self;
    unsafe fn quads(value: i64) -> Self;
    unsafe fn floats(value: f32) -> Self;
    unsafe fn xor(self, other: Self) -> Self;
    unsafe fn unpack_low_bytes(self, other: Self) -> Self;
    unsafe fn unpack_high_bytes(self, other: Self) -> Self;
    unsafe fn unpack_low_words(self, other: Self) -> Self;
    unsafe fn unpack_high_words(self, other: Self) -> Self;
    /// Saturating to signed words.
    unsafe fn pack_doubles(self, other: Self) -> Self;
    /// Saturating to signed bytes.
    unsafe fn pack_words(self, other: Self) -> Self;
    /// Saturating to unsigned bytes.
    unsafe fn pack_words_unsigned(self, other: Self) -> Self;
    unsafe fn clamp_bytes(self, least: Self, greatest: Self) -> Self;
    unsafe fn clamp_bytes_unsigned(self, least: Self, greatest: Self) -> Self;
    unsafe fn sub_words(self, other: Self) -> Self;
    /// Saturating, signed.
    unsafe fn add_words(self, other: Self) -> Self;
    /// The lower halves of the products of words.
    unsafe fn mul_words_low(self, other: Self) -> Self;
    /// The upper halves of the signed products of words.
    unsafe fn mul_words_high(self, other: Self) -> Self;
    /// `sum` plus both signed products of each pair of words.
    unsafe fn mul_add_pairs(self, other: Self, sum: Self) -> Self;
    unsafe fn add_doubles(self, other: Self) -> Self;
    unsafe fn sub_doubles(self, other: Self) -> Self;
    unsafe fn shift_left_doubles(self, by: u32) -> Self;
    /// Arithmetic.
    unsafe fn shift_right_doubles(self, by: u32) -> Self;
    /// Logical; 0 for 32.
    unsafe fn shift_down_doubles(self, by: u32) -> Self;
    /// One less where it is below `threshold`.
    unsafe fn less_where_below(self, threshold: Self) -> Self;
    /// Double words to floats.
    unsafe fn to_floats(self) -> Self;
    /// Floats to double words, their fraction cut off.
    unsafe fn to_doubles(self) -> Self;
    /// `self × factor + addend` of floats, rounded once.
    unsafe fn multiply_add_floats(self, factor: Self, addend: Self) -> Self;
    /// Floats that are not negative, with the sign of others.
    unsafe fn with_sign_of(self, others: Self) -> Self;
    unsafe fn divide_floats(self, by: Self) -> Self;
    /// Floats cut to a range, NaN as 0.
    unsafe fn clamp_floats(self, least: Self, greatest: Self) -> Self;
    /// Bytes that were packed twice, in the order of the four vectors that they come from.
    unsafe fn in_order(self) -> Self;
    /// The upper halves of the products of signed double words with one factor, plus a quad word constant.
    unsafe fn mul_doubles_high(self, factor: Self, constant: Self) -> Self;
}

/// Words to clamped bytes.
///
/// # Safety
/// The CPU has the instruction set of `V`.
#[inline(always)]
pub(crate) unsafe fn narrow<V: Vector>(first: V, last: V, unsigned: bool, range: ClampRange) -> V {
    // SAFETY: the caller vouches for the instruction set.
    unsafe {
        let bytes = saturate(first, last, unsigned);
        let (least, greatest) = (V::bytes(range.min as i8), V::bytes(range.max as i8));
        if unsigned { bytes.clamp_bytes_unsigned(least, greatest) } else { bytes.clamp_bytes(least, greatest) }
    }
}

/// Words to the nearest bytes.
///
/// # Safety
/// The CPU has the instruction set of `V`.
#[inline(always)]
pub(crate) unsafe fn saturate<V: Vector>(first: V, last: V, unsigned: bool) -> V {
    // SAFETY: the caller vouches for the instruction set.
    unsafe { if unsigned { first.pack_words_unsigned(last) } else { first.pack_words(last) } }
}

/// A function of two vectors of bytes.
pub(crate) trait OfBytes: Copy {
    /// The function, for the bits of the operands.
    ///
    /// # Safety
    /// The CPU has the instruction set of `V`.
    unsafe fn apply<V: Vector>(self, left: V, right: V) -> V;
}

/// Where the operands of a function are.
#[derive(Clone, Copy)]
pub(crate) enum Operands<'a, T> {
    /// Both of them apart from the results.
    Apart(Run<'a, T>, Run<'a, T>),
    /// One in the place of the results, and the other one.
    InPlace(InPlace, Run<'a, T>),
}

/// `out = f(operands)` along a run of bytes; `false`, and nothing done, without an instruction set for it.
///
/// # Panics
/// When elements of `T` are not bytes or an operand is shorter than `out`.
pub(crate) fn run<T: QuantizedInteger, F: OfBytes>(
    isa: Isa,
    function: F,
    operands: Operands<'_, T>,
    out: &mut [T],
) -> bool {
    assert_eq!(size_of::<T>(), 1, "vectors of bytes hold bytes");
    let mut same = [[0; MOST]; 2];
    let [left_same, right_same] = &mut same;
    // All accesses of the output's memory are through this pointer.
    let (out, len) = (out.as_mut_ptr().cast::<u8>(), out.len());
    let own = Source { start: out, repeats: false };
    let operands = match operands {
        Operands::Apart(left, right) => [Source::new(&left, left_same, len), Source::new(&right, right_same, len)],
        Operands::InPlace(InPlace::Left, right) => [own, Source::new(&right, right_same, len)],
        Operands::InPlace(InPlace::Right, left) => [Source::new(&left, left_same, len), own],
    };
    match isa.level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the token exists, so the CPU has the features; the operands are as long as the output, in other memory
        // or in its own, where results replace what they come from.
        Level::Avx512Vnni | Level::AmxInt8 => unsafe { x86::avx512(function, operands, out, len) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx2 | Level::AvxVnni => unsafe { x86::avx2(function, operands, out, len) },
        _ => return false,
    }
    true
}

/// Whether [`run`] does anything for elements of this type.
pub(crate) fn runs<T: QuantizedInteger>(isa: Isa) -> bool {
    size_of::<T>() == 1 && cfg!(target_arch = "x86_64") && isa.level() >= Level::Avx2
}

/// Bytes of the largest vector.
const MOST: usize = 64;

/// An operand: where its elements begin, or a vector of the one that repeats.
struct Source {
    start: *const u8,
    repeats: bool,
}

impl Source {
    /// # Panics
    /// When the operand has fewer than `len` elements.
    fn new<T: QuantizedInteger>(run: &Run<'_, T>, same: &mut [u8; MOST], len: usize) -> Self {
        match run {
            Run::Each(values) => Self { start: values[..len].as_ptr().cast(), repeats: false },
            Run::Same(value) => {
                *same = [(*value).into() as u8; MOST];
                Self { start: same.as_ptr(), repeats: true }
            }
        }
    }

    /// Where its elements from number `first` on are.
    #[inline(always)]
    fn at(&self, first: usize) -> *const u8 {
        self.start.wrapping_add(if self.repeats { 0 } else { first })
    }
}

/// The loop, for the instruction set it is inlined into.
///
/// # Safety
/// The CPU has the instruction set of `V`; operands have as many bytes as the output, `len`, or one
/// that repeats; they are in other memory or in that of the output itself.
#[inline(always)]
#[cfg(target_arch = "x86_64")]
unsafe fn run_vectors<V: Vector, F: OfBytes>(function: F, [left, right]: [Source; 2], out: *mut u8, len: usize) {
    let whole = len - len % V::N;
    for first in (0..whole).step_by(V::N) {
        // SAFETY: whole vectors inside the operands and the output.
        unsafe { function.apply(V::load(left.at(first)), V::load(right.at(first))).store(out.add(first)) }
    }
    let rest = len - whole;
    if rest > 0 {
        let mut last = [[0u8; MOST]; 3];
        // SAFETY: `rest` elements are left of each operand and of the output; the buffers hold a vector each.
        unsafe {
            for (source, buffer) in [&left, &right].into_iter().zip(&mut last) {
                core::ptr::copy_nonoverlapping(source.at(whole), buffer.as_mut_ptr(), rest);
            }
            let found = function.apply(V::load(last[0].as_ptr()), V::load(last[1].as_ptr()));
            found.store(last[2].as_mut_ptr());
            core::ptr::copy_nonoverlapping(last[2].as_ptr(), out.add(whole), rest);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{OfBytes, Source, Vector, run_vectors};
    use core::arch::asm;
    use core::arch::x86_64::*;

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni,fma")]
    pub(super) unsafe fn avx512<F: OfBytes>(function: F, operands: [Source; 2], out: *mut u8, len: usize) {
        // SAFETY: the features are enabled; the rest is the caller's promise.
        unsafe { run_vectors::<__m512i, F>(function, operands, out, len) }
    }

    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn avx2<F: OfBytes>(function: F, operands: [Source; 2], out: *mut u8, len: usize) {
        // SAFETY: as above.
        unsafe { run_vectors::<__m256i, F>(function, operands, out, len) }
    }

    /// `sum` plus both signed products of each pair of words. Of the intrinsic the compiler would make two instructions.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn dot_words(mut sum: __m512i, left: __m512i, right: __m512i) -> __m512i {
        // SAFETY: registers alone are read and written.
        unsafe {
            asm!(
                "vpdpwssd {0}, {1}, {2}", inout(zmm_reg) sum, in(zmm_reg) left, in(zmm_reg) right,
                options(pure, nomem, nostack, preserves_flags),
            );
        }
        sum
    }

    /// Writes the methods that differ in nothing but the names of their intrinsics.
    macro_rules! methods {
        ($($name:ident($($argument:ident),*) => $intrinsic:ident;)*) => {$(
            #[inline(always)]
            unsafe fn $name(self $(, $argument: Self)*) -> Self {
                // SAFETY: the caller vouches for the instruction set.
                unsafe { $intrinsic(self $(, $argument)*) }
            }
        )*};
    }

    macro_rules! splats {
        ($($name:ident: $number:ty => $intrinsic:ident;)*) => {$(
            #[inline(always)]
            unsafe fn $name(value: $number) -> Self {
                // SAFETY: the caller vouches for the instruction set.
                unsafe { $intrinsic(value) }
            }
        )*};
    }

    macro_rules! shifts {
        ($($name:ident => $intrinsic:ident;)*) => {$(
            #[inline(always)]
            unsafe fn $name(self, by: u32) -> Self {
                // SAFETY: the caller vouches for the instruction set.
                unsafe { $intrinsic(self, Self::doubles(by.cast_signed())) }
            }
        )*};
    }

    // SAFETY: 64 bytes.
    unsafe impl Vector for __m512i {
        const N: usize = 64;

        #[inline(always)]
        unsafe fn divide_floats(self, by: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_castps_si512(_mm512_div_ps(_mm512_castsi512_ps(self), _mm512_castsi512_ps(by))) }
        }
        #[inline(always)]
        unsafe fn clamp_floats(self, least: Self, greatest: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let x = _mm512_castsi512_ps(self);
                let numbers = _mm512_cmp_ps_mask::<_CMP_ORD_Q>(x, x);
                let x = _mm512_min_ps(x, _mm512_castsi512_ps(greatest));
                _mm512_castps_si512(_mm512_maskz_max_ps(numbers, x, _mm512_castsi512_ps(least)))
            }
        }
        #[inline(always)]
        unsafe fn in_order(self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
                _mm512_permutexvar_epi32(order, self)
            }
        }
        #[inline(always)]
        unsafe fn floats(value: f32) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_castps_si512(_mm512_set1_ps(value)) }
        }
        #[inline(always)]
        unsafe fn to_floats(self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_castps_si512(_mm512_cvtepi32_ps(self)) }
        }
        #[inline(always)]
        unsafe fn to_doubles(self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_cvttps_epi32(_mm512_castsi512_ps(self)) }
        }
        #[inline(always)]
        unsafe fn multiply_add_floats(self, factor: Self, addend: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let (x, factor, addend) =
                    (_mm512_castsi512_ps(self), _mm512_castsi512_ps(factor), _mm512_castsi512_ps(addend));
                _mm512_castps_si512(_mm512_fmadd_ps(x, factor, addend))
            }
        }
        #[inline(always)]
        unsafe fn with_sign_of(self, others: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_ternarylogic_epi32::<0xEA>(_mm512_set1_epi32(i32::MIN), others, self) }
        }
        #[inline(always)]
        unsafe fn load(from: *const u8) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_loadu_si512(from.cast()) }
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut u8) {
            // SAFETY: the caller's.
            unsafe { _mm512_storeu_si512(to.cast(), self) }
        }
        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_setzero_si512() }
        }
        splats! {
            bytes: i8 => _mm512_set1_epi8;
            words: i16 => _mm512_set1_epi16;
            doubles: i32 => _mm512_set1_epi32;
            quads: i64 => _mm512_set1_epi64;
        }
        methods! {
            xor(other) => _mm512_xor_si512;
            unpack_low_bytes(other) => _mm512_unpacklo_epi8;
            unpack_high_bytes(other) => _mm512_unpackhi_epi8;
            unpack_low_words(other) => _mm512_unpacklo_epi16;
            unpack_high_words(other) => _mm512_unpackhi_epi16;
            pack_doubles(other) => _mm512_packs_epi32;
            pack_words(other) => _mm512_packs_epi16;
            pack_words_unsigned(other) => _mm512_packus_epi16;
            sub_words(other) => _mm512_sub_epi16;
            add_words(other) => _mm512_adds_epi16;
            mul_words_low(other) => _mm512_mullo_epi16;
            mul_words_high(other) => _mm512_mulhi_epi16;
            add_doubles(other) => _mm512_add_epi32;
            sub_doubles(other) => _mm512_sub_epi32;
        }
        shifts! {
            shift_left_doubles => _mm512_sllv_epi32;
            shift_right_doubles => _mm512_srav_epi32;
            shift_down_doubles => _mm512_srlv_epi32;
        }
        #[inline(always)]
        unsafe fn clamp_bytes(self, least: Self, greatest: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_min_epi8(_mm512_max_epi8(self, least), greatest) }
        }
        #[inline(always)]
        unsafe fn clamp_bytes_unsigned(self, least: Self, greatest: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm512_min_epu8(_mm512_max_epu8(self, least), greatest) }
        }
        #[inline(always)]
        unsafe fn mul_add_pairs(self, other: Self, sum: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { dot_words(sum, self, other) }
        }
        #[inline(always)]
        unsafe fn less_where_below(self, threshold: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let below = _mm512_cmplt_epi32_mask(self, threshold);
                _mm512_mask_sub_epi32(self, below, self, _mm512_set1_epi32(1))
            }
        }
        #[inline(always)]
        unsafe fn mul_doubles_high(self, factor: Self, constant: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let even = _mm512_add_epi64(_mm512_mul_epi32(self, factor), constant);
                let odd = _mm512_mul_epi32(_mm512_srli_epi64::<32>(self), factor);
                let odd = _mm512_add_epi64(odd, constant);
                _mm512_mask_shuffle_epi32::<0b11_11_01_01>(odd, 0x5555, even)
            }
        }
    }

    // SAFETY: 32 bytes.
    unsafe impl Vector for __m256i {
        const N: usize = 32;

        #[inline(always)]
        unsafe fn divide_floats(self, by: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_castps_si256(_mm256_div_ps(_mm256_castsi256_ps(self), _mm256_castsi256_ps(by))) }
        }
        #[inline(always)]
        unsafe fn clamp_floats(self, least: Self, greatest: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let x = _mm256_castsi256_ps(self);
                let numbers = _mm256_cmp_ps::<_CMP_ORD_Q>(x, x);
                let x = _mm256_max_ps(_mm256_min_ps(x, _mm256_castsi256_ps(greatest)), _mm256_castsi256_ps(least));
                _mm256_castps_si256(_mm256_and_ps(x, numbers))
            }
        }
        #[inline(always)]
        unsafe fn in_order(self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_permutevar8x32_epi32(self, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)) }
        }
        #[inline(always)]
        unsafe fn floats(value: f32) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_castps_si256(_mm256_set1_ps(value)) }
        }
        #[inline(always)]
        unsafe fn to_floats(self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_castps_si256(_mm256_cvtepi32_ps(self)) }
        }
        #[inline(always)]
        unsafe fn to_doubles(self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_cvttps_epi32(_mm256_castsi256_ps(self)) }
        }
        #[inline(always)]
        unsafe fn multiply_add_floats(self, factor: Self, addend: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let (x, factor, addend) =
                    (_mm256_castsi256_ps(self), _mm256_castsi256_ps(factor), _mm256_castsi256_ps(addend));
                _mm256_castps_si256(_mm256_fmadd_ps(x, factor, addend))
            }
        }
        #[inline(always)]
        unsafe fn with_sign_of(self, others: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_or_si256(_mm256_and_si256(_mm256_set1_epi32(i32::MIN), others), self) }
        }
        #[inline(always)]
        unsafe fn load(from: *const u8) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_loadu_si256(from.cast()) }
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut u8) {
            // SAFETY: the caller's.
            unsafe { _mm256_storeu_si256(to.cast(), self) }
        }
        #[inline(always)]
        unsafe fn zero() -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_setzero_si256() }
        }
        splats! {
            bytes: i8 => _mm256_set1_epi8;
            words: i16 => _mm256_set1_epi16;
            doubles: i32 => _mm256_set1_epi32;
            quads: i64 => _mm256_set1_epi64x;
        }
        methods! {
            xor(other) => _mm256_xor_si256;
            unpack_low_bytes(other) => _mm256_unpacklo_epi8;
            unpack_high_bytes(other) => _mm256_unpackhi_epi8;
            unpack_low_words(other) => _mm256_unpacklo_epi16;
            unpack_high_words(other) => _mm256_unpackhi_epi16;
            pack_doubles(other) => _mm256_packs_epi32;
            pack_words(other) => _mm256_packs_epi16;
            pack_words_unsigned(other) => _mm256_packus_epi16;
            sub_words(other) => _mm256_sub_epi16;
            add_words(other) => _mm256_adds_epi16;
            mul_words_low(other) => _mm256_mullo_epi16;
            mul_words_high(other) => _mm256_mulhi_epi16;
            add_doubles(other) => _mm256_add_epi32;
            sub_doubles(other) => _mm256_sub_epi32;
        }
        shifts! {
            shift_left_doubles => _mm256_sllv_epi32;
            shift_right_doubles => _mm256_srav_epi32;
            shift_down_doubles => _mm256_srlv_epi32;
        }
        #[inline(always)]
        unsafe fn clamp_bytes(self, least: Self, greatest: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_min_epi8(_mm256_max_epi8(self, least), greatest) }
        }
        #[inline(always)]
        unsafe fn clamp_bytes_unsigned(self, least: Self, greatest: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_min_epu8(_mm256_max_epu8(self, least), greatest) }
        }
        #[inline(always)]
        unsafe fn mul_add_pairs(self, other: Self, sum: Self) -> Self {
            // SAFETY: the caller's.
            unsafe { _mm256_add_epi32(_mm256_madd_epi16(self, other), sum) }
        }
        #[inline(always)]
        unsafe fn less_where_below(self, threshold: Self) -> Self {
            // SAFETY: the caller's. The comparison gives −1 where it holds.
            unsafe { _mm256_add_epi32(self, _mm256_cmpgt_epi32(threshold, self)) }
        }
        #[inline(always)]
        unsafe fn mul_doubles_high(self, factor: Self, constant: Self) -> Self {
            // SAFETY: the caller's.
            unsafe {
                let even = _mm256_add_epi64(_mm256_mul_epi32(self, factor), constant);
                let odd = _mm256_mul_epi32(_mm256_srli_epi64::<32>(self), factor);
                let odd = _mm256_add_epi64(odd, constant);
                _mm256_blend_epi32::<0b1010_1010>(_mm256_srli_epi64::<32>(even), odd)
            }
        }
    }
}
