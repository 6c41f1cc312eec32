//! Fully connected layers with weights of four bits whose scales belong to blocks along the depth, on vectors: the bits of
//! [`reference::blockwise`](crate::reference::blockwise).
//!
//! Weights stay at four bits, since reading them is what takes the time: a byte has the weights of two steps, each 8
//! greater than what it stands for. Dot products take numbers without a sign and numbers with one; here the weights are
//! those without: `Σ x·w = Σ x·(w + 8) − 8 Σ x`, and the last term of a block is the same for all columns.
#![allow(unsafe_code)]

use crate::isa::{Isa, Task};
use crate::linear::HybridInput;
use crate::parallel::{Parts, Workers, parts, share};
use crate::quantize_inputs;
use crate::simd::{Simd, SimdTask, Visitor, unrolled, with_simd};
use core::ops::Range;

/// Multiply-accumulates that are worth a thread: more than a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 18 };

/// Rows that share what is read of the weights.
const ROWS: usize = 4;

/// How far ahead the weights of a single row are brought to the first-level cache.
const AHEAD: usize = 2048;

/// What a row has in front of the sums that its blocks start from: the zero point and the scale's bits.
const KNOWN: usize = 2;

/// A layer that is prepared for an instruction set.
#[derive(Clone, Copy, Debug)]
pub struct Blockwise {
    isa: Isa,
    depth: usize,
    units: usize,
    block: usize,
    /// Lanes of a vector, numbers that a step has for each, and vectors of a panel.
    lanes: usize,
    group: usize,
    vectors: usize,
}

/// What a layer reads.
#[derive(Clone, Copy, Debug)]
pub struct Operands<'a> {
    /// Rows of floats.
    pub input: &'a [f32],
    /// Packed weights.
    pub packed: &'a [i8],
    /// [Constants](Blockwise::constants) of the columns.
    pub constants: &'a [f32],
    /// A number for each unit.
    pub bias: Option<&'a [f32]>,
}

struct Sizes;

impl Visitor for Sizes {
    type Output = (usize, usize, usize);

    fn visit<S: Simd>(self, _simd: S) -> Self::Output {
        (S::LANES, S::GROUP, S::PANEL)
    }
}

impl Blockwise {
    /// A layer of `units` units of `depth` weights in blocks of `block`. `None` where the scalar kernel has to do it: an
    /// instruction set without vectors, blocks that are no whole steps, nothing to compute.
    #[must_use]
    pub fn new(isa: Isa, (depth, units): (usize, usize), block: usize) -> Option<Self> {
        let (lanes, group, vectors) = with_simd(isa, Sizes)?;
        let whole = block > 0 && block.is_multiple_of(2 * group) && depth.is_multiple_of(block);
        (whole && depth > 0 && units > 0).then_some(Self { isa, depth, units, block, lanes, group, vectors })
    }

    fn panels(&self) -> usize {
        self.units.div_ceil(self.lanes * self.vectors)
    }

    fn blocks(&self) -> usize {
        self.depth / self.block
    }

    /// Columns of a panel.
    fn columns(&self) -> usize {
        self.lanes * self.vectors
    }

    /// Bytes of a panel's weights.
    fn panel_bytes(&self) -> usize {
        self.depth / 2 * self.columns()
    }

    /// What tells the layout of packed weights apart from others of the same instruction set.
    #[must_use]
    pub fn layout(&self) -> [usize; 8] {
        [3, self.depth, self.units, self.block, 0, 0, 0, 0]
    }

