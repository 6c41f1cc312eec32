//! Times of convolutions of bytes as matrix products, in microseconds on one thread, for each instruction set of this
//! CPU, with and without RELU, beside the rate in billions of multiply-accumulates a second: layers of MobileNet v1
//! and v2, ResNet-50 and the MLPerf Tiny networks.
//!
//! `cargo bench -p ferrolite-kernels --features std --bench gemm -- [INSTRUCTION SET …] [LAYER …]`; layers by their
//! beginning.

use ferrolite_kernels::gemm::{Gemm, Numbers, Operands};
use ferrolite_kernels::isa::{Isa, Level};
use ferrolite_kernels::linear::{ConvGeometry, FixedPoint};
use ferrolite_kernels::padding::{Padding, Window, WindowSpec};
use ferrolite_kernels::parallel::Serial;
use ferrolite_kernels::quant::{ClampRange, Multiplier};
use ferrolite_kernels::requantize::Doubling16;
use ferrolite_kernels::view::Nhwc;
use std::time::{Duration, Instant};

/// Size of the image, input channels, output channels, filter, stride.
const LAYERS: [(usize, usize, usize, usize, usize); 31] = [
    (112, 32, 64, 1, 1),
    (56, 64, 128, 1, 1),
    (56, 128, 128, 1, 1),
    (28, 128, 256, 1, 1),
    (28, 256, 256, 1, 1),
    (14, 512, 512, 1, 1),
    (7, 1024, 1024, 1, 1),
    (112, 32, 16, 1, 1),
    (112, 16, 96, 1, 1),
    (56, 96, 24, 1, 1),
    (56, 24, 144, 1, 1),
    (56, 144, 24, 1, 1),
    (28, 144, 32, 1, 1),
    (28, 32, 192, 1, 1),
    (28, 192, 32, 1, 1),
    (14, 64, 384, 1, 1),
    (14, 384, 64, 1, 1),
    (7, 160, 960, 1, 1),
    (7, 960, 160, 1, 1),
    (7, 960, 320, 1, 1),
    (56, 64, 256, 1, 1),
    (56, 256, 64, 1, 1),
    (224, 3, 32, 3, 2),
    (96, 3, 8, 3, 2),
    (48, 8, 16, 1, 1),
    (32, 3, 16, 3, 1),
    (32, 16, 16, 3, 1),
    (16, 32, 32, 3, 1),
    (32, 16, 32, 3, 2),
    (8, 64, 64, 3, 1),
    (56, 64, 64, 3, 1),
];

struct Layer {
    geometry: ConvGeometry,
    input: Nhwc,
    output: Nhwc,
    x: Vec<u8>,
    w: Vec<u8>,
    bias: Vec<i32>,
    multipliers: Vec<Multiplier>,
}

impl Layer {
    fn new((size, depth, units, filter, stride): (usize, usize, usize, usize, usize)) -> Option<Self> {
        let spec = |input| WindowSpec { input, filter, stride, dilation: 1 };
        let window = Window::new(Padding::Same, spec(size), spec(size))?;
        let bytes = |len: usize| (0..len as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
        let (rows, columns) = (window.rows.output(), window.columns.output());
        Some(Self {
            geometry: ConvGeometry { window, groups: 1 },
            input: Nhwc::new(1, size, size, depth),
            output: Nhwc::new(1, rows, columns, units),
            x: bytes(size * size * depth),
            w: bytes(filter * filter * depth * units),
            bias: (0..units as i32).map(|i| i * 100 - 3000).collect(),
            multipliers: vec![Multiplier { mantissa: 1_518_500_250, exponent: -9 }; units],
        })
    }

    /// Nanoseconds of the kernel of an instruction set, with a fused RELU6 as converted networks have it, or none.
    fn time(&self, isa: Isa, relu: bool) -> Option<f64> {
        let parameters = FixedPoint {
            input_zero_point: -128,
            weights_zero_point: 0,
            bias: Some(&self.bias[..]),
            multipliers: &self.multipliers,
            output_zero_point: if relu { -128 } else { 3 },
            range: ClampRange::I8,
        };
        let gemm = Gemm::conv(isa, self.geometry, self.input, self.output, Numbers::Signed)?;
        let (mut packed, mut sums) = (vec![0; gemm.packed_len()], vec![0; self.output.channels]);
        gemm.pack(&self.w, &mut packed, &mut sums, &Serial);
        let mut columns = vec![Doubling16::default(); gemm.columns_len()];
        let product = gemm.columns(&parameters, &sums, &mut columns)?;
        let mut y = vec![0u8; self.output.elements()?];
        Some(least(|| {
            let operands = Operands { input: &self.x, packed: &packed, columns: &columns, output: &mut y };
            gemm.run_fixed_point(&product, operands, &Serial);
        }))
    }
}

/// The least time of a call, in nanoseconds.
fn least(mut call: impl FnMut()) -> f64 {
    let (start, mut best) = (Instant::now(), Duration::MAX);
    while start.elapsed() < Duration::from_millis(30) {
        let start = Instant::now();
        call();
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() * 1e9
}

fn main() {
    let names: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let (levels, layers): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| Level::named(name).is_some());
    let pinned = |isa: &Isa| levels.is_empty() || levels.iter().any(|name| name == isa.level().name());
    let sets: Vec<Isa> = Isa::available().filter(|isa| pinned(isa) && isa.level() != Level::Scalar).collect();
    print!("{:28}", "us: RELU, none; GMAC/s");
    for isa in &sets {
        print!(" {:>24}", isa.level().name());
    }
    println!();
    for layer in LAYERS {
        let (size, depth, units, filter, stride) = layer;
        let name = format!("{size}x{size}x{depth} {units} {filter}x{filter} s{stride}");
        if !layers.is_empty() && !layers.iter().any(|layer| name.starts_with(layer)) {
            continue;
        }
        let Some(layer) = Layer::new(layer) else { continue };
        let outputs = layer.output.elements().unwrap_or(0);
        print!("{name:28}");
        for &isa in &sets {
            let Some((relu, none)) = layer.time(isa, true).zip(layer.time(isa, false)) else { continue };
            let rate = (outputs * filter * filter * depth) as f64 / relu;
            print!(" {:>8.2} {:>8.2} {rate:>6.1}", relu / 1e3, none / 1e3);
        }
        println!();
    }
}
