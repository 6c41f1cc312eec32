//! Quantization of float inputs at run time, for hybrid layers, on vectors: the numbers of
//! [`reference::hybrid`](crate::reference::hybrid).
//!
//! Values are cut to the range before they are rounded: its ends are whole numbers, so that changes nothing.

#![allow(unsafe_code)]

use crate::isa::Isa;
use crate::linear::HybridInput;
use crate::parallel::{Workers, for_each_share, parts, share};
use crate::reference::hybrid::{InputQuantization, OF_ZEROS, Steps};
use crate::requantize::Narrow;
use crate::simd::{Simd, SimdTask, Visitor, halved, with_simd};

/// Values that are worth a thread: some microseconds.
pub(crate) const GRAIN: usize = if cfg!(test) { 1 << 6 } else { 3 << 10 };

/// Most threads that share values.
const THREADS: usize = 32;

/// Vectors of a block.
const VECTORS: usize = 4;

/// Quantizes `values` to the reference's numbers, on an instruction set with vectors. Every byte is then xored with
/// `flip`: 0x80 makes bytes without a sign, 128 greater than the numbers.
///
/// # Panics
/// When there is no room for as many bytes as values.
pub fn to_bytes(
    isa: Isa,
    how: HybridInput,
    values: &[f32],
    (bytes, flip): (&mut [u8], u8),
    workers: &dyn Workers,
) -> InputQuantization {
    quantize(isa, how, (values, flip), bytes, workers)
}

/// Quantizes `values` to whole numbers, the zero point less than the reference's, on an instruction set with vectors.
///
/// # Panics
/// When there is no room for as many numbers as values.
pub fn to_floats(
    isa: Isa,
    how: HybridInput,
    values: &[f32],
    numbers: &mut [f32],
    workers: &dyn Workers,
) -> InputQuantization {
    quantize(isa, how, (values, 0), numbers, workers)
}

/// Quantizes `values`, and xors bytes with `flip`.
fn quantize<T: Quantized>(
    isa: Isa,
    how: HybridInput,
    (values, flip): (&[f32], u8),
    quantized: &mut [T],
    workers: &dyn Workers,
) -> InputQuantization {
    let quantized = &mut quantized[..values.len()];
    let count = parts(workers, values.len(), GRAIN).min(THREADS);
    if count == 1 {
        return with_simd(isa, Whole { how, flip, values, quantized }).unwrap_or(OF_ZEROS);
    }
    let mut ranges = [(0.0, 0.0); THREADS];
    for_each_share(workers, count, &mut ranges[..count], (count, 1), |part, ranges| {
        for (range_of_part, part) in ranges.iter_mut().zip(part) {
            let values = &values[share(values.len(), count, part)];
            *range_of_part = with_simd(isa, Range(values)).unwrap_or_default();
        }
    });
    let of_two = |a: (f32, f32), b: &(f32, f32)| (a.0.min(b.0), a.1.max(b.1));
    let steps = Steps::new(how, ranges[..count].iter().fold((f32::NAN, f32::NAN), of_two));
    for_each_share(workers, count, quantized, (values.len(), 1), |part, quantized| {
        with_simd(isa, Quantize { steps, flip, values: &values[part], quantized });
    });
    steps.found
}

/// The least and the greatest of values, NaN left out; NaN if there is nothing else, zeros if there is nothing.
struct Range<'a>(&'a [f32]);

impl Visitor for Range<'_> {
    type Output = (f32, f32);

    fn visit<S: Simd>(self, simd: S) -> (f32, f32) {
        simd.enter(self)
    }
}

