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
