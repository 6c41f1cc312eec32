//! Broadcasting, NumPy style: one description of the loops, shared by every op with several operands.
//!
//! [`Broadcast`] collapses the dimensions of up to eight axes into as few loops as possible. The innermost one
//! is a *run*: consecutive output elements for which every operand is either consecutive too or one repeated
//! element. Same shapes collapse to a single run, a scalar operand to a single run with that operand repeated.
//! Kernels see runs only, so their inner loops have no index arithmetic.

use core::marker::PhantomData;

/// The greatest rank that the reference broadcasts (`internal/reference/broadcast_loop.h`).
pub const MAX_RANK: usize = 8;

/// One loop around the runs.
#[derive(Clone, Copy, Debug)]
struct Loop<const N: usize> {
    extent: usize,
    /// By how many elements each operand advances, 0 where it is repeated.
    strides: [usize; N],
}

/// How `N` operands of given shapes combine into one dense output.
#[derive(Clone, Debug)]
pub struct Broadcast<const N: usize> {
    shape: [usize; MAX_RANK],
    rank: usize,
    /// Innermost first; `loops[0]` is the run.
    loops: [Loop<N>; MAX_RANK],
    depth: usize,
    elements: usize,
}

/// An operand along one run.
#[derive(Clone, Copy, Debug)]
pub enum Run<'a, T> {
    /// One element for each output element.
    Each(&'a [T]),
    /// The same element for all of them.
    Same(T),
}

impl<const N: usize> Broadcast<N> {
    /// The loops for operands of these shapes, outermost dimension first.
    ///
    /// `None` if a rank exceeds [`MAX_RANK`], if two extents differ and neither is 1, or if the output has more
    /// elements than `usize` counts. An extent of 0 goes with 0 and 1 and gives an empty output.
    #[must_use]
    pub fn new(shapes: [&[usize]; N]) -> Option<Self> {
        let rank = shapes.iter().map(|shape| shape.len()).max().unwrap_or(0);
        if rank > MAX_RANK {
            return None;
        }
        let mut this = Self {
            shape: [1; MAX_RANK],
            rank,
            loops: [Loop { extent: 1, strides: [1; N] }; MAX_RANK],
            depth: 0,
            elements: 1,
        };
        let mut dense_strides = [1usize; N];
        for axis in 0..rank {
            let extents = shapes.map(|shape| axis_from_the_end(shape, axis));
            let extent = extents.iter().copied().find(|&extent| extent != 1).unwrap_or(1);
            if extents.iter().any(|&other| other != 1 && other != extent) {
                return None;
            }
            this.shape[rank - 1 - axis] = extent;
            this.elements = this.elements.checked_mul(extent)?;
            if extent != 1 {
                let strides = core::array::from_fn(|k| if extents[k] == 1 { 0 } else { dense_strides[k] });
                this.push(Loop { extent, strides });
            }
            for (stride, extent) in dense_strides.iter_mut().zip(extents) {
                *stride = stride.checked_mul(extent)?;
            }
        }
        this.depth = this.depth.max(1);
        Some(this)
    }

    /// Adds a loop around the others, or widens the outermost one where every operand simply continues.
    fn push(&mut self, outer: Loop<N>) {
        if let Some(last) = self.depth.checked_sub(1).map(|last| &mut self.loops[last]) {
            let continues = |k: usize| outer.strides[k] == last.strides[k] * last.extent;
            let repeats = |k: usize| outer.strides[k] == 0 && last.strides[k] == 0;
            let both_move = |k: usize| outer.strides[k] != 0 && last.strides[k] != 0;
            if (0..N).all(|k| repeats(k) || (both_move(k) && continues(k))) {
                last.extent *= outer.extent;
                return;
            }
        }
        self.loops[self.depth] = outer;
        self.depth += 1;
    }

