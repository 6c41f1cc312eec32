//! DILATE: a tensor with gaps between its elements.
//!
//! Operands: the tensor, at least a vector; a factor for each dimension (int32), at least 1, which may come from
//! the graph; the value of the gaps, one element. Element `i` of a dimension goes to `i · factor`. Values move
//! unchanged.
//!
//! Types: all with elements of 8 to 128 bits. Source: `tflite/kernels/dilate.cc`.

use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::interior_pad::{InteriorDimension, InteriorPad, interior_pad};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Dilate, prepare).operands(3..=3, 1..=1).types("all numbers, bool");

struct Dilated {
    plan: InteriorPad,
    unit: Unit,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, factors, fill) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    ensure!(input.rank() >= 1, BadShape, "{input}: must be at least a vector");
    same_type(&input, &ctx.output(0)?)?;
    same_type(&input, &fill)?;
    ensure!(fill.elements() == 1, BadShape, "{fill}: must have one element");
    one_of(&factors, &[TensorType::Int32])?;
    ensure!(factors.shape == [input.rank()], BadShape, "{factors}: must have a factor for each dimension");
    let unit = Unit::of(&input)?;
    ensure!(unit != Unit::Nibble, BadType, "{input}: elements must have at least 8 bits");
    let mut dimensions = Vec::with_capacity(input.rank());
    for (factor, &extent) in ctx.index_values(1)?.into_iter().zip(input.shape) {
        let interior = usize::try_from(factor).ok().and_then(|factor| factor.checked_sub(1));
        let interior = interior.ok_or_else(|| err!(BadValue, "{factors}: factor {factor} must be at least 1"))?;
        dimensions.push(InteriorDimension { extent, low: 0, interior, high: 0 });
    }
    let too_large = || err!(LimitExceeded, "{input}: is too large when dilated");
    let shape: Option<Vec<usize>> = dimensions.iter().map(|dimension| dimension.padded()).collect();
    ctx.set_output_shape(0, &shape.ok_or_else(too_large)?)?;
    let plan = InteriorPad::new(&dimensions).ok_or_else(too_large)?;
    if plan.is_identity() {
        ctx.alias(0, 0);
        return Ok(Prepared::Nothing);
    }
    Prepared::kernel("dilate_reference", Dilated { plan, unit })
}

impl Kernel for Dilated {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        with_unit!(self.unit, T => {
            let fill = inputs.get::<T>(2)?.first().copied().unwrap_or_default();
            interior_pad::<T>(&self.plan, inputs.get(0)?, fill, outputs.get(0)?);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn dilated(factors: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::Dilate)
            .input(TensorType::Int16, &[2, 2])
            .vector(factors)
            .constant(TensorType::Int16, &[], &[9i16])
            .output(TensorType::Int16)
    }

    #[test]
    fn gaps_are_filled() {
        let op = dilated(&[2, 3]);
        assert_eq!(op.run::<i16, i16>(&[&[1, 2, 3, 4]]).unwrap(), [1, 9, 9, 2, 9, 9, 9, 9, 3, 9, 9, 4]);
        assert_eq!(dilated(&[1, 1]).run::<i16, i16>(&[&[1, 2, 3, 4]]).unwrap(), [1, 2, 3, 4]);
    }

    #[test]
    fn factors_are_checked() {
        assert_eq!(dilated(&[0, 1]).refusal(), ErrorKind::BadValue);
        assert_eq!(dilated(&[1, i32::MIN]).refusal(), ErrorKind::BadValue);
        assert_eq!(dilated(&[i32::MAX, i32::MAX]).refusal(), ErrorKind::LimitExceeded);
        assert_eq!(dilated(&[1]).refusal(), ErrorKind::BadShape);
    }
}
