//! The walk over the blocks of a product: which rows and panels, in which order, on which thread.

use super::arithmetic::{Arithmetic, Doubling, Float, Hybrid, Rescaling};
use super::block::{self, Block, MAX_ROWS};
use super::hybrid::RowConstants;
use super::pack::Packing;
use super::source::Source;
use super::tile_drive::TileRows;
use super::{Rule, narrow};
use crate::isa::Isa;
use crate::linear::ConvGeometry;
use crate::padding::{Padding, Window, WindowSpec};
use crate::parallel::{Workers, parts, share};
use crate::requantize::{Bias16, Doubling16, Narrow, Rescale16};
use crate::simd::{Simd, Visitor, with_simd};
use crate::view::Nhwc;
use core::mem::MaybeUninit;
use core::ops::Range;

/// Bytes of the stack in which rows are gathered.
pub(super) const PANEL_BYTES: usize = 48 << 10;

/// Weights beyond this are read once for all rows, instead of once for each block of rows: about what stays in the
/// second-level cache beside everything else.
pub(super) const STREAMED_WEIGHTS: usize = 384 << 10;

/// Multiply-accumulates that are worth a thread: some microseconds.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 21 };

/// A product that is prepared for an instruction set: geometry and the layout of its weights.
#[derive(Clone, Debug)]
pub struct Gemm {
    isa: Isa,
    geometry: ConvGeometry,
    input: Nhwc,
    pub(super) output: Nhwc,
    pub(super) packing: Packing,
    /// Whether the taps of a filter row are one segment.
    runs: bool,
    numbers: Numbers,
    /// Whether the microkernel reads bytes widened to 16 bits.
    widens: bool,
    /// How the rows make blocks, where tiles multiply them.
    pub(super) tiles: Option<TileRows>,
}

/// What inputs, weights and outputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Bytes with a sign.
    Signed,
    /// Bytes without.
    Unsigned,
    /// 32-bit floats.
    Float,
    /// Bytes with a sign, and floats for outputs.
    Hybrid,
}

impl Numbers {
    /// Bytes of an input or a weight.
    fn bytes(self) -> usize {
        if self == Self::Float { 4 } else { 1 }
    }
}

/// What the arithmetic of a product comes to.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    narrow: Narrow,
    signed: bool,
    /// The input's zero point as a byte.
    padding: u8,
    /// The zero point of the packed weights.
    weights_zero_point: i32,
}

/// What a run of a product needs of it.
#[derive(Clone, Copy)]
pub(super) struct Run<'a, F> {
    pub(super) finish: F,
    pub(super) padding: u8,
    pub(super) weights_zero_point: i32,
    /// Constants for as many rows each, of all images; none where the arithmetic needs none.
    pub(super) rows: &'a [RowConstants],
}

impl Product {
    fn run<F>(&self, finish: F) -> Run<'static, F> {
        Run { finish, padding: self.padding, weights_zero_point: self.weights_zero_point, rows: &[] }
    }
}

impl<F> Run<'_, F> {
    /// The constants of row `row` of `count`.
    fn row(&self, row: usize, count: usize) -> RowConstants {
        let each = count.checked_div(self.rows.len()).unwrap_or(0).max(1);
        self.rows.get(row / each).copied().unwrap_or_default()
    }
}

struct Layout {
    columns: usize,
    segments: usize,
    length: usize,
    numbers: Numbers,
}

impl Visitor for Layout {
    type Output = (Packing, bool);

    fn visit<S: Simd>(self, _simd: S) -> (Packing, bool) {
        let Self { columns, segments, length, numbers } = self;
        match numbers {
            Numbers::Float => (Packing::new::<S, Float>(columns, segments, length), false),
            Numbers::Hybrid => (Packing::new::<S, Hybrid>(columns, segments, length), S::GROUP == 2),
            _ => (Packing::new::<S, Doubling<true>>(columns, segments, length), S::GROUP == 2),
        }
    }
}

