//! Arrays that are the memory of tensors.
#![allow(unsafe_code)]

use crate::errors::{value, value_error};
use crate::interpreter::{InterpreterBase, unreadable};
use crate::session::Shared;
use crate::{arrays, dtype};
use ferrolite::{ErrorKind, TensorType};
use pyo3::prelude::*;
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The owner of a view: while it lives the tensor's memory stays.
#[pyclass(frozen, module = "ferrolite._native")]
struct Lease {
    views: Arc<AtomicUsize>,
    _interpreter: Py<InterpreterBase>,
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.views.fetch_sub(1, Ordering::Release);
    }
}

/// A view of a tensor of the main graph, for as long as the interpreter's memory stays where it is: counted, so that
/// nothing moves it meanwhile.
pub(crate) fn view<'py>(
    interpreter: &Bound<'py, InterpreterBase>,
    shared: &Shared,
    tensor: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let py = interpreter.py();
    let mut session = shared.lock(py)?;
    let (data, writable) = match session.data(0, tensor) {
        Ok(data) => (data, true),
        // A constant.
        Err(error) if error.kind() == ErrorKind::WrongType => {
            (NonNull::from(session.read(0, tensor).map_err(value)?.bytes()), false)
        }
        Err(error) => return Err(unreadable(&session, 0, tensor, error)),
    };
    let info = session.info(0, tensor).map_err(value)?;
    if info.dtype.bits().is_none_or(|bits| bits < 8) || info.dtype == TensorType::Resource {
        return Err(value_error!(
            "tensor {tensor} {:?} is {}: numpy cannot view its memory, use get_tensor() and set_tensor()",
            info.name,
            info.dtype
        ));
    }
    let kind = dtype::of(py, info.dtype)?;
    // Under the lock: a call that moves memory either came before or will see the view.
    shared.views.fetch_add(1, Ordering::AcqRel);
    let lease = Lease { views: shared.views.clone(), _interpreter: interpreter.clone().unbind() };
    let owner = Bound::new(py, lease)?.into_any();
    // SAFETY: while the lease lives nothing allocates, resizes or invokes, and it keeps the interpreter alive, so the
    // memory stays, initialised. Calls that copy from and to it hold no reference to it while Python code runs.
    unsafe { arrays::view(kind, info.shape, data, writable, owner) }
}
