//! STABLEHLO_PAD: padding in front of, behind and between the elements of each dimension; negative padding crops.
//!
//! Operands: the tensor, the padding's one element. Types: any of 8 to 128 bits. Version 1. Rank 1 to 8. Where a dimension
//! would not be positive, all become 0, as in the reference. Source: `tflite/kernels/stablehlo_pad.cc`.

use super::support::units::{Unit, same_type, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::model::schema::BuiltinOptions2;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::box_copy::{BoxCopy, Side};

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::StablehloPad, prepare).operands(2..=2, 1..=1).types("any of 8 to 128 bits");

/// What is kept of a dimension, and where it goes.
#[derive(Clone, Copy)]
struct Kept {
    /// Extent of the output.
    padded: i64,
    /// The first input index that is kept, and how many.
    first: i64,
    count: i64,
    /// Where the first one goes, and how far apart they are.
    start: i64,
    step: i64,
}

struct Padding {
    copy: BoxCopy,
    source: usize,
    target: usize,
    unit: Unit,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, value) = (ctx.input(0)?, ctx.input(1)?);
    same_type(&input, &value)?;
    same_type(&input, &ctx.output(0)?)?;
    let unit = Unit::of(&input)?;
    ensure!(unit != Unit::Nibble, BadType, "{input}: elements must have 8 bits or more");
    ensure!(value.elements() == 1, BadShape, "{value}: the padding must be one element");
    ensure!((1..=8).contains(&input.rank()), BadShape, "{input}: must have one to eight dimensions");
    let Some(BuiltinOptions2::StablehloPadOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StablehloPadOptions"));
    };
    let amounts = |list: &'_ Option<Vec<i64>>, name: &str| {
        let amounts = list.clone().unwrap_or_default();
        ensure!(amounts.len() == input.rank(), BadOption, "{name} must have {} elements", input.rank());
        Ok(amounts)
    };
    let low = amounts(&options.edge_padding_low, "edge_padding_low")?;
    let high = amounts(&options.edge_padding_high, "edge_padding_high")?;
    let interior = amounts(&options.interior_padding, "interior_padding")?;
    let paddings = low.into_iter().zip(high).zip(interior);
    let kept = |(&extent, ((low, high), interior)): (&usize, ((i64, i64), i64))| {
        ensure!(interior >= 0, BadOption, "interior padding {interior} must not be negative");
        keep(extent, low, high, interior).ok_or_else(|| err!(LimitExceeded, "{input}: is too large when padded"))
    };
    let dimensions = input.shape.iter().zip(paddings).map(kept).collect::<Result<Vec<Kept>>>()?;
    let vanishes = dimensions.iter().any(|dimension| dimension.padded <= 0);
    let extent = |dimension: &Kept| if vanishes { 0 } else { usize::try_from(dimension.padded).unwrap_or(usize::MAX) };
    let shape: Vec<usize> = dimensions.iter().map(extent).collect();
    ctx.set_output_shape(0, &shape)?;
    let kernel = if vanishes {
        let copy = BoxCopy::new([Side::default()]).ok_or_else(|| err!(Internal, "no empty box"))?;
        Padding { copy, source: 0, target: 0, unit }
    } else {
        place(&dimensions, input.shape, &shape, unit).ok_or_else(|| err!(Internal, "{input}: the padding overflows"))?
    };
    Prepared::kernel("stablehlo_pad_reference", kernel)
}

/// What is left of a dimension, `None` on overflow.
fn keep(extent: usize, low: i64, high: i64, interior: i64) -> Option<Kept> {
    let extent = i64::try_from(extent).ok()?;
    let step = interior.checked_add(1)?;
    let spread = extent.checked_add((extent - 1).max(0).checked_mul(interior)?)?;
    let padded = spread.checked_add(low)?.checked_add(high)?;
    // The indices whose places low + index · step lie in 0..padded.
    let first = low.checked_neg()?.max(0).checked_add(interior)? / step;
    let end = if padded > low { (padded.checked_sub(low)?.checked_sub(1)? / step).checked_add(1)? } else { 0 };
    let count = end.min(extent).checked_sub(first)?.max(0);
    Some(Kept { padded, first, count, start: low.checked_add(first.checked_mul(step)?)?, step })
}