    /// The output's shape.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape[..self.rank]
    }

    /// Elements of the output.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.elements
    }

    /// Elements of a run; the output is a whole number of runs.
    #[must_use]
    pub fn run_length(&self) -> usize {
        self.loops[0].extent
    }

    /// Whether operand `k` is one repeated element along a run.
    #[must_use]
    pub fn is_repeated(&self, k: usize) -> bool {
        self.loops[0].strides[k] == 0
    }

    /// For each run in output order, the index of every operand's first element.
    pub fn runs(&self) -> impl Iterator<Item = [usize; N]> + '_ {
        let count = self.elements.checked_div(self.run_length()).unwrap_or(0);
        self.offsets(1, 0).take(count)
    }

    /// The indices of every operand's first element as the loops from `inner` on step, from step `first` on, over and
    /// over.
    pub(crate) fn offsets(&self, inner: usize, first: usize) -> impl Iterator<Item = [usize; N]> + '_ {
        let outer = &self.loops[inner.min(self.depth)..self.depth];
        let mut counters = [0usize; MAX_RANK];
        let mut offsets = [0usize; N];
        let mut rest = first;
        for (counter, axis) in counters.iter_mut().zip(outer) {
            *counter = rest % axis.extent.max(1);
            rest /= axis.extent.max(1);
            for (offset, stride) in offsets.iter_mut().zip(axis.strides) {
                *offset += stride * *counter;
            }
        }
        core::iter::repeat_with(move || {
            let current = offsets;
            for (counter, axis) in counters.iter_mut().zip(outer) {
                *counter += 1;
                let wrapped = *counter == axis.extent;
                for (offset, stride) in offsets.iter_mut().zip(axis.strides) {
                    *offset += stride;
                    if wrapped {
                        *offset -= stride * axis.extent;
                    }
                }
                if !wrapped {
                    break;
                }
                *counter = 0;
            }
            current
        })
    }

    /// How the operands step along the two innermost loops, and how often the outer one of them steps; `None` where there
    /// is one loop, or an operand steps in another way.
    pub(crate) fn inner_loops(&self) -> Option<([Walk; N], usize)> {
        let [run, next] = self.loops[..self.depth].first_chunk()?;
        let mut walks = [Walk::Continues; N];
        for (k, walk) in walks.iter_mut().enumerate() {
            *walk = match (run.strides[k], next.strides[k]) {
                (0, 1) => Walk::Grows,
                (1, 0) => Walk::Repeats,
                (1, next) if next == run.extent => Walk::Continues,
                _ => return None,
            };
        }
        Some((walks, next.extent))
    }

    /// Operand `k`'s part of the run that begins at `start`.
    ///
    /// # Panics
    /// When `data` has fewer elements than the shape that the loops were made for.
    #[inline]
    #[must_use]
    pub fn run_of<'a, T: Copy>(&self, k: usize, data: &'a [T], start: usize) -> Run<'a, T> {
        if self.is_repeated(k) { Run::Same(data[start]) } else { Run::Each(&data[start..start + self.run_length()]) }
    }
}

/// How an operand steps along a run and from one run to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Walk {
    /// Its elements lie one behind the other.
    Continues,
    /// Each run has the same elements.
    Repeats,
    /// Each run has one element, which it repeats.
    Grows,
}

/// The extent of the axis that is `axis` places before the last one; 1 beyond the first.
fn axis_from_the_end(shape: &[usize], axis: usize) -> usize {
    shape.len().checked_sub(axis + 1).map_or(1, |index| shape[index])
}

/// A function of two elements, with everything it needs computed beforehand.
pub trait Binary {
    /// Element of the first operand.
    type Left: Copy;
    /// Element of the second operand.
    type Right: Copy;
    /// Element of the output.
    type Out;

    /// The function.
    fn apply(&self, left: Self::Left, right: Self::Right) -> Self::Out;

    /// One run. A faster kernel replaces this loop, never the meaning.
    #[inline(always)]
    fn run(&self, left: Run<'_, Self::Left>, right: Run<'_, Self::Right>, out: &mut [Self::Out]) {
        match (left, right) {
            (Run::Each(left), Run::Each(right)) => {
                for ((out, &left), &right) in out.iter_mut().zip(left).zip(right) {
                    *out = self.apply(left, right);
                }
            }
            (Run::Each(left), Run::Same(right)) => {
                for (out, &left) in out.iter_mut().zip(left) {
                    *out = self.apply(left, right);
                }
            }
            (Run::Same(left), Run::Each(right)) => {
                for (out, &right) in out.iter_mut().zip(right) {
                    *out = self.apply(left, right);
                }
            }
            (Run::Same(left), Run::Same(right)) => {
                for out in out {
                    *out = self.apply(left, right);
                }
            }
        }
    }
}

