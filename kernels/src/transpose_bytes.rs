//! Transposes of matrices of bytes, by words of eight bytes.

use crate::isa::{Isa, Task};

/// Rows and columns of a block.
const BLOCK: usize = 8;

/// Blocks side by side that are transposed at once.
const BLOCKS: usize = 8;

/// Fills `output`, `[columns, rows]`, with the matrix `[rows, columns]`.
///
/// # Panics
/// When one of them is shorter.
pub fn transpose_bytes(isa: Isa, matrix: &[u8], (rows, columns): (usize, usize), output: &mut [u8]) {
    isa.run(Transpose { matrix, rows, columns, output });
}

struct Transpose<'a> {
    matrix: &'a [u8],
    rows: usize,
    columns: usize,
    output: &'a mut [u8],
}

impl Task for Transpose<'_> {
    type Output = ();

    #[inline(always)]
    fn run(mut self) {
        let (rows, columns) = (self.rows / BLOCK * BLOCK, self.columns / BLOCK * BLOCK);
        for row in (0..rows).step_by(BLOCK) {
            let wide = columns / (BLOCK * BLOCKS) * (BLOCK * BLOCKS);
            for column in (0..wide).step_by(BLOCK * BLOCKS) {
                self.blocks::<BLOCKS>(row, column);
            }
            for column in (wide..columns).step_by(BLOCK) {
                self.blocks::<1>(row, column);
            }
        }
        self.each(0..rows, columns..self.columns);
        self.each(rows..self.rows, 0..self.columns);
    }
}

impl Transpose<'_> {
    /// Blocks side by side: pairs of bytes are swapped, then of words of two, then of four.
    #[inline(always)]
    fn blocks<const COUNT: usize>(&mut self, row: usize, column: usize) {
        let mut lines = [[0u64; COUNT]; BLOCK];
        for (i, line) in lines.iter_mut().enumerate() {
            let first = (row + i) * self.columns + column;
            let (words, _) = self.matrix[first..first + BLOCK * COUNT].as_chunks::<BLOCK>();
            for (place, &word) in line.iter_mut().zip(words) {
                *place = u64::from_le_bytes(word);
            }
        }
        swap::<COUNT, 1>(&mut lines, 0x00FF_00FF_00FF_00FF);
        swap::<COUNT, 2>(&mut lines, 0x0000_FFFF_0000_FFFF);
        swap::<COUNT, 4>(&mut lines, 0x0000_0000_FFFF_FFFF);
        for block in 0..COUNT {
            for (i, line) in lines.iter().enumerate() {
                let first = (column + block * BLOCK + i) * self.rows + row;
                self.output[first..first + BLOCK].copy_from_slice(&line[block].to_le_bytes());
            }
        }
    }

    /// Byte by byte.
    #[inline(always)]
    fn each(&mut self, rows: core::ops::Range<usize>, columns: core::ops::Range<usize>) {
        for row in rows {
            for column in columns.clone() {
                self.output[column * self.rows + row] = self.matrix[row * self.columns + column];
            }
        }
    }
}

/// Swaps `SIZE` bytes that `mask` leaves out of each line with those that it covers of the line `SIZE` further.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
fn swap<const COUNT: usize, const SIZE: usize>(lines: &mut [[u64; COUNT]; BLOCK], mask: u64) {
    for first in 0..BLOCK {
        if first & SIZE != 0 {
            continue;
        }
        for block in 0..COUNT {
            let (upper, lower) = (lines[first][block], lines[first + SIZE][block]);
            let changed = ((upper >> (8 * SIZE)) ^ lower) & mask;
            lines[first][block] = upper ^ (changed << (8 * SIZE));
            lines[first + SIZE][block] = lower ^ changed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bytes;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_change_rows_and_columns(rows in 0usize..40, columns in 0usize..150, seed: u64) {
            let matrix = bytes(seed, rows * columns);
            for isa in Isa::available() {
                let mut output = vec![0x55; matrix.len()];
                transpose_bytes(isa, &matrix, (rows, columns), &mut output);
                for (i, &byte) in output.iter().enumerate() {
                    prop_assert_eq!(byte, matrix[i % rows * columns + i / rows], "{:?}", isa);
                }
            }
        }
    }
}
