//! READ_VARIABLE and ASSIGN_VARIABLE: the value of a resource variable, by its handle.
//!
//! A variable keeps its value from one invoke to the next and is the same in all subgraphs. It takes type and shape from
//! what it is assigned; reading it before is an error. Where the file gives the output of READ_VARIABLE a shape for
//! as many elements as the value has, that is its shape, as in the reference. Where all values that the model assigns
//! have the same type and length, reading is planned like any operator, else the plan is cut there. Types: any. Source:
//! `tflite/kernels/read_variable.cc`, `assign_variable.cc`.

use super::{LateKernel, OpDef, Prepared, ResourceKernel};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::plan::Prepare;
use crate::resources::Resources;
use alloc::boxed::Box;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const READ: OpDef = OpDef::new(BuiltinOperator::ReadVariable, prepare_read).types("any");

pub(super) const ASSIGN: OpDef =
    OpDef::new(BuiltinOperator::AssignVariable, prepare_assign).operands(2..=2, 0..=0).types("any");

/// A prepared READ_VARIABLE whose value could be of any type and shape: the shape in the file.
struct Read(Vec<usize>);

/// A prepared READ_VARIABLE of a variable whose type and length are known: its handle.
struct ReadKnown(i32);

/// A prepared ASSIGN_VARIABLE of strings.
struct AssignStrings;

/// A prepared ASSIGN_VARIABLE: type and shape of the value.
struct Assign(TensorType, Vec<usize>);

fn check_handle(ctx: &Prepare<'_>) -> Result<()> {
    let handle = ctx.input(0)?;
    let is_handle = matches!(handle.dtype, TensorType::Resource | TensorType::Int32);
    ensure!(is_handle, BadType, "{handle}: must be resource or int32");
    ensure!(handle.elements() == 1, BadShape, "{handle}: must have one element");
    Ok(())
}

fn prepare_read(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    let output = ctx.output(0)?;
    let handle = ctx.constant(0)?.and_then(|bytes| bytes.try_into().ok()).map(i32::from_ne_bytes);
    let form = handle.and_then(|handle| ctx.model().variable_form(handle));
    let settled = !output.shape.is_empty() && form == Some((output.dtype, output.elements()));
    if let Some(handle) = handle.filter(|_| settled && ctx.has_shapes_of_file()) {
        ctx.set_output_shape(0, output.shape)?;
        return Ok(Prepared::Resource("read_variable", Box::new(ReadKnown(handle))));
    }
    Prepared::late("read_variable", Read(output.shape.to_vec()))
}

fn prepare_assign(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    let value = ctx.input(1)?;
    if value.dtype == TensorType::String {
        return Prepared::late("assign_variable", AssignStrings);
    }
    Ok(Prepared::Resource("assign_variable", Box::new(Assign(value.dtype, value.shape.to_vec()))))
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

impl LateKernel for AssignStrings {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let (handle, value) = (handle(late)?, OwnedTensor::of(&late.input(1)?));
        late.resources().variables.insert(handle, value);
        Ok(())
    }
}

impl ResourceKernel for ReadKnown {
    fn eval(&self, io: &mut Io<'_>, resources: &mut Resources, _room: usize) -> Result<()> {
        let handle = self.0;
        let variable = resources.variables.get(&handle);
        let variable = variable.ok_or_else(|| err!(BadValue, "the variable {handle} was never assigned"))?;
        let (_, outputs, _) = io.split();
        let output = outputs.get::<u8>(0)?;
        ensure!(
            output.len() == variable.bytes.len(),
            BadValue,
            "the variable {handle} has shape {:?}, which no value assigned to it has in the file",
            variable.shape
        );
        output.copy_from_slice(&variable.bytes);
        Ok(())
    }
}

impl ResourceKernel for Assign {
    fn eval(&self, io: &mut Io<'_>, resources: &mut Resources, room: usize) -> Result<()> {
        let (inputs, _, _) = io.split();
        let (handle, value) = (inputs.get::<i32>(0)?, inputs.get::<u8>(1)?);
        let handle = *handle.first().ok_or_else(|| err!(BadShape, "the handle is empty"))?;
        let Self(dtype, shape) = self;
        match resources.variables.get_mut(&handle) {
            Some(variable) if variable.dtype == *dtype && variable.shape == *shape => {
                variable.bytes.copy_from_slice(value)
            }
            _ => {
                let needed = resources.len().saturating_add(value.len());
                ensure!(needed <= room, LimitExceeded, "variables would take {needed} bytes, there is room for {room}");
                let value = OwnedTensor { dtype: *dtype, shape: shape.clone(), bytes: value.to_vec() };
                resources.variables.insert(handle, value);
            }
        }
        Ok(())
    }
}
