//! CONV_3D: a convolution of volumes `[batch, depth, height, width, inputs]` with filters `[depth, height, width, inputs,
//! outputs]`, float32. Sums are taken in order, each rounded as [`Floats`](crate::Floats) says, then the bias, then the fused
//! activation. The bias may be absent.
//!
//! Source: `tflite/kernels/conv3d.cc`, `internal/reference/conv3d.h`.

use super::support::volume::{Positions, prepare as prepare_volume, windows};
use super::support::volume_products;
use super::{OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::conv3d::conv_3d;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Conv3d, prepare).operands(2..=3, 1..=1).types("float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, filter) = (ctx.input(0)?, ctx.input(1)?);
    let (&[batch, ref volume @ .., channels], &[ref window @ .., inputs, outputs]) = (input.shape, filter.shape) else {
        return Err(err!(BadShape, "{input} and {filter} must have rank 5"));
    };
    ensure!(volume.len() == 3 && window.len() == 3, BadShape, "{input} and {filter} must have rank 5");
    ensure!(channels == inputs, BadShape, "{filter}: must have the {channels} input channels of {input}");
    ensure!(!volume.contains(&0) && !window.contains(&0), BadShape, "{input} and {filter} must not be empty");
    let volume = windows(ctx, batch, volume, window)?;
    let [depth, height, width] = volume.axes.map(|axis| axis.output());
    ctx.set_output_shape(0, &[batch, depth, height, width, outputs])?;
    let positions = Positions { input: 0, filter: 1, bias: 2 };
    let kernel = ("conv_3d_float32_reference", conv_3d as _);
    prepare_volume(ctx, positions, volume, (inputs, outputs), kernel, Some(volume_products::prepare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{BuiltinOptions, Conv3DOptions, Padding};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType::Float32};
    use alloc::boxed::Box;
    use alloc::vec;
    use alloc::vec::Vec;

    fn op(stride_d: i32, input: &[usize], filter: &[usize]) -> OneOp {
        let options =
            Conv3DOptions { padding: Padding::Valid, stride_d, stride_w: 1, stride_h: 1, ..Default::default() };
        OneOp::new(BuiltinOperator::Conv3d)
            .options(BuiltinOptions::Conv3DOptions(Box::new(options)))
            .input(Float32, input)
            .input(Float32, filter)
            .output(Float32)
    }

    #[test]
    fn the_output_has_a_pixel_for_each_window() {
        assert_eq!(op(2, &[1, 5, 4, 3, 2], &[1, 2, 3, 2, 7]).shape(), [1, 3, 3, 1, 7]);
    }

    #[test]
    fn products_on_vectors_equal_the_scalar_kernel() {
        use ferrolite_kernels::linear::Float;
        use ferrolite_kernels::padding::{Padding as Rule, WindowAxis, WindowSpec};
        use ferrolite_kernels::reference::conv3d::Volume;
        for (stride, same, filter) in
            [(1, true, [3, 3, 3]), (2, true, [2, 3, 5]), (2, false, [1, 2, 3]), (1, false, [3, 1, 1])]
        {
            let options = Conv3DOptions {
                padding: if same { Padding::Same } else { Padding::Valid },
                stride_d: stride,
                stride_h: 1,
                stride_w: stride,
                ..Default::default()
            };
            let wave = |n: usize, step: usize| -> Vec<f32> { (0..n).map(|i| ((i * step) % 13) as f32 - 6.0).collect() };
            let x = wave(2 * 4 * 5 * 9 * 3, 5);
            let w = wave(filter.iter().product::<usize>() * 3 * 20, 7);
            let shape = [filter[0], filter[1], filter[2], 3, 20];
            let found = OneOp::new(BuiltinOperator::Conv3d)
                .options(BuiltinOptions::Conv3DOptions(Box::new(options)))
                .input(Float32, &[2, 4, 5, 9, 3])
                .constant(Float32, &shape, &w)
                .output(Float32)
                .run::<f32, f32>(&[&x])
                .unwrap();
            let rule = if same { Rule::Same } else { Rule::Valid };
            let axis = |input, i: usize, stride| {
                WindowAxis::new(rule, WindowSpec { input, filter: filter[i], stride, dilation: 1 }).unwrap()
            };
            let stride = stride as usize;
            let volume = Volume { batch: 2, axes: [axis(4, 0, stride), axis(5, 1, 1), axis(9, 2, stride)] };
            let mut expected = vec![0.0; found.len()];
            let parameters = Float { bias: None, min: f32::MIN, max: f32::MAX };
            conv_3d(&volume, (3, 20), &parameters, &x, &w, &mut expected);
            assert_eq!(found, expected, "{filter:?}");
        }
    }

    #[test]
    fn shapes_and_strides_are_checked() {
        assert_eq!(op(1, &[1, 5, 4, 3], &[1, 2, 3, 2, 7]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(1, &[1, 5, 4, 3, 2], &[1, 2, 3, 3, 7]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(1, &[1, 5, 4, 3, 2], &[0, 2, 3, 2, 7]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(1, &[1, 5, 4, 3, 2], &[1, 2, 3, 2, 0]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(0, &[1, 5, 4, 3, 2], &[1, 2, 3, 2, 7]).refusal(), ErrorKind::BadOption);
    }
}
