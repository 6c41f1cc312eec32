//! Runs of operators that make one byte of each byte (x · sigmoid(x), a hard swish of four operators) become one table.
//!
//! A tensor is a *function* of another when every element depends on the element at the same place alone, and on
//! constants of one element. The table is what the operators themselves give for all 256 bytes, so it is exact
//! whatever their rounding.

use super::{Rewritten, Uses, builtin, remove};
use crate::TensorType;
use crate::arena::Constant;
use crate::arena::aligned::AlignedBytes;
use crate::model::{Model, Operator, Subgraph, Tensor};
use crate::plan::segment::{TensorState, stored_constant};
use crate::plan::{PlanOptions, fold_alone};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

/// Operators that work element by element and refuse no element.
fn is_elementwise(operator: BuiltinOperator) -> bool {
    use BuiltinOperator as Op;
    matches!(
        operator,
        Op::Logistic
            | Op::Tanh
            | Op::HardSwish
            | Op::Relu
            | Op::Relu6
            | Op::ReluN1To1
            | Op::Relu0To1
            | Op::LeakyRelu
            | Op::Elu
            | Op::Gelu
            | Op::Quantize
            | Op::Add
            | Op::Sub
            | Op::Mul
            | Op::Minimum
            | Op::Maximum
    )
}

/// Whether there may be something to do: two elementwise operators on bytes, one after the other.
pub(super) fn occurs(graph: &Subgraph) -> bool {
    let on_bytes = |operator: &&Operator| {
        builtin(operator).is_some_and(is_elementwise)
            && operator.outputs.first().and_then(|&output| graph.tensors.get(output)).is_some_and(is_bytes)
    };
    graph.operators.iter().filter(on_bytes).nth(1).is_some()
}

fn is_bytes(tensor: &Tensor) -> bool {
    matches!(tensor.dtype, TensorType::Int8 | TensorType::UInt8) && !tensor.is_variable
}

/// A tensor that is a function of `root`, by these operators.
struct Function {
    root: usize,
    operators: Vec<usize>,
}

/// Longer runs stay: each table takes time to compute.
const LONGEST: usize = 16;

/// Replaces runs by tables. Returns whether anything changed.
pub(super) fn pass(model: &Model, graph: &mut Subgraph, options: &PlanOptions) -> bool {
    if !occurs(graph) {
        return false;
    }
    let uses = Uses::of(graph, options);
    // The tensors alone, among which each run of operators is computed by itself.
    let mut alone = Subgraph { tensors: graph.tensors.clone(), ..Subgraph::EMPTY };
    let mut functions: BTreeMap<usize, Function> = BTreeMap::new();
    for operator in &graph.operators {
        if let Some((output, function)) = function(graph, &functions, operator) {
            functions.insert(output, function);
        }
    }
    let mut changed = false;
    let mut done = vec![false; graph.operators.len()];
    // The last operator of a run first, so that runs are as long as they can be.
    let outputs: Vec<usize> = graph.operators.iter().filter_map(|operator| operator.outputs.first().copied()).collect();
    for output in outputs.into_iter().rev() {
        let Some(function) = functions.get(&output) else { continue };
        let Some((&last, before)) = function.operators.split_last() else { continue };
        let busy = function.operators.iter().any(|&index| done.get(index).copied().unwrap_or(true));
        let inner = |index: &usize| -> bool {
            let outputs = graph.operators.get(*index).map_or(&[][..], |operator| &operator.outputs);
            outputs.iter().all(|&tensor| {
                let readers = uses.readers.get(tensor).map_or(&[][..], Vec::as_slice);
                !uses.stays.get(tensor).copied().unwrap_or(true)
                    && readers.iter().all(|reader| function.operators.contains(reader))
            })
        };
        if busy || before.is_empty() || !before.iter().all(inner) {
            continue;
        }
        let operators = function.operators.iter().filter_map(|&index| graph.operators.get(index)).enumerate();
        alone.operators = operators.map(|(index, operator)| Operator { index, ..operator.clone() }).collect();
        let Some(table) = table(model, &alone, options, function.root, output) else { continue };
        for &index in before {
            remove(graph, index);
        }
        if let Some(operator) = graph.operators.get_mut(last) {
            operator.inputs = vec![Some(function.root)];
            operator.rewritten = Rewritten::Table(table);
        }
        for &index in &function.operators {
            if let Some(done) = done.get_mut(index) {
                *done = true;
            }
        }
        changed = true;
    }
    changed
}

/// The output of an elementwise operator as a function, if all that it reads is one, or a constant of one element.
fn function(graph: &Subgraph, functions: &BTreeMap<usize, Function>, operator: &Operator) -> Option<(usize, Function)> {
    if !is_elementwise(builtin(operator)?) {
        return None;
    }
    let &[output] = operator.outputs.as_slice() else { return None };
    let result = graph.tensors.get(output).filter(|tensor| is_bytes(tensor))?;
    let mut root = None;
    let mut operators: Vec<usize> = Vec::new();
    for &input in operator.inputs.iter().flatten() {
        let tensor = graph.tensors.get(input).filter(|tensor| is_bytes(tensor))?;
        if tensor.data.is_some() {
            let one = tensor.shape.iter().all(|&d| d == 1) && tensor.shape.len() <= result.shape.len();
            one.then_some(())?;
            continue;
        }
        // Shapes in the file are equal, and nothing here changes them.
        (tensor.shape == result.shape && tensor.shape_signature == result.shape_signature).then_some(())?;
        let (of, before) = match functions.get(&input) {
            Some(function) => (function.root, function.operators.as_slice()),
            None => (input, &[][..]),
        };
        if *root.get_or_insert(of) != of {
            return None;
        }
        operators.extend(before.iter().filter(|index| !operators.contains(index)).copied().collect::<Vec<_>>());
    }
    operators.sort_unstable();
    operators.push(operator.index);
    (operators.len() <= LONGEST).then_some((output, Function { root: root?, operators }))
}

/// What the operators of `graph` give for every byte of `root`.
fn table(model: &Model, graph: &Subgraph, options: &PlanOptions, root: usize, output: usize) -> Option<Box<[u8; 256]>> {
    let mut states = vec![TensorState::default(); graph.tensors.len()];
    for &tensor in graph.operators.iter().flat_map(|operator| operator.inputs.iter().flatten()) {
        let stored = graph.tensors.get(tensor)?;
        if let Some(range) = &stored.data {
            let value = Some(stored_constant(model, stored.dtype, range));
            *states.get_mut(tensor)? = TensorState { shape: Some([1].into()), value, place: None };
        }
    }
    let bytes: Vec<u8> = (0..=255).collect();
    let value = Some(Constant::Owned(Arc::new(AlignedBytes::copy_of(&bytes))));
    *states.get_mut(root)? = TensorState { shape: Some([256].into()), value, place: None };
    let folded = fold_alone(model, graph, options, states).ok()?;
    let bytes = folded.get(output)?.value.as_ref()?.bytes(model);
    bytes.try_into().ok().map(|bytes: &[u8; 256]| Box::new(*bytes))
}
