//! Options that many operators have, as checked values.

use crate::error::{Result, err};
use crate::model::schema::{self, ActivationFunctionType};
use crate::plan::Prepare;
use crate::plan::rewrites::Rewritten;
use ferrolite_kernels::padding::{Padding, Window, WindowAxis, WindowSpec};
use ferrolite_kernels::quant::Activation;

/// The fused activation. TANH and SIGN_BIT clamp nothing: the reference's kernels ignore them.
pub(crate) fn activation(activation: ActivationFunctionType) -> Activation {
    match activation {
        ActivationFunctionType::Relu => Activation::Relu,
        ActivationFunctionType::ReluN1To1 => Activation::ReluN1To1,
        ActivationFunctionType::Relu6 => Activation::Relu6,
        ActivationFunctionType::None | ActivationFunctionType::Tanh | ActivationFunctionType::SignBit => {
            Activation::None
        }
    }
}

/// The padding.
pub(crate) fn padding(padding: schema::Padding) -> Padding {
    match padding {
        schema::Padding::Same => Padding::Same,
        schema::Padding::Valid => Padding::Valid,
    }
}

/// The window of a convolution over rows and columns: with the padding that its options name, or with the frame that a
/// rewrite took over from a PAD. `None` as [`Window::new`].
pub(crate) fn convolution_window(
    ctx: &Prepare<'_>,
    named: schema::Padding,
    rows: WindowSpec,
    columns: WindowSpec,
) -> Option<Window> {
    let [rows, columns] = window_axes(ctx, named, [rows, columns]);
    Some(Window { rows: rows?, columns: columns? })
}

/// The axes of a window over rows and columns, as those of [`convolution_window`]; `None` as [`WindowAxis::new`].
pub(crate) fn window_axes(
    ctx: &Prepare<'_>,
    named: schema::Padding,
    [rows, columns]: [WindowSpec; 2],
) -> [Option<WindowAxis>; 2] {
    match ctx.operator().rewritten {
        Rewritten::Padded([above, below, left, right]) => {
            [WindowAxis::framed(rows, (above, below)), WindowAxis::framed(columns, (left, right))]
        }
        _ => [rows, columns].map(|axis| WindowAxis::new(padding(named), axis)),
    }
}

/// An option that counts something: at least 1.
///
/// # Errors
/// `BadOption`: `stride_h is 0, must be at least 1`.
pub(crate) fn at_least_one(value: i32, name: &str) -> Result<usize> {
    usize::try_from(value)
        .ok()
        .filter(|&value| value > 0)
        .ok_or_else(|| err!(BadOption, "{name} is {value}, must be at least 1"))
}

/// The operator's table of options: `options!(ctx, Pool2DOptions)` is a `Result<&Pool2DOptions>`, an error
/// when the file has none or another operator's.
macro_rules! options {
    ($ctx:expr, $table:ident) => {
        match $ctx.options() {
            Some($crate::model::schema::BuiltinOptions::$table(options)) => Ok(&**options),
            _ => Err($crate::error::err!(BadOption, "the operator lacks its {}", stringify!($table))),
        }
    };
}
pub(crate) use options;

/// As [`options!`], for operators that LiteRT runs without a table, all options 0: `Ok(None)` when the file has
/// none.
macro_rules! optional_options {
    ($ctx:expr, $table:ident) => {
        match $ctx.options() {
            Some($crate::model::schema::BuiltinOptions::$table(options)) => Ok(Some(&**options)),
            None => Ok(None),
            Some(_) => {
                Err($crate::error::err!(BadOption, "the operator has options other than {}", stringify!($table)))
            }
        }
    };
}
pub(crate) use optional_options;
