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
//! has the first 24 bits alone. But `d` is free, and may be negative: one is taken with which `c` has a float within
//! [`NEAR`] of it ([`displacement`]).
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
//! of outputs that are not clamped below `2^22 − |d|` ([`Check`]). Everything else is computed by integers alone.

mod displacement;

use super::Doubling16;
use crate::isa::Task;
use displacement::{Lines, displacements};

/// A number for each of 16 channels.
type Lanes = [f64; 16];

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

/// Sums with their displacement are less than this where their floats have a last bit that is worth 1.
const SUMS: f64 = (1 << 22) as f64;

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

/// Sets the constants of floats of blocks whose other constants are set, with a zero point that is part of them. False where
/// integers have to do it.
pub(super) struct Check<'a> {
    pub(super) columns: &'a mut [Doubling16],
    /// What no sum of a channel exceeds.
    pub(super) greatest: u64,
    pub(super) zero_point: i32,
}

impl Task for Check<'_> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let Self { columns, greatest, zero_point } = self;
        let Ok(zero_point) = i8::try_from(zero_point) else { return false };
        let (greatest, zero_point) = (greatest as f64, f64::from(zero_point) * ONE);
        greatest <= MOST as f64 && columns.iter_mut().all(|block| check(block, greatest, zero_point))
    }
}

/// Sets the constants of a block.
#[inline(always)]
fn check(block: &mut Doubling16, greatest: f64, zero_point: f64) -> bool {
    let mut lines = Lines { scale: [0.0; 16], offset: [0.0; 16] };
    let (mut nudges, mut reaches) = ([0.0; 16], [0.0; 16]);
    for lane in 0..16 {
        // Channels that are switched off have any multiplier here.
        let (multiplier, shift) = (block.multiplier[lane].max(1 << 31), block.shift[lane].cast_signed());
        let exact = f64::from(multiplier) * power_of_two(-16 - shift);
        let scale = f64::from(exact as f32);
        let nudge = if shift > 0 { power_of_two(15 - shift) } else { 0.0 };
        let turned = (scale - exact) * zero_point / exact;
        lines.scale[lane] = scale;
        lines.offset[lane] = nudge + ONE / 2.0 + zero_point + ABOVE + turned;
        nudges[lane] = nudge;
        // Sums whose outputs are not clamped: those are 255 from the zero point at most.
        reaches[lane] = greatest.min(257.0 * ONE / exact + 1.0);
    }
    // Below is exact, as a multiple of the last bit of the offset; or nearly so where that is small.
    let below = |lane: usize, offset: f64| offset - 2.0 * nudges[lane];
    let fits = |lane: usize, displaced: f64| {
        let offset = lines.line(lane).offset(displaced);
        reaches[lane] + displaced.abs() < SUMS && is_near(offset) && is_near(below(lane, offset))
    };
    let mut displaced = displacements(&lines);
    let mut all_fit = true;
    for (lane, &displaced) in displaced.iter().enumerate() {
        all_fit &= fits(lane, displaced) | (block.multiplier[lane] == 0);
    }
    if !all_fit && !mend(block, &lines, &mut displaced, fits) {
        return false;
    }
    let checked = &mut block.checked;
    for lane in 0..16 {
        let is_off = block.multiplier[lane] == 0;
        let displaced = if is_off { 0.0 } else { displaced[lane] };
        let offset = if is_off { zero_point + ONE / 2.0 } else { lines.line(lane).offset(displaced) };
        let zero = MAGIC + displaced as i32;
        checked.scale[lane] = if is_off { 0.0 } else { lines.line(lane).scale as f32 };
        checked.offset[lane] = offset as f32;
        checked.below[lane] = if is_off { offset } else { below(lane, offset) } as f32;
        checked.zero[lane] = zero;
        // A channel that is switched off may have any bias.
        checked.start[lane] = if is_off { zero } else { block.start[lane].wrapping_sub(i32::MIN).wrapping_add(zero) };
    }
    true
}

/// Finds the smallest displacements where others do not fit: as good as never. False where a channel has none.
#[cold]
#[inline(never)]
fn mend(block: &Doubling16, lines: &Lines, displaced: &mut Lanes, fits: impl Fn(usize, f64) -> bool) -> bool {
    for (lane, displaced) in displaced.iter_mut().enumerate() {
        if block.multiplier[lane] == 0 || fits(lane, *displaced) {
            continue;
        }
        match lines.line(lane).smallest_displacement() {
            Some(smallest) if fits(lane, smallest) => *displaced = smallest,
            _ => return false,
        }
    }
    true
}

/// `2^exponent`, where that is a normal double.
#[inline(always)]
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(u64::from((1023 + exponent).cast_unsigned()) << 52)
}

/// Whether `x` is a float, nearly.
#[inline(always)]
fn is_near(x: f64) -> bool {
    (x - f64::from(x as f32)).abs() <= NEAR
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Isa;
    use crate::quant::{ClampRange, Multiplier};
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

    /// The constants of a channel whose sums start from 0.
    fn constants(multiplier: Multiplier, bound: u64, zero_point: i32) -> Option<Checked16> {
        let mut block = Doubling16::default();
        if !Doubling16::fits_whole(multiplier, bound, zero_point) {
            return None;
        }
        block.set(5, (0, zero_point), multiplier, true);
        let columns = core::slice::from_mut(&mut block);
        Isa::best().run(Check { columns, greatest: bound, zero_point }).then_some(block.checked)
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
        let fits = |mantissa, exponent, bound, zero_point| {
            constants(Multiplier { mantissa, exponent }, bound, zero_point).is_some()
        };
        assert!(fits(0x5a82_799a, -8, 1 << 20, 0));
        assert!(fits(0x5a82_799a, -8, MOST, 0));
        assert!(!fits(0x5a82_799a, -8, MOST + 1, 0));
        assert!(!fits(0x5a82_799a, -8, 1 << 20, 128));
        assert!(!fits(0x5a82_799a, -8, 1 << 20, -129));
        // Many sums that are not clamped, or not.
        assert!(!fits(0x5a82_799a, -15, 1 << 23, 0));
        assert!(fits(0x5a82_799a, -15, 1 << 20, 0));
        // The float of a power of two has no other bits to choose from.
        assert!(!fits(1 << 30, -8, 1 << 20, 0));
        assert!(!fits(i32::MAX, -8, 1 << 20, 0));
        assert!(fits(1 << 30, -20, 1 << 20, 0));
        // A channel that is switched off.
        assert!(fits(0, 0, MOST, 0));
        assert!(!fits(0, 0, MOST + 1, 0));
    }

    #[test]
    fn blocks_keep_what_channels_start_from() {
        let mut block = Doubling16::default();
        let multiplier = |lane: usize| Multiplier { mantissa: 0x5a82_799a + (lane as i32) * 12345, exponent: -8 };
        for lane in 0..15 {
            let multiplier = if lane == 3 { Multiplier::default() } else { multiplier(lane) };
            block.set(lane, (1000 * lane as i32, 0), multiplier, true);
        }
        let columns = core::slice::from_mut(&mut block);
        assert!(Isa::best().run(Check { columns, greatest: 1 << 20, zero_point: 0 }));
        let starts: Vec<i32> = (0..16).map(|lane| block.checked.start[lane] - block.checked.zero[lane]).collect();
        let expected: Vec<i32> = (0..16).map(|lane| if [3, 15].contains(&lane) { 0 } else { 1000 * lane }).collect();
        assert_eq!(starts, expected);
    }
}
