//! What the pools share: options, window, clamp.

use super::options::{activation, at_least_one, options, window_axes};
use super::units::same_type;
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::{Operand, Prepare};
use core::marker::PhantomData;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::padding::{Padding, Window, WindowAxis, WindowSpec};
use ferrolite_kernels::pool::{self as kernels, Average, AverageFloat, Max, MaxFloat, Pooling};
use ferrolite_kernels::quant::{Activation, ClampRange};
use ferrolite_kernels::reference::pool::average_quantized;
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

/// Padding that LiteRT's 16-bit fields can hold.
const MAX_PADDING: usize = i16::MAX as usize;

/// A pool's function for elements `T` with a clamp `C`.
pub(crate) type Run<T, C> = fn(&Window, C, &View<'_, T>, &mut ViewMut<'_, T>);

/// What a pool of several types does with its windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Max,
    Average,
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

/// A window over an NHWC tensor, vectorized and shared among threads.
struct Vectorized<T, P> {
    isa: Isa,
    window: Window,
    input: Nhwc,
    output: Nhwc,
    pooling: P,
    element: PhantomData<fn(T) -> T>,
}

impl<T: Element + Send + Sync, P: Pooling<T> + Send> Kernel for Vectorized<T, P> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = (self.isa, io.workers());
        let (inputs, outputs, _) = io.split();
        let input = View::dense(inputs.get(0)?, self.input);
        let input = input.ok_or_else(|| err!(Internal, "the input is shorter than its shape"))?;
        kernels::pool(machine, self.pooling, &self.window, &input, (outputs.get(0)?, self.output));
        Ok(())
    }
}

/// Where a pool's windows are, and its activation.
struct Geometry {
    window: Window,
    extents: (Nhwc, Nhwc),
    activation: Activation,
}

/// Checks the options and infers the shape.
fn geometry(ctx: &mut Prepare<'_>) -> Result<Geometry> {
    let options = options!(ctx, Pool2DOptions)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&input, &output)?;
    let &[batch, height, width, channels] = input.shape else {
        return Err(err!(BadShape, "{input}: must have 4 dimensions"));
    };
    let filter =
        (at_least_one(options.filter_height, "filter_height")?, at_least_one(options.filter_width, "filter_width")?);
    let stride = (at_least_one(options.stride_h, "stride_h")?, at_least_one(options.stride_w, "stride_w")?);
    let spec = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
    let specs = [spec(height, filter.0, stride.0), spec(width, filter.1, stride.1)];
    let window = window(specs, window_axes(ctx, options.padding, specs))?;
    let (rows, columns) = (window.rows.output(), window.columns.output());
    ctx.set_output_shape(0, &[batch, rows, columns, channels])?;
    let window_size = filter.0.min(height).saturating_mul(filter.1.min(width));
    let outputs = batch.saturating_mul(rows).saturating_mul(columns).saturating_mul(channels);
    ctx.set_work(u64::try_from(outputs.saturating_mul(window_size)).unwrap_or(u64::MAX));
    let extents = (Nhwc::new(batch, height, width, channels), Nhwc::new(batch, rows, columns, channels));
    Ok(Geometry { window, extents, activation: activation(options.fused_activation_function) })
}

