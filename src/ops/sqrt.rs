//! SQRT: the square root.
//!
//! Types: int8, int16, float32. Version 2. Quantized values are computed in float32 and the quotient by the output's
//! scale is cut towards zero, not rounded; a negative real is an error while running. int16 is symmetric. Source:
//! `tflite/kernels/elementwise.cc`.

use super::support::binary::{affine, symmetric};
use super::support::unary::{self, mapped_from, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::math;
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reference::elementwise::quantized_sqrt;
use ferrolite_kernels::reference::lut::ByteTable;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Sqrt, prepare).versions(2).types("int8, int16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "sqrt_float32", math::sqrt),
        TensorType::Int8 => {
            let (from, to) = (affine(&input)?, affine(&output)?);
            let table = ByteTable::of_integers::<i8, i8>(|q| quantized_sqrt(from, to, q.max(from.zero_point)));
            let root = move |q: i8| table.get(q.cast_unsigned()).cast_signed();
            mapped_from("sqrt_int8_reference", i8::from_clamped(from.zero_point), root)
        }
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            let (from, to) = (affine(&input)?, affine(&output)?);
            let root = move |q: i16| i16::from_clamped(i16::RANGE.clamp(quantized_sqrt(from, to, q.into())));
            mapped_from("sqrt_int16_reference", 0, root)
        }
        _ => Err(err!(BadType, "{input}: must be int8, int16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn sqrt(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Sqrt).input(dtype, &[3]).quantized(1.0, 0).output(dtype).quantized(1.0, 0)
    }

    #[test]
    fn roots_of_quantized_numbers_are_cut() {
        assert_eq!(sqrt(TensorType::Int8).run::<i8, i8>(&[&[0, 8, 127]]).unwrap(), [0, 2, 11]);
        assert_eq!(sqrt(TensorType::Int16).run::<i16, i16>(&[&[0, 99, 100]]).unwrap(), [0, 9, 10]);
    }

    #[test]
    fn negative_reals_have_a_root_among_floats_only() {
        assert!(sqrt(TensorType::Float32).run::<f32, f32>(&[&[-1.0, 4.0, 9.0]]).unwrap()[0].is_nan());
        assert_eq!(sqrt(TensorType::Int8).run::<i8, i8>(&[&[0, -1, 0]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(sqrt(TensorType::Int16).run::<i16, i16>(&[&[0, 0, -1]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(sqrt(TensorType::Int32).refusal(), ErrorKind::BadType);
    }
}
