//! NON_MAX_SUPPRESSION_V4 and _V5: boxes by falling score, each only if it does not overlap one taken before.
//!
//! Operands: boxes `[n, 4]` as `y1, x1, y2, x2` of any orientation, scores `[n]`, how many boxes to take at most
//! (int32 scalar, may come from the graph), the overlap that suppresses and the score to exceed (float32
//! scalars); V5 also a sigma, with which overlap lowers scores. Outputs: the numbers of the boxes taken (int32),
//! for V5 their scores, each padded with zeros to the most that there may be, and how many were taken (int32
//! scalar). A box that was taken is in the queue again, as in the reference, and falls to itself unless the
//! threshold is above 1.
//!
//! Types: float32. Source: `tflite/kernels/non_max_suppression.cc`, `internal/reference/non_max_suppression.h`.

use super::support::units::one_of;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Inputs, Io};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::reference::non_max_suppression::{Slot, Thresholds, non_max_suppression};
use ferrolite_schema::BuiltinOperator;

pub(super) const V4: OpDef =
    OpDef::new(BuiltinOperator::NonMaxSuppressionV4, |ctx| prepare(ctx, false)).operands(5..=5, 2..=2).types("float32");
pub(super) const V5: OpDef =
    OpDef::new(BuiltinOperator::NonMaxSuppressionV5, |ctx| prepare(ctx, true)).operands(6..=6, 3..=3).types("float32");

struct Suppression {
    soft: bool,
    queue: usize,
    /// Scratch for the scores that V5 writes.
    boxes: usize,
}

fn prepare(ctx: &mut Prepare<'_>, soft: bool) -> Result<Prepared> {
    let (boxes, scores, most) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    for operand in [&boxes, &scores] {
        one_of(operand, &[TensorType::Float32])?;
    }
    let &[count, 4] = boxes.shape else { return Err(err!(BadShape, "{boxes}: must have the shape [n, 4]")) };
    ensure!(scores.shape == [count], BadShape, "{scores}: must have a score for each of {boxes}");
    ensure!(i32::try_from(count).is_ok(), LimitExceeded, "{boxes}: too many boxes");
    one_of(&most, &[TensorType::Int32])?;
    ensure!(most.rank() == 0, BadShape, "{most}: must be a scalar");
    for position in 3..if soft { 6 } else { 5 } {
        let threshold = ctx.input(position)?;
        one_of(&threshold, &[TensorType::Float32])?;
        ensure!(threshold.rank() == 0, BadShape, "{threshold}: must be a scalar");
    }
    let most = ctx.index_values(2)?.first().and_then(|&most| usize::try_from(most).ok());
    let most = most.ok_or_else(|| err!(BadValue, "the number of boxes to take must be at least 0"))?;
    let taken = if soft { 2 } else { 1 };
    one_of(&ctx.output(0)?, &[TensorType::Int32])?;
    ctx.set_output_shape(0, &[most])?;
    if soft {
        one_of(&ctx.output(1)?, &[TensorType::Float32])?;
        ctx.set_output_shape(1, &[most])?;
    }
    one_of(&ctx.output(taken)?, &[TensorType::Int32])?;
    ctx.set_output_shape(taken, &[])?;
    // Every box may be compared with every one that was taken.
    ctx.set_work((count as u64).saturating_mul(most.min(count) as u64).saturating_add(most as u64));
    let bytes = count.checked_mul(size_of::<Slot>()).ok_or_else(|| err!(LimitExceeded, "{boxes}: too many boxes"))?;
    let queue = ctx.scratch(bytes);
    let selected = ctx.scratch(most.checked_mul(4).ok_or_else(|| err!(LimitExceeded, "too many boxes to take"))?);
    Prepared::kernel("non_max_suppression_reference", Suppression { soft, queue, boxes: selected })
}

fn scalar(inputs: &Inputs<'_>, position: usize) -> Result<f32> {
    inputs.get::<f32>(position)?.first().copied().ok_or_else(|| err!(Internal, "a threshold is missing"))
}

impl Kernel for Suppression {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let sigma = if self.soft { scalar(&inputs, 5)? } else { 0.0 };
        // NaN lowers nothing, as in the reference.
        ensure!(sigma >= 0.0 || sigma.is_nan(), BadValue, "sigma is {sigma}, must be at least 0");
        let thresholds = Thresholds { overlap: scalar(&inputs, 3)?, score: scalar(&inputs, 4)?, sigma };
        let (boxes, scores) = (inputs.get::<[f32; 4]>(0)?, inputs.get::<f32>(1)?);
        let (queue, kept) = scratch.two::<Slot, f32>(self.queue, self.boxes)?;
        let taken = non_max_suppression(boxes, scores, thresholds, queue, outputs.get(0)?, Some(&mut *kept));
        if self.soft {
            outputs.get::<f32>(1)?.copy_from_slice(kept);
        }
        outputs.get::<i32>(if self.soft { 2 } else { 1 })?.fill(i32::try_from(taken).unwrap_or(i32::MAX));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn suppression(boxes: &[usize], most: i32) -> OneOp {
        OneOp::new(BuiltinOperator::NonMaxSuppressionV4)
            .constant(TensorType::Float32, boxes, &[0f32; 8])
            .input(TensorType::Float32, &[2])
            .constant(TensorType::Int32, &[], &[most])
            .constant(TensorType::Float32, &[], &[0.5f32])
            .constant(TensorType::Float32, &[], &[0.0f32])
            .output(TensorType::Int32)
            .output(TensorType::Int32)
    }

    #[test]
    fn boxes_without_area_overlap_nothing() {
        assert_eq!(suppression(&[2, 4], 3).run::<f32, i32>(&[&[0.1, 0.2]]).unwrap(), [1, 1, 0]);
    }

    #[test]
    fn counts_and_shapes_are_checked() {
        assert_eq!(suppression(&[2, 4], -1).refusal(), ErrorKind::BadValue);
        assert_eq!(suppression(&[4, 2], 1).refusal(), ErrorKind::BadShape);
        assert_eq!(suppression(&[2, 4], i32::MAX).refusal(), ErrorKind::LimitExceeded);
    }
}
