//! Packed weights: panels of columns, and within a panel the weights of each step side by side.
//!
//! `[panel][segment][step][vector][lane][input of the step]`. Steps that reach beyond a segment, and lanes beyond the
//! last column, hold zeros: what the kernel reads there of the input does not matter.
//!
//! Where weights may have a zero point one more vector follows, of ones: its product is the sum of a row's inputs.

use super::arithmetic::Arithmetic;
use super::tiles;
use crate::simd::Simd;
use core::ops::Range;

/// Where packed weights go: the columns of one group of channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packing {
    /// Output channels of a group.
    pub(super) columns: usize,
    /// Runs of contiguous inputs of a row.
    pub(super) segments: usize,
    /// Bytes of weights of a segment.
    pub(super) length: usize,
    /// Steps of four bytes of inputs that a segment takes.
    pub(super) steps: usize,
    /// Bytes of weights of a step and lane.
    pub(super) group: usize,
    /// Lanes of a vector.
    pub(super) lanes: usize,
    /// Panels of columns.
    panels: usize,
    /// Vectors of each panel, and how many of the first panels have one more.
    share: (usize, usize),
    /// Whether a vector of ones follows.
    has_ones: bool,
}

impl Packing {
    pub(super) fn new<S: Simd, A: Arithmetic>(columns: usize, segments: usize, length: usize) -> Self {
        let group = A::group::<S>();
        let steps = length.div_ceil(group);
        let vectors = columns.div_ceil(S::LANES);
        let panels = vectors.div_ceil(S::PANEL);
        // As even a split as there is. Eight lanes always come in pairs.
        let share = if S::LANES == 8 { (S::PANEL, 0) } else { (vectors / panels.max(1), vectors % panels.max(1)) };
        Self { columns, segments, length, steps, group, lanes: S::LANES, panels, share, has_ones: false }
    }

    /// The packing with a vector of ones behind the panels.
    pub(super) fn with_ones(self) -> Self {
        Self { has_ones: true, ..self }
    }

    /// The packing with segments of whole tiles.
    pub(super) fn of_tiles(self) -> Self {
        Self { steps: self.steps.next_multiple_of(tiles::STEPS), ..self }
    }

    /// Bytes that a gathered row takes.
    pub(super) fn row_bytes(&self) -> usize {
        4 * self.steps * self.segments
    }

    /// Panels of columns.
    pub(super) fn panels(&self) -> usize {
        self.panels
    }

    /// The vectors of a panel.
    pub(super) fn panel_vectors(&self, panel: usize) -> Range<usize> {
        let (each, more) = self.share;
        let start = panel * each + panel.min(more);
        start..start + each + usize::from(panel < more)
    }

    /// Bytes of one vector over all steps.
    fn vector_bytes(&self) -> usize {
        self.segments * self.steps * self.lanes * self.group
    }

    /// The packed bytes of a panel.
    pub(super) fn panel_bytes(&self, panel: usize) -> Range<usize> {
        let vectors = self.panel_vectors(panel);
        vectors.start * self.vector_bytes()..vectors.end * self.vector_bytes()
    }

    /// Where the panels end.
    fn panels_end(&self) -> usize {
        self.panel_bytes(self.panels().saturating_sub(1)).end
    }

    /// The vector of ones, where there is one.
    pub(super) fn ones(&self) -> Option<Range<usize>> {
        let start = self.panels_end();
        self.has_ones.then_some(start..start + self.vector_bytes())
    }

    /// Packed bytes of a group.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ones().map_or(self.panels_end(), |ones| ones.end)
    }

    /// Whether there is nothing to pack.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Constants of 16 columns that a group takes.
    #[must_use]
    pub fn blocks(&self) -> usize {
        (self.panel_vectors(self.panels().saturating_sub(1)).end * self.lanes).div_ceil(16)
    }

    /// Calls `each` with (vector, lane, column) for every column of a panel.
    pub(super) fn for_each_column<S: Simd, A: Arithmetic>(
        &self,
        panel: usize,
        mut each: impl FnMut(usize, usize, usize),
    ) {
        let vectors = self.panel_vectors(panel);
        for vector in 0..vectors.len() {
            for lane in 0..self.lanes {
                let column = vectors.start * self.lanes + A::column::<S>(vectors.len(), vector, lane);
                if column < self.columns {
                    each(vectors.start + vector, lane, column);
                }
            }
        }
    }

    /// Packs the weights of a group, `[columns][segments × length]`, each xored with `flip` (0x80 turns unsigned weights
    /// into signed ones 128 less), and writes the sum of each column's bytes to `sums`, as far as that has room.
    pub(super) fn pack<S: Simd, A: Arithmetic>(&self, weights: &[u8], flip: u8, packed: &mut [i8], sums: &mut [i32]) {
        packed.fill(0);
        let (depth, bytes) = (self.segments * self.length, self.vector_bytes());
        for panel in 0..self.panels() {
            let vectors = self.panel_vectors(panel);
            let start = vectors.start * bytes;
            let step = vectors.len() * self.lanes * self.group;
            self.for_each_column::<S, A>(panel, |vector, lane, column| {
                let weights = &weights[column * depth..(column + 1) * depth];
                let first = start + ((vector - vectors.start) * self.lanes + lane) * self.group;
                let mut places = packed[first..].chunks_mut(step);
                let mut sum = 0i32;
                for segment in weights.chunks_exact(self.length) {
                    // All steps of the segment, those that only make up a tile too.
                    for (group, place) in segment
                        .chunks(self.group)
                        .chain(core::iter::repeat(&[][..]))
                        .zip(places.by_ref().take(self.steps))
                    {
                        for (place, &weight) in place.iter_mut().zip(group) {
                            *place = (weight ^ flip).cast_signed();
                            sum = sum.wrapping_add(i32::from(*place));
                        }
                    }
                }
                if let Some(slot) = sums.get_mut(column) {
                    *slot = sum;
                }
            });
        }
        if let Some(ones) = self.ones() {
            for (step, places) in packed[ones].chunks_exact_mut(self.lanes * self.group).enumerate() {
                let first = step % self.steps * self.group;
                for (i, place) in places.iter_mut().enumerate() {
                    *place = i8::from(first + i % self.group < self.length);
                }
            }
        }
    }
}
