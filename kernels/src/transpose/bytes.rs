//! Planes of single bytes, by words of eight of them: plain Rust that every instruction set has.

use super::tiles;
use crate::isa::Task;
use crate::reference::strided_copy::Plane;

/// Rows and columns of a block: the bytes of a word.
const BLOCK: usize = 8;

/// Blocks below each other that are transposed at once: a word of each is a vector.
const BLOCKS: usize = 8;

/// An element of one byte.
pub(super) type Byte = [u8; 1];

/// A plane to transpose.
pub(super) struct Bytes<'a>(pub(super) Plane<'a, Byte>);

impl Task for Bytes<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self(mut plane) = self;
        plane.check();
        let (rows, columns) = (plane.rows.count, plane.columns.count);
        if rows < BLOCK || columns < BLOCK {
            // SAFETY: checked just now.
            return unsafe { plane.copy_each() };
        }
        let wide = rows / (BLOCK * BLOCKS) * (BLOCK * BLOCKS);
        // Source lines one after the other below the same rows: what they write of a row is complete before the next rows.
        for row in (0..wide).step_by(BLOCK * BLOCKS) {
            for column in tiles(0..columns, BLOCK) {
                // SAFETY: the blocks lie in the plane, which was checked.
                unsafe { blocks::<BLOCKS>(&mut plane, row, column) }
            }
        }
        for row in tiles(wide..rows, BLOCK) {
            for column in tiles(0..columns, BLOCK) {
                // SAFETY: as above.
                unsafe { blocks::<1>(&mut plane, row, column) }
            }
        }
    }
}

/// Transposes `COUNT` blocks, one below the other in the output, side by side in the source.
///
/// # Safety
/// The plane was [checked](Plane::check), and the blocks lie in it.
#[inline(always)]
unsafe fn blocks<const COUNT: usize>(plane: &mut Plane<'_, Byte>, row: usize, column: usize) {
    let mut lines = [[0u64; COUNT]; BLOCK];
    for (i, line) in lines.iter_mut().enumerate() {
        // SAFETY: rows are neighbours in the source; the caller's promise.
        let bytes = unsafe { plane.from(row, column + i).cast::<[[u8; BLOCK]; COUNT]>().read() };
        *line = bytes.map(u64::from_le_bytes);
    }
    // Pairs of bytes are swapped, then of words of two, then of four.
    swap::<COUNT, 1>(&mut lines, 0x00FF_00FF_00FF_00FF);
    swap::<COUNT, 2>(&mut lines, 0x0000_FFFF_0000_FFFF);
    swap::<COUNT, 4>(&mut lines, 0x0000_0000_FFFF_FFFF);
    for block in 0..COUNT {
        for (i, line) in lines.iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe {
                let place = plane.output.as_mut_ptr().add((row + block * BLOCK + i) * plane.pitch + column);
                place.cast::<[u8; BLOCK]>().write(line[block].to_le_bytes());
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
