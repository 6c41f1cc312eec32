//! Depthwise convolutions on vectors: of bytes and words with packed weights, of floats, and of floats that are quantized
//! at run time.

use super::columns::Columns;
use super::gemm::{WEIGHTS, constant_bias, constant_wide_bias, depthwise_of_one_channel, kernel_name};
use super::linear::{FixedPointPlan, HybridPlan, float};
use super::packing::{PackedWeights, packed_weights};
use crate::TensorType;
use crate::arena::{Element, Inputs, Io};
use crate::error::{Result, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::depthwise::{
    Depthwise, FloatDepthwise, HybridDepthwise, Operands, Product, WordDepthwise, WordOperands,
};
use ferrolite_kernels::padding::Window;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::quant::QuantizedInteger;
use ferrolite_kernels::reference::depthwise::depthwise_fixed_point_channel;
use ferrolite_kernels::requantize::{Doubling16, WordRange, WordScale, Words16, word_columns};
use ferrolite_kernels::view::{Nhwc, View, ViewMut};

/// One channel of so many may be beyond what vectors compute exactly and be left to the scalar kernel.
const ODD_CHANNELS: usize = 8;

/// The kernel by rule **D**, where instruction set, weights, bias and parameters allow it.
pub(crate) fn fixed_point(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    window: Window,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    if let Some(prepared) = depthwise_of_one_channel(ctx, plan, window, (input, output))? {
        return Ok(Some(prepared));
    }
    let unsigned = match ctx.input(0)?.dtype {
        TensorType::UInt8 => u8::try_from(plan.weights_zero_point).ok().map(Some),
        _ => Some(None),
    };
    let Some(unsigned) = unsigned else { return Ok(None) };
    let Some(depthwise) = Depthwise::new(ctx.isa(), window, input, output, unsigned) else { return Ok(None) };
    let Some(bias) = constant_bias::<i32>(ctx)? else { return Ok(None) };
    let sizes = (depthwise.packed_len(), output.channels);
    let packer = depthwise.clone();
    let pack = move |weights: &[u8], packed: &mut [i8], sums: &mut [i32], _: &dyn Workers| {
        packer.pack(weights, packed, sums);
        true
    };
    let Some(packed) = packed_weights(ctx, WEIGHTS, depthwise.layout(), sizes, pack)? else { return Ok(None) };
    let mut columns = Columns::<Doubling16>::new(ctx, depthwise.columns_len());
    let parameters = plan.with_bias(bias.as_deref());
    let mut odd = Vec::new();
    let product = depthwise.columns(&parameters, packed.sums(), &mut columns, |channel| odd.push(channel));
    let whole_bytes = matches!(ctx.input(1)?.dtype, TensorType::Int8 | TensorType::UInt8);
    let few = odd.is_empty() || whole_bytes && odd.len() <= output.channels / ODD_CHANNELS;
    let Some(product) = product.filter(|_| few) else { return Ok(None) };
    let name = kernel_name(ctx.isa().level(), names(&window));
    let odd = (!odd.is_empty()).then(|| Odd { channels: odd, plan: plan.clone(), window, input, output });
    Ok(Some(Prepared::kernel(name, FixedPointDepthwise { depthwise, product, packed, columns, odd })?))
}

/// The kernel of 16-bit activations by rule **S**, where instruction set, weights, bias and parameters allow it.
pub(crate) fn words(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    window: Window,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    let Some(depthwise) = WordDepthwise::new(ctx.isa(), window, input, output) else { return Ok(None) };
    let Some(bias) = constant_wide_bias(ctx)? else { return Ok(None) };
    let sizes = (depthwise.packed_len(), output.channels);
    let pack = move |weights: &[u8], packed: &mut [i8], sums: &mut [i32], _: &dyn Workers| {
        depthwise.pack(weights, packed, sums);
        true
    };
    let Some(packed) = packed_weights(ctx, WEIGHTS, depthwise.layout(), sizes, pack)? else { return Ok(None) };
    let mut columns = Columns::<Words16>::new(ctx, depthwise.columns_len());
    let scales: Vec<WordScale> = plan.multipliers.iter().map(|&multiplier| WordScale::single(multiplier)).collect();
    let sizes = (output.channels, columns.len());
    let found = word_columns(packed.sums(), (&scales, bias.as_deref()), plan.range, (sizes, &mut columns));
    let Some(range) = found else { return Ok(None) };
    let names = [
        "depthwise_conv_2d_int16_avx2_8",
        "depthwise_conv_2d_int16_avxvnni_8",
        "depthwise_conv_2d_int16_avx512vnni_16",
    ];
    let name = kernel_name(ctx.isa().level(), names);
    Ok(Some(Prepared::kernel(name, Words { depthwise, range, packed, columns })?))
}

struct Words {
    depthwise: WordDepthwise,
    range: WordRange,
    packed: PackedWeights,
    columns: Columns<Words16>,
}

impl Kernel for Words {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        let (input, output) = (inputs.get(0)?, outputs.get(0)?);
        let operands = WordOperands { input, packed: self.packed.weights(), columns: &self.columns, output };
        self.depthwise.run(self.range, operands, workers);
        Ok(())
    }
}

