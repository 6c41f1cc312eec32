//! RESIZE_BILINEAR, compiled for each instruction set, and RESIZE_NEAREST_NEIGHBOR, both split among threads by rows of the
//! output; what [`reference::resize_bilinear`](mod@crate::reference::resize_bilinear) and
//! [`reference::resize_nearest`](mod@crate::reference::resize_nearest) compute.
#![allow(unsafe_code)]

use crate::isa::{Isa, Task};
use crate::parallel::{Workers, for_each_share, parts};
use crate::quant::QuantizedInteger;
use crate::reference::resize_bilinear::{Axis, FixedAxis, FloatAxis, ONE, Sample, fixed_blend};
use crate::reference::resize_nearest::{NearestAxis, SampleGrid};
use crate::view::{Nhwc, View};
use core::ops::Range;

/// Output elements below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 7 } else { 1 << 14 };

/// Rows and columns of the output that are computed together: where their neighbours are is found out once.
const BAND: usize = 8;
const STRIP: usize = 32;

/// Channels that are blended at a time where they are not many.
const CHANNELS: usize = 16;

/// What instruction set and which threads.
pub type Machine<'a> = (Isa, &'a dyn Workers);

/// The float32 resize into a dense output of as many images and channels.
///
/// # Panics
/// When `output` is shorter than its shape.
pub fn bilinear_f32(machine: Machine<'_>, grid: SampleGrid, input: &View<'_, f32>, output: (&mut [f32], Nhwc)) {
    resize::<_, FloatAxis>(machine, grid, input, output, Float { widen: |x: f32| x, narrow: |x| x });
}

/// The uint8 resize, as [`bilinear_f32`].
///
/// # Panics
/// As there.
pub fn bilinear_u8(machine: Machine<'_>, grid: SampleGrid, input: &View<'_, u8>, output: (&mut [u8], Nhwc)) {
    resize::<_, FloatAxis>(machine, grid, input, output, Float { widen: f32::from, narrow });
}

/// The nearest neighbours, of elements of any type.
///
/// # Panics
/// As [`bilinear_f32`].
pub fn nearest<T: Copy + Send + Sync>(
    (_, workers): Machine<'_>,
    grid: SampleGrid,
    input: &View<'_, T>,
    (output, extents): (&mut [T], Nhwc),
) {
    let Nhwc { batch, height, width, channels } = extents;
    let from = input.extents();
    let (down, across) = (NearestAxis::new(grid, from.height, height), NearestAxis::new(grid, from.width, width));
    let line = width * channels;
    for_each_share(workers, parts(workers, output.len(), GRAIN), output, (batch * height, line), |rows, output| {
        let mut last = None;
        for (place, row) in rows.enumerate().filter(|_| line > 0) {
            let (image, source) = (row / height, down.source(row % height));
            let (done, rest) = output.split_at_mut(place * line);
            // Rows with the same neighbours are the same.
            if last == Some((image, source)) {
                rest[..line].copy_from_slice(&done[(place - 1) * line..]);
                continue;
            }
            for (x, pixel) in rest[..line].chunks_exact_mut(channels).enumerate() {
                pixel.copy_from_slice(input.pixel(image, source, across.source(x)));
            }
            last = Some((image, source));
        }
    });
}

/// `(x + 0.5) as u8`, whose cut at both ends the compiler does not make vectors of.
#[inline(always)]
fn narrow(x: f32) -> u8 {
    let x = x + 0.5;
    let x = if x > 0.0 { x } else { 0.0 };
    let x = if x < 255.0 { x } else { 255.0 };
    // SAFETY: from 0 to 255; NaN became 0.
    unsafe { x.to_int_unchecked::<i32>() as u8 }
}

/// The int8 resize, as [`bilinear_f32`].
///
/// # Panics
/// As there.
pub fn bilinear_i8(machine: Machine<'_>, grid: SampleGrid, input: &View<'_, i8>, output: (&mut [i8], Nhwc)) {
    resize::<_, FixedAxis>(machine, grid, input, output, Fixed);
}

/// The int16 resize, as [`bilinear_f32`].
///
/// # Panics
/// As there.
pub fn bilinear_i16(machine: Machine<'_>, grid: SampleGrid, input: &View<'_, i16>, output: (&mut [i16], Nhwc)) {
    resize::<_, FixedAxis>(machine, grid, input, output, Fixed);
}

/// How four pixels become one.
trait Blend<T, F>: Copy + Sync {
    /// Blends every channel of the top left, bottom left, top right and bottom right pixel.
    fn blend(&self, down: F, right: F, pixels: [&[T]; 4], output: &mut [T]);
}

