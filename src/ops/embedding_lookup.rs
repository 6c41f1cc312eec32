//! EMBEDDING_LOOKUP: the rows of a table that indices name, as they are or turned to reals.
//!
//! Types: any of whole bytes to itself; int8, uint8, int4, int2 to float32 and float16, with zero point 0 and one scale, one
//! for each row, or a float16 one for each block of a row. `value · scale` is rounded once to float32, then to float16. The
//! reference reads uint8 as int8 there, and begins rows of int4 and int2 at a whole byte, and so does this. Indices are int32.
//! Source: `tflite/kernels/embedding_lookup.cc`.

use super::support::blockwise;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use alloc::vec::Vec;
use ferrolite_kernels::half::{Float16, HalfFormat};
use ferrolite_kernels::reference::embedding::dequantize_row;
use ferrolite_kernels::reference::packed::Packed;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::EmbeddingLookup, prepare)
    .versions(4)
    .operands(2..=2, 1..=1)
    .types("any of whole bytes; int8, uint8, int4, int2 → float32, float16");

/// Rows as they are.
struct Copied {
    rows: usize,
    row_bytes: usize,
}

/// Rows of integers as reals.
struct Dequantized {
    rows: usize,
    columns: usize,
    packed: Option<Packed>,
    /// One scale for everything, or as many as there are blocks, row by row; a row is one block at least.
    scales: Vec<f32>,
    /// Elements of a block.
    block: usize,
    to_half: bool,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (lookup, values, output) = (ctx.input(0)?, ctx.input(1)?, ctx.output(0)?);
    ensure!(lookup.dtype == TensorType::Int32, BadType, "{lookup}: must be int32");
    ensure!(lookup.rank() == 1, BadShape, "{lookup}: must have one dimension");
    let [rows, row_shape @ ..] = values.shape else { return Err(err!(BadShape, "{values}: must be a table")) };
    ensure!(!row_shape.is_empty(), BadShape, "{values}: must have two dimensions at least");
    ctx.set_output_shape(0, &[lookup.shape, row_shape].concat())?;
    let (rows, columns) = (*rows, row_shape.iter().product::<usize>());
    let to_real = matches!(output.dtype, TensorType::Float32 | TensorType::Float16) && output.dtype != values.dtype;
    if !to_real {
        ensure!(output.dtype == values.dtype, BadType, "{output}: must be {}, float32 or float16", values.dtype);
        let row_bytes = values.dtype.bits().filter(|bits| bits % 8 == 0).map(|bits| bits / 8 * columns);
        let row_bytes = row_bytes.ok_or_else(|| err!(BadType, "{values}: must be of whole bytes to be copied"))?;
        return Prepared::kernel("embedding_lookup", Copied { rows, row_bytes });
    }
    let packed = match values.dtype {
        TensorType::Int8 | TensorType::UInt8 => None,
        TensorType::Int4 => Some(Packed::INT4),
        TensorType::Int2 => Some(Packed::INT2),
        _ => return Err(err!(BadType, "{values}: must be int8, uint8, int4 or int2 to become {}", output.dtype)),
    };
    let (scales, block) = match values.quantization.and_then(|quantization| quantization.blockwise) {
        None => (scales(&values, rows)?, columns),
        Some(blockwise) => {
            let block = blockwise.block_size;
            // Packed elements are read from whole bytes.
            let fits = columns > 0 && columns.is_multiple_of(block) && (packed.is_none() || block.is_multiple_of(4));
            ensure!(fits, BadShape, "{values}: blocks of {block} elements do not divide its rows of {columns}");
            (blockwise::scales(ctx, &blockwise, rows * (columns / block))?, block)
        }
    };
    let to_half = output.dtype == TensorType::Float16;
    Prepared::kernel("embedding_lookup_hybrid", Dequantized { rows, columns, packed, scales, block, to_half })
}

fn scales(values: &Operand<'_>, rows: usize) -> Result<Vec<f32>> {
    let quantization = values.quantized()?;
    ensure!(quantization.zero_point() == 0, BadQuantization, "{values}: must have zero point 0");
    let fits = quantization.scales.len() == 1 || quantization.axis == 0 && quantization.scales.len() == rows;
    ensure!(fits, BadQuantization, "{values}: must have one scale, or one for each row");
    Ok(quantization.scales.clone())
}

/// A row's index, checked.
pub(super) fn row_index(index: i32, rows: usize) -> Result<usize> {
    let row = usize::try_from(index).ok().filter(|&row| row < rows);
    row.ok_or_else(|| err!(BadValue, "index {index} is not a row of the table, which has {rows}"))
}

impl Kernel for Copied {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let (lookup, values): (&[i32], &[u8]) = (inputs.get(0)?, inputs.get(1)?);
        let mut output = outputs.get::<u8>(0)?;
        for &index in lookup {
            let start = row_index(index, self.rows)? * self.row_bytes;
            let Some((into, rest)) = output.split_at_mut_checked(self.row_bytes) else { break };
            into.copy_from_slice(values.get(start..start + self.row_bytes).unwrap_or_default());
            output = rest;
        }
        Ok(())
    }
}

impl Dequantized {
    fn run<O>(&self, lookup: &[i32], values: &[u8], output: &mut [O], convert: fn(f32) -> O) -> Result<()> {
        for (&index, output) in lookup.iter().zip(output.chunks_exact_mut(self.columns.max(1))) {
            let row = row_index(index, self.rows)?;
            let blocks = self.columns.checked_div(self.block).unwrap_or(1);
            for (at, output) in output.chunks_mut(self.block.max(1)).enumerate() {
                let block = row * blocks + at;
                let scale = if self.scales.len() == 1 { self.scales.first() } else { self.scales.get(block) };
                dequantize_row(self.packed, values, block, scale.copied().unwrap_or_default(), output, convert);
            }
        }
        Ok(())
    }
}

impl Kernel for Dequantized {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, _) = io.split();
        let (lookup, values): (&[i32], &[u8]) = (inputs.get(0)?, inputs.get(1)?);
        if self.to_half {
            self.run::<u16>(lookup, values, outputs.get(0)?, Float16::narrow)
        } else {
            self.run::<f32>(lookup, values, outputs.get(0)?, |value| value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn lookup(dtype: TensorType, shape: &[usize]) -> OneOp {
        OneOp::new(BuiltinOperator::EmbeddingLookup).vector(&[1, 0]).input(dtype, shape)
    }

    #[test]
    fn rows_have_scales_of_their_own() {
        let op = lookup(TensorType::Int8, &[2, 2]).quantized_along(0, &[0.5, 2.0], &[0, 0]).output(TensorType::Float32);
        assert_eq!(op.run::<i8, f32>(&[&[1, -2, 3, 4]]).unwrap(), [6.0, 8.0, 0.5, -1.0]);
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        assert_eq!(lookup(TensorType::Int8, &[2]).output(TensorType::Int8).refusal(), ErrorKind::BadShape);
        assert_eq!(lookup(TensorType::Int8, &[2, 2]).output(TensorType::Int16).refusal(), ErrorKind::BadType);
        let op = lookup(TensorType::Int8, &[2, 2]).quantized(1.0, 3).output(TensorType::Float32);
        assert_eq!(op.refusal(), ErrorKind::BadQuantization);
        let op = lookup(TensorType::Int8, &[1, 2]).output(TensorType::Int8);
        assert_eq!(op.run::<i8, i8>(&[&[1, 2]]).unwrap_err().kind(), ErrorKind::BadValue);
    }
}
