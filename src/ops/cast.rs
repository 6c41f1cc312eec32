//! CAST: elements converted to another number type. The types are those of the tensors; LiteRT ignores the ones in
//! the options, too.
//!
//! Types: any of bool, int8, uint8, int16, uint16, int32, uint32, int64, float16, bfloat16, float32, float64, complex64
//! to any other; int4, uint4, int2 from and to float32. Version 9. Integers wrap when narrowed. Floats go towards
//! zero and saturate; NaN becomes the greatest integer. Complex numbers lose their imaginary part. Source:
//! `tflite/kernels/cast.cc`.

use super::support::unary;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::reference::cast::{Number, cast};
use ferrolite_kernels::reference::packed::Packed;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Cast, prepare).versions(9).types(
    "bool, int8, uint8, int16, uint16, int32, uint32, int64, float16, bfloat16, float32, float64, complex64, each to \
     each; int4, uint4, int2 from and to float32",
);

struct Cast {
    from: Number,
    to: Number,
    elements: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    if input.dtype == output.dtype {
        number(&input)?;
        ctx.set_output_shape(0, input.shape)?;
        ctx.alias(0, 0);
        return Ok(Prepared::Nothing);
    }
    unary::operands(ctx)?;
    let (from, to) = (number(&input)?, number(&output)?);
    let packed = matches!(from, Number::Packed(_)) || matches!(to, Number::Packed(_));
    let with_f32 = from == Number::F32 || to == Number::F32;
    ensure!(!packed || with_f32, BadType, "{input} to {output}: packed integers are cast from and to float32 only");
    Prepared::kernel("cast_reference", Cast { from, to, elements: input.elements() })
}

fn number(operand: &Operand<'_>) -> Result<Number> {
    Ok(match operand.dtype {
        TensorType::Bool => Number::Bool,
        TensorType::Int8 => Number::I8,
        TensorType::UInt8 => Number::U8,
        TensorType::Int16 => Number::I16,
        TensorType::UInt16 => Number::U16,
        TensorType::Int32 => Number::I32,
        TensorType::UInt32 => Number::U32,
        TensorType::Int64 => Number::I64,
        TensorType::Float16 => Number::F16,
        TensorType::BFloat16 => Number::BF16,
        TensorType::Float32 => Number::F32,
        TensorType::Float64 => Number::F64,
        TensorType::Complex64 => Number::Complex64,
        TensorType::Int4 => Number::Packed(Packed::INT4),
        TensorType::UInt4 => Number::Packed(Packed::UINT4),
        TensorType::Int2 => Number::Packed(Packed::INT2),
        _ => return Err(err!(BadType, "{operand}: CAST does not have this type")),
    })
}

impl Kernel for Cast {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        cast(self.from, self.to, self.elements, inputs.get(0)?, outputs.get(0)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn cast(from: TensorType, to: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Cast).input(from, &[3]).output(to)
    }

    #[test]
    fn elements_are_converted() {
        let op = cast(TensorType::Float32, TensorType::UInt8);
        assert_eq!(op.run::<f32, u8>(&[&[1.9, -1.0, f32::NAN]]).unwrap(), [1, 0, 255]);
        let op = cast(TensorType::Int4, TensorType::Float32);
        assert_eq!(op.run::<u8, f32>(&[&[0x8F, 0x07]]).unwrap(), [-1.0, -8.0, 7.0]);
        let op = cast(TensorType::Float32, TensorType::Int4);
        assert_eq!(op.run::<f32, u8>(&[&[-1.0, -80.0, 7.5]]).unwrap(), [0x8F, 0x07]);
    }

    #[test]
    fn a_cast_to_the_same_type_is_an_alias() {
        let op = cast(TensorType::Int16, TensorType::Int16);
        assert!(matches!(op.prepare().unwrap().prepared, Prepared::Nothing));
        assert_eq!(op.run::<i16, i16>(&[&[1, 2, 3]]).unwrap(), [1, 2, 3]);
    }

    #[test]
    fn some_types_are_refused() {
        assert_eq!(cast(TensorType::Int4, TensorType::Int8).refusal(), ErrorKind::BadType);
        assert_eq!(cast(TensorType::UInt64, TensorType::Int8).refusal(), ErrorKind::BadType);
        assert_eq!(cast(TensorType::Float32, TensorType::Complex128).refusal(), ErrorKind::BadType);
    }
}
