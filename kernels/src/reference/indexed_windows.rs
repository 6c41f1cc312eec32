//! STABLEHLO_GATHER and STABLEHLO_SCATTER: windows of a tensor at places that a tensor of indices names.
//!
//! Both walk over a second tensor, the gathered result or the scattered updates. Some of its dimensions run over
//! the indices, the others over a window of the first tensor. Facts: `tflite/kernels/stablehlo_{gather,scatter}.cc`.

use super::fold::Fold;

/// Most dimensions of either tensor.
pub const MAX_RANK: usize = 8;

/// What a dimension of the second tensor runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// The indices, this many elements apart.
    Indices(usize),
    /// This dimension of the first tensor.
    Window(usize),
}

/// A checked plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexedWindows {
    extents: [usize; MAX_RANK],
    strides: [usize; MAX_RANK],
    /// The window's extents, which bound the start of a gathered window.
    window: [usize; MAX_RANK],
    rank: usize,
    counts: [usize; MAX_RANK],
    along: [Along; MAX_RANK],
    loops: usize,
    /// The dimension that each component of an index tuple names.
    components: [usize; MAX_RANK],
    component_count: usize,
    /// From component to component of a tuple.
    component_stride: usize,
}

impl IndexedWindows {
    /// A plan for a first tensor of this shape and a second one whose dimensions have these extents and run along
    /// these. `window` are the extents of a window in the first tensor, `components` the dimensions that an index
    /// tuple's components name. `None` unless all dimensions exist and ranks are at most 8, or on overflow.
    #[must_use]
    pub fn new(
        shape: &[usize],
        window: &[usize],
        second: &[(usize, Along)],
        components: &[usize],
        component_stride: usize,
    ) -> Option<Self> {
        let none = [0; MAX_RANK];
        let mut plan = Self {
            extents: none,
            strides: none,
            window: none,
            rank: shape.len(),
            counts: none,
            along: [Along::Indices(0); MAX_RANK],
            loops: second.len(),
            components: none,
            component_count: components.len(),
            component_stride,
        };
        plan.extents.get_mut(..shape.len())?.copy_from_slice(shape);
        plan.window.get_mut(..window.len())?.copy_from_slice(window);
        plan.components.get_mut(..components.len())?.copy_from_slice(components);
        let exists = |&dimension: &usize| dimension < shape.len();
        if second.len() > MAX_RANK || window.len() != shape.len() || !components.iter().all(exists) {
            return None;
        }
        for ((count, slot), &(extent, along)) in plan.counts.iter_mut().zip(&mut plan.along).zip(second) {
            if let Along::Window(dimension) = along
                && !exists(&dimension)
            {
                return None;
            }
            (*count, *slot) = (extent, along);
        }
        let mut stride = 1usize;
        for (slot, &extent) in plan.strides.iter_mut().zip(shape).rev() {
            *slot = stride;
            stride = stride.checked_mul(extent.max(1))?;
        }
        Some(plan)
    }

    /// The start of the window whose index tuple begins at `at`; one without indices starts at 0.
    fn start<I: Copy + Into<i64>>(&self, indices: &[I], at: usize, clip: bool) -> [i64; MAX_RANK] {
        let mut start = [0; MAX_RANK];
        for (component, &dimension) in self.components[..self.component_count].iter().enumerate() {
            let index = indices.get(at + component * self.component_stride);
            start[dimension] = index.map_or(0, |&index| index.into());
        }
        if clip {
            for (start, (&extent, &window)) in start.iter_mut().zip(self.extents.iter().zip(&self.window)) {
                *start = (*start).min(extent.saturating_sub(window) as i64).max(0);
            }
        }
        start
    }

    /// Where an element of a window is in the first tensor, `None` outside of it.
    fn position(&self, start: &[i64; MAX_RANK], offset: &[usize; MAX_RANK]) -> Option<usize> {
        let mut position = 0;
        for dimension in 0..self.rank {
            let index = start[dimension].checked_add(offset[dimension] as i64)?;
            let index = usize::try_from(index).ok().filter(|&index| index < self.extents[dimension])?;
            position += index * self.strides[dimension];
        }
        Some(position)
    }

