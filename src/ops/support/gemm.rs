//! Convolutions and fully connected layers of bytes, words and floats as matrix products with packed weights.

use super::columns::Columns;
use super::linear::{FixedPointPlan, HybridPlan, RescaledPlan};
use super::packing::{PackedWeights, packed_weights};
use crate::TensorType;
use crate::arena::{Element, Io};
use crate::error::Result;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::borrow::Cow;
use alloc::vec::Vec;
use ferrolite_kernels::gemm::{Gemm, HybridInputs, Numbers, Operands, Product, RowConstants, Rule};
use ferrolite_kernels::isa::Level;
use ferrolite_kernels::linear::{ConvGeometry, HybridInput};
use ferrolite_kernels::padding::Window;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::quant::ClampRange;
use ferrolite_kernels::requantize::{
    Bias16, Constants, Doubling16, Hybrid16, Rescale16, WordRange, WordScale, Words16,
};
use ferrolite_kernels::view::Nhwc;

/// Operands of the layers: input, weights, bias.
pub(super) const WEIGHTS: usize = 1;
const BIAS: usize = 2;

/// A product with packed weights, constants of type `C`, and what tells how outputs are finished.
struct PackedGemm<C, F> {
    gemm: Gemm,
    finish: F,
    packed: PackedWeights,
    columns: Columns<C>,
}

/// Where the output channel stands in the shape of constant weights.
#[derive(Clone, Copy, PartialEq)]
enum Channels {
    First,
    Last,
}

/// A fixed-point convolution on vectors, where instruction set, weights, bias and parameters allow it.
pub(crate) fn convolution(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    geometry: ConvGeometry,
    extents: (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    fixed_point_convolution(ctx, plan, geometry, extents, (Channels::First, CONVOLUTIONS))
}

/// [`convolution`] for a depthwise one: of a single input channel every output channel sees all, as there.
pub(crate) fn depthwise_of_one_channel(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    window: Window,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    if input.channels != 1 {
        return Ok(None);
    }
    let geometry = ConvGeometry { window, groups: 1 };
    fixed_point_convolution(ctx, plan, geometry, (input, output), (Channels::Last, DEPTHWISE))
}

fn fixed_point_convolution(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    geometry: ConvGeometry,
    (input, output): (Nhwc, Nhwc),
    (channels, names): (Channels, [&'static str; 3]),
) -> Result<Option<Prepared>> {
    let numbers = numbers(ctx, 0)?;
    let Some(gemm) = Gemm::conv(ctx.isa(), geometry, input, output, numbers) else { return Ok(None) };
    let Some(bias) = constant_bias::<i32>(ctx)? else { return Ok(None) };
    let parameters = plan.with_bias(bias.as_deref());
    // Of another order, they are as good as unknown.
    let weights = ctx.constant(WEIGHTS)?.filter(|_| channels == Channels::First).unwrap_or_default();
    let winograd = || gemm.winograd(weights, ctx.threads().workers(), ctx.scratch_room());
    if let Some(gemm) = (!ctx.is_compact()).then(winograd).flatten() {
        let scratch = gemm.scratch_len(ctx.threads().workers());
        let Some(gemm) = prepare(ctx, gemm, &parameters, channels)? else { return Ok(None) };
        let name = kernel_name(ctx.isa().level(), WINOGRAD);
        return Prepared::kernel(name, WinogradGemm { gemm, scratch: ctx.scratch(scratch) }).map(Some);
    }
    let name = if gemm.is_tiled() { CONVOLUTION_ON_TILES } else { kernel_name(ctx.isa().level(), names) };
    let found = prepare(ctx, gemm, &parameters, channels)?;
    found.map(|gemm| Prepared::kernel(name, FixedPointGemm(gemm))).transpose()
}

/// A fully connected layer by rule **F** on vectors: `rows` rows of `depth` inputs.
pub(crate) fn fully_connected(
    ctx: &mut Prepare<'_>,
    plan: &RescaledPlan,
    (rows, depth, units): (usize, usize, usize),
) -> Result<Option<Prepared>> {
    let numbers = numbers(ctx, 0)?;
    let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, units), numbers) else { return Ok(None) };
    let Some(bias) = constant_bias::<i32>(ctx)? else { return Ok(None) };
    let parameters = plan.with_bias(bias.as_deref());
    let name = match gemm.is_tiled() {
        true => FULLY_CONNECTED_ON_TILES,
        false => kernel_name(ctx.isa().level(), FULLY_CONNECTED),
    };
    let found = prepare(ctx, gemm, &parameters, Channels::First)?;
    found.map(|gemm| Prepared::kernel(name, RescaledGemm(gemm))).transpose()
}

/// A convolution of 16-bit activations and 8-bit weights by rule **S**.
pub(crate) fn word_convolution(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    geometry: ConvGeometry,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    let Some(gemm) = Gemm::conv(ctx.isa(), geometry, input, output, Numbers::Words) else { return Ok(None) };
    let scales: Vec<WordScale> = plan.multipliers.iter().map(|&multiplier| WordScale::single(multiplier)).collect();
    words(ctx, gemm, (&scales, plan.range), WORD_CONVOLUTIONS)
}

/// A fully connected layer of 16-bit activations and 8-bit weights by rule **F**: `rows` rows of `depth` inputs.
pub(crate) fn word_fully_connected(
    ctx: &mut Prepare<'_>,
    plan: &RescaledPlan,
    (rows, depth, units): (usize, usize, usize),
) -> Result<Option<Prepared>> {
    if plan.weights_zero_point != 0 {
        return Ok(None);
    }
    let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, units), Numbers::Words) else { return Ok(None) };
    let scales: Vec<WordScale> = plan.scales.iter().map(|&scale| WordScale::rescaling(scale)).collect();
    words(ctx, gemm, (&scales, plan.range), WORD_FULLY_CONNECTED)
}

