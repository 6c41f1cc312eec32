//! Model → [`Plan`]: shapes inferred, kernels prepared, memory laid out. Immutable, shared by interpreters.

mod floats;
mod isa;
mod layout;
mod pack;
mod prepare;
mod report;
pub(crate) mod rewrites;
pub(crate) mod segment;
mod tensor_layout;
#[cfg(test)]
pub(crate) mod testing;
mod threads;

pub(crate) use floats::Rounding;
pub use pack::Pack;
pub(crate) use prepare::{Operand, Prepare};
pub use report::{OpReport, Report, TensorReport};
pub use tensor_layout::TensorLayout;
pub use threads::Threads;

use crate::arena::aligned::AlignedBytes;
use crate::arena::{Constant, WHOLE_REGION};
use crate::custom::{CustomOperator, Registry};
use crate::error::{Result, ensure, err};
use crate::model::{Model, Sparsity, Subgraph, Tensor, Tensors};
use crate::{Limits, TensorType, ops};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use core::sync::atomic::AtomicBool;
use ferrolite_kernels::isa::{Isa, Level};
use ferrolite_kernels::linear::Floats;
use ferrolite_kernels::parallel::{Invoke, Workers};
use segment::{Builder, Segment, TensorState, VARIABLES, Values};

/// How memory is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The least memory: inputs of the graph are overwritten when nobody needs them any more, and kernels that are faster
    /// with much memory of their own are not chosen.
    Compact,
    /// Speed first: cache-line alignment, and inputs keep their values for the next invoke.
    #[default]
    Fast,
}

/// Which intermediate tensors can be read after an invoke. It never changes a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Only the outputs: memory of intermediate tensors is used again.
    #[default]
    None,
    /// All of them.
    All,
    /// These, by tensor index.
    These(Vec<usize>),
}

/// What a plan is made for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PlanOptions {
    /// The subgraph to run: 0, the main one, unless a signature names another.
    pub subgraph: usize,
    /// Shapes of the inputs, where they differ from those in the file; by position.
    pub input_shapes: Vec<Option<Vec<usize>>>,
    /// How memory is laid out.
    pub layout: Layout,
    /// Which intermediate tensors stay readable.
    pub keep: Keep,
    /// Bounds on memory and work.
    pub limits: Limits,
    /// The instruction set of the kernels; `None` for the best that the CPU has, or the one that the environment
    /// variable `FERROLITE_ISA` names.
    pub isa: Option<Level>,
    /// Whether operators may be fused and replaced where every result stays the same, bit for bit.
    pub rewrites: bool,
    /// How sums of products of floats are rounded.
    pub floats: Floats,
    /// When weights are packed.
    pub pack: Pack,
    /// The threads that share the work of an operator; the caller's alone, unless a pool is given.
    pub threads: Threads,
    /// Whether a run is to end early; looked at between operators.
    pub cancel: Option<Arc<AtomicBool>>,
    /// Custom operators by name.
    pub(crate) custom: Registry,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            subgraph: 0,
            input_shapes: Vec::new(),
            layout: Layout::default(),
            keep: Keep::default(),
            limits: Limits::default(),
            isa: None,
            rewrites: true,
            floats: Floats::default(),
            pack: Pack::default(),
            threads: Threads::default(),
            cancel: None,
            custom: Registry::default(),
        }
    }
}

impl PlanOptions {
    /// Options with this layout.
    #[must_use]
    pub fn layout(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }

    /// Options that keep these tensors.
    #[must_use]
    pub fn keep(self, keep: Keep) -> Self {
        Self { keep, ..self }
    }

    /// Options with these limits.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Options for kernels of this instruction set. It never changes an integer result.
    #[must_use]
    pub fn isa(self, level: Level) -> Self {
        Self { isa: Some(level), ..self }
    }

    /// Options that share the work of each operator among the threads of a pool. It never changes a result.
    #[must_use]
    pub fn threads(self, pool: Arc<dyn Workers>) -> Self {
        Self { threads: Threads::from(pool), ..self }
    }

