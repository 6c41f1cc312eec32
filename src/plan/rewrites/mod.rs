//! Rewrites of a graph before it is planned: fewer and cheaper steps, the same results bit for bit.
//!
//! Each rewrite is a pass over the operators, in a file of its own. A pass may change what an operator reads and say
//! how it computes now ([`Rewritten`]); what it makes superfluous it empties. Tensors that vanish are never outputs of
//! the graph and never what the plan was told to keep, and with [`Keep::All`] nothing is rewritten.

mod activations;
mod byte_functions;
mod padding;
mod swish;

use super::{Keep, PlanOptions, Rounding};
use crate::model::{Model, OpCode, Operator, Subgraph};
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

/// How an operator differs from what the file says.
#[derive(Clone, Debug, Default)]
pub(crate) enum Rewritten {
    /// Not at all.
    #[default]
    No,
    /// Another operator does its work: it reads and writes nothing.
    Away,
    /// Its windows reach into a frame of these widths around the input: above, below, left, right.
    Padded([usize; 4]),
    /// It multiplies each float of input 0 with its sigmoid.
    Swish,
    /// It looks up each byte of input 0.
    Table(Box<[u8; 256]>),
}

/// The rewritten graph, if anything in it changes.
pub(super) fn rewrite(model: &Model, graph: &Subgraph, rounding: &Rounding, options: &PlanOptions) -> Option<Subgraph> {
    let occurs = || {
        activations::occurs(graph)
            || padding::occurs(graph)
            || byte_functions::occurs(graph)
            || swish::occurs(graph, options)
    };
    if !options.rewrites || options.keep == Keep::All || !occurs() {
        return None;
    }
    let mut graph = graph.clone();
    let clamped = activations::pass(&mut graph, options);
    let padded = padding::pass(model, &mut graph, options);
    let looked_up = byte_functions::pass(model, &mut graph, options);
    let fused = swish::pass(&mut graph, rounding, options);
    (clamped || padded || looked_up || fused).then_some(graph)
}

/// Who reads each tensor, and which tensors must stay.
struct Uses {
    /// Operators that read the tensor, once for each operand.
    readers: Vec<Vec<usize>>,
    /// Whether the tensor must exist after the run, or is more than a result of one operator.
    stays: Vec<bool>,
}

impl Uses {
    fn of(graph: &Subgraph, options: &PlanOptions) -> Self {
        let mut readers = vec![Vec::new(); graph.tensors.len()];
        let mut stays: Vec<bool> = graph.tensors.iter().map(|tensor| tensor.is_variable).collect();
        for operator in &graph.operators {
            for &input in operator.inputs.iter().flatten() {
                if let Some(readers) = readers.get_mut(input) {
                    readers.push(operator.index);
                }
            }
        }
        let kept: &[usize] = match &options.keep {
            Keep::These(tensors) => tensors,
            _ => &[],
        };
        for &tensor in graph.outputs.iter().chain(&graph.inputs).chain(kept) {
            if let Some(stays) = stays.get_mut(tensor) {
                *stays = true;
            }
        }
        Self { readers, stays }
    }

    /// Whether nobody but operator `reader` would miss the tensor.
    fn is_only_for(&self, tensor: usize, reader: usize) -> bool {
        !self.stays.get(tensor).copied().unwrap_or(true)
            && self.readers.get(tensor).is_some_and(|readers| readers.iter().all(|&index| index == reader))
    }
}

/// The built-in operator that an operator is, unless a rewrite or a custom implementation changed it.
fn builtin(operator: &Operator) -> Option<BuiltinOperator> {
    match (&operator.code, &operator.rewritten) {
        (OpCode::Builtin(builtin), Rewritten::No) => Some(*builtin),
        _ => None,
    }
}

/// Empties operator `index`.
fn remove(graph: &mut Subgraph, index: usize) {
    if let Some(operator) = graph.operators.get_mut(index) {
        operator.inputs.clear();
        operator.outputs.clear();
        operator.rewritten = Rewritten::Away;
    }
}
