//! Transposed convolutions as convolutions. The outputs of a line fall into *phases*, as many as the stride is long: those
//! of one phase see every stride-th tap of the filter, and are a convolution of the input with them. Phases of columns
//! that have as many taps are side by side, the channels of one convolution; each phase of rows has its own.
//!
//! The taps of a convolution are in the order in which its inputs lie, which is the order of the reference's sums.

use super::convolution::Positions;
use super::gemm::{WEIGHTS, bias_at, kernel_name, numbers};
use super::linear::{FixedPointPlan, HybridPlan};
use super::packing::{PackedWeights, Packer, packed_weights};
use crate::arena::Io;
use crate::error::{Result, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;
use ferrolite_kernels::gemm::{Gemm, HybridInputs, Numbers, Operands, Product, RowConstants};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::linear::{ConvGeometry, HybridInput};
use ferrolite_kernels::padding::{Window, WindowAxis, WindowSpec};
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::requantize::{Bias16, Doubling16, Hybrid16};
use ferrolite_kernels::view::Nhwc;

const INTEGERS: [&str; 3] = [
    "transpose_conv_phases_avx2_6x16c2",
    "transpose_conv_phases_avxvnni_6x16c4",
    "transpose_conv_phases_avx512vnni_6x64c4",
];
const FLOATS: [&str; 3] = [
    "transpose_conv_phases_f32_avx2_6x16",
    "transpose_conv_phases_f32_avx2_6x16",
    "transpose_conv_phases_f32_avx512_6x64",
];
const HYBRID: [&str; 3] = [
    "transpose_conv_phases_hybrid_avx2_6x16c2",
    "transpose_conv_phases_hybrid_avxvnni_6x16c4",
    "transpose_conv_phases_hybrid_avx512vnni_6x64c4",
];

/// Most phases of rows: each is a convolution of its own, which a file of one column of weights could have as many of as
/// it has bytes.
const MOST_ROWS: usize = 32;

/// Phases of an axis, one beside the other, that have as many taps.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phases {
    range: Range<usize>,
    /// The convolution of the input: it makes one output of every phase for each group of outputs, a stride long.
    axis: WindowAxis,
    /// Outputs before the one of phase 0 of the first group, or beyond it where that is negative.
    offset: isize,
    stride: usize,
}

impl Phases {
    /// Those of the axis of the convolution from the output back to the input; together where they may be, or each by
    /// itself. `None` where some have no taps or no outputs, or where there are too many.
    fn of(back: &WindowAxis, together: bool) -> Option<Vec<Self>> {
        let stride = back.stride();
        if !together && stride > MOST_ROWS {
            return None;
        }
        let taps =
            |phase: usize| back.filter().checked_sub(phase).filter(|&rest| rest > 0).map(|rest| rest.div_ceil(stride));
        let mut found = Vec::new();
        let mut first = 0;
        while first < stride {
            let count = taps(first)?;
            let end = (first + 1..stride).find(|&phase| !together || taps(phase) != Some(count)).unwrap_or(stride);
            let last = (back.input() + back.pad_before()).checked_sub(1 + first)? / stride;
            found.push(Self::with_taps(back, first..end, count, last)?);
            first = end;
        }
        Some(found)
    }

    /// Phases with so many taps; the last of their groups is `last`.
    fn with_taps(back: &WindowAxis, range: Range<usize>, taps: usize, last: usize) -> Option<Self> {
        let (stride, pad, inputs) = (back.stride(), back.pad_before(), back.output());
        // Group g sees the inputs g − taps + 1 to g. Groups that make no output are there as well, if others need it that
        // the convolution begins with the first input, and ends with the last.
        let begin = pad.saturating_sub(range.end - 1).div_ceil(stride).min(taps - 1);
        let end = last.max(inputs.checked_sub(1)?);
        let spec = WindowSpec { input: inputs, filter: taps, stride: 1, dilation: 1 };
        let axis = WindowAxis::framed(spec, (taps - 1 - begin, end + 1 - inputs))?;
        let offset = isize::try_from(begin.checked_mul(stride)?).ok()?.checked_sub(isize::try_from(pad).ok()?)?;
        Some(Self { range, axis, offset, stride })
    }

    fn len(&self) -> usize {
        self.range.len()
    }

    /// The taps of a phase in the order of the inputs.
    fn taps(&self, phase: usize) -> impl Iterator<Item = usize> {
        let (phase, stride) = (self.range.start + phase, self.stride);
        (0..self.axis.filter()).rev().map(move |tap| tap * stride + phase)
    }

