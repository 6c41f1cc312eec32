//! Requantization of whole vectors: rules **D** and **F** prepared so that a few instructions give the exact result.
//!
//! # Rule D in one multiplication
//!
//! The reference scales an accumulator `a` by `m / 2^(31 + e)` (mantissa `2^30 ≤ m < 2^31`, right shift `e`) with two
//! roundings: `y = ⌊(a·m + 2^30) / 2^31⌋`, then `(y + 2^(e−1) − [y < 0]) >> e` for `e ≥ 1`. Nested floors merge and
//! the zero point `z` moves inside, so the result is
//!
//! `(a·m + 2^30 + 2^(30+e) + z·2^(31+e) − [a < 0]·2^31) >> (31 + e)`
//!
//! where `[a < 0]` may stand for `[y < 0]`: they differ only for `a = −1, m = 2^30`, where both give the same.
//! Doubling everything makes the term for negative numbers one unit of the high dword of the 64-bit sum, and with
//! `u = a + 2^31`, which is not negative, the multiplication is unsigned and `−[a < 0] = (u >> 31) − 1`:
//!
//! `(high(u·2m + c) + (u >> 31)) >> e`, `c = 2^31 + 2^(31+e) + z·2^(32+e) − m·2^32 − 2^32`.
//!
//! For `e = 0` the second rounding is none: `c = 2^31 + z·2^32 − m·2^32`, and `u` is shifted by 32, which gives 0.
//! The `2^31` of `u` is part of what accumulators start from.
//!
//! **Without the term for negative numbers** a negative `a` gives at most `z`, which is what it should give or less.
//! Where the clamp begins at `z` or above (a fused RELU, most convolutions) it cannot be seen, and the term goes.
//!
//! Preconditions ([`Doubling16::fits`]): `|a| ≤ 2^30`, `0 ≤ e ≤ 22` (so that the zero point and the rounding fit the
//! high dword), `m` not 0. Channels with a lesser multiplier, which networks have where training switched a channel
//! off, give `z` for every sum, if that is so for the greatest one. Everything else takes the scalar path.
//!
//! # Rule F
//!
//! `round(f64(a) × s)` with ties away from zero is `trunc(x + copysign(0.49999999999999994, x))`: the constant is
//! the greatest double below ½, so that no sum rounds up to the next integer. Products below `2^31` only.

use crate::quant::{ClampRange, Multiplier};

/// Constants of rule **D** for 16 output channels. Even and odd channels apart, as 64-bit products need them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub struct Doubling16 {
    /// What accumulators start from: everything that does not depend on the input, and `2^31`.
    pub(crate) start: [i32; 16],
    /// `2m`.
    pub(crate) multiplier: [u32; 16],
    /// `c` of channels 0, 2, 4 …
    pub(crate) even: [i64; 8],
    /// `c` of channels 1, 3, 5 …
    pub(crate) odd: [i64; 8],
    /// `e`.
    pub(crate) shift: [u32; 16],
    /// By how much `u` is shifted: 31, or 32 where `e` is 0.
    pub(crate) sign: [u32; 16],
}

impl Doubling16 {
    /// Whether a channel with this multiplier, whose accumulators never exceed `bound`, may take the vector path.
    #[must_use]
    pub fn fits(multiplier: Multiplier, bound: u64) -> bool {
        let ordinary = !is_tiny(multiplier) && multiplier.mantissa >= 1 << 30 && multiplier.exponent <= 0;
        bound <= 1 << 30 && (ordinary || vanishes(multiplier, bound))
    }

    /// Whether outputs need the term for negative accumulators.
    #[must_use]
    pub fn is_signed(range: ClampRange, zero_point: i32) -> bool {
        range.min < zero_point
    }

    /// Sets channel `lane` (below 16): accumulators start from `start`, the output's zero point is `zero_point`.
    pub(crate) fn set(&mut self, lane: usize, start: i32, multiplier: Multiplier, (zero_point, signed): (i32, bool)) {
        if is_tiny(multiplier) {
            return self.set_zero_point(lane, zero_point);
        }
        let shift = multiplier.exponent.unsigned_abs();
        let m = i64::from(multiplier.mantissa);
        // The sum with the product is small again: what overflows on the way does not matter.
        let mut constant = (1i64 << 31).wrapping_add(i64::from(zero_point) << (32 + shift)).wrapping_sub(m << 32);
        if shift > 0 {
            let sign = if signed { 1i64 << 32 } else { 0 };
            constant = constant.wrapping_add(1i64 << (31 + shift)).wrapping_sub(sign);
        }
        self.start[lane] = start.wrapping_add(i32::MIN);
        self.multiplier[lane] = multiplier.mantissa.cast_unsigned() << 1;
        self.set_constant(lane, constant);
        self.shift[lane] = shift;
        self.sign[lane] = if shift > 0 { 31 } else { 32 };
    }

