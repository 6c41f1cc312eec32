//! LSH_PROJECTION: bits from locality-sensitive hashes.
//!
//! Inputs: seeds, float32 `[hashes, bits]`, at most 32 bits; items, one for each index of the first dimension; optionally a
//! weight for each item. A bit is set when the weighted sum of the items' fingerprints (FarmHash's `Fingerprint64` of seed and
//! item, as a signed number, summed in float64) is positive. DENSE gives the bits, SPARSE a number for each hash: its bits plus
//! the hash's index times 2^bits. Items may be of any type of fixed size. Source: `tflite/kernels/lsh_projection.cc`.

use super::support::options::options;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::LshProjectionType;
use crate::plan::Prepare;
use ferrolite_kernels::reference::fingerprint::fingerprint64;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::LshProjection, prepare).operands(2..=3, 1..=1).types("any of fixed size; int32 out");

const SEED_BYTES: usize = 4;

/// A prepared LSH_PROJECTION.
struct LshProjection {
    bits: usize,
    items: usize,
    item_bytes: usize,
    sparse: bool,
    weighted: bool,
    /// Scratch for a seed and an item.
    key: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let kind = options!(ctx, LshProjectionOptions)?.type_;
    let (seeds, input, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    let weights = ctx.optional_input(2)?;
    let &[hashes, bits] = seeds.shape else { return Err(err!(BadShape, "{seeds}: must have two dimensions")) };
    ensure!(bits <= 32, BadShape, "{seeds}: must have at most 32 columns");
    ensure!(seeds.dtype == TensorType::Float32, BadType, "{seeds}: must be float32");
    ensure!(output.dtype == TensorType::Int32, BadType, "{output}: must be int32");
    let items = input.shape.first().copied().unwrap_or(0);
    ensure!(items >= 1, BadShape, "{input}: must have an item at least");
    let bytes = input.dtype.byte_len(input.elements());
    let bytes = bytes.ok_or_else(|| err!(BadType, "{input}: its elements must have a fixed size"))?;
    if let Some(weights) = weights {
        ensure!(weights.dtype == TensorType::Float32, BadType, "{weights}: must be float32");
        ensure!(*weights.shape == [items], BadShape, "{weights}: must have one weight for each of {items} items");
    }
    let sparse = match kind {
        LshProjectionType::Sparse => true,
        LshProjectionType::Dense => false,
        other => return Err(err!(BadOption, "type is {other:?}, must be Sparse or Dense")),
    };
    let length = if sparse { hashes } else { hashes.saturating_mul(bits) };
    ctx.set_output_shape(0, &[length])?;
    let item_bytes = bytes / items;
    let key = ctx.scratch(SEED_BYTES + item_bytes);
    ctx.set_work(((bytes + SEED_BYTES * items) as u64).saturating_mul(hashes.saturating_mul(bits) as u64));
    let weighted = weights.is_some();
    Prepared::kernel("lsh_projection", LshProjection { bits, items, item_bytes, sparse, weighted, key })
}

impl LshProjection {
    /// One bit; `key` is room for a seed and an item.
    fn bit(&self, seed: f32, items: &[u8], weights: &[f32], key: &mut [u8]) -> bool {
        let mut score = 0.0f64;
        for item in 0..self.items {
            let bytes = items.get(item * self.item_bytes..(item + 1) * self.item_bytes).unwrap_or_default();
            let Some((seed_bytes, item_bytes)) = key.split_at_mut_checked(SEED_BYTES) else { return false };
            seed_bytes.copy_from_slice(&seed.to_ne_bytes());
            if item_bytes.len() == bytes.len() {
                item_bytes.copy_from_slice(bytes);
            }
            let value = fingerprint64(key).cast_signed() as f64;
            score += if self.weighted { weights.get(item).map_or(0.0, |&w| f64::from(w) * value) } else { value };
        }
        score > 0.0
    }
}

impl Kernel for LshProjection {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let (seeds, items): (&[f32], &[u8]) = (inputs.get(0)?, inputs.get(1)?);
        let weights: &[f32] = if self.weighted { inputs.get(2)? } else { &[] };
        let key = scratch.get::<u8>(self.key)?;
        let output = outputs.get::<i32>(0)?;
        if !self.sparse {
            for (output, &seed) in output.iter_mut().zip(seeds) {
                *output = i32::from(self.bit(seed, items, weights, key));
            }
            return Ok(());
        }
        // Of 32 bits, nothing is left of the index.
        let stride = u32::try_from(self.bits).ok().and_then(|bits| 1i32.checked_shl(bits)).unwrap_or(0);
        let mut base = 0i32;
        for (hash, output) in output.iter_mut().enumerate() {
            let seeds = seeds.get(hash * self.bits..(hash + 1) * self.bits).unwrap_or_default();
            let signature =
                seeds.iter().fold(0i32, |bits, &seed| bits << 1 | i32::from(self.bit(seed, items, weights, key)));
            *output = signature.wrapping_add(base);
            base = base.wrapping_add(stride);
        }
        Ok(())
    }
}
