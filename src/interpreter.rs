//! [`Plan`] → answers: one arena and the running state.

use crate::arena::{Constants, Io, Memory, Regions};
use crate::error::{Result, ensure, err};
use crate::io::{InputMut, Selector, TensorInfo, TensorView};
use crate::model::{Model, Signature};
use crate::plan::segment::{Segment, TensorState, VARIABLES, Values};
use crate::plan::{Plan, PlanOptions};
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

/// How many plans of later segments an interpreter remembers, for graphs whose shapes depend on data.
const CACHED_SEGMENTS: usize = 8;

/// A running instance of a plan: one arena, the values of variables, and [`invoke`](Self::invoke).
///
/// Interpreters of one plan share everything but their arena. An interpreter can be sent to another thread.
pub struct Interpreter {
    plan: Plan,
    /// The segments of the last run; the first is the plan's.
    chain: Vec<Arc<Segment>>,
    /// Later segments by the one before them; the most recently used last.
    cache: Vec<(Arc<Segment>, Arc<Segment>)>,
    memory: Memory,
    /// Whether the outputs are those of a completed run.
    complete: bool,
}

/// What an observer sees after each operator.
pub struct Observation<'a> {
    interpreter: &'a Interpreter,
    segment: usize,
    step: usize,
    /// Index of the operator that has just run, in its subgraph.
    pub op: usize,
}

impl Observation<'_> {
    /// A tensor that exists at this moment, dense.
    ///
    /// # Errors
    /// `NotKept` when it was not computed yet, or its memory serves another tensor already.
    pub fn tensor(&self, index: usize) -> Result<TensorView<'_>> {
        self.interpreter.tensor_at(index, Some((self.segment, self.step)))
    }
}

