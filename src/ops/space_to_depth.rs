//! SPACE_TO_DEPTH: each block of pixels becomes one pixel with the channels of all, row by row. NHWC.
//!
//! Values move unchanged. Types: float32, int8, uint8, int32, int64.
//! Source: `tflite/kernels/space_to_depth.cc`, `internal/reference/space_to_depth.h`.

use super::support::options::options;
use super::support::strided;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::reference::blocks::space_to_depth;
use ferrolite_kernels::view::Nhwc;
use ferrolite_schema::BuiltinOperator;

/// The types that can be rearranged.
const TYPES: [TensorType; 5] =
    [TensorType::Float32, TensorType::Int8, TensorType::UInt8, TensorType::Int32, TensorType::Int64];

pub(super) const LISTED: &str = "float32, int8, uint8, int32, int64";

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::SpaceToDepth, prepare).versions(2).types(LISTED);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let block = options!(ctx, SpaceToDepthOptions)?.block_size;
    let (block, input, extents) = checked(ctx, block)?;
    let plan = space_to_depth(extents, block);
    let plan =
        plan.ok_or_else(|| err!(BadShape, "{input}: height and width must be multiples of the block {block}"))?;
    let Nhwc { batch, height, width, channels } = extents;
    // The plan exists, so the elements are as many as those of the input and no product overflows.
    ctx.set_output_shape(0, &[batch, height / block, width / block, block_channels(channels, block)?])?;
    strided::prepare(ctx, 0, plan, "space_to_depth_reference")
}

fn block_channels(channels: usize, block: usize) -> Result<usize> {
    let product = channels.checked_mul(block).and_then(|product| product.checked_mul(block));
    product.ok_or_else(|| err!(LimitExceeded, "{channels} channels in blocks of {block} are too many"))
}

/// Checks what SPACE_TO_DEPTH and DEPTH_TO_SPACE have in common: the block, types and rank.
pub(super) fn checked<'a>(ctx: &Prepare<'a>, block: i32) -> Result<(usize, Operand<'a>, Nhwc)> {
    let positive = usize::try_from(block).ok().filter(|&block| block > 0);
    let positive = positive.ok_or_else(|| err!(BadOption, "block_size is {block}, must be at least 1"))?;
    let input = ctx.input(0)?;
    one_of(&input, &TYPES)?;
    same_type(&input, &ctx.output(0)?)?;
    let &[batch, height, width, channels] = input.shape else {
        return Err(err!(BadShape, "{input}: must have 4 dimensions"));
    };
    ensure!(input.elements() < isize::MAX as usize, LimitExceeded, "{input}: is too large");
    Ok((positive, input, Nhwc { batch, height, width, channels }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, SpaceToDepthOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    #[test]
    fn blocks_must_be_positive_and_divide_the_image() {
        let deep = |block_size, shape: &[usize]| {
            let options = SpaceToDepthOptions { block_size };
            OneOp::new(BuiltinOperator::SpaceToDepth)
                .options(BuiltinOptions::SpaceToDepthOptions(Box::new(options)))
                .input(TensorType::Int8, shape)
                .output(TensorType::Int8)
        };
        assert_eq!(deep(2, &[1, 2, 4, 3]).shape(), [1, 1, 2, 12]);
        assert_eq!(deep(0, &[1, 2, 4, 3]).refusal(), ErrorKind::BadOption);
        assert_eq!(deep(-2, &[1, 2, 4, 3]).refusal(), ErrorKind::BadOption);
        assert_eq!(deep(3, &[1, 2, 4, 3]).refusal(), ErrorKind::BadShape);
        assert_eq!(deep(2, &[2, 4, 3]).refusal(), ErrorKind::BadShape);
        assert_eq!(deep(i32::MAX, &[1, 0, 0, 3]).refusal(), ErrorKind::LimitExceeded);
    }
}