    /// The place of the first of a group's outputs, which may lie before the first one.
    fn place(&self, group: usize) -> isize {
        self.offset + (group * self.stride + self.range.start) as isize
    }
}

/// A convolution: a phase of rows, phases of columns.
struct Part {
    gemm: Gemm,
    rows: Phases,
    columns: Phases,
}

/// All convolutions of a layer.
struct Parts {
    parts: Vec<Part>,
    packed: PackedWeights,
    /// Which operand is the input.
    input: usize,
    extents: (Nhwc, Nhwc),
    /// Bytes of an input, and of an output.
    bytes: usize,
    /// Scratch for the outputs of a part.
    scratch: usize,
}

/// A fixed-point layer on vectors, where instruction set, weights, bias and parameters allow it. `window` is that of the
/// convolution from the output back to the input.
pub(crate) fn fixed_point(
    ctx: &mut Prepare<'_>,
    plan: &FixedPointPlan,
    window: &Window,
    extents: (Nhwc, Nhwc),
    positions: Positions,
) -> Result<Option<Prepared>> {
    let numbers = numbers(ctx, positions.input)?;
    let Some(bias) = bias_at::<i32>(ctx, positions.bias)? else { return Ok(None) };
    let Some(parts) = Parts::prepare(ctx, window, extents, (numbers, positions.input))? else { return Ok(None) };
    let mut products = Vec::new();
    for (part, sums) in parts.parts.iter().zip(parts.sums()) {
        // Columns of a product are the channels of one phase after the other's.
        let bias = bias.as_ref().map(|bias| bias.repeat(part.columns.len()));
        let repeated = plan.repeated(part.columns.len());
        let mut columns = vec![Doubling16::default(); part.gemm.columns_len()];
        let product = part.gemm.columns(&repeated.with_bias(bias.as_deref()), sums, &mut columns);
        let Some(product) = product else { return Ok(None) };
        products.push((product, columns));
    }
    let name = kernel_name(ctx.isa().level(), INTEGERS);
    Ok(Some(Prepared::kernel(name, FixedPointParts { parts, products })?))
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
    let Some(parts) = Parts::prepare(ctx, window, extents, (numbers, positions.input))? else { return Ok(None) };
    if !parts.packed.are_finite() {
        return Ok(None);
    }
    let columns = parts.parts.iter().map(|part| {
        let bias = bias.as_ref().map(|bias| bias.repeat(part.columns.len()));
        let mut columns = vec![Bias16::default(); part.gemm.columns_len()];
        part.gemm.float_columns(bias.as_deref(), &mut columns);
        columns
    });
    let columns = columns.collect();
    let name = kernel_name(ctx.isa().level(), FLOATS);
    Ok(Some(Prepared::kernel(name, FloatParts { parts, range, columns })?))
}

/// A layer of floats that are quantized image by image.
pub(crate) fn hybrid(
    ctx: &mut Prepare<'_>,
    plan: &HybridPlan,
    window: &Window,
    extents: (Nhwc, Nhwc),
    positions: Positions,
) -> Result<Option<Prepared>> {
    let Some(bias) = bias_at::<f32>(ctx, positions.bias)? else { return Ok(None) };
    let Some(parts) = Parts::prepare(ctx, window, extents, (Numbers::Hybrid, positions.input))? else {
        return Ok(None);
    };
    let columns = parts.parts.iter().zip(parts.sums()).map(|(part, sums)| {
        let bias = bias.as_ref().map(|bias| bias.repeat(part.columns.len()));
        let scales = plan.weights_scales.repeat(part.columns.len());
        let mut columns = vec![Hybrid16::default(); part.gemm.columns_len()];
        part.gemm.hybrid_columns(sums, &scales, bias.as_deref(), &mut columns);
        columns
    });
    let columns = columns.collect();
    let name = kernel_name(ctx.isa().level(), HYBRID);
    let kernel = HybridParts { parts, range: plan.range, columns, quantize: plan.quantize, quantized: plan.scratch };
    Ok(Some(Prepared::kernel(name, kernel)?))
}

