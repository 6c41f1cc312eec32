//! Fully connected layer: each row of the input times each row of the weights.
//!
//! Sources: `tflite/kernels/internal/reference/fully_connected.h`, `integer_ops/fully_connected.h` and
//! `tflite/kernels/fully_connected.cc`. Input rows have `depth` elements, output rows as many as there are
//! rows of weights.

use super::accumulate::{
    Accumulate, Finish, HybridImage, Narrow, NarrowLegacy, Patch, Real, Sums, Wide, WideProducts, fill_channels, narrow,
};
use crate::linear::{FixedPoint, Float, Hybrid, Rescaled};
use crate::quant::QuantizedInteger;

/// `i8`, `u8` or `i16` in, any of them out, 32-bit accumulators that wrap: rule **F**.
pub fn fully_connected_rescaled<X, W, Y>(
    depth: usize,
    parameters: &Rescaled<'_, i32>,
    input: &[X],
    weights: &[W],
    output: &mut [Y],
) where
    X: Copy + Into<i16>,
    W: Copy + Into<i16>,
    Y: QuantizedInteger,
{
    let narrow =
        Narrow { input_zero_point: parameters.input_zero_point, weights_zero_point: parameters.weights_zero_point };
    multiply_rows(depth, &narrow, parameters, input, weights, output);
}

/// `i16` in and out, 8-bit weights, 64-bit accumulators: rule **F**.
pub fn fully_connected_rescaled_wide<B: Copy + Into<i64>>(
    depth: usize,
    parameters: &Rescaled<'_, B>,
    input: &[i16],
    weights: &[i8],
    output: &mut [i16],
) {
    let wide = Wide { weights_zero_point: parameters.weights_zero_point };
    multiply_rows(depth, &wide, parameters, input, weights, output);
}

/// `i8` or `u8` in, weights and out, 32-bit accumulators that wrap: rule **D**.
pub fn fully_connected_fixed_point<X, W, Y>(
    depth: usize,
    parameters: &FixedPoint<'_, i32>,
    input: &[X],
    weights: &[W],
    output: &mut [Y],
) where
    X: Copy + Into<i16>,
    W: Copy + Into<i16>,
    Y: QuantizedInteger,
{
    multiply_rows(depth, &narrow(parameters), parameters, input, weights, output);
}

/// `i16` in and out, `i8` weights, 64-bit accumulators: rule **S**.
pub fn fully_connected_fixed_point_wide<B: Copy + Into<i64>>(
    depth: usize,
    parameters: &FixedPoint<'_, B>,
    input: &[i16],
    weights: &[i8],
    output: &mut [i16],
) {
    let wide = Wide { weights_zero_point: parameters.weights_zero_point };
    multiply_rows(depth, &wide, parameters, input, weights, output);
}

/// The sums of products of `i8` as they are, in 32 bits that wrap.
pub fn fully_connected_sums(depth: usize, input: &[i8], weights: &[i8], output: &mut [i32]) {
    let narrow = Narrow { input_zero_point: 0, weights_zero_point: 0 };
    multiply_rows(depth, &narrow, &Sums, input, weights, output);
}

/// `i16` in and out, `i16` weights, 64-bit accumulators: rule **S**.
pub fn fully_connected_int16_weights<B: Copy + Into<i64>>(
    depth: usize,
    parameters: &FixedPoint<'_, B>,
    input: &[i16],
    weights: &[i16],
    output: &mut [i16],
) {
    let wide = WideProducts { weights_zero_point: parameters.weights_zero_point };
    multiply_rows(depth, &wide, parameters, input, weights, output);
}

/// Floats.
pub fn fully_connected_float(depth: usize, parameters: &Float<'_>, input: &[f32], weights: &[f32], output: &mut [f32]) {
    multiply_rows(depth, &Real, parameters, input, weights, output);
}

/// A float input quantized row by row, `i8` weights, floats out. `quantized` is scratch for one row.
pub fn fully_connected_hybrid(
    parameters: &Hybrid<'_>,
    input: &[f32],
    weights: &[i8],
    output: &mut [f32],
    quantized: &mut [i8],
) {
    let depth = quantized.len();
    let Some(units) = weights.len().checked_div(depth).filter(|&units| units > 0) else { return };
    for (row, output) in input.chunks_exact(depth).zip(output.chunks_exact_mut(units)) {
        let (narrow, finish) = HybridImage::new(parameters, row, quantized);
        fill_channels(&RowPatch { accumulate: &narrow, input: &*quantized }, &finish, weights, depth, 0, output);
    }
}

