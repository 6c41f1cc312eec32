//! BUCKETIZE: how many of the sorted boundaries are not above the element.
//!
//! Types: int32, int64, float32, float64; the output is int32. Version 1. Boundaries are float32, and all but float64 are
//! compared in that. NaN is above all. Source: `tflite/kernels/bucketize.cc`.

use super::OutputType;
use super::support::options::optional_options;
use super::support::unary::converted;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::Element;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;
use core::cmp::Ordering;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Bucketize, prepare)
    .types("int32, int64, float32, float64")
    .output_type(OutputType::Int32);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, BucketizeOptions)?;
    let boundaries = options.and_then(|options| options.boundaries.clone()).unwrap_or_default();
    ensure!(boundaries.is_sorted(), BadOption, "the boundaries are not sorted");
    ensure!(i32::try_from(boundaries.len()).is_ok(), BadOption, "too many boundaries");
    // Not in place, though int32 has its output's type.
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    ctx.set_output_shape(0, input.shape)?;
    ensure!(output.dtype == TensorType::Int32, BadType, "{output}: must be int32");
    match input.dtype {
        TensorType::Float32 => buckets("bucketize_float32_reference", boundaries, |x: f32| x),
        TensorType::Int32 => buckets("bucketize_int32_reference", boundaries, |x: i32| x as f32),
        TensorType::Int64 => buckets("bucketize_int64_reference", boundaries, |x: i64| x as f32),
        TensorType::Float64 => {
            let boundaries = boundaries.into_iter().map(f64::from).collect();
            buckets("bucketize_float64_reference", boundaries, |x: f64| x)
        }
        _ => Err(err!(BadType, "{input}: must be int32, int64, float32 or float64")),
    }
}

/// The kernel for elements that are compared as `C`.
fn buckets<T: Element, C: Copy + PartialOrd + Send + Sync + 'static>(
    name: &'static str,
    boundaries: Vec<C>,
    number: impl Fn(T) -> C + Send + Sync + 'static,
) -> Result<Prepared> {
    converted(name, move |x: T| {
        let x = number(x);
        // NaN is not below any boundary; the count fits, as was checked.
        boundaries.partition_point(|boundary| x.partial_cmp(boundary) != Some(Ordering::Less)) as i32
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BucketizeOptions, BuiltinOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(dtype: TensorType, boundaries: &[f32]) -> OneOp {
        let options = BucketizeOptions { boundaries: Some(boundaries.to_vec()) };
        OneOp::new(BuiltinOperator::Bucketize)
            .options(BuiltinOptions::BucketizeOptions(Box::new(options)))
            .input(dtype, &[4])
            .output(TensorType::Int32)
    }

    #[test]
    fn boundaries_belong_to_the_bucket_above() {
        let floats = op(TensorType::Float32, &[-1.0, 2.0]).run::<f32, i32>(&[&[-2.0, -1.0, 2.0, f32::NAN]]);
        assert_eq!(floats.unwrap(), [0, 1, 2, 2]);
        let integers = op(TensorType::Int64, &[-1.5, 2.0]).run::<i64, i32>(&[&[-2, -1, 2, 1 << 40]]);
        assert_eq!(integers.unwrap(), [0, 1, 2, 2]);
        // The input has the output's type, and yet is not overwritten.
        let same = op(TensorType::Int32, &[-1.5, 2.0]).run::<i32, i32>(&[&[-2, -1, 2, 7]]);
        assert_eq!(same.unwrap(), [0, 1, 2, 2]);
        assert_eq!(op(TensorType::Float64, &[]).run::<f64, i32>(&[&[0.0; 4]]).unwrap(), [0; 4]);
    }

    #[test]
    fn boundaries_must_be_sorted() {
        assert_eq!(op(TensorType::Float32, &[2.0, 1.0]).refusal(), ErrorKind::BadOption);
        assert_eq!(op(TensorType::Int8, &[2.0]).refusal(), ErrorKind::BadType);
    }
}
