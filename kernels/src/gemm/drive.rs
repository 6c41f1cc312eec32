//! Products as they are prepared and called: geometry, packing and the constants of the columns.

use super::arithmetic::{Arithmetic, CheckedDoubling, Doubling, Float, Hybrid, Rescaling, Words};
use super::block;
use super::hybrid::RowConstants;
use super::pack::Packing;
use super::single_row::SingleRow;
use super::source::{Frame, Source};
use super::tile_drive::TileRows;
use super::walk::{self, CHUNK, Drive, LARGE_PANEL_BYTES, PANEL_BYTES};
use super::winograd::Tiling;
use super::{Rule, narrow};
use crate::isa::Isa;
use crate::linear::{ConvGeometry, Floats};
use crate::padding::{Padding, Window, WindowSpec};
use crate::parallel::Workers;
use crate::requantize::{Bias16, Doubling16, Narrow, Rescale16};
use crate::simd::{Simd, Visitor, checks, with_simd};
use crate::view::Nhwc;

/// A product that is prepared for an instruction set: geometry and the layout of its weights.
#[derive(Clone, Debug)]
pub struct Gemm {
    isa: Isa,
    pub(super) geometry: ConvGeometry,
    pub(super) input: Nhwc,
    pub(super) output: Nhwc,
    pub(super) packing: Packing,
    /// Whether the taps of a filter row are one segment.
    runs: bool,
    numbers: Numbers,
    /// Whether the microkernel reads bytes widened to 16 bits.
    widens: bool,
    /// Rows of a block, and of a chunk.
    pub(super) block: usize,
    pub(super) chunk: usize,
    /// The sizes of a single row of one run of inputs, where the product is that: a fully connected layer of one row, mostly.
    single_row: Option<SingleRow>,
    /// How the rows make blocks, where tiles multiply them.
    pub(super) tiles: Option<TileRows>,
    /// How the outputs make tiles, where Winograd's algorithm computes them.
    pub(super) winograd: Option<Tiling>,
    /// The frame that images are copied into, where that is of use.
    pub(super) frame: Option<Frame>,
    /// Whether that, or the rows that are gathered, takes much memory.
    pub(super) is_large: bool,
}

/// What inputs, weights and outputs are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Bytes with a sign.
    Signed,
    /// Bytes with a sign whose weights may have a zero point, as the factors of a product of activations have.
    SignedPairs,
    /// Bytes without.
    Unsigned,
    /// 32-bit floats.
    Float(Floats),
    /// Bytes that inputs are quantized to without a sign, weights with one, and floats for outputs.
    Hybrid,
    /// Inputs and outputs of 16 bits, weights of 8, all of them with a sign and without a zero point.
    Words,
}

impl Numbers {
    /// Bytes of an input.
    pub(super) fn bytes(self) -> usize {
        if self == Self::Words { 2 } else { self.weight_bytes() }
    }

    /// Bytes of a weight.
    pub(super) fn weight_bytes(self) -> usize {
        if matches!(self, Self::Float(_)) { 4 } else { 1 }
    }

    /// Whether inputs are bytes with a sign.
    pub(super) fn has_sign(self) -> bool {
        matches!(self, Self::Signed | Self::SignedPairs)
    }

    /// What tells the layout of their packed weights apart from others.
    fn id(self) -> usize {
        match self {
            Self::Signed => 0,
            Self::Unsigned => 1,
            Self::Float(_) => 2,
            Self::Hybrid => 3,
            Self::SignedPairs => 4,
            Self::Words => 5,
        }
    }
}

/// What the arithmetic of a product comes to.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    pub(super) narrow: Narrow,
    pub(super) signed: bool,
    /// Whether the constants are those with which the rule is checked too.
    checked: bool,
    /// The input's zero point as a byte.
    pub(super) padding: u8,
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
    fn run(&self) -> Run<'_, &Narrow> {
        Run { finish: &self.narrow, padding: self.padding, weights_zero_point: self.weights_zero_point, rows: &[] }
    }
}

impl<F> Run<'_, F> {
    /// The constants of row `row` of `count`.
    pub(super) fn row(&self, row: usize, count: usize) -> RowConstants {
        // Divisions take longer than a small layer's products.
        if let [all] = self.rows {
            return *all;
        }
        let each = count.checked_div(self.rows.len()).unwrap_or(0).max(1);
        self.rows.get(row / each).copied().unwrap_or_default()
    }
}

