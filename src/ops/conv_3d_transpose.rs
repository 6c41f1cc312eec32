//! CONV_3D_TRANSPOSE: the transposed convolution of volumes `[batch, depth, height, width, inputs]` with filters `[depth,
//! height, width, outputs, inputs]`, float32: each input pixel adds its filter to the output around it. The operands: the
//! output's shape (5 × int32, may be known only at run time), filter, input, bias (may be absent).
//!
//! Source: `tflite/kernels/conv3d_transpose.cc`, `internal/reference/conv3d_transpose.h`.

use super::support::volume::{Positions, prepare as prepare_volume, windows};
use super::{OpDef, Prepared};
use crate::TensorType::Int32;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::padding::WindowAxis;
use ferrolite_kernels::reference::conv3d::conv_3d_transpose;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Conv3dTranspose, prepare).operands(3..=4, 1..=1).types("float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (shape, filter, input) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    ensure!(shape.dtype == Int32, BadType, "{shape}: must be int32");
    ensure!(shape.shape == [5], BadShape, "{shape}: must have 5 elements");
    let output: Option<Vec<usize>> =
        ctx.value::<i32>(0)?.into_iter().map(|extent| usize::try_from(extent).ok()).collect();
    let output = output.ok_or_else(|| err!(BadShape, "{shape}: an extent is negative"))?;
    let (&[batch, ref pixels @ .., channels], &[ref window @ .., outputs, inputs]) = (input.shape, filter.shape) else {
        return Err(err!(BadShape, "{input} and {filter} must have rank 5"));
    };
    ensure!(pixels.len() == 3 && window.len() == 3, BadShape, "{input} and {filter} must have rank 5");
    ensure!(channels == inputs, BadShape, "{filter}: must have the {channels} input channels of {input}");
    ensure!(
        output.first() == Some(&batch) && output.last() == Some(&outputs),
        BadShape,
        "an output of {output:?} must have {batch} volumes of {outputs} channels"
    );
    let volume = windows(ctx, batch, output.get(1..4).unwrap_or_default(), window)?;
    ensure!(
        volume.axes.iter().map(WindowAxis::output).eq(pixels.iter().copied()),
        BadShape,
        "{input}: does not fit an output of {output:?}"
    );
    ctx.set_output_shape(0, &output)?;
    let positions = Positions { input: 2, filter: 1, bias: 3 };
    let kernel = ("conv_3d_transpose_float32_reference", conv_3d_transpose);
    prepare_volume(ctx, positions, volume, (inputs, outputs), (kernel.0, kernel.1), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{BuiltinOptions, Conv3DOptions, Padding};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType::Float32};
    use alloc::boxed::Box;

    fn op(shape: &[i32], input: &[usize]) -> OneOp {
        let options =
            Conv3DOptions { padding: Padding::Valid, stride_d: 1, stride_w: 1, stride_h: 1, ..Default::default() };
        OneOp::new(BuiltinOperator::Conv3dTranspose)
            .options(BuiltinOptions::Conv3DOptions(Box::new(options)))
            .vector(shape)
            .input(Float32, &[1, 1, 2, 1, 2])
            .input(Float32, input)
            .output(Float32)
    }

    #[test]
    fn the_output_has_the_shape_that_is_asked_for() {
        assert_eq!(op(&[1, 2, 2, 4, 1], &[1, 2, 2, 3, 2]).shape(), [1, 2, 2, 4, 1]);
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        for shape in [[2, 2, 2, 4, 1], [1, 2, 2, 5, 1], [1, 2, 2, 4, 3], [1, -2, 2, 4, 1]] {
            assert_eq!(op(&shape, &[1, 2, 2, 3, 2]).refusal(), ErrorKind::BadShape, "{shape:?}");
        }
        assert_eq!(op(&[1, 2, 2, 4], &[1, 2, 2, 3, 2]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(&[1, 2, 2, 4, 1], &[1, 2, 2, 3, 3]).refusal(), ErrorKind::BadShape);
    }
}
