//! An interpreter in the shape that callers of TensorFlow Lite know.
//!
//! ferrolite itself goes from a [`Model`] to a [`Plan`] to an [`Interpreter`], each complete. TensorFlow Lite has one
//! object: made from a model, resized at will, allocated when asked to, its tensors reached by index, in any subgraph.
//! A [`Session`] is that object. The bindings to Python and C are thin layers over it.
//!
//! ```no_run
//! use ferrolite::{Model, PlanOptions};
//! use ferrolite_session::Session;
//!
//! let model = Model::open("model.tflite")?;
//! let mut session = Session::new(&model, PlanOptions::default());
//! let input = model.subgraphs()[0].inputs[0];
//! session.resize_input(0, input, &[4, 28, 28, 1], false)?;
//! session.allocate(0)?;
//! session.write(0, input)?.write_f32(&[0.5; 4 * 28 * 28])?;
//! session.invoke(0)?;
//! # Ok::<(), ferrolite::Error>(())
//! ```
#![forbid(unsafe_code)]

mod shared;

pub use shared::{Locked, Shared, this_thread};

use ferrolite::{Error, ErrorKind, InputMut, Interpreter, Model, Plan, PlanOptions, Result, TensorInfo, TensorView};
use std::ptr::NonNull;

/// A model with the interpreters of its subgraphs.
#[derive(Debug)]
pub struct Session {
    model: Model,
    options: PlanOptions,
    graphs: Vec<Graph>,
    /// The subgraph whose interpreter has the resource variables and hash tables.
    holder: Option<usize>,
}

/// A subgraph: the shapes asked for, and its interpreter once it was allocated.
#[derive(Debug, Default)]
struct Graph {
    /// By position of the input, where it was resized.
    shapes: Vec<Option<Vec<usize>>>,
    interpreter: Option<Interpreter>,
    /// Whether `interpreter` was planned with `shapes`.
    current: bool,
}

impl Session {
    /// A session that has allocated nothing yet. `options.subgraph` and `options.input_shapes` are not used.
    #[must_use]
    pub fn new(model: &Model, options: PlanOptions) -> Self {
        let options = options.input_shapes(Vec::new());
        let graphs = model.subgraphs().iter().map(|_| Graph::default()).collect();
        Self { model: model.clone(), options, graphs, holder: None }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The options of every plan.
    #[must_use]
    pub fn options(&self) -> &PlanOptions {
        &self.options
    }

    /// Whether a subgraph can be invoked: it was allocated, and no input was resized since.
    #[must_use]
    pub fn is_allocated(&self, subgraph: usize) -> bool {
        self.interpreter(subgraph).is_some()
    }

    /// The interpreter of a subgraph, while it is allocated.
    #[must_use]
    pub fn interpreter(&self, subgraph: usize) -> Option<&Interpreter> {
        let graph = self.graphs.get(subgraph)?;
        graph.interpreter.as_ref().filter(|_| graph.current)
    }

    /// Plans a subgraph for the shapes that its inputs have now and allocates its memory. Nothing happens when that
    /// was done before. Variables start anew; resource variables and hash tables stay.
    ///
    /// # Errors
    /// As [`Plan::with_options`]; the subgraph stays unallocated then. `NotFound` when there is none.
    pub fn allocate(&mut self, subgraph: usize) -> Result<()> {
        self.model.subgraph(subgraph)?;
        let graph = self.graphs.get_mut(subgraph).ok_or_else(|| vanished(subgraph))?;
        if graph.current {
            return Ok(());
        }
        let options = self.options.clone().subgraph(subgraph).input_shapes(graph.shapes.clone());
        let mut next = Interpreter::from_plan(&Plan::with_options(&self.model, options)?);
        if let Some(last) = &mut graph.interpreter {
            next.take_resources(last);
        }
        graph.interpreter = Some(next);
        graph.current = true;
        Ok(())
    }

    /// Gives an input another shape. Unless it has that shape already the subgraph must be allocated anew before its
    /// tensors can be read, written and invoked.
    ///
    /// `strict` refuses to change a dimension that the model does not leave open, with −1 in its shape signature.
    ///
    /// # Errors
    /// `NotFound` when the tensor is no input of the subgraph; `BadShape` under `strict`.
    pub fn resize_input(&mut self, subgraph: usize, tensor: usize, shape: &[usize], strict: bool) -> Result<()> {
        let graph = self.model.subgraph(subgraph)?;
        let position = graph.inputs.iter().position(|&input| input == tensor).ok_or_else(|| {
            let inputs: Vec<String> = graph.inputs.iter().map(ToString::to_string).collect();
            error(ErrorKind::NotFound, format!("tensor {tensor} is no input; the inputs are {}", inputs.join(", ")))
        })?;
        let info = self.info(subgraph, tensor)?;
        if info.shape == shape {
            return Ok(());
        }
        if strict {
            check_open(&info, shape)?;
        }
        let graph = self.graphs.get_mut(subgraph).ok_or_else(|| vanished(subgraph))?;
        if graph.shapes.len() <= position {
            graph.shapes.resize(position + 1, None);
        }
        if let Some(slot) = graph.shapes.get_mut(position) {
            *slot = Some(shape.to_vec());
        }
        graph.current = false;
        Ok(())
    }

    /// Name, type, shape and quantization of a tensor: of an allocated subgraph as it is now, else as the file has it,
    /// with the shapes that its inputs were given.
    ///
    /// # Errors
    /// `NotFound` when there is no such subgraph or tensor.
    pub fn info(&self, subgraph: usize, tensor: usize) -> Result<TensorInfo<'_>> {
        if let Some(interpreter) = self.interpreter(subgraph) {
            return interpreter.info(tensor);
        }
        let mut info = self.model.info(subgraph, tensor)?;
        let position = self.model.subgraph(subgraph)?.inputs.iter().position(|&input| input == tensor);
        let shapes = self.graphs.get(subgraph).map(|graph| graph.shapes.as_slice()).unwrap_or_default();
        if let Some(shape) = position.and_then(|position| shapes.get(position)?.as_deref()) {
            info.shape = shape;
        }
        Ok(info)
    }

