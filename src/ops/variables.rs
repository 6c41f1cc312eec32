//! READ_VARIABLE and ASSIGN_VARIABLE: the value of a resource variable, by its handle.
//!
//! A variable keeps its value from one invoke to the next and is the same in all subgraphs. It takes type and shape from
//! what it is assigned; reading it before is an error. Where the file gives the output of READ_VARIABLE a shape for
//! as many elements as the value has, that is its shape, as in the reference. Types: any. Source:
//! `tflite/kernels/read_variable.cc`, `assign_variable.cc`.

use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const READ: OpDef = OpDef::new(BuiltinOperator::ReadVariable, prepare_read).types("any");

pub(super) const ASSIGN: OpDef =
    OpDef::new(BuiltinOperator::AssignVariable, prepare_assign).operands(2..=2, 0..=0).types("any");

/// A prepared READ_VARIABLE: the shape in the file.
struct Read(Vec<usize>);

/// A prepared ASSIGN_VARIABLE.
struct Assign;

fn check_handle(ctx: &Prepare<'_>) -> Result<()> {
    let handle = ctx.input(0)?;
    let is_handle = matches!(handle.dtype, TensorType::Resource | TensorType::Int32);
    ensure!(is_handle, BadType, "{handle}: must be resource or int32");
    ensure!(handle.elements() == 1, BadShape, "{handle}: must have one element");
    Ok(())
}

fn prepare_read(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    Prepared::late("read_variable", Read(ctx.output(0)?.shape.to_vec()))
}

fn prepare_assign(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    ctx.input(1)?;
    Prepared::late("assign_variable", Assign)
}

/// The handle that input 0 holds.
pub(super) fn handle(late: &Late<'_, '_>) -> Result<i32> {
    let handle = late.input(0)?.as_slice::<i32>()?.first().copied();
    handle.ok_or_else(|| err!(BadShape, "the handle is empty"))
}

impl LateKernel for Read {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let handle = handle(late)?;
        let variable = late.resources().variables.get(&handle).cloned();
        let mut variable = variable.ok_or_else(|| err!(BadValue, "the variable {handle} was never assigned"))?;
        let elements = |shape: &[usize]| shape.iter().product::<usize>();
        if !self.0.is_empty() && elements(&self.0) == elements(&variable.shape) {
            variable.shape.clone_from(&self.0);
        }
        late.set_output(0, variable)
    }
}

impl LateKernel for Assign {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let (handle, value) = (handle(late)?, OwnedTensor::of(&late.input(1)?));
        late.resources().variables.insert(handle, value);
        Ok(())
    }
}
