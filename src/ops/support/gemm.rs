//! Convolutions and fully connected layers of bytes as matrix products with packed weights.

use super::linear::{FixedPointPlan, RescaledPlan};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, err};
use crate::model::packed::Packed;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::borrow::Cow;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::gemm::{Gemm, Operands, Product, Rule};
use ferrolite_kernels::isa::Level;
use ferrolite_kernels::linear::{ConvGeometry, FixedPoint, Rescaled};
use ferrolite_kernels::reference::packed::Packed as Packing;
use ferrolite_kernels::view::Nhwc;

/// Operands of the layers: input, weights, bias.
const WEIGHTS: usize = 1;
const BIAS: usize = 2;

/// A product with packed weights and constants of type `C`.
pub(crate) struct PackedGemm<C> {
    gemm: Gemm,
    product: Product,
    packed: Arc<Packed>,
    columns: Vec<C>,
}

/// A fixed-point convolution on vectors, where instruction set, weights, bias and parameters allow it.
pub(crate) fn convolution(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    geometry: ConvGeometry,
    (input, output): (Nhwc, Nhwc),
) -> Result<Option<Prepared>> {
    let unsigned = ctx.input(0)?.dtype == TensorType::UInt8;
    let Some(gemm) = Gemm::conv(ctx.isa(), geometry, input, output, unsigned) else { return Ok(None) };
    let Some(bias) = constant_bias(ctx)? else { return Ok(None) };
    let parameters = plan.with_bias(bias.as_deref());
    let name = kernel_name(ctx.isa().level(), CONVOLUTIONS);
    let found: Option<PackedGemm<_>> = PackedGemm::prepare(ctx, gemm, &parameters)?;
    found.map(|gemm| Prepared::kernel(name, FixedPointGemm(gemm))).transpose()
}

/// A fully connected layer by rule **F** on vectors: `rows` rows of `depth` inputs.
pub(crate) fn fully_connected(
    ctx: &mut Prepare<'_>,
    plan: &RescaledPlan,
    (rows, depth, units): (usize, usize, usize),
) -> Result<Option<Prepared>> {
    let unsigned = ctx.input(0)?.dtype == TensorType::UInt8;
    let Some(gemm) = Gemm::dense(ctx.isa(), (rows, depth, units), unsigned) else { return Ok(None) };
    let Some(bias) = constant_bias(ctx)? else { return Ok(None) };
    let parameters = plan.with_bias(bias.as_deref());
    let name = kernel_name(ctx.isa().level(), FULLY_CONNECTED);
    let found: Option<PackedGemm<_>> = PackedGemm::prepare(ctx, gemm, &parameters)?;
    found.map(|gemm| Prepared::kernel(name, RescaledGemm(gemm))).transpose()
}

const CONVOLUTIONS: [&str; 3] = ["conv_2d_avx2_6x16c2", "conv_2d_avxvnni_6x16c4", "conv_2d_avx512vnni_6x64c4"];
const FULLY_CONNECTED: [&str; 3] =
    ["fully_connected_avx2_6x16c2", "fully_connected_avxvnni_6x16c4", "fully_connected_avx512vnni_6x64c4"];

/// The kernel's name, by instruction set.
fn kernel_name(level: Level, [avx2, avxvnni, avx512vnni]: [&'static str; 3]) -> &'static str {
    match level {
        Level::Avx2 => avx2,
        Level::AvxVnni => avxvnni,
        _ => avx512vnni,
    }
}

/// The bias, if there is one; `None` when only the running graph knows it.
fn constant_bias(ctx: &Prepare<'_>) -> Result<Option<Option<Vec<i32>>>> {
    if ctx.optional_input(BIAS)?.is_none() {
        return Ok(Some(None));
    }
    let Some(bytes) = ctx.constant(BIAS)? else { return Ok(None) };
    Ok(Some(Some(bytes.chunks_exact(4).map(bytemuck::pod_read_unaligned).collect())))
}

impl<C: Copy + Default> PackedGemm<C> {
    fn prepare<R: Rule<Columns = C>>(ctx: &mut Prepare<'_>, gemm: Gemm, rule: &R) -> Result<Option<Self>> {
        let weights = ctx.input(WEIGHTS)?;
        let Some(bytes) = ctx.constant(WEIGHTS)? else { return Ok(None) };
        let channels = weights.shape.first().copied().unwrap_or(0);
        let elements = weights.elements();
        let packed = ctx.packed(WEIGHTS, gemm.layout(), || {
            let bytes: Cow<'_, [u8]> = match weights.dtype {
                TensorType::Int4 => unpacked(Packing::INT4, bytes, elements).into(),
                TensorType::Int2 => unpacked(Packing::INT2, bytes, elements).into(),
                _ => bytes.into(),
            };
            let mut packed = Packed::zeroed(gemm.packed_len(), channels);
            gemm.pack(&bytes, bytemuck::cast_slice_mut(packed.weights.as_mut_slice()), &mut packed.sums);
            packed
        })?;
        let mut columns = vec![C::default(); gemm.columns_len()];
        let product = gemm.columns(rule, &packed.sums, &mut columns);
        Ok(product.map(|product| Self { gemm, product, packed, columns }))
    }

    fn operands<'a, R: Rule<Columns = C>>(&'a self, io: &'a mut Io<'_>) -> Result<Operands<'a, R>> {
        let (inputs, outputs, _) = io.split();
        let packed = bytemuck::try_cast_slice(self.packed.weights.as_slice());
        let packed = packed.map_err(|_| err!(Internal, "packed weights are bytes"))?;
        Ok(Operands { input: inputs.get(0)?, packed, columns: &self.columns, output: outputs.get(0)? })
    }
}

fn unpacked(packing: Packing, bytes: &[u8], elements: usize) -> Vec<u8> {
    // Two's complement of four or two bits: the cast only narrows.
    packing.values(bytes).take(elements).map(|value| value as u8).collect()
}

struct FixedPointGemm(PackedGemm<<FixedPoint<'static, i32> as Rule>::Columns>);

impl Kernel for FixedPointGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (workers, operands) = (io.workers(), self.0.operands(io)?);
        self.0.gemm.run_fixed_point(&self.0.product, operands, workers);
        Ok(())
    }
}

struct RescaledGemm(PackedGemm<<Rescaled<'static, i32> as Rule>::Columns>);

impl Kernel for RescaledGemm {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (workers, operands) = (io.workers(), self.0.operands(io)?);
        self.0.gemm.run_rescaled(&self.0.product, operands, workers);
        Ok(())
    }
}
