//! The one driver of every reduction over a set of axes.
//!
//! A shape and its reduced axes collapse to alternating runs of kept and reduced dimensions; the innermost
//! run is contiguous in memory, so the inner loop either folds a run into one accumulator or folds it
//! element by element into a run of accumulators. Elements are visited in memory order, so that every
//! accumulator sees its elements in the order of the reference
//! (`tflite/kernels/internal/reference/reduce.h`, `Reduce`) and float sums have its bits.

/// The greatest rank of a tensor.
pub const MAX_RANK: usize = 8;

/// A set of dimensions below [`MAX_RANK`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AxisSet(u8);

impl AxisSet {
    /// No axis.
    pub const EMPTY: Self = Self(0);

    /// The set with `axis` in it; axes of [`MAX_RANK`] and above are ignored.
    #[must_use]
    pub fn with(self, axis: usize) -> Self {
        if axis < MAX_RANK { Self(self.0 | 1 << axis) } else { self }
    }

    /// Whether `axis` is in the set.
    #[must_use]
    pub fn contains(self, axis: usize) -> bool {
        axis < MAX_RANK && self.0 & (1 << axis) != 0
    }

    /// How many axes are in the set.
    #[must_use]
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }
}

impl FromIterator<usize> for AxisSet {
    fn from_iter<I: IntoIterator<Item = usize>>(axes: I) -> Self {
        axes.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// One run of neighbouring dimensions that are all kept or all reduced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Run {
    /// Product of the dimensions.
    extent: usize,
    /// Output elements per step: 0 for a reduced run.
    stride: usize,
}

/// How the elements of a reduction lie that has at most one dimension beside the reduced ones, outside or inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Every `inner` consecutive elements make one output element.
    Rows {
        /// Their number.
        inner: usize,
    },
    /// Every `rows` consecutive rows of `inner` elements make one row of output elements.
    Columns {
        /// How many rows.
        rows: usize,
        /// Their length.
        inner: usize,
    },
}

/// The geometry of a reduction, made once when a plan is prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// Runs outside the innermost, outermost first.
    outer: [Run; MAX_RANK],
    outer_rank: usize,
    inner: usize,
    inner_is_reduced: bool,
    inputs: usize,
    outputs: usize,
    reduced: usize,
    reduces_every_axis: bool,
}

impl Reduction {
    /// The reduction of a dense tensor of `shape` over `axes`; `None` above [`MAX_RANK`] dimensions or when
    /// an element count overflows.
    #[must_use]
    pub fn new(shape: &[usize], axes: AxisSet) -> Option<Self> {
        if shape.len() > MAX_RANK {
            return None;
        }
        let mut runs = [Run::default(); MAX_RANK];
        let mut reduced_runs = [false; MAX_RANK];
        let mut rank = 0;
        let (mut outputs, mut reduced) = (1usize, 1usize);
        // Innermost first; dimensions of one element belong to any run.
        for (axis, &extent) in shape.iter().enumerate().rev().filter(|&(_, &extent)| extent != 1) {
            let is_reduced = axes.contains(axis);
            if rank == 0 || reduced_runs[rank - 1] != is_reduced {
                runs[rank] = Run { extent: 1, stride: if is_reduced { 0 } else { outputs } };
                reduced_runs[rank] = is_reduced;
                rank += 1;
            }
            runs[rank - 1].extent = runs[rank - 1].extent.checked_mul(extent)?;
            let total = if is_reduced { &mut reduced } else { &mut outputs };
            *total = total.checked_mul(extent)?;
        }
        let mut outer = [Run::default(); MAX_RANK];
        let outer_rank = rank.saturating_sub(1);
        for (slot, run) in outer.iter_mut().zip(runs.iter().take(rank).skip(1).rev()) {
            *slot = *run;
        }
        Some(Self {
            outer,
            outer_rank,
            inner: if rank == 0 { 1 } else { runs[0].extent },
            inner_is_reduced: rank != 0 && reduced_runs[0],
            inputs: outputs.checked_mul(reduced)?,
            outputs,
            reduced,
            reduces_every_axis: (0..shape.len()).all(|axis| axes.contains(axis)),
        })
    }

    /// Elements of the input.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Elements of the output.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Input elements folded into each output element.
    #[must_use]
    pub fn reduced(&self) -> usize {
        self.reduced
    }

    /// Whether the set names every axis of the shape (always for a scalar).
    #[must_use]
    pub fn reduces_every_axis(&self) -> bool {
        self.reduces_every_axis
    }

