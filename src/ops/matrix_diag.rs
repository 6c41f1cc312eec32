//! MATRIX_DIAG and MATRIX_SET_DIAG: matrices with given diagonals, and zeros or a given matrix elsewhere.
//!
//! Types: int8, uint8, int16, int32, int64, float32. Version 1. Sources: `tflite/kernels/matrix_diag.cc`,
//! `tflite/kernels/matrix_set_diag.cc`.

use super::support::units::{Unit, one_of, same_type, with_unit};
use super::{Kernel, OpDef, OutputType, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::model::schema::BuiltinOperator;
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::matrix_diag::write_diagonals;

const TYPES: [TensorType; 6] =
    [TensorType::Int8, TensorType::UInt8, TensorType::Int16, TensorType::Int32, TensorType::Int64, TensorType::Float32];

const LISTED: &str = "int8, uint8, int16, int32, int64, float32";

pub(super) const DIAG: OpDef =
    OpDef::new(BuiltinOperator::MatrixDiag, prepare_diag).types(LISTED).output_type(OutputType::FirstInput);

pub(super) const SET_DIAG: OpDef = OpDef::new(BuiltinOperator::MatrixSetDiag, prepare_set_diag)
    .operands(2..=2, 1..=1)
    .types(LISTED)
    .output_type(OutputType::FirstInput);

/// Matrices of so many rows and columns.
struct Diagonal {
    rows: usize,
    columns: usize,
    unit: Unit,
    /// Whether input 0 holds the rest of the matrices and input 1 the diagonals.
    over_matrices: bool,
}

fn prepare_diag(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let input = ctx.input(0)?;
    one_of(&input, &TYPES)?;
    same_type(&input, &ctx.output(0)?)?;
    let side = *input.shape.last().ok_or_else(|| err!(BadShape, "{input}: must have at least one dimension"))?;
    let mut shape: Vec<usize> = input.shape.to_vec();
    shape.push(side);
    ctx.set_output_shape(0, &shape)?;
    let kernel = Diagonal { rows: side, columns: side, unit: Unit::of(&input)?, over_matrices: false };
    Prepared::kernel("matrix_diag_reference", kernel)
}

fn prepare_set_diag(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let (input, diagonal) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&input, &TYPES)?;
    same_type(&input, &diagonal)?;
    same_type(&input, &ctx.output(0)?)?;
    let [batch @ .., rows, columns] = input.shape else {
        return Err(err!(BadShape, "{input}: must have at least two dimensions"));
    };
    let elements = batch.iter().product::<usize>().saturating_mul(*rows.min(columns));
    ensure!(
        diagonal.elements() == elements,
        BadShape,
        "{diagonal}: must hold the {elements} elements on the diagonals of {input}"
    );
    ctx.set_output_shape(0, input.shape)?;
    ctx.allow_in_place(0);
    let kernel = Diagonal { rows: *rows, columns: *columns, unit: Unit::of(&input)?, over_matrices: true };
    Prepared::kernel("matrix_set_diag_reference", kernel)
}

impl Kernel for Diagonal {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let in_place = io.in_place().is_some();
        let (inputs, outputs, _) = io.split();
        let diagonals = usize::from(self.over_matrices);
        if !self.over_matrices {
            outputs.get::<u8>(0)?.fill(0);
        } else if !in_place {
            outputs.get::<u8>(0)?.copy_from_slice(inputs.get(0)?);
        }
        with_unit!(self.unit, T => {
            write_diagonals::<T>(self.rows, self.columns, inputs.get(diagonals)?, outputs.get(0)?);
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
    fn diagonals_among_zeros() {
        let op = |dtype, shape: &[usize]| OneOp::new(BuiltinOperator::MatrixDiag).input(dtype, shape).output(dtype);
        let matrices = op(TensorType::Int16, &[2, 2]).run::<i16, i16>(&[&[1, 2, 3, 4]]).unwrap();
        assert_eq!(matrices, [1, 0, 0, 2, 3, 0, 0, 4]);
        assert_eq!(op(TensorType::Int16, &[]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(TensorType::Bool, &[2]).refusal(), ErrorKind::BadType);
    }

    #[test]
    fn diagonals_of_given_matrices() {
        let op = |matrix: &[usize], diagonal: &[usize]| {
            let op = OneOp::new(BuiltinOperator::MatrixSetDiag).input(TensorType::Float32, matrix);
            op.input(TensorType::Float32, diagonal).output(TensorType::Float32)
        };
        let wide = op(&[2, 3], &[2]).run::<f32, f32>(&[&[9.0; 6], &[1.0, 2.0]]).unwrap();
        assert_eq!(wide, [1.0, 9.0, 9.0, 9.0, 2.0, 9.0]);
        assert_eq!(op(&[2, 3], &[3]).refusal(), ErrorKind::BadShape);
        assert_eq!(op(&[3], &[1]).refusal(), ErrorKind::BadShape);
    }
}
