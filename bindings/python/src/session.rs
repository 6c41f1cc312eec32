//! A session that Python threads share: one call at a time, and none that moves memory while somebody looks at it.

use crate::custom::Failure;
use crate::errors::runtime_error;
use ferrolite_session::{Locked, Session};
use pyo3::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, TryLockError};

/// A session behind a lock, and what looks at it.
pub(crate) struct Shared {
    session: ferrolite_session::Shared,
    /// How many arrays are views of tensors.
    pub(crate) views: Arc<AtomicUsize>,
    /// What a custom operator raised.
    pub(crate) failure: Failure,
}

impl Shared {
    pub(crate) fn new(session: Session, failure: Failure) -> Self {
        Self { session: ferrolite_session::Shared::new(session), views: Arc::default(), failure }
    }

    /// Waits for calls of other threads to end. Python threads go on meanwhile.
    ///
    /// # Errors
    /// `RuntimeError` when this very thread is inside a call: in a custom operator written in Python.
    pub(crate) fn lock(&self, py: Python<'_>) -> PyResult<Locked<'_>> {
        if self.session.is_held_here() {
            return Err(runtime_error!("an interpreter cannot be used by its own custom operator while it runs"));
        }
        loop {
            match self.session.try_lock() {
                Ok(session) => return Ok(session),
                // A call that panicked left a session that is still sound.
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                // Whoever has the lock may need Python to end its call. The guard cannot cross over, so the session is
                // locked again: somebody may be faster, then the wait begins anew.
                Err(TryLockError::WouldBlock) => py.detach(|| drop(self.session.lock())),
            }
        }
    }

    /// [`lock`](Self::lock) for calls that may move the memory of tensors or compute them.
    ///
    /// # Errors
    /// `RuntimeError` when there are views of tensors, else as [`lock`](Self::lock).
    pub(crate) fn lock_unviewed(&self, py: Python<'_>) -> PyResult<Locked<'_>> {
        let locked = self.lock(py)?;
        // Views are made under the lock, so there will be no more until this call ends.
        match self.views.load(Ordering::Acquire) {
            0 => Ok(locked),
            views => Err(views_alive(views)),
        }
    }
}

/// Why a call that may move memory is refused.
pub(crate) fn views_alive(views: usize) -> PyErr {
    runtime_error!(
        "{views} numpy array(s) still refer to the memory of this interpreter's tensors: delete the arrays that \
         the functions of tensor() returned, and what was sliced from them; hold the functions instead"
    )
}