struct Layout {
    columns: usize,
    segments: usize,
    length: usize,
    rows: usize,
    numbers: Numbers,
}

impl Visitor for Layout {
    type Output = (Packing, bool, usize);

    fn visit<S: Simd>(self, _simd: S) -> Self::Output {
        let Self { columns, segments, length, rows, numbers } = self;
        let size = (segments, length);
        let (packing, widens) = match numbers {
            Numbers::Float(_) => (Packing::new::<S, Float<true>>(columns, size, rows), false),
            Numbers::Hybrid => (Packing::new::<S, Hybrid<false>>(columns, size, rows), S::GROUP == 2),
            Numbers::Words => (Packing::new::<S, Words>(columns, size, rows), false),
            Numbers::Signed => (Packing::new::<S, Doubling<true>>(columns, size, rows), S::GROUP == 2),
            Numbers::Unsigned | Numbers::SignedPairs => {
                (Packing::new::<S, Doubling<true>>(columns, size, rows).with_ones(), S::GROUP == 2)
            }
        };
        let vectors = packing.panel_vectors(0).len();
        let rows = match numbers {
            Numbers::Float(_) => block::most_rows::<S, Float<true>>(vectors),
            _ => block::most_rows::<S, Doubling<true>>(vectors),
        };
        (packing, widens, rows)
    }
}

impl Gemm {
    /// A convolution; weights are OHWI, of the same numbers as the input. `None` where the scalar
    /// kernels have to do it: an instruction set without vectors, a filter too large to gather, nothing to compute.
    #[must_use]
    pub fn conv(isa: Isa, geometry: ConvGeometry, input: Nhwc, output: Nhwc, numbers: Numbers) -> Option<Self> {
        let (geometry, input, output) = match geometry.window.laid_down() {
            Some(window) => (ConvGeometry { window, ..geometry }, input.laid_down(), output.laid_down()),
            None => (geometry, input, output),
        };
        let Window { rows, columns } = geometry.window;
        let channels = input.channels.checked_div(geometry.groups)?.checked_mul(numbers.weight_bytes())?;
        let width = output.channels.checked_div(geometry.groups)?;
        let runs = columns.dilation() == 1 && geometry.groups == 1;
        let (segments, length) = if runs {
            (rows.filter(), columns.filter() * channels)
        } else {
            (rows.filter() * columns.filter(), channels)
        };
        // An empty input has nothing that groups could begin in, though there may be windows, of padding alone.
        if segments == 0 || length == 0 || width == 0 || input.elements() == Some(0) {
            return None;
        }
        let (geometry, input, output) = flat(geometry, input, output).unwrap_or((geometry, input, output));
        let rows = output.height.checked_mul(output.width)?;
        let layout = Layout { columns: width, segments, length, rows, numbers };
        let (packing, widens, block) = with_simd(isa, layout)?;
        let bytes = matches!(numbers, Numbers::Signed | Numbers::SignedPairs | Numbers::Unsigned);
        let tiles = if bytes { TileRows::new(isa, &geometry, &packing, width) } else { None };
        let packing = match tiles {
            Some(tiles) => packing.of_tiles(tiles.panel_vectors(packing.row_bytes())),
            None => packing,
        };
        let most = if matches!(numbers, Numbers::Float(_)) { LARGE_PANEL_BYTES } else { PANEL_BYTES };
        let gathers = tiles.is_some() || packing.row_bytes() <= most;
        let pixel = input.channels.saturating_mul(numbers.bytes()).saturating_mul(geometry.window.columns.stride());
        let chunk = walk::chunk(packing.len(), pixel / numbers.bytes(), block);
        let inputs = input.elements().and_then(|inputs| inputs.checked_mul(numbers.weight_bytes()));
        let is_vector = output.elements() == Some(output.channels)
            && is_whole(&geometry)
            && packing.segments == 1
            && tiles.is_none()
            && inputs == Some(packing.length);
        let gemm = Self {
            isa,
            geometry,
            input,
            output,
            packing,
            runs,
            numbers,
            widens,
            single_row: is_vector.then(|| SingleRow::new(&packing, numbers, widens)),
            tiles,
            winograd: None,
            block,
            chunk,
            frame: None,
            is_large: false,
        };
        gathers.then(|| gemm.with_frame())
    }

