//! SHAPE: the extents of a tensor, as a vector of int32 or int64.
//!
//! Known as soon as the tensor's shape is, so it is a constant of the plan and nothing runs.
//!
//! Types: any input. Source: `tflite/kernels/shape.cc`.

use super::support::options::options;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::TensorType as OutType;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Shape, prepare).types("any; int32 or int64 out");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let wanted = match options!(ctx, ShapeOptions)?.out_type {
        OutType::Int32 => TensorType::Int32,
        OutType::Int64 => TensorType::Int64,
        other => return Err(err!(BadOption, "out_type is {other:?}, must be Int32 or Int64")),
    };
    ensure!(output.dtype == wanted, BadType, "{output}: must be {wanted}, as the option out_type says");
    ctx.set_output_shape(0, &[input.rank()])?;
    let too_long = |extent| err!(LimitExceeded, "{input}: dimension {extent} does not fit {wanted}");
    let mut bytes = Vec::with_capacity(8 * input.rank());
    for &extent in input.shape {
        if wanted == TensorType::Int32 {
            bytes.extend(i32::try_from(extent).map_err(|_| too_long(extent))?.to_ne_bytes());
        } else {
            bytes.extend(i64::try_from(extent).map_err(|_| too_long(extent))?.to_ne_bytes());
        }
    }
    ctx.set_output_value(0, bytes);
    Ok(Prepared::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, ShapeOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn shape(out_type: OutType, dtype: TensorType) -> OneOp {
        let options = BuiltinOptions::ShapeOptions(Box::new(ShapeOptions { out_type }));
        OneOp::new(BuiltinOperator::Shape).options(options).input(TensorType::Int8, &[2, 0, 5]).output(dtype)
    }

    #[test]
    fn the_shape_is_known_without_running() {
        assert_eq!(shape(OutType::Int32, TensorType::Int32).run::<i8, i32>(&[&[]]).unwrap(), [2, 0, 5]);
        assert_eq!(shape(OutType::Int64, TensorType::Int64).run::<i8, i64>(&[&[]]).unwrap(), [2, 0, 5]);
    }

    #[test]
    fn other_types_are_refused() {
        assert_eq!(shape(OutType::Float32, TensorType::Float32).refusal(), ErrorKind::BadOption);
        assert_eq!(shape(OutType::Int32, TensorType::Int64).refusal(), ErrorKind::BadType);
    }
}
