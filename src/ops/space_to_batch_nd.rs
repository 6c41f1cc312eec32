//! SPACE_TO_BATCH_ND: an image, padded, dealt out to `block` times as many images. NHWC, or without the width.
//!
//! Operands: the tensor of rank 3 or 4; the block's sides (int32, one for each spatial dimension); paddings
//! `[spatial, 2]` (int32). Both may come from the graph. The frame is 0, for elements of 8 and 16 bits the
//! output's zero point. Pixel (y, x) of a padded image goes to the batch `(y % block_y · block_x + x % block_x)
//! · images + image`. Values move unchanged; quantized input and output have one scale and zero point.
//!
//! Types: all with elements of 8 to 64 bits.
//! Source: `tflite/kernels/space_to_batch_nd.cc`, `internal/reference/space_to_batch_nd.h`.

use super::support::units::{Unit, one_of, same_quantization, same_type, whole_tensor, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use ferrolite_kernels::reference::blocks::space_to_batch;
use ferrolite_kernels::reference::pad::{Pad, PadDimension, pad};
use ferrolite_kernels::reference::strided_copy::{StridedCopy, strided_copy};
use ferrolite_kernels::view::Nhwc;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::SpaceToBatchNd, prepare).versions(4).operands(3..=3, 1..=1).types("all numbers, bool");

/// Pads into scratch, then deals out.
struct Dealt {
    pad: Pad,
    deal: StridedCopy,
    unit: Unit,
    frame: [u8; 8],
    padded: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let Blocks { image, block, borders } = Blocks::checked(ctx, &input, &output, "paddings")?;
    let dimensions = [
        PadDimension { before: 0, extent: image.batch, after: 0 },
        PadDimension { before: borders[0][0], extent: image.height, after: borders[0][1] },
        PadDimension { before: borders[1][0], extent: image.width, after: borders[1][1] },
        PadDimension { before: 0, extent: image.channels, after: 0 },
    ];
    let too_large = || err!(LimitExceeded, "{input}: is too large when padded");
    let height = dimensions[1].padded().ok_or_else(too_large)?;
    let width = dimensions[2].padded().ok_or_else(too_large)?;
    ensure!(
        height % block[0] == 0 && width % block[1] == 0,
        BadShape,
        "{input}: padded to {height} × {width} it does not divide into blocks of {block:?}"
    );
    let batch =
        image.batch.checked_mul(block[0]).and_then(|batch| batch.checked_mul(block[1])).ok_or_else(too_large)?;
    let shape = [batch, height / block[0], width / block[1], image.channels];
    ctx.set_output_shape(0, &Blocks::shape(&input, shape))?;
    let pad = Pad::new(&dimensions).ok_or_else(too_large)?;
    let padded = Nhwc::new(image.batch, height, width, image.channels);
    let deal = space_to_batch(padded, block).ok_or_else(too_large)?;
    let unit = Unit::of(&input)?;
    let mut frame = [0; 8];
    let zero = whole_tensor(&output).1;
    match unit {
        // The reference writes the low bytes of the zero point, whatever the type.
        Unit::One => frame[0] = zero as u8,
        Unit::Two => frame[..2].copy_from_slice(&(zero as u16).to_ne_bytes()),
        _ => {}
    }
    let bytes = pad.output_len().checked_mul(unit.bytes()).ok_or_else(too_large)?;
    let padded = ctx.scratch(bytes);
    Prepared::kernel("space_to_batch_nd_reference", Dealt { pad, deal, unit, frame, padded })
}

impl Kernel for Dealt {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        with_unit!(self.unit, T => {
            let padded = scratch.get::<T>(self.padded)?;
            let frame: T = self.frame.first_chunk().copied().unwrap_or_default();
            pad(&self.pad, inputs.get(0)?, frame, padded);
            strided_copy(&self.deal, padded, outputs.get(0)?);
        });
        Ok(())
    }
}

