//! Weights whose scales belong to blocks along the depth, kept in a tensor of their own.

use super::gemm::{WEIGHTS, kernel_name};
use super::linear::{Operands as Layer, Weights, check_bias};
use super::packing::{PackedWeights, packed_weights};
use crate::TensorType::{Float16, Float32, Int4};
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::Blockwise;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::blockwise::{Blockwise as VectorLayer, Operands};
use ferrolite_kernels::half::{Float16 as Half, HalfFormat};
use ferrolite_kernels::parallel::Workers;
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
pub(crate) fn prepare(ctx: &mut Prepare<'_>, operands: &Layer<'_>, blockwise: &Blockwise) -> Result<Prepared> {
    let Layer { input, weights, output, .. } = operands;
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
    let rows = input.elements() / depth;
    if let Some(prepared) = vectorized(ctx, (rows, depth, units), block, &scales)? {
        return Ok(prepared);
    }
    let row = ctx.scratch(depth);
    let weights = Weights::prepare(ctx, WEIGHTS)?;
    Prepared::kernel("fully_connected_blockwise_reference", BlockwiseLayer { weights, block, scales, row })
}

/// The layer of `rows` rows on vectors, where instruction set, weights and blocks allow it.
fn vectorized(
    ctx: &mut Prepare<'_>,
    (rows, depth, units): (usize, usize, usize),
    block: usize,
    scales: &[f32],
) -> Result<Option<Prepared>> {
    const NAMES: [&str; 3] = [
        "fully_connected_blockwise_avx2_4x16c2",
        "fully_connected_blockwise_avxvnni_4x16c4",
        "fully_connected_blockwise_avx512vnni_4x64c4",
    ];
    let Some(layer) = VectorLayer::new(ctx.isa(), (depth, units), block) else { return Ok(None) };
    let pack = move |weights: &[u8], packed: &mut [i8], sums: &mut [i32], _: &dyn Workers| {
        layer.pack(weights, packed, sums);
        true
    };
    let sizes = (layer.packed_len(), layer.sums_len());
    let Some(packed) = packed_weights(ctx, WEIGHTS, layer.layout(), sizes, pack)? else { return Ok(None) };
    let mut constants = vec![0.0; layer.constants_len()];
    layer.constants(scales, packed.sums(), &mut constants);
    let quantized = ctx.scratch(layer.quantized_len(rows));
    let known = ctx.scratch(size_of::<i32>() * layer.known_len(rows));
    let kernel = OnVectors { layer, packed, constants, quantized, known };
    Ok(Some(Prepared::kernel(kernel_name(ctx.isa().level(), NAMES), kernel)?))
}

/// The same on vectors.
struct OnVectors {
    layer: VectorLayer,
    packed: PackedWeights,
    constants: Vec<f32>,
    /// Scratch for quantized rows, and for what is known of them.
    quantized: usize,
    known: usize,
}

impl Kernel for OnVectors {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let (packed, input, bias) = (self.packed.weights(), inputs.get(0)?, inputs.optional(2)?);
        let operands = Operands { input, packed, constants: &self.constants, bias };
        self.layer.run(operands, outputs.get(0)?, scratch.two(self.quantized, self.known)?, workers);
        Ok(())
    }
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
