//! PAD before a convolution without padding of its own: the convolution's windows reach into the frame instead.
//!
//! The frame of a quantized PAD is its zero point, which is what a convolution adds nothing for; that of floats is 0.
//! Only constant paddings of height and width, of a tensor that nobody else reads.

use super::{Rewritten, Uses, builtin, remove};
use crate::TensorType;
use crate::model::schema::Padding;
use crate::model::{Model, Operator, Subgraph};
use crate::plan::PlanOptions;
use alloc::vec::Vec;
use ferrolite_schema::{BuiltinOperator, BuiltinOptions};

/// Wider frames stay: a window that lies in a frame altogether is nothing that networks have.
const WIDEST: usize = 64;

/// Whether there may be something to do.
pub(super) fn occurs(graph: &Subgraph) -> bool {
    graph.operators.iter().any(|operator| builtin(operator) == Some(BuiltinOperator::Pad))
}

/// Lets convolutions pad. Returns whether anything changed.
pub(super) fn pass(model: &Model, graph: &mut Subgraph, options: &PlanOptions) -> bool {
    let uses = Uses::of(graph, options);
    let found: Vec<(usize, usize, usize, [usize; 4])> =
        graph.operators.iter().filter_map(|operator| found(model, graph, &uses, operator)).collect();
    for &(pad, convolution, input, frame) in &found {
        if let Some(operator) = graph.operators.get_mut(convolution) {
            if let Some(first) = operator.inputs.first_mut() {
                *first = Some(input);
            }
            operator.rewritten = Rewritten::Padded(frame);
        }
        remove(graph, pad);
    }
    !found.is_empty()
}

/// A PAD, the convolution after it, the tensor before it, and its widths.
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
    let convolution = graph.operators.get(reader)?;
    let is_first = convolution.inputs.first() == Some(&Some(output));
    let valid = matches!(
        (builtin(convolution)?, convolution.options.builtin.as_ref()?),
        (BuiltinOperator::Conv2d, BuiltinOptions::Conv2DOptions(options)) if options.padding == Padding::Valid,
    ) || matches!(
        (builtin(convolution)?, convolution.options.builtin.as_ref()?),
        (BuiltinOperator::DepthwiseConv2d, BuiltinOptions::DepthwiseConv2DOptions(options))
            if options.padding == Padding::Valid,
    );
    let weights = graph.tensors.get(convolution.inputs.get(1).copied().flatten()?)?;
    // Hybrid layers quantize the padded image, zeros included.
    let same =
        weights.dtype == before.dtype || (before.dtype != TensorType::Float32 && weights.dtype != TensorType::Float32);
    (is_first && valid && same && uses.is_only_for(output, reader)).then_some(())?;
    Some((pad.index, reader, input, widths(model, graph, paddings)?))
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
