//! MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_PROD, REDUCE_ANY and REDUCE_ALL over any set of axes.
//!
//! All take a dense input of [`Reduction::inputs`] elements and write [`Reduction::outputs`] elements.
//! Sources: `tflite/kernels/reduce.cc` and `internal/reference/reduce.h`; for the quantized sum
//! `internal/optimized/reduce.h`, because the reference reads its data with the wrong type.

use super::arithmetic::Arithmetic;
use crate::math;
use crate::quant::{ClampRange, Multiplier, QuantizedInteger};
use crate::reduce_axes::Reduction;
use crate::scaling::Scaling;

/// A type whose elements REDUCE_MAX and REDUCE_MIN compare.
pub trait Ordered: Copy + PartialOrd {
    /// The least finite value: what a maximum starts with.
    const LEAST: Self;
    /// The greatest finite value: what a minimum starts with.
    const GREATEST: Self;
}

macro_rules! ordered {
    ($($number:ty),*) => {$(
        impl Ordered for $number {
            const LEAST: Self = <$number>::MIN;
            const GREATEST: Self = <$number>::MAX;
        }
    )*};
}

ordered!(i8, u8, i16, i32, i64, f32);

/// The greatest element. NaN never replaces another value, and only a reduction over every axis starts with
/// the first element rather than with the least finite value: there a leading NaN stays, and minus infinity
/// can win. An empty reduction gives the least finite value.
pub fn max<T: Ordered>(reduction: &Reduction, input: &[T], output: &mut [T]) {
    select(reduction, input, output, T::LEAST, |element, current| element > current);
}

/// The least element; the mirror image of [`max`].
pub fn min<T: Ordered>(reduction: &Reduction, input: &[T], output: &mut [T]) {
    select(reduction, input, output, T::GREATEST, |element, current| element < current);
}

fn select<T: Copy>(reduction: &Reduction, input: &[T], output: &mut [T], start: T, replaces: impl Fn(T, T) -> bool) {
    let start = match input.first() {
        Some(&first) if reduction.reduces_every_axis() => first,
        _ => start,
    };
    output.fill(start);
    reduction.fold(input, output, |current, element| if replaces(element, current) { element } else { current });
}

/// A type that SUM adds without rescaling.
pub trait Summand: Copy {
    /// The sum of nothing.
    const ZERO: Self;

    /// The sum; integers wrap.
    fn add(self, other: Self) -> Self;
}

macro_rules! wrapping_summand {
    ($($integer:ty),*) => {$(
        impl Summand for $integer {
            const ZERO: Self = 0;

            #[inline]
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
        }
    )*};
}

wrapping_summand!(i32, i64);

impl Summand for f32 {
    const ZERO: Self = 0.0;

    #[inline]
    fn add(self, other: Self) -> Self {
        self + other
    }
}

/// The sum in the elements' own type, added in memory order.
pub fn sum<T: Summand>(reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(T::ZERO);
    reduction.fold(input, output, T::add);
}

/// The product in the elements' own type, multiplied in memory order; integers wrap. 1 for an empty input.
pub fn product<T: Arithmetic>(reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(T::ONE);
    reduction.fold(input, output, Arithmetic::mul);
}

/// Whether any element is not 0, as 0 or 1; 0 for an empty input.
pub fn any(reduction: &Reduction, input: &[u8], output: &mut [u8]) {
    output.fill(0);
    reduction.fold(input, output, |truth, element| truth | u8::from(element != 0));
}

/// Whether all elements are not 0, as 0 or 1; 1 for an empty input.
pub fn all(reduction: &Reduction, input: &[u8], output: &mut [u8]) {
    output.fill(1);
    reduction.fold(input, output, |truth, element| truth & u8::from(element != 0));
}

/// The mean of floats: the sum in memory order, divided by the count as `f32`; NaN for an empty input.
pub fn mean_f32(reduction: &Reduction, input: &[f32], output: &mut [f32]) {
    if input.is_empty() {
        return output.fill(f32::NAN);
    }
    sum(reduction, input, output);
    let count = reduction.reduced() as f32;
    for value in output {
        *value /= count;
    }
}

