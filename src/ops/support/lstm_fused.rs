//! The plain LSTM layer of floats as matrix products: those of all inputs at once, then those of each step's former
//! output. For layers on which no integer depends.

use super::lstm::{GATES, Parts, Positions, Settings, Sizes, Walk};
use crate::TensorType::Float32;
use crate::aligned::AlignedBytes;
use crate::arena::{Inputs, States};
use crate::error::Result;
use crate::plan::{Pack, Prepare};
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::fused_functions::{LstmGates, lstm_step};
use ferrolite_kernels::gemm::{Gemm, Numbers, Operands};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::parallel::Serial;
use ferrolite_kernels::reference::recurrent::Curve;
use ferrolite_kernels::requantize::Bias16;

/// Weights of the four gates, one behind the other.
struct Product {
    gemm: Gemm,
    packed: AlignedBytes,
    columns: Vec<Bias16>,
}

/// A layer without peepholes, projection and layer normalisation, whose weights are known.
pub(super) struct FusedPlan {
    isa: Isa,
    input: Product,
    recurrent: Product,
    cell_clip: f32,
    /// The gates of all inputs.
    pub(super) scratch: usize,
}

impl FusedPlan {
    /// `None` where the layer has more than that, or its sums of floats are to be rounded as the reference's.
    pub(super) fn prepare(
        ctx: &mut Prepare<'_>,
        positions: &Positions,
        parts: Parts,
        settings: Settings,
        sizes: &Sizes,
    ) -> Result<Option<Self>> {
        let Sizes { input, auxiliary, cells, outputs } = *sizes;
        let plain = !(parts.coupled || parts.peephole || parts.norm || parts.projection);
        let known = ctx.floats() == Floats::Fused && ctx.pack() != Pack::Never;
        if !plain || !known || auxiliary > 0 || settings.curve != Curve::Tanh || input == 0 || cells != outputs {
            return Ok(None);
        }
        let rows = ctx.input(positions.input)?.elements() / input;
        let input = GATES.map(|gate| positions.input_weights(gate));
        let recurrent = GATES.map(|gate| positions.recurrent_weights(gate));
        let bias = GATES.map(|gate| positions.bias(gate));
        let Some(input) = Product::prepare(ctx, (rows, sizes.input, cells), input, Some(bias))? else {
            return Ok(None);
        };
        let Some(recurrent) = Product::prepare(ctx, (1, outputs, cells), recurrent, None)? else { return Ok(None) };
        let packed = input.packed.as_slice().len() + recurrent.packed.as_slice().len();
        ctx.count_packed(packed, 4 * size_of::<f32>() * cells * (sizes.input + outputs));
        let scratch = ctx.scratch(4 * size_of::<f32>() * rows * cells);
        Ok(Some(Self { isa: ctx.isa(), input, recurrent, cell_clip: settings.cell_clip, scratch }))
    }

    /// Runs the layer over a sequence.
    pub(super) fn run(
        &self,
        walk: &Walk,
        (positions, sizes): (&Positions, &Sizes),
        inputs: &Inputs<'_>,
        output: &mut [f32],
        (recurrent, gates): (&mut [f32], &mut [f32]),
        states: &mut States<'_>,
    ) -> Result<()> {
        let Sizes { cells, outputs, .. } = *sizes;
        let [hidden_states, cell_states] = states.many::<f32, 2>([positions.output_state, positions.cell_state])?;
        self.input.multiply(inputs.get(positions.input)?, gates);
        for (index, row) in walk.rows() {
            let hidden = &mut hidden_states[row * outputs..(row + 1) * outputs];
            self.recurrent.multiply(hidden, recurrent);
            let gates = LstmGates { of_input: &gates[4 * index * cells..4 * (index + 1) * cells], recurrent };
            let state = &mut cell_states[row * cells..(row + 1) * cells];
            lstm_step(self.isa, &gates, self.cell_clip, state, hidden);
            let first = index * walk.output_row + walk.output_offset;
            output[first..first + outputs].copy_from_slice(hidden);
        }
        Ok(())
    }
}

impl Product {
    /// `rows` rows of `depth` numbers times the weights `[cells, depth]` of four gates.
    fn prepare(
        ctx: &Prepare<'_>,
        (rows, depth, cells): (usize, usize, usize),
        weights: [usize; 4],
        bias: Option<[usize; 4]>,
    ) -> Result<Option<Self>> {
        let numbers = Numbers::Float(Floats::Fused);
        let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, 4 * cells), numbers) else { return Ok(None) };
        let Some(weights) = together(ctx, weights, depth * cells)? else { return Ok(None) };
        let bias = match bias {
            Some(bias) => together(ctx, bias, cells)?,
            None => Some(Vec::new()),
        };
        let Some(bias) = bias else { return Ok(None) };
        let bias: Vec<f32> = bias.chunks_exact(size_of::<f32>()).map(bytemuck::pod_read_unaligned).collect();
        let mut packed = AlignedBytes::zeroed(gemm.packed_len());
        gemm.pack(&weights, bytemuck::cast_slice_mut(packed.as_mut_slice()), &mut [], ctx.threads().workers());
        let mut columns = vec![Bias16::default(); gemm.columns_len()];
        gemm.float_columns((!bias.is_empty()).then_some(&*bias), &mut columns);
        Ok(Some(Self { gemm, packed, columns }))
    }

    fn multiply(&self, rows: &[f32], gates: &mut [f32]) {
        let packed = bytemuck::cast_slice(self.packed.as_slice());
        let (input, output) = (bytemuck::cast_slice(rows), bytemuck::cast_slice_mut(gates));
        let operands = Operands { input, packed, columns: &self.columns, output };
        self.gemm.run_float((f32::NEG_INFINITY, f32::INFINITY), operands, &Serial);
    }
}

/// The bytes of four operands of so many floats, one behind the other; `None` where they are not known.
fn together(ctx: &Prepare<'_>, positions: [usize; 4], elements: usize) -> Result<Option<Vec<u8>>> {
    let mut all = Vec::with_capacity(4 * size_of::<f32>() * elements);
    for position in positions {
        let operand = ctx.input(position)?;
        match ctx.constant(position)? {
            Some(bytes) if operand.dtype == Float32 && operand.elements() == elements => all.extend_from_slice(bytes),
            _ => return Ok(None),
        }
    }
    Ok(Some(all))
}
