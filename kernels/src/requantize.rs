//! Requantization of whole vectors: rules **D**, **F** and **S** prepared so that a few instructions give the exact result.
//!
//! # Rule D in one multiplication
//!
//! The reference scales an accumulator `a` by `m / 2^(31 + e)` (mantissa `2^30 ≤ m < 2^31`, right shift `e`) with two
//! roundings: `y = ⌊(a·m + 2^30) / 2^31⌋`, then `(y + 2^(e−1) − [y < 0]) >> e` for `e ≥ 1`. Nested floors merge, so
//! the result is
//!
//! `(a·m + 2^30 + 2^(30+e) − [a < 0]·2^31) >> (31 + e)`
//!
//! where `[a < 0]` may stand for `[y < 0]`: they differ only for `a = −1, m = 2^30`, where both give the same.
//! Doubling everything makes the term for negative numbers one unit of the high dword of the 64-bit sum, and with
//! `u = a + 2^31`, which is not negative, the multiplication is unsigned and `−[a < 0] = (u >> 31) − 1`:
//!
//! `(high(u·2m + c) + (u >> 31)) >> e`, `c = 2^31 + 2^(31+e) − m·2^32 − 2^32`.
//!
//! For `e = 0` the second rounding is none: `c = 2^31 − m·2^32`, and `u` is shifted by 32, which gives 0. The `2^31` of
//! `u` is part of what accumulators start from. The zero point is part of `c` too where outputs have the whole range of
//! signed bytes, so that saturation alone clamps them, and the high dword has room for it in all channels
//! ([`Doubling16::fits_whole`]). Else it is added on the way to bytes, where 16-bit lanes saturate: that costs half an
//! instruction a vector, and leaves the whole dword to the shift.
//!
//! **Without the term for negative numbers** a negative `a` gives at most 0, which is what it should give or less.
//! Where the clamp begins at the zero point or above (a fused RELU, most convolutions) it cannot be seen, and the term
//! goes.
//!
//! Preconditions ([`Doubling16::fits`]): `0 ≤ e ≤ 31`, and `|y| + 2^(e−1) < 2^31` for the greatest `y`, so that the high
//! dword holds it. A multiplier of 0, which networks have where training switched a channel off, has `c = 0` and no
//! shift; there the sums may even wrap, as they do with the biases that such channels have. Everything else takes the scalar path.
//!
//! Where vectors have the instructions most outputs are computed by floats, in half as many (`checked`).
//!
//! # Rule F
//!
//! `round(f64(a) × s)` with ties away from zero is `trunc(x + copysign(0.49999999999999994, x))`: the constant is
//! the greatest double below ½, so that no sum rounds up to the next integer. Products below `2^31` only.
//!
//! # Rule S as rule F
//!
//! Rule **S** is `⌊(a·r + 2^(n−1)) / 2^n⌋` with a multiplier `r` of 16 bits. As a double, `x = a·r / 2^n` is exact: it has
//! at most 47 bits, the last of them worth `2^−n`. Rule **F** differs only for negative ties, and half of that last bit
//! added to `x` makes ties go up without anything else passing one: `⌊x + ½⌋ = round(x + 2^−(n+1))`. The sum is exact
//! wherever `|x| < 2^16`; beyond, outputs of 16 bits are clamped whatever it is rounded to. A multiplication with
//! addition takes no longer than the multiplication of rule **F**, which adds 0.

mod checked;

use crate::isa::Isa;
use crate::quant::{ClampRange, Multiplier};
use checked::Check;
pub(crate) use checked::{CERTAIN, Checked16};

/// Constants of channels that are numbers and nothing else: any bytes are good ones.
pub trait Constants: Copy + Default + Send + Sync + 'static {
    /// Those that lie in `bytes`, between the first and the last place where some may begin: as many as there is room for
    /// if `bytes` has that and what their alignment is.
    fn of_bytes(bytes: &[u8]) -> &[Self];

    /// [`of_bytes`](Self::of_bytes), to be written.
    fn in_bytes(bytes: &mut [u8]) -> &mut [Self];
}

macro_rules! constants {
    ($($of:ty),*) => {$(
        #[allow(unsafe_code)]
        impl Constants for $of {
            fn of_bytes(bytes: &[u8]) -> &[Self] {
                // SAFETY: all fields are numbers: any bytes are good ones.
                unsafe { bytes.align_to().1 }
            }

            fn in_bytes(bytes: &mut [u8]) -> &mut [Self] {
                // SAFETY: all fields are numbers, and there is nothing between them: any bytes are good ones, either way.
                unsafe { bytes.align_to_mut().1 }
            }
        }
    )*};
}

constants!(Doubling16, Rescale16, Words16, Bias16, Hybrid16);

