//! REDUCE_WINDOW: every window of a tensor folded into one element.
//!
//! Facts: `tflite/kernels/stablehlo_reduce_window.cc`. A window is folded in memory order, from the initial value
//! on; integers wrap.

use super::fold::Fold;

/// Most dimensions.
pub const MAX_RANK: usize = 6;

/// One dimension of a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowDimension {
    /// Extent of the tensor.
    pub extent: usize,
    /// Extent of the window in elements, at least 1.
    pub window: usize,
    /// From window to window, at least 1.
    pub stride: usize,
    /// From element to element of a window, at least 1.
    pub dilation: usize,
}

impl WindowDimension {
    /// How many windows fit; `None` for an extent, stride or dilation of 0 in the window, or on overflow.
    #[must_use]
    pub fn windows(self) -> Option<usize> {
        let reach = self.window.checked_sub(1)?.checked_mul(self.dilation)?.checked_add(1)?;
        if self.stride == 0 || self.dilation == 0 {
            return None;
        }
        Some(self.extent.checked_sub(reach).map_or(0, |room| room / self.stride + 1))
    }
}

/// A loop: how often, and how far in the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Step {
    count: usize,
    distance: usize,
}

/// A checked plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReduceWindow {
    over: [Step; MAX_RANK],
    within: [Step; MAX_RANK],
    rank: usize,
    output_len: usize,
    window_len: usize,
}

impl ReduceWindow {
    /// Windows of a tensor with these dimensions, outermost first. `None` unless the rank is 1 to 6, or as
    /// [`WindowDimension::windows`].
    #[must_use]
    pub fn new(dimensions: &[WindowDimension]) -> Option<Self> {
        let rank = dimensions.len();
        if rank == 0 || rank > MAX_RANK {
            return None;
        }
        let steps = [Step::default(); MAX_RANK];
        let mut plan = Self { over: steps, within: steps, rank, output_len: 1, window_len: 1 };
        let mut stride = 1usize;
        for ((over, within), dimension) in plan.over.iter_mut().zip(&mut plan.within).zip(dimensions).rev() {
            *over = Step { count: dimension.windows()?, distance: stride.checked_mul(dimension.stride)? };
            *within = Step { count: dimension.window, distance: stride.checked_mul(dimension.dilation)? };
            plan.output_len = plan.output_len.checked_mul(over.count)?;
            plan.window_len = plan.window_len.checked_mul(dimension.window)?;
            stride = stride.checked_mul(dimension.extent.max(1))?;
        }
        Some(plan)
    }

    /// Elements of the output.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.output_len
    }

    /// Elements of a window.
    #[must_use]
    pub fn window_len(&self) -> usize {
        self.window_len
    }
}

/// Folds every window of `input` from `initial` on into the dense `output`.
pub fn reduce_window<F: Fold<T>, T: Copy>(plan: &ReduceWindow, input: &[T], initial: T, output: &mut [T]) {
    if plan.output_len > 0 && output.len() == plan.output_len {
        windows::<F, T>(&plan.over[..plan.rank], &plan.within[..plan.rank], input, initial, output);
    }
}

fn windows<F: Fold<T>, T: Copy>(over: &[Step], within: &[Step], input: &[T], initial: T, output: &mut [T]) {
    let Some((step, inner)) = over.split_first() else {
        output[0] = window::<F, T>(within, input, initial);
        return;
    };
    for (index, block) in output.chunks_exact_mut(output.len() / step.count).enumerate() {
        windows::<F, T>(inner, within, &input[index * step.distance..], initial, block);
    }
}

fn window<F: Fold<T>, T: Copy>(within: &[Step], input: &[T], accumulator: T) -> T {
    match within {
        [] => accumulator,
        [step] => input.iter().step_by(step.distance).take(step.count).fold(accumulator, |a, &x| F::of(a, x)),
        [step, inner @ ..] => {
            let parts = (0..step.count).map(|index| &input[index * step.distance..]);
            parts.fold(accumulator, |accumulator, part| window::<F, T>(inner, part, accumulator))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::{GreaterOrLast, Plus};
    use super::*;

    fn dimension(extent: usize, window: usize, stride: usize, dilation: usize) -> WindowDimension {
        WindowDimension { extent, window, stride, dilation }
    }

    #[test]
    fn windows_step_and_spread() {
        let plan = ReduceWindow::new(&[dimension(7, 2, 2, 3)]).unwrap();
        let mut output = [0; 2];
        reduce_window::<Plus, i32>(&plan, &[1, 2, 3, 4, 5, 6, 7], 100, &mut output);
        assert_eq!(output, [105, 109]);
    }

    #[test]
    fn planes_are_folded() {
        let plan = ReduceWindow::new(&[dimension(3, 2, 1, 1), dimension(3, 2, 1, 1)]).unwrap();
        let mut output = [0i8; 4];
        reduce_window::<GreaterOrLast, i8>(&plan, &[1, 2, 3, 4, 5, 6, 7, 8, 9], 6, &mut output);
        assert_eq!(output, [6, 6, 8, 9]);
    }

    #[test]
    fn windows_that_do_not_fit_leave_nothing() {
        assert_eq!(ReduceWindow::new(&[dimension(2, 3, 1, 1)]).unwrap().output_len(), 0);
        assert_eq!(ReduceWindow::new(&[dimension(2, 1, 0, 1)]), None);
        assert_eq!(ReduceWindow::new(&[dimension(2, 0, 1, 1)]), None);
        assert_eq!(ReduceWindow::new(&[dimension(2, usize::MAX, 1, 2)]), None);
        assert_eq!(ReduceWindow::new(&[]), None);
    }
}
