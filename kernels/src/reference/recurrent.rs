//! What recurrent layers share: activations by name, and products of one float row with a matrix of floats or of
//! quantized weights.
//!
//! Sources: `MatrixBatchVectorMultiplyAccumulate`, `VectorBatchVectorCwiseProductAccumulate` and
//! `ApplyActivationToVector` in `tflite/kernels/internal/tensor_utils_common.h` and
//! `reference/portable_tensor_utils.cc`.

use super::accumulate::{Accumulate, Narrow, Real, for_each_sum};
use crate::double_functions::{logistic, tanh};
use crate::linear::HybridInput;

/// An activation as a function of one float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Curve {
    /// The number itself.
    #[default]
    None,
    /// `max(x, 0)`.
    Relu,
    /// `x` cut to [−1, 1].
    ReluN1To1,
    /// `x` cut to [0, 6].
    Relu6,
    /// Hyperbolic tangent.
    Tanh,
    /// 1 where the sign bit is set, else 0.
    SignBit,
    /// `1 / (1 + e^-x)`.
    Logistic,
}

impl Curve {
    /// The function.
    #[inline(always)]
    #[must_use]
    pub fn apply(self, x: f32) -> f32 {
        match self {
            Self::None => x,
            Self::Relu => 0f32.max(x),
            Self::ReluN1To1 => x.clamp(-1.0, 1.0),
            Self::Relu6 => x.clamp(0.0, 6.0),
            Self::Tanh => tanh(x),
            Self::SignBit => f32::from(u8::from(x.is_sign_negative())),
            Self::Logistic => logistic(x),
        }
    }

    /// The function of each number, in place.
    #[inline(always)]
    pub fn apply_to(self, values: &mut [f32]) {
        // Each a loop of its own, which the compiler vectorizes.
        match self {
            Self::None => {}
            Self::Tanh => each(values, tanh),
            Self::Logistic => each(values, logistic),
            _ => each(values, |x| self.apply(x)),
        }
    }
}

#[inline(always)]
fn each(values: &mut [f32], function: impl Fn(f32) -> f32) {
    for value in values {
        *value = function(*value);
    }
}

