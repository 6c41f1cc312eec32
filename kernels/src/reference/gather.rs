//! GATHER: rows of a tensor picked by indices.
//!
//! Source: `tflite/kernels/gather.cc` and `internal/reference/gather.h`.

/// The tensors around the axis, all element counts: the input is `batch × outer × axis × inner`, the indices
/// are `batch × indices`, the output is `batch × outer × indices × inner`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatherGeometry {
    /// Product of the batch dimensions, which input and indices share.
    pub batch: usize,
    /// Product of the input's dimensions between the batch and the axis.
    pub outer: usize,
    /// The axis.
    pub axis: usize,
    /// Product of the input's dimensions after the axis. A caller that moves bytes counts bytes here.
    pub inner: usize,
    /// Indices of one batch.
    pub indices: usize,
}

/// An index outside the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexOutOfRange {
    /// Where in the tensor of indices.
    pub position: usize,
    /// The index.
    pub index: i64,
}

/// Copies the indexed rows.
///
/// # Errors
/// The first index that is negative or not below the axis; the output is then untouched. Like the reference,
/// an input with nothing outside the axis only refuses negative indices.
pub fn gather<T: Copy, I: Copy + Into<i64>>(
    geometry: GatherGeometry,
    input: &[T],
    indices: &[I],
    output: &mut [T],
) -> Result<(), IndexOutOfRange> {
    let GatherGeometry { batch, outer, axis, inner, indices: count } = geometry;
    let limit = if outer == 0 { i64::MAX } else { i64::try_from(axis).unwrap_or(i64::MAX) };
    for (position, &index) in indices.iter().enumerate() {
        let index = index.into();
        if !(0..limit).contains(&index) {
            return Err(IndexOutOfRange { position, index });
        }
    }
    if batch == 0 || outer == 0 || count == 0 || inner == 0 {
        return Ok(());
    }
    let planes = input.chunks_exact(axis * inner).zip(output.chunks_exact_mut(count * inner));
    for (plane, (source, target)) in planes.enumerate() {
        let first = plane / outer * count;
        for (row, &index) in target.chunks_exact_mut(inner).zip(&indices[first..first + count]) {
            // In 0..axis, checked above.
            let start = index.into() as usize * inner;
            row.copy_from_slice(&source[start..start + inner]);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_axis_are_copied_for_every_outer_plane() {
        let geometry = GatherGeometry { batch: 1, outer: 2, axis: 3, inner: 2, indices: 2 };
        let input: Vec<u8> = (0..12).collect();
        let mut output = [0; 8];
        gather(geometry, &input, &[2i16, 0], &mut output).unwrap();
        assert_eq!(output, [4, 5, 0, 1, 10, 11, 6, 7]);
    }

    #[test]
    fn every_batch_has_its_own_indices() {
        let geometry = GatherGeometry { batch: 2, outer: 1, axis: 3, inner: 1, indices: 2 };
        let mut output = [0; 4];
        gather(geometry, &[1, 2, 3, 4, 5, 6], &[0i64, 1, 2, 2], &mut output).unwrap();
        assert_eq!(output, [1, 2, 6, 6]);
    }

    #[test]
    fn indices_outside_the_axis_are_refused() {
        let geometry = GatherGeometry { batch: 1, outer: 1, axis: 3, inner: 1, indices: 2 };
        for bad in [-1, 3, i64::MAX, i64::MIN] {
            let error = gather(geometry, &[1, 2, 3], &[0, bad], &mut [0; 2]).unwrap_err();
            assert_eq!(error, IndexOutOfRange { position: 1, index: bad });
        }
    }

    #[test]
    fn nothing_to_pick_from_is_an_error_only_if_something_is_picked() {
        let empty = GatherGeometry { batch: 1, outer: 0, axis: 3, inner: 1, indices: 1 };
        assert!(gather::<u8, i32>(empty, &[], &[7], &mut []).is_ok());
        let no_rows = GatherGeometry { batch: 1, outer: 1, axis: 0, inner: 1, indices: 1 };
        assert!(gather::<u8, i32>(no_rows, &[], &[0], &mut [0]).is_err());
    }
}
