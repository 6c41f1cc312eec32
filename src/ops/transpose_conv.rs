//! TRANSPOSE_CONV: the gradient of a convolution, by which an image grows. NHWC input, OHWI weights; the
//! operands are the output's shape, the weights, the input and maybe a bias.
//!
//! Types, sums and rounding as CONV_2D (int8 and uint8: rule **D**, int16: rule **S**, or **D** with
//! `quantized_bias_type` INT32), but without int4 weights, groups and dilation; a float input takes int8
//! weights, and is then quantized asymmetrically image by image. Versions up to 5.
//!
//! Where we differ: the reference rescales each product of a hybrid convolution, we rescale their sum; a
//! 32-bit bias of 16-bit activations without `quantized_bias_type` is read as what it is.
//!
//! Sources: `tflite/kernels/transpose_conv.cc`, `internal/reference/transpose_conv.h`,
//! `internal/reference/integer_ops/transpose_conv.h`.

use super::support::convolution::{Convolution, Kernels, Positions};
use super::support::linear::{Arithmetic, Operands, Rules, Weights, kernel_name};
use super::support::options::{at_least_one, options, padding};
use super::support::{phases, upsample};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::linear::HybridInput;
use ferrolite_kernels::padding::{Window, WindowSpec};
use ferrolite_kernels::reference::transpose_conv;
use ferrolite_kernels::view::Nhwc;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::TransposeConv, prepare)
    .versions(5)
    .operands(3..=4, 1..=1)
    .types("int8, uint8, int16 (weights int8), float32, hybrid");

static REFERENCE: Kernels<Window> = Kernels {
    int8: transpose_conv::transpose_conv_fixed_point,
    uint8: transpose_conv::transpose_conv_fixed_point,
    int16_narrow: transpose_conv::transpose_conv_fixed_point,
    int16: transpose_conv::transpose_conv_fixed_point_wide,
    int16_bias32: transpose_conv::transpose_conv_fixed_point_wide,
    float32: transpose_conv::transpose_conv_float,
    hybrid: transpose_conv::transpose_conv_hybrid,
};

const POSITIONS: Positions = Positions { input: 2, weights: 1, bias: 3 };

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, TransposeConvOptions)?;
    let (input, weights, output) = (ctx.input(2)?, ctx.input(1)?, ctx.output(0)?);
    let (&[batch, height, width, depth], &[channels, filter_height, filter_width, weights_depth]) =
        (input.shape, weights.shape)
    else {
        return Err(err!(BadShape, "{input} and {weights}: must have rank 4"));
    };
    let stride = (at_least_one(options.stride_h, "stride_h")?, at_least_one(options.stride_w, "stride_w")?);
    ensure!(height > 0 && width > 0 && depth > 0, BadShape, "{input}: height, width and channels must not be 0");
    ensure!(
        channels > 0 && filter_height > 0 && filter_width > 0 && weights_depth == depth,
        BadShape,
        "{weights}: must be [channels, rows, columns, {depth}], none of them 0"
    );
    ensure!(
        matches!(weights.dtype, TensorType::Float32 | TensorType::Int8)
            || (input.dtype, weights.dtype) == (TensorType::UInt8, TensorType::UInt8),
        BadType,
        "{weights}: weights of {} are not supported with {} activations",
        weights.dtype,
        input.dtype
    );
    let [rows, columns] = output_size(ctx, batch, channels)?;
    // The convolution that leads from the output back to the input.
    let window = Window::new(
        padding(options.padding),
        WindowSpec { input: rows, filter: filter_height, stride: stride.0, dilation: 1 },
        WindowSpec { input: columns, filter: filter_width, stride: stride.1, dilation: 1 },
    )
    .filter(|window| (window.rows.output(), window.columns.output()) == (height, width))
    .ok_or_else(|| err!(BadShape, "an output of {rows}×{columns} does not belong to an input of {height}×{width}"))?;
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    let operands = Operands { input, weights, bias: ctx.optional_input(POSITIONS.bias)?, output, channels };
    let rules = Rules {
        activation: options.fused_activation_function,
        quantized_bias_type: options.quantized_bias_type,
        hybrid: (HybridInput::Asymmetric, HybridInput::Asymmetric),
        in_steps: false,
        image: height * width * depth,
        refuse_zero_points: false,
    };
    let arithmetic = Arithmetic::prepare(ctx, &operands, &rules)?;
    let taps = filter_height as u64 * filter_width as u64 * channels as u64;
    ctx.set_macs(taps.saturating_mul(input.elements() as u64));
    let extents = (Nhwc::new(batch, height, width, depth), Nhwc::new(batch, rows, columns, channels));
    let fast = on_vectors(ctx, &arithmetic, &window, extents)?;
    if let Some(prepared) = fast {
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
    Prepared::kernel(kernel_name!("transpose_conv", convolution.arithmetic), convolution)
}

