//! The library's errors as Python exceptions of the types that TensorFlow Lite raises.

use ferrolite::Error;
use pyo3::PyErr;
use pyo3::exceptions::{PyRuntimeError, PyValueError};

/// For arguments that do not fit: models, tensors, arrays.
pub(crate) fn value(error: Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// For what fails while planning and running.
pub(crate) fn runtime(error: Error) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// A `ValueError` with a formatted message.
macro_rules! value_error {
    ($($format:tt)+) => { pyo3::exceptions::PyValueError::new_err(format!($($format)+)) };
}
pub(crate) use value_error;

/// A `RuntimeError` with a formatted message.
macro_rules! runtime_error {
    ($($format:tt)+) => { pyo3::exceptions::PyRuntimeError::new_err(format!($($format)+)) };
}
pub(crate) use runtime_error;
