//! `c_api.h`: interpreters.

use crate::call::{Failure, Outcome, status, value};
use crate::graph_tensor::graph_tensor;
use crate::kernel::CustomOperation;
use crate::model::TfLiteModel;
use crate::options::{Options, TfLiteInterpreterOptions};
use crate::report::Reporter;
use crate::tensor::TfLiteTensor;
use crate::types::TfLiteStatus;
use crate::{handles, memory};
use core::ffi::c_int;
use core::ptr::{null, null_mut};
use ferrolite::PlanOptions;
use ferrolite::model::Model;
use ferrolite_session::{Locked, Session, Shared};
use std::collections::HashMap;
use std::ffi::CString;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The subgraph that the functions of an interpreter run; signatures may run others.
pub(crate) const MAIN: usize = 0;

/// An interpreter of a model.
///
/// Calls from several threads at once are carried out one after the other. Memory that TfLiteTensorData gave is the
/// program's own business: no thread may use it while another one invokes, allocates or copies.
#[derive(Debug)]
pub struct TfLiteInterpreter {
    session: Shared,
    pub(crate) reporter: Reporter,
    /// Asks a run to end, where the options allow it.
    cancel: Option<Arc<AtomicBool>>,
    pub(crate) model: Model,
    inputs: Vec<c_int>,
    outputs: Vec<c_int>,
    pub(crate) variables: Vec<c_int>,
    /// Keys of the signatures.
    pub(crate) signature_keys: Vec<CString>,
    /// Addresses of the tensors that the program has asked for, by subgraph and index.
    tensors: Mutex<HashMap<(usize, usize), usize>>,
}

impl TfLiteInterpreter {
    fn new(model: &Model, options: &Options) -> Outcome<Self> {
        if !options.refused.is_empty() {
            return Err(Failure::from(options.refused.join("; ")));
        }
        let missing = model.unsupported_builtins();
        if !missing.is_empty() {
            let message = format!("operators that ferrolite does not have: {}", missing.join("; "));
            return Err(Failure::new(TfLiteStatus::kTfLiteUnresolvedOps, message));
        }
        let mut plan = PlanOptions::default().thread_count(options.threads)?;
        for operator in &options.operators {
            let operation = CustomOperation::new(operator.clone(), options.reporter);
            plan = plan.custom_operator(operation.name(), operation);
        }
        let cancel = options.cancellation.then(|| Arc::new(AtomicBool::new(false)));
        if let Some(flag) = &cancel {
            plan = plan.cancel(flag.clone());
        }
        let graph = model.subgraphs().get(MAIN).ok_or("the model has no graph")?;
        let variables = graph.tensors.iter().enumerate().filter(|(_, tensor)| tensor.is_variable);
        Ok(Self {
            session: Shared::new(Session::new(model, plan)),
            reporter: options.reporter,
            cancel,
            model: model.clone(),
            inputs: indices(graph.inputs.iter().copied()),
            outputs: indices(graph.outputs.iter().copied()),
            variables: indices(variables.map(|(index, _)| index)),
            signature_keys: model.signatures().iter().map(|signature| c_string(&signature.key)).collect(),
            tensors: Mutex::default(),
        })
    }

