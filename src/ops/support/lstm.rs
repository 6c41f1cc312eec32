//! The LSTM layer behind LSTM, UNIDIRECTIONAL_SEQUENCE_LSTM and BIDIRECTIONAL_SEQUENCE_LSTM: which operands a layer
//! has, in which arithmetic it runs, and its walk over time and batch.
//!
//! Sources: `CheckInputTensorDimensions` and `Prepare` in `tflite/kernels/unidirectional_sequence_lstm.cc`, `lstm.cc`
//! and `bidirectional_sequence_lstm.cc`; `lstm_eval.cc`.

use super::linear::small_zero_point;
use super::lstm_integer::IntegerPlan;
use super::lstm_integer8::{INTERMEDIATES, Integer8Plan};
use super::lstm_products::{LayerProducts, Run};
use super::recurrent::{RealWeights, expect_shape, quantize_inputs, required, state, vector};
use crate::TensorType::{Float32, Int8, Int16};
use crate::arena::{Inputs, Io, States};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::boxed::Box;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::recurrent::lstm_step as step;
use ferrolite_kernels::reference::lstm::{Cell, Gate, Products, RealCell, RealGate, RealLstm};
use ferrolite_kernels::reference::lstm_integer::IntegerCell;
use ferrolite_kernels::reference::lstm_integer8::Integer8Cell;
use ferrolite_kernels::reference::recurrent::{Curve, Row};

/// The gates in the order of their operands.
pub(super) const GATES: [Gate; 4] = [Gate::Input, Gate::Forget, Gate::Candidate, Gate::Output];

/// Where the operands of a layer are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Positions {
    pub(crate) input: usize,
    /// The auxiliary input, and the first of its four weights.
    pub(crate) auxiliary: Option<(usize, usize)>,
    /// The first of the weights: four of the input, four of the recurrence, three peepholes, four biases, the
    /// projection and its bias.
    pub(crate) weights: usize,
    pub(crate) output_state: usize,
    pub(crate) cell_state: usize,
    /// The first of the four weights of layer normalisation.
    pub(crate) norm: Option<usize>,
}

impl Positions {
    pub(super) fn input_weights(&self, gate: Gate) -> usize {
        self.weights + gate as usize
    }

    pub(super) fn recurrent_weights(&self, gate: Gate) -> usize {
        self.weights + 4 + gate as usize
    }

    /// The candidate has none.
    pub(super) fn peephole(&self, gate: Gate) -> Option<usize> {
        match gate {
            Gate::Input => Some(self.weights + 8),
            Gate::Forget => Some(self.weights + 9),
            Gate::Candidate => None,
            Gate::Output => Some(self.weights + 10),
        }
    }

    pub(super) fn bias(&self, gate: Gate) -> usize {
        self.weights + 11 + gate as usize
    }

    pub(super) fn projection(&self) -> usize {
        self.weights + 15
    }

    pub(super) fn projection_bias(&self) -> usize {
        self.weights + 16
    }
}

/// The options of a layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) curve: Curve,
    pub(crate) cell_clip: f32,
    pub(crate) projection_clip: f32,
    pub(crate) asymmetric: bool,
}

/// The order in which rows follow each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    pub(crate) time: usize,
    pub(crate) batch: usize,
    pub(crate) time_major: bool,
    pub(crate) backward: bool,
    /// Elements from one row of the output to the next, and where in it this layer writes.
    pub(crate) output_row: usize,
    pub(crate) output_offset: usize,
}

impl Walk {
    /// The times in the order of computation.
    pub(super) fn steps(self) -> impl Iterator<Item = usize> {
        (0..self.time).map(move |step| if self.backward { self.time - 1 - step } else { step })
    }

    /// The index in the sequence of row `row` of the batch at a time.
    pub(super) fn index(self, time: usize, row: usize) -> usize {
        if self.time_major { time * self.batch + row } else { row * self.time + time }
    }

    /// The row's index in the sequence, and its index in the batch, in the order of computation.
    pub(super) fn rows(self) -> impl Iterator<Item = (usize, usize)> {
        self.steps().flat_map(move |time| (0..self.batch).map(move |row| (self.index(time, row), row)))
    }

    /// A walk over an input of rank 3, `[batch, time, input]` or `[time, batch, input]`; the output has rows of its
    /// own.
    pub(crate) fn over(shape: &[usize], time_major: bool, output_row: usize) -> Result<Self> {
        let &[first, second, _] = shape else {
            return Err(err!(BadShape, "input 0: must have rank 3"));
        };
        let (time, batch) = if time_major { (first, second) } else { (second, first) };
        Ok(Self { time, batch, time_major, backward: false, output_row, output_offset: 0 })
    }
}

