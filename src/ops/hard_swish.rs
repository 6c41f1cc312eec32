//! HARD_SWISH: `x · min(max(x + 3, 0), 6) / 6`.
//!
//! Types: int8, uint8, float32. Version 1. Rounding: 16-bit fixed point of its own, with saturating shifts and one
//! product rounded towards zero. Sources: `tflite/kernels/activations.cc`, `internal/reference/hard_swish.h`.

use super::support::binary::affine;
use super::support::unary::{self, table, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::quant::ClampRange;
use ferrolite_kernels::reference::activation::{HardSwish, hard_swish_f32};
use ferrolite_kernels::reference::lut::ByteTable;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::HardSwish, prepare).types("int8, uint8, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = unary::same_type(ctx)?;
    let quantized = |of_type: ClampRange| -> Result<HardSwish> {
        HardSwish::new(affine(&input)?, affine(&output)?, of_type).ok_or_else(|| {
            err!(BadQuantization, "{output}: its scale must be at least 1/128 of the input's, both of ordinary size")
        })
    };
    match input.dtype {
        TensorType::Int8 => {
            let function = quantized(ClampRange::I8)?;
            table(ctx.isa(), "hard_swish_int8", ByteTable::of_integers::<i8, i8>(|q| function.apply(q)))
        }
        TensorType::UInt8 => {
            let function = quantized(ClampRange::U8)?;
            table(ctx.isa(), "hard_swish_uint8", ByteTable::of_integers::<u8, u8>(|q| function.apply(q)))
        }
        TensorType::Float32 => vectorized(ctx.isa(), "hard_swish_float32", hard_swish_f32),
        _ => Err(err!(BadType, "{input}: must be int8, uint8 or float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn it_is_the_identity_above_three() {
        let op = OneOp::new(BuiltinOperator::HardSwish).input(TensorType::UInt8, &[3]).quantized(0.0625, 128);
        let op = op.output(TensorType::UInt8).quantized(0.0625, 10);
        assert_eq!(op.run::<u8, u8>(&[&[60, 128, 240]]).unwrap(), [10, 10, 122]);
    }

    #[test]
    fn fine_output_scales_are_refused() {
        let op = OneOp::new(BuiltinOperator::HardSwish).input(TensorType::Int8, &[1]).quantized(1.0, 0);
        assert_eq!(op.output(TensorType::Int8).quantized(0.001, 0).refusal(), ErrorKind::BadQuantization);
        let op = OneOp::new(BuiltinOperator::HardSwish).input(TensorType::Int16, &[1]).output(TensorType::Int16);
        assert_eq!(op.refusal(), ErrorKind::BadType);
    }
}
