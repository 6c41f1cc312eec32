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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::SqueezeOptions;
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn squeezed(shape: &[usize], dims: Option<&[i32]>) -> OneOp {
        let options = SqueezeOptions { squeeze_dims: dims.map(<[i32]>::to_vec) };
        OneOp::new(BuiltinOperator::Squeeze)
            .options(BuiltinOptions::SqueezeOptions(Box::new(options)))
            .input(crate::TensorType::Int8, shape)
            .output(crate::TensorType::Int8)
    }

    #[test]
    fn all_ones_go_unless_some_are_named() {
        assert_eq!(squeezed(&[1, 2, 1, 3], None).shape(), [2, 3]);
        assert_eq!(squeezed(&[1, 2, 1, 3], Some(&[-2, 2])).shape(), [1, 2, 3]);
        assert_eq!(squeezed(&[1, 1], Some(&[])).shape(), [0usize; 0]);
    }

    #[test]
    fn other_extents_and_dimensions_outside_are_refused() {
        assert_eq!(squeezed(&[1, 2], Some(&[1])).refusal(), ErrorKind::BadShape);
        assert_eq!(squeezed(&[1, 2], Some(&[2])).refusal(), ErrorKind::BadOption);
        assert_eq!(squeezed(&[1, 2], Some(&[-3])).refusal(), ErrorKind::BadOption);
    }
}
