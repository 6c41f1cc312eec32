//! What the multiply-accumulate kernels are told: convolution, depthwise and transposed convolution, and
//! the fully connected layer. One set of parameters serves the scalar reference and every faster kernel.
//!
//! Each struct is one quantization scheme. Slices that run along the output channels have one entry for
//! every channel, a per-tensor scale being repeated; a bias, where there is one, likewise.

use crate::padding::Window;
use crate::quant::{ClampRange, Multiplier};

/// The geometry of a convolution. Weights are OHWI: output channels, filter rows, filter columns, and the
/// input channels of one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvGeometry {
    /// Where the filter moves.
    pub window: Window,
    /// Groups of channels that do not mix: at least 1, dividing input and output channels.
    pub groups: usize,
}

/// Integers in, integers out, through fixed-point multipliers: rule **D** where the accumulator has 32 bits
/// and wraps, rule **S** where it has 64.
///
/// `output = clamp(multiplier × (bias + Σ (input − input_zero_point)(weight − weights_zero_point)) + output_zero_point)`
#[derive(Clone, Copy, Debug)]
pub struct FixedPoint<'a, B> {
    /// Zero point of the input, inside the range of its type.
    pub input_zero_point: i16,
    /// Zero point of the weights, inside the range of their type; 0 where the reference ignores it.
    pub weights_zero_point: i16,
    /// In units of `input_scale × weights_scale`.
    pub bias: Option<&'a [B]>,
    /// `input_scale × weights_scale / output_scale`.
    pub multipliers: &'a [Multiplier],
    /// Zero point of the output.
    pub output_zero_point: i32,
    /// The fused activation and the output's type.
    pub range: ClampRange,
}

/// Integers in, integers out, through `f64` scales: rule **F**.
#[derive(Clone, Copy, Debug)]
pub struct Rescaled<'a, B> {
    /// Zero point of the input, inside the range of its type.
    pub input_zero_point: i16,
    /// Zero point of the weights, inside the range of their type; 0 where the reference ignores it.
    pub weights_zero_point: i16,
    /// In units of `input_scale × weights_scale`.
    pub bias: Option<&'a [B]>,
    /// `(f64(input_scale) × f64(weights_scale)) / f64(output_scale)`.
    pub scales: &'a [f64],
    /// Zero point of the output.
    pub output_zero_point: i32,
    /// The fused activation and the output's type.
    pub range: ClampRange,
}

/// How sums of products of floats are rounded. Either way they depend neither on threads nor, among vectors, on the
/// instruction set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Floats {
    /// Each product, then each sum, one after the other: the bits of LiteRT's reference kernels.
    AsReference,
    /// Each sum with its product at once, by fused multiply-add: nearer to the exact sum, and twice as fast. Single rows are
    /// summed in four parts. Scalar kernels compute as the reference.
    #[default]
    Fused,
}

impl Floats {
    /// Both.
    pub const ALL: [Self; 2] = [Self::AsReference, Self::Fused];

    /// The name, as `fused`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AsReference => "reference",
            Self::Fused => "fused",
        }
    }

    /// What the name means, if it is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|floats| floats.name() == name)
    }
}

/// Floats in, floats out.
#[derive(Clone, Copy, Debug)]
pub struct Float<'a> {
    /// Added to each sum.
    pub bias: Option<&'a [f32]>,
    /// The fused activation's lower bound.
    pub min: f32,
    /// The fused activation's upper bound.
    pub max: f32,
}

/// Hybrid: a float input quantized to `i8` at run time, each of its images (or rows, of a fully connected
/// layer) with a scale and a zero point of its own; symmetric `i8` weights, floats out.
///
/// `output = clamp(bias + Σ (input − zero_point) weight × (input_scale × weights_scale))`, the sum in 32 bits; `in_steps`
/// it is `(… × weights_scale) × input_scale`.
#[derive(Clone, Copy, Debug)]
pub struct Hybrid<'a> {
    /// How the input is quantized.
    pub quantize: HybridInput,
    /// Whether sums are multiplied by the weights' scale, then by the input's, instead of by the product of both.
    pub in_steps: bool,
    /// One scale for each output channel.
    pub weights_scales: &'a [f32],
    /// Added to each rescaled sum.
    pub bias: Option<&'a [f32]>,
    /// The fused activation's lower bound.
    pub min: f32,
    /// The fused activation's upper bound.
    pub max: f32,
}

/// What the weights' scales are multiplied with, and what sums so scaled are: the input's scale, and 1, which changes no
/// bit.
#[inline(always)]
#[must_use]
pub fn scale_factors(in_steps: bool, input_scale: f32) -> (f32, f32) {
    if in_steps { (1.0, input_scale) } else { (input_scale, 1.0) }
}

/// How a hybrid kernel quantizes its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HybridInput {
    /// To −127..=127 with zero point 0.
    Symmetric,
    /// To −128..=127, the zero point chosen so that the range of values fills it.
    Asymmetric,
}
