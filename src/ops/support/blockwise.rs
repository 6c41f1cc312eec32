//! Weights whose scales belong to blocks along the depth, kept in a tensor of their own.

use super::linear::{Operands, Weights, check_bias};
use crate::TensorType::{Float16, Float32, Int4};
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::Blockwise;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::half::{Float16 as Half, HalfFormat};
use ferrolite_kernels::reference::blockwise::fully_connected_blockwise;

/// FULLY_CONNECTED with int4 weights in blocks, floats in and out.
struct BlockwiseLayer {
    weights: Weights,
    block: usize,
    /// The blocks of a unit, unit by unit.
    scales: Vec<f32>,
    /// Scratch for a quantized row.
    row: usize,
}

/// The scales of `blocks` blocks.
///
/// # Errors
/// `BadQuantization` unless they are a float16 constant of as many elements.
pub(crate) fn scales(ctx: &Prepare<'_>, blockwise: &Blockwise, blocks: usize) -> Result<Vec<f32>> {
    let (dtype, bytes) = ctx.constant_tensor(blockwise.scales)?;
    ensure!(dtype == Float16, BadQuantization, "the scales of blocks are {dtype}, must be float16");
    let (halves, _) = bytes.as_chunks::<2>();
    ensure!(halves.len() == blocks, BadQuantization, "{} scales for {blocks} blocks", halves.len());
    Ok(halves.iter().map(|&bytes| Half::widen(u16::from_ne_bytes(bytes))).collect())
}

/// Prepares FULLY_CONNECTED, whose output has its shape. No activation is applied, as in the reference.
///
/// # Errors
/// `BadType`, `BadShape`, `BadQuantization`.
pub(crate) fn prepare(ctx: &mut Prepare<'_>, operands: &Operands<'_>, blockwise: &Blockwise) -> Result<Prepared> {
    let Operands { input, weights, output, .. } = operands;
    ensure!(
        (input.dtype, weights.dtype, output.dtype) == (Float32, Int4, Float32),
        BadType,
        "{weights}: weights in blocks must be int4, input and output float32"
    );
    check_bias(operands, &[Float32])?;
    let &[units, depth] = weights.shape else { return Err(err!(BadShape, "{weights}: must have rank 2")) };
    let block = blockwise.block_size;
    ensure!(
        depth > 0 && depth.is_multiple_of(2) && depth.is_multiple_of(block),
        BadShape,
        "{weights}: its depth must be even, and a multiple of the block size {block}"
    );
    let scales = scales(ctx, blockwise, units * (depth / block))?;
    let row = ctx.scratch(depth);
    let weights = Weights::prepare(ctx, 1)?;
    Prepared::kernel("fully_connected_blockwise_reference", BlockwiseLayer { weights, block, scales, row })
}

impl Kernel for BlockwiseLayer {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        fully_connected_blockwise(
            self.block,
            &self.scales,
            inputs.optional(2)?,
            inputs.get(0)?,
            self.weights.signed(&inputs)?,
            outputs.get(0)?,
            scratch.get(self.row)?,
        );
        Ok(())
    }
}
