//! QUANTIZE and DEQUANTIZE: between reals and affine-quantized integers, per tensor or per channel.
//!
//! Sources: `quantize.cc`, `dequantize.h`, `internal/reference/{quantize,dequantize}.h`.

use super::binary::Affine;
use super::packed::Packed;
use crate::math::round_to_i32;
use crate::quant::{ClampRange, QuantizedInteger};

/// `round(value / scale) + zero_point` in `f32`, ties away from zero, clamped.
///
/// Quotients beyond `i32` saturate and NaN counts as 0, both undefined in the reference (on x86 they become −2^31,
/// and a negative zero point then wraps them around).
#[inline(always)]
#[must_use]
pub fn quantize(value: f32, of: Affine, range: ClampRange) -> i32 {
    let steps = round_to_i32(value / of.scale);
    range.clamp(steps.saturating_add(of.zero_point))
}

/// `scale · (q − zero_point)`, rounded once.
#[inline(always)]
#[must_use]
pub fn dequantize(q: i32, of: Affine) -> f32 {
    of.scale * q.wrapping_sub(of.zero_point) as f32
}

/// Where a quantized tensor's channels lie: `index / inner % channels` is an element's channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelLayout {
    /// Extent of the quantized dimension.
    pub channels: usize,
    /// Elements of the dimensions after it.
    pub inner: usize,
}

impl ChannelLayout {
    /// One channel for all: quantization per tensor.
    pub const WHOLE: Self = Self { channels: 1, inner: usize::MAX };
}

/// Applies `f(parameters of the channel, input, out)` to each stretch of elements of one channel. `parameters` has
/// one entry for each channel.
fn by_channel<I, O>(
    layout: ChannelLayout,
    parameters: &[Affine],
    input: &[I],
    out: &mut [O],
    f: impl Fn(Affine, &[I], &mut [O]),
) {
    let inner = layout.inner.max(1);
    let channels = parameters.iter().take(layout.channels).cycle();
    for ((input, out), &of) in input.chunks(inner).zip(out.chunks_mut(inner)).zip(channels) {
        f(of, input, out);
    }
}

/// `out = quantize(input)`.
pub fn quantize_slice<T: QuantizedInteger>(layout: ChannelLayout, parameters: &[Affine], input: &[f32], out: &mut [T]) {
    by_channel(layout, parameters, input, out, |of, input, out| {
        for (out, &value) in out.iter_mut().zip(input) {
            *out = T::from_clamped(quantize(value, of, T::RANGE));
        }
    });
}

/// `out = dequantize(input)`.
pub fn dequantize_slice<T: QuantizedInteger>(
    layout: ChannelLayout,
    parameters: &[Affine],
    input: &[T],
    out: &mut [f32],
) {
    by_channel(layout, parameters, input, out, |of, input, out| {
        for (out, &q) in out.iter_mut().zip(input) {
            *out = dequantize(q.into(), of);
        }
    });
}

/// `out = dequantize(values of input)`: one value for each element of `out`.
pub fn dequantize_packed(packed: Packed, layout: ChannelLayout, parameters: &[Affine], input: &[u8], out: &mut [f32]) {
    let inner = layout.inner.max(1);
    let mut values = packed.values(input);
    for (out, &of) in out.chunks_mut(inner).zip(parameters.iter().take(layout.channels).cycle()) {
        for (out, q) in out.iter_mut().zip(&mut values) {
            *out = dequantize(q, of);
        }
    }
}

/// `out = quantize(input)`, packed, one scale for the whole tensor.
pub fn quantize_packed(packed: Packed, of: Affine, input: &[f32], out: &mut [u8]) {
    packed.pack(input.iter().map(|&value| quantize(value, of, packed.range())), out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HALF: Affine = Affine { scale: 0.5, zero_point: 3 };

    #[test]
    fn ties_go_away_from_zero_and_the_rest_saturates() {
        let q = |value| quantize(value, HALF, ClampRange::I8);
        assert_eq!((q(0.25), q(-0.25), q(0.24), q(1e9), q(-1e9)), (4, 2, 3, 127, -128));
        assert_eq!((q(f32::INFINITY), q(f32::NEG_INFINITY), q(f32::NAN)), (127, -128, 3));
        let negative = Affine { scale: 0.5, zero_point: -128 };
        assert_eq!(quantize(-1e30, negative, ClampRange::I8), -128);
    }

    proptest! {
        #[test]
        fn dequantized_values_quantize_back(q: i16, scale in 1e-6f32..1e6, zero_point in -128i32..=127) {
            let of = Affine { scale, zero_point };
            prop_assert_eq!(quantize(dequantize(q.into(), of), of, ClampRange::I16), i32::from(q));
        }
    }

    #[test]
    fn channels_repeat_along_the_outer_dimensions() {
        let parameters = [Affine { scale: 1.0, zero_point: 0 }, Affine { scale: 10.0, zero_point: 1 }];
        let layout = ChannelLayout { channels: 2, inner: 2 };
        let mut out = [0.0; 8];
        dequantize_slice(layout, &parameters, &[1i8, 2, 3, 4, 5, 6, 7, 8], &mut out);
        assert_eq!(out, [1.0, 2.0, 20.0, 30.0, 5.0, 6.0, 60.0, 70.0]);
        let mut back = [0i8; 8];
        quantize_slice(layout, &parameters, &out, &mut back);
        assert_eq!(back, [1, 2, 3, 4, 5, 6, 7, 8]);
        let mut packed = [0.0; 4];
        dequantize_packed(Packed::INT4, layout, &parameters, &[0x21, 0x43], &mut packed);
        assert_eq!(packed, [1.0, 2.0, 20.0, 30.0]);
    }

    #[test]
    fn one_scale_serves_the_whole_tensor() {
        let mut out = [0u8; 3];
        quantize_slice(ChannelLayout::WHOLE, &[HALF], &[0.0, 1.0, 200.0], &mut out);
        assert_eq!(out, [3, 5, 255]);
        let mut packed = [0u8; 2];
        quantize_packed(Packed::UINT4, HALF, &[0.0, 1.0, 200.0], &mut packed);
        assert_eq!(packed, [0x53, 0x0F]);
    }
}
