//! The one kernel of convolutions (plain, depthwise, transposed): it hands the operands to the function
//! that was chosen for their types.

use super::linear::{Arithmetic, FixedPointPlan, Weights, float};
use crate::arena::{Element, Inputs, Io, Outputs};
use crate::error::{Result, err};
use crate::ops::Kernel;
use ferrolite_kernels::linear::{FixedPoint, Float, Hybrid};
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

/// A kernel with integer activations `X`, weights `W` and bias `B`.
type Integers<G, X, W, B> = fn(&G, &FixedPoint<'_, B>, View<'_, X>, &[W], ViewMut<'_, X>);

/// A kernel that quantizes a dense float input into scratch.
type HybridKernel<G> = fn(&G, &Hybrid<'_>, (&[f32], Nhwc), &[i8], ViewMut<'_, f32>, &mut [i8]);

/// The functions of one kind of convolution; `G` is its geometry.
pub(crate) struct Kernels<G: 'static> {
    pub(crate) int8: Integers<G, i8, i8, i32>,
    pub(crate) uint8: Integers<G, u8, u8, i32>,
    pub(crate) int16_narrow: Integers<G, i16, i8, i32>,
    pub(crate) int16: Integers<G, i16, i8, i64>,
    pub(crate) int16_bias32: Integers<G, i16, i8, i32>,
    pub(crate) float32: fn(&G, &Float<'_>, View<'_, f32>, &[f32], ViewMut<'_, f32>),
    pub(crate) hybrid: HybridKernel<G>,
}

/// Which operand is which.
#[derive(Clone, Copy)]
pub(crate) struct Positions {
    pub(crate) input: usize,
    pub(crate) weights: usize,
    pub(crate) bias: usize,
}

/// A prepared convolution.
pub(crate) struct Convolution<G: 'static> {
    pub(crate) kernels: &'static Kernels<G>,
    pub(crate) positions: Positions,
    pub(crate) geometry: G,
    pub(crate) input: Nhwc,
    pub(crate) output: Nhwc,
    pub(crate) weights: Weights,
    pub(crate) arithmetic: Arithmetic,
}

impl<G: Send + Sync> Convolution<G> {
    fn integers<X: Element, W, B: Element>(
        &self,
        kernel: Integers<G, X, W, B>,
        plan: &FixedPointPlan,
        weights: &[W],
        (inputs, outputs): (Inputs<'_>, &mut Outputs<'_>),
    ) -> Result<()> {
        let parameters = plan.with_bias(inputs.optional(self.positions.bias)?);
        let input = view(inputs.get(self.positions.input)?, self.input)?;
        kernel(&self.geometry, &parameters, input, weights, view_mut(outputs.get(0)?, self.output)?);
        Ok(())
    }
}

impl<G: Send + Sync> Kernel for Convolution<G> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let Positions { input, weights, bias } = self.positions;
        match &self.arithmetic {
            Arithmetic::Int8(plan) => {
                let weights = self.weights.signed(&inputs)?;
                self.integers(self.kernels.int8, plan, weights, (inputs, outputs))
            }
            Arithmetic::UInt8(plan) => {
                let weights = inputs.get(weights)?;
                self.integers(self.kernels.uint8, plan, weights, (inputs, outputs))
            }
            Arithmetic::Int16Narrow(plan) => {
                let weights = self.weights.signed(&inputs)?;
                self.integers(self.kernels.int16_narrow, plan, weights, (inputs, outputs))
            }
            Arithmetic::Int16(plan) => {
                let weights = self.weights.signed(&inputs)?;
                self.integers(self.kernels.int16, plan, weights, (inputs, outputs))
            }
            Arithmetic::Int16Bias32(plan) => {
                let weights = self.weights.signed(&inputs)?;
                self.integers(self.kernels.int16_bias32, plan, weights, (inputs, outputs))
            }
            Arithmetic::Float32(range) => {
                let parameters = float(*range, inputs.optional(bias)?);
                let input = view(inputs.get(input)?, self.input)?;
                let output = view_mut(outputs.get(0)?, self.output)?;
                (self.kernels.float32)(&self.geometry, &parameters, input, inputs.get(weights)?, output);
                Ok(())
            }
            Arithmetic::Hybrid(plan) => {
                let parameters = plan.with_bias(inputs.optional(bias)?);
                let input = (inputs.get(input)?, self.input);
                let output = view_mut(outputs.get(0)?, self.output)?;
                let weights = self.weights.signed(&inputs)?;
                let quantized = scratch.get(plan.scratch)?;
                (self.kernels.hybrid)(&self.geometry, &parameters, input, weights, output, quantized);
                Ok(())
            }
        }
    }
}

fn view<T>(data: &[T], extents: Nhwc) -> Result<View<'_, T>> {
    View::dense(data, extents).ok_or_else(|| err!(Internal, "an operand is shorter than its shape"))
}

fn view_mut<T>(data: &mut [T], extents: Nhwc) -> Result<ViewMut<'_, T>> {
    ViewMut::dense(data, extents).ok_or_else(|| err!(Internal, "an operand is shorter than its shape"))
}
