//! SHAPE: the input's dimensions as a 1-D int32 or int64 tensor.
//!
//! Known as soon as the input's shape is, so nothing runs: the output is a constant of the plan.

use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Shape, prepare).types("any → int32, int64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let shape = ctx.input(0)?.shape;
    let output = ctx.output(0)?;
    let bytes: Vec<u8> = match output.dtype {
        TensorType::Int32 => shape
            .iter()
            .map(|&d| i32::try_from(d).map_err(|_| err!(BadShape, "dimension {d} does not fit int32")))
            .collect::<Result<Vec<i32>>>()?
            .into_iter()
            .flat_map(i32::to_ne_bytes)
            .collect(),
        TensorType::Int64 => shape.iter().flat_map(|&d| (d as i64).to_ne_bytes()).collect(),
        _ => return Err(err!(BadType, "{output}: must be int32 or int64")),
    };
    ctx.set_output_shape(0, &[shape.len()])?;
    ctx.set_output_value(0, bytes);
    Ok(Prepared::Nothing)
}
