//! REVERSE_SEQUENCE: the first few steps of each sequence of a batch, backwards.
//!
//! Operands: the tensor, and a length for each sequence (int32 or int64). Types: uint8, int16, int32, int64, float32.
//! Version 1. A length above the number of steps is an error while running; a negative one reverses nothing. Source:
//! `tflite/kernels/reverse_sequence.cc`.

use super::support::options::options;
use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::reverse_sequence::{ReverseSequence, reverse_sequence};

const TYPES: [TensorType; 5] =
    [TensorType::UInt8, TensorType::Int16, TensorType::Int32, TensorType::Int64, TensorType::Float32];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::ReverseSequence, prepare)
    .operands(2..=2, 1..=1)
    .types("uint8, int16, int32, int64, float32");

struct Reversed {
    plan: ReverseSequence,
    unit: Unit,
    wide_lengths: bool,
    steps: usize,
    /// Scratch for the checked lengths.
    lengths: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, ReverseSequenceOptions)?;
    let (input, lengths) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&input, &TYPES)?;
    one_of(&lengths, &[TensorType::Int32, TensorType::Int64])?;
    same_type(&input, &ctx.output(0)?)?;
    let dimension = |dim: i32, name: &str| {
        let dimension = usize::try_from(dim).ok().filter(|&dim| dim < input.rank());
        dimension.ok_or_else(|| err!(BadOption, "{name} is {dim}, must be a dimension of {input}"))
    };
    let (seq, batch) = (dimension(options.seq_dim, "seq_dim")?, dimension(options.batch_dim, "batch_dim")?);
    ensure!(seq != batch, BadOption, "seq_dim and batch_dim are both {seq}");
    let extent = |dim: usize| input.shape.get(dim).copied().unwrap_or(0);
    ensure!(
        lengths.shape == [extent(batch)],
        BadShape,
        "{lengths}: must have one length for each of the {} sequences",
        extent(batch)
    );
    ctx.set_output_shape(0, input.shape)?;
    let (first, second) = (seq.min(batch), seq.max(batch));
    let product = |from: usize, to: usize| input.shape.get(from..to).map_or(1, |part| part.iter().product());
    let plan = ReverseSequence {
        outer: product(0, first),
        first: extent(first),
        middle: product(first + 1, second),
        second: extent(second),
        inner: product(second + 1, input.rank()),
        batch_is_first: batch < seq,
    };
    let kernel = Reversed {
        plan,
        unit: Unit::of(&input)?,
        wide_lengths: lengths.dtype == TensorType::Int64,
        steps: extent(seq),
        lengths: ctx.scratch(extent(batch) * size_of::<usize>()),
    };
    Prepared::kernel("reverse_sequence_reference", kernel)
}

impl Kernel for Reversed {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let lengths: &mut [usize] = scratch.get(self.lengths)?;
        let check = |length: i64| {
            // A negative length reverses nothing.
            let steps = usize::try_from(length.max(0)).ok().filter(|&length| length <= self.steps);
            steps.ok_or_else(|| err!(BadValue, "length {length} exceeds the {} steps", self.steps))
        };
        if self.wide_lengths {
            for (length, &given) in lengths.iter_mut().zip(inputs.get::<i64>(1)?) {
                *length = check(given)?;
            }
        } else {
            for (length, &given) in lengths.iter_mut().zip(inputs.get::<i32>(1)?) {
                *length = check(given.into())?;
            }
        }
        with_unit!(self.unit, T => reverse_sequence::<T>(&self.plan, lengths, inputs.get(0)?, outputs.get(0)?));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, ReverseSequenceOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(seq_dim: i32, batch_dim: i32, lengths: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::ReverseSequence)
            .options(BuiltinOptions::ReverseSequenceOptions(Box::new(ReverseSequenceOptions { seq_dim, batch_dim })))
            .input(TensorType::Int16, &[2, 3])
            .vector(lengths)
            .output(TensorType::Int16)
    }

    #[test]
    fn sequences_run_along_either_dimension() {
        let input: &[i16] = &[1, 2, 3, 4, 5, 6];
        assert_eq!(op(1, 0, &[2, 3]).run::<i16, i16>(&[input]).unwrap(), [2, 1, 3, 6, 5, 4]);
        assert_eq!(op(0, 1, &[2, 1, -7]).run::<i16, i16>(&[input]).unwrap(), [4, 2, 3, 1, 5, 6]);
    }

    #[test]
    fn lengths_and_dimensions_are_checked() {
        assert_eq!(op(1, 0, &[2, 4]).run::<i16, i16>(&[&[0; 6]]).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(op(1, 0, &[2]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(1, 1, &[2, 2, 2]).refusal(), ErrorKind::BadOption);
        assert_eq!(op(2, 0, &[2, 2]).refusal(), ErrorKind::BadOption);
        assert_eq!(op(-1, 0, &[2, 2]).refusal(), ErrorKind::BadOption);
    }
}
