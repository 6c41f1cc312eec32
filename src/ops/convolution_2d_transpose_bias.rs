//! Convolution2DTransposeBias, a custom operator of MediaPipe: [TRANSPOSE_CONV](super::transpose_conv) with a bias, whose output
//! is as large as the strides say.
//!
//! Operands: input (NHWC), weights (OHWI), bias; float32. Options: MediaPipe's structure of padding and strides. The output has
//! `input × stride` rows and columns, with VALID padding as many more as the filter is longer than the stride. LiteRT has it
//! in its XNNPACK delegate only, so whole networks under the default resolver are the oracle (`selfie_segmentation`,
//! `hair_segmentation`). Source of the shapes: `mediapipe/util/tflite/operations/transpose_conv_bias.cc`.

use super::support::convolution::Positions;
use super::support::function::Function;
use super::support::linear::float;
use super::support::options::at_least_one;
use super::support::records::{integers, padding};
use super::support::upsample;
use super::{OpDef, Prepared};
use crate::TensorType::Float32;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::padding::{Padding, Window, WindowSpec};
use ferrolite_kernels::reference::transpose_conv::transpose_conv_float;
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

pub(super) const DEF: OpDef =
    OpDef::custom("Convolution2DTransposeBias", prepare).operands(3..=3, 1..=1).types("float32");

const POSITIONS: Positions = Positions { input: 0, weights: 1, bias: 2 };

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let [number, stride_width, stride_height] = integers(ctx.custom_options())?;
    let padding = padding(number)?;
    let stride = [at_least_one(stride_height, "stride_height")?, at_least_one(stride_width, "stride_width")?];
    let (input, weights, bias, output) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?, ctx.output(0)?);
    for operand in [&input, &weights, &bias, &output] {
        ensure!(operand.dtype == Float32, BadType, "{operand}: must be float32");
    }
    let (&[batch, height, width, depth], &[channels, filter_height, filter_width, weights_depth]) =
        (input.shape, weights.shape)
    else {
        return Err(err!(BadShape, "{input} and {weights}: must have rank 4"));
    };
    ensure!(
        [channels, filter_height, filter_width, depth, height, width].iter().all(|&size| size > 0)
            && weights_depth == depth,
        BadShape,
        "{weights}: must be [channels, rows, columns, {depth}], and neither it nor {input} empty"
    );
    ensure!(*bias.shape == [channels], BadShape, "{bias}: must have {channels} elements");
    let axis = |size: usize, filter: usize, stride: usize| {
        let beyond = if padding == Padding::Valid { filter.saturating_sub(stride) } else { 0 };
        let input = size.checked_mul(stride)?.checked_add(beyond)?;
        Some(WindowSpec { input, filter, stride, dilation: 1 })
    };
    // The convolution that leads from the output back to the input.
    let window = axis(height, filter_height, stride[0])
        .zip(axis(width, filter_width, stride[1]))
        .and_then(|(rows, columns)| Window::new(padding, rows, columns))
        .filter(|window| (window.rows.output(), window.columns.output()) == (height, width))
        .ok_or_else(|| err!(BadShape, "{input} and {weights}: there is no such output"))?;
    let (rows, columns) = (window.rows.input(), window.columns.input());
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    let taps = (filter_height as u64).saturating_mul(filter_width as u64).saturating_mul(channels as u64);
    ctx.set_macs(taps.saturating_mul(input.elements() as u64));
    let extents = (Nhwc::new(batch, height, width, depth), Nhwc::new(batch, rows, columns, channels));
    let range = (f32::NEG_INFINITY, f32::INFINITY);
    if let Some(prepared) = upsample::floats(ctx, range, &window, extents, POSITIONS)? {
        return Ok(prepared);
    }
    Prepared::kernel(
        "convolution_2d_transpose_bias_reference",
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let parameters = float(range, inputs.optional(2)?);
            let views = View::dense(inputs.get(0)?, extents.0).zip(ViewMut::dense(outputs.get(0)?, extents.1));
            let (input, output) = views.ok_or_else(|| err!(Internal, "an operand is too short"))?;
            transpose_conv_float(&window, &parameters, input, inputs.get(1)?, output);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;
    use alloc::vec::Vec;

    fn grow(options: &[i32], filter: &[usize], bias: usize) -> OneOp {
        let bytes: Vec<u8> = options.iter().flat_map(|option| option.to_le_bytes()).collect();
        let weights: Vec<f32> = (1..=filter.iter().product()).map(|value: usize| value as f32).collect();
        OneOp::custom("Convolution2DTransposeBias", &bytes)
            .input(Float32, &[1, 1, 2, 1])
            .constant(Float32, filter, &weights)
            .constant(Float32, &[bias], &[0.5f32; 4][..bias])
            .output(Float32)
    }

    #[test]
    fn outputs_are_as_large_as_the_strides_say() {
        let same = grow(&[1, 2, 1], &[1, 1, 3, 1], 1);
        assert_eq!(same.run::<f32, f32>(&[&[1.0, 10.0]]).unwrap(), [1.5, 2.5, 13.5, 20.5]);
        let valid = grow(&[2, 2, 1], &[1, 1, 3, 1], 1);
        assert_eq!(valid.run::<f32, f32>(&[&[1.0, 10.0]]).unwrap(), [1.5, 2.5, 13.5, 20.5, 30.5]);
    }

    #[test]
    fn options_and_shapes_that_do_not_fit_are_refused() {
        for options in [&[0, 2, 1][..], &[1, 0, 1], &[1, 2, -1], &[1, 2]] {
            assert_eq!(grow(options, &[1, 1, 3, 1], 1).refusal(), ErrorKind::BadOption, "{options:?}");
        }
        for (filter, bias) in [(&[1, 1, 3, 2][..], 1), (&[1, 0, 3, 1], 1), (&[1, 3, 1], 1), (&[1, 1, 3, 1], 2)] {
            assert_eq!(grow(&[1, 2, 1], filter, bias).refusal(), ErrorKind::BadShape, "{filter:?}");
        }
    }
}
