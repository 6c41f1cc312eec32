//! PACK: tensors of one shape stacked along a new axis.
//!
//! Values move unchanged; all inputs and the output are quantized alike.
//!
//! Types: float32, int8, uint8, int16, int32, uint32, int64. Source: `tflite/kernels/pack.cc`.

use super::support::axis;
use super::support::bands::{Part, bands, prepare_join};
use super::support::options::options;
use super::support::units::{one_of, same_quantization, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use alloc::vec;
use ferrolite_schema::BuiltinOperator;

const TYPES: [TensorType; 7] = [
    TensorType::Float32,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::UInt32,
    TensorType::Int64,
];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Pack, prepare)
    .versions(5)
    .operands(1..=usize::MAX, 1..=1)
    .types("float32, int8, uint8, int16, int32, uint32, int64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, PackOptions)?;
    let (count, axis) = (options.values_count, options.axis);
    let inputs = ctx.input_count();
    ensure!(usize::try_from(count) == Ok(inputs), BadOption, "values_count is {count}, but there are {inputs} inputs");
    let (first, output) = (ctx.input(0)?, ctx.output(0)?);
    one_of(&first, &TYPES)?;
    same_type(&first, &output)?;
    for position in 0..inputs {
        let input = ctx.input(position)?;
        same_type(&first, &input)?;
        same_quantization(&input, &output)?;
        ensure!(first.shape == input.shape, BadShape, "{first} and {input} must have one shape");
    }
    let axis = axis::resolve(axis, first.rank() + 1)?;
    let mut shape = first.shape.to_vec();
    shape.insert(axis, inputs);
    ctx.set_output_shape(0, &shape)?;
    let outer = first.shape.iter().take(axis).product();
    let inner: usize = first.shape.iter().skip(axis).product();
    let parts = bands(outer, &vec![inner; inputs])?.into_iter().map(|band| Part { band, table: None }).collect();
    prepare_join(ctx, parts, "pack_reference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, PackOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn packed(axis: i32, count: i32, second: &[usize]) -> OneOp {
        let options = BuiltinOptions::PackOptions(Box::new(PackOptions { values_count: count, axis }));
        OneOp::new(BuiltinOperator::Pack)
            .options(options)
            .input(TensorType::Int8, &[2])
            .input(TensorType::Int8, second)
            .output(TensorType::Int8)
    }

    #[test]
    fn the_new_axis_may_be_anywhere() {
        assert_eq!(packed(0, 2, &[2]).run::<i8, i8>(&[&[1, 2], &[3, 4]]).unwrap(), [1, 2, 3, 4]);
        assert_eq!(packed(-1, 2, &[2]).run::<i8, i8>(&[&[1, 2], &[3, 4]]).unwrap(), [1, 3, 2, 4]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(packed(0, 3, &[2]).refusal(), ErrorKind::BadOption);
        assert_eq!(packed(2, 2, &[2]).refusal(), ErrorKind::BadOption);
        assert_eq!(packed(-3, 2, &[2]).refusal(), ErrorKind::BadOption);
        assert_eq!(packed(0, 2, &[3]).refusal(), ErrorKind::BadShape);
        assert_eq!(packed(0, 2, &[2]).quantized(0.5, 1).refusal(), ErrorKind::BadQuantization);
    }
}