type Observer<'o> = &'o mut dyn FnMut(&Observation<'_>);

impl Interpreter {
    /// Plans the model's main graph with default options and allocates its arena.
    ///
    /// # Errors
    /// As [`Plan::with_options`].
    pub fn new(model: &Model) -> Result<Self> {
        Ok(Self::from_plan(&Plan::new(model)?))
    }

    /// An interpreter of this plan: allocates the arena and nothing else.
    #[must_use]
    pub fn from_plan(plan: &Plan) -> Self {
        let mut interpreter = Self {
            plan: plan.clone(),
            chain: vec![plan.first().clone()],
            cache: Vec::new(),
            memory: Memory::default(),
            complete: false,
        };
        interpreter.allocate();
        interpreter
    }

    fn allocate(&mut self) {
        let first = self.plan.first();
        self.memory.set_region(VARIABLES, self.plan.variable_bytes());
        self.memory.set_region(first.region, first.region_bytes);
        self.reset_variables();
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Bytes of memory that the interpreter holds now.
    #[must_use]
    pub fn arena_bytes(&self) -> usize {
        self.memory.len()
    }

    /// Sets every variable to what stands for 0: its zero point, or 0.
    pub fn reset_variables(&mut self) {
        let tensors = &self.plan.subgraph().tensors;
        for (tensor, state) in tensors.iter().zip(&self.plan.first().states) {
            let Some((VARIABLES, range)) = &state.place else { continue };
            let zero_point = tensor.quantization.as_ref().map_or(0, crate::Quantization::zero_point);
            let pattern = zero_point.to_ne_bytes();
            let size = tensor.dtype.bits().map_or(1, |bits| (bits / 8).max(1));
            if let Ok(bytes) = self.memory.write(VARIABLES, range) {
                bytes.fill(0);
                let low = if cfg!(target_endian = "little") { pattern.get(..size) } else { None };
                if let (Some(low), true) = (low, zero_point != 0) {
                    bytes.chunks_exact_mut(size).for_each(|element| element.copy_from_slice(low));
                }
            }
        }
    }

    /// What the inputs are, in the order of the graph.
    #[must_use]
    pub fn inputs(&self) -> Vec<TensorInfo<'_>> {
        self.infos(&self.plan.subgraph().inputs)
    }

    /// What the outputs are, in the order of the graph. Where a shape depends on data it is that of the
    /// last run, before the first run the file's.
    #[must_use]
    pub fn outputs(&self) -> Vec<TensorInfo<'_>> {
        self.infos(&self.plan.subgraph().outputs)
    }

    fn infos(&self, ends: &[usize]) -> Vec<TensorInfo<'_>> {
        ends.iter().filter_map(|&tensor| self.info(tensor).ok()).collect()
    }

    /// Name, type, shape and quantization of any tensor.
    ///
    /// # Errors
    /// `NotFound` when there is no such tensor.
    pub fn info(&self, tensor: usize) -> Result<TensorInfo<'_>> {
        let stored = self.plan.subgraph().tensors.get(tensor);
        let stored = stored.ok_or_else(|| err!(NotFound, "there is no tensor {tensor}"))?;
        let shape = self.state(tensor).and_then(|state| state.shape.as_deref()).unwrap_or(&stored.shape);
        Ok(TensorInfo {
            index: tensor,
            name: &stored.name,
            dtype: stored.dtype,
            shape,
            shape_signature: stored.shape_signature.as_deref(),
            quantization: stored.quantization.as_ref(),
        })
    }

    /// What the last planned segment knows of a tensor.
    fn state(&self, tensor: usize) -> Option<&TensorState> {
        self.chain.last()?.states.get(tensor)
    }

    /// An input to write to, by position or by name.
    ///
    /// # Errors
    /// `NotFound` when there is no such input.
    pub fn input<'s>(&mut self, which: impl Into<Selector<'s>>) -> Result<InputMut<'_>> {
        let graph = self.plan.subgraph();
        let position = which.into().position(graph, &graph.inputs, "input")?;
        let tensor = graph.inputs.get(position).copied().unwrap_or_default();
        let stored = graph.tensors.get(tensor).ok_or_else(|| err!(Internal, "an input vanished"))?;
        let first = self.plan.first();
        let state = first.states.get(tensor).ok_or_else(|| err!(Internal, "an input vanished"))?;
        let shape = state.shape.as_deref().unwrap_or(&stored.shape);
        let info = TensorInfo {
            index: tensor,
            name: &stored.name,
            dtype: stored.dtype,
            shape,
            shape_signature: stored.shape_signature.as_deref(),
            quantization: stored.quantization.as_ref(),
        };
        ensure!(state.value.is_none(), WrongType, "input {position} {:?} is a constant of the model", stored.name);
        let bytes = match &state.place {
            Some((region, range)) => self.memory.write(*region, range)?,
            None => return Err(err!(Internal, "input {position} has no memory")),
        };
        Ok(InputMut { info, bytes })
    }

    /// An output of the last run, by position or by name.
    ///
    /// # Errors
    /// `NotFound` when there is no such output, `NotKept` before the first run.
    pub fn output<'s>(&self, which: impl Into<Selector<'s>>) -> Result<TensorView<'_>> {
        let graph = self.plan.subgraph();
        let position = which.into().position(graph, &graph.outputs, "output")?;
        ensure!(self.complete, NotKept, "there is no result yet: call invoke first");
        self.tensor_at(graph.outputs.get(position).copied().unwrap_or_default(), None)
    }

    /// Any tensor that can still be read after a run: constants, outputs, and what the plan was told to
    /// [keep](crate::Keep).
    ///
    /// # Errors
    /// `NotKept` when its memory served another tensor, `NotFound` when there is no such tensor.
    pub fn tensor(&self, index: usize) -> Result<TensorView<'_>> {
        self.tensor_at(index, None)
    }

    /// A tensor after `step` of a segment, or after the run.
    fn tensor_at(&self, index: usize, at: Option<(usize, usize)>) -> Result<TensorView<'_>> {
        let info = self.info(index)?;
        let not_kept = || {
            err!(NotKept, "its memory serves another tensor: plan with Keep::All or Keep::These to read it")
                .of_tensor(index, info.name)
        };
        let state = self.state(index).ok_or_else(not_kept)?;
        if let Some(value) = &state.value {
            return Ok(TensorView { info, bytes: value.bytes(self.plan.model()) });
        }
        let (region, range) = state.place.as_ref().ok_or_else(not_kept)?;
        let home = self.chain.iter().position(|segment| segment.region == *region);
        if let Some((home, alive)) =
            home.and_then(|home| Some((home, self.chain.get(home)?.alive.get(index)?.as_ref()?)))
        {
            // After the run only what lives beyond the last step is left; `end` counts steps from 1.
            let step = match at {
                Some((segment, step)) if segment == home => step,
                _ => self.chain.get(home).map_or(0, |segment| segment.steps.len() + 1),
            };
            if !alive.contains(&step) {
                return Err(not_kept());
            }
        }
        Ok(TensorView { info, bytes: self.memory.read(*region, range)? })
    }

    /// Runs the graph once.
    ///
    /// # Errors
    /// `BadValue` when a value is out of range, an index for instance. The interpreter can be used again.
    pub fn invoke(&mut self) -> Result<()> {
        self.run(None)
    }

    /// Runs the graph once and calls `observer` after each operator, with every tensor that exists then.
    /// It never changes a result.
    ///
    /// # Errors
    /// As [`invoke`](Self::invoke).
    pub fn invoke_observed(&mut self, mut observer: impl FnMut(&Observation<'_>)) -> Result<()> {
        self.run(Some(&mut observer))
    }

    /// Runs the graph once and measures each operator.
    ///
    /// # Errors
    /// As [`invoke`](Self::invoke).
    #[cfg(feature = "std")]
    pub fn invoke_profiled(&mut self) -> Result<Vec<(usize, std::time::Duration)>> {
        let mut times = Vec::new();
        let mut start = std::time::Instant::now();
        self.invoke_observed(|observation| {
            times.push((observation.op, start.elapsed()));
            start = std::time::Instant::now();
        })?;
        Ok(times)
    }

    fn run(&mut self, mut observer: Option<Observer<'_>>) -> Result<()> {
        self.complete = false;
        self.chain.truncate(1);
        let operators = self.plan.subgraph().operators.len();
        loop {
            let position = self.chain.len() - 1;
            let Some(segment) = self.chain.get(position).cloned() else {
                return Err(err!(Internal, "the first segment vanished"));
            };
            match &mut observer {
                None => self.run_steps(&segment, 0..segment.steps.len())?,
                Some(observer) => {
                    for step in 0..segment.steps.len() {
                        self.run_steps(&segment, step..step + 1)?;
                        let op = segment.steps.get(step).map_or(0, |step| step.op);
                        observer(&Observation { interpreter: self, segment: position, step: step + 1, op });
                    }
                }
            }
            if segment.next_op == operators {
                break;
            }
            let next = self.next_segment(&segment)?;
            self.memory.set_region(next.region, next.region_bytes);
            self.chain.push(next);
        }
        self.complete = true;
        Ok(())
    }

    fn run_steps(&mut self, segment: &Segment, steps: core::ops::Range<usize>) -> Result<()> {
        let constants = Constants { file: self.plan.model().file(), table: &segment.constants };
        let mut regions = Regions::new(&mut self.memory);
        for step in segment.steps.get(steps).unwrap_or_default() {
            let Some(kernel) = &step.kernel else { continue };
            if let Err(error) = kernel.eval(&mut Io::new(&mut regions, constants, &step.places)) {
                let op = self.plan.subgraph().operators.get(step.op);
                let location = op.map(|op| self.plan.model().location_of(self.plan.options().subgraph, op));
                return Err(error.locate(location.unwrap_or_default()));
            }
        }
        Ok(())
    }

    /// The segment after `segment`: from the cache when it was planned with the same values, else planned.
    fn next_segment(&mut self, segment: &Arc<Segment>) -> Result<Arc<Segment>> {
        let values = Values { running: Some((&self.memory, &segment.states)) };
        let same = |candidate: &Segment| candidate.reads.iter().all(|(t, bytes)| values.bytes(*t) == Some(bytes));
        let cached = self.cache.iter().position(|(before, next)| Arc::ptr_eq(before, segment) && same(next));
        let entry = match cached {
            Some(position) => self.cache.remove(position),
            None => (segment.clone(), Arc::new(self.plan.next_segment(&self.chain, values)?)),
        };
        let next = entry.1.clone();
        if self.cache.len() >= CACHED_SEGMENTS {
            self.cache.remove(0);
        }
        self.cache.push(entry);
        Ok(next)
    }

    /// Gives an input another shape and plans again. Variables start anew; inputs must be written again.
    ///
    /// # Errors
    /// `BadShape` naming the operator and the constant that keep the graph from taking this shape; the
    /// interpreter is unchanged then.
    pub fn resize_input<'s>(&mut self, which: impl Into<Selector<'s>>, shape: &[usize]) -> Result<()> {
        let graph = self.plan.subgraph();
        let position = which.into().position(graph, &graph.inputs, "input")?;
        self.resize_inputs(&[(position, shape)])
    }

    /// Gives several inputs other shapes at once, by position, and plans again.
    ///
    /// # Errors
    /// As [`resize_input`](Self::resize_input).
    pub fn resize_inputs(&mut self, shapes: &[(usize, &[usize])]) -> Result<()> {
        let inputs = self.plan.subgraph().inputs.len();
        let mut options: PlanOptions = self.plan.options().clone();
        for &(position, shape) in shapes {
            ensure!(position < inputs, NotFound, "there is no input {position}, there are {inputs}");
            options = options.input_shape(position, shape);
        }
        let plan = Plan::with_options(self.plan.model(), options)?;
        *self = Self::from_plan(&plan);
        Ok(())
    }

    /// Runs several samples of a model with one input and hands over the outputs of each: one by one, so it
    /// works whatever the batch that the graph was made for. Each sample is quantized as the input asks for.
    ///
    /// ```no_run
    /// # let model = ferrolite::Model::open("model.tflite")?;
    /// # let mut interpreter = ferrolite::Interpreter::new(&model)?;
    /// # let samples: Vec<Vec<f32>> = vec![];
    /// let scores = interpreter.run_batch(&samples, |outputs| outputs.output(0)?.to_f32())?;
    /// # let _: Vec<Vec<f32>> = scores;
    /// # Ok::<(), ferrolite::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`InputMut::write_f32`] and [`invoke`](Self::invoke), and what `collect` returns.
    pub fn run_batch<S: AsRef<[f32]>, R>(
        &mut self,
        samples: &[S],
        mut collect: impl FnMut(&Self) -> Result<R>,
    ) -> Result<Vec<R>> {
        let mut results = Vec::with_capacity(samples.len());
        for sample in samples {
            self.input(0)?.write_f32(sample.as_ref())?;
            self.invoke()?;
            results.push(collect(self)?);
        }
        Ok(results)
    }

    /// A signature of the model, its inputs and outputs by name.
    ///
    /// # Errors
    /// `NotFound` when there is no such signature, or when it runs another subgraph than this plan: plan
    /// with [`PlanOptions::subgraph`] then.
    pub fn signature(&mut self, key: &str) -> Result<SignatureRunner<'_>> {
        let model = self.plan.model().clone();
        let position = model.signatures().iter().position(|signature| signature.key == key);
        let Some(position) = position else {
            let keys: Vec<_> = model.signatures().iter().map(|signature| signature.key.to_string()).collect();
            return Err(err!(NotFound, "there is no signature {key:?}; there are: {}", keys.join(", ")));
        };
        let runner = SignatureRunner { interpreter: self, model, position };
        let (wanted, planned) = (runner.signature()?.subgraph, runner.interpreter.plan.options().subgraph);
        ensure!(
            wanted == planned,
            NotFound,
            "signature {key:?} runs subgraph {wanted}, this plan runs subgraph {planned}: plan with PlanOptions::subgraph({wanted})"
        );
        Ok(runner)
    }
}

