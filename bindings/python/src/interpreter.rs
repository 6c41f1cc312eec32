//! The class below `ferrolite.Interpreter`.

use crate::custom::{self, Failure};
use crate::errors::{runtime, runtime_error, value, value_error};
use crate::index::Index;
use crate::model::Model;
use crate::session::{Shared, views_alive};
use crate::{arrays, details, dtype, quantization, strings, view, write};
use ferrolite::{ErrorKind, Floats, Keep, PlanOptions, TensorType};
use ferrolite_session::{Locked, Session};
use numpy::PyUntypedArray;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// What `ferrolite.Interpreter` inherits: calls that have to be fast, and those that need the library.
#[pyclass(frozen, subclass, module = "ferrolite._native")]
pub(crate) struct InterpreterBase {
    state: OnceLock<State>,
}

struct State {
    shared: Shared,
    model: ferrolite::Model,
    compress_zero_points: bool,
}

#[pymethods]
impl InterpreterBase {
    #[new]
    #[pyo3(signature = (*_arguments, **_keywords))]
    fn new(_arguments: &Bound<'_, PyTuple>, _keywords: Option<&Bound<'_, PyDict>>) -> Self {
        Self { state: OnceLock::new() }
    }

    /// The second half of the constructor.
    #[pyo3(signature = (model, *, threads, keep_all, reference_floats, compress_zero_points, custom_ops))]
    fn _initialize(
        &self,
        model: &Model,
        threads: usize,
        keep_all: bool,
        reference_floats: bool,
        compress_zero_points: bool,
        custom_ops: HashMap<String, Py<PyAny>>,
    ) -> PyResult<()> {
        // As LiteRT does; custom operators that are missing are found out when tensors are allocated.
        let missing = model.inner.unsupported_builtins();
        if !missing.is_empty() {
            return Err(value_error!("Didn't find op for builtin opcode: {}", missing.join("; ")));
        }
        let keep = if keep_all { Keep::All } else { Keep::None };
        let floats = if reference_floats { Floats::AsReference } else { Floats::Fused };
        let mut options = PlanOptions::default().keep(keep).floats(floats).thread_count(threads).map_err(runtime)?;
        let failure = Failure::default();
        for (name, function) in custom_ops {
            options = options.custom_operator(name.clone(), custom::PythonOperator::new(name, function, &failure));
        }
        let session = Session::new(&model.inner, options);
        let state = State { shared: Shared::new(session, failure), model: model.inner.clone(), compress_zero_points };
        self.state.set(state).map_err(|_| runtime_error!("an interpreter can be initialized only once"))
    }

    /// Plans the graph for the shapes of its inputs and allocates its tensors; must be called before they are used, and
    /// again after `resize_tensor_input`.
    fn allocate_tensors(&self, py: Python<'_>) -> PyResult<()> {
        let shared = &self.state()?.shared;
        allocate(py, shared, &mut shared.lock_unviewed(py)?, 0)
    }

    /// Runs the graph once. Other Python threads run meanwhile.
    fn invoke(&self, py: Python<'_>) -> PyResult<()> {
        let shared = &self.state()?.shared;
        invoke(py, shared, &mut shared.lock_unviewed(py)?, 0)
    }

    /// Copies an array into a tensor: an input, a variable, an output or one that is preserved. Its type and shape
    /// must be the tensor's.
    fn set_tensor(&self, tensor_index: Index, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let array = arrays::dense(value)?;
        let (state, py) = (self.state()?, value.py());
        let tensor = state.tensor(tensor_index, 0)?;
        write::write(&mut *state.shared.lock(py)?, 0, tensor, &array)
    }

