//! CONV_2D: two-dimensional convolution, NHWC input, OHWI weights, grouped where the weights have fewer
//! input channels than the input.
//!
//! | input | weights | bias | sums | rule |
//! |---|---|---|---|---|
//! | int8 | int8, int4, per tensor or per output channel, symmetric | int32 | 32 bits, wrapping | **D** |
//! | uint8 | uint8 per tensor with a zero point | int32 | 32 bits, wrapping | **D**; the multiplier from the `f32` product of the scales |
//! | int16 | int8, int4 as int8's | int64, int32 | 64 bits | **S** |
//! | int16 with `quantized_bias_type` INT32 | | int32 | 32 bits, wrapping | **D** |
//! | float32 | float32 | float32 | in order | each rounded as [`Floats`](crate::Floats) says |
//! | float32 | int8, int4, uint8 (read as signed bytes) | float32 | 32 bits | hybrid |
//!
//! Hybrid: each image is quantized symmetrically when all weights have one scale and there is one group,
//! asymmetrically otherwise; there sums are multiplied by the weights' scale, then by the image's, and by the product of
//! both elsewhere. The bias may be absent, which the reference refuses. Versions up to 8.
//!
//! With int16 vectors sum in 32 bits, where the weights and the bias of every channel prove that no sum needs more: see
//! [`word_columns`](ferrolite_kernels::requantize::word_columns). Other layers, and those with `quantized_bias_type` INT32,
//! take the scalar kernel.
//!
//! Where we differ: a 32-bit bias of 16-bit activations without `quantized_bias_type` is read as what it is
//! (the reference reads it as 64-bit values); a grouped hybrid convolution with one scale uses that scale
//! for every channel (the reference reads past the end of its scales).
//!
//! Sources: `tflite/kernels/conv.cc`, `internal/reference/conv.h`, `internal/reference/integer_ops/conv.h`.

