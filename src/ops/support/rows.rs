//! Kernels that work on the last dimension, row by row.

use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::{Operand, Prepare};
use core::marker::PhantomData;
use ferrolite_kernels::parallel::{for_each_share, parts};

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

/// Elements below which a thread of its own does not pay, for functions with an exponential for each.
const GRAIN: usize = 1 << 12;

/// A function of whole rows that overwrites them.
struct Rows<T, F> {
    depth: usize,
    rows: F,
    element: PhantomData<fn(T)>,
}

/// The kernel of a function of rows that overwrites them, prepared.
pub(crate) fn rows<T: Element>(
    name: &'static str,
    depth: usize,
    row: impl Fn(&mut [T]) + Send + Sync + 'static,
) -> Result<Prepared> {
    several_rows(name, depth, move |rows: &mut [T]| rows.chunks_exact_mut(depth.max(1)).for_each(&row))
}

/// [`rows`] of a function that takes any number of them at once.
pub(crate) fn several_rows<T: Element>(
    name: &'static str,
    depth: usize,
    rows: impl Fn(&mut [T]) + Send + Sync + 'static,
) -> Result<Prepared> {
    Prepared::kernel(name, Rows { depth, rows, element: PhantomData })
}

impl<T: Element, F: Fn(&mut [T]) + Send + Sync> Kernel for Rows<T, F> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (in_place, workers) = (io.in_place().is_some(), io.workers());
        let (inputs, outputs, _) = io.split();
        let out: &mut [T] = outputs.get(0)?;
        let input: &[T] = if in_place { &[] } else { inputs.get(0)? };
        ensure!(in_place || input.len() == out.len(), Internal, "input and output differ in length");
        let depth = self.depth.max(1);
        let (parts, rows) = (parts(workers, out.len(), GRAIN), out.len() / depth);
        for_each_share(workers, parts, out, (rows, depth), |share, out| {
            if !in_place {
                out.copy_from_slice(&input[share.start * depth..share.end * depth]);
            }
            (self.rows)(out);
        });
        Ok(())
    }
}
