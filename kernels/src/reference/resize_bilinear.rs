//! RESIZE_BILINEAR over NHWC views.
//!
//! float32 and uint8 interpolate in `f32` (uint8 adds 1/2 and cuts); int8 and int16 in fixed point with ten
//! fractional bits per axis, ties away from zero. Scale and zero point are the same before and after. Source:
//! `tflite/kernels/internal/reference/resize_bilinear.h`.

use super::resize_nearest::SampleGrid;
use crate::quant::QuantizedInteger;
use crate::view::{View, ViewMut};

/// Fractional bits of a fixed-point position.
const FRACTION_BITS: u32 = 10;
pub(crate) const ONE: i64 = 1 << FRACTION_BITS;

/// Two neighbours along an axis and how far the sample lies from the first towards the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample<F> {
    pub(crate) low: usize,
    pub(crate) high: usize,
    pub(crate) fraction: F,
}

/// The samples of an axis.
pub(crate) trait Axis {
    /// How positions between neighbours are counted.
    type Fraction: Copy;

    fn new(grid: SampleGrid, input: usize, output: usize) -> Self;

    /// The sample of output `index`.
    fn sample(&self, index: usize) -> Sample<Self::Fraction>;
}

/// One axis in `f32`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FloatAxis {
    scale: f32,
    half_pixel_centers: bool,
    last: usize,
}

impl Axis for FloatAxis {
    type Fraction = f32;

    fn new(grid: SampleGrid, input: usize, output: usize) -> Self {
        let last = input.saturating_sub(1);
        let scale = if grid.align_corners && output > 1 {
            last as f32 / (output - 1) as f32
        } else {
            input as f32 / output as f32
        };
        Self { scale, half_pixel_centers: grid.half_pixel_centers, last }
    }

    /// The sample of output `index`. Before the first pixel's centre both neighbours are the first pixel.
    /// The reference does not keep `low` inside the input; only positions that rounding carries past the last
    /// pixel differ.
    fn sample(&self, index: usize) -> Sample<f32> {
        let position =
            if self.half_pixel_centers { (index as f32 + 0.5) * self.scale - 0.5 } else { index as f32 * self.scale };
        // Negative positions saturate to 0.
        let low = (libm::floorf(position) as usize).min(self.last);
        let high = (libm::ceilf(position) as usize).min(self.last);
        Sample { low, high, fraction: position - low as f32 }
    }
}

/// One axis in fixed point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixedAxis {
    scale: i64,
    half_pixel_centers: bool,
    last: i64,
}

impl Axis for FixedAxis {
    type Fraction = i64;

    fn new(grid: SampleGrid, input: usize, output: usize) -> Self {
        // Dimensions of a tensor fit i32.
        let (input, output) = (input as i64, output.max(1) as i64);
        let scale = if grid.align_corners && output > 1 {
            (ONE * (input - 1) + (output - 1) / 2) / (output - 1)
        } else {
            (ONE * input + output / 2) / output
        };
        Self { scale, half_pixel_centers: grid.half_pixel_centers, last: (input - 1).max(0) }
    }

    /// As [`FloatAxis::sample`]; divisions truncate, as the reference's. The rounded scale can carry the last
    /// samples past the last pixel (one row stretched to 58): there the reference reads beyond the image, and
    /// the last pixel is used here.
    fn sample(&self, index: usize) -> Sample<i64> {
        let position = if self.half_pixel_centers {
            index as i64 * self.scale + self.scale / 2 - ONE / 2
        } else {
            index as i64 * self.scale
        };
        let low = (position / ONE).clamp(0, self.last);
        let high = ((position + ONE - 1) / ONE).clamp(0, self.last);
        Sample { low: low as usize, high: high as usize, fraction: position - ONE * low }
    }
}

/// The four pixels around a sample.
struct Neighbours<'a, T> {
    top_left: &'a [T],
    bottom_left: &'a [T],
    top_right: &'a [T],
    bottom_right: &'a [T],
}

impl<'a, T> Neighbours<'a, T> {
    fn new<F>(input: &View<'a, T>, image: usize, row: &Sample<F>, column: &Sample<F>) -> Self {
        Self {
            top_left: input.pixel(image, row.low, column.low),
            bottom_left: input.pixel(image, row.high, column.low),
            top_right: input.pixel(image, row.low, column.high),
            bottom_right: input.pixel(image, row.high, column.high),
        }
    }

    /// Blends each channel of the four pixels into `output`.
    fn blend(&self, output: &mut [T], blend: impl Fn(T, T, T, T) -> T)
    where
        T: Copy,
    {
        let left = self.top_left.iter().zip(self.bottom_left);
        let right = self.top_right.iter().zip(self.bottom_right);
        for (slot, ((&tl, &bl), (&tr, &br))) in output.iter_mut().zip(left.zip(right)) {
            *slot = blend(tl, bl, tr, br);
        }
    }
}

/// The float32 resize. Batch and channels of the views are equal; an input of no rows or columns goes with an
/// empty output only.
pub fn resize_bilinear_f32(grid: SampleGrid, input: &View<'_, f32>, output: &mut ViewMut<'_, f32>) {
    resize_float(grid, input, output, |value| value, |value| value);
}

/// The uint8 resize, in `f32`, rounded by adding 1/2 and cutting. Shapes as in [`resize_bilinear_f32`].
pub fn resize_bilinear_u8(grid: SampleGrid, input: &View<'_, u8>, output: &mut ViewMut<'_, u8>) {
    resize_float(grid, input, output, f32::from, |value| (value + 0.5) as u8);
}