impl<S: Simd> SimdTask<S> for Range<'_> {
    type Output = (f32, f32);

    #[inline(always)]
    fn run(self, simd: S) -> (f32, f32) {
        let Self(values) = self;
        if values.is_empty() {
            return (0.0, 0.0);
        }
        let mut least = [simd.splat_float(f32::INFINITY); VECTORS];
        let mut greatest = [simd.splat_float(f32::NEG_INFINITY); VECTORS];
        let mut first = 0;
        while first + VECTORS * S::LANES <= values.len() {
            for (i, (least, greatest)) in least.iter_mut().zip(&mut greatest).enumerate() {
                // SAFETY: a block of the values.
                let vector = unsafe { simd.load(values.as_ptr().add(first + i * S::LANES).cast()) };
                *least = simd.lesser(*least, vector);
                *greatest = simd.greater(*greatest, vector);
            }
            first += VECTORS * S::LANES;
        }
        while first < values.len() {
            let count = (values.len() - first).min(S::LANES);
            // SAFETY: so many values are left.
            let vector = unsafe { simd.load_front(values.as_ptr().add(first), count, f32::NAN) };
            least[0] = simd.lesser(least[0], vector);
            greatest[0] = simd.greater(greatest[0], vector);
            first += S::LANES;
        }
        let least = simd.lesser(simd.lesser(least[0], least[1]), simd.lesser(least[2], least[3]));
        let greatest = simd.greater(simd.greater(greatest[0], greatest[1]), simd.greater(greatest[2], greatest[3]));
        let (mut least_lanes, mut greatest_lanes) = ([f32::INFINITY; 16], [f32::NEG_INFINITY; 16]);
        // SAFETY: a vector has at most 16 lanes.
        unsafe {
            simd.store(least, least_lanes.as_mut_ptr().cast(), S::LANES);
            simd.store(greatest, greatest_lanes.as_mut_ptr().cast(), S::LANES);
        }
        let (least, greatest) = (
            halved(least_lanes, |a, b| if b < a { b } else { a }),
            halved(greatest_lanes, |a, b| if b > a { b } else { a }),
        );
        if least > greatest { (f32::NAN, f32::NAN) } else { (least, greatest) }
    }
}

/// A range and what is quantized with it, one after the other.
struct Whole<'a, T> {
    how: HybridInput,
    flip: u8,
    values: &'a [f32],
    quantized: &'a mut [T],
}

impl<T: Quantized> Visitor for Whole<'_, T> {
    type Output = InputQuantization;

    fn visit<S: Simd>(self, simd: S) -> InputQuantization {
        simd.enter(self)
    }
}

impl<S: Simd, T: Quantized> SimdTask<S> for Whole<'_, T> {
    type Output = InputQuantization;

    #[inline(always)]
    fn run(self, simd: S) -> InputQuantization {
        let Self { how, flip, values, quantized } = self;
        let steps = Steps::new(how, Range(values).run(simd));
        Quantize { steps, flip, values, quantized }.run(simd);
        steps.found
    }
}

struct Quantize<'a, T> {
    steps: Steps,
    flip: u8,
    values: &'a [f32],
    /// As many.
    quantized: &'a mut [T],
}

impl<T: Quantized> Visitor for Quantize<'_, T> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

impl<S: Simd, T: Quantized> SimdTask<S> for Quantize<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { steps, flip, values, quantized } = self;
        let (from, to, len) = (values.as_ptr(), quantized.as_mut_ptr(), values.len().min(quantized.len()));
        let narrow = Narrow { zero_point: steps.found.zero_point.into(), flip, ..Narrow::WHOLE };
        let mut first = 0;
        while first + VECTORS * S::LANES <= len {
            let mut block = [simd.splat(0); VECTORS];
            // SAFETY: a block of the values, and of the numbers.
            unsafe {
                for (i, vector) in block.iter_mut().enumerate() {
                    *vector = rounded(simd, simd.load(from.add(first + i * S::LANES).cast()), &steps);
                }
                T::store(simd, block, narrow, to.add(first));
            }
            first += VECTORS * S::LANES;
        }
        while first < len {
            let count = (len - first).min(S::LANES);
            // SAFETY: so many values and numbers are left.
            unsafe {
                let vector = rounded(simd, simd.load_front(from.add(first), count, 0.0), &steps);
                T::store_front(simd, vector, narrow, (to.add(first), count));
            }
            first += S::LANES;
        }
    }
}

/// The steps nearest to values, from the zero point on.
#[inline(always)]
fn rounded<S: Simd>(simd: S, values: S::Vector, steps: &Steps) -> S::Vector {
    let (least, greatest) = steps.range;
    let exact = simd.multiply_floats(values, simd.splat_float(steps.factor));
    simd.round(simd.clamp(exact, least as f32, greatest as f32))
}

/// What a quantized input is kept as.
trait Quantized: Copy + Send + Sync + 'static {
    /// Writes a block of vectors of steps, bytes as `narrow` says.
    ///
    /// # Safety
    /// As many numbers can be written there.
    unsafe fn store<S: Simd>(simd: S, steps: [S::Vector; VECTORS], narrow: Narrow, to: *mut Self);

    /// Writes the first lanes of a vector of steps, as many as `to` says.
    ///
    /// # Safety
    /// As many numbers can be written there.
    unsafe fn store_front<S: Simd>(simd: S, steps: S::Vector, narrow: Narrow, to: (*mut Self, usize));
}

