//! The LSTM layer of floats, or with quantized weights, as matrix products: those of all inputs at once, then at each step
//! those of the former outputs of the batch.

use super::lstm::{GatePlan, Layer, RealPlan, Settings, Sizes, Walk};
use super::products::{Bias, Product};
use super::recurrent::RealWeights;
use crate::arena::{Inputs, Scratch, States};
use crate::error::Result;
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::fused_functions::{self, LstmGates};
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::recurrent::{add_to, lstm_step};
use ferrolite_kernels::reference::lstm::{Products, RealCell, RealLstm, clip};
use ferrolite_kernels::reference::recurrent::Curve;

/// The products of a layer whose weights are known.
pub(super) struct LayerProducts {
    input: Product,
    auxiliary: Option<Product>,
    recurrent: Product,
    projection: Option<Product>,
    /// Whether gates are computed with fused functions: plain layers of floats, on which no integer depends.
    pub(super) fused: bool,
    /// Room for the products themselves, then for floats.
    scratch: [usize; 2],
}

/// How a layer is run.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) layer: &'a Layer,
    /// With the operands of this run.
    pub(super) real: &'a RealLstm<'a>,
    pub(super) walk: &'a Walk,
    pub(super) workers: &'a dyn Workers,
}

impl LayerProducts {
    /// Those of a layer for a batch; `None` where weights are not known or diagonals, and without vectors.
    pub(super) fn prepare(
        ctx: &mut Prepare<'_>,
        real: &RealPlan,
        settings: Settings,
        (rows, batch): (usize, usize),
        sizes: &Sizes,
    ) -> Result<Option<Self>> {
        let Sizes { input: depth, auxiliary: aux_depth, cells, outputs } = *sizes;
        let quantize = real.quantize;
        let gates: Vec<&GatePlan> = real.gates.iter().flatten().collect();
        let each = |which: fn(&GatePlan) -> RealWeights| -> Vec<_> { gates.iter().map(|gate| which(gate)).collect() };
        // A gate that is normalised gets its bias afterwards.
        let bias = match gates.iter().any(|gate| gate.norm.is_some()) {
            true => Bias::Zero,
            false => Bias::Operands(gates.iter().map(|gate| gate.bias).collect()),
        };
        let Some(input) = Product::prepare(ctx, (rows, depth), &each(|gate| gate.input), &bias, quantize)? else {
            return Ok(None);
        };
        let recurrent = each(|gate| gate.recurrent);
        let Some(recurrent) = Product::prepare(ctx, (batch, outputs), &recurrent, &Bias::Nothing, quantize)? else {
            return Ok(None);
        };
        let of_auxiliary: Vec<RealWeights> = gates.iter().filter_map(|gate| gate.auxiliary).collect();
        let auxiliary = match of_auxiliary.is_empty() {
            true => None,
            false => Product::prepare(ctx, (rows, aux_depth), &of_auxiliary, &Bias::Nothing, quantize)?,
        };
        let projection = match real.projection {
            Some((weights, bias)) => {
                Product::prepare(ctx, (batch, cells), &[weights], &Bias::Operands(vec![bias]), quantize)?
            }
            None => None,
        };
        if auxiliary.is_none() != of_auxiliary.is_empty() || projection.is_none() != real.projection.is_none() {
            return Ok(None);
        }
        let plain = gates.len() == 4
            && !gates.iter().any(|gate| gate.norm.is_some() || gate.peephole.is_some() || gate.auxiliary.is_some())
            && projection.is_none();
        let fused = plain && quantize.is_none() && ctx.floats() == Floats::Fused && settings.curve == Curve::Tanh;
        let products = [Some(&input), Some(&recurrent), auxiliary.as_ref(), projection.as_ref()];
        let words = products.into_iter().flatten().map(Product::words).max().unwrap_or(0);
        let of_all = input.len() + auxiliary.as_ref().map_or(0, Product::len);
        let floats = 4 * cells + batch * cells + recurrent.len() + of_all;
        let scratch = [ctx.scratch(words * size_of::<i32>()), ctx.scratch(floats * size_of::<f32>())];
        Ok(Some(Self { input, auxiliary, recurrent, projection, fused, scratch }))
    }

    /// Runs the layer over a sequence.
    pub(super) fn run(
        &self,
        run: Run<'_>,
        inputs: &Inputs<'_>,
        output: &mut [f32],
        scratch: &mut Scratch<'_>,
        states: &mut States<'_>,
    ) -> Result<()> {
        let Run { layer, real, walk, workers } = run;
        let Sizes { cells, outputs, .. } = layer.sizes;
        let (room, floats) = scratch.two::<i32, f32>(self.scratch[0], self.scratch[1])?;
        let (gates, floats) = floats.split_at_mut(4 * cells);
        let (shown, floats) = floats.split_at_mut(walk.batch * cells);
        let (recurrent, floats) = floats.split_at_mut(self.recurrent.len());
        let (of_inputs, of_auxiliary) = floats.split_at_mut(self.input.len());
        let [hidden, state] = states.many::<f32, 2>([layer.positions.output_state, layer.positions.cell_state])?;
        self.input.run(inputs.get(layer.positions.input)?, room, of_inputs, workers)?;
        if let (Some(product), Some((position, _))) = (&self.auxiliary, layer.positions.auxiliary) {
            product.run(inputs.get(position)?, room, of_auxiliary, workers)?;
            add_to(layer.isa, of_inputs, of_auxiliary);
        }
        let width = self.recurrent.outputs();
        for time in walk.steps() {
            self.recurrent.run(hidden, room, recurrent, workers)?;
            for row in 0..walk.batch {
                let index = walk.index(time, row);
                let inputs = &of_inputs[index * width..(index + 1) * width];
                let of_hidden = &recurrent[row * width..(row + 1) * width];
                let state = &mut state[row * cells..(row + 1) * cells];
                let shown = match self.projection {
                    Some(_) => &mut shown[row * cells..(row + 1) * cells],
                    None => &mut hidden[row * outputs..(row + 1) * outputs],
                };
                if self.fused {
                    let gates = LstmGates { of_input: inputs, recurrent: of_hidden };
                    fused_functions::lstm_step(layer.isa, &gates, real.cell_clip, state, shown);
                } else {
                    let products = Products::Known { inputs, hidden: of_hidden };
                    lstm_step(layer.isa, &RealCell { layer: real, products }, (state, gates), &mut [], shown);
                }
            }
            if let Some(projection) = &self.projection {
                projection.run(shown, room, hidden, workers)?;
                clip(hidden, real.projection_clip);
            }
            for (row, hidden) in hidden.chunks_exact(outputs).enumerate() {
                let first = walk.index(time, row) * walk.output_row + walk.output_offset;
                output[first..first + outputs].copy_from_slice(hidden);
            }
        }
        Ok(())
    }
}
