//! SOFTMAX over the last axis.
//!
//! Sources: `activations.cc` (parameters), `internal/reference/softmax.h`. 8 bits: gemmlowp fixed point, the
//! exponentials of all 256 differences tabulated. 16 bits: two piecewise linear tables. Floats: `f32` throughout,
//! added up in order.

use super::lut::PiecewiseTable;
use crate::fixed_point::{Reciprocal, exp_of_negative_q5_26};
use crate::half::HalfFormat;
use crate::math;
use crate::quant::{
    Multiplier, QuantizedInteger, rounding_divide_by_pot, saturating_rounding_doubling_high_mul as mul,
};

/// How differences of 8-bit inputs become Q5.26 (`PreprocessSoftmaxScaling`, `CalculateInputRadius`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Scaling {
    pub(super) multiplier: Multiplier,
    /// The greatest distance that still fits after scaling; beyond it the exponential counts as 0.
    pub(super) radius: i32,
}

impl Scaling {
    /// `None` unless `beta · scale` is positive, finite and at least 2^−26.
    pub(super) fn new(beta: f32, input_scale: f32) -> Option<Self> {
        const INTEGER_BITS: i32 = 5;
        let scaled = f64::from(beta) * f64::from(input_scale) * f64::from(1 << (31 - INTEGER_BITS));
        let multiplier = Multiplier::from_real(scaled.min(f64::from(i32::MAX)));
        // The reference demands a multiplier above one, that is differences of at least 2^−26.
        if !(scaled > 0.0 && multiplier.exponent >= 0) {
            return None;
        }
        let radius = libm::floor(
            f64::from((1 << INTEGER_BITS) - 1) * f64::from(1 << (31 - INTEGER_BITS))
                / (1i64 << multiplier.exponent.min(62)) as f64,
        );
        Some(Self { multiplier, radius: radius as i32 })
    }

    /// A difference in Q5.26.
    #[inline]
    pub(super) fn scaled(self, difference: i32) -> i32 {
        mul(difference.wrapping_shl(self.multiplier.exponent.cast_unsigned()), self.multiplier.mantissa)
    }
}

/// SOFTMAX of 8-bit inputs: `e^(beta · scale · −d)` in Q0.31 for each distance `d` below a row's greatest value.
#[derive(Clone, Debug)]
pub struct Softmax8 {
    exponentials: [i32; 256],
}

impl Softmax8 {
    /// The table for a positive `beta` and scale; `None` if their product is not positive and finite.
    #[must_use]
    pub fn new(beta: f32, input_scale: f32) -> Option<Self> {
        let scaling = Scaling::new(beta, input_scale)?;
        let mut exponentials = [0; 256];
        for (distance, entry) in (0i32..).zip(&mut exponentials) {
            if distance <= scaling.radius {
                *entry = exp_of_negative_q5_26(scaling.scaled(-distance));
            }
        }
        Some(Self { exponentials })
    }

    /// `e^-d`, Q0.31, for every distance.
    pub(crate) fn exponentials(&self) -> &[i32; 256] {
        &self.exponentials
    }

    /// `e^-d`, Q0.31.
    #[inline(always)]
    pub(super) fn exponential<I: QuantizedInteger>(&self, value: I, greatest: i32) -> i32 {
        // Both have the same 8-bit type, so the difference fits 8 bits.
        let distance = greatest.wrapping_sub(value.into()) as u8;
        self.exponentials[usize::from(distance)]
    }

    /// One row, output scale `2^-bits(O)`, zero point the least `O`. `input` and `out` have the same length.
    pub fn row<I: QuantizedInteger, O: QuantizedInteger>(&self, input: &[I], out: &mut [O]) {
        let scale = self.scale_of(input);
        for (out, &value) in out.iter_mut().zip(input) {
            *out = scale.output(self.exponential(value, scale.greatest));
        }
    }

    /// [`row`](Self::row), over its own input.
    pub fn row_in_place<T: QuantizedInteger>(&self, values: &mut [T]) {
        let scale = self.scale_of(values);
        for value in values {
            *value = scale.output(self.exponential(*value, scale.greatest));
        }
    }

    /// What the elements of this row have in common.
    #[inline(always)]
    pub(crate) fn scale_of<I: QuantizedInteger>(&self, input: &[I]) -> RowScale {
        let greatest = input.iter().copied().max().map_or(0, Into::into);
        RowScale { greatest, reciprocal: Reciprocal::of(self.sum(input, greatest), 12) }
    }

    /// The sum of a row's exponentials, Q12.19. The reference wraps at 4096 exponentials of 1, long after 8-bit outputs
    /// have become 0.
    #[inline(always)]
    pub(super) fn sum<I: QuantizedInteger>(&self, input: &[I], greatest: i32) -> u32 {
        input.iter().fold(0u32, |sum, &value| {
            let term = rounding_divide_by_pot(self.exponential(value, greatest), 12);
            sum.saturating_add(term.cast_unsigned())
        })
    }
}

