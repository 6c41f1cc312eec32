//! REVERSE_V2: a tensor read backwards along some dimensions.
//!
//! Operands: the tensor; the dimensions (int32, negative from the end), which may come from the graph. Values
//! move unchanged. The reference takes only neighbouring dimensions; here any will do, each once.
//!
//! Types: float32, float16, bfloat16, int8, uint8, int16, int32, int64, bool. Source: `tflite/kernels/reverse.cc`.

use super::support::units::{one_of, same_type};
use super::support::{axis, strided};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::strided_copy::{Range, StridedCopy};
use ferrolite_schema::BuiltinOperator;

const TYPES: [TensorType; 9] = [
    TensorType::Float32,
    TensorType::Float16,
    TensorType::BFloat16,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::Int64,
    TensorType::Bool,
];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ReverseV2, prepare)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types("float32, float16, bfloat16, int8, uint8, int16, int32, int64, bool");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, operand) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&input, &TYPES)?;
    one_of(&operand, &[TensorType::Int32])?;
    same_type(&input, &ctx.output(0)?)?;
    ensure!(operand.rank() == 1, BadShape, "{operand}: must be a vector");
    ctx.set_output_shape(0, input.shape)?;
    let mut ranges: Vec<Range> =
        input.shape.iter().map(|&extent| Range { start: 0, stride: 1, count: extent }).collect();
    for entry in ctx.index_values(1)? {
        let dimension = axis::resolve(entry, input.rank())?;
        if let Some(range) = ranges.get_mut(dimension) {
            ensure!(range.stride == 1, BadValue, "{operand}: names dimension {dimension} twice");
            *range = Range { start: range.count.saturating_sub(1), stride: -1, count: range.count };
        }
    }
    let plan = StridedCopy::slice(input.shape, &ranges);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "{input}: has too many dimensions or elements"))?;
    strided::prepare(ctx, 0, plan, "reverse_v2_reference")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn each_dimension_is_reversed_once() {
        let reversed = |axes: &[i32]| {
            OneOp::new(BuiltinOperator::ReverseV2)
                .input(TensorType::Int8, &[2, 2])
                .vector(axes)
                .output(TensorType::Int8)
        };
        assert_eq!(reversed(&[-1]).run::<i8, i8>(&[&[1, 2, 3, 4]]).unwrap(), [2, 1, 4, 3]);
        assert_eq!(reversed(&[1, 0]).run::<i8, i8>(&[&[1, 2, 3, 4]]).unwrap(), [4, 3, 2, 1]);
        assert_eq!(reversed(&[0, -2]).refusal(), ErrorKind::BadValue);
        assert_eq!(reversed(&[2]).refusal(), ErrorKind::BadOption);
    }
}