/// The kernel of floats, where instruction set and channels allow it. Weights and bias may be computed.
pub(crate) fn float32(
    ctx: &Prepare<'_>,
    range: (f32, f32),
    window: Window,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    let Some(depthwise) = FloatDepthwise::new(ctx.isa(), window, input, output, ctx.floats()) else {
        return Ok(None);
    };
    let names =
        ["depthwise_conv_2d_f32_avx2_4x16", "depthwise_conv_2d_f32_avx2_4x16", "depthwise_conv_2d_f32_avx512_4x32"];
    let name = kernel_name(ctx.isa().level(), names);
    Ok(Some(Prepared::kernel(name, Floats { depthwise, range })?))
}

struct Floats {
    depthwise: FloatDepthwise,
    range: (f32, f32),
}

impl Kernel for Floats {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        let parameters = float(self.range, inputs.optional(2)?);
        self.depthwise.run(&parameters, inputs.get(0)?, inputs.get(1)?, outputs.get(0)?, workers);
        Ok(())
    }
}

/// The kernel of floats that are quantized image by image, where instruction set, weights and channels allow it.
pub(crate) fn hybrid(
    ctx: &mut Prepare<'_>,
    plan: &HybridPlan,
    window: Window,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    /// The layout of weights as floats, in the order of the file.
    const AS_FLOATS: [usize; 8] = [2, 0, 0, 0, 0, 0, 0, 0];
    let Some(depthwise) = HybridDepthwise::new(ctx.isa(), window, input, output) else { return Ok(None) };
    let pack = |weights: &[u8], packed: &mut [i8], _: &mut [i32], _: &dyn Workers| {
        for (to, &weight) in packed.as_chunks_mut::<4>().0.iter_mut().zip(weights) {
            *to = f32::from(weight.cast_signed()).to_ne_bytes().map(u8::cast_signed);
        }
        true
    };
    let bytes = size_of::<f32>() * ctx.input(WEIGHTS)?.elements();
    let Some(weights) = packed_weights(ctx, WEIGHTS, AS_FLOATS, (bytes, 0), pack)? else { return Ok(None) };
    let quantized = ctx.scratch(size_of::<f32>() * depthwise.quantized_len());
    let names = [
        "depthwise_conv_2d_hybrid_avx2_4x16",
        "depthwise_conv_2d_hybrid_avx2_4x16",
        "depthwise_conv_2d_hybrid_avx512_4x32",
    ];
    let name = kernel_name(ctx.isa().level(), names);
    Ok(Some(Prepared::kernel(name, Hybrid { depthwise, plan: plan.clone(), weights, quantized })?))
}

struct Hybrid {
    depthwise: HybridDepthwise,
    plan: HybridPlan,
    weights: PackedWeights,
    /// Scratch for the quantized numbers of an image.
    quantized: usize,
}

impl Kernel for Hybrid {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let parameters = self.plan.with_bias(inputs.optional(2)?);
        let weights = bytemuck::try_cast_slice(self.weights.weights());
        let weights = weights.map_err(|_| err!(Internal, "packed weights are floats"))?;
        let input = (inputs.get(0)?, scratch.get(self.quantized)?);
        self.depthwise.run(&parameters, input, weights, outputs.get(0)?, workers);
        Ok(())
    }
}

/// The names of the kernel of this window, by instruction set.
fn names(window: &Window) -> [&'static str; 3] {
    match (window.rows.filter(), window.columns.filter()) {
        (3, 3) => [
            "depthwise_conv_2d_avx2_3x3_4x8c2",
            "depthwise_conv_2d_avxvnni_3x3_4x8c4",
            "depthwise_conv_2d_avx512vnni_3x3_4x16c4",
        ],
        (5, 5) => [
            "depthwise_conv_2d_avx2_5x5_4x8c2",
            "depthwise_conv_2d_avxvnni_5x5_4x8c4",
            "depthwise_conv_2d_avx512vnni_5x5_4x16c4",
        ],
        _ => ["depthwise_conv_2d_avx2_4x8c2", "depthwise_conv_2d_avxvnni_4x8c4", "depthwise_conv_2d_avx512vnni_4x16c4"],
    }
}

struct FixedPointDepthwise {
    depthwise: Depthwise,
    product: Product,
    packed: PackedWeights,
    columns: Columns<Doubling16>,
    odd: Option<Odd>,
}

/// Channels that the vector kernel leaves to the scalar one, those whose multiplier is above 1 above all.
struct Odd {
    channels: Vec<usize>,
    plan: FixedPointPlan,
    window: Window,
    input: Nhwc,
    output: Nhwc,
}

impl Odd {
    fn eval<X>(&self, inputs: Inputs<'_>, output: &mut [X]) -> Result<()>
    where
        X: Element + QuantizedInteger + Into<i16>,
    {
        let parameters = self.plan.with_bias(inputs.optional(2)?);
        let weights = inputs.get::<X>(1)?;
        for &channel in &self.channels {
            let views = View::dense(inputs.get(0)?, self.input).zip(ViewMut::dense(&mut *output, self.output));
            let (input, output) = views.ok_or_else(|| err!(Internal, "an operand is shorter than its shape"))?;
            depthwise_fixed_point_channel(&self.window, &parameters, input, weights, output, channel);
        }
        Ok(())
    }
}

impl Kernel for FixedPointDepthwise {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        let packed = self.packed.weights();
        let operands = Operands { input: inputs.get(0)?, packed, columns: &self.columns, output: outputs.get(0)? };
        self.depthwise.run(&self.product, operands, workers);
        match &self.odd {
            Some(odd) if self.depthwise.is_unsigned() => odd.eval::<u8>(inputs, outputs.get(0)?),
            Some(odd) => odd.eval::<i8>(inputs, outputs.get(0)?),
            None => Ok(()),
        }
    }
}
