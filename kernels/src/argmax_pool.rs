//! Maximum pooling that says where each maximum was, and its inverse, vectorized and shared among threads.
#![allow(unsafe_code)]

use crate::isa::{Isa, Task};
use crate::padding::Window;
use crate::parallel::{Parts, Workers, parts, share};
use crate::view::Nhwc;
use core::ops::Range;

/// Elements read or written that are worth a thread: some microseconds.
const GRAIN: usize = if cfg!(test) { 1 << 6 } else { 1 << 15 };

/// The maximum of each window and the first tap that has it: see
/// [`reference`](crate::reference::argmax_pool::argmax_pool).
pub fn argmax_pool(
    (isa, workers): (Isa, &dyn Workers),
    window: &Window,
    extents: Nhwc,
    input: &[f32],
    (output, places): (&mut [f32], &mut [f32]),
) {
    let line = window.columns.output() * extents.channels;
    let image = extents.height * extents.width * extents.channels;
    if image == 0 || line == 0 {
        return;
    }
    let lines = (output.len() / line).min(places.len() / line);
    let (output, places) = (Parts::new(output), Parts::new(places));
    let count = parts(workers, input.len(), GRAIN).min(lines.max(1));
    workers.run(count, &|part| {
        let lines = share(lines, count, part);
        let place = lines.start * line..lines.end * line;
        // SAFETY: each part has lines of its own.
        let (output, places) = unsafe { (output.get(place.clone()), places.get(place)) };
        isa.run(Pool { window, extents, input, lines, output, places });
    });
}

/// Some lines of the output, of all images.
struct Pool<'a> {
    window: &'a Window,
    extents: Nhwc,
    input: &'a [f32],
    lines: Range<usize>,
    output: &'a mut [f32],
    places: &'a mut [f32],
}

impl Task for Pool<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { window, extents, input, lines, output, places } = self;
        let (row, channels) = (extents.width * extents.channels, extents.channels);
        let mut pixels = output.chunks_exact_mut(channels).zip(places.chunks_exact_mut(channels));
        for line in lines {
            let (image, y) = (line / window.rows.output(), line % window.rows.output());
            let vertical = window.rows.taps(y);
            for (x, (values, places)) in pixels.by_ref().take(window.columns.output()).enumerate() {
                let horizontal = window.columns.taps(x);
                let mut first = true;
                for (step, down) in vertical.range.clone().enumerate() {
                    let line = image * extents.height + vertical.input_start + step * window.rows.dilation();
                    for (step, across) in horizontal.range.clone().enumerate() {
                        let place = (down * window.columns.filter() + across) as f32;
                        let column = horizontal.input_start + step * window.columns.dilation();
                        let start = line * row + column * channels;
                        let candidates = &input[start..start + channels];
                        if first {
                            values.copy_from_slice(candidates);
                            places.fill(place);
                        } else {
                            greater(values, places, candidates, place);
                        }
                        first = false;
                    }
                }
            }
        }
    }
}

/// Takes over the candidates that are greater, from the tap `place`.
#[inline(always)]
fn greater(values: &mut [f32], places: &mut [f32], candidates: &[f32], place: f32) {
    for ((value, into), &candidate) in values.iter_mut().zip(places).zip(candidates) {
        let is_greater = candidate > *value;
        *into = if is_greater { place } else { *into };
        *value = if is_greater { candidate } else { *value };
    }
}

/// Puts each value at its place in its window: see [`reference`](crate::reference::argmax_pool::max_unpool).
pub fn max_unpool(
    (isa, workers): (Isa, &dyn Workers),
    filter: [usize; 2],
    extents: Nhwc,
    (input, places): (&[f32], &[f32]),
    output: &mut [f32],
) {
    // Windows of a line of the input are so many elements of the output.
    let line = extents.width * extents.channels;
    let block = line * filter[0] * filter[1];
    if line == 0 || block == 0 {
        return;
    }
    let lines = (input.len() / line).min(places.len() / line).min(output.len() / block);
    let count = parts(workers, output.len(), GRAIN).min(lines.max(1));
    let output = Parts::new(output);
    workers.run(count, &|part| {
        let lines = share(lines, count, part);
        let place = lines.start * line..lines.end * line;
        // SAFETY: each part has lines of its own.
        let output = unsafe { output.get(lines.start * block..lines.end * block) };
        let (values, places) = (&input[place.clone()], &places[place]);
        isa.run(Unpool { filter, extents, values, places, output });
    });
}

