//! Bands: a tensor joined from parts along one axis, the kernel of CONCATENATION, PACK, SPLIT, SPLIT_V and
//! UNPACK.
//!
//! Seen from the axis a tensor is a matrix: one row for each index in front of the axis, and in each row the
//! axis and everything behind it, contiguous. A part is a band of columns of that matrix.
//!
//! Facts: `tflite/kernels/internal/reference/concatenation.h`, `reference_ops.h` (`Split`, `Pack`,
//! `Unpack`). Values move unchanged, but for uint8 CONCATENATION between different quantizations:
//! [`rescale_table`].

use super::lut::ByteTable;
use super::short_runs;
use crate::math::round_f32;

/// Where one part lies in the joined tensor, in elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    rows: usize,
    /// Length of a row of the joined tensor.
    row: usize,
    /// First column of the part.
    offset: usize,
    /// Length of a row of the part.
    width: usize,
}

impl Band {
    /// The band of `rows` rows that takes the columns from `offset` to `offset + width` of rows of length
    /// `row`. `None` when it does not fit in them.
    #[must_use]
    pub fn new(rows: usize, row: usize, offset: usize, width: usize) -> Option<Self> {
        rows.checked_mul(row)?;
        (offset.checked_add(width)? <= row).then_some(Self { rows, row, offset, width })
    }

    /// Rows of the joined tensor, and the elements of each there and in the part.
    #[must_use]
    pub fn extents(&self) -> (usize, usize, usize) {
        (self.rows, self.row, self.width)
    }

    /// The band of so many of the rows.
    #[must_use]
    pub fn of_rows(&self, rows: usize) -> Self {
        Self { rows, ..*self }
    }

    /// Copies `part` into its band of `joined`.
    pub fn insert<T: Copy>(&self, part: &[T], joined: &mut [T]) {
        debug_assert!(joined.len() == self.rows * self.row && part.len() == self.rows * self.width);
        short_runs::scatter(part, self.width, joined, (self.offset, self.row));
    }

    /// Writes `part` into its band of `joined`, row by row through `map`.
    pub fn insert_mapped(&self, part: &[u8], joined: &mut [u8], map: impl Fn(&[u8], &mut [u8])) {
        self.pairs_mut(part, joined).for_each(|(from, to)| map(from, to));
    }

    /// Copies the band of `joined` into `part`.
    pub fn extract<T: Copy>(&self, joined: &[T], part: &mut [T]) {
        debug_assert!(joined.len() == self.rows * self.row && part.len() == self.rows * self.width);
        // No more elements than a slice has, so it fits.
        short_runs::gather(joined, (self.offset, self.row as isize), self.width, part);
    }

    /// The rows of `part`, each with its place in `joined`.
    fn pairs_mut<'a, T>(
        &self,
        part: &'a [T],
        joined: &'a mut [T],
    ) -> impl Iterator<Item = (&'a [T], &'a mut [T])> + use<'a, T> {
        debug_assert!(joined.len() == self.rows * self.row && part.len() == self.rows * self.width);
        let Self { row, offset, width, .. } = *self;
        // An empty part has no rows to hand out, and `chunks_exact` refuses a length of 0.
        let part = if width == 0 { &[] } else { part };
        let places = joined.chunks_exact_mut(row.max(1)).map(move |line| &mut line[offset..offset + width]);
        part.chunks_exact(width.max(1)).zip(places)
    }
}

/// What uint8 CONCATENATION does to the values of an input whose quantization is not the output's:
/// `round(q × s + b) + zero_point`, ties away from zero, clamped to a byte, with `s = input_scale × (1 /
/// output_scale)` and `b = −input_zero_point × s`, all in `f32` (`ConcatenationWithScaling`).
///
/// `None` where both quantizations are equal: then the bytes are copied.
#[must_use]
pub fn rescale_table(
    input_scale: f32,
    input_zero_point: i32,
    output_scale: f32,
    output_zero_point: i32,
) -> Option<ByteTable> {
    if input_scale == output_scale && input_zero_point == output_zero_point {
        return None;
    }
    let scale = input_scale * (1.0 / output_scale);
    let bias = input_zero_point.wrapping_neg() as f32 * scale;
    Some(ByteTable::from_entries(core::array::from_fn(|value| {
        let steps = round_f32(value as f32 * scale + bias) as i32;
        steps.saturating_add(output_zero_point).clamp(0, 255) as u8
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_row_by_row_and_taken_apart_again() {
        let (left, right) = ([1u16, 2, 3, 4], [5u16, 6]);
        let bands = [Band::new(2, 3, 0, 2).unwrap(), Band::new(2, 3, 2, 1).unwrap()];
        let mut joined = [0; 6];
        bands[0].insert(&left, &mut joined);
        bands[1].insert(&right, &mut joined);
        assert_eq!(joined, [1, 2, 5, 3, 4, 6]);
        let mut back = [0; 4];
        bands[0].extract(&joined, &mut back);
        assert_eq!(back, left);
    }

    #[test]
    fn empty_parts_and_rows_leave_the_rest_alone() {
        let mut joined = [7u8; 4];
        Band::new(2, 2, 1, 0).unwrap().insert(&[], &mut joined);
        assert_eq!(joined, [7; 4]);
        Band::new(0, 2, 0, 2).unwrap().insert(&[], &mut [0u8; 0]);
        Band::new(3, 0, 0, 0).unwrap().insert(&[], &mut [0u8; 0]);
        Band::new(3, 0, 0, 0).unwrap().extract::<u8>(&[], &mut []);
        Band::new(2, 2, 2, 0).unwrap().extract(&joined, &mut []);
    }

    #[test]
    fn bands_outside_their_rows_are_refused() {
        assert!(Band::new(2, 3, 2, 2).is_none());
        assert!(Band::new(2, 3, usize::MAX, 2).is_none());
        assert!(Band::new(usize::MAX, 3, 0, 1).is_none());
    }

    #[test]
    fn rescaling_rounds_ties_away_and_clamps() {
        assert_eq!(rescale_table(0.5, 3, 0.5, 3), None);
        // Half as fine: 3 → 1.5 rounds to 2; the zero point moves from 0 to 10.
        let entries = |table: Option<ByteTable>| *table.unwrap().entries();
        let table = entries(rescale_table(0.5, 0, 1.0, 10));
        assert_eq!((table[0], table[2], table[3], table[255]), (10, 11, 12, 138));
        let table = entries(rescale_table(2.0, 128, 1.0, 128));
        assert_eq!((table[0], table[127], table[128], table[255]), (0, 126, 128, 255));
        // An absurd ratio saturates instead of wrapping.
        assert_eq!(entries(rescale_table(1e10, 0, 1e-10, 0))[255], 255);
    }

    #[test]
    fn mapped_parts_are_joined_row_by_row() {
        let mut joined = [0u8; 4];
        Band::new(2, 2, 1, 1).unwrap().insert_mapped(&[1, 2], &mut joined, |from, to| to[0] = 255 - from[0]);
        assert_eq!(joined, [0, 254, 0, 253]);
    }
}