/// Constants of rule **D** for 16 output channels. Even and odd channels apart, as 64-bit products need them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// Those of the same rule by floats, where it is checked.
    pub(crate) checked: Checked16,
}

impl Doubling16 {
    /// Whether a channel with this multiplier, whose accumulators never exceed `bound`, may take the vector path.
    #[inline]
    #[must_use]
    pub fn fits(multiplier: Multiplier, bound: u64) -> bool {
        Self::fits_whole(multiplier, bound, 0)
    }

    /// [`fits`](Self::fits) with an output zero point that is part of the constants.
    #[inline]
    #[must_use]
    pub fn fits_whole(multiplier: Multiplier, bound: u64, zero_point: i32) -> bool {
        let Multiplier { mantissa, exponent } = multiplier;
        if mantissa == 0 {
            return true;
        }
        if bound >= 1 << 31 || mantissa < 1 << 30 || !(-31..=0).contains(&exponent) {
            return false;
        }
        let rounded = (bound * u64::from(mantissa.unsigned_abs()) + (1 << 30)) >> 31;
        let shift = exponent.unsigned_abs();
        rounded + (1u64 << shift >> 1) + (u64::from(zero_point.unsigned_abs()) << shift) < 1 << 31
    }

    /// Whether outputs need the term for negative accumulators.
    #[inline]
    #[must_use]
    pub fn is_signed(range: ClampRange, zero_point: i32) -> bool {
        range.min < zero_point
    }

    /// Sets channel `lane` (below 16): accumulators start from `start`, and `zero_point` is added once they are scaled.
    #[inline]
    pub(crate) fn set(&mut self, lane: usize, (start, zero_point): (i32, i32), multiplier: Multiplier, signed: bool) {
        let m = i64::from(multiplier.mantissa);
        let shift = if m == 0 { 0 } else { multiplier.exponent.unsigned_abs() };
        // The sum with the product is small again: what overflows on the way does not matter.
        let mut constant = if m == 0 { 0 } else { (1i64 << 31).wrapping_sub(m << 32) };
        if shift > 0 {
            let sign = if signed { 1i64 << 32 } else { 0 };
            constant = constant.wrapping_add(1i64 << (31 + shift)).wrapping_sub(sign);
        }
        constant = constant.wrapping_add(i64::from(zero_point) << (32 + shift));
        self.start[lane] = start.wrapping_add(i32::MIN);
        self.multiplier[lane] = multiplier.mantissa.cast_unsigned() << 1;
        if lane.is_multiple_of(2) {
            self.even[lane / 2] = constant
        } else {
            self.odd[lane / 2] = constant
        }
        self.shift[lane] = shift;
        self.sign[lane] = if shift > 0 { 31 } else { 32 };
    }

    /// Sums of channel `lane` start from so much less.
    #[inline]
    pub(crate) fn move_start(&mut self, lane: usize, less: i32) {
        for start in [&mut self.start[lane], &mut self.checked.start[lane]] {
            *start = start.wrapping_sub(less);
        }
    }

    /// Sets the constants of floats of all channels of some blocks, once the others are set, with a zero point that is part of
    /// them; false where integers have to do it. No sum of a channel that has a multiplier is greater than `greatest`.
    pub(crate) fn check(isa: Isa, columns: &mut [Self], greatest: u64, zero_point: i32) -> bool {
        isa.run(Check { columns, greatest, zero_point })
    }
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
    #[inline]
    #[must_use]
    pub fn fits(scale: f64, bound: u64) -> bool {
        bound <= 1 << 30 && bound as f64 * scale.abs() < f64::from(1 << 30)
    }
}

/// How a 32-bit sum of products of words becomes an output of 16 bits: `sum × scale + nudge`, rounded with halves away from
/// zero and clamped. See the [module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordScale {
    pub(crate) scale: f64,
    pub(crate) nudge: f64,
}

impl WordScale {
    /// Rule **F**.
    #[must_use]
    pub fn rescaling(scale: f64) -> Self {
        Self { scale, nudge: 0.0 }
    }

    /// Rule **S**.
    #[must_use]
    pub fn single(multiplier: Multiplier) -> Self {
        let (reduced, shift) = multiplier.reduced();
        let unit = 1.0 / (1u64 << shift) as f64;
        Self { scale: f64::from(reduced) * unit, nudge: unit / 2.0 }
    }

    /// Whether a channel may take the vector path when its sums never exceed `bound`.
    #[must_use]
    pub fn fits(self, bound: u64) -> bool {
        bound < 1 << 31 && bound as f64 * self.scale.abs() < f64::from(1 << 30)
    }
}

/// Constants of 16 output channels of a layer of words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub struct Words16 {
    /// What accumulators start from.
    pub(crate) start: [i32; 16],
    pub(crate) scale: [f64; 16],
    pub(crate) nudge: [f64; 16],
}

