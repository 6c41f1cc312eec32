//! LSTM with `kernel_type` BASIC: prepared and run.

use super::linear::{multiplier, small_zero_point};
use super::recurrent::{expect_shape, scale};
use crate::TensorType::{Float32, Int16, Int32, UInt8};
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use ferrolite_kernels::reference::lstm_basic::{
    BasicCell, BasicInputs, BasicInteger, BasicOutputs, BasicReal, lstm_basic,
};
use ferrolite_kernels::reference::sigmoid16::power_of_two;

const INPUT: usize = 0;
const HIDDEN: usize = 1;
const WEIGHTS: usize = 2;
const BIAS: usize = 3;
const STATE: usize = 4;

/// A cell of `units`, and whether the former output and state are variables, which get the new ones.
struct Basic<C> {
    cell: C,
    units: usize,
    updates: [bool; 2],
}

/// Checks the operands and prepares the kernel.
pub(crate) fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let counts = (ctx.input_count(), ctx.output_count());
    ensure!(counts == (5, 4), BadOperand, "has {} inputs and {} outputs, must have 5 and 4", counts.0, counts.1);
    let (input, hidden, weights) = (ctx.input(INPUT)?, ctx.input(HIDDEN)?, ctx.input(WEIGHTS)?);
    let (bias, state) = (ctx.input(BIAS)?, ctx.input(STATE)?);
    let (&[batch, depth], &[_, units]) = (input.shape, hidden.shape) else {
        return Err(err!(BadShape, "{input} and {hidden} must have rank 2"));
    };
    ensure!(units > 0, BadShape, "{hidden}: a layer must have units");
    expect_shape(&hidden, &[batch, units])?;
    expect_shape(&weights, &[4 * units, depth + units])?;
    expect_shape(&bias, &[4 * units])?;
    expect_shape(&state, &[batch, units])?;
    for (position, columns) in [units, units, depth + units, 4 * units].into_iter().enumerate() {
        ctx.set_output_shape(position, &[batch, columns])?;
    }
    ctx.set_macs((batch as u64).saturating_mul(weights.elements() as u64));
    let mut updates = [false; 2];
    for (updated, (position, operand)) in updates.iter_mut().zip([(HIDDEN, hidden), (STATE, state)]) {
        if operand.is_variable {
            ctx.updates(position)?;
            *updated = true;
        }
    }
    let (value, bias_type, number) = match input.dtype {
        UInt8 => (UInt8, Int32, Int16),
        _ => (Float32, Float32, Float32),
    };
    let outputs = [ctx.output(0)?, ctx.output(1)?, ctx.output(2)?, ctx.output(3)?];
    let operands = [input, hidden, weights, bias, state].into_iter().chain(outputs);
    let types = [value, value, value, bias_type, number, value, number, value, number];
    for (operand, dtype) in operands.zip(types) {
        ensure!(operand.dtype == dtype, BadType, "{operand}: must be {dtype}");
    }
    if input.dtype != UInt8 {
        return Prepared::kernel("lstm_basic_float32_reference", Basic { cell: BasicReal, units, updates });
    }
    let state_scale = scale(&outputs[1])?;
    ensure!(
        power_of_two(state_scale) == Some(-11),
        BadQuantization,
        "{}: the state's scale must be 2^-11, not {state_scale}",
        outputs[1]
    );
    let cell = BasicInteger {
        weights_zero_point: small_zero_point(weights.per_tensor()?.1)?,
        // The product is one of f32.
        multiplier: multiplier((4096.0 * scale(&bias)?).into())?,
    };
    Prepared::kernel("lstm_basic_uint8_reference", Basic { cell, units, updates })
}

fn typed<T: Element>(bytes: &mut [u8]) -> Result<&mut [T]> {
    bytemuck::try_cast_slice_mut(bytes).map_err(|_| err!(Internal, "an output is not aligned"))
}

impl<C> Kernel for Basic<C>
where
    C: BasicCell<Value: Element, Bias: Element, Number: Element> + Send + Sync,
{
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _, states) = io.split_with_states();
        // Outputs of two types at once, as bytes.
        let [output, state, joined, gates] = outputs.all::<u8, 4>()?;
        let outputs_of_step =
            BasicOutputs { output: typed(output)?, state: typed(state)?, joined: typed(joined)?, gates: typed(gates)? };
        let (hidden, before): (&[u8], &[u8]) = match self.updates {
            [true, true] => {
                let [hidden, before] = states.many::<u8, 2>([HIDDEN, STATE])?;
                (hidden, before)
            }
            [true, false] => (states.get(HIDDEN)?, inputs.get(STATE)?),
            [false, true] => (inputs.get(HIDDEN)?, states.get(STATE)?),
            [false, false] => (inputs.get(HIDDEN)?, inputs.get(STATE)?),
        };
        let misplaced = |_| err!(Internal, "a state is not aligned");
        let parameters = BasicInputs {
            input: inputs.get(INPUT)?,
            hidden: bytemuck::try_cast_slice(hidden).map_err(misplaced)?,
            weights: inputs.get(WEIGHTS)?,
            bias: inputs.get(BIAS)?,
            state: bytemuck::try_cast_slice(before).map_err(misplaced)?,
        };
        lstm_basic(&self.cell, self.units, &parameters, outputs_of_step);
        for (position, output) in [HIDDEN, STATE].into_iter().zip([0, 1]) {
            if self.updates[output] {
                states.get::<u8>(position)?.copy_from_slice(outputs.get(output)?);
            }
        }
        Ok(())
    }
}
