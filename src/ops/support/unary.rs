//! What operators of one operand share that work element by element: checks, tables, and the kernels that drive a
//! function of one element.

use super::super::{Kernel, Prepared};
use crate::arena::{Element, Io};
use crate::error::{Result, ensure};
use crate::plan::{Operand, Prepare};
use alloc::boxed::Box;
use core::marker::PhantomData;
use ferrolite_kernels::reference::activation::{map, map_in_place};
use ferrolite_kernels::reference::lut::ByteTable;

/// Input and output of one shape; the output may take over the input's memory where they have the same type.
///
/// # Errors
/// `LimitExceeded` as [`Prepare::set_output_shape`].
pub(crate) fn operands<'a>(ctx: &mut Prepare<'a>) -> Result<(Operand<'a>, Operand<'a>)> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    ctx.set_output_shape(0, input.shape)?;
    if input.dtype == output.dtype {
        ctx.allow_in_place(0);
    }
    Ok((input, output))
}

/// [`operands`] that also have one type.
///
/// # Errors
/// `BadType` when they do not.
pub(crate) fn same_type<'a>(ctx: &mut Prepare<'a>) -> Result<(Operand<'a>, Operand<'a>)> {
    let (input, output) = operands(ctx)?;
    ensure!(input.dtype == output.dtype, BadType, "{output}: must have the input's type {}", input.dtype);
    Ok((input, output))
}

/// A table of 8-bit elements.
struct Table(ByteTable);

/// The kernel of a table, prepared.
pub(crate) fn table(name: &'static str, table: ByteTable) -> Result<Prepared> {
    Prepared::kernel(name, Table(table))
}

impl Kernel for Table {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        let out: &mut [u8] = outputs.get(0)?;
        if in_place {
            self.0.lookup_in_place(out)
        } else {
            self.0.lookup(inputs.get(0)?, out)
        }
        Ok(())
    }
}

/// A function of one element, within a type.
struct Map<T, F> {
    function: F,
    element: PhantomData<fn(T) -> T>,
}

/// The kernel of a function within a type, prepared.
pub(crate) fn mapped<T: Element>(
    name: &'static str,
    function: impl Fn(T) -> T + Send + Sync + 'static,
) -> Result<Prepared> {
    Ok(Prepared::Kernel(name, Box::new(Map { function, element: PhantomData })))
}

impl<T: Element, F: Fn(T) -> T + Send + Sync> Kernel for Map<T, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        if in_place {
            map_in_place(out, &self.function)
        } else {
            map(inputs.get(0)?, out, &self.function)
        }
        Ok(())
    }
}

/// A function from one type to another.
struct Convert<I, O, F> {
    function: F,
    elements: PhantomData<fn(I) -> O>,
}

/// The kernel of a function between two types, prepared. Not in place.
pub(crate) fn converted<I: Element, O: Element>(
    name: &'static str,
    function: impl Fn(I) -> O + Send + Sync + 'static,
) -> Result<Prepared> {
    Ok(Prepared::Kernel(name, Box::new(Convert { function, elements: PhantomData })))
}

impl<I: Element, O: Element, F: Fn(I) -> O + Send + Sync> Kernel for Convert<I, O, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        map(inputs.get(0)?, outputs.get(0)?, &self.function);
        Ok(())
    }
}
