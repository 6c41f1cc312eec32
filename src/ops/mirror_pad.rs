//! MIRROR_PAD: a frame around a tensor that mirrors its edges.
//!
//! Operands: the tensor; paddings `[rank, 2]` of int32 or int64, which may come from the graph. REFLECT leaves
//! the edge itself out, so a padding may be up to the extent less one; SYMMETRIC repeats it. Values move
//! unchanged; quantized input and output have one scale and zero point.
//!
//! Types: all with elements of 8 to 64 bits. Source: `tflite/kernels/mirror_pad.cc`.

use super::pad::paddings;
use super::support::options::options;
use super::support::units::{Unit, one_of, same_quantization, same_type, whole_tensor, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::MirrorPadMode;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::pad::mirror_pad;
use ferrolite_kernels::reference::pad::{Mirror, Pad};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::MirrorPad, prepare).versions(3).operands(2..=2, 1..=1).types("all numbers, bool");

struct Mirrored {
    plan: Pad,
    mirror: Mirror,
    unit: Unit,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let mirror = match options!(ctx, MirrorPadOptions)?.mode {
        MirrorPadMode::Reflect => Mirror::Reflect,
        MirrorPadMode::Symmetric => Mirror::Symmetric,
    };
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    same_type(&input, &output)?;
    one_of(&ctx.input(1)?, &[TensorType::Int32, TensorType::Int64])?;
    if matches!(input.dtype, TensorType::Int8 | TensorType::UInt8 | TensorType::Int16) {
        same_quantization(&input, &output)?;
    }
    if input.dtype == TensorType::Int16 {
        ensure!(whole_tensor(&input).1 == 0, BadQuantization, "{input}: the zero point of int16 must be 0");
    }
    let unit = Unit::of(&input)?;
    ensure!(unit != Unit::Nibble, BadType, "{input}: elements must have at least 8 bits");
    let dimensions = paddings(ctx, &input)?;
    let edge = usize::from(mirror == Mirror::Reflect);
    for (index, d) in dimensions.iter().enumerate() {
        ensure!(
            d.before + edge <= d.extent && d.after + edge <= d.extent,
            BadValue,
            "paddings {} and {} of dimension {index} exceed its extent {} less {edge}",
            d.before,
            d.after,
            d.extent
        );
    }
    let too_large = || err!(LimitExceeded, "{input}: is too large when padded");
    let shape: Vec<usize> = dimensions.iter().map(|d| d.padded()).collect::<Option<_>>().ok_or_else(too_large)?;
    ctx.set_output_shape(0, &shape)?;
    let plan = Pad::mirrored(&dimensions).ok_or_else(too_large)?;
    Prepared::kernel("mirror_pad", Mirrored { plan, mirror, unit })
}

impl Kernel for Mirrored {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        with_unit!(self.unit, T => {
            let (input, output): (&[T], &mut [T]) = (inputs.get(0)?, outputs.get(0)?);
            mirror_pad(workers, &self.plan, self.mirror, input, output);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, MirrorPadOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn mirrored(mode: MirrorPadMode, paddings: &[i32]) -> OneOp {
        let options = BuiltinOptions::MirrorPadOptions(Box::new(MirrorPadOptions { mode }));
        OneOp::new(BuiltinOperator::MirrorPad)
            .options(options)
            .input(TensorType::Int8, &[3])
            .constant(TensorType::Int32, &[1, 2], paddings)
            .output(TensorType::Int8)
    }

    #[test]
    fn the_edge_is_left_out_or_repeated() {
        let run = |mode, paddings: &[i32]| mirrored(mode, paddings).run::<i8, i8>(&[&[1, 2, 3]]).unwrap();
        assert_eq!(run(MirrorPadMode::Reflect, &[2, 1]), [3, 2, 1, 2, 3, 2]);
        assert_eq!(run(MirrorPadMode::Symmetric, &[3, 1]), [3, 2, 1, 1, 2, 3, 3]);
    }

    #[test]
    fn paddings_beyond_the_mirror_are_refused() {
        assert_eq!(mirrored(MirrorPadMode::Reflect, &[3, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(mirrored(MirrorPadMode::Symmetric, &[0, 4]).refusal(), ErrorKind::BadValue);
        assert_eq!(mirrored(MirrorPadMode::Symmetric, &[-1, 0]).refusal(), ErrorKind::BadValue);
        assert_eq!(mirrored(MirrorPadMode::Reflect, &[0, 0]).quantized(0.5, 0).refusal(), ErrorKind::BadQuantization);
    }
}