    /// Bytes of packed weights.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        self.panels() * self.panel_bytes()
    }

    /// How many blocks all units have.
    #[must_use]
    pub fn sums_len(&self) -> usize {
        self.units * self.blocks()
    }

    /// Packs weights from −8 to 7, unit by unit, and sums their blocks; only that without room for packed weights.
    ///
    /// # Panics
    /// When there are fewer weights than the layer has.
    pub fn pack(&self, weights: &[u8], packed: &mut [i8], sums: &mut [i32]) {
        for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(self.block)) {
            *sum = weights.iter().map(|&weight| i32::from(weight.cast_signed())).sum();
        }
        if packed.is_empty() {
            return;
        }
        // Columns beyond the last unit.
        packed.fill(0);
        let (columns, group) = (self.columns(), self.group);
        for unit in 0..self.units {
            let (panel, column) = (unit / columns, unit % columns);
            let panel = packed[panel * self.panel_bytes()..].chunks_exact_mut(columns * group);
            for (weights, to) in weights[unit * self.depth..][..self.depth].chunks_exact(2 * group).zip(panel) {
                let (first, second) = weights.split_at(group);
                for ((to, &first), &second) in to[column * group..].iter_mut().zip(first).zip(second) {
                    *to = (first.wrapping_add(8) & 0x0f | second.wrapping_add(8) << 4).cast_signed();
                }
            }
        }
    }

    /// Numbers that the constants of all columns are.
    #[must_use]
    pub fn constants_len(&self) -> usize {
        self.panels() * self.columns() * (self.blocks() + 1)
    }

    /// The constants of the columns: of each panel the scales of its blocks, block by block, then what zero points are
    /// multiplied with. `sums` are those of [`pack`](Self::pack).
    ///
    /// # Panics
    /// When there is no room for them.
    pub fn constants(&self, scales: &[f32], sums: &[i32], constants: &mut [f32]) {
        let (columns, blocks) = (self.columns(), self.blocks());
        let each = scales.chunks_exact(blocks).zip(sums.chunks_exact(blocks)).take(self.units);
        for (unit, (scales, sums)) in each.enumerate() {
            let panel = &mut constants[unit / columns * columns * (blocks + 1)..];
            // In the order of the reference.
            let mut of_weights = 0.0;
            for (block, (&scale, &sum)) in scales.iter().zip(sums).enumerate() {
                panel[block * columns + unit % columns] = scale;
                of_weights += scale * sum as f32;
            }
            panel[blocks * columns + unit % columns] = of_weights;
        }
    }

    /// Bytes of scratch for `rows` quantized rows.
    #[must_use]
    pub fn quantized_len(&self, rows: usize) -> usize {
        rows * self.row_bytes()
    }

    /// Numbers of scratch for what is known of `rows` quantized rows.
    #[must_use]
    pub fn known_len(&self, rows: usize) -> usize {
        rows * self.row_known()
    }

    /// Bytes of a row as the dot products read it.
    fn row_bytes(&self) -> usize {
        self.depth * (4 / self.group)
    }

    fn row_known(&self) -> usize {
        KNOWN + self.blocks()
    }

    /// Computes the layer, with scratch as long as [`quantized_len`](Self::quantized_len) and
    /// [`known_len`](Self::known_len) say.
    ///
    /// # Panics
    /// When an operand or scratch memory is shorter than the layer needs.
    pub fn run(
        &self,
        operands: Operands<'_>,
        output: &mut [f32],
        (quantized, known): (&mut [u8], &mut [i32]),
        workers: &dyn Workers,
    ) {
        let rows = output.len() / self.units;
        let (quantized, known) = (&mut quantized[..self.quantized_len(rows)], &mut known[..self.known_len(rows)]);
        assert!(
            operands.packed.len() >= self.packed_len()
                && operands.constants.len() >= self.constants_len()
                && operands.bias.is_none_or(|bias| bias.len() >= self.units),
            "an operand is shorter than the layer needs"
        );
        let each = quantized.chunks_exact_mut(self.row_bytes()).zip(known.chunks_exact_mut(self.row_known()));
        for (values, (quantized, known)) in operands.input[..rows * self.depth].chunks_exact(self.depth).zip(each) {
            self.quantize(values, quantized, known, workers);
        }
        let (panels, work) = (self.panels(), rows.saturating_mul(self.units * self.depth));
        let layer = Layer { layer: self, operands, quantized, known, output: Parts::new(output), rows };
        match parts(workers, work, GRAIN).min(panels) {
            0 | 1 => layer.panels(0..panels),
            count => workers.run(count, &|part| layer.panels(share(panels, count, part))),
        }
    }

    /// Quantizes a row to signed bytes, which the dot products may need widened.
    fn quantize(&self, values: &[f32], quantized: &mut [u8], known: &mut [i32], workers: &dyn Workers) {
        // The last of the row's bytes: widening starts with the first and never writes what is still to be read.
        let bytes = quantized.len() - self.depth;
        let (known, starts) = known.split_at_mut(KNOWN);
        let quantize = HybridInput::Asymmetric;
        let found = quantize_inputs::to_bytes(self.isa, quantize, values, (&mut quantized[bytes..], 0), workers);
        known.copy_from_slice(&[found.zero_point.into(), found.scale.to_bits().cast_signed()]);
        self.isa.run(Starts { bytes: &quantized[bytes..], block: self.block, starts });
        if bytes > 0 {
            for i in 0..self.depth {
                let wide = i16::from(quantized[bytes + i].cast_signed()).to_ne_bytes();
                quantized[2 * i..2 * i + 2].copy_from_slice(&wide);
            }
        }
    }
}

