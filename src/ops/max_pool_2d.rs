//! MAX_POOL_2D: the largest value of each window, clamped by the fused activation. NHWC.
//!
//! Types: float32, int8, uint8, int16; input and output have the same scale, so nothing is rounded. Padding
//! takes no part. Source: `tflite/kernels/pooling.cc`, `internal/reference/pooling.h`.

use super::support::options::{activation, at_least_one, options, padding};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use core::marker::PhantomData;
use ferrolite_kernels::padding::{Window, WindowAxis, WindowSpec};
use ferrolite_kernels::quant::{ClampRange, QuantizedInteger};
use ferrolite_kernels::reference::pool;
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::MaxPool2d, prepare).versions(3).types("int8, uint8, int16, float32");

/// The geometry of a pool, and its clamp.
struct MaxPool<T, C> {
    window: Window,
    input: Nhwc,
    output: Nhwc,
    clamp: C,
    element: PhantomData<T>,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, Pool2DOptions)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let &[batch, height, width, channels] = input.shape else {
        return Err(err!(BadShape, "{input}: must have rank 4"));
    };
    ensure!(input.dtype == output.dtype, BadType, "{output}: must have the input's type {}", input.dtype);
    let axis = |input: usize, filter: i32, stride: i32, name: &str| -> Result<WindowAxis> {
        let filter = at_least_one(filter, &alloc::format!("filter_{name}"))?;
        let stride = at_least_one(stride, &alloc::format!("stride_{name}"))?;
        let spec = WindowSpec { input, filter, stride, dilation: 1 };
        WindowAxis::new(padding(options.padding), spec)
            .ok_or_else(|| err!(BadShape, "a window of {filter} does not fit an input of {input}"))
    };
    let rows = axis(height, options.filter_height, options.stride_h, "height")?;
    let columns = axis(width, options.filter_width, options.stride_w, "width")?;
    let (rows_out, columns_out) = (rows.output(), columns.output());
    ctx.set_output_shape(0, &[batch, rows_out, columns_out, channels])?;
    let window = Window { rows, columns };
    let input_extents = Nhwc::new(batch, height, width, channels);
    let output_extents = Nhwc::new(batch, rows_out, columns_out, channels);
    let activation = activation(options.fused_activation_function);
    let range = |of_type: ClampRange| -> Result<ClampRange> {
        let (scale, zero_point) = output.per_tensor()?;
        activation
            .quantized_range(scale, zero_point, of_type)
            .ok_or_else(|| err!(BadQuantization, "{output}: the activation's bounds do not fit its scale"))
    };
    macro_rules! kernel {
        ($name:literal, $t:ty, $clamp:expr) => {
            Prepared::kernel(
                $name,
                MaxPool {
                    window,
                    input: input_extents,
                    output: output_extents,
                    clamp: $clamp,
                    element: PhantomData::<$t>,
                },
            )
        };
    }
    match input.dtype {
        TensorType::Int8 => kernel!("max_pool_2d_int8_reference", i8, range(ClampRange::I8)?),
        TensorType::UInt8 => kernel!("max_pool_2d_uint8_reference", u8, range(ClampRange::U8)?),
        TensorType::Int16 => kernel!("max_pool_2d_int16_reference", i16, range(ClampRange::I16)?),
        TensorType::Float32 => kernel!("max_pool_2d_float32_reference", f32, activation.float_range()),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16 or float32")),
    }
}

impl<T: Element, C> MaxPool<T, C> {
    fn views<'a>(&self, io: &'a mut Io<'_>) -> Result<(View<'a, T>, ViewMut<'a, T>)> {
        let (inputs, outputs, _) = io.split();
        let input = View::dense(inputs.get(0)?, self.input);
        let output = ViewMut::dense(outputs.get(0)?, self.output);
        input.zip(output).ok_or_else(|| err!(Internal, "an operand is shorter than its shape"))
    }
}

impl<T: Element + QuantizedInteger> Kernel for MaxPool<T, ClampRange> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (input, mut output) = self.views(io)?;
        pool::max_quantized(&self.window, self.clamp, &input, &mut output);
        Ok(())
    }
}

impl Kernel for MaxPool<f32, (f32, f32)> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (input, mut output) = self.views(io)?;
        pool::max_f32(&self.window, self.clamp, &input, &mut output);
        Ok(())
    }
}
