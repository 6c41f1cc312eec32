//! FULLY_CONNECTED with weights whose scales belong to blocks along the depth.
//!
//! Facts: `EvalBlockwise4Bit` of `tflite/kernels/fully_connected.cc`: each row of the input is quantized
//! asymmetrically, the products of a block are summed in 32 bits, and everything else is `f32` in the order below.

use super::hybrid::quantize;
use crate::linear::HybridInput;

/// Multiplies rows of floats with rows of weights; `scales` has one for each block of `block` weights, `bias` one
/// number for each unit. `quantized` is scratch for one row, whose length is the depth, a multiple of `block`.
pub fn fully_connected_blockwise(
    block: usize,
    scales: &[f32],
    bias: Option<&[f32]>,
    input: &[f32],
    weights: &[i8],
    output: &mut [f32],
    quantized: &mut [i8],
) {
    let depth = quantized.len();
    let Some(units) = weights.len().checked_div(depth).filter(|&units| units > 0) else { return };
    let Some(blocks) = depth.checked_div(block).filter(|&blocks| blocks > 0) else { return };
    for (row, output) in input.chunks_exact(depth).zip(output.chunks_exact_mut(units)) {
        let found = quantize(HybridInput::Asymmetric, row, quantized);
        let units = weights.chunks_exact(depth).zip(scales.chunks_exact(blocks));
        for (unit, (output, (weights, scales))) in output.iter_mut().zip(units).enumerate() {
            let (mut sum, mut of_weights) = (0.0, 0.0);
            let parts = quantized.chunks_exact(block).zip(weights.chunks_exact(block));
            for ((inputs, weights), &scale) in parts.zip(scales) {
                let (mut products, mut total) = (0i32, 0i32);
                for (&x, &weight) in inputs.iter().zip(weights) {
                    products = products.wrapping_add(i32::from(x) * i32::from(weight));
                    total = total.wrapping_add(i32::from(weight));
                }
                sum += products as f32 * scale;
                of_weights += scale * total as f32;
            }
            sum -= f32::from(found.zero_point) * of_weights;
            sum *= found.scale;
            *output = sum + bias.and_then(|bias| bias.get(unit)).copied().unwrap_or(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_its_scale() {
        let mut output = [0.0; 2];
        let weights = [1, 2, 3, 4, -1, 0, 0, 7];
        let scales = [1.0, 0.5, 2.0, 0.25];
        let input = [1.0, 2.0, 0.0, -2.0];
        fully_connected_blockwise(2, &scales, Some(&[10.0, 0.0]), &input, &weights, &mut output, &mut [0; 4]);
        // 1 + 4 + 0.5 · (0 − 8) + 10 and 2 · (−1) + 0.25 · (−14), up to the input's steps of 4 / 255.
        assert!((output[0] - 11.0).abs() < 0.1 && (output[1] + 5.5).abs() < 0.1, "{output:?}");
    }
}
