//! Copies along nested strides: the kernel behind TRANSPOSE, SLICE, STRIDED_SLICE, REVERSE_V2, TILE,
//! BROADCAST_TO, SPACE_TO_DEPTH, DEPTH_TO_SPACE and the block half of the SPACE_TO_BATCH family.
//!
//! The output is dense; every output dimension steps through the source by one stride, which may be
//! negative (a reversal) or zero (a repetition). Element types do not matter, only their size: a caller
//! views wider elements as `[u8; N]`.
//!
//! Facts: `tflite/kernels/internal/reference/{transpose,slice,strided_slice}.h` (values only; the order in
//! which elements are visited is free).

use super::short_runs;

/// Most nested loops of a [`StridedCopy`]: two for each of eight dimensions (TILE needs both).
pub const MAX_LOOPS: usize = 16;

/// One output dimension: how often it steps, and how far in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Extent of the output dimension.
    pub count: usize,
    /// Distance in source elements between neighbours of the dimension.
    pub stride: isize,
}

/// A checked plan of a strided copy into a dense output. Dimensions of extent 1 are gone and neighbours
/// that step as one are merged, so common layouts end in long contiguous runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StridedCopy {
    steps: [Step; MAX_LOOPS],
    loops: usize,
    start: usize,
    output_len: usize,
}

impl StridedCopy {
    /// A copy whose output dimensions are `steps`, outermost first, and whose first element is
    /// `source[start]`. `None` when an element would lie outside a source of `source_len` elements, when
    /// there are more than [`MAX_LOOPS`] dimensions above 1, or when a product overflows.
    #[must_use]
    pub fn new(source_len: usize, start: usize, steps: impl IntoIterator<Item = Step>) -> Option<Self> {
        let mut plan = Self { steps: [Step::default(); MAX_LOOPS], loops: 0, start, output_len: 1 };
        let mut empty = false;
        for step in steps {
            empty |= step.count == 0;
            if step.count > 1 && !empty {
                plan.push(step)?;
            }
        }
        if empty {
            return Some(Self { loops: 0, start: 0, output_len: 0, ..plan });
        }
        let (mut lowest, mut highest) = (isize::try_from(start).ok()?, isize::try_from(start).ok()?);
        for step in plan.steps.get(..plan.loops)? {
            let reach = isize::try_from(step.count - 1).ok()?.checked_mul(step.stride)?;
            let end = if reach < 0 { &mut lowest } else { &mut highest };
            *end = end.checked_add(reach)?;
            plan.output_len = plan.output_len.checked_mul(step.count)?;
        }
        (lowest >= 0 && usize::try_from(highest).ok()? < source_len).then_some(plan)
    }

    /// Appends an inner dimension, merged into the one before where they step as one.
    fn push(&mut self, step: Step) -> Option<()> {
        let span = isize::try_from(step.count).ok()?.checked_mul(step.stride)?;
        if let Some(outer) = self.loops.checked_sub(1).and_then(|last| self.steps.get_mut(last))
            && outer.stride == span
        {
            *outer = Step { count: outer.count.checked_mul(step.count)?, stride: step.stride };
            return Some(());
        }
        *self.steps.get_mut(self.loops)? = step;
        self.loops += 1;
        Some(())
    }

    /// TRANSPOSE: output dimension `i` is input dimension `permutation[i]`. `None` unless `permutation`
    /// has the rank of `shape` (at most 8) and its entries are dimensions; an entry may occur twice (then
    /// the copy takes the diagonal, as the reference does).
    #[must_use]
    pub fn transpose(shape: &[usize], permutation: &[usize]) -> Option<Self> {
        let strides = dense_strides(shape)?;
        if permutation.len() != shape.len() || permutation.iter().any(|&axis| axis >= shape.len()) {
            return None;
        }
        let step = |&axis: &usize| Some(Step { count: *shape.get(axis)?, stride: *strides.get(axis)? });
        Self::new(elements(shape)?, 0, permutation.iter().filter_map(step))
    }

