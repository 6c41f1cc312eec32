//! WHERE: the coordinates of the elements that are not 0, in row-major order.
//!
//! The output is int64 of shape `[count, rank]`. Types: bool, float32 (NaN counts, −0 does not), int8, int32, int64, uint8,
//! uint32. Source: `tflite/kernels/where.cc`, `internal/reference/reference_ops.h`, `SelectTrueCoords`.

use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Element;
use crate::error::{Result, ensure};
use crate::io::TensorView;
use crate::late::{Late, OwnedTensor};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef =
    OpDef::new(BuiltinOperator::Where, prepare).versions(2).types("bool, float32, int8, int32, int64, uint8, uint32");

/// A prepared WHERE.
struct Where;

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    use TensorType::{Bool, Float32, Int8, Int32, Int64, UInt8, UInt32};
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    let known = [Bool, Float32, Int8, Int32, Int64, UInt8, UInt32];
    ensure!(known.contains(&input.dtype), BadType, "{input}: must be one of {}", DEF.types);
    ensure!(input.rank() > 0, BadShape, "{input}: must have a dimension at least");
    ensure!(output.dtype == TensorType::Int64, BadType, "{output}: must be int64");
    Prepared::late("where", Where)
}

/// Flat positions of the elements that are not 0, at most `most` of them.
fn positions(input: &TensorView<'_>, most: usize) -> Result<Vec<usize>> {
    fn of<T: Element + PartialEq + Default>(elements: &[T], most: usize) -> Vec<usize> {
        let set = elements.iter().enumerate().filter(|(_, element)| **element != T::default());
        set.map(|(position, _)| position).take(most).collect()
    }
    Ok(match input.info().dtype {
        TensorType::Float32 => of::<f32>(input.as_slice()?, most),
        TensorType::Int64 => of::<i64>(input.as_slice()?, most),
        TensorType::Int32 | TensorType::UInt32 => of::<u32>(input.as_slice()?, most),
        _ => of::<u8>(input.as_slice()?, most),
    })
}

impl LateKernel for Where {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let input = late.input(0)?;
        let shape = input.shape();
        let rank = shape.len();
        let most = late.limits().tensor_bytes / 8 / rank.max(1);
        // One more shows that there are too many, without the memory for all.
        let positions = positions(&input, most.saturating_add(1))?;
        ensure!(positions.len() <= most, LimitExceeded, "more than {most} elements are set, too many for the limits");
        let elements = positions.len() * rank;
        let mut coordinates = vec![0i64; elements];
        for (mut position, coordinates) in positions.iter().copied().zip(coordinates.chunks_exact_mut(rank.max(1))) {
            for (coordinate, &extent) in coordinates.iter_mut().zip(shape).rev() {
                let extent = extent.max(1);
                *coordinate = i64::try_from(position % extent).unwrap_or(i64::MAX);
                position /= extent;
            }
        }
        let bytes = bytemuck::cast_slice(&coordinates).to_vec();
        late.set_output(0, OwnedTensor { dtype: TensorType::Int64, shape: vec![positions.len(), rank], bytes })
    }
}
