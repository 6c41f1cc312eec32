//! Winograd's convolution F(4×4, 3×3) of bytes, exact: 36 products for 16 outputs of a 3×3 filter instead of 144.
//!
//! An output tile `y` of 4 × 4 pixels is `Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A`, summed over the input channels: `d` the 6 × 6
//! inputs below it, `g` the filter (A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2015, which
//! has the matrices). In the middle stand products of two matrices for each of the 36 positions, of tiles × input
//! channels and input channels × output channels: the microkernels of [`block`](super::block) compute them.
//!
//! # Why it is exact
//!
//! `G` has fractions. Rows 0 to 4 times 24 and row 5 times 3 it has none, and with `Aᵀ` times 24 (its last column times 8
//! then) every output comes out as `Z = 24² y = 576 y`. All values stay integers:
//!
//! * transformed inputs are words: no row of `Bᵀ` has magnitudes beyond 10 together, and `10² · 128 < 2^15`;
//! * transformed weights are words: no row of the scaled `G` has more than 12, and `12² · 128 < 2^15`;
//! * sums of their products wrap, in 32 bits: `Z` is known modulo `2^32`.
//!
//! `576 = 9 · 2^6`, and 9 has an inverse modulo `2^32`: `Z · 9⁻¹ = 64 y (mod 2^32)`. Where `|y| < 2^25` that is `64 y`
//! itself, and a shift gives `y`: the sum `Σ x w` that the direct kernel has, from where on both are the same. With
//! `|x|, |w| ≤ 128` and `9 C` products of a channel that holds for `C ≤ 227`, and for more channels where the magnitudes
//! of the weights of each output channel add up to less than `2^18`.
//!
//! # What it costs
//!
//! Where there are dot products of bytes, an instruction has half as many of words: of 4 times fewer products 2 remain.
//! The transforms take the more of that the fewer channels there are, of inputs and outputs, so that large images of many
//! channels gain most: 1.4 times on AVX-512 VNNI, 2.8 on AVX2, which has only products of words. The transformed weights
//! take eight times the memory of the weights, so these are packed as they are and transformed at each run.
//!
//! # Memory
//!
//! Where there is scratch memory for them, the threads transform the weights together, and each has a part of it for its
//! tiles. With less of it they take some panels of the weights after another, for which the inputs are transformed again
//! where a thread has more than a chunk of them ([`Tiling::pass`]). Or each thread transforms the weights for itself, of a
//! panel at a time, or once where it has room for all ([`Tiling::is_private`]): the threads share the panels where tiles are
//! few, and where all that is little, it is on the stack.

mod run;
#[cfg(test)]
mod tests;
mod transform;

use super::arithmetic::WordSums;
use super::drive::{Gemm, Numbers};
use super::pack::{Packing, magnitude_of};
use crate::padding::{Window, WindowAxis};
use crate::parallel::Workers;
use crate::simd::{Simd, Visitor, with_simd};

/// Rows and columns of the outputs of a tile.
pub(super) const OUTPUTS: usize = 4;

/// Rows and columns of the inputs of a tile, and of the positions that are multiplied.
pub(super) const INPUTS: usize = 6;

/// Positions that are multiplied.
pub(super) const POSITIONS: usize = INPUTS * INPUTS;

/// Rows and columns of the filter.
pub(super) const FILTER: usize = 3;

/// Bytes between the planes of positions, so that they do not share one set of the first-level cache.
const APART: usize = 64;

/// Most tiles that are transformed together.
const CHUNK: usize = 48;

/// Bytes of the sums of a position at the most, of which there are those of a column of positions at a time.
const SUMS: usize = 6 << 10;

/// Bytes of the transformed weights at the most: each chunk reads all of them.
const WEIGHTS: usize = 8 << 20;

/// Bytes on the stack of a thread at the most, of convolutions that have all their memory there.
const STACK: usize = 144 << 10;