/// Some lines of the input.
struct Unpool<'a> {
    filter: [usize; 2],
    extents: Nhwc,
    values: &'a [f32],
    places: &'a [f32],
    output: &'a mut [f32],
}

impl Task for Unpool<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { filter: [height, width], extents: Nhwc { width: columns, channels, .. }, .. } = self;
        let line = columns * channels;
        let sources = self.values.chunks_exact(line).zip(self.places.chunks_exact(line));
        for (block, (values, places)) in self.output.chunks_exact_mut(line * height * width).zip(sources) {
            for (down, row) in block.chunks_exact_mut(line * width).enumerate() {
                let pixels = values.chunks_exact(channels).zip(places.chunks_exact(channels));
                for (window, (values, places)) in row.chunks_exact_mut(channels * width).zip(pixels) {
                    for (across, output) in window.chunks_exact_mut(channels).enumerate() {
                        put(output, values, places, down * width + across);
                    }
                }
            }
        }
    }
}

/// The values whose place is `tap`, a fraction cut off, zeros elsewhere. Negative numbers and NaN are tap 0.
#[inline(always)]
fn put(output: &mut [f32], values: &[f32], places: &[f32], tap: usize) {
    let (from, to) = (if tap == 0 { f32::NEG_INFINITY } else { tap as f32 }, (tap + 1) as f32);
    for ((output, &value), &place) in output.iter_mut().zip(values).zip(places) {
        let place = if place.is_nan() { 0.0 } else { place };
        *output = if place >= from && place < to { value } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::padding::{Padding, WindowSpec};
    use crate::parallel::Serial;
    use crate::reference::argmax_pool as reference;
    use crate::testing::{Turns, bytes};
    use proptest::prelude::*;

    fn floats(seed: u64, count: usize) -> Vec<f32> {
        let odd = [f32::NAN, f32::INFINITY, -0.0, 1e30];
        let each = bytes(seed, count).into_iter().enumerate();
        each.map(|(i, byte)| if byte == 17 { odd[i % 4] } else { f32::from(byte % 9) - 2.5 }).collect()
    }

    fn bits(floats: &[f32]) -> Vec<u32> {
        floats.iter().map(|float| float.to_bits()).collect()
    }

    proptest! {
        #[test]
        fn pools_equal_the_reference(
            (height, width, channels, batch) in (1usize..9, 1usize..9, 1usize..40, 1usize..3),
            (filter, stride) in ((1usize..4, 1usize..4), (1usize..4, 1usize..4)),
            same in any::<bool>(),
            seed in any::<u64>(),
        ) {
            let axis = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
            let padding = if same { Padding::Same } else { Padding::Valid };
            let window = Window::new(padding, axis(height, filter.0, stride.0), axis(width, filter.1, stride.1));
            let Some(window) = window else { return Ok(()) };
            let extents = Nhwc::new(batch, height, width, channels);
            let input = floats(seed, batch * height * width * channels);
            let count = batch * window.rows.output() * window.columns.output() * channels;
            let (mut output, mut places) = (vec![9.0; count], vec![9.0; count]);
            reference::argmax_pool(&window, extents, &input, &mut output, &mut places);
            for isa in Isa::available() {
                for workers in [&Serial as &dyn Workers, &Turns] {
                    let (mut found, mut at) = (vec![7.0; count], vec![7.0; count]);
                    argmax_pool((isa, workers), &window, extents, &input, (&mut found, &mut at));
                    prop_assert_eq!(bits(&found), bits(&output));
                    prop_assert_eq!(bits(&at), bits(&places));
                }
            }
        }

        #[test]
        fn unpools_equal_the_reference(
            (height, width, channels, batch) in (1usize..6, 1usize..6, 1usize..40, 1usize..3),
            filter in (1usize..4, 1usize..4),
            seed in any::<u64>(),
        ) {
            let extents = Nhwc::new(batch, height, width, channels);
            let count = extents.elements().unwrap();
            let (input, places) = (floats(seed, count), floats(!seed, count));
            let filter = [filter.0, filter.1];
            let mut expected = vec![9.0; count * filter[0] * filter[1]];
            reference::max_unpool(filter, extents, &input, &places, &mut expected);
            for isa in Isa::available() {
                for workers in [&Serial as &dyn Workers, &Turns] {
                    let mut output = vec![7.0; expected.len()];
                    max_unpool((isa, workers), filter, extents, (&input, &places), &mut output);
                    prop_assert_eq!(bits(&output), bits(&expected));
                }
            }
        }
    }
}
