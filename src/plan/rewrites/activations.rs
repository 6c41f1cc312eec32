//! A RELU of floats after a convolution becomes the activation of the convolution, which clamps its results as it writes
//! them: the same bits, because without an activation it clamps to finite numbers, and neither clamp changes NaN or −0.
//! So does one after a convolution that clamps already, where both clamps are one of those that there are.

use super::{Uses, builtin, remove};
use crate::TensorType;
use crate::model::schema::ActivationFunctionType;
use crate::model::{Operator, Subgraph};
use crate::plan::PlanOptions;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::{BuiltinOperator, BuiltinOptions};

/// Whether there may be something to do.
pub(super) fn occurs(graph: &Subgraph) -> bool {
    graph.operators.iter().any(|operator| clamp(operator).is_some())
}

/// Lets convolutions clamp. Returns whether anything changed.
pub(super) fn pass(graph: &mut Subgraph, options: &PlanOptions) -> bool {
    if !occurs(graph) {
        return false;
    }
    let uses = Uses::of(graph, options);
    let mut producers = vec![None; graph.tensors.len()];
    for operator in &graph.operators {
        for &output in &operator.outputs {
            if let Some(producer) = producers.get_mut(output) {
                *producer = Some(operator.index);
            }
        }
    }
    let found: Vec<Found> =
        graph.operators.iter().filter_map(|operator| found(graph, (&uses, &producers), operator)).collect();
    for &Found { convolution, relu, output, activation } in &found {
        if let Some(operator) = graph.operators.get_mut(convolution) {
            operator.outputs = [output].into();
            if let Some(own) = operator.options.builtin.as_mut().and_then(activation_of) {
                *own = activation;
            }
        }
        remove(graph, relu);
    }
    !found.is_empty()
}

/// A convolution, the RELU after it, what that writes, and how it clamps.
struct Found {
    convolution: usize,
    relu: usize,
    output: usize,
    activation: ActivationFunctionType,
}

fn found(graph: &Subgraph, (uses, producers): (&Uses, &[Option<usize>]), relu: &Operator) -> Option<Found> {
    let second = clamp(relu)?;
    let (&[Some(sums)], &[output]) = (relu.inputs.as_slice(), relu.outputs.as_slice()) else { return None };
    let convolution = graph.operators.get((*producers.get(sums)?)?)?;
    let is_float = |tensor: usize| {
        let tensor = graph.tensors.get(tensor);
        tensor.is_some_and(|tensor| tensor.dtype == TensorType::Float32 && !tensor.is_variable)
    };
    let first = match (builtin(convolution)?, convolution.options.builtin.as_ref()?) {
        (BuiltinOperator::Conv2d, BuiltinOptions::Conv2DOptions(options)) => options.fused_activation_function,
        (BuiltinOperator::DepthwiseConv2d, BuiltinOptions::DepthwiseConv2DOptions(options)) => {
            options.fused_activation_function
        }
        _ => return None,
    };
    let activation = both(first, second)?;
    let floats = convolution.inputs.iter().flatten().chain([&sums, &output]).all(|&tensor| is_float(tensor));
    (floats && convolution.outputs == [sums] && uses.is_only_for(sums, relu.index)).then_some(Found {
        convolution: convolution.index,
        relu: relu.index,
        output,
        activation,
    })
}

/// The activation that an operator of its own is.
fn clamp(operator: &Operator) -> Option<ActivationFunctionType> {
    match builtin(operator)? {
        BuiltinOperator::Relu => Some(ActivationFunctionType::Relu),
        BuiltinOperator::Relu6 => Some(ActivationFunctionType::Relu6),
        BuiltinOperator::ReluN1To1 => Some(ActivationFunctionType::ReluN1To1),
        _ => None,
    }
}

/// What clamps as one activation does and then another.
fn both(first: ActivationFunctionType, second: ActivationFunctionType) -> Option<ActivationFunctionType> {
    use ActivationFunctionType::{None as Nothing, Relu, Relu6};
    match (first, second) {
        (Nothing, only) => Some(only),
        (Relu, Relu6) | (Relu6, Relu) => Some(Relu6),
        _ => (first == second).then_some(first),
    }
}

/// The activation of a convolution.
fn activation_of(options: &mut BuiltinOptions) -> Option<&mut ActivationFunctionType> {
    match options {
        BuiltinOptions::Conv2DOptions(options) => Some(&mut options.fused_activation_function),
        BuiltinOptions::DepthwiseConv2DOptions(options) => Some(&mut options.fused_activation_function),
        _ => None,
    }
}
