//! What the two pools share: options, window, clamp.

use super::options::{activation, at_least_one, options, padding};
use super::units::same_type;
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::padding::{Padding, Window, WindowAxis, WindowSpec};
use ferrolite_kernels::quant::{Activation, ClampRange};
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

/// A pool's function for elements `T` with a clamp `C`.
pub(crate) type Run<T, C> = fn(&Window, C, &View<'_, T>, &mut ViewMut<'_, T>);

/// A pool's functions, with their names for reports.
pub(crate) struct Kernels {
    pub(crate) int8: (&'static str, Run<i8, ClampRange>),
    pub(crate) uint8: (&'static str, Run<u8, ClampRange>),
    pub(crate) int16: (&'static str, Run<i16, ClampRange>),
    pub(crate) float32: (&'static str, Run<f32, (f32, f32)>),
}

/// A window over an NHWC tensor.
struct Pool<T, C> {
    window: Window,
    input: Nhwc,
    output: Nhwc,
    clamp: C,
    run: Run<T, C>,
}

impl<T: Element, C: Copy + Send + Sync> Kernel for Pool<T, C> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let input = View::dense(inputs.get(0)?, self.input);
        let output = ViewMut::dense(outputs.get(0)?, self.output);
        let views = input.zip(output);
        let (input, mut output) = views.ok_or_else(|| err!(Internal, "an operand is shorter than its shape"))?;
        (self.run)(&self.window, self.clamp, &input, &mut output);
        Ok(())
    }
}

/// Checks the options, infers the shape and prepares the function for the input's type.
///
/// # Errors
/// `BadOption` for a stride or a filter below 1, `BadShape` unless the input has rank 4, `BadType`, and `BadQuantization` where an activation needs a scale.
pub(crate) fn prepare(ctx: &mut Prepare<'_>, kernels: &Kernels) -> Result<Prepared> {
    let options = options!(ctx, Pool2DOptions)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&input, &output)?;
    let &[batch, height, width, channels] = input.shape else {
        return Err(err!(BadShape, "{input}: must have 4 dimensions"));
    };
    let filter =
        (at_least_one(options.filter_height, "filter_height")?, at_least_one(options.filter_width, "filter_width")?);
    let stride = (at_least_one(options.stride_h, "stride_h")?, at_least_one(options.stride_w, "stride_w")?);
    let window = window(padding(options.padding), (height, width), filter, stride)?;
    let (rows, columns) = (window.rows.output(), window.columns.output());
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    let window_size = filter.0.min(height).saturating_mul(filter.1.min(width));
    let outputs = batch.saturating_mul(rows).saturating_mul(columns).saturating_mul(channels);
    ctx.set_work(u64::try_from(outputs.saturating_mul(window_size)).unwrap_or(u64::MAX));
    let extents = (Nhwc::new(batch, height, width, channels), Nhwc::new(batch, rows, columns, channels));
    let activation = activation(options.fused_activation_function);
    let range = |of_type| quantized_range(activation, &output, of_type);
    match input.dtype {
        TensorType::Int8 => pool(window, extents, range(ClampRange::I8)?, kernels.int8),
        TensorType::UInt8 => pool(window, extents, range(ClampRange::U8)?, kernels.uint8),
        TensorType::Int16 => pool(window, extents, range(ClampRange::I16)?, kernels.int16),
        TensorType::Float32 => pool(window, extents, activation.float_range(), kernels.float32),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16 or float32")),
    }
}

/// The window over both axes. Where a VALID window exceeds the input by a stride or more, the output is empty
/// along the height and, if the width is at fault, along both axes, as in LiteRT: a model may say so for the
/// shape that it stores and be run at another.
fn window(
    padding: Padding,
    (height, width): (usize, usize),
    filter: (usize, usize),
    stride: (usize, usize),
) -> Result<Window> {
    let axis = |input, filter, stride| WindowAxis::new(padding, WindowSpec { input, filter, stride, dilation: 1 });
    let nothing = |filter, stride| {
        let axis = WindowAxis::new(Padding::Same, WindowSpec { input: 0, filter, stride, dilation: 1 });
        axis.ok_or_else(|| err!(BadOption, "a window of {filter} with a stride of {stride} is too large"))
    };
    let columns = axis(width, filter.1, stride.1);
    let rows = columns.and_then(|_| axis(height, filter.0, stride.0));
    Ok(Window {
        rows: rows.map_or_else(|| nothing(filter.0, stride.0), Ok)?,
        columns: columns.map_or_else(|| nothing(filter.1, stride.1), Ok)?,
    })
}

fn pool<T: Element, C: Copy + Send + Sync + 'static>(
    window: Window,
    (input, output): (Nhwc, Nhwc),
    clamp: C,
    (name, run): (&'static str, Run<T, C>),
) -> Result<Prepared> {
    Prepared::kernel(name, Pool { window, input, output, clamp, run })
}

/// The clamp; without an activation no scale is needed, as in the reference.
fn quantized_range(activation: Activation, output: &Operand<'_>, of_type: ClampRange) -> Result<ClampRange> {
    if activation == Activation::None {
        return Ok(of_type);
    }
    let (scale, zero_point) = output.per_tensor()?;
    activation
        .quantized_range(scale, zero_point, of_type)
        .ok_or_else(|| err!(BadQuantization, "{output}: the activation's bounds do not fit its scale"))
}
