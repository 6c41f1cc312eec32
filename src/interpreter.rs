//! [`Plan`] → answers: one arena and the running state.

use crate::error::{Result, ensure, err};
use crate::frame::{Frame, Shared};
use crate::io::{InputMut, Selector, TensorInfo, TensorView};
use crate::late;
use crate::model::{Model, Signature};
use crate::plan::{Plan, PlanOptions};
use crate::resources::Resources;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;
use core::ptr::NonNull;

/// A running instance of a plan: one arena, the values of variables, and [`invoke`](Self::invoke).
///
/// Interpreters of one plan share everything but their arena. An interpreter can be sent to another thread.
pub struct Interpreter {
    frame: Frame,
    resources: Resources,
}

/// What an observer sees after each operator.
pub struct Observation<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) segment: usize,
    pub(crate) step: usize,
    /// The subgraph of the operator.
    pub subgraph: usize,
    /// Index of the operator that has just run, in its subgraph.
    pub op: usize,
    /// How often a loop has run its body before; 0 outside of loops.
    pub iteration: u64,
}

impl Observation<'_> {
    /// A tensor of the operator's subgraph that exists at this moment, dense.
    ///
    /// # Errors
    /// `NotKept` when it was not computed yet, or its memory serves another tensor already.
    pub fn tensor(&self, index: usize) -> Result<TensorView<'_>> {
        self.frame.tensor_at(index, Some((self.segment, self.step)))
    }
}