fn words(
    ctx: &mut Prepare<'_>,
    gemm: Gemm,
    (scales, range): (&[WordScale], ClampRange),
    names: [&'static str; 3],
) -> Result<Option<Prepared>> {
    let Some(bias) = constant_wide_bias(ctx)? else { return Ok(None) };
    let Some(packed) = pack(ctx, &gemm, Channels::First)? else { return Ok(None) };
    let mut columns = Columns::<Words16>::new(ctx, gemm.columns_len());
    let Some(finish) = gemm.word_columns(packed.sums(), (scales, bias.as_deref()), range, &mut columns) else {
        return Ok(None);
    };
    let name = kernel_name(ctx.isa().level(), names);
    Ok(Some(Prepared::kernel(name, WordGemm(PackedGemm { gemm, finish, packed, columns }))?))
}

/// A convolution of floats, clamped to `range`.
pub(crate) fn float_convolution(
    ctx: &mut Prepare<'_>,
    range: (f32, f32),
    geometry: ConvGeometry,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    let Some(gemm) = Gemm::conv(ctx.isa(), geometry, input, output, Numbers::Float(ctx.floats())) else {
        return Ok(None);
    };
    float(ctx, gemm, range, FLOAT_CONVOLUTIONS)
}

/// A fully connected layer of floats, clamped to `range`: `rows` rows of `depth` inputs.
pub(crate) fn float_fully_connected(
    ctx: &mut Prepare<'_>,
    range: (f32, f32),
    (rows, depth, units): (usize, usize, usize),
) -> Result<Option<Prepared>> {
    let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, units), Numbers::Float(ctx.floats())) else {
        return Ok(None);
    };
    float(ctx, gemm, range, FLOAT_FULLY_CONNECTED)
}

fn float(ctx: &mut Prepare<'_>, gemm: Gemm, range: (f32, f32), names: [&'static str; 3]) -> Result<Option<Prepared>> {
    let Some(bias) = constant_bias::<f32>(ctx)? else { return Ok(None) };
    let Some(packed) = pack(ctx, &gemm, Channels::First)?.filter(PackedWeights::are_finite) else { return Ok(None) };
    let mut columns = Columns::<Bias16>::new(ctx, gemm.columns_len());
    gemm.float_columns(bias.as_deref(), &mut columns);
    let name = kernel_name(ctx.isa().level(), names);
    Ok(Some(Prepared::kernel(name, FloatGemm(PackedGemm { gemm, finish: range, packed, columns }))?))
}

