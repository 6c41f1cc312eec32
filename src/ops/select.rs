//! SELECT and SELECT_V2: where the condition is true an element of the second operand, elsewhere one of the third.
//!
//! Types: any of 8, 16, 32 or 64 bits. Versions 4 and 2. SELECT takes operands of one shape, and a condition of that shape,
//! a scalar or a vector along their first dimension; SELECT_V2 broadcasts. Where all operands have one element, the
//! output keeps the shape that the file gives it. Sources: `tflite/kernels/select.cc`, `internal/reference/select.h`.

use super::support::function::Function;
use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec;
use ferrolite_kernels::broadcast::Broadcast;
use ferrolite_kernels::reference::select::select;

const TYPES: &str = "any of 8, 16, 32 or 64 bits";

const fn row(code: BuiltinOperator, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>, version: i32) -> OpDef {
    OpDef::new(code, prepare).versions(version).operands(3..=3, 1..=1).types(TYPES).output_type(OutputType::Input(1))
}

pub(super) const SELECT: OpDef = row(BuiltinOperator::Select, prepare_select, 4);
pub(super) const SELECT_V2: OpDef = row(BuiltinOperator::SelectV2, prepare_select_v2, 2);

fn prepare_select(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (condition, yes, no) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    let single = [condition, yes, no].iter().all(|operand| operand.elements() == 1);
    ensure!(single || yes.shape == no.shape, BadShape, "{yes} and {no} must have one shape");
    if single || condition.shape == yes.shape || condition.rank() == 0 {
        return prepare(ctx, Broadcast::new([condition.shape, yes.shape, no.shape]));
    }
    ensure!(
        condition.rank() == 1 && condition.shape.first() == yes.shape.first(),
        BadShape,
        "{condition}: must be a scalar, have the shape of {yes}, or be a vector along its first dimension"
    );
    let mut column = vec![1; yes.rank()];
    column.iter_mut().zip(condition.shape).for_each(|(extent, &own)| *extent = own);
    prepare(ctx, Broadcast::new([&column, yes.shape, no.shape]))
}

fn prepare_select_v2(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let shapes = [ctx.input(0)?.shape, ctx.input(1)?.shape, ctx.input(2)?.shape];
    prepare(ctx, Broadcast::new(shapes))
}

fn prepare(ctx: &mut Prepare<'_>, broadcast: Option<Broadcast<3>>) -> Result<Prepared> {
    let (condition, yes, no, output) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?, ctx.output(0)?);
    one_of(&condition, &[TensorType::Bool])?;
    same_type(&yes, &no)?;
    same_type(&yes, &output)?;
    let unit = Unit::of(&yes)?;
    ensure!(!matches!(unit, Unit::Nibble | Unit::Sixteen), BadType, "{yes}: must be of 8, 16, 32 or 64 bits");
    let broadcast = broadcast.ok_or_else(|| {
        err!(BadShape, "shapes {:?}, {:?} and {:?} do not broadcast", condition.shape, yes.shape, no.shape)
    })?;
    let keeps_shape = broadcast.elements() == 1 && output.elements() == 1;
    ctx.set_output_shape(0, if keeps_shape { output.shape } else { broadcast.shape() })?;
    Prepared::kernel(
        "select_reference",
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let condition = inputs.get(0)?;
            with_unit!(unit, T => select::<T>(
                &broadcast, condition, inputs.get(1)?, inputs.get(2)?, outputs.get(0)?
            ));
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(code: BuiltinOperator, condition: &[u8], shape: &[usize], yes: &[usize], no: &[usize]) -> OneOp {
        let op = OneOp::new(code).constant(TensorType::Bool, shape, condition);
        op.input(TensorType::Int32, yes).input(TensorType::Int32, no).output(TensorType::Int32)
    }

    #[test]
    fn conditions_may_be_scalars_and_vectors_of_the_first_dimension() {
        let run = |condition: &[u8], shape: &[usize]| {
            let op = op(BuiltinOperator::Select, condition, shape, &[2, 2], &[2, 2]);
            op.run::<i32, i32>(&[&[1, 2, 3, 4], &[5, 6, 7, 8]]).unwrap()
        };
        assert_eq!(run(&[1], &[]), [1, 2, 3, 4]);
        assert_eq!(run(&[0, 1], &[2]), [5, 6, 3, 4]);
        assert_eq!(run(&[0, 1, 2, 0], &[2, 2]), [5, 2, 3, 8]);
        let misshapen = op(BuiltinOperator::Select, &[0, 1, 1], &[3], &[2, 2], &[2, 2]);
        assert_eq!(misshapen.refusal(), ErrorKind::BadShape);
        assert_eq!(op(BuiltinOperator::Select, &[1], &[], &[2, 2], &[2]).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn the_second_version_broadcasts() {
        let mixed = op(BuiltinOperator::SelectV2, &[0, 1], &[2], &[2, 1], &[1]);
        assert_eq!(mixed.run::<i32, i32>(&[&[1, 2], &[9]]).unwrap(), [9, 1, 9, 2]);
        assert_eq!(op(BuiltinOperator::SelectV2, &[0, 1], &[2], &[3], &[1]).refusal(), ErrorKind::BadShape);
    }

    #[test]
    fn types_are_checked() {
        let op = |condition, yes, no| {
            OneOp::new(BuiltinOperator::SelectV2).input(condition, &[1]).input(yes, &[1]).input(no, &[1]).output(yes)
        };
        assert_eq!(op(TensorType::UInt8, TensorType::Int8, TensorType::Int8).refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::Bool, TensorType::Int8, TensorType::UInt8).refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::Bool, TensorType::Int4, TensorType::Int4).refusal(), ErrorKind::BadType);
    }
}
