//! The two 16-bit floating-point formats, as bits.
//!
//! Arithmetic on them widens to `f32` and rounds once, to nearest even; for sums, products and quotients that
//! is what a half-precision unit would give.

/// A 16-bit floating-point format whose elements are stored as `u16`.
pub trait HalfFormat {
    /// The greatest finite value.
    const MAX: f32;

    /// The exact value of `bits`.
    fn widen(bits: u16) -> f32;

    /// The nearest value, ties to even; overflow gives infinity, NaN a quiet NaN of its sign.
    fn narrow(value: f32) -> u16;
}

/// IEEE binary16: 5 exponent bits, 10 fraction bits.
#[derive(Clone, Copy, Debug)]
pub struct Float16;

/// The upper half of a binary32: 8 exponent bits, 7 fraction bits.
#[derive(Clone, Copy, Debug)]
pub struct BFloat16;

impl HalfFormat for Float16 {
    const MAX: f32 = 65504.0;

    #[inline]
    fn widen(bits: u16) -> f32 {
        let sign = u32::from(bits & 0x8000) << 16;
        let magnitude = u32::from(bits & 0x7FFF);
        if magnitude >= 0x7C00 {
            // Infinity and NaN keep their fraction.
            return f32::from_bits(sign | 0x7F80_0000 | ((magnitude & 0x3FF) << 13));
        }
        if magnitude < 0x0400 {
            // Subnormal: a whole number of 2^-24, exact in f32.
            let value = magnitude as f32 * f32::from_bits(0x3380_0000);
            return f32::from_bits(sign | value.to_bits());
        }
        f32::from_bits(sign | ((magnitude << 13) + ((127 - 15) << 23)))
    }

    #[inline]
    fn narrow(value: f32) -> u16 {
        let bits = value.to_bits();
        let sign = (bits >> 16) as u16 & 0x8000;
        let magnitude = bits & 0x7FFF_FFFF;
        if magnitude > 0x7F80_0000 {
            return sign | 0x7E00;
        }
        if magnitude >= 0x4780_0000 {
            // At least 2^16.
            return sign | 0x7C00;
        }
        if magnitude < 0x3880_0000 {
            // Below 2^-14: adding 2^-1 makes the unit in the last place 2^-24 and rounds to nearest even.
            let shifted = f32::from_bits(magnitude) + 0.5;
            return sign | (shifted.to_bits() - 0x3F00_0000) as u16;
        }
        let odd = (magnitude >> 13) & 1;
        let rounded = magnitude - ((127 - 15) << 23) + 0xFFF + odd;
        sign | (rounded >> 13) as u16
    }
}

impl HalfFormat for BFloat16 {
    const MAX: f32 = f32::from_bits(0x7F7F_0000);

    #[inline]
    fn widen(bits: u16) -> f32 {
        f32::from_bits(u32::from(bits) << 16)
    }

    #[inline]
    fn narrow(value: f32) -> u16 {
        let bits = value.to_bits();
        if value.is_nan() {
            return (bits >> 16) as u16 & 0x8000 | 0x7FC0;
        }
        let odd = (bits >> 16) & 1;
        ((bits + 0x7FFF + odd) >> 16) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nearest value by search among the two neighbours, ties to the even bit pattern.
    fn nearest<H: HalfFormat>(value: f32, infinity: u16) -> u16 {
        let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
        let magnitude = f64::from(value.abs());
        // Positive patterns are ordered as their values; infinity counts as the next power of two.
        let real = |bits: u16| {
            if bits == infinity {
                f64::from(H::widen(infinity - 1)) * 2.0 - f64::from(H::widen(infinity - 2))
            } else {
                f64::from(H::widen(bits))
            }
        };
        let (mut low, mut high) = (0u16, infinity);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if real(middle) <= magnitude { low = middle } else { high = middle }
        }
        let (below, above) = (magnitude - real(low), real(high) - magnitude);
        sign | if below < above || (below == above && low % 2 == 0) { low } else { high }
    }

    #[test]
    fn every_pattern_survives_widening() {
        for bits in 0..=u16::MAX {
            let (half, brain) = (Float16::widen(bits), BFloat16::widen(bits));
            if half.is_nan() {
                assert!(Float16::widen(Float16::narrow(half)).is_nan());
            } else {
                assert_eq!(Float16::narrow(half), bits);
            }
            if brain.is_nan() {
                assert!(BFloat16::widen(BFloat16::narrow(brain)).is_nan());
            } else {
                assert_eq!(BFloat16::narrow(brain), bits);
            }
        }
    }

    #[test]
    fn narrowing_rounds_to_nearest_even() {
        // Patterns all over the range of f32, ties included (the low bits of a tie are a one and zeros).
        for high in 0..=0x7F7Fu32 {
            for low in [0, 1, 0x0FFF, 0x1000, 0x1001, 0x3000, 0x7FFF, 0x8000, 0x8001, 0xFFFF] {
                let value = f32::from_bits(high << 16 | low);
                assert_eq!(Float16::narrow(value), nearest::<Float16>(value, 0x7C00), "{value:e}");
                assert_eq!(BFloat16::narrow(-value), nearest::<BFloat16>(-value, 0x7F80), "{value:e}");
            }
        }
    }
}
