//! Functions of one quantized element: ABS, SQRT, RSQRT, and what LOG tabulates; the GELU of a float.
//!
//! 8-bit tensors tabulate them ([`ByteTable::of_integers`](super::lut::ByteTable::of_integers)). Sources:
//! `tflite/kernels/elementwise.cc`, `internal/reference/{gelu,elu}.h`.

use super::binary::Affine;
use crate::fixed_point::inverse_square_root;
use crate::math;
use crate::quant::{ClampRange, Multiplier};

/// ABS: the distance from the zero point, rescaled by rule **D** where the scales differ.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedAbs {
    input_zero_point: i32,
    /// `None` where the scales are one.
    multiplier: Option<Multiplier>,
    output_zero_point: i32,
    range: ClampRange,
}

impl QuantizedAbs {
    /// The function, or `None` when the multiplier is out of range.
    #[must_use]
    pub fn new(input: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        let ratio = f64::from(input.scale / output.scale);
        let multiplier = Multiplier::from_real(ratio);
        (ratio.is_finite() && multiplier.is_applicable()).then_some(Self {
            input_zero_point: input.zero_point,
            multiplier: (input.scale != output.scale).then_some(multiplier),
            output_zero_point: output.zero_point,
            range,
        })
    }

    /// The function; the result is in the type's range.
    #[inline]
    #[must_use]
    pub fn apply(&self, q: i32) -> i32 {
        let distance = q.wrapping_sub(self.input_zero_point).wrapping_abs();
        let scaled = self.multiplier.map_or(distance, |multiplier| multiplier.apply(distance));
        self.range.clamp(scaled.wrapping_add(self.output_zero_point))
    }
}

/// SQRT: in `f32`, and the quotient by the output's scale is cut, not rounded. `q` is not below the input's zero
/// point.
#[inline]
#[must_use]
pub fn quantized_sqrt(input: Affine, output: Affine, q: i32) -> i32 {
    let root = math::sqrt(input.scale * q.wrapping_sub(input.zero_point) as f32);
    ((root / output.scale) as i32).saturating_add(output.zero_point)
}

/// RSQRT of 8 bits: two multipliers by rule **D**, with 20 bits more in between.
#[derive(Clone, Copy, Debug)]
pub struct QuantizedRsqrt {
    input_zero_point: i32,
    multiplier: Multiplier,
    output_zero_point: i32,
    range: ClampRange,
}

/// Bits that keep the inverse square root an integer.
const RSQRT_SHIFT: i32 = 20;

impl QuantizedRsqrt {
    /// The function, or `None` when the multiplier is out of range.
    #[must_use]
    pub fn new(input: Affine, output: Affine, range: ClampRange) -> Option<Self> {
        // The product is an f32, as in the reference.
        let real = 1.0 / f64::from(math::sqrt(input.scale) * output.scale);
        let Multiplier { mantissa, exponent } = Multiplier::from_real(real);
        let multiplier = Multiplier { mantissa, exponent: exponent - RSQRT_SHIFT };
        (real.is_finite() && multiplier.exponent <= 30).then_some(Self {
            input_zero_point: input.zero_point,
            multiplier,
            output_zero_point: output.zero_point,
            range,
        })
    }

    /// The function; at the zero point, and where it is not defined below, the greatest value.
    #[must_use]
    pub fn apply(&self, q: i32) -> i32 {
        let value = q.wrapping_sub(self.input_zero_point);
        if value <= 0 {
            return self.range.max;
        }
        let Multiplier { mantissa, exponent } = inverse_square_root(value);
        let inverse = Multiplier { mantissa, exponent: exponent + RSQRT_SHIFT }.apply(1);
        self.range.clamp(self.multiplier.apply(inverse).wrapping_add(self.output_zero_point))
    }
}

/// GELU: `x / 2 · erfc(−x / √2)`, or with the tanh approximation.
#[must_use]
pub fn gelu(approximate: bool) -> fn(f32) -> f32 {
    const SQRT_2_OVER_PI: f32 = (core::f64::consts::FRAC_2_SQRT_PI * core::f64::consts::FRAC_1_SQRT_2) as f32;
    if approximate {
        |x| 0.5 * x * (1.0 + math::tanh(SQRT_2_OVER_PI * (x + 0.044_715 * x * x * x)))
    } else {
        |x| 0.5 * x * math::erfc(x * -core::f32::consts::FRAC_1_SQRT_2)
    }
}

/// FAKE_QUANT: a grid of `2^bits` numbers with 0 on it.
#[derive(Clone, Copy, Debug)]
pub struct FakeQuant {
    scale: f32,
    inverse_scale: f32,
    least: f32,
    greatest: f32,
}

impl FakeQuant {
    /// The grid from about `least` to about `greatest`, moved by less than a step.
    #[must_use]
    pub fn new(least: f32, greatest: f32, bits: u32) -> Self {
        let last = ((1u32 << bits.min(16)) - 1) as f32;
        let scale = (greatest - least) / last;
        let zero_point = math::round_f32((-least / scale).clamp(0.0, last));
        Self { scale, inverse_scale: 1.0 / scale, least: -zero_point * scale, greatest: (last - zero_point) * scale }
    }

    /// The nearest number of the grid, ties up; NaN gives the least.
    #[inline]
    #[must_use]
    pub fn apply(&self, x: f32) -> f32 {
        let x = if self.least < x { x } else { self.least };
        let x = if x < self.greatest { x } else { self.greatest };
        math::round_f32((x - self.least) * self.inverse_scale) * self.scale + self.least
    }
}

/// ELU: `x` where it is not negative, `e^x − 1` elsewhere.
#[inline]
#[must_use]
pub fn elu(x: f32) -> f32 {
    if x < 0.0 { math::expm1(x) } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn affine(scale: f32, zero_point: i32) -> Affine {
        Affine { scale, zero_point }
    }

    #[test]
    fn distances_from_the_zero_point_may_change_their_scale() {
        let same = QuantizedAbs::new(affine(0.5, 10), affine(0.5, -128), ClampRange::I8).unwrap();
        assert_eq!((same.apply(-128), same.apply(10), same.apply(11)), (10, -128, -127));
        let half = QuantizedAbs::new(affine(0.5, 0), affine(1.0, 0), ClampRange::I8).unwrap();
        assert_eq!((half.apply(-3), half.apply(-128)), (2, 64));
        assert!(QuantizedAbs::new(affine(1e30, 0), affine(1e-30, 0), ClampRange::I8).is_none());
    }

    #[test]
    fn roots_are_cut_and_inverse_roots_rounded() {
        assert_eq!(quantized_sqrt(affine(1.0, 0), affine(1.0, -5), 8), -3);
        let rsqrt = QuantizedRsqrt::new(affine(1.0, 0), affine(0.01, -128), ClampRange::I8).unwrap();
        assert_eq!((rsqrt.apply(0), rsqrt.apply(4), rsqrt.apply(127)), (127, -78, -119));
    }

    #[test]
    fn gelu_and_elu_vanish_or_saturate_on_the_left() {
        for approximate in [false, true] {
            let f = gelu(approximate);
            assert!((f(1.0) - 0.841).abs() < 1e-3 && f(0.0) == 0.0 && f(-20.0).abs() < 1e-6);
        }
        assert_eq!((elu(2.0), elu(-100.0)), (2.0, -1.0));
    }
}
