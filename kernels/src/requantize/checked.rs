//! Rule **D** by floats, with a check: most outputs are certain, and what is not is computed again by integers.
//!
//! # The line
//!
//! Outputs of rule **D** are `⌊X⌋` of a line, `X = a·S + h + ½ + z` with the scale `S = m / 2^(31 + e)`, the zero point
//! `z` and `h = 2^−(e+1)`, where negative sums have `−h`, and for `e = 0` it is 0 (see [`requantize`](super)). In units of
//! `2^−16` a float of 24 bits has the line with an error of `E`, a unit and a half, for all outputs of a byte. So
//!
//! `u = round(float(a)·s + c)`, `s = float(S)`, `c ≈ h + ½ + z + E`
//!
//! lies between `X` and `X + 2E`, which is three units: its high word is the output, unless a whole number lies between `X`
//! and `u`. The low word is then 0, 1 or 2, and the output *uncertain*. That is a low word of random sums in 22 thousand.
//!
//! # Sums that are floats
//!
//! Sums start from the bits of the float `B = 3·2^22 + d`, whose last bit is worth 1: with `|a + d| < 2^22` added as an
//! integer the sum *is* the float `B + a`, and nothing is converted. That takes a `c` that is `B·s` less, of which a float
//! has the first 24 bits alone. But `d` is free: the smallest is taken with which `c` has a float within [`NEAR`] of it
//! ([`first_between`]).
//!
//! Sums beyond `2^22` have clamped outputs, by the preconditions, and keep them: bits of positive floats are in the order of
//! the floats, and no rounding changes an order. A float that is too large for the conversion to an integer becomes
//! `−2^31`, whose low word says that it is uncertain; so does one that is infinite or no number.
//!
//! # The error
//!
//! In units of `2^−16`, where `−128 ≤ X < 128` (outputs beyond are clamped, and in the order of those):
//!
//! * `s` is `S(1 + r)` with `|r| ≤ 2^−24`. The line is right at the sum that the output 0 has, where it is turned: half a
//!   byte's range away the error is `129·2^16·2^−24 < 0.504`.
//! * The multiplication with addition rounds once, to a number below `2^23`: 0.25.
//! * Rounding to an integer: 0.5.
//! * `c` is off by [`NEAR`] at most: 0.234. It is computed in doubles, whose rounding is below 0.005.
//!
//! Negative sums have the constant `2h` below `c`, which is off by no more.
//!
//! # Preconditions
//!
//! Those of the integers with the zero point in the constants, a zero point that is a byte, sums within [`MOST`], and those
//! of outputs that are not clamped below `2^22 − d` ([`Constants::new`]). Everything else is computed by integers alone.

use super::Doubling16;
use crate::quant::Multiplier;

/// Low words from here on are certain.
pub(crate) const CERTAIN: u16 = 3;

/// What is added, so that `u` is never below the line.
const ABOVE: f64 = 1.5;

/// How far a constant may be from where it should be.
const NEAR: f64 = 0.234;

/// The bits of the float `3·2^22`.
const MAGIC: i32 = 0x4B40_0000;

/// The greatest magnitude of sums for which `MAGIC` and a displacement and two of them make the bits of a positive float.
const MOST: u64 = 3 << 27;

/// One: outputs have 16 bits behind the point.
const ONE: f64 = 65536.0;

/// Constants of rule **D** by floats for 16 output channels.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub(crate) struct Checked16 {
    /// What accumulators start from, the bits of a float.
    pub(crate) start: [i32; 16],
    pub(crate) scale: [f32; 16],
    /// What is added to scaled sums.
    pub(crate) offset: [f32; 16],
    /// What is added to negative ones, where those have a term of their own.
    pub(crate) below: [f32; 16],
    /// The bits of a sum of zero.
    pub(crate) zero: [i32; 16],
}

impl Default for Checked16 {
    /// Lanes that are certain whatever their sums are.
    fn default() -> Self {
        let half = [(ONE / 2.0) as f32; 16];
        Self { start: [MAGIC; 16], scale: [0.0; 16], offset: half, below: half, zero: [MAGIC; 16] }
    }
}

