//! What the benches of convolutions have in common: numbers to work on, the arguments of the command, the clock.

use ferrolite_kernels::isa::{Isa, Level};
use ferrolite_kernels::linear::FixedPoint;
use ferrolite_kernels::quant::{ClampRange, Multiplier};
use std::time::{Duration, Instant};

/// Bytes that look random.
pub(crate) fn bytes(len: usize) -> Vec<u8> {
    (0..len as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect()
}

/// Biases and multipliers of output channels.
pub(crate) struct Channels {
    bias: Vec<i32>,
    multipliers: Vec<Multiplier>,
}

impl Channels {
    /// Those of `count` channels.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            bias: (0..count as i32).map(|i| i * 100 - 3000).collect(),
            multipliers: vec![Multiplier { mantissa: 1_518_500_250, exponent: -9 }; count],
        }
    }

    /// The parameters of a convolution with a fused RELU6 as converted networks have it, or none.
    pub(crate) fn parameters(&self, relu: bool) -> FixedPoint<'_, i32> {
        FixedPoint {
            input_zero_point: -128,
            weights_zero_point: 0,
            bias: Some(&self.bias),
            multipliers: &self.multipliers,
            output_zero_point: if relu { -128 } else { 3 },
            range: ClampRange::I8,
        }
    }
}

/// The least time of a call, in nanoseconds.
pub(crate) fn least(mut call: impl FnMut()) -> f64 {
    let (start, mut best) = (Instant::now(), Duration::MAX);
    while start.elapsed() < Duration::from_millis(30) {
        let start = Instant::now();
        call();
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() * 1e9
}

/// What the command's arguments ask for.
pub(crate) struct Wanted {
    levels: Vec<String>,
    layers: Vec<String>,
}

impl Wanted {
    /// Names of instruction sets, and beginnings of layers' names.
    pub(crate) fn from_arguments() -> Self {
        let names = std::env::args().skip(1).filter(|name| !name.starts_with('-'));
        let (levels, layers) = names.partition(|name| Level::named(name).is_some());
        Self { levels, layers }
    }

    /// The instruction sets of this CPU that are named; all if none is.
    pub(crate) fn sets(&self) -> impl Iterator<Item = Isa> {
        Isa::available()
            .filter(|isa| self.levels.is_empty() || self.levels.iter().any(|name| name == isa.level().name()))
    }

    /// Whether a layer is named, or none is.
    pub(crate) fn has_layer(&self, name: &str) -> bool {
        self.layers.is_empty() || self.layers.iter().any(|layer| name.starts_with(layer))
    }
}
