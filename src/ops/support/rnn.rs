//! The layer behind RNN, UNIDIRECTIONAL_SEQUENCE_RNN and BIDIRECTIONAL_SEQUENCE_RNN:
//! `output = activation(bias + W·input + A·auxiliary + R·former output)`.
//!
//! Sources: `RnnBatchStep` in `tflite/kernels/internal/kernel_utils.cc`, and the operators' `Prepare`.

use super::lstm::Walk;
use super::recurrent::{RealWeights, quantize_inputs, required, state, vector};
use crate::TensorType::Float32;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::ops::Kernel;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::reference::recurrent::{Curve, Row};

/// Where the operands of a layer are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Positions {
    pub(crate) input: usize,
    /// The auxiliary input and its weights.
    pub(crate) auxiliary: Option<(usize, usize)>,
    /// The first of four: weights of the input and of the recurrence, bias, state.
    pub(crate) weights: usize,
}

/// A prepared layer.
pub(crate) struct Layer {
    positions: Positions,
    pub(crate) units: usize,
    depth: usize,
    auxiliary_depth: usize,
    input: RealWeights,
    auxiliary: Option<RealWeights>,
    recurrent: RealWeights,
    quantize: Option<HybridInput>,
    curve: Curve,
    scratch: usize,
}

impl Layer {
    /// Checks a layer's operands and prepares it for a batch.
    pub(crate) fn prepare(
        ctx: &mut Prepare<'_>,
        positions: Positions,
        (curve, asymmetric): (Curve, bool),
        batch: usize,
    ) -> Result<Self> {
        let first = positions.weights;
        let (input, weights) = (ctx.input(positions.input)?, ctx.input(first)?);
        ensure!(input.dtype == Float32, BadType, "{input}: must be float32");
        let output = ctx.output(0)?;
        ensure!(output.dtype == Float32, BadType, "{output}: must be float32");
        let (&[units, _], Some(&depth)) = (weights.shape, input.shape.last()) else {
            return Err(err!(BadShape, "{weights}: must have rank 2"));
        };
        ensure!(units > 0, BadShape, "{weights}: a layer must have units");
        let auxiliary_depth = match positions.auxiliary {
            Some((position, _)) => ctx.input(position)?.shape.last().copied().unwrap_or(0),
            None => 0,
        };
        let auxiliary = match positions.auxiliary {
            Some((_, weights)) => Some(RealWeights::prepare(ctx, weights, &[units, auxiliary_depth])?),
            None => None,
        };
        let input = RealWeights::prepare(ctx, first, &[units, depth])?;
        let recurrent = RealWeights::prepare(ctx, first + 1, &[units, units])?;
        let quantized = input.is_quantized();
        ensure!(
            recurrent.is_quantized() == quantized
                && auxiliary.is_none_or(|weights| weights.is_quantized() == quantized),
            BadType,
            "the weights of a layer must all be float32, or all int8"
        );
        required(vector(ctx, first + 2, Float32, units)?, first + 2)?;
        state(ctx, first + 3, Float32, batch * units)?;
        Ok(Self {
            positions,
            units,
            depth,
            auxiliary_depth,
            input,
            auxiliary,
            recurrent,
            quantize: quantized.then(|| quantize_inputs(asymmetric)),
            curve,
            scratch: ctx.scratch(depth + auxiliary_depth + units),
        })
    }

    /// Multiply-accumulates of one row.
    pub(crate) fn macs(&self) -> u64 {
        ((self.depth + self.auxiliary_depth + self.units) as u64).saturating_mul(self.units as u64)
    }

    /// Computes each row of the walk.
    fn run(&self, walk: &Walk, io: &mut Io<'_>, output: usize) -> Result<()> {
        let (inputs, outputs, scratch, states) = io.split_with_states();
        let bytes: &mut [i8] = scratch.get(self.scratch)?;
        let (input_bytes, bytes) = bytes.split_at_mut(self.depth);
        let (auxiliary_bytes, state_bytes) = bytes.split_at_mut(self.auxiliary_depth);
        let first = self.positions.weights;
        let (input_weights, recurrent) = (self.input.get(&inputs)?, self.recurrent.get(&inputs)?);
        let bias: &[f32] = inputs.get(first + 2)?;
        let input: &[f32] = inputs.get(self.positions.input)?;
        let auxiliary = match (self.positions.auxiliary, &self.auxiliary) {
            (Some((position, _)), Some(weights)) => Some((weights.get(&inputs)?, inputs.get::<f32>(position)?)),
            _ => None,
        };
        let output: &mut [f32] = outputs.get(output)?;
        let hidden: &mut [f32] = states.get(first + 3)?;
        let row = |index: usize, depth: usize| index * depth..(index + 1) * depth;
        for (index, batch) in walk.rows() {
            let start = index * walk.output_row + walk.output_offset;
            let output = &mut output[start..start + self.units];
            let hidden = &mut hidden[batch * self.units..(batch + 1) * self.units];
            output.copy_from_slice(bias);
            let place = row(index, self.depth);
            input_weights.add_product(&Row::new(&input[place], self.quantize, input_bytes), output);
            if let Some((weights, rows)) = &auxiliary {
                let place = row(index, self.auxiliary_depth);
                weights.add_product(&Row::new(&rows[place], self.quantize, auxiliary_bytes), output);
            }
            recurrent.add_product(&Row::new(hidden, self.quantize, state_bytes), output);
            self.curve.apply_to(output);
            hidden.copy_from_slice(output);
        }
        Ok(())
    }
}

/// One layer or two, each with its walk and the output it writes.
pub(crate) struct Layers(pub(crate) Vec<(Layer, Walk, usize)>);

impl Kernel for Layers {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        self.0.iter().try_for_each(|(layer, walk, output)| layer.run(walk, io, *output))
    }
}
