//! `c_api.h`: signatures, the named entries of a model.

use crate::call::{Outcome, delete, status, value};
use crate::handles;
use crate::interpreter::{TfLiteInterpreter, c_string, shape};
use crate::memory;
use crate::tensor::TfLiteTensor;
use crate::types::TfLiteStatus;
use core::ffi::{CStr, c_char, c_int};
use core::ptr::{null, null_mut};
use std::ffi::CString;
use std::sync::{Arc, Weak};

/// A signature of an interpreter's model: inputs and outputs by the names that it gives them.
///
/// It shares tensors with the interpreter, and once that is deleted it can only be deleted too.
#[derive(Debug)]
pub struct TfLiteSignatureRunner {
    pub(crate) interpreter: Weak<TfLiteInterpreter>,
    subgraph: usize,
    inputs: Vec<(CString, usize)>,
    outputs: Vec<(CString, usize)>,
}

impl TfLiteSignatureRunner {
    fn new(interpreter: &Arc<TfLiteInterpreter>, key: &CStr) -> Outcome<Self> {
        let signatures = interpreter.model.signatures();
        let named = signatures.iter().zip(&interpreter.signature_keys).find(|(_, own)| own.as_c_str() == key);
        let (signature, _) = named.ok_or_else(|| {
            let keys: Vec<_> = signatures.iter().map(|signature| format!("{:?}", signature.key)).collect();
            let keys = if keys.is_empty() { "none".into() } else { keys.join(", ") };
            format!("there is no signature {key:?}; there are: {keys}")
        })?;
        // By name, as TensorFlow Lite lists them.
        let names = |list: &[(String, usize)]| {
            let mut names: Vec<_> = list.iter().map(|(name, tensor)| (c_string(name), *tensor)).collect();
            names.sort();
            names
        };
        Ok(Self {
            interpreter: Arc::downgrade(interpreter),
            subgraph: signature.subgraph,
            inputs: names(&signature.inputs),
            outputs: names(&signature.outputs),
        })
    }
}

/// The tensor index that a signature gives a name.
///
/// # Safety
/// As [`memory::text`].
unsafe fn named(list: &[(CString, usize)], name: *const c_char, what: &str) -> Outcome<usize> {
    // SAFETY: as this function's contract.
    let name = unsafe { memory::text(name, "name") }?;
    let found = list.iter().find(|(own, _)| own.as_c_str() == name);
    found.map(|&(_, tensor)| tensor).ok_or_else(|| {
        let known: Vec<_> = list.iter().map(|(own, _)| format!("{own:?}")).collect();
        format!("the signature has no {what} {name:?}; it has: {}", known.join(", ")).into()
    })
}

fn name_at(list: &[(CString, usize)], position: i32, what: &str) -> Outcome<*const c_char> {
    let name = usize::try_from(position).ok().and_then(|position| list.get(position));
    name.map(|(name, _)| name.as_ptr())
        .ok_or_else(|| format!("the signature has no {what} {position}, it has {}", list.len()).into())
}

/// How many signatures the model has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetSignatureCount(interpreter: *const TfLiteInterpreter) -> i32 {
    value("TfLiteInterpreterGetSignatureCount", 0, |call| {
        let keys = call.interpreter(interpreter)?.signature_keys.len();
        Ok(i32::try_from(keys).unwrap_or(i32::MAX))
    })
}

/// The key of a signature, good until the interpreter is deleted; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteInterpreterGetSignatureKey(
    interpreter: *const TfLiteInterpreter,
    signature_index: i32,
) -> *const c_char {
    value("TfLiteInterpreterGetSignatureKey", null(), |call| {
        let interpreter = call.interpreter(interpreter)?;
        let keys = &interpreter.signature_keys;
        let key = usize::try_from(signature_index).ok().and_then(|index| keys.get(index));
        let none = || format!("there is no signature {signature_index}, there are {}", keys.len());
        Ok(key.ok_or_else(none)?.as_ptr())
    })
}

/// A new runner of a signature; NULL when the model has none of that key. It is to be deleted before the interpreter.
///
/// # Safety
/// `signature_key` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteInterpreterGetSignatureRunner(
    interpreter: *const TfLiteInterpreter,
    signature_key: *const c_char,
) -> *mut TfLiteSignatureRunner {
    value("TfLiteInterpreterGetSignatureRunner", null_mut(), |call| {
        let interpreter = call.interpreter(interpreter)?;
        // SAFETY: as this function's contract.
        let key = unsafe { memory::text(signature_key, "key of the signature") }?;
        Ok(handles::give(Arc::new(TfLiteSignatureRunner::new(&interpreter, key)?)))
    })
}

