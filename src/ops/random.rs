//! RANDOM_UNIFORM, RANDOM_STANDARD_NORMAL and MULTINOMIAL: LiteRT's random numbers, bit for bit the same stream.
//!
//! RANDOM_UNIFORM and RANDOM_STANDARD_NORMAL: the output's shape (int32 vector) → float32. MULTINOMIAL: logits
//! `[rows, classes]` (float32) and the number of samples (int32 scalar) → classes `[rows, samples]` (int32 or
//! int64); logits that are not finite have no share, and a row of only such gives the number of classes.
//!
//! The options' seeds, of which the wheel keeps the low 32 bits, signed, start a stream of Philox numbers that goes on from invoke to invoke. Where LiteRT seeds at
//! random, with two seeds of 0, the stream is one fixed by the operator's place in the graph, so that runs can
//! be repeated. Source: `tflite/kernels/random_ops.cc`.

use super::support::options::optional_options;
use super::support::units::one_of;
use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::random::{PhiloxStream, fill_normal, fill_uniform, multinomial};
use ferrolite_schema::BuiltinOperator;

pub(super) const UNIFORM: OpDef =
    OpDef::new(BuiltinOperator::RandomUniform, |ctx| prepare(ctx, "random_uniform_reference", fill_uniform))
        .types("int32 → float32");
pub(super) const STANDARD_NORMAL: OpDef = OpDef::new(BuiltinOperator::RandomStandardNormal, |ctx| {
    prepare(ctx, "random_standard_normal_reference", fill_normal)
})
.types("int32 → float32");
pub(super) const MULTINOMIAL: OpDef = OpDef::new(BuiltinOperator::Multinomial, prepare_multinomial)
    .operands(2..=2, 1..=1)
    .types("float32 → int32, int64");

/// The two seeds, and what replaces them when both are 0.
#[derive(Clone, Copy)]
struct Seeds(u64, u64);

impl Seeds {
    fn of(ctx: &Prepare<'_>) -> Result<Self> {
        let options = optional_options!(ctx, RandomOptions)?;
        // LiteRT keeps the low 32 bits as a signed number, whatever its sources say.
        let seed = |seed: i64| i64::from(seed as i32).cast_unsigned();
        let seeds = options.map_or((0, 0), |options| (seed(options.seed), seed(options.seed2)));
        if seeds == (0, 0) {
            return Ok(Self(0x9E37_79B9_7F4A_7C15, ctx.operator().index as u64 + 1));
        }
        Ok(Self(seeds.0, seeds.1))
    }

    /// The stream where the last invoke left it.
    fn resume(self, late: &mut Late<'_, '_>) -> PhiloxStream {
        PhiloxStream::from_bytes(late.memory()).unwrap_or_else(|| PhiloxStream::new(self.0, self.1))
    }
}

/// Keeps a stream for the next invoke.
fn keep(late: &mut Late<'_, '_>, stream: PhiloxStream) {
    let memory = late.memory();
    memory.clear();
    memory.extend_from_slice(&stream.to_bytes());
}

/// Elements of a shape whose elements have `bytes` bytes each, if that is within the limits.
fn elements(late: &Late<'_, '_>, shape: &[usize], bytes: usize) -> Result<usize> {
    let elements = shape.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent));
    elements
        .filter(|elements| elements.checked_mul(bytes).is_some_and(|bytes| bytes <= late.limits().tensor_bytes))
        .ok_or_else(|| err!(LimitExceeded, "shape {shape:?} is too large"))
}

/// Numbers of one distribution.
struct Numbers {
    seeds: Seeds,
    fill: fn(&mut PhiloxStream, &mut [f32]),
}

fn prepare(ctx: &mut Prepare<'_>, name: &'static str, fill: fn(&mut PhiloxStream, &mut [f32])) -> Result<Prepared> {
    let shape = ctx.input(0)?;
    one_of(&shape, &[TensorType::Int32])?;
    one_of(&ctx.output(0)?, &[TensorType::Float32])?;
    ensure!(shape.rank() == 1, BadShape, "{shape}: must be a vector");
    Prepared::late(name, Numbers { seeds: Seeds::of(ctx)?, fill })
}

impl LateKernel for Numbers {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let extents: &[i32] = late.input(0)?.as_slice()?;
        let extent = |&extent: &i32| usize::try_from(extent).map_err(|_| err!(BadValue, "an extent is {extent}"));
        let shape = extents.iter().map(extent).collect::<Result<Vec<usize>>>()?;
        let mut numbers = vec![0f32; elements(late, &shape, size_of::<f32>())?];
        let mut stream = self.seeds.resume(late);
        (self.fill)(&mut stream, &mut numbers);
        keep(late, stream);
        let bytes = bytemuck::cast_slice(&numbers).to_vec();
        late.set_output(0, OwnedTensor { dtype: TensorType::Float32, shape, bytes })
    }
}

/// Classes drawn from logits.
struct Classes(Seeds);

fn prepare_multinomial(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (logits, samples) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&logits, &[TensorType::Float32])?;
    one_of(&samples, &[TensorType::Int32])?;
    one_of(&ctx.output(0)?, &[TensorType::Int32, TensorType::Int64])?;
    ensure!(
        matches!(logits.shape, [_, classes] if *classes > 0),
        BadShape,
        "{logits}: must have two dimensions, and at least one class"
    );
    ensure!(samples.rank() == 0, BadShape, "{samples}: must be a scalar");
    Prepared::late("multinomial_reference", Classes(Seeds::of(ctx)?))
}

impl LateKernel for Classes {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let (logits, samples) = (late.input(0)?, late.input(1)?.as_slice::<i32>()?.first().copied());
        let samples = samples.and_then(|samples| usize::try_from(samples).ok());
        let samples = samples.ok_or_else(|| err!(BadValue, "the number of samples must be at least 0"))?;
        let &[rows, classes] = logits.shape() else { return Err(err!(Internal, "the logits have another shape")) };
        let (dtype, shape) = (late.output_type(0)?, vec![rows, samples]);
        let drawn = elements(late, &shape, size_of::<i64>())?;
        let mut bytes = Vec::with_capacity(drawn * size_of::<i64>());
        let mut stream = self.0.resume(late);
        multinomial(&mut stream, logits.as_slice()?, &mut vec![0.0; classes], samples, |class| {
            if dtype == TensorType::Int32 {
                bytes.extend_from_slice(&i32::try_from(class).unwrap_or(i32::MAX).to_ne_bytes());
            } else {
                bytes.extend_from_slice(&i64::try_from(class).unwrap_or(i64::MAX).to_ne_bytes());
            }
        });
        keep(late, stream);
        late.set_output(0, OwnedTensor { dtype, shape, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn operands_are_checked() {
        let uniform = |dtype, shape: &[usize]| {
            OneOp::new(BuiltinOperator::RandomUniform).input(dtype, shape).output(TensorType::Float32).refusal()
        };
        assert_eq!(uniform(TensorType::Int64, &[2]), ErrorKind::BadType);
        assert_eq!(uniform(TensorType::Int32, &[1, 2]), ErrorKind::BadShape);
        let multinomial = |logits: &[usize], samples: &[usize]| {
            let op = OneOp::new(BuiltinOperator::Multinomial).input(TensorType::Float32, logits);
            op.input(TensorType::Int32, samples).output(TensorType::Int64).refusal()
        };
        assert_eq!(multinomial(&[2, 0], &[]), ErrorKind::BadShape);
        assert_eq!(multinomial(&[2], &[]), ErrorKind::BadShape);
        assert_eq!(multinomial(&[2, 3], &[1]), ErrorKind::BadShape);
    }
}
