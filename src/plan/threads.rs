//! Whose threads share the work of an operator.

use alloc::sync::Arc;
use core::fmt;
use ferrolite_kernels::parallel::{Serial, Workers};

/// The threads of a plan: those of a pool, or the caller's alone.
#[derive(Clone, Default)]
pub struct Threads(Option<Arc<dyn Workers>>);

impl Threads {
    pub(crate) fn workers(&self) -> &dyn Workers {
        match &self.0 {
            Some(pool) => pool.as_ref(),
            None => &Serial,
        }
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.workers().count()
    }
}

impl From<Arc<dyn Workers>> for Threads {
    fn from(pool: Arc<dyn Workers>) -> Self {
        Self(Some(pool))
    }
}

impl fmt::Debug for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Threads").field(&self.count()).finish()
    }
}