/// The least and the greatest output of a layer of words.
pub type WordRange = (i16, i16);

/// The constants of a layer of words, whose weights have such sums of magnitudes, and the range of its outputs. `columns`
/// are as many blocks for each group of so many channels as `sizes` says, groups one behind the other.
///
/// The scalar kernels sum in 64 bits. A sum that stays within 32 bits whatever the inputs are is the same in 32 bits, and
/// may wrap on the way: that is so where the magnitudes of a channel's weights times 2^15, the greatest of an input, and
/// its bias are less than 2^31 together. `None` where a channel's are not, or its scale is beyond what vectors
/// compute exactly.
#[must_use]
pub fn word_columns(
    magnitudes: &[i32],
    (scales, bias): (&[WordScale], Option<&[i64]>),
    range: ClampRange,
    ((width, blocks), columns): ((usize, usize), &mut [Words16]),
) -> Option<WordRange> {
    const GREATEST: u64 = 1 << 15;
    for (channel, (magnitude, &scale)) in magnitudes.iter().zip(scales).enumerate() {
        let bias = bias.map_or(0, |bias| bias[channel]);
        let bound = (u64::from(magnitude.unsigned_abs()) * GREATEST).saturating_add(bias.unsigned_abs());
        if !scale.fits(bound) {
            return None;
        }
        let (group, column) = (channel / width, channel % width);
        let (block, lane) = (&mut columns[group * blocks + column / 16], column % 16);
        block.start[lane] = i32::try_from(bias).ok()?;
        block.scale[lane] = scale.scale;
        block.nudge[lane] = scale.nudge;
    }
    let (min, max) = (i16::try_from(range.min).ok()?, i16::try_from(range.max).ok()?);
    (min <= max).then_some((min, max))
}

/// The biases of 16 output channels of a float layer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(64))]
pub struct Bias16 {
    pub(crate) bias: [f32; 16],
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
    /// What is added, of the output as a signed byte.
    pub(crate) zero_point: i16,
    /// Least output, as a signed byte.
    pub(crate) min: i8,
    /// Greatest output, as a signed byte.
    pub(crate) max: i8,
    /// What signed bytes are xored with to become outputs: 0, or `0x80` for unsigned ones.
    pub(crate) flip: u8,
}

impl Narrow {
    /// To the whole range of signed bytes, the zero point being part of what is narrowed.
    pub(crate) const WHOLE: Self = Self { zero_point: 0, min: i8::MIN, max: i8::MAX, flip: 0 };

    /// The narrowing to an output of 8 bits in `range`; unsigned outputs are computed as signed ones 128 below. `None`
    /// when the range is not one of 8 bits, or empty.
    #[must_use]
    pub fn new(range: ClampRange, zero_point: i32, unsigned: bool) -> Option<Self> {
        let below = if unsigned { 128 } else { 0 };
        let min = i8::try_from(range.min - below).ok()?;
        let max = i8::try_from(range.max - below).ok()?;
        // What saturates in 16 bits must stay beyond the range.
        let zero_point = i16::try_from(zero_point - below).ok().filter(|point| point.unsigned_abs() <= 1 << 10)?;
        (min <= max).then_some(Self { zero_point, min, max, flip: if unsigned { 0x80 } else { 0 } })
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
        prop_oneof![-i32::MAX..=i32::MAX, -(1i32 << 30)..=1 << 30, -300i32..300, Just(1 << 30), Just(-(1 << 30))]
    }