/// What SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND have in common, checked: a missing width counts as 1.
pub(super) struct Blocks {
    pub(super) image: Nhwc,
    /// Height and width of the block, at least 1.
    pub(super) block: [usize; 2],
    /// In front of and behind height and width.
    pub(super) borders: [[usize; 2]; 2],
}

impl Blocks {
    /// Checks types, ranks and values; `what` names the third operand.
    pub(super) fn checked(
        ctx: &mut Prepare<'_>,
        input: &Operand<'_>,
        output: &Operand<'_>,
        what: &str,
    ) -> Result<Self> {
        same_type(input, output)?;
        let unit = Unit::of(input)?;
        ensure!(unit != Unit::Nibble && unit != Unit::Sixteen, BadType, "{input}: elements must have 8 to 64 bits");
        if matches!(input.dtype, TensorType::Int8 | TensorType::UInt8 | TensorType::Int16) {
            same_quantization(input, output)?;
        }
        if input.dtype == TensorType::Int16 {
            ensure!(whole_tensor(input).1 == 0, BadQuantization, "{input}: the zero point of int16 must be 0");
        }
        let (image, spatial) = match *input.shape {
            [batch, height, channels] => (Nhwc::new(batch, height, 1, channels), 1),
            [batch, height, width, channels] => (Nhwc::new(batch, height, width, channels), 2),
            _ => return Err(err!(BadShape, "{input}: must have 3 or 4 dimensions")),
        };
        let (sides, pairs) = (ctx.input(1)?, ctx.input(2)?);
        one_of(&sides, &[TensorType::Int32])?;
        one_of(&pairs, &[TensorType::Int32])?;
        ensure!(sides.shape == [spatial], BadShape, "{sides}: the block must have the shape [{spatial}]");
        ensure!(pairs.shape == [spatial, 2], BadShape, "{pairs}: {what} must have the shape [{spatial}, 2]");
        let mut block = [1; 2];
        for (slot, side) in block.iter_mut().zip(ctx.index_values(1)?) {
            let positive = usize::try_from(side).ok().filter(|&side| side > 0);
            *slot = positive.ok_or_else(|| err!(BadValue, "a side of the block is {side}, must be at least 1"))?;
        }
        let mut borders = [[0; 2]; 2];
        for (slot, border) in borders.as_flattened_mut().iter_mut().zip(ctx.index_values(2)?) {
            *slot = usize::try_from(border).map_err(|_| err!(BadValue, "{what} hold {border}, must be at least 0"))?;
        }
        Ok(Self { image, block, borders })
    }

    /// The four extents in the rank of `input`.
    pub(super) fn shape(input: &Operand<'_>, [batch, height, width, channels]: [usize; 4]) -> Vec<usize> {
        if input.rank() == 3 { [batch, height, channels].to_vec() } else { [batch, height, width, channels].to_vec() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn dealt(block: &[i32], paddings: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::SpaceToBatchNd)
            .input(TensorType::Int8, &[1, 3, 1])
            .quantized(1.0, -9)
            .vector(block)
            .constant(TensorType::Int32, &[1, 2], paddings)
            .output(TensorType::Int8)
            .quantized(1.0, -9)
    }

    #[test]
    fn the_frame_is_the_zero_point() {
        let op = dealt(&[2], &[1, 0]);
        assert_eq!(op.run::<i8, i8>(&[&[1, 2, 3]]).unwrap(), [-9, 2, 1, 3]);
        assert_eq!(op.shape(), [2, 2, 1]);
    }

    #[test]
    fn bad_blocks_and_paddings_are_refused() {
        assert_eq!(dealt(&[0], &[1, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(dealt(&[-2], &[1, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(dealt(&[2], &[0, 0]).refusal(), ErrorKind::BadShape);
        assert_eq!(dealt(&[2], &[-1, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(dealt(&[2, 2], &[1, 0]).refusal(), ErrorKind::BadShape);
        assert_eq!(dealt(&[2], &[1, 0]).quantized(1.0, 0).refusal(), ErrorKind::BadQuantization);
        assert_eq!(dealt(&[1], &[i32::MAX, i32::MAX]).refusal(), ErrorKind::LimitExceeded);
    }
}