/// Every channel of four pixels.
#[inline(always)]
fn for_each_channel<T: Copy>(pixels: [&[T]; 4], output: &mut [T], blend: impl Fn(T, T, T, T) -> T) {
    let count = output.len();
    if (CHANNELS..4 * CHANNELS).contains(&count) && !count.is_multiple_of(CHANNELS) {
        // A block that repeats some channels takes less time than the rest of them one by one.
        for first in (0..count).step_by(CHANNELS) {
            block_of_channels(pixels, output, first.min(count - CHANNELS), &blend);
        }
        return;
    }
    let [top_left, bottom_left, top_right, bottom_right] = pixels;
    let (left, right) = (top_left.iter().zip(bottom_left), top_right.iter().zip(bottom_right));
    for (value, ((&a, &b), (&c, &d))) in output.iter_mut().zip(left.zip(right)) {
        *value = blend(a, b, c, d);
    }
}

/// [`CHANNELS`] channels of four pixels. Their number is known when this is compiled, so that they become vectors.
#[inline(always)]
fn block_of_channels<T: Copy>(pixels: [&[T]; 4], output: &mut [T], first: usize, blend: &impl Fn(T, T, T, T) -> T) {
    let Some(output) = output.get_mut(first..).and_then(|output| output.first_chunk_mut::<CHANNELS>()) else { return };
    let [Some(a), Some(b), Some(c), Some(d)] = pixels.map(|pixel| pixel.get(first..)?.first_chunk::<CHANNELS>()) else {
        return;
    };
    let (a, b, c, d) = (*a, *b, *c, *d);
    let mut blended = [a[0]; CHANNELS];
    for (i, value) in blended.iter_mut().enumerate() {
        *value = blend(a[i], b[i], c[i], d[i]);
    }
    *output = blended;
}

#[derive(Clone, Copy)]
struct Float<W, N> {
    widen: W,
    narrow: N,
}

impl<T: Copy, W: Fn(T) -> f32 + Copy + Sync, N: Fn(f32) -> T + Copy + Sync> Blend<T, f32> for Float<W, N> {
    #[inline(always)]
    fn blend(&self, down: f32, right: f32, pixels: [&[T]; 4], output: &mut [T]) {
        let (up, left) = (1.0 - down, 1.0 - right);
        let widen = |x: T| (self.widen)(x);
        for_each_channel(pixels, output, |top_left, bottom_left, top_right, bottom_right| {
            // Each product from left to right, then the sum: the order decides the bits.
            let sum = widen(top_left) * up * left + widen(bottom_left) * down * left + widen(top_right) * up * right;
            (self.narrow)(sum + widen(bottom_right) * down * right)
        });
    }
}

#[derive(Clone, Copy)]
struct Fixed;

impl<T: QuantizedInteger> Blend<T, i64> for Fixed {
    #[inline(always)]
    fn blend(&self, down: i64, right: i64, pixels: [&[T]; 4], output: &mut [T]) {
        let (up, left) = (ONE - down, ONE - right);
        let weights = [up * left, down * left, up * right, down * right];
        // Weights of at most 3 · 2^10 per axis in sum, times 2^7 and a half: within 32 bits.
        if size_of::<T>() == 1 && down.abs() <= ONE && right.abs() <= ONE {
            let weights = weights.map(|weight| weight as i32);
            for_each_channel(pixels, output, |a, b, c, d| {
                let left: i32 = a.into() * weights[0] + b.into() * weights[1];
                let sum = left + c.into() * weights[2] + d.into() * weights[3];
                let sign = sum >> 31;
                let size = ((sum ^ sign) - sign + (ONE * ONE / 2) as i32) >> (ONE * ONE).trailing_zeros();
                T::from_clamped((size ^ sign) - sign)
            });
        } else {
            for_each_channel(pixels, output, |a, b, c, d| fixed_blend([a, b, c, d], weights));
        }
    }
}

fn resize<T: Copy + Send + Sync, A: Axis + Sync>(
    (isa, workers): Machine<'_>,
    grid: SampleGrid,
    input: &View<'_, T>,
    (output, extents): (&mut [T], Nhwc),
    blend: impl Blend<T, A::Fraction>,
) {
    let from = input.extents();
    let down = A::new(grid, from.height, extents.height);
    let across = A::new(grid, from.width, extents.width);
    let parts = parts(workers, output.len(), GRAIN);
    let rows = (extents.batch * extents.height, extents.width * extents.channels);
    for_each_share(workers, parts, output, rows, |rows, output| {
        isa.run(Rows { input, extents, down: &down, across: &across, rows, output, blend });
    });
}

/// Some rows of the output.
struct Rows<'a, T, A, B> {
    input: &'a View<'a, T>,
    extents: Nhwc,
    down: &'a A,
    across: &'a A,
    rows: Range<usize>,
    output: &'a mut [T],
    blend: B,
}