    /// A copy of a tensor.
    #[pyo3(
        signature = (tensor_index, subgraph_index = Index::ZERO),
        text_signature = "($self, tensor_index, subgraph_index=0)"
    )]
    fn get_tensor<'py>(
        &self,
        py: Python<'py>,
        tensor_index: Index,
        subgraph_index: Index,
    ) -> PyResult<Bound<'py, PyAny>> {
        let state = self.state()?;
        let subgraph = state.subgraph(subgraph_index)?;
        let tensor = state.tensor(tensor_index, subgraph)?;
        read(py, &*state.shared.lock(py)?, subgraph, tensor)
    }

    /// Sets variables to their first value, 0.
    fn reset_all_variables(&self, py: Python<'_>) -> PyResult<()> {
        let state = self.state()?;
        let mut session = state.shared.lock(py)?;
        let variables = state.model.subgraphs().iter().flat_map(|graph| &graph.tensors).any(|one| one.is_variable);
        if variables && !session.is_allocated(0) {
            return Err(runtime_error!("variables have no memory yet: call allocate_tensors() first"));
        }
        session.reset_variable_tensors();
        Ok(())
    }

    /// How many subgraphs the model has.
    fn num_subgraphs(&self) -> PyResult<usize> {
        Ok(self.state()?.model.subgraphs().len())
    }

    /// Quantizes real values as a tensor asks for, per tensor or per axis: `round(x / scale) + zero_point`, halves away
    /// from zero, clamped to the tensor's type; NaN becomes the zero point. Gives an array of the tensor's type.
    #[pyo3(
        signature = (tensor_index, values, subgraph_index = Index::ZERO),
        text_signature = "($self, tensor_index, values, subgraph_index=0)"
    )]
    fn quantize<'py>(
        &self,
        tensor_index: Index,
        values: &Bound<'py, PyAny>,
        subgraph_index: Index,
    ) -> PyResult<Bound<'py, PyAny>> {
        let state = self.state()?;
        let subgraph = state.subgraph(subgraph_index)?;
        let tensor = state.tensor(tensor_index, subgraph)?;
        quantization::quantize(&state.model.info(subgraph, tensor).map_err(value)?, values)
    }

    /// The real values that integers of a tensor stand for, per tensor or per axis: `scale * (q - zero_point)`, as
    /// float32.
    #[pyo3(
        signature = (tensor_index, values, subgraph_index = Index::ZERO),
        text_signature = "($self, tensor_index, values, subgraph_index=0)"
    )]
    fn dequantize<'py>(
        &self,
        tensor_index: Index,
        values: &Bound<'py, PyAny>,
        subgraph_index: Index,
    ) -> PyResult<Bound<'py, PyAny>> {
        let state = self.state()?;
        let subgraph = state.subgraph(subgraph_index)?;
        let tensor = state.tensor(tensor_index, subgraph)?;
        quantization::dequantize(&state.model.info(subgraph, tensor).map_err(value)?, values)
    }

    fn _inputs(&self) -> PyResult<Vec<usize>> {
        Ok(self.state()?.model.subgraphs().first().map(|graph| graph.inputs.clone()).unwrap_or_default())
    }

    fn _outputs(&self) -> PyResult<Vec<usize>> {
        Ok(self.state()?.model.subgraphs().first().map(|graph| graph.outputs.clone()).unwrap_or_default())
    }

    fn _tensor_count(&self, subgraph_index: Index) -> PyResult<usize> {
        let state = self.state()?;
        let subgraph = state.subgraph(subgraph_index)?;
        Ok(state.model.subgraphs().get(subgraph).map_or(0, |graph| graph.tensors.len()))
    }

    fn _operator_count(&self) -> PyResult<usize> {
        Ok(self.state()?.model.subgraphs().first().map_or(0, |graph| graph.operators.len()))
    }

    #[pyo3(
        signature = (tensor_index, subgraph_index = Index::ZERO),
        text_signature = "($self, tensor_index, subgraph_index=0)"
    )]
    fn _get_tensor_details<'py>(
        &self,
        py: Python<'py>,
        tensor_index: Index,
        subgraph_index: Index,
    ) -> PyResult<Bound<'py, PyDict>> {
        let state = self.state()?;
        let subgraph = state.subgraph(subgraph_index)?;
        let index = state.tensor(tensor_index, subgraph)?;
        let session = state.shared.lock(py)?;
        let info = session.info(subgraph, index).map_err(value)?;
        let tensor = state.model.subgraphs().get(subgraph).and_then(|graph| graph.tensors.get(index));
        let sparsity = tensor.and_then(|tensor| tensor.sparsity.as_ref());
        details::tensor(py, &info, sparsity, state.compress_zero_points)
    }

    fn _get_op_details<'py>(&self, py: Python<'py>, op_index: Index) -> PyResult<Bound<'py, PyDict>> {
        let state = self.state()?;
        let graph = state.model.subgraphs().first().ok_or_else(|| value_error!("the model has no graph"))?;
        let index = op_index.below(graph.operators.len(), "operator")?;
        let operator = graph.operators.get(index).ok_or_else(|| value_error!("there is no operator {index}"))?;
        details::operator(py, graph, operator)
    }

    fn _get_full_signature_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        details::signatures(py, &self.state()?.model)
    }

    fn _signature_subgraph(&self, key: &str) -> PyResult<usize> {
        let signatures = self.state()?.model.signatures();
        let found = signatures.iter().find(|signature| signature.key == key);
        found.map(|signature| signature.subgraph).ok_or_else(|| value_error!("there is no signature {key:?}"))
    }

    fn _resize(&self, py: Python<'_>, tensor_index: &Bound<'_, PyAny>, shape: Vec<i64>, strict: bool) -> PyResult<()> {
        let (state, index) = (self.state()?, tensor_index.extract::<Index>()?);
        // Of all methods it is this one whose errors are RuntimeErrors in TensorFlow Lite, whatever is wrong.
        let tensor = state.tensor(index, 0).map_err(|error| runtime_error!("{}", error.value(py)))?;
        resize(&mut *state.shared.lock_unviewed(py)?, 0, tensor, &shape, strict)
    }

    /// Resizes, allocates, writes, runs and reads in one go.
    fn _run_signature<'py>(
        &self,
        py: Python<'py>,
        subgraph: usize,
        inputs: Vec<(usize, Bound<'py, PyAny>)>,
        outputs: Vec<usize>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let shared = &self.state()?.shared;
        let mut arrays = Vec::with_capacity(inputs.len());
        for (tensor, value) in &inputs {
            arrays.push((*tensor, arrays::dense(value)?));
        }
        let mut session = shared.lock_unviewed(py)?;
        for (tensor, array) in &arrays {
            let shape: Vec<i64> = array.getattr("shape")?.extract()?;
            resize(&mut session, subgraph, *tensor, &shape, false)?;
        }
        allocate(py, shared, &mut session, subgraph)?;
        for (tensor, array) in &arrays {
            write::write(&mut session, subgraph, *tensor, array)?;
        }
        invoke(py, shared, &mut session, subgraph)?;
        outputs.iter().map(|&tensor| read(py, &session, subgraph, tensor)).collect()
    }

    /// Seconds that runs of the graph take without Python: what benchmarks subtract.
    fn _seconds_of_runs(&self, py: Python<'_>, runs: usize) -> PyResult<f64> {
        let mut session = self.state()?.shared.lock_unviewed(py)?;
        let session: &mut Session = &mut session;
        let begin = Instant::now();
        py.detach(|| (0..runs).try_for_each(|_| session.invoke(0))).map_err(runtime)?;
        Ok(begin.elapsed().as_secs_f64())
    }

    /// A view of a tensor's memory.
    fn _view<'py>(slf: &Bound<'py, Self>, tensor_index: Index) -> PyResult<Bound<'py, PyAny>> {
        let state = slf.get().state()?;
        view::view(slf, &state.shared, state.tensor(tensor_index, 0)?)
    }

    fn _views(&self) -> PyResult<usize> {
        Ok(self.state()?.shared.views.load(Ordering::Acquire))
    }

    /// Raises `RuntimeError` while somebody holds a view of a tensor's memory.
    fn _ensure_safe(&self) -> PyResult<()> {
        match self._views()? {
            0 => Ok(()),
            views => Err(views_alive(views)),
        }
    }
}

