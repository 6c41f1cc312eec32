//! What REDUCE_WINDOW and STABLEHLO_REDUCE_WINDOW share: windows of a tensor, padded first where it is asked for,
//! folded by one of six functions.

use super::units::{one_of, same_type};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec::Vec;
use core::marker::PhantomData;
use ferrolite_kernels::reference::fold::{Both, Either, Fold, GreaterOrLast, LessOrLast, Plus, Times};
use ferrolite_kernels::reference::interior_pad::{InteriorDimension, InteriorPad, interior_pad};
use ferrolite_kernels::reference::reduce_window::{MAX_RANK, ReduceWindow, WindowDimension, reduce_window};

/// The types of both operators.
pub(crate) const TYPES: &str = "float32, float64, int8, uint8, int16, int32, int64, bool";

const DTYPES: [TensorType; 8] = [
    TensorType::Float32,
    TensorType::Float64,
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::Int64,
    TensorType::Bool,
];

/// What folds a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WindowFunction {
    Add,
    Multiply,
    Minimum,
    Maximum,
    All,
    Any,
}

/// One dimension as the options have it.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) extent: i64,
    pub(crate) stride: i64,
    pub(crate) dilation: i64,
    /// From element to element of the tensor before it is padded.
    pub(crate) base_dilation: i64,
    pub(crate) padding: [i64; 2],
}

/// Windows that are folded, of a tensor padded into scratch.
struct Windows<F, T> {
    pad: Option<(InteriorPad, usize)>,
    windows: ReduceWindow,
    fold: PhantomData<(F, T)>,
}

impl<F: Fold<T> + Send + Sync, T: Element> Kernel for Windows<F, T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let (input, initial) = (inputs.get::<T>(0)?, inputs.get::<T>(1)?.first());
        let initial = *initial.ok_or_else(|| err!(Internal, "the initial value is missing"))?;
        let input = match &self.pad {
            None => input,
            Some((pad, index)) => {
                let padded = scratch.get::<T>(*index)?;
                interior_pad(pad, input, initial, padded);
                padded
            }
        };
        reduce_window::<F, T>(&self.windows, input, initial, outputs.get(0)?);
        Ok(())
    }
}

/// Prepares the windows of input 0; input 1 is the initial value and that of the padding.
///
/// # Errors
/// `BadType`, `BadShape`, `BadOption`, `LimitExceeded`.
pub(crate) fn prepare(
    ctx: &mut Prepare<'_>,
    window: &[Window],
    function: WindowFunction,
    name: &'static str,
) -> Result<Prepared> {
    let (input, initial) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&input, &DTYPES)?;
    same_type(&input, &initial)?;
    same_type(&input, &ctx.output(0)?)?;
    ensure!(initial.elements() == 1, BadShape, "{initial}: must have one element");
    let rank = input.rank();
    ensure!((1..=MAX_RANK).contains(&rank), BadShape, "{input}: must have 1 to {MAX_RANK} dimensions");
    ensure!(window.len() == rank, BadOption, "the window has {} dimensions, {input} has {rank}", window.len());
    let positive = |value: i64, name: &str| {
        let value = usize::try_from(value).ok().filter(|&value| value > 0);
        value.ok_or_else(|| err!(BadOption, "the window's {name} must be at least 1"))
    };
    let too_large = || err!(LimitExceeded, "{input}: is too large when padded");
    let (mut pads, mut windows) = (Vec::with_capacity(rank), Vec::with_capacity(rank));
    for (dimension, &extent) in window.iter().zip(input.shape) {
        let [low, high] = dimension.padding;
        let interior = positive(dimension.base_dilation, "base dilation")? - 1;
        let pad = InteriorDimension { extent, low, interior, high };
        let padded = pad.padded().ok_or_else(|| err!(BadOption, "{input}: padding {low}, {high} leaves nothing"))?;
        pads.push(pad);
        windows.push(WindowDimension {
            extent: padded,
            window: positive(dimension.extent, "extent")?,
            stride: positive(dimension.stride, "stride")?,
            dilation: positive(dimension.dilation, "dilation")?,
        });
    }
    let shape: Option<Vec<usize>> = windows.iter().map(|window| window.windows()).collect();
    ctx.set_output_shape(0, &shape.ok_or_else(too_large)?)?;
    let pad = InteriorPad::new(&pads).ok_or_else(too_large)?;
    let windows = ReduceWindow::new(&windows).ok_or_else(too_large)?;
    let bytes = input.dtype.byte_len(pad.output_len());
    let bytes = bytes.ok_or_else(too_large)?;
    let folded = (windows.output_len() as u64).saturating_mul(windows.window_len() as u64);
    ctx.set_work(folded.saturating_add(pad.output_len() as u64));
    let pad = (!pad.is_identity()).then(|| (pad, ctx.scratch(bytes)));
    match input.dtype {
        TensorType::Float32 => with_function::<f32>(function, pad, windows, name),
        TensorType::Float64 => with_function::<f64>(function, pad, windows, name),
        TensorType::UInt8 => with_function::<u8>(function, pad, windows, name),
        TensorType::Int16 => with_function::<i16>(function, pad, windows, name),
        TensorType::Int32 => with_function::<i32>(function, pad, windows, name),
        TensorType::Int64 => with_function::<i64>(function, pad, windows, name),
        _ => with_function::<i8>(function, pad, windows, name),
    }
}

fn with_function<T: Element + ferrolite_kernels::reference::fold::Foldable>(
    function: WindowFunction,
    pad: Option<(InteriorPad, usize)>,
    windows: ReduceWindow,
    name: &'static str,
) -> Result<Prepared> {
    macro_rules! kernel {
        ($fold:ty) => {
            Prepared::kernel(name, Windows { pad, windows, fold: PhantomData::<($fold, T)> })
        };
    }
    match function {
        WindowFunction::Add => kernel!(Plus),
        WindowFunction::Multiply => kernel!(Times),
        WindowFunction::Minimum => kernel!(LessOrLast),
        WindowFunction::Maximum => kernel!(GreaterOrLast),
        WindowFunction::All => kernel!(Both),
        WindowFunction::Any => kernel!(Either),
    }
}
