//! Custom operators that are Python functions.

use crate::errors::{runtime_error, value_error};
use crate::{arrays, dtype};
use ferrolite::custom::{CustomKernel, CustomOperator, Operands, Setup};
use ferrolite::{Error, ErrorKind, Result, TensorType};
use numpy::{PyArrayDescrMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyTuple};
use std::sync::{Arc, Mutex, PoisonError};

/// The exception that a custom operator raised: the library's errors cannot carry it.
#[derive(Clone, Default)]
pub(crate) struct Failure(Arc<Mutex<Option<PyErr>>>);

impl Failure {
    /// The exception, if there is one.
    pub(crate) fn take(&self, py: Python<'_>) -> Option<PyErr> {
        let _ = py;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Keeps the exception; the error stands for it on its way through the library.
    fn keep(&self, py: Python<'_>, error: PyErr) -> Error {
        let stands_for = Error::new(ErrorKind::BadValue, error.value(py).to_string());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        stands_for
    }
}

/// A tensor of an operator: type and shape.
#[derive(Clone)]
struct Operand {
    kind: TensorType,
    shape: Vec<usize>,
}

/// A function, and what is needed to call it.
struct Function {
    name: String,
    call: Py<PyAny>,
    failure: Failure,
}

/// A custom operator that is a Python function.
pub(crate) struct PythonOperator(Arc<Function>);

impl PythonOperator {
    pub(crate) fn new(name: String, call: Py<PyAny>, failure: &Failure) -> Self {
        Self(Arc::new(Function { name, call, failure: failure.clone() }))
    }
}

impl CustomOperator for PythonOperator {
    fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>> {
        let (inputs, options) = (inputs(op)?, op.options().to_vec());
        let function = &self.0;
        let shapes = function.attached(|py| function.shapes(py, &inputs, &options))?;
        if let Some(shapes) = shapes {
            return Ok(shapes);
        }
        // There is no way to know the shapes but to compute: the library waits until the inputs have values.
        let mut values = Vec::with_capacity(inputs.len());
        for (position, operand) in inputs.iter().enumerate() {
            values.push(operand.as_ref().map(|operand| value(op, position, operand.kind)).transpose()?);
        }
        let outputs = outputs(op)?;
        function.attached(|py| {
            let arrays = function.call(py, &inputs, values.iter().map(Option::as_deref), &options, &outputs)?;
            Ok(arrays.iter().map(|array| array.shape().to_vec()).collect())
        })
    }

    fn prepare(&self, op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>> {
        let mut outputs = outputs(op)?;
        for (position, output) in outputs.iter_mut().enumerate() {
            output.shape = op.inferred_shape(position).unwrap_or_default().to_vec();
        }
        Ok(Box::new(PythonKernel {
            function: self.0.clone(),
            inputs: inputs(op)?,
            outputs,
            options: op.options().to_vec(),
        }))
    }

    /// A function may do anything: it is called in every run.
    fn is_pure(&self) -> bool {
        false
    }
}

fn inputs(op: &Setup<'_, '_>) -> Result<Vec<Option<Operand>>> {
    let operand = |position| -> Result<Option<Operand>> {
        let info = op.optional_input(position)?;
        info.map(|info| numeric(info.dtype, info.shape, "input", position)).transpose()
    };
    (0..op.input_count()).map(operand).collect()
}

fn outputs(op: &Setup<'_, '_>) -> Result<Vec<Operand>> {
    let operand = |position| op.output(position).and_then(|info| numeric(info.dtype, info.shape, "output", position));
    (0..op.output_count()).map(operand).collect()
}

/// Types that an array of plain numbers can hold as they are in memory.
fn numeric(kind: TensorType, shape: &[usize], what: &str, position: usize) -> Result<Operand> {
    if kind.bits().is_some_and(|bits| bits >= 8) && kind != TensorType::Resource {
        return Ok(Operand { kind, shape: shape.to_vec() });
    }
    let detail = format!("{what} {position} is {kind}, which operators written in Python cannot have");
    Err(Error::new(ErrorKind::BadType, detail))
}

/// The bytes of an input while the graph is planned.
fn value(op: &mut Setup<'_, '_>, position: usize, kind: TensorType) -> Result<Vec<u8>> {
    fn bytes<T: ferrolite::Element>(op: &mut Setup<'_, '_>, position: usize) -> Result<Vec<u8>> {
        Ok(bytemuck::cast_slice(&op.value::<T>(position)?).to_vec())
    }
    match kind.bits() {
        Some(8) => bytes::<u8>(op, position),
        Some(16) => bytes::<u16>(op, position),
        Some(32) => bytes::<u32>(op, position),
        Some(64) => bytes::<u64>(op, position),
        _ => bytes::<[u64; 2]>(op, position),
    }
}

/// A prepared function.
struct PythonKernel {
    function: Arc<Function>,
    inputs: Vec<Option<Operand>>,
    outputs: Vec<Operand>,
    options: Vec<u8>,
}

impl CustomKernel for PythonKernel {
    fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
        let mut values: Vec<Option<&[u8]>> = Vec::with_capacity(self.inputs.len());
        for (position, input) in self.inputs.iter().enumerate() {
            values.push(input.as_ref().map(|input| input_bytes(operands, position, input.kind)).transpose()?);
        }
        let function = &self.function;
        function.attached(|py| {
            let arrays = function.call(py, &self.inputs, values, &self.options, &self.outputs)?;
            for (position, (array, output)) in arrays.iter().zip(&self.outputs).enumerate() {
                if array.shape() != output.shape {
                    return Err(runtime_error!(
                        "custom operator {:?} returned the shape {:?} for output {position}, the graph was planned \
                         with {:?}: see InterpreterWithCustomOps on shapes",
                        function.name,
                        array.shape(),
                        output.shape
                    ));
                }
                let into = output_bytes(operands, position, output.kind)
                    .map_err(|error| runtime_error!("custom operator {:?}: {error}", function.name))?;
                arrays::copy_out(array, into)?;
            }
            Ok(())
        })
    }
}

fn input_bytes<'i>(operands: &Operands<'i, '_>, position: usize, kind: TensorType) -> Result<&'i [u8]> {
    Ok(match kind.bits() {
        Some(8) => operands.input::<u8>(position)?,
        Some(16) => bytemuck::cast_slice(operands.input::<u16>(position)?),
        Some(32) => bytemuck::cast_slice(operands.input::<u32>(position)?),
        Some(64) => bytemuck::cast_slice(operands.input::<u64>(position)?),
        _ => bytemuck::cast_slice(operands.input::<[u64; 2]>(position)?),
    })
}

fn output_bytes<'o>(operands: &'o mut Operands<'_, '_>, position: usize, kind: TensorType) -> Result<&'o mut [u8]> {
    Ok(match kind.bits() {
        Some(8) => operands.output::<u8>(position)?,
        Some(16) => bytemuck::cast_slice_mut(operands.output::<u16>(position)?),
        Some(32) => bytemuck::cast_slice_mut(operands.output::<u32>(position)?),
        Some(64) => bytemuck::cast_slice_mut(operands.output::<u64>(position)?),
        _ => bytemuck::cast_slice_mut(operands.output::<[u64; 2]>(position)?),
    })
}