/// The sizes of a layer's rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) input: usize,
    /// 0 without an auxiliary input.
    pub(crate) auxiliary: usize,
    pub(crate) cells: usize,
    pub(crate) outputs: usize,
}

/// A prepared layer.
pub(crate) struct Layer {
    pub(super) positions: Positions,
    pub(crate) sizes: Sizes,
    arithmetic: Arithmetic,
    pub(super) isa: Isa,
    /// Four gates; bytes of the rows.
    scratch: [usize; 2],
}

enum Arithmetic {
    Real(RealPlan),
    Products(RealPlan, Box<LayerProducts>),
    Integer(IntegerPlan),
    Integer8(Integer8Plan),
}

pub(super) struct RealPlan {
    pub(super) gates: [Option<GatePlan>; 4],
    /// And where its bias is.
    pub(super) projection: Option<(RealWeights, usize)>,
    settings: Settings,
    pub(super) quantize: Option<HybridInput>,
}

pub(super) struct GatePlan {
    pub(super) input: RealWeights,
    pub(super) auxiliary: Option<RealWeights>,
    pub(super) recurrent: RealWeights,
    pub(super) peephole: Option<RealWeights>,
    pub(super) norm: Option<usize>,
    pub(super) bias: usize,
}

/// Which optional parts a layer has.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) coupled: bool,
    pub(super) peephole: bool,
    pub(super) norm: bool,
    pub(super) projection: bool,
}

impl Parts {
    fn of(ctx: &Prepare<'_>, positions: &Positions) -> Result<Self> {
        let has = |position: usize| ctx.optional_input(position).map(|operand| operand.is_some());
        let coupled = !has(positions.input_weights(Gate::Input))?;
        ensure!(
            coupled != has(positions.recurrent_weights(Gate::Input))?,
            BadOperand,
            "the input gate must have both its weights, or none"
        );
        ensure!(
            coupled != has(positions.bias(Gate::Input))?,
            BadOperand,
            "input {} must be there just when the input gate is",
            positions.bias(Gate::Input)
        );
        let norm = positions.norm;
        Ok(Self {
            coupled,
            peephole: has(positions.weights + 10)?,
            norm: norm.map_or(Ok(false), |first| has(first + Gate::Forget as usize))?,
            projection: has(positions.projection())?,
        })
    }

    /// The gates that there are.
    pub(super) fn gates(self) -> impl Iterator<Item = Gate> {
        GATES.into_iter().filter(move |&gate| !(self.coupled && gate == Gate::Input))
    }

    /// Checks the vectors of the gates: biases, peepholes, layer normalisation.
    fn check(self, ctx: &Prepare<'_>, positions: &Positions, sizes: &Sizes, integer: bool) -> Result<()> {
        use crate::TensorType::Int32;
        let (narrow, wide) = if integer { (Int16, Int32) } else { (Float32, Float32) };
        for gate in GATES {
            let absent = self.coupled && gate == Gate::Input;
            if let Some(position) = positions.peephole(gate) {
                let present = ctx.optional_input(position)?.is_some();
                ensure!(
                    present == (self.peephole && !absent) || absent && present && self.peephole,
                    BadOperand,
                    "input {position}: the peepholes must all be there, or none"
                );
                if integer && present {
                    vector(ctx, position, Int16, sizes.cells)?;
                }
            }
            if !absent {
                required(vector(ctx, positions.bias(gate), wide, sizes.cells)?, positions.bias(gate))?;
            }
            if let Some(first) = positions.norm.filter(|_| self.norm) {
                let position = first + gate as usize;
                let present = vector(ctx, position, narrow, sizes.cells)?;
                ensure!(present != absent, BadOperand, "input {position}: layer normalisation needs every gate's");
            }
        }
        let bias = vector(ctx, positions.projection_bias(), wide, sizes.outputs)?;
        ensure!(!bias || self.projection, BadOperand, "a bias of a projection needs its weights");
        Ok(())
    }
}

