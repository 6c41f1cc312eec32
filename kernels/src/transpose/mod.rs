//! Strided copies, split among threads: what [`strided_copy`](mod@crate::reference::strided_copy) computes, with planes
//! that are transposed in registers (of `bytes`, of `words`), or a few at a time.
#![allow(unsafe_code)]

mod bytes;
mod words;

use crate::isa::{Isa, Task};
use crate::parallel::{Parts, Workers, parts, share};
use crate::reference::strided_copy::{Plane, Step, StridedCopy, strided_copy_by, transpose_plane};
use core::ops::Range;

/// Columns of elements that are copied one by one before the next: their source lines stay in the first-level cache.
const COLUMNS: usize = 64;

/// Bytes below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 7 } else { 1 << 15 };

/// Fills the dense `output` from `source`, which must have the lengths that the plan was made for.
///
/// # Panics
/// When one is shorter.
pub fn strided_copy<const N: usize>(
    (isa, workers): (Isa, &dyn Workers),
    plan: &StridedCopy,
    source: &[[u8; N]],
    output: &mut [[u8; N]],
) {
    let count = parts(workers, output.len() * N, GRAIN);
    if count == 1 {
        return copy(isa, plan, source, output);
    }
    let units = Units::new(plan, count);
    let pieces = Parts::new(output);
    workers.run(count, &|part| {
        let range = share(units.count, count, part);
        // SAFETY: shares do not overlap.
        let piece = unsafe { pieces.get(range.start * units.elements..range.end * units.elements) };
        units.for_each(range, piece, |plan, piece| copy(isa, plan, source, piece));
    });
}

/// What threads share: the steps of the outermost loop, or, where those are few, of the two outermost.
struct Units<'a> {
    plan: &'a StridedCopy,
    count: usize,
    /// Of each in the output.
    elements: usize,
    /// Steps of the inner one of two loops.
    inner: Option<usize>,
}

impl<'a> Units<'a> {
    fn new(plan: &'a StridedCopy, parts: usize) -> Self {
        let (outer, inner) = plan.outer_loops();
        let inner = inner.filter(|_| outer % parts != 0 && outer < 4 * parts);
        let count = outer * inner.unwrap_or(1);
        Self { plan, count, elements: plan.output_len() / count.max(1), inner }
    }

    /// Hands out the copies that make up some units, each with its part of the output.
    fn for_each<T>(&self, units: Range<usize>, output: &mut [T], mut each: impl FnMut(&StridedCopy, &mut [T])) {
        let Some(inner) = self.inner else { return each(&self.plan.part(units), output) };
        let mut rest = output;
        let mut unit = units.start;
        while unit < units.end {
            let first = unit % inner;
            let steps = first..inner.min(first + units.end - unit);
            let (piece, behind) = rest.split_at_mut(steps.len() * self.elements);
            rest = behind;
            unit += steps.len();
            let outer = (unit - 1) / inner;
            each(&self.plan.part(outer..outer + 1).part(steps), piece);
        }
    }
}

/// The whole copy on this thread.
fn copy<const N: usize>(isa: Isa, plan: &StridedCopy, source: &[[u8; N]], output: &mut [[u8; N]]) {
    strided_copy_by(plan, source, output, &|plane| transpose_any(isa, plane));
}

/// Fills `output`, `[columns, rows]`, with the matrix `[rows, columns]`.
///
/// # Panics
/// When one of them is shorter.
pub fn transpose<const N: usize>(
    isa: Isa,
    matrix: &[[u8; N]],
    (rows, columns): (usize, usize),
    output: &mut [[u8; N]],
) {
    transpose_to(isa, matrix, (rows, columns), output, rows);
}

/// [`transpose`] to lines of `output` that begin `pitch` elements one after the other.
pub(crate) fn transpose_to<const N: usize>(
    isa: Isa,
    matrix: &[[u8; N]],
    (rows, columns): (usize, usize),
    output: &mut [[u8; N]],
    pitch: usize,
) {
    if rows == 0 || columns == 0 {
        return;
    }
    let (places, lines) = (Step { count: columns, stride: 1 }, Step { count: rows, stride: columns as isize });
    transpose_any(isa, Plane { rows: places, columns: lines, source: matrix, start: 0, output, pitch });
}

