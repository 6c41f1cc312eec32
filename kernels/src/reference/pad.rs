//! PAD and PADV2: a tensor in a frame of one value, and MIRROR_PAD, a tensor in a frame of its own edges.
//!
//! Facts: `tflite/kernels/internal/reference/pad.h`, `tflite/kernels/mirror_pad.cc`. Values move unchanged;
//! element types do not matter, only their size.

/// Most dimensions of a padded tensor.
pub const MAX_RANK: usize = 8;

/// One dimension of a padding: its extent in the input and what goes in front and behind, all in the
/// dimension's own units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PadDimension {
    /// Padding in front.
    pub before: usize,
    /// Extent in the input.
    pub extent: usize,
    /// Padding behind.
    pub after: usize,
}

impl PadDimension {
    /// The extent in the output, `None` on overflow.
    #[must_use]
    pub fn padded(self) -> Option<usize> {
        self.before.checked_add(self.extent)?.checked_add(self.after)
    }
}

/// A checked plan of a padding. Dimensions without padding are merged into the one around them, so an
/// NHWC image is moved in whole rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pad {
    dimensions: [PadDimension; MAX_RANK],
    count: usize,
    input_len: usize,
    output_len: usize,
}

impl Pad {
    /// A padding of a tensor with these dimensions, outermost first. `None` above rank 8 or on overflow.
    #[must_use]
    pub fn new(dimensions: &[PadDimension]) -> Option<Self> {
        Self::merged(dimensions, |outer, inner| {
            // Only a frameless inner dimension moves as part of the outer one.
            if inner.before != 0 || inner.after != 0 {
                return Some(None);
            }
            Some(Some(PadDimension {
                before: outer.before.checked_mul(inner.extent)?,
                extent: outer.extent.checked_mul(inner.extent)?,
                after: outer.after.checked_mul(inner.extent)?,
            }))
        })
    }

    /// A padding whose dimensions stay apart: MIRROR_PAD reflects in whole units of each dimension. Merges
    /// only where neither dimension is padded.
    #[must_use]
    pub fn mirrored(dimensions: &[PadDimension]) -> Option<Self> {
        Self::merged(dimensions, |outer, inner| {
            let frameless = |d: PadDimension| d.before == 0 && d.after == 0;
            if !frameless(outer) || !frameless(inner) {
                return Some(None);
            }
            Some(Some(PadDimension { extent: outer.extent.checked_mul(inner.extent)?, ..outer }))
        })
    }

    /// The plan of `dimensions`, neighbours joined where `merge` gives their union (outer `None`: overflow).
    fn merged(
        dimensions: &[PadDimension],
        merge: impl Fn(PadDimension, PadDimension) -> Option<Option<PadDimension>>,
    ) -> Option<Self> {
        let mut plan = Self { dimensions: [PadDimension::default(); MAX_RANK], count: 0, input_len: 1, output_len: 1 };
        if dimensions.len() > MAX_RANK {
            return None;
        }
        for &inner in dimensions {
            plan.input_len = plan.input_len.checked_mul(inner.extent)?;
            plan.output_len = plan.output_len.checked_mul(inner.padded()?)?;
            let last = plan.count.checked_sub(1).and_then(|last| plan.dimensions.get_mut(last));
            if let Some(outer) = last
                && let Some(union) = merge(*outer, inner)?
            {
                *outer = union;
                continue;
            }
            *plan.dimensions.get_mut(plan.count)? = inner;
            plan.count += 1;
        }
        Some(plan)
    }

    /// Elements of the output.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.output_len
    }

    /// The dimensions that are left, outermost first.
    pub(crate) fn dimensions(&self) -> &[PadDimension] {
        self.dimensions.get(..self.count).unwrap_or_default()
    }
}

/// Writes `input` into the dense `output`, with `value` around it. The slices have exactly the lengths the
/// plan was made for.
pub fn pad<T: Copy>(plan: &Pad, input: &[T], value: T, output: &mut [T]) {
    debug_assert!(input.len() == plan.input_len && output.len() == plan.output_len);
    if input.is_empty() {
        output.fill(value);
    } else {
        frame(plan.dimensions(), input, value, output);
    }
}

/// Neither slice is empty, so no extent is 0 here and every division is exact.
fn frame<T: Copy>(dimensions: &[PadDimension], input: &[T], value: T, output: &mut [T]) {
    let [outer, inner @ ..] = dimensions else {
        return output.copy_from_slice(input);
    };
    let unit = output.len() / (outer.before + outer.extent + outer.after);
    let (before, rest) = output.split_at_mut(outer.before * unit);
    let (middle, after) = rest.split_at_mut(outer.extent * unit);
    before.fill(value);
    after.fill(value);
    if inner.is_empty() {
        return middle.copy_from_slice(input);
    }
    for (from, to) in input.chunks_exact(input.len() / outer.extent).zip(middle.chunks_exact_mut(unit)) {
        frame(inner, from, value, to);
    }
}

/// Whether a mirror repeats the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mirror {
    /// The edge is the axis of reflection and is not repeated: paddings up to `extent − 1`.
    Reflect,
    /// The reflection starts with the edge itself: paddings up to `extent`.
    Symmetric,
}

