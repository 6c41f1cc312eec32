//! HASHTABLE_LOOKUP: the rows of a table that keys name, and which keys are there.
//!
//! Inputs: what to look up, the table's keys in ascending order, its rows. A key is found by bisection, so that in a table out of
//! order the reference's answer comes out; the row of a missing key is 0, or empty strings. The second output is 1 where a key is
//! there, else 0, as uint8. Types: any, strings included, keys int32. Source: `tflite/kernels/hashtable_lookup.cc`.

use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure};
use crate::plan::Prepare;
use core::cmp::Ordering;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::HashtableLookup, prepare)
    .operands(3..=3, 2..=2)
    .types("any of whole bytes, string; keys int32");

/// A prepared HASHTABLE_LOOKUP: the bytes of a row.
struct Lookup {
    row: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (lookup, keys, values) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    let (output, hits) = (ctx.output(0)?, ctx.output(1)?);
    for keys in [&lookup, &keys] {
        ensure!(keys.dtype == TensorType::Int32, BadType, "{keys}: must be int32");
        ensure!(keys.rank() == 1, BadShape, "{keys}: must have one dimension");
    }
    ensure!(values.rank() >= 1, BadShape, "{values}: must have a dimension at least");
    ensure!(
        values.shape.first() == keys.shape.first() && values.elements() > 0,
        BadShape,
        "{values}: must have a row for each of the {} keys",
        keys.elements()
    );
    ensure!(values.dtype.bits().is_some_and(|bits| bits >= 8), BadType, "{values}: must be of whole bytes");
    ensure!(output.dtype == values.dtype, BadType, "{output}: must be {}, as the rows", values.dtype);
    ensure!(hits.dtype == TensorType::UInt8, BadType, "{hits}: must be uint8");
    let inner = values.shape.get(1..).unwrap_or_default();
    ctx.set_output_shape(0, &[lookup.shape, inner].concat())?;
    ctx.set_output_shape(1, lookup.shape)?;
    let row = values.dtype.byte_len(inner.iter().product()).unwrap_or(0);
    Prepared::kernel("hashtable_lookup", Lookup { row })
}

/// Position of `key` by bisection, each time of the lower middle.
fn find(keys: &[i32], key: i32) -> Option<usize> {
    let (mut low, mut high) = (0, keys.len());
    while low < high {
        let middle = low + (high - low) / 2;
        match key.cmp(keys.get(middle)?) {
            Ordering::Less => high = middle,
            Ordering::Greater => low = middle + 1,
            Ordering::Equal => return Some(middle),
        }
    }
    None
}

impl Kernel for Lookup {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let (lookup, keys, values): (&[i32], &[i32], &[u8]) = (inputs.get(0)?, inputs.get(1)?, inputs.get(2)?);
        {
            let rows = outputs.get::<u8>(0)?;
            for (&key, row) in lookup.iter().zip(rows.chunks_exact_mut(self.row.max(1))) {
                let found = find(keys, key).and_then(|index| values.get(index * self.row..(index + 1) * self.row));
                match found {
                    Some(found) => row.copy_from_slice(found),
                    None => row.fill(0),
                }
            }
        }
        for (&key, hit) in lookup.iter().zip(outputs.get::<u8>(1)?) {
            *hit = u8::from(find(keys, key).is_some());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_bisection() {
        let keys = [-3, 0, 5, 5, 9];
        for key in keys {
            assert_eq!(find(&keys, key).map(|index| keys[index]), Some(key));
        }
        assert_eq!([find(&keys, 1), find(&[], 1)], [None; 2]);
    }
}
