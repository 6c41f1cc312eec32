//! ROUND: the nearest integer, ties to even.
//!
//! Types: float16, bfloat16, float32, exact. Version 1. `BUILTIN_REF` lacks it: the other resolvers' kernel is the
//! source, `tflite/kernels/round.cc`, `internal/reference/round.h`.

use super::OutputType;
use super::support::unary::{self, mapped, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::half::{BFloat16, Float16, HalfFormat};
use ferrolite_kernels::math::round_ties_even;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Round, prepare).types("float16, bfloat16, float32").output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, _) = unary::same_type(ctx)?;
    match input.dtype {
        TensorType::Float32 => vectorized(ctx.isa(), "round_float32", round_ties_even),
        TensorType::Float16 => mapped("round_float16_reference", half::<Float16>),
        TensorType::BFloat16 => mapped("round_bfloat16_reference", half::<BFloat16>),
        _ => Err(err!(BadType, "{input}: must be float16, bfloat16 or float32")),
    }
}

fn half<H: HalfFormat>(bits: u16) -> u16 {
    H::narrow(round_ties_even(H::widen(bits)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn ties_go_to_even() {
        let op = |dtype| OneOp::new(BuiltinOperator::Round).input(dtype, &[3]).output(dtype);
        assert_eq!(op(TensorType::Float32).run::<f32, f32>(&[&[0.5, 1.5, -2.6]]).unwrap(), [0.0, 2.0, -3.0]);
        assert_eq!(op(TensorType::Float16).run::<u16, u16>(&[&[0x3E00, 0x3800, 0]]).unwrap(), [0x4000, 0, 0]);
        assert_eq!(op(TensorType::Int32).refusal(), ErrorKind::BadType);
    }
}
