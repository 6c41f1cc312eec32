//! Maximum pooling that says where each maximum was, and its inverse.
//!
//! The place of a maximum is the number of its tap in the window, row by row, as a float: the tensors are float32.

use crate::padding::Window;
use crate::view::Nhwc;

/// The maximum of each window and the first tap that has it; `output` and `places` are dense.
///
/// Windows are cut at the borders. NaN is never the maximum unless it comes first.
pub fn argmax_pool(window: &Window, extents: Nhwc, input: &[f32], output: &mut [f32], places: &mut [f32]) {
    let (row, channels) = (extents.width * extents.channels, extents.channels);
    let image = extents.height * row;
    let (rows, columns) = (window.rows.output(), window.columns.output());
    if image == 0 || rows * columns == 0 {
        return;
    }
    let pixels = output.chunks_exact_mut(channels).zip(places.chunks_exact_mut(channels));
    for (pixel, (values, places)) in pixels.enumerate() {
        let (at, y, x) = (pixel / (rows * columns), pixel / columns % rows, pixel % columns);
        let (vertical, horizontal) = (window.rows.taps(y), window.columns.taps(x));
        let mut first = true;
        for (step, down) in vertical.range.clone().enumerate() {
            for (across_step, across) in horizontal.range.clone().enumerate() {
                let place = (down * window.columns.filter() + across) as f32;
                let start = at * image
                    + (vertical.input_start + step * window.rows.dilation()) * row
                    + (horizontal.input_start + across_step * window.columns.dilation()) * channels;
                for ((value, into), &candidate) in values.iter_mut().zip(&mut *places).zip(&input[start..]) {
                    if first || candidate > *value {
                        (*value, *into) = (candidate, place);
                    }
                }
                first = false;
            }
        }
    }
}

/// Puts each value at the tap that `places` names of its window of `filter` elements, zeros elsewhere. Windows lie side by
/// side; `extents` are those of `input`. A place outside of its window is left out.
pub fn max_unpool(filter: [usize; 2], extents: Nhwc, input: &[f32], places: &[f32], output: &mut [f32]) {
    let [filter_height, filter_width] = filter;
    let channels = extents.channels.max(1);
    let row = extents.width * filter_width * channels;
    output.fill(0.0);
    let pixels = input.chunks_exact(channels).zip(places.chunks_exact(channels));
    for (pixel, (values, places)) in pixels.enumerate() {
        let (line, x) = (pixel / extents.width, pixel % extents.width);
        for (channel, (&value, &place)) in values.iter().zip(places).enumerate() {
            // Saturates: negative numbers and NaN become 0.
            let place = place as usize;
            if place < filter_height * filter_width {
                let (down, across) = (place / filter_width, place % filter_width);
                let at = (line * filter_height + down) * row + (x * filter_width + across) * channels + channel;
                output[at] = value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::padding::{Padding, WindowSpec};

    #[test]
    fn what_was_pooled_goes_back_to_its_place() {
        let axis = |input| WindowSpec { input, filter: 2, stride: 2, dilation: 1 };
        let window = Window::new(Padding::Valid, axis(2), axis(4)).unwrap();
        let input = [1.0, 5.0, 2.0, 2.0, 3.0, 4.0, 1.0, 2.0];
        let (mut values, mut places) = ([0.0; 2], [9.0; 2]);
        argmax_pool(&window, Nhwc::new(1, 2, 4, 1), &input, &mut values, &mut places);
        // Of equal values the first counts.
        assert_eq!((values, places), ([5.0, 2.0], [1.0, 0.0]));
        let mut output = [7.0; 8];
        max_unpool([2, 2], Nhwc::new(1, 1, 2, 1), &values, &places, &mut output);
        assert_eq!(output, [0.0, 5.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        max_unpool([2, 2], Nhwc::new(1, 1, 2, 1), &values, &[4.0, f32::NAN], &mut output);
        assert_eq!(output, [0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }
}
