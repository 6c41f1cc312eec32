//! Strided copies of elements of four bytes, whose planes are transposed in registers.
#![allow(unsafe_code)]

use crate::isa::Isa;
use crate::reference::strided_copy::{Plane, StridedCopy, strided_copy, strided_copy_by};
use crate::simd::{Simd, SimdTask, Visitor, with_simd};

/// Rows and columns of a tile.
pub(crate) const TILE: usize = 8;

/// Columns of elements that are copied one by one before the next: their source lines stay in the first-level cache.
const COLUMNS: usize = 64;

/// An element of four bytes, whatever it means.
pub type Word = [u8; 4];

/// Fills the dense `output` from `source`: see [`strided_copy`].
pub fn strided_copy_of_words(isa: Isa, plan: &StridedCopy, source: &[Word], output: &mut [Word]) {
    if isa == Isa::SCALAR {
        return strided_copy(plan, source, output);
    }
    strided_copy_by(plan, source, output, &|mut plane| {
        if plane.rows.count < TILE || plane.columns.count < TILE {
            plane.check();
            // SAFETY: checked just now.
            return unsafe { plane.copy_behind((0, 0)) };
        }
        with_simd(isa, plane);
    });
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
        let to = self.output.as_mut_ptr();
        let tiled = (height / TILE * TILE, width / TILE * TILE);
        // Tiles of the same rows one after the other: lines of the output are long.
        for row in (0..tiled.0).step_by(TILE) {
            for column in (0..tiled.1).step_by(TILE) {
                // SAFETY: the tile lies in the plane, whose corners were found to lie in the source; its places lie in
                // the output.
                unsafe {
                    let place = to.add(row * self.pitch + column);
                    simd.transpose(self.from(row, column).cast(), self.columns.stride, place.cast(), self.pitch);
                }
            }
        }
        // SAFETY: checked above.
        unsafe { self.copy_behind(tiled) }
    }
}

impl Plane<'_, Word> {
    /// # Panics
    /// When the plane does not lie in its operands.
    #[inline(always)]
    fn check(&self) {
        let Plane { rows, columns, source, start, output, pitch } = self;
        let reach = (columns.count as isize - 1).wrapping_mul(columns.stride);
        let corners = [*start, start.wrapping_add_signed(reach)].map(|corner| corner.wrapping_add(rows.count - 1));
        let inside = |place: usize| place < source.len() && place >= rows.count - 1;
        assert!(
            corners.into_iter().all(inside) && output.len() >= (rows.count - 1) * pitch + columns.count,
            "a plane outside its operands"
        );
    }

    /// The place of an element in the source.
    #[inline(always)]
    fn from(&self, row: usize, column: usize) -> *const Word {
        let line = self.source.as_ptr().wrapping_add(self.start + row);
        line.wrapping_offset(self.columns.stride * column as isize)
    }

    /// Copies the elements below and beside the first `tiled` rows and columns, one by one.
    ///
    /// # Safety
    /// The plane was [checked](Self::check).
    #[inline(always)]
    unsafe fn copy_behind(&mut self, tiled: (usize, usize)) {
        let (height, width) = (self.rows.count, self.columns.count);
        for block in (0..width).step_by(COLUMNS) {
            for row in 0..height {
                let first = if row < tiled.0 { tiled.1.max(block) } else { block };
                for column in first..width.min(block + COLUMNS) {
                    // SAFETY: the corners lie in the source, so what is between them does; and the output is as long.
                    unsafe {
                        let element = self.from(row, column).read();
                        self.output.as_mut_ptr().add(row * self.pitch + column).write(element);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn transposes_equal_the_scalar_ones(
            (shape, permutation) in prop::collection::vec(1usize..20, 1..=4).prop_flat_map(|shape| {
                let axes: Vec<usize> = (0..shape.len()).collect();
                (Just(shape), Just(axes).prop_shuffle())
            }),
        ) {
            let count: usize = shape.iter().product();
            let source: Vec<Word> = (0..count as u32).map(u32::to_ne_bytes).collect();
            let plan = StridedCopy::transpose(&shape, &permutation).unwrap();
            let mut expected = vec![[0; 4]; count];
            strided_copy(&plan, &source, &mut expected);
            for isa in Isa::available() {
                let mut output = vec![[9; 4]; count];
                strided_copy_of_words(isa, &plan, &source, &mut output);
                prop_assert_eq!(&output, &expected, "{:?}", isa);
            }
        }
    }

    #[test]
    fn planes_may_run_backwards() {
        use crate::reference::strided_copy::Step;
        let source: Vec<Word> = (0..400u32).map(u32::to_ne_bytes).collect();
        let steps = [Step { count: 17, stride: 1 }, Step { count: 19, stride: -20 }];
        let plan = StridedCopy::new(400, 380, steps).unwrap();
        let mut expected = vec![[0; 4]; 17 * 19];
        strided_copy(&plan, &source, &mut expected);
        for isa in Isa::available() {
            let mut output = vec![[9; 4]; 17 * 19];
            strided_copy_of_words(isa, &plan, &source, &mut output);
            assert_eq!(output, expected, "{isa:?}");
        }
    }
}
