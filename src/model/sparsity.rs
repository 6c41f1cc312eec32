//! How a sparse constant is stored.

use crate::error::{Result, ensure, err};
use alloc::vec::Vec;
use ferrolite_schema::{DimensionMetadataRef, DimensionType, SparseIndexVectorRef, SparsityParametersRef};

/// Storage of a sparse constant: a tree of dimensions, each dense or compressed (block CSR).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Sparsity {
    /// Order in which the dimensions are stored: the tensor's, then those of the blocks.
    pub traversal_order: Vec<usize>,
    /// For each block dimension, the tensor's dimension that it divides.
    pub block_map: Vec<usize>,
    /// Format of each dimension, in traversal order.
    pub dimensions: Vec<DimensionFormat>,
}

impl Sparsity {
    /// Numbers that it holds.
    pub(super) fn entries(&self) -> usize {
        let dimensions = self.dimensions.iter().map(|dimension| match dimension {
            DimensionFormat::Dense(_) => 1,
            DimensionFormat::Compressed { segments, indices } => segments.len() + indices.len(),
        });
        dimensions.sum::<usize>() + self.traversal_order.len() + self.block_map.len()
    }
}

/// Format of one dimension.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DimensionFormat {
    /// Every index is stored.
    Dense(usize),
    /// Compressed: `segments[i]..segments[i + 1]` are the positions in `indices` under parent `i`.
    Compressed {
        /// Ascending, one more than the parent has positions; the last is the number of indices.
        segments: Vec<usize>,
        /// Ascending within a segment.
        indices: Vec<usize>,
    },
}

impl Sparsity {
    /// Writes `values`, the stored elements of `element` bytes each, to their places in `dense`, the elements of a
    /// tensor of this shape.
    pub(crate) fn densify(&self, shape: &[usize], element: usize, values: &[u8], dense: &mut [u8]) {
        let distances = self.distances(shape);
        self.place(0, 0, 0, &distances, element, values, dense);
    }

    /// How far one step along each dimension, in traversal order, leads in the dense tensor.
    fn distances(&self, shape: &[usize]) -> Vec<usize> {
        let rank = shape.len();
        let mut distances = alloc::vec![1usize; rank + self.block_map.len()];
        let mut distance = 1usize;
        for (slot, &extent) in distances.iter_mut().zip(shape).rev() {
            *slot = distance;
            distance = distance.saturating_mul(extent);
        }
        // A step of a blocked dimension leads over a block.
        for (block, &blocked) in self.block_map.iter().enumerate().rev() {
            let level = self.traversal_order.iter().position(|&dimension| dimension == rank + block);
            let size = match level.and_then(|level| self.dimensions.get(level)) {
                Some(&DimensionFormat::Dense(size)) => size,
                _ => 1,
            };
            let within = distances.get(blocked).copied().unwrap_or(0);
            if let Some(slot) = distances.get_mut(rank + block) {
                *slot = within;
            }
            if let Some(slot) = distances.get_mut(blocked) {
                *slot = within.saturating_mul(size);
            }
        }
        self.traversal_order.iter().map(|&dimension| distances.get(dimension).copied().unwrap_or(0)).collect()
    }

    /// Places what is under position `parent` of the level in front of `level`, whose offset is `offset`.
    #[allow(clippy::too_many_arguments, reason = "the state of a recursion")]
    fn place(
        &self,
        level: usize,
        parent: usize,
        offset: usize,
        distances: &[usize],
        element: usize,
        values: &[u8],
        dense: &mut [u8],
    ) {
        let (Some(format), Some(&distance)) = (self.dimensions.get(level), distances.get(level)) else {
            let value = values.get(parent * element..(parent + 1) * element);
            if let Some((to, from)) = dense.get_mut(offset * element..(offset + 1) * element).zip(value) {
                to.copy_from_slice(from);
            }
            return;
        };
        match format {
            DimensionFormat::Dense(size) => {
                for index in 0..*size {
                    let (position, offset) = (parent * size + index, offset + index * distance);
                    self.place(level + 1, position, offset, distances, element, values, dense);
                }
            }
            DimensionFormat::Compressed { segments, indices } => {
                let bound = |parent: usize| segments.get(parent).copied().unwrap_or(0);
                for position in bound(parent)..bound(parent + 1) {
                    let offset = offset + indices.get(position).copied().unwrap_or(0) * distance;
                    self.place(level + 1, position, offset, distances, element, values, dense);
                }
            }
        }
    }
}

/// Reads and checks the tree against the tensor's shape; returns how many values it stores, too.
pub(super) fn read(sparsity: SparsityParametersRef<'_>, shape: &[usize]) -> Result<(Sparsity, usize)> {
    let traversal_order = indices(sparsity.traversal_order()?)?;
    let block_map = indices(sparsity.block_map()?)?;
    let stored = sparsity.dim_metadata()?.ok_or_else(|| err!(Malformed, "sparsity lacks dim_metadata"))?;
    let rank = shape.len();
    let levels = rank + block_map.len();
    ensure!(
        rank > 0 && traversal_order.len() == levels && stored.len() == levels,
        Malformed,
        "sparsity of a rank {rank} tensor with {} block dimensions has {} traversal entries and {} dimensions, needs {levels}",
        block_map.len(),
        traversal_order.len(),
        stored.len()
    );
    ensure!(is_permutation(&traversal_order), Malformed, "sparsity traversal order is no permutation");
    ensure!(block_map.iter().all(|&d| d < rank), Malformed, "sparsity block map names a dimension beyond rank {rank}");

    let mut dimensions = Vec::with_capacity(levels);
    let mut positions = 1usize;
    for (level, dimension) in stored.iter().enumerate() {
        let (format, next) = read_dimension(dimension?, positions)
            .map_err(|e| err!(Malformed, "sparsity dimension {level}: {}", e.detail()))?;
        positions = next;
        dimensions.push(format);
    }
    check_extents(shape, &traversal_order, &block_map, &dimensions)?;
    Ok((Sparsity { traversal_order, block_map, dimensions }, positions))
}