/// What a row's elements have in common.
pub(crate) struct RowScale {
    greatest: i32,
    reciprocal: Reciprocal,
}

impl RowScale {
    /// The row's greatest value.
    pub(crate) fn greatest(&self) -> i32 {
        self.greatest
    }

    /// The result for one exponential.
    #[inline(always)]
    pub(crate) fn output<O: QuantizedInteger>(&self, exponential: i32) -> O {
        let bits = if O::RANGE.max > 255 { 16 } else { 8 };
        let exponent = self.reciprocal.bits_over_unit + 31 - bits;
        let quotient = mul(self.reciprocal.mantissa, exponential);
        // Above 31 (a sum of 512 and more) the reference aborts; the result is below half a step.
        let steps = match u32::try_from(exponent) {
            Ok(shift @ 0..=31) => rounding_divide_by_pot(quotient, shift),
            _ => 0,
        };
        O::from_clamped(O::RANGE.clamp(steps.saturating_add(O::RANGE.min)))
    }
}

/// SOFTMAX of `i16` inputs, output scale 2^−15.
#[derive(Clone, Debug)]
pub struct Softmax16 {
    /// Input differences to steps of 10/65535.
    multiplier: Multiplier,
    /// `e^x` for x in [−10, 0], Q0.15.
    exponential: PiecewiseTable,
    /// `1 / (1 + x)` for x in [0, 1], Q0.15.
    reciprocal: PiecewiseTable,
}

impl Softmax16 {
    /// The tables; `None` when `beta · scale` is out of range.
    #[must_use]
    pub fn new(beta: f32, input_scale: f32) -> Option<Self> {
        const STEPS: f64 = 65535.0;
        let real = f64::from(input_scale * beta) / (10.0 / STEPS);
        let multiplier = Multiplier::from_real(real);
        (real.is_finite() && multiplier.is_applicable()).then(|| Self {
            multiplier,
            exponential: PiecewiseTable::of_f64((10.0 / STEPS, i16::MAX.into()), (2.0 / STEPS, 0), libm::exp),
            reciprocal: PiecewiseTable::of_f64((1.0 / STEPS, i16::MIN.into()), (2.0 / STEPS, 0), |x| 1.0 / (1.0 + x)),
        })
    }

    #[inline]
    fn exponential(&self, value: i16, greatest: i32) -> i16 {
        let scaled = self.multiplier.apply(i32::from(value) - greatest);
        let centred = scaled.saturating_add(i16::MAX.into());
        self.exponential.get(centred.clamp(i16::MIN.into(), i16::MAX.into()) as i16)
    }

    /// One row; `out` first holds the exponentials.
    pub fn row(&self, input: &[i16], out: &mut [i16]) {
        out.copy_from_slice(input);
        self.row_in_place(out);
    }

    /// [`row`](Self::row), over its own input.
    pub fn row_in_place(&self, values: &mut [i16]) {
        let greatest = values.iter().copied().max().map_or(0, i32::from);
        // Q16.15.
        let mut sum = 0i32;
        for value in values.iter_mut() {
            *value = self.exponential(*value, greatest);
            sum = sum.saturating_add((*value).into());
        }
        // Never 0: the greatest element's exponential is 1, hence 1..=16 leading zeros.
        let headroom = sum.leading_zeros().clamp(1, 30);
        let normalised = ((i64::from(sum) << (headroom - 1)) + (1 << 13)) >> 14;
        // x = sum − 1 in [0, 65535], centred for the table.
        let centred = (normalised - ((1 << 15) + (1 << 16))).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        let reciprocal = i64::from(self.reciprocal.get(centred));
        let shift = 31 - headroom;
        let half = 1i64 << (shift - 1);
        for value in values {
            let scaled = ((i64::from(*value) * reciprocal + half) >> shift) as i32;
            *value = scaled.clamp(0, i16::MAX.into()) as i16;
        }
    }
}

/// One row of floats in place: `e^(beta · (x − max))` over their sum.
pub fn row_f32_in_place(values: &mut [f32], beta: f32) {
    let greatest = values.iter().fold(f32::MIN, |greatest, &x| if greatest < x { x } else { greatest });
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = math::exp((*value - greatest) * beta);
        sum += *value;
    }
    for value in values {
        *value /= sum;
    }
}

