//! Shapes that operands hold.

use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;

/// The shape that input `position` holds, a vector of int32 or int64.
///
/// # Errors
/// `BadShape` unless it is a vector, `BadValue` for negative extents; as [`Prepare::index_values`].
pub(crate) fn extents(ctx: &mut Prepare<'_>, position: usize) -> Result<Vec<usize>> {
    let operand = ctx.input(position)?;
    ensure!(operand.rank() == 1, BadShape, "{operand}: the shape must be a vector");
    let extent = |extent: i64| {
        usize::try_from(extent).map_err(|_| err!(BadValue, "{operand}: an extent is {extent}, must be at least 0"))
    };
    ctx.index_values(position)?.into_iter().map(extent).collect()
}