/// A closure as a [`Binary`].
pub struct BinaryFn<L, R, O, F> {
    function: F,
    types: PhantomData<fn(L, R) -> O>,
}

impl<L: Copy, R: Copy, O, F: Fn(L, R) -> O> BinaryFn<L, R, O, F> {
    /// The function.
    #[must_use]
    pub fn new(function: F) -> Self {
        Self { function, types: PhantomData }
    }
}

impl<L: Copy, R: Copy, O, F: Fn(L, R) -> O> Binary for BinaryFn<L, R, O, F> {
    type Left = L;
    type Right = R;
    type Out = O;

    #[inline(always)]
    fn apply(&self, left: L, right: R) -> O {
        (self.function)(left, right)
    }
}

/// `out = f(left, right)`, broadcast.
///
/// # Panics
/// When a slice is shorter than the shape that `broadcast` was made for.
pub fn binary<F: Binary>(broadcast: &Broadcast<2>, f: &F, left: &[F::Left], right: &[F::Right], out: &mut [F::Out]) {
    let length = broadcast.run_length().max(1);
    for ([l, r], out) in broadcast.runs().zip(out.chunks_exact_mut(length)) {
        f.run(broadcast.run_of(0, left, l), broadcast.run_of(1, right, r), out);
    }
}

/// `values = f(values, right)`: the first operand has the output's shape and is overwritten.
///
/// # Panics
/// When a slice is shorter than the shape that `broadcast` was made for.
pub fn binary_in_place_left<T: Copy, F: Binary<Left = T, Out = T>>(
    broadcast: &Broadcast<2>,
    f: &F,
    values: &mut [T],
    right: &[F::Right],
) {
    let length = broadcast.run_length().max(1);
    for ([_, r], values) in broadcast.runs().zip(values.chunks_exact_mut(length)) {
        match broadcast.run_of(1, right, r) {
            Run::Each(right) => values.iter_mut().zip(right).for_each(|(value, &r)| *value = f.apply(*value, r)),
            Run::Same(r) => values.iter_mut().for_each(|value| *value = f.apply(*value, r)),
        }
    }
}