use super::support::convolution::{Convolution, Kernels, Positions};
use super::support::gemm;
use super::support::linear::{Arithmetic, Operands, Rules, Weights, kernel_name};
use super::support::options::{at_least_one, convolution_window, options};
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::linear::{ConvGeometry, HybridInput};
use ferrolite_kernels::padding::WindowSpec;
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
    let window = convolution_window(
        ctx,
        options.padding,
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
        in_steps: true,
        image: height * width * depth,
        refuse_zero_points: true,
    };
    let arithmetic = Arithmetic::prepare(ctx, &operands, &rules)?;
    let taps = filter_height as u64 * filter_width as u64 * group_depth as u64;
    ctx.set_macs(taps.saturating_mul(batch as u64 * rows as u64 * columns as u64 * channels as u64));
    let geometry = ConvGeometry { window, groups };
    let extents = (Nhwc::new(batch, height, width, depth), Nhwc::new(batch, rows, columns, channels));
    let fast = match &arithmetic {
        Arithmetic::Int8(plan) | Arithmetic::UInt8(plan) => gemm::convolution(ctx, plan, geometry, extents)?,
        Arithmetic::Int16(plan) | Arithmetic::Int16Bias32(plan) => {
            gemm::word_convolution(ctx, plan, geometry, extents)?
        }
        Arithmetic::Float32(range) => gemm::float_convolution(ctx, *range, geometry, extents)?,
        Arithmetic::Hybrid(plan) => gemm::hybrid_convolution(ctx, plan, geometry, extents)?,
        Arithmetic::Int16Narrow(_) => None,
    };
    if let Some(prepared) = fast {
        return Ok(prepared);
    }
    let convolution = Convolution {
        kernels: &REFERENCE,
        positions: POSITIONS,
        geometry,
        input: extents.0,
        output: extents.1,
        weights: Weights::prepare(ctx, POSITIONS.weights)?,
        arithmetic,
    };
    Prepared::kernel(kernel_name!("conv_2d", convolution.arithmetic), convolution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;
    use alloc::vec;
    use ferrolite_schema::{BuiltinOptions, Conv2DOptions};

    /// A 2×2 filter on 3×3 pixels of 2 channels, 4 output channels, and a change of the options.
    fn conv(change: impl FnOnce(&mut Conv2DOptions)) -> OneOp {
        let mut options = Conv2DOptions { stride_h: 1, stride_w: 1, ..Conv2DOptions::default() };
        options.padding = crate::model::schema::Padding::Valid;
        change(&mut options);
        OneOp::new(BuiltinOperator::Conv2d).options(BuiltinOptions::Conv2DOptions(Box::new(options)))
    }

    fn int8(input: &[usize], weights: &[usize], bias: &[usize]) -> OneOp {
        let count = weights.iter().product();
        conv(|_| {})
            .input(TensorType::Int8, input)
            .quantized(0.5, 0)
            .constant(TensorType::Int8, weights, &vec![1i8; count])
            .quantized(0.5, 0)
            .constant(TensorType::Int32, bias, &vec![4i32; bias.iter().product()])
            .output(TensorType::Int8)
            .quantized(0.5, 0)
    }

    const INPUT: [usize; 4] = [1, 3, 3, 2];
    const WEIGHTS: [usize; 4] = [4, 2, 2, 2];

    fn float(change: impl FnOnce(&mut Conv2DOptions)) -> OneOp {
        let weights = [0.0f32; 32];
        conv(change)
            .input(TensorType::Float32, &INPUT)
            .constant(TensorType::Float32, &WEIGHTS, &weights)
            .output(TensorType::Float32)
    }

    #[test]
    fn integers_are_summed_rescaled_and_rounded_twice() {
        let op = int8(&INPUT, &WEIGHTS, &[4]);
        assert_eq!(op.shape(), [1, 2, 2, 4]);
        // (8 × 1 + 4) × 0.5, and (8 × 2 + 4) × 0.5.
        assert_eq!(op.run::<i8, i8>(&[&[1; 18]]).unwrap(), [6; 16]);
        assert_eq!(op.run::<i8, i8>(&[&[2; 18]]).unwrap(), [10; 16]);
    }

    #[test]
    fn a_bias_may_be_absent() {
        assert_eq!(float(|_| {}).run::<f32, f32>(&[&[1.0; 18]]).unwrap(), [0.0; 16]);
    }

    #[test]
    fn zero_and_negative_strides_and_dilations_are_refused() {
        for value in [0, -1, i32::MIN] {
            assert_eq!(float(|o| o.stride_h = value).refusal(), ErrorKind::BadOption);
            assert_eq!(float(|o| o.stride_w = value).refusal(), ErrorKind::BadOption);
            assert_eq!(float(|o| o.dilation_h_factor = value).refusal(), ErrorKind::BadOption);
            assert_eq!(float(|o| o.dilation_w_factor = value).refusal(), ErrorKind::BadOption);
        }
        // A window far larger than the image is no window.
        assert_eq!(float(|o| o.dilation_w_factor = i32::MAX).refusal(), ErrorKind::BadShape);
        let far = |o: &mut Conv2DOptions| (o.stride_h, o.stride_w) = (i32::MAX, i32::MAX);
        assert_eq!(float(far).shape(), [1, 1, 1, 4]);
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let refused = |input: &[usize], weights: &[usize], bias: &[usize]| {
            assert_eq!(int8(input, weights, bias).refusal(), ErrorKind::BadShape, "{input:?} {weights:?} {bias:?}");
        };
        refused(&INPUT, &[4, 2, 2, 3], &[4]);
        refused(&INPUT, &[3, 2, 2, 1], &[3]);
        refused(&INPUT, &[4, 2, 2, 0], &[4]);
        refused(&INPUT, &[4, 0, 2, 2], &[4]);
        refused(&INPUT, &[0, 2, 2, 2], &[0]);
        refused(&[1, 3, 3, 0], &WEIGHTS, &[4]);
        refused(&[1, 0, 3, 2], &WEIGHTS, &[4]);
        refused(&[3, 3, 2], &WEIGHTS, &[4]);
        refused(&INPUT, &[4, 2, 4], &[4]);
        refused(&INPUT, &WEIGHTS, &[3]);
        refused(&INPUT, &WEIGHTS, &[0]);
    }

    #[test]
    fn an_empty_batch_has_an_empty_output() {
        let op = int8(&[0, 3, 3, 2], &WEIGHTS, &[4]);
        assert_eq!(op.shape(), [0, 2, 2, 4]);
        assert!(op.run::<i8, i8>(&[&[]]).unwrap().is_empty());
    }

    #[test]
    fn scales_must_be_there_positive_and_one_for_each_channel() {
        let with = |scales: &[f32], zero_points: &[i32]| {
            conv(|_| {})
                .input(TensorType::Int8, &INPUT)
                .quantized(0.5, 0)
                .constant(TensorType::Int8, &WEIGHTS, &[1i8; 32])
                .quantized_along(0, scales, zero_points)
                .output(TensorType::Int8)
                .quantized(0.5, 0)
        };
        assert_eq!(with(&[0.5; 4], &[0; 4]).shape(), [1, 2, 2, 4]);
        assert_eq!(with(&[0.5], &[0]).shape(), [1, 2, 2, 4]);
        for (scales, zero_points) in [
            (&[0.5f32, 0.5][..], &[0, 0][..]),
            (&[0.5; 4], &[0, 0, 1, 0]),
            (&[0.5, 0.0, 0.5, 0.5], &[0; 4]),
            (&[f32::NAN], &[0]),
            (&[-1.0], &[0]),
            (&[], &[]),
            // 2^40 after the division: no shift can express it.
            (&[1e12], &[0]),
        ] {
            assert_eq!(with(scales, zero_points).refusal(), ErrorKind::BadQuantization, "{scales:?} {zero_points:?}");
        }
        let unscaled = conv(|_| {})
            .input(TensorType::Int8, &INPUT)
            .constant(TensorType::Int8, &WEIGHTS, &[1i8; 32])
            .output(TensorType::Int8);
        assert_eq!(unscaled.refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn types_must_go_together() {
        let with = |input, weights, output| {
            conv(|_| {})
                .input(input, &INPUT)
                .quantized(0.5, 0)
                .input(weights, &WEIGHTS)
                .quantized(0.5, 0)
                .output(output)
                .quantized(0.5, 0)
                .refusal()
        };
        use TensorType::{Float32, Int4, Int8, Int16, Int32, UInt8};
        for (input, weights, output) in [
            (Int8, Int8, UInt8),
            (Int8, UInt8, Int8),
            (UInt8, Int8, UInt8),
            (Int8, Float32, Int8),
            (Int32, Int32, Int32),
            (Int16, Int16, Int16),
            (Float32, Int16, Float32),
        ] {
            assert_eq!(with(input, weights, output), ErrorKind::BadType, "{input} {weights} {output}");
        }
        // Four-bit weights that only come at run time are not unpacked.
        assert_eq!(with(Int8, Int4, Int8), ErrorKind::Unsupported);
    }

    #[test]
    fn four_bit_weights_are_unpacked_with_their_sign() {
        let op = conv(|_| {})
            .input(TensorType::Int8, &[1, 1, 1, 3])
            .quantized(1.0, 0)
            .constant(TensorType::Int4, &[1, 1, 1, 3], &[0x2Fu8, 0x08])
            .quantized(1.0, 0)
            .output(TensorType::Int8)
            .quantized(1.0, 0);
        assert_eq!(op.run::<i8, i8>(&[&[1, 10, 5]]).unwrap(), [-1 + 20 - 40]);
    }

    #[test]
    fn sixteen_bits_check_their_bias_type_and_zero_points() {
        let with = |bias_type, bias: TensorType, zero_point| {
            conv(|o| o.quantized_bias_type = bias_type)
                .input(TensorType::Int16, &INPUT)
                .quantized(0.5, zero_point)
                .constant(TensorType::Int8, &WEIGHTS, &[1i8; 32])
                .quantized(0.5, 0)
                .input(bias, &[4])
                .output(TensorType::Int16)
                .quantized(0.5, 0)
        };
        use crate::model::schema::TensorType as Named;
        for (named, bias) in [
            (Named::Float32, TensorType::Int32),
            (Named::Float32, TensorType::Int64),
            (Named::Int32, TensorType::Int32),
            (Named::Int64, TensorType::Int64),
        ] {
            assert_eq!(with(named, bias, 0).shape(), [1, 2, 2, 4]);
        }
        assert_eq!(with(Named::Int32, TensorType::Int64, 0).refusal(), ErrorKind::BadType);
        assert_eq!(with(Named::Int8, TensorType::Int64, 0).refusal(), ErrorKind::BadOption);
        assert_eq!(with(Named::Float32, TensorType::Float32, 0).refusal(), ErrorKind::BadType);
        assert_eq!(with(Named::Float32, TensorType::Int64, 1).refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn a_legacy_bias_must_have_the_product_of_the_scales() {
        let with = |scale| {
            conv(|_| {})
                .input(TensorType::UInt8, &INPUT)
                .quantized(0.5, 3)
                .constant(TensorType::UInt8, &WEIGHTS, &[1u8; 32])
                .quantized(0.5, 1)
                .constant(TensorType::Int32, &[4], &[0i32; 4])
                .quantized(scale, 0)
                .output(TensorType::UInt8)
                .quantized(0.5, 7)
        };
        // Weights at their zero point: nothing but the output's zero point remains.
        assert_eq!(with(0.25).run::<u8, u8>(&[&[9; 18]]).unwrap(), [7; 16]);
        assert_eq!(with(0.5).refusal(), ErrorKind::BadQuantization);
    }

    #[test]
    fn missing_options_are_refused() {
        let op = OneOp::new(BuiltinOperator::Conv2d).input(TensorType::Float32, &INPUT);
        let op = op.input(TensorType::Float32, &WEIGHTS).output(TensorType::Float32);
        assert_eq!(op.refusal(), ErrorKind::BadOption);
    }
}
