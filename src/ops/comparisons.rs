//! EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER and GREATER_EQUAL: a truth value for each pair of elements, broadcast.
//!
//! Types: int8, uint8, int16 (quantized in EQUAL and NOT_EQUAL, if it has a scale), int32, int64, float16, float32; bool for equality,
//! bfloat16 for LESS and GREATER. Versions 2 to 5. Quantized numbers are compared as reals in steps of 1/256, by rule
//! **D**. Sources: `tflite/kernels/comparisons.cc`, `internal/reference/comparisons.h`.

use super::support::binary::{self, MixedTypes, Operands, affine, bad_scales, has_scale};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::Element;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::broadcast::BinaryFn;
use ferrolite_kernels::half::{BFloat16, Float16, HalfFormat};
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reference::compare::{
    Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual, QuantizedRelation, Relation,
};

/// Which types a relation takes besides those that all take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Also {
    Bool,
    BFloat16,
    Nothing,
}

const fn row(
    code: BuiltinOperator,
    prepare: fn(&mut Prepare<'_>) -> Result<Prepared>,
    version: i32,
    types: &'static str,
) -> OpDef {
    OpDef::new(code, prepare).versions(version).operands(2..=2, 1..=1).types(types).output_type(OutputType::Bool)
}

const EQUALITY: &str = "string, bool, int8, uint8, int16, int32, int64, float16, float32";
const ORDER: &str = "int8, uint8, int16, int32, int64, float16, float32";
const STRICT_ORDER: &str = "int8, uint8, int16, int32, int64, float16, bfloat16, float32";

pub(super) const EQUAL: OpDef =
    row(BuiltinOperator::Equal, |ctx| prepare::<Equal>(ctx, "equal_reference", Also::Bool), 5, EQUALITY);
pub(super) const NOT_EQUAL: OpDef =
    row(BuiltinOperator::NotEqual, |ctx| prepare::<NotEqual>(ctx, "not_equal_reference", Also::Bool), 4, EQUALITY);
pub(super) const LESS: OpDef =
    row(BuiltinOperator::Less, |ctx| prepare::<Less>(ctx, "less_reference", Also::BFloat16), 3, STRICT_ORDER);
pub(super) const LESS_EQUAL: OpDef =
    row(BuiltinOperator::LessEqual, |ctx| prepare::<LessEqual>(ctx, "less_equal_reference", Also::Nothing), 2, ORDER);
pub(super) const GREATER: OpDef =
    row(BuiltinOperator::Greater, |ctx| prepare::<Greater>(ctx, "greater_reference", Also::BFloat16), 2, STRICT_ORDER);
pub(super) const GREATER_EQUAL: OpDef = row(
    BuiltinOperator::GreaterEqual,
    |ctx| prepare::<GreaterEqual>(ctx, "greater_equal_reference", Also::Nothing),
    3,
    ORDER,
);

fn prepare<R: Relation + Send + Sync + 'static>(
    ctx: &mut Prepare<'_>,
    name: &'static str,
    also: Also,
) -> Result<Prepared> {
    let dtype = ctx.input(0)?.dtype;
    // Strings never come here: EQUAL and NOT_EQUAL get int32 in their place (`support::strings`).
    let operands = binary::operands(ctx, true)?;
    let Operands { left, right, output, .. } = &operands;
    ensure!(left.dtype == right.dtype, BadType, "{right}: must have the type of {left}");
    ensure!(output.dtype == TensorType::Bool, BadType, "{output}: must be bool");
    match dtype {
        TensorType::Int8 => quantized::<i8, R>(name, operands),
        TensorType::UInt8 => quantized::<u8, R>(name, operands),
        // The reference orders int16 as plain numbers, whatever their scales.
        TensorType::Int16 if also == Also::Bool && has_scale(left) => quantized::<i16, R>(name, operands),
        TensorType::Int16 => plain::<i16, R>(name, operands),
        TensorType::Int32 => plain::<i32, R>(name, operands),
        TensorType::Int64 => plain::<i64, R>(name, operands),
        TensorType::Float32 => plain::<f32, R>(name, operands),
        TensorType::Float16 => half::<Float16, R>(name, operands),
        TensorType::BFloat16 if also == Also::BFloat16 => half::<BFloat16, R>(name, operands),
        TensorType::Bool if also == Also::Bool => {
            let holds = |a: u8, b: u8| u8::from(R::holds(a != 0, b != 0));
            binary::same_type(name, operands.broadcast, holds)
        }
        _ => Err(err!(BadType, "{left}: elements of this type cannot be compared so")),
    }
}

