//! x · sigmoid(x) of floats as one operator, where both may round as they like: each element is read and written once.

use super::{Rewritten, Uses, builtin, remove};
use crate::TensorType;
use crate::model::schema::ActivationFunctionType;
use crate::model::{Operator, Subgraph};
use crate::plan::{PlanOptions, Rounding};
use alloc::vec::Vec;
use ferrolite_kernels::fused_functions;
use ferrolite_kernels::linear::Floats;
use ferrolite_schema::{BuiltinOperator, BuiltinOptions};

/// Whether there may be something to do.
pub(super) fn occurs(graph: &Subgraph, options: &PlanOptions) -> bool {
    let is_logistic = |operator: &Operator| {
        let output = operator.outputs.first().and_then(|&output| graph.tensors.get(output));
        builtin(operator) == Some(BuiltinOperator::Logistic)
            && output.is_some_and(|output| output.dtype == TensorType::Float32)
    };
    fused_functions::are_there(options.instruction_set()) && graph.operators.iter().any(is_logistic)
}

/// Lets products compute the sigmoid. Returns whether anything changed.
pub(super) fn pass(graph: &mut Subgraph, rounding: &Rounding, options: &PlanOptions) -> bool {
    if !occurs(graph, options) {
        return false;
    }
    let uses = Uses::of(graph, options);
    let found: Vec<(usize, usize, usize)> =
        graph.operators.iter().filter_map(|operator| found(graph, &uses, rounding, operator)).collect();
    for &(logistic, product, input) in &found {
        if let Some(operator) = graph.operators.get_mut(product) {
            operator.inputs = [Some(input)].into();
            operator.rewritten = Rewritten::Swish;
        }
        remove(graph, logistic);
    }
    !found.is_empty()
}

/// A LOGISTIC, the MUL after it, and what both read.
fn found(graph: &Subgraph, uses: &Uses, rounding: &Rounding, logistic: &Operator) -> Option<(usize, usize, usize)> {
    if builtin(logistic) != Some(BuiltinOperator::Logistic) {
        return None;
    }
    let (&[Some(input)], &[sigmoid]) = (logistic.inputs.as_slice(), logistic.outputs.as_slice()) else { return None };
    let &[reader] = uses.readers.get(sigmoid)?.as_slice() else { return None };
    let product = graph.operators.get(reader)?;
    let plain = match &product.options.builtin {
        None => true,
        Some(BuiltinOptions::MulOptions(options)) => options.fused_activation_function == ActivationFunctionType::None,
        Some(_) => false,
    };
    let of_both = [[Some(input), Some(sigmoid)], [Some(sigmoid), Some(input)]];
    let is_float = |tensor: usize| {
        let tensor = graph.tensors.get(tensor);
        tensor.is_some_and(|tensor| tensor.dtype == TensorType::Float32 && !tensor.is_variable && tensor.data.is_none())
    };
    let &[output] = product.outputs.as_slice() else { return None };
    (builtin(product) == Some(BuiltinOperator::Mul)
        && plain
        && of_both.iter().any(|operands| product.inputs == operands)
        && [input, sigmoid, output].into_iter().all(is_float)
        && uses.is_only_for(sigmoid, reader)
        && [logistic.index, reader].into_iter().all(|index| rounding.of(index) == Floats::Fused))
    .then_some((logistic.index, reader, input))
}