/// Checks the options, infers the shape and prepares the function for the input's type.
///
/// # Errors
/// `BadOption` for a stride or a filter below 1, `BadShape` unless the input has rank 4, `BadType`, and `BadQuantization` where an activation needs a scale.
pub(crate) fn prepare(ctx: &mut Prepare<'_>, kind: Kind) -> Result<Prepared> {
    let geometry = geometry(ctx)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let activation = geometry.activation;
    macro_rules! integers {
        ($integer:ty, $range:expr, $names:expr) => {{
            let [max, average, reference] = $names;
            let range = quantized_range(activation, &output, $range)?;
            match (kind, Average::new::<$integer>(range, geometry.most())) {
                (Kind::Max, _) => vectorized(max, ctx.isa(), &geometry, Max::<$integer>::new(range)),
                (Kind::Average, Some(pooling)) => vectorized::<$integer, _>(average, ctx.isa(), &geometry, pooling),
                (Kind::Average, None) => {
                    pool::<$integer, _>(geometry.window, geometry.extents, range, (reference, average_quantized))
                }
            }
        }};
    }
    let bounds = activation.float_range();
    match (input.dtype, kind) {
        (TensorType::Int8, _) => integers!(
            i8,
            ClampRange::I8,
            ["max_pool_2d_int8", "average_pool_2d_int8", "average_pool_2d_int8_reference"]
        ),
        (TensorType::UInt8, _) => integers!(
            u8,
            ClampRange::U8,
            ["max_pool_2d_uint8", "average_pool_2d_uint8", "average_pool_2d_uint8_reference"]
        ),
        (TensorType::Int16, _) => integers!(
            i16,
            ClampRange::I16,
            ["max_pool_2d_int16", "average_pool_2d_int16", "average_pool_2d_int16_reference"]
        ),
        (TensorType::Float32, Kind::Max) => {
            vectorized("max_pool_2d_float32", ctx.isa(), &geometry, MaxFloat { bounds })
        }
        (TensorType::Float32, Kind::Average) => {
            vectorized("average_pool_2d_float32", ctx.isa(), &geometry, AverageFloat { bounds })
        }
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16 or float32")),
    }
}

impl Geometry {
    /// The most elements that a window covers.
    fn most(&self) -> usize {
        let (input, _) = self.extents;
        let rows = self.window.rows.filter().min(input.height);
        rows.saturating_mul(self.window.columns.filter().min(input.width))
    }
}

fn vectorized<T: Element + Send + Sync, P: Pooling<T> + Send + 'static>(
    name: &'static str,
    isa: Isa,
    geometry: &Geometry,
    pooling: P,
) -> Result<Prepared> {
    let ((input, output), window) = (geometry.extents, geometry.window);
    Prepared::kernel(name, Vectorized { isa, window, input, output, pooling, element: PhantomData::<fn(T) -> T> })
}

/// As [`prepare`], for a pool of float32 alone.
///
/// # Errors
/// As there.
pub(crate) fn prepare_float(ctx: &mut Prepare<'_>, kernel: (&'static str, Run<f32, (f32, f32)>)) -> Result<Prepared> {
    let Geometry { window, extents, activation } = geometry(ctx)?;
    let input = ctx.input(0)?;
    ensure!(input.dtype == TensorType::Float32, BadType, "{input}: must be float32");
    pool(window, extents, activation.float_range(), kernel)
}