    /// SLICE and STRIDED_SLICE: `ranges[i]` selects along dimension `i` of `shape`. `None` unless there is
    /// one range for each dimension and all lie inside.
    #[must_use]
    pub fn slice(shape: &[usize], ranges: &[Range]) -> Option<Self> {
        let strides = dense_strides(shape)?;
        if ranges.len() != shape.len() {
            return None;
        }
        let mut start = 0usize;
        let mut empty = false;
        for ((range, stride), &extent) in ranges.iter().zip(strides).zip(shape) {
            if range.count == 0 {
                empty = true;
                continue;
            }
            let last = isize::try_from(range.count - 1).ok()?.checked_mul(range.stride)?;
            let last = isize::try_from(range.start).ok()?.checked_add(last)?;
            if range.start >= extent || usize::try_from(last).ok()? >= extent {
                return None;
            }
            start = start.checked_add(range.start.checked_mul(usize::try_from(stride).ok()?)?)?;
        }
        if empty {
            return Self::new(0, 0, [Step::default()]);
        }
        let mut steps = [Step::default(); 8];
        for ((step, range), stride) in steps.iter_mut().zip(ranges).zip(strides) {
            *step = Step { count: range.count, stride: range.stride.checked_mul(stride)? };
        }
        Self::new(elements(shape)?, start, steps.into_iter().take(ranges.len()))
    }

    /// TILE: dimension `i` of `shape` is repeated `multiples[i]` times. `None` unless both have the same
    /// length of at most 8, or on overflow.
    #[must_use]
    pub fn tile(shape: &[usize], multiples: &[usize]) -> Option<Self> {
        let strides = dense_strides(shape)?;
        if multiples.len() != shape.len() {
            return None;
        }
        let mut steps = [Step::default(); MAX_LOOPS];
        for (((pair, &count), &repeats), stride) in steps.chunks_exact_mut(2).zip(shape).zip(multiples).zip(strides) {
            pair.copy_from_slice(&[Step { count: repeats, stride: 0 }, Step { count, stride }]);
        }
        Self::new(elements(shape)?, 0, steps.into_iter().take(2 * shape.len()))
    }

    /// BROADCAST_TO: `shape`, aligned at the innermost dimension, repeated to `output`. `None` unless each
    /// dimension is 1 or the output's, or above rank 8.
    #[must_use]
    pub fn broadcast(shape: &[usize], output: &[usize]) -> Option<Self> {
        let strides = dense_strides(shape)?;
        let added = output.len().checked_sub(shape.len())?;
        let mut steps = [Step::default(); 8];
        for (axis, (step, &count)) in steps.get_mut(..output.len())?.iter_mut().zip(output).enumerate() {
            let source = axis.checked_sub(added).and_then(|axis| Some((*shape.get(axis)?, *strides.get(axis)?)));
            let stride = match source {
                Some((extent, stride)) if extent == count => stride,
                None | Some((1, _)) => 0,
                Some(_) => return None,
            };
            *step = Step { count, stride };
        }
        Self::new(elements(shape)?, 0, steps.into_iter().take(output.len()))
    }

    /// Elements of the output.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.output_len
    }

    /// Whether the copy is of a whole source of `source_len` elements as it is.
    #[must_use]
    pub fn is_identity(&self, source_len: usize) -> bool {
        let moves = !matches!(self.steps(), [] | [Step { stride: 1, .. }]);
        source_len == self.output_len && self.start == 0 && !moves
    }

    /// Steps of the outermost loop, and, where it is no part of a plane that is transposed, of the next one.
    pub(crate) fn outer_loops(&self) -> (usize, Option<usize>) {
        match self.steps() {
            [] => (1, None),
            [outer] => (outer.count, None),
            [rows, .., columns] if rows.stride == 1 && columns.stride != 1 => (rows.count, None),
            [outer, inner, ..] => (outer.count, Some(inner.count)),
        }
    }

    /// The copy of what some steps of the outermost loop give.
    pub(crate) fn part(&self, steps: core::ops::Range<usize>) -> Self {
        let mut part = *self;
        let [outer, ..] = &mut part.steps;
        // A copy of one element has no loop.
        let whole = if self.loops == 0 { 1 } else { outer.count };
        part.start = self.start.wrapping_add_signed(outer.stride.wrapping_mul(steps.start as isize));
        part.output_len = self.output_len / whole.max(1) * steps.len();
        outer.count = steps.len();
        if self.loops > 0 && steps.len() == 1 {
            part.steps.rotate_left(1);
            part.loops -= 1;
        }
        part
    }

    /// The merged dimensions, outermost first.
    fn steps(&self) -> &[Step] {
        self.steps.get(..self.loops).unwrap_or_default()
    }
}