/// A convolution of floats that are quantized image by image.
pub(crate) fn hybrid_convolution(
    ctx: &mut Prepare<'_>,
    plan: &HybridPlan,
    geometry: ConvGeometry,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    let Some(gemm) = Gemm::conv(ctx.isa(), geometry, input, output, Numbers::Hybrid) else { return Ok(None) };
    hybrid(ctx, gemm, plan, input.batch, HYBRID_CONVOLUTIONS)
}

/// A fully connected layer of floats that are quantized row by row: `rows` rows of `depth` inputs.
pub(crate) fn hybrid_fully_connected(
    ctx: &mut Prepare<'_>,
    plan: &HybridPlan,
    (rows, depth, units): (usize, usize, usize),
) -> Result<Option<Prepared>> {
    let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, units), Numbers::Hybrid) else { return Ok(None) };
    hybrid(ctx, gemm, plan, rows, HYBRID_FULLY_CONNECTED)
}

/// A product of an input of which each of `parts` parts is quantized by itself.
fn hybrid(
    ctx: &mut Prepare<'_>,
    gemm: Gemm,
    plan: &HybridPlan,
    parts: usize,
    names: [&'static str; 3],
) -> Result<Option<Prepared>> {
    let Some(bias) = constant_bias::<f32>(ctx)? else { return Ok(None) };
    let Some(packed) = pack(ctx, &gemm, Channels::First)? else { return Ok(None) };
    let mut columns = Columns::<Hybrid16>::new(ctx, gemm.columns_len());
    gemm.hybrid_columns(packed.sums(), &plan.weights_scales, bias.as_deref(), &mut columns);
    // The plan's own buffer holds one part.
    let quantized = if parts == 1 { plan.scratch } else { ctx.scratch(ctx.input(0)?.elements()) };
    let rows = ctx.scratch(parts * size_of::<RowConstants>());
    let gemm = PackedGemm { gemm, finish: plan.range, packed, columns };
    let name = kernel_name(ctx.isa().level(), names);
    Ok(Some(Prepared::kernel(
        name,
        HybridGemm { gemm, quantize: plan.quantize, in_steps: plan.in_steps, quantized, rows },
    )?))
}

/// What the operands are, by the type of the input, which is operand `input`.
pub(super) fn numbers(ctx: &Prepare<'_>, input: usize) -> Result<Numbers> {
    Ok(if ctx.input(input)?.dtype == TensorType::UInt8 { Numbers::Unsigned } else { Numbers::Signed })
}

const CONVOLUTIONS: [&str; 3] = ["conv_2d_avx2_6x16c2", "conv_2d_avxvnni_6x16c4", "conv_2d_avx512vnni_6x64c4"];
const CONVOLUTION_ON_TILES: &str = "conv_2d_amxint8_32x32c64";
const WINOGRAD: [&str; 3] =
    ["conv_2d_winograd_avx2_6x16c2", "conv_2d_winograd_avxvnni_6x16c2", "conv_2d_winograd_avx512vnni_6x64c2"];
const DEPTHWISE: [&str; 3] =
    ["depthwise_conv_2d_avx2_6x16c2", "depthwise_conv_2d_avxvnni_6x16c4", "depthwise_conv_2d_avx512vnni_6x64c4"];
const FULLY_CONNECTED: [&str; 3] =
    ["fully_connected_avx2_6x16c2", "fully_connected_avxvnni_6x16c4", "fully_connected_avx512vnni_6x64c4"];
const FULLY_CONNECTED_ON_TILES: &str = "fully_connected_amxint8_32x32c64";

const FLOAT_CONVOLUTIONS: [&str; 3] = ["conv_2d_f32_avx2_6x16", "conv_2d_f32_avx2_6x16", "conv_2d_f32_avx512_6x64"];
const FLOAT_FULLY_CONNECTED: [&str; 3] =
    ["fully_connected_f32_avx2_6x16", "fully_connected_f32_avx2_6x16", "fully_connected_f32_avx512_6x64"];

const HYBRID_CONVOLUTIONS: [&str; 3] =
    ["conv_2d_hybrid_avx2_6x16c2", "conv_2d_hybrid_avxvnni_6x16c4", "conv_2d_hybrid_avx512vnni_6x64c4"];
const HYBRID_FULLY_CONNECTED: [&str; 3] = [
    "fully_connected_hybrid_avx2_6x16c2",
    "fully_connected_hybrid_avxvnni_6x16c4",
    "fully_connected_hybrid_avx512vnni_6x64c4",
];

const WORD_CONVOLUTIONS: [&str; 3] =
    ["conv_2d_int16_avx2_6x16c2", "conv_2d_int16_avxvnni_6x16c2", "conv_2d_int16_avx512vnni_6x64c2"];
const WORD_FULLY_CONNECTED: [&str; 3] = [
    "fully_connected_int16_avx2_6x16c2",
    "fully_connected_int16_avxvnni_6x16c2",
    "fully_connected_int16_avx512vnni_6x64c2",
];

/// The kernel's name, by instruction set.
pub(crate) fn kernel_name(level: Level, [avx2, avxvnni, avx512vnni]: [&'static str; 3]) -> &'static str {
    match level {
        Level::Avx2 => avx2,
        Level::AvxVnni => avxvnni,
        _ => avx512vnni,
    }
}

/// The bias, if there is one; `None` when only the running graph knows it.
pub(super) fn constant_bias<'a, B: Element>(ctx: &Prepare<'a>) -> Result<Option<Option<Cow<'a, [B]>>>> {
    bias_at(ctx, BIAS)
}

/// [`constant_bias`] of an operator whose bias is operand `position`.
pub(super) fn bias_at<'a, B: Element>(ctx: &Prepare<'a>, position: usize) -> Result<Option<Option<Cow<'a, [B]>>>> {
    if ctx.optional_input(position)?.is_none() {
        return Ok(Some(None));
    }
    let Some(bytes) = ctx.constant(position)? else { return Ok(None) };
    // Where the file does not align them, or keeps more bytes than numbers have, they are copied.
    let copied = || bytes.chunks_exact(size_of::<B>()).map(bytemuck::pod_read_unaligned).collect();
    Ok(Some(Some(bytemuck::try_cast_slice(bytes).map_or_else(|_| Cow::Owned(copied()), Cow::Borrowed))))
}

