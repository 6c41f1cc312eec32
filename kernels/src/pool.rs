//! Pools, block by block of channels: a block's accumulators stay in registers while its window passes.
//!
//! What [`reference::pool`](mod@crate::reference::pool) computes, compiled for each instruction set and split among
//! threads by rows of the output.
#![allow(unsafe_code)]

use crate::isa::{Isa, Task};
use crate::padding::{Window, WindowAxis};
use crate::parallel::{Workers, for_each_share, parts};
use crate::quant::{ClampRange, QuantizedInteger, clamp_f32};
use crate::view::{Nhwc, View};
use core::ops::Range;

/// Bytes under windows below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 14 };

/// Above every sum of a window that [`Average`] divides.
const SUMS: f32 = (1 << 21) as f32;

/// What a pool does with the elements under a window.
pub trait Pooling<T>: Copy + Sync {
    /// An accumulator.
    type Sum: Copy;
    /// What every element under one window needs.
    type Patch: Copy;

    /// The accumulator of nothing.
    fn start(&self) -> Self::Sum;
    /// One more element.
    fn add(&self, sum: Self::Sum, value: T) -> Self::Sum;
    /// For windows of `count` elements.
    fn patch(&self, count: usize) -> Self::Patch;
    /// The result.
    fn finish(&self, patch: Self::Patch, sum: Self::Sum) -> T;
}

/// MAX_POOL_2D of quantized elements.
#[derive(Clone, Copy, Debug)]
pub struct Max<T> {
    least: T,
    greatest: T,
}

impl<T: QuantizedInteger> Max<T> {
    /// With the clamp of an activation, which is monotone: starting at its lower bound and cutting at its upper one is
    /// the clamp.
    #[must_use]
    pub fn new(range: ClampRange) -> Self {
        let [least, greatest] = [range.min, range.max].map(|bound| T::from_clamped(T::RANGE.clamp(bound)));
        Self { least, greatest }
    }
}

impl<T: QuantizedInteger + Sync> Pooling<T> for Max<T> {
    type Sum = T;
    type Patch = ();

    #[inline(always)]
    fn start(&self) -> T {
        self.least
    }
    #[inline(always)]
    fn add(&self, sum: T, value: T) -> T {
        sum.max(value)
    }
    #[inline(always)]
    fn patch(&self, _: usize) {}
    #[inline(always)]
    fn finish(&self, (): (), sum: T) -> T {
        sum.min(self.greatest)
    }
}

/// MAX_POOL_2D of floats; NaN never replaces a number.
#[derive(Clone, Copy, Debug)]
pub struct MaxFloat {
    /// The clamp.
    pub bounds: (f32, f32),
}

impl Pooling<f32> for MaxFloat {
    type Sum = f32;
    type Patch = ();

    #[inline(always)]
    fn start(&self) -> f32 {
        f32::MIN
    }
    #[inline(always)]
    fn add(&self, sum: f32, value: f32) -> f32 {
        if sum < value { value } else { sum }
    }
    #[inline(always)]
    fn patch(&self, _: usize) {}
    #[inline(always)]
    fn finish(&self, (): (), sum: f32) -> f32 {
        clamp_f32(sum, self.bounds)
    }
}

/// AVERAGE_POOL_2D of floats, added up row by row.
#[derive(Clone, Copy, Debug)]
pub struct AverageFloat {
    /// The clamp.
    pub bounds: (f32, f32),
}

impl Pooling<f32> for AverageFloat {
    type Sum = f32;
    type Patch = f32;

    #[inline(always)]
    fn start(&self) -> f32 {
        0.0
    }
    #[inline(always)]
    fn add(&self, sum: f32, value: f32) -> f32 {
        sum + value
    }
    #[inline(always)]
    fn patch(&self, count: usize) -> f32 {
        count as f32
    }
    #[inline(always)]
    fn finish(&self, count: f32, sum: f32) -> f32 {
        clamp_f32(sum / count, self.bounds)
    }
}

/// AVERAGE_POOL_2D of quantized elements: `(|sum| + count / 2) / count`, cut, with the sum's sign.
///
/// The quotient n / count of whole numbers is ⌊(n + ½) · (1 / count)⌋ in floats: n + ½ is at least half of 1/count away
/// from a multiple of count, relatively 1/(2n + 1), and the two roundings of 24 bits are off by 2^−23 at most. So that
/// is exact for n < 2^20, which [`new`](Self::new) checks.
#[derive(Clone, Copy, Debug)]
pub struct Average {
    range: ClampRange,
}

