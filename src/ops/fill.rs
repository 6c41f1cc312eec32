//! FILL: a tensor of one value.
//!
//! Operands: the shape (int32 or int64 vector), which may come from the graph; the value, a scalar quantized as
//! the output. Types: all with elements of 8 to 128 bits. Source: `tflite/kernels/fill.cc`.

use super::support::units::{Unit, one_of, same_quantization, same_type, whole_tensor, with_unit};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Fill, prepare).versions(5).operands(2..=2, 1..=1).types("all numbers, bool, string");

struct Filled(Unit);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (dimensions, value, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    one_of(&dimensions, &[TensorType::Int32, TensorType::Int64])?;
    ensure!(dimensions.rank() == 1, BadShape, "{dimensions}: must be a vector");
    ensure!(value.rank() == 0, BadShape, "{value}: must be a scalar");
    same_type(&value, &output)?;
    same_quantization(&value, &output)?;
    if value.dtype == TensorType::Int16 {
        ensure!(whole_tensor(&value).1 == 0, BadQuantization, "{value}: the zero point of int16 must be 0");
    }
    let unit = Unit::of(&value)?;
    ensure!(unit != Unit::Nibble, BadType, "{value}: elements must have at least 8 bits");
    let shape = ctx
        .index_values(0)?
        .into_iter()
        .map(|extent| usize::try_from(extent).map_err(|_| err!(BadValue, "{dimensions}: {extent} must be at least 0")))
        .collect::<Result<Vec<usize>>>()?;
    ctx.set_output_shape(0, &shape)?;
    Prepared::kernel("fill_reference", Filled(unit))
}

impl Kernel for Filled {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        with_unit!(self.0, T => {
            let value = inputs.get::<T>(1)?.first().ok_or_else(|| err!(Internal, "the value is missing"))?;
            outputs.get::<T>(0)?.fill(*value);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn dimensions_and_value_are_checked() {
        let filled = |dimensions: &[i32], value: &[usize]| {
            OneOp::new(BuiltinOperator::Fill)
                .vector(dimensions)
                .input(TensorType::Int16, value)
                .output(TensorType::Int16)
        };
        assert_eq!(filled(&[1, 3], &[]).run::<i16, i16>(&[&[7]]).unwrap(), [7, 7, 7]);
        assert_eq!(filled(&[-1], &[]).refusal(), ErrorKind::BadValue);
        assert_eq!(filled(&[1], &[1]).refusal(), ErrorKind::BadShape);
        assert_eq!(filled(&[i32::MAX, i32::MAX], &[]).refusal(), ErrorKind::LimitExceeded);
        assert_eq!(filled(&[1], &[]).quantized(0.5, 0).refusal(), ErrorKind::BadQuantization);
    }
}
