//! MaxPoolingWithArgmax2D and MaxUnpooling2D, custom operators of MediaPipe.
//!
//! The first gives the maximum of each window (NHWC, float32) and where in the window it was: the tap's number, row by row,
//! as float32. The second takes such a pair and puts the maxima back, with zeros elsewhere; there the windows lie side by
//! side. Options: MediaPipe's structure of pooling parameters, of which the activation must be none. LiteRT has them in its
//! XNNPACK delegate only, so whole networks under the default resolver are the oracle
//! (`hair_segmentation`); what the places look like is known to no other operator.

use super::support::function::Function;
use super::support::options::at_least_one;
use super::support::records::{integers, padding};
use super::{OpDef, Prepared};
use crate::TensorType::Float32;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::argmax_pool;
use ferrolite_kernels::padding::{Padding, Window, WindowSpec};
use ferrolite_kernels::view::Nhwc;

pub(super) const POOL: OpDef =
    OpDef::custom("MaxPoolingWithArgmax2D", prepare_pool).operands(1..=1, 2..=2).types("float32");

pub(super) const UNPOOL: OpDef =
    OpDef::custom("MaxUnpooling2D", prepare_unpool).operands(2..=2, 1..=1).types("float32");

struct Options {
    padding: Padding,
    stride: [usize; 2],
    filter: [usize; 2],
}

fn options(bytes: &[u8]) -> Result<Options> {
    let [number, stride_width, stride_height, filter_width, filter_height, activation] = integers(bytes)?;
    ensure!(activation == 0, BadOption, "the fused activation {activation} is not supported");
    Ok(Options {
        padding: padding(number)?,
        stride: [at_least_one(stride_height, "stride_height")?, at_least_one(stride_width, "stride_width")?],
        filter: [at_least_one(filter_height, "filter_height")?, at_least_one(filter_width, "filter_width")?],
    })
}

fn image(operand: &Operand<'_>) -> Result<Nhwc> {
    ensure!(operand.dtype == Float32, BadType, "{operand}: must be float32");
    match *operand.shape {
        [batch, height, width, channels] => Ok(Nhwc::new(batch, height, width, channels)),
        _ => Err(err!(BadShape, "{operand}: must have rank 4")),
    }
}

fn prepare_pool(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Options { padding, stride, filter } = options(ctx.custom_options())?;
    let input = ctx.input(0)?;
    let extents = image(&input)?;
    for position in 0..2 {
        let output = ctx.output(position)?;
        ensure!(output.dtype == Float32, BadType, "{output}: must be float32");
    }
    let axis = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
    let (rows, columns) = (axis(extents.height, filter[0], stride[0]), axis(extents.width, filter[1], stride[1]));
    let window = Window::new(padding, rows, columns);
    let window = window.ok_or_else(|| err!(BadShape, "{input}: is smaller than the window"))?;
    for position in 0..2 {
        let shape = [extents.batch, window.rows.output(), window.columns.output(), extents.channels];
        ctx.set_output_shape(position, &shape)?;
    }
    let isa = ctx.isa();
    Prepared::kernel(
        "max_pooling_with_argmax_2d_float32",
        Function(move |io: &mut Io<'_>| {
            let workers = io.workers();
            let (inputs, outputs, _) = io.split();
            let [values, places] = outputs.all::<f32, 2>()?;
            argmax_pool::argmax_pool((isa, workers), &window, extents, inputs.get(0)?, (values, places));
            Ok(())
        }),
    )
}

fn prepare_unpool(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Options { stride, filter, .. } = options(ctx.custom_options())?;
    ensure!(stride == filter, BadOption, "windows of {filter:?} must be as far apart, not {stride:?}");
    let (input, places, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let extents = image(&input)?;
    ensure!(image(&places)? == extents, BadShape, "{places}: must have the shape of {input}");
    ensure!(output.dtype == Float32, BadType, "{output}: must be float32");
    let [height, width] = [extents.height.checked_mul(filter[0]), extents.width.checked_mul(filter[1])];
    let (Some(height), Some(width)) = (height, width) else {
        return Err(err!(BadShape, "{input}: its output is too large"));
    };
    ctx.set_output_shape(0, &[extents.batch, height, width, extents.channels])?;
    let isa = ctx.isa();
    Prepared::kernel(
        "max_unpooling_2d_float32",
        Function(move |io: &mut Io<'_>| {
            let workers = io.workers();
            let (inputs, outputs, _) = io.split();
            argmax_pool::max_unpool((isa, workers), filter, extents, (inputs.get(0)?, inputs.get(1)?), outputs.get(0)?);
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

    fn bytes(options: &[i32]) -> Vec<u8> {
        options.iter().flat_map(|option| option.to_le_bytes()).collect()
    }

    fn pool(options: &[i32], shape: &[usize]) -> OneOp {
        OneOp::custom("MaxPoolingWithArgmax2D", &bytes(options)).input(Float32, shape).output(Float32).output(Float32)
    }

    fn unpool(options: &[i32], places: &[usize]) -> OneOp {
        let op = OneOp::custom("MaxUnpooling2D", &bytes(options)).input(Float32, &[1, 1, 1, 2]);
        op.input(Float32, places).output(Float32)
    }

    #[test]
    fn maxima_are_pooled_and_put_back() {
        let op = pool(&[1, 2, 2, 2, 2, 0], &[1, 2, 3, 1]);
        assert_eq!(op.shape(), [1, 1, 2, 1]);
        assert_eq!(op.run::<f32, f32>(&[&[1.0, 2.0, 3.0, 4.0, 0.0, 5.0]]).unwrap(), [4.0, 5.0]);
        let op = unpool(&[2, 2, 2, 2, 2, 0], &[1, 1, 1, 2]);
        let spread = op.run::<f32, f32>(&[&[7.0, 8.0], &[3.0, 1.0]]).unwrap();
        assert_eq!(spread, [0.0, 0.0, 0.0, 8.0, 0.0, 0.0, 7.0, 0.0]);
    }

    #[test]
    fn options_and_shapes_that_do_not_fit_are_refused() {
        for options in
            [&[0, 2, 2, 2, 2, 0][..], &[1, 0, 2, 2, 2, 0], &[1, 2, 2, 2, -1, 0], &[1, 2, 2, 2, 2, 1], &[1, 2]]
        {
            assert_eq!(pool(options, &[1, 2, 2, 1]).refusal(), ErrorKind::BadOption, "{options:?}");
        }
        assert_eq!(pool(&[1, 2, 2, 2, 2, 0], &[2, 2, 1]).refusal(), ErrorKind::BadShape);
        assert_eq!(pool(&[2, 1, 1, 9, 9, 0], &[1, 2, 2, 1]).refusal(), ErrorKind::BadShape);
        assert_eq!(unpool(&[2, 1, 2, 2, 2, 0], &[1, 1, 1, 2]).refusal(), ErrorKind::BadOption);
        assert_eq!(unpool(&[2, 2, 2, 2, 2, 0], &[1, 1, 2, 1]).refusal(), ErrorKind::BadShape);
    }
}