    /// Options with a [`Pool`](crate::Pool) of `count` threads, the caller's included; without one for 0 and 1. The
    /// plans and interpreters that are made with these options share it.
    ///
    /// # Errors
    /// `Io` when the operating system refuses a thread.
    #[cfg(feature = "std")]
    pub fn thread_count(self, count: usize) -> Result<Self> {
        let threads =
            if count > 1 { Threads::from(crate::Pool::new(count)? as Arc<dyn Workers>) } else { Threads::default() };
        Ok(Self { threads, ..self })
    }

    /// Options that run the operators as the file has them, or not. It never changes a result.
    #[must_use]
    pub fn rewrites(self, rewrites: bool) -> Self {
        Self { rewrites, ..self }
    }

    /// Options that round sums of products of floats like this. It never changes an integer result: whatever an integer
    /// depends on is rounded as the reference does, and so is everything under [`Floats::AsReference`].
    #[must_use]
    pub fn floats(self, floats: Floats) -> Self {
        Self { floats, ..self }
    }

    /// Options under which a run ends with [`Cancelled`](crate::ErrorKind::Cancelled) when `flag` is true between two
    /// operators, set by another thread for instance. Whoever set it sets it back.
    #[must_use]
    pub fn cancel(self, flag: Arc<AtomicBool>) -> Self {
        Self { cancel: Some(flag), ..self }
    }

    /// Options that pack weights at this time. It never changes an integer result.
    #[must_use]
    pub fn pack(self, pack: Pack) -> Self {
        Self { pack, ..self }
    }

    /// Options that run another subgraph than the main one.
    #[must_use]
    pub fn subgraph(self, subgraph: usize) -> Self {
        Self { subgraph, ..self }
    }

    /// Options under which custom operators called `name` are this one. It goes before an operator of that name that
    /// ferrolite has itself. See [`custom`](crate::custom).
    #[must_use]
    pub fn custom_operator(mut self, name: impl Into<String>, operator: impl CustomOperator + 'static) -> Self {
        self.custom.insert(name.into(), Arc::new(operator));
        self
    }

    /// Options with this shape for input `position`.
    #[must_use]
    pub fn input_shape(mut self, position: usize, shape: &[usize]) -> Self {
        if self.input_shapes.len() <= position {
            self.input_shapes.resize(position + 1, None);
        }
        if let Some(slot) = self.input_shapes.get_mut(position) {
            *slot = Some(shape.to_vec());
        }
        self
    }

    /// Options with these shapes for the inputs, by position; `None` leaves the file's.
    #[must_use]
    pub fn input_shapes(self, input_shapes: Vec<Option<Vec<usize>>>) -> Self {
        Self { input_shapes, ..self }
    }

    /// The instruction set of a plan's options, which [`Plan::with_options`] checked.
    pub(crate) fn instruction_set(&self) -> Isa {
        self.isa.and_then(Isa::new).unwrap_or_default()
    }

    pub(crate) fn preserve_inputs(&self) -> bool {
        self.layout == Layout::Fast
    }
}

/// A model prepared for given input shapes. Cheap to clone; one plan serves many interpreters and threads.
#[derive(Clone)]
pub struct Plan {
    inner: Arc<Inner>,
}

struct Inner {
    model: Model,
    options: PlanOptions,
    /// The graph as it runs, where that is not the file's.
    rewritten: Option<Subgraph>,
    rounding: Rounding,
    first: Arc<Segment>,
    /// Bytes of the region that keeps variables.
    variable_bytes: usize,
}

impl Plan {
    /// Prepares the model's main graph with default options.
    ///
    /// # Errors
    /// As [`Plan::with_options`].
    pub fn new(model: &Model) -> Result<Self> {
        Self::with_options(model, PlanOptions::default())
    }