impl InterpreterBase {
    fn state(&self) -> PyResult<&State> {
        self.state.get().ok_or_else(|| runtime_error!("the interpreter was not initialized: call super().__init__"))
    }
}

impl State {
    fn subgraph(&self, index: Index) -> PyResult<usize> {
        index.below(self.model.subgraphs().len(), "subgraph")
    }

    fn tensor(&self, index: Index, subgraph: usize) -> PyResult<usize> {
        let tensors = self.model.subgraphs().get(subgraph).map_or(0, |graph| graph.tensors.len());
        index.below(tensors, "tensor")
    }
}

fn allocate(py: Python<'_>, shared: &Shared, session: &mut Locked<'_>, subgraph: usize) -> PyResult<()> {
    let session: &mut Session = session;
    let result = py.detach(|| session.allocate(subgraph));
    result.map_err(|error| shared.failure.take(py).unwrap_or_else(|| runtime(error)))
}

fn invoke(py: Python<'_>, shared: &Shared, session: &mut Locked<'_>, subgraph: usize) -> PyResult<()> {
    let session: &mut Session = session;
    if !session.is_allocated(subgraph) {
        return Err(runtime_error!("the tensors have no memory yet: call allocate_tensors() before invoke()"));
    }
    let result = py.detach(|| session.invoke(subgraph));
    result.map_err(|error| shared.failure.take(py).unwrap_or_else(|| runtime(error)))
}