/// The copy of what is kept.
fn place(dimensions: &[Kept], input: &[usize], output: &[usize], unit: Unit) -> Option<Padding> {
    let (mut source_stride, mut target_stride) = (1usize, 1usize);
    let (mut source, mut target) = (0usize, 0usize);
    let mut sides = Vec::with_capacity(dimensions.len());
    let nothing = dimensions.iter().any(|dimension| dimension.count == 0);
    for ((dimension, &from), &to) in dimensions.iter().zip(input).zip(output).rev() {
        let step = usize::try_from(dimension.step).ok()?;
        sides.push(Side {
            count: usize::try_from(dimension.count).ok()?,
            source: source_stride,
            // A single element may have a step beyond the output.
            target: if dimension.count > 1 { target_stride.checked_mul(step)? } else { 0 },
        });
        if !nothing {
            source = source.checked_add(usize::try_from(dimension.first).ok()?.checked_mul(source_stride)?)?;
            target = target.checked_add(usize::try_from(dimension.start).ok()?.checked_mul(target_stride)?)?;
        }
        source_stride = source_stride.checked_mul(from)?;
        target_stride = target_stride.checked_mul(to)?;
    }
    Some(Padding { copy: BoxCopy::new(sides.into_iter().rev())?, source, target, unit })
}

impl Kernel for Padding {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        with_unit!(self.unit, T => {
            let value: T = *inputs.get(1)?.first().ok_or_else(|| err!(Internal, "the padding is missing"))?;
            let output: &mut [T] = outputs.get(0)?;
            output.fill(value);
            self.copy.copy(inputs.get(0)?, self.source, output, self.target);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::TensorType;
    use crate::model::schema::StablehloPadOptions;
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(shape: &[usize], low: &[i64], high: &[i64], interior: &[i64]) -> OneOp {
        let options = StablehloPadOptions {
            edge_padding_low: Some(low.to_vec()),
            edge_padding_high: Some(high.to_vec()),
            interior_padding: Some(interior.to_vec()),
        };
        OneOp::new(BuiltinOperator::StablehloPad)
            .options_2(BuiltinOptions2::StablehloPadOptions(Box::new(options)))
            .input(TensorType::Int8, shape)
            .constant(TensorType::Int8, &[], &[0i8])
            .output(TensorType::Int8)
    }

    #[test]
    fn padding_may_be_inside_and_negative() {
        let run = |low, high, interior| op(&[3], &[low], &[high], &[interior]).run::<i8, i8>(&[&[1, 2, 3]]).unwrap();
        assert_eq!(run(1, 2, 0), [0, 1, 2, 3, 0, 0]);
        assert_eq!(run(0, 0, 1), [1, 0, 2, 0, 3]);
        assert_eq!(run(-1, 0, 1), [0, 2, 0, 3]);
        assert_eq!(run(-2, -1, 1), [2, 0]);
        assert_eq!(run(-2, 4, 0), [3, 0, 0, 0, 0]);
        assert_eq!(run(-4, 4, 0), [0, 0, 0]);
        assert_eq!(run(5, -6, 0), [0, 0]);
        assert!(run(-4, 0, 0).is_empty());
    }

    #[test]
    fn several_dimensions() {
        let op = op(&[2, 2], &[0, 1], &[1, 0], &[0, 1]);
        assert_eq!(op.run::<i8, i8>(&[&[1, 2, 3, 4]]).unwrap(), [0, 1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0]);
        assert_eq!(self::op(&[2, 2], &[0, -9], &[1, 0], &[0, 0]).shape(), [0, 0]);
    }

    #[test]
    fn options_are_checked() {
        assert_eq!(op(&[3], &[0], &[0], &[-1]).refusal(), ErrorKind::BadOption);
        assert_eq!(op(&[3], &[0, 0], &[0], &[0]).refusal(), ErrorKind::BadOption);
        assert_eq!(op(&[], &[], &[], &[]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(&[3], &[0], &[0], &[i64::MAX]).refusal(), ErrorKind::LimitExceeded);
        assert_eq!(op(&[3], &[1 << 40], &[0], &[0]).refusal(), ErrorKind::LimitExceeded);
        let bare = OneOp::new(BuiltinOperator::StablehloPad).input(TensorType::Int8, &[1]).input(TensorType::Int8, &[]);
        assert_eq!(bare.output(TensorType::Int8).refusal(), ErrorKind::BadOption);
    }
}
