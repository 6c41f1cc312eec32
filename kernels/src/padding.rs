//! The one padding computation of windowed ops: convolutions and pools.
//!
//! Along each spatial axis a window of `filter` taps, `dilation` apart, moves by `stride`. [`WindowAxis`]
//! holds the output size and the padding before the first element (the reference's `padding.h`), and says
//! which taps of a window fall inside the input, so that inner loops need no bounds tests.

use core::ops::Range;

/// How a windowed op treats the borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// As many outputs as strides fit into the input; the input is padded on both sides, the odd element after.
    Same,
    /// Only windows that lie inside the input.
    Valid,
}

/// What a file or a caller says about one spatial axis of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowSpec {
    /// Elements of the input along the axis.
    pub input: usize,
    /// Taps of the filter, at least 1.
    pub filter: usize,
    /// Input elements between windows, at least 1.
    pub stride: usize,
    /// Input elements between taps, at least 1.
    pub dilation: usize,
}

/// One spatial axis of a windowed op, checked: all its index arithmetic fits `usize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowAxis {
    input: usize,
    filter: usize,
    stride: usize,
    dilation: usize,
    pad_before: usize,
    output: usize,
}

/// The taps of one window that lie inside the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taps {
    /// Which taps; empty when the window lies in the padding altogether.
    pub range: Range<usize>,
    /// The input index of the first of them; the others follow `dilation` apart. 0 when the range is empty.
    pub input_start: usize,
}

/// The windows that cover one input element, and with which tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// Which windows (output indices).
    pub windows: Range<usize>,
    /// The tap with which the first of them covers the element; each later one uses the tap `stride` before.
    pub first_tap: usize,
}

impl WindowAxis {
    /// Output size and padding for `spec` (`ComputeOutSizeChecked`, `ComputePaddingWithOffsetChecked`), or
    /// `None` when filter, stride or dilation is 0, when a VALID window exceeds the input by a stride or
    /// more (the reference refuses a negative output size), or on overflow.
    #[must_use]
    pub fn new(padding: Padding, spec: WindowSpec) -> Option<Self> {
        let WindowSpec { input, filter, stride, dilation } = spec;
        if stride == 0 || dilation == 0 {
            return None;
        }
        let extent = filter.checked_sub(1)?.checked_mul(dilation)?.checked_add(1)?;
        let reach = input.checked_add(stride)?;
        let output = match padding {
            Padding::Same => (reach - 1) / stride,
            // A numerator in −stride..0 divides to 0 in the reference, which truncates.
            Padding::Valid if reach >= extent => (reach - extent) / stride,
            Padding::Valid if extent - reach < stride => 0,
            Padding::Valid => return None,
        };
        Self::with_output(spec, extent, output)
    }

    /// An axis whose windows reach into a frame of `before` and `after` elements that count as padding, as VALID windows
    /// do of an input with that frame. `None` as [`WindowAxis::new`].
    #[must_use]
    pub fn framed(spec: WindowSpec, (before, after): (usize, usize)) -> Option<Self> {
        let framed = spec.input.checked_add(before)?.checked_add(after)?;
        let whole = Self::new(Padding::Valid, WindowSpec { input: framed, ..spec })?;
        Some(Self { input: spec.input, pad_before: before, ..whole })
    }

    fn with_output(spec: WindowSpec, extent: usize, output: usize) -> Option<Self> {
        let WindowSpec { input, filter, stride, dilation } = spec;
        let total = match output.checked_sub(1) {
            Some(steps) => steps.checked_mul(stride)?.checked_add(extent)?.saturating_sub(input),
            None => extent.saturating_sub(input.checked_add(stride)?),
        };
        Self { input, filter, stride, dilation, pad_before: total / 2, output }.checked()
    }

    /// The axis, if the greatest values that [`taps`](Self::taps) computes fit.
    fn checked(self) -> Option<Self> {
        let Self { input, filter, stride, dilation, pad_before, output } = self;
        let extent = filter.checked_sub(1)?.checked_mul(dilation)?.checked_add(1)?;
        let ends = output.checked_mul(stride)?.max(input.checked_add(pad_before)?);
        ends.checked_add(dilation)?.checked_add(extent)?;
        Some(self)
    }