    /// Prepares a model.
    ///
    /// # Errors
    /// `Unsupported` with every missing operator at once, or when the CPU lacks the instruction set asked for; a typed error for the first operator whose types,
    /// shapes or options do not fit; `LimitExceeded` when it needs more memory or work than allowed.
    pub fn with_options(model: &Model, mut options: PlanOptions) -> Result<Self> {
        options.isa = Some(isa::choose(options.isa)?.level());
        ops::check_supported(model, &options.custom)?;
        Self::prepare(model, options)
    }

    /// [`Plan::with_options`] for a model whose operators are all there.
    fn prepare(model: &Model, options: PlanOptions) -> Result<Self> {
        let graph = model.subgraph(options.subgraph)?;
        // Threads that help to pack weights stay awake from one operator to the next.
        let threads = options.threads.clone();
        let _awake = Invoke::begun(threads.workers());
        let rounding = Rounding::new(model, graph, &options);
        let rewritten = rewrites::rewrite(model, graph, &rounding, &options);
        let graph = rewritten.as_ref().unwrap_or(graph);
        let (states, variable_bytes, region) = initial_states(model, graph, &options)?;
        let first = Builder {
            model,
            subgraph: options.subgraph,
            graph,
            options: &options,
            rounding: &rounding,
            values: Values::default(),
            region,
            first_op: 0,
            bytes_before: (variable_bytes, 0),
            states,
        }
        .build()
        .map_err(|error| error.in_subgraph(options.subgraph))?;
        let (model, first) = (model.clone(), Arc::new(first));
        Ok(Self { inner: Arc::new(Inner { model, options, rewritten, rounding, first, variable_bytes }) })
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.inner.model
    }

    /// What the plan was made for.
    #[must_use]
    pub fn options(&self) -> &PlanOptions {
        &self.inner.options
    }

    /// The subgraph that it runs, as rewritten.
    #[must_use]
    pub fn subgraph(&self) -> &Subgraph {
        // `with_options` checked the index; an empty graph cannot occur.
        static EMPTY: Subgraph = Subgraph::EMPTY;
        let stored = || self.inner.model.subgraphs().get(self.inner.options.subgraph);
        self.inner.rewritten.as_ref().or_else(stored).unwrap_or(&EMPTY)
    }

    /// Whether every shape is known before running.
    #[must_use]
    pub fn is_static(&self) -> bool {
        self.inner.first.next_op == self.subgraph().operators.len() && self.inner.first.late.is_none()
    }

    /// Bytes of memory that an interpreter of this plan takes before it runs; for a static graph, for ever.
    #[must_use]
    pub fn arena_bytes(&self) -> usize {
        self.inner.variable_bytes + self.inner.first.region_bytes
    }

    /// What the plan does and needs, operator by operator.
    #[must_use]
    pub fn report(&self) -> Report {
        report::report(self)
    }

    pub(crate) fn first(&self) -> &Arc<Segment> {
        &self.inner.first
    }

    pub(crate) fn variable_bytes(&self) -> usize {
        self.inner.variable_bytes
    }

    /// The plan of a subgraph that operator `caller` of this plan's graph calls, under the same limits but for the arena:
    /// at most `arena_bytes`.
    pub(crate) fn of_callee(
        &self,
        caller: usize,
        subgraph: usize,
        input_shapes: Vec<Option<Vec<usize>>>,
        arena_bytes: usize,
    ) -> Result<Self> {
        let Self { inner } = self;
        let options = PlanOptions {
            subgraph,
            input_shapes,
            layout: inner.options.layout,
            keep: Keep::None,
            limits: Limits { arena_bytes, ..inner.options.limits },
            isa: inner.options.isa,
            rewrites: inner.options.rewrites,
            floats: inner.rounding.of(caller),
            pack: inner.options.pack,
            threads: inner.options.threads.clone(),
            cancel: inner.options.cancel.clone(),
            custom: inner.options.custom.clone(),
        };
        Self::prepare(&inner.model, options)
    }

