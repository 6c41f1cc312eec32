//! A naive statement of the windowed multiply-accumulate ops, in `f64` (exact for the integers used here)
//! and signed index arithmetic, for the tests of the kernels.

use proptest::prelude::*;

use crate::padding::{Padding, Window, WindowSpec};
use crate::quant::{ClampRange, Multiplier};
use crate::view::Nhwc;

/// A small random convolution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    pub(super) same: bool,
    pub(super) batch: usize,
    pub(super) input: (usize, usize),
    pub(super) filter: (usize, usize),
    pub(super) stride: (usize, usize),
    pub(super) dilation: (usize, usize),
    pub(super) groups: usize,
    /// Input and output channels of one group.
    pub(super) channels: (usize, usize),
    pub(super) seed: u64,
}

pub(super) fn cases(dilated: bool) -> impl Strategy<Value = Case> {
    let most = if dilated { 3usize } else { 1 };
    let sizes = (1usize..3, (1usize..9, 1usize..9), (1usize..5, 1usize..5), (1usize..4, 1usize..4));
    let channels = (1usize..4, (1usize..20, 1usize..10));
    ((any::<bool>(), any::<u64>()), sizes, (1..=most, 1..=most), channels).prop_map(
        |((same, seed), (batch, input, filter, stride), dilation, (groups, channels))| Case {
            same,
            batch,
            input,
            filter,
            stride,
            dilation,
            groups,
            channels,
            seed,
        },
    )
}

impl Case {
    pub(super) fn window(&self) -> Option<Window> {
        let padding = if self.same { Padding::Same } else { Padding::Valid };
        let spec = |input, filter, stride, dilation| WindowSpec { input, filter, stride, dilation };
        Window::new(
            padding,
            spec(self.input.0, self.filter.0, self.stride.0, self.dilation.0),
            spec(self.input.1, self.filter.1, self.stride.1, self.dilation.1),
        )
    }

    pub(super) fn input_channels(&self) -> usize {
        self.groups * self.channels.0
    }

    pub(super) fn output_channels(&self) -> usize {
        self.groups * self.channels.1
    }

    pub(super) fn input_extents(&self) -> Nhwc {
        Nhwc::new(self.batch, self.input.0, self.input.1, self.input_channels())
    }

    pub(super) fn output_extents(&self, window: &Window) -> Nhwc {
        Nhwc::new(self.batch, window.rows.output(), window.columns.output(), self.output_channels())
    }

    /// Elements of the weights of a convolution.
    pub(super) fn weights_len(&self) -> usize {
        self.output_channels() * self.filter.0 * self.filter.1 * self.channels.0
    }

    /// Calls `visit(output index, input index, weight index)` for every product of the convolution, in the
    /// reference's order.
    pub(super) fn products(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let Some(window) = self.window() else { return };
        let (input, output) = (self.input_extents(), self.output_extents(&window));
        let pads = (window.rows.pad_before() as i64, window.columns.pad_before() as i64);
        let place = |index: usize, stride: usize, tap: usize, dilation: usize, pad: i64, size: usize| {
            let position = (index * stride + tap * dilation) as i64 - pad;
            (0..size as i64).contains(&position).then_some(position as usize)
        };
        for n in 0..output.batch {
            for oy in 0..output.height {
                for ox in 0..output.width {
                    for o in 0..output.channels {
                        let out = ((n * output.height + oy) * output.width + ox) * output.channels + o;
                        let group = o / self.channels.1;
                        for fy in 0..self.filter.0 {
                            for fx in 0..self.filter.1 {
                                let y = place(oy, self.stride.0, fy, self.dilation.0, pads.0, input.height);
                                let x = place(ox, self.stride.1, fx, self.dilation.1, pads.1, input.width);
                                let (Some(y), Some(x)) = (y, x) else { continue };
                                for c in 0..self.channels.0 {
                                    let channel = group * self.channels.0 + c;
                                    let pixel = (n * input.height + y) * input.width + x;
                                    let weight = ((o * self.filter.0 + fy) * self.filter.1 + fx) * self.channels.0 + c;
                                    visit(out, pixel * input.channels + channel, weight);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Numbers in `range`, the same for the same seed.
pub(super) fn numbers(seed: u64, len: usize, range: ClampRange) -> Vec<i32> {
    let mut state = seed | 1;
    let width = i64::from(range.max) - i64::from(range.min) + 1;
    (0..len)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (i64::from(range.min) + ((state >> 33) as i64) % width) as i32
        })
        .collect()
}

/// A different multiplier for every channel.
pub(super) fn multipliers(channels: usize) -> Vec<Multiplier> {
    (0..channels).map(|i| Multiplier::from_real(1e-3 + 3e-4 * i as f64)).collect()
}
