//! A graph while it runs: its memory, the segments of the last run, the subgraphs that it called.

use crate::TensorType;
use crate::arena::{Constants, Io, Memory, Regions, WHOLE_REGION};
use crate::error::{Result, ensure, err};
use crate::interpreter::{Observation, Observer};
use crate::io::{InputMut, Target, TensorView};
use crate::late::{self, Late, OwnedTensor};
use crate::model::Operator;
use crate::ops::StepKernel;
use crate::plan::Plan;
use crate::plan::segment::{Segment, TensorState, VARIABLES, Values};
use crate::resources::Resources;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;
use core::ptr::NonNull;
use core::sync::atomic::Ordering;
use ferrolite_kernels::parallel::Invoke;

/// How many plans of later segments a frame remembers, for graphs whose shapes depend on data: those of a recurrent layer
/// of fifty steps that writes a list, with two segments a step, and of some more.
const CACHED_SEGMENTS: usize = 128;

/// One graph's running state.
pub(crate) struct Frame {
    pub(crate) plan: Plan,
    /// The segments of the last run; the first is the plan's.
    chain: Vec<Arc<Segment>>,
    /// Tensors that late operators wrote behind the last segment of the chain.
    behind: BTreeMap<usize, TensorState>,
    /// Later segments by the one before them; the most recently used last.
    cache: Vec<Cached>,
    memory: Memory,
    callees: BTreeMap<usize, Box<Frame>>,
    /// Whether the outputs are those of a completed run.
    pub(crate) complete: bool,
}

struct Cached {
    before: Arc<Segment>,
    /// Shapes of what the late operator in between wrote.
    shapes: Vec<Option<Arc<[usize]>>>,
    segment: Arc<Segment>,
}

/// Memory to be written to: strings replace their region as a whole.
fn target<'m>(memory: &'m mut Memory, region: usize, range: &Range<usize>) -> Result<Target<'m>> {
    Ok(match *range == WHOLE_REGION {
        true => Target::Strings(memory, region),
        false => Target::Bytes(memory.write(region, range)?),
    })
}

/// What all frames of a run share.
pub(crate) struct Shared<'s> {
    pub(crate) resources: &'s mut Resources,
    pub(crate) observer: Option<Observer<'s>>,
    /// Elementary operations so far.
    pub(crate) work: u64,
    /// How often the loop that runs has run its body.
    pub(crate) iteration: u64,
}