fn resize(session: &mut Session, subgraph: usize, tensor: usize, shape: &[i64], strict: bool) -> PyResult<()> {
    let sizes: Result<Vec<usize>, _> = shape.iter().map(|&extent| usize::try_from(extent)).collect();
    let sizes = sizes.map_err(|_| {
        let name = session.info(subgraph, tensor).map(|info| info.name.to_owned()).unwrap_or_default();
        runtime_error!("input {tensor} {name:?} cannot have the shape {shape:?}: dimensions must not be negative")
    })?;
    session.resize_input(subgraph, tensor, &sizes, strict).map_err(runtime)
}

/// A copy of a tensor.
fn read<'py>(py: Python<'py>, session: &Session, subgraph: usize, tensor: usize) -> PyResult<Bound<'py, PyAny>> {
    let view = session.read(subgraph, tensor).map_err(|error| unreadable(session, subgraph, tensor, error))?;
    let info = view.info();
    match info.dtype {
        TensorType::String => strings::to_array(py, view.strings().map_err(value)?, info.shape),
        TensorType::Resource | TensorType::Variant => {
            Err(value_error!("tensor {tensor} {:?} is a {}, which holds no numbers", info.name, info.dtype))
        }
        kind if dtype::packed_range(kind).is_some() => {
            arrays::copied(dtype::of(py, kind)?, info.shape, &view.unpacked())
        }
        kind => arrays::copied(dtype::of(py, kind)?, info.shape, view.bytes()),
    }
}

/// Why a tensor cannot be read, in the words of this interface.
pub(crate) fn unreadable(session: &Session, subgraph: usize, tensor: usize, error: ferrolite::Error) -> PyErr {
    if error.kind() != ErrorKind::NotKept {
        return value(error);
    }
    let name = session.info(subgraph, tensor).map(|info| info.name.to_owned()).unwrap_or_default();
    if !session.is_allocated(subgraph) {
        return value_error!("tensor {tensor} {name:?} has no memory yet: call allocate_tensors() first");
    }
    value_error!(
        "tensor {tensor} {name:?} is not there to be read: its memory serves another tensor, or it was not computed \
         yet; create the interpreter with experimental_preserve_all_tensors=True to read intermediate tensors"
    )
}

/// For `write`: an array with its shape.
pub(crate) type Array<'py> = Bound<'py, PyUntypedArray>;