    /// Finds out what images are copied into.
    fn with_frame(self) -> Self {
        let source = self.source(0, &[], 0, 0);
        if let Some(tiles) = self.tiles {
            let frame = tiles.frame(&source);
            let tiles = if frame.is_some() { tiles } else { tiles.without_frame(&self.geometry) };
            return Self { frame, tiles: Some(tiles), ..self };
        }
        let is_large = matches!(self.numbers, Numbers::Float(_))
            && (source.needs_more(PANEL_BYTES, CHUNK) || self.packing.row_bytes() > PANEL_BYTES);
        let frame = source.frame(if is_large { LARGE_PANEL_BYTES } else { PANEL_BYTES }, CHUNK);
        Self { frame, is_large, ..self }
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

    /// Whether tiles multiply it, which only some instruction sets have.
    #[must_use]
    pub fn is_tiled(&self) -> bool {
        self.tiles.is_some()
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
            self.numbers.id() + 8 * self.packing.panel_vectors(0).len(),
            usize::from(self.tiles.is_some()) + 2 * usize::from(self.winograd.is_some()),
            0,
        ]
    }

    /// What is multiplied.
    pub(super) fn numbers(&self) -> Numbers {
        self.numbers
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

    /// Unsigned weights are packed as signed ones, 128 less.
    pub(super) fn weights_flip(&self) -> u8 {
        if self.numbers == Numbers::Unsigned { 0x80 } else { 0 }
    }

    /// What signed inputs are xored with: where the dot products take unsigned ones, that adds 128.
    pub(super) fn input_flip(&self) -> u8 {
        let reads_signed = self.widens || self.tiles.is_some() || self.winograd.is_some();
        if self.has_sign() && !reads_signed { 0x80 } else { 0 }
    }

    /// Whether the microkernel reads bytes widened to 16 bits, and they have a sign then.
    pub(super) fn widen(&self) -> Option<bool> {
        self.widens.then_some(self.has_sign())
    }

    pub(super) fn has_sign(&self) -> bool {
        self.numbers.has_sign()
    }

    /// The constants of a rule; `None` where a channel's parameters or its largest possible sum are beyond what the
    /// vector path computes exactly.
    #[must_use]
    pub fn columns<R: Rule>(&self, rule: &R, sums: &[i32], columns: &mut [R::Columns]) -> Option<Product> {
        let unsigned = self.numbers == Numbers::Unsigned;
        let mut narrow = narrow(rule, unsigned)?;
        let (input_zero, weights_zero) = rule.zero_points();
        let depth = self.packing.segments * self.packing.length;
        // |x − zero point| ≤ 255, |w − zero point| ≤ 255 too, 128 where signed weights have none.
        let widest = if unsigned || weights_zero != 0 { 255u64 } else { 128 };
        let bound = (depth as u64).checked_mul(255 * widest)?;
        // Part of the constants, where all columns have room for it.
        let zero_point = i32::from(narrow.zero_point);
        let bias = |column: usize| rule.bias().map_or(0, |bias| bias[column]);
        let whole = (0..self.output.channels)
            .all(|column| rule.fits_whole(column, bound + u64::from(bias(column).unsigned_abs()), zero_point));
        let shifted = if whole { zero_point } else { 0 };
        narrow.zero_point -= shifted as i16;
        let weights_zero = i32::from(weights_zero) - i32::from(self.weights_flip());
        let input_zero_point = i32::from(input_zero) + i32::from(self.input_flip());
        let constant = (depth as i64 * i64::from(input_zero_point) * i64::from(weights_zero)) as i32;
        let blocks = self.packing.blocks();
        for group in 0..self.geometry.groups {
            let columns = columns.get_mut(group * blocks..(group + 1) * blocks)?;
            columns.fill(R::Columns::default());
            let first = group * self.packing.columns;
            let mut fits = true;
            let mut each = |vector: usize, lane: usize, column: usize| {
                let column = first + column;
                let bias = bias(column);
                fits &= rule.fits(column, bound + u64::from(bias.unsigned_abs()));
                let start = bias.wrapping_sub(input_zero_point.wrapping_mul(sums[column])).wrapping_add(constant);
                let place = vector * self.packing.lanes + lane;
                rule.set(&mut columns[place / 16], place % 16, (column, start, shifted));
            };
            for panel in 0..self.packing.panels() {
                with_simd(self.isa, Columns { packing: &self.packing, panel, each: &mut each })?;
            }
            if !fits {
                return None;
            }
        }
        let checked = whole && self.checks() && rule.check(self.isa, columns, bound, shifted);
        let signed = rule.is_signed();
        Some(Product { narrow, signed, checked, padding: input_zero as u8, weights_zero_point: weights_zero })
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
        let run = Run { finish: &range, padding: 0, weights_zero_point: 0, rows: &[] };
        match self.numbers {
            Numbers::Float(Floats::Fused) => self.run::<Float<true>>(run, operands, workers),
            _ => self.run::<Float<false>>(run, operands, workers),
        }
    }

    /// Computes a product by rule **D**. Input and output are dense and as long as their extents say.
    pub fn run_fixed_point(&self, product: &Product, operands: Operands<'_, Doubling16>, workers: &dyn Workers) {
        let run = product.run();
        match (product.signed, product.checked && self.checks()) {
            (true, false) => self.run::<Doubling<true>>(run, operands, workers),
            (false, false) => self.run::<Doubling<false>>(run, operands, workers),
            (true, true) => self.run::<CheckedDoubling<true>>(run, operands, workers),
            (false, true) => self.run::<CheckedDoubling<false>>(run, operands, workers),
        }
    }

    /// Whether rule **D** is checked, where its parameters allow that: in microkernels that take less time for it.
    fn checks(&self) -> bool {
        self.single_row.is_none() && self.winograd.is_none() && checks(self.isa)
    }

    /// Computes a product by rule **F**.
    pub fn run_rescaled(&self, product: &Product, operands: Operands<'_, Rescale16>, workers: &dyn Workers) {
        self.run::<Rescaling>(product.run(), operands, workers);
    }

    /// What outputs are finished by is lent as far as it goes: the CPU waits where it was just copied in pieces.
    pub(super) fn run<A: Arithmetic>(
        &self,
        run: Run<'_, &A::Finish>,
        operands: Operands<'_, A::Columns>,
        workers: &dyn Workers,
    ) {
        let reorders = A::REORDERS && !A::CHECKS;
        if let Some(row) = self.single_row.as_ref().filter(|row| reorders && row.takes(run.weights_zero_point)) {
            return row.run::<A>(self.isa, &run, operands, workers);
        }
        self.check::<A>(&operands);
        let Operands { input, packed, columns, output } = operands;
        let Run { finish, padding, weights_zero_point, rows } = run;
        let run = Run { finish: *finish, padding, weights_zero_point, rows };
        with_simd(self.isa, &Drive::<A>::new(self, run, (input, packed, columns), output, workers));
    }

    /// # Panics
    /// When the operands are not what the product needs.
    pub(super) fn check<A: Arithmetic>(&self, operands: &Operands<'_, A::Columns>) {
        let Operands { input, packed, columns, output } = operands;
        assert_eq!(self.numbers.bytes(), A::INPUT_BYTES, "the arithmetic of other numbers");
        assert!(
            self.input.elements().is_some_and(|elements| elements <= input.len() / self.numbers.bytes())
                && self.output.elements().is_some_and(|elements| elements <= output.len() / A::OUTPUT_BYTES)
                && self.packed_len() <= packed.len()
                && self.columns_len() <= columns.len(),
            "an operand is shorter than its shape"
        );
    }

    pub(super) fn source<'a>(&'a self, padding: u8, input: &'a [u8], image: usize, group: usize) -> Source<'a> {
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
            flip: self.input_flip(),
            isa: self.isa,
            widen: self.widen(),
            is_frame: false,
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

/// Whether the first window is the whole image, a line of pixels, and nothing else.
fn is_whole(geometry: &ConvGeometry) -> bool {
    let Window { rows, columns } = geometry.window;
    let unpadded = rows.pad_before() == 0 && columns.pad_before() == 0;
    geometry.groups == 1 && unpadded && rows.input() == 1 && columns.input() == columns.filter()
}

/// A convolution of single pixels, all of them in order, as one of a single line of pixels: no rows, no images.
fn flat(geometry: ConvGeometry, input: Nhwc, output: Nhwc) -> Option<(ConvGeometry, Nhwc, Nhwc)> {
    let Window { rows, columns } = geometry.window;
    let pixels = input.batch.checked_mul(input.height)?.checked_mul(input.width)?;
    let one = |input| WindowSpec { input, filter: 1, stride: 1, dilation: 1 };
    let window = Window::new(Padding::Valid, one(1), one(pixels))?;
    let line = |of: Nhwc| Nhwc::new(1, 1, pixels, of.channels);
    (rows.is_pointwise() && columns.is_pointwise()).then_some((
        ConvGeometry { window, ..geometry },
        line(input),
        line(output),
    ))
}