    /// The windows of every `group`-th tap, the first one's among them; those that follow it belong to the same windows,
    /// moved by their distance. `None` on overflow, or without a group.
    #[must_use]
    pub fn every(&self, group: usize) -> Option<Self> {
        let filter = self.filter.checked_next_multiple_of(group)? / group;
        Self { filter, dilation: self.dilation.checked_mul(group)?, ..*self }.checked()
    }

    /// Whether the outputs are the inputs, one for one: a filter of one tap, a stride of 1 and no padding.
    #[must_use]
    pub fn is_pointwise(&self) -> bool {
        self.filter() == 1 && self.stride() == 1 && self.output() == self.input()
    }

    /// Elements of the input.
    #[inline]
    #[must_use]
    pub fn input(&self) -> usize {
        self.input
    }

    /// Taps of the filter, at least 1.
    #[inline]
    #[must_use]
    pub fn filter(&self) -> usize {
        self.filter
    }

    /// Input elements between windows, at least 1.
    #[inline]
    #[must_use]
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// Input elements between taps, at least 1.
    #[inline]
    #[must_use]
    pub fn dilation(&self) -> usize {
        self.dilation
    }

    /// Padding elements before the first input element.
    #[inline]
    #[must_use]
    pub fn pad_before(&self) -> usize {
        self.pad_before
    }

    /// Elements of the output.
    #[inline]
    #[must_use]
    pub fn output(&self) -> usize {
        self.output
    }

    /// The taps of the window of output element `output_index` (below [`output`](Self::output)) that lie
    /// inside the input.
    #[inline]
    #[must_use]
    pub fn taps(&self, output_index: usize) -> Taps {
        let start = output_index * self.stride;
        // A division takes longer than a small window.
        let taps = |elements: usize| if self.dilation == 1 { elements } else { elements.div_ceil(self.dilation) };
        let first = taps(self.pad_before.saturating_sub(start));
        let end = taps((self.input + self.pad_before).saturating_sub(start)).min(self.filter);
        if first >= end {
            return Taps { range: 0..0, input_start: 0 };
        }
        Taps { range: first..end, input_start: start + first * self.dilation - self.pad_before }
    }

    /// The windows that cover input element `input_index` (below [`input`](Self::input)), of an axis with
    /// dilation 1: a transposed convolution walks its window from the other end.
    #[inline]
    #[must_use]
    pub fn sources(&self, input_index: usize) -> Sources {
        debug_assert!(self.dilation == 1 && input_index < self.input);
        let position = input_index + self.pad_before;
        let first = (position + 1).saturating_sub(self.filter).div_ceil(self.stride);
        let end = (position / self.stride + 1).min(self.output);
        if first >= end {
            return Sources { windows: 0..0, first_tap: 0 };
        }
        Sources { windows: first..end, first_tap: position - first * self.stride }
    }
}

/// Both spatial axes of a windowed op.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Along the height.
    pub rows: WindowAxis,
    /// Along the width.
    pub columns: WindowAxis,
}

impl Window {
    /// Both axes with one padding rule; `None` as [`WindowAxis::new`].
    #[must_use]
    pub fn new(padding: Padding, rows: WindowSpec, columns: WindowSpec) -> Option<Self> {
        Some(Self { rows: WindowAxis::new(padding, rows)?, columns: WindowAxis::new(padding, columns)? })
    }

