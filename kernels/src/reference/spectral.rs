//! Spectra of sound and images: RFFT2D, AudioSpectrogram and Mfcc.
//!
//! Everything is computed in `f64` and rounded once. Facts: `tflite/kernels/rfft2d.cc`,
//! `internal/{spectrogram,mfcc,mfcc_dct,mfcc_mel_filterbank}.cc`.

use crate::fft::{Complex, fft};

/// One image's transform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rfft2d {
    /// Rows and columns of the input.
    pub input: [usize; 2],
    /// Rows and columns of the transform, powers of two; the input is cut or padded with zeros.
    pub length: [usize; 2],
}

/// Transforms one image `[input rows, columns]` into `[length rows, length columns / 2 + 1]` pairs of real and
/// imaginary part. `plane` is scratch for the transform's rows × (columns / 2 + 1), `line` for the longer of its
/// sides.
pub fn rfft2d(
    plan: &Rfft2d,
    input: &[f32],
    roots: &[Complex],
    plane: &mut [Complex],
    line: &mut [Complex],
    output: &mut [[f32; 2]],
) {
    let [rows, columns] = plan.length;
    let kept = columns / 2 + 1;
    plane.fill([0.0; 2]);
    let lines = input.chunks_exact(plan.input[1].max(1)).take(rows);
    for (row, into) in lines.zip(plane.chunks_exact_mut(kept)) {
        let line = &mut line[..columns];
        line.fill([0.0; 2]);
        for (value, &real) in line.iter_mut().zip(row) {
            value[0] = f64::from(real);
        }
        fft(line, roots);
        into.copy_from_slice(&line[..kept]);
    }
    for column in 0..kept {
        let line = &mut line[..rows];
        for (value, row) in line.iter_mut().zip(plane.chunks_exact(kept)) {
            *value = row[column];
        }
        fft(line, roots);
        for (value, row) in line.iter().zip(output.chunks_exact_mut(kept)) {
            row[column] = [value[0] as f32, value[1] as f32];
        }
    }
}

/// Fills `window` with the periodic Hann window.
pub fn fill_hann(window: &mut [f64]) {
    let length = window.len() as f64;
    for (index, weight) in window.iter_mut().enumerate() {
        *weight = 0.5 - 0.5 * libm::cos(2.0 * core::f64::consts::PI * index as f64 / length);
    }
}

/// The power, or with `root` the magnitude, of each frequency of one frame of samples, which are `stride` apart.
/// `line` is scratch of the transform's length, a power of two of at least the window's.
pub fn spectrum(
    samples: &[f32],
    stride: usize,
    window: &[f64],
    root: bool,
    roots: &[Complex],
    line: &mut [Complex],
    output: &mut [f32],
) {
    line.fill([0.0; 2]);
    for ((value, &sample), weight) in line.iter_mut().zip(samples.iter().step_by(stride.max(1))).zip(window) {
        value[0] = f64::from(sample) * weight;
    }
    fft(line, roots);
    for (power, &[real, imaginary]) in output.iter_mut().zip(line.iter()) {
        *power = (real * real + imaginary * imaginary) as f32;
        if root {
            *power = libm::sqrtf(*power);
        }
    }
}

/// A bank of triangular filters on the mel scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MelBank {
    /// Frequencies of a frame, at least 2.
    pub inputs: usize,
    /// Filters, at least 1.
    pub channels: usize,
    first: usize,
    /// The last frequency that counts; may lie beyond the frame.
    last: usize,
}

/// How a frequency enters the bank.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MelWeight {
    /// The filter on whose falling side it lies; 0 is in front of the first filter, `n + 1` is filter `n`.
    pub channel: usize,
    /// Its share in that filter; the rest goes to the next one.
    pub share: f64,
}

fn mel(frequency: f64) -> f64 {
    1127.0 * libm::log1p(frequency / 700.0)
}

impl MelBank {
    /// A bank for frames of `inputs` powers of sound of `rate` samples a second. `centers` is scratch for one
    /// number more than there are channels, `weights` gets one for each input. `None` where LiteRT's bank is not
    /// initialised: no channels, fewer than 2 inputs, a rate of 0, or limits that are negative or in disorder.
    #[must_use]
    pub fn new(rate: f64, limits: [f64; 2], centers: &mut [f64], weights: &mut [MelWeight]) -> Option<Self> {
        let (inputs, channels) = (weights.len(), centers.len().checked_sub(1)?);
        let [lower, upper] = limits;
        // NaN is in disorder, too.
        let ordered = lower >= 0.0 && upper > lower && rate > 0.0;
        if channels < 1 || inputs < 2 || !ordered {
            return None;
        }
        let (low, high) = (mel(lower), mel(upper));
        let spacing = (high - low) / (channels as f64 + 1.0);
        for (index, center) in centers.iter_mut().enumerate() {
            *center = low + spacing * (index as f64 + 1.0);
        }
        let hertz = 0.5 * rate / (inputs as f64 - 1.0);
        // The casts saturate where the reference's overflow.
        let (first, last) = ((1.5 + lower / hertz) as usize, (upper / hertz) as usize);
        let mut channel = 0;
        for (index, weight) in weights.iter_mut().enumerate() {
            *weight = MelWeight::default();
            if index < first || index > last {
                continue;
            }
            let at = mel(index as f64 * hertz);
            while channel < channels && centers[channel] < at {
                channel += 1;
            }
            let start = if channel == 0 { low } else { centers[channel - 1] };
            let share = (centers[channel] - at) / (centers[channel] - start);
            *weight = MelWeight { channel, share };
        }
        Some(Self { inputs, channels, first, last })
    }