fn plain<T: Element + PartialOrd + Send + Sync, R: Relation + 'static>(
    name: &'static str,
    operands: Operands<'_>,
) -> Result<Prepared> {
    let function = BinaryFn::new(|a: T, b: T| u8::from(R::holds(a, b)));
    Prepared::kernel(name, MixedTypes { isa: operands.isa, broadcast: operands.broadcast, function })
}

fn half<H: HalfFormat + 'static, R: Relation + 'static>(
    name: &'static str,
    operands: Operands<'_>,
) -> Result<Prepared> {
    let function = BinaryFn::new(|a: u16, b: u16| u8::from(R::holds(H::widen(a), H::widen(b))));
    Prepared::kernel(name, MixedTypes { isa: operands.isa, broadcast: operands.broadcast, function })
}

fn quantized<T: Element + QuantizedInteger + Send + Sync, R: Relation + Send + Sync + 'static>(
    name: &'static str,
    operands: Operands<'_>,
) -> Result<Prepared> {
    let (left, right) = (affine(&operands.left)?, affine(&operands.right)?);
    let function = QuantizedRelation::<T, R>::new(left, right).ok_or_else(bad_scales)?;
    Prepared::kernel(name, MixedTypes { isa: operands.isa, broadcast: operands.broadcast, function })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    const CODES: [BuiltinOperator; 6] = [
        BuiltinOperator::Equal,
        BuiltinOperator::NotEqual,
        BuiltinOperator::Less,
        BuiltinOperator::LessEqual,
        BuiltinOperator::Greater,
        BuiltinOperator::GreaterEqual,
    ];

    fn op(code: BuiltinOperator, dtype: TensorType) -> OneOp {
        OneOp::new(code).input(dtype, &[3]).quantized(0.5, 1).input(dtype, &[1]).quantized(0.5, 1)
    }

    #[test]
    fn each_relation_of_each_type() {
        for (code, expected) in
            CODES.into_iter().zip([[0, 1, 0], [1, 0, 1], [1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1]])
        {
            let op = |dtype| op(code, dtype).output(TensorType::Bool);
            assert_eq!(op(TensorType::Int8).run::<i8, u8>(&[&[1, 2, 3], &[2]]).unwrap(), expected);
            assert_eq!(op(TensorType::Int64).run::<i64, u8>(&[&[1, 2, 3], &[2]]).unwrap(), expected);
            assert_eq!(op(TensorType::Float32).run::<f32, u8>(&[&[1.0, 2.0, 3.0], &[2.0]]).unwrap(), expected);
            let halves = op(TensorType::Float16).run::<u16, u8>(&[&[0xBC00, 0x8000, 0x3C00], &[0]]);
            assert_eq!(halves.unwrap(), expected);
        }
    }

    #[test]
    fn truth_values_are_equal_or_not() {
        let op = |code| op(code, TensorType::Bool).output(TensorType::Bool);
        assert_eq!(op(BuiltinOperator::Equal).run::<u8, u8>(&[&[0, 1, 2], &[1]]).unwrap(), [0, 1, 1]);
        assert_eq!(op(BuiltinOperator::Less).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn types_and_scales_are_checked() {
        for code in CODES {
            assert_eq!(op(code, TensorType::Int32).output(TensorType::Int32).refusal(), ErrorKind::BadType);
            assert_eq!(op(code, TensorType::UInt32).output(TensorType::Bool).refusal(), ErrorKind::BadType);
            let mixed = OneOp::new(code).input(TensorType::Int32, &[1]).input(TensorType::Int64, &[1]);
            assert_eq!(mixed.output(TensorType::Bool).refusal(), ErrorKind::BadType);
            let bare = OneOp::new(code).input(TensorType::Int8, &[1]).input(TensorType::Int8, &[1]);
            assert_eq!(bare.output(TensorType::Bool).refusal(), ErrorKind::BadQuantization);
        }
    }
}
