//! RESIZE_NEAREST_NEIGHBOR over NHWC views.
//!
//! Source: `tflite/kernels/internal/reference/resize_nearest_neighbor.h`.

use crate::view::{View, ViewMut};

/// Where output samples lie in the input. Both may be set: nearest neighbour then rounds
/// `(index + 1/2) × scale`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SampleGrid {
    /// The corner pixels of input and output coincide, and positions are rounded, not cut.
    pub align_corners: bool,
    /// Pixels are areas: index `i` lies at `i + 1/2`.
    pub half_pixel_centers: bool,
}

/// One axis of the resize.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NearestAxis {
    scale: f32,
    offset: f32,
    round: bool,
    last: usize,
}

impl NearestAxis {
    pub(crate) fn new(grid: SampleGrid, input: usize, output: usize) -> Self {
        let scale = if grid.align_corners && output > 1 {
            (input.saturating_sub(1)) as f32 / (output - 1) as f32
        } else {
            input as f32 / output as f32
        };
        let offset = if grid.half_pixel_centers { 0.5 } else { 0.0 };
        Self { scale, offset, round: grid.align_corners, last: input.saturating_sub(1) }
    }

    /// The input index of output `index`, in `f32` as the reference computes it.
    pub(crate) fn source(&self, index: usize) -> usize {
        let position = (index as f32 + self.offset) * self.scale;
        // Positive, so the cast cuts as floor does.
        let position = if self.round { libm::roundf(position) } else { position };
        (position as usize).min(self.last)
    }
}

/// Copies the nearest input pixel to each output pixel. Batch and channels of the views are equal; an input
/// of no rows or columns goes with an empty output only.
pub fn resize_nearest<T: Copy>(grid: SampleGrid, input: &View<'_, T>, output: &mut ViewMut<'_, T>) {
    let (from, to) = (input.extents(), output.extents());
    let rows = NearestAxis::new(grid, from.height, to.height);
    let columns = NearestAxis::new(grid, from.width, to.width);
    for image in 0..to.batch {
        for y in 0..to.height {
            let row = rows.source(y);
            for x in 0..to.width {
                output.pixel(image, y, x).copy_from_slice(input.pixel(image, row, columns.source(x)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Nhwc;

    fn resized(align_corners: bool, half_pixel_centers: bool, width: usize) -> Vec<u8> {
        let input = [0u8, 1, 2, 3];
        let mut output = vec![9; width];
        let view = View::dense(&input, Nhwc::new(1, 1, 4, 1)).unwrap();
        let mut target = ViewMut::dense(&mut output, Nhwc::new(1, 1, width, 1)).unwrap();
        resize_nearest(SampleGrid { align_corners, half_pixel_centers }, &view, &mut target);
        output
    }

    #[test]
    fn grids_differ_in_where_they_sample() {
        assert_eq!(resized(false, false, 6), [0, 0, 1, 2, 2, 3]);
        assert_eq!(resized(true, false, 6), [0, 1, 1, 2, 2, 3]);
        assert_eq!(resized(false, true, 6), [0, 1, 1, 2, 3, 3]);
        assert_eq!(resized(false, true, 2), [1, 3]);
        assert_eq!(resized(true, true, 3), [1, 2, 3]);
        assert_eq!(resized(true, false, 1), [0]);
    }

    #[test]
    fn pixels_keep_their_channels() {
        let input = [1u16, 2, 3, 4];
        let mut output = [0u16; 16];
        let view = View::dense(&input, Nhwc::new(1, 2, 1, 2)).unwrap();
        let mut target = ViewMut::dense(&mut output, Nhwc::new(1, 4, 2, 2)).unwrap();
        resize_nearest(SampleGrid::default(), &view, &mut target);
        assert_eq!(output, [1, 2, 1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4, 3, 4]);
    }
}
