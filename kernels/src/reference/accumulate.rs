//! How products add up, and how a sum becomes an output: the two halves that the kernels of convolutions
//! and fully connected layers combine.

use super::hybrid::quantize;
use crate::linear::{FixedPoint, Float, Hybrid, Rescaled, scale_factors};
use crate::quant::{ClampRange, QuantizedInteger, requantize_f64};

/// How the products of inputs `X` and weights `W` add up.
pub(super) trait Accumulate<X: Copy, W: Copy> {
    /// Of the accumulator.
    type Sum: Copy + Default;

    /// `sum + x × w`, each less its zero point.
    fn add(&self, sum: Self::Sum, x: X, w: W) -> Self::Sum;

    /// Adds the dot product of `inputs` with each row of weights to that row's sum, element by element in
    /// order. Rows are at least as long as `inputs`.
    #[inline(always)]
    fn dot_rows<const ROWS: usize>(&self, sums: &mut [Self::Sum; ROWS], inputs: &[X], rows: [&[W]; ROWS]) {
        let rows = rows.map(|row| &row[..inputs.len()]);
        for (i, &x) in inputs.iter().enumerate() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum = self.add(*sum, x, row[i]);
            }
        }
    }
}

/// Hands `put` the dot product of `inputs` with each of `rows` rows of weights, which is added to what `start` gives for
/// the row. Four rows at a time share each load of the input.
#[inline(always)]
pub(super) fn for_each_sum<X: Copy, W: Copy, A: Accumulate<X, W>>(
    accumulate: &A,
    inputs: &[X],
    (weights, rows): (&[W], usize),
    start: impl Fn(usize) -> A::Sum,
    mut put: impl FnMut(usize, A::Sum),
) {
    const ROWS: usize = 4;
    let row = |i: usize| &weights[i * inputs.len()..(i + 1) * inputs.len()];
    let whole = rows / ROWS * ROWS;
    for first in (0..whole).step_by(ROWS) {
        let mut sums: [A::Sum; ROWS] = core::array::from_fn(|i| start(first + i));
        accumulate.dot_rows(&mut sums, inputs, core::array::from_fn(|i| row(first + i)));
        for (i, sum) in sums.into_iter().enumerate() {
            put(first + i, sum);
        }
    }
    for i in whole..rows {
        let mut sum = [start(i)];
        accumulate.dot_rows(&mut sum, inputs, [row(i)]);
        put(i, sum[0]);
    }
}

/// 32-bit wrapping sums of products that fit 32 bits.
#[derive(Clone, Copy)]
pub(super) struct Narrow {
    pub(super) input_zero_point: i16,
    pub(super) weights_zero_point: i16,
}

impl<X: Copy + Into<i16>, W: Copy + Into<i16>> Accumulate<X, W> for Narrow {
    type Sum = i32;

    // 16-bit differences (exact: zero points lie in the types' ranges) become multiply-add instructions.
    #[inline(always)]
    fn add(&self, sum: i32, x: X, w: W) -> i32 {
        let x: i16 = x.into().wrapping_sub(self.input_zero_point);
        let w: i16 = w.into().wrapping_sub(self.weights_zero_point);
        sum.wrapping_add(i32::from(x).wrapping_mul(i32::from(w)))
    }
}

/// As [`Narrow`], for `u8` weights of a float input: a legacy format of signed bytes that only the
/// reference's arithmetic defines. Its vector code copies the sign of the input to the weight and multiplies
/// by the input's magnitude, in whole blocks of 16 columns; there −128 has no opposite and stays negative.
#[derive(Clone, Copy)]
pub(super) struct NarrowLegacy(pub(super) Narrow);

impl Accumulate<i8, i8> for NarrowLegacy {
    type Sum = i32;

    #[inline(always)]
    fn add(&self, sum: i32, x: i8, w: i8) -> i32 {
        self.0.add(sum, x, w)
    }

    #[inline(always)]
    fn dot_rows<const ROWS: usize>(&self, sums: &mut [i32; ROWS], inputs: &[i8], rows: [&[i8]; ROWS]) {
        self.0.dot_rows(sums, inputs, rows);
        let blocks = inputs.len() / 16 * 16;
        for (sum, row) in sums.iter_mut().zip(rows) {
            for (&x, &w) in inputs[..blocks].iter().zip(row) {
                // x × 128 instead of x × −128.
                let difference = if w == i8::MIN { 256 * i32::from(x.min(0)) } else { 0 };
                *sum = sum.wrapping_add(difference);
            }
        }
    }
}

