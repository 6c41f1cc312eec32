//! QUANTIZE from floats to bytes on vectors.
//!
//! The same as [`quantize`](crate::reference::quantize::quantize), step by step: the quotient, NaN as 0, a half with its
//! sign, the fraction cut off, the zero point. Quotients are cut first to what stays beyond every byte's range.

#![allow(unsafe_code)]

use crate::elementwise::Machine;
use crate::isa::Isa;
#[cfg(target_arch = "x86_64")]
use crate::isa::Level;
#[cfg(target_arch = "x86_64")]
use crate::math::ALMOST_HALF;
use crate::parallel::{for_each_share, parts};
use crate::quant::QuantizedInteger;
use crate::reference::binary::Affine;
use crate::reference::quantize::quantize as quantize_one;
#[cfg(target_arch = "x86_64")]
use crate::vector::Vector;

/// `out = quantize(input)` of bytes, one scale for all.
///
/// # Panics
/// When elements of `T` are not bytes.
pub fn quantize<T: QuantizedInteger + Send>(machine: Machine<'_>, of: Affine, input: &[f32], out: &mut [T]) {
    assert_eq!(size_of::<T>(), 1, "vectors of bytes hold bytes");
    let len = input.len().min(out.len());
    let Machine { isa, workers, grain } = machine;
    for_each_share(workers, parts(workers, len, grain), &mut out[..len], (len, 1), |range, out| {
        let input = &input[range];
        let done = whole_vectors(isa, of, input, out);
        for (out, &value) in out[done..].iter_mut().zip(&input[done..]) {
            *out = T::from_clamped(quantize_one(value, of, T::RANGE));
        }
    });
}

/// Quantizes as many elements as are whole vectors of bytes; returns how many.
fn whole_vectors<T: QuantizedInteger>(isa: Isa, of: Affine, input: &[f32], out: &mut [T]) -> usize {
    if T::RANGE.clamp(of.zero_point) != of.zero_point {
        return 0;
    }
    match isa.level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the token exists, so the CPU has the features; elements are `i8` or `u8`.
        Level::Avx512Vnni | Level::AmxInt8 => unsafe { x86::avx512(of, input, out) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx2 | Level::AvxVnni => unsafe { x86::avx2(of, input, out) },
        _ => 0,
    }
}

/// Quotients are cut to this and its negative.
#[cfg(target_arch = "x86_64")]
const FAR: f32 = 4096.0;

/// The loop, for the instruction set it is inlined into.
///
/// # Safety
/// The CPU has the instruction set of `V`, and elements of `T` are bytes.
#[inline(always)]
#[cfg(target_arch = "x86_64")]
unsafe fn run_vectors<V: Vector, T: QuantizedInteger>(of: Affine, input: &[f32], out: &mut [T]) -> usize {
    let count = input.len().min(out.len()) / V::N;
    let unsigned = T::RANGE.min == 0;
    let (from, to) = (input.as_ptr().cast::<u8>(), out.as_mut_ptr().cast::<u8>());
    for number in 0..count {
        // SAFETY: the caller vouches for the instruction set; `count` vectors of bytes, from four of floats each.
        unsafe {
            let zero_point = V::words(of.zero_point as i16);
            let from = from.add(4 * V::N * number);
            let first = steps(V::load(from), of).pack_doubles(steps(V::load(from.add(V::N)), of));
            let last = steps(V::load(from.add(2 * V::N)), of).pack_doubles(steps(V::load(from.add(3 * V::N)), of));
            let (first, last) = (first.add_words(zero_point), last.add_words(zero_point));
            let bytes = if unsigned { first.pack_words_unsigned(last) } else { first.pack_words(last) };
            bytes.in_order().store(to.add(V::N * number));
        }
    }
    count * V::N
}

/// Quotients rounded to whole numbers.
///
/// # Safety
/// The CPU has the instruction set of `V`.
#[inline(always)]
#[cfg(target_arch = "x86_64")]
unsafe fn steps<V: Vector>(values: V, of: Affine) -> V {
    // SAFETY: the caller's.
    unsafe {
        let quotient = values.divide_floats(V::floats(of.scale)).clamp_floats(V::floats(-FAR), V::floats(FAR));
        // See `round_to_i32`.
        let half = V::floats(ALMOST_HALF).with_sign_of(quotient);
        quotient.multiply_add_floats(V::floats(1.0), half).to_doubles()
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::run_vectors;
    use crate::quant::QuantizedInteger;
    use crate::reference::binary::Affine;
    use core::arch::x86_64::{__m256i, __m512i};

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni,fma")]
    pub(super) unsafe fn avx512<T: QuantizedInteger>(of: Affine, input: &[f32], out: &mut [T]) -> usize {
        // SAFETY: the features are enabled; `T` is the caller's promise.
        unsafe { run_vectors::<__m512i, T>(of, input, out) }
    }

    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn avx2<T: QuantizedInteger>(of: Affine, input: &[f32], out: &mut [T]) -> usize {
        // SAFETY: as above.
        unsafe { run_vectors::<__m256i, T>(of, input, out) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Turns;
    use proptest::prelude::*;

    fn check<T: QuantizedInteger + Send + core::fmt::Debug>(of: Affine, input: &[f32]) -> Result<(), TestCaseError> {
        let expected: Vec<T> = input.iter().map(|&x| T::from_clamped(quantize_one(x, of, T::RANGE))).collect();
        for isa in Isa::available() {
            for grain in [50, usize::MAX] {
                let mut out = vec![T::from_clamped(0); input.len()];
                quantize(Machine { isa, workers: &Turns, grain }, of, input, &mut out);
                prop_assert_eq!(&out, &expected, "{:?}", isa);
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn floats_are_quantized_as_the_reference_does(
            scale in prop_oneof![Just(0.5f32), Just(1.0), 1e-4f32..2.0, Just(f32::MIN_POSITIVE), Just(1e30)],
            zero_point in -128i32..=127,
            steps in proptest::collection::vec(-600i32..600, 0..300),
            any in proptest::collection::vec(any::<u32>(), 0..200),
        ) {
            // Halves of the scale and their neighbours, and floats of all kinds.
            let near = steps.iter().map(|&step| {
                let half = step.div_euclid(3) as f32 / 2.0 * scale;
                match step.rem_euclid(3) { 0 => half, 1 => half.next_up(), _ => half.next_down() }
            });
            let input: Vec<f32> = near.chain(any.iter().map(|&bits| f32::from_bits(bits))).collect();
            check::<i8>(Affine { scale, zero_point }, &input)?;
            check::<u8>(Affine { scale, zero_point: zero_point + 128 }, &input)?;
        }
    }

    #[test]
    fn what_is_no_number_is_0_and_infinities_saturate() {
        let input: Vec<f32> = [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.0, f32::MAX, f32::MIN, 5e-39]
            .into_iter()
            .cycle()
            .take(160)
            .collect();
        check::<i8>(Affine { scale: 0.1, zero_point: 3 }, &input).unwrap();
        check::<u8>(Affine { scale: f32::INFINITY, zero_point: 3 }, &input).unwrap();
    }
}
