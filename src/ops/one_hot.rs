//! ONE_HOT: for each index a vector of `depth` elements, `on` at the index and `off` elsewhere, along a new axis.
//!
//! Operands: indices (int32 or int64), depth (int32, which may come from the graph), on and off (one element each).
//! Types: int8, uint8, int16, int32, int64, float32, bool. Version 1. Indices outside the depth give a vector of `off`;
//! int64 indices are cut to 32 bits. The axis −1 is behind the last one; other negative axes are refused. Source:
//! `tflite/kernels/one_hot.cc`.

use super::support::axis;
use super::support::options::optional_options;
use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use ferrolite_kernels::reference::one_hot::{OneHot, one_hot};

const TYPES: [TensorType; 7] = [
    TensorType::Int8,
    TensorType::UInt8,
    TensorType::Int16,
    TensorType::Int32,
    TensorType::Int64,
    TensorType::Float32,
    TensorType::Bool,
];

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::OneHot, prepare)
    .operands(4..=4, 1..=1)
    .types("int8, uint8, int16, int32, int64, float32, bool")
    .output_type(OutputType::Input(2));

struct Hot {
    plan: OneHot,
    unit: Unit,
    wide_indices: bool,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = optional_options!(ctx, OneHotOptions)?;
    let (indices, depth, on, off) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?, ctx.input(3)?);
    one_of(&indices, &[TensorType::Int32, TensorType::Int64])?;
    one_of(&depth, &[TensorType::Int32])?;
    one_of(&on, &TYPES)?;
    same_type(&on, &off)?;
    same_type(&on, &ctx.output(0)?)?;
    for operand in [&depth, &on, &off] {
        ensure!(operand.elements() == 1, BadShape, "{operand}: must have one element");
    }
    let axis = options.map_or(0, |options| options.axis);
    ensure!(axis >= -1, BadOption, "axis {axis} must be -1 or an axis of the output");
    let axis = axis::resolve(axis, indices.rank() + 1)?;
    let depth = ctx.index_values(1)?.first().copied().unwrap_or_default();
    let depth = usize::try_from(depth).map_err(|_| err!(BadValue, "the depth is {depth}, must not be negative"))?;
    let (prefix, suffix) = indices.shape.split_at_checked(axis).unwrap_or((indices.shape, &[]));
    ctx.set_output_shape(0, &[prefix, &[depth], suffix].concat())?;
    let plan = OneHot { depth, suffix: suffix.iter().product() };
    let wide_indices = indices.dtype == TensorType::Int64;
    Prepared::kernel("one_hot_reference", Hot { plan, unit: Unit::of(&on)?, wide_indices })
}

impl Kernel for Hot {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let missing = || err!(Internal, "a value is missing");
        with_unit!(self.unit, T => {
            let on: T = *inputs.get(2)?.first().ok_or_else(missing)?;
            let off: T = *inputs.get(3)?.first().ok_or_else(missing)?;
            let output: &mut [T] = outputs.get(0)?;
            if self.wide_indices {
                // Cut to 32 bits, as the reference does.
                one_hot(&self.plan, inputs.get::<i64>(0)?, |index| index as i32, (on, off), output);
            } else {
                one_hot(&self.plan, inputs.get::<i32>(0)?, |index| index, (on, off), output);
            }
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::model::schema::{BuiltinOptions, OneHotOptions};
    use crate::plan::testing::OneOp;
    use alloc::boxed::Box;

    fn op(axis: i32, depth: i32) -> OneOp {
        OneOp::new(BuiltinOperator::OneHot)
            .options(BuiltinOptions::OneHotOptions(Box::new(OneHotOptions { axis })))
            .input(TensorType::Int32, &[2])
            .constant(TensorType::Int32, &[], &[depth])
            .constant(TensorType::Int8, &[], &[7i8])
            .constant(TensorType::Int8, &[1], &[-1i8])
            .output(TensorType::Int8)
    }

    #[test]
    fn the_axis_may_be_first_or_last() {
        assert_eq!(op(-1, 3).run::<i32, i8>(&[&[2, 0]]).unwrap(), [-1, -1, 7, 7, -1, -1]);
        assert_eq!(op(0, 3).run::<i32, i8>(&[&[2, 0]]).unwrap(), [-1, 7, -1, -1, 7, -1]);
        assert_eq!((op(-1, 3).shape(), op(0, 3).shape()), (alloc::vec![2, 3], alloc::vec![3, 2]));
    }

    #[test]
    fn indices_outside_are_cold() {
        assert_eq!(op(-1, 2).run::<i32, i8>(&[&[-1, 2]]).unwrap(), [-1; 4]);
        assert!(op(-1, 0).run::<i32, i8>(&[&[0, 0]]).unwrap().is_empty());
    }

    #[test]
    fn depth_and_axis_are_checked() {
        assert_eq!(op(-1, -1).refusal(), ErrorKind::BadValue);
        assert_eq!(op(2, 3).refusal(), ErrorKind::BadOption);
        assert_eq!(op(-2, 3).refusal(), ErrorKind::BadOption);
        assert_eq!(op(-1, i32::MAX).refusal(), ErrorKind::LimitExceeded);
    }
}