impl Parts {
    fn prepare(
        ctx: &mut Prepare<'_>,
        window: &Window,
        extents: (Nhwc, Nhwc),
        (numbers, position): (Numbers, usize),
    ) -> Result<Option<Self>> {
        let (input, output) = extents;
        let (Some(rows), Some(columns)) = (Phases::of(&window.rows, false), Phases::of(&window.columns, true)) else {
            return Ok(None);
        };
        let Some(parts) = parts_of(ctx.isa(), (&rows, &columns), extents, numbers) else { return Ok(None) };
        let is_float = matches!(numbers, Numbers::Float(_));
        let of_weight = if is_float { size_of::<f32>() } else { 1 };
        let bytes = if matches!(numbers, Numbers::Signed | Numbers::Unsigned) { 1 } else { size_of::<f32>() };
        let size = (window.rows.filter(), window.columns.filter());
        let (packed, sums) = parts.iter().fold((0, 0), |(packed, sums), part| {
            (packed + part.gemm.packed_len(), sums + part.columns.len() * output.channels)
        });
        let Some(layout) = layout(&parts, window) else { return Ok(None) };
        let pack = packer(&parts, size, (output.channels, input.channels * of_weight));
        let sums = if is_float { 0 } else { sums };
        let Some(packed) = packed_weights(ctx, WEIGHTS, layout, (packed, sums), pack)? else { return Ok(None) };
        let of_part = |part: &Part| part.rows.axis.output() * part.columns.axis.output() * part.columns.len();
        let largest = parts.iter().map(of_part).max().unwrap_or(0);
        let scratch = ctx.scratch(largest * output.channels * bytes);
        Ok(Some(Self { parts, packed, input: position, extents, bytes, scratch }))
    }

    /// The sums of the weights of each part.
    fn sums(&self) -> impl Iterator<Item = &[i32]> {
        let mut rest = self.packed.sums();
        self.parts.iter().map(move |part| {
            let (sums, others) = rest.split_at((part.columns.len() * self.extents.1.channels).min(rest.len()));
            rest = others;
            sums
        })
    }

    /// Computes one image: `multiply` takes a part, its number, its packed weights, and where its outputs go.
    fn image(
        &self,
        output: &mut [u8],
        found: &mut [u8],
        mut multiply: impl FnMut(&Part, usize, &[i8], &mut [u8]) -> Result<()>,
    ) -> Result<()> {
        let mut packed = self.packed.weights();
        for (index, part) in self.parts.iter().enumerate() {
            let (weights, rest) = packed
                .split_at_checked(part.gemm.packed_len())
                .ok_or_else(|| err!(Internal, "packed weights are missing"))?;
            packed = rest;
            let size = part.rows.axis.output() * part.columns.axis.output() * part.columns.len();
            let found = &mut found[..size * self.extents.1.channels * self.bytes];
            multiply(part, index, weights, found)?;
            self.deal(part, found, output);
        }
        Ok(())
    }

    /// Puts the outputs of a part where they belong.
    fn deal(&self, part: &Part, found: &[u8], output: &mut [u8]) {
        let Nhwc { height, width, channels, .. } = self.extents.1;
        let (groups, count) = (part.columns.axis.output(), part.columns.len());
        let pixel = channels * self.bytes;
        for (group, line) in found.chunks_exact(groups * count * pixel).enumerate() {
            let Some(row) = usize::try_from(part.rows.place(group)).ok().filter(|&row| row < height) else { continue };
            let output = &mut output[row * width * pixel..(row + 1) * width * pixel];
            if count == part.columns.stride {
                // All phases: pixels follow each other.
                copy_pixels(line, part.columns.place(0), pixel, output);
                continue;
            }
            for (group, pixels) in line.chunks_exact(count * pixel).enumerate() {
                copy_pixels(pixels, part.columns.place(group), pixel, output);
            }
        }
    }
}

/// The convolutions of phases of rows and of columns.
fn parts_of(
    isa: Isa,
    (rows, columns): (&[Phases], &[Phases]),
    (input, output): (Nhwc, Nhwc),
    numbers: Numbers,
) -> Option<Vec<Part>> {
    let image = Nhwc { batch: 1, ..input };
    let each = rows.iter().flat_map(|rows| columns.iter().map(move |columns| (rows, columns)));
    let part = |(rows, columns): (&Phases, &Phases)| {
        let geometry = ConvGeometry { window: Window { rows: rows.axis, columns: columns.axis }, groups: 1 };
        let found = Nhwc::new(1, rows.axis.output(), columns.axis.output(), columns.len() * output.channels);
        // Phases without outputs have no lines to deal out.
        let gemm = Gemm::conv(isa, geometry, image, found, numbers).filter(|_| found.elements() != Some(0))?;
        Some(Part { gemm, rows: rows.clone(), columns: columns.clone() })
    };
    each.map(part).collect()
}

