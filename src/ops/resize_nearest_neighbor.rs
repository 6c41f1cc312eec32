//! RESIZE_NEAREST_NEIGHBOR: an NHWC tensor at another height and width, each pixel the nearest one.
//!
//! Types: any with elements of whole bytes; the reference has those of 8, 16 and 32 bits. Both options may be
//! set together, as in the reference. Source: `tflite/kernels/resize_nearest_neighbor.cc`,
//! `internal/reference/resize_nearest_neighbor.h`.

use super::support::options::options;
use super::support::resize::{shapes, vectorized};
use super::support::units::{Unit, with_unit};
use super::{OpDef, OutputType, Prepared};
use crate::error::{Result, ensure};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::resize_nearest::SampleGrid;
use ferrolite_kernels::resize::nearest;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ResizeNearestNeighbor, prepare)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types("any of 8 bits and more")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, ResizeNearestNeighborOptions)?;
    let grid = SampleGrid { align_corners: options.align_corners, half_pixel_centers: options.half_pixel_centers };
    let shapes = shapes(ctx)?;
    let input = ctx.input(0)?;
    let unit = Unit::of(&input)?;
    ensure!(unit != Unit::Nibble, BadType, "{input}: elements must be whole bytes");
    with_unit!(unit, T => vectorized::<T>(ctx.isa(), "resize_nearest_neighbor", grid, shapes, nearest))
}