impl Checked16 {
    /// Sets channel `lane` (below 16), whose sums start from `start`.
    #[inline]
    pub(crate) fn set(&mut self, lane: usize, start: i32, constants: Constants) {
        let Constants { scale, offset, below, zero } = constants;
        // A channel that is switched off may have any bias.
        self.start[lane] = if scale == 0.0 { zero } else { start.wrapping_add(zero) };
        self.scale[lane] = scale;
        self.offset[lane] = offset;
        self.below[lane] = below;
        self.zero[lane] = zero;
    }
}

/// The constants of a channel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Constants {
    scale: f32,
    offset: f32,
    below: f32,
    zero: i32,
}

impl Constants {
    /// Those of a channel with such a multiplier, whose products never exceed `bound` in all, and with the bias
    /// `bound + bias`. `None` where integers have to do it.
    #[must_use]
    pub(crate) fn new(multiplier: Multiplier, (bound, bias): (u64, i32), zero_point: i32) -> Option<Self> {
        let zero_point = f64::from(i8::try_from(zero_point).ok()?) * ONE;
        if bound > MOST {
            return None;
        }
        if multiplier.mantissa == 0 {
            let offset = (zero_point + ONE / 2.0) as f32;
            return Some(Self { scale: 0.0, offset, below: offset, zero: MAGIC });
        }
        let bound = bound + u64::from(bias.unsigned_abs());
        if bound > MOST || !Doubling16::fits(multiplier, bound) {
            return None;
        }
        let shift = -multiplier.exponent;
        let exact = f64::from(multiplier.mantissa) * power_of_two(-15 - shift);
        let inverse = 1.0 / exact;
        let scale = exact as f32;
        let nudge = if shift > 0 { power_of_two(15 - shift) } else { 0.0 };
        let turned = (f64::from(scale) - exact) * zero_point * inverse;
        let line = Line { scale: scale.into(), offset: nudge + ONE / 2.0 + zero_point + ABOVE + turned };
        // Sums whose outputs are not clamped: those are 255 from the zero point at most.
        let reach = bound.min((257.0 * ONE * inverse) as u64 + 1);
        let displaced = line.displacement()?;
        (reach + displaced < 1 << 22).then_some(())?;
        let offset = line.offset(displaced);
        // Exact, as a multiple of the last bit of the offset; or nearly so where that is small.
        let below = offset - 2.0 * nudge;
        let zero = MAGIC + i32::try_from(displaced).ok()?;
        is_near(below).then_some(Self { scale, offset: offset as f32, below: below as f32, zero })
    }
}

/// A line in units of `2^−16`.
#[derive(Clone, Copy)]
struct Line {
    scale: f64,
    offset: f64,
}

impl Line {
    /// What is added to scaled floats.
    fn offset(self, displaced: u64) -> f64 {
        self.offset - self.scale * (3u64 * (1 << 22) + displaced) as f64
    }

    /// The smallest `d` with which the offset is near a float and has one near it.
    fn displacement(self) -> Option<u64> {
        if is_near(self.offset(0)) {
            return Some(0);
        }
        // In units of the last bit of the scale. The last bit of the offset is a power of two, or the next one, once it is
        // displaced.
        let [unit, last] = [self.scale, self.offset(0)].map(last_bit);
        let units = power_of_two(-unit);
        let [scale, offset, near] = [self.scale, self.offset(0), NEAR].map(|x| (x * units) as i64);
        (0..2).find_map(|more| {
            let modulus = 1u64.checked_shl((last + more - unit).cast_unsigned())?;
            let [scale, offset] = [scale, offset].map(|x| x.cast_unsigned() & (modulus - 1));
            let near = near.cast_unsigned();
            let found = first_between(scale, modulus, offset.checked_sub(near)?, offset + near)?;
            (found < 1 << 22 && is_near(self.offset(found))).then_some(found)
        })
    }
}

/// `2^exponent`, where that is a normal double.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

/// The exponent of the last bit of a float.
fn last_bit(x: f64) -> i32 {
    ((x as f32).to_bits() >> 23 & 0xFF).cast_signed() - (127 + 23)
}

/// Whether `x` is a float, nearly.
fn is_near(x: f64) -> bool {
    (-NEAR..=NEAR).contains(&(x - f64::from(x as f32)))
}

