//! The rearrangements between space, depth and batch, as plans of a [`StridedCopy`].
//!
//! Facts: `tflite/kernels/internal/reference/{space_to_depth,depth_to_space,space_to_batch_nd,
//! batch_to_space_nd}.h`. All images are NHWC; a block of `height × width` pixels becomes depth (row by row)
//! or batch (block index slowest, image fastest). Padding and cropping are not part of these plans: the ops
//! pad before, or slice after.

use super::strided_copy::{Step, StridedCopy};
use crate::view::Nhwc;

/// A step of `count`, `stride` elements apart.
fn step(count: usize, stride: usize) -> Option<Step> {
    Some(Step { count, stride: isize::try_from(stride).ok()? })
}

/// `factors` multiplied, `None` on overflow.
fn product<const N: usize>(factors: [usize; N]) -> Option<usize> {
    factors.into_iter().try_fold(1usize, usize::checked_mul)
}

/// SPACE_TO_DEPTH: `input` to `[batch, height / block, width / block, channels · block²]`. `None` unless
/// `block` is positive and divides both sides.
#[must_use]
pub fn space_to_depth(input: Nhwc, block: usize) -> Option<StridedCopy> {
    let Nhwc { batch, height, width, channels } = input;
    if block == 0 || height % block != 0 || width % block != 0 {
        return None;
    }
    let row = product([width, channels])?;
    let steps = [
        step(batch, product([height, row])?)?,
        step(height / block, product([block, row])?)?,
        step(width / block, product([block, channels])?)?,
        step(block, row)?,
        step(block, channels)?,
        step(channels, 1)?,
    ];
    StridedCopy::new(input.elements()?, 0, steps)
}

/// DEPTH_TO_SPACE: `input` to `[batch, height · block, width · block, channels / block²]`. `None` unless
/// `block` is positive and its square divides the channels.
#[must_use]
pub fn depth_to_space(input: Nhwc, block: usize) -> Option<StridedCopy> {
    let Nhwc { batch, height, width, channels } = input;
    let square = product([block, block])?;
    if square == 0 || channels % square != 0 {
        return None;
    }
    let depth = channels / square;
    let row = product([width, channels])?;
    let steps = [
        step(batch, product([height, row])?)?,
        step(height, row)?,
        step(block, product([block, depth])?)?,
        step(width, channels)?,
        step(block, depth)?,
        step(depth, 1)?,
    ];
    StridedCopy::new(input.elements()?, 0, steps)
}

/// SPACE_TO_BATCH_ND of an `input` that is already padded: to `[batch · block_height · block_width,
/// height / block_height, width / block_width, channels]`. `None` unless the block's sides are positive and
/// divide the image's.
#[must_use]
pub fn space_to_batch(input: Nhwc, [block_height, block_width]: [usize; 2]) -> Option<StridedCopy> {
    let Nhwc { batch, height, width, channels } = input;
    if block_height == 0 || block_width == 0 || height % block_height != 0 || width % block_width != 0 {
        return None;
    }
    let row = product([width, channels])?;
    let steps = [
        step(block_height, row)?,
        step(block_width, channels)?,
        step(batch, product([height, row])?)?,
        step(height / block_height, product([block_height, row])?)?,
        step(width / block_width, product([block_width, channels])?)?,
        step(channels, 1)?,
    ];
    StridedCopy::new(input.elements()?, 0, steps)
}

/// BATCH_TO_SPACE_ND before cropping: `input` to `[batch / (block_height · block_width),
/// height · block_height, width · block_width, channels]`. `None` unless the block's sides are positive and
/// their product divides the batch.
#[must_use]
pub fn batch_to_space(input: Nhwc, [block_height, block_width]: [usize; 2]) -> Option<StridedCopy> {
    let Nhwc { batch, height, width, channels } = input;
    let images = product([block_height, block_width])?;
    if images == 0 || batch % images != 0 {
        return None;
    }
    let row = product([width, channels])?;
    let image = product([height, row])?;
    let shift = product([batch / images, image])?;
    let steps = [
        step(batch / images, image)?,
        step(height, row)?,
        step(block_height, product([block_width, shift])?)?,
        step(width, channels)?,
        step(block_width, shift)?,
        step(channels, 1)?,
    ];
    StridedCopy::new(input.elements()?, 0, steps)
}

#[cfg(test)]
mod tests {
    use super::super::strided_copy::strided_copy;
    use super::*;
    use std::vec::Vec;

    fn copied(plan: &StridedCopy, source: &[u16]) -> Vec<u16> {
        let mut output = vec![0; plan.output_len()];
        strided_copy(plan, source, &mut output);
        output
    }

    fn image(extents: Nhwc) -> Vec<u16> {
        (0..extents.elements().unwrap() as u16).collect()
    }

    #[test]
    fn a_block_of_pixels_becomes_the_channels_row_by_row() {
        let plan = space_to_depth(Nhwc::new(1, 2, 4, 1), 2).unwrap();
        assert_eq!(copied(&plan, &image(Nhwc::new(1, 2, 4, 1))), [0, 1, 4, 5, 2, 3, 6, 7]);
    }

    #[test]
    fn depth_to_space_undoes_space_to_depth() {
        let extents = Nhwc::new(2, 6, 9, 4);
        let deep = copied(&space_to_depth(extents, 3).unwrap(), &image(extents));
        let back = copied(&depth_to_space(Nhwc::new(2, 2, 3, 36), 3).unwrap(), &deep);
        assert_eq!(back, image(extents));
    }

    #[test]
    fn the_block_index_is_the_slow_half_of_the_batch() {
        let extents = Nhwc::new(2, 1, 4, 1);
        let plan = space_to_batch(extents, [1, 2]).unwrap();
        assert_eq!(copied(&plan, &image(extents)), [0, 2, 4, 6, 1, 3, 5, 7]);
    }

    #[test]
    fn batch_to_space_undoes_space_to_batch() {
        let extents = Nhwc::new(2, 6, 4, 3);
        let batches = copied(&space_to_batch(extents, [3, 2]).unwrap(), &image(extents));
        let back = copied(&batch_to_space(Nhwc::new(12, 2, 2, 3), [3, 2]).unwrap(), &batches);
        assert_eq!(back, image(extents));
    }

    #[test]
    fn zero_blocks_and_uneven_divisions_are_refused() {
        let extents = Nhwc::new(2, 6, 4, 3);
        assert!(space_to_depth(extents, 0).is_none() && space_to_depth(extents, 3).is_none());
        assert!(depth_to_space(extents, 0).is_none() && depth_to_space(extents, 2).is_none());
        assert!(depth_to_space(extents, usize::MAX).is_none());
        assert!(space_to_batch(extents, [0, 1]).is_none() && space_to_batch(extents, [1, 3]).is_none());
        assert!(batch_to_space(extents, [0, 1]).is_none() && batch_to_space(extents, [3, 1]).is_none());
    }
}