/// [`fully_connected_hybrid`] with weights of type `u8`, read as signed bytes: a legacy format. As in the
/// reference on x86, −128 times a negative input is negative in whole blocks of 16 columns.
pub fn fully_connected_hybrid_legacy(
    parameters: &Hybrid<'_>,
    input: &[f32],
    weights: &[i8],
    output: &mut [f32],
    quantized: &mut [i8],
) {
    let depth = quantized.len();
    let Some(units) = weights.len().checked_div(depth).filter(|&units| units > 0) else { return };
    for (row, output) in input.chunks_exact(depth).zip(output.chunks_exact_mut(units)) {
        let (narrow, finish) = HybridImage::new(parameters, row, quantized);
        let patch = RowPatch { accumulate: &NarrowLegacy(narrow), input: &*quantized };
        fill_channels(&patch, &finish, weights, depth, 0, output);
    }
}

/// The 4×16 shuffled format: `u8` in with zero point 128, weights in blocks of 4 rows by 16 columns whose
/// sign bit is flipped, `i16` out, rule **D**. `input` has 1 or 4 rows, `depth` is a multiple of 16 and the
/// units are a multiple of 4.
///
/// `workspace` gets what the reference leaves there: the input with its sign bit flipped, four rows
/// interleaved by 16.
pub fn fully_connected_shuffled(
    depth: usize,
    parameters: &FixedPoint<'_, i32>,
    input: &[u8],
    weights: &[u8],
    workspace: &mut [u8],
    output: &mut [i16],
) {
    const ROWS: usize = 4;
    const COLUMNS: usize = 16;
    let Some(batches) = input.len().checked_div(depth).filter(|&batches| batches > 0) else { return };
    let units = output.len() / batches;
    for (block, shuffled) in workspace.chunks_exact_mut(batches * COLUMNS).enumerate() {
        for (row, shuffled) in input.chunks_exact(depth).zip(shuffled.chunks_exact_mut(COLUMNS)) {
            for (shuffled, &x) in shuffled.iter_mut().zip(&row[block * COLUMNS..]) {
                *shuffled = x ^ 0x80;
            }
        }
    }
    let signed = |byte: u8| i32::from((byte ^ 0x80).cast_signed());
    for (batch, row) in input.chunks_exact(depth).enumerate() {
        for (block, weights) in weights.chunks_exact(ROWS * depth).enumerate() {
            let mut sums = [0i32; ROWS];
            for (weights, inputs) in weights.chunks_exact(ROWS * COLUMNS).zip(row.chunks_exact(COLUMNS)) {
                for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(COLUMNS)) {
                    for (&w, &x) in weights.iter().zip(inputs) {
                        *sum = sum.wrapping_add(signed(x) * i32::from(w.cast_signed()));
                    }
                }
            }
            for (i, sum) in sums.into_iter().enumerate() {
                let unit = block * ROWS + i;
                output[batch * units + unit] = parameters.finish(unit, sum);
            }
        }
    }
}

fn multiply_rows<X, W, Y, A, F>(depth: usize, accumulate: &A, finish: &F, input: &[X], weights: &[W], output: &mut [Y])
where
    X: Copy,
    W: Copy,
    A: Accumulate<X, W>,
    F: Finish<A::Sum, Y>,
{
    let Some(units) = weights.len().checked_div(depth).filter(|&units| units > 0) else { return };
    for (input, output) in input.chunks_exact(depth).zip(output.chunks_exact_mut(units)) {
        fill_channels(&RowPatch { accumulate, input }, finish, weights, depth, 0, output);
    }
}

/// One row of the input.
struct RowPatch<'a, A, X> {
    accumulate: &'a A,
    input: &'a [X],
}