impl Function {
    /// Runs Python code; an exception is kept, and an error stands for it.
    fn attached<R>(&self, run: impl FnOnce(Python<'_>) -> PyResult<R>) -> Result<R> {
        Python::attach(|py| run(py).map_err(|error| self.failure.keep(py, error)))
    }

    /// What the function's attribute `shapes` says; `None` when it has none.
    fn shapes(&self, py: Python<'_>, inputs: &[Option<Operand>], options: &[u8]) -> PyResult<Option<Vec<Vec<usize>>>> {
        let Some(infer) = self.call.bind(py).getattr_opt("shapes")? else { return Ok(None) };
        let shapes = inputs.iter().map(|input| input.as_ref().map(|input| PyTuple::new(py, &input.shape)).transpose());
        let shapes = PyList::new(py, shapes.collect::<PyResult<Vec<_>>>()?)?;
        let shapes = infer.call1((shapes, PyBytes::new(py, options)))?;
        shapes.extract().map(Some).map_err(|_| {
            value_error!("custom operator {:?}: shapes() must return a shape for each output, not {shapes}", self.name)
        })
    }

    /// Calls the function: dense arrays of the right types come out, one for each output.
    fn call<'py, 'v>(
        &self,
        py: Python<'py>,
        inputs: &[Option<Operand>],
        values: impl IntoIterator<Item = Option<&'v [u8]>>,
        options: &[u8],
        outputs: &[Operand],
    ) -> PyResult<Vec<Bound<'py, PyUntypedArray>>> {
        let arguments = PyList::empty(py);
        for (input, bytes) in inputs.iter().zip(values) {
            let (Some(input), Some(bytes)) = (input, bytes) else {
                arguments.append(py.None())?;
                continue;
            };
            arguments.append(arrays::copied(dtype::of(py, input.kind)?, &input.shape, bytes)?)?;
        }
        let result = self.call.bind(py).call1((arguments, PyBytes::new(py, options)))?;
        let several = result.is_instance_of::<PyTuple>() || result.is_instance_of::<PyList>();
        let results: Vec<Bound<'py, PyAny>> =
            if several { result.try_iter()?.collect::<PyResult<_>>()? } else { vec![result] };
        if results.len() != outputs.len() {
            return Err(value_error!(
                "custom operator {:?} has {} outputs, the function returned {}",
                self.name,
                outputs.len(),
                results.len()
            ));
        }
        let mut arrays = Vec::with_capacity(results.len());
        for (position, (result, output)) in results.iter().zip(outputs).enumerate() {
            let (array, expected) = (arrays::dense(result)?, dtype::of(py, output.kind)?);
            if !array.dtype().is_equiv_to(&expected) {
                return Err(value_error!(
                    "custom operator {:?} must return an array of {expected} for output {position}, not of {}",
                    self.name,
                    array.dtype()
                ));
            }
            arrays.push(array);
        }
        Ok(arrays)
    }
}