    /// The two usual layouts; `None` for others and for an empty input.
    #[must_use]
    pub fn layout(&self) -> Option<Layout> {
        let is_kept = |run: &Run| run.stride != 0;
        match self.outer.get(..self.outer_rank)? {
            _ if self.inputs == 0 => None,
            // Runs alternate between kept and reduced.
            [] | [_] if self.inner_is_reduced => Some(Layout::Rows { inner: self.inner }),
            [] => Some(Layout::Columns { rows: 1, inner: self.inner }),
            [.., rows] if self.outer_rank <= 2 && !self.inner_is_reduced && !is_kept(rows) => {
                Some(Layout::Columns { rows: rows.extent, inner: self.inner })
            }
            _ => None,
        }
    }

    /// Folds every input element into its output element: `output = step(output, input)`, in memory order.
    ///
    /// `input` holds [`inputs`](Self::inputs) elements, `accumulators` [`outputs`](Self::outputs) with their
    /// initial values.
    pub fn fold<I: Copy, A: Copy>(&self, input: &[I], accumulators: &mut [A], step: impl Fn(A, I) -> A) {
        debug_assert!(input.len() == self.inputs && accumulators.len() == self.outputs);
        if self.inputs == 0 {
            return;
        }
        let mut index = [0usize; MAX_RANK];
        let mut offset = 0;
        for row in input.chunks_exact(self.inner) {
            if self.inner_is_reduced {
                let accumulator = &mut accumulators[offset];
                *accumulator = row.iter().fold(*accumulator, |value, &element| step(value, element));
            } else {
                let run = &mut accumulators[offset..offset + self.inner];
                for (accumulator, &element) in run.iter_mut().zip(row) {
                    *accumulator = step(*accumulator, element);
                }
            }
            self.advance(&mut index, &mut offset);
        }
    }

    /// Steps to the next innermost run.
    fn advance(&self, index: &mut [usize; MAX_RANK], offset: &mut usize) {
        for (position, run) in index.iter_mut().zip(&self.outer).take(self.outer_rank).rev() {
            *position += 1;
            *offset += run.stride;
            if *position < run.extent {
                return;
            }
            *position = 0;
            *offset -= run.stride * run.extent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition: every element by its coordinates.
    fn naive(shape: &[usize], axes: AxisSet, input: &[i64]) -> Vec<Vec<i64>> {
        let outputs = shape.iter().enumerate().filter(|(axis, _)| !axes.contains(*axis)).map(|(_, &d)| d).product();
        let mut groups = vec![Vec::new(); outputs];
        for (linear, &value) in input.iter().enumerate() {
            let (mut rest, mut offset, mut stride) = (linear, 0, 1);
            for (axis, &extent) in shape.iter().enumerate().rev() {
                let coordinate = rest % extent;
                rest /= extent;
                if !axes.contains(axis) {
                    offset += coordinate * stride;
                    stride *= extent;
                }
            }
            groups[offset].push(value);
        }
        groups
    }

    proptest! {
        #[test]
        fn every_output_sees_its_elements_in_memory_order(
            shape in proptest::collection::vec(0usize..4, 0..=MAX_RANK),
            mask: u8,
        ) {
            let axes: AxisSet = (0..MAX_RANK).filter(|axis| mask & (1 << axis) != 0).collect();
            let reduction = Reduction::new(&shape, axes).unwrap();
            let count: usize = shape.iter().product();
            let input: Vec<i64> = (0..count as i64).collect();
            prop_assert_eq!(reduction.inputs(), count);
            // An order-sensitive fold of the element's number.
            let step = |value: i64, element: i64| value.wrapping_mul(31).wrapping_add(element + 1);
            let mut output = vec![7i64; reduction.outputs()];
            reduction.fold(&input, &mut output, step);
            let expected: Vec<i64> =
                naive(&shape, axes, &input).iter().map(|group| group.iter().fold(7, |v, &e| step(v, e))).collect();
            prop_assert_eq!(output, expected);
        }
    }

    #[test]
    fn neighbouring_axes_collapse_to_one_contiguous_run() {
        let axes: AxisSet = [1, 2].into_iter().collect();
        let reduction = Reduction::new(&[2, 7, 5, 3], axes).unwrap();
        assert_eq!((reduction.inner, reduction.inner_is_reduced, reduction.outer_rank), (3, false, 2));
        assert_eq!((reduction.outputs(), reduction.reduced()), (6, 35));
    }

    #[test]
    fn a_scalar_reduces_every_axis_of_none() {
        let reduction = Reduction::new(&[], AxisSet::EMPTY).unwrap();
        assert!(reduction.reduces_every_axis());
        assert!(!Reduction::new(&[1, 3], AxisSet::EMPTY.with(1)).unwrap().reduces_every_axis());
    }

    #[test]
    fn oversized_shapes_are_refused() {
        assert_eq!(Reduction::new(&[1; 9], AxisSet::EMPTY), None);
        assert_eq!(Reduction::new(&[usize::MAX, 2], AxisSet::EMPTY), None);
        assert_eq!(Reduction::new(&[usize::MAX, 2], AxisSet::EMPTY.with(0)), None);
    }
}