    /// The session, alone. Another thread is waited for.
    pub(crate) fn session(&self) -> Outcome<Locked<'_>> {
        if self.session.is_held_here() {
            return Err("the interpreter was called from inside one of its own calls".into());
        }
        self.session.lock().map_err(|_| "an earlier call met a defect and left the interpreter unusable".into())
    }

    /// A tensor, always the same pointer.
    pub(crate) fn tensor(self: &Arc<Self>, subgraph: usize, index: usize) -> Outcome<*mut TfLiteTensor> {
        let mut tensors = self.tensors.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&address) = tensors.get(&(subgraph, index)) {
            return Ok(core::ptr::without_provenance_mut(address));
        }
        let pointer = handles::give(Arc::new(graph_tensor(self, subgraph, index)?));
        tensors.insert((subgraph, index), pointer.addr());
        Ok(pointer)
    }

    pub(crate) fn input_index(&self, position: i32) -> Outcome<usize> {
        listed(&self.inputs, position, "input")
    }

    pub(crate) fn output_index(&self, position: i32) -> Outcome<usize> {
        listed(&self.outputs, position, "output")
    }

    pub(crate) fn variable_index(&self, position: i32) -> Outcome<usize> {
        listed(&self.variables, position, "variable tensor")
    }

    pub(crate) fn allocate(&self, subgraph: usize) -> Outcome<()> {
        let mut session = self.session()?;
        self.go_on();
        Ok(session.allocate(subgraph)?)
    }

    pub(crate) fn invoke(&self, subgraph: usize) -> Outcome<()> {
        let mut session = self.session()?;
        // A call to cancel is for runs that have begun.
        self.go_on();
        Ok(session.invoke(subgraph)?)
    }

    fn go_on(&self) {
        if let Some(flag) = &self.cancel {
            flag.store(false, Ordering::Relaxed);
        }
    }

    pub(crate) fn cancel(&self) -> Outcome<()> {
        let Some(flag) = &self.cancel else {
            return Err("cancellation is off: TfLiteInterpreterOptionsEnableCancellation enables it".into());
        };
        flag.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// Deletes an interpreter: its pointer and those to its tensors mean nothing from now on.
fn delete(interpreter: *mut TfLiteInterpreter) -> Outcome<()> {
    let interpreter = handles::take(interpreter)?;
    let tensors = core::mem::take(&mut *interpreter.tensors.lock().unwrap_or_else(PoisonError::into_inner));
    for address in tensors.into_values() {
        drop(handles::take(core::ptr::without_provenance::<TfLiteTensor>(address)));
    }
    Ok(())
}

/// Indices as C has them. A file has far fewer tensors than `int` has numbers.
fn indices(list: impl Iterator<Item = usize>) -> Vec<c_int> {
    list.map(|index| c_int::try_from(index).unwrap_or(c_int::MAX)).collect()
}

fn listed(list: &[c_int], position: i32, what: &str) -> Outcome<usize> {
    let index = usize::try_from(position).ok().and_then(|position| list.get(position));
    let index = index.and_then(|&index| usize::try_from(index).ok());
    index.ok_or_else(|| format!("there is no {what} {position}, there are {}", list.len()).into())
}

/// A text for C; behind a NUL it would not see anything.
pub(crate) fn c_string(text: &str) -> CString {
    CString::new(text.split('\0').next().unwrap_or_default()).unwrap_or_default()
}

/// Dimensions of a program's as a shape.
///
/// # Safety
/// As [`memory::values`].
pub(crate) unsafe fn shape(dims: *const c_int, count: i32) -> Outcome<Vec<usize>> {
    let count = usize::try_from(count).map_err(|_| format!("{count} dimensions were given"))?;
    // SAFETY: as this function's contract.
    let dims = unsafe { memory::values(dims, count, "dimensions") }?;
    dims.iter()
        .map(|&dim| usize::try_from(dim).map_err(|_| format!("{dims:?} is no shape: {dim} is negative").into()))
        .collect()
}

/// An interpreter of a model; NULL when there can be none, with the reason to the error reporter. Options may be NULL.
/// Model and options may be deleted any time after. Tensors must be allocated before they are used.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterCreate(
    model: *const TfLiteModel,
    optional_options: *const TfLiteInterpreterOptions,
) -> *mut TfLiteInterpreter {
    create("TfLiteInterpreterCreate", model, optional_options)
}

pub(crate) fn create(
    name: &str,
    model: *const TfLiteModel,
    options: *const TfLiteInterpreterOptions,
) -> *mut TfLiteInterpreter {
    value(name, null_mut(), |call| {
        let options = if options.is_null() { Options::default() } else { call.options(options)?.get().clone() };
        let model = call.model(model)?;
        Ok(handles::give(Arc::new(TfLiteInterpreter::new(&model.model, &options)?)))
    })
}

/// Deletes an interpreter and its tensors. NULL is nothing to delete.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterDelete(interpreter: *mut TfLiteInterpreter) {
    if !interpreter.is_null() {
        value("TfLiteInterpreterDelete", (), |_| delete(interpreter));
    }
}

/// How many inputs the model has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetInputTensorCount(interpreter: *const TfLiteInterpreter) -> i32 {
    value("TfLiteInterpreterGetInputTensorCount", 0, |call| Ok(count(&call.interpreter(interpreter)?.inputs)))
}

