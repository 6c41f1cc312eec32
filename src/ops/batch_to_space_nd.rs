//! BATCH_TO_SPACE_ND: images put together pixel by pixel from `block` times as many, then cropped. NHWC, or
//! without the width.
//!
//! Operands: the tensor of rank 3 or 4; the block's sides (int32, one for each spatial dimension); crops
//! `[spatial, 2]` (int32). Both may come from the graph. Values move unchanged; quantized input and output have
//! one scale and zero point. The inverse of SPACE_TO_BATCH_ND, which says which pixel goes where.
//!
//! Types: all with elements of 8 to 64 bits.
//! Source: `tflite/kernels/batch_to_space_nd.cc`, `internal/reference/batch_to_space_nd.h`.

use super::space_to_batch_nd::Blocks;
use super::support::strided;
use super::support::units::{Unit, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::arena::Io;
use crate::error::{Result, err};
use crate::plan::Prepare;
use ferrolite_kernels::reference::blocks::batch_to_space;
use ferrolite_kernels::reference::strided_copy::{Range, StridedCopy, strided_copy};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::BatchToSpaceNd, prepare).versions(4).operands(3..=3, 1..=1).types("all numbers, bool");

/// Collects into scratch, then crops.
struct Collected {
    collect: StridedCopy,
    crop: StridedCopy,
    unit: Unit,
    whole: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let Blocks { image, block, borders } = Blocks::checked(ctx, &input, &output, "crops")?;
    let images = block[0].checked_mul(block[1]).filter(|images| image.batch % images == 0);
    let images = images.ok_or_else(|| err!(BadShape, "{input}: the batch does not divide into blocks of {block:?}"))?;
    let too_large = || err!(LimitExceeded, "{input}: is too large in blocks of {block:?}");
    let mut sides = [image.height, image.width];
    let mut ranges = [Range { start: 0, stride: 1, count: image.batch / images }; 4];
    for (index, ((side, block), [before, after])) in sides.iter_mut().zip(block).zip(borders).enumerate() {
        *side = side.checked_mul(block).ok_or_else(too_large)?;
        let count = side.checked_sub(before).and_then(|rest| rest.checked_sub(after));
        let count = count.ok_or_else(|| err!(BadValue, "crops {before} and {after} exceed the {side} of a side"))?;
        ranges[index + 1] = Range { start: before, stride: 1, count };
    }
    ranges[3].count = image.channels;
    let shape = ranges.map(|range| range.count);
    ctx.set_output_shape(0, &Blocks::shape(&input, shape))?;
    let collect = batch_to_space(image, block).ok_or_else(too_large)?;
    if borders == [[0; 2]; 2] {
        return strided::prepare(ctx, 0, collect, "batch_to_space_nd_reference");
    }
    let whole = [image.batch / images, sides[0], sides[1], image.channels];
    let crop = StridedCopy::slice(&whole, &ranges).ok_or_else(too_large)?;
    let unit = Unit::of(&input)?;
    let bytes = collect.output_len().checked_mul(unit.bytes()).ok_or_else(too_large)?;
    let whole = ctx.scratch(bytes);
    Prepared::kernel("batch_to_space_nd_reference", Collected { collect, crop, unit, whole })
}

impl Kernel for Collected {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        with_unit!(self.unit, T => {
            let whole = scratch.get::<T>(self.whole)?;
            strided_copy(&self.collect, inputs.get(0)?, whole);
            strided_copy(&self.crop, whole, outputs.get(0)?);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::TensorType;
    use crate::plan::testing::OneOp;

    fn collected(block: &[i32], crops: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::BatchToSpaceNd)
            .input(TensorType::Int8, &[2, 2, 1])
            .vector(block)
            .constant(TensorType::Int32, &[1, 2], crops)
            .output(TensorType::Int8)
    }

    #[test]
    fn pixels_take_turns() {
        assert_eq!(collected(&[2], &[0, 0]).run::<i8, i8>(&[&[1, 2, 3, 4]]).unwrap(), [1, 3, 2, 4]);
        assert_eq!(collected(&[2], &[1, 1]).run::<i8, i8>(&[&[1, 2, 3, 4]]).unwrap(), [3, 2]);
        assert_eq!(collected(&[2], &[4, 0]).shape(), [1, 0, 1]);
    }

    #[test]
    fn bad_blocks_and_crops_are_refused() {
        assert_eq!(collected(&[0], &[0, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(collected(&[3], &[0, 0]).refusal(), ErrorKind::BadShape);
        assert_eq!(collected(&[2], &[3, 2]).refusal(), ErrorKind::BadValue);
        assert_eq!(collected(&[2], &[-1, 0]).refusal(), ErrorKind::BadValue);
    }
}
