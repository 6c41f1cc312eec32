//! Where the tensors and the scratch memory of a segment are, and its steps with every operand resolved.

use super::{Builder, Draft, Segment, Step, Work};
use crate::Error;
use crate::arena::{Constant, Place, Places};
use crate::error::{Result, ensure, err};
use crate::plan::Layout;
use crate::plan::layout::{self, Block};
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

impl Builder<'_> {
    /// Chooses in-place operands and offsets, and resolves every operand.
    pub(super) fn lay_out(mut self, mut work: Work, next_op: usize) -> Result<Segment> {
        let end = work.drafts.len();
        let lives = self.lifetimes(&work, next_op, end);
        let overwritten = self.share_in_place(&mut work, &lives);
        let mut blocks = Vec::new();
        let mut block_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (tensor, life) in lives.iter().enumerate() {
            let root = work.roots.get(tensor).copied().unwrap_or(tensor);
            let Some(life) = life else { continue };
            if self.is_known(tensor) || self.states.get(tensor).is_some_and(|state| state.place.is_some()) {
                continue;
            }
            let bytes = self.bytes_of(tensor)?;
            let block = *block_of.entry(root).or_insert_with(|| {
                blocks.push(Block { bytes, first: life.start, last: life.end });
                blocks.len() - 1
            });
            if let Some(block) = blocks.get_mut(block) {
                block.bytes = block.bytes.max(bytes);
                block.first = block.first.min(life.start);
                block.last = block.last.max(life.end);
            }
        }
        let tensor_blocks = blocks.len();
        for (step, draft) in work.drafts.iter().enumerate().filter(|(_, draft)| draft.kernel.is_some()) {
            blocks.extend(draft.requests.scratch.iter().map(|&bytes| Block { bytes, first: step + 1, last: step + 1 }));
        }
        let (alignment, tail) = match self.options.layout {
            Layout::Compact => (16, 0),
            Layout::Fast => (crate::arena::aligned::ALIGNMENT, crate::arena::TAIL),
        };
        let offsets = layout::assign(&blocks, alignment)?;
        let region_bytes = offsets.bytes.saturating_add(tail);
        let limit = self.options.limits.arena_bytes;
        ensure!(
            self.bytes_before.0.saturating_add(region_bytes) <= limit,
            LimitExceeded,
            "the arena needs {region_bytes} bytes, the limit is {limit}"
        );
        let alive = self.place_tensors(&work, &lives, &block_of, &offsets.offsets, &overwritten)?;
        let scratch = offsets.offsets.get(tensor_blocks..).unwrap_or_default();
        let (steps, constants) = self.resolve(work.drafts, scratch)?;
        Ok(Segment {
            steps,
            constants,
            states: self.states,
            alive,
            region: self.region,
            activation_bytes: offsets.bytes,
            region_bytes,
            next_op,
            reads: work.reads,
            owned_bytes: work.owned_bytes.saturating_sub(self.bytes_before.1),
            packed: work.packed,
            work: work.work,
            late: work.late,
        })
    }

    /// Gives each tensor of this segment its range of the region.
    fn place_tensors(
        &mut self,
        work: &Work,
        lives: &[Option<Range<usize>>],
        block_of: &BTreeMap<usize, usize>,
        offsets: &[usize],
        overwritten: &BTreeMap<usize, usize>,
    ) -> Result<Vec<Option<Range<usize>>>> {
        let mut alive = vec![None; self.states.len()];
        // The end of a block's life is the end of the last of its tensors.
        let mut block_end: BTreeMap<usize, usize> = BTreeMap::new();
        for (tensor, life) in lives.iter().enumerate() {
            let root = work.roots.get(tensor).copied().unwrap_or(tensor);
            if let Some(life) = life {
                let end = block_end.entry(root).or_insert(0);
                *end = (*end).max(life.end);
            }
        }
        for (tensor, life) in lives.iter().enumerate() {
            let root = work.roots.get(tensor).copied().unwrap_or(tensor);
            let Some((life, &block)) = life.as_ref().zip(block_of.get(&root)) else { continue };
            if self.is_known(tensor) || self.states.get(tensor).is_some_and(|state| state.place.is_some()) {
                continue;
            }
            let bytes = self.bytes_of(tensor)?;
            let start = offsets.get(block).copied().unwrap_or(0);
            let region = self.region;
            self.state(tensor)?.place = Some((region, start..start + bytes));
            let end = block_end.get(&root).copied().unwrap_or(life.end);
            let last = overwritten.get(&tensor).copied().unwrap_or(end);
            if let Some(slot) = alive.get_mut(tensor) {
                *slot = Some(life.start..last + 1);
            }
        }
        Ok(alive)
    }

    /// Turns drafts into steps with resolved operands.
    fn resolve(&self, drafts: Vec<Draft>, scratch_offsets: &[usize]) -> Result<(Vec<Step>, Vec<Constant>)> {
        let mut constants: Vec<Constant> = Vec::new();
        let mut constant_of: BTreeMap<usize, usize> = BTreeMap::new();
        let mut scratch_offsets = scratch_offsets.iter().copied();
        let mut place_of = |tensor: usize| -> Result<Place> {
            let state = self.states.get(tensor).ok_or_else(|| err!(Internal, "tensor {tensor} vanished"))?;
            if let Some(value) = &state.value {
                let index = *constant_of.entry(tensor).or_insert_with(|| {
                    constants.push(value.clone());
                    constants.len() - 1
                });
                return Ok(Place::Constant(index));
            }
            let place = state.place.clone().ok_or_else(|| err!(Internal, "tensor {tensor} has no memory"))?;
            Ok(Place::Region { region: place.0, range: place.1 })
        };
        let mut steps = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let Some((kernel_name, kernel)) = draft.kernel else {
                let (op, kernel_name, macs) = (draft.op, draft.label, draft.requests.macs);
                steps.push(Step { op, kernel: None, kernel_name, places: Places::default(), macs, ahead: None });
                continue;
            };
            let op = self.graph.operators.get(draft.op).ok_or_else(|| err!(Internal, "an operator vanished"))?;
            let inputs = op.inputs.iter().map(|input| input.map(&mut place_of).transpose());
            let inputs = inputs.collect::<Result<Vec<_>>>()?;
            let outputs = op.outputs.iter().map(|&output| place_of(output)).collect::<Result<Vec<_>>>()?;
            let scratch = draft.requests.scratch.iter().map(|&bytes| {
                let start = scratch_offsets.next().unwrap_or(0);
                Place::Region { region: self.region, range: start..start + bytes }
            });
            let (scratch, states) = (scratch.collect(), draft.requests.states.clone());
            let places = Places::new(inputs, outputs, scratch, draft.in_place, states)
                .map_err(|error: Error| error.locate(self.model.location_of(self.subgraph, op)))?;
            let macs = draft.requests.macs;
            steps.push(Step { op: draft.op, kernel: Some(kernel), kernel_name, places, macs, ahead: None });
        }
        look_ahead(&mut steps);
        Ok((steps, constants))
    }
}

/// Packed weights of which a core's second-level cache does not keep the first until the next invoke.
const FAR_WEIGHTS: usize = 1 << 20;

/// Finds for each step the next one with packed weights, if they come from far away.
fn look_ahead(steps: &mut [Step]) {
    let len = |step: &Step| step.kernel.as_ref().map_or(0, |kernel| kernel.weights().len());
    if steps.iter().map(len).sum::<usize>() < FAR_WEIGHTS {
        return;
    }
    let mut next = None;
    for (index, step) in steps.iter_mut().enumerate().rev() {
        step.ahead = next;
        if len(step) > 0 {
            next = Some(index);
        }
    }
}
