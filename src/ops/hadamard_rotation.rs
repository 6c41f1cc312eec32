//! aeq.hadamard_rotation, a custom operator: blocks of features rotated by a Walsh–Hadamard transform.
//!
//! Operand: `[rows, features]` or `[batch, rows, features]` (float32). `hadamard_size` elements at a time, a power of
//! two, are transformed in memory order and scaled by its root; where it does not divide the features, as many
//! blocks as fit in a row times the rows, from the start on, and the rest is copied, as in the reference. The options
//! are a FlexBuffer. Rounding: that of `f32` sums, in the order of the fast transform. The reference also takes
//! int32 and reads its bits as floats; that is refused here.
//!
//! Source: `tflite/kernels/hadamard_rotation.cc`.

use super::support::custom_options::CustomOptions;
use super::support::function::Function;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_kernels::reference::hadamard::hadamard;

pub(super) const DEF: OpDef = OpDef::custom("aeq.hadamard_rotation", prepare).types("float32");

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let size = CustomOptions::read(ctx.custom_options())?.count("hadamard_size", 0, 1)?;
    ensure!(size.is_power_of_two(), BadOption, "hadamard_size {size} must be a power of two");
    let input = ctx.input(0)?;
    one_of(&input, &[TensorType::Float32])?;
    same_type(&input, &ctx.output(0)?)?;
    let (&[_, features] | &[_, _, features]) = input.shape else {
        return Err(err!(BadShape, "{input}: must have two or three dimensions"));
    };
    ctx.set_output_shape(0, input.shape)?;
    ctx.allow_in_place(0);
    let blocks = input.elements() / features.max(1) * (features / size);
    Prepared::kernel(
        "hadamard_rotation_reference",
        Function(move |io: &mut Io<'_>| {
            let in_place = io.in_place().is_some();
            let (inputs, outputs, _) = io.split();
            let output: &mut [f32] = outputs.get(0)?;
            if !in_place {
                output.copy_from_slice(inputs.get(0)?);
            }
            output.chunks_exact_mut(size).take(blocks).for_each(hadamard);
            Ok(())
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn rotation(size: i32) -> OneOp {
        let mut builder = flexbuffers::Builder::default();
        let mut map = builder.start_map();
        map.push("hadamard_size", size);
        map.end_map();
        OneOp::custom("aeq.hadamard_rotation", builder.view())
            .input(TensorType::Float32, &[1, 5])
            .output(TensorType::Float32)
    }

    #[test]
    fn what_does_not_fill_a_block_is_copied() {
        let rotated = rotation(4).run::<f32, f32>(&[&[1.0, 3.0, 0.0, 0.0, 7.0]]).unwrap();
        assert_eq!(rotated, [2.0, -1.0, 2.0, -1.0, 7.0]);
    }

    #[test]
    fn sizes_are_powers_of_two() {
        for size in [0, 3, -4] {
            assert_eq!(rotation(size).refusal(), ErrorKind::BadOption);
        }
    }
}
