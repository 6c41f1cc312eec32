//! A session that threads share: one call at a time, and none from inside a call.

use crate::Session;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LockResult, Mutex, MutexGuard, PoisonError, TryLockError, TryLockResult};

/// A session behind a lock.
#[derive(Debug)]
pub struct Shared {
    session: Mutex<Session>,
    /// The thread that has the lock, by [`this_thread`]; 0 when nobody has.
    owner: AtomicUsize,
}

/// A session while its lock is held.
#[derive(Debug)]
pub struct Locked<'s> {
    session: MutexGuard<'s, Session>,
    owner: &'s AtomicUsize,
}

/// A number that no other living thread has, and is not 0.
#[must_use]
pub fn this_thread() -> usize {
    thread_local!(static PLACE: u8 = const { 0 });
    PLACE.with(|place| std::ptr::from_ref(place).addr())
}

impl Shared {
    /// A session that nobody uses yet.
    #[must_use]
    pub fn new(session: Session) -> Self {
        Self { session: Mutex::new(session), owner: AtomicUsize::new(0) }
    }

    /// Whether this very thread has the lock: a custom operator that calls its own interpreter. To wait for it would
    /// be to wait for ever.
    #[must_use]
    pub fn is_held_here(&self) -> bool {
        // Relaxed: another thread's number is never this one's, whenever it is seen.
        self.owner.load(Ordering::Relaxed) == this_thread()
    }

    /// Waits for calls of other threads to end.
    ///
    /// # Errors
    /// The session all the same, after a call that panicked.
    pub fn lock(&self) -> LockResult<Locked<'_>> {
        match self.session.lock() {
            Ok(session) => Ok(self.locked(session)),
            Err(poisoned) => Err(PoisonError::new(self.locked(poisoned.into_inner()))),
        }
    }

    /// [`lock`](Self::lock) without waiting.
    ///
    /// # Errors
    /// As [`lock`](Self::lock), and `WouldBlock` while another call runs.
    pub fn try_lock(&self) -> TryLockResult<Locked<'_>> {
        match self.session.try_lock() {
            Ok(session) => Ok(self.locked(session)),
            Err(TryLockError::Poisoned(poisoned)) => Err(PoisonError::new(self.locked(poisoned.into_inner())).into()),
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
        }
    }

    fn locked<'s>(&'s self, session: MutexGuard<'s, Session>) -> Locked<'s> {
        self.owner.store(this_thread(), Ordering::Relaxed);
        Locked { session, owner: &self.owner }
    }
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
        self.owner.store(0, Ordering::Relaxed);
    }
}
