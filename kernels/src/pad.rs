//! Frames around tensors, split among threads and compiled for each instruction set: PAD, PADV2 and MIRROR_PAD, what
//! [`reference::pad`](mod@crate::reference::pad) computes.
//!
//! The output is a number of *lines*, the innermost dimension that has a frame. Each is written from the input alone, so
//! threads take any lines they like.

use crate::isa::{Isa, Task};
use crate::parallel::{Workers, for_each_share, parts};
use crate::reference::pad::{Mirror, Pad, PadDimension};
use core::ops::Range;

/// Bytes of the output below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 7 } else { 1 << 15 };

/// Bytes that are moved at a time.
const CHUNK: usize = 32;

/// Bytes of a line from which on the call of a function that copies any number takes little of the time.
const LONG: usize = 1 << 9;

/// Writes `input` into the dense `output`, with `value` around it. The slices have exactly the lengths that the plan was
/// made for.
///
/// # Panics
/// When the input is shorter.
pub fn pad<const N: usize>(
    (isa, workers): (Isa, &dyn Workers),
    plan: &Pad,
    input: &[[u8; N]],
    value: [u8; N],
    output: &mut [[u8; N]],
) {
    if input.is_empty() {
        return output.fill(value);
    }
    let (input, output) = (input.as_flattened(), output.as_flattened_mut());
    let (line, outer) = last(plan.dimensions());
    let line = PadDimension { before: line.before * N, extent: line.extent * N, after: line.after * N };
    let mut values = [0; CHUNK];
    values.as_chunks_mut().0.fill(value);
    let bytes = length(line);
    let lines = (output.len() / bytes, bytes);
    for_each_share(workers, parts(workers, output.len(), GRAIN), output, lines, |lines, output| {
        isa.run(Framed { outer, line, values: &values, input, lines, output });
    });
}

/// The innermost of some dimensions, and those around it.
#[inline(always)]
fn last(dimensions: &[PadDimension]) -> (PadDimension, &[PadDimension]) {
    let scalar = PadDimension { before: 0, extent: 1, after: 0 };
    dimensions.split_last().map_or((scalar, &[]), |(&last, outer)| (last, outer))
}

/// The extent of a dimension in the output.
#[inline(always)]
fn length(dimension: PadDimension) -> usize {
    dimension.before + dimension.extent + dimension.after
}

/// Which unit of the input lies at unit `place` of the output, by what `at` says of each dimension.
#[inline(always)]
fn origin(
    dimensions: &[PadDimension],
    mut place: usize,
    at: impl Fn(PadDimension, usize) -> Option<usize>,
) -> Option<usize> {
    let (mut unit, mut units) = (0, 1);
    for &dimension in dimensions.iter().rev() {
        unit += at(dimension, place % length(dimension))? * units;
        place /= length(dimension);
        units *= dimension.extent;
    }
    Some(unit)
}

/// Lines of a padded tensor. Extents of lines are bytes.
struct Framed<'a> {
    outer: &'a [PadDimension],
    line: PadDimension,
    values: &'a [u8; CHUNK],
    input: &'a [u8],
    lines: Range<usize>,
    output: &'a mut [u8],
}

impl Task for Framed<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { outer, line, values, input, lines, output } = self;
        let (block, outer) = last(outer);
        let (bytes, end) = (length(line), block.before + block.extent);
        let mut rest = output;
        let mut first = lines.start;
        while first < lines.end {
            // Lines of one block, of which the block's own frame takes the first and the last.
            let start = first % length(block);
            let stop = length(block).min(start + lines.end - first);
            let (piece, behind) = rest.split_at_mut((stop - start) * bytes);
            let inside = origin(outer, first / length(block), |d, i| i.checked_sub(d.before).filter(|&i| i < d.extent));
            match inside {
                None => fill(values, piece),
                Some(place) => {
                    let (from, to) = (start.clamp(block.before, end), stop.clamp(block.before, end));
                    let (above, piece) = piece.split_at_mut(from.min(stop).saturating_sub(start) * bytes);
                    let (middle, below) = piece.split_at_mut((to - from) * bytes);
                    fill(values, above);
                    let source = (place * block.extent + from - block.before) * line.extent;
                    frame_lines(line, values, &input[source..source + (to - from) * line.extent], middle);
                    fill(values, below);
                }
            }
            rest = behind;
            first += stop - start;
        }
    }
}