/// The sums that blocks start from.
struct Starts<'a> {
    bytes: &'a [u8],
    block: usize,
    starts: &'a mut [i32],
}

impl Task for Starts<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (start, bytes) in self.starts.iter_mut().zip(self.bytes.chunks_exact(self.block)) {
            let mut sum = 0i32;
            for byte in bytes {
                sum += i32::from(byte.cast_signed());
            }
            *start = sum.wrapping_mul(-8);
        }
    }
}

/// A layer with everything that it needs.
struct Layer<'a> {
    layer: &'a Blockwise,
    operands: Operands<'a>,
    quantized: &'a [u8],
    known: &'a [i32],
    output: Parts<'a, f32>,
    rows: usize,
}

impl Layer<'_> {
    fn panels(&self, panels: Range<usize>) {
        with_simd(self.layer.isa, Panels(self, panels));
    }
}

/// All rows × some panels.
struct Panels<'a>(&'a Layer<'a>, Range<usize>);

impl Visitor for Panels<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

impl<S: Simd> SimdTask<S> for Panels<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self(layer, panels) = self;
        for panel in panels {
            if S::PANEL == 4 {
                layer.panel::<S, 4>(simd, panel);
            } else {
                layer.panel::<S, 2>(simd, panel);
            }
        }
    }
}

impl Layer<'_> {
    #[inline(always)]
    fn panel<S: Simd, const VECTORS: usize>(&self, simd: S, panel: usize) {
        let mut row = 0;
        while row < self.rows {
            // SAFETY: the operands are as long as the layer needs, which `Blockwise::run` checked; each thread has panels of
            // its own.
            unsafe {
                if self.rows - row == 1 {
                    self.block::<S, 1, VECTORS>(simd, (row, panel));
                    row += 1;
                } else {
                    self.block::<S, ROWS, VECTORS>(simd, (row, panel));
                    row += ROWS;
                }
            }
        }
    }

    /// Rows from `first` on, those beyond the last being the last again, × a panel.
    ///
    /// # Safety
    /// The operands are as long as the layer needs, and nobody else writes its outputs.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn block<S: Simd, const ROWS: usize, const VECTORS: usize>(&self, simd: S, (first, panel): (usize, usize)) {
        let layer = self.layer;
        let mut weights = self.operands.packed[panel * layer.panel_bytes()..].as_ptr();
        let columns = VECTORS * S::LANES;
        let mut constants = self.operands.constants[panel * columns * (layer.blocks() + 1)..].as_ptr().cast::<i32>();
        let mut inputs = [core::ptr::null::<u8>(); ROWS];
        let mut known = [core::ptr::null::<i32>(); ROWS];
        unrolled!(row < ROWS {
            let row_or_last = (first + row).min(self.rows - 1);
            inputs[row] = self.quantized[row_or_last * layer.row_bytes()..].as_ptr();
            known[row] = self.known[row_or_last * layer.row_known()..].as_ptr();
        });
        let mut totals = [[simd.splat(0); VECTORS]; ROWS];
        for block in 0..layer.blocks() {
            let mut sums = [[simd.splat(0); VECTORS]; ROWS];
            // SAFETY: the caller's promise: as many blocks, of as many pairs of steps, and the scales of each.
            unsafe {
                unrolled!(row < ROWS {
                    sums[row] = [simd.splat(*known[row].add(KNOWN + block)); VECTORS];
                });
                for _ in 0..layer.block / (2 * S::GROUP) {
                    two_steps(simd, &mut weights, &mut inputs, &mut sums);
                }
                for vector in 0..VECTORS {
                    let scale = simd.load(constants.add(vector * S::LANES));
                    unrolled!(row < ROWS {
                        totals[row][vector] =
                            simd.multiply_add(totals[row][vector], simd.to_floats(sums[row][vector]), scale);
                    });
                }
                constants = constants.add(columns);
            }
        }
        for vector in 0..VECTORS {
            let column = panel * columns + vector * S::LANES;
            let count = layer.units.saturating_sub(column).min(S::LANES);
            if count == 0 {
                break;
            }
            // SAFETY: the caller's promise: the panel's last numbers; so many biases and outputs.
            unsafe {
                let of_weights = simd.load(constants.add(vector * S::LANES));
                let bias = match self.operands.bias {
                    Some(bias) => simd.load_front(bias.as_ptr().add(column), count, 0.0),
                    None => simd.splat(0),
                };
                unrolled!(row < ROWS {
                    if first + row < self.rows {
                        let zero_point = simd.splat_float(-(*known[row] as f32));
                        let total = simd.multiply_add(totals[row][vector], zero_point, of_weights);
                        let output = simd.multiply_add(bias, total, simd.splat(*known[row].add(1)));
                        let at = (first + row) * layer.units + column;
                        simd.store(output, self.output.get(at..at + count).as_mut_ptr().cast(), count);
                    }
                });
            }
        }
    }
}