impl<T: Copy, A: Axis, B: Blend<T, A::Fraction>> Task for Rows<'_, T, A, B> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { input, extents, down, across, rows, output, blend } = self;
        if extents.channels == 0 || extents.width == 0 {
            return;
        }
        let band = BAND * extents.width * extents.channels;
        for (first, output) in rows.step_by(BAND).zip(output.chunks_mut(band)) {
            for strip in (0..extents.width).step_by(STRIP) {
                let columns = strip..extents.width.min(strip + STRIP);
                let mut samples = [across.sample(strip); STRIP];
                for (sample, column) in samples.iter_mut().zip(columns.clone()) {
                    *sample = across.sample(column);
                }
                for (row, output) in (first..).zip(output.chunks_exact_mut(extents.width * extents.channels)) {
                    let (image, y) = (row / extents.height, row % extents.height);
                    let output = &mut output[columns.start * extents.channels..columns.end * extents.channels];
                    strip_of_row(input, (image, down.sample(y)), &samples, output, &blend);
                }
            }
        }
    }
}

/// Some pixels of a row, which lies between two rows of an image of the input.
#[inline(always)]
fn strip_of_row<T: Copy, F: Copy>(
    input: &View<'_, T>,
    (image, row): (usize, Sample<F>),
    samples: &[Sample<F>],
    output: &mut [T],
    blend: &impl Blend<T, F>,
) {
    let (strides, channels) = (input.strides(), input.extents().channels);
    let [top, bottom] = [row.low, row.high].map(|y| &input.data()[image * strides.image + y * strides.row..]);
    for (sample, pixel) in samples.iter().zip(output.chunks_exact_mut(channels)) {
        let [left, right] = [sample.low * strides.pixel, sample.high * strides.pixel];
        let pixels = [(top, left), (bottom, left), (top, right), (bottom, right)];
        blend.blend(row.fraction, sample.fraction, pixels.map(|(line, at)| &line[at..at + channels]), pixel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;
    use crate::reference::resize_bilinear as reference;
    use crate::testing::Turns;
    use crate::view::ViewMut;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn resizes_equal_the_reference(
            (height, width, rows, columns) in (1usize..7, 1usize..7, 1usize..60, 1usize..20),
            channels in prop_oneof![1usize..20, Just(70)],
            align_corners: bool, half_pixel_centers: bool, seed: u32,
        ) {
            let half_pixel_centers = half_pixel_centers && !align_corners;
            let grid = SampleGrid { align_corners, half_pixel_centers };
            let (from, to) = (Nhwc::new(2, height, width, channels), Nhwc::new(2, rows, columns, channels));
            let (len, out_len) = (from.elements().unwrap(), to.elements().unwrap());
            let wide: Vec<i16> = (0..len as u32).map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) >> 16) as i16).collect();
            let bytes: Vec<i8> = wide.iter().map(|&q| q as i8).collect();
            let unsigned: Vec<u8> = wide.iter().map(|&q| q as u8).collect();
            let floats: Vec<f32> = wide.iter().map(|&q| f32::from(q) / 77.0).collect();
            for isa in Isa::available() {
                macro_rules! check {
                    ($data:expr, $zero:expr, $reference:path, $fast:path) => {{
                        let (mut expected, mut out) = (vec![$zero; out_len], vec![$zero; out_len]);
                        let view = View::dense(&$data, from).unwrap();
                        $reference(grid, &view, &mut ViewMut::dense(&mut expected, to).unwrap());
                        for workers in [&Serial as &dyn Workers, &Turns] {
                            out.fill($zero);
                            $fast((isa, workers), grid, &view, (&mut out, to));
                            prop_assert_eq!(&out, &expected, "{:?}", isa);
                        }
                    }};
                }
                check!(unsigned, 0u8, crate::reference::resize_nearest::resize_nearest, nearest);
                check!(floats, 0f32, reference::resize_bilinear_f32, bilinear_f32);
                check!(unsigned, 0u8, reference::resize_bilinear_u8, bilinear_u8);
                check!(bytes, 0i8, reference::resize_bilinear_fixed, bilinear_i8);
                check!(wide, 0i16, reference::resize_bilinear_fixed, bilinear_i16);
            }
        }
    }

    #[test]
    fn floats_become_bytes_as_by_a_cast() {
        let steps = (-2000..2000i32).map(|i| i as f32 / 7.0);
        let bits = (0..u32::MAX).step_by(65_521).map(f32::from_bits);
        for x in steps.chain(bits).chain([f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.5, 254.5, 255.0]) {
            assert_eq!(narrow(x), (x + 0.5) as u8, "{x}");
        }
    }
}