impl Gemm {
    /// A convolution; weights are OHWI, of the same numbers as the input. `None` where the scalar
    /// kernels have to do it: an instruction set without vectors, a filter too large to gather, nothing to compute.
    #[must_use]
    pub fn conv(isa: Isa, geometry: ConvGeometry, input: Nhwc, output: Nhwc, numbers: Numbers) -> Option<Self> {
        let Window { rows, columns } = geometry.window;
        let channels = input.channels.checked_div(geometry.groups)?.checked_mul(numbers.bytes())?;
        let width = output.channels.checked_div(geometry.groups)?;
        let runs = columns.dilation() == 1 && geometry.groups == 1;
        let (segments, length) = if runs {
            (rows.filter(), columns.filter() * channels)
        } else {
            (rows.filter() * columns.filter(), channels)
        };
        if segments == 0 || length == 0 || width == 0 {
            return None;
        }
        let (packing, widens) = with_simd(isa, Layout { columns: width, segments, length, numbers })?;
        let bytes = matches!(numbers, Numbers::Signed | Numbers::Unsigned);
        let tiles = if bytes { TileRows::new(isa, &geometry, &packing) } else { None };
        let packing = if tiles.is_some() { packing.of_tiles() } else { packing };
        let gathers = tiles.is_some() || packing.row_bytes() <= PANEL_BYTES;
        gathers.then_some(Self { isa, geometry, input, output, packing, runs, numbers, widens, tiles })
    }

    /// A fully connected layer: `rows` rows of `depth` inputs, weights `[units, depth]`.
    #[must_use]
    pub fn dense(isa: Isa, (rows, depth, units): (usize, usize, usize), numbers: Numbers) -> Option<Self> {
        let one = |input| WindowSpec { input, filter: 1, stride: 1, dilation: 1 };
        let window = Window::new(Padding::Valid, one(1), one(rows))?;
        let geometry = ConvGeometry { window, groups: 1 };
        Self::conv(isa, geometry, Nhwc::new(1, 1, rows, depth), Nhwc::new(1, 1, rows, units), numbers)
    }

    /// The layout of the weights of one group. Groups lie one behind the other.
    #[must_use]
    pub fn packing(&self) -> &Packing {
        &self.packing
    }

    /// What tells the layout of packed weights apart from others of the same instruction set.
    #[must_use]
    pub fn layout(&self) -> [usize; 8] {
        let Packing { columns, segments, length, .. } = self.packing;
        [
            0,
            self.geometry.groups,
            columns,
            segments,
            length,
            self.numbers as usize,
            usize::from(self.tiles.is_some()),
            0,
        ]
    }

    /// The instruction set.
    pub(super) fn isa(&self) -> Isa {
        self.isa
    }