/// The smallest `n` with which `step × n` modulo `modulus` lies between `low` and `high`, which are below `modulus`.
///
/// As Euclid's algorithm: the multiples from one overflow to the next are a step apart, so that it is the first overflow
/// that counts whose remainder lies right, and remainders are multiples modulo the step.
fn first_between(step: u64, modulus: u64, low: u64, high: u64) -> Option<u64> {
    if low == 0 {
        return Some(0);
    }
    if step == 0 {
        return None;
    }
    if 2 * step > modulus {
        return first_between(modulus - step, modulus, modulus.checked_sub(high)?, modulus - low);
    }
    let (before, rest) = (low / step, modulus % step);
    // What the range is from the last multiple before it on, which is at least a step before the next.
    let [low_rest, high_rest] = [low, high].map(|end| end - before * step);
    if low_rest == 0 {
        return Some(before);
    }
    if high_rest >= step {
        return Some(before + 1);
    }
    let overflows = first_between(if rest > 0 { step - rest } else { 0 }, step, low_rest, high_rest)?;
    Some((low + modulus * overflows).div_ceil(step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::ClampRange;
    use proptest::prelude::*;

    /// The sequence of the vector kernels, in scalars: the output if it is certain.
    fn sequence(constants: &Checked16, lane: usize, sum: i32, signed: bool) -> Option<i32> {
        let is_below = signed && sum < constants.zero[lane];
        let offset = if is_below { constants.below[lane] } else { constants.offset[lane] };
        let scaled = f32::from_bits(sum.cast_unsigned()).mul_add(constants.scale[lane], offset).round_ties_even();
        let fits = (-2_147_483_648.0..2_147_483_648.0).contains(&scaled);
        let scaled = if fits { scaled as i32 } else { i32::MIN };
        (scaled as u16 >= CERTAIN).then_some(ClampRange::I8.clamp(scaled >> 16))
    }

    /// The output of rule **D**.
    fn expected(multiplier: Multiplier, accumulator: i32, zero_point: i32) -> i32 {
        ClampRange::I8.clamp(multiplier.apply(accumulator).saturating_add(zero_point))
    }

    fn constants(multiplier: Multiplier, bound: u64, zero_point: i32) -> Option<Checked16> {
        let mut constants = Checked16::default();
        constants.set(5, 0, Constants::new(multiplier, (bound, 0), zero_point)?);
        Some(constants)
    }

    /// Whether the outputs of an accumulator are right or uncertain, with the term for negative ones and without.
    fn check(constants: &Checked16, accumulator: i32, multiplier: Multiplier, zero_point: i32) -> [Option<i32>; 2] {
        let sum = constants.start[5].wrapping_add(accumulator);
        let expected = expected(multiplier, accumulator, zero_point);
        let signed = sequence(constants, 5, sum, true);
        assert!(signed.is_none_or(|found| found == expected), "{accumulator} {multiplier:?} {zero_point}: {signed:?}");
        let found = sequence(constants, 5, sum, false);
        let right = found.is_none_or(|found| found.max(zero_point) == expected.max(zero_point));
        assert!(right, "{accumulator} {multiplier:?} {zero_point}, without a sign: {found:?}");
        [signed, found]
    }

    /// The accumulator next to that whose output is `output`, before it is rounded, and half: where outputs change.
    fn edge(multiplier: Multiplier, output: f64) -> i64 {
        let scale = f64::from(multiplier.mantissa) / (1u64 << (31 - multiplier.exponent)) as f64;
        ((output - 0.5) / scale).floor() as i64
    }

    fn multipliers() -> impl Strategy<Value = Multiplier> {
        let mantissa =
            prop_oneof![8 => (1i32 << 30) + 1..i32::MAX, 1 => Just(1 << 30), 1 => Just(3 << 29), 1 => Just(i32::MAX)];
        (mantissa, prop_oneof![4 => -14i32..=0, 1 => -31i32..=0])
            .prop_map(|(mantissa, exponent)| Multiplier { mantissa, exponent })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn what_is_certain_is_right(
            multiplier in multipliers(), zero_point in prop_oneof![Just(-128), Just(127), -128i32..=127],
            bound in prop_oneof![0u64..1 << 20, 0u64..MOST, Just(MOST)], output in -260i32..260, beside in -2i64..=2, random: i32,
        ) {
            let Some(constants) = constants(multiplier, bound, zero_point) else { return Ok(()) };
            let bound = bound as i64;
            let of = |accumulator: i64| accumulator.clamp(-bound, bound) as i32;
            let accumulators = [
                of(edge(multiplier, output.into()) + beside), of(beside), of(bound), of(-bound), of(random.into()),
                of(i64::from(random) >> 10), of((1 << 22) + beside), of(beside - (1 << 22)),
            ];
            for accumulator in accumulators {
                check(&constants, accumulator, multiplier, zero_point);
            }
        }

        #[test]
        fn a_multiplier_of_zero_gives_the_zero_point(sum in -805_306_368i32..=805_306_368, zero_point in -128i32..=127) {
            let constants = constants(Multiplier::default(), MOST, zero_point).unwrap();
            let sum = constants.start[5].wrapping_add(sum);
            prop_assert_eq!([true, false].map(|signed| sequence(&constants, 5, sum, signed)), [Some(zero_point); 2]);
        }

        #[test]
        fn the_first_multiple_between_is_found(modulus in 1u64..400, step in 0u64..400, low in 0u64..400, more in 0u64..30) {
            let (step, low) = (step % modulus, low % modulus);
            let high = (low + more).min(modulus - 1);
            let expected = (0..modulus).find(|n| (low..=high).contains(&(step * n % modulus)));
            prop_assert_eq!(first_between(step, modulus, low, high), expected);
        }
    }

    #[test]
    fn all_sums_are_right_and_few_uncertain() {
        let (mut count, mut uncertain) = (0, 0);
        for exponent in -11..=-2 {
            for (mantissa, zero_point) in [(0x5a82_799a, -128), (0x6ed9_eba1, 3), (0x4d83_91b7, 127)] {
                let multiplier = Multiplier { mantissa, exponent };
                let constants = constants(multiplier, 1 << 20, zero_point).unwrap();
                let [first, last] = [-129, 128].map(|output| edge(multiplier, f64::from(output - zero_point)) as i32);
                for accumulator in first..=last {
                    let found = check(&constants, accumulator, multiplier, zero_point);
                    count += found.len();
                    uncertain += found.iter().filter(|found| found.is_none()).count();
                }
            }
        }
        assert!(uncertain > 0 && uncertain < count / 16_000, "{uncertain} of {count} are uncertain");
    }

    #[test]
    fn other_parameters_are_left_to_integers() {
        let fits = |mantissa, exponent, (bound, bias), zero_point| {
            Constants::new(Multiplier { mantissa, exponent }, (bound, bias), zero_point).is_some()
        };
        assert!(fits(0x5a82_799a, -8, (1 << 20, 0), 0));
        assert!(fits(0x5a82_799a, -8, (MOST, 0), 0));
        assert!(!fits(0x5a82_799a, -8, (MOST + 1, 0), 0));
        assert!(!fits(0x5a82_799a, -8, (MOST, -1), 0));
        assert!(!fits(0x5a82_799a, 1, (1 << 20, 0), 0));
        assert!(!fits(-1, -8, (1 << 20, 0), 0));
        assert!(!fits(0x5a82_799a, -8, (1 << 20, 0), 128));
        assert!(!fits(0x5a82_799a, -8, (1 << 20, 0), -129));
        // Many sums that are not clamped, or not.
        assert!(!fits(0x5a82_799a, -15, (1 << 23, 0), 0));
        assert!(fits(0x5a82_799a, -15, (1 << 20, 0), 0));
        // The float of a power of two has no other bits to choose from.
        assert!(!fits(1 << 30, -8, (1 << 20, 0), 0));
        assert!(!fits(i32::MAX, -8, (1 << 20, 0), 0));
        assert!(fits(1 << 30, -20, (1 << 20, 0), 0));
        // A channel that is switched off may have any bias.
        assert!(fits(0, 0, (MOST, i32::MIN), 0));
        assert!(!fits(0, 0, (MOST + 1, 0), 0));
    }
}
