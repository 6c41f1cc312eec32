//! The native part of the Python package `ferrolite`: `ferrolite._native`.
//!
//! The surface that people see is written in Python (`ferrolite/interpreter.py`); here is what has to be fast or needs
//! the library. `unsafe` is allowed in `arrays.rs` and `view.rs` alone, where numpy arrays meet tensors.

mod arrays;
mod custom;
mod details;
mod dtype;
mod errors;
mod index;
mod inspect;
mod interpreter;
mod model;
mod quantization;
mod session;
mod strings;
mod view;
mod write;

use pyo3::prelude::*;

/// The native part of ferrolite.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<interpreter::InterpreterBase>()?;
    module.add_class::<model::Model>()
}