    /// A tensor that can be read: a constant; of an allocated subgraph also inputs, variables, outputs and what the
    /// options keep.
    ///
    /// # Errors
    /// `NotFound`; `NotKept` when its memory serves another tensor, or the subgraph is not allocated.
    pub fn read(&self, subgraph: usize, tensor: usize) -> Result<TensorView<'_>> {
        if let Some(interpreter) = self.interpreter(subgraph) {
            return interpreter.tensor(tensor);
        }
        self.model.constant(subgraph, tensor).map_err(|error| match error.kind() {
            ErrorKind::NotKept => self.unallocated(subgraph, tensor),
            _ => error,
        })
    }

    /// A tensor to be written to: what [`read`](Self::read) reads, but for constants.
    ///
    /// # Errors
    /// As [`read`](Self::read); `WrongType` when it is a constant.
    pub fn write(&mut self, subgraph: usize, tensor: usize) -> Result<InputMut<'_>> {
        self.allocated(subgraph, tensor)?.tensor_mut(tensor)
    }

    /// The memory of a tensor that [`write`](Self::write) writes: see [`Interpreter::data`]. It is good until the
    /// subgraph is allocated anew or the session dropped.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn data(&mut self, subgraph: usize, tensor: usize) -> Result<NonNull<[u8]>> {
        self.allocated(subgraph, tensor)?.data(tensor)
    }

    /// Runs a subgraph once. Resource variables and hash tables are those that the subgraph which ran before left.
    ///
    /// # Errors
    /// `NotKept` unless it is allocated, else as [`Interpreter::invoke`].
    pub fn invoke(&mut self, subgraph: usize) -> Result<()> {
        self.ready(subgraph)?.invoke()
    }

    /// The interpreter of an allocated subgraph, about to run: it holds the resource variables and hash tables.
    ///
    /// # Errors
    /// `NotFound` when there is no such subgraph, `NotKept` unless it is allocated.
    pub fn ready(&mut self, subgraph: usize) -> Result<&mut Interpreter> {
        self.model.subgraph(subgraph)?;
        if !self.is_allocated(subgraph) {
            return Err(error(ErrorKind::NotKept, format!("subgraph {subgraph} is not allocated: allocate it first")));
        }
        if let Some(holder) = self.holder.replace(subgraph)
            && let Ok([from, to]) = self.graphs.get_disjoint_mut([holder, subgraph])
            && let (Some(from), Some(to)) = (&mut from.interpreter, &mut to.interpreter)
        {
            to.take_resources(from);
        }
        let interpreter = self.graphs.get_mut(subgraph).and_then(|graph| graph.interpreter.as_mut());
        interpreter.ok_or_else(|| vanished(subgraph))
    }

    /// Sets every variable to 0, of int8 to its zero point: see [`Interpreter::reset_variable_tensors`].
    pub fn reset_variable_tensors(&mut self) {
        let interpreters = self.graphs.iter_mut().filter_map(|graph| graph.interpreter.as_mut());
        interpreters.for_each(Interpreter::reset_variable_tensors);
    }

    fn allocated(&mut self, subgraph: usize, tensor: usize) -> Result<&mut Interpreter> {
        if !self.is_allocated(subgraph) {
            return Err(self.unallocated(subgraph, tensor));
        }
        let interpreter = self.graphs.get_mut(subgraph).and_then(|graph| graph.interpreter.as_mut());
        interpreter.ok_or_else(|| vanished(subgraph))
    }

    /// Why a tensor cannot be reached: there is none, or it has no memory.
    fn unallocated(&self, subgraph: usize, tensor: usize) -> Error {
        match self.model.info(subgraph, tensor) {
            Err(error) => error,
            Ok(info) => error(
                ErrorKind::NotKept,
                format!("tensor {tensor} {:?} has no memory yet: allocate the tensors first", info.name),
            ),
        }
    }
}

/// Checks that a shape differs from an input's only where its shape signature has −1.
fn check_open(info: &TensorInfo<'_>, shape: &[usize]) -> Result<()> {
    let fixed = |axis: usize| info.shape_signature.and_then(|signature| signature.get(axis)).is_none_or(|&d| d != -1);
    let fits = info.shape.len() == shape.len()
        && info.shape.iter().zip(shape).enumerate().all(|(axis, (now, then))| now == then || !fixed(axis));
    if fits {
        return Ok(());
    }
    let open = info.shape_signature.map_or_else(|| format!("{:?}", info.shape), |signature| format!("{signature:?}"));
    Err(error(
        ErrorKind::BadShape,
        format!(
            "input {} {:?} has the shape signature {open}: {shape:?} changes a dimension that is not -1 in it",
            info.index, info.name
        ),
    ))
}

fn error(kind: ErrorKind, detail: String) -> Error {
    Error::new(kind, detail)
}

fn vanished(subgraph: usize) -> Error {
    error(ErrorKind::Internal, format!("subgraph {subgraph} vanished"))
}
