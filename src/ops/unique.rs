//! UNIQUE: the distinct elements of a vector in the order of their first appearance, and for each element its position
//! among them, as int32 or int64.
//!
//! Types: float32, int8, int16, int32, int64, uint8. 0 and −0 are the same. The reference finds elements by order, in which NaN
//! is equal to the least element so far (and everything to a NaN that came first); so it is here. Source:
//! `tflite/kernels/unique.cc`.

use super::support::options::options;
use super::{LateKernel, OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::io::TensorView;
use crate::late::{Late, OwnedTensor};
use crate::model::schema::TensorType as SchemaType;
use crate::plan::Prepare;
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::Unique, prepare)
    .operands(1..=1, 2..=2)
    .types("float32, int8, int16, int32, int64, uint8");

/// A prepared UNIQUE: the type of the positions.
struct Unique(TensorType);

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    use TensorType::{Float32, Int8, Int16, Int32, Int64, UInt8};
    let wanted = match options!(ctx, UniqueOptions)?.idx_out_type {
        SchemaType::Int32 => Int32,
        SchemaType::Int64 => Int64,
        other => return Err(err!(BadOption, "idx_out_type is {other:?}, must be Int32 or Int64")),
    };
    let (input, values, positions) = (ctx.input(0)?, ctx.output(0)?, ctx.output(1)?);
    let known = [Float32, Int8, Int16, Int32, Int64, UInt8];
    ensure!(known.contains(&input.dtype), BadType, "{input}: must be one of {}", DEF.types);
    ensure!(values.dtype == input.dtype, BadType, "{values}: must be {}, as the input", input.dtype);
    ensure!(positions.dtype == wanted, BadType, "{positions}: must be {wanted}, as the option idx_out_type says");
    ensure!(input.rank() == 1, BadShape, "{input}: must have one dimension");
    Prepared::late("unique", Unique(wanted))
}

/// What stands for an element: equal for equal elements, in their order; `None` for NaN.
fn keys(input: &TensorView<'_>) -> Result<Vec<Option<i64>>> {
    fn all<T: Copy + Into<i64>>(elements: &[T]) -> Vec<Option<i64>> {
        elements.iter().map(|&element| Some(element.into())).collect()
    }
    let float_key = |value: f32| {
        // The bits of floats, negative ones mirrored, are in the order of the values.
        let bits = i64::from(value.to_bits() & 0x7fff_ffff);
        (!value.is_nan()).then_some(if value.is_sign_negative() { -bits } else { bits })
    };
    Ok(match input.info().dtype {
        TensorType::Float32 => input.as_slice::<f32>()?.iter().copied().map(float_key).collect(),
        TensorType::Int8 => all::<i8>(input.as_slice()?),
        TensorType::Int16 => all::<i16>(input.as_slice()?),
        TensorType::Int32 => all::<i32>(input.as_slice()?),
        TensorType::Int64 => all::<i64>(input.as_slice()?),
        _ => all::<u8>(input.as_slice()?),
    })
}

/// For each key its number among the distinct ones, and where each of those is first.
fn number(keys: &[Option<i64>]) -> (Vec<usize>, Vec<usize>) {
    if keys.first() == Some(&None) {
        return (vec![0; keys.len()], vec![0]);
    }
    let mut numbers: BTreeMap<i64, usize> = BTreeMap::new();
    let mut firsts = Vec::new();
    let positions = keys.iter().enumerate().map(|(position, key)| {
        let Some(key) = key else { return numbers.first_key_value().map_or(0, |(_, &number)| number) };
        *numbers.entry(*key).or_insert_with(|| {
            firsts.push(position);
            firsts.len() - 1
        })
    });
    (positions.collect(), firsts)
}

impl LateKernel for Unique {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let input = late.input(0)?;
        let (positions, firsts) = number(&keys(&input)?);
        let dtype = input.info().dtype;
        let size = dtype.byte_len(1).unwrap_or(1);
        let values = firsts.iter().filter_map(|first| input.bytes().get(first * size..(first + 1) * size));
        let values: Vec<u8> = values.flatten().copied().collect();
        late.set_output(0, OwnedTensor { dtype, shape: vec![firsts.len()], bytes: values })?;
        let bytes = match self.0 {
            TensorType::Int32 => {
                positions.iter().flat_map(|&p| i32::try_from(p).unwrap_or(i32::MAX).to_ne_bytes()).collect()
            }
            _ => positions.iter().flat_map(|&p| i64::try_from(p).unwrap_or(i64::MAX).to_ne_bytes()).collect(),
        };
        late.set_output(1, OwnedTensor { dtype: self.0, shape: input.shape().to_vec(), bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_numbered_as_they_appear() {
        let keys = [4, 2, 4, -1, 2].map(Some);
        assert_eq!(number(&keys), (vec![0, 1, 0, 2, 1], vec![0, 1, 3]));
        assert_eq!(number(&[]), (vec![], vec![]));
    }

    #[test]
    fn nan_is_the_least_element_so_far() {
        assert_eq!(number(&[Some(4), None, Some(2), None]), (vec![0, 0, 1, 1], vec![0, 2]));
        assert_eq!(number(&[None, Some(1), None]), (vec![0, 0, 0], vec![0]));
    }
}