impl<X: Copy, W: Copy, A: Accumulate<X, W>> Patch<W> for RowPatch<'_, A, X> {
    type Sum = A::Sum;

    #[inline]
    fn sums<const ROWS: usize>(&self, filters: [&[W]; ROWS]) -> [A::Sum; ROWS] {
        let mut sums = [A::Sum::default(); ROWS];
        self.accumulate.dot_rows(&mut sums, self.input, filters);
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::super::hybrid::quantize;
    use super::super::oracle::{multipliers, numbers};
    use super::*;
    use crate::linear::HybridInput;
    use crate::quant::ClampRange;
    use proptest::prelude::*;

    /// The dot product of row `o / units` with filter `o % units`, each less its zero point.
    fn sum(depth: usize, units: usize, o: usize, x: (&[i32], i32), w: (&[i32], i32)) -> i64 {
        let (row, unit) = (o / units, o % units);
        (0..depth).map(|d| i64::from(x.0[row * depth + d] - x.1) * i64::from(w.0[unit * depth + d] - w.1)).sum()
    }

    fn round_half_away(real: f64) -> i32 {
        (real.abs() + 0.5).floor().copysign(real) as i32
    }

    proptest! {
        #[test]
        fn eight_bits_follow_rule_f(
            (rows, depth, units) in (1usize..4, 1usize..70, 1usize..11), seed: u64, x_zero: i8, w_zero: i8,
        ) {
            let x = numbers(seed, rows * depth, ClampRange::I8);
            let w = numbers(!seed, units * depth, ClampRange::I8);
            let bias = numbers(seed ^ 3, units, ClampRange::I16);
            // Powers of two, so that ties occur and the oracle's rounding is exact.
            let scales: Vec<f64> = (0..units).map(|i| (-(i as f64) - 6.0).exp2()).collect();
            let parameters = Rescaled {
                input_zero_point: x_zero.into(),
                weights_zero_point: w_zero.into(),
                bias: Some(&bias),
                scales: &scales,
                output_zero_point: -7,
                range: ClampRange::I8,
            };
            let input: Vec<i8> = x.iter().map(|&x| x as i8).collect();
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            let mut output = vec![0i8; rows * units];
            fully_connected_rescaled(depth, &parameters, &input, &weights, &mut output);
            for (o, &found) in output.iter().enumerate() {
                let sum = sum(depth, units, o, (&x, x_zero.into()), (&w, w_zero.into())) + i64::from(bias[o % units]);
                let rounded = round_half_away(sum as f64 * scales[o % units]);
                prop_assert_eq!(i32::from(found), ClampRange::I8.clamp(rounded - 7));
            }
        }

        #[test]
        fn sixteen_bits_sum_in_64(
            (rows, depth, units) in (1usize..4, 1usize..300, 1usize..11), seed: u64, w_zero: i8,
        ) {
            let x = numbers(seed, rows * depth, ClampRange::I16);
            let w = numbers(!seed, units * depth, ClampRange::I8);
            let bias: Vec<i64> = (0..units as i64).map(|i| (i - 2) << 33).collect();
            let scales = vec![2f64.powi(-19); units];
            let parameters = Rescaled {
                input_zero_point: 0,
                weights_zero_point: w_zero.into(),
                bias: Some(&bias),
                scales: &scales,
                output_zero_point: 0,
                range: ClampRange::I16,
            };
            let input: Vec<i16> = x.iter().map(|&x| x as i16).collect();
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            let mut output = vec![0i16; rows * units];
            fully_connected_rescaled_wide(depth, &parameters, &input, &weights, &mut output);
            for (o, &found) in output.iter().enumerate() {
                let sum = sum(depth, units, o, (&x, 0), (&w, w_zero.into())) + bias[o % units];
                let rounded = round_half_away(sum as f64 * scales[o % units]);
                prop_assert_eq!(i32::from(found), ClampRange::I16.clamp(rounded));
            }
        }

        #[test]
        fn sixteen_bit_weights_follow_rule_s(
            (rows, depth, units) in (1usize..4, 1usize..70, 1usize..11), seed: u64, w_zero in -5i16..5,
        ) {
            let x = numbers(seed, rows * depth, ClampRange::I16);
            let w = numbers(!seed, units * depth, ClampRange::I16);
            let bias = numbers(seed ^ 3, units, ClampRange { min: -1 << 20, max: 1 << 20 });
            let multipliers: Vec<_> = multipliers(units);
            let parameters = FixedPoint {
                input_zero_point: 0,
                weights_zero_point: w_zero,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: 0,
                range: ClampRange::I16,
            };
            let input: Vec<i16> = x.iter().map(|&x| x as i16).collect();
            let weights: Vec<i16> = w.iter().map(|&w| w as i16).collect();
            let mut output = vec![0i16; rows * units];
            fully_connected_int16_weights(depth, &parameters, &input, &weights, &mut output);
            for (o, &found) in output.iter().enumerate() {
                let sum = sum(depth, units, o, (&x, 0), (&w, w_zero.into())) + i64::from(bias[o % units]);
                prop_assert_eq!(i32::from(found), ClampRange::I16.clamp(multipliers[o % units].apply_i64(sum)));
            }
        }

        #[test]
        fn shuffled_weights_equal_plain_ones(four: bool, blocks in 1usize..4, quads in 1usize..4, seed: u64) {
            let (rows, depth, units) = (if four { 4 } else { 1 }, blocks * 16, quads * 4);
            let x = numbers(seed, rows * depth, ClampRange::U8);
            let w = numbers(!seed, units * depth, ClampRange::I8);
            let bias = numbers(seed ^ 3, units, ClampRange::I16);
            let multipliers = multipliers(units);
            let parameters = FixedPoint {
                input_zero_point: 128,
                weights_zero_point: 0,
                bias: Some(&bias),
                multipliers: &multipliers,
                output_zero_point: 0,
                range: ClampRange::I16,
            };
            let shuffled: Vec<u8> = (0..units * depth)
                .map(|i| {
                    let (quad, rest) = (i / (4 * depth), i % (4 * depth));
                    let (block, row, column) = (rest / 64, rest / 16 % 4, rest % 16);
                    w[(quad * 4 + row) * depth + block * 16 + column] as u8
                })
                .collect();
            let input: Vec<u8> = x.iter().map(|&x| x as u8).collect();
            let (mut workspace, mut output) = (vec![0u8; rows * depth], vec![0i16; rows * units]);
            fully_connected_shuffled(depth, &parameters, &input, &shuffled, &mut workspace, &mut output);
            for (o, &found) in output.iter().enumerate() {
                let sum = sum(depth, units, o, (&x, 128), (&w, 0)) as i32 + bias[o % units];
                prop_assert_eq!(i32::from(found), ClampRange::I16.clamp(multipliers[o % units].apply(sum)));
            }
            let last = (rows - 1) * depth + 16;
            prop_assert_eq!(workspace[rows * 16 - 1], input[last - 1] ^ 0x80);
        }

        #[test]
        fn floats_equal_the_sums_in_order((rows, depth, units) in (1usize..4, 1usize..70, 1usize..11), seed: u64) {
            let real = |x: &i32| *x as f32 / 7.0;
            let x: Vec<f32> = numbers(seed, rows * depth, ClampRange::I8).iter().map(real).collect();
            let w: Vec<f32> = numbers(!seed, units * depth, ClampRange::I8).iter().map(real).collect();
            let mut output = vec![0f32; rows * units];
            let float = Float { bias: None, min: f32::MIN, max: f32::MAX };
            fully_connected_float(depth, &float, &x, &w, &mut output);
            for (o, &found) in output.iter().enumerate() {
                let (row, unit) = (o / units, o % units);
                let expected = (0..depth).fold(0f32, |sum, d| sum + x[row * depth + d] * w[unit * depth + d]);
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn hybrid_rows_have_their_own_scale((depth, units) in (1usize..70, 1usize..11), seed: u64) {
            let input: Vec<f32> = numbers(seed, 2 * depth, ClampRange::I8).iter().map(|&x| x as f32 / 3.0).collect();
            let w = numbers(!seed, units * depth, ClampRange::I8);
            let bias: Vec<f32> = (0..units).map(|i| i as f32).collect();
            let parameters = Hybrid {
                quantize: HybridInput::Asymmetric,
                in_steps: false, weights_scales: &vec![0.25; units],
                bias: Some(&bias),
                min: f32::NEG_INFINITY,
                max: f32::INFINITY,
            };
            let weights: Vec<i8> = w.iter().map(|&w| w as i8).collect();
            let (mut output, mut quantized) = (vec![0f32; 2 * units], vec![0i8; depth]);
            fully_connected_hybrid(&parameters, &input, &weights, &mut output, &mut quantized);
            for (row, output) in input.chunks_exact(depth).zip(output.chunks_exact(units)) {
                let found = quantize(HybridInput::Asymmetric, row, &mut quantized);
                let x: Vec<i32> = quantized.iter().map(|&x| x.into()).collect();
                for (unit, &output) in output.iter().enumerate() {
                    let sum = sum(depth, units, unit, (&x, found.zero_point.into()), (&w, 0));
                    prop_assert_eq!(output, sum as f32 * (0.25 * found.scale) + bias[unit]);
                }
            }
        }
    }

    #[test]
    fn legacy_weights_keep_the_sign_of_minus_128_in_whole_blocks() {
        let parameters = Hybrid {
            quantize: HybridInput::Symmetric,
            in_steps: false,
            weights_scales: &[1.0],
            bias: None,
            min: f32::NEG_INFINITY,
            max: f32::INFINITY,
        };
        let mut weights = [0i8; 17];
        let (mut output, mut quantized) = ([0f32], [0i8; 17]);
        for (column, expected) in [(0, -128.0), (15, -128.0), (16, 128.0)] {
            weights.fill(0);
            weights[column] = i8::MIN;
            let mut input = [127f32; 17];
            input[column] = -1.0;
            fully_connected_hybrid_legacy(&parameters, &input, &weights, &mut output, &mut quantized);
            assert_eq!(output, [expected], "column {column}");
            fully_connected_hybrid(&parameters, &input, &weights, &mut output, &mut quantized);
            assert_eq!(output, [128.0]);
        }
    }

    #[test]
    fn nothing_to_multiply_is_no_panic() {
        let float = Float { bias: None, min: f32::MIN, max: f32::MAX };
        fully_connected_float(0, &float, &[], &[], &mut [1.0]);
        fully_connected_float(3, &float, &[], &[1.0; 6], &mut []);
    }
}
