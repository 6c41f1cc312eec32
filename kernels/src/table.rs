//! Looking up 256-entry tables: every unary operator on 8-bit tensors.
//!
//! AVX-512 VBMI looks up 128 entries with one instruction (`vpermi2b`), so two of them and a blend by the index's
//! upper bit make 64 elements. AVX2 looks up 16 entries with one instruction (`vpshufb`): sixteen of them, and a tree
//! of blends by the four upper bits. Anything else reads the table element by element.

#![allow(unsafe_code)]

use crate::isa::Isa;
#[cfg(target_arch = "x86_64")]
use crate::isa::Level;
use crate::parallel::{Workers, for_each_share, parts};
use crate::reference::lut::ByteTable;

/// Elements below which a thread of its own does not pay.
const GRAIN: usize = 1 << 15;

/// `out = table(input)`, on the bits of 8-bit elements.
pub fn lookup(isa: Isa, workers: &dyn Workers, table: &ByteTable, input: &[u8], out: &mut [u8]) {
    let len = out.len();
    for_each_share(workers, parts(workers, len, GRAIN), out, (len, 1), |range, out| {
        // Shorter inputs leave the rest of the output alone, as the reference.
        let input = input.get(range.start.min(input.len())..range.end.min(input.len())).unwrap_or_default();
        lookup_part(isa, table, input, out);
    });
}

/// `values = table(values)`.
pub fn lookup_in_place(isa: Isa, workers: &dyn Workers, table: &ByteTable, values: &mut [u8]) {
    let len = values.len();
    for_each_share(workers, parts(workers, len, GRAIN), values, (len, 1), |_, values| {
        in_place_part(isa, table, values);
    });
}

fn lookup_part(isa: Isa, table: &ByteTable, input: &[u8], out: &mut [u8]) {
    let len = input.len().min(out.len());
    let (input, out) = (&input[..len], &mut out[..len]);
    match isa.level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the token exists, so the CPU has VBMI; both pointers are valid for `len` bytes.
        Level::Avx512Vnni | Level::AmxInt8 => unsafe {
            x86::avx512(table.entries(), input.as_ptr(), out.as_mut_ptr(), len)
        },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above, with AVX2.
        Level::Avx2 | Level::AvxVnni => unsafe { x86::avx2(table.entries(), input.as_ptr(), out.as_mut_ptr(), len) },
        _ => table.lookup(input, out),
    }
}

fn in_place_part(isa: Isa, table: &ByteTable, values: &mut [u8]) {
    let len = values.len();
    let start = values.as_mut_ptr();
    match isa.level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the token exists, so the CPU has VBMI; the pointer is valid for `len` bytes, and each element is read
        // before it is written.
        Level::Avx512Vnni | Level::AmxInt8 => unsafe { x86::avx512(table.entries(), start, start, len) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above, with AVX2.
        Level::Avx2 | Level::AvxVnni => unsafe { x86::avx2(table.entries(), start, start, len) },
        _ => table.lookup_in_place(values),
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use core::arch::x86_64::*;

    /// Looks up `len` elements.
    ///
    /// # Safety
    /// `input` and `out` are valid for `len` bytes; they are the same or do not overlap.
    #[target_feature(enable = "avx512f,avx512bw,avx512vbmi")]
    pub(super) unsafe fn avx512(table: &[u8; 256], input: *const u8, out: *mut u8, len: usize) {
        // SAFETY: four quarters of the table.
        let [t0, t1, t2, t3] = [0, 64, 128, 192].map(|at| unsafe { _mm512_loadu_si512(table.as_ptr().add(at).cast()) });
        let look = |index: __m512i| {
            let lower = _mm512_permutex2var_epi8(t0, index, t1);
            let upper = _mm512_permutex2var_epi8(t2, index, t3);
            _mm512_mask_blend_epi8(_mm512_movepi8_mask(index), lower, upper)
        };
        let mut at = 0;
        while at + 64 <= len {
            // SAFETY: 64 elements from `at` on are inside.
            unsafe {
                let index = _mm512_loadu_si512(input.add(at).cast());
                _mm512_storeu_si512(out.add(at).cast(), look(index));
            }
            at += 64;
        }
        if at < len {
            let mask = (1u64 << (len - at)) - 1;
            // SAFETY: masked elements are neither read nor written.
            unsafe {
                let index = _mm512_maskz_loadu_epi8(mask, input.add(at).cast());
                _mm512_mask_storeu_epi8(out.add(at).cast(), mask, look(index));
            }
        }
    }

    /// Looks up `len` elements.
    ///
    /// # Safety
    /// `input` and `out` are valid for `len` bytes; they are the same or do not overlap.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn avx2(table: &[u8; 256], input: *const u8, out: *mut u8, len: usize) {
        let row = |row: usize| {
            // SAFETY: one of the sixteen rows of the table.
            _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(table.as_ptr().add(16 * row).cast()) })
        };
        let nibble = _mm256_set1_epi8(0x0F);
        let mut at = 0;
        while at + 32 <= len {
            // SAFETY: 32 elements from `at` on are inside.
            let index = unsafe { _mm256_loadu_si256(input.add(at).cast()) };
            // `vpblendvb` chooses by the uppermost bit of each byte: bits 4, 5, 6 are shifted there.
            let bits = [_mm256_slli_epi16::<3>(index), _mm256_slli_epi16::<2>(index), _mm256_slli_epi16::<1>(index)];
            let column = _mm256_and_si256(index, nibble);
            let look = |number: usize| _mm256_shuffle_epi8(row(number), column);
            let two = |first: usize| _mm256_blendv_epi8(look(first), look(first + 1), bits[0]);
            let four = |first: usize| _mm256_blendv_epi8(two(first), two(first + 2), bits[1]);
            let eight = |first: usize| _mm256_blendv_epi8(four(first), four(first + 4), bits[2]);
            let found = _mm256_blendv_epi8(eight(0), eight(8), index);
            // SAFETY: as above.
            unsafe { _mm256_storeu_si256(out.add(at).cast(), found) };
            at += 32;
        }
        while at < len {
            // SAFETY: `at` is inside.
            unsafe { *out.add(at) = table[usize::from(*input.add(at))] };
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;

    #[test]
    fn every_instruction_set_reads_the_same_entries() {
        // Not monotone, and each entry once.
        let table = ByteTable::of_integers::<u8, u8>(|q| (q * 73 + 41) & 0xFF);
        let input: Vec<u8> = (0..1000u32).map(|i| (i * 151 + i / 256) as u8).collect();
        for isa in Isa::available() {
            for len in (0..=200).chain([999, 1000]) {
                let mut expected = vec![7; len];
                table.lookup(&input[..len], &mut expected);
                let mut out = vec![7; len];
                lookup(isa, &Serial, &table, &input[..len], &mut out);
                assert_eq!(out, expected, "{isa:?}, {len} elements");
                let mut values = input[..len].to_vec();
                lookup_in_place(isa, &Serial, &table, &mut values);
                assert_eq!(values, expected, "{isa:?}, {len} elements in place");
            }
        }
    }
}