/// The sizes that a layer's weights say: cells from the output gate's input weights, outputs from its recurrent ones.
fn sizes(ctx: &Prepare<'_>, positions: &Positions) -> Result<Sizes> {
    let input = ctx.input(positions.input)?;
    let weights = ctx.input(positions.input_weights(Gate::Output))?;
    let recurrent = ctx.input(positions.recurrent_weights(Gate::Output))?;
    let (&[cells, _], Some(&depth)) = (weights.shape, input.shape.last()) else {
        return Err(err!(BadShape, "{weights}: must have rank 2"));
    };
    let outputs = match *recurrent.shape {
        [outputs] | [_, outputs] => outputs,
        _ => return Err(err!(BadShape, "{recurrent}: must have rank 1 or 2")),
    };
    let auxiliary = match positions.auxiliary {
        Some((position, _)) => ctx.optional_input(position)?.and_then(|input| input.shape.last().copied()).unwrap_or(0),
        None => 0,
    };
    Ok(Sizes { input: depth, auxiliary, cells, outputs })
}

impl Layer {
    /// Checks a layer's operands and prepares it for a batch.
    pub(crate) fn prepare(
        ctx: &mut Prepare<'_>,
        positions: Positions,
        settings: Settings,
        batch: usize,
    ) -> Result<Self> {
        ensure!(
            settings.cell_clip >= 0.0 && settings.projection_clip >= 0.0,
            BadOption,
            "clips must not be negative: {} and {}",
            settings.cell_clip,
            settings.projection_clip
        );
        let sizes = sizes(ctx, &positions)?;
        let Sizes { input, auxiliary, cells, outputs } = sizes;
        ensure!(cells > 0 && outputs > 0, BadShape, "a layer must have cells and outputs");
        let parts = Parts::of(ctx, &positions)?;
        ensure!(
            parts.projection || cells == outputs,
            BadShape,
            "without a projection there must be as many outputs as cells, not {outputs} and {cells}"
        );
        let operand = ctx.input(positions.input)?;
        let integer = operand.dtype == Int8;
        ensure!(integer || operand.dtype == Float32, BadType, "{operand}: must be float32 or int8");
        let output = ctx.output(0)?;
        ensure!(output.dtype == operand.dtype, BadType, "{output}: must have the input's type {}", operand.dtype);
        parts.check(ctx, &positions, &sizes, integer)?;
        let arithmetic = if integer && ctx.intermediate_count() == INTERMEDIATES {
            Arithmetic::Integer8(Integer8Plan::prepare(ctx, &positions, parts, settings, &sizes)?)
        } else if integer {
            Arithmetic::Integer(IntegerPlan::prepare(ctx, &positions, parts, settings, &sizes)?)
        } else {
            // It checks the operands, too.
            let plan = RealPlan::prepare(ctx, &positions, parts, settings, &sizes)?;
            let rows = (operand.elements().checked_div(input).unwrap_or(0), batch);
            match LayerProducts::prepare(ctx, &plan, settings, rows, &sizes)? {
                Some(products) => Arithmetic::Products(plan, Box::new(products)),
                None => Arithmetic::Real(plan),
            }
        };
        state(ctx, positions.output_state, operand.dtype, batch * outputs)?;
        state(ctx, positions.cell_state, if integer { Int16 } else { Float32 }, batch * cells)?;
        let number = if integer { size_of::<i16>() } else { size_of::<f32>() };
        let scratch = [ctx.scratch(4 * cells * number), ctx.scratch(input + auxiliary + cells + 2 * outputs)];
        Ok(Self { positions, sizes, arithmetic, isa: ctx.isa(), scratch })
    }

    /// Multiply-accumulates of one row.
    pub(crate) fn macs(&self) -> u64 {
        let Sizes { input, auxiliary, cells, outputs } = self.sizes;
        ((input + auxiliary + outputs) as u64).saturating_mul(4 * cells as u64)
    }

