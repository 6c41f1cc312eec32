//! RESIZE_BILINEAR: an NHWC tensor at another height and width, interpolated between four pixels.
//!
//! Types: float32 and uint8 (in `f32`), int8 and int16 (fixed point with ten fractional bits, ties away from
//! zero). Scale and zero point pass through. `align_corners` and `half_pixel_centers` exclude each other.
//! Source: `tflite/kernels/resize_bilinear.cc`, `internal/reference/resize_bilinear.h`.

use super::support::options::options;
use super::support::resize::{kernel, shapes};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::resize_bilinear::{resize_bilinear_f32, resize_bilinear_fixed, resize_bilinear_u8};
use ferrolite_kernels::reference::resize_nearest::SampleGrid;

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
    let shapes = shapes(ctx)?;
    let input = ctx.input(0)?;
    match input.dtype {
        TensorType::Float32 => kernel("resize_bilinear_float32_reference", grid, shapes, resize_bilinear_f32),
        TensorType::UInt8 => kernel("resize_bilinear_uint8_reference", grid, shapes, resize_bilinear_u8),
        TensorType::Int8 => kernel("resize_bilinear_int8_reference", grid, shapes, resize_bilinear_fixed::<i8>),
        TensorType::Int16 => kernel("resize_bilinear_int16_reference", grid, shapes, resize_bilinear_fixed::<i16>),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16 or float32")),
    }
}
