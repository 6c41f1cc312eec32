//! DEPTHWISE_CONV_2D: each input channel convolved with filters of its own. NHWC input, weights
//! `[1, rows, columns, output channels]`; output channel `i × multiplier + j` sees input channel `i`.
//!
//! Types, sums and rounding as CONV_2D (int8 and uint8: rule **D**, int16: rule **S**), but without
//! `quantized_bias_type`; float inputs take int8 weights only, quantized asymmetrically image by image.
//! The multiplier is the quotient of the channels; the option of that name is ignored, as the reference
//! does for all but int16 and hybrid. Zero points of int8 weights are ignored too. Versions up to 7.
//!
//! With int16 vectors sum in 32 bits, as in CONV_2D, where every input channel has one output channel.
//!
//! Where we differ: int16 activations may have an int32 bias; a hybrid convolution with one scale uses it
//! for every channel (the reference reads past the end of its scales).
//!
//! Sources: `tflite/kernels/depthwise_conv.cc`, `internal/reference/depthwiseconv_{uint8,float}.h`,
//! `internal/reference/integer_ops/depthwise_conv.h`.

use super::support::convolution::{Convolution, Kernels, Positions};
use super::support::depthwise as vectors;
use super::support::linear::{Arithmetic, Operands, Rules, Weights, kernel_name};
use super::support::options::{at_least_one, convolution_window, options};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::{self, BuiltinOperator};
use crate::plan::Prepare;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::padding::{Window, WindowSpec};
use ferrolite_kernels::reference::depthwise;
use ferrolite_kernels::view::Nhwc;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::DepthwiseConv2d, prepare)
    .versions(7)
    .operands(2..=3, 1..=1)
    .types("int8, uint8, int16 (weights int8, int4), float32, hybrid");

static REFERENCE: Kernels<Window> = Kernels {
    int8: depthwise::depthwise_fixed_point,
    uint8: depthwise::depthwise_fixed_point,
    int16_narrow: depthwise::depthwise_fixed_point,
    int16: depthwise::depthwise_fixed_point_wide,
    int16_bias32: depthwise::depthwise_fixed_point_wide,
    float32: depthwise::depthwise_float,
    hybrid: depthwise::depthwise_hybrid,
};