    /// Bytes of packed weights.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        self.geometry.groups * self.packing.len()
    }

    /// Blocks of constants.
    #[must_use]
    pub fn columns_len(&self) -> usize {
        self.geometry.groups * self.packing.blocks()
    }

    /// Packs OHWI weights, and writes the sum of each output channel's packed weights to `sums`
    /// (floats need none: it may be empty).
    pub fn pack(&self, weights: &[u8], packed: &mut [i8], sums: &mut [i32]) {
        let depth = self.packing.segments * self.packing.length;
        let columns = self.packing.columns;
        let groups = weights.chunks_exact(columns * depth).zip(packed.chunks_exact_mut(self.packing.len()));
        let mut sums = sums.chunks_exact_mut(columns);
        for (weights, packed) in groups {
            let sums = sums.next().unwrap_or_default();
            with_simd(self.isa, Pack { gemm: self, weights, packed, sums });
        }
    }

    /// Unsigned weights are packed as signed ones, 128 less.
    fn weights_flip(&self) -> u8 {
        if self.numbers == Numbers::Unsigned { 0x80 } else { 0 }
    }

    /// What signed inputs are xored with: where the dot products take unsigned ones, that adds 128.
    pub(super) fn input_flip(&self) -> u8 {
        if self.has_sign() && !self.widens && self.tiles.is_none() { 0x80 } else { 0 }
    }

    pub(super) fn has_sign(&self) -> bool {
        matches!(self.numbers, Numbers::Signed | Numbers::Hybrid)
    }

    /// The constants of a rule; `None` where a channel's parameters or its largest possible sum are beyond what the
    /// vector path computes exactly.
    #[must_use]
    pub fn columns<R: Rule>(&self, rule: &R, sums: &[i32], columns: &mut [R::Columns]) -> Option<Product> {
        let unsigned = self.numbers == Numbers::Unsigned;
        let narrow = narrow(rule, unsigned)?;
        let (input_zero, weights_zero) = rule.zero_points();
        let depth = self.packing.segments * self.packing.length;
        // |x − zero point| ≤ 255, |w − zero point| ≤ 255 too, 128 where signed weights have none.
        let widest = if unsigned || weights_zero != 0 { 255u64 } else { 128 };
        let bound = (depth as u64).checked_mul(255 * widest)?;
        let weights_zero = i32::from(weights_zero) - i32::from(self.weights_flip());
        let input_zero_point = i32::from(input_zero) + i32::from(self.input_flip());
        let constant = (depth as i64 * i64::from(input_zero_point) * i64::from(weights_zero)) as i32;
        let blocks = self.packing.blocks();
        for group in 0..self.geometry.groups {
            let columns = columns.get_mut(group * blocks..(group + 1) * blocks)?;
            let first = group * self.packing.columns;
            let mut fits = true;
            let mut each = |vector: usize, lane: usize, column: usize| {
                let column = first + column;
                let bias = rule.bias().map_or(0, |bias| bias[column]);
                fits &= rule.fits(column, bound + u64::from(bias.unsigned_abs()));
                let start = bias.wrapping_sub(input_zero_point.wrapping_mul(sums[column])).wrapping_add(constant);
                let place = vector * self.packing.lanes + lane;
                rule.set(&mut columns[place / 16], place % 16, column, start);
            };
            for panel in 0..self.packing.panels() {
                with_simd(self.isa, Columns { packing: &self.packing, panel, each: &mut each })?;
            }
            if !fits {
                return None;
            }
        }
        let signed = rule.is_signed();
        Some(Product { narrow, signed, padding: input_zero as u8, weights_zero_point: weights_zero })
    }

    /// The constants of a float product.
    pub fn float_columns(&self, bias: Option<&[f32]>, columns: &mut [Bias16]) {
        let blocks = self.packing.blocks();
        for (group, columns) in columns.chunks_exact_mut(blocks.max(1)).enumerate() {
            let first = group * self.packing.columns;
            for (column, of_column) in columns.iter_mut().flat_map(|block| &mut block.bias).enumerate() {
                let inside = column < self.packing.columns;
                *of_column = bias.filter(|_| inside).map_or(0.0, |bias| bias[first + column]);
            }
        }
    }

    /// Computes a float product, clamped to `range`.
    pub fn run_float(&self, range: (f32, f32), operands: Operands<'_, Bias16>, workers: &dyn Workers) {
        self.run::<Float>(Run { finish: range, padding: 0, weights_zero_point: 0, rows: &[] }, operands, workers);
    }

    /// Computes a product by rule **D**. Input and output are dense and as long as their extents say.
    pub fn run_fixed_point(&self, product: &Product, operands: Operands<'_, Doubling16>, workers: &dyn Workers) {
        let run = product.run(product.narrow);
        match product.signed {
            true => self.run::<Doubling<true>>(run, operands, workers),
            false => self.run::<Doubling<false>>(run, operands, workers),
        }
    }

    /// Computes a product by rule **F**.
    pub fn run_rescaled(&self, product: &Product, operands: Operands<'_, Rescale16>, workers: &dyn Workers) {
        self.run::<Rescaling>(product.run(product.narrow), operands, workers);
    }

    pub(super) fn run<A: Arithmetic>(
        &self,
        run: Run<'_, A::Finish>,
        operands: Operands<'_, A::Columns>,
        workers: &dyn Workers,
    ) {
        let Operands { input, packed, columns, output } = operands;
        assert_eq!(self.numbers.bytes(), A::INPUT_BYTES, "the arithmetic of other numbers");
        assert!(
            self.input.elements().is_some_and(|elements| elements <= input.len() / self.numbers.bytes())
                && self.output.elements().is_some_and(|elements| elements <= output.len() / A::OUTPUT_BYTES)
                && self.packed_len() <= packed.len()
                && self.columns_len() <= columns.len(),
            "an operand is shorter than its shape"
        );
        let output = Output(output.as_mut_ptr());
        with_simd(self.isa, Drive::<A> { gemm: self, run, input, packed, columns, output, workers });
    }

    fn source<'a>(&'a self, padding: u8, input: &'a [u8], image: usize, group: usize) -> Source<'a> {
        let Nhwc { height, width, channels, .. } = self.input;
        let channels = channels * self.numbers.bytes();
        let group_channels = channels / self.geometry.groups;
        Source {
            data: &input[image * height * width * channels + group * group_channels..],
            window: &self.geometry.window,
            pixel: channels,
            row: width * channels,
            channels: group_channels,
            runs: self.runs,
            step_bytes: 4 * self.packing.steps,
            zero: padding,
            widen: self.widens.then_some(self.has_sign()),
        }
    }
}

