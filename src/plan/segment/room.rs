//! How much scratch memory operators may take that can do with less.
//!
//! With [`Layout::Fast`](crate::plan::Layout) activations are to take at most half as much again as with `Compact`. How much
//! that is is known only when all operators are prepared and laid out. What is known before, where tensors have the shapes of
//! the file, is how many bytes somebody needs between two operators, and while one runs whose output is no input's memory:
//! no layout takes less than the most of that.

use super::Builder;
use crate::model::schema::BuiltinOperator;
use crate::model::{OpCode, Operator};
use crate::plan::prepare::check_size;
use alloc::vec;
use alloc::vec::Vec;

/// Bytes that blocks which begin at cache lines may leave between them.
const BETWEEN: usize = 1 << 10;

/// Bytes of scratch memory for each operator.
#[derive(Default)]
pub(super) struct Room {
    of: Vec<usize>,
}

impl Room {
    /// That of an operator, where it is known.
    pub(super) fn of(&self, op: usize) -> Option<usize> {
        self.of.get(op).copied()
    }
}

impl Builder<'_> {
    /// How much scratch memory the operators may take, where the inputs have the shapes of the file.
    pub(super) fn room(&self) -> Room {
        let graph = self.graph;
        let is_of_file = |&tensor: &usize| {
            let (state, tensor) = (self.states.get(tensor), graph.tensors.get(tensor));
            state.zip(tensor).is_some_and(|(state, tensor)| state.shape.as_deref() == Some(&tensor.shape))
        };
        if self.first_op > 0 || !graph.inputs.iter().all(is_of_file) {
            return Room::default();
        }
        let bytes = |tensor: usize| {
            let known = self.is_known(tensor) || self.states.get(tensor).is_some_and(|state| state.place.is_some());
            let tensor = graph.tensors.get(tensor).filter(|_| !known);
            tensor.and_then(|tensor| check_size(tensor.dtype, &tensor.shape, &self.options.limits).ok()).unwrap_or(0)
        };
        // The operator behind which nobody needs a tensor.
        let mut last = vec![0; graph.tensors.len()];
        let mut use_until = |tensor: usize, op: usize| {
            if let Some(last) = last.get_mut(tensor) {
                *last = op.max(*last);
            }
        };
        for op in &graph.operators {
            op.inputs.iter().flatten().for_each(|&input| use_until(input, op.index));
        }
        graph.outputs.iter().for_each(|&output| use_until(output, usize::MAX));
        let ends = |tensor: usize, op: usize| last.get(tensor).is_none_or(|&last| last == op);
        let preserved = match self.options.preserve_inputs() {
            true => graph.inputs.iter().map(|&input| bytes(input)).fold(0, usize::saturating_add),
            false => 0,
        };
        let mut alive = graph.inputs.iter().map(|&input| bytes(input)).fold(0, usize::saturating_add);
        let (mut most, mut during) = (alive, vec![0; graph.operators.len()]);
        for (op, during) in graph.operators.iter().zip(&mut during) {
            let new = op.outputs.iter().map(|&output| bytes(output)).fold(0, usize::saturating_add);
            alive = alive.saturating_add(new);
            *during = alive;
            if keeps_inputs(op) {
                most = most.max(alive);
            }
            let mut ended: Vec<usize> =
                op.inputs.iter().flatten().copied().filter(|&input| ends(input, op.index)).collect();
            ended.sort_unstable();
            ended.dedup();
            let unused = op.outputs.iter().copied().filter(|&output| ends(output, 0));
            for tensor in ended.into_iter().chain(unused) {
                alive = alive.saturating_sub(bytes(tensor));
            }
            most = most.max(alive);
        }
        let most = most.saturating_add(most / 2).saturating_sub(preserved).saturating_sub(BETWEEN);
        Room { of: during.into_iter().map(|during| most.saturating_sub(during)).collect() }
    }
}

/// Whether an operator's output never takes over the memory of an input: those of windows.
fn keeps_inputs(op: &Operator) -> bool {
    matches!(
        op.code,
        OpCode::Builtin(
            BuiltinOperator::Conv2d
                | BuiltinOperator::DepthwiseConv2d
                | BuiltinOperator::TransposeConv
                | BuiltinOperator::AveragePool2d
                | BuiltinOperator::MaxPool2d
        )
    )
}
