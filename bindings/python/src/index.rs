//! Indices as Python gives them.

use crate::errors::value_error;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;

/// An index of a tensor, a subgraph or an operator: what fits a C `int`, as in TensorFlow Lite. A float, a text and a
/// number that is too large are a `TypeError`; whether there is such an index is checked where it is used.
#[derive(Clone, Copy)]
pub(crate) struct Index(i32);

impl Index {
    pub(crate) const ZERO: Self = Self(0);

    /// The index, if it is below `count`.
    ///
    /// # Errors
    /// `ValueError` naming what was looked for.
    pub(crate) fn below(self, count: usize, what: &str) -> PyResult<usize> {
        let index = usize::try_from(self.0).ok().filter(|&index| index < count);
        index.ok_or_else(|| value_error!("there is no {what} {}, the model has {count}, counted from 0", self.0))
    }
}

impl<'py> FromPyObject<'_, 'py> for Index {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<i32>() {
            Ok(index) => Ok(Self(index)),
            Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => {
                Err(PyTypeError::new_err(format!("an index must fit 32 bits, it is {}", object.str()?)))
            }
            Err(error) => Err(error),
        }
    }
}