/// What a product reads and writes.
pub struct Operands<'a, C> {
    /// The activation, NHWC, as bytes.
    pub input: &'a [u8],
    /// Packed weights.
    pub packed: &'a [i8],
    /// Constants of the columns.
    pub columns: &'a [C],
    /// The output, NHWC, as bytes.
    pub output: &'a mut [u8],
}

struct Pack<'a> {
    gemm: &'a Gemm,
    weights: &'a [u8],
    packed: &'a mut [i8],
    sums: &'a mut [i32],
}

impl Visitor for Pack<'_> {
    type Output = ();

    fn visit<S: Simd>(self, _simd: S) {
        let Gemm { packing, numbers, .. } = self.gemm;
        match numbers {
            Numbers::Float => packing.pack::<S, Float>(self.weights, 0, self.packed, self.sums),
            Numbers::Hybrid => packing.pack::<S, Hybrid>(self.weights, 0, self.packed, self.sums),
            _ => packing.pack::<S, Doubling<true>>(self.weights, self.gemm.weights_flip(), self.packed, self.sums),
        }
    }
}

struct Columns<'a, F> {
    packing: &'a Packing,
    panel: usize,
    each: &'a mut F,
}

impl<F: FnMut(usize, usize, usize)> Visitor for Columns<'_, F> {
    type Output = ();

    fn visit<S: Simd>(self, _simd: S) {
        self.packing.for_each_column::<S, Doubling<true>>(self.panel, self.each);
    }
}

/// Where the output starts; threads write disjoint parts of it.
#[derive(Clone, Copy)]
pub(super) struct Output(pub(super) *mut u8);

// SAFETY: parts of one product write different rows, or different columns of the same rows.
unsafe impl Send for Output {}
// SAFETY: as above.
unsafe impl Sync for Output {}

/// A product with everything that it needs.
pub(super) struct Drive<'a, A: Arithmetic> {
    pub(super) gemm: &'a Gemm,
    pub(super) run: Run<'a, A::Finish>,
    input: &'a [u8],
    pub(super) packed: &'a [i8],
    pub(super) columns: &'a [A::Columns],
    pub(super) output: Output,
    workers: &'a dyn Workers,
}

/// Memory for the inputs of gathered rows.
type Panel = [MaybeUninit<u8>; PANEL_BYTES];

/// The rows of a block, found or gathered.
struct Rows {
    first: usize,
    count: usize,
    rows: [*const u8; MAX_ROWS],
    segment_rows: (usize, usize),
    segment_columns: (usize, usize),
    terms: Option<[i32; MAX_ROWS]>,
}

