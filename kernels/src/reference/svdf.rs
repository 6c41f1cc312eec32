//! SVDF: a layer of rank-limited filters over time.
//!
//! Each filter multiplies the input with its feature weights and remembers the last `memory` products; the
//! products, weighted by its time weights, add up over the `rank` filters of a unit. State `[batch, filters,
//! memory]`, the newest product last. Source: `tflite/kernels/internal/reference/svdf.h`.

use super::accumulate::{Accumulate, Narrow, Real, for_each_sum};
use super::recurrent::{Curve, Row, Weights};
use crate::linear::HybridInput;
use crate::quant::{ClampRange, Multiplier, QuantizedInteger};

/// The sizes of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvdfGeometry {
    /// Elements of an input row.
    pub input: usize,
    /// Filters: units × rank.
    pub filters: usize,
    /// Filters of a unit, at least 1.
    pub rank: usize,
    /// Products that a filter remembers, at least 1.
    pub memory: usize,
}

/// Drops the oldest product of each filter; the newest place has nothing of use until it is written.
#[inline(always)]
fn shift<S: Copy>(state: &mut [S]) {
    // All filters at once: the newest places, which get what belongs to the next filter, are written before they are read.
    if !state.is_empty() {
        state.copy_within(1.., 0);
    }
}

/// A float layer, or a hybrid one.
#[derive(Clone, Copy, Debug)]
pub struct SvdfReal<'a> {
    /// `[filters, input]`.
    pub feature: Weights<'a>,
    /// How rows are quantized for quantized weights.
    pub quantize: Option<HybridInput>,
    /// `[filters, memory]`: floats, or quantized with the real value of one step.
    pub time: Weights<'a>,
    /// One for each unit.
    pub bias: Option<&'a [f32]>,
    /// Applied to the outputs.
    pub curve: Curve,
}

/// Floats in and out. `products` has room for one number for each filter, `quantized` for a row of the input.
pub fn svdf_real(
    geometry: &SvdfGeometry,
    parameters: &SvdfReal<'_>,
    input: &[f32],
    state: &mut [f32],
    output: &mut [f32],
    (products, quantized): (&mut [f32], &mut [i8]),
) {
    let SvdfGeometry { input: depth, filters, rank, memory } = *geometry;
    let states = state.chunks_exact_mut(filters * memory);
    for (row, (state, output)) in input.chunks_exact(depth).zip(states.zip(output.chunks_exact_mut(filters / rank))) {
        products.fill(0.0);
        parameters.feature.add_product(&Row::new(row, parameters.quantize, quantized), products);
        svdf_of_products(geometry, parameters, products, state, output);
    }
}

/// What follows the products of all rows with the features, `[batch, filters]`.
#[inline(always)]
pub fn svdf_of_products(
    geometry: &SvdfGeometry,
    parameters: &SvdfReal<'_>,
    products: &[f32],
    state: &mut [f32],
    output: &mut [f32],
) {
    let SvdfGeometry { filters, rank, memory, .. } = *geometry;
    shift(state);
    for (products, (state, output)) in products
        .chunks_exact(filters)
        .zip(state.chunks_exact_mut(filters * memory).zip(output.chunks_exact_mut(filters / rank)))
    {
        for (filter, &product) in state.chunks_exact_mut(memory).zip(products) {
            filter[memory - 1] = product;
        }
        for (unit, (output, states)) in output.iter_mut().zip(state.chunks_exact(rank * memory)).enumerate() {
            let mut sum = 0.0;
            for (i, state) in states.chunks_exact(memory).enumerate() {
                let filter = unit * rank + i;
                let place = filter * memory..(filter + 1) * memory;
                sum += match parameters.time {
                    Weights::Quantized(weights, scale) | Weights::QuantizedDiagonal(weights, scale) => {
                        weights[place].iter().zip(state).fold(0.0, |sum, (&w, &s)| sum + f32::from(w) * scale * s)
                    }
                    Weights::Real(weights) | Weights::Diagonal(weights) => {
                        let mut sum = [0.0];
                        Real.dot_rows(&mut sum, state, [&weights[place]]);
                        sum[0]
                    }
                };
            }
            *output = sum + parameters.bias.map_or(0.0, |bias| bias[unit]);
        }
        parameters.curve.apply_to(output);
    }
}

