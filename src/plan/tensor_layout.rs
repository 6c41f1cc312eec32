//! How a tensor's elements lie in its block of memory.

/// A tensor's rows in memory: how far apart they are and how much border surrounds each image.
///
/// Operators take and give dense tensors unless their `prepare` says otherwise, so every layout is
/// [`TensorLayout::dense`] until a kernel asks for a halo (rows longer than the width, filled with the zero
/// point) or writes into a wider tensor's rows (concatenation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TensorLayout {
    /// Pixels around each image, on every side.
    pub border: usize,
    /// Elements from the start of a row to the start of the next.
    pub row_stride: usize,
}

impl TensorLayout {
    /// The layout without gaps of an NHWC tensor with these rows.
    #[must_use]
    pub const fn dense(width: usize, channels: usize) -> Self {
        Self { border: 0, row_stride: width * channels }
    }

    /// Elements that a tensor of `batch` images with `height` rows takes; `None` on overflow.
    #[must_use]
    pub fn elements(self, batch: usize, height: usize) -> Option<usize> {
        let rows = height.checked_add(self.border.checked_mul(2)?)?;
        batch.checked_mul(rows)?.checked_mul(self.row_stride)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_adds_rows_and_wider_rows_add_stride() {
        assert_eq!(TensorLayout::dense(5, 3).elements(2, 4), Some(2 * 4 * 15));
        let halo = TensorLayout { border: 1, row_stride: 7 * 3 };
        assert_eq!(halo.elements(2, 4), Some(2 * 6 * 21));
        assert_eq!(halo.elements(usize::MAX, 4), None);
    }
}