/// The mean of `i64`, truncated towards zero; the sum wraps. 0 for an empty input.
pub fn mean_i64(reduction: &Reduction, input: &[i64], output: &mut [i64]) {
    sum(reduction, input, output);
    let count = (reduction.reduced() as i64).max(1);
    for value in output {
        *value /= count;
    }
}

/// The mean of `i32`, summed in `i64` and truncated towards zero; 0 for an empty input. `sums` holds as many
/// elements as `output`.
pub fn mean_i32(reduction: &Reduction, input: &[i32], output: &mut [i32], sums: &mut [i64]) {
    sums.fill(0);
    reduction.fold(input, sums, |total, element| total.wrapping_add(i64::from(element)));
    let count = (reduction.reduced() as i64).max(1);
    for (value, &total) in output.iter_mut().zip(sums.iter()) {
        *value = (total / count) as i32;
    }
}

/// Rescaling of a quantized mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantizedMean {
    input_offset: i64,
    output_zero_point: i32,
    multiplier: Multiplier,
}

impl QuantizedMean {
    /// Folds the division by the number of reduced elements into `multiplier`, which is the input's scale
    /// over the output's: the quotient of the shifted mantissa is cut, not rounded, so the mantissa may fall
    /// to 2^29. `None` if the multiplier's exponent is outside −31..=30.
    #[must_use]
    pub fn new(
        reduction: &Reduction,
        multiplier: Multiplier,
        input_zero_point: i32,
        output_zero_point: i32,
    ) -> Option<Self> {
        if !multiplier.is_applicable() {
            return None;
        }
        let count = (reduction.reduced() as i64).max(1);
        let shift = (63 - count.leading_zeros().cast_signed()).min(32).min(31 + multiplier.exponent);
        let mantissa = (i64::from(multiplier.mantissa) << shift) / count;
        Some(Self {
            input_offset: i64::from(input_zero_point).wrapping_mul(count),
            output_zero_point,
            multiplier: Multiplier { mantissa: mantissa as i32, exponent: multiplier.exponent - shift },
        })
    }
}

impl QuantizedMean {
    /// The mean of elements with this sum, not yet clamped.
    #[inline(always)]
    pub(crate) fn finish(&self, total: i32) -> i32 {
        let centred = i64::from(total).wrapping_sub(self.input_offset) as i32;
        self.multiplier.apply(centred).wrapping_add(self.output_zero_point)
    }

    /// By how much sums of `count` elements in `range` are centred, and the one product that then gives their mean;
    /// `None` where they might leave its bounds.
    pub(crate) fn scaling(&self, count: usize, range: ClampRange) -> Option<(i32, Scaling)> {
        let bound = |element: i32| {
            let sum = i64::from(element).checked_mul(i64::try_from(count).ok()?)?;
            i32::try_from(sum.checked_sub(self.input_offset)?).ok()
        };
        let scaling = Scaling::new(self.multiplier, self.output_zero_point, (bound(range.min)?, bound(range.max)?))?;
        Some((self.input_offset as i32, scaling))
    }
}

/// The mean of quantized elements: a wrapping 32-bit sum, less the zero point times the count, rescaled by
/// rule **D** (two roundings). 0, not the zero point, for an empty input. `sums` holds as many elements as
/// `output`.
pub fn mean_quantized<T: QuantizedInteger>(
    reduction: &Reduction,
    params: &QuantizedMean,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
) {
    if !sum_raw(reduction, input, output, sums) {
        return;
    }
    for (value, &total) in output.iter_mut().zip(sums.iter()) {
        *value = T::from_clamped(T::RANGE.clamp(params.finish(total)));
    }
}

/// Rescaling of a quantized sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantizedSum {
    scale: f32,
    bias: f32,
    output_zero_point: i32,
}

impl QuantizedSum {
    /// All in `f32`: `scale` is the input's over the output's, the bias `-zero point × scale × count`.
    #[must_use]
    pub fn new(
        reduction: &Reduction,
        input_scale: f32,
        output_scale: f32,
        input_zero_point: i32,
        output_zero_point: i32,
    ) -> Self {
        let scale = input_scale / output_scale;
        let bias = -(input_zero_point as f32) * scale * reduction.reduced() as f32;
        Self { scale, bias, output_zero_point }
    }
}