/// What a slice takes of one dimension: `count` elements from `start`, `stride` apart (negative: backwards).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Index of the first element taken.
    pub start: usize,
    /// Distance to the next one.
    pub stride: isize,
    /// How many.
    pub count: usize,
}

/// Strides of a dense tensor in elements; `None` above rank 8 or on overflow.
#[must_use]
pub fn dense_strides(shape: &[usize]) -> Option<[isize; 8]> {
    let mut strides = [0; 8];
    let mut stride = 1isize;
    for (slot, &extent) in strides.get_mut(..shape.len())?.iter_mut().zip(shape).rev() {
        *slot = stride;
        stride = stride.checked_mul(isize::try_from(extent).ok()?.max(1))?;
    }
    Some(strides)
}

/// Elements of a dense tensor; `None` on overflow.
fn elements(shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(1usize, |product, &extent| product.checked_mul(extent))
}

/// Fills the dense `output` from `source`.
///
/// `source` must have the length the plan was made for and `output` [`StridedCopy::output_len`] elements.
pub fn strided_copy<T: Copy>(plan: &StridedCopy, source: &[T], output: &mut [T]) {
    strided_copy_by(plan, source, output, &transpose_plane);
}

/// [`strided_copy`], planes that are transposed by `transpose`.
pub fn strided_copy_by<T: Copy>(plan: &StridedCopy, source: &[T], output: &mut [T], transpose: &impl Fn(Plane<'_, T>)) {
    debug_assert_eq!(output.len(), plan.output_len);
    if plan.output_len > 0 {
        nest(plan.steps(), source, plan.start, output, transpose);
    }
}

/// A 2-D transpose: the output's rows are neighbours in the source.
#[derive(Debug)]
pub struct Plane<'a, T> {
    /// One source element apart.
    pub rows: Step,
    /// The elements of a row.
    pub columns: Step,
    /// Where all elements are.
    pub source: &'a [T],
    /// The first of them.
    pub start: usize,
    /// The first row and all behind it.
    pub output: &'a mut [T],
    /// Elements from one row of the output to the next.
    pub pitch: usize,
}

/// Fills `output`, the dense block of `steps`, from `source[start]` on.
fn nest<T: Copy>(steps: &[Step], source: &[T], start: usize, output: &mut [T], transpose: &impl Fn(Plane<'_, T>)) {
    match steps {
        [] => output[0] = source[start],
        [inner] => run(*inner, source, start, output),
        [rows, between @ .., columns] if rows.stride == 1 && columns.stride != 1 => {
            let (rows, columns, pitch) = (*rows, *columns, output.len() / rows.count);
            planes(between, Plane { rows, columns, source, start, output, pitch }, transpose);
        }
        [rows, columns] if columns.stride == 1 => {
            short_runs::gather(source, (start, rows.stride), columns.count, output);
        }
        [outer, inner @ ..] => {
            let mut position = start;
            for block in output.chunks_exact_mut(output.len() / outer.count) {
                nest(inner, source, position, block, transpose);
                // The step after the last block may leave the source; it is not read.
                position = position.wrapping_add_signed(outer.stride);
            }
        }
    }
}

/// Fills the planes that loops between rows and columns pass through, from the first of them on.
fn planes<T: Copy>(between: &[Step], plane: Plane<'_, T>, transpose: &impl Fn(Plane<'_, T>)) {
    let [outer, inner @ ..] = between else { return transpose(plane) };
    let Plane { rows, columns, source, mut start, output, pitch } = plane;
    let block = inner.iter().fold(columns.count, |elements, step| elements * step.count);
    for place in 0..outer.count {
        planes(inner, Plane { rows, columns, source, start, output: &mut output[place * block..], pitch }, transpose);
        // As above.
        start = start.wrapping_add_signed(outer.stride);
    }
}