/// The indices of the inputs among all tensors, as many as there are inputs; good until the interpreter is deleted.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterInputTensorIndices(interpreter: *const TfLiteInterpreter) -> *const c_int {
    value("TfLiteInterpreterInputTensorIndices", null(), |call| Ok(call.interpreter(interpreter)?.inputs.as_ptr()))
}

/// An input by position; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetInputTensor(
    interpreter: *const TfLiteInterpreter,
    input_index: i32,
) -> *mut TfLiteTensor {
    value("TfLiteInterpreterGetInputTensor", null_mut(), |call| {
        let interpreter = call.interpreter(interpreter)?;
        interpreter.tensor(MAIN, interpreter.input_index(input_index)?)
    })
}

/// Gives an input another shape. Tensors must be allocated before anything else is done with them.
///
/// # Safety
/// `input_dims` is null or points at `input_dims_size` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterResizeInputTensor(
    interpreter: *mut TfLiteInterpreter,
    input_index: i32,
    input_dims: *const c_int,
    input_dims_size: i32,
) -> TfLiteStatus {
    status("TfLiteInterpreterResizeInputTensor", |call| {
        let interpreter = call.interpreter(interpreter)?;
        let index = interpreter.input_index(input_index)?;
        // SAFETY: as this function's contract.
        let shape = unsafe { shape(input_dims, input_dims_size) }?;
        Ok(interpreter.session()?.resize_input(MAIN, index, &shape, false)?)
    })
}

/// Plans the graph for the shapes of the inputs and allocates its memory: once after the interpreter was made, and
/// again after inputs were resized. Pointers from TfLiteTensorData are void then.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterAllocateTensors(interpreter: *mut TfLiteInterpreter) -> TfLiteStatus {
    status("TfLiteInterpreterAllocateTensors", |call| call.interpreter(interpreter)?.allocate(MAIN))
}

/// Runs the graph once. kTfLiteCancelled when it was cancelled, kTfLiteError when it failed; outputs hold nothing of
/// use then.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterInvoke(interpreter: *mut TfLiteInterpreter) -> TfLiteStatus {
    status("TfLiteInterpreterInvoke", |call| call.interpreter(interpreter)?.invoke(MAIN))
}

/// How many outputs the model has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetOutputTensorCount(interpreter: *const TfLiteInterpreter) -> i32 {
    value("TfLiteInterpreterGetOutputTensorCount", 0, |call| Ok(count(&call.interpreter(interpreter)?.outputs)))
}

/// The indices of the outputs among all tensors, as many as there are outputs; good until the interpreter is deleted.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterOutputTensorIndices(interpreter: *const TfLiteInterpreter) -> *const c_int {
    value("TfLiteInterpreterOutputTensorIndices", null(), |call| Ok(call.interpreter(interpreter)?.outputs.as_ptr()))
}

/// An output by position; NULL when there is none. Its shape may be known only after a run.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetOutputTensor(
    interpreter: *const TfLiteInterpreter,
    output_index: i32,
) -> *const TfLiteTensor {
    value("TfLiteInterpreterGetOutputTensor", null(), |call| {
        let interpreter = call.interpreter(interpreter)?;
        Ok(interpreter.tensor(MAIN, interpreter.output_index(output_index)?)?.cast_const())
    })
}

/// Any tensor of the main graph by its index; NULL when there is none. Of tensors that are neither inputs, outputs,
/// constants nor variables there is no data: their memory serves others.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetTensor(interpreter: *const TfLiteInterpreter, index: c_int) -> *mut TfLiteTensor {
    value("TfLiteInterpreterGetTensor", null_mut(), |call| {
        let interpreter = call.interpreter(interpreter)?;
        let index = usize::try_from(index).map_err(|_| format!("there is no tensor {index}"))?;
        interpreter.tensor(MAIN, index)
    })
}

/// Ends a run that another thread has begun, before its next operator: it returns kTfLiteCancelled. Runs that begin
/// later are not concerned. kTfLiteError unless the options enabled it.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterCancel(interpreter: *const TfLiteInterpreter) -> TfLiteStatus {
    status("TfLiteInterpreterCancel", |call| call.interpreter(interpreter)?.cancel())
}

pub(crate) fn count(list: &[c_int]) -> i32 {
    i32::try_from(list.len()).unwrap_or(i32::MAX)
}
