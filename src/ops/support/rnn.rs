//! The layer behind RNN, UNIDIRECTIONAL_SEQUENCE_RNN and BIDIRECTIONAL_SEQUENCE_RNN:
//! `output = activation(bias + W·input + A·auxiliary + R·former output)`.
//!
//! Sources: `RnnBatchStep` in `tflite/kernels/internal/kernel_utils.cc`, and the operators' `Prepare`.

use super::lstm::Walk;
use super::products::{Bias, Product};
use super::recurrent::{RealWeights, quantize_inputs, required, state, vector};
use crate::TensorType::Float32;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::ops::Kernel;
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::recurrent::{add_and_apply, add_to};
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
    isa: Isa,
    /// Bytes of rows that are quantized.
    scratch: usize,
    products: Option<LayerProducts>,
}

/// The products of a layer whose weights are known, on vectors.
struct LayerProducts {
    input: Product,
    auxiliary: Option<Product>,
    recurrent: Product,
    /// Room for the products themselves, then for floats.
    scratch: [usize; 2],
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
        let quantize = quantized.then(|| quantize_inputs(asymmetric));
        let rows = ctx.input(positions.input)?.elements().checked_div(depth).unwrap_or(0);
        let products = LayerProducts::prepare(
            ctx,
            [(rows, depth), (rows, auxiliary_depth), (batch, units)],
            (input, auxiliary, recurrent),
            first + 2,
            quantize,
        )?;
        Ok(Self {
            positions,
            units,
            depth,
            auxiliary_depth,
            input,
            auxiliary,
            recurrent,
            quantize,
            curve,
            isa: ctx.isa(),
            products,
            scratch: ctx.scratch(depth + auxiliary_depth + units),
        })
    }

    /// Multiply-accumulates of one row.
    pub(crate) fn macs(&self) -> u64 {
        ((self.depth + self.auxiliary_depth + self.units) as u64).saturating_mul(self.units as u64)
    }

    /// The kernel's name.
    pub(crate) fn name(&self) -> &'static str {
        match (&self.products, self.quantize) {
            (None, _) => "rnn_float32_reference",
            (Some(_), None) => "rnn_float32",
            (Some(_), Some(_)) => "rnn_hybrid",
        }
    }

    fn run(&self, walk: &Walk, io: &mut Io<'_>, output: usize) -> Result<()> {
        match &self.products {
            Some(products) => products.run(self, walk, io, output),
            None => self.run_rows(walk, io, output),
        }
    }

    /// Computes each row of the walk.
    fn run_rows(&self, walk: &Walk, io: &mut Io<'_>, output: usize) -> Result<()> {
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

impl LayerProducts {
    /// Those of all inputs, of all auxiliary inputs and of a batch of former outputs: rows and their lengths.
    fn prepare(
        ctx: &mut Prepare<'_>,
        [of_input, of_auxiliary, of_recurrent]: [(usize, usize); 3],
        (input, auxiliary, recurrent): (RealWeights, Option<RealWeights>, RealWeights),
        bias: usize,
        quantize: Option<HybridInput>,
    ) -> Result<Option<Self>> {
        let bias = Bias::Operands(vec![bias]);
        let Some(input) = Product::prepare(ctx, of_input, &[input], &bias, quantize)? else { return Ok(None) };
        let Some(recurrent) = Product::prepare(ctx, of_recurrent, &[recurrent], &Bias::Nothing, quantize)? else {
            return Ok(None);
        };
        let auxiliary = match auxiliary {
            None => None,
            Some(weights) => match Product::prepare(ctx, of_auxiliary, &[weights], &Bias::Nothing, quantize)? {
                None => return Ok(None),
                product => product,
            },
        };
        let products = [Some(&input), Some(&recurrent), auxiliary.as_ref()];
        let words = products.into_iter().flatten().map(Product::words).max().unwrap_or(0);
        let floats = input.len() + recurrent.len() + auxiliary.as_ref().map_or(0, Product::len);
        let scratch = [ctx.scratch(words * size_of::<i32>()), ctx.scratch(floats * size_of::<f32>())];
        Ok(Some(Self { input, auxiliary, recurrent, scratch }))
    }

    /// Runs the layer over a sequence.
    fn run(&self, layer: &Layer, walk: &Walk, io: &mut Io<'_>, output: usize) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch, states) = io.split_with_states();
        let output: &mut [f32] = outputs.get(output)?;
        let hidden: &mut [f32] = states.get(layer.positions.weights + 3)?;
        let (room, floats) = scratch.two::<i32, f32>(self.scratch[0], self.scratch[1])?;
        let (recurrent, floats) = floats.split_at_mut(self.recurrent.len());
        let (sums, of_auxiliary) = floats.split_at_mut(self.input.len());
        self.input.run(inputs.get(layer.positions.input)?, room, sums, workers)?;
        if let (Some(product), Some((position, _))) = (&self.auxiliary, layer.positions.auxiliary) {
            product.run(inputs.get(position)?, room, of_auxiliary, workers)?;
            add_to(layer.isa, sums, of_auxiliary);
        }
        for time in walk.steps() {
            self.recurrent.run(hidden, room, recurrent, workers)?;
            let rows = hidden.chunks_exact_mut(layer.units).zip(recurrent.chunks_exact(layer.units));
            for (row, (hidden, of_hidden)) in rows.enumerate() {
                let index = walk.index(time, row);
                hidden.copy_from_slice(&sums[index * layer.units..(index + 1) * layer.units]);
                add_and_apply(layer.isa, layer.curve, hidden, of_hidden);
                let start = index * walk.output_row + walk.output_offset;
                output[start..start + layer.units].copy_from_slice(hidden);
            }
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
