//! What a plan does and needs, for people.

use super::Plan;
use super::segment::Segment;
use crate::TensorType;
use crate::model::Operator;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A plan in figures.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The operators in running order. For a graph with shapes that depend on data, those that are planned.
    pub ops: Vec<OpReport>,
    /// Bytes of constants that are read where the file is.
    pub weights_mapped: usize,
    /// Bytes of constants that the plan owns: folded, aligned or packed.
    pub weights_packed: usize,
    /// Bytes of packed weights alone, with the sums of their channels. Under [`Pack::Lazy`](super::Pack::Lazy) they are
    /// taken while it runs. Plans of one model share them.
    pub packed_bytes: usize,
    /// Bytes of the constants that are packed, as the file has them.
    pub packed_from_bytes: usize,
    /// Bytes that activations and scratch take at the most at one time.
    pub activation_bytes: usize,
    /// Bytes of variables, kept from one invoke to the next.
    pub variable_bytes: usize,
    /// Bytes of an interpreter's arena: activations, variables and the readable tail.
    pub arena_bytes: usize,
    /// Bytes of one interpreter and what its plan owns.
    pub peak_bytes: usize,
    /// Multiply-accumulates of an invoke.
    pub macs: u64,
    /// Whether every shape is known before running.
    pub is_static: bool,
}

/// An operator of a plan.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OpReport {
    /// Index in the subgraph.
    pub index: usize,
    /// Type, as `CONV_2D`.
    pub name: String,
    /// The kernel that was chosen; `alias` or `folded` when nothing runs.
    pub kernel: &'static str,
    /// Version that the file asks for.
    pub version: i32,
    /// Inputs; `None` where an optional one is absent.
    pub inputs: Vec<Option<TensorReport>>,
    /// Outputs.
    pub outputs: Vec<TensorReport>,
    /// Multiply-accumulates.
    pub macs: u64,
}

/// A tensor of a plan.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TensorReport {
    /// Index in the subgraph.
    pub index: usize,
    /// Name.
    pub name: String,
    /// Element type.
    pub dtype: TensorType,
    /// Shape, where it is known.
    pub shape: Vec<usize>,
    /// Offset in the arena; `None` for constants and variables.
    pub offset: Option<usize>,
    /// Bytes.
    pub bytes: usize,
}

pub(super) fn report(plan: &Plan) -> Report {
    let segment = plan.first();
    let graph = plan.subgraph();
    let steps = segment.steps.iter().map(|step| (step.op, step.kernel_name, step.macs));
    let late = segment.late.iter().map(|late| (late.op, late.kernel_name, 0));
    let ops = steps.chain(late).filter_map(|(op, kernel, macs)| {
        let op: &Operator = graph.operators.get(op)?;
        Some(OpReport {
            index: op.index,
            name: op.code.to_string(),
            kernel,
            version: op.version,
            inputs: op.inputs.iter().map(|input| input.and_then(|input| tensor(plan, segment, input))).collect(),
            outputs: op.outputs.iter().filter_map(|&output| tensor(plan, segment, output)).collect(),
            macs,
        })
    });
    let ops: Vec<OpReport> = ops.collect();
    let mapped = graph.tensors.iter().filter_map(|tensor| tensor.data.as_ref()).map(|range| range.len()).sum();
    Report {
        macs: ops.iter().map(|op| op.macs).sum(),
        ops,
        weights_mapped: mapped,
        weights_packed: segment.owned_bytes,
        packed_bytes: segment.packed.0,
        packed_from_bytes: segment.packed.1,
        activation_bytes: segment.activation_bytes,
        variable_bytes: plan.variable_bytes(),
        arena_bytes: plan.arena_bytes(),
        peak_bytes: plan.arena_bytes() + segment.owned_bytes,
        is_static: plan.is_static(),
    }
}

fn tensor(plan: &Plan, segment: &Segment, index: usize) -> Option<TensorReport> {
    let stored = plan.subgraph().tensors.get(index)?;
    let state = segment.states.get(index)?;
    let place = state.place.as_ref().filter(|(region, _)| *region == segment.region);
    let shape = state.shape.as_deref().unwrap_or(&stored.shape).to_vec();
    Some(TensorReport {
        index,
        name: stored.name.clone(),
        dtype: stored.dtype,
        bytes: stored.dtype.byte_len(shape.iter().product()).unwrap_or(0),
        shape,
        offset: place.map(|(_, range)| range.start),
    })
}
