//! Transposed convolutions whose filter is as large as its stride, so that nothing overlaps: a row of the input times
//! the weights of one filter row is a whole row of the output. Each such product has packed weights of its own.

use super::convolution::Positions;
use super::gemm::{WEIGHTS, bias_at, kernel_name, numbers};
use super::linear::FixedPointPlan;
use super::packing::{PackedWeights, packed_weights};
use crate::arena::Io;
use crate::error::Result;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::gemm::{Gemm, Numbers, Operands, Product};
use ferrolite_kernels::padding::{Window, WindowAxis};
use ferrolite_kernels::parallel::{Serial, Workers, for_each_share, parts};
use ferrolite_kernels::requantize::{Bias16, Doubling16};
use ferrolite_kernels::view::Nhwc;

const INTEGERS: [&str; 3] =
    ["transpose_conv_avx2_6x16c2", "transpose_conv_avxvnni_6x16c4", "transpose_conv_avx512vnni_6x64c4"];
const FLOATS: [&str; 3] =
    ["transpose_conv_f32_avx2_6x16", "transpose_conv_f32_avx2_6x16", "transpose_conv_f32_avx512_6x64"];

/// The products of a layer: one for each filter row.
struct Lines {
    gemm: Gemm,
    packed: PackedWeights,
    filter: (usize, usize),
    channels: usize,
    /// Which operand is the input.
    input: usize,
    /// Bytes of a row of the input and of one of the output.
    bytes: (usize, usize),
    /// Multiply-accumulates of the layer.
    work: usize,
}

/// Multiply-accumulates that are worth a thread. They take longer than those of large products.
const GRAIN: usize = 1 << 17;

/// A fixed-point layer on vectors, where its filter does not overlap itself and instruction set, weights, bias and
/// parameters allow it. `window` is that of the convolution from the output back to the input.
pub(crate) fn fixed_point(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    window: &Window,
    extents: (Nhwc, Nhwc),
    positions: Positions,
) -> Result<Option<Prepared>> {
    let numbers = numbers(ctx, positions.input)?;
    let Some(bias) = bias_at::<i32>(ctx, positions.bias)? else { return Ok(None) };
    let Some(lines) = Lines::prepare(ctx, window, extents, (numbers, positions.input))? else { return Ok(None) };
    // Columns of a product are the channels of one pixel after the other's.
    let bias = bias.map(|bias| bias.repeat(lines.filter.1));
    let repeated = plan.repeated(lines.filter.1);
    let rule = repeated.with_bias(bias.as_deref());
    let mut products = Vec::new();
    for sums in lines.packed.sums().chunks_exact(lines.filter.1 * lines.channels) {
        let mut columns = vec![Doubling16::default(); lines.gemm.columns_len()];
        let Some(product) = lines.gemm.columns(&rule, sums, &mut columns) else { return Ok(None) };
        products.push((product, columns));
    }
    let name = kernel_name(ctx.isa().level(), INTEGERS);
    Ok(Some(Prepared::kernel(name, FixedPointLines { lines, products })?))
}

/// A layer of floats, clamped to `range`.
pub(crate) fn floats(
    ctx: &mut Prepare<'_>,
    range: (f32, f32),
    window: &Window,
    extents: (Nhwc, Nhwc),
    positions: Positions,
) -> Result<Option<Prepared>> {
    let Some(bias) = bias_at::<f32>(ctx, positions.bias)? else { return Ok(None) };
    let numbers = Numbers::Float(ctx.floats());
    let Some(lines) = Lines::prepare(ctx, window, extents, (numbers, positions.input))? else { return Ok(None) };
    let bias = bias.map(|bias| bias.repeat(lines.filter.1));
    let mut columns = vec![Bias16::default(); lines.gemm.columns_len()];
    lines.gemm.float_columns(bias.as_deref(), &mut columns);
    let name = kernel_name(ctx.isa().level(), FLOATS);
    Ok(Some(Prepared::kernel(name, FloatLines { lines, range, columns })?))
}

/// Whether each element of the long side of `axis` belongs to one window.
fn is_tiled(axis: &WindowAxis) -> bool {
    axis.filter() == axis.stride() && axis.pad_before() == 0 && axis.input() == axis.output() * axis.stride()
}

