//! CONV_3D and CONV_3D_TRANSPOSE of floats over NDHWC volumes.
//!
//! Sources: `tflite/kernels/internal/reference/conv3d.h`, `conv3d_transpose.h`; sums in their order.

use super::accumulate::{Accumulate, Finish, Real};
use crate::linear::Float;
use crate::padding::WindowAxis;

/// Windows that move over a volume. A transposed convolution's windows move over its output, one for each pixel of its
/// input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Volumes.
    pub batch: usize,
    /// Along depth, height and width.
    pub axes: [WindowAxis; 3],
}

impl Volume {
    /// Hands `visit` each window's index, each of its taps that lies inside the volume, and the pixel under that tap.
    #[inline]
    fn for_each_tap(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let [depth, rows, columns] = &self.axes;
        for batch in 0..self.batch {
            for z in 0..depth.output() {
                let z_taps = depth.taps(z);
                for y in 0..rows.output() {
                    let y_taps = rows.taps(y);
                    for x in 0..columns.output() {
                        let x_taps = columns.taps(x);
                        let window = ((batch * depth.output() + z) * rows.output() + y) * columns.output() + x;
                        for (i, z_tap) in z_taps.range.clone().enumerate() {
                            let plane = batch * depth.input() + z_taps.input_start + i * depth.dilation();
                            for (j, y_tap) in y_taps.range.clone().enumerate() {
                                let line = plane * rows.input() + y_taps.input_start + j * rows.dilation();
                                for (k, x_tap) in x_taps.range.clone().enumerate() {
                                    let pixel = line * columns.input() + x_taps.input_start + k * columns.dilation();
                                    let tap = (z_tap * rows.filter() + y_tap) * columns.filter() + x_tap;
                                    visit(window, tap, pixel);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn finish(parameters: &Float<'_>, channels: usize, output: &mut [f32]) {
    for pixel in output.chunks_exact_mut(channels) {
        for (channel, value) in pixel.iter_mut().enumerate() {
            *value = parameters.finish(channel, *value);
        }
    }
}

/// A convolution: `[batch, depth, height, width, inputs]` with filters `[depth, height, width, inputs, outputs]`; channels
/// `(inputs, outputs)`, both at least 1.
pub fn conv_3d(
    volume: &Volume,
    (inputs, outputs): (usize, usize),
    parameters: &Float<'_>,
    input: &[f32],
    filter: &[f32],
    output: &mut [f32],
) {
    output.fill(0.0);
    volume.for_each_tap(|window, tap, pixel| {
        let sums = &mut output[window * outputs..(window + 1) * outputs];
        let values = &input[pixel * inputs..(pixel + 1) * inputs];
        let weights = &filter[tap * inputs * outputs..(tap + 1) * inputs * outputs];
        for (&x, weights) in values.iter().zip(weights.chunks_exact(outputs)) {
            for (sum, &w) in sums.iter_mut().zip(weights) {
                *sum += x * w;
            }
        }
    });
    finish(parameters, outputs, output);
}

/// A transposed convolution: `[batch, depth, height, width, inputs]` with filters `[depth, height, width, outputs,
/// inputs]`; channels `(inputs, outputs)`, both at least 1.
pub fn conv_3d_transpose(
    volume: &Volume,
    (inputs, outputs): (usize, usize),
    parameters: &Float<'_>,
    input: &[f32],
    filter: &[f32],
    output: &mut [f32],
) {
    output.fill(0.0);
    volume.for_each_tap(|window, tap, pixel| {
        let sums = &mut output[pixel * outputs..(pixel + 1) * outputs];
        let values = &input[window * inputs..(window + 1) * inputs];
        let weights = &filter[tap * inputs * outputs..(tap + 1) * inputs * outputs];
        for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(inputs)) {
            let mut total = [*sum];
            Real.dot_rows(&mut total, values, [weights]);
            *sum = total[0];
        }
    });
    finish(parameters, outputs, output);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::padding::{Padding, WindowSpec};

    fn volume(padding: Padding, inputs: [usize; 3], filters: [usize; 3], stride: usize, dilation: usize) -> Volume {
        let axis = |i: usize| {
            let spec = WindowSpec { input: inputs[i], filter: filters[i], stride, dilation };
            WindowAxis::new(padding, spec).unwrap()
        };
        Volume { batch: 2, axes: [axis(0), axis(1), axis(2)] }
    }

    const PLAIN: Float<'static> = Float { bias: None, min: f32::MIN, max: f32::MAX };

    #[test]
    fn a_filter_is_summed_over_its_volume() {
        let volume = volume(Padding::Valid, [2, 2, 3], [2, 2, 2], 1, 1);
        let input: Vec<f32> = (0..24).map(|i| i as f32).collect();
        let mut output = [0.0; 4];
        let bias = [0.5];
        let parameters = Float { bias: Some(&bias), min: f32::MIN, max: 120.0 };
        conv_3d(&volume, (1, 1), &parameters, &input, &[1.0; 8], &mut output);
        // 0+1+3+4 + 6+7+9+10, one more each for the next column, twelve more each for the next volume.
        assert_eq!(output, [40.5, 48.5, 120.0, 120.0]);
    }

    #[test]
    fn the_transposed_convolution_is_the_adjoint() {
        // <conv(x), y> = <x, transposed(y)> for any x and y; the channels change roles.
        for (padding, stride, dilation) in [(Padding::Same, 2, 1), (Padding::Valid, 1, 2), (Padding::Same, 1, 1)] {
            let volume = volume(padding, [3, 4, 5], [2, 2, 2], stride, dilation);
            let windows: usize = 2 * volume.axes.iter().map(WindowAxis::output).product::<usize>();
            let wave = |n: usize, step: usize| -> Vec<f32> { (0..n).map(|i| ((i * step) % 13) as f32 - 6.0).collect() };
            let (x, y, filter) = (wave(2 * 60 * 3, 5), wave(windows * 2, 7), wave(8 * 3 * 2, 3));
            let (mut forth, mut back) = (vec![0.0; y.len()], vec![0.0; x.len()]);
            conv_3d(&volume, (3, 2), &PLAIN, &x, &filter, &mut forth);
            conv_3d_transpose(&volume, (2, 3), &PLAIN, &y, &filter, &mut back);
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            assert_eq!(dot(&forth, &y), dot(&x, &back));
        }
    }
}
