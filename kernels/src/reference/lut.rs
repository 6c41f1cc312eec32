//! Lookup tables: every unary op on 8-bit tensors is one table of 256 bytes, filled when a plan is prepared.
//!
//! Sources: `internal/common.h` (`LUTPopulate`, `LUTLookup`), `internal/reference/integer_ops/lut.h`.

use crate::math::round_f32;
use crate::quant::{ClampRange, QuantizedInteger};

/// An 8-bit type of quantized activations: `i8` or `u8`.
pub trait Byte: QuantizedInteger {
    /// The same bits.
    fn to_bits(self) -> u8;
}

impl Byte for i8 {
    #[inline(always)]
    fn to_bits(self) -> u8 {
        self.cast_unsigned()
    }
}

impl Byte for u8 {
    #[inline(always)]
    fn to_bits(self) -> u8 {
        self
    }
}

/// A function of bytes, as a table indexed by the input's bits that holds the output's bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteTable([u8; 256]);

impl ByteTable {
    /// The table of these entries, by the bits of the byte.
    #[must_use]
    pub fn new(entries: [u8; 256]) -> Self {
        Self(entries)
    }

    /// Tabulates `f`, which takes and gives quantized values; its results are clamped to `O`.
    #[must_use]
    pub fn of_integers<I: Byte, O: Byte>(f: impl Fn(i32) -> i32) -> Self {
        let mut table = [0; 256];
        for bits in 0..=u8::MAX {
            let input = if I::RANGE == ClampRange::I8 { i32::from(bits.cast_signed()) } else { i32::from(bits) };
            table[usize::from(bits)] = O::from_clamped(O::RANGE.clamp(f(input))).to_bits();
        }
        Self(table)
    }

    /// Tabulates a real function, all in `f32` as the reference: `round(f(scale · (q − zero_point)) · (1 /
    /// output_scale)) + output_zero_point`, ties away from zero, saturated.
    #[must_use]
    pub fn of_floats<T: Byte>(
        (input_scale, input_zero_point): (f32, i32),
        (output_scale, output_zero_point): (f32, i32),
        f: impl Fn(f32) -> f32,
    ) -> Self {
        let inverse_scale = 1.0 / output_scale;
        Self::of_integers::<T, T>(|q| {
            let real = input_scale * q.wrapping_sub(input_zero_point) as f32;
            (round_f32(f(real) * inverse_scale) + output_zero_point as f32) as i32
        })
    }

    /// The table of these outputs' bits, indexed by the input's.
    #[must_use]
    pub fn from_entries(entries: [u8; 256]) -> Self {
        Self(entries)
    }

    /// The output's bits, indexed by the input's.
    #[inline]
    #[must_use]
    pub fn entries(&self) -> &[u8; 256] {
        &self.0
    }

    /// The output's bits for one input's bits.
    #[inline]
    #[must_use]
    pub fn get(&self, bits: u8) -> u8 {
        self.0[usize::from(bits)]
    }

    /// `out = f(input)` on the bits of 8-bit elements.
    pub fn lookup(&self, input: &[u8], out: &mut [u8]) {
        for (out, &bits) in out.iter_mut().zip(input) {
            *out = self.get(bits);
        }
    }

    /// `values = f(values)`.
    pub fn lookup_in_place(&self, values: &mut [u8]) {
        for value in values {
            *value = self.get(*value);
        }
    }
}

/// A function of `i16` as 512 linear pieces: 513 samples, each shifted so that the error is spread over its piece.
#[derive(Clone, Debug)]
pub struct PiecewiseTable([i16; 513]);

/// Writes the two ways to fill a [`PiecewiseTable`], which differ in the precision of every step.
macro_rules! piecewise {
    ($($(#[$doc:meta])* $name:ident: $float:ty, $round:path;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name(
            (input_scale, input_zero_point): ($float, i32),
            (output_scale, output_zero_point): ($float, i32),
            f: impl Fn($float) -> $float,
        ) -> Self {
            const PIECES: usize = 512;
            let bounds = |scale: $float, zero_point: i32| {
                [i16::MIN, i16::MAX].map(|q| scale * i32::from(q).wrapping_sub(zero_point) as $float)
            };
            let [input_min, input_max] = bounds(input_scale, input_zero_point);
            let [output_min, output_max] = bounds(output_scale, output_zero_point);
            let step = (input_max - input_min) / PIECES as $float;
            let half_step = step / 2.0;
            let inverse = 65536.0 / (output_max - output_min);
            let round = $round;
            let cut = |x: $float| x.clamp(<$float>::from(i16::MIN), <$float>::from(i16::MAX)) as i16;
            let mut table = [0; PIECES + 1];
            for (piece, entry) in table.iter_mut().take(PIECES).enumerate() {
                let at = input_min + piece as $float * step;
                let sample = round(f(at) * inverse);
                let next = f(input_min + (piece + 1) as $float * step) * inverse;
                let interpolated = round((next + sample) / 2.0);
                let middle = round(f(at + half_step) * inverse);
                *entry = cut(sample - round((interpolated - middle) / 2.0));
            }
            table[PIECES] = cut(round(f(input_max) * inverse));
            Self(table)
        }
    )*};
}

impl PiecewiseTable {
    piecewise! {
        /// Tabulates `f` between the reals that −32768 and 32767 stand for, in `f64`
        /// (`LUTPopulateInt16<double>`).
        of_f64: f64, crate::math::round_f64;
        /// [`of_f64`](Self::of_f64) in `f32` (`LUTPopulateInt16<float>`).
        of_f32: f32, round_f32;
    }

    /// The function at `x`, interpolated: the upper nine bits choose the piece, the lower seven the place in it.
    #[inline]
    #[must_use]
    pub fn get(&self, x: i16) -> i16 {
        // 0..=511.
        let piece = (256 + (i32::from(x) >> 7)).cast_unsigned() as usize;
        let (base, next) = (self.0[piece], self.0[piece + 1]);
        let slope = i32::from(next.wrapping_sub(base));
        let delta = (slope * i32::from(x & 0x7F) + 64) >> 7;
        i32::from(base).wrapping_add(delta) as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_indexed_by_bits() {
        let negate = ByteTable::of_integers::<i8, i8>(|q| -q);
        let mut out = [0; 4];
        negate.lookup(&[0, 1, 0x80, 0xFF], &mut out);
        assert_eq!(out, [0, 0xFF, 127, 1]);
        let shifted = ByteTable::of_integers::<i8, u8>(|q| q + 128);
        assert_eq!((shifted.get(0x80), shifted.get(0x7F)), (0, 255));
        let mut values = [0x80, 0x7F];
        shifted.lookup_in_place(&mut values);
        assert_eq!(values, [0, 255]);
    }

    #[test]
    fn float_tables_round_ties_away_from_zero() {
        let half = ByteTable::of_floats::<i8>((1.0, 0), (1.0, 0), |x| x / 2.0);
        assert_eq!([half.get(1), half.get(3), half.get(0xFF)].map(|bits| bits.cast_signed()), [1, 2, -1]);
        let steep = ByteTable::of_floats::<u8>((1.0, 128), (0.001, 3), |x| x);
        assert_eq!((steep.get(0), steep.get(128), steep.get(255)), (0, 3, 255));
    }

    #[test]
    fn a_straight_line_is_exact_between_samples() {
        let line = PiecewiseTable::of_f64((1.0 / 32768.0, 0), (1.0 / 32768.0, 0), |x| x / 2.0);
        for x in (i16::MIN..=i16::MAX).step_by(77) {
            assert!((i32::from(line.get(x)) - i32::from(x) / 2).abs() <= 1);
        }
    }
}