    /// The kernel's name.
    pub(crate) fn name(&self) -> &'static str {
        match &self.arithmetic {
            Arithmetic::Real(_) => "lstm_float32_reference",
            Arithmetic::Products(_, products) if products.fused => "lstm_float32_fused",
            Arithmetic::Products(plan, _) if plan.quantize.is_some() => "lstm_hybrid",
            Arithmetic::Products(..) => "lstm_float32",
            Arithmetic::Integer(_) | Arithmetic::Integer8(_) => "lstm_int8",
        }
    }

    /// Runs the layer over a sequence, writing to output `output`.
    pub(crate) fn run(&self, walk: &Walk, io: &mut Io<'_>, output: usize) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch, states) = io.split_with_states();
        let inputs = &inputs;
        match &self.arithmetic {
            Arithmetic::Real(plan) => {
                let buffers = scratch.two::<f32, i8>(self.scratch[0], self.scratch[1])?;
                self.real(plan, walk, inputs, outputs.get(output)?, buffers, states)
            }
            Arithmetic::Products(plan, products) => {
                let real = RealLstm { projection: None, ..plan.layer(inputs)? };
                let run = Run { layer: self, real: &real, walk, workers };
                products.run(run, inputs, outputs.get(output)?, scratch, states)
            }
            Arithmetic::Integer(plan) => {
                let layer = plan.layer(inputs, &self.positions)?;
                // Batch-major, the reference computes each row as a batch of its own.
                let row = |row: usize| if walk.time_major { (row, walk.batch) } else { (0, 1) };
                let buffers = scratch.two::<i16, i8>(self.scratch[0], self.scratch[1])?;
                self.integers(walk, inputs, outputs.get(output)?, buffers, states, |(input, hidden, index), buffers| {
                    buffers.step(self.isa, &IntegerCell { layer: &layer, input, hidden, row: row(index) });
                })
            }
            Arithmetic::Integer8(plan) => {
                let layer = plan.layer(inputs, &self.positions)?;
                let buffers = scratch.two::<i16, i8>(self.scratch[0], self.scratch[1])?;
                self.integers(walk, inputs, outputs.get(output)?, buffers, states, |(input, hidden, _), buffers| {
                    buffers.step(self.isa, &Integer8Cell { layer: &layer, input, hidden });
                })
            }
        }
    }

    fn real(
        &self,
        plan: &RealPlan,
        walk: &Walk,
        inputs: &Inputs<'_>,
        output: &mut [f32],
        (gates, bytes): (&mut [f32], &mut [i8]),
        states: &mut States<'_>,
    ) -> Result<()> {
        let layer = plan.layer(inputs)?;
        let Sizes { input: depth, auxiliary: aux_depth, cells, outputs } = self.sizes;
        let input: &[f32] = inputs.get(self.positions.input)?;
        let auxiliary: Option<&[f32]> = match self.positions.auxiliary {
            Some((position, _)) => inputs.optional(position)?,
            None => None,
        };
        let (input_bytes, bytes) = bytes.split_at_mut(depth);
        let (aux_bytes, bytes) = bytes.split_at_mut(aux_depth);
        let (hidden_bytes, bytes) = bytes.split_at_mut(outputs);
        let cell_bytes = &mut bytes[..cells];
        let output_state = self.positions.output_state;
        let [hidden_states, cell_states] = states.many::<f32, 2>([output_state, self.positions.cell_state])?;
        for (index, row) in walk.rows() {
            let hidden = &mut hidden_states[row * outputs..(row + 1) * outputs];
            let products = Products::Of {
                input: Row::new(&input[index * depth..(index + 1) * depth], plan.quantize, input_bytes),
                auxiliary: auxiliary
                    .map(|rows| Row::new(&rows[index * aux_depth..(index + 1) * aux_depth], plan.quantize, aux_bytes)),
                hidden: Row::new(hidden, plan.quantize, hidden_bytes),
            };
            let cell = RealCell { layer: &layer, products };
            let first = index * walk.output_row + walk.output_offset;
            let output = &mut output[first..first + outputs];
            let state = &mut cell_states[row * cells..(row + 1) * cells];
            step(self.isa, &cell, (state, gates), cell_bytes, output);
            hidden.copy_from_slice(output);
        }
        Ok(())
    }

    /// Runs an integer layer; `step` takes a row's input, its former output and its index in the batch.
    fn integers(
        &self,
        walk: &Walk,
        inputs: &Inputs<'_>,
        output: &mut [i8],
        (gates, bytes): (&mut [i16], &mut [i8]),
        states: &mut States<'_>,
        step: impl Fn((&[i8], &[i8], usize), IntegerBuffers<'_>),
    ) -> Result<()> {
        let Sizes { input: depth, cells, outputs, .. } = self.sizes;
        let input: &[i8] = inputs.get(self.positions.input)?;
        let (former, bytes) = bytes.split_at_mut(outputs);
        for (index, row) in walk.rows() {
            let hidden = row * outputs..(row + 1) * outputs;
            former.copy_from_slice(&states.get::<i8>(self.positions.output_state)?[hidden.clone()]);
            let first = index * walk.output_row + walk.output_offset;
            let output = &mut output[first..first + outputs];
            let state = &mut states.get::<i16>(self.positions.cell_state)?[row * cells..(row + 1) * cells];
            let input = &input[index * depth..(index + 1) * depth];
            step((input, former, row), IntegerBuffers { state, gates, bytes, output });
            states.get::<i8>(self.positions.output_state)?[hidden].copy_from_slice(output);
        }
        Ok(())
    }
}