/// How a convolution is cut into tiles, and where their memory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tiling {
    /// Rows and columns of tiles of an image.
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Tiles that are transformed together.
    pub(super) chunk: usize,
    /// Channels of the inputs, up to whole vectors.
    pub(super) channels: usize,
    /// Panels whose weights are transformed together, and the bytes of these of a position.
    pub(super) pass: usize,
    pub(super) weights: usize,
    /// Bytes of all vectors of a panel.
    pub(super) panel: usize,
    /// Whether threads transform the weights for themselves.
    pub(super) is_private: bool,
}

impl Tiling {
    /// Tiles of an image.
    pub(super) fn tiles(&self) -> usize {
        self.rows * self.columns
    }

    /// Bytes of a position's inputs of a chunk.
    pub(super) fn inputs_plane(&self) -> usize {
        2 * self.channels * self.chunk + APART
    }

    /// Bytes of the sums of a position, of a chunk and a panel.
    pub(super) fn sums_plane(&self) -> usize {
        self.panel * self.chunk + APART
    }

    /// Bytes of the inputs of a tile, of so many channels, with whole vectors of the last pixel.
    pub(super) fn patch_bytes(&self, channels: usize) -> usize {
        (POSITIONS - 1) * channels + self.channels
    }

    /// Bytes that each thread needs, beside the weights.
    pub(super) fn part_bytes(&self) -> usize {
        let sums = INPUTS + OUTPUTS * INPUTS;
        let patch = self.patch_bytes(self.channels).next_multiple_of(APART);
        POSITIONS * self.inputs_plane() + sums * self.sums_plane() + patch
    }

    /// Bytes that each thread needs where it has weights for itself.
    pub(super) fn own_bytes(&self) -> usize {
        POSITIONS * self.weights + self.part_bytes()
    }

    /// Bytes that threads share, and bytes for each of them.
    pub(super) fn memory(&self) -> (usize, usize) {
        if self.is_private { (0, self.own_bytes()) } else { (POSITIONS * self.weights, self.part_bytes()) }
    }

    /// Whether the memory is on the stack.
    pub(super) fn is_on_stack(&self) -> bool {
        self.is_private && self.own_bytes() <= STACK
    }

    /// Whether threads share the panels rather than the tiles: where there are several, and no more tiles than a chunk.
    pub(super) fn by_panels(&self, panels: usize) -> bool {
        self.is_private && panels > 1 && self.tiles() <= self.chunk
    }
}

impl Gemm {
    /// The same convolution by Winograd's algorithm, where it is exact with these weights, OHWI, and takes less time on these
    /// threads with so much scratch memory at the most. It is run by [`run_winograd`](Self::run_winograd), with
    /// [`scratch_len`](Self::scratch_len) bytes of memory.
    #[must_use]
    pub fn winograd(&self, weights: &[u8], workers: &dyn Workers, scratch: usize) -> Option<Self> {
        let form = self.winograd_form()?;
        let forms = form.forms(workers, scratch);
        let costs = forms.filter_map(|form| Some((with_simd(self.isa(), Cost(&form, workers.count()))??, form)));
        let (_, found) = costs.min_by_key(|&(cost, _)| cost)?;
        self.is_exact(weights).then_some(found)
    }