/// How many inputs the signature has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerGetInputCount(signature_runner: *const TfLiteSignatureRunner) -> usize {
    value("TfLiteSignatureRunnerGetInputCount", 0, |call| Ok(call.runner(signature_runner)?.0.inputs.len()))
}

/// The name of an input, in the order of the names; good until the runner is deleted. NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerGetInputName(
    signature_runner: *const TfLiteSignatureRunner,
    input_index: i32,
) -> *const c_char {
    value("TfLiteSignatureRunnerGetInputName", null(), |call| {
        name_at(&call.runner(signature_runner)?.0.inputs, input_index, "input")
    })
}

/// Gives an input another shape, where the model leaves dimensions open: those that are -1 in its shape signature.
/// Tensors must be allocated before anything else is done with them.
///
/// # Safety
/// `input_name` is NULL or a C string, `input_dims` is NULL or points at `input_dims_size` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteSignatureRunnerResizeInputTensor(
    signature_runner: *mut TfLiteSignatureRunner,
    input_name: *const c_char,
    input_dims: *const c_int,
    input_dims_size: i32,
) -> TfLiteStatus {
    status("TfLiteSignatureRunnerResizeInputTensor", |call| {
        let (runner, interpreter) = call.runner(signature_runner)?;
        // SAFETY: as this function's contract.
        let tensor = unsafe { named(&runner.inputs, input_name, "input") }?;
        // SAFETY: as this function's contract.
        let shape = unsafe { shape(input_dims, input_dims_size) }?;
        Ok(interpreter.session()?.resize_input(runner.subgraph, tensor, &shape, true)?)
    })
}

/// As TfLiteInterpreterAllocateTensors, for the graph of the signature.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerAllocateTensors(signature_runner: *mut TfLiteSignatureRunner) -> TfLiteStatus {
    status("TfLiteSignatureRunnerAllocateTensors", |call| {
        let (runner, interpreter) = call.runner(signature_runner)?;
        interpreter.allocate(runner.subgraph)
    })
}

/// The input of that name, good until the interpreter is deleted; NULL when there is none.
///
/// # Safety
/// `input_name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteSignatureRunnerGetInputTensor(
    signature_runner: *mut TfLiteSignatureRunner,
    input_name: *const c_char,
) -> *mut TfLiteTensor {
    value("TfLiteSignatureRunnerGetInputTensor", null_mut(), |call| {
        let (runner, interpreter) = call.runner(signature_runner)?;
        // SAFETY: as this function's contract.
        interpreter.tensor(runner.subgraph, unsafe { named(&runner.inputs, input_name, "input") }?)
    })
}

/// As TfLiteInterpreterInvoke, for the graph of the signature.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerInvoke(signature_runner: *mut TfLiteSignatureRunner) -> TfLiteStatus {
    status("TfLiteSignatureRunnerInvoke", |call| {
        let (runner, interpreter) = call.runner(signature_runner)?;
        interpreter.invoke(runner.subgraph)
    })
}

/// How many outputs the signature has.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerGetOutputCount(signature_runner: *const TfLiteSignatureRunner) -> usize {
    value("TfLiteSignatureRunnerGetOutputCount", 0, |call| Ok(call.runner(signature_runner)?.0.outputs.len()))
}

/// The name of an output, in the order of the names; good until the runner is deleted. NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerGetOutputName(
    signature_runner: *const TfLiteSignatureRunner,
    output_index: i32,
) -> *const c_char {
    value("TfLiteSignatureRunnerGetOutputName", null(), |call| {
        name_at(&call.runner(signature_runner)?.0.outputs, output_index, "output")
    })
}

/// The output of that name, good until the interpreter is deleted; NULL when there is none.
///
/// # Safety
/// `output_name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn TfLiteSignatureRunnerGetOutputTensor(
    signature_runner: *const TfLiteSignatureRunner,
    output_name: *const c_char,
) -> *const TfLiteTensor {
    value("TfLiteSignatureRunnerGetOutputTensor", null(), |call| {
        let (runner, interpreter) = call.runner(signature_runner)?;
        // SAFETY: as this function's contract.
        let tensor = unsafe { named(&runner.outputs, output_name, "output") }?;
        Ok(interpreter.tensor(runner.subgraph, tensor)?.cast_const())
    })
}

/// Deletes a runner. NULL is nothing to delete.
#[unsafe(no_mangle)]
pub extern "C" fn TfLiteSignatureRunnerDelete(signature_runner: *mut TfLiteSignatureRunner) {
    delete("TfLiteSignatureRunnerDelete", signature_runner);
}