/// Adds the products of two steps.
///
/// # Safety
/// The weights of two steps and eight bytes of each row can be read.
#[inline(always)]
unsafe fn two_steps<S: Simd, const ROWS: usize, const VECTORS: usize>(
    simd: S,
    weights: &mut *const i8,
    inputs: &mut [*const u8; ROWS],
    sums: &mut [[S::Vector; VECTORS]; ROWS],
) {
    let mut halves = [[simd.splat(0); 2]; VECTORS];
    // SAFETY: the caller's promise.
    unsafe {
        for (vector, halves) in halves.iter_mut().enumerate() {
            let place = weights.add(vector * S::LANES * S::GROUP);
            *halves = simd.halves(place);
            if ROWS == 1 {
                simd.prefetch(place.wrapping_add(AHEAD).cast());
            }
        }
        *weights = weights.add(VECTORS * S::LANES * S::GROUP);
        unrolled!(row < ROWS {
            let numbers = [simd.broadcast(inputs[row]), simd.broadcast(inputs[row].add(4))];
            inputs[row] = inputs[row].add(8);
            for (sum, halves) in sums[row].iter_mut().zip(&halves) {
                *sum = simd.dot(*sum, halves[0], numbers[0]);
                *sum = simd.dot(*sum, halves[1], numbers[1]);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;
    use crate::reference::blockwise::fully_connected_blockwise;
    use crate::testing::{Turns, bytes};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn layers_equal_the_scalar_ones(
            rows in prop_oneof![Just(1usize), 1usize..11],
            (steps, blocks) in (1usize..6, 1usize..6),
            units in 1usize..140,
            with_bias in any::<bool>(),
            seed in any::<u64>(),
        ) {
            let (block, depth) = (8 * steps, 8 * steps * blocks);
            let shift = if seed.is_multiple_of(3) { 60.0 } else { -3.0 };
            let floats = |seed, count| -> Vec<f32> {
                bytes(seed, count).into_iter().map(|byte| f32::from(byte.cast_signed()) * 0.37 + shift).collect()
            };
            let weights: Vec<u8> = bytes(!seed, units * depth).into_iter().map(|byte| (byte % 16).wrapping_sub(8)).collect();
            let signed: Vec<i8> = weights.iter().map(|weight| weight.cast_signed()).collect();
            let (input, scales) = (floats(seed, rows * depth), floats(seed ^ 2, units * blocks));
            let bias = floats(seed ^ 3, units);
            let bias = with_bias.then_some(&bias[..]);
            let mut expected = vec![0.0; rows * units];
            fully_connected_blockwise(block, &scales, bias, &input, &signed, &mut expected, &mut vec![0; depth]);
            for isa in Isa::available().filter(|&isa| isa != Isa::SCALAR) {
                let layer = Blockwise::new(isa, (depth, units), block).unwrap();
                let (mut packed, mut sums) = (vec![0x55; layer.packed_len()], vec![0; layer.sums_len()]);
                layer.pack(&weights, &mut packed, &mut sums);
                let mut constants = vec![0.0; layer.constants_len()];
                layer.constants(&scales, &sums, &mut constants);
                let operands = Operands { input: &input, packed: &packed, constants: &constants, bias };
                for workers in [&Serial as &dyn Workers, &Turns] {
                    let mut output = vec![f32::NAN; rows * units];
                    let (mut quantized, mut known) =
                        (vec![0x55; layer.quantized_len(rows)], vec![0; layer.known_len(rows)]);
                    layer.run(operands, &mut output, (&mut quantized, &mut known), workers);
                    for (found, expected) in output.iter().zip(&expected) {
                        prop_assert_eq!(found.to_bits(), expected.to_bits(), "{:?}", isa);
                    }
                }
            }
        }
    }

    #[test]
    fn blocks_that_are_no_whole_steps_are_left_to_the_scalar_kernel() {
        assert!(Blockwise::new(Isa::best(), (20, 3), 10).is_none());
        assert!(Blockwise::new(Isa::SCALAR, (32, 3), 16).is_none());
    }
}
