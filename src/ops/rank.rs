//! RANK: the number of dimensions of a tensor, an int32 scalar.
//!
//! Known as soon as the tensor's shape is, so it is a constant of the plan and nothing runs.
//!
//! Types: any input. Source: `tflite/kernels/rank.cc`.

use super::support::units::one_of;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Rank, prepare).types("any; int32 out");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    one_of(&ctx.output(0)?, &[TensorType::Int32])?;
    ctx.set_output_shape(0, &[])?;
    let rank = i32::try_from(input.rank()).map_err(|_| err!(LimitExceeded, "{input}: has too many dimensions"))?;
    ctx.set_output_value(0, rank.to_ne_bytes().to_vec());
    Ok(Prepared::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn the_rank_is_known_without_running() {
        let op = OneOp::new(BuiltinOperator::Rank).input(TensorType::Int8, &[3, 1]);
        assert_eq!(op.output(TensorType::Int32).run::<i8, i32>(&[&[1, 2, 3]]).unwrap(), [2]);
        let other = OneOp::new(BuiltinOperator::Rank).input(TensorType::Int8, &[3, 1]).output(TensorType::Int64);
        assert_eq!(other.refusal(), ErrorKind::BadType);
    }
}