/// Repeats the value.
#[inline(always)]
fn fill(values: &[u8; CHUNK], output: &mut [u8]) {
    let (chunks, rest) = output.as_chunks_mut();
    chunks.fill(*values);
    rest.copy_from_slice(&values[..rest.len()]);
}

/// Lines with their frames.
#[inline(always)]
fn frame_lines(line: PadDimension, values: &[u8; CHUNK], input: &[u8], output: &mut [u8]) {
    let PadDimension { before, extent, after } = line;
    let gap = before + after;
    let mut done = 0;
    if extent + gap < LONG {
        // Whole chunks, which reach into what is written after them, as long as there is something after them.
        let [moved, filled] = [extent, gap].map(|bytes| bytes.next_multiple_of(CHUNK));
        let (reach, below) = (before + moved.max(extent + filled), extent + gap);
        let fitting =
            |len: usize, reach: usize, pitch: usize| len.checked_sub(reach).map_or(0, |rest| rest / pitch + 1);
        done = fitting(output.len(), reach, below).min(fitting(input.len(), moved, extent));
        if done > 0 {
            fill(values, &mut output[..before]);
        }
        for i in 0..done {
            let (from, to) = (&input[i * extent..][..moved], &mut output[i * below + before..][..reach - before]);
            for at in (0..moved).step_by(CHUNK) {
                to[at..at + CHUNK].copy_from_slice(&from[at..at + CHUNK]);
            }
            for at in (extent..extent + filled).step_by(CHUNK) {
                to[at..at + CHUNK].copy_from_slice(values);
            }
        }
    }
    let (input, output) = (&input[done * extent..], &mut output[done * (extent + gap)..]);
    for (from, to) in input.chunks_exact(extent).zip(output.chunks_exact_mut(extent + gap)) {
        fill(values, &mut to[..before]);
        to[before..before + extent].copy_from_slice(from);
        fill(values, &mut to[before + extent..]);
    }
}

/// Writes `input` into the dense `output` and reflects it into the frame. The plan is a [`Pad::mirrored`] whose paddings
/// the caller checked against the limits of `mirror`; the slices have exactly its lengths.
///
/// # Panics
/// When the input is shorter.
pub fn mirror_pad<const N: usize>(
    workers: &dyn Workers,
    plan: &Pad,
    mirror: Mirror,
    input: &[[u8; N]],
    output: &mut [[u8; N]],
) {
    if input.is_empty() {
        return;
    }
    // Elements that move together: what lies inside of everything that has a frame.
    let (unit, dimensions) = match last(plan.dimensions()) {
        (inner, outer) if length(inner) == inner.extent => (inner.extent, outer),
        _ => (1, plan.dimensions()),
    };
    let (line, outer) = last(dimensions);
    let skipped = usize::from(mirror == Mirror::Reflect);
    let elements = length(line) * unit;
    let lines = (output.len() / elements, elements);
    for_each_share(workers, parts(workers, output.len() * N, GRAIN), output, lines, |lines, output| {
        for (place, output) in lines.zip(output.chunks_exact_mut(elements)) {
            let source = origin(outer, place, |d, i| Some(reflected(d, skipped, i))).unwrap_or(0);
            let input = &input[source * line.extent * unit..][..line.extent * unit];
            reflect_line(line, skipped, unit, input, output);
        }
    });
}

/// Which unit of the input a mirrored dimension has at `place`.
#[inline(always)]
fn reflected(dimension: PadDimension, skipped: usize, place: usize) -> usize {
    let PadDimension { before, extent, .. } = dimension;
    match place.checked_sub(before) {
        None => before - 1 - place + skipped,
        Some(inside) if inside < extent => inside,
        Some(beyond) => 2 * extent - 1 - skipped - beyond,
    }
}