    /// Runs a graph whose inputs all have values, under the limits of this plan; returns its tensors.
    pub(crate) fn fold_alone(&self, graph: &Subgraph, states: Vec<TensorState>) -> Result<Vec<TensorState>> {
        fold_alone(self.model(), graph, self.options(), states)
    }

    /// Plans what follows `segments`, with `states` of the tensors behind them and the values that `values`
    /// reads.
    pub(crate) fn next_segment(
        &self,
        segments: &[Arc<Segment>],
        states: Vec<TensorState>,
        values: Values<'_>,
    ) -> Result<Segment> {
        let last = segments.last().ok_or_else(|| err!(Internal, "no segment to continue"))?;
        let arena: usize = segments.iter().map(|segment| segment.region_bytes).sum();
        let owned: usize = segments.iter().map(|segment| segment.owned_bytes).sum();
        let options = self.options();
        Builder {
            model: self.model(),
            subgraph: options.subgraph,
            graph: self.subgraph(),
            options,
            rounding: &self.inner.rounding,
            values,
            region: last.region + 1 + last.late_outputs(self.subgraph()).len(),
            first_op: last.next_op,
            bytes_before: (self.variable_bytes() + arena, owned),
            states,
        }
        .build()
        .map_err(|error| error.in_subgraph(options.subgraph))
    }
}

/// Runs a graph whose inputs all have values; returns its tensors.
fn fold_alone(
    model: &Model,
    graph: &Subgraph,
    options: &PlanOptions,
    states: Vec<TensorState>,
) -> Result<Vec<TensorState>> {
    let segment = Builder {
        model,
        subgraph: options.subgraph,
        graph,
        options,
        rounding: &Rounding::default(),
        values: Values::default(),
        region: VARIABLES + 1,
        first_op: 0,
        bytes_before: (0, 0),
        states,
    }
    .build()
    // Its place there is none in the model.
    .map_err(|error| crate::Error::new(error.kind(), error.detail().to_string()))?;
    Ok(segment.states)
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan").field("arena_bytes", &self.arena_bytes()).field("options", self.options()).finish()
    }
}

/// A sparse constant, dense and in the machine's byte order.
fn dense_constant(model: &Model, tensor: &Tensor, sparsity: &Sparsity, range: &Range<usize>) -> Result<AlignedBytes> {
    let stored = segment::stored_constant(model, tensor.dtype, range);
    let bits = tensor.dtype.bits().filter(|bits| bits % 8 == 0);
    let bits = bits.ok_or_else(|| err!(Unsupported, "tensor {:?} is sparse and {}", tensor.name, tensor.dtype))?;
    let bytes = tensor.dtype.byte_len(tensor.shape.iter().product());
    let bytes = bytes.ok_or_else(|| err!(LimitExceeded, "tensor {:?} is too large", tensor.name))?;
    let mut dense = AlignedBytes::zeroed(bytes);
    sparsity.densify(&tensor.shape, bits / 8, stored.bytes(model), dense.as_mut_slice());
    Ok(dense)
}