/// One dimension under `parents` positions, and the number of positions it has itself.
fn read_dimension(dimension: DimensionMetadataRef<'_>, parents: usize) -> Result<(DimensionFormat, usize)> {
    if dimension.format()? == DimensionType::Dense {
        let size = usize::try_from(dimension.dense_size()?).ok().filter(|&size| size > 0);
        let size = size.ok_or_else(|| err!(Malformed, "dense_size must be positive"))?;
        let positions = parents.checked_mul(size).ok_or_else(|| err!(Malformed, "too many positions"))?;
        return Ok((DimensionFormat::Dense(size), positions));
    }
    let segments = index_vector(dimension.array_segments()?)?;
    let indices = index_vector(dimension.array_indices()?)?;
    let ascending = segments.windows(2).all(|pair| matches!(pair, [a, b] if a <= b));
    ensure!(
        segments.len().checked_sub(1) == Some(parents)
            && segments.first() == Some(&0)
            && ascending
            && segments.last() == Some(&indices.len()),
        Malformed,
        "segments must ascend from 0 to the {} indices in {parents} steps",
        indices.len()
    );
    for pair in segments.windows(2) {
        let [start, end] = pair else { continue };
        let run = indices.get(*start..*end).unwrap_or_default();
        let ascending = run.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        ensure!(ascending, Malformed, "indices of a segment must ascend");
    }
    let positions = indices.len();
    Ok((DimensionFormat::Compressed { segments, indices }, positions))
}

/// Every stored index must lie inside its dimension, and dense dimensions must have its extent.
fn check_extents(shape: &[usize], order: &[usize], block_map: &[usize], dimensions: &[DimensionFormat]) -> Result<()> {
    let rank = shape.len();
    // The extent of a block dimension is its dense size; a blocked dimension counts blocks.
    let mut extents: Vec<usize> = shape.to_vec();
    for (block, &blocked) in block_map.iter().enumerate() {
        let level = order.iter().position(|&d| d == rank + block);
        let size = match level.and_then(|level| dimensions.get(level)) {
            Some(&DimensionFormat::Dense(size)) => size,
            _ => return Err(err!(Malformed, "sparsity block dimension {block} must be dense")),
        };
        let Some(extent) = extents.get_mut(blocked) else { continue };
        ensure!(*extent % size == 0, Malformed, "sparsity block of {size} does not divide an extent of {extent}");
        *extent /= size;
        extents.push(size);
    }
    for (format, &dimension) in dimensions.iter().zip(order) {
        let extent = extents.get(dimension).copied().unwrap_or(0);
        let fits = match format {
            DimensionFormat::Dense(size) => *size == extent,
            DimensionFormat::Compressed { indices, .. } => indices.iter().all(|&index| index < extent),
        };
        ensure!(fits, Malformed, "sparsity of dimension {dimension} does not fit its extent {extent}");
    }
    Ok(())
}

fn is_permutation(order: &[usize]) -> bool {
    let mut seen = alloc::vec![false; order.len()];
    order.iter().all(|&index| seen.get_mut(index).is_some_and(|seen| !core::mem::replace(seen, true)))
}

fn indices(vector: Option<planus::Vector<'_, i32>>) -> Result<Vec<usize>> {
    vector
        .into_iter()
        .flat_map(|vector| vector.iter())
        .map(|index| usize::try_from(index).map_err(|_| err!(Malformed, "sparsity index {index} is negative")))
        .collect()
}

fn index_vector(vector: Option<SparseIndexVectorRef<'_>>) -> Result<Vec<usize>> {
    let missing = || err!(Malformed, "a compressed dimension lacks its segments or indices");
    match vector.ok_or_else(missing)? {
        SparseIndexVectorRef::Int32Vector(vector) => indices(vector.values()?),
        SparseIndexVectorRef::Uint16Vector(vector) => {
            Ok(vector.values()?.into_iter().flat_map(|v| v.iter()).map(usize::from).collect())
        }
        SparseIndexVectorRef::Uint8Vector(vector) => {
            Ok(vector.values()?.into_iter().flatten().copied().map(usize::from).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn rows_of_compressed_columns_become_dense() {
        let columns = DimensionFormat::Compressed { segments: vec![0, 2, 2, 3], indices: vec![0, 3, 1] };
        let dimensions = vec![DimensionFormat::Dense(3), columns];
        let sparsity = Sparsity { traversal_order: vec![0, 1], block_map: vec![], dimensions };
        let mut dense = [0; 12];
        sparsity.densify(&[3, 4], 1, &[7, 8, 9], &mut dense);
        assert_eq!(dense, [7, 0, 0, 8, 0, 0, 0, 0, 0, 9, 0, 0]);
    }

    #[test]
    fn blocks_lie_side_by_side() {
        // Rows of two blocks of two columns; the second block of row 0 and the first of row 1 are stored.
        let blocks = DimensionFormat::Compressed { segments: vec![0, 1, 2], indices: vec![1, 0] };
        let dimensions = vec![DimensionFormat::Dense(2), blocks, DimensionFormat::Dense(2)];
        let sparsity = Sparsity { traversal_order: vec![0, 1, 2], block_map: vec![1], dimensions };
        let mut dense = [0; 16];
        sparsity.densify(&[2, 4], 2, &[1, 0, 2, 0, 3, 0, 4, 0], &mut dense);
        assert_eq!(dense, [0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0, 0]);
    }
}