    /// Filters one frame. A frame that ends in front of the upper limit gives `false` and no numbers.
    fn apply(&self, weights: &[MelWeight], frame: &[f32], output: &mut [f64]) -> bool {
        if self.inputs <= self.last {
            return false;
        }
        output.fill(0.0);
        let used = self.first.min(self.last + 1)..self.last + 1;
        for (&power, weight) in frame[used.clone()].iter().zip(&weights[used]) {
            let magnitude = libm::sqrt(f64::from(power));
            let share = magnitude * weight.share;
            if let Some(channel) = weight.channel.checked_sub(1).and_then(|channel| output.get_mut(channel)) {
                *channel += share;
            }
            if let Some(channel) = output.get_mut(weight.channel) {
                *channel += magnitude - share;
            }
        }
        true
    }
}

/// Fills the table of the cosine transform, a row of `inputs` for each coefficient.
pub fn fill_cosines(inputs: usize, cosines: &mut [f64]) {
    let norm = libm::sqrt(2.0 / inputs as f64);
    let step = core::f64::consts::PI / inputs as f64;
    for (row, cosines) in cosines.chunks_exact_mut(inputs.max(1)).enumerate() {
        for (column, cosine) in cosines.iter_mut().enumerate() {
            *cosine = norm * libm::cos(row as f64 * step * (column as f64 + 0.5));
        }
    }
}

/// The coefficients of one frame of powers: filtered, in logarithms, cosine-transformed. `filtered` is scratch for a
/// number for each channel. A frame that ends in front of the upper limit has coefficients of 0, as in the reference.
pub fn mfcc(
    bank: &MelBank,
    weights: &[MelWeight],
    cosines: &[f64],
    frame: &[f32],
    filtered: &mut [f64],
    output: &mut [f32],
) {
    if !bank.apply(weights, frame, filtered) {
        output.fill(0.0);
        return;
    }
    for value in filtered.iter_mut() {
        // NaN passes.
        *value = libm::log(if *value < 1e-12 { 1e-12 } else { *value });
    }
    for (coefficient, cosines) in output.iter_mut().zip(cosines.chunks_exact(bank.channels)) {
        let products = cosines.iter().zip(filtered.iter()).map(|(cosine, value)| cosine * value);
        *coefficient = products.sum::<f64>() as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fft::{fill_roots, roots_len};
    use std::vec;

    #[test]
    fn a_wave_has_one_frequency() {
        let mut roots = vec![[0.0; 2]; roots_len(16)];
        fill_roots(&mut roots);
        let samples: vec::Vec<f32> =
            (0..16).map(|n| libm::cos(core::f64::consts::PI * n as f64 / 4.0) as f32).collect();
        let mut powers = [0.0; 9];
        spectrum(&samples, 1, &[1.0; 16], false, &roots, &mut [[0.0; 2]; 16], &mut powers);
        assert!((powers[2] - 64.0).abs() < 1e-4 && powers[3] < 1e-6, "{powers:?}");
    }

    #[test]
    fn a_constant_image_has_only_its_sum() {
        let mut roots = vec![[0.0; 2]; roots_len(4)];
        fill_roots(&mut roots);
        let plan = Rfft2d { input: [3, 2], length: [2, 4] };
        let mut output = [[9.0; 2]; 6];
        rfft2d(&plan, &[1.0; 6], &roots, &mut [[0.0; 2]; 6], &mut [[0.0; 2]; 4], &mut output);
        assert_eq!(output[0], [4.0, 0.0]);
        assert_eq!(output[3..], [[0.0; 2]; 3]);
    }

    #[test]
    fn banks_without_order_are_refused() {
        let bank = |rate, limits| MelBank::new(rate, limits, &mut [0.0; 3], &mut [MelWeight::default(); 9]);
        assert!(bank(8000.0, [20.0, 4000.0]).is_some());
        assert_eq!(bank(0.0, [20.0, 4000.0]), None);
        assert_eq!(bank(8000.0, [-1.0, 4000.0]), None);
        assert_eq!(bank(8000.0, [4000.0, 4000.0]), None);
        assert_eq!(bank(8000.0, [0.0, f64::NAN]), None);
        assert_eq!(MelBank::new(1.0, [0.0, 1.0], &mut [0.0], &mut [MelWeight::default(); 9]), None);
    }

    #[test]
    fn a_limit_beyond_the_frame_gives_zeros() {
        let (mut centers, mut weights) = ([0.0; 3], [MelWeight::default(); 9]);
        let bank = MelBank::new(8000.0, [20.0, 5000.0], &mut centers, &mut weights).unwrap();
        let mut output = [5.0; 2];
        mfcc(&bank, &weights, &[1.0; 4], &[1.0; 9], &mut [0.0; 2], &mut output);
        assert_eq!(output, [0.0; 2]);
    }
}
