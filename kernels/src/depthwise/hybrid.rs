//! Depthwise convolutions of floats that are quantized at run time: the whole numbers that they become are multiplied as
//! floats, which is exact, as long as no sum needs more than 24 bits.

use super::float::FloatDepthwise;
use crate::isa::{Isa, Task};
use crate::linear::{Float, Floats, Hybrid, scale_factors};
use crate::padding::Window;
use crate::parallel::{Workers, for_each_share, parts};
use crate::quantize_inputs;
use crate::view::Nhwc;

/// Outputs that are worth a thread: some microseconds.
const GRAIN: usize = if cfg!(test) { 1 << 6 } else { 1 << 13 };

/// Most products of a sum: of a byte's weight and the distance of two bytes each.
const MOST_TAPS: usize = (1 << 24) / (128 * 255);

/// A hybrid depthwise convolution that is prepared for an instruction set.
#[derive(Clone, Copy, Debug)]
pub struct HybridDepthwise {
    isa: Isa,
    /// That of one image.
    image: FloatDepthwise,
}

impl HybridDepthwise {
    /// `None` where the scalar kernel has to do it: what [`FloatDepthwise`] leaves to it, and filters too large to be summed
    /// exactly.
    #[must_use]
    pub fn new(isa: Isa, window: Window, input: Nhwc, output: Nhwc) -> Option<Self> {
        let taps = window.rows.filter().checked_mul(window.columns.filter())?;
        let one = |of: Nhwc| Nhwc { batch: 1, ..of };
        let same = input.batch == output.batch && taps <= MOST_TAPS;
        let image = FloatDepthwise::new(isa, window, one(input), one(output), Floats::Fused).filter(|_| same)?;
        Some(Self { isa, image })
    }

    /// How many numbers the quantized input has.
    #[must_use]
    pub fn quantized_len(&self) -> usize {
        self.image.input.elements().unwrap_or(0)
    }

    /// Computes the convolution of whole images, each quantized by itself into `quantized`. Weights are whole numbers,
    /// `[filter row][filter column][channel]`.
    ///
    /// # Panics
    /// When an operand is shorter than its extents say.
    pub fn run(
        &self,
        parameters: &Hybrid<'_>,
        (input, quantized): (&[f32], &mut [f32]),
        weights: &[f32],
        output: &mut [f32],
        workers: &dyn Workers,
    ) {
        let (inputs, outputs) = (self.quantized_len(), self.image.output.elements().unwrap_or(0));
        let channels = self.image.output.channels;
        let sums = Float { bias: None, min: f32::MIN, max: f32::MAX };
        for (values, output) in input.chunks_exact(inputs.max(1)).zip(output.chunks_exact_mut(outputs.max(1))) {
            let quantized = &mut quantized[..inputs];
            let found = quantize_inputs::to_floats(self.isa, parameters.quantize, values, quantized, workers);
            self.image.run(&sums, quantized, weights, output, workers);
            let pixels = outputs / channels.max(1);
            for_each_share(workers, parts(workers, outputs, GRAIN), output, (pixels, channels), |_, outputs| {
                self.isa.run(Finish { parameters, input_scale: found.scale, outputs });
            });
        }
    }
}

/// Scales the sums of whole pixels.
struct Finish<'a> {
    parameters: &'a Hybrid<'a>,
    input_scale: f32,
    outputs: &'a mut [f32],
}

impl Task for Finish<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { parameters: &Hybrid { weights_scales, bias, min, max, in_steps, .. }, input_scale, outputs } = self;
        let (first, last) = scale_factors(in_steps, input_scale);
        for pixel in outputs.chunks_exact_mut(weights_scales.len().max(1)) {
            let scales = pixel.iter_mut().zip(weights_scales);
            match bias {
                Some(bias) => {
                    for ((output, &scale), &bias) in scales.zip(bias) {
                        *output = finished(*output, (scale * first, last), bias, (min, max));
                    }
                }
                None => {
                    for (output, &scale) in scales {
                        *output = finished(*output, (scale * first, last), 0.0, (min, max));
                    }
                }
            }
        }
    }
}

/// A sum scaled as the scalar kernel does it; NaN stays.
#[inline(always)]
fn finished(sum: f32, (scale, last): (f32, f32), bias: f32, (min, max): (f32, f32)) -> f32 {
    let output = sum * scale * last + bias;
    let output = if output < min { min } else { output };
    if output > max { max } else { output }
}
