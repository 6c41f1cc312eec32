//! Mfcc, a custom operator: the cepstral coefficients of a spectrogram on the mel scale.
//!
//! Operands: powers `[channels, frames, frequencies]` (float32) and the samples per second (int32, one element, may
//! come from the graph). Output: `[channels, frames, coefficients]` (float32). Magnitudes pass a bank of triangular
//! filters; their logarithms, of at least 10⁻¹², a cosine transform. Where the upper limit lies beyond the
//! spectrogram's frequencies all coefficients are 0, as in the reference. The options are a FlexBuffer of integers.
//! Computed in `f64` and rounded once.
//!
//! Source: `tflite/kernels/mfcc.cc`, `internal/{mfcc,mfcc_dct,mfcc_mel_filterbank}.cc`.

use super::support::custom_options::CustomOptions;
use super::support::units::one_of;
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::Io;
use crate::error::{Result, ensure, err};
use crate::plan::Prepare;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_kernels::reference::spectral::{MelBank, MelWeight, fill_cosines, mfcc};

pub(super) const DEF: OpDef = OpDef::custom("Mfcc", prepare).operands(2..=2, 1..=1).types("float32");

struct Coefficients {
    bank: MelBank,
    weights: Vec<MelWeight>,
    cosines: Vec<f64>,
    filtered: usize,
    count: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = CustomOptions::read(ctx.custom_options())?;
    let limits = [options.int("lower_frequency_limit", 0)?, options.int("upper_frequency_limit", 0)?];
    let channels = options.count("filterbank_channel_count", 0, 1)?;
    let count = options.count("dct_coefficient_count", 0, 1)?;
    ensure!(count <= channels, BadOption, "dct_coefficient_count {count} exceeds the {channels} channels");
    let (input, rate) = (ctx.input(0)?, ctx.input(1)?);
    one_of(&input, &[TensorType::Float32])?;
    one_of(&ctx.output(0)?, &[TensorType::Float32])?;
    one_of(&rate, &[TensorType::Int32])?;
    let &[sounds, frames, frequencies] = input.shape else {
        return Err(err!(BadShape, "{input}: must have the shape [channels, frames, frequencies]"));
    };
    ensure!(rate.elements() == 1, BadShape, "{rate}: must have one element");
    ctx.set_output_shape(0, &[sounds, frames, count])?;
    let bytes = channels.checked_mul(8).filter(|&bytes| bytes <= MAX_TABLE);
    let filtered = ctx.scratch(bytes.ok_or_else(|| err!(LimitExceeded, "{channels} channels are too many"))?);
    let table = channels.checked_mul(count).filter(|&entries| entries <= MAX_TABLE / 8);
    let table = table.ok_or_else(|| err!(LimitExceeded, "{count} coefficients of {channels} channels are too many"))?;
    let rate = ctx.value::<i32>(1)?.first().copied().unwrap_or_default();
    let limits = limits.map(f64::from);
    let mut weights = vec![MelWeight::default(); frequencies];
    let bank = MelBank::new(f64::from(rate), limits, &mut vec![0.0; channels + 1], &mut weights);
    let bank = bank.ok_or_else(|| {
        err!(
            BadOption,
            "no filters for {frequencies} frequencies at rate {rate} from {} to {} Hz",
            limits[0],
            limits[1]
        )
    })?;
    let mut cosines = vec![0.0; table];
    fill_cosines(channels, &mut cosines);
    let each = (frequencies as u64).saturating_add(table as u64).saturating_add(channels as u64);
    ctx.set_work((sounds as u64).saturating_mul(frames as u64).saturating_mul(each));
    Prepared::kernel("mfcc_reference", Coefficients { bank, weights, cosines, filtered, count })
}

/// Most bytes of the cosine transform's table, which belongs to the plan.
const MAX_TABLE: usize = 1 << 28;

impl Kernel for Coefficients {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let (powers, output) = (inputs.get::<f32>(0)?, outputs.get::<f32>(0)?);
        let filtered = scratch.get(self.filtered)?;
        for (frame, coefficients) in powers.chunks_exact(self.bank.inputs).zip(output.chunks_exact_mut(self.count)) {
            mfcc(&self.bank, &self.weights, &self.cosines, frame, filtered, coefficients);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;

    fn coefficients(upper: i32, channels: i32, count: i32, rate: i32) -> OneOp {
        let mut builder = flexbuffers::Builder::default();
        let mut map = builder.start_map();
        map.push("upper_frequency_limit", upper);
        map.push("lower_frequency_limit", 20);
        map.push("filterbank_channel_count", channels);
        map.push("dct_coefficient_count", count);
        map.end_map();
        OneOp::custom("Mfcc", builder.view())
            .input(TensorType::Float32, &[1, 1, 65])
            .constant(TensorType::Int32, &[1], &[rate])
            .output(TensorType::Float32)
    }

    #[test]
    fn silence_is_the_floor() {
        let found = coefficients(4000, 20, 2, 16000).run::<f32, f32>(&[&[0.0; 65]]).unwrap();
        // 20 logarithms of 10⁻¹² under the constant row of the transform, none under the next.
        let floor = libm_floor(20);
        assert!((found[0] - floor).abs() < 1e-3 && found[1].abs() < 1e-3, "{found:?}");
    }

    fn libm_floor(channels: i32) -> f32 {
        (f64::from(channels) * 1e-12f64.ln() * (2.0 / f64::from(channels)).sqrt()) as f32
    }

    #[test]
    fn options_are_checked() {
        assert_eq!(coefficients(20, 20, 2, 16000).refusal(), ErrorKind::BadOption);
        assert_eq!(coefficients(4000, 20, 21, 16000).refusal(), ErrorKind::BadOption);
        assert_eq!(coefficients(4000, 0, 0, 16000).refusal(), ErrorKind::BadOption);
        assert_eq!(coefficients(4000, 20, 2, 0).refusal(), ErrorKind::BadOption);
        assert_eq!(coefficients(4000, i32::MAX, 2, 16000).refusal(), ErrorKind::LimitExceeded);
    }
}