/// Writes `input` into the dense `output` and reflects it into the frame. The plan is a [`Pad::mirrored`]
/// whose paddings the caller checked against the limits of `mirror`; the slices have exactly its lengths.
pub fn mirror_pad<T: Copy>(plan: &Pad, mirror: Mirror, input: &[T], output: &mut [T]) {
    debug_assert!(input.len() == plan.input_len && output.len() == plan.output_len);
    if !input.is_empty() {
        reflect(plan.dimensions(), usize::from(mirror == Mirror::Reflect), input, output);
    }
}

/// `skipped` edge units are left out of the reflection. Fills the middle first, then copies its blocks
/// outwards: everything inside a block is already in place.
fn reflect<T: Copy>(dimensions: &[PadDimension], skipped: usize, input: &[T], output: &mut [T]) {
    let [outer, inner @ ..] = dimensions else {
        return output.copy_from_slice(input);
    };
    let unit = output.len() / (outer.before + outer.extent + outer.after);
    let (first, end) = (outer.before, outer.before + outer.extent);
    let middle = &mut output[first * unit..end * unit];
    for (from, to) in input.chunks_exact(input.len() / outer.extent).zip(middle.chunks_exact_mut(unit)) {
        reflect(inner, skipped, from, to);
    }
    for distance in 0..outer.before {
        let from = (first + skipped + distance) * unit;
        output.copy_within(from..from + unit, (first - 1 - distance) * unit);
    }
    for distance in 0..outer.after {
        let from = (end - 1 - skipped - distance) * unit;
        output.copy_within(from..from + unit, (end + distance) * unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    fn dimension(before: usize, extent: usize, after: usize) -> PadDimension {
        PadDimension { before, extent, after }
    }

    /// The definition: for each output index, the input index if every coordinate has one.
    fn by_definition(
        dimensions: &[PadDimension],
        at: impl Fn(PadDimension, usize) -> Option<usize>,
    ) -> Vec<Option<usize>> {
        let mut positions = vec![Some(0)];
        for &d in dimensions {
            positions = positions
                .iter()
                .flat_map(|p| {
                    (0..d.padded().unwrap()).map(|i| Some(p.as_ref()? * d.extent + at(d, i)?)).collect::<Vec<_>>()
                })
                .collect();
        }
        positions
    }

    proptest! {
        #[test]
        fn padding_equals_its_definition(
            dims in prop::collection::vec((prop_oneof![Just(0usize), 0usize..3], 0usize..4, prop_oneof![Just(0usize), 0usize..3]), 0..5),
        ) {
            let dims: Vec<PadDimension> = dims.into_iter().map(|(b, e, a)| dimension(b, e, a)).collect();
            let plan = Pad::new(&dims).unwrap();
            let input: Vec<u32> = (1..=plan.input_len as u32).collect();
            let mut output = vec![u32::MAX; plan.output_len()];
            pad(&plan, &input, 0, &mut output);
            let inside = |d: PadDimension, i: usize| i.checked_sub(d.before).filter(|&i| i < d.extent);
            let expected: Vec<u32> = by_definition(&dims, inside).into_iter().map(|p| p.map_or(0, |p| input[p])).collect();
            prop_assert_eq!(output, expected);
        }

        #[test]
        fn mirrors_equal_their_definition(
            dims in prop::collection::vec((1usize..5, any::<usize>(), any::<usize>()), 0..5), edge: bool,
        ) {
            let skipped = usize::from(!edge);
            let dims: Vec<PadDimension> = dims.into_iter()
                .map(|(extent, b, a)| dimension(b % (extent + 1 - skipped), extent, a % (extent + 1 - skipped))).collect();
            let plan = Pad::mirrored(&dims).unwrap();
            let input: Vec<u32> = (1..=plan.input_len as u32).collect();
            let mut output = vec![0; plan.output_len()];
            mirror_pad(&plan, if edge { Mirror::Symmetric } else { Mirror::Reflect }, &input, &mut output);
            let reflected = |d: PadDimension, i: usize| Some(if i < d.before {
                d.before - 1 - i + skipped
            } else if i < d.before + d.extent {
                i - d.before
            } else {
                2 * d.extent + d.before - 1 - skipped - i
            });
            let expected: Vec<u32> = by_definition(&dims, reflected).into_iter().map(|p| input[p.unwrap()]).collect();
            prop_assert_eq!(output, expected);
        }
    }

    #[test]
    fn unpadded_dimensions_merge_into_the_padded_one_around_them() {
        let plan = Pad::new(&[dimension(0, 1, 0), dimension(1, 5, 1), dimension(1, 7, 0), dimension(0, 3, 0)]).unwrap();
        assert_eq!(plan.dimensions(), [dimension(0, 1, 0), dimension(1, 5, 1), dimension(3, 21, 0)]);
    }

    #[test]
    fn a_scalar_is_copied() {
        let mut output = [0u8];
        pad(&Pad::new(&[]).unwrap(), &[9], 1, &mut output);
        assert_eq!(output, [9]);
    }

    #[test]
    fn overflow_and_too_many_dimensions_are_refused() {
        assert!(Pad::new(&[dimension(usize::MAX, 1, 0)]).is_none());
        assert!(Pad::new(&[dimension(0, 1 << 40, 0), dimension(1, 1 << 40, 0)]).is_none());
        assert!(Pad::new(&[dimension(0, 1, 0); 9]).is_none());
    }
}
