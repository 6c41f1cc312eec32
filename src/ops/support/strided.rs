//! The kernel of operators whose output is a strided copy of one input.

use super::units::{Unit, pack, spread, with_unit};
use crate::arena::Io;
use crate::error::Result;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::reference::strided_copy::{self as reference, StridedCopy};
use ferrolite_kernels::transpose::strided_copy;

/// Copies input `input` to output 0.
struct Strided {
    plan: StridedCopy,
    input: usize,
    unit: Unit,
    isa: Isa,
    /// Scratch for elements of four bits: the input and the output, a byte each.
    spread: Option<[usize; 2]>,
}

/// Prepares output 0 as a copy of input `position` by `plan`. A copy that moves nothing is an alias.
///
/// # Errors
/// `BadType` for elements that cannot be moved.
pub(crate) fn prepare(
    ctx: &mut Prepare<'_>,
    position: usize,
    plan: StridedCopy,
    name: &'static str,
) -> Result<Prepared> {
    let input = ctx.input(position)?;
    let unit = Unit::of(&input)?;
    if plan.is_identity(input.elements()) {
        ctx.alias(0, position);
        return Ok(Prepared::Nothing);
    }
    let spread = (unit == Unit::Nibble).then(|| [ctx.scratch(input.elements()), ctx.scratch(plan.output_len())]);
    Prepared::kernel(name, Strided { plan, input: position, unit, isa: ctx.isa(), spread })
}

impl Kernel for Strided {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        if let Some([from, to]) = self.spread {
            let (from, to) = scratch.two::<i8, i8>(from, to)?;
            spread(inputs.get(self.input)?, from);
            reference::strided_copy(&self.plan, from, to);
            pack(to, outputs.get(0)?);
            return Ok(());
        }
        with_unit!(self.unit, T => {
            let (source, output): (&[T], &mut [T]) = (inputs.get(self.input)?, outputs.get(0)?);
            strided_copy((self.isa, workers), &self.plan, source, output);
        });
        Ok(())
    }
}