impl Average {
    /// `None` where windows of up to `most` elements of `T` have sums that are too large.
    #[must_use]
    pub fn new<T: QuantizedInteger>(range: ClampRange, most: usize) -> Option<Self> {
        let greatest = T::RANGE.max.unsigned_abs().max(T::RANGE.min.unsigned_abs()) as usize + 1;
        (most.checked_mul(greatest)? < 1 << 20).then_some(Self { range })
    }
}

impl<T: QuantizedInteger> Pooling<T> for Average {
    type Sum = i32;
    type Patch = (f32, i32);

    #[inline(always)]
    fn start(&self) -> i32 {
        0
    }
    #[inline(always)]
    fn add(&self, sum: i32, value: T) -> i32 {
        sum + value.into()
    }
    #[inline(always)]
    fn patch(&self, count: usize) -> (f32, i32) {
        (1.0 / count as f32, (count / 2) as i32)
    }
    #[inline(always)]
    fn finish(&self, (reciprocal, half): (f32, i32), sum: i32) -> T {
        let quotient = ((sum.abs() + half) as f32 + 0.5) * reciprocal;
        // `as` cuts what is out of range, or no number, which the compiler does not make vectors of. Here nothing is.
        let quotient = if quotient > 0.0 { quotient } else { 0.0 };
        let quotient = if quotient < SUMS { quotient } else { SUMS };
        // SAFETY: from 0 to 2^21; NaN would have become 0.
        let quotient = unsafe { quotient.to_int_unchecked::<i32>() };
        T::from_clamped(self.range.clamp(if sum < 0 { -quotient } else { quotient }))
    }
}

/// Pools a dense input into a dense output of as many images and channels.
///
/// # Panics
/// When `output` is shorter than its shape.
pub fn pool<T: Copy + Send + Sync, P: Pooling<T>>(
    (isa, workers): (Isa, &dyn Workers),
    pooling: P,
    window: &Window,
    input: &View<'_, T>,
    (output, extents): (&mut [T], Nhwc),
) {
    let area = window.rows.filter() * window.columns.filter();
    let parts = parts(workers, size_of_val(output).saturating_mul(area), GRAIN);
    let rows = (extents.batch * extents.height, extents.width * extents.channels);
    for_each_share(workers, parts, output, rows, |rows, output| {
        isa.run(Rows { pooling, window, input, extents, rows, output });
    });
}

/// Some rows of the output.
struct Rows<'a, T, P> {
    pooling: P,
    window: &'a Window,
    input: &'a View<'a, T>,
    extents: Nhwc,
    rows: Range<usize>,
    output: &'a mut [T],
}

impl<T: Copy, P: Pooling<T>> Task for Rows<'_, T, P> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { pooling, window, input, extents, rows, output } = self;
        let (strides, channels) = (input.strides(), extents.channels);
        if channels == 0 || extents.width == 0 {
            return;
        }
        for (row, output) in rows.zip(output.chunks_exact_mut(extents.width * channels)) {
            let (image, y) = (row / extents.height, row % extents.height);
            let down = window.rows.taps(y);
            let start = image * strides.image + down.input_start * strides.row;
            let lines = Lines {
                elements: input.data().get(start..).unwrap_or_default(),
                count: down.range.len(),
                columns: &window.columns,
                row: strides.row,
                pixel: strides.pixel,
                channels,
            };
            lines.pool(&pooling, output);
        }
    }
}

/// The lines of the input under a row of windows.
struct Lines<'a, T> {
    elements: &'a [T],
    count: usize,
    columns: &'a WindowAxis,
    row: usize,
    pixel: usize,
    channels: usize,
}