    /// Sets channel `lane` to one whose outputs are the zero point, whatever its accumulators are: half a unit more,
    /// so that the term for negative numbers changes nothing.
    fn set_zero_point(&mut self, lane: usize, zero_point: i32) {
        self.start[lane] = 0;
        self.multiplier[lane] = 0;
        self.set_constant(lane, ((i64::from(zero_point) << MOST_SHIFT) + (1 << (MOST_SHIFT - 1))) << 32);
        self.shift[lane] = MOST_SHIFT;
        self.sign[lane] = 31;
    }

    fn set_constant(&mut self, lane: usize, constant: i64) {
        if lane.is_multiple_of(2) { self.even[lane / 2] = constant } else { self.odd[lane / 2] = constant }
    }
}

/// The most that the last shift of rule **D** may be.
const MOST_SHIFT: u32 = 22;

/// Whether a multiplier shifts by more than the formula can, or is 0: that of a dead channel.
fn is_tiny(multiplier: Multiplier) -> bool {
    multiplier.mantissa == 0 || multiplier.exponent < -(MOST_SHIFT as i32)
}

/// Whether a tiny multiplier brings all accumulators up to `bound` to 0: the first rounding gives less than half a
/// unit of the second.
fn vanishes(multiplier: Multiplier, bound: u64) -> bool {
    let rounded = (bound.saturating_mul(multiplier.mantissa.unsigned_abs().into()) + (1 << 30)) >> 31;
    is_tiny(multiplier)
        && (multiplier.mantissa == 0 || rounded >> (multiplier.exponent.unsigned_abs() - 1).min(63) == 0)
}

/// Constants of rule **F** for 16 output channels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub struct Rescale16 {
    /// What accumulators start from.
    pub(crate) start: [i32; 16],
    /// The scales.
    pub(crate) scale: [f64; 16],
}

impl Rescale16 {
    /// Whether a channel with this scale, whose accumulators never exceed `bound`, may take the vector path.
    #[must_use]
    pub fn fits(scale: f64, bound: u64) -> bool {
        bound <= 1 << 30 && bound as f64 * scale.abs() < f64::from(1 << 30)
    }
}

/// The biases of 16 output channels of a float layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub struct Bias16 {
    pub(crate) start: [f32; 16],
}

/// Constants of 16 output channels of a hybrid layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub struct Hybrid16 {
    /// The sum of the packed weights.
    pub(crate) sum: [i32; 16],
    /// The weights' scale.
    pub(crate) scale: [f32; 16],
    /// Added to the scaled sum.
    pub(crate) bias: [f32; 16],
}

/// The greatest double below one half.
pub(crate) const ALMOST_HALF: f64 = 0.499_999_999_999_999_94;

/// How lanes become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Narrow {
    /// Least output, as a signed byte.
    pub(crate) min: i8,
    /// Greatest output, as a signed byte.
    pub(crate) max: i8,
    /// What signed bytes are xored with to become outputs: 0, or `0x80` for unsigned ones.
    pub(crate) flip: u8,
}