/// The window over both axes. Where a VALID window exceeds the input by a stride or more, the output is empty
/// along the height and, if the width is at fault, along both axes, as in LiteRT: a model may say so for the
/// shape that it stores and be run at another.
fn window(specs: [WindowSpec; 2], [rows, columns]: [Option<WindowAxis>; 2]) -> Result<Window> {
    let nothing = |spec: WindowSpec| {
        let WindowSpec { filter, stride, .. } = spec;
        let axis = WindowAxis::new(Padding::Same, WindowSpec { input: 0, ..spec });
        axis.ok_or_else(|| err!(BadOption, "a window of {filter} with a stride of {stride} is too large"))
    };
    let rows = columns.and(rows);
    let window = Window {
        rows: rows.map_or_else(|| nothing(specs[0]), Ok)?,
        columns: columns.map_or_else(|| nothing(specs[1]), Ok)?,
    };
    for axis in [window.rows, window.columns] {
        ensure!(
            axis.output() == 0 || axis.pad_before() <= MAX_PADDING,
            BadOption,
            "a window of {} needs {} elements of padding before the input, at most {MAX_PADDING} are possible",
            axis.filter(),
            axis.pad_before()
        );
    }
    Ok(window)
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

#[cfg(test)]
mod tests {
    use crate::model::schema::{ActivationFunctionType, BuiltinOperator, BuiltinOptions, Padding, Pool2DOptions};
    use crate::plan::testing::OneOp;
    use crate::{ErrorKind, TensorType};
    use alloc::boxed::Box;

    const CODES: [BuiltinOperator; 2] = [BuiltinOperator::AveragePool2d, BuiltinOperator::MaxPool2d];

    fn options() -> Pool2DOptions {
        Pool2DOptions {
            padding: Padding::Valid,
            stride_w: 1,
            stride_h: 1,
            filter_width: 2,
            filter_height: 2,
            ..Default::default()
        }
    }

    fn pool(code: BuiltinOperator, options: Pool2DOptions, dtype: TensorType, shape: &[usize]) -> OneOp {
        OneOp::new(code).options(BuiltinOptions::Pool2DOptions(Box::new(options))).input(dtype, shape).output(dtype)
    }

    #[test]
    fn windows_and_strides_start_at_one() {
        for code in CODES {
            for wrong in [
                Pool2DOptions { stride_w: 0, ..options() },
                Pool2DOptions { stride_h: 0, ..options() },
                Pool2DOptions { filter_width: 0, ..options() },
                Pool2DOptions { filter_height: -1, ..options() },
            ] {
                assert_eq!(pool(code, wrong, TensorType::Int8, &[1, 4, 4, 2]).refusal(), ErrorKind::BadOption);
            }
            let without = OneOp::new(code).input(TensorType::Int8, &[1, 4, 4, 2]).output(TensorType::Int8);
            assert_eq!(without.refusal(), ErrorKind::BadOption);
        }
    }

    #[test]
    fn shapes_and_types_are_checked() {
        for code in CODES {
            let op = |dtype, shape: &[usize]| pool(code, options(), dtype, shape);
            assert_eq!(op(TensorType::Int8, &[4, 4, 2]).refusal(), ErrorKind::BadShape);
            assert_eq!(op(TensorType::Int32, &[1, 4, 4, 2]).refusal(), ErrorKind::BadType);
            let mixed = OneOp::new(code)
                .options(BuiltinOptions::Pool2DOptions(Box::new(options())))
                .input(TensorType::Int8, &[1, 4, 4, 2])
                .output(TensorType::UInt8);
            assert_eq!(mixed.refusal(), ErrorKind::BadType);
            assert_eq!(op(TensorType::Float32, &[1, 4, 5, 2]).shape(), [1, 3, 4, 2]);
        }
    }

    #[test]
    fn windows_beyond_the_input_give_nothing() {
        for code in CODES {
            let op = |shape: &[usize]| pool(code, options(), TensorType::Int8, shape).shape();
            assert_eq!(op(&[1, 1, 4, 2]), [1, 0, 3, 2]);
            assert_eq!(op(&[1, 4, 1, 2]), [1, 3, 0, 2]);
            let far = Pool2DOptions { filter_width: 9, ..options() };
            assert_eq!(pool(code, far, TensorType::Int8, &[1, 4, 4, 2]).shape(), [1, 0, 0, 2]);
            let far = Pool2DOptions { filter_height: 9, ..options() };
            assert_eq!(pool(code, far, TensorType::Int8, &[1, 4, 4, 2]).shape(), [1, 0, 3, 2]);
        }
    }

    #[test]
    fn padding_has_sixteen_bits() {
        for code in CODES {
            let op = |filter_width| {
                let options = Pool2DOptions { padding: Padding::Same, filter_width, ..options() };
                pool(code, options, TensorType::Int8, &[1, 4, 4, 2])
            };
            assert_eq!(op(65536).shape(), [1, 4, 4, 2]);
            assert_eq!(op(65537).refusal(), ErrorKind::BadOption);
            assert_eq!(op(1_000_000_000).refusal(), ErrorKind::BadOption);
        }
    }

    #[test]
    fn only_an_activation_needs_a_scale() {
        for code in CODES {
            let relu = || Pool2DOptions { fused_activation_function: ActivationFunctionType::Relu6, ..options() };
            let op = |options| pool(code, options, TensorType::Int8, &[1, 2, 2, 1]);
            assert_eq!(op(options()).shape(), [1, 1, 1, 1]);
            assert_eq!(op(relu()).refusal(), ErrorKind::BadQuantization);
            assert_eq!(op(relu()).quantized(0.0, 0).refusal(), ErrorKind::BadQuantization);
            assert_eq!(op(relu()).quantized(1e-30, 0).refusal(), ErrorKind::BadQuantization);
            // Relu6 at a scale of 1 is 0..=6.
            assert_eq!(op(relu()).quantized(1.0, 0).run::<i8, i8>(&[&[9; 4]]).unwrap(), [6]);
            assert_eq!(op(relu()).quantized(1.0, 0).run::<i8, i8>(&[&[-9; 4]]).unwrap(), [0]);
        }
    }
}