const POSITIONS: Positions = Positions { input: 0, weights: 1, bias: 2 };

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, DepthwiseConv2DOptions)?;
    let (input, weights, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let (&[batch, height, width, depth], &[one, filter_height, filter_width, channels]) = (input.shape, weights.shape)
    else {
        return Err(err!(BadShape, "{input} and {weights}: must have rank 4"));
    };
    let stride = (at_least_one(options.stride_h, "stride_h")?, at_least_one(options.stride_w, "stride_w")?);
    let dilation = (
        at_least_one(options.dilation_h_factor, "dilation_h_factor")?,
        at_least_one(options.dilation_w_factor, "dilation_w_factor")?,
    );
    ensure!(height > 0 && width > 0 && depth > 0, BadShape, "{input}: height, width and channels must not be 0");
    ensure!(
        one == 1 && filter_height > 0 && filter_width > 0 && channels > 0 && channels.is_multiple_of(depth),
        BadShape,
        "{weights}: must be [1, rows, columns, a multiple of the {depth} channels of {input}]"
    );
    ensure!(
        input.dtype != TensorType::Float32 || matches!(weights.dtype, TensorType::Float32 | TensorType::Int8),
        BadType,
        "{weights}: weights of a float input must be float32 or int8"
    );
    let window = convolution_window(
        ctx,
        options.padding,
        WindowSpec { input: height, filter: filter_height, stride: stride.0, dilation: dilation.0 },
        WindowSpec { input: width, filter: filter_width, stride: stride.1, dilation: dilation.1 },
    )
    .ok_or_else(|| err!(BadShape, "the filter of {weights} does not fit {input}"))?;
    let (rows, columns) = (window.rows.output(), window.columns.output());
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    let operands = Operands { input, weights, bias: ctx.optional_input(2)?, output, channels };
    let rules = Rules {
        activation: options.fused_activation_function,
        quantized_bias_type: schema::TensorType::Float32,
        hybrid: (HybridInput::Asymmetric, HybridInput::Asymmetric),
        in_steps: false,
        image: height * width * depth,
        refuse_zero_points: false,
    };
    let arithmetic = Arithmetic::prepare(ctx, &operands, &rules)?;
    let taps = filter_height as u64 * filter_width as u64;
    ctx.set_macs(taps.saturating_mul(batch as u64 * rows as u64 * columns as u64 * channels as u64));
    let extents = (Nhwc::new(batch, height, width, depth), Nhwc::new(batch, rows, columns, channels));
    let vectorized = match &arithmetic {
        Arithmetic::Int8(plan) | Arithmetic::UInt8(plan) => vectors::fixed_point(ctx, plan, window, extents)?,
        Arithmetic::Int16(plan) | Arithmetic::Int16Bias32(plan) => vectors::words(ctx, plan, window, extents)?,
        Arithmetic::Float32(range) => vectors::float32(ctx, *range, window, extents)?,
        Arithmetic::Hybrid(plan) => vectors::hybrid(ctx, plan, window, extents)?,
        Arithmetic::Int16Narrow(_) => None,
    };
    if let Some(prepared) = vectorized {
        return Ok(prepared);
    }
    let convolution = Convolution {
        kernels: &REFERENCE,
        positions: POSITIONS,
        geometry: window,
        input: extents.0,
        output: extents.1,
        weights: Weights::prepare(ctx, POSITIONS.weights)?,
        arithmetic,
    };
    Prepared::kernel(kernel_name!("depthwise_conv_2d", convolution.arithmetic), convolution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;
    use alloc::vec::Vec;
    use ferrolite_schema::{BuiltinOptions, DepthwiseConv2DOptions};

    fn float(input: &[usize], weights: &[usize], change: impl FnOnce(&mut DepthwiseConv2DOptions)) -> OneOp {
        let mut options = DepthwiseConv2DOptions { stride_h: 1, stride_w: 1, ..DepthwiseConv2DOptions::default() };
        change(&mut options);
        let values: alloc::vec::Vec<f32> = (1..=weights.iter().product::<usize>()).map(|i| i as f32).collect();
        OneOp::new(BuiltinOperator::DepthwiseConv2d)
            .options(BuiltinOptions::DepthwiseConv2DOptions(Box::new(options)))
            .input(TensorType::Float32, input)
            .constant(TensorType::Float32, weights, &values)
            .output(TensorType::Float32)
    }

    #[test]
    fn each_channel_has_filters_of_its_own() {
        let op = float(&[1, 1, 1, 2], &[1, 1, 1, 4], |_| {});
        assert_eq!(op.run::<f32, f32>(&[&[1.0, 10.0]]).unwrap(), [1.0, 2.0, 30.0, 40.0]);
        // The option is ignored, as the reference ignores it.
        let op = float(&[1, 1, 1, 2], &[1, 1, 1, 4], |o| o.depth_multiplier = 0);
        assert_eq!(op.shape(), [1, 1, 1, 4]);
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        for (input, weights) in [
            ([1, 2, 2, 0], [1, 1, 1, 4]),
            ([1, 0, 2, 2], [1, 1, 1, 4]),
            ([1, 2, 2, 3], [1, 1, 1, 4]),
            ([1, 2, 2, 2], [1, 1, 1, 0]),
            ([1, 2, 2, 2], [1, 0, 1, 4]),
            ([1, 2, 2, 2], [2, 1, 1, 4]),
        ] {
            assert_eq!(float(&input, &weights, |_| {}).refusal(), ErrorKind::BadShape, "{input:?} {weights:?}");
        }
        assert_eq!(float(&[2, 2, 2], &[1, 1, 1, 4], |_| {}).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn zero_and_negative_strides_and_dilations_are_refused() {
        let refusal = |change: fn(&mut DepthwiseConv2DOptions)| float(&[1, 2, 2, 2], &[1, 1, 1, 4], change).refusal();
        assert_eq!(refusal(|o| o.stride_h = 0), ErrorKind::BadOption);
        assert_eq!(refusal(|o| o.stride_w = -2), ErrorKind::BadOption);
        assert_eq!(refusal(|o| o.dilation_h_factor = 0), ErrorKind::BadOption);
        assert_eq!(refusal(|o| o.dilation_w_factor = -1), ErrorKind::BadOption);
    }

    #[test]
    fn a_hybrid_layer_takes_one_scale_for_all_channels() {
        let with = |dtype| {
            let options = DepthwiseConv2DOptions { stride_h: 1, stride_w: 1, ..DepthwiseConv2DOptions::default() };
            OneOp::new(BuiltinOperator::DepthwiseConv2d)
                .options(BuiltinOptions::DepthwiseConv2DOptions(Box::new(options)))
                .input(TensorType::Float32, &[1, 1, 1, 2])
                .constant(dtype, &[1, 1, 1, 2], &[4i8; 2])
                .quantized(0.5, 0)
                .output(TensorType::Float32)
        };
        let output = with(TensorType::Int8).run::<f32, f32>(&[&[0.0, 2.55]]).unwrap();
        assert!((output[1] - 5.1).abs() < 1e-5 && output[0] == 0.0);
        assert_eq!(with(TensorType::UInt8).refusal(), ErrorKind::BadType);
    }

    /// All output channels of a single input channel see it: such a layer is multiplied as a convolution.
    #[test]
    fn filters_of_a_single_channel_lie_side_by_side() {
        let options = DepthwiseConv2DOptions { stride_h: 1, stride_w: 1, ..DepthwiseConv2DOptions::default() };
        let op = |dtype, zero_point, weights: &[u8]| {
            OneOp::new(BuiltinOperator::DepthwiseConv2d)
                .options(BuiltinOptions::DepthwiseConv2DOptions(Box::new(options.clone())))
                .input(dtype, &[1, 1, 3, 1])
                .quantized(1.0, 5)
                .constant(dtype, &[1, 1, 2, 3], weights)
                .quantized(0.5, zero_point)
                .output(dtype)
                .quantized(1.0, 7)
        };
        // Three filters of two columns: (2, −4), (0, 6), (−2, 8) halves, and one column of padding behind the image.
        let filters = [2, 0, -2, -4, 6, 8i8];
        let expected = [[1 - 4, 6, -1 + 8], [2 + 8, -12, -2 - 16], [-4, 0, 4]];
        let expected: Vec<i8> = expected.as_flattened().iter().map(|x| x + 7).collect();
        let signed = op(TensorType::Int8, 0, bytemuck::cast_slice(&filters));
        assert_eq!(signed.run::<i8, i8>(&[&[6, 7, 1]]).unwrap(), expected);
        let unsigned = op(TensorType::UInt8, 90, &filters.map(|w| (w + 90).cast_unsigned()));
        let output = unsigned.run::<u8, u8>(&[&[6, 7, 1]]).unwrap();
        assert_eq!(output, expected.iter().map(|&x| x.max(0).cast_unsigned()).collect::<Vec<u8>>());
    }

    #[test]
    fn a_channel_that_grows_is_computed_beside_those_that_vectors_take() {
        let options = DepthwiseConv2DOptions { stride_h: 1, stride_w: 1, ..DepthwiseConv2DOptions::default() };
        let mut scales = [0.5; 16];
        scales[11] = 3.0;
        let op = OneOp::new(BuiltinOperator::DepthwiseConv2d)
            .options(BuiltinOptions::DepthwiseConv2DOptions(Box::new(options)))
            .input(TensorType::Int8, &[1, 1, 2, 16])
            .quantized(1.0, 0)
            .constant(TensorType::Int8, &[1, 1, 1, 16], &[2i8; 16])
            .quantized_along(3, &scales, &[0; 16])
            .output(TensorType::Int8)
            .quantized(1.0, -5);
        let input: Vec<i8> = (-16..16).collect();
        let expected = input.iter().enumerate().map(|(i, &x)| x * if i % 16 == 11 { 6 } else { 1 } - 5);
        assert_eq!(op.run::<i8, i8>(&[&input]).unwrap(), expected.collect::<Vec<i8>>());
    }
}
