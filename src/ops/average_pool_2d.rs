//! AVERAGE_POOL_2D: the mean of each window, clamped by the fused activation. NHWC.
//!
//! Types: float32, int8, uint8, int16. Input and output have one scale; the integer sum is divided with ties
//! away from zero, so that the rounding of int8 depends on the sign of the stored numbers. Padding is not
//! counted. Source: `tflite/kernels/pooling.cc`, `internal/reference/pooling.h`, `integer_ops/pooling.h`.

use super::support::pool::{self, Kind};
use super::{OpDef, Prepared};
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::AveragePool2d, prepare).versions(3).types("int8, uint8, int16, float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    pool::prepare(ctx, Kind::Average)
}