/// [`constant_bias`] of 64 bits or of 32.
pub(super) fn constant_wide_bias<'a>(ctx: &Prepare<'a>) -> Result<Option<Option<Cow<'a, [i64]>>>> {
    if ctx.optional_input(BIAS)?.is_some_and(|bias| bias.dtype == TensorType::Int64) {
        return constant_bias(ctx);
    }
    let narrow = constant_bias::<i32>(ctx)?;
    Ok(narrow.map(|bias| bias.map(|bias| bias.iter().copied().map(i64::from).collect())))
}

/// The packed weights of a product; `None` when only the running graph knows them, and for plans that pack none.
fn pack(ctx: &mut Prepare<'_>, gemm: &Gemm, channels: Channels) -> Result<Option<PackedWeights>> {
    let weights = ctx.input(WEIGHTS)?;
    let of_shape = if channels == Channels::First { weights.shape.first() } else { weights.shape.last() };
    let count = of_shape.copied().unwrap_or(0);
    let sums = if weights.dtype == TensorType::Float32 { 0 } else { count };
    let mut layout = gemm.layout();
    // The last element, which is 0, tells the orders apart.
    layout[7] = usize::from(channels == Channels::Last);
    let packer = gemm.clone();
    let pack = move |weights: &[u8], packed: &mut [i8], sums: &mut [i32], workers: &dyn Workers| match channels {
        Channels::First => packer.pack(weights, packed, sums, workers),
        Channels::Last => {
            let turned = (0..count).flat_map(|channel| weights.iter().skip(channel).step_by(count).copied());
            packer.pack(&turned.collect::<Vec<u8>>(), packed, sums, workers)
        }
    };
    packed_weights(ctx, WEIGHTS, layout, (gemm.packed_len(), sums), pack)
}

