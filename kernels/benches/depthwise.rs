//! Rates of depthwise convolutions of bytes (with and without RELU) and of floats, in billions of outputs a second on one thread, for each instruction set of
//! this CPU: layers of MobileNet v1, EfficientNet-B0 and the MLPerf Tiny networks.
//!
//! `cargo bench -p ferrolite-kernels --features std --bench depthwise -- [INSTRUCTION SET …] [LAYER …]`; layers by their beginning.

mod support;

use ferrolite_kernels::depthwise::{Depthwise, FloatDepthwise, Operands};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::{Float, Floats};
use ferrolite_kernels::padding::{Padding, Window, WindowSpec};
use ferrolite_kernels::parallel::Serial;
use ferrolite_kernels::reference::depthwise::depthwise_fixed_point;
use ferrolite_kernels::requantize::Doubling16;
use ferrolite_kernels::view::{Nhwc, View, ViewMut};
use support::{Channels, Wanted, bytes, least};

/// Height, width, channels, filter, stride.
const LAYERS: [(usize, usize, usize, usize, usize); 22] = [
    (112, 112, 32, 3, 1),
    (112, 112, 64, 3, 2),
    (56, 56, 128, 3, 1),
    (56, 56, 128, 3, 2),
    (28, 28, 256, 3, 1),
    (28, 28, 256, 3, 2),
    (14, 14, 512, 3, 1),
    (14, 14, 512, 3, 2),
    (7, 7, 1024, 3, 1),
    (25, 5, 64, 3, 1),
    (48, 48, 8, 3, 1),
    (48, 48, 16, 3, 2),
    (24, 24, 32, 3, 1),
    (112, 112, 96, 3, 2),
    (56, 56, 144, 3, 1),
    (56, 56, 144, 5, 2),
    (28, 28, 240, 5, 1),
    (28, 28, 240, 3, 2),
    (14, 14, 480, 3, 1),
    (14, 14, 672, 5, 1),
    (14, 14, 672, 5, 2),
    (7, 7, 1152, 5, 1),
];

struct Layer {
    window: Window,
    input: Nhwc,
    output: Nhwc,
    x: Vec<u8>,
    w: Vec<u8>,
    channels: Channels,
}

impl Layer {
    fn new((height, width, channels, filter, stride): (usize, usize, usize, usize, usize)) -> Option<Self> {
        let spec = |input| WindowSpec { input, filter, stride, dilation: 1 };
        let window = Window::new(Padding::Same, spec(height), spec(width))?;
        Some(Self {
            window,
            input: Nhwc::new(1, height, width, channels),
            output: Nhwc::new(1, window.rows.output(), window.columns.output(), channels),
            x: bytes(height * width * channels),
            w: bytes(filter * filter * channels),
            channels: Channels::new(channels),
        })
    }

    /// Nanoseconds of the scalar kernel.
    fn reference(&self) -> f64 {
        let signed = |bytes: &[u8]| -> Vec<i8> { bytes.iter().map(|&b| b.cast_signed()).collect() };
        let (x, w) = (signed(&self.x), signed(&self.w));
        let mut y = vec![0i8; self.output.elements().unwrap_or(0)];
        least(|| {
            let (Some(from), Some(to)) = (View::dense(&x, self.input), ViewMut::dense(&mut y, self.output)) else {
                return;
            };
            depthwise_fixed_point(&self.window, &self.channels.parameters(true), from, &w, to);
        })
    }

    /// Nanoseconds of the kernel of an instruction set.
    fn vectors(&self, isa: Isa, relu: bool) -> Option<f64> {
        let depthwise = Depthwise::new(isa, self.window, self.input, self.output, None)?;
        let (mut packed, mut sums) = (vec![0; depthwise.packed_len()], vec![0; self.output.channels]);
        depthwise.pack(&self.w, &mut packed, &mut sums);
        let mut columns = vec![Doubling16::default(); depthwise.columns_len()];
        let product = depthwise.columns(&self.channels.parameters(relu), &sums, &mut columns, |_| ())?;
        let mut y = vec![0u8; self.output.elements()?];
        Some(least(|| {
            let operands = Operands { input: &self.x, packed: &packed, columns: &columns, output: &mut y };
            depthwise.run(&product, operands, &Serial);
        }))
    }
}

impl Layer {
    /// Nanoseconds of the kernel of floats.
    fn floats(&self, isa: Isa) -> Option<f64> {
        let depthwise = FloatDepthwise::new(isa, self.window, self.input, self.output, Floats::Fused)?;
        let floats = |bytes: &[u8]| -> Vec<f32> { bytes.iter().map(|&b| f32::from(b) - 128.0).collect() };
        let (x, w, bias) = (floats(&self.x), floats(&self.w), vec![1.0; self.output.channels]);
        let parameters = Float { bias: Some(&bias), min: 0.0, max: 6.0 };
        let mut y = vec![0.0; self.output.elements()?];
        Some(least(|| depthwise.run(&parameters, &x, &w, &mut y, &Serial)))
    }
}

fn main() {
    let wanted = Wanted::from_arguments();
    let sets: Vec<Isa> = wanted.sets().collect();
    print!("{:28}", "Gout/s: RELU, none, floats");
    for isa in &sets {
        print!(" {:>20}", isa.level().name());
    }
    println!();
    for layer in LAYERS {
        let (height, width, channels, filter, stride) = layer;
        let name = format!("{height}x{width}x{channels} {filter}x{filter} s{stride}");
        if !wanted.has_layer(&name) {
            continue;
        }
        let Some(layer) = Layer::new(layer) else { continue };
        let outputs = layer.output.elements().unwrap_or(0) as f64;
        print!("{name:28}");
        for &isa in &sets {
            match (layer.vectors(isa, true), layer.vectors(isa, false), layer.floats(isa)) {
                (Some(relu), Some(none), Some(floats)) => {
                    print!(" {:>6.2} {:>6.2} {:>6.2}", outputs / relu, outputs / none, outputs / floats)
                }
                _ => print!(" {:>20.3}", outputs / layer.reference()),
            }
        }
        println!();
    }
}