/// Weights that a float row is multiplied with.
#[derive(Clone, Copy, Debug)]
pub enum Weights<'a> {
    /// A row of weights for each output.
    Real(&'a [f32]),
    /// A row of weights for each output, and the real value of one step.
    Quantized(&'a [i8], f32),
    /// One weight for each output, which sees the input at its own place.
    Diagonal(&'a [f32]),
    /// As [`Diagonal`](Self::Diagonal), quantized: the weights are floats again before they are multiplied.
    QuantizedDiagonal(&'a [i8], f32),
}

/// A row to multiply with: as floats, and quantized where weights are.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    real: &'a [f32],
    quantized: &'a [i8],
    scale: f32,
    zero_point: i8,
}

impl<'a> Row<'a> {
    /// A row for float weights.
    #[must_use]
    pub fn real(real: &'a [f32]) -> Self {
        Self { real, quantized: &[], scale: 1.0, zero_point: 0 }
    }

    /// A row for quantized weights, quantized into `scratch` (as long as the row), or for float weights where
    /// `quantize` is absent.
    pub fn new(real: &'a [f32], quantize: Option<HybridInput>, scratch: &'a mut [i8]) -> Self {
        let Some(quantize) = quantize else { return Self::real(real) };
        let scratch = &mut scratch[..real.len()];
        let found = super::hybrid::quantize(quantize, real, scratch);
        Self { real, quantized: scratch, scale: found.scale, zero_point: found.zero_point }
    }
}

impl Weights<'_> {
    /// Adds the product with `row` to `sums`, one for each output.
    #[inline(always)]
    pub fn add_product(&self, row: &Row<'_>, sums: &mut [f32]) {
        match *self {
            Self::Real(weights) => add_rows(&Real, row.real, weights, sums, |sum| sum),
            Self::Quantized(weights, scale) => {
                let narrow = Narrow { input_zero_point: row.zero_point.into(), weights_zero_point: 0 };
                let scale = row.scale * scale;
                add_rows(&narrow, row.quantized, weights, sums, |sum| sum as f32 * scale);
            }
            Self::Diagonal(weights) => {
                for ((sum, &x), &w) in sums.iter_mut().zip(row.real).zip(weights) {
                    *sum += w * x;
                }
            }
            Self::QuantizedDiagonal(weights, scale) => {
                for ((sum, &x), &w) in sums.iter_mut().zip(row.real).zip(weights) {
                    *sum += scale * f32::from(w) * x;
                }
            }
        }
    }
}

/// Adds the product of `inputs` with each row of weights to that row's sum.
#[inline(always)]
pub(super) fn add_rows<X: Copy, W: Copy, A: Accumulate<X, W>>(
    accumulate: &A,
    inputs: &[X],
    weights: &[W],
    sums: &mut [f32],
    finish: impl Fn(A::Sum) -> f32,
) {
    let rows = sums.len().min(weights.len().checked_div(inputs.len()).unwrap_or(0));
    for_each_sum(accumulate, inputs, (weights, rows), |_| A::Sum::default(), |i, sum| sums[i] += finish(sum));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_added_for_any_number_of_outputs() {
        for outputs in 1..=9 {
            let weights: Vec<f32> = (0..outputs * 3).map(|i| i as f32).collect();
            let mut sums = vec![10.0; outputs];
            Weights::Real(&weights).add_product(&Row::real(&[1.0, 2.0, -1.0]), &mut sums);
            for (o, &sum) in sums.iter().enumerate() {
                let first = (o * 3) as f32;
                assert_eq!(sum, 10.0 + first + 2.0 * (first + 1.0) - (first + 2.0));
            }
        }
    }

    #[test]
    fn quantized_rows_give_about_the_float_product() {
        let (row, weights) = ([0.5f32, -1.5, 2.0], [100i8, 3, -70, 1, 2, 127]);
        let real: Vec<f32> = weights.iter().map(|&w| f32::from(w) * 0.1).collect();
        let mut expected = [1.0f32, 2.0];
        Weights::Real(&real).add_product(&Row::real(&row), &mut expected);
        for quantize in [HybridInput::Symmetric, HybridInput::Asymmetric] {
            let mut scratch = [0i8; 3];
            let mut sums = [1.0f32, 2.0];
            let row = Row::new(&row, Some(quantize), &mut scratch);
            Weights::Quantized(&weights, 0.1).add_product(&row, &mut sums);
            for (sum, expected) in sums.iter().zip(expected) {
                assert!((sum - expected).abs() < 0.2, "{sum} {expected}");
            }
        }
    }

    #[test]
    fn a_diagonal_sees_only_its_own_place() {
        let mut sums = [1.0, 1.0];
        let row = Row::real(&[2.0, 3.0]);
        Weights::Diagonal(&[10.0, 20.0]).add_product(&row, &mut sums);
        Weights::QuantizedDiagonal(&[1, -1], 0.5).add_product(&row, &mut sums);
        assert_eq!(sums, [22.0, 59.5]);
    }

    #[test]
    fn curves_are_what_their_names_say() {
        let xs = [-7.0f32, -0.5, 0.0, 0.5, 7.0];
        let all = |curve: Curve| xs.map(|x| curve.apply(x));
        assert_eq!(all(Curve::None), xs);
        assert_eq!(all(Curve::Relu), [0.0, 0.0, 0.0, 0.5, 7.0]);
        assert_eq!(all(Curve::ReluN1To1), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!(all(Curve::Relu6), [0.0, 0.0, 0.0, 0.5, 6.0]);
        assert_eq!(all(Curve::SignBit), [1.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(Curve::Logistic.apply(0.0), 0.5);
        assert!((Curve::Tanh.apply(0.5) - 0.462_117_16).abs() < 1e-6);
    }
}
