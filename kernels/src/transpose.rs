//! Strided copies of elements of four bytes, whose planes are transposed in registers.
#![allow(unsafe_code)]

use crate::isa::Isa;
use crate::reference::strided_copy::{Plane, StridedCopy, strided_copy, strided_copy_by, transpose_plane};
use crate::simd::{Simd, SimdTask, Visitor, with_simd};

/// Rows and columns of a tile.
pub(crate) const TILE: usize = 8;

/// An element of four bytes, whatever it means.
pub type Word = [u8; 4];

/// Fills the dense `output` from `source`: see [`strided_copy`].
pub fn strided_copy_of_words(isa: Isa, plan: &StridedCopy, source: &[Word], output: &mut [Word]) {
    if isa == Isa::SCALAR {
        return strided_copy(plan, source, output);
    }
    strided_copy_by(plan, source, output, &|plane| {
        if plane.rows.count < TILE || plane.columns.count < TILE {
            return transpose_plane(plane);
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
    fn run(self, simd: S) {
        let Plane { rows, columns, source, start, output, pitch } = self;
        let (height, width) = (rows.count, columns.count);
        let reach = (width as isize - 1).wrapping_mul(columns.stride);
        let corners = [start, start.wrapping_add_signed(reach)].map(|corner| corner.wrapping_add(height - 1));
        let inside = |place: usize| place < source.len() && place >= height - 1;
        assert!(
            corners.into_iter().all(inside) && output.len() >= (height - 1) * pitch + width,
            "a plane outside its operands"
        );
        let from = |row: usize, column: usize| {
            source.as_ptr().wrapping_add(start + row).wrapping_offset(columns.stride * column as isize)
        };
        let to = output.as_mut_ptr();
        let tiled = (height / TILE * TILE, width / TILE * TILE);
        // Tiles of the same rows one after the other: lines of the output are long.
        for row in (0..tiled.0).step_by(TILE) {
            for column in (0..tiled.1).step_by(TILE) {
                // SAFETY: the tile lies in the plane, whose corners were found to lie in the source; its places lie in
                // the output.
                unsafe {
                    let place = to.add(row * pitch + column);
                    simd.transpose(from(row, column).cast(), columns.stride, place.cast(), pitch);
                }
            }
        }
        for row in 0..height {
            let first = if row < tiled.0 { tiled.1 } else { 0 };
            for column in first..width {
                // SAFETY: as above.
                unsafe { to.add(row * pitch + column).write(from(row, column).read()) };
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
