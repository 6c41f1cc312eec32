//! RESIZE_BILINEAR: an NHWC tensor at another height and width, interpolated between four pixels.
//!
//! Types: float32 and uint8 (in `f32`), int8 and int16 (fixed point with ten fractional bits, ties away from
//! zero). Scale and zero point pass through. `align_corners` and `half_pixel_centers` exclude each other.
//! Source: `tflite/kernels/resize_bilinear.cc`, `internal/reference/resize_bilinear.h`.

use super::support::options::options;
use super::support::resize::{shapes, vectorized};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::resize_nearest::SampleGrid;
use ferrolite_kernels::resize::{bilinear_f32, bilinear_i8, bilinear_i16, bilinear_u8};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ResizeBilinear, prepare)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types("int8, uint8, int16, float32")
    .output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, ResizeBilinearOptions)?;
    let grid = SampleGrid { align_corners: options.align_corners, half_pixel_centers: options.half_pixel_centers };
    ensure!(
        !(grid.align_corners && grid.half_pixel_centers),
        BadOption,
        "align_corners and half_pixel_centers are both set, at most one may be"
    );
    let (shapes, isa) = (shapes(ctx)?, ctx.isa());
    let input = ctx.input(0)?;
    match input.dtype {
        TensorType::Float32 => vectorized(isa, "resize_bilinear_float32", grid, shapes, bilinear_f32),
        TensorType::UInt8 => vectorized(isa, "resize_bilinear_uint8", grid, shapes, bilinear_u8),
        TensorType::Int8 => vectorized(isa, "resize_bilinear_int8", grid, shapes, bilinear_i8),
        TensorType::Int16 => vectorized(isa, "resize_bilinear_int16", grid, shapes, bilinear_i16),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16 or float32")),
    }
}
