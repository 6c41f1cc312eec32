//! TOPK_V2: the k greatest elements along the last axis, greatest first, and where they are.
//!
//! Operands: the tensor, k (int16 or int32, which may come from the graph). Types: int8, uint8, int16, int32, int64,
//! float32; indexes int32 or int16. Version 3. Equal elements keep their order, NaN comes last; a negative k counts as 0.
//! Source: `tflite/kernels/topk_v2.cc`.

use super::support::units::{one_of, same_type};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::boxed::Box;
use core::marker::PhantomData;
use ferrolite_kernels::reference::top_k::top_k;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::TopkV2, prepare)
    .versions(3)
    .operands(2..=2, 2..=2)
    .types("int8, uint8, int16, int32, int64, float32");

struct TopK<T> {
    row: usize,
    k: usize,
    /// Scratch: the order of one row, and the indexes of all.
    order: usize,
    indexes: usize,
    narrow_indexes: bool,
    element: PhantomData<fn(T)>,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, count, indexes) = (ctx.input(0)?, ctx.input(1)?, ctx.output(1)?);
    same_type(&input, &ctx.output(0)?)?;
    one_of(&count, &[TensorType::Int32, TensorType::Int16])?;
    one_of(&indexes, &[TensorType::Int32, TensorType::Int16])?;
    ensure!(count.elements() == 1, BadShape, "{count}: must have one element");
    let k = ctx.index_values(1)?.first().copied().unwrap_or_default().max(0);
    let Some((&row, outer)) = input.shape.split_last() else {
        return Err(err!(BadShape, "{input}: must have at least one dimension"));
    };
    let k = usize::try_from(k).ok().filter(|&k| k <= row);
    let k = k.ok_or_else(|| err!(BadValue, "k is greater than the {row} elements of a row"))?;
    let narrow_indexes = indexes.dtype == TensorType::Int16;
    let most = if narrow_indexes { i16::MAX as usize } else { i32::MAX as usize };
    ensure!(k == 0 || row <= most, LimitExceeded, "{indexes}: cannot count the {row} elements of a row");
    let shape = [outer, &[k]].concat();
    ctx.set_output_shape(0, &shape)?;
    ctx.set_output_shape(1, &shape)?;
    let total: usize = shape.iter().product();
    let bytes = |count: usize| {
        count.checked_mul(size_of::<u32>()).ok_or_else(|| err!(LimitExceeded, "{input}: too large to sort"))
    };
    let (order, indexes) = (ctx.scratch(bytes(row)?), ctx.scratch(bytes(total)?));
    macro_rules! kernel {
        ($name:literal, $number:ty) => {{
            let kernel = TopK::<$number> { row, k, order, indexes, narrow_indexes, element: PhantomData };
            Ok(Prepared::Kernel($name, Box::new(kernel)))
        }};
    }
    match input.dtype {
        TensorType::Int8 => kernel!("topk_v2_int8_reference", i8),
        TensorType::UInt8 => kernel!("topk_v2_uint8_reference", u8),
        TensorType::Int16 => kernel!("topk_v2_int16_reference", i16),
        TensorType::Int32 => kernel!("topk_v2_int32_reference", i32),
        TensorType::Int64 => kernel!("topk_v2_int64_reference", i64),
        TensorType::Float32 => kernel!("topk_v2_float32_reference", f32),
        _ => Err(err!(BadType, "{input}: must be int8, uint8, int16, int32, int64 or float32")),
    }
}

impl<T: Element + PartialOrd> Kernel for TopK<T> {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        if self.k == 0 {
            return Ok(());
        }
        let (inputs, outputs, scratch) = io.split();
        let (order, indexes) = scratch.two::<u32, u32>(self.order, self.indexes)?;
        let rows = inputs.get::<T>(0)?.chunks_exact(self.row);
        let values = outputs.get::<T>(0)?.chunks_exact_mut(self.k);
        for ((row, values), indexes) in rows.zip(values).zip(indexes.chunks_exact_mut(self.k)) {
            top_k(row, order, values, indexes);
        }
        // Rows are not longer than the type of the indexes counts.
        if self.narrow_indexes {
            outputs.get::<i16>(1)?.iter_mut().zip(&*indexes).for_each(|(to, &from)| *to = from as i16);
        } else {
            outputs.get::<i32>(1)?.iter_mut().zip(&*indexes).for_each(|(to, &from)| *to = from.cast_signed());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn op(dtype: TensorType, shape: &[usize], k: &[i32]) -> OneOp {
        OneOp::new(BuiltinOperator::TopkV2).input(dtype, shape).vector(k).output(dtype)
    }

    #[test]
    fn the_greatest_come_first() {
        let op = op(TensorType::Int8, &[2, 3], &[2]).output(TensorType::Int32);
        assert_eq!(op.run::<i8, i8>(&[&[1, 3, 2, -1, -1, -2]]).unwrap(), [3, 2, -1, -1]);
        assert_eq!(op.prepare().unwrap().shapes, [[2, 2], [2, 2]]);
    }

    #[test]
    fn k_is_checked() {
        let refusal =
            |shape: &[usize], k: &[i32]| op(TensorType::Float32, shape, k).output(TensorType::Int32).refusal();
        assert_eq!(refusal(&[2, 3], &[4]), ErrorKind::BadValue);
        assert_eq!(refusal(&[2, 3], &[1, 1]), ErrorKind::BadShape);
        assert_eq!(refusal(&[], &[1]), ErrorKind::BadShape);
        let none = op(TensorType::Float32, &[2, 3], &[-5]).output(TensorType::Int32);
        assert_eq!(none.shape(), [2, 0]);
    }

    #[test]
    fn types_are_checked() {
        assert_eq!(op(TensorType::Bool, &[2], &[1]).output(TensorType::Int32).refusal(), ErrorKind::BadType);
        assert_eq!(op(TensorType::Int8, &[2], &[1]).output(TensorType::Int64).refusal(), ErrorKind::BadType);
        let narrow = op(TensorType::Int8, &[40_000], &[1]).output(TensorType::Int16);
        assert_eq!(narrow.refusal(), ErrorKind::LimitExceeded);
    }
}