/// A plane, by the way that suits its extents and elements.
fn transpose_any<const N: usize>(isa: Isa, plane: Plane<'_, [u8; N]>) {
    match (plane.columns.count, plane.columns.stride) {
        (2, _) if plane.pitch == 2 => isa.run(Merged::<N, 2>(plane)),
        (3, _) if plane.pitch == 3 => isa.run(Merged::<N, 3>(plane)),
        (4, _) if plane.pitch == 4 => isa.run(Merged::<N, 4>(plane)),
        (_, 2) => isa.run(Dealt::<N, 2>(plane)),
        (_, 3) => isa.run(Dealt::<N, 3>(plane)),
        (_, 4) => isa.run(Dealt::<N, 4>(plane)),
        _ if N == size_of::<bytes::Byte>() => isa.run(bytes::Bytes(of_size(plane))),
        _ if N == size_of::<words::Word>() => words::transpose_words(isa, of_size(plane)),
        _ => transpose_plane(plane),
    }
}

/// The plane of elements of `N` bytes, where that is `M`.
fn of_size<const N: usize, const M: usize>(plane: Plane<'_, [u8; N]>) -> Plane<'_, [u8; M]> {
    debug_assert_eq!(N, M);
    let Plane { rows, columns, source, start, output, pitch } = plane;
    let (source, output) = (source.as_flattened().as_chunks().0, output.as_flattened_mut().as_chunks_mut().0);
    Plane { rows, columns, source, start, output, pitch }
}

/// A plane of `PLANES` columns in a dense output: lines of the source become a line of tuples.
struct Merged<'a, const N: usize, const PLANES: usize>(Plane<'a, [u8; N]>);

impl<const N: usize, const PLANES: usize> Task for Merged<'_, N, PLANES> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Plane { rows, columns, source, start, output, .. } = self.0;
        let tuples = &mut output.as_chunks_mut::<PLANES>().0[..rows.count];
        let mut lines: [&[[u8; N]]; PLANES] = [&[]; PLANES];
        for (plane, line) in lines.iter_mut().enumerate() {
            *line = &source[start.wrapping_add_signed(columns.stride * plane as isize)..][..tuples.len()];
        }
        for (i, tuple) in tuples.iter_mut().enumerate() {
            for plane in 0..PLANES {
                tuple[plane] = lines[plane][i];
            }
        }
    }
}

/// A plane whose columns are `STRIDE` apart in the source: tuples become lines, one after the other.
struct Dealt<'a, const N: usize, const STRIDE: usize>(Plane<'a, [u8; N]>);

impl<const N: usize, const STRIDE: usize> Task for Dealt<'_, N, STRIDE> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Plane { rows, columns, source, start, output, pitch } = self.0;
        for row in 0..rows.count {
            let line = &mut output[row * pitch..][..columns.count];
            let (tuples, rest) = source[start + row..].as_chunks::<STRIDE>();
            for (to, from) in line.iter_mut().zip(tuples) {
                *to = from[0];
            }
            // The last tuple may begin where the source ends.
            if let (Some(to), Some(&from)) = (line.get_mut(tuples.len()), rest.first()) {
                *to = from;
            }
        }
    }
}

/// Where tiles of `size` begin that cover `places`: the last one may overlap the one before, so that no place is left.
fn tiles(places: Range<usize>, size: usize) -> impl Iterator<Item = usize> {
    let last = places.end - size;
    places.step_by(size).map(move |first| first.min(last))
}