    /// The same window over images that are a single pixel wide, which in memory are images of a single line: pixels
    /// side by side are what kernels are made for. `None` for other images.
    #[must_use]
    pub fn laid_down(&self) -> Option<Self> {
        let Self { rows, columns } = *self;
        let single = columns.input == 1 && columns.output == 1 && columns.filter == 1 && columns.pad_before == 0;
        (single && rows.input > 1).then_some(Self { rows: columns, columns: rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn axis(padding: Padding, input: usize, filter: usize, stride: usize, dilation: usize) -> Option<WindowAxis> {
        WindowAxis::new(padding, WindowSpec { input, filter, stride, dilation })
    }

    #[test]
    fn a_frame_is_padding() {
        let spec = WindowSpec { input: 5, filter: 3, stride: 2, dilation: 1 };
        let framed = WindowAxis::framed(spec, (1, 2)).unwrap();
        assert_eq!((framed.output(), framed.pad_before(), framed.input()), (3, 1, 5));
        assert_eq!(framed.taps(0), Taps { range: 1..3, input_start: 0 });
        assert_eq!(framed.taps(2), Taps { range: 0..2, input_start: 3 });
        // A window may lie in the frame altogether.
        assert_eq!(WindowAxis::framed(spec, (7, 0)).unwrap().taps(0).range, 0..0);
        assert!(WindowAxis::framed(spec, (usize::MAX, 0)).is_none());
    }

    /// Output size and padding in signed arithmetic, as `padding.h` states them.
    fn oracle(padding: Padding, input: i64, filter: i64, stride: i64, dilation: i64) -> (i64, i64) {
        let extent = (filter - 1) * dilation + 1;
        let output = match padding {
            Padding::Same => (input + stride - 1) / stride,
            Padding::Valid => (input + stride - extent) / stride,
        };
        (output, ((output - 1) * stride + extent - input).max(0) / 2)
    }

    proptest! {
        #[test]
        fn size_and_padding_equal_the_reference(
            same: bool, input in 0usize..40, filter in 1usize..12, stride in 1usize..6, dilation in 1usize..6,
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            let (output, pad) = oracle(padding, input as i64, filter as i64, stride as i64, dilation as i64);
            match axis(padding, input, filter, stride, dilation) {
                Some(axis) => {
                    prop_assert_eq!(axis.output() as i64, output);
                    prop_assert_eq!(axis.pad_before() as i64, pad);
                }
                None => prop_assert!(output < 0),
            }
        }

        #[test]
        fn taps_are_exactly_those_inside_the_input(
            same: bool, input in 0usize..40, filter in 1usize..12, stride in 1usize..6, dilation in 1usize..6,
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            let Some(axis) = axis(padding, input, filter, stride, dilation) else { return Ok(()) };
            for index in 0..axis.output() {
                let position = |tap: usize| (index * stride + tap * dilation) as i64 - axis.pad_before() as i64;
                let inside = |tap: &usize| (0..input as i64).contains(&position(*tap));
                let taps = axis.taps(index);
                prop_assert_eq!((0..filter).filter(inside).collect::<Vec<_>>(), taps.range.clone().collect::<Vec<_>>());
                if !taps.range.is_empty() {
                    prop_assert_eq!(taps.input_start as i64, position(taps.range.start));
                }
            }
        }

        #[test]
        fn sources_are_the_windows_whose_taps_cover_the_element(
            same: bool, input in 1usize..30, filter in 1usize..8, stride in 1usize..6,
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            let Some(axis) = axis(padding, input, filter, stride, 1) else { return Ok(()) };
            for index in 0..input {
                let tap_of = |window: usize| {
                    let taps = axis.taps(window);
                    taps.range.clone().find(|tap| taps.input_start + tap - taps.range.start == index)
                };
                let expected: Vec<_> = (0..axis.output()).filter_map(|w| Some((w, tap_of(w)?))).collect();
                let sources = axis.sources(index);
                let tap = |i: usize| sources.first_tap - i * stride;
                let found: Vec<_> = sources.windows.clone().enumerate().map(|(i, w)| (w, tap(i))).collect();
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn nothing_overflows(
            same: bool, input: usize, filter: usize, stride: usize, dilation: usize, index: usize,
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            if let Some(axis) = axis(padding, input, filter, stride, dilation) && axis.output() > 0 {
                let taps = axis.taps(index % axis.output());
                if let Some(last) = taps.range.clone().next_back() {
                    prop_assert!(taps.input_start + (last - taps.range.start) * dilation < input);
                }
            }
        }
    }

    #[test]
    fn zeros_are_refused() {
        for padding in [Padding::Same, Padding::Valid] {
            assert!(axis(padding, 8, 0, 1, 1).is_none());
            assert!(axis(padding, 8, 3, 0, 1).is_none());
            assert!(axis(padding, 8, 3, 1, 0).is_none());
        }
    }

    #[test]
    fn the_odd_padding_element_comes_after() {
        let axis = axis(Padding::Same, 224, 3, 2, 1).unwrap();
        assert_eq!((axis.output(), axis.pad_before()), (112, 0));
        assert_eq!(axis.taps(111), Taps { range: 0..2, input_start: 222 });
    }
}