pub(crate) type Observer<'o> = &'o mut dyn FnMut(&Observation<'_>);

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
        Self { frame: Frame::new(plan), resources: Resources::default() }
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.frame.plan
    }

    /// Bytes of memory that the interpreter holds now.
    #[must_use]
    pub fn arena_bytes(&self) -> usize {
        self.frame.len() + self.resources.len()
    }

    /// Sets every variable to 0, of int8 to its zero point, and forgets resource variables, hash
    /// tables and what CALL_ONCE has run.
    pub fn reset_variables(&mut self) {
        self.reset_variable_tensors();
        self.resources = Resources::default();
    }

    /// Sets every variable to 0, of int8 to its zero point. Resource variables and hash tables keep their values, as
    /// under LiteRT's `ResetVariableTensors`.
    pub fn reset_variable_tensors(&mut self) {
        self.frame.reset_variables();
    }

    /// What the inputs are, in the order of the graph.
    #[must_use]
    pub fn inputs(&self) -> Vec<TensorInfo<'_>> {
        self.infos(&self.plan().subgraph().inputs)
    }

    /// What the outputs are, in the order of the graph. Where a shape depends on data it is that of the
    /// last run, before the first run the file's.
    #[must_use]
    pub fn outputs(&self) -> Vec<TensorInfo<'_>> {
        self.infos(&self.plan().subgraph().outputs)
    }

    fn infos(&self, ends: &[usize]) -> Vec<TensorInfo<'_>> {
        ends.iter().filter_map(|&tensor| self.info(tensor).ok()).collect()
    }

    /// Name, type, shape and quantization of any tensor.
    ///
    /// # Errors
    /// `NotFound` when there is no such tensor.
    pub fn info(&self, tensor: usize) -> Result<TensorInfo<'_>> {
        late::info(self.plan().subgraph(), self.frame.state(tensor), tensor)
    }

    /// An input to write to, by position or by name.
    ///
    /// # Errors
    /// `NotFound` when there is no such input.
    pub fn input<'s>(&mut self, which: impl Into<Selector<'s>>) -> Result<InputMut<'_>> {
        let graph = self.plan().subgraph();
        let position = which.into().position(graph, &graph.inputs, "input")?;
        self.frame.input(position)
    }

    /// An output of the last run, by position or by name.
    ///
    /// # Errors
    /// `NotFound` when there is no such output, `NotKept` before the first run.
    pub fn output<'s>(&self, which: impl Into<Selector<'s>>) -> Result<TensorView<'_>> {
        let graph = self.plan().subgraph();
        let position = which.into().position(graph, &graph.outputs, "output")?;
        ensure!(self.frame.complete, NotKept, "there is no result yet: call invoke first");
        self.frame.tensor_at(graph.outputs.get(position).copied().unwrap_or_default(), None)
    }

    /// Any tensor that can still be read after a run: constants, outputs, and what the plan was told to
    /// [keep](crate::Keep).
    ///
    /// # Errors
    /// `NotKept` when its memory served another tensor, `NotFound` when there is no such tensor.
    pub fn tensor(&self, index: usize) -> Result<TensorView<'_>> {
        self.frame.tensor_at(index, None)
    }

    /// Any tensor that [`tensor`](Self::tensor) reads, to be written to; constants are not.
    ///
    /// # Errors
    /// As [`tensor`](Self::tensor); `WrongType` when it is a constant.
    pub fn tensor_mut(&mut self, index: usize) -> Result<InputMut<'_>> {
        self.frame.tensor_mut(index)
    }

    /// The memory of a tensor that [`tensor_mut`](Self::tensor_mut) writes, for callers that keep it from run to run.
    ///
    /// The pointer is good until the interpreter is dropped or an input is resized; of a string tensor, and of one
    /// whose shape depends on data, only until it is written or computed anew. Whoever reads or writes through it
    /// sees to it that nobody uses the interpreter meanwhile.
    ///
    /// # Errors
    /// As [`tensor_mut`](Self::tensor_mut).
    pub fn data(&mut self, index: usize) -> Result<NonNull<[u8]>> {
        self.frame.data(index)
    }

    /// Takes resource variables, hash tables, generators of random numbers and what CALL_ONCE has run over from
    /// another interpreter of the same model, which starts anew: graphs of one model that share them can run in turn,
    /// and an interpreter for other shapes goes on where the last one was.
    pub fn take_resources(&mut self, from: &mut Self) {
        self.resources = core::mem::take(&mut from.resources);
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

    fn run<'s>(&'s mut self, observer: Option<Observer<'s>>) -> Result<()> {
        let mut shared = Shared { resources: &mut self.resources, observer, work: 0, iteration: 0 };
        self.frame.run(&mut shared)
    }

    /// Gives an input another shape and plans again. Variables start anew; inputs must be written again.
    ///
    /// # Errors
    /// `BadShape` naming the operator and the constant that keep the graph from taking this shape; the
    /// interpreter is unchanged then.
    pub fn resize_input<'s>(&mut self, which: impl Into<Selector<'s>>, shape: &[usize]) -> Result<()> {
        let graph = self.plan().subgraph();
        let position = which.into().position(graph, &graph.inputs, "input")?;
        self.resize_inputs(&[(position, shape)])
    }

    /// Gives several inputs other shapes at once, by position, and plans again.
    ///
    /// # Errors
    /// As [`resize_input`](Self::resize_input).
    pub fn resize_inputs(&mut self, shapes: &[(usize, &[usize])]) -> Result<()> {
        let inputs = self.plan().subgraph().inputs.len();
        let mut options: PlanOptions = self.plan().options().clone();
        for &(position, shape) in shapes {
            ensure!(position < inputs, NotFound, "there is no input {position}, there are {inputs}");
            options = options.input_shape(position, shape);
        }
        let plan = Plan::with_options(self.plan().model(), options)?;
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
        let model = self.plan().model().clone();
        let position = model.signatures().iter().position(|signature| signature.key == key);
        let Some(position) = position else {
            let keys: Vec<_> = model.signatures().iter().map(|signature| signature.key.to_string()).collect();
            return Err(err!(NotFound, "there is no signature {key:?}; there are: {}", keys.join(", ")));
        };
        let runner = SignatureRunner { interpreter: self, model, position };
        let (wanted, planned) = (runner.signature()?.subgraph, runner.interpreter.plan().options().subgraph);
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
        f.debug_struct("Interpreter").field("plan", self.plan()).field("arena_bytes", &self.arena_bytes()).finish()
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
        let position = self.interpreter.plan().subgraph().inputs.iter().position(|&input| input == tensor);
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
        ensure!(self.interpreter.frame.complete, NotKept, "there is no result yet: call invoke first");
        self.interpreter.tensor(tensor)
    }
}

fn named(names: &[(alloc::string::String, usize)], name: &str, what: &str) -> Result<usize> {
    names.iter().find(|(own, _)| own == name).map(|&(_, tensor)| tensor).ok_or_else(|| {
        let known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        err!(NotFound, "the signature has no {what} {name:?}; it has: {}", known.join(", "))
    })
}
