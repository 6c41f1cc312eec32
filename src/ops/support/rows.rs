//! Kernels that work on the last dimension, row by row.

use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::{Operand, Prepare};
use core::marker::PhantomData;

/// Input, output and the length of a row; the output has the input's shape and, where the types are one, may take over
/// its memory.
///
/// # Errors
/// `BadShape` for a scalar.
pub(crate) fn operands<'a>(ctx: &mut Prepare<'a>) -> Result<(Operand<'a>, Operand<'a>, usize)> {
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let depth = *input.shape.last().ok_or_else(|| err!(BadShape, "{input}: must have at least one dimension"))?;
    ctx.set_output_shape(0, input.shape)?;
    if input.dtype == output.dtype {
        ctx.allow_in_place(0);
    }
    Ok((input, output, depth))
}

/// A function of rows that overwrites them.
struct Rows<T, F> {
    depth: usize,
    row: F,
    element: PhantomData<fn(T)>,
}

/// The kernel of a function of rows that overwrites them, prepared.
pub(crate) fn rows<T: Element>(
    name: &'static str,
    depth: usize,
    row: impl Fn(&mut [T]) + Send + Sync + 'static,
) -> Result<Prepared> {
    Prepared::kernel(name, Rows { depth, row, element: PhantomData })
}

impl<T: Element, F: Fn(&mut [T]) + Send + Sync> Kernel for Rows<T, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        if !in_place {
            let input: &[T] = inputs.get(0)?;
            ensure!(input.len() == out.len(), Internal, "input and output differ in length");
            out.copy_from_slice(input);
        }
        for row in out.chunks_exact_mut(self.depth.max(1)) {
            (self.row)(row);
        }
        Ok(())
    }
}
