//! Products of 16-bit inputs and 8-bit weights: the same outputs as the scalar kernels, which sum in 64 bits.

use super::arithmetic::Words;
use super::drive::{Gemm, Operands, Run};
use crate::parallel::Workers;
use crate::quant::ClampRange;
use crate::requantize::{WordRange, WordScale, Words16, word_columns};

impl Gemm {
    /// The constants of a product of words, and the range of its outputs: see
    /// [`word_columns`](crate::requantize::word_columns). Packing has summed the magnitudes of the weights.
    #[must_use]
    pub fn word_columns(
        &self,
        magnitudes: &[i32],
        scales: (&[WordScale], Option<&[i64]>),
        range: ClampRange,
        columns: &mut [Words16],
    ) -> Option<WordRange> {
        let sizes = (self.packing().columns, self.packing().blocks());
        word_columns(magnitudes, scales, range, (sizes, columns))
    }

    /// Computes a product of words. Input and output are dense and as long as their extents say.
    pub fn run_words(&self, range: WordRange, operands: Operands<'_, Words16>, workers: &dyn Workers) {
        let run = Run { finish: &range, padding: 0, weights_zero_point: 0, rows: &[] };
        self.run::<Words>(run, operands, workers);
    }
}