impl<T: Copy> Plane<'_, T> {
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
    fn from(&self, row: usize, column: usize) -> *const T {
        let line = self.source.as_ptr().wrapping_add(self.start + row);
        line.wrapping_offset(self.columns.stride * column as isize)
    }

    /// Copies the elements one by one.
    ///
    /// # Safety
    /// The plane was [checked](Self::check).
    #[inline(always)]
    unsafe fn copy_each(&mut self) {
        let (height, width) = (self.rows.count, self.columns.count);
        for block in (0..width).step_by(COLUMNS) {
            for row in 0..height {
                for column in block..width.min(block + COLUMNS) {
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
    use crate::parallel::Serial;
    use crate::reference;
    use crate::testing::{Turns, bytes};
    use proptest::prelude::*;

    fn check<const N: usize>(plan: &StridedCopy, source_len: usize) -> Result<(), TestCaseError> {
        let source: Vec<[u8; N]> = bytes(source_len as u64, source_len * N).as_chunks().0.to_vec();
        let mut expected = vec![[0; N]; plan.output_len()];
        reference::strided_copy::strided_copy(plan, &source, &mut expected);
        for isa in Isa::available() {
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut output = vec![[9; N]; plan.output_len()];
                strided_copy((isa, workers), plan, &source, &mut output);
                prop_assert_eq!(&output, &expected, "{:?}", isa);
            }
        }
        Ok(())
    }

    fn check_all(plan: &StridedCopy, source_len: usize) -> Result<(), TestCaseError> {
        check::<1>(plan, source_len)?;
        check::<2>(plan, source_len)?;
        check::<4>(plan, source_len)?;
        check::<8>(plan, source_len)
    }

    proptest! {
        #[test]
        fn transposes_equal_the_scalar_ones(
            (shape, permutation) in prop::collection::vec(1usize..20, 1..=4).prop_flat_map(|shape| {
                let axes: Vec<usize> = (0..shape.len()).collect();
                (Just(shape), Just(axes).prop_shuffle())
            }),
        ) {
            let plan = StridedCopy::transpose(&shape, &permutation).unwrap();
            check_all(&plan, shape.iter().product())?;
        }

        #[test]
        fn matrices_change_rows_and_columns(rows in 0usize..40, columns in 0usize..150, seed: u64) {
            let words: Vec<[u8; 4]> = bytes(seed, 4 * rows * columns).as_chunks().0.to_vec();
            let single: Vec<[u8; 1]> = words.iter().map(|word| [word[0]]).collect();
            for isa in Isa::available() {
                let (mut of_words, mut of_bytes) = (vec![[0x55; 4]; words.len()], vec![[0x55]; single.len()]);
                transpose(isa, &words, (rows, columns), &mut of_words);
                transpose(isa, &single, (rows, columns), &mut of_bytes);
                for (i, (&word, &[byte])) in of_words.iter().zip(&of_bytes).enumerate() {
                    prop_assert_eq!(word, words[i % rows * columns + i / rows], "{:?}", isa);
                    prop_assert_eq!(byte, word[0], "{:?}", isa);
                }
            }
        }

        #[test]
        fn few_planes_equal_the_scalar_ones(few in 1usize..6, many in 1usize..300, outer in 1usize..4) {
            for shape in [[outer, few, many], [outer, many, few]] {
                let plan = StridedCopy::transpose(&shape, &[0, 2, 1]).unwrap();
                check_all(&plan, shape.iter().product())?;
                let plan = StridedCopy::transpose(&shape, &[2, 0, 1]).unwrap();
                check_all(&plan, shape.iter().product())?;
            }
        }

        #[test]
        fn copies_along_any_strides_equal_the_scalar_ones(
            len in 1usize..2000, start in 0usize..2000,
            steps in prop::collection::vec((0usize..12, -40isize..40), 0..5),
        ) {
            let steps = steps.into_iter().map(|(count, stride)| Step { count, stride });
            if let Some(plan) = StridedCopy::new(len, start, steps) {
                check_all(&plan, len)?;
            }
        }
    }

    #[test]
    fn planes_may_run_backwards() {
        for columns in [3, 19] {
            let steps = [Step { count: 17, stride: 1 }, Step { count: columns, stride: -20 }];
            check_all(&StridedCopy::new(400, 380, steps).unwrap(), 400).unwrap();
        }
    }
}
