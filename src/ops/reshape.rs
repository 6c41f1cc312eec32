//! RESHAPE: the same elements under another shape.
//!
//! The shape is input 1 (an int32 vector, constant or from the graph) or else the option `new_shape`, where
//! old files write `[0]` for a scalar. One dimension may be −1: what is left. The output is the input's bytes;
//! nothing is copied, quantization is not looked at.
//!
//! Types: all. Source: `tflite/kernels/reshape.cc`, `internal/reshape_utils.h`.

use super::support::units::same_type;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOptions;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Reshape, prepare).operands(1..=2, 1..=1).types("all");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    same_type(&input, &ctx.output(0)?)?;
    let shape = resolve(&wanted(ctx)?, input.shape)?;
    ctx.set_output_shape(0, &shape)?;
    ctx.alias(0, 0);
    Ok(Prepared::Nothing)
}

/// The shape that is asked for, −1 not yet resolved.
fn wanted(ctx: &mut Prepare<'_>) -> Result<Vec<i64>> {
    // Like the reference, an operand that is no int32 vector is passed over.
    if ctx.optional_input(1)?.is_some_and(|shape| shape.rank() == 1 && shape.dtype == TensorType::Int32) {
        return ctx.index_values(1);
    }
    let option = match ctx.options() {
        Some(BuiltinOptions::ReshapeOptions(options)) => options.new_shape.as_deref().unwrap_or_default(),
        _ => &[],
    };
    Ok(if option == [0] { Vec::new() } else { option.iter().copied().map(i64::from).collect() })
}

/// `wanted` with −1 replaced so that it has the elements of `shape`.
fn resolve(wanted: &[i64], shape: &[usize]) -> Result<Vec<usize>> {
    ensure!(
        wanted.iter().filter(|&&extent| extent == -1).count() <= 1,
        BadValue,
        "shape {wanted:?} holds more than one -1"
    );
    let unfit = || err!(BadShape, "a tensor of shape {shape:?} cannot take the shape {wanted:?}");
    let mut known = Vec::with_capacity(wanted.len());
    for &extent in wanted {
        // The placeholder 1 does not change a product.
        let extent = if extent == -1 { Ok(1) } else { usize::try_from(extent) };
        known.push(extent.map_err(|_| err!(BadValue, "shape {wanted:?} has a negative dimension"))?);
    }
    let product = |extents: &[usize]| extents.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent));
    let non_zero = |extents: &[usize]| product(&extents.iter().map(|&extent| extent.max(1)).collect::<Vec<_>>());
    let elements = product(shape).ok_or_else(unfit)?;
    if let Some(open) = wanted.iter().position(|&extent| extent == -1) {
        let missing = if elements == 0 && !known.contains(&0) {
            0
        } else {
            // Without zeros the quotient; with zeros on both sides the reference divides what is not zero.
            non_zero(shape).ok_or_else(unfit)? / non_zero(&known).ok_or_else(unfit)?
        };
        if let Some(extent) = known.get_mut(open) {
            *extent = missing;
        }
    }
    ensure!(product(&known) == Some(elements), BadShape, "{}", unfit().detail());
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::ReshapeOptions;
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    #[test]
    fn minus_one_is_what_is_left() {
        assert_eq!(resolve(&[4, -1, 2], &[8]).unwrap(), [4, 1, 2]);
        assert_eq!(resolve(&[-1], &[]).unwrap(), [1]);
        assert_eq!(resolve(&[], &[1, 1]).unwrap(), [0usize; 0]);
    }

    #[test]
    fn empty_tensors_keep_their_zeros() {
        assert_eq!(resolve(&[-1, 3], &[0, 5]).unwrap(), [0, 3]);
        assert_eq!(resolve(&[0, -1], &[0, 5]).unwrap(), [0, 5]);
        assert_eq!(resolve(&[2, 0], &[0]).unwrap(), [2, 0]);
    }

    #[test]
    fn shapes_of_other_sizes_are_refused() {
        for (wanted, shape) in
            [(&[2i64, 3][..], &[5usize][..]), (&[4, -1], &[6]), (&[0, -1], &[6]), (&[1 << 40, 1 << 40], &[1])]
        {
            assert_eq!(resolve(wanted, shape).unwrap_err().kind(), ErrorKind::BadShape, "{wanted:?}");
        }
        for wanted in [&[-1i64, -1][..], &[-2], &[i64::MIN, -1]] {
            assert_eq!(resolve(wanted, &[4]).unwrap_err().kind(), ErrorKind::BadValue, "{wanted:?}");
        }
    }

    fn reshaped(option: Option<&[i32]>) -> OneOp {
        let options = ReshapeOptions { new_shape: option.map(<[i32]>::to_vec) };
        OneOp::new(BuiltinOperator::Reshape)
            .options(BuiltinOptions::ReshapeOptions(Box::new(options)))
            .input(TensorType::Int8, &[1, 4])
    }

    #[test]
    fn the_operand_counts_more_than_the_option() {
        assert_eq!(reshaped(Some(&[4])).vector(&[2, -1]).output(TensorType::Int8).shape(), [2, 2]);
        assert_eq!(reshaped(Some(&[4])).output(TensorType::Int8).shape(), [4]);
        // Not an int32 vector: passed over.
        let matrix = reshaped(Some(&[4])).constant(TensorType::Int32, &[1, 1], &[-1]).output(TensorType::Int8);
        assert_eq!(matrix.shape(), [4]);
    }

    #[test]
    fn an_option_of_zero_is_a_scalar() {
        let options = ReshapeOptions { new_shape: Some(alloc::vec![0]) };
        let op = OneOp::new(BuiltinOperator::Reshape)
            .options(BuiltinOptions::ReshapeOptions(Box::new(options)))
            .input(TensorType::Int8, &[1])
            .output(TensorType::Int8);
        assert_eq!(op.shape(), [0usize; 0]);
    }

    #[test]
    fn the_value_is_waited_for_and_the_type_kept() {
        let waiting = reshaped(None).input(TensorType::Int32, &[2]).output(TensorType::Int8);
        assert_eq!(waiting.refusal(), ErrorKind::NotYetKnown);
        assert_eq!(reshaped(Some(&[4])).output(TensorType::UInt8).refusal(), ErrorKind::BadType);
        assert_eq!(reshaped(Some(&[2, 2, 2])).output(TensorType::Int8).refusal(), ErrorKind::BadShape);
        assert_eq!(reshaped(Some(&[i32::MAX; 9])).output(TensorType::Int8).refusal(), ErrorKind::BadShape);
        assert_eq!(
            reshaped(Some(&[1, 1, 1, 1, 1, 1, 1, 1, 4])).output(TensorType::Int8).refusal(),
            ErrorKind::LimitExceeded
        );
    }
}
