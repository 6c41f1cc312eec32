//! Products of floats that are quantized at run time with bytes, summed exactly and scaled to floats: the same bits as
//! the scalar kernels.
//!
//! Inputs are kept as the unsigned bytes that dot products take. Sums start from zero; the zero point, of which each
//! image or row has its own, enters with the column's sum of weights when they are scaled:
//! `Σ (x − zero point) w = Σ a·w − z·Σ w`, see the [module](super) above.

use super::arithmetic::Hybrid as Scaling;
use super::drive::{Gemm, Operands, Run};
use crate::linear::HybridInput;
use crate::parallel::{Parts, Serial, Workers, parts, share};
use crate::quantize_inputs::{self, GRAIN};
use crate::requantize::Hybrid16;

/// What is known of an image or a row when it has been quantized: its zero point among unsigned bytes, and its scale as
/// bits.
pub type RowConstants = [i32; 2];

/// A float input and the memory in which it is quantized.
pub struct HybridInputs<'a> {
    /// The activation.
    pub input: &'a [f32],
    /// How it is quantized.
    pub quantize: HybridInput,
    /// Whether sums are scaled in steps, see [`Hybrid`](crate::linear::Hybrid).
    pub in_steps: bool,
    /// Room for as many bytes as the input has numbers.
    pub quantized: &'a mut [u8],
    /// One for each part of the input that is quantized by itself, all of them as long.
    pub rows: &'a mut [RowConstants],
}

impl Gemm {
    /// The constants of a hybrid product: the sums of the packed weights, scales and biases of all columns.
    pub fn hybrid_columns(&self, sums: &[i32], scales: &[f32], bias: Option<&[f32]>, columns: &mut [Hybrid16]) {
        let (width, blocks) = (self.packing().columns, self.packing().blocks());
        for (group, columns) in columns.chunks_exact_mut(blocks.max(1)).enumerate() {
            for column in 0..width {
                let (block, lane, channel) = (&mut columns[column / 16], column % 16, group * width + column);
                block.sum[lane] = sums[channel];
                block.scale[lane] = scales[channel];
                block.bias[lane] = bias.map_or(0.0, |bias| bias[channel]);
            }
        }
    }

    /// Quantizes the input and computes the product, clamped to `range`.
    pub fn run_hybrid(
        &self,
        range: (f32, f32),
        inputs: HybridInputs<'_>,
        (packed, columns, output): (&[i8], &[Hybrid16], &mut [u8]),
        workers: &dyn Workers,
    ) {
        let HybridInputs { input, quantize, in_steps, quantized, rows } = inputs;
        self.quantize(HybridInputs { input, quantize, in_steps, quantized, rows }, workers);
        self.run_quantized((range, in_steps), rows, Operands { input: quantized, packed, columns, output }, workers);
    }

    /// Computes the product of an input that is quantized, clamped to `range`; whether in steps see [`HybridInputs`].
    pub fn run_quantized(
        &self,
        (range, in_steps): ((f32, f32), bool),
        rows: &[RowConstants],
        operands: Operands<'_, Hybrid16>,
        workers: &dyn Workers,
    ) {
        let run = Run { finish: &range, padding: 0, weights_zero_point: 0, rows };
        match in_steps {
            true => self.run::<Scaling<true>>(run, operands, workers),
            false => self.run::<Scaling<false>>(run, operands, workers),
        }
    }

    /// Quantizes the input.
    pub fn quantize(&self, inputs: HybridInputs<'_>, workers: &dyn Workers) {
        let HybridInputs { input, quantize: how, quantized, rows, .. } = inputs;
        let count = rows.len();
        let length = if count == 1 { input.len() } else { input.len().checked_div(count).unwrap_or(0) };
        let threads = if count > 1 { parts(workers, input.len(), GRAIN).min(count) } else { 1 };
        let (all, bytes) = (Parts::new(rows), Parts::new(quantized));
        let each = |row: usize, workers: &dyn Workers| {
            let values = &input[row * length..(row + 1) * length];
            // SAFETY: each row is quantized once.
            let (row, bytes) = unsafe { (all.get(row..row + 1), bytes.get(row * length..(row + 1) * length)) };
            let found = quantize_inputs::to_bytes(self.isa(), how, values, (bytes, 0x80), workers);
            row[0] = [i32::from(found.zero_point) + 128, found.scale.to_bits().cast_signed()];
        };
        match threads {
            1 => (0..count).for_each(|row| each(row, workers)),
            _ => workers.run(threads, &|part| share(count, threads, part).for_each(|row| each(row, &Serial))),
        }
    }
}