/// `values = f(left, values)`: the second operand has the output's shape and is overwritten.
///
/// # Panics
/// When a slice is shorter than the shape that `broadcast` was made for.
pub fn binary_in_place_right<T: Copy, F: Binary<Right = T, Out = T>>(
    broadcast: &Broadcast<2>,
    f: &F,
    left: &[F::Left],
    values: &mut [T],
) {
    let length = broadcast.run_length().max(1);
    for ([l, _], values) in broadcast.runs().zip(values.chunks_exact_mut(length)) {
        match broadcast.run_of(0, left, l) {
            Run::Each(left) => values.iter_mut().zip(left).for_each(|(value, &l)| *value = f.apply(l, *value)),
            Run::Same(l) => values.iter_mut().for_each(|value| *value = f.apply(l, *value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Keeps both operands, so that a test sees which elements met.
    struct Pair;

    impl Binary for Pair {
        type Left = u32;
        type Right = u32;
        type Out = (u32, u32);

        fn apply(&self, left: u32, right: u32) -> (u32, u32) {
            (left, right)
        }
    }

    struct Difference;

    impl Binary for Difference {
        type Left = u32;
        type Right = u32;
        type Out = u32;

        fn apply(&self, left: u32, right: u32) -> u32 {
            left.wrapping_mul(1000).wrapping_sub(right)
        }
    }

    fn counted(elements: usize) -> Vec<u32> {
        (0..elements as u32).collect()
    }

    /// The index into a dense operand of `shape` for output coordinates, computed the plain way.
    fn plain_index(shape: &[usize], coordinates: &[usize]) -> usize {
        let skipped = coordinates.len() - shape.len();
        shape
            .iter()
            .zip(&coordinates[skipped..])
            .fold(0, |index, (&extent, &at)| index * extent + if extent == 1 { 0 } else { at })
    }

    fn plain(shape: &[usize], left: &[usize], right: &[usize]) -> Vec<(u32, u32)> {
        let elements: usize = shape.iter().product();
        (0..elements)
            .map(|flat| {
                let mut rest = flat;
                let mut coordinates = vec![0; shape.len()];
                for (at, &extent) in coordinates.iter_mut().zip(shape).rev() {
                    *at = rest % extent;
                    rest /= extent;
                }
                (plain_index(left, &coordinates) as u32, plain_index(right, &coordinates) as u32)
            })
            .collect()
    }

    /// A shape of rank 0..=8 and two operands that broadcast to it.
    fn shapes() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
        let axis = (1usize..4, any::<bool>(), any::<bool>());
        (proptest::collection::vec(axis, 0..=8), 0usize..=8, 0usize..=8).prop_map(|(axes, cut_left, cut_right)| {
            let cut = |shape: Vec<usize>, at: usize| shape[at.min(shape.len())..].to_vec();
            let left = axes.iter().map(|&(extent, one, _)| if one { 1 } else { extent }).collect();
            let right = axes.iter().map(|&(extent, _, one)| if one { 1 } else { extent }).collect();
            (cut(left, cut_left), cut(right, cut_right))
        })
    }

    proptest! {
        #[test]
        fn every_output_element_meets_the_right_operands((left, right) in shapes()) {
            let broadcast = Broadcast::new([&left, &right]).unwrap();
            let (a, b) = (counted(left.iter().product()), counted(right.iter().product()));
            let mut out = vec![(9, 9); broadcast.elements()];
            binary(&broadcast, &Pair, &a, &b, &mut out);
            prop_assert_eq!(out, plain(broadcast.shape(), &left, &right));
        }

        #[test]
        fn in_place_gives_the_same((left, right) in shapes()) {
            let broadcast = Broadcast::new([&left, &right]).unwrap();
            let (a, b) = (counted(left.iter().product()), counted(right.iter().product()));
            let mut out = vec![0; broadcast.elements()];
            binary(&broadcast, &Difference, &a, &b, &mut out);
            if a.len() == out.len() {
                let mut values = a.clone();
                binary_in_place_left(&broadcast, &Difference, &mut values, &b);
                prop_assert_eq!(&values, &out);
            }
            if b.len() == out.len() {
                let mut values = b.clone();
                binary_in_place_right(&broadcast, &Difference, &a, &mut values);
                prop_assert_eq!(&values, &out);
            }
        }
    }

    #[test]
    fn same_shapes_and_scalars_are_a_single_run() {
        let same = Broadcast::new([&[2, 3, 4], &[2, 3, 4]]).unwrap();
        assert_eq!((same.run_length(), same.runs().count()), (24, 1));
        let scalar = Broadcast::new([&[2, 3, 4], &[]]).unwrap();
        assert_eq!((scalar.run_length(), scalar.is_repeated(1)), (24, true));
        let channels = Broadcast::new([&[2, 3, 4], &[4]]).unwrap();
        assert_eq!((channels.run_length(), channels.runs().count()), (4, 6));
        let pixels = Broadcast::new([&[2, 3, 4], &[2, 3, 1]]).unwrap();
        assert_eq!((pixels.run_length(), pixels.is_repeated(1), pixels.runs().count()), (4, true, 6));
    }

    #[test]
    fn extents_must_match_or_be_one() {
        assert!(Broadcast::new([&[2, 3], &[2, 4]]).is_none());
        assert!(Broadcast::new([&[0], &[2]]).is_none());
        assert!(Broadcast::new([&[1; 9], &[1]]).is_none());
        assert!(Broadcast::new([&[usize::MAX, 1], &[1, 2]]).is_none());
    }

    #[test]
    fn an_empty_operand_gives_an_empty_output() {
        let broadcast = Broadcast::new([&[3, 0, 2], &[1, 1, 2]]).unwrap();
        assert_eq!((broadcast.shape(), broadcast.elements()), (&[3, 0, 2][..], 0));
        binary(&broadcast, &Pair, &[], &[1, 2], &mut []);
    }

    #[test]
    fn three_operands_broadcast_together() {
        let broadcast = Broadcast::new([&[2, 1], &[3], &[2, 3]]).unwrap();
        assert_eq!(broadcast.shape(), &[2, 3]);
        assert_eq!(broadcast.runs().collect::<Vec<_>>(), vec![[0, 0, 0], [1, 0, 3]]);
    }
}
