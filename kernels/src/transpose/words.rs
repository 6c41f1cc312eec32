//! Planes of elements of four bytes, by tiles in registers.

use super::tiles;
use crate::isa::Isa;
use crate::reference::strided_copy::{Plane, transpose_plane};
use crate::simd::{Simd, SimdTask, Visitor, with_simd};

/// Rows and columns of a tile.
const TILE: usize = 8;

/// An element of four bytes, whatever it means.
pub(super) type Word = [u8; 4];

/// A plane of words, in registers where there are vectors.
pub(super) fn transpose_words(isa: Isa, plane: Plane<'_, Word>) {
    if isa == Isa::SCALAR {
        return transpose_plane(plane);
    }
    with_simd(isa, plane);
}

impl Visitor for Plane<'_, Word> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

impl<S: Simd> SimdTask<S> for Plane<'_, Word> {
    type Output = ();

    #[inline(always)]
    fn run(mut self, simd: S) {
        self.check();
        let (height, width) = (self.rows.count, self.columns.count);
        if height < TILE || width < TILE {
            // SAFETY: checked just now.
            return unsafe { self.copy_each() };
        }
        let to = self.output.as_mut_ptr();
        // Tiles of the same rows one after the other: lines of the output are long.
        for row in tiles(0..height, TILE) {
            for column in tiles(0..width, TILE) {
                // SAFETY: the tile lies in the plane, whose corners were found to lie in the source; its places lie in
                // the output.
                unsafe {
                    let place = to.add(row * self.pitch + column);
                    simd.transpose(self.from(row, column).cast(), self.columns.stride, place.cast(), self.pitch);
                }
            }
        }
    }
}
