//! CONV_3D as matrix products: the inputs of all windows of a line are gathered, and multiplied with the filter.

use super::gemm::{bias_at, kernel_name};
use super::packing::{PackedWeights, packed_weights};
use super::volume::Positions;
use crate::arena::Io;
use crate::error::Result;
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::gemm::{Gemm, Numbers, Operands};
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::reference::conv3d::Volume;
use ferrolite_kernels::requantize::Bias16;

const NAMES: [&str; 3] = ["conv_3d_f32_avx2_6x16", "conv_3d_f32_avx2_6x16", "conv_3d_f32_avx512_6x64"];

/// Most floats of the windows of a line: more would not stay in any cache.
const MOST: usize = 1 << 20;

struct Lines {
    positions: Positions,
    volume: Volume,
    gemm: Gemm,
    packed: PackedWeights,
    columns: Vec<Bias16>,
    range: (f32, f32),
    /// Channels of the input and of the output.
    channels: (usize, usize),
    /// Floats of a window.
    window: usize,
    /// Scratch for the windows of a line.
    scratch: usize,
}

/// A convolution with a constant filter `[taps, inputs, outputs]` and bias, clamped to `range`, where the instruction set
/// has vectors.
pub(crate) fn prepare(
    ctx: &mut Prepare<'_>,
    positions: Positions,
    volume: &Volume,
    channels: (usize, usize),
    range: (f32, f32),
) -> Result<Option<Prepared>> {
    let taps: usize = volume.axes.iter().map(|axis| axis.filter()).product();
    let (rows, window) = (volume.axes[2].output(), taps * channels.0);
    let Some(floats) = rows.checked_mul(window).filter(|&floats| floats <= MOST) else { return Ok(None) };
    let numbers = Numbers::Float(ctx.floats());
    let Some(gemm) = Gemm::dense(ctx.isa(), (rows, window, channels.1), numbers) else { return Ok(None) };
    let Some(bias) = bias_at::<f32>(ctx, positions.bias)? else { return Ok(None) };
    let mut layout = gemm.layout();
    layout[0] = 2;
    let packer = gemm.clone();
    let pack = move |filter: &[u8], packed: &mut [i8], _: &mut [i32], workers: &dyn Workers| {
        let matrix = filter.as_chunks().0;
        if !packed.is_empty() {
            packer.pack_floats(matrix, false, bytemuck::cast_slice_mut(packed), workers);
        }
        matrix.iter().all(|&number| f32::from_ne_bytes(number).is_finite())
    };
    let packed = packed_weights(ctx, positions.filter, layout, (gemm.packed_len(), 0), pack)?;
    // Padding is multiplied, too.
    let Some(packed) = packed.filter(PackedWeights::are_finite) else { return Ok(None) };
    let mut columns = vec![Bias16::default(); gemm.columns_len()];
    gemm.float_columns(bias.as_deref(), &mut columns);
    let scratch = ctx.scratch(floats * size_of::<f32>());
    let name = kernel_name(ctx.isa().level(), NAMES);
    let volume = *volume;
    Prepared::kernel(name, Lines { positions, volume, gemm, packed, columns, range, channels, window, scratch })
        .map(Some)
}

impl Lines {
    /// Gathers the windows of line `y` of plane `z`, padding being zeros.
    fn gather(&self, input: &[f32], (batch, z, y): (usize, usize, usize), windows: &mut [f32]) {
        let [depth, rows, columns] = &self.volume.axes;
        let (z_taps, y_taps) = (depth.taps(z), rows.taps(y));
        let inputs = self.channels.0;
        let of_taps = columns.filter() * inputs;
        for (x, window) in windows.chunks_exact_mut(self.window).enumerate() {
            let x_taps = columns.taps(x);
            for (tap, places) in window.chunks_exact_mut(of_taps).enumerate() {
                let (z_tap, y_tap) = (tap / rows.filter(), tap % rows.filter());
                if !z_taps.range.contains(&z_tap) || !y_taps.range.contains(&y_tap) {
                    places.fill(0.0);
                    continue;
                }
                let plane = z_taps.input_start + (z_tap - z_taps.range.start) * depth.dilation();
                let line = y_taps.input_start + (y_tap - y_taps.range.start) * rows.dilation();
                let line = ((batch * depth.input() + plane) * rows.input() + line) * columns.input();
                places[..x_taps.range.start * inputs].fill(0.0);
                places[x_taps.range.end * inputs..].fill(0.0);
                for (i, place) in
                    places[x_taps.range.start * inputs..x_taps.range.end * inputs].chunks_exact_mut(inputs).enumerate()
                {
                    let pixel = line + x_taps.input_start + i * columns.dilation();
                    place.copy_from_slice(&input[pixel * inputs..(pixel + 1) * inputs]);
                }
            }
        }
    }
}

impl Kernel for Lines {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        let input: &[f32] = inputs.get(self.positions.input)?;
        let output: &mut [f32] = outputs.get(0)?;
        let windows: &mut [f32] = scratch.get(self.scratch)?;
        let [depth, rows, columns] = self.volume.axes.map(|axis| axis.output());
        let lines =
            (0..self.volume.batch * depth * rows).zip(output.chunks_exact_mut((columns * self.channels.1).max(1)));
        for (line, output) in lines {
            self.gather(input, (line / (depth * rows), line / rows % depth, line % rows), windows);
            let (packed, columns) = (self.packed.weights(), &self.columns);
            let (input, output) = (bytemuck::cast_slice(windows), bytemuck::cast_slice_mut(output));
            self.gemm.run_float(self.range, Operands { input, packed, columns, output }, workers);
        }
        Ok(())
    }
}