/// Shapes of inputs, constants and variables; variables and strings also get their place. Returns the bytes
/// of the variables and the first free region, too.
fn initial_states(model: &Model, graph: &Subgraph, options: &PlanOptions) -> Result<(Vec<TensorState>, usize, usize)> {
    let mut region = VARIABLES + 1;
    ensure!(
        options.input_shapes.len() <= graph.inputs.len(),
        NotFound,
        "shapes for {} inputs, the graph has {}",
        options.input_shapes.len(),
        graph.inputs.len()
    );
    let mut states = vec![TensorState::default(); graph.tensors.len()];
    let (mut variable_bytes, mut dense_bytes) = (0usize, 0usize);
    for (state, tensor) in states.iter_mut().zip(&graph.tensors) {
        if let Some(range) = &tensor.data {
            state.shape = Some(tensor.shape.as_slice().into());
            state.value = Some(match &tensor.sparsity {
                None => segment::stored_constant(model, tensor.dtype, range),
                Some(sparsity) => {
                    let dense = dense_constant(model, tensor, sparsity, range)?;
                    dense_bytes = dense_bytes.saturating_add(dense.as_slice().len());
                    let limit = options.limits.plan_bytes;
                    ensure!(dense_bytes <= limit, LimitExceeded, "sparse constants exceed {limit} bytes when dense");
                    Constant::Owned(Arc::new(dense))
                }
            });
        } else if tensor.is_variable {
            let bytes = prepare::check_size(tensor.dtype, &tensor.shape, &options.limits)?;
            state.shape = Some(tensor.shape.as_slice().into());
            state.place = Some((VARIABLES, variable_bytes..variable_bytes + bytes));
            variable_bytes = (variable_bytes + bytes).next_multiple_of(crate::arena::aligned::ALIGNMENT);
            ensure!(variable_bytes <= options.limits.arena_bytes, LimitExceeded, "variables exceed the arena's limit");
        }
    }
    set_empty_constants(graph, &mut states);
    for (position, &input) in graph.inputs.iter().enumerate() {
        let Some((state, tensor)) = states.get_mut(input).zip(graph.tensors.get(input)) else { continue };
        let given = options.input_shapes.get(position).and_then(Option::as_ref);
        let shape = given.unwrap_or(&tensor.shape);
        // A string takes 4 bytes of its table and more while it is written.
        let sized = if tensor.dtype == TensorType::String { TensorType::Complex128 } else { tensor.dtype };
        prepare::check_size(sized, shape, &options.limits).map_err(|error| error.of_tensor(input, &tensor.name))?;
        if tensor.dtype == TensorType::String && state.value.is_none() && state.place.is_none() {
            state.place = Some((region, WHOLE_REGION));
            region += 1;
        } else if tensor.dtype == TensorType::String {
            continue;
        }
        if let Some(given) = given.filter(|given| **given != tensor.shape) {
            ensure!(
                state.value.is_none() && (state.place.is_none() || sized != tensor.dtype),
                BadShape,
                "input {position} is a constant or a variable: its shape cannot become {given:?}"
            );
        }
        state.shape = Some(shape.as_slice().into());
    }
    Ok((states, variable_bytes, region))
}

/// Tensors without elements that nobody writes are constants without a buffer, as an empty list of axes.
fn set_empty_constants(graph: &Subgraph, states: &mut [TensorState]) {
    let mut written = vec![false; states.len()];
    for &index in graph.operators.iter().flat_map(|operator| &operator.outputs).chain(&graph.inputs) {
        if let Some(written) = written.get_mut(index) {
            *written = true;
        }
    }
    for ((state, tensor), written) in states.iter_mut().zip(&graph.tensors).zip(written) {
        if tensor.shape.contains(&0) && !written && !tensor.is_variable && state.value.is_none() {
            // No strings are a table of none.
            let is_string = tensor.dtype == TensorType::String;
            let bytes = if is_string { crate::strings::encode([]) } else { Vec::new() };
            state.shape = Some(tensor.shape.as_slice().into());
            state.value = Some(Constant::Owned(Arc::new(AlignedBytes::copy_of(&bytes))));
        }
    }
}

impl Subgraph {
    const EMPTY: Self = Self {
        name: alloc::string::String::new(),
        tensors: Tensors::NONE,
        inputs: Vec::new(),
        outputs: Vec::new(),
        operators: Vec::new(),
    };

    /// The position of the input with this name, or with this tensor name.
    pub(crate) fn position_of(&self, ends: &[usize], name: &str) -> Option<usize> {
        ends.iter().position(|&tensor| self.tensors.get(tensor).is_some_and(|tensor| tensor.name == name))
    }

    /// Names of inputs or outputs, for messages.
    pub(crate) fn names_of(&self, ends: &[usize]) -> alloc::string::String {
        let names = ends.iter().filter_map(|&tensor| self.tensors.get(tensor)).map(|tensor| tensor.name.to_string());
        names.collect::<Vec<_>>().join(", ")
    }
}
