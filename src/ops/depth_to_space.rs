//! DEPTH_TO_SPACE: each pixel's channels become a block of pixels, row by row. NHWC.
//!
//! Values move unchanged. Types: float32, int8, uint8, int32, int64.
//! Source: `tflite/kernels/depth_to_space.cc`, `internal/reference/depth_to_space.h`.

use super::space_to_depth::{LISTED, checked};
use super::support::options::options;
use super::support::strided;
use super::{OpDef, Prepared};
use crate::error::{Result, err};
use crate::plan::Prepare;
use ferrolite_kernels::reference::blocks::depth_to_space;
use ferrolite_kernels::view::Nhwc;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::DepthToSpace, prepare).versions(2).types(LISTED);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let block = options!(ctx, DepthToSpaceOptions)?.block_size;
    let (block, input, extents) = checked(ctx, block)?;
    let plan = depth_to_space(extents, block);
    let plan =
        plan.ok_or_else(|| err!(BadShape, "{input}: channels must be a multiple of the block {block} squared"))?;
    let Nhwc { batch, height, width, channels } = extents;
    let side = |extent: usize| {
        extent.checked_mul(block).ok_or_else(|| err!(LimitExceeded, "{input}: is too large in blocks of {block}"))
    };
    // The plan exists, so the square of the block divides the channels.
    ctx.set_output_shape(0, &[batch, side(height)?, side(width)?, channels / (block * block)])?;
    strided::prepare(ctx, 0, plan, "depth_to_space_reference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::TensorType;
    use crate::model::schema::{BuiltinOptions, DepthToSpaceOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    #[test]
    fn blocks_must_be_positive_and_divide_the_channels() {
        let flat = |block_size, shape: &[usize]| {
            let options = DepthToSpaceOptions { block_size };
            OneOp::new(BuiltinOperator::DepthToSpace)
                .options(BuiltinOptions::DepthToSpaceOptions(Box::new(options)))
                .input(TensorType::Int8, shape)
                .output(TensorType::Int8)
        };
        assert_eq!(flat(2, &[1, 1, 2, 12]).shape(), [1, 2, 4, 3]);
        assert_eq!(flat(0, &[1, 1, 2, 12]).refusal(), ErrorKind::BadOption);
        assert_eq!(flat(5, &[1, 1, 2, 12]).refusal(), ErrorKind::BadShape);
        assert_eq!(flat(i32::MAX, &[1, 1, 2, 0]).refusal(), ErrorKind::LimitExceeded);
    }
}
