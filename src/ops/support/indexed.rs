//! The geometry of index tuples in StableHLO's gather and scatter.

use crate::error::{Result, ensure, err};
use crate::plan::Operand;
use alloc::vec::Vec;

/// How tuples lie in a tensor of indices.
pub(crate) struct Indexed {
    /// Extent and stride of each dimension but the tuples'.
    pub(crate) dimensions: Vec<(usize, usize)>,
    /// From component to component of a tuple.
    pub(crate) component_stride: usize,
}

impl Indexed {
    /// Tuples of `components` indices along dimension `along` of `indices`; behind the last dimension there is one
    /// of extent 1.
    ///
    /// # Errors
    /// `BadOption` when there is no such dimension, `BadShape` when it has another extent.
    pub(crate) fn new(indices: &Operand<'_>, along: i64, components: usize) -> Result<Self> {
        let rank = indices.rank();
        let along = usize::try_from(along).ok().filter(|&along| along <= rank);
        let along = along.ok_or_else(|| err!(BadOption, "index_vector_dim is not a dimension of {indices}"))?;
        let extent = indices.shape.get(along).copied().unwrap_or(1);
        ensure!(extent == components, BadShape, "{indices}: its tuples must have {components} indices");
        let mut found = Self { dimensions: Vec::with_capacity(rank), component_stride: 1 };
        let mut stride = 1;
        for (dimension, &extent) in indices.shape.iter().enumerate().rev() {
            if dimension == along {
                found.component_stride = stride;
            } else {
                found.dimensions.push((extent, stride));
            }
            stride *= extent.max(1);
        }
        found.dimensions.reverse();
        Ok(found)
    }
}

/// Dimensions of a tensor of `rank` that an option names, each at most once.
///
/// # Errors
/// `BadOption`.
pub(crate) fn dimensions(option: &Option<Vec<i64>>, rank: usize, name: &str) -> Result<Vec<usize>> {
    let mut dimensions: Vec<usize> = Vec::new();
    for &value in option.as_deref().unwrap_or_default() {
        let dimension = usize::try_from(value).ok().filter(|&dimension| dimension < rank);
        let dimension = dimension.filter(|dimension| !dimensions.contains(dimension));
        dimensions
            .push(dimension.ok_or_else(|| err!(BadOption, "{name} names {value}, of {rank} dimensions, or twice"))?);
    }
    Ok(dimensions)
}
