//! RSQRT: the inverse of the square root.
//!
//! Types: int8, int16, float32. Version 3. int8: the inverse root in fixed point, then rule **D** twice; int16: linear
//! interpolation in a table computed in float32, symmetric. Real 0 gives the greatest value (int16: what the
//! interpolation makes of it), a negative real is an error while running. Source: `tflite/kernels/elementwise.cc`.

use super::support::binary::{affine, bad_scales, symmetric};
use super::support::unary::{self, mapped_from, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::math;
use ferrolite_kernels::quant::{ClampRange, QuantizedInteger};
use ferrolite_kernels::reference::elementwise::QuantizedRsqrt;
use ferrolite_kernels::reference::lut::{ByteTable, PiecewiseTable};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Rsqrt, prepare).versions(3).types("int8, int16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "rsqrt_float32", |x| 1.0 / math::sqrt(x)),
        TensorType::Int8 => {
            let (from, to) = (affine(&input)?, affine(&output)?);
            let function = QuantizedRsqrt::new(from, to, ClampRange::I8).ok_or_else(bad_scales)?;
            let table = ByteTable::of_integers::<i8, i8>(|q| function.apply(q));
            let inverse = move |q: i8| table.get(q.cast_unsigned()).cast_signed();
            mapped_from("rsqrt_int8_reference", i8::from_clamped(from.zero_point), inverse)
        }
        TensorType::Int16 => {
            symmetric(&input)?;
            symmetric(&output)?;
            let greatest = f32::from(i16::MAX) * output.per_tensor()?.0;
            let inverse = |x| if x <= 0.0 { greatest } else { 1.0 / math::sqrt(x) };
            let table = PiecewiseTable::of_f32(input.per_tensor()?, output.per_tensor()?, inverse);
            mapped_from("rsqrt_int16_reference", 0i16, move |q| table.get(q))
        }
        _ => Err(err!(BadType, "{input}: must be int8, int16 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn rsqrt(dtype: TensorType) -> OneOp {
        OneOp::new(BuiltinOperator::Rsqrt).input(dtype, &[3]).quantized(1.0, 0).output(dtype).quantized(0.01, 0)
    }

    #[test]
    fn zero_gives_the_greatest_value() {
        assert_eq!(rsqrt(TensorType::Int8).run::<i8, i8>(&[&[0, 4, 100]]).unwrap(), [127, 50, 10]);
        let words = rsqrt(TensorType::Int16).run::<i16, i16>(&[&[1 << 8, 1 << 10, 1 << 14]]);
        assert_eq!(words.unwrap()[1..], [3, 1]);
        assert_eq!(rsqrt(TensorType::Float32).run::<f32, f32>(&[&[0.0, 4.0, 1.0]]).unwrap(), [f32::INFINITY, 0.5, 1.0]);
    }

    #[test]
    fn negative_reals_are_errors() {
        assert_eq!(rsqrt(TensorType::Int8).run::<i8, i8>(&[&[1, -1, 1]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(rsqrt(TensorType::Int16).run::<i16, i16>(&[&[1, -1, 1]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(rsqrt(TensorType::UInt8).refusal(), ErrorKind::BadType);
    }
}
