//! REDUCE_ANY and REDUCE_ALL over any set of axes, with or without keeping them as dimensions of 1.
//!
//! Type: bool. Version 1. Of nothing, any is false and all true. Source: `tflite/kernels/reduce.cc`.

use super::support::function::Function;
use super::support::reduce;
use super::support::units::one_of;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::Result;
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reduce_axes::Reduction;
use ferrolite_kernels::reference::reduce::{all, any};

const fn row(code: BuiltinOperator, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>) -> OpDef {
    OpDef::new(code, prepare).operands(2..=2, 1..=1).types("bool")
}

pub(super) const ANY: OpDef = row(BuiltinOperator::ReduceAny, |ctx| prepare(ctx, "reduce_any_reference", any));
pub(super) const ALL: OpDef = row(BuiltinOperator::ReduceAll, |ctx| prepare(ctx, "reduce_all_reference", all));

fn prepare(ctx: &mut Prepare<'_>, name: &'static str, run: fn(&Reduction, &[u8], &mut [u8])) -> Result<Prepared> {
    one_of(&ctx.input(0)?, &[TensorType::Bool])?;
    let reduction = reduce::prepare(ctx)?;
    Prepared::kernel(
        name,
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            run(&reduction, inputs.get(0)?, outputs.get(0)?);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, ReducerOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    #[test]
    fn rows_are_judged() {
        let op = |code, dtype, shape: &[usize]| {
            let options = BuiltinOptions::ReducerOptions(Box::new(ReducerOptions { keep_dims: false }));
            OneOp::new(code).options(options).input(dtype, shape).vector(&[1]).output(dtype)
        };
        let (any, all) = (BuiltinOperator::ReduceAny, BuiltinOperator::ReduceAll);
        assert_eq!(op(any, TensorType::Bool, &[3, 2]).run::<u8, u8>(&[&[0, 0, 0, 1, 1, 2]]).unwrap(), [0, 1, 1]);
        assert_eq!(op(all, TensorType::Bool, &[3, 2]).run::<u8, u8>(&[&[0, 0, 0, 1, 1, 2]]).unwrap(), [0, 0, 1]);
        assert_eq!(op(all, TensorType::Bool, &[1, 0]).run::<u8, u8>(&[&[]]).unwrap(), [1]);
        assert_eq!(op(any, TensorType::UInt8, &[1, 1]).refusal(), ErrorKind::BadType);
    }
}