    /// The forms of a convolution that need so much scratch memory at the most.
    pub(super) fn forms<'a>(&'a self, workers: &'a dyn Workers, scratch: usize) -> impl Iterator<Item = Self> + 'a {
        let with = move |chunk: usize, pass: usize, is_private: bool| {
            let weights = self.transformed().panel_bytes(pass.checked_sub(1)?).end + APART;
            let mut form = self.clone();
            form.winograd = self.winograd.map(|tiling| Tiling { chunk, pass, weights, is_private, ..tiling });
            Some(form)
        };
        let panels = self.packing().panels();
        let (most, tiles) = self.winograd.map_or((0, 0), |tiling| (tiling.chunk, tiling.tiles()));
        let on_stack = [panels, 1].into_iter().filter_map(move |pass| {
            let fits = |form: Self| form.winograd.is_some_and(|tiling| tiling.is_on_stack());
            // As many tiles as there is room for, and chunks as even as they allow.
            let mut chunks = (1..=most / self.block).rev().map(|blocks| blocks * self.block);
            let most = chunks.find(|&chunk| with(chunk, pass, true).is_some_and(fits))?;
            with(tiles.div_ceil(tiles.div_ceil(most)).next_multiple_of(self.block), pass, true)
        });
        let shared = [most, most.div_ceil(2).next_multiple_of(self.block)].into_iter().filter_map(move |chunk| {
            // Panels beyond the first have no more vectors than that.
            let [one, all] = [1, panels].map(|pass| Some(with(chunk, pass, false)?.scratch_len(workers)));
            let (one, all) = (one?, all?);
            let more = scratch.checked_sub(one)?;
            let fit = if all <= scratch { panels } else { 1 + more / ((all - one) / (panels - 1)).max(1) };
            with(chunk, panels.div_ceil(panels.div_ceil(fit.min(panels))), false)
        });
        let all = on_stack.chain(with(most, 1, true)).chain(shared);
        all.filter(move |form| form.scratch_len(workers) <= scratch)
    }

    /// The same convolution by Winograd's algorithm, if it has a form that this is written for.
    pub(super) fn winograd_form(&self) -> Option<Self> {
        let Window { rows, columns } = self.geometry.window;
        let takes = |axis: &WindowAxis| axis.filter() == FILTER && axis.stride() == 1 && axis.dilation() == 1;
        let channels = self.input.channels;
        let fits = self.numbers() == Numbers::Signed && self.tiles.is_none() && self.geometry.groups == 1;
        if !(fits && takes(&rows) && takes(&columns)) || self.output.elements() == Some(0) {
            return None;
        }
        let (packing, tiling) = with_simd(self.isa(), Layout { gemm: self, channels })?;
        if tiling.weights > WEIGHTS / POSITIONS {
            return None;
        }
        let mut found = self.clone();
        (found.packing, found.winograd, found.frame) = (packing, Some(tiling), None);
        Some(found)
    }

    /// Whether no sum is so large that 32 bits do not hold 64 of it, whatever the inputs are.
    pub(super) fn is_exact(&self, weights: &[u8]) -> bool {
        // Of the 26 bits that division by 64 leaves of 32, 7 are those of an input.
        const GREATEST: usize = 1 << 18;
        let depth = self.packing.segments * self.packing.length;
        let holds = |magnitude: usize| magnitude < GREATEST;
        let each = |column: &[u8]| holds(magnitude_of(column) as usize);
        holds(128 * depth) || weights.len() == depth * self.packing.columns && weights.chunks_exact(depth).all(each)
    }

    /// Bytes that [`run_winograd`](Self::run_winograd) needs with so many threads; 0 for products of another kind.
    #[must_use]
    pub fn scratch_len(&self, workers: &dyn Workers) -> usize {
        self.winograd.filter(|tiling| !tiling.is_on_stack()).map_or(0, |tiling| {
            let (shared, each) = tiling.memory();
            APART + shared + self.winograd_parts(&tiling, workers) * each
        })
    }

    /// Where the weights of a position are, once they are transformed: as those of a product of words.
    pub(super) fn transformed(&self) -> Packing {
        self.packing.of_words()
    }
}

/// How the weights are packed, a segment being a tap, and how the outputs are tiled.
struct Layout<'a> {
    gemm: &'a Gemm,
    channels: usize,
}