impl<T: Copy> Lines<'_, T> {
    /// Pools every channel of every pixel.
    #[inline(always)]
    fn pool<P: Pooling<T>>(&self, pooling: &P, output: &mut [T]) {
        let mut done = 0;
        macro_rules! blocks {
            ($($size:literal)*) => {$(
                while self.channels - done >= $size {
                    self.block::<P, $size>(pooling, done, output);
                    done += $size;
                }
                // One block that repeats some channels takes less time than several small ones.
                if self.channels - done > $size / 2 && self.channels >= $size {
                    self.block::<P, $size>(pooling, self.channels - $size, output);
                    done = self.channels;
                }
            )*};
        }
        blocks!(64 16 8 4 1);
    }

    /// Pools `N` channels from `first` on, of every pixel.
    #[inline(always)]
    fn block<P: Pooling<T>, const N: usize>(&self, pooling: &P, first: usize, output: &mut [T]) {
        let width = output.len() / self.channels;
        let inside = self.inside(width);
        let done = match (self.count, self.columns.filter()) {
            (2, 2) => self.windows::<P, N, 2, 2>(pooling, first, inside.clone(), output),
            (3, 3) => self.windows::<P, N, 3, 3>(pooling, first, inside.clone(), output),
            _ => false,
        };
        let whole = pooling.patch((self.count * self.columns.filter()).max(1));
        for (x, output) in output.chunks_exact_mut(self.channels).enumerate() {
            let (start, columns, of) = if !inside.contains(&x) {
                let across = self.columns.taps(x);
                let columns = across.range.len();
                (across.input_start, columns, pooling.patch((self.count * columns).max(1)))
            } else if done {
                continue;
            } else {
                (x * self.columns.stride() - self.columns.pad_before(), self.columns.filter(), whole)
            };
            self.pixel::<P, N>(pooling, of, (start * self.pixel + first, columns), first, output);
        }
    }

    /// The pixels whose windows have all their columns in the input.
    fn inside(&self, width: usize) -> Range<usize> {
        let (stride, pad) = (self.columns.stride(), self.columns.pad_before());
        let start = pad.div_ceil(stride).min(width);
        let last = (self.columns.input() + pad).checked_sub(self.columns.filter());
        start..last.map_or(0, |last| last / stride + 1).clamp(start, width)
    }

    /// Pools `N` channels from `first` on, of pixels with whole windows: how many taps these have is known when this is
    /// compiled, so that they become a few vector instructions. False, and nothing done, where a window leaves the input.
    #[inline(always)]
    fn windows<P: Pooling<T>, const N: usize, const ROWS: usize, const COLUMNS: usize>(
        &self,
        pooling: &P,
        first: usize,
        pixels: Range<usize>,
        output: &mut [T],
    ) -> bool {
        let (stride, pad) = (self.columns.stride(), self.columns.pad_before());
        let start = |x: usize| (x * stride - pad) * self.pixel + first;
        let reach = (ROWS - 1) * self.row + (COLUMNS - 1) * self.pixel + N;
        if pixels.is_empty() || start(pixels.end - 1) + reach > self.elements.len() {
            return false;
        }
        let of = pooling.patch(ROWS * COLUMNS);
        let mut window = self.elements[start(pixels.start)..].as_ptr();
        for output in output.chunks_exact_mut(self.channels).take(pixels.end).skip(pixels.start) {
            let Some(output) = output.get_mut(first..).and_then(|output| output.first_chunk_mut::<N>()) else { break };
            let mut sums = [pooling.start(); N];
            for y in 0..ROWS {
                for tap in 0..COLUMNS {
                    let at = window.wrapping_add(y * self.row + tap * self.pixel);
                    // SAFETY: `N` elements from there on: the window of the last pixel was found to lie in the input with
                    // all its taps, and those of the pixels before it begin before it.
                    let values = unsafe { at.cast::<[T; N]>().read() };
                    for (sum, value) in sums.iter_mut().zip(values) {
                        *sum = pooling.add(*sum, value);
                    }
                }
            }
            for (value, sum) in output.iter_mut().zip(sums) {
                *value = pooling.finish(of, sum);
            }
            window = window.wrapping_add(stride * self.pixel);
        }
        true
    }

    /// Pools `N` channels from `first` on, of one pixel whose window begins at `start` and has so many columns.
    #[inline(always)]
    fn pixel<P: Pooling<T>, const N: usize>(
        &self,
        pooling: &P,
        of: P::Patch,
        (start, columns): (usize, usize),
        first: usize,
        output: &mut [T],
    ) {
        let mut sums = [pooling.start(); N];
        for y in 0..self.count {
            for tap in 0..columns {
                let at = start + y * self.row + tap * self.pixel;
                // Every window of an output that is not empty lies in the input. (The test also keeps the compiler
                // from making vectors of taps instead of channels.)
                let Some(values) = self.elements.get(at..).and_then(|rest| rest.first_chunk::<N>()) else { return };
                for (sum, &value) in sums.iter_mut().zip(values) {
                    *sum = pooling.add(*sum, value);
                }
            }
        }
        let Some(output) = output.get_mut(first..).and_then(|output| output.first_chunk_mut::<N>()) else { return };
        for (value, sum) in output.iter_mut().zip(sums) {
            *value = pooling.finish(of, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::padding::{Padding, WindowSpec};
    use crate::parallel::Serial;
    use crate::reference::pool as reference;
    use crate::testing::Turns;
    use crate::view::ViewMut;
    use proptest::prelude::*;

    fn numbers(len: usize, seed: u32) -> Vec<u8> {
        (0..len as u32).map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) >> 23) as u8).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn pools_equal_the_reference(
            (height, width) in (1usize..8, 1usize..8),
            (filter, stride) in (prop_oneof![(1usize..5, 1usize..5), Just((2, 2)), Just((3, 3))], (1usize..4, 1usize..4)),
            channels in prop_oneof![1usize..40, 60usize..90, Just(150)],
            same: bool, seed: u32, (low, high) in (-128i32..=0, 0i32..=127),
        ) {
            let padding = if same { Padding::Same } else { Padding::Valid };
            let filter = if same { filter } else { (filter.0.min(height), filter.1.min(width)) };
            let spec = |input, filter, stride| WindowSpec { input, filter, stride, dilation: 1 };
            let (rows, columns) = (spec(height, filter.0, stride.0), spec(width, filter.1, stride.1));
            let window = Window::new(padding, rows, columns).unwrap();
            let extents = Nhwc::new(2, height, width, channels);
            let outputs = Nhwc::new(2, window.rows.output(), window.columns.output(), channels);
            let (len, out_len) = (extents.elements().unwrap(), outputs.elements().unwrap());
            let unsigned = numbers(len, seed);
            let signed: Vec<i8> = unsigned.iter().map(|&q| q.cast_signed()).collect();
            let floats: Vec<f32> = unsigned.iter().map(|&q| f32::from(q) / 7.0 - 15.0).collect();
            let range = ClampRange { min: low, max: high };
            let bounds = (low as f32 / 5.0, high as f32 / 5.0);
            let views = (
                View::dense(&unsigned, extents).unwrap(),
                View::dense(&signed, extents).unwrap(),
                View::dense(&floats, extents).unwrap(),
            );
            for isa in Isa::available() {
                macro_rules! check {
                    ($zero:expr, $reference:path, $clamp:expr, $pooling:expr, $view:expr) => {{
                        let (mut expected, mut out) = (vec![$zero; out_len], vec![$zero; out_len]);
                        $reference(&window, $clamp, &$view, &mut ViewMut::dense(&mut expected, outputs).unwrap());
                        for workers in [&Serial as &dyn Workers, &Turns] {
                            out.fill($zero);
                            pool((isa, workers), $pooling, &window, &$view, (&mut out, outputs));
                            prop_assert_eq!(&out, &expected, "{:?}", isa);
                        }
                    }};
                }
                let upper = ClampRange { min: low + 128, max: high + 128 };
                check!(0u8, reference::max_quantized, upper, Max::<u8>::new(upper), views.0);
                check!(0i8, reference::max_quantized, range, Max::<i8>::new(range), views.1);
                check!(0.0f32, reference::max_f32, bounds, MaxFloat { bounds }, views.2);
                check!(0u8, reference::average_quantized, upper, Average::new::<u8>(upper, 25).unwrap(), views.0);
                check!(0i8, reference::average_quantized, range, Average::new::<i8>(range, 25).unwrap(), views.1);
                check!(0.0f32, reference::average_f32, bounds, AverageFloat { bounds }, views.2);
            }
        }
    }

    #[test]
    fn quotients_of_floats_are_exact() {
        let range = ClampRange { min: i16::MIN.into(), max: i16::MAX.into() };
        for count in (1..300usize).chain([511, 2047]) {
            let average = Average::new::<i8>(range, count).unwrap();
            let patch = Pooling::<i16>::patch(&average, count);
            let (most, half) = (count as i32 * 128, count as i32 / 2);
            for sum in (-most..=most).step_by(1 + count / 40) {
                let rounded = if sum > 0 { sum + half } else { sum - half };
                let expected = rounded / count as i32;
                assert_eq!(i32::from(Pooling::<i16>::finish(&average, patch, sum)), expected, "{sum} / {count}");
            }
        }
        assert!(Average::new::<i8>(range, 1 << 13).is_none());
        assert!(Average::new::<i16>(range, 32).is_none());
    }
}