impl Rows {
    /// A kernel with more rows than there are computes the last one several times.
    fn repeat_last(&mut self) {
        let last = self.count - 1;
        let row = self.rows[last];
        self.rows[last..].fill(row);
        if let Some(terms) = &mut self.terms {
            let term = terms[last];
            terms[last..].fill(term);
        }
    }
}

impl<A: Arithmetic> Visitor for Drive<'_, A> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let gemm = self.gemm;
        let packing = &gemm.packing;
        let pixels = gemm.output.height * gemm.output.width;
        let widest = packing.panel_vectors(0).len();
        let row_bytes = packing.row_bytes();
        let block = block::most_rows::<S>(widest).min(PANEL_BYTES / row_bytes).min(pixels).max(1);
        let blocks = gemm.tiles.map_or(pixels.div_ceil(block), |rows| rows.blocks(pixels));
        let macs = pixels * gemm.output.channels * packing.segments * packing.length;
        for image in 0..gemm.input.batch {
            for group in 0..gemm.geometry.groups {
                let part = Part { drive: &self, image, group, block };
                let count = parts(self.workers, macs / gemm.geometry.groups, GRAIN);
                if count == 1 {
                    part.run(simd, 0..blocks, 0..packing.panels());
                } else if blocks >= 2 * count {
                    self.workers.run(count, &|i| part.run(simd, share(blocks, count, i), 0..packing.panels()));
                } else {
                    self.workers.run(count, &|i| part.run(simd, 0..blocks, share(packing.panels(), count, i)));
                }
            }
        }
    }
}

/// One group of one image.
pub(super) struct Part<'a, 'd, A: Arithmetic> {
    pub(super) drive: &'a Drive<'d, A>,
    pub(super) image: usize,
    pub(super) group: usize,
    block: usize,
}

impl<A: Arithmetic> Part<'_, '_, A> {
    fn run<S: Simd>(&self, simd: S, blocks: Range<usize>, panels: Range<usize>) {
        let Drive { gemm, run, input, .. } = *self.drive;
        let pixels = gemm.output.height * gemm.output.width;
        let padding = match run.rows {
            [] => run.padding,
            // The zero point, which a byte holds.
            _ => run.row(self.image * pixels, gemm.input.batch * pixels)[0] as u8,
        };
        let source = gemm.source(padding, input, self.image, self.group);
        if let Some(rows) = gemm.tiles {
            return self.run_tiles(simd, &source, rows, (blocks, panels));
        }
        let mut memory: Panel = [MaybeUninit::uninit(); PANEL_BYTES];
        let frame = if run.weights_zero_point == 0 { source.frame() } else { None };
        let frame = frame.filter(|&(_, bytes)| bytes <= PANEL_BYTES);
        let row_bytes = gemm.packing.row_bytes();
        let bytes = frame.map_or((row_bytes * self.block).min(PANEL_BYTES), |(_, bytes)| bytes);
        let used = &mut memory[..bytes];
        used.fill(MaybeUninit::new(0));
        // SAFETY: initialised just now.
        let memory = unsafe { &mut *(core::ptr::from_mut(used) as *mut [u8]) };
        match &frame {
            Some((window, _)) => self.walk(simd, &source.framed(window, memory), (blocks, panels), &mut []),
            None => self.walk(simd, &source, (blocks, panels), memory),
        }
    }

    /// All blocks; rows that cannot be read where they are are gathered in `memory`.
    fn walk<S: Simd>(
        &self,
        simd: S,
        source: &Source<'_>,
        (blocks, panels): (Range<usize>, Range<usize>),
        memory: &mut [u8],
    ) {
        let gemm = self.drive.gemm;
        if gemm.packing.len() > STREAMED_WEIGHTS && blocks.len() > 1 {
            for panel in panels {
                for block in blocks.clone() {
                    let rows = self.rows(source, block, memory);
                    self.multiply(simd, &rows, panel);
                }
            }
        } else {
            for block in blocks {
                let rows = self.rows(source, block, memory);
                for panel in panels.clone() {
                    self.multiply(simd, &rows, panel);
                }
            }
        }
    }

