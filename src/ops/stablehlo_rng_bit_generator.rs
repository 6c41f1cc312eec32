//! STABLEHLO_RNG_BIT_GENERATOR: random bits of a state, and the state behind them.
//!
//! Operand: the state (uint64 vector): two numbers for THREEFRY, two or three for PHILOX and DEFAULT, which is the
//! same. The first is the key, the others the counter; PHILOX with two takes the key for the counter's upper half
//! too. Outputs: the state with the counter advanced by one for each block of bits, in its lower 64 bits, and the
//! bits in the shape that the file gives.
//!
//! Types: uint64 → int32, int64, uint32, uint64. Source: `tflite/kernels/{rng_bit_generator,rng_util}.cc`.

use super::support::function::Function;
use super::support::units::one_of;
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOperator, BuiltinOptions2, RngAlgorithm};
use crate::plan::Prepare;
use ferrolite_kernels::random::{philox_4x32, threefry_2x32};

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::StablehloRngBitGenerator, prepare)
    .operands(1..=1, 2..=2)
    .types("uint64 → int32, int64, uint32, uint64");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let Some(BuiltinOptions2::StablehloRngBitGeneratorOptions(options)) = ctx.options_2() else {
        return Err(err!(BadOption, "the operator lacks its StablehloRngBitGeneratorOptions"));
    };
    let (state, behind, bits) = (ctx.input(0)?, ctx.output(0)?, ctx.output(1)?);
    one_of(&state, &[TensorType::UInt64])?;
    one_of(&behind, &[TensorType::UInt64])?;
    one_of(&bits, &[TensorType::Int32, TensorType::Int64, TensorType::UInt32, TensorType::UInt64])?;
    let threefry = options.algorithm == RngAlgorithm::Threefry;
    let fits = matches!((state.shape, threefry), ([2], _) | ([3], false));
    ensure!(fits, BadShape, "{state}: must have 2 numbers, or 3 for PHILOX");
    ctx.set_output_shape(0, state.shape)?;
    ctx.set_output_shape(1, bits.shape)?;
    Prepared::kernel(
        if threefry { "rng_bit_generator_threefry" } else { "rng_bit_generator_philox" },
        Function(move |io: &mut Io<'_>| {
            let (inputs, outputs, _) = io.split();
            let state: &[u64] = inputs.get(0)?;
            let [key, low] = *state.first_chunk().ok_or_else(|| err!(Internal, "the state is too short"))?;
            let high = state.get(2).copied().unwrap_or(key);
            let halves = |number: u64| [number as u32, (number >> 32) as u32];
            let (mut counter, [a, b]) = (low, halves(high));
            let bits: &mut [u32] = outputs.get(1)?;
            // Only the last block may be cut off.
            for block in bits.chunks_mut(if threefry { 2 } else { 4 }) {
                let [x, y] = halves(counter);
                let philox;
                let threefry_block;
                let numbers: &[u32] = if threefry {
                    threefry_block = threefry_2x32(halves(key), [x, y]);
                    &threefry_block
                } else {
                    philox = philox_4x32(halves(key), [x, y, a, b]);
                    &philox
                };
                for (into, number) in block.iter_mut().zip(numbers) {
                    *into = *number;
                }
                counter = counter.wrapping_add(1);
            }
            let behind: &mut [u64] = outputs.get(0)?;
            behind.copy_from_slice(state);
            if let Some(slot) = behind.get_mut(1) {
                *slot = counter;
            }
            Ok(())
        }),
    )
}