/// 64-bit sums of 16-bit inputs (zero point 0) and 8-bit weights.
#[derive(Clone, Copy)]
pub(super) struct Wide {
    pub(super) weights_zero_point: i16,
}

impl<W: Copy + Into<i16>> Accumulate<i16, W> for Wide {
    type Sum = i64;

    #[inline(always)]
    fn add(&self, sum: i64, x: i16, w: W) -> i64 {
        let w: i16 = w.into().wrapping_sub(self.weights_zero_point);
        sum.wrapping_add(i64::from(i32::from(x).wrapping_mul(i32::from(w))))
    }

    #[inline(always)]
    fn dot_rows<const ROWS: usize>(&self, sums: &mut [i64; ROWS], inputs: &[i16], rows: [&[W]; ROWS]) {
        // |x (w − zero point)| < 2^23, so 128 products fit 32 bits and the inner loop has no 64-bit lanes.
        const BLOCK: usize = 128;
        let narrow = Narrow { input_zero_point: 0, weights_zero_point: self.weights_zero_point };
        for (i, block) in inputs.chunks(BLOCK).enumerate() {
            let mut partial = [0i32; ROWS];
            narrow.dot_rows(&mut partial, block, rows.map(|row| &row[i * BLOCK..]));
            for (sum, partial) in sums.iter_mut().zip(partial) {
                *sum = sum.wrapping_add(i64::from(partial));
            }
        }
    }
}

/// 64-bit sums of 16-bit inputs and 16-bit weights, both with zero point 0 or small.
#[derive(Clone, Copy)]
pub(super) struct WideProducts {
    pub(super) weights_zero_point: i16,
}

impl Accumulate<i16, i16> for WideProducts {
    type Sum = i64;

    #[inline(always)]
    fn add(&self, sum: i64, x: i16, w: i16) -> i64 {
        sum.wrapping_add(i64::from(x) * (i64::from(w) - i64::from(self.weights_zero_point)))
    }
}

/// Plain float sums, in the order of the elements.
#[derive(Clone, Copy)]
pub(super) struct Real;

impl Accumulate<f32, f32> for Real {
    type Sum = f32;

    #[inline(always)]
    fn add(&self, sum: f32, x: f32, w: f32) -> f32 {
        sum + x * w
    }
}

/// How a sum becomes an output.
pub(super) trait Finish<S, Y> {
    /// The output of `channel`.
    fn finish(&self, channel: usize, sum: S) -> Y;
}

#[inline]
fn bias_of<B: Copy + Into<i64>>(bias: Option<&[B]>, channel: usize) -> i64 {
    bias.map_or(0, |bias| bias[channel].into())
}

impl<Y: QuantizedInteger> Finish<i32, Y> for FixedPoint<'_, i32> {
    #[inline]
    fn finish(&self, channel: usize, sum: i32) -> Y {
        let sum = sum.wrapping_add(self.bias.map_or(0, |bias| bias[channel]));
        fixed_point_output(self.multipliers[channel].apply(sum), self.output_zero_point, self.range)
    }
}

impl<B: Copy + Into<i64>, Y: QuantizedInteger> Finish<i64, Y> for FixedPoint<'_, B> {
    #[inline]
    fn finish(&self, channel: usize, sum: i64) -> Y {
        let sum = sum.wrapping_add(bias_of(self.bias, channel));
        fixed_point_output(self.multipliers[channel].apply_i64(sum), self.output_zero_point, self.range)
    }
}

#[inline]
fn fixed_point_output<Y: QuantizedInteger>(scaled: i32, zero_point: i32, range: ClampRange) -> Y {
    Y::from_clamped(range.clamp(scaled.wrapping_add(zero_point)))
}

impl<Y: QuantizedInteger> Finish<i32, Y> for Rescaled<'_, i32> {
    #[inline]
    fn finish(&self, channel: usize, sum: i32) -> Y {
        let sum = sum.wrapping_add(self.bias.map_or(0, |bias| bias[channel]));
        Y::from_clamped(requantize_f64(sum, self.scales[channel], self.output_zero_point, self.range))
    }
}

