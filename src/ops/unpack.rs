//! UNPACK: a tensor taken apart along an axis, which disappears.
//!
//! Values move unchanged; input and outputs are quantized alike. Empty tensors are refused, as the reference
//! does.
//!
//! Types: float32, float16, bfloat16, int8, uint8, int16, int32, bool. Source: `tflite/kernels/unpack.cc`.

use super::support::axis;
use super::support::bands::{bands, prepare_take};
use super::support::options::options;
use super::support::units::{one_of, same_quantization, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use alloc::vec;
use ferrolite_schema::BuiltinOperator;

const TYPES: [TensorType; 8] = [
    TensorType::Float32,
    TensorType::Float16,
    TensorType::BFloat16,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::Bool,
];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Unpack, prepare)
    .versions(6)
    .operands(1..=1, 1..=usize::MAX)
    .types("float32, float16, bfloat16, int8, uint8, int16, int32, bool");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, UnpackOptions)?;
    let (count, axis) = (options.num, options.axis);
    let outputs = ctx.output_count();
    ensure!(usize::try_from(count) == Ok(outputs), BadOption, "num is {count}, but there are {outputs} outputs");
    let input = ctx.input(0)?;
    one_of(&input, &TYPES)?;
    ensure!(input.elements() > 0, BadShape, "{input}: must not be empty");
    let axis = axis::resolve(axis, input.rank())?;
    let mut shape = input.shape.to_vec();
    let extent = shape.remove(axis);
    ensure!(extent == outputs, BadShape, "{input}: dimension {axis} must be the number of outputs, {outputs}");
    for part in 0..outputs {
        let output = ctx.output(part)?;
        same_type(&input, &output)?;
        same_quantization(&input, &output)?;
        ctx.set_output_shape(part, &shape)?;
    }
    let outer = shape.iter().take(axis).product();
    let inner: usize = shape.iter().skip(axis).product();
    prepare_take(ctx, 0, bands(outer, &vec![inner; outputs])?, "unpack_reference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, UnpackOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn unpacked(shape: &[usize], axis: i32, count: i32) -> OneOp {
        let options = BuiltinOptions::UnpackOptions(Box::new(UnpackOptions { num: count, axis }));
        let op = OneOp::new(BuiltinOperator::Unpack).options(options).input(TensorType::Int32, shape);
        (0..count.max(1)).fold(op, |op, _| op.output(TensorType::Int32))
    }

    #[test]
    fn the_axis_disappears() {
        let op = unpacked(&[2, 3], 1, 3);
        assert_eq!(op.prepare().unwrap().shapes, [[2]; 3]);
        assert_eq!(op.run::<i32, i32>(&[&[1, 2, 3, 4, 5, 6]]).unwrap(), [1, 4]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(unpacked(&[2, 3], 1, 2).refusal(), ErrorKind::BadShape);
        assert_eq!(unpacked(&[2, 3], 2, 3).refusal(), ErrorKind::BadOption);
        assert_eq!(unpacked(&[2, 3], -3, 3).refusal(), ErrorKind::BadOption);
        assert_eq!(unpacked(&[0, 3], 1, 3).refusal(), ErrorKind::BadShape);
        assert_eq!(unpacked(&[2, 3], 1, 0).refusal(), ErrorKind::BadOption);
        assert_eq!(unpacked(&[2], 0, 2).quantized(0.5, 1).refusal(), ErrorKind::BadQuantization);
    }
}