impl QuantizedSum {
    /// The rescaled sum, not yet clamped.
    #[inline(always)]
    pub(crate) fn finish(&self, total: i32) -> i32 {
        let rounded = math::round_to_i32(total as f32 * self.scale + self.bias);
        rounded.saturating_add(self.output_zero_point)
    }
}

/// The sum of quantized elements: a wrapping 32-bit sum, then `round(sum × scale + bias)` in `f32`, ties away
/// from zero. 0, not the zero point, for an empty input. `sums` holds as many elements as `output`.
pub fn sum_quantized<T: QuantizedInteger>(
    reduction: &Reduction,
    params: &QuantizedSum,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
) {
    if !sum_raw(reduction, input, output, sums) {
        return;
    }
    for (value, &total) in output.iter_mut().zip(sums.iter()) {
        *value = T::from_clamped(T::RANGE.clamp(params.finish(total)));
    }
}

/// Rescaling of a quantized product: by rule **S** after each factor but the first, and once more at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantizedProduct {
    multiplier: Multiplier,
    input_zero_point: i32,
    output_zero_point: i32,
}

impl QuantizedProduct {
    /// The multiplier is the input's scale over the n-th root of the output's, n being the number of reduced elements,
    /// so that products stay in range. `None` when it is out of range.
    #[must_use]
    pub fn new(
        reduction: &Reduction,
        input_scale: f32,
        output_scale: f32,
        input_zero_point: i32,
        output_zero_point: i32,
    ) -> Option<Self> {
        let root = math::pow_f64(output_scale.into(), 1.0 / reduction.reduced().max(1) as f64);
        let real = f64::from(input_scale) / root;
        let multiplier = Multiplier::from_real(real);
        let usable = real.is_finite() && multiplier.is_applicable();
        usable.then_some(Self { multiplier, input_zero_point, output_zero_point })
    }
}

/// The product of quantized elements. 0, not the zero point, for an empty input. `products` holds as many elements as
/// `output`.
pub fn product_quantized<T: QuantizedInteger>(
    reduction: &Reduction,
    params: &QuantizedProduct,
    input: &[T],
    output: &mut [T],
    products: &mut [i64],
) {
    // No product of 32 bits: the accumulator before its first factor.
    const NONE: i64 = i64::MIN;
    if input.is_empty() {
        return output.fill(T::from_clamped(0));
    }
    products.fill(NONE);
    reduction.fold(input, products, |product, element| {
        let factor = i64::from(element.into().wrapping_sub(params.input_zero_point));
        if product == NONE { factor } else { params.multiplier.apply_i64(product.wrapping_mul(factor)).into() }
    });
    for (value, &product) in output.iter_mut().zip(products.iter()) {
        let scaled = params.multiplier.apply_i64(product).wrapping_add(params.output_zero_point);
        *value = T::from_clamped(T::RANGE.clamp(scaled));
    }
}

