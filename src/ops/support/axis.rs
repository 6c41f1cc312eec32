//! Axes: the one place where an axis of a file becomes a dimension of a tensor.

use crate::error::{Result, err};
use crate::plan::Prepare;

/// The dimension that `axis` names in a tensor of `rank` dimensions; negative axes count from the end.
///
/// # Errors
/// `BadOption` unless `axis` is in `-rank..rank`.
pub(crate) fn resolve(axis: impl Into<i64>, rank: usize) -> Result<usize> {
    let axis = axis.into();
    let dimension =
        if axis < 0 { i64::try_from(rank).ok().and_then(|rank| rank.checked_add(axis)) } else { Some(axis) };
    dimension
        .and_then(|dimension| usize::try_from(dimension).ok())
        .filter(|&dimension| dimension < rank)
        .ok_or_else(|| err!(BadOption, "axis {axis} does not exist in a tensor of {rank} dimensions"))
}

/// The one axis that input `position` holds, in a tensor of `rank` dimensions.
///
/// # Errors
/// As [`resolve`]; `BadShape` unless the operand has exactly one element; as [`Prepare::index_values`].
pub(crate) fn operand(ctx: &mut Prepare<'_>, position: usize, rank: usize) -> Result<usize> {
    let values = ctx.index_values(position)?;
    let [axis] = values.as_slice() else {
        return Err(err!(BadShape, "the axis has {} elements, must have one", values.len()));
    };
    resolve(*axis, rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn negative_axes_count_from_the_end() {
        assert_eq!(resolve(-1, 4).unwrap(), 3);
        assert_eq!(resolve(-4, 4).unwrap(), 0);
        assert_eq!(resolve(3, 4).unwrap(), 3);
    }

    #[test]
    fn axes_outside_the_tensor_are_refused() {
        for (axis, rank) in [(4, 4), (-5, 4), (0, 0), (-1, 0), (-100_000, 3), (i64::MIN, 8), (i64::MAX, 8)] {
            assert_eq!(resolve(axis, rank).unwrap_err().kind(), ErrorKind::BadOption, "{axis} of {rank}");
        }
    }
}