    /// The rows of a block: all where they are, or all gathered.
    #[inline]
    fn rows(&self, source: &Source<'_>, block: usize, memory: &mut [u8]) -> Rows {
        let Drive { gemm, run, .. } = *self.drive;
        let first = block * self.block;
        let pixels = gemm.output.height * gemm.output.width;
        let count = self.block.min(pixels - first);
        let (segment_rows, segment_columns) = source.segments();
        let mut found =
            Rows { first, count, rows: [core::ptr::null(); MAX_ROWS], segment_rows, segment_columns, terms: None };
        if source.widen.is_none() && run.weights_zero_point == 0 {
            let mut direct = true;
            for (i, row) in found.rows.iter_mut().enumerate().take(count) {
                match source.direct(first + i) {
                    Some(offset) => *row = source.data[offset..].as_ptr(),
                    None => {
                        direct = false;
                        break;
                    }
                }
            }
            if direct {
                found.repeat_last();
                return found;
            }
        }
        let row_bytes = gemm.packing.row_bytes();
        assert!(count * row_bytes <= memory.len(), "no room to gather {count} rows");
        let mut terms = [0; MAX_ROWS];
        for (i, panel) in memory.chunks_exact_mut(row_bytes).enumerate().take(count) {
            source.gather(first + i, panel);
            found.rows[i] = panel.as_ptr();
            if run.weights_zero_point != 0 {
                let sum = source.sum(panel, gemm.input_flip());
                terms[i] = sum.wrapping_mul(run.weights_zero_point).wrapping_neg();
            }
        }
        found.segment_rows = (1, 0);
        found.segment_columns = (gemm.packing.segments, 4 * gemm.packing.steps);
        found.terms = (run.weights_zero_point != 0).then_some(terms);
        found.repeat_last();
        found
    }

    #[inline]
    fn multiply<S: Simd>(&self, simd: S, rows: &Rows, panel: usize) {
        let Drive { gemm, run, packed, columns, output, .. } = *self.drive;
        let packing = &gemm.packing;
        let vectors = packing.panel_vectors(panel);
        let (kernel_rows, kernel) = block::kernel::<S, A>(rows.count, vectors.len());
        let column = vectors.start * packing.lanes;
        let group_column = self.group * packing.columns + column;
        let blocks = self.group * packing.blocks() + column / 16;
        let pixels = gemm.output.height * gemm.output.width;
        let first = self.image * pixels + rows.first;
        let last = rows.count - 1;
        let mut block = Block {
            rows: rows.rows,
            segment_rows: rows.segment_rows,
            segment_columns: rows.segment_columns,
            steps: packing.steps,
            flip: [i32::from_ne_bytes([gemm.input_flip(); 4]); 16],
            weights: packed[self.group * packing.len() + packing.panel_bytes(panel).start..].as_ptr(),
            columns: &columns[blocks..],
            row_terms: rows.terms.as_ref(),
            row_constants: [[0; 2]; MAX_ROWS],
            outputs: [core::ptr::null_mut(); MAX_ROWS],
            width: (vectors.len() * packing.lanes).min(packing.columns - column),
            finish: run.finish,
        };
        for (i, place) in block.outputs.iter_mut().enumerate().take(kernel_rows) {
            let row = i.min(last);
            // SAFETY: the row and the column lie in the output, whose length was checked.
            *place = unsafe { output.0.add(((first + row) * gemm.output.channels + group_column) * A::OUTPUT_BYTES) };
        }
        if !run.rows.is_empty() {
            for (i, constants) in block.row_constants.iter_mut().enumerate().take(kernel_rows) {
                *constants = run.row(first + i.min(last), gemm.input.batch * pixels);
            }
        }
        // SAFETY: rows were found to lie in the activation with all their steps, or are gathered; the packed weights
        // and constants are as long as `Packing` says, which `Gemm::run` checked; each part has rows or panels of its
        // own, and the output is borrowed exclusively.
        unsafe { kernel(simd, &block) }
    }
}