impl Quantized for u8 {
    #[inline(always)]
    unsafe fn store<S: Simd>(simd: S, steps: [S::Vector; VECTORS], narrow: Narrow, to: *mut u8) {
        // SAFETY: the caller's promise.
        unsafe { simd.store_apart(steps, to, S::LANES, narrow) }
    }

    #[inline(always)]
    unsafe fn store_front<S: Simd>(simd: S, steps: S::Vector, narrow: Narrow, (to, count): (*mut u8, usize)) {
        // SAFETY: the caller's promise.
        unsafe { simd.store_narrow([steps], to, count, narrow) }
    }
}

impl Quantized for f32 {
    #[inline(always)]
    unsafe fn store<S: Simd>(simd: S, steps: [S::Vector; VECTORS], _narrow: Narrow, to: *mut f32) {
        for (i, steps) in steps.into_iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe { simd.store(simd.to_floats(steps), to.add(i * S::LANES).cast(), S::LANES) }
        }
    }

    #[inline(always)]
    unsafe fn store_front<S: Simd>(simd: S, steps: S::Vector, _narrow: Narrow, (to, count): (*mut f32, usize)) {
        // SAFETY: the caller's promise.
        unsafe { simd.store(simd.to_floats(steps), to.cast(), count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;
    use crate::reference::hybrid;
    use crate::testing::Turns;
    use proptest::prelude::*;

    fn check(how: HybridInput, values: &[f32]) -> Result<(), TestCaseError> {
        let mut expected = vec![0i8; values.len()];
        let of_reference = hybrid::quantize(how, values, &mut expected);
        let same = |found: InputQuantization| {
            let (scale, expected) = (found.scale, of_reference.scale);
            found.zero_point == of_reference.zero_point && (scale == expected || scale.is_nan() && expected.is_nan())
        };
        for isa in Isa::available().filter(|&isa| isa != Isa::SCALAR) {
            for workers in [&Serial as &dyn Workers, &Turns] {
                let (mut bytes, mut floats) = (vec![0x55u8; values.len()], vec![5.5f32; values.len()]);
                let found = [
                    to_bytes(isa, how, values, (&mut bytes, 0x80), workers),
                    to_floats(isa, how, values, &mut floats, workers),
                ];
                prop_assert!(found.into_iter().all(same), "{:?} {:?} {:?}", isa, found, of_reference);
                for ((&expected, byte), float) in expected.iter().zip(bytes).zip(floats) {
                    prop_assert_eq!(i32::from(expected), i32::from(byte) - 128, "{:?}", isa);
                    prop_assert_eq!(f32::from(expected) - f32::from(found[0].zero_point), float, "{:?}", isa);
                }
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn values_are_quantized_as_the_reference_does(
            steps in proptest::collection::vec(-300i32..300, 0..400),
            scale in prop_oneof![Just(0.25f32), 1e-4f32..2.0, Just(f32::MIN_POSITIVE), Just(1e36)],
            shift in prop_oneof![Just(0f32), -400f32..400.0],
        ) {
            // Halves of a step and their neighbours.
            let values: Vec<f32> = steps.iter().map(|&step| {
                let half = (step.div_euclid(3) as f32 / 2.0 + shift) * scale;
                match step.rem_euclid(3) { 0 => half, 1 => half.next_up(), _ => half.next_down() }
            }).collect();
            check(HybridInput::Symmetric, &values)?;
            check(HybridInput::Asymmetric, &values)?;
        }

        #[test]
        fn floats_of_all_kinds_are_quantized_as_the_reference_does(
            bits in proptest::collection::vec(any::<u32>(), 0..300), only in 0usize..4,
        ) {
            let of_kind = |bits: u32| match only {
                0 => bits,
                1 => bits & 0x807f_ffff,
                2 => bits | 0x7fc0_0000,
                _ => bits & 0x8000_0000,
            };
            let values: Vec<f32> = bits.into_iter().map(|bits| f32::from_bits(of_kind(bits))).collect();
            check(HybridInput::Symmetric, &values)?;
            check(HybridInput::Asymmetric, &values)?;
        }
    }

    #[test]
    fn nan_among_numbers_is_0() {
        let values: Vec<f32> = (0..200).map(|i| if i % 7 == 0 { f32::NAN } else { i as f32 - 50.0 }).collect();
        check(HybridInput::Symmetric, &values).unwrap();
        check(HybridInput::Asymmetric, &values).unwrap();
    }
}
