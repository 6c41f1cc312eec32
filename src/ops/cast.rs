//! CAST: elements converted to another number type. The types are those of the tensors; LiteRT ignores the ones in
//! the options, too.
//!
//! Types: any of bool, int8, uint8, int16, uint16, int32, uint32, int64, float16, bfloat16, float32, float64, complex64
//! to any other; int4, uint4, int2 from and to float32. Version 9. Integers wrap when narrowed. Floats go towards
//! zero and saturate; NaN becomes the greatest integer. Complex numbers lose their imaginary part. Source:
//! `tflite/kernels/cast.cc`.

use super::support::unary::{self, vectorized_to};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::isa::Isa;
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
    if let Some(prepared) = common(ctx.isa(), from, to) {
        return prepared;
    }
    Prepared::kernel("cast_reference", Cast { from, to, elements: input.elements() })
}

/// The kernel for types that networks cast a lot of elements between.
fn common(isa: Isa, from: Number, to: Number) -> Option<Result<Prepared>> {
    const NAME: &str = "cast";
    Some(match (from, to) {
        (Number::U8, Number::F32) => vectorized_to::<u8, f32>(isa, NAME, f32::from),
        (Number::I8, Number::F32) => vectorized_to::<i8, f32>(isa, NAME, f32::from),
        (Number::Bool, Number::F32) => vectorized_to::<u8, f32>(isa, NAME, |x| f32::from(u8::from(x != 0))),
        (Number::I32, Number::F32) => vectorized_to::<i32, f32>(isa, NAME, |x| x as f32),
        (Number::F16, Number::F32) => vectorized_to::<u16, f32>(isa, NAME, Float16::widen),
        // `as` goes towards zero and saturates, but makes 0 of NaN.
        (Number::F32, Number::U8) => {
            vectorized_to::<f32, u8>(isa, NAME, |x| if x.is_nan() { u8::MAX } else { x as u8 })
        }
        (Number::F32, Number::I8) => {
            vectorized_to::<f32, i8>(isa, NAME, |x| if x.is_nan() { i8::MAX } else { x as i8 })
        }
        (Number::F32, Number::I32) => {
            vectorized_to::<f32, i32>(isa, NAME, |x| if x.is_nan() { i32::MAX } else { x as i32 })
        }
        (Number::F32, Number::Bool) => vectorized_to::<f32, u8>(isa, NAME, |x| u8::from(x != 0.0)),
        (Number::I32, Number::I64) => vectorized_to::<i32, i64>(isa, NAME, i64::from),
        (Number::I64, Number::I32) => vectorized_to::<i64, i32>(isa, NAME, |x| x as i32),
        _ => return None,
    })
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
    use crate::arena::Element;
    use crate::plan::testing::OneOp;
    use alloc::vec::Vec;
    use ferrolite_kernels::reference::cast as reference;

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
    fn common_casts_equal_the_reference() {
        fn check<I: Element, O: Element + PartialEq + core::fmt::Debug>(
            (from, to): (TensorType, TensorType),
            (reads, writes): (Number, Number),
            inputs: &[I],
        ) {
            let op = OneOp::new(BuiltinOperator::Cast).input(from, &[inputs.len()]).output(to);
            let out = op.run::<I, O>(&[inputs]).unwrap();
            let mut expected = alloc::vec![0u8; size_of_val(&out[..])];
            reference::cast(reads, writes, inputs.len(), bytemuck::cast_slice(inputs), &mut expected);
            assert_eq!(bytemuck::cast_slice::<O, u8>(&out), expected, "{from:?} to {to:?}");
            assert!(common(Isa::best(), reads, writes).is_some(), "{from:?} to {to:?}");
        }
        use TensorType::{Bool, Float16, Float32, Int8, Int32, Int64, UInt8};
        let words: Vec<u32> =
            (0..=u8::MAX.into()).flat_map(|i| [i, i << 23 | 0x5a, i << 24, !i, i * 0x0101_0101]).collect();
        let floats: Vec<f32> = words.iter().map(|&word| f32::from_bits(word)).chain([f32::NAN, 127.6, -1.5]).collect();
        let integers: Vec<i32> = words.iter().map(|&word| word.cast_signed()).collect();
        let long: Vec<i64> = integers.iter().map(|&x| i64::from(x) * 0x1_0001).collect();
        let halves: Vec<u16> = (0..=u16::MAX).collect();
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let signed: Vec<i8> = (i8::MIN..=i8::MAX).collect();
        check::<u8, f32>((UInt8, Float32), (Number::U8, Number::F32), &bytes);
        check::<i8, f32>((Int8, Float32), (Number::I8, Number::F32), &signed);
        check::<u8, f32>((Bool, Float32), (Number::Bool, Number::F32), &[0, 1, 0, 1, 1]);
        check::<i32, f32>((Int32, Float32), (Number::I32, Number::F32), &integers);
        check::<u16, f32>((Float16, Float32), (Number::F16, Number::F32), &halves);
        check::<f32, u8>((Float32, UInt8), (Number::F32, Number::U8), &floats);
        check::<f32, i8>((Float32, Int8), (Number::F32, Number::I8), &floats);
        check::<f32, i32>((Float32, Int32), (Number::F32, Number::I32), &floats);
        check::<f32, u8>((Float32, Bool), (Number::F32, Number::Bool), &floats);
        check::<i32, i64>((Int32, Int64), (Number::I32, Number::I64), &integers);
        check::<i64, i32>((Int64, Int32), (Number::I64, Number::I32), &long);
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