    fn multipliers() -> impl Strategy<Value = Multiplier> {
        let mantissa = prop_oneof![1i32 << 30..=i32::MAX, Just(1 << 30), Just(i32::MAX), Just((1 << 30) + 1)];
        (mantissa, -31i32..=0).prop_map(|(mantissa, exponent)| Multiplier { mantissa, exponent })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn one_multiplication_gives_rule_d(accumulator in numbers(), multiplier in multipliers(), lane in 0usize..16) {
            let bound = u64::from(accumulator.unsigned_abs());
            prop_assert!(bound > (1 << 30) - 1 || Doubling16::fits(multiplier, bound));
            prop_assume!(Doubling16::fits(multiplier, bound));
            let mut constants = Doubling16::default();
            constants.set(lane, (0, 0), multiplier, true);
            let expected = multiplier.apply(accumulator);
            prop_assert_eq!(sequence(&constants, lane, accumulator, true), expected);
            constants.set(lane, (0, 0), multiplier, false);
            let found = sequence(&constants, lane, accumulator, false);
            prop_assert_eq!(found.max(0), expected.max(0));
        }

        #[test]
        fn a_zero_point_is_added_by_the_constants(
            accumulator in prop_oneof![-(1i32 << 29)..=1 << 29, -300i32..300], multiplier in multipliers(),
            lane in 0usize..16, zero_point in -1024i32..=1024,
        ) {
            let multiplier = Multiplier { exponent: multiplier.exponent.max(-19), ..multiplier };
            prop_assert!(Doubling16::fits_whole(multiplier, u64::from(accumulator.unsigned_abs()), zero_point));
            let mut constants = Doubling16::default();
            constants.set(lane, (0, zero_point), multiplier, true);
            let expected = multiplier.apply(accumulator) + zero_point;
            prop_assert_eq!(sequence(&constants, lane, accumulator, true), expected);
            constants.set(lane, (0, zero_point), multiplier, false);
            let found = sequence(&constants, lane, accumulator, false);
            prop_assert_eq!(found.max(zero_point), expected.max(zero_point));
        }

        #[test]
        fn ties_are_exact(unit in -2000i32..2000, exponent in -31i32..=0) {
            // Products that end in exactly one half.
            let multiplier = Multiplier { mantissa: 1 << 30, exponent };
            let accumulator = unit << exponent.unsigned_abs().min(18);
            let mut constants = Doubling16::default();
            constants.set(3, (0, 0), multiplier, true);
            prop_assert_eq!(sequence(&constants, 3, accumulator, true), multiplier.apply(accumulator));
        }

        #[test]
        fn a_multiplier_of_zero_gives_zero(accumulator in numbers(), signed: bool, lane in 0usize..16) {
            let mut constants = Doubling16::default();
            constants.set(lane, (0, 0), Multiplier::default(), signed);
            prop_assert_eq!(sequence(&constants, lane, accumulator, signed), 0);
        }

        #[test]
        fn a_nudge_gives_rule_s(
            sum in prop_oneof![numbers(), Just(i32::MIN), (-70_000i32..70_000).prop_map(|sum| sum << 14)],
            mantissa in prop_oneof![1i32 << 30..=i32::MAX, Just(1 << 30), Just(i32::MAX), Just(0)],
            exponent in -31i32..=16,
        ) {
            let multiplier = Multiplier { mantissa, exponent };
            let scale = WordScale::single(multiplier);
            if !scale.fits(u64::from(sum.unsigned_abs()).min(i32::MAX as u64)) {
                return Ok(());
            }
            let x = f64::from(sum).mul_add(scale.scale, scale.nudge);
            let found = libm::trunc(x + ALMOST_HALF.copysign(x)) as i32;
            let expected = multiplier.apply_i64(sum.into());
            prop_assert_eq!(ClampRange::I16.clamp(found), ClampRange::I16.clamp(expected));
        }

        #[test]
        fn almost_a_half_rounds_away_from_zero(x in prop_oneof![-1e9f64..1e9, (-1_000_000i32..1_000_000).prop_map(|n| f64::from(n) / 2.0)]) {
            prop_assert_eq!(libm::trunc(x + ALMOST_HALF.copysign(x)), libm::round(x));
        }
    }

    #[test]
    fn odd_parameters_are_sent_away() {
        let fits = |mantissa, exponent, bound| Doubling16::fits(Multiplier { mantissa, exponent }, bound);
        assert!(fits(1 << 30, 0, (1 << 30) - 1));
        assert!(fits(i32::MAX, -31, (1 << 30) - 1));
        assert!(fits(0, 0, 0));
        assert!(!fits(1 << 30, 1, 0));
        assert!(!fits(1 << 30, -32, 0));
        assert!(!fits(-1, 0, 0));
        assert!(fits(1 << 30, -30, (1 << 30) + (1 << 20)));
        assert!(!fits(i32::MAX, -31, 1 << 30));
        assert!(!fits(1 << 30, 0, 1 << 31));
        assert!(fits(0, 0, 1 << 31));
        assert!(Rescale16::fits(0.5, 1 << 30));
        assert!(!Rescale16::fits(1.0, 1 << 30));
        assert!(!Rescale16::fits(f64::NAN, 1));
    }

    #[test]
    fn outputs_of_eight_bits_have_a_narrowing() {
        assert_eq!(Narrow::new(ClampRange::I8, 5, false), Some(Narrow { zero_point: 5, min: -128, max: 127, flip: 0 }));
        assert_eq!(
            Narrow::new(ClampRange::U8, 5, true),
            Some(Narrow { zero_point: -123, min: -128, max: 127, flip: 0x80 })
        );
        assert_eq!(Narrow::new(ClampRange::I16, 0, false), None);
        assert_eq!(Narrow::new(ClampRange { min: 5, max: 4 }, 0, false), None);
        assert_eq!(Narrow::new(ClampRange::I8, 1 << 12, false), None);
    }
}