impl<B: Copy + Into<i64>, Y: QuantizedInteger> Finish<i64, Y> for Rescaled<'_, B> {
    #[inline]
    fn finish(&self, channel: usize, sum: i64) -> Y {
        let sum = sum.wrapping_add(bias_of(self.bias, channel));
        let rounded = libm::round(sum as f64 * self.scales[channel]) as i32;
        Y::from_clamped(self.range.clamp(rounded.saturating_add(self.output_zero_point)))
    }
}

impl Finish<f32, f32> for Float<'_> {
    #[inline]
    fn finish(&self, channel: usize, sum: f32) -> f32 {
        clamp_float(sum + self.bias.map_or(0.0, |bias| bias[channel]), self.min, self.max)
    }
}

/// Sums are the output.
pub(super) struct Sums;

impl<S> Finish<S, S> for Sums {
    #[inline]
    fn finish(&self, _channel: usize, sum: S) -> S {
        sum
    }
}

/// The scheme of one image of a hybrid input.
pub(super) struct HybridImage<'a> {
    input_scale: f32,
    parameters: &'a Hybrid<'a>,
}

impl<'a> HybridImage<'a> {
    /// Quantizes an image (as many values as `quantized` has), and says how to accumulate and finish it.
    pub(super) fn new(parameters: &'a Hybrid<'a>, image: &[f32], quantized: &mut [i8]) -> (Narrow, Self) {
        let found = quantize(parameters.quantize, image, quantized);
        let narrow = Narrow { input_zero_point: found.zero_point.into(), weights_zero_point: 0 };
        (narrow, Self { input_scale: found.scale, parameters })
    }
}

impl Finish<i32, f32> for HybridImage<'_> {
    #[inline]
    fn finish(&self, channel: usize, sum: i32) -> f32 {
        let (scale, sum) = (self.parameters.weights_scales[channel], sum as f32);
        let (first, last) = scale_factors(self.parameters.in_steps, self.input_scale);
        let bias = self.parameters.bias.map_or(0.0, |bias| bias[channel]);
        clamp_float(sum * (scale * first) * last + bias, self.parameters.min, self.parameters.max)
    }
}

/// Clamps, letting NaN through as the reference does.
#[inline]
fn clamp_float(x: f32, min: f32, max: f32) -> f32 {
    if x < min {
        min
    } else if x > max {
        max
    } else {
        x
    }
}

/// The 32-bit accumulation that goes with `parameters`.
pub(super) fn narrow(parameters: &FixedPoint<'_, i32>) -> Narrow {
    Narrow { input_zero_point: parameters.input_zero_point, weights_zero_point: parameters.weights_zero_point }
}

/// What one output pixel (or row) sees of the input: something to multiply filters with.
pub(super) trait Patch<W> {
    /// Of the accumulators.
    type Sum;

    /// The sum of products with each filter.
    fn sums<const ROWS: usize>(&self, filters: [&[W]; ROWS]) -> [Self::Sum; ROWS];
}

/// Fills `outputs`, the output channels from `first_channel` on, one for each filter of `filter_length`
/// weights. Four filters at a time share each load of the input.
#[inline]
pub(super) fn fill_channels<W, Y, P: Patch<W>, F: Finish<P::Sum, Y>>(
    patch: &P,
    finish: &F,
    filters: &[W],
    filter_length: usize,
    first_channel: usize,
    outputs: &mut [Y],
) {
    const ROWS: usize = 4;
    let mut channel = first_channel;
    for (filters, outputs) in filters.chunks(ROWS * filter_length).zip(outputs.chunks_mut(ROWS)) {
        if outputs.len() == ROWS {
            let sums: [_; ROWS] =
                patch.sums(core::array::from_fn(|i| &filters[i * filter_length..(i + 1) * filter_length]));
            for (output, sum) in outputs.iter_mut().zip(sums) {
                *output = finish.finish(channel, sum);
                channel += 1;
            }
        } else {
            for (output, filter) in outputs.iter_mut().zip(filters.chunks_exact(filter_length)) {
                let [sum] = patch.sums([filter]);
                *output = finish.finish(channel, sum);
                channel += 1;
            }
        }
    }
}
