//! What CONV_3D and CONV_3D_TRANSPOSE share: options, windows and the kernel.

use super::linear::float;
use super::options::{activation, at_least_one, options, padding};
use crate::TensorType::Float32;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::linear::Float;
use ferrolite_kernels::padding::{WindowAxis, WindowSpec};
use ferrolite_kernels::reference::conv3d::Volume;

/// A convolution over volumes, for channels `(inputs, outputs)`.
type Run = fn(&Volume, (usize, usize), &Float<'_>, &[f32], &[f32], &mut [f32]);

/// What prepares the same on vectors, clamped to a range, where it can.
type OnVectors = fn(&mut Prepare<'_>, Positions, &Volume, (usize, usize), (f32, f32)) -> Result<Option<Prepared>>;

/// Where the operands are.
#[derive(Clone, Copy)]
pub(crate) struct Positions {
    pub(crate) input: usize,
    pub(crate) filter: usize,
    pub(crate) bias: usize,
}

struct Convolution {
    positions: Positions,
    volume: Volume,
    channels: (usize, usize),
    range: (f32, f32),
    run: Run,
}

/// The windows of `filter` (depth, height, width) over a volume.
pub(crate) fn windows(ctx: &Prepare<'_>, batch: usize, volume: &[usize], filter: &[usize]) -> Result<Volume> {
    let options = options!(ctx, Conv3DOptions)?;
    let strides = [(options.stride_d, "stride_d"), (options.stride_h, "stride_h"), (options.stride_w, "stride_w")];
    let dilations = [
        (options.dilation_d_factor, "dilation_d_factor"),
        (options.dilation_h_factor, "dilation_h_factor"),
        (options.dilation_w_factor, "dilation_w_factor"),
    ];
    let axis = |i: usize| {
        let spec = WindowSpec {
            input: volume.get(i).copied().unwrap_or(0),
            filter: filter.get(i).copied().unwrap_or(0),
            stride: at_least_one(strides[i].0, strides[i].1)?,
            dilation: at_least_one(dilations[i].0, dilations[i].1)?,
        };
        let axis = WindowAxis::new(padding(options.padding), spec);
        axis.ok_or_else(|| err!(BadShape, "windows of {filter:?} do not fit a volume of {volume:?}"))
    };
    Ok(Volume { batch, axes: [axis(0)?, axis(1)?, axis(2)?] })
}

/// Checks types, channels and bias, and prepares the kernel.
pub(crate) fn prepare(
    ctx: &mut Prepare<'_>,
    positions: Positions,
    volume: Volume,
    channels: (usize, usize),
    (name, run): (&'static str, Run),
    fast: Option<OnVectors>,
) -> Result<Prepared> {
    let options = options!(ctx, Conv3DOptions)?;
    let (input, filter, output) = (ctx.input(positions.input)?, ctx.input(positions.filter)?, ctx.output(0)?);
    let float32 = |operand: &Operand<'_>| {
        ensure!(operand.dtype == Float32, BadType, "{operand}: must be float32");
        Ok(())
    };
    float32(&input)?;
    float32(&filter)?;
    float32(&output)?;
    ensure!(channels.0 > 0 && channels.1 > 0, BadShape, "{filter}: must have channels");
    if let Some(bias) = ctx.optional_input(positions.bias)? {
        float32(&bias)?;
        ensure!(bias.elements() == channels.1, BadShape, "{bias}: must have {} elements", channels.1);
    }
    let windows: usize = volume.axes.iter().map(WindowAxis::output).fold(volume.batch, usize::saturating_mul);
    ctx.set_macs((windows as u64).saturating_mul(filter.elements() as u64));
    let range = activation(options.fused_activation_function).float_range();
    if let Some(prepare) = fast
        && let Some(prepared) = prepare(ctx, positions, &volume, channels, range)?
    {
        return Ok(prepared);
    }
    Prepared::kernel(name, Convolution { positions, volume, channels, range, run })
}

impl Kernel for Convolution {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let Positions { input, filter, bias } = self.positions;
        let parameters = float(self.range, inputs.optional(bias)?);
        (self.run)(&self.volume, self.channels, &parameters, inputs.get(input)?, inputs.get(filter)?, outputs.get(0)?);
        Ok(())
    }
}
