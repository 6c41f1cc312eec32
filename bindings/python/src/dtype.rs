//! Element types of tensors as numpy has them.

use crate::errors::value_error;
use ferrolite::TensorType;
use numpy::{Complex32, Complex64, PyArrayDescr, PyArrayDescrMethods};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The type of the arrays that hold a tensor's elements. Types of less than a byte are held in whole bytes, strings
/// and handles as objects.
///
/// # Errors
/// `ValueError` for types that neither numpy nor the package `ml_dtypes`, if it is there, has.
pub(crate) fn of(py: Python<'_>, dtype: TensorType) -> PyResult<Bound<'_, PyArrayDescr>> {
    Ok(match dtype {
        TensorType::Float32 => numpy::dtype::<f32>(py),
        TensorType::Float64 => numpy::dtype::<f64>(py),
        TensorType::Complex64 => numpy::dtype::<Complex32>(py),
        TensorType::Complex128 => numpy::dtype::<Complex64>(py),
        TensorType::Int8 | TensorType::Int4 | TensorType::Int2 => numpy::dtype::<i8>(py),
        TensorType::UInt8 | TensorType::UInt4 => numpy::dtype::<u8>(py),
        TensorType::Int16 => numpy::dtype::<i16>(py),
        TensorType::UInt16 => numpy::dtype::<u16>(py),
        TensorType::Int32 => numpy::dtype::<i32>(py),
        TensorType::UInt32 => numpy::dtype::<u32>(py),
        TensorType::Int64 => numpy::dtype::<i64>(py),
        TensorType::UInt64 => numpy::dtype::<u64>(py),
        TensorType::Bool => numpy::dtype::<bool>(py),
        TensorType::String | TensorType::Resource | TensorType::Variant => PyArrayDescr::object(py),
        TensorType::Float16 => {
            static FLOAT16: PyOnceLock<Py<PyArrayDescr>> = PyOnceLock::new();
            let descr = FLOAT16.get_or_try_init(py, || PyArrayDescr::new(py, "float16").map(Bound::unbind))?;
            descr.bind(py).clone()
        }
        other => from_ml_dtypes(py, other)?,
    })
}

/// bfloat16 and the 8-bit floats, which numpy itself does not have.
fn from_ml_dtypes(py: Python<'_>, dtype: TensorType) -> PyResult<Bound<'_, PyArrayDescr>> {
    let kind = py.import("ml_dtypes").and_then(|module| module.getattr(dtype.name()));
    let kind = kind.map_err(|_| value_error!("numpy has no type {dtype}: install the package ml_dtypes"))?;
    PyArrayDescr::new(py, kind)
}

/// What details call the type: a class like `numpy.int8`.
///
/// # Errors
/// As [`of`].
pub(crate) fn class(py: Python<'_>, dtype: TensorType) -> PyResult<Bound<'_, PyAny>> {
    match dtype {
        TensorType::String => py.import("numpy")?.getattr("bytes_"),
        other => Ok(of(py, other)?.typeobj().into_any()),
    }
}

/// Least and greatest value of a type of less than a byte.
pub(crate) fn packed_range(dtype: TensorType) -> Option<(i8, i8)> {
    match dtype {
        TensorType::Int4 => Some((-8, 7)),
        TensorType::UInt4 => Some((0, 15)),
        TensorType::Int2 => Some((-2, 1)),
        _ => None,
    }
}
