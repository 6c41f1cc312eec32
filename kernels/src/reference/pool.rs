//! AVERAGE_POOL_2D, L2_POOL_2D and MAX_POOL_2D over NHWC views.
//!
//! Windows are cut at the borders: padding counts neither towards an average nor a maximum. Sources:
//! `tflite/kernels/internal/reference/pooling.h` and `integer_ops/pooling.h`.

use core::ops::Range;

use crate::math::sqrt;
use crate::padding::Window;
use crate::quant::{ClampRange, QuantizedInteger, clamp_f32};
use crate::view::{View, ViewMut};

/// Channels whose sums are kept on the stack at a time.
const BLOCK: usize = 64;

/// The average of each window: `(sum ± count / 2) / count`, truncated, where the sign is the sum's, so ties
/// go away from zero in the quantized numbers themselves; then the clamp. Input and output share one scale.
///
/// The output's extents are the input's batch and channels and the window's two output sizes.
pub fn average_quantized<T: QuantizedInteger>(
    window: &Window,
    range: ClampRange,
    input: &View<'_, T>,
    output: &mut ViewMut<'_, T>,
) {
    for_each_window(window, input, output, |patch, pixel| {
        // Every window of a non-empty output meets the input; at most 2^31 pixels, else sums wrap anyway.
        let count = (patch.count() as i32).max(1);
        for (block, result) in pixel.chunks_mut(BLOCK).enumerate() {
            let mut sums = [0i32; BLOCK];
            let sums = &mut sums[..result.len()];
            patch.for_each_pixel(|channels| {
                for (sum, &value) in sums.iter_mut().zip(&channels[block * BLOCK..]) {
                    *sum = sum.wrapping_add(value.into());
                }
            });
            for (value, &sum) in result.iter_mut().zip(sums.iter()) {
                let half = if sum > 0 { count / 2 } else { -(count / 2) };
                *value = T::from_clamped(range.clamp(sum.wrapping_add(half) / count));
            }
        }
    });
}

/// The average of each window, summed row by row in `f32`, then the clamp to `bounds`; NaN stays NaN.
pub fn average_f32(window: &Window, bounds: (f32, f32), input: &View<'_, f32>, output: &mut ViewMut<'_, f32>) {
    for_each_window(window, input, output, |patch, pixel| {
        pixel.fill(0.0);
        patch.for_each_pixel(|channels| {
            for (sum, &value) in pixel.iter_mut().zip(channels) {
                *sum += value;
            }
        });
        let count = patch.count() as f32;
        for value in pixel {
            *value = clamp_f32(*value / count, bounds);
        }
    });
}

/// The root of the mean square of each window, summed row by row in `f32`, then the clamp to `bounds`.
pub fn l2_f32(window: &Window, bounds: (f32, f32), input: &View<'_, f32>, output: &mut ViewMut<'_, f32>) {
    for_each_window(window, input, output, |patch, pixel| {
        pixel.fill(0.0);
        patch.for_each_pixel(|channels| {
            for (sum, &value) in pixel.iter_mut().zip(channels) {
                *sum += value * value;
            }
        });
        let count = patch.count() as f32;
        for value in pixel {
            *value = clamp_f32(sqrt(*value / count), bounds);
        }
    });
}

/// The maximum of each window, then the clamp. Input and output share one scale.
pub fn max_quantized<T: QuantizedInteger>(
    window: &Window,
    range: ClampRange,
    input: &View<'_, T>,
    output: &mut ViewMut<'_, T>,
) {
    // The clamp is monotone, so starting at its lower bound and cutting at its upper one is the clamp.
    let least = T::from_clamped(T::RANGE.clamp(range.min));
    let greatest = T::from_clamped(T::RANGE.clamp(range.max));
    for_each_window(window, input, output, |patch, pixel| {
        pixel.fill(least);
        patch.for_each_pixel(|channels| {
            for (maximum, &value) in pixel.iter_mut().zip(channels) {
                *maximum = value.max(*maximum);
            }
        });
        for value in pixel {
            *value = greatest.min(*value);
        }
    });
}

/// The maximum of each window, then the clamp to `bounds`. NaN never replaces a number: a window of NaN alone
/// gives the lower bound.
pub fn max_f32(window: &Window, bounds: (f32, f32), input: &View<'_, f32>, output: &mut ViewMut<'_, f32>) {
    for_each_window(window, input, output, |patch, pixel| {
        pixel.fill(f32::MIN);
        patch.for_each_pixel(|channels| {
            for (maximum, &value) in pixel.iter_mut().zip(channels) {
                if *maximum < value {
                    *maximum = value;
                }
            }
        });
        for value in pixel {
            *value = clamp_f32(*value, bounds);
        }
    });
}

/// The part of the input under one window.
struct Patch<'a, T> {
    input: &'a View<'a, T>,
    image: usize,
    rows: Range<usize>,
    columns: Range<usize>,
}

impl<T> Patch<'_, T> {
    fn count(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    fn for_each_pixel(&self, mut visit: impl FnMut(&[T])) {
        for y in self.rows.clone() {
            for x in self.columns.clone() {
                visit(self.input.pixel(self.image, y, x));
            }
        }
    }
}