/// An integer layer: `i8` in and out, the state and the time weights `i16`, or `i8`.
#[derive(Clone, Copy, Debug)]
pub struct SvdfInteger<'a, S> {
    /// Zero point of the input.
    pub input_zero_point: i16,
    /// `[filters, input]`.
    pub feature: &'a [i8],
    /// From products to the state: `input_scale × feature_scale / state_scale`.
    pub to_state: Multiplier,
    /// Zero point of the state: 0 where it has 16 bits.
    pub state_zero_point: i16,
    /// `[filters, memory]`.
    pub time: &'a [S],
    /// One for each unit.
    pub bias: Option<&'a [i32]>,
    /// From sums to the output: `state_scale × time_scale / output_scale`.
    pub to_output: Multiplier,
    /// Zero point of the output.
    pub output_zero_point: i32,
}

/// Integers in and out, rule **D** for the state and for the output; 32-bit sums that wrap.
#[inline(always)]
pub fn svdf_integer<S: QuantizedInteger + Into<i16>>(
    geometry: &SvdfGeometry,
    parameters: &SvdfInteger<'_, S>,
    input: &[i8],
    state: &mut [S],
    output: &mut [i8],
) {
    let SvdfGeometry { input: depth, filters, rank, memory } = *geometry;
    let units = filters / rank;
    let feature = Narrow { input_zero_point: parameters.input_zero_point, weights_zero_point: 0 };
    let time = Narrow { input_zero_point: parameters.state_zero_point, weights_zero_point: 0 };
    shift(state);
    for (row, (state, output)) in
        input.chunks_exact(depth).zip(state.chunks_exact_mut(filters * memory).zip(output.chunks_exact_mut(units)))
    {
        for_each_sum(
            &feature,
            row,
            (parameters.feature, filters),
            |_| 0i32,
            |filter, sum| {
                // Clamped before the zero point is added, and again by the type.
                let product = S::RANGE.clamp(parameters.to_state.apply(sum));
                let product = product.wrapping_add(parameters.state_zero_point.into());
                state[(filter + 1) * memory - 1] = S::from_clamped(S::RANGE.clamp(product));
            },
        );
        let weights = parameters.time.chunks_exact(rank * memory);
        for (unit, ((output, state), weights)) in
            output.iter_mut().zip(state.chunks_exact(rank * memory)).zip(weights).enumerate()
        {
            let mut sum = [parameters.bias.map_or(0, |bias| bias[unit])];
            time.dot_rows(&mut sum, state, [weights]);
            let value = parameters.to_output.apply(sum[0]).wrapping_add(parameters.output_zero_point);
            *output = i8::from_clamped(ClampRange::I8.clamp(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_products_are_weighted_last() {
        let geometry = SvdfGeometry { input: 2, filters: 2, rank: 1, memory: 2 };
        let parameters = SvdfReal {
            feature: Weights::Real(&[1.0, 0.0, 0.0, 1.0]),
            quantize: None,
            time: Weights::Real(&[10.0, 1.0, 100.0, 1.0]),
            bias: Some(&[0.0, 0.5]),
            curve: Curve::Relu,
        };
        let (mut state, mut output) = ([0.0; 4], [0.0; 2]);
        let mut run = |input: [f32; 2]| {
            svdf_real(&geometry, &parameters, &input, &mut state, &mut output, (&mut [0.0; 2], &mut []));
            output
        };
        assert_eq!(run([1.0, 2.0]), [1.0, 2.5]);
        assert_eq!(run([3.0, -500.0]), [13.0, 0.0]);
    }

    #[test]
    fn integers_keep_their_state_in_either_width() {
        let geometry = SvdfGeometry { input: 1, filters: 2, rank: 2, memory: 2 };
        let one = Multiplier::from_real(1.0);
        let wide = SvdfInteger {
            input_zero_point: 1,
            feature: &[1, 2],
            to_state: one,
            state_zero_point: 0,
            time: &[1i16, 2, 3, 4],
            bias: Some(&[5]),
            to_output: one,
            output_zero_point: -3,
        };
        let (mut state, mut output) = ([0i16; 4], [0i8]);
        svdf_integer(&geometry, &wide, &[3], &mut state, &mut output);
        assert_eq!((state, output), ([0, 2, 0, 4], [2 * 2 + 4 * 4 + 5 - 3]));
        let narrow = SvdfInteger {
            input_zero_point: 1,
            feature: &[1, 2],
            to_state: one,
            state_zero_point: 7,
            time: &[1i8, 2, 3, 4],
            bias: Some(&[5]),
            to_output: one,
            output_zero_point: -3,
        };
        let (mut state, mut again) = ([7i8; 4], [0i8]);
        svdf_integer(&geometry, &narrow, &[3], &mut state, &mut again);
        assert_eq!((state, again), ([7, 9, 7, 11], output));
    }
}