impl fmt::Debug for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interpreter").field("plan", &self.plan).field("arena_bytes", &self.arena_bytes()).finish()
    }
}

/// An interpreter by the names of a signature.
#[derive(Debug)]
pub struct SignatureRunner<'a> {
    interpreter: &'a mut Interpreter,
    model: Model,
    position: usize,
}

impl SignatureRunner<'_> {
    fn signature(&self) -> Result<&Signature> {
        self.model.signatures().get(self.position).ok_or_else(|| err!(Internal, "a signature vanished"))
    }

    /// Names of the inputs.
    pub fn input_names(&self) -> impl Iterator<Item = &str> {
        self.signature().into_iter().flat_map(|signature| &signature.inputs).map(|(name, _)| name.as_str())
    }

    /// Names of the outputs.
    pub fn output_names(&self) -> impl Iterator<Item = &str> {
        self.signature().into_iter().flat_map(|signature| &signature.outputs).map(|(name, _)| name.as_str())
    }

    /// The input with this name.
    ///
    /// # Errors
    /// `NotFound` when the signature has no such input.
    pub fn input(&mut self, name: &str) -> Result<InputMut<'_>> {
        let tensor = named(&self.signature()?.inputs, name, "input")?;
        let position = self.interpreter.plan.subgraph().inputs.iter().position(|&input| input == tensor);
        self.interpreter.input(position.ok_or_else(|| err!(NotFound, "{name:?} is no input of the subgraph"))?)
    }

    /// Runs the graph once.
    ///
    /// # Errors
    /// As [`Interpreter::invoke`].
    pub fn invoke(&mut self) -> Result<()> {
        self.interpreter.invoke()
    }

    /// The output with this name.
    ///
    /// # Errors
    /// `NotFound` when the signature has no such output, `NotKept` before the first run.
    pub fn output(&self, name: &str) -> Result<TensorView<'_>> {
        let tensor = named(&self.signature()?.outputs, name, "output")?;
        ensure!(self.interpreter.complete, NotKept, "there is no result yet: call invoke first");
        self.interpreter.tensor(tensor)
    }
}

fn named(names: &[(alloc::string::String, usize)], name: &str, what: &str) -> Result<usize> {
    names.iter().find(|(own, _)| own == name).map(|&(_, tensor)| tensor).ok_or_else(|| {
        let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        err!(NotFound, "the signature has no {what} {name:?}; it has: {}", known.join(", "))
    })
}