/// Packs the weights of all parts, of a filter of so many rows and columns; its output channels, and bytes of a pixel.
fn packer(parts: &[Part], size: (usize, usize), (channels, depth): (usize, usize)) -> impl Packer {
    let packers: Vec<_> =
        parts.iter().map(|part| (part.gemm.clone(), part.rows.clone(), part.columns.clone())).collect();
    move |weights: &[u8], mut packed: &mut [i8], mut sums: &mut [i32], workers: &dyn Workers| {
        let mut finite = true;
        for (gemm, rows, columns) in &packers {
            let weights = weights_of(weights, (rows, columns), size, (channels, depth));
            // Without room for packed weights they are only summed.
            let bytes = gemm.packed_len().min(packed.len());
            let count = (columns.len() * channels).min(sums.len());
            let (place, rest) = core::mem::take(&mut packed).split_at_mut(bytes);
            let (summed, others) = core::mem::take(&mut sums).split_at_mut(count);
            (packed, sums) = (rest, others);
            finite &= gemm.pack(&weights, place, summed, workers);
        }
        finite
    }
}

/// What tells the packed weights of these parts apart: the window's filter and stride, which the phases follow from, and
/// how each part is packed.
fn layout(parts: &[Part], window: &Window) -> Option<[usize; 8]> {
    let codes = parts.iter().map(|part| {
        let [_, _, _, _, _, numbers, tiles, _] = part.gemm.layout();
        2 * (numbers / 8) + tiles
    });
    let first = codes.clone().next()?;
    let code = match codes.clone().all(|code| code == first) {
        true => first,
        // Codes are from 2 to 15, so that this is more.
        false => codes.clone().try_fold(0usize, |all, code| all.checked_mul(16)?.checked_add(code))?,
    };
    let [_, _, _, _, _, numbers, _, _] = parts.first()?.gemm.layout();
    let Window { rows, columns } = window;
    Some([1, rows.filter(), rows.stride(), columns.filter(), columns.stride(), numbers % 8, code, 0])
}

/// Copies pixels to a line from pixel `first` on, but for those that lie outside it.
fn copy_pixels(pixels: &[u8], first: isize, pixel: usize, line: &mut [u8]) {
    let skipped = first.min(0).unsigned_abs() * pixel;
    let start = first.max(0).unsigned_abs() * pixel;
    let (Some(pixels), Some(line)) = (pixels.get(skipped..), line.get_mut(start..)) else { return };
    let count = pixels.len().min(line.len());
    line[..count].copy_from_slice(&pixels[..count]);
}

/// The weights of a part, OHWI, of those of the layer, whose pixels have `depth` bytes.
fn weights_of(
    weights: &[u8],
    (rows, columns): (&Phases, &Phases),
    (height, width): (usize, usize),
    (channels, depth): (usize, usize),
) -> Vec<u8> {
    let taps = rows.axis.filter() * columns.axis.filter();
    let mut found = Vec::with_capacity(columns.len() * channels * taps * depth);
    for phase in 0..columns.len() {
        for filter in weights.chunks_exact(height * width * depth).take(channels) {
            for row in rows.taps(0) {
                for column in columns.taps(phase) {
                    let first = (row * width + column) * depth;
                    found.extend_from_slice(&filter[first..first + depth]);
                }
            }
        }
    }
    found
}

/// Hands `run` each image of the input and of the output, and the memory of the parts.
fn for_each_image(
    parts: &Parts,
    (input, output, found): (&[u8], &mut [u8], &mut [u8]),
    mut run: impl FnMut(&[u8], &mut [u8], &mut [u8]) -> Result<()>,
) -> Result<()> {
    let (from, to) = parts.extents;
    let bytes = |of: Nhwc| (of.height * of.width * of.channels * parts.bytes).max(1);
    for (input, output) in input.chunks_exact(bytes(from)).zip(output.chunks_exact_mut(bytes(to))) {
        run(input, output, found)?;
    }
    Ok(())
}

struct FixedPointParts {
    parts: Parts,
    products: Vec<(Product, Vec<Doubling16>)>,
}

impl Kernel for FixedPointParts {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers: &dyn Workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let memory = (inputs.get(self.parts.input)?, outputs.get(0)?, scratch.get(self.parts.scratch)?);
        for_each_image(&self.parts, memory, |input, output, found| {
            self.parts.image(output, found, |part, index, packed, output| {
                if let Some((product, columns)) = self.products.get(index) {
                    part.gemm.run_fixed_point(product, Operands { input, packed, columns, output }, workers);
                }
                Ok(())
            })
        })
    }
}

