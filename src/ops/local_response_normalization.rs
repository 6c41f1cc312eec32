//! LOCAL_RESPONSE_NORMALIZATION: each element over `(bias + alpha · Σ x²)^beta`, the sum over `radius` neighbours on either
//! side along the last axis.
//!
//! Type: float32, rank 4. Version 1. The window of the reference's kernel leaves out the row's last element, so this is
//! what its optimised kernel computes, in the same order. Sources: `tflite/kernels/local_response_norm.cc`,
//! `internal/optimized/optimized_ops.h`.

use super::support::function::Function;
use super::support::options::options;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::normalization::LocalResponseNormalization;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::LocalResponseNormalization, prepare).types("float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, LocalResponseNormalizationOptions)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    one_of(&input, &[TensorType::Float32])?;
    same_type(&input, &output)?;
    ensure!(input.rank() == 4, BadShape, "{input}: must have four dimensions");
    let radius = usize::try_from(options.radius)
        .map_err(|_| err!(BadOption, "radius is {}, must not be negative", options.radius))?;
    ctx.set_output_shape(0, input.shape)?;
    let depth = input.shape.last().copied().unwrap_or(1).max(1);
    let function = LocalResponseNormalization { radius, bias: options.bias, alpha: options.alpha, beta: options.beta };
    Prepared::kernel(
        "local_response_normalization_reference",
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let (input, output): (&[f32], &mut [f32]) = (inputs.get(0)?, outputs.get(0)?);
            for (row, out) in input.chunks_exact(depth).zip(output.chunks_exact_mut(depth)) {
                function.row(row, out);
            }
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, LocalResponseNormalizationOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(radius: i32, shape: &[usize]) -> OneOp {
        let options = LocalResponseNormalizationOptions { radius, bias: 1.0, alpha: 1.0, beta: 1.0 };
        OneOp::new(BuiltinOperator::LocalResponseNormalization)
            .options(BuiltinOptions::LocalResponseNormalizationOptions(Box::new(options)))
            .input(TensorType::Float32, shape)
    }

    #[test]
    fn windows_end_at_the_row() {
        let op = op(1, &[1, 1, 2, 2]).output(TensorType::Float32);
        let rows = op.run::<f32, f32>(&[&[1.0, 3.0, 0.0, 1.0]]).unwrap();
        assert_eq!(rows, [1.0 / 11.0, 3.0 * (1.0 / 11.0), 0.0, 0.5]);
    }

    #[test]
    fn rank_radius_and_type_are_checked() {
        assert_eq!(op(1, &[2, 2]).output(TensorType::Float32).refusal(), ErrorKind::BadShape);
        assert_eq!(op(-1, &[1, 1, 1, 2]).output(TensorType::Float32).refusal(), ErrorKind::BadOption);
        assert_eq!(op(1, &[1, 1, 1, 2]).output(TensorType::Float16).refusal(), ErrorKind::BadType);
    }
}