impl Lines {
    fn prepare(
        ctx: &mut Prepare<'_>,
        window: &Window,
        (input, output): (Nhwc, Nhwc),
        (numbers, position): (Numbers, usize),
    ) -> Result<Option<Self>> {
        if !is_tiled(&window.rows) || !is_tiled(&window.columns) {
            return Ok(None);
        }
        let (filter, channels) = ((window.rows.filter(), window.columns.filter()), output.channels);
        let units = filter.1 * channels;
        let Some(gemm) = Gemm::dense(ctx.isa(), (input.width, input.channels, units), numbers) else {
            return Ok(None);
        };
        let mut layout = gemm.layout();
        layout[6..].copy_from_slice(&[filter.0, filter.1]);
        let is_float = matches!(numbers, Numbers::Float(_));
        let sums = if is_float { 0 } else { filter.0 * units };
        let packer = gemm.clone();
        let pack = move |weights: &[u8], packed: &mut [i8], sums: &mut [i32], workers: &dyn Workers| {
            // Without room for packed weights they are only summed.
            let bytes = packed.len() / filter.0;
            let (mut packed, mut sums) = (packed.chunks_exact_mut(bytes.max(1)), sums.chunks_exact_mut(units));
            let mut finite = true;
            for row in 0..filter.0 {
                let weights = filter_row(weights, row, filter, channels);
                let place = (packed.next().unwrap_or_default(), sums.next().unwrap_or_default());
                finite &= packer.pack(&weights, place.0, place.1, workers);
            }
            finite
        };
        let sizes = (filter.0 * gemm.packed_len(), sums);
        let packed = packed_weights(ctx, WEIGHTS, layout, sizes, pack)?;
        let each = if is_float { 4 } else { 1 };
        let bytes = (input.width * input.channels * each, output.width * channels * each);
        let work = input.elements().unwrap_or(usize::MAX).saturating_mul(filter.0 * units);
        Ok(packed.map(|packed| Self { gemm, packed, filter, channels, input: position, bytes, work }))
    }

    /// Hands `multiply` the filter row, packed weights, input and output of each row of the output, and the threads that
    /// may share this product: threads share rows of the input where these are enough.
    fn for_each(
        &self,
        io: &mut Io<'_>,
        multiply: impl Fn(usize, &[i8], &[u8], &mut [u8], &dyn Workers) + Sync,
    ) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        let (input, output): (&[u8], &mut [u8]) = (inputs.get(self.input)?, outputs.get(0)?);
        let packed = self.packed.weights();
        let (input_line, output_line) = (self.bytes.0.max(1), self.bytes.1.max(1));
        let block = self.filter.0 * output_line;
        let rows = output.len() / block;
        let shares = parts(workers, self.work, GRAIN).min(rows);
        for_each_share(workers, shares, output, (rows, block), |rows, output| {
            let workers = if shares > 1 { &Serial as &dyn Workers } else { workers };
            let inputs = input.chunks_exact(input_line).skip(rows.start);
            for (input, block) in inputs.zip(output.chunks_exact_mut(block)) {
                let lines = block.chunks_exact_mut(output_line).zip(packed.chunks_exact(self.gemm.packed_len()));
                for (row, (output, packed)) in lines.enumerate() {
                    multiply(row, packed, input, output, workers);
                }
            }
        });
        Ok(())
    }
}

/// The weights of one filter row, the filter's columns first: `[columns][channels][depth]` of OHWI.
fn filter_row(weights: &[u8], row: usize, (rows, columns): (usize, usize), channels: usize) -> Vec<u8> {
    let depth = weights.len() / (rows * columns * channels);
    let mut found = Vec::with_capacity(weights.len() / rows);
    for column in 0..columns {
        for filter in weights.chunks_exact(rows * columns * depth) {
            found.extend(filter.chunks_exact(depth).nth(row * columns + column).unwrap_or_default());
        }
    }
    found
}

struct FixedPointLines {
    lines: Lines,
    /// Of each filter row.
    products: Vec<(Product, Vec<Doubling16>)>,
}

impl Kernel for FixedPointLines {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        self.lines.for_each(io, |row, packed, input, output, workers| {
            if let Some((product, columns)) = self.products.get(row) {
                self.lines.gemm.run_fixed_point(product, Operands { input, packed, columns, output }, workers);
            }
        })
    }
}

struct FloatLines {
    lines: Lines,
    range: (f32, f32),
    columns: Vec<Bias16>,
}

impl Kernel for FloatLines {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        self.lines.for_each(io, |_, packed, input, output, workers| {
            let operands = Operands { input, packed, columns: &self.columns, output };
            self.lines.gemm.run_float(self.range, operands, workers);
        })
    }
}
