//! What recurrent operators share when they are prepared.

use crate::arena::Inputs;
use crate::error::{Result, ensure, err};
use crate::model::schema::ActivationFunctionType;
use crate::plan::{Operand, Prepare};
use crate::{TensorType, ops::support::units::one_of};
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::reference::recurrent::{Curve, Weights};

/// The fused activation of a recurrent layer.
pub(crate) fn curve(activation: ActivationFunctionType) -> Curve {
    match activation {
        ActivationFunctionType::None => Curve::None,
        ActivationFunctionType::Relu => Curve::Relu,
        ActivationFunctionType::ReluN1To1 => Curve::ReluN1To1,
        ActivationFunctionType::Relu6 => Curve::Relu6,
        ActivationFunctionType::Tanh => Curve::Tanh,
        ActivationFunctionType::SignBit => Curve::SignBit,
    }
}

/// How rows are quantized for quantized weights.
pub(crate) fn quantize_inputs(asymmetric: bool) -> HybridInput {
    if asymmetric { HybridInput::Asymmetric } else { HybridInput::Symmetric }
}

/// Weights of a float layer: their operand, how they are laid out, and their scale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RealWeights {
    position: usize,
    diagonal: bool,
    /// The real value of one step of quantized weights.
    scale: Option<f32>,
}

impl RealWeights {
    /// Weights of the shape `[outputs, inputs]`, or a diagonal of the shape `[outputs]`: float32, or int8 with one
    /// scale; uint8 is read as signed bytes, a legacy format.
    pub(crate) fn prepare(ctx: &Prepare<'_>, position: usize, shape: &[usize]) -> Result<Self> {
        let operand = ctx.input(position)?;
        expect_shape(&operand, shape)?;
        one_of(&operand, &[TensorType::Float32, TensorType::Int8, TensorType::UInt8])?;
        let scale = match operand.dtype {
            TensorType::Float32 => None,
            _ => Some(scale(&operand)?),
        };
        Ok(Self { position, diagonal: shape.len() == 1, scale })
    }

    /// Which operand they are.
    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// The real value of one step of quantized weights.
    pub(crate) fn scale(&self) -> Option<f32> {
        self.scale
    }

    /// Whether the weights are quantized.
    pub(crate) fn is_quantized(&self) -> bool {
        self.scale.is_some()
    }

    /// Whether the weights are a diagonal.
    pub(crate) fn is_diagonal(&self) -> bool {
        self.diagonal
    }

    /// The weights while the operator runs.
    pub(crate) fn get<'a>(&self, inputs: &Inputs<'a>) -> Result<Weights<'a>> {
        Ok(match (self.scale, self.diagonal) {
            (None, false) => Weights::Real(inputs.get(self.position)?),
            (None, true) => Weights::Diagonal(inputs.get(self.position)?),
            (Some(scale), false) => Weights::Quantized(inputs.get(self.position)?, scale),
            (Some(scale), true) => Weights::QuantizedDiagonal(inputs.get(self.position)?, scale),
        })
    }
}

/// The one scale of an operand, whatever its zero point: recurrent operators take weights as symmetric.
pub(crate) fn scale(operand: &Operand<'_>) -> Result<f32> {
    let quantization = operand.quantized()?;
    ensure!(quantization.scales.len() == 1, BadQuantization, "{operand}: must have one scale");
    Ok(quantization.scale())
}

/// Refuses an operand of another shape.
pub(crate) fn expect_shape(operand: &Operand<'_>, shape: &[usize]) -> Result<()> {
    ensure!(operand.shape == shape, BadShape, "{operand}: must have the shape {shape:?}");
    Ok(())
}

/// A state that the operator updates: of this type and number of elements.
pub(crate) fn state(ctx: &mut Prepare<'_>, position: usize, dtype: TensorType, elements: usize) -> Result<()> {
    let operand = ctx.input(position)?;
    ensure!(operand.dtype == dtype, BadType, "{operand}: must be {dtype}");
    ensure!(operand.elements() == elements, BadShape, "{operand}: must have {elements} elements");
    ctx.updates(position)
}

/// An optional vector of this type and length; returns whether it is there.
pub(crate) fn vector(ctx: &Prepare<'_>, position: usize, dtype: TensorType, length: usize) -> Result<bool> {
    let Some(operand) = ctx.optional_input(position)? else { return Ok(false) };
    ensure!(operand.dtype == dtype, BadType, "{operand}: must be {dtype}");
    expect_shape(&operand, &[length])?;
    Ok(true)
}

/// An operand that has to be there.
pub(crate) fn required(present: bool, position: usize) -> Result<()> {
    if present { Ok(()) } else { Err(err!(BadOperand, "input {position} is absent, but it is required")) }
}

/// Where one direction of a bidirectional operator writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Direction {
    /// Position of the output.
    pub(crate) output: usize,
    /// Elements of its rows.
    pub(crate) row: usize,
    /// Where in each row.
    pub(crate) offset: usize,
}

/// Gives a bidirectional operator's outputs their shapes: the input's rows, of as many elements as the forward and the
/// backward layer have outputs, in two tensors or side by side in one.
pub(crate) fn set_outputs(
    ctx: &mut Prepare<'_>,
    input: &Operand<'_>,
    merge: bool,
    [forward, backward]: [usize; 2],
) -> Result<[Direction; 2]> {
    let expected = if merge { 1 } else { 2 };
    ensure!(ctx.output_count() == expected, BadOperand, "has {} outputs, must have {expected}", ctx.output_count());
    let rows = input.shape.split_last().map_or(&[][..], |(_, rows)| rows);
    if merge {
        let row = forward + backward;
        ctx.set_output_shape(0, &[rows, &[row]].concat())?;
        return Ok([Direction { output: 0, row, offset: 0 }, Direction { output: 0, row, offset: forward }]);
    }
    ctx.set_output_shape(0, &[rows, &[forward]].concat())?;
    ctx.set_output_shape(1, &[rows, &[backward]].concat())?;
    let output = ctx.output(1)?;
    ensure!(output.dtype == input.dtype, BadType, "{output}: must have the input's type {}", input.dtype);
    Ok([Direction { output: 0, row: forward, offset: 0 }, Direction { output: 1, row: backward, offset: 0 }])
}

/// Checks the auxiliary input of a bidirectional operator: it has the rows of the input. Returns whether it has
/// weights of its own, in both directions or in none.
pub(crate) fn check_auxiliary(
    ctx: &Prepare<'_>,
    input: &Operand<'_>,
    auxiliary: usize,
    weights: [usize; 2],
) -> Result<bool> {
    let [forward, backward] = weights.map(|position| ctx.optional_input(position).map(|operand| operand.is_some()));
    let (forward, backward) = (forward?, backward?);
    ensure!(forward == backward, BadOperand, "the auxiliary input must have weights in both directions, or in none");
    let Some(operand) = ctx.optional_input(auxiliary)? else {
        ensure!(!forward, BadOperand, "input {auxiliary} is absent, but it has weights");
        return Ok(false);
    };
    ensure!(operand.dtype == input.dtype, BadType, "{operand}: must have the input's type {}", input.dtype);
    let rows = |operand: &Operand<'_>| operand.shape.split_last().map(|(_, rows)| rows.to_vec());
    ensure!(rows(&operand) == rows(input), BadShape, "{operand}: must have as many rows as {input}");
    Ok(forward)
}