impl Narrow {
    /// The narrowing to an output of 8 bits in `range`, and what its zero point becomes: unsigned outputs are computed
    /// as signed ones 128 below. `None` when the range is not one of 8 bits, or empty.
    #[must_use]
    pub fn new(range: ClampRange, zero_point: i32, unsigned: bool) -> Option<(Self, i32)> {
        let below = if unsigned { 128 } else { 0 };
        let min = i8::try_from(range.min - below).ok()?;
        let max = i8::try_from(range.max - below).ok()?;
        (min <= max).then_some((Self { min, max, flip: if unsigned { 0x80 } else { 0 } }, zero_point - below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The sequence of the vector kernels, in scalars.
    fn sequence(constants: &Doubling16, lane: usize, accumulator: i32, signed: bool) -> i32 {
        let u = accumulator.wrapping_add(i32::MIN).cast_unsigned();
        let constant = if lane.is_multiple_of(2) { constants.even[lane / 2] } else { constants.odd[lane / 2] };
        let product = u64::from(u) * u64::from(constants.multiplier[lane]);
        let mut high = (product.wrapping_add(constant.cast_unsigned()) >> 32) as u32;
        if signed {
            high = high.wrapping_add(u.checked_shr(constants.sign[lane]).unwrap_or(0));
        }
        high.cast_signed() >> constants.shift[lane]
    }

    fn numbers() -> impl Strategy<Value = i32> {
        prop_oneof![-(1i32 << 30)..=1 << 30, -300i32..300, Just(1 << 30), Just(-(1 << 30))]
    }

    fn multipliers() -> impl Strategy<Value = Multiplier> {
        let mantissa = prop_oneof![1i32 << 30..=i32::MAX, Just(1 << 30), Just(i32::MAX), Just((1 << 30) + 1)];
        (mantissa, -22i32..=0).prop_map(|(mantissa, exponent)| Multiplier { mantissa, exponent })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn one_multiplication_gives_rule_d(
            accumulator in numbers(), multiplier in multipliers(), zero_point in -128i32..=127, lane in 0usize..16,
        ) {
            prop_assert!(Doubling16::fits(multiplier, u64::from(accumulator.unsigned_abs())));
            let mut constants = Doubling16::default();
            constants.set(lane, 0, multiplier, (zero_point, true));
            let expected = multiplier.apply(accumulator) + zero_point;
            prop_assert_eq!(sequence(&constants, lane, accumulator, true), expected);
            constants.set(lane, 0, multiplier, (zero_point, false));
            let found = sequence(&constants, lane, accumulator, false);
            prop_assert_eq!(found.max(zero_point), expected.max(zero_point));
        }

        #[test]
        fn ties_are_exact(unit in -2000i32..2000, exponent in -22i32..=0, zero_point in -128i32..=127) {
            // Products that end in exactly one half.
            let multiplier = Multiplier { mantissa: 1 << 30, exponent };
            let accumulator = unit << exponent.unsigned_abs().min(18);
            let mut constants = Doubling16::default();
            constants.set(3, 0, multiplier, (zero_point, true));
            prop_assert_eq!(sequence(&constants, 3, accumulator, true), multiplier.apply(accumulator) + zero_point);
        }

        #[test]
        fn tiny_multipliers_give_the_zero_point(
            accumulator in numbers(), mantissa in prop_oneof![Just(0), 1i32 << 30..=i32::MAX], exponent in -31i32..=-23,
            zero_point in -128i32..=127, signed: bool, lane in 0usize..16,
        ) {
            let multiplier = Multiplier { mantissa, exponent };
            let mut constants = Doubling16::default();
            constants.set(lane, 5, multiplier, (zero_point, signed));
            prop_assert_eq!(sequence(&constants, lane, accumulator, signed), zero_point);
            if Doubling16::fits(multiplier, u64::from(accumulator.unsigned_abs())) {
                prop_assert_eq!(multiplier.apply(accumulator), 0);
            } else {
                prop_assert_ne!(multiplier.apply(accumulator.abs()), 0);
            }
        }

        #[test]
        fn almost_a_half_rounds_away_from_zero(x in prop_oneof![-1e9f64..1e9, (-1_000_000i32..1_000_000).prop_map(|n| f64::from(n) / 2.0)]) {
            prop_assert_eq!(libm::trunc(x + ALMOST_HALF.copysign(x)), libm::round(x));
        }
    }

    #[test]
    fn odd_parameters_are_sent_away() {
        let fits = |mantissa, exponent, bound| Doubling16::fits(Multiplier { mantissa, exponent }, bound);
        assert!(fits(1 << 30, 0, 1 << 30));
        assert!(!fits(1 << 30, 1, 0));
        // Half of the greatest unit of the last shift, and just below.
        assert!(!fits(1 << 30, -23, 1 << 23));
        assert!(fits(1 << 30, -23, (1 << 23) - 2));
        assert!(!fits(i32::MAX, -31, (1 << 30) + 1));
        assert!(fits(0, 0, 1 << 30));
        assert!(!fits(1 << 30, 0, (1 << 30) + 1));
        assert!(Rescale16::fits(0.5, 1 << 30));
        assert!(!Rescale16::fits(1.0, 1 << 30));
        assert!(!Rescale16::fits(f64::NAN, 1));
    }

    #[test]
    fn outputs_of_eight_bits_have_a_narrowing() {
        assert_eq!(Narrow::new(ClampRange::I8, 5, false), Some((Narrow { min: -128, max: 127, flip: 0 }, 5)));
        assert_eq!(Narrow::new(ClampRange::U8, 5, true), Some((Narrow { min: -128, max: 127, flip: 0x80 }, -123)));
        assert_eq!(Narrow::new(ClampRange::I16, 0, false), None);
        assert_eq!(Narrow::new(ClampRange { min: 5, max: 4 }, 0, false), None);
    }
}
