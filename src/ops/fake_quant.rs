//! FAKE_QUANT: floats brought to the grid of a quantized type and back.
//!
//! Type: float32. Version 2. The range is moved so that 0 is on the grid; all in float32, ties away from zero.
//! `narrow_range` is refused, as by LiteRT. Sources: `tflite/kernels/fake_quant.cc`, `internal/quantization_util.cc`
//! (`NudgeQuantizationRange`, `FakeQuantizeArray`).

use super::OutputType;
use super::support::options::options;
use super::support::unary::{self, vectorized};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::elementwise::FakeQuant;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::FakeQuant, prepare).versions(2).types("float32").output_type(OutputType::FirstInput);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, FakeQuantOptions)?;
    ensure!(!options.narrow_range, Unsupported, "narrow_range is not possible while running");
    let bits = u32::try_from(options.num_bits).ok().filter(|bits| (1..=16).contains(bits));
    let bits = bits.ok_or_else(|| err!(BadOption, "num_bits is {}, must be 1 to 16", options.num_bits))?;
    ensure!(
        options.min <= 0.0 && options.max >= 0.0 && options.min < options.max,
        BadOption,
        "the range {} to {} must contain 0",
        options.min,
        options.max
    );
    let (input, _) = unary::same_type(ctx)?;
    let function = FakeQuant::new(options.min, options.max, bits);
    match input.dtype {
        TensorType::Float32 => vectorized::<f32>(ctx.isa(), "fake_quant", move |x| function.apply(x)),
        _ => Err(err!(BadType, "{input}: must be float32")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, FakeQuantOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(min: f32, max: f32, num_bits: i32, narrow_range: bool) -> OneOp {
        let options = FakeQuantOptions { min, max, num_bits, narrow_range };
        OneOp::new(BuiltinOperator::FakeQuant)
            .options(BuiltinOptions::FakeQuantOptions(Box::new(options)))
            .input(TensorType::Float32, &[3])
            .output(TensorType::Float32)
    }

    #[test]
    fn values_move_to_the_grid() {
        let grid = op(-1.0, 2.0, 2, false).run::<f32, f32>(&[&[-9.0, 0.4, 1.5]]).unwrap();
        assert_eq!(grid, [-1.0, 0.0, 2.0]);
    }

    #[test]
    fn options_are_checked() {
        assert_eq!(op(-1.0, 1.0, 8, true).refusal(), ErrorKind::Unsupported);
        assert_eq!(op(-1.0, 1.0, 0, false).refusal(), ErrorKind::BadOption);
        assert_eq!(op(-1.0, 1.0, 17, false).refusal(), ErrorKind::BadOption);
        assert_eq!(op(1.0, 2.0, 8, false).refusal(), ErrorKind::BadOption);
        assert_eq!(op(f32::NAN, 2.0, 8, false).refusal(), ErrorKind::BadOption);
    }
}