/// A line of units and its reflections.
fn reflect_line<T: Copy>(line: PadDimension, skipped: usize, unit: usize, input: &[T], output: &mut [T]) {
    let (front, rest) = output.split_at_mut(line.before * unit);
    let (middle, back) = rest.split_at_mut(line.extent * unit);
    middle.copy_from_slice(input);
    let nearest = &input[skipped * unit..];
    let furthest = &input[..input.len() - skipped * unit];
    if unit == 1 {
        front.iter_mut().rev().zip(nearest).for_each(|(to, from)| *to = *from);
        back.iter_mut().zip(furthest.iter().rev()).for_each(|(to, from)| *to = *from);
        return;
    }
    for (to, from) in front.rchunks_exact_mut(unit).zip(nearest.chunks_exact(unit)) {
        to.copy_from_slice(from);
    }
    for (to, from) in back.chunks_exact_mut(unit).zip(furthest.rchunks_exact(unit)) {
        to.copy_from_slice(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;
    use crate::reference;
    use crate::testing::{Turns, bytes};
    use proptest::prelude::*;

    fn elements<const N: usize>(seed: u64, count: usize) -> Vec<[u8; N]> {
        bytes(seed, count * N).as_chunks().0.to_vec()
    }

    fn framed<const N: usize>(dimensions: &[PadDimension], seed: u64) -> Result<(), TestCaseError> {
        let plan = Pad::new(dimensions).unwrap();
        let input = elements::<N>(seed, dimensions.iter().map(|d| d.extent).product());
        let value = elements(!seed, 1)[0];
        let mut expected = vec![[0; N]; plan.output_len()];
        reference::pad::pad(&plan, &input, value, &mut expected);
        for isa in Isa::available() {
            for workers in [&Serial as &dyn Workers, &Turns] {
                let mut output = vec![[7; N]; plan.output_len()];
                pad((isa, workers), &plan, &input, value, &mut output);
                prop_assert_eq!(&output, &expected, "{:?}", isa);
            }
        }
        Ok(())
    }

    fn mirrored<const N: usize>(dimensions: &[PadDimension], mirror: Mirror, seed: u64) -> Result<(), TestCaseError> {
        let plan = Pad::mirrored(dimensions).unwrap();
        let input = elements::<N>(seed, dimensions.iter().map(|d| d.extent).product());
        let mut expected = vec![[0; N]; plan.output_len()];
        reference::pad::mirror_pad(&plan, mirror, &input, &mut expected);
        for workers in [&Serial as &dyn Workers, &Turns] {
            let mut output = vec![[7; N]; plan.output_len()];
            mirror_pad(workers, &plan, mirror, &input, &mut output);
            prop_assert_eq!(&output, &expected);
        }
        Ok(())
    }

    fn side(most: usize) -> impl Strategy<Value = usize> {
        prop_oneof![2 => Just(0usize), 2 => 0..3usize, 1 => 0..=most]
    }

    proptest! {
        #[test]
        fn frames_equal_those_of_the_reference(
            outer in prop::collection::vec((side(2), 0usize..6, side(2)), 0..4),
            line in (side(40), 0usize..90, side(40)),
            seed: u64,
        ) {
            let dimensions: Vec<PadDimension> = outer.into_iter().chain([line])
                .map(|(before, extent, after)| PadDimension { before, extent, after }).collect();
            framed::<1>(&dimensions, seed)?;
            framed::<2>(&dimensions, seed)?;
            framed::<4>(&dimensions, seed)?;
            framed::<8>(&dimensions, seed)?;
        }

        #[test]
        fn mirrors_equal_those_of_the_reference(
            dimensions in prop::collection::vec((1usize..7, side(6), side(6)), 0..5), edge: bool, seed: u64,
        ) {
            let most = |extent: usize| extent + usize::from(edge);
            let dimensions: Vec<PadDimension> = dimensions.into_iter()
                .map(|(extent, before, after)| {
                    PadDimension { before: before % most(extent), extent, after: after % most(extent) }
                }).collect();
            let mirror = if edge { Mirror::Symmetric } else { Mirror::Reflect };
            mirrored::<1>(&dimensions, mirror, seed)?;
            mirrored::<4>(&dimensions, mirror, seed)?;
        }
    }

    #[test]
    fn nothing_to_frame() {
        let empty = [PadDimension { before: 1, extent: 0, after: 2 }];
        framed::<4>(&empty, 1).unwrap();
        framed::<4>(&[], 1).unwrap();
        framed::<4>(&[PadDimension { before: 0, extent: 0, after: 0 }], 1).unwrap();
        mirrored::<2>(&[], Mirror::Reflect, 1).unwrap();
        mirrored::<2>(&[PadDimension { before: 0, extent: 0, after: 0 }], Mirror::Symmetric, 1).unwrap();
    }
}
