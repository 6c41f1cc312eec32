//! Memory of Fourier transforms.

use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::fft::{Complex, fill_roots, roots_len};

/// The longest sequence that is transformed: its table of roots belongs to the plan.
const MAX_LENGTH: usize = 1 << 24;

/// The roots for transforms of up to `length` values.
///
/// # Errors
/// `LimitExceeded` for more than 2²⁴ values.
pub(crate) fn roots(length: usize) -> Result<Vec<Complex>> {
    ensure!(length <= MAX_LENGTH, LimitExceeded, "a transform of {length} values is too long");
    let mut roots = vec![[0.0; 2]; roots_len(length)];
    fill_roots(&mut roots);
    Ok(roots)
}

/// Scratch for complex numbers; `None` is an overflow.
///
/// # Errors
/// `LimitExceeded`.
pub(crate) fn complexes(ctx: &mut Prepare<'_>, count: Option<usize>) -> Result<usize> {
    let bytes = count.and_then(|count| count.checked_mul(size_of::<Complex>()));
    Ok(ctx.scratch(bytes.ok_or_else(|| err!(LimitExceeded, "the transform is too large"))?))
}