/// The layer as tiles of its output or as convolutions, where instruction set and parameters allow it.
fn on_vectors(
    ctx: &mut Prepare<'_>,
    arithmetic: &Arithmetic,
    window: &Window,
    extents: (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    Ok(match arithmetic {
        Arithmetic::Int8(plan) | Arithmetic::UInt8(plan) => {
            match upsample::fixed_point(ctx, plan, window, extents, POSITIONS)? {
                None => phases::fixed_point(ctx, plan, window, extents, POSITIONS)?,
                tiled => tiled,
            }
        }
        Arithmetic::Float32(range) => match upsample::floats(ctx, *range, window, extents, POSITIONS)? {
            None => phases::floats(ctx, *range, window, extents, POSITIONS)?,
            tiled => tiled,
        },
        Arithmetic::Hybrid(plan) => phases::hybrid(ctx, plan, window, extents, POSITIONS)?,
        _ => None,
    })
}

/// Height and width of the output, from the operand that says its shape.
fn output_size(ctx: &mut Prepare<'_>, batch: usize, channels: usize) -> Result<[usize; 2]> {
    let operand = ctx.input(0)?;
    ensure!(operand.dtype == TensorType::Int32 && operand.rank() == 1, BadType, "{operand}: must be 1-D int32");
    let shape: Vec<i32> = ctx.value(0)?;
    let sizes: Option<Vec<usize>> = shape.iter().map(|&size| usize::try_from(size).ok()).collect();
    match sizes.as_deref() {
        Some(&[of_batch, rows, columns, of_channels])
            if of_batch == batch && of_channels == channels && rows > 0 && columns > 0 =>
        {
            Ok([rows, columns])
        }
        _ => Err(err!(BadShape, "{operand}: {shape:?} is no output shape, must be [{batch}, ≥1, ≥1, {channels}]")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;
    use alloc::vec;
    use ferrolite_kernels::linear::{FixedPoint, Float, Hybrid};
    use ferrolite_kernels::quant::{ClampRange, Multiplier};
    use ferrolite_kernels::view::{View, ViewMut};
    use ferrolite_schema::{BuiltinOptions, TransposeConvOptions};

    fn grow(shape: &[i32], weights: &[usize], strides: (i32, i32)) -> OneOp {
        grow_from(&[1, 1, 2, 1], shape, weights, strides)
    }

    fn grow_from(input: &[usize], shape: &[i32], weights: &[usize], strides: (i32, i32)) -> OneOp {
        let options = TransposeConvOptions { stride_h: strides.0, stride_w: strides.1, ..Default::default() };
        let values: Vec<f32> = (1..=weights.iter().product::<usize>()).map(|i| i as f32).collect();
        OneOp::new(BuiltinOperator::TransposeConv)
            .options(BuiltinOptions::TransposeConvOptions(Box::new(options)))
            .vector(shape)
            .constant(TensorType::Float32, weights, &values)
            .input(TensorType::Float32, input)
            .output(TensorType::Float32)
    }

    #[test]
    fn each_pixel_spreads_over_its_window() {
        let op = grow(&[1, 1, 4, 1], &[1, 1, 3, 1], (1, 2));
        // SAME: the window of the second pixel starts at column 2.
        assert_eq!(op.run::<f32, f32>(&[&[1.0, 10.0]]).unwrap(), [1.0, 2.0, 3.0 + 10.0, 20.0]);
    }

    #[test]
    fn phases_may_have_no_outputs() {
        // The one output is the second of a stride; the first lies before it.
        let op = grow_from(&[1, 1, 1, 1], &[1, 1, 1, 1], &[1, 1, 3, 1], (1, 2));
        assert_eq!(op.run::<f32, f32>(&[&[10.0]]).unwrap(), [20.0]);
        let op = grow_from(&[1, 1, 1, 1], &[1, 1, 1, 1], &[1, 3, 1, 1], (2, 1));
        assert_eq!(op.run::<f32, f32>(&[&[10.0]]).unwrap(), [20.0]);
    }

    /// Filters and strides: as large as each other, and not.
    const SIZES: [[(usize, usize); 2]; 7] = [
        [(2, 3), (2, 3)],
        [(3, 3), (2, 2)],
        [(4, 4), (2, 2)],
        [(5, 2), (3, 1)],
        [(1, 7), (1, 3)],
        [(3, 5), (1, 4)],
        [(6, 3), (4, 2)],
    ];

    /// Weights that differ, inputs, and what the operator makes of them.
    fn grown<X, W>(
        types: [TensorType; 2],
        [filter, stride]: [(usize, usize); 2],
        (of_input, of_weight): (impl Fn(usize) -> X, impl Fn(usize) -> W),
    ) -> (Vec<X>, Vec<W>, Vec<X>)
    where
        X: crate::arena::Element,
        W: crate::arena::Element,
    {
        let x: Vec<X> = (0..2 * 3 * 5 * 7).map(|i| of_input(i * 37 % 251)).collect();
        let w: Vec<W> = (0..18 * filter.0 * filter.1 * 7).map(|i| of_weight(i * 53 % 251)).collect();
        let (stride_h, stride_w) = (stride.0 as i32, stride.1 as i32);
        let options = TransposeConvOptions { stride_h, stride_w, ..Default::default() };
        let found = OneOp::new(BuiltinOperator::TransposeConv)
            .options(BuiltinOptions::TransposeConvOptions(Box::new(options)))
            .vector(&[2, 3 * stride_h, 5 * stride_w, 18])
            .constant(types[1], &[18, filter.0, filter.1, 7], &w)
            .quantized(0.5, 0)
            .input(types[0], &[2, 3, 5, 7])
            .quantized(0.25, 3)
            .output(types[0])
            .quantized(16.0, -5)
            .run::<X, X>(&[&x])
            .unwrap();
        (x, w, found)
    }

    fn extents([filter, stride]: [(usize, usize); 2]) -> (Window, Nhwc, Nhwc) {
        let spec = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
        let (rows, columns) = (spec(3 * stride.0, filter.0, stride.0), spec(5 * stride.1, filter.1, stride.1));
        let window = Window::new(ferrolite_kernels::padding::Padding::Same, rows, columns).unwrap();
        (window, Nhwc::new(2, 3, 5, 7), Nhwc::new(2, 3 * stride.0, 5 * stride.1, 18))
    }

    #[test]
    fn integers_equal_the_scalar_kernel() {
        for sizes in SIZES {
            check_integers(sizes);
        }
    }

    fn check_integers(sizes: [(usize, usize); 2]) {
        let byte = |i: usize| i as u8 as i8;
        let (x, w, found) = grown([TensorType::Int8; 2], sizes, (byte, byte));
        let (window, input, output) = extents(sizes);
        let multipliers = vec![Multiplier::from_real(0.5 * 0.25 / 16.0); 18];
        let rule = FixedPoint {
            input_zero_point: 3,
            weights_zero_point: 0,
            bias: None,
            multipliers: &multipliers,
            output_zero_point: -5,
            range: ClampRange::I8,
        };
        let mut expected = vec![0i8; found.len()];
        let view = ViewMut::dense(&mut expected, output).unwrap();
        transpose_conv::transpose_conv_fixed_point(&window, &rule, View::dense(&x, input).unwrap(), &w, view);
        assert_eq!(found, expected, "{sizes:?}");
        assert!(found.iter().any(|&y| y > -5) && found.iter().any(|&y| y < -5));
    }

    #[test]
    fn floats_equal_the_scalar_kernel() {
        for sizes in SIZES {
            // Small whole numbers, whose sums no order changes.
            let number = |i: usize| i as f32 - 100.0;
            let (x, w, found) = grown([TensorType::Float32; 2], sizes, (number, number));
            let (window, input, output) = extents(sizes);
            let rule = Float { bias: None, min: f32::NEG_INFINITY, max: f32::INFINITY };
            let mut expected = vec![0f32; found.len()];
            let view = ViewMut::dense(&mut expected, output).unwrap();
            transpose_conv::transpose_conv_float(&window, &rule, View::dense(&x, input).unwrap(), &w, view);
            assert_eq!(found, expected, "{sizes:?}");
        }
    }

    #[test]
    fn hybrid_layers_equal_the_scalar_kernel() {
        for sizes in SIZES {
            let (number, byte) = (|i: usize| i as f32 * 0.37 - 11.0, |i: usize| i as u8 as i8);
            let (x, w, found) = grown([TensorType::Float32, TensorType::Int8], sizes, (number, byte));
            let (window, input, output) = extents(sizes);
            let scales = [0.5; 18];
            let rule = Hybrid {
                quantize: HybridInput::Asymmetric,
                in_steps: false,
                weights_scales: &scales,
                bias: None,
                min: f32::NEG_INFINITY,
                max: f32::INFINITY,
            };
            let (mut expected, mut image) = (vec![0f32; found.len()], vec![0; x.len() / 2]);
            let view = ViewMut::dense(&mut expected, output).unwrap();
            transpose_conv::transpose_conv_hybrid(&window, &rule, (&x, input), &w, view, &mut image);
            assert_eq!(found, expected, "{sizes:?}");
        }
    }

    #[test]
    fn output_shapes_that_do_not_belong_to_the_input_are_refused() {
        for shape in [
            &[1, 1, 4][..],
            &[1, 1, 4, 1, 1],
            &[2, 1, 4, 1],
            &[1, 1, 4, 2],
            &[1, 1, 5, 1],
            &[1, 2, 4, 1],
            &[1, 0, 4, 1],
            &[1, -1, 4, 1],
            &[1, 1, i32::MAX, 1],
        ] {
            assert_eq!(grow(shape, &[1, 1, 3, 1], (1, 2)).refusal(), ErrorKind::BadShape, "{shape:?}");
        }
    }

    #[test]
    fn zero_strides_and_empty_weights_are_refused() {
        for strides in [(0, 2), (1, 0), (-1, 2)] {
            assert_eq!(grow(&[1, 1, 4, 1], &[1, 1, 3, 1], strides).refusal(), ErrorKind::BadOption);
        }
        for weights in [[0, 1, 3, 1], [1, 0, 3, 1], [1, 1, 0, 1], [1, 1, 3, 0], [1, 1, 3, 2]] {
            assert_eq!(grow(&[1, 1, 4, 1], &weights, (1, 2)).refusal(), ErrorKind::BadShape, "{weights:?}");
        }
    }

    #[test]
    fn weights_of_other_types_are_refused() {
        let with = |input, weights| {
            let options = TransposeConvOptions { stride_h: 1, stride_w: 2, ..Default::default() };
            OneOp::new(BuiltinOperator::TransposeConv)
                .options(BuiltinOptions::TransposeConvOptions(Box::new(options)))
                .vector(&[1, 1, 4, 1])
                .input(weights, &[1, 1, 3, 1])
                .quantized(1.0, 0)
                .input(input, &[1, 1, 2, 1])
                .quantized(1.0, 0)
                .output(input)
                .quantized(1.0, 0)
                .refusal()
        };
        assert_eq!(with(TensorType::Int8, TensorType::Int4), ErrorKind::BadType);
        assert_eq!(with(TensorType::Int8, TensorType::Float32), ErrorKind::BadType);
        assert_eq!(with(TensorType::Float32, TensorType::UInt8), ErrorKind::BadType);
    }
}
