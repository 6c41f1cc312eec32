//! A session that Python threads share: one call at a time, and none that moves memory while somebody looks at it.

use crate::custom::Failure;
use crate::errors::runtime_error;
use ferrolite_session::Session;
use pyo3::prelude::*;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

/// A session behind a lock.
pub(crate) struct Shared {
    session: Mutex<Session>,
    /// The thread that has the lock, by [`this_thread`]; 0 when nobody has.
    owner: AtomicUsize,
    /// How many arrays are views of tensors.
    pub(crate) views: Arc<AtomicUsize>,
    /// What a custom operator raised.
    pub(crate) failure: Failure,
}

/// A session while its lock is held.
pub(crate) struct Locked<'s> {
    shared: &'s Shared,
    session: MutexGuard<'s, Session>,
}

/// A number that no other living thread has, and is not 0.
fn this_thread() -> usize {
    thread_local!(static PLACE: u8 = const { 0 });
    PLACE.with(|place| std::ptr::from_ref(place).addr())
}

impl Shared {
    pub(crate) fn new(session: Session, failure: Failure) -> Self {
        Self { session: Mutex::new(session), owner: AtomicUsize::new(0), views: Arc::default(), failure }
    }

    /// Waits for calls of other threads to end. Python threads go on meanwhile.
    ///
    /// # Errors
    /// `RuntimeError` when this very thread is inside a call: in a custom operator written in Python.
    pub(crate) fn lock(&self, py: Python<'_>) -> PyResult<Locked<'_>> {
        if self.owner.load(Ordering::Relaxed) == this_thread() {
            return Err(runtime_error!("an interpreter cannot be used by its own custom operator while it runs"));
        }
        let session = match self.session.try_lock() {
            Ok(session) => session,
            // A call that panicked left a session that is still sound.
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // Whoever has the lock may need Python to end its call. The guard cannot cross over, so the session is
            // locked again: somebody may be faster, then the wait begins anew.
            Err(TryLockError::WouldBlock) => loop {
                py.detach(|| drop(self.session.lock()));
                match self.session.try_lock() {
                    Ok(session) => break session,
                    Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
                    Err(TryLockError::WouldBlock) => {}
                }
            },
        };
        self.owner.store(this_thread(), Ordering::Relaxed);
        Ok(Locked { shared: self, session })
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

impl Deref for Locked<'_> {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Locked<'_> {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        self.shared.owner.store(0, Ordering::Relaxed);
    }
}