/// Sums without rescaling; `false` (and a zeroed output) if there is nothing to add.
fn sum_raw<T: QuantizedInteger>(reduction: &Reduction, input: &[T], output: &mut [T], sums: &mut [i32]) -> bool {
    if input.is_empty() {
        output.fill(T::from_clamped(0));
        return false;
    }
    sums.fill(0);
    reduction.fold(input, sums, |total, element| total.wrapping_add(element.into()));
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reduce_axes::AxisSet;

    fn over(shape: &[usize], axes: &[usize]) -> Reduction {
        Reduction::new(shape, axes.iter().copied().collect()).unwrap()
    }

    #[test]
    fn a_leading_nan_stays_only_when_every_axis_is_reduced() {
        let input = [f32::NAN, 1.0, 3.0, 2.0];
        let mut all = [0.0];
        max(&over(&[4], &[0]), &input, &mut all);
        assert!(all[0].is_nan());
        let mut rows = [0.0];
        max(&over(&[1, 4], &[1]), &input, &mut rows);
        assert_eq!(rows, [3.0]);
        min(&over(&[1, 4], &[1]), &input, &mut rows);
        assert_eq!(rows, [1.0]);
    }

    #[test]
    fn infinities_below_the_start_win_only_when_every_axis_is_reduced() {
        let input = [f32::NEG_INFINITY; 2];
        let mut output = [0.0];
        max(&over(&[2], &[0]), &input, &mut output);
        assert_eq!(output, [f32::NEG_INFINITY]);
        max(&over(&[1, 2], &[1]), &input, &mut output);
        assert_eq!(output, [f32::MIN]);
    }

    #[test]
    fn empty_reductions_give_the_start() {
        let mut output = [0i8; 2];
        max(&over(&[2, 0], &[1]), &[], &mut output);
        assert_eq!(output, [i8::MIN; 2]);
        let mut output = [1.0f32; 2];
        mean_f32(&over(&[2, 0], &[1]), &[], &mut output);
        assert!(output.iter().all(|value| value.is_nan()));
        let reduction = over(&[2, 0], &[1]);
        let mean = QuantizedMean::new(&reduction, Multiplier::from_real(1.0), 3, 5).unwrap();
        let mut output = [1i8; 2];
        mean_quantized(&reduction, &mean, &[], &mut output, &mut [0; 2]);
        assert_eq!(output, [0, 0]);
    }

    #[test]
    fn integer_means_truncate_and_do_not_overflow() {
        let reduction = over(&[1, 2], &[1]);
        let (mut output, mut sums) = ([0; 1], [0; 1]);
        mean_i32(&reduction, &[i32::MAX, i32::MAX], &mut output, &mut sums);
        assert_eq!(output, [i32::MAX]);
        mean_i32(&reduction, &[-2, -1], &mut output, &mut sums);
        assert_eq!(output, [-1]);
        let mut output = [0i64];
        mean_i64(&reduction, &[i64::MAX, 1], &mut output);
        assert_eq!(output, [i64::MIN / 2]);
    }

    #[test]
    fn a_quantized_mean_of_equal_scales_is_the_rounded_mean() {
        let reduction = over(&[1, 2, 2, 1], &[1, 2]);
        let params = QuantizedMean::new(&reduction, Multiplier::from_real(1.0), 0, 0).unwrap();
        let mut output = [0i8];
        for (input, expected) in [([1, 2, 1, 2], 2), ([-1, -2, -1, -2], -2), ([127; 4], 127), ([-128; 4], -128)] {
            mean_quantized(&reduction, &params, &input, &mut output, &mut [0]);
            assert_eq!(output, [expected], "{input:?}");
        }
    }

    #[test]
    fn the_folded_division_cuts_the_mantissa() {
        let reduction = over(&[3], &[0]);
        let params = QuantizedMean::new(&reduction, Multiplier::from_real(1.0), 0, 0).unwrap();
        assert_eq!(params.multiplier, Multiplier { mantissa: 715_827_882, exponent: 0 });
        assert!(QuantizedMean::new(&reduction, Multiplier { mantissa: 1 << 30, exponent: 31 }, 0, 0).is_none());
    }

    #[test]
    fn quantized_sums_subtract_the_zero_point_once_per_element_and_clamp() {
        let reduction = over(&[2, 3], &[1]);
        let params = QuantizedSum::new(&reduction, 0.5, 1.0, 10, -3);
        let mut output = [0i8; 2];
        sum_quantized(&reduction, &params, &[10, 11, 12, 127, 127, 127], &mut output, &mut [0; 2]);
        // (0 + 1 + 2) / 2 = 1.5 rounds away from zero.
        assert_eq!(output, [2 - 3, 127]);
    }

    #[test]
    fn sums_wrap_as_the_reference_does() {
        let mut output = [0];
        sum(&over(&[2], &[0]), &[i32::MAX, 1], &mut output);
        assert_eq!(output, [i32::MIN]);
        assert_eq!(AxisSet::EMPTY.count(), 0);
    }
}
