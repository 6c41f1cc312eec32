//! Convolutions with a single output, whose window is the whole image: networks that see one step of time after the
//! other have them. Their taps are the pixels in their order, so that nothing has to be turned in memory first.

use super::layout::{BLOCK, Layout};
use crate::padding::{Padding, Window, WindowAxis, WindowSpec};
use crate::requantize::{Doubling16, Narrow};
use crate::simd::{Simd, SimdTask, Visitor};
use crate::view::Nhwc;

/// The window and the image as a column of pixels, where the window is the whole image, of enough channels.
pub(super) fn column(window: &Window, input: Nhwc, output: Nhwc) -> Option<(Window, Nhwc)> {
    let is_whole = |axis: &WindowAxis| {
        axis.pad_before() == 0 && axis.filter() == axis.input() && axis.output() == 1 && axis.dilation() == 1
    };
    let same = (window.rows.input(), window.columns.input()) == (input.height, input.width);
    let is_single = same && is_whole(&window.rows) && is_whole(&window.columns) && input.batch == 1;
    let taps = input.height.checked_mul(input.width)?;
    let all = |input| WindowSpec { input, filter: input, stride: 1, dilation: 1 };
    let window = Window::new(Padding::Valid, all(taps), all(1))?;
    let enough = output.channels == input.channels && output.channels >= BLOCK;
    (is_single && enough).then_some((window, Nhwc::new(1, taps, 1, input.channels)))
}

/// Whether the weights are what this is written for.
pub(super) fn fits(layout: &Layout) -> bool {
    layout.planes == 1
}

/// A convolution with everything that it needs: input and output as long as its channels and taps say, weights and
/// constants as its layout says.
pub(super) struct Single<'a> {
    pub(super) layout: &'a Layout,
    pub(super) input: &'a [u8],
    pub(super) packed: &'a [i8],
    pub(super) columns: &'a [Doubling16],
    pub(super) output: &'a mut [u8],
    /// Whether inputs have a sign.
    pub(super) has_sign: bool,
    /// Whether sums need the term for negative ones.
    pub(super) signed: bool,
    pub(super) narrow: Narrow,
}

impl Visitor for &mut Single<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        match self.signed {
            true => simd.enter(Channels::<true>(self)),
            false => simd.enter(Channels::<false>(self)),
        }
    }
}

/// All channels.
struct Channels<'a, 's, const SIGNED: bool>(&'a mut Single<'s>);

impl<S: Simd, const SIGNED: bool> SimdTask<S> for Channels<'_, '_, SIGNED> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(single) = self;
        let layout = single.layout;
        let parts = BLOCK / S::LANES;
        let weights_bytes = layout.steps * S::LANES * S::GROUP;
        for chunk in 0..layout.chunks() {
            let channels = layout.chunk(chunk);
            for block in layout.blocks(chunk) {
                let first = channels.start + layout.block_lanes(chunk, block).start;
                let columns = &single.columns[block];
                for part in 0..parts {
                    let channel = first + part * S::LANES;
                    let weights = &single.packed[(block * parts + part) * weights_bytes..][..weights_bytes];
                    let sum = single.sum(simd, channel, (weights, &columns.start[part * S::LANES..]));
                    let scaled = simd.requantize::<SIGNED>(sum, columns, part);
                    let output = &mut single.output[channel..][..S::LANES];
                    // SAFETY: there are as many outputs.
                    unsafe { simd.store_narrow([scaled], output.as_mut_ptr(), S::LANES, single.narrow) }
                }
            }
        }
    }
}

impl Single<'_> {
    /// The sums of the channels from `channel` on, which start from `start`.
    #[inline(always)]
    fn sum<S: Simd>(&self, simd: S, channel: usize, (weights, start): (&[i8], &[i32])) -> S::Vector {
        let (taps, pixel) = (self.layout.filter.0, self.layout.channels);
        let inputs = &self.input[channel..][..(taps - 1) * pixel + S::LANES];
        let [mut sum, mut more] = [simd.splat(0); 2];
        let at = |tap: usize| inputs.as_ptr().wrapping_add(tap * pixel);
        // SAFETY: the lanes of all taps lie within `inputs`, sixteen constants from `start` on or the half that a vector
        // is, and a vector of weights for each step in `weights`.
        unsafe {
            let weights = |step: usize| simd.weights(weights.as_ptr().add(step * S::LANES * S::GROUP));
            for step in 0..taps / S::GROUP {
                let from = at(S::GROUP * step);
                let rows = [from, from.wrapping_add(pixel), from.wrapping_add(2 * pixel), from.wrapping_add(3 * pixel)];
                let next = simd.dot(sum, simd.stacked(&rows, self.has_sign), weights(step));
                // Steps take turns: none waits for the one before it.
                (sum, more) = (more, next);
            }
            if !taps.is_multiple_of(S::GROUP) {
                let step = taps / S::GROUP;
                // Weights of taps that there are not are 0.
                let row = |tap: usize| at((S::GROUP * step + tap).min(taps - 1));
                let rows = [row(0), row(1), row(2), row(3)];
                sum = simd.dot(sum, simd.stacked(&rows, self.has_sign), weights(step));
            }
            simd.add(simd.add(sum, more), simd.load(start.as_ptr()))
        }
    }
}