/// One row of 16-bit floats in place: the sum is of `f32`, the exponentials are rounded before the division.
pub fn row_half_in_place<H: HalfFormat>(values: &mut [u16], beta: f32) {
    let greatest = values.iter().fold(-H::MAX, |greatest, &x| {
        let x = H::widen(x);
        if greatest < x { x } else { greatest }
    });
    let mut sum = 0.0;
    for value in values.iter_mut() {
        let exponential = math::exp((H::widen(*value) - greatest) * beta);
        *value = H::narrow(exponential);
        sum += exponential;
    }
    for value in values {
        *value = H::narrow(H::widen(*value) / sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::half::Float16;
    use proptest::prelude::*;

    fn real_softmax(scaled: &[f64]) -> Vec<f64> {
        let greatest = scaled.iter().copied().fold(f64::MIN, f64::max);
        let sum: f64 = scaled.iter().map(|x| (x - greatest).exp()).sum();
        scaled.iter().map(|x| (x - greatest).exp() / sum).collect()
    }

    proptest! {
        #[test]
        fn eight_bits_are_within_a_step(row in proptest::collection::vec(any::<i8>(), 1..40), scale in 0.001f32..0.5, beta in 0.1f32..2.0) {
            let softmax = Softmax8::new(beta, scale).unwrap();
            let expected = real_softmax(&row.iter().map(|&q| f64::from(q) * f64::from(scale * beta)).collect::<Vec<_>>());
            let (mut narrow, mut wide) = (vec![0i8; row.len()], vec![0i16; row.len()]);
            softmax.row(&row, &mut narrow);
            softmax.row(&row, &mut wide);
            for ((&p, &narrow), &wide) in expected.iter().zip(&narrow).zip(&wide) {
                prop_assert!((f64::from(narrow) + 128.0 - (p * 256.0).min(255.0)).abs() < 1.01);
                prop_assert!((f64::from(wide) + 32768.0 - (p * 65536.0).min(65535.0)).abs() < 8.0);
            }
            let mut values = row;
            softmax.row_in_place(&mut values);
            prop_assert_eq!(values, narrow);
        }

        #[test]
        fn sixteen_bits_are_close(row in proptest::collection::vec(any::<i16>(), 1..40), scale in 0.00001f32..0.001) {
            let softmax = Softmax16::new(1.0, scale).unwrap();
            let expected = real_softmax(&row.iter().map(|&q| f64::from(q) * f64::from(scale)).collect::<Vec<_>>());
            let mut out = vec![0; row.len()];
            softmax.row(&row, &mut out);
            for (&p, &q) in expected.iter().zip(&out) {
                // Differences beyond −10 count as −10, which adds up.
                let slack = 16.0 + 2.0 * row.len() as f64;
                prop_assert!((f64::from(q) - (p * 32768.0).min(32767.0)).abs() < slack, "{p} {q}");
            }
        }

        #[test]
        fn no_scales_make_the_arithmetic_overflow(
            row in proptest::collection::vec(any::<i16>(), 0..10), bits in 1u32..0x7F80_0000, beta in any::<f32>(),
        ) {
            // Overflow checks are on in tests.
            let scale = f32::from_bits(bits);
            if let Some(softmax) = Softmax8::new(beta, scale) {
                softmax.row_in_place(&mut row.iter().map(|&q| q as i8).collect::<Vec<_>>());
            }
            if let Some(softmax) = Softmax16::new(beta, scale) {
                softmax.row_in_place(&mut row.clone());
            }
        }

        #[test]
        fn floats_add_up_to_one(row in proptest::collection::vec(-10f32..10.0, 1..40)) {
            let mut values = row.clone();
            row_f32_in_place(&mut values, 1.0);
            prop_assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            let mut halves: Vec<u16> = row.iter().map(|&x| Float16::narrow(x)).collect();
            row_half_in_place::<Float16>(&mut halves, 1.0);
            for (&half, &value) in halves.iter().zip(&values) {
                prop_assert!((Float16::widen(half) - value).abs() < 0.02);
            }
        }
    }

    #[test]
    fn rows_where_the_reference_aborts_give_zero() {
        let softmax = Softmax8::new(1.0, 0.1).unwrap();
        for length in [600, 9000] {
            let mut values = vec![5i8; length];
            softmax.row_in_place(&mut values);
            assert!(values.iter().all(|&q| q == -128));
        }
    }

    #[test]
    fn empty_rows_are_left_alone() {
        Softmax8::new(1.0, 0.1).unwrap().row_in_place::<i8>(&mut []);
        Softmax16::new(1.0, 0.1).unwrap().row_in_place(&mut []);
        row_f32_in_place(&mut [], 1.0);
    }

    #[test]
    fn a_multiplier_must_be_above_one() {
        assert!(Softmax8::new(-1.0, 0.1).is_none());
        assert!(Softmax8::new(0.0, 0.1).is_none());
        assert!(Softmax8::new(f32::NAN, 0.1).is_none());
        assert!(Softmax8::new(1.0, 1e-12).is_none());
        assert!(Softmax16::new(f32::INFINITY, 0.1).is_none());
    }
}
