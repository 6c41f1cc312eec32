//! ZEROS_LIKE: zeros in the shape and type of a tensor.
//!
//! Types: float32, int32, int64. Source: `tflite/kernels/zeros_like.cc`.

use super::support::units::{one_of, same_type};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::Result;
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ZerosLike, prepare).types("float32, int32, int64");

struct Zeros;

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    one_of(&input, &[TensorType::Float32, TensorType::Int32, TensorType::Int64])?;
    same_type(&input, &ctx.output(0)?)?;
    ctx.set_output_shape(0, input.shape)?;
    Prepared::kernel("zeros_like_reference", Zeros)
}

impl Kernel for Zeros {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (_, outputs, _) = io.split();
        outputs.get::<u8>(0)?.fill(0);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn the_shape_stays_and_other_types_are_refused() {
        let zeros = |dtype| OneOp::new(BuiltinOperator::ZerosLike).input(dtype, &[2]).output(dtype);
        assert_eq!(zeros(TensorType::Float32).run::<f32, f32>(&[&[f32::NAN, 1.0]]).unwrap(), [0.0, 0.0]);
        assert_eq!(zeros(TensorType::Int8).refusal(), ErrorKind::BadType);
    }
}