struct FloatParts {
    parts: Parts,
    range: (f32, f32),
    columns: Vec<Vec<Bias16>>,
}

impl Kernel for FloatParts {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers: &dyn Workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let memory = (inputs.get(self.parts.input)?, outputs.get(0)?, scratch.get(self.parts.scratch)?);
        for_each_image(&self.parts, memory, |input, output, found| {
            self.parts.image(output, found, |part, index, packed, output| {
                if let Some(columns) = self.columns.get(index) {
                    part.gemm.run_float(self.range, Operands { input, packed, columns, output }, workers);
                }
                Ok(())
            })
        })
    }
}

struct HybridParts {
    parts: Parts,
    range: (f32, f32),
    columns: Vec<Vec<Hybrid16>>,
    quantize: HybridInput,
    /// Scratch for a quantized image.
    quantized: usize,
}

impl Kernel for HybridParts {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers: &dyn Workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let (found, quantized) = scratch.two::<u8, u8>(self.parts.scratch, self.quantized)?;
        let memory = (inputs.get(self.parts.input)?, outputs.get(0)?, found);
        for_each_image(&self.parts, memory, |input, output, found| {
            let input: &[f32] =
                bytemuck::try_cast_slice(input).map_err(|_| err!(Internal, "an input is not aligned"))?;
            let mut rows: [RowConstants; 1] = Default::default();
            let Some(first) = self.parts.parts.first() else { return Ok(()) };
            let inputs = HybridInputs { input, quantize: self.quantize, in_steps: false, quantized, rows: &mut rows };
            first.gemm.quantize(inputs, workers);
            self.parts.image(output, found, |part, index, packed, output| {
                if let Some(columns) = self.columns.get(index) {
                    let operands = Operands { input: quantized, packed, columns, output };
                    part.gemm.run_quantized((self.range, false), &rows, operands, workers);
                }
                Ok(())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrolite_kernels::padding::Padding;

    #[test]
    fn strides_of_rows_have_a_limit() {
        let phases = |stride: usize, together| {
            let spec = WindowSpec { input: 4 * stride, filter: stride + 1, stride, dilation: 1 };
            let back = WindowAxis::new(Padding::Valid, spec).unwrap();
            Phases::of(&back, together).map(|phases| phases.len())
        };
        assert_eq!(phases(MOST_ROWS, false), Some(MOST_ROWS));
        assert_eq!(phases(MOST_ROWS + 1, false), None);
        // Of two groups: one tap more, or none.
        assert_eq!(phases(MOST_ROWS + 1, true), Some(2));
    }

    #[test]
    fn phases_see_the_taps_and_inputs_of_the_windows_that_cover_their_outputs() {
        for (outputs, filter, stride) in (1..14).flat_map(|n| (1..7).flat_map(move |f| (1..4).map(move |s| (n, f, s))))
        {
            for (padding, together) in [(Padding::Same, false), (Padding::Same, true), (Padding::Valid, true)] {
                let spec = WindowSpec { input: outputs, filter, stride, dilation: 1 };
                let Some(back) = WindowAxis::new(padding, spec).filter(|back| back.output() > 0) else { continue };
                let Some(all) = Phases::of(&back, together) else {
                    assert!(filter < stride || outputs + back.pad_before() < stride, "{spec:?}");
                    continue;
                };
                let mut found = vec![None; outputs];
                for phases in &all {
                    for (group, phase) in (0..phases.axis.output()).flat_map(|g| (0..phases.len()).map(move |p| (g, p)))
                    {
                        let place = phases.place(group) + phase as isize;
                        let Some(place) = usize::try_from(place).ok().filter(|&place| place < outputs) else {
                            continue;
                        };
                        let taps: Vec<usize> = phases.taps(phase).collect();
                        let inside = phases.axis.taps(group);
                        let pairs =
                            inside.range.clone().enumerate().map(|(i, tap)| (inside.input_start + i, taps[tap]));
                        assert!(found[place].replace(pairs.collect::<Vec<_>>()).is_none());
                    }
                }
                for (output, found) in found.into_iter().enumerate() {
                    let sources = back.sources(output);
                    let pairs = sources.windows.clone().enumerate().map(|(i, w)| (w, sources.first_tap - i * stride));
                    assert_eq!(found, Some(pairs.collect()), "{spec:?} {padding:?} {output}");
                }
            }
        }
    }
}
