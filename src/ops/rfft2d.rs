//! RFFT2D: the Fourier transform of real images.
//!
//! Operands: images in the last two dimensions (float32); the transform's height and width (int32), powers of two,
//! which may come from the graph. Images are cut or padded with zeros to that size. Output: complex64, of the
//! height and half the width plus one. Computed in `f64` and rounded once.
//!
//! Types: float32 → complex64. Source: `tflite/kernels/rfft2d.cc`.

use super::support::spectra::{complexes, roots};
use super::support::units::one_of;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::fft::Complex;
use ferrolite_kernels::reference::spectral::{Rfft2d, rfft2d};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Rfft2d, prepare).operands(2..=2, 1..=1).types("float32 → complex64");

struct Transform {
    plan: Rfft2d,
    roots: Vec<Complex>,
    plane: usize,
    line: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, length, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    one_of(&input, &[TensorType::Float32])?;
    one_of(&output, &[TensorType::Complex64])?;
    one_of(&length, &[TensorType::Int32])?;
    ensure!(length.shape == [2], BadShape, "{length}: must be a height and a width");
    let Some((outer, &[rows, columns])) = input.shape.split_last_chunk::<2>() else {
        return Err(err!(BadShape, "{input}: must have at least two dimensions"));
    };
    let sides = ctx.index_values(1)?;
    let side = |index: usize| {
        let side = sides.get(index).and_then(|&side| usize::try_from(side).ok()).filter(|side| side.is_power_of_two());
        side.ok_or_else(|| err!(BadValue, "the transform's sides are {sides:?}, must be powers of two"))
    };
    let length = [side(0)?, side(1)?];
    let kept = length[1] / 2 + 1;
    let shape: Vec<usize> = outer.iter().copied().chain([length[0], kept]).collect();
    ctx.set_output_shape(0, &shape)?;
    let longer = length[0].max(length[1]);
    let (roots, line) = (roots(longer)?, complexes(ctx, Some(longer))?);
    let plane = complexes(ctx, length[0].checked_mul(kept))?;
    let rounds = u64::from(longer.trailing_zeros()) + 4;
    let images = outer.iter().fold(1u64, |images, &extent| images.saturating_mul(extent as u64));
    let area = (length[0] as u64).saturating_mul(length[1] as u64).saturating_mul(2);
    ctx.set_work(images.saturating_mul(area).saturating_mul(rounds));
    Prepared::kernel(
        "rfft2d_reference",
        Transform { plan: Rfft2d { input: [rows, columns], length }, roots, plane, line },
    )
}

impl Kernel for Transform {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let (plane, line) = scratch.two::<Complex, Complex>(self.plane, self.line)?;
        let (input, output) = (inputs.get::<f32>(0)?, outputs.get::<[f32; 2]>(0)?);
        let size = self.plan.input[0] * self.plan.input[1];
        if plane.is_empty() || size == 0 {
            output.fill([0.0; 2]);
            return Ok(());
        }
        for (image, transform) in input.chunks_exact(size).zip(output.chunks_exact_mut(plane.len())) {
            rfft2d(&self.plan, image, &self.roots, plane, line, transform);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn transform(length: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::Rfft2d)
            .input(TensorType::Float32, &[1, 2])
            .vector(length)
            .output(TensorType::Complex64)
    }

    #[test]
    fn images_are_padded_with_zeros() {
        let spectrum = transform(&[1, 4]).run::<f32, [f32; 2]>(&[&[1.0, 2.0]]).unwrap();
        assert_eq!(spectrum, [[3.0, 0.0], [1.0, -2.0], [-1.0, 0.0]]);
        assert_eq!(transform(&[2, 1]).shape(), [2, 1]);
    }

    #[test]
    fn sides_are_powers_of_two() {
        for length in [[0, 4], [4, 3], [-4, 4], [4, i32::MIN]] {
            assert_eq!(transform(&length).refusal(), ErrorKind::BadValue);
        }
        assert_eq!(transform(&[1 << 30, 1 << 30]).refusal(), ErrorKind::LimitExceeded);
        assert_eq!(transform(&[4]).refusal(), ErrorKind::BadShape);
    }
}
