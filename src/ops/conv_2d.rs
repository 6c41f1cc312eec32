//! CONV_2D: two-dimensional convolution, NHWC input, OHWI weights, grouped where the weights have fewer
//! input channels than the input.
//!
//! | input | weights | bias | sums | rule |
//! |---|---|---|---|---|
//! | int8 | int8, int4, per tensor or per output channel, symmetric | int32 | 32 bits, wrapping | **D** |
//! | uint8 | uint8 per tensor with a zero point | int32 | 32 bits, wrapping | **D**; the multiplier from the `f32` product of the scales |
//! | int16 | int8, int4 as int8's | int64, int32 | 64 bits | **S** |
//! | int16 with `quantized_bias_type` INT32 | | int32 | 32 bits, wrapping | **D** |
//! | float32 | float32 | float32 | in order | |
//! | float32 | int8, int4, uint8 (read as signed bytes) | float32 | 32 bits | hybrid |
//!
//! Hybrid: each image is quantized symmetrically when all weights have one scale and there is one group,
//! asymmetrically otherwise. The bias may be absent, which the reference refuses. Versions up to 8.
//!
//! Where we differ: a 32-bit bias of 16-bit activations without `quantized_bias_type` is read as what it is
//! (the reference reads it as 64-bit values); a grouped hybrid convolution with one scale uses that scale
//! for every channel (the reference reads past the end of its scales).
//!
//! Sources: `tflite/kernels/conv.cc`, `internal/reference/conv.h`, `internal/reference/integer_ops/conv.h`.

use super::support::convolution::{Convolution, Kernels, Positions};
use super::support::linear::{Arithmetic, Operands, Rules, Weights, kernel_name};
use super::support::options::{at_least_one, options, padding};
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::linear::{ConvGeometry, HybridInput};
use ferrolite_kernels::padding::{Window, WindowSpec};
use ferrolite_kernels::reference::conv;
use ferrolite_kernels::view::Nhwc;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Conv2d, prepare)
    .versions(8)
    .operands(2..=3, 1..=1)
    .types("int8, uint8, int16 (weights int8, int4), float32, hybrid");

static REFERENCE: Kernels<ConvGeometry> = Kernels {
    int8: conv::conv_fixed_point,
    uint8: conv::conv_fixed_point,
    int16_narrow: conv::conv_fixed_point,
    int16: conv::conv_fixed_point_wide,
    int16_bias32: conv::conv_fixed_point_wide,
    float32: conv::conv_float,
    hybrid: conv::conv_hybrid,
};

const POSITIONS: Positions = Positions { input: 0, weights: 1, bias: 2 };

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, Conv2DOptions)?;
    let (input, weights, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let (&[batch, height, width, depth], &[channels, filter_height, filter_width, group_depth]) =
        (input.shape, weights.shape)
    else {
        return Err(err!(BadShape, "{input} and {weights}: must have rank 4"));
    };
    let stride = (at_least_one(options.stride_h, "stride_h")?, at_least_one(options.stride_w, "stride_w")?);
    let dilation = (
        at_least_one(options.dilation_h_factor, "dilation_h_factor")?,
        at_least_one(options.dilation_w_factor, "dilation_w_factor")?,
    );
    ensure!(height > 0 && width > 0 && depth > 0, BadShape, "{input}: height, width and channels must not be 0");
    let extents = [channels, filter_height, filter_width, group_depth];
    ensure!(!extents.contains(&0), BadShape, "{weights}: no dimension of the weights may be 0");
    ensure!(
        depth.is_multiple_of(group_depth) && channels.is_multiple_of(depth / group_depth),
        BadShape,
        "{weights}: do not divide the {depth} channels of {input} into groups"
    );
    let groups = depth / group_depth;
    let window = Window::new(
        padding(options.padding),
        WindowSpec { input: height, filter: filter_height, stride: stride.0, dilation: dilation.0 },
        WindowSpec { input: width, filter: filter_width, stride: stride.1, dilation: dilation.1 },
    )
    .ok_or_else(|| err!(BadShape, "the filter of {weights} does not fit {input}"))?;
    let (rows, columns) = (window.rows.output(), window.columns.output());
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    let symmetric = if groups == 1 { HybridInput::Symmetric } else { HybridInput::Asymmetric };
    let operands = Operands { input, weights, bias: ctx.optional_input(2)?, output, channels };
    let rules = Rules {
        activation: options.fused_activation_function,
        quantized_bias_type: options.quantized_bias_type,
        hybrid: (symmetric, HybridInput::Asymmetric),
        image: height * width * depth,
        refuse_zero_points: true,
    };
    let arithmetic = Arithmetic::prepare(ctx, &operands, &rules)?;
    let taps = filter_height as u64 * filter_width as u64 * group_depth as u64;
    ctx.set_macs(taps.saturating_mul(batch as u64 * rows as u64 * columns as u64 * channels as u64));
    let convolution = Convolution {
        kernels: &REFERENCE,
        positions: POSITIONS,
        geometry: ConvGeometry { window, groups },
        input: Nhwc::new(batch, height, width, depth),
        output: Nhwc::new(batch, rows, columns, channels),
        weights: Weights::prepare(ctx, POSITIONS.weights)?,
        arithmetic,
    };
    Prepared::kernel(kernel_name!("conv_2d", convolution.arithmetic), convolution)
}