fn resize_float<T: Copy>(
    grid: SampleGrid,
    input: &View<'_, T>,
    output: &mut ViewMut<'_, T>,
    widen: impl Fn(T) -> f32,
    narrow: impl Fn(f32) -> T,
) {
    let (from, to) = (input.extents(), output.extents());
    let rows = FloatAxis::new(grid, from.height, to.height);
    let columns = FloatAxis::new(grid, from.width, to.width);
    for image in 0..to.batch {
        for y in 0..to.height {
            let row = rows.sample(y);
            for x in 0..to.width {
                let column = columns.sample(x);
                let (down, right) = (row.fraction, column.fraction);
                let (up, left) = (1.0 - down, 1.0 - right);
                // Each product from left to right, then the sum: the order decides the bits.
                let blend = |tl, bl, tr, br| {
                    narrow(
                        widen(tl) * up * left
                            + widen(bl) * down * left
                            + widen(tr) * up * right
                            + widen(br) * down * right,
                    )
                };
                Neighbours::new(input, image, &row, &column).blend(output.pixel(image, y, x), blend);
            }
        }
    }
}

/// The int8 and int16 resize, in fixed point. Shapes as in [`resize_bilinear_f32`].
pub fn resize_bilinear_fixed<T: QuantizedInteger>(grid: SampleGrid, input: &View<'_, T>, output: &mut ViewMut<'_, T>) {
    let (from, to) = (input.extents(), output.extents());
    let rows = FixedAxis::new(grid, from.height, to.height);
    let columns = FixedAxis::new(grid, from.width, to.width);
    for image in 0..to.batch {
        for y in 0..to.height {
            let row = rows.sample(y);
            for x in 0..to.width {
                let column = columns.sample(x);
                let (down, right) = (row.fraction, column.fraction);
                let (up, left) = (ONE - down, ONE - right);
                let weights = [up * left, down * left, up * right, down * right];
                let blend = |tl, bl, tr, br| fixed_blend([tl, bl, tr, br], weights);
                Neighbours::new(input, image, &row, &column).blend(output.pixel(image, y, x), blend);
            }
        }
    }
}

/// The weighted sum of four pixels over 2^20, ties away from zero.
#[inline(always)]
pub(crate) fn fixed_blend<T: QuantizedInteger>(pixels: [T; 4], weights: [i64; 4]) -> T {
    let sum = pixels.iter().zip(weights).fold(0i64, |sum, (&pixel, weight)| {
        let pixel: i32 = pixel.into();
        sum + i64::from(pixel) * weight
    });
    let half = 1i64 << (2 * FRACTION_BITS - 1);
    let rounded = if sum > 0 { sum + half } else { sum - half } / (ONE * ONE);
    // The weights add up to 2^20, so the result lies between the pixels.
    T::from_clamped(rounded as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Nhwc;
    use proptest::prelude::*;

    const GRIDS: [SampleGrid; 3] = [
        SampleGrid { align_corners: false, half_pixel_centers: false },
        SampleGrid { align_corners: true, half_pixel_centers: false },
        SampleGrid { align_corners: false, half_pixel_centers: true },
    ];

    fn widen<T: QuantizedInteger>(grid: SampleGrid, input: &[T], width: usize) -> Vec<T> {
        let mut output = vec![input[0]; width];
        let view = View::dense(input, Nhwc::new(1, 1, input.len(), 1)).unwrap();
        resize_bilinear_fixed(grid, &view, &mut ViewMut::dense(&mut output, Nhwc::new(1, 1, width, 1)).unwrap());
        output
    }

    #[test]
    fn doubling_interpolates_halfway() {
        assert_eq!(widen(GRIDS[0], &[10i8, 20], 4), [10, 15, 20, 20]);
        assert_eq!(widen(GRIDS[1], &[0i8, 30], 4), [0, 10, 20, 30]);
        assert_eq!(widen(GRIDS[2], &[-10i8, -20], 4), [-10, -13, -18, -20]);
        assert_eq!(widen(GRIDS[0], &[-1i16, -2], 4), [-1, -2, -2, -2]);
    }

    #[test]
    fn unsigned_ties_round_up() {
        let mut output = [0u8; 4];
        let view = View::dense(&[1u8, 2], Nhwc::new(1, 1, 2, 1)).unwrap();
        resize_bilinear_u8(GRIDS[0], &view, &mut ViewMut::dense(&mut output, Nhwc::new(1, 1, 4, 1)).unwrap());
        assert_eq!(output, [1, 2, 2, 2]);
    }

    #[test]
    fn stretching_one_pixel_never_leaves_it() {
        // The rounded scale carries the last samples past the only pixel.
        assert!(widen(GRIDS[0], &[7i8], 2048).iter().all(|&value| value == 7));
    }

    proptest! {
        #[test]
        fn results_lie_between_the_pixels_and_the_same_size_is_the_identity(
            input in proptest::collection::vec(any::<i8>(), 1..9),
            width in 1usize..40,
            grid in 0usize..3,
        ) {
            let output = widen(GRIDS[grid], &input, width);
            let (low, high) = (*input.iter().min().unwrap(), *input.iter().max().unwrap());
            prop_assert!(output.iter().all(|value| (low..=high).contains(value)));
            prop_assert_eq!(widen(GRIDS[grid], &input, input.len()), input.clone());

            let floats: Vec<f32> = input.iter().map(|&value| f32::from(value)).collect();
            let mut output = vec![0.0; input.len()];
            let extents = Nhwc::new(1, 1, input.len(), 1);
            let view = View::dense(&floats, extents).unwrap();
            resize_bilinear_f32(GRIDS[grid], &view, &mut ViewMut::dense(&mut output, extents).unwrap());
            prop_assert!(output.iter().zip(&floats).all(|(a, b)| (a - b).abs() < 1e-3));
        }
    }
}
