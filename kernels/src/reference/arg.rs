//! ARG_MAX and ARG_MIN along one axis.
//!
//! Sources: `tflite/kernels/arg_min_max.cc` and `internal/reference/arg_min_max.h`. Along the last axis the
//! reference runs a vector routine whose answer for lines with NaN depends on the lanes and may be no index at
//! all; here every axis follows the definition that it uses along the others.

/// The tensor around the axis, all element counts: `outer × axis × inner`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgGeometry {
    /// Product of the dimensions before the axis.
    pub outer: usize,
    /// The axis, at least 1.
    pub axis: usize,
    /// Product of the dimensions after the axis.
    pub inner: usize,
}

/// An integer type of indices.
pub trait Index: Copy {
    /// The index 0.
    const ZERO: Self;

    /// The index, which a tensor's dimension bounds.
    fn from_usize(index: usize) -> Self;

    /// Back again.
    fn to_usize(self) -> usize;
}

macro_rules! index {
    ($($integer:ty),*) => {$(
        impl Index for $integer {
            const ZERO: Self = 0;

            #[inline]
            fn from_usize(index: usize) -> Self {
                index as Self
            }

            #[inline]
            fn to_usize(self) -> usize {
                self as usize
            }
        }
    )*};
}

index!(i32, i64);

/// The first index of the greatest element of each line. NaN loses against every number; a line of NaN gives 0.
pub fn arg_max<T: Copy + PartialOrd, I: Index>(geometry: ArgGeometry, input: &[T], output: &mut [I]) {
    select(geometry, input, output, |candidate, current| candidate > current);
}

/// The first index of the least element of each line; NaN as in [`arg_max`].
pub fn arg_min<T: Copy + PartialOrd, I: Index>(geometry: ArgGeometry, input: &[T], output: &mut [I]) {
    select(geometry, input, output, |candidate, current| candidate < current);
}

fn select<T: Copy + PartialOrd, I: Index>(
    geometry: ArgGeometry,
    input: &[T],
    output: &mut [I],
    better: impl Fn(T, T) -> bool,
) {
    output.fill(I::ZERO);
    let ArgGeometry { axis, inner, .. } = geometry;
    if axis == 0 || inner == 0 {
        return;
    }
    // Only NaN does not compare with itself.
    let is_nan = |value: T| value.partial_cmp(&value).is_none();
    let replaces = |candidate: T, current: T| better(candidate, current) || (is_nan(current) && !is_nan(candidate));
    for (block, best) in input.chunks_exact(axis * inner).zip(output.chunks_exact_mut(inner)) {
        for (index, row) in block.chunks_exact(inner).enumerate().skip(1) {
            for (position, (slot, &candidate)) in best.iter_mut().zip(row).enumerate() {
                if replaces(candidate, block[slot.to_usize() * inner + position]) {
                    *slot = I::from_usize(index);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn max_of(input: &[f32]) -> i32 {
        let mut output = [0];
        arg_max(ArgGeometry { outer: 1, axis: input.len(), inner: 1 }, input, &mut output);
        output[0]
    }

    #[test]
    fn the_first_of_equals_wins() {
        let mut output = [9i64];
        arg_max(ArgGeometry { outer: 1, axis: 4, inner: 1 }, &[1i8, 5, 5, 2], &mut output);
        assert_eq!(output, [1]);
        arg_min(ArgGeometry { outer: 1, axis: 4, inner: 1 }, &[1i8, 0, 0, 2], &mut output);
        assert_eq!(output, [1]);
    }

    #[test]
    fn lines_run_along_the_axis() {
        let input = [1, 9, 4, 5, 6, 2, 7, 8, 0, 3, 3, 3];
        let mut output = [0i32; 4];
        arg_max(ArgGeometry { outer: 2, axis: 3, inner: 2 }, &input, &mut output);
        assert_eq!(output, [2, 0, 0, 0]);
        arg_min(ArgGeometry { outer: 2, axis: 3, inner: 2 }, &input, &mut output);
        assert_eq!(output, [0, 2, 1, 1]);
        let mut output = [0i32; 4];
        arg_max(ArgGeometry { outer: 4, axis: 3, inner: 1 }, &[false, true, true].repeat(4), &mut output);
        assert_eq!(output, [1; 4]);
    }

    #[test]
    fn nan_loses_against_every_number() {
        assert_eq!(max_of(&[f32::NAN, -1.0, f32::NAN, 2.0]), 3);
        assert_eq!(max_of(&[f32::NAN, f32::NEG_INFINITY]), 1);
        assert_eq!(max_of(&[f32::NAN, f32::NAN]), 0);
    }

    #[test]
    fn empty_outputs_are_left_alone() {
        arg_max::<f32, i32>(ArgGeometry { outer: 0, axis: 3, inner: 2 }, &[], &mut []);
        arg_max::<f32, i32>(ArgGeometry { outer: 2, axis: 3, inner: 0 }, &[], &mut []);
    }
}
