//! PAD before a convolution or a MAX_POOL_2D without padding of its own: its windows reach into the frame instead.
//!
//! The frame of a quantized PAD is its zero point, which is what a convolution adds nothing for; that of floats is 0. A
//! zero point that is the least value there is, as after RELU, is no greater than what a window covers of the input, and
//! every window covers some of it where the frame is narrower than a window.
//! Only constant paddings of height and width, of a tensor that nobody else reads.

use super::{Rewritten, Uses, builtin, remove};
use crate::TensorType;
use crate::model::schema::Padding;
use crate::model::{Model, Operator, Subgraph, Tensor};
use crate::plan::PlanOptions;
use alloc::vec::Vec;
use ferrolite_schema::{BuiltinOperator, BuiltinOptions};

/// Wider frames stay: a window that lies in a frame altogether is nothing that networks have.
const WIDEST: usize = 64;

/// Whether there may be something to do.
pub(super) fn occurs(graph: &Subgraph) -> bool {
    graph.operators.iter().any(|operator| builtin(operator) == Some(BuiltinOperator::Pad))
}

/// Lets convolutions and pools pad. Returns whether anything changed.
pub(super) fn pass(model: &Model, graph: &mut Subgraph, options: &PlanOptions) -> bool {
    let uses = Uses::of(graph, options);
    let found: Vec<(usize, usize, usize, [usize; 4])> =
        graph.operators.iter().filter_map(|operator| found(model, graph, &uses, operator)).collect();
    for &(pad, reader, input, frame) in &found {
        if let Some(operator) = graph.operators.get_mut(reader) {
            if let Some(first) = operator.inputs.first_mut() {
                *first = Some(input);
            }
            operator.rewritten = Rewritten::Padded(frame);
        }
        remove(graph, pad);
    }
    !found.is_empty()
}

/// A PAD, the operator after it, the tensor before it, and its widths.
fn found(model: &Model, graph: &Subgraph, uses: &Uses, pad: &Operator) -> Option<(usize, usize, usize, [usize; 4])> {
    if builtin(pad) != Some(BuiltinOperator::Pad) {
        return None;
    }
    let (&[Some(input), Some(paddings)], &[output]) = (pad.inputs.as_slice(), pad.outputs.as_slice()) else {
        return None;
    };
    let (before, after) = (graph.tensors.get(input)?, graph.tensors.get(output)?);
    let quantized = matches!(before.dtype, TensorType::Int8 | TensorType::UInt8)
        && before.quantization.as_ref().is_some_and(|q| q.scales.len() == 1);
    if before.dtype != after.dtype
        || before.quantization != after.quantization
        || !(quantized || before.dtype == TensorType::Float32)
        || before.data.is_some()
        || before.is_variable
    {
        return None;
    }
    let &[reader] = uses.readers.get(output)?.as_slice() else { return None };
    let operator = graph.operators.get(reader)?;
    let frame = widths(model, graph, paddings)?;
    let is_first = operator.inputs.first() == Some(&Some(output));
    (is_first && uses.is_only_for(output, reader) && takes(graph, operator, before, frame)?).then_some(())?;
    Some((pad.index, reader, input, frame))
}

/// Whether an operator's windows may reach into such a frame around `input`.
fn takes(
    graph: &Subgraph,
    operator: &Operator,
    input: &Tensor,
    [above, below, left, right]: [usize; 4],
) -> Option<bool> {
    let padding = match (builtin(operator)?, operator.options.builtin.as_ref()?) {
        (BuiltinOperator::Conv2d, BuiltinOptions::Conv2DOptions(options)) => options.padding,
        (BuiltinOperator::DepthwiseConv2d, BuiltinOptions::DepthwiseConv2DOptions(options)) => options.padding,
        (BuiltinOperator::MaxPool2d, BuiltinOptions::Pool2DOptions(options)) => {
            let least = match input.dtype {
                TensorType::Int8 => i32::from(i8::MIN),
                TensorType::UInt8 => 0,
                _ => return None,
            };
            let narrower = |widths: [usize; 2], filter: i32| {
                widths.into_iter().all(|width| usize::try_from(filter).is_ok_and(|filter| width < filter))
            };
            let covers =
                narrower([above, below], options.filter_height) && narrower([left, right], options.filter_width);
            let is_least = input.quantization.as_ref().is_some_and(|quantization| quantization.zero_point() == least);
            return Some(options.padding == Padding::Valid && covers && is_least);
        }
        _ => return None,
    };
    let weights = graph.tensors.get(operator.inputs.get(1).copied().flatten()?)?;
    // Hybrid layers quantize the padded image, zeros included.
    let same =
        weights.dtype == input.dtype || (input.dtype != TensorType::Float32 && weights.dtype != TensorType::Float32);
    Some(padding == Padding::Valid && same)
}

/// Constant paddings of an NHWC tensor that leave batch and channels alone.
fn widths(model: &Model, graph: &Subgraph, paddings: usize) -> Option<[usize; 4]> {
    let tensor = graph.tensors.get(paddings)?;
    let bytes = model.bytes_in(tensor.data.as_ref()?);
    if tensor.shape != [4, 2] || tensor.sparsity.is_some() {
        return None;
    }
    let values: Vec<i64> = match tensor.dtype {
        TensorType::Int32 => bytes.as_chunks().0.iter().map(|&bytes| i64::from(i32::from_le_bytes(bytes))).collect(),
        TensorType::Int64 => bytes.as_chunks().0.iter().map(|&bytes| i64::from_le_bytes(bytes)).collect(),
        _ => return None,
    };
    let &[0, 0, top, bottom, left, right, 0, 0] = values.as_slice() else { return None };
    let mut widths = [0; 4];
    for (width, value) in widths.iter_mut().zip([top, bottom, left, right]) {
        *width = usize::try_from(value).ok().filter(|&width| width <= WIDEST)?;
    }
    Some(widths)
}
