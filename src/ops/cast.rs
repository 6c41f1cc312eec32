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
