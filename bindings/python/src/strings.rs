//! String tensors: numpy arrays of `bytes` objects.

use crate::errors::value_error;
use crate::interpreter::Array;
use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// An array of objects.
pub(crate) fn to_array<'py>(py: Python<'py>, texts: Vec<&[u8]>, shape: &[usize]) -> PyResult<Bound<'py, PyAny>> {
    let objects: Vec<Py<PyAny>> = texts.iter().map(|text| PyBytes::new(py, text).into_any().unbind()).collect();
    Ok(PyArray1::from_vec(py, objects).reshape(shape.to_vec())?.into_any())
}

/// The strings of an array of `bytes` or `str`, as objects or in numpy's own types; `str` as UTF-8.
///
/// # Errors
/// `ValueError` when something else is among them.
pub(crate) fn from_array(array: &Array<'_>, tensor: usize, name: &str) -> PyResult<Vec<Vec<u8>>> {
    let flat = array.call_method0("ravel")?.call_method0("tolist")?;
    let mut texts = Vec::new();
    for item in flat.try_iter()? {
        let item = item?;
        if let Ok(bytes) = item.cast::<PyBytes>() {
            texts.push(bytes.as_bytes().to_vec());
        } else if let Ok(text) = item.cast::<PyString>() {
            texts.push(text.to_cow()?.as_bytes().to_vec());
        } else {
            return Err(value_error!(
                "tensor {tensor} {name:?} is string, so it takes an array of bytes or str; one element is of {}",
                item.get_type()
            ));
        }
    }
    Ok(texts)
}