impl Frame {
    /// Allocates the arena of a plan and nothing else.
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut frame = Self {
            plan: plan.clone(),
            chain: vec![plan.first().clone()],
            behind: BTreeMap::new(),
            cache: Vec::new(),
            memory: Memory::default(),
            callees: BTreeMap::new(),
            complete: false,
        };
        let first = plan.first();
        frame.memory.set_region(VARIABLES, plan.variable_bytes());
        frame.memory.set_region(first.region, first.region_bytes);
        frame.clear_string_inputs();
        frame.reset_variables();
        frame
    }

    /// String inputs that nobody has written hold empty strings.
    fn clear_string_inputs(&mut self) {
        let plan = self.plan.clone();
        for &input in &plan.subgraph().inputs {
            let Some(state) = plan.first().states.get(input) else { continue };
            if let (Some((region, range)), Some(shape)) = (&state.place, &state.shape)
                && *range == WHOLE_REGION
            {
                let count = shape.iter().product();
                self.memory.replace_region(*region, &crate::strings::encode(core::iter::repeat_n(&b""[..], count)));
            }
        }
    }

    /// Bytes of memory, callees included.
    pub(crate) fn len(&self) -> usize {
        self.memory.len() + self.callees.values().map(|callee| callee.len()).sum::<usize>()
    }

    /// Sets every variable tensor to 0, of int8 to its zero point: other types with one begin at 0 too, as in the
    /// reference, whatever that stands for.
    pub(crate) fn reset_variables(&mut self) {
        let tensors = &self.plan.subgraph().tensors;
        for (tensor, state) in tensors.iter().zip(&self.plan.first().states) {
            let Some((VARIABLES, range)) = &state.place else { continue };
            let zero_point = match (tensor.dtype, tensor.quantization.as_ref()) {
                (TensorType::Int8, Some(quantization)) => quantization.zero_point(),
                _ => 0,
            };
            let Ok(bytes) = self.memory.write(VARIABLES, range) else { continue };
            // Two's complement of a zero point, which was checked against the type's range.
            bytes.fill(zero_point as u8);
        }
        self.callees.values_mut().for_each(|callee| callee.reset_variables());
    }

    /// What is known of a tensor now.
    pub(crate) fn state(&self, tensor: usize) -> Option<&TensorState> {
        self.behind.get(&tensor).or_else(|| self.chain.last()?.states.get(tensor))
    }

    /// Whether the plan was made for inputs of these shapes.
    pub(crate) fn takes(&self, inputs: &[OwnedTensor]) -> bool {
        let graph = self.plan.subgraph();
        let first = self.plan.first();
        graph.inputs.iter().zip(inputs).all(|(&tensor, input)| {
            let shape = first.states.get(tensor).and_then(|state| state.shape.as_deref());
            shape == Some(&input.shape)
        })
    }

    /// An input to be written to.
    pub(crate) fn input(&mut self, position: usize) -> Result<InputMut<'_>> {
        let (region, range) = self.input_place(position)?;
        let graph = self.plan.subgraph();
        let tensor = graph.inputs.get(position).copied().unwrap_or_default();
        let info = late::info(graph, self.plan.first().states.get(tensor), tensor)?;
        Ok(InputMut { info, target: target(&mut self.memory, region, &range)? })
    }

    /// Replaces the value of an input; strings may have any length.
    pub(crate) fn write_input(&mut self, position: usize, bytes: &[u8]) -> Result<()> {
        let (region, range) = self.input_place(position)?;
        if range == WHOLE_REGION {
            self.memory.replace_region(region, bytes);
            return Ok(());
        }
        let own = self.memory.write(region, &range)?;
        ensure!(own.len() == bytes.len(), WrongLength, "input {position} has {} bytes, not {}", own.len(), bytes.len());
        own.copy_from_slice(bytes);
        Ok(())
    }

    fn input_place(&self, position: usize) -> Result<(usize, Range<usize>)> {
        let graph = self.plan.subgraph();
        let tensor = graph.inputs.get(position).copied();
        let tensor = tensor.ok_or_else(|| err!(NotFound, "there is no input {position}"))?;
        let state = self.plan.first().states.get(tensor).ok_or_else(|| err!(Internal, "an input vanished"))?;
        let name = graph.tensors.get(tensor).map_or("", |tensor| tensor.name.as_str());
        ensure!(state.value.is_none(), WrongType, "input {position} {name:?} is a constant of the model");
        state.place.clone().ok_or_else(|| err!(Internal, "input {position} {name:?} has no memory"))
    }

    /// A tensor after `step` of a segment, or after the run.
    pub(crate) fn tensor_at(&self, index: usize, at: Option<(usize, usize)>) -> Result<TensorView<'_>> {
        let info = late::info(self.plan.subgraph(), self.state(index), index)?;
        if let Some(value) = self.state(index).and_then(|state| state.value.as_ref()) {
            return Ok(TensorView { info, bytes: value.bytes(self.plan.model()) });
        }
        let (region, range) = self.place_at(index, at)?;
        Ok(TensorView { info, bytes: self.memory.read(*region, range)? })
    }

    /// Where a tensor that is no constant is after `step` of a segment, or between runs.
    fn place_at(&self, index: usize, at: Option<(usize, usize)>) -> Result<&(usize, Range<usize>)> {
        let not_kept = || {
            let name = self.plan.subgraph().tensors.get(index).map_or("", |tensor| tensor.name.as_str());
            err!(NotKept, "its memory serves another tensor: plan with Keep::All or Keep::These to read it")
                .of_tensor(index, name)
        };
        let place = self.state(index).and_then(|state| state.place.as_ref()).ok_or_else(not_kept)?;
        let home = self.chain.iter().position(|segment| segment.region == place.0);
        let alive = home.and_then(|home| self.chain.get(home)?.alive.get(index)?.as_ref());
        if let (Some(home), Some(alive)) = (home, alive) {
            // After the run only what lives beyond the last step is left; `end` counts steps from 1.
            let step = match at {
                Some((segment, step)) if segment == home => step,
                _ => self.chain.get(home).map_or(0, |segment| segment.steps.len() + 1),
            };
            if !alive.contains(&step) {
                return Err(not_kept());
            }
        }
        Ok(place)
    }

    /// [`place_at`](Self::place_at) between runs, of a tensor that may be written.
    fn writable(&self, index: usize) -> Result<(usize, Range<usize>)> {
        let info = late::info(self.plan.subgraph(), self.state(index), index)?;
        if self.state(index).is_some_and(|state| state.value.is_some()) {
            return Err(err!(WrongType, "it is a constant of the model").of_tensor(index, info.name));
        }
        self.place_at(index, None).cloned()
    }

    /// A tensor that is no constant, to be written to between runs.
    pub(crate) fn tensor_mut(&mut self, index: usize) -> Result<InputMut<'_>> {
        let (region, range) = self.writable(index)?;
        let state = self.behind.get(&index).or_else(|| self.chain.last()?.states.get(index));
        let info = late::info(self.plan.subgraph(), state, index)?;
        Ok(InputMut { info, target: target(&mut self.memory, region, &range)? })
    }

    /// The memory of a tensor that is no constant.
    pub(crate) fn data(&mut self, index: usize) -> Result<NonNull<[u8]>> {
        let (region, range) = self.writable(index)?;
        self.memory.data(region, &range)
    }

    /// Runs the graph once.
    pub(crate) fn run(&mut self, shared: &mut Shared<'_>) -> Result<()> {
        self.complete = false;
        self.chain.truncate(1);
        self.behind.clear();
        let operators = self.plan.subgraph().operators.len();
        let plan_limits = self.plan.options().limits;
        loop {
            let position = self.chain.len() - 1;
            let segment = self.segment(position)?;
            let (steps, is_late, next_op) = (segment.steps.len(), segment.late.is_some(), segment.next_op);
            shared.work = shared.work.saturating_add(segment.work);
            let limit = plan_limits.work;
            ensure!(shared.work <= limit, LimitExceeded, "the run needs more than {limit} elementary operations");
            if shared.observer.is_some() {
                self.run_observed(position, shared)?;
            } else {
                self.run_steps(position, 0..steps, shared.resources)?;
            }
            if is_late {
                self.run_late(&self.segment(position)?.clone(), position, shared)?;
            }
            if next_op == operators {
                break;
            }
            let next = self.next_segment(&self.segment(position)?.clone())?;
            if self.memory.len().saturating_add(next.region_bytes) > plan_limits.arena_bytes {
                // Regions that an earlier run with other shapes left behind.
                self.memory.release_from(next.region);
            }
            self.memory.set_region(next.region, next.region_bytes);
            self.behind.clear();
            self.chain.push(next);
        }
        self.complete = true;
        Ok(())
    }

    /// A segment of this run. Most runs have one, and counting its owners takes longer than a small operator.
    fn segment(&self, position: usize) -> Result<&Arc<Segment>> {
        self.chain.get(position).ok_or_else(|| err!(Internal, "a segment vanished"))
    }

    fn run_steps(&mut self, segment: usize, steps: Range<usize>, resources: &mut Resources) -> Result<()> {
        let held = self.memory.len();
        let options = self.plan.options();
        let (invoke, cancel) = (Invoke::new(options.threads.workers()), options.cancel.as_deref());
        let Some(segment) = self.chain.get(segment) else { return Err(err!(Internal, "a segment vanished")) };
        let constants = Constants { file: self.plan.model().file(), table: &segment.constants };
        let regions = &mut Regions::new(&mut self.memory, constants, &invoke);
        for step in segment.steps.get(steps).unwrap_or_default() {
            if let Some(next) = step.ahead.and_then(|next| segment.steps.get(next)?.kernel.as_ref()) {
                invoke.aim(next.weights());
            }
            if let Some(flag) = cancel {
                ensure!(!flag.load(Ordering::Relaxed), Cancelled, "the run was cancelled before operator {}", step.op);
            }
            let Some(kernel) = &step.kernel else { continue };
            let io = &mut Io::new(regions, &step.places);
            let result = match kernel {
                StepKernel::Plain(kernel) => kernel.eval(io),
                StepKernel::Resource(kernel) => {
                    kernel.eval(io, resources, self.plan.options().limits.arena_bytes.saturating_sub(held))
                }
            };
            if let Err(error) = result {
                let location = self.operator(step.op).map(|op| self.location(op));
                return Err(error.locate(location.unwrap_or_default()));
            }
        }
        Ok(())
    }

    fn run_observed(&mut self, position: usize, shared: &mut Shared<'_>) -> Result<()> {
        for step in 0..self.segment(position)?.steps.len() {
            self.run_steps(position, step..step + 1, shared.resources)?;
            let op = self.segment(position)?.steps.get(step).map_or(0, |step| step.op);
            self.observe(shared, position, step + 1, op);
        }
        Ok(())
    }

    fn observe(&self, shared: &mut Shared<'_>, segment: usize, step: usize, op: usize) {
        let iteration = shared.iteration;
        if let Some(observer) = &mut shared.observer {
            let subgraph = self.plan.options().subgraph;
            observer(&Observation { frame: self, segment, step, subgraph, op, iteration });
        }
    }

    /// Runs the operator behind a segment and stores what it writes.
    fn run_late(&mut self, segment: &Segment, position: usize, shared: &mut Shared<'_>) -> Result<()> {
        let Some(late) = &segment.late else { return Ok(()) };
        if late.kernel.is_done(shared.resources) {
            self.observe(shared, position, segment.steps.len(), late.op);
            return Ok(());
        }
        let plan = self.plan.clone();
        let op = plan.subgraph().operators.get(late.op).ok_or_else(|| err!(Internal, "an operator vanished"))?;
        let mut callees = core::mem::take(&mut self.callees);
        let outputs = late::no_outputs(op.outputs.len());
        let iteration = shared.iteration;
        let mut context = Late { plan: &plan, op, frame: self, callees: &mut callees, shared, outputs };
        let result = late.kernel.eval(&mut context).and_then(|()| late::finish(context.outputs));
        shared.iteration = iteration;
        self.callees = callees;
        let outputs = result.map_err(|error| error.locate(self.location(op)))?;
        let region = segment.region + 1;
        let arena = self.len().saturating_add(outputs.iter().map(|output| output.bytes.len()).sum());
        let limit = plan.options().limits.arena_bytes;
        ensure!(
            arena.saturating_add(shared.resources.len()) <= limit,
            LimitExceeded,
            "the arena would need {arena} bytes, the limit is {limit}"
        );
        for (index, output) in outputs.iter().enumerate() {
            self.memory.replace_region(region + index, &output.bytes);
        }
        self.behind = op.outputs.iter().copied().zip(late::output_states(&outputs, region)).collect();
        self.observe(shared, position, segment.steps.len(), op.index);
        Ok(())
    }

    fn operator(&self, op: usize) -> Option<&Operator> {
        self.plan.subgraph().operators.get(op)
    }

    fn location(&self, op: &Operator) -> crate::Location {
        self.plan.model().location_of(self.plan.options().subgraph, op)
    }

    /// The segment after `segment`: from the cache when it was planned with the same values, else planned.
    fn next_segment(&mut self, segment: &Arc<Segment>) -> Result<Arc<Segment>> {
        let same = |(tensor, bytes): &(usize, Vec<u8>)| {
            let place = self.state(*tensor).and_then(|state| state.place.as_ref());
            place.and_then(|(region, range)| self.memory.read(*region, range).ok()) == Some(bytes)
        };
        let cached = self.cache.iter().position(|cached| {
            Arc::ptr_eq(&cached.before, segment)
                && cached.shapes.iter().eq(self.behind.values().map(|state| &state.shape))
                && cached.segment.reads.iter().all(same)
        });
        if let Some(position) = cached {
            let used = self.cache.get_mut(position..).unwrap_or_default();
            used.rotate_left(1);
            return used
                .last()
                .map(|cached| cached.segment.clone())
                .ok_or_else(|| err!(Internal, "a segment vanished"));
        }
        let mut states = segment.states.clone();
        for (&tensor, behind) in &self.behind {
            if let Some(state) = states.get_mut(tensor) {
                *state = behind.clone();
            }
        }
        let shapes = self.behind.values().map(|state| state.shape.clone()).collect();
        let values = Values { running: Some((&self.memory, &states)) };
        let next = Arc::new(self.plan.next_segment(&self.chain, states.clone(), values)?);
        self.cache.push(Cached { before: segment.clone(), shapes, segment: next.clone() });
        let limit = self.plan.options().limits.plan_bytes;
        let mut owned: usize = self.cache.iter().map(|cached| cached.segment.owned_bytes).sum();
        while self.cache.len() > CACHED_SEGMENTS || (owned > limit && self.cache.len() > 1) {
            owned -= self.cache.remove(0).segment.owned_bytes;
        }
        Ok(next)
    }
}