/// What a step of an integer layer writes.
struct IntegerBuffers<'a> {
    state: &'a mut [i16],
    gates: &'a mut [i16],
    bytes: &'a mut [i8],
    output: &'a mut [i8],
}

impl IntegerBuffers<'_> {
    fn step(self, isa: Isa, cell: &impl Cell<Number = i16, Output = i8>) {
        step(isa, cell, (self.state, self.gates), self.bytes, self.output);
    }
}

impl RealPlan {
    fn prepare(
        ctx: &Prepare<'_>,
        positions: &Positions,
        parts: Parts,
        settings: Settings,
        sizes: &Sizes,
    ) -> Result<Self> {
        let Sizes { input, auxiliary, cells, outputs } = *sizes;
        let mut gates = [const { None }; 4];
        for gate in parts.gates() {
            let recurrent = positions.recurrent_weights(gate);
            let diagonal = ctx.input(recurrent)?.rank() == 1;
            ensure!(!diagonal || cells == outputs, BadShape, "diagonal weights need as many outputs as cells");
            let shape = [cells, outputs];
            let aux_weights = match positions.auxiliary {
                Some((_, first)) if auxiliary > 0 && ctx.optional_input(first + Gate::Output as usize)?.is_some() => {
                    Some(RealWeights::prepare(ctx, first + gate as usize, &[cells, auxiliary])?)
                }
                _ => None,
            };
            let peephole = positions.peephole(gate).filter(|_| parts.peephole);
            gates[gate as usize] = Some(GatePlan {
                input: RealWeights::prepare(ctx, positions.input_weights(gate), &[cells, input])?,
                auxiliary: aux_weights,
                recurrent: RealWeights::prepare(ctx, recurrent, if diagonal { &shape[..1] } else { &shape })?,
                peephole: peephole.map(|position| RealWeights::prepare(ctx, position, &[cells])).transpose()?,
                norm: positions.norm.filter(|_| parts.norm).map(|first| first + gate as usize),
                bias: positions.bias(gate),
            });
        }
        let projection = match parts.projection {
            true => {
                let weights = RealWeights::prepare(ctx, positions.projection(), &[outputs, cells])?;
                Some((weights, positions.projection_bias()))
            }
            false => None,
        };
        let quantized = gates.iter().flatten().flat_map(|gate| {
            let dense = (!gate.recurrent.is_diagonal()).then_some(gate.recurrent);
            [Some(gate.input), gate.auxiliary, dense, gate.peephole].into_iter().flatten()
        });
        let quantized = quantized.chain(projection.map(|(weights, _)| weights));
        let any = quantized.clone().any(|weights| weights.is_quantized());
        let all = quantized.clone().all(|weights| weights.is_quantized());
        ensure!(any == all, BadType, "the weights of a layer must all be float32, or all int8");
        Ok(Self { gates, projection, settings, quantize: any.then(|| quantize_inputs(settings.asymmetric)) })
    }

    fn layer<'a>(&self, inputs: &Inputs<'a>) -> Result<RealLstm<'a>> {
        let mut gates = [None; 4];
        for (slot, plan) in gates.iter_mut().zip(&self.gates) {
            let Some(plan) = plan else { continue };
            *slot = Some(RealGate {
                input: plan.input.get(inputs)?,
                auxiliary: plan.auxiliary.map(|weights| weights.get(inputs)).transpose()?,
                recurrent: plan.recurrent.get(inputs)?,
                peephole: plan.peephole.map(|weights| weights.get(inputs)).transpose()?,
                bias: inputs.get(plan.bias)?,
                norm: plan.norm.map(|position| inputs.get(position)).transpose()?,
            });
        }
        let projection = match &self.projection {
            Some((weights, bias)) => Some((weights.get(inputs)?, inputs.optional(*bias)?)),
            None => None,
        };
        Ok(RealLstm {
            gates,
            projection,
            quantize: self.quantize,
            curve: self.settings.curve,
            cell_clip: self.settings.cell_clip,
            projection_clip: self.settings.projection_clip,
        })
    }
}

/// The zero point of an `i8` operand.
pub(super) fn zero_point(ctx: &Prepare<'_>, position: usize) -> Result<i16> {
    small_zero_point(ctx.input(position)?.per_tensor()?.1)
}

/// Refuses weights of integer layers that are not `i8` or have another shape.
pub(super) fn check_integer_weights(ctx: &Prepare<'_>, position: usize, shape: &[usize]) -> Result<()> {
    let operand = ctx.input(position)?;
    ensure!(operand.dtype == Int8, BadType, "{operand}: must be int8");
    expect_shape(&operand, shape)
}
