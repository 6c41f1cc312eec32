//! The class `ferrolite.Model`.

use crate::errors::value;
use crate::inspect;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::ffi::OsString;
use std::path::PathBuf;

/// A model: loaded and checked once, shared by any number of interpreters in any number of threads.
#[pyclass(frozen, module = "ferrolite")]
pub(crate) struct Model {
    pub(crate) inner: ferrolite::Model,
    path: Option<PathBuf>,
    memory_map: bool,
}

#[pymethods]
impl Model {
    /// Loads a model from a file or from the bytes of one.
    ///
    /// With `memory_map` the file is mapped, so that processes share its memory; it must not be changed then while the
    /// model lives.
    #[new]
    #[pyo3(signature = (model_path = None, model_content = None, *, memory_map = false))]
    fn new(
        py: Python<'_>,
        model_path: Option<&Bound<'_, PyAny>>,
        model_content: Option<&Bound<'_, PyAny>>,
        memory_map: bool,
    ) -> PyResult<Self> {
        match (model_path, model_content) {
            (Some(path), None) => Self::open(path, memory_map),
            (None, Some(content)) => {
                let content = content.cast::<PyBytes>().map_err(|_| {
                    PyTypeError::new_err(format!("model_content must be bytes, it is {}", content.get_type()))
                })?;
                let bytes = content.as_bytes().to_vec();
                let inner = py.detach(|| ferrolite::Model::from_bytes(bytes)).map_err(value)?;
                Ok(Self { inner, path: None, memory_map })
            }
            _ => Err(PyValueError::new_err("one of model_path and model_content must be given")),
        }
    }

    /// The absolute path of the file; `None` when the model was made from bytes.
    #[getter]
    fn path(&self) -> Option<OsString> {
        self.path.clone().map(PathBuf::into_os_string)
    }

    /// What is in the model, as a dictionary: its description, subgraphs with their tensors and operators, signatures,
    /// metadata, warnings, and operators that ferrolite lacks.
    fn inspect<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        inspect::inspect(py, &self.inner)
    }

    fn __repr__(&self) -> String {
        let bytes = self.inner.file_len();
        match &self.path {
            Some(path) => format!("<ferrolite.Model {:?}, {bytes} bytes>", path.display().to_string()),
            None => format!("<ferrolite.Model of {bytes} bytes>"),
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let (py, this) = (slf.py(), slf.get());
        let Some(path) = this.path() else {
            return Err(PyTypeError::new_err(
                "a model that was made from bytes cannot be pickled: make it from a file, which is pickled as its path",
            ));
        };
        let keywords = PyDict::new(py);
        keywords.set_item("memory_map", this.memory_map)?;
        let maker = py.import("functools")?.getattr("partial")?.call((slf.get_type(),), Some(&keywords))?;
        Ok((maker, (path,).into_pyobject(py)?.into_any()))
    }
}

impl Model {
    fn open(path: &Bound<'_, PyAny>, memory_map: bool) -> PyResult<Self> {
        let py = path.py();
        let os = py.import("os")?;
        let path = os.call_method1("fsdecode", (path,))?;
        let path: PathBuf = os.getattr("path")?.call_method1("abspath", (path,))?.extract()?;
        let load = || if memory_map { ferrolite::Model::open(&path) } else { ferrolite::Model::read(&path) };
        let inner = py.detach(load).map_err(value)?;
        Ok(Self { inner, path: Some(path), memory_map })
    }
}
