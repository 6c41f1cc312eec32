//! By how much sums of rule **D** by floats are displaced, so that the constant added to them scaled has a float near it.
//!
//! In units of the last bit of the scale, the scale is an integer `m` and the last bit of the constant a power of two `M`. A
//! sum displaced by `d` has the constant `o − m·d`, and that is near a float where it is near a multiple of `M`. So it is `m·d`
//! modulo `M` that has to be near the remainder `o`.
//!
//! Euclid's algorithm gives multiples of `m` with ever smaller remainders. Each of these is subtracted from what is left of
//! `o` as often as that has it, until it is near nothing. That is fast, for whole vectors of channels, but the displacement
//! is not the smallest, and where a remainder is much smaller than the one before it may be too large.

use super::{Lanes, NEAR, SUMS, is_near, power_of_two};

/// A line in units of `2^−16`.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) scale: f64,
    pub(super) offset: f64,
}

impl Line {
    /// What is added to scaled floats.
    #[inline(always)]
    pub(super) fn offset(self, displaced: f64) -> f64 {
        self.offset - self.scale * (3.0 * SUMS + displaced)
    }

    /// The smallest displacement that is not negative, with which the offset is near a float.
    pub(super) fn smallest_displacement(self) -> Option<f64> {
        let offset = self.offset(0.0);
        if is_near(offset) {
            return Some(0.0);
        }
        let units = 1.0 / last_bit(self.scale);
        // The last bit of the offset, or the next one, once it is displaced.
        [last_bit(offset), 2.0 * last_bit(offset)].into_iter().find_map(|last| {
            let modulus = (last * units) as u64;
            let [step, offset] = [self.scale, offset].map(|x| (x * units) as i64).map(|x| x.cast_unsigned());
            let (step, offset) = (step.checked_rem(modulus)?, offset % modulus);
            let near = (NEAR * units) as u64;
            let found = first_between(step, modulus, offset.checked_sub(near)?, offset + near)? as f64;
            (found < SUMS && is_near(self.offset(found))).then_some(found)
        })
    }
}

/// The lines of 16 channels.
pub(super) struct Lines {
    pub(super) scale: Lanes,
    pub(super) offset: Lanes,
}

impl Lines {
    /// That of a channel.
    #[inline(always)]
    pub(super) fn line(&self, lane: usize) -> Line {
        Line { scale: self.scale[lane], offset: self.offset[lane] }
    }
}

/// Displacements with which the offsets are near a float, in all lanes but a few, where they are any numbers or none.
#[inline(always)]
pub(super) fn displacements(lines: &Lines) -> Lanes {
    /// More rounds than it takes to get from `M` to what is near.
    const ROUNDS: usize = 24;
    let (mut wanted, mut near) = ([0.0; 16], [0.0; 16]);
    // Multiples of `m`, and what remains of them.
    let (mut larger, mut of_larger) = ([0.0; 16], [0.0; 16]);
    let (mut smaller, mut of_smaller) = ([0.0; 16], [1.0; 16]);
    let (mut inverse, mut displaced) = ([0.0; 16], [0.0; 16]);
    for lane in 0..16 {
        let offset = lines.line(lane).offset(0.0);
        let units = 1.0 / last_bit(lines.scale[lane]);
        let modulus = last_bit(offset) * units;
        wanted[lane] = offset * units;
        // A little less, as all this is rounded.
        near[lane] = 0.99 * NEAR * units;
        larger[lane] = modulus;
        inverse[lane] = 1.0 / modulus;
        let scale = lines.scale[lane] * units;
        smaller[lane] = scale - modulus * rounded(scale * inverse[lane]);
    }
    for _ in 0..ROUNDS {
        let mut goes_on = false;
        for lane in 0..16 {
            // Nothing the second time.
            let times = rounded(wanted[lane] * inverse[lane]);
            wanted[lane] -= times * larger[lane];
            displaced[lane] += times * of_larger[lane];
            let goes = smaller[lane].abs() > near[lane];
            let next = 1.0 / smaller[lane];
            let times = rounded(larger[lane] * next);
            let rest = larger[lane] - times * smaller[lane];
            let of_rest = of_larger[lane] - times * of_smaller[lane];
            larger[lane] = if goes { smaller[lane] } else { larger[lane] };
            of_larger[lane] = if goes { of_smaller[lane] } else { of_larger[lane] };
            smaller[lane] = if goes { rest } else { smaller[lane] };
            of_smaller[lane] = if goes { of_rest } else { of_smaller[lane] };
            inverse[lane] = if goes { next } else { inverse[lane] };
            goes_on |= goes;
        }
        if !goes_on {
            break;
        }
    }
    for lane in 0..16 {
        // To the middle between nothing and what is near, on the side where it is.
        let beyond = wanted[lane] - (near[lane] / 2.0).copysign(wanted[lane]);
        let times = if wanted[lane].abs() > near[lane] { rounded(beyond / smaller[lane]) } else { 0.0 };
        let found = displaced[lane] + times * of_smaller[lane];
        displaced[lane] = if is_near(lines.line(lane).offset(0.0)) { 0.0 } else { found };
    }
    displaced
}

/// The integer next to `x`, whose magnitude is less than `2^51`: doubles beyond `2^52` are integers.
#[inline(always)]
fn rounded(x: f64) -> f64 {
    const MAGIC: f64 = 3.0 * (1u64 << 51) as f64;
    (x + MAGIC) - MAGIC
}

/// What the last bit of a number is worth as a float.
#[inline(always)]
fn last_bit(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & 0x7FF << 52) * power_of_two(-23)
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
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn the_first_multiple_between_is_found(modulus in 1u64..400, step in 0u64..400, low in 0u64..400, more in 0u64..30) {
            let (step, low) = (step % modulus, low % modulus);
            let high = (low + more).min(modulus - 1);
            let expected = (0..modulus).find(|n| (low..=high).contains(&(step * n % modulus)));
            prop_assert_eq!(first_between(step, modulus, low, high), expected);
        }
    }

    #[test]
    fn nearly_all_displacements_fit() {
        let mut state = 1u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64
        };
        let (mut count, mut failed) = (0, 0);
        for round in 0..20_000 {
            let mut lines = Lines { scale: [0.0; 16], offset: [0.0; 16] };
            for lane in 0..16 {
                // 24 bits, the first of them set.
                let mantissa = (8_388_608.0 + random() / 2.0).floor();
                lines.scale[lane] = mantissa * power_of_two(-12 - (round + lane as i32) % 10);
                lines.offset[lane] = 32769.5 + (random() - 8_388_608.0);
            }
            let found = displacements(&lines);
            for (lane, &found) in found.iter().enumerate() {
                count += 1;
                let fits = found.abs() < SUMS / 2.0 && is_near(lines.line(lane).offset(found));
                failed += i32::from(!fits);
            }
        }
        assert!(failed < count / 1000, "{failed} of {count} do not fit");
    }
}