fn prepare<R: Rule>(
    ctx: &mut Prepare<'_>,
    gemm: Gemm,
    rule: &R,
    channels: Channels,
) -> Result<Option<PackedGemm<R::Columns, Product>>> {
    let Some(packed) = pack(ctx, &gemm, channels)? else { return Ok(None) };
    let mut columns = Columns::<R::Columns>::new(ctx, gemm.columns_len());
    let product = gemm.columns(rule, packed.sums(), &mut columns);
    Ok(product.map(|finish| PackedGemm { gemm, finish, packed, columns }))
}

impl<C: Constants, F> PackedGemm<C, F> {
    fn operands<'a, T: Element>(&'a self, io: &'a mut Io<'_>) -> Result<Operands<'a, C>> {
        let (inputs, outputs, _) = io.split();
        let (input, output) = (inputs.get::<T>(0)?, outputs.get::<T>(0)?);
        let (input, output) = (bytemuck::cast_slice(input), bytemuck::cast_slice_mut(output));
        Ok(Operands { input, packed: self.packed.weights(), columns: &self.columns, output })
    }
}

struct FixedPointGemm(PackedGemm<Doubling16, Product>);

impl Kernel for FixedPointGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (workers, operands) = (io.workers(), self.0.operands::<u8>(io)?);
        self.0.gemm.run_fixed_point(&self.0.finish, operands, workers);
        Ok(())
    }

    fn weights(&self) -> &[i8] {
        self.0.packed.packed()
    }
}

/// With scratch memory for what is transformed.
struct WinogradGemm {
    gemm: PackedGemm<Doubling16, Product>,
    scratch: usize,
}

impl Kernel for WinogradGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let PackedGemm { gemm, finish, packed, columns } = &self.gemm;
        let (input, output) = (inputs.get(0)?, outputs.get(0)?);
        let operands = Operands { input, packed: packed.weights(), columns, output };
        gemm.run_winograd(finish, operands, scratch.get(self.scratch)?, workers);
        Ok(())
    }
}

struct RescaledGemm(PackedGemm<Rescale16, Product>);

impl Kernel for RescaledGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (workers, operands) = (io.workers(), self.0.operands::<u8>(io)?);
        self.0.gemm.run_rescaled(&self.0.finish, operands, workers);
        Ok(())
    }

    fn weights(&self) -> &[i8] {
        self.0.packed.packed()
    }
}

struct WordGemm(PackedGemm<Words16, WordRange>);

impl Kernel for WordGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (workers, operands) = (io.workers(), self.0.operands::<i16>(io)?);
        self.0.gemm.run_words(self.0.finish, operands, workers);
        Ok(())
    }
}

struct FloatGemm(PackedGemm<Bias16, (f32, f32)>);

impl Kernel for FloatGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (workers, operands) = (io.workers(), self.0.operands::<f32>(io)?);
        self.0.gemm.run_float(self.0.finish, operands, workers);
        Ok(())
    }
}

/// With the input quantized in scratch memory, and room there for the constants of its parts.
struct HybridGemm {
    gemm: PackedGemm<Hybrid16, (f32, f32)>,
    quantize: HybridInput,
    in_steps: bool,
    quantized: usize,
    rows: usize,
}

impl Kernel for HybridGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let PackedGemm { gemm, finish, packed, columns } = &self.gemm;
        let (quantized, rows) = scratch.two(self.quantized, self.rows)?;
        let inputs =
            HybridInputs { input: inputs.get(0)?, quantize: self.quantize, in_steps: self.in_steps, quantized, rows };
        gemm.run_hybrid(*finish, inputs, (packed.weights(), columns, outputs.get(0)?), workers);
        Ok(())
    }
}
