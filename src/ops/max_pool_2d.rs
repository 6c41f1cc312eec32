//! MAX_POOL_2D: the largest value of each window, clamped by the fused activation. NHWC.
//!
//! Types: float32, int8, uint8, int16. Input and output have one scale, so nothing is rounded; padding takes
//! no part. Source: `tflite/kernels/pooling.cc`, `internal/reference/pooling.h`, `integer_ops/pooling.h`.

use super::support::pool::{self, Kind};
use super::{OpDef, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::MaxPool2d, prepare).versions(3).types("int8, uint8, int16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    pool::prepare(ctx, Kind::Max)
}
