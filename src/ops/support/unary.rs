//! What operators of one operand share that work element by element: checks, tables, and the kernels that drive a
//! function of one element.

use super::super::{Kernel, Prepared};
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::plan::rewrites::Rewritten;
use crate::plan::{Operand, Prepare};
use alloc::boxed::Box;
use core::fmt::Display;
use core::marker::PhantomData;
use ferrolite_kernels::elementwise::{self, Machine};
use ferrolite_kernels::fused_functions::{self, Function};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::reference::activation::{map, map_in_place};
use ferrolite_kernels::reference::lut::{Byte, ByteTable, PiecewiseTable};
use ferrolite_kernels::table::{lookup, lookup_in_place};

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
struct Table {
    isa: Isa,
    table: ByteTable,
}

/// The kernel of a table, prepared.
pub(crate) fn table(isa: Isa, name: &'static str, table: ByteTable) -> Result<Prepared> {
    Prepared::kernel(name, Table { isa, table })
}

/// An operator that a rewrite made a function of one operand.
pub(crate) fn rewritten(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    operands(ctx)?;
    match &ctx.operator().rewritten {
        Rewritten::Table(entries) => table(ctx.isa(), "table", ByteTable::new(**entries)),
        Rewritten::Swish => fused(ctx.isa(), "swish_float32_fused", Function::Swish),
        _ => Err(err!(Internal, "the operator is no function of one operand")),
    }
}

impl Kernel for Table {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (in_place, workers) = (io.in_place().is_some(), io.workers());
        let (inputs, outputs, _) = io.split();
        let out: &mut [u8] = outputs.get(0)?;
        if in_place {
            lookup_in_place(self.isa, workers, &self.table, out)
        } else {
            lookup(self.isa, workers, &self.table, inputs.get(0)?, out)
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

/// A function within a type, compiled for the plan's instruction set and split among its threads.
struct Vectorized<T, F> {
    isa: Isa,
    grain: usize,
    function: F,
    element: PhantomData<fn(T) -> T>,
}

/// Elements below which a thread of its own does not pay, for functions of a few instructions.
pub(crate) const GRAIN: usize = 1 << 14;

/// The same for functions of dozens.
const LONG_GRAIN: usize = 1 << 12;

/// The kernel of a function within a type that the compiler can vectorize, prepared.
pub(crate) fn vectorized<T: Element + Send + Sync>(
    isa: Isa,
    name: &'static str,
    function: impl Fn(T) -> T + Send + Sync + 'static,
) -> Result<Prepared> {
    Ok(Prepared::Kernel(name, Box::new(Vectorized { isa, grain: GRAIN, function, element: PhantomData })))
}

/// [`vectorized`] for a function of floats that takes dozens of instructions.
pub(crate) fn vectorized_long(
    isa: Isa,
    name: &'static str,
    function: impl Fn(f32) -> f32 + Send + Sync + 'static,
) -> Result<Prepared> {
    Ok(Prepared::Kernel(name, Box::new(Vectorized { isa, grain: LONG_GRAIN, function, element: PhantomData })))
}

impl<T: Element + Send + Sync, F: Fn(T) -> T + Send + Sync> Kernel for Vectorized<T, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = Machine { isa: self.isa, workers: io.workers(), grain: self.grain };
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        if in_place {
            elementwise::map_in_place(machine, out, &self.function);
        } else {
            elementwise::map(machine, inputs.get(0)?, out, &self.function);
        }
        Ok(())
    }
}

/// A function of floats on which no integer depends.
struct Fused {
    isa: Isa,
    function: Function,
}

/// The kernel of such a function, prepared.
pub(crate) fn fused(isa: Isa, name: &'static str, function: Function) -> Result<Prepared> {
    Prepared::kernel(name, Fused { isa, function })
}

impl Kernel for Fused {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = Machine { isa: self.isa, workers: io.workers(), grain: LONG_GRAIN };
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        match in_place {
            true => fused_functions::map_in_place(machine, self.function, outputs.get(0)?),
            false => fused_functions::map(machine, self.function, inputs.get(0)?, outputs.get(0)?),
        }
        Ok(())
    }
}

/// A function within a type that is defined from `least` on.
struct MappedFrom<T, F> {
    least: T,
    function: F,
}

/// The kernel of a function within a type that refuses elements below `least`, prepared.
pub(crate) fn mapped_from<T: Element + PartialOrd + Display>(
    name: &'static str,
    least: T,
    function: impl Fn(T) -> T + Send + Sync + 'static,
) -> Result<Prepared> {
    Ok(Prepared::Kernel(name, Box::new(MappedFrom { least, function })))
}

impl<T: Element + PartialOrd + Display, F: Fn(T) -> T + Send + Sync> Kernel for MappedFrom<T, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        let values = if in_place { &*out } else { inputs.get(0)? };
        if let Some(at) = values.iter().position(|value| *value < self.least) {
            return Err(err!(BadValue, "element {at} is below {}, where the function is not defined", self.least));
        }
        if in_place {
            map_in_place(out, &self.function)
        } else {
            map(inputs.get(0)?, out, &self.function)
        }
        Ok(())
    }
}

/// A function from one type to another, as [`Vectorized`].
struct VectorizedConvert<I, O, F> {
    isa: Isa,
    function: F,
    elements: PhantomData<fn(I) -> O>,
}

/// The kernel of a function between two types that the compiler can vectorize, prepared. Not in place.
pub(crate) fn vectorized_to<I: Element + Send + Sync, O: Element + Send>(
    isa: Isa,
    name: &'static str,
    function: impl Fn(I) -> O + Send + Sync + 'static,
) -> Result<Prepared> {
    Ok(Prepared::Kernel(name, Box::new(VectorizedConvert { isa, function, elements: PhantomData })))
}

impl<I: Element + Send + Sync, O: Element + Send, F: Fn(I) -> O + Send + Sync> Kernel for VectorizedConvert<I, O, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let machine = Machine { isa: self.isa, workers: io.workers(), grain: GRAIN };
        let (inputs, outputs, _) = io.split();
        elementwise::map(machine, inputs.get(0)?, outputs.get(0)?, &self.function);
        Ok(())
    }
}

/// A real function of 8-bit elements, tabulated in `f32`.
///
/// # Errors
/// `BadQuantization` unless input and output have one scale each.
pub(crate) fn tabulated_byte<T: Byte>(
    isa: Isa,
    name: &'static str,
    (input, output): (&Operand<'_>, &Operand<'_>),
    function: impl Fn(f32) -> f32,
) -> Result<Prepared> {
    table(isa, name, ByteTable::of_floats::<T>(input.per_tensor()?, output.per_tensor()?, function))
}

/// A real function of int16 elements, interpolated between samples computed in `f32`.
///
/// # Errors
/// As [`tabulated_byte`].
pub(crate) fn tabulated_i16(
    name: &'static str,
    (input, output): (&Operand<'_>, &Operand<'_>),
    function: impl Fn(f32) -> f32,
) -> Result<Prepared> {
    let table = PiecewiseTable::of_f32(input.per_tensor()?, output.per_tensor()?, function);
    mapped::<i16>(name, move |q| table.get(q))
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
