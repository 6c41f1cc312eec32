//! Times of convolutions of bytes and of floats as matrix products, in microseconds on one thread, for each instruction
//! set of this CPU, those of bytes with and without RELU, beside the rates in billions of multiply-accumulates a second:
//! layers of MobileNet v1 and v2, ResNet-50 and the MLPerf Tiny networks, the last as single rows.
//!
//! `cargo bench -p ferrolite-kernels --features std --bench gemm -- [INSTRUCTION SET …] [LAYER …]`; layers by their
//! beginning.

mod support;

use ferrolite_kernels::gemm::{Gemm, Numbers, Operands};
use ferrolite_kernels::isa::{Isa, Level};
use ferrolite_kernels::linear::{ConvGeometry, Floats};
use ferrolite_kernels::padding::{Padding, Window, WindowSpec};
use ferrolite_kernels::parallel::Serial;
use ferrolite_kernels::requantize::{Bias16, Doubling16};
use ferrolite_kernels::view::Nhwc;
use support::{Channels, Wanted, bytes, least};

/// Size of the image, input channels, output channels, filter, stride.
const LAYERS: [(usize, usize, usize, usize, usize); 45] = [
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
    (224, 3, 64, 7, 2),
    (96, 3, 8, 3, 2),
    (48, 8, 16, 1, 1),
    (32, 3, 16, 3, 1),
    (32, 16, 16, 3, 1),
    (16, 32, 32, 3, 1),
    (32, 16, 32, 3, 2),
    (8, 64, 64, 3, 1),
    (56, 64, 64, 3, 1),
    (28, 128, 128, 3, 1),
    (14, 256, 256, 3, 1),
    (7, 512, 512, 3, 1),
    (56, 64, 64, 1, 1),
    (28, 512, 128, 1, 1),
    (14, 256, 1024, 1, 1),
    (14, 1024, 256, 1, 1),
    (7, 2048, 512, 1, 1),
    (1, 640, 128, 1, 1),
    (1, 128, 128, 1, 1),
    (1, 128, 8, 1, 1),
    (1, 784, 300, 1, 1),
    (1, 64, 10, 1, 1),
];

/// Bytes of a cache line.
const LINE: usize = 64;

/// The bytes from the first whole cache line on.
fn aligned<T>(bytes: &mut [T]) -> &mut [T] {
    let start = bytes.as_ptr().align_offset(LINE);
    &mut bytes[start..]
}

struct Layer {
    geometry: ConvGeometry,
    input: Nhwc,
    output: Nhwc,
    x: Vec<u8>,
    w: Vec<u8>,
    channels: Channels,
}

impl Layer {
    fn new((size, depth, units, filter, stride): (usize, usize, usize, usize, usize)) -> Option<Self> {
        let spec = |input| WindowSpec { input, filter, stride, dilation: 1 };
        let window = Window::new(Padding::Same, spec(size), spec(size))?;
        let (rows, columns) = (window.rows.output(), window.columns.output());
        Some(Self {
            geometry: ConvGeometry { window, groups: 1 },
            input: Nhwc::new(1, size, size, depth),
            output: Nhwc::new(1, rows, columns, units),
            x: bytes(size * size * depth),
            w: bytes(filter * filter * depth * units),
            channels: Channels::new(units),
        })
    }

    /// Nanoseconds of the kernel of an instruction set, with a fused RELU6 as converted networks have it, or none.
    fn time(&self, isa: Isa, relu: bool) -> Option<f64> {
        let gemm = Gemm::conv(isa, self.geometry, self.input, self.output, Numbers::Signed)?;
        let (mut packed, mut sums) = (vec![0; gemm.packed_len() + LINE], vec![0; self.output.channels]);
        let packed = aligned(&mut packed);
        gemm.pack(&self.w, packed, &mut sums, &Serial);
        let mut columns = vec![Doubling16::default(); gemm.columns_len()];
        let product = gemm.columns(&self.channels.parameters(relu), &sums, &mut columns)?;
        // As in an arena.
        let (mut x, mut y) = (vec![0; self.x.len() + LINE], vec![0u8; self.output.elements()? + LINE]);
        let (x, y) = (aligned(&mut x), aligned(&mut y));
        x[..self.x.len()].copy_from_slice(&self.x);
        Some(least(|| {
            let operands = Operands { input: x, packed, columns: &columns, output: y };
            gemm.run_fixed_point(&product, operands, &Serial);
        }))
    }

    /// Nanoseconds of the kernel of floats.
    fn floats(&self, isa: Isa) -> Option<f64> {
        let gemm = Gemm::conv(isa, self.geometry, self.input, self.output, Numbers::Float(Floats::Fused))?;
        let floats = |bytes: &[u8]| -> Vec<u8> {
            bytes.iter().flat_map(|&b| ((f32::from(b) - 128.0) / 77.7).to_ne_bytes()).collect()
        };
        let (x, w) = (floats(&self.x), floats(&self.w));
        let mut packed = vec![0; gemm.packed_len()];
        gemm.pack(&w, &mut packed, &mut [], &Serial);
        let mut columns = vec![Bias16::default(); gemm.columns_len()];
        gemm.float_columns(None, &mut columns);
        let mut y = vec![0u8; 4 * self.output.elements()?];
        Some(least(|| {
            let operands = Operands { input: &x, packed: &packed, columns: &columns, output: &mut y };
            gemm.run_float((0.0, 6.0), operands, &Serial);
        }))
    }
}

fn main() {
    let wanted = Wanted::from_arguments();
    let sets: Vec<Isa> = wanted.sets().filter(|isa| isa.level() != Level::Scalar).collect();
    print!("{:28}", "us: RELU, none, floats; GMAC/s");
    for isa in &sets {
        print!(" {:>40}", isa.level().name());
    }
    println!();
    for layer in LAYERS {
        let (size, depth, units, filter, stride) = layer;
        let name = format!("{size}x{size}x{depth} {units} {filter}x{filter} s{stride}");
        if !wanted.has_layer(&name) {
            continue;
        }
        let Some(layer) = Layer::new(layer) else { continue };
        let outputs = layer.output.elements().unwrap_or(0);
        print!("{name:28}");
        for &isa in &sets {
            let Some((relu, none)) = layer.time(isa, true).zip(layer.time(isa, false)) else { continue };
            let Some(floats) = layer.floats(isa) else { continue };
            let work = (outputs * filter * filter * depth) as f64;
            print!(
                " {:>8.3} {:>8.3} {:>6.1} {:>8.3} {:>6.1}",
                relu / 1e3,
                none / 1e3,
                work / relu,
                floats / 1e3,
                work / floats
            );
        }
        println!();
    }
}
