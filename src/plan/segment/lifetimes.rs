//! How long each tensor of a segment is needed, and which outputs take over the memory of an input.

use super::{Builder, Work};
use crate::plan::Keep;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

impl Builder<'_> {
    /// From which step until which step (counted from 1, both included; 0 is before the segment) each tensor
    /// of this segment holds a value that somebody needs.
    pub(super) fn lifetimes(&self, work: &Work, next_op: usize, end: usize) -> Vec<Option<Range<usize>>> {
        let mut lives: Vec<Option<Range<usize>>> = vec![None; self.states.len()];
        let forever = end + 1;
        let mut touch = |tensor: usize, step: usize, is_write: bool| {
            if let Some(life) = lives.get_mut(tensor) {
                match life {
                    Some(life) => life.end = life.end.max(step),
                    // Read but never written here: it comes from an earlier segment.
                    None if is_write => *life = Some(step..step),
                    None => {}
                }
            }
        };
        if self.first_op == 0 {
            for &input in &self.graph.inputs {
                touch(input, 0, true);
                if self.options.preserve_inputs() {
                    touch(input, forever, false);
                }
            }
        }
        for (step, draft) in work.drafts.iter().enumerate() {
            let Some(op) = self.graph.operators.get(draft.op) else { continue };
            for &output in &op.outputs {
                touch(output, step + 1, true);
            }
            for &input in op.inputs.iter().flatten() {
                touch(input, step + 1, false);
            }
        }
        // A late operator reads after the last step.
        let rest = work.late.as_ref().map_or(next_op, |late| late.op);
        for op in self.graph.operators.iter().skip(rest) {
            op.inputs.iter().flatten().for_each(|&input| touch(input, forever, false));
        }
        self.graph.outputs.iter().for_each(|&output| touch(output, forever, false));
        match &self.options.keep {
            Keep::None => {}
            Keep::All => (0..self.states.len()).for_each(|tensor| touch(tensor, forever, false)),
            Keep::These(tensors) => tensors.iter().for_each(|&tensor| touch(tensor, forever, false)),
        }
        lives
    }

    /// Lets outputs take over the memory of inputs that nobody needs afterwards. Returns, for each tensor
    /// that is overwritten, the last step after which it can be read.
    pub(super) fn share_in_place(&self, work: &mut Work, lives: &[Option<Range<usize>>]) -> BTreeMap<usize, usize> {
        let mut overwritten = BTreeMap::new();
        // For each root: the end of its block's life, and the tensors that hold its present value.
        let mut ends = vec![0; lives.len()];
        let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (tensor, &root) in work.roots.iter().enumerate() {
            let end = lives.get(tensor).and_then(|life| life.as_ref()).map_or(0, |life| life.end);
            if let Some(slot) = ends.get_mut(root) {
                *slot = end.max(*slot);
            }
            if root != tensor {
                holders.entry(root).or_insert_with(|| vec![root]).push(tensor);
            }
        }
        for (index, draft) in work.drafts.iter_mut().enumerate().filter(|(_, draft)| draft.kernel.is_some()) {
            let step = index + 1;
            let Some(op) = self.graph.operators.get(draft.op) else { continue };
            let Some(&output) = op.outputs.first() else { continue };
            let root_of = |tensor: usize| work.roots.get(tensor).copied().unwrap_or(tensor);
            let chosen = draft.requests.in_place.iter().copied().find_map(|position| {
                let input = op.inputs.get(position).copied().flatten()?;
                let root = root_of(input);
                let readers = op.inputs.iter().flatten().filter(|&&other| root_of(other) == root).count();
                let usable = readers == 1
                    && lives.get(input).is_some_and(Option::is_some)
                    && !self.is_known(input)
                    && self.states.get(input).is_some_and(|state| state.place.is_none())
                    && ends.get(root) == Some(&step)
                    && matches!((self.bytes_of(input), self.bytes_of(output)), (Ok(a), Ok(b)) if a == b);
                usable.then_some((position, root))
            });
            let Some((position, root)) = chosen else { continue };
            draft.in_place = Some(position);
            for tensor in holders.remove(&root).unwrap_or_else(|| vec![root]) {
                overwritten.insert(tensor, step - 1);
            }
            // The output and its own aliases hold the block's value from here on.
            let heirs = holders.remove(&output).unwrap_or_else(|| vec![output]);
            for &heir in &heirs {
                if let Some(slot) = work.roots.get_mut(heir) {
                    *slot = root;
                }
            }
            holders.insert(root, heirs);
            let end = ends.get(output).copied().unwrap_or(0);
            if let Some(slot) = ends.get_mut(root) {
                *slot = end;
            }
        }
        overwritten
    }
}