/// One run of output elements, `step.stride` apart in the source.
#[inline]
fn run<T: Copy>(step: Step, source: &[T], start: usize, output: &mut [T]) {
    let distance = step.stride.unsigned_abs();
    match step.stride {
        1 => output.copy_from_slice(&source[start..start + output.len()]),
        0 => output.fill(source[start]),
        2.. => {
            for (to, from) in output.iter_mut().zip(source[start..].iter().step_by(distance)) {
                *to = *from;
            }
        }
        _ => {
            for (to, from) in output.iter_mut().zip(source[..=start].iter().rev().step_by(distance)) {
                *to = *from;
            }
        }
    }
}

/// Output columns handled together: as many source lines stay in the first-level cache while the rows pass.
const BLOCK: usize = 32;

/// Transposes in column blocks, so that each source line is read once from far away.
pub fn transpose_plane<T: Copy>(plane: Plane<'_, T>) {
    let Plane { rows, columns, source, start, output, pitch } = plane;
    for first in (0..columns.count).step_by(BLOCK) {
        let width = BLOCK.min(columns.count - first);
        // Inside the source: `first < count`, and the whole nest was checked when the plan was made.
        let from = start.wrapping_add_signed(columns.stride * first as isize);
        for (row, line) in output.chunks_mut(pitch).enumerate().take(rows.count) {
            run(columns, source, from + row, &mut line[first..first + width]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    fn iota(len: usize) -> Vec<u16> {
        (0..len).map(|i| i as u16).collect()
    }

    fn copied(plan: &StridedCopy, source: &[u16]) -> Vec<u16> {
        let mut output = vec![0; plan.output_len()];
        strided_copy(plan, source, &mut output);
        output
    }

    /// The definition: every output index maps to `start + Σ index × stride`.
    fn by_definition(source: &[u16], start: usize, steps: &[Step]) -> Vec<u16> {
        let mut positions = vec![start as isize];
        for step in steps {
            positions =
                positions.iter().flat_map(|p| (0..step.count).map(move |i| p + i as isize * step.stride)).collect();
        }
        positions.iter().map(|&p| source[p as usize]).collect()
    }

    fn shape_and_permutation() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
        prop::collection::vec(1usize..5, 0..=6).prop_flat_map(|shape| {
            let axes: Vec<usize> = (0..shape.len()).collect();
            (Just(shape), Just(axes).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn transposes_equal_their_definition((shape, permutation) in shape_and_permutation()) {
            let source = iota(shape.iter().product());
            let strides = dense_strides(&shape).unwrap();
            let steps: Vec<Step> = permutation.iter().map(|&a| Step { count: shape[a], stride: strides[a] }).collect();
            let plan = StridedCopy::transpose(&shape, &permutation).unwrap();
            prop_assert_eq!(copied(&plan, &source), by_definition(&source, 0, &steps));
        }

        #[test]
        fn slices_equal_their_definition(
            dims in prop::collection::vec((1usize..7, 0usize..7, -3isize..4, 0usize..7), 1..5),
        ) {
            let shape: Vec<usize> = dims.iter().map(|d| d.0).collect();
            // Cut each wish to what the dimension holds.
            let ranges: Vec<Range> = dims.iter().map(|&(extent, start, stride, count)| {
                let start = start % extent;
                let room = match stride { 0 => 6, 1.. => (extent - 1 - start) / stride.unsigned_abs(), _ => start / stride.unsigned_abs() };
                Range { start, stride, count: count.min(room + 1) }
            }).collect();
            let source = iota(shape.iter().product());
            let strides = dense_strides(&shape).unwrap();
            let start = ranges.iter().zip(strides).map(|(r, s)| r.start * s as usize).sum();
            let steps: Vec<Step> = ranges.iter().zip(strides).map(|(r, s)| Step { count: r.count, stride: r.stride * s }).collect();
            let plan = StridedCopy::slice(&shape, &ranges).unwrap();
            prop_assert_eq!(copied(&plan, &source), by_definition(&source, start, &steps));
        }

        #[test]
        fn whatever_the_constructor_accepts_stays_inside_the_source(
            len in 0usize..40, start in 0usize..45,
            steps in prop::collection::vec((0usize..5, -9isize..10), 0..5),
        ) {
            let steps: Vec<Step> = steps.into_iter().map(|(count, stride)| Step { count, stride }).collect();
            let source = iota(len);
            if let Some(plan) = StridedCopy::new(len, start, steps.iter().copied()) {
                prop_assert_eq!(copied(&plan, &source), by_definition(&source, start, &steps));
            }
        }
    }

    #[test]
    fn a_wide_transpose_crosses_its_blocks() {
        let (rows, columns) = (3, 2 * BLOCK + 5);
        let source = iota(rows * columns);
        let plan = StridedCopy::transpose(&[columns, rows], &[1, 0]).unwrap();
        let expected: Vec<u16> = (0..rows).flat_map(|r| (0..columns).map(move |c| (c * rows + r) as u16)).collect();
        assert_eq!(copied(&plan, &source), expected);
    }

    #[test]
    fn layouts_that_stay_contiguous_become_one_run() {
        let plan = StridedCopy::transpose(&[1, 4, 1, 5], &[1, 0, 3, 2]).unwrap();
        assert_eq!(plan.steps(), [Step { count: 20, stride: 1 }]);
        let whole = [Range { start: 0, stride: 1, count: 4 }, Range { start: 0, stride: 1, count: 5 }];
        assert_eq!(StridedCopy::slice(&[4, 5], &whole).unwrap().steps(), [Step { count: 20, stride: 1 }]);
        assert!(StridedCopy::transpose(&[1, 4, 1, 5], &[1, 0, 3, 2]).unwrap().is_identity(20));
        assert!(!StridedCopy::slice(&[4], &[Range { start: 0, stride: 1, count: 3 }]).unwrap().is_identity(4));
        assert!(!StridedCopy::transpose(&[2, 3], &[1, 0]).unwrap().is_identity(6));
        // NHWC to NCHW: height and width step as one.
        let plan = StridedCopy::transpose(&[2, 3, 4, 5], &[0, 3, 1, 2]).unwrap();
        assert_eq!(plan.steps().len(), 3);
    }

    #[test]
    fn tiles_repeat_each_dimension() {
        let plan = StridedCopy::tile(&[2, 2], &[2, 3]).unwrap();
        let line = |a, b| [a, b, a, b, a, b];
        let expected = [line(0, 1), line(2, 3), line(0, 1), line(2, 3)].concat();
        assert_eq!(copied(&plan, &iota(4)), expected);
        assert_eq!(StridedCopy::tile(&[2, 2], &[2, 0]).unwrap().output_len(), 0);
        assert!(StridedCopy::tile(&[65536, 2], &[65536, usize::MAX]).is_none());
    }

    #[test]
    fn broadcasts_align_at_the_innermost_dimension() {
        let plan = StridedCopy::broadcast(&[2, 1], &[2, 2, 3]).unwrap();
        assert_eq!(copied(&plan, &iota(2)), [0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]);
        assert!(StridedCopy::broadcast(&[2], &[3]).is_none());
        assert!(StridedCopy::broadcast(&[2, 2], &[2]).is_none());
    }

    #[test]
    fn reaching_outside_the_source_is_refused() {
        let one = |start, stride, count| StridedCopy::new(10, start, [Step { count, stride }]);
        assert!(one(0, 3, 4).is_some() && one(0, 3, 5).is_none());
        assert!(one(9, -3, 4).is_some() && one(8, -3, 4).is_none());
        assert!(one(10, 0, 1).is_none());
        assert!(one(0, isize::MAX, 3).is_none());
        assert!(StridedCopy::transpose(&[2, 2], &[0, 2]).is_none());
        assert!(StridedCopy::slice(&[4], &[Range { start: 3, stride: 1, count: 2 }]).is_none());
        assert!(StridedCopy::slice(&[4, 4], &[Range { start: 0, stride: 1, count: 2 }]).is_none());
        assert!(StridedCopy::slice(&[4], &[Range { start: 1, stride: -1, count: 3 }]).is_none());
    }

    #[test]
    fn empty_outputs_need_no_source() {
        let plan = StridedCopy::transpose(&[3, 0, 2], &[2, 1, 0]).unwrap();
        assert_eq!(copied(&plan, &[]), []);
    }
}
