//! ARG_MAX and ARG_MIN along the last axis, compiled for each instruction set and split among threads; what
//! [`reference::arg`](mod@crate::reference::arg) computes.
//!
//! First the best element of a line, which vectors find, then the first place that has it.

use crate::isa::{Isa, Task};
use crate::parallel::{Workers, for_each_share, parts};
use crate::reference::arg::Index;

/// Elements below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 8 } else { 1 << 16 };

/// Elements that are searched at a time.
const BLOCK: usize = 32;

/// An element that can be greater or less than others.
pub trait Candidate: Copy + PartialOrd + Send + Sync {
    /// Bytes without a sign that are in the order of the elements, where these are bytes.
    const RANK: Option<fn(Self) -> u8> = None;
}

impl Candidate for u8 {
    const RANK: Option<fn(Self) -> u8> = Some(|byte| byte);
}

impl Candidate for i8 {
    const RANK: Option<fn(Self) -> u8> = Some(|byte| byte.cast_unsigned() ^ 0x80);
}

impl Candidate for i32 {}

impl Candidate for f32 {}

/// The first index of the greatest (`MAX`) or least element of each line of `axis` elements, at least 1. NaN loses against
/// every number; a line of NaN gives 0.
pub fn last_axis<T, I, const MAX: bool>((isa, workers): (Isa, &dyn Workers), axis: usize, input: &[T], output: &mut [I])
where
    T: Candidate,
    I: Index + Send,
{
    let lines = output.len();
    for_each_share(workers, parts(workers, input.len(), GRAIN), output, (lines, 1), |lines, output| {
        let input = &input[lines.start * axis..lines.end * axis];
        isa.run(Lines::<T, I, MAX> { axis, input, output });
    });
}

struct Lines<'a, T, I, const MAX: bool> {
    axis: usize,
    input: &'a [T],
    output: &'a mut [I],
}

impl<T: Candidate, I: Index, const MAX: bool> Task for Lines<'_, T, I, MAX> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { axis, input, output } = self;
        let done = match T::RANK {
            Some(rank) if axis <= BLOCK => short_lines::<T, I, MAX>(rank, axis, input, output),
            _ => 0,
        };
        for (line, place) in input[done * axis..].chunks_exact(axis).zip(&mut output[done..]) {
            *place = I::from_usize(first_place(line, best::<T, MAX>(line)));
        }
    }
}

/// Lines of bytes that a block has room for. How many are done: those with a whole block from their start on.
#[inline(always)]
fn short_lines<T: Copy, I: Index, const MAX: bool>(
    rank: impl Fn(T) -> u8,
    axis: usize,
    input: &[T],
    output: &mut [I],
) -> usize {
    let mut inside = [0u16; BLOCK];
    inside[..axis].fill(u16::MAX);
    let done = input.len().checked_sub(BLOCK).map_or(0, |rest| rest / axis + 1).min(output.len());
    for (place, start) in output[..done].iter_mut().zip((0..).step_by(axis)) {
        let Some(block) = input[start..].first_chunk::<BLOCK>() else { break };
        // The greatest of words with an element above its place: of equal elements, the first. Loops like this one become
        // a few vector instructions.
        let mut best = 0;
        for i in 0..BLOCK {
            let element = if MAX { rank(block[i]) } else { !rank(block[i]) };
            let word = (u16::from(element) << 8 | (BLOCK - i) as u16) & inside[i];
            best = if word > best { word } else { best };
        }
        *place = I::from_usize(BLOCK - usize::from(best & 0xFF));
    }
    done
}

/// The best element, NaN if all are.
#[inline(always)]
fn best<T: Copy + PartialOrd, const MAX: bool>(line: &[T]) -> T {
    let mut best = line[0];
    for &candidate in line {
        let better = if MAX { candidate > best } else { candidate < best };
        // Only NaN does not compare with itself.
        let replaces = better || best.partial_cmp(&best).is_none();
        best = if replaces { candidate } else { best };
    }
    best
}

/// The first place of an element that equals `best`; 0 if none does.
#[inline(always)]
fn first_place<T: Copy + PartialOrd>(line: &[T], best: T) -> usize {
    for (block, elements) in line.chunks(BLOCK).enumerate() {
        let mut found = false;
        for &element in elements {
            found |= element == best;
        }
        if found {
            let place = elements.iter().position(|&element| element == best);
            return block * BLOCK + place.unwrap_or(0);
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;
    use crate::reference::arg::{ArgGeometry, arg_max, arg_min};
    use crate::testing::{Turns, bytes, signed};
    use proptest::prelude::*;

    fn check<T: Candidate>(axis: usize, input: &[T]) -> Result<(), TestCaseError> {
        let lines = input.len() / axis;
        let geometry = ArgGeometry { outer: lines, axis, inner: 1 };
        let (mut greatest, mut least) = (vec![9i32; lines], vec![9i64; lines]);
        arg_max(geometry, input, &mut greatest);
        arg_min(geometry, input, &mut least);
        for isa in Isa::available() {
            for workers in [&Serial as &dyn Workers, &Turns] {
                let (mut max, mut min) = (vec![7i32; lines], vec![7i64; lines]);
                last_axis::<_, _, true>((isa, workers), axis, input, &mut max);
                last_axis::<_, _, false>((isa, workers), axis, input, &mut min);
                prop_assert_eq!(&max, &greatest, "{:?}", isa);
                prop_assert_eq!(&min, &least, "{:?}", isa);
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn every_instruction_set_finds_what_the_reference_finds(
            lines in 0usize..40,
            axis in 1usize..100,
            few in 1u8..=255,
            seed in any::<u64>(),
        ) {
            // Few different values: the first of equals counts.
            let values: Vec<u8> = bytes(seed, lines * axis).iter().map(|byte| byte % few).collect();
            check(axis, &values)?;
            check(axis, &signed(&values))?;
            let floats = |value: u8| match value {
                0 => f32::NAN,
                1 => -0.0,
                2 => f32::NEG_INFINITY,
                _ => f32::from(value.cast_signed()),
            };
            check(axis, &values.iter().map(|&value| floats(value)).collect::<Vec<f32>>())?;
        }
    }
}
