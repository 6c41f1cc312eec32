//! Constants of output channels, beside the packed weights.

use crate::arena::aligned::AlignedBytes;
use crate::plan::Prepare;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use ferrolite_kernels::parallel::Serial;
use ferrolite_kernels::requantize::Constants;

/// Blocks of constants, which lie in the large pages of the packed weights: a network's are hundreds of kilobytes, and on the
/// heap the page faults take longer than computing them.
pub(crate) struct Columns<C> {
    memory: AlignedBytes,
    of: PhantomData<C>,
}

impl<C: Constants> Columns<C> {
    /// So many blocks, all of zeros.
    pub(crate) fn new(ctx: &Prepare<'_>, blocks: usize) -> Self {
        let memory = ctx.model().packed().room(blocks * size_of::<C>(), ctx.bytes_of_constants(), &Serial);
        Self { memory, of: PhantomData }
    }
}

impl<C: Constants> Deref for Columns<C> {
    type Target = [C];

    fn deref(&self) -> &[C] {
        C::of_bytes(self.memory.as_slice())
    }
}

impl<C: Constants> DerefMut for Columns<C> {
    fn deref_mut(&mut self) -> &mut [C] {
        C::in_bytes(self.memory.as_mut_slice())
    }
}
