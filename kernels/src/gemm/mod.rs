//! Matrix products of bytes and words (exact) and of floats: convolutions and fully connected layers.
//!
//! An output pixel is a row, an output channel a column. A row's inputs are not copied: they are `rows × columns`
//! *segments* of contiguous bytes in the NHWC activation (one for a 1×1 convolution, one for each filter row where
//! pixels touch each other, else one for each tap). Only rows at the border are gathered into a panel on the stack,
//! padding filled in. Weights are packed once into panels of columns (`pack`); microkernels (`block`) compute
//! blocks of rows × one panel in registers and requantize them there; `arithmetic` says how for each kind of number;
//! `walk` walks the rows (`drive` prepares them). Floats that are quantized at
//! run time have bytes for inputs and floats for outputs (`hybrid`), and words have weights of bytes (`words`). A single
//! row goes a shorter way (`single_row`), large 3×3 convolutions of bytes one with fewer products (`winograd`).
//!
//! Zero points never enter the inner loop. With inputs as the unsigned bytes `a = x + o` (`o` = 128 for signed
//! inputs, 0 else), `z = zero point + o` and weights `w` with zero point `y`,
//!
//! `Σ (x − zero point)(w − y) = Σ a·w − z·Σ w − y·Σ a + K·z·y`
//!
//! where all but `Σ a·w` is a constant of the column, or (only where weights have a zero point) of the row.
#![allow(unsafe_code)]

mod arithmetic;
mod block;
mod block_rows;
mod drive;
mod hybrid;
mod matrices;
mod pack;
mod row_sums;
mod single_row;
mod source;
#[cfg(test)]
mod tests;
mod tile_drive;
mod tiles;
mod walk;
mod winograd;
mod words;

pub use drive::{Gemm, Numbers, Operands, Product};
pub use hybrid::{HybridInputs, RowConstants};
pub use pack::Packing;

use crate::isa::Isa;
use crate::linear::{FixedPoint, Rescaled};
use crate::quant::ClampRange;
use crate::requantize::{Constants, Doubling16, Narrow, Rescale16};

/// How the sums of one column become outputs, before they are packed.
pub trait Rule {
    /// Constants of 16 columns.
    type Columns: Constants;

    /// The bias, where there is one.
    fn bias(&self) -> Option<&[i32]>;

    /// Zero points of input and weights.
    fn zero_points(&self) -> (i16, i16);

    /// The output's zero point and range.
    fn output(&self) -> (i32, ClampRange);

    /// Whether column `column` may take the vector path when its sums never exceed `bound`.
    fn fits(&self, column: usize, bound: u64) -> bool;

    /// Whether that is so with the output's zero point, this one, as part of the constants.
    fn fits_whole(&self, column: usize, bound: u64, zero_point: i32) -> bool;

    /// Sets lane `lane` of `columns` to a column, whose sums start from `start`, and to which scaled a zero point is added.
    fn set(&self, columns: &mut Self::Columns, lane: usize, of: (usize, i32, i32));

    /// Sets the constants with which the rule is [checked](crate::requantize), of all columns, after [`set`](Self::set) with
    /// this zero point; the products of a column never exceed `bound` in all. False where there are none.
    fn check(&self, isa: Isa, columns: &mut [Self::Columns], bound: u64, zero_point: i32) -> bool {
        let _ = (isa, columns, bound, zero_point);
        false
    }

    /// Whether sums need the term for negative numbers.
    fn is_signed(&self) -> bool;
}

impl Rule for FixedPoint<'_, i32> {
    type Columns = Doubling16;

    fn bias(&self) -> Option<&[i32]> {
        self.bias
    }

    fn zero_points(&self) -> (i16, i16) {
        (self.input_zero_point, self.weights_zero_point)
    }

    fn output(&self) -> (i32, ClampRange) {
        (self.output_zero_point, self.range)
    }

    #[inline]
    fn fits(&self, column: usize, bound: u64) -> bool {
        self.multipliers.get(column).is_some_and(|&multiplier| Doubling16::fits(multiplier, bound))
    }

    #[inline]
    fn fits_whole(&self, column: usize, bound: u64, zero_point: i32) -> bool {
        let multiplier = self.multipliers.get(column);
        multiplier.is_some_and(|&multiplier| Doubling16::fits_whole(multiplier, bound, zero_point))
    }

    #[inline]
    fn set(&self, columns: &mut Doubling16, lane: usize, (column, start, zero_point): (usize, i32, i32)) {
        columns.set(lane, (start, zero_point), self.multipliers[column], self.is_signed());
    }

    fn check(&self, isa: Isa, columns: &mut [Doubling16], bound: u64, zero_point: i32) -> bool {
        let biases = self.bias.unwrap_or_default().iter().zip(self.multipliers);
        // A channel that is switched off may have any.
        let biases = biases.filter(|(_, multiplier)| multiplier.mantissa != 0).map(|(bias, _)| bias.unsigned_abs());
        Doubling16::check(isa, columns, bound + u64::from(biases.max().unwrap_or(0)), zero_point)
    }

    fn is_signed(&self) -> bool {
        Doubling16::is_signed(self.range, self.output_zero_point)
    }
}

impl Rule for Rescaled<'_, i32> {
    type Columns = Rescale16;

    fn bias(&self) -> Option<&[i32]> {
        self.bias
    }

    fn zero_points(&self) -> (i16, i16) {
        (self.input_zero_point, self.weights_zero_point)
    }

    fn output(&self) -> (i32, ClampRange) {
        (self.output_zero_point, self.range)
    }

    #[inline]
    fn fits(&self, column: usize, bound: u64) -> bool {
        self.scales.get(column).is_some_and(|&scale| Rescale16::fits(scale, bound))
    }

    #[inline]
    fn fits_whole(&self, _column: usize, _bound: u64, zero_point: i32) -> bool {
        zero_point == 0
    }

    #[inline]
    fn set(&self, columns: &mut Rescale16, lane: usize, (column, start, _): (usize, i32, i32)) {
        columns.start[lane] = start;
        columns.scale[lane] = self.scales[column];
    }

    fn is_signed(&self) -> bool {
        true
    }
}

/// The narrowing of an output.
fn narrow<R: Rule>(rule: &R, unsigned: bool) -> Option<Narrow> {
    let (zero_point, range) = rule.output();
    Narrow::new(range, zero_point, unsigned)
}
