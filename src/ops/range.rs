//! RANGE: numbers from `start` up or down to `limit`, `delta` apart; `limit` itself is left out.
//!
//! The operands are scalars and may come from the graph. In float32 the count is the quotient rounded up and
//! each number the sum of the one before and `delta`, both in `float32`, so errors accumulate as they do in the
//! reference.
//!
//! Types: float32, int32, int64. Source: `tflite/kernels/range.cc`.

use super::support::units::{one_of, same_type};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Range, prepare).operands(3..=3, 1..=1).types("float32, int32, int64");

struct Counted(TensorType);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let start = ctx.input(0)?;
    one_of(&start, &[TensorType::Float32, TensorType::Int32, TensorType::Int64])?;
    same_type(&start, &ctx.output(0)?)?;
    for position in 0..3 {
        let operand = ctx.input(position)?;
        same_type(&start, &operand)?;
        ensure!(operand.rank() == 0, BadShape, "{operand}: must be a scalar");
    }
    let count = if start.dtype == TensorType::Float32 {
        float_count(scalar(ctx.value(0)?)?, scalar(ctx.value(1)?)?, scalar(ctx.value(2)?)?)?
    } else {
        integer_count(scalar(ctx.index_values(0)?)?, scalar(ctx.index_values(1)?)?, scalar(ctx.index_values(2)?)?)?
    };
    ctx.set_output_shape(0, &[count])?;
    Prepared::kernel("range_reference", Counted(start.dtype))
}

fn scalar<T: Copy>(values: alloc::vec::Vec<T>) -> Result<T> {
    values.first().copied().ok_or_else(|| err!(Internal, "a scalar has no value"))
}

fn integer_count(start: i64, limit: i64, delta: i64) -> Result<usize> {
    let towards = (start >= limit && delta < 0) || (start <= limit && delta > 0);
    ensure!(towards, BadValue, "delta {delta} does not lead from {start} to {limit}");
    let count = start.abs_diff(limit).div_ceil(delta.unsigned_abs());
    usize::try_from(count).map_err(|_| err!(LimitExceeded, "{count} numbers are too many"))
}

fn float_count(start: f32, limit: f32, delta: f32) -> Result<usize> {
    let towards = (start >= limit && delta < 0.0) || (start <= limit && delta > 0.0);
    ensure!(towards, BadValue, "delta {delta} does not lead from {start} to {limit}");
    let quotient = ((limit - start) / delta).abs();
    // The reference's count is a 32-bit integer.
    ensure!((0.0..2_147_483_648.0).contains(&quotient), LimitExceeded, "{quotient} numbers are too many");
    // Exact: the quotient is below 2^31, and above 2^24 it is whole.
    let whole = quotient as usize;
    Ok(if quotient > whole as f32 { whole + 1 } else { whole })
}

/// Fills `output` by repeated addition.
fn count_up<T: Element>(io: &mut Io<'_>, add: impl Fn(T, T) -> T) -> Result<()> {
    let (inputs, outputs, _) = io.split();
    let one = |position: usize| -> Result<T> {
        inputs.get::<T>(position)?.first().copied().ok_or_else(|| err!(Internal, "a scalar has no value"))
    };
    let (mut value, delta) = (one(0)?, one(2)?);
    for slot in outputs.get::<T>(0)? {
        *slot = value;
        value = add(value, delta);
    }
    Ok(())
}

impl Kernel for Counted {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        match self.0 {
            TensorType::Float32 => count_up(io, |value: f32, delta| value + delta),
            TensorType::Int32 => count_up(io, i32::wrapping_add),
            _ => count_up(io, i64::wrapping_add),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    #[test]
    fn the_limit_is_left_out() {
        assert_eq!(integer_count(0, 10, 5).unwrap(), 2);
        assert_eq!(integer_count(0, 11, 5).unwrap(), 3);
        assert_eq!(integer_count(20, -40, -4).unwrap(), 15);
        assert_eq!(integer_count(7, 7, -1).unwrap(), 0);
        assert_eq!(float_count(0.0, 1.0, 0.25).unwrap(), 4);
        assert_eq!(float_count(0.0, 1.1, 0.25).unwrap(), 5);
    }

    #[test]
    fn ranges_that_never_end_are_refused() {
        for (start, limit, delta) in [(0, 1, 0), (0, 1, -1), (1, 0, 1)] {
            assert_eq!(integer_count(start, limit, delta).unwrap_err().kind(), ErrorKind::BadValue);
            let floats = float_count(start as f32, limit as f32, delta as f32);
            assert_eq!(floats.unwrap_err().kind(), ErrorKind::BadValue);
        }
        assert_eq!(float_count(0.0, f32::NAN, 1.0).unwrap_err().kind(), ErrorKind::BadValue);
        assert_eq!(float_count(0.0, f32::INFINITY, 1.0).unwrap_err().kind(), ErrorKind::LimitExceeded);
        assert_eq!(integer_count(i64::MIN, i64::MAX, 1).unwrap(), usize::MAX);
    }

    #[test]
    fn numbers_are_added_up() {
        let scalars = |dtype, values: [f32; 3]| {
            let op = OneOp::new(BuiltinOperator::Range);
            values.iter().fold(op, |op, &value| op.constant(dtype, &[], &[value])).output(dtype)
        };
        let op = scalars(TensorType::Float32, [0.0, 1.0, 0.3]);
        assert_eq!(op.run::<f32, f32>(&[]).unwrap(), [0.0, 0.3, 0.6, 0.3 + 0.3 + 0.3]);
        assert_eq!(scalars(TensorType::Float32, [0.0, 1.0, 1e-9]).refusal(), ErrorKind::LimitExceeded);
        assert_eq!(scalars(TensorType::Bool, [0.0; 3]).refusal(), ErrorKind::BadType);
        let matrix =
            OneOp::new(BuiltinOperator::Range).vector(&[0]).vector(&[4]).vector(&[1]).output(TensorType::Int32);
        assert_eq!(matrix.refusal(), ErrorKind::BadShape);
    }
}
