//! Kernels that are one call of a function.

use crate::arena::Io;
use crate::error::Result;
use crate::ops::Kernel;

/// A kernel from a closure that holds its parameters.
pub(crate) struct Function<F>(pub(crate) F);

impl<F: Fn(&mut Io<'_>) -> Result<()> + Send + Sync> Kernel for Function<F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        (self.0)(io)
    }
}
