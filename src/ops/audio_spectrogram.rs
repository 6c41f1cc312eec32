//! AudioSpectrogram, a custom operator: the power or magnitude of the frequencies of sound over time.
//!
//! Operand: samples `[time, channels]` (float32). Output: `[channels, frames, frequencies]` (float32), a frame every
//! `stride` samples, each under a periodic Hann window of `window_size` samples, padded with zeros to the next power
//! of two; power if `magnitude_squared`, else its root. The options are a FlexBuffer. Computed in `f64`; the power is
//! rounded to `f32` before the root is taken.
//!
//! Source: `tflite/kernels/audio_spectrogram.cc`, `internal/spectrogram.cc`.

use super::support::custom_options::CustomOptions;
use super::support::spectra::{complexes, roots};
use super::support::units::one_of;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, err};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::fft::Complex;
use ferrolite_kernels::reference::spectral::{fill_hann, spectrum};

pub(super) const DEF: OpDef = OpDef::custom("AudioSpectrogram", prepare).types("float32");

struct Spectrogram {
    window: Vec<f64>,
    roots: Vec<Complex>,
    line: usize,
    stride: usize,
    channels: usize,
    frames: usize,
    frequencies: usize,
    root: bool,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = CustomOptions::read(ctx.custom_options())?;
    let size = options.count("window_size", 0, 2)?;
    let stride = options.count("stride", 0, 1)?;
    let root = !options.truth("magnitude_squared")?;
    let input = ctx.input(0)?;
    one_of(&input, &[TensorType::Float32])?;
    one_of(&ctx.output(0)?, &[TensorType::Float32])?;
    let &[time, channels] = input.shape else {
        return Err(err!(BadShape, "{input}: must have the shape [time, channels]"));
    };
    let frames = time.checked_sub(size).map_or(0, |room| room / stride + 1);
    let length =
        size.checked_next_power_of_two().ok_or_else(|| err!(LimitExceeded, "window_size {size} is too large"))?;
    let frequencies = length / 2 + 1;
    ctx.set_output_shape(0, &[channels, frames, frequencies])?;
    let (roots, line) = (roots(length)?, complexes(ctx, Some(length))?);
    let mut window = vec![0.0; size];
    fill_hann(&mut window);
    let transforms = (channels as u64).saturating_mul(frames as u64);
    let each = (length as u64).saturating_mul(u64::from(length.trailing_zeros()) + 4);
    ctx.set_work(transforms.saturating_mul(each));
    let spectrogram = Spectrogram { window, roots, line, stride, channels, frames, frequencies, root };
    Prepared::kernel("audio_spectrogram_reference", spectrogram)
}

impl Kernel for Spectrogram {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let (samples, output) = (inputs.get::<f32>(0)?, outputs.get::<f32>(0)?);
        let line = scratch.get(self.line)?;
        let frames = (0..self.channels).flat_map(|channel| (0..self.frames).map(move |frame| (channel, frame)));
        for ((channel, frame), powers) in frames.zip(output.chunks_exact_mut(self.frequencies)) {
            let samples = samples.get(frame * self.stride * self.channels + channel..).unwrap_or_default();
            spectrum(samples, self.channels, &self.window, self.root, &self.roots, line, powers);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn spectrogram(window_size: i32, stride: i32) -> OneOp {
        let mut builder = flexbuffers::Builder::default();
        let mut map = builder.start_map();
        map.push("window_size", window_size);
        map.push("stride", stride);
        map.push("magnitude_squared", true);
        map.end_map();
        OneOp::custom("AudioSpectrogram", builder.view())
            .input(TensorType::Float32, &[4, 1])
            .output(TensorType::Float32)
    }

    #[test]
    fn a_constant_has_the_window_s_spectrum() {
        let op = spectrogram(4, 1);
        assert_eq!(op.run::<f32, f32>(&[&[1.0; 4]]).unwrap(), [4.0, 1.0, 0.0]);
        assert_eq!(spectrogram(5, 1).shape(), [1, 0, 5]);
    }

    #[test]
    fn windows_and_strides_are_checked() {
        assert_eq!(spectrogram(1, 1).refusal(), ErrorKind::BadOption);
        assert_eq!(spectrogram(4, 0).refusal(), ErrorKind::BadOption);
        assert_eq!(spectrogram(i32::MAX, 1).refusal(), ErrorKind::LimitExceeded);
    }
}
