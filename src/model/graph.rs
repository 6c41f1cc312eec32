//! Checks of a whole graph: who writes what, in which order, and which subgraph calls which.

use super::{Operator, Subgraph, op_location};
use crate::Limits;
use crate::error::{Result, ensure, err};
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::{BuiltinOptions, BuiltinOptions2};

/// Checks every subgraph and the calls between them.
pub(super) fn check(subgraphs: &[Subgraph], limits: &Limits) -> Result<()> {
    for (index, subgraph) in subgraphs.iter().enumerate() {
        check_writes(index, subgraph).map_err(|error| error.in_subgraph(index))?;
    }
    check_calls(subgraphs, limits)
}

/// Each tensor has one writer, and nothing is read before it is written; what is empty by its shape needs no writer.
fn check_writes(index: usize, subgraph: &Subgraph) -> Result<()> {
    // First those that no operator writes.
    let mut written = vec![true; subgraph.tensors.len()];
    for &output in subgraph.operators.iter().flat_map(|op| &op.outputs) {
        if let Some(written) = written.get_mut(output) {
            *written = false;
        }
    }
    for (written, tensor) in written.iter_mut().zip(&subgraph.tensors) {
        *written = tensor.is_constant() || tensor.is_variable || *written && tensor.shape.contains(&0);
    }
    let mut fixed: Vec<bool> = subgraph.tensors.iter().map(super::Tensor::is_constant).collect();
    for &input in &subgraph.inputs {
        mark(&mut written, input);
        mark(&mut fixed, input);
    }
    let mut produced = vec![false; subgraph.tensors.len()];
    // For each tensor, the last operator that reads it, so that long lists of operands cost their length.
    let mut reader = vec![usize::MAX; subgraph.tensors.len()];
    for op in &subgraph.operators {
        let at = |error: crate::Error| error.locate(op_location(index, op, &subgraph.tensors));
        for tensor in op.inputs.iter().copied().flatten() {
            if let Some(reader) = reader.get_mut(tensor) {
                *reader = op.index;
            }
            if !written.get(tensor).copied().unwrap_or(false) {
                let name = subgraph.tensors.get(tensor).map_or("", |tensor| tensor.name.as_str());
                let error = err!(BadGraph, "is read, but no earlier operator writes it and it has no constant value");
                return Err(at(error.of_tensor(tensor, name)));
            }
        }
        for &tensor in &op.outputs {
            let is = |flags: &[bool]| flags.get(tensor).copied().unwrap_or(true);
            let own = reader.get(tensor) == Some(&op.index);
            check_output(tensor, own, is(&fixed), is(&produced)).map_err(at)?;
            mark(&mut produced, tensor);
            mark(&mut written, tensor);
        }
    }
    for &output in &subgraph.outputs {
        let name = subgraph.tensors.get(output).map_or("", |tensor| tensor.name.as_str());
        if !written.get(output).copied().unwrap_or(false) {
            return Err(err!(BadGraph, "is an output of the graph, but nothing writes it").of_tensor(output, name));
        }
    }
    Ok(())
}

fn check_output(tensor: usize, own: bool, fixed: bool, produced: bool) -> Result<()> {
    ensure!(!own, BadGraph, "tensor {tensor} is both its input and its output");
    ensure!(!fixed, BadGraph, "writes tensor {tensor}, which is a constant or an input of the graph");
    ensure!(!produced, BadGraph, "writes tensor {tensor}, which was written before");
    Ok(())
}

fn mark(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}

/// The subgraphs that an operator runs.
pub(crate) fn callees(op: &Operator) -> Vec<i32> {
    let builtin = match &op.options.builtin {
        Some(BuiltinOptions::IfOptions(o)) => vec![o.then_subgraph_index, o.else_subgraph_index],
        Some(BuiltinOptions::WhileOptions(o)) => vec![o.cond_subgraph_index, o.body_subgraph_index],
        Some(BuiltinOptions::CallOnceOptions(o)) => vec![o.init_subgraph_index],
        _ => Vec::new(),
    };
    let second = match &op.options.builtin_2 {
        Some(BuiltinOptions2::StablehloWhileOptions(o)) => vec![o.cond_subgraph_index, o.body_subgraph_index],
        Some(BuiltinOptions2::StableHloCompositeOptions(o)) => vec![o.decomposition_subgraph_index],
        Some(BuiltinOptions2::StablehloReduceOptions(o)) => vec![o.body_subgraph_index],
        Some(BuiltinOptions2::StablehloReduceWindowOptions(o)) => vec![o.body_subgraph_index],
        Some(BuiltinOptions2::StablehloSortOptions(o)) => vec![o.comparator_subgraph_index],
        Some(BuiltinOptions2::StablehloScatterOptions(o)) => vec![o.update_computation_subgraph_index],
        Some(BuiltinOptions2::StablehloCaseOptions(o)) => o.branch_subgraph_indices.clone().unwrap_or_default(),
        _ => Vec::new(),
    };
    [builtin, second].concat()
}

/// Calls name subgraphs that exist, form no cycle and are at most `limits.call_depth` deep.
fn check_calls(subgraphs: &[Subgraph], limits: &Limits) -> Result<()> {
    let mut calls: Vec<Vec<usize>> = Vec::with_capacity(subgraphs.len());
    for (index, subgraph) in subgraphs.iter().enumerate() {
        let mut called = Vec::new();
        for op in &subgraph.operators {
            for callee in callees(op) {
                let callee =
                    usize::try_from(callee).ok().filter(|&callee| callee < subgraphs.len()).ok_or_else(|| {
                        err!(BadIndex, "calls subgraph {callee}, the model has {}", subgraphs.len())
                            .locate(op_location(index, op, &subgraph.tensors))
                    })?;
                called.push(callee);
            }
        }
        called.sort_unstable();
        called.dedup();
        calls.push(called);
    }
    // Heights of the call trees by relaxation: one more round than there may be levels shows a cycle.
    let mut heights = vec![1usize; calls.len()];
    for _ in 0..=limits.call_depth {
        let mut changed = false;
        for (caller, called) in calls.iter().enumerate() {
            let deepest = called.iter().filter_map(|&callee| heights.get(callee)).max().map_or(1, |height| height + 1);
            if let Some(height) = heights.get_mut(caller).filter(|height| **height < deepest) {
                *height = deepest;
                changed = true;
            }
        }
        if !changed {
            return Ok(());
        }
    }
    let deepest = heights.iter().enumerate().max_by_key(|&(index, height)| (height, core::cmp::Reverse(index)));
    let error = err!(BadGraph, "subgraphs call each other in a cycle, or more than {} deep", limits.call_depth);
    Err(error.in_subgraph(deepest.map_or(0, |(index, _)| index)))
}
