//! SQUEEZE: a tensor without its dimensions of extent 1, all or the named ones.
//!
//! The output is the input's bytes; nothing is copied.
//!
//! Types: all. Source: `tflite/kernels/squeeze.cc`.

use super::support::axis;
use super::support::units::same_type;
use super::{OpDef, Prepared};
use crate::error::{Result, ensure};
use crate::model::schema::BuiltinOptions;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Squeeze, prepare).versions(2).types("all");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    same_type(&input, &ctx.output(0)?)?;
    let named = match ctx.options() {
        Some(BuiltinOptions::SqueezeOptions(options)) => options.squeeze_dims.as_deref().unwrap_or_default(),
        _ => &[],
    };
    let mut squeezed: Vec<bool> = input.shape.iter().map(|&extent| named.is_empty() && extent == 1).collect();
    for &dimension in named {
        let dimension = axis::resolve(dimension, input.rank())?;
        let extent = input.shape.get(dimension).copied().unwrap_or(0);
        ensure!(extent == 1, BadShape, "{input}: dimension {dimension} must be 1 to be squeezed");
        if let Some(flag) = squeezed.get_mut(dimension) {
            *flag = true;
        }
    }
    let kept = input.shape.iter().zip(squeezed).filter(|(_, squeezed)| !squeezed);
    let shape: Vec<usize> = kept.map(|(&extent, _)| extent).collect();
    ctx.set_output_shape(0, &shape)?;
    ctx.alias(0, 0);
    Ok(Prepared::Nothing)
}