fn for_each_window<T>(
    window: &Window,
    input: &View<'_, T>,
    output: &mut ViewMut<'_, T>,
    eval: impl Fn(&Patch<'_, T>, &mut [T]),
) {
    for image in 0..output.extents().batch {
        for y in 0..output.extents().height {
            let taps = window.rows.taps(y);
            let rows = taps.input_start..taps.input_start + taps.range.len();
            for x in 0..output.extents().width {
                let taps = window.columns.taps(x);
                let columns = taps.input_start..taps.input_start + taps.range.len();
                eval(&Patch { input, image, rows: rows.clone(), columns }, output.pixel(image, y, x));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::padding::{Padding, WindowSpec};
    use crate::view::Nhwc;
    use proptest::prelude::*;

    fn window(padding: Padding, input: (usize, usize), filter: (usize, usize), stride: (usize, usize)) -> Window {
        let spec = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
        Window::new(padding, spec(input.0, filter.0, stride.0), spec(input.1, filter.1, stride.1)).unwrap()
    }

    /// Applies `eval` to every window's values of one channel, by the definition in signed coordinates.
    fn naive(window: &Window, extents: Nhwc, input: &[i8], mut eval: impl FnMut(&[i32]) -> i32) -> Vec<i8> {
        let mut output = Vec::new();
        for n in 0..extents.batch {
            for y in 0..window.rows.output() {
                for x in 0..window.columns.output() {
                    for c in 0..extents.channels {
                        let mut values = Vec::new();
                        for dy in 0..window.rows.filter() {
                            for dx in 0..window.columns.filter() {
                                let row = (y * window.rows.stride() + dy) as i64 - window.rows.pad_before() as i64;
                                let column =
                                    (x * window.columns.stride() + dx) as i64 - window.columns.pad_before() as i64;
                                let inside = (0..extents.height as i64).contains(&row)
                                    && (0..extents.width as i64).contains(&column);
                                if inside {
                                    let pixel = (n * extents.height + row as usize) * extents.width + column as usize;
                                    values.push(i32::from(input[pixel * extents.channels + c]));
                                }
                            }
                        }
                        output.push(eval(&values) as i8);
                    }
                }
            }
        }
        output
    }

    proptest! {
        #[test]
        fn pools_equal_their_definition(
            (height, width) in (1usize..7, 1usize..7),
            (filter, stride) in ((1usize..5, 1usize..5), (1usize..4, 1usize..4)),
            channels in prop_oneof![1usize..5, 63usize..67],
            same: bool,
            seed: u64,
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            let filter = if same { filter } else { (filter.0.min(height), filter.1.min(width)) };
            let window = window(padding, (height, width), filter, stride);
            let extents = Nhwc::new(2, height, width, channels);
            let outputs = Nhwc::new(2, window.rows.output(), window.columns.output(), channels);
            let mut state = seed | 1;
            let input: Vec<i8> = (0..extents.elements().unwrap())
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 56) as i8
                })
                .collect();
            let view = View::dense(&input, extents).unwrap();
            let range = ClampRange { min: -100, max: 90 };
            let mut output = vec![0i8; outputs.elements().unwrap()];

            average_quantized(&window, range, &view, &mut ViewMut::dense(&mut output, outputs).unwrap());
            let mean = |values: &[i32]| {
                let (sum, count) = (values.iter().sum::<i32>(), values.len() as i32);
                let magnitude = (2 * sum.abs() + count) / (2 * count);
                // The reference halves an odd count downwards.
                let cut = (sum.abs() + count / 2) / count;
                prop_assert_eq!(magnitude, cut);
                Ok((sum.signum() * cut).clamp(-100, 90))
            };
            let expected = naive(&window, extents, &input, |values| mean(values).unwrap());
            prop_assert_eq!(&output, &expected);

            max_quantized(&window, range, &view, &mut ViewMut::dense(&mut output, outputs).unwrap());
            let expected = naive(&window, extents, &input, |v| v.iter().copied().max().unwrap().clamp(-100, 90));
            prop_assert_eq!(&output, &expected);
        }
    }

    #[test]
    fn ties_of_an_average_go_away_from_zero_and_padding_is_not_counted() {
        let window = window(Padding::Same, (1, 3), (1, 2), (1, 2));
        let extents = Nhwc::new(1, 1, 3, 1);
        let mut output = [0i8; 2];
        let mut view = ViewMut::dense(&mut output, Nhwc::new(1, 1, 2, 1)).unwrap();
        average_quantized(&window, ClampRange::I8, &View::dense(&[-1, -2, 5], extents).unwrap(), &mut view);
        assert_eq!(output, [-2, 5]);
    }

    #[test]
    fn the_root_of_the_mean_square_is_clamped() {
        let window = window(Padding::Same, (1, 3), (1, 2), (1, 2));
        let view = View::dense(&[3.0, -4.0, 9.0], Nhwc::new(1, 1, 3, 1)).unwrap();
        let mut output = [0.0; 2];
        l2_f32(&window, (0.0, 6.0), &view, &mut ViewMut::dense(&mut output, Nhwc::new(1, 1, 2, 1)).unwrap());
        assert_eq!(output, [12.5f32.sqrt(), 6.0]);
    }

    #[test]
    fn nan_is_averaged_but_never_a_maximum() {
        let window = window(Padding::Valid, (1, 2), (1, 2), (1, 1));
        let extents = Nhwc::new(1, 1, 2, 1);
        let mut output = [0.0];
        let view = View::dense(&[f32::NAN, -2.0], extents).unwrap();
        max_f32(&window, (-1.0, 1.0), &view, &mut ViewMut::dense(&mut output, Nhwc::new(1, 1, 1, 1)).unwrap());
        assert_eq!(output, [-1.0]);
        average_f32(&window, (-1.0, 1.0), &view, &mut ViewMut::dense(&mut output, Nhwc::new(1, 1, 1, 1)).unwrap());
        assert!(output[0].is_nan());
    }
}