impl Visitor for Layout<'_> {
    type Output = (Packing, Tiling);

    fn visit<S: Simd>(self, _simd: S) -> Self::Output {
        let Self { gemm, channels } = self;
        let size = (FILTER * FILTER, channels);
        let packing =
            Packing::new::<S, WordSums<1>>(gemm.packing.columns, size, gemm.output.height * gemm.output.width);
        let (rows, columns) = (gemm.output.height.div_ceil(OUTPUTS), gemm.output.width.div_ceil(OUTPUTS));
        let tiles = rows * columns;
        let panel = 4 * packing.panel_vectors(0).len() * S::LANES;
        // Whole blocks, and chunks as even as they allow.
        let most = (SUMS / panel).min(CHUNK) / gemm.block * gemm.block;
        let each = tiles.div_ceil(tiles.div_ceil(most));
        let chunk = each.next_multiple_of(gemm.block);
        let channels = channels.next_multiple_of(2 * S::LANES);
        let (pass, weights) = (packing.panels(), packing.of_words().len() + APART);
        (packing, Tiling { rows, columns, chunk, channels, pass, weights, panel, is_private: false })
    }
}

/// What a form takes, counted in dot products of vectors; `None` where the direct kernel takes less. The numbers are fitted
/// to measurements of both, of images of 3 × 3 to 540 × 960 pixels with 8 to 192 channels on AVX-512 VNNI and AVX2.
struct Cost<'a>(&'a Gemm, usize);

impl Visitor for Cost<'_> {
    type Output = Option<usize>;

    fn visit<S: Simd>(self, _simd: S) -> Option<usize> {
        /// What the transforms of two vectors of inputs and of one of outputs take, of a tile.
        const INPUTS_COST: usize = 300;
        const OUTPUTS_COST: usize = 300;
        /// What the transforms of a vector of weights take.
        const WEIGHTS_COST: usize = 80;
        /// What the call of a microkernel takes, and an output of the direct one beside its products.
        const CALL_COST: usize = 80;
        const OUTPUT_COST: usize = 12;
        let Self(gemm, threads) = self;
        let tiling = gemm.winograd?;
        let Packing { columns, length, steps, .. } = gemm.packing;
        let (tiles, vectors) = (tiling.tiles(), columns.div_ceil(S::LANES));
        let pixels = gemm.output.height * gemm.output.width;
        let dots = FILTER * FILTER * length.div_ceil(S::GROUP);
        let direct = pixels * vectors * (dots + dots / 14 + OUTPUT_COST);
        let products = POSITIONS * tiles.next_multiple_of(gemm.block) * steps * vectors;
        let (panels, chunks) = (gemm.packing.panels(), tiling.tiles().div_ceil(tiling.chunk));
        let calls = POSITIONS * panels * chunks;
        let units = if tiling.by_panels(panels) { panels } else { tiles.div_ceil(gemm.block) };
        let parts = threads.clamp(1, units.max(1));
        // How often inputs and weights are transformed.
        let (of_inputs, of_weights) = match tiling.is_private {
            true if tiling.by_panels(panels) => (parts, 1),
            true => (1, if tiling.pass == panels { parts } else { chunks }),
            false => (if chunks > parts { panels.div_ceil(tiling.pass) } else { 1 }, 1),
        };
        let transforms = of_inputs * tiles * (INPUTS_COST * tiling.channels / (2 * S::LANES))
            + tiles * OUTPUTS_COST * vectors
            + of_weights * WEIGHTS_COST * steps * vectors;
        // The products of a position are short, and their sums go through memory.
        let winograd = products + products / 4 + transforms + CALL_COST * calls;
        // Two threads were measured to run it 1.1 to 1.7 times as fast as one on a CPU with AVX-512, and the direct kernel 1.9
        // times; on one with AVX2 both 1.9 times.
        let limit = match (threads, S::GROUP) {
            (1, _) => direct - direct / 20,
            (_, 2) => direct - direct / 8,
            _ => direct / 2,
        };
        // Threads that have less to do wait for the others.
        (winograd < limit).then(|| winograd.saturating_mul(units.div_ceil(parts) * parts) / units.max(1))
    }
}