    /// Calls `visit` for each element of the second tensor in memory order, with its place in the first tensor.
    fn walk<I: Copy + Into<i64>>(&self, indices: &[I], clip: bool, mut visit: impl FnMut(usize, Option<usize>)) {
        let (counts, along) = (&self.counts[..self.loops], &self.along[..self.loops]);
        if counts.contains(&0) {
            return;
        }
        let mut counters = [0usize; MAX_RANK];
        let (mut offset, mut at) = ([0; MAX_RANK], 0);
        let mut start = self.start(indices, at, clip);
        let mut element = 0;
        loop {
            visit(element, self.position(&start, &offset));
            element += 1;
            let tuple = at;
            // The odometer's next state, innermost dimension first.
            let mut dimension = self.loops;
            loop {
                let Some(next) = dimension.checked_sub(1) else { return };
                dimension = next;
                counters[dimension] += 1;
                let wrapped = counters[dimension] == counts[dimension];
                let back = if wrapped { counts[dimension] - 1 } else { 0 };
                match along[dimension] {
                    Along::Indices(stride) => at = if wrapped { at - back * stride } else { at + stride },
                    Along::Window(of) => offset[of] = if wrapped { offset[of] - back } else { offset[of] + 1 },
                }
                if !wrapped {
                    break;
                }
                counters[dimension] = 0;
            }
            if at != tuple {
                start = self.start(indices, at, clip);
            }
        }
    }
}

/// Writes the windows to `output`; those that would leave the tensor are moved inside.
pub fn gather_windows<T: Copy, I: Copy + Into<i64>>(
    plan: &IndexedWindows,
    input: &[T],
    indices: &[I],
    output: &mut [T],
) {
    plan.walk(indices, true, |element, position| {
        let value = position.and_then(|position| input.get(position));
        if let Some((to, from)) = output.get_mut(element).zip(value) {
            *to = *from;
        }
    });
}

/// Folds the updates into `output`, one after the other; those outside are left out.
pub fn scatter_windows<F: Fold<T>, T: Copy, I: Copy + Into<i64>>(
    plan: &IndexedWindows,
    indices: &[I],
    updates: &[T],
    output: &mut [T],
) {
    plan.walk(indices, false, |element, position| {
        let place = position.and_then(|position| output.get_mut(position));
        if let Some((to, update)) = place.zip(updates.get(element)) {
            *to = F::of(*to, *update);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::fold::Plus;
    use super::*;

    fn plan() -> IndexedWindows {
        // Rows of two columns each, at row and column tuples.
        let second = [(3, Along::Indices(2)), (2, Along::Window(1))];
        IndexedWindows::new(&[2, 3], &[1, 2], &second, &[0, 1], 1).unwrap()
    }

    #[test]
    fn gathered_windows_are_moved_inside() {
        let mut output = [0; 6];
        gather_windows(&plan(), &[1, 2, 3, 4, 5, 6], &[0i32, 0, 1, 2, -5, i32::MAX], &mut output);
        assert_eq!(output, [1, 2, 5, 6, 2, 3]);
    }

    #[test]
    fn scattered_updates_outside_are_left_out() {
        let mut output = [0; 6];
        scatter_windows::<Plus, i32, i64>(&plan(), &[0, 0, 1, 2, -1, i64::MAX], &[1, 2, 3, 4, 5, 6], &mut output);
        assert_eq!(output, [1, 2, 0, 0, 0, 3]);
    }

    #[test]
    fn dimensions_must_exist() {
        assert_eq!(IndexedWindows::new(&[2], &[1], &[(1, Along::Window(1))], &[0], 1), None);
        assert_eq!(IndexedWindows::new(&[2], &[1], &[(1, Along::Window(0))], &[1], 1), None);
        assert_eq!(IndexedWindows::new(&[2], &[1, 1], &[], &[0], 1), None);
    }
}
