//! The walk over images, chunks of channels, tiles of columns and strips of rows, and its split among threads.

use super::layout::{BLOCK, CHUNK, Layout};
use super::row::{Call, Kernel, Row, kernel};
use super::single::{self, Single};
use super::strip::{Columns, Source};
use crate::isa::Isa;
use crate::linear::FixedPoint;
use crate::padding::Window;
use crate::parallel::{Workers, parts, share};
use crate::quant::Multiplier;
use crate::requantize::{Doubling16, Narrow};
use crate::simd::{Simd, SimdTask, Visitor, checks, with_simd};
use crate::stack;
use crate::view::Nhwc;
use core::mem::MaybeUninit;
use core::ops::Range;

/// Outputs × taps that are worth a thread: half a microsecond.
const GRAIN: usize = if cfg!(test) { 1 << 10 } else { 1 << 14 };

/// A depthwise convolution that is prepared for an instruction set: geometry and the layout of its weights.
#[derive(Clone, Debug)]
pub struct Depthwise {
    isa: Isa,
    /// As the kernels see it.
    window: Window,
    input: Nhwc,
    output: Nhwc,
    /// Output channels of each input channel.
    multiplier: usize,
    /// Whether inputs, weights and outputs are unsigned.
    unsigned: bool,
    weights_zero_point: u8,
    layout: Layout,
    /// Whether it is a [`Single`].
    is_single: bool,
}

/// What the arithmetic of a convolution comes to.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    narrow: Narrow,
    signed: bool,
    /// Whether the constants are those of floats too.
    checked: bool,
    /// The input's zero point as a byte.
    zero: u8,
}

/// What a convolution reads and writes.
pub struct Operands<'a> {
    /// The activation, NHWC.
    pub input: &'a [u8],
    /// Packed weights.
    pub packed: &'a [i8],
    /// Constants of the channels.
    pub columns: &'a [Doubling16],
    /// The output, NHWC.
    pub output: &'a mut [u8],
}

struct NewLayout<'a> {
    window: &'a Window,
    channels: usize,
    planes: usize,
    multiplier: usize,
}

impl Visitor for NewLayout<'_> {
    type Output = Option<(Layout, Window)>;

    fn visit<S: Simd>(self, _simd: S) -> Self::Output {
        Layout::new::<S>(self.window, self.channels, self.planes, self.multiplier)
    }
}

impl Depthwise {
    /// A convolution of signed bytes, whose weights have no zero point, or of unsigned ones whose weights have this.
    /// `None` where the scalar kernels have to do it: an instruction set without vectors, a window too large for the
    /// stack, nothing to compute.
    #[must_use]
    pub fn new(isa: Isa, window: Window, input: Nhwc, output: Nhwc, unsigned: Option<u8>) -> Option<Self> {
        if let Some((window, input)) = single::column(&window, input, output) {
            let found = Self::of_window(isa, window, input, output, unsigned);
            if let Some(found) = found.filter(|found| single::fits(&found.layout)) {
                return Some(Self { is_single: true, layout: Layout { wide: false, ..found.layout }, ..found });
            }
        }
        match window.laid_down() {
            Some(window) => Self::of_window(isa, window, input.laid_down(), output.laid_down(), unsigned),
            None => Self::of_window(isa, window, input, output, unsigned),
        }
    }

    fn of_window(isa: Isa, window: Window, input: Nhwc, output: Nhwc, unsigned: Option<u8>) -> Option<Self> {
        let multiplier = output.channels.checked_div(input.channels)?;
        let same = output.batch == input.batch && multiplier * input.channels == output.channels;
        let rows = window.rows.input() == input.height && window.rows.output() == output.height;
        let columns = window.columns.input() == input.width && window.columns.output() == output.width;
        let something = output.elements()? > 0 && input.elements()? > 0;
        // Of two signed bytes, none adds up to 255.
        if !(same && rows && columns && something) || unsigned == Some(0) {
            return None;
        }
        let planes = if unsigned.is_none_or(|zero| zero == 128) { 1 } else { 2 };
        let layout = NewLayout { window: &window, channels: output.channels, planes, multiplier };
        let (layout, window) = with_simd(isa, layout)??;
        let weights_zero_point = unsigned.unwrap_or(0);
        let unsigned = unsigned.is_some();
        Some(Self { isa, window, input, output, multiplier, unsigned, weights_zero_point, layout, is_single: false })
    }

    /// What tells the layout of packed weights apart from others of the same instruction set.
    #[must_use]
    pub fn layout(&self) -> [usize; 8] {
        let Layout { channels, rows, planes, filter, row_stride, pixels, wide, is_line, .. } = self.layout;
        let pixels = pixels + 1024 * usize::from(wide) + 2048 * usize::from(is_line);
        let zero_point = if self.unsigned { usize::from(self.weights_zero_point) + 1 } else { 0 };
        [1, channels, filter.0, filter.1, rows, row_stride, planes * 32 + pixels, zero_point]
    }

    /// Whether bytes are unsigned.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        self.unsigned
    }

    /// Bytes of packed weights.
    #[must_use]
    pub fn packed_len(&self) -> usize {
        self.layout.packed_len()
    }

    /// Blocks of constants.
    #[must_use]
    pub fn columns_len(&self) -> usize {
        self.layout.blocks_len()
    }

    /// Packs weights `[filter row][filter column][channel]`, and writes the sum of each channel's, less their zero
    /// points, to `sums`.
    pub fn pack(&self, weights: &[u8], packed: &mut [i8], sums: &mut [i32]) {
        match self.unsigned {
            true => self.layout.pack(weights, |w| i32::from(w) - i32::from(self.weights_zero_point), packed, sums),
            false => self.layout.pack(weights, |w| i32::from(w.cast_signed()), packed, sums),
        }
    }

    /// The constants of rule **D**; `None` where the output's range or the weights' zero point are not what the vector
    /// path takes. Channels whose parameters or largest possible sum are beyond what it computes exactly are handed to
    /// `odd`: what it writes there has no meaning.
    #[must_use]
    pub fn columns(
        &self,
        rule: &FixedPoint<'_, i32>,
        sums: &[i32],
        columns: &mut [Doubling16],
        mut odd: impl FnMut(usize),
    ) -> Option<Product> {
        let mut narrow = Narrow::new(rule.range, rule.output_zero_point, self.unsigned)?;
        if i32::from(rule.weights_zero_point) != i32::from(self.weights_zero_point) {
            return None;
        }
        let taps = (self.layout.filter.0 as u64).checked_mul(self.layout.filter.1 as u64)?;
        // |x − zero point| ≤ 255, and |w − zero point| ≤ 255 too.
        let bound = taps.checked_mul(255 * 255)?;
        // Bytes that are dot products' unsigned operands are 128 greater than signed inputs.
        let offset = if self.unsigned || self.layout.group == 2 { 0 } else { 128 };
        let input_zero_point = i32::from(rule.input_zero_point) + offset;
        let signed = Doubling16::is_signed(rule.range, rule.output_zero_point);
        // Part of the constants, where all channels have room for it.
        let zero_point = i32::from(narrow.zero_point);
        let bias = |channel: usize| rule.bias.map_or(0, |bias| bias[channel]);
        let greatest = |channel: usize| bound.saturating_add(u64::from(bias(channel).unsigned_abs()));
        let whole = rule.multipliers.iter().take(self.output.channels).enumerate().all(|(channel, &multiplier)| {
            let bound = greatest(channel);
            Doubling16::fits_whole(multiplier, bound, zero_point) || !Doubling16::fits(multiplier, bound)
        });
        let shifted = if whole { zero_point } else { 0 };
        narrow.zero_point -= shifted as i16;
        let mut greatest_bias = 0;
        for chunk in 0..self.layout.chunks() {
            for block in self.layout.blocks(chunk) {
                columns[block] = Doubling16::default();
                for (lane, place) in self.layout.block_lanes(chunk, block).enumerate() {
                    let channel = self.layout.channel(chunk, place);
                    let bias = bias(channel);
                    let mut multiplier = *rule.multipliers.get(channel)?;
                    if !Doubling16::fits(multiplier, greatest(channel)) {
                        odd(channel);
                        multiplier = Multiplier::default();
                    } else if multiplier.mantissa != 0 {
                        greatest_bias = greatest_bias.max(bias.unsigned_abs());
                    }
                    let start = bias.wrapping_sub(input_zero_point.wrapping_mul(sums[channel]));
                    columns[block].set(lane, (start, shifted), multiplier, signed);
                }
            }
        }
        let checked = whole && !self.is_single && checks(self.isa) && {
            let blocks = columns.get_mut(..self.columns_len())?;
            Doubling16::check(self.isa, blocks, bound.saturating_add(greatest_bias.into()), shifted)
        };
        Some(Product { narrow, signed, checked, zero: rule.input_zero_point as u8 })
    }

    /// Computes the convolution. Input and output are dense and as long as their extents say.
    ///
    /// # Panics
    /// When an operand is shorter than its extents say.
    pub fn run(&self, product: &Product, operands: Operands<'_>, workers: &dyn Workers) {
        let Operands { input, packed, columns, output } = operands;
        assert!(
            self.input.elements().is_some_and(|elements| elements <= input.len())
                && self.output.elements().is_some_and(|elements| elements <= output.len())
                && self.packed_len() <= packed.len()
                && self.columns_len() <= columns.len(),
            "an operand is shorter than its shape"
        );
        if self.is_single {
            let (layout, has_sign, Product { narrow, signed, .. }) = (&self.layout, !self.unsigned, *product);
            with_simd(self.isa, &mut Single { layout, input, packed, columns, output, has_sign, signed, narrow });
            return;
        }
        let output = Output(output.as_mut_ptr());
        with_simd(self.isa, &Drive { depthwise: self, product, input, packed, columns, output, workers });
    }
}

/// Where the output starts; threads write disjoint parts of it.
#[derive(Clone, Copy)]
pub(super) struct Output<T>(pub(super) *mut T);

// SAFETY: parts of one convolution write different rows, columns or chunks of channels.
unsafe impl<T: Send> Send for Output<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Output<T> {}

/// Outputs that take as long as a cache line of what comes [after](crate::ahead) takes to come nearer.
const OUTPUTS_OF_LINE: usize = 40;

/// A convolution with everything that it needs.
struct Drive<'a> {
    depthwise: &'a Depthwise,
    product: &'a Product,
    input: &'a [u8],
    packed: &'a [i8],
    columns: &'a [Doubling16],
    output: Output<u8>,
    workers: &'a dyn Workers,
}

impl Visitor for &Drive<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        let Depthwise { layout, output, .. } = self.depthwise;
        let strips = output.height.div_ceil(layout.rows);
        let units = output.batch * layout.chunks() * layout.tiles(output.width) * strips;
        let work = (output.batch * output.height * output.width * output.channels)
            .saturating_mul(layout.filter.0 * layout.filter.1);
        let count = parts(self.workers, work, self.depthwise.isa.grain(GRAIN)).min(units);
        let part = |units: Range<usize>| {
            stack::with_room(layout.strip_lanes(&self.depthwise.window), |strip| {
                simd.enter(Units { drive: self, units, strips, strip });
            });
        };
        match count {
            1 => part(0..units),
            _ => self.workers.run(count, &|i| part(share(units, count, i))),
        }
    }
}

/// Some units of the convolution.
struct Units<'a> {
    drive: &'a Drive<'a>,
    units: Range<usize>,
    strips: usize,
    /// Lanes of a strip.
    strip: &'a mut [MaybeUninit<i32>],
}

impl<S: Simd> SimdTask<S> for Units<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        self.drive.run(simd, self.units, self.strips, self.strip);
    }
}

/// A tile of one chunk of one image.
struct Tile<'a> {
    image: usize,
    chunk: usize,
    outputs: Range<usize>,
    columns: Columns,
    source: Source<'a>,
}

impl Drive<'_> {
    /// Units are strips of all tiles of all chunks, one row of strips after the other: threads share the image by rows,
    /// as matrix products do, so that each finds most of its inputs in its own cache. Within a part a tile's strips follow
    /// each other.
    #[inline(always)]
    fn run<S: Simd>(&self, simd: S, units: Range<usize>, strips: usize, strip: &mut [MaybeUninit<i32>]) {
        let Depthwise { layout, output, window, .. } = self.depthwise;
        let kernel = self.kernel::<S>();
        let tiles = layout.tiles(output.width);
        let (mut padded, mut taken) = (None, 0);
        let columns = layout.chunks() * tiles;
        for place in 0..columns {
            let (chunk, tile) = (place / tiles, place % tiles);
            let rows_before = |unit: usize| unit.saturating_sub(place).div_ceil(columns);
            let (mut row, end) = (rows_before(units.start), rows_before(units.end));
            while row < end {
                let (image, first) = (row / strips, row % strips);
                let rows = first..strips.min(first + end - row);
                row += rows.len();
                let outputs = share(output.width, tiles, tile);
                let columns = Columns::new(layout, window, &outputs);
                let column = outputs.start * window.columns.stride();
                let tile = Tile { image, chunk, columns, outputs, source: self.source(image, chunk, column) };
                let padding = Some((tile.columns.clone(), tile.source.channels.len()));
                if padded != padding {
                    tile.source.fill_padding(simd, &tile.columns, strip);
                    padded = padding;
                }
                for strip_row in rows {
                    tile.source.fill(simd, strip_row * layout.rows, &tile.columns, strip);
                    self.strip(simd, kernel, &tile, strip_row * layout.rows, strip);
                    if let Some(ahead) = self.workers.ahead() {
                        let outputs = tile.outputs.len() * tile.source.channels.len() * layout.rows;
                        ahead
                            .take(&mut taken, outputs / OUTPUTS_OF_LINE)
                            .bring(usize::MAX, |line| simd.prefetch_far(line));
                    }
                }
            }
        }
    }

    fn source(&self, image: usize, chunk: usize, column: usize) -> Source<'_> {
        let Depthwise { layout, window, input, multiplier, unsigned, .. } = self.depthwise;
        Source {
            layout,
            window,
            data: &self.input[image * input.height * input.width * input.channels..],
            pixel: input.channels,
            multiplier: *multiplier,
            channels: layout.chunk(chunk),
            column,
            zero: self.product.zero,
            signed: !unsigned,
        }
    }

    /// The row kernel.
    fn kernel<S: Simd>(&self) -> Kernel<S> {
        let Depthwise { layout, window, .. } = self.depthwise;
        let columns = &window.columns;
        let dense = layout.pixels == 1 && columns.stride() == 1 && columns.dilation() == 1;
        let &Product { signed, checked, .. } = self.product;
        let filter = (layout.planes, layout.steps, layout.filter.1);
        kernel::<S>(filter, Call { signed, checked, dense, wide: layout.wide })
    }

    /// Computes the output rows of a strip, from `first` on.
    fn strip<S: Simd>(&self, simd: S, kernel: Kernel<S>, tile: &Tile<'_>, first: usize, strip: &[MaybeUninit<i32>]) {
        let Depthwise { layout, window, output, .. } = self.depthwise;
        let Tile { chunk, outputs, .. } = tile;
        let channels = tile.source.channels.clone();
        let lanes = channels.len();
        let pixel = (tile.image * output.height + first) * output.width + outputs.start;
        let start = self.output.0.wrapping_add(pixel * output.channels + channels.start);
        let (positions, rest) = (outputs.len() / layout.pixels, outputs.len() % layout.pixels);
        // The last position overlaps the one before it.
        let last = outputs.len() - layout.pixels;
        let row_bytes = layout.row_bytes() * S::LANES / BLOCK;
        let rows = layout.rows.min(output.height - first);
        let blocks = layout.blocks(*chunk);
        for block in blocks.step_by(if layout.wide { CHUNK / BLOCK } else { 1 }) {
            let place = layout.block_lanes(*chunk, block);
            let (skip, width) = if layout.wide { (layout.overlap(*chunk), CHUNK) } else { (0, place.len()) };
            let mut task = Row {
                windows: strip[place.start..].as_ptr().cast(),
                position: layout.pixels * window.columns.stride() * lanes,
                taps: (tile.columns.count * lanes, window.columns.dilation() * lanes),
                filter: (layout.planes, layout.steps, layout.filter.1),
                weights: self.packed[layout.row_weights(block, 0, 0).0..].as_ptr(),
                weights_bytes: (layout.packed_rows() * row_bytes, if layout.moves { 0 } else { row_bytes }),
                moves: if layout.moves { layout.row_stride } else { 0 },
                rows: (0..rows, output.width * output.channels),
                columns: &self.columns[block..],
                output: (start.wrapping_add(place.start), layout.pixels * output.channels),
                positions,
                skip,
                width,
                narrow: self.product.narrow,
            };
            // SAFETY: the strip has all columns of the tile's windows in all steps, and a block of lanes behind them, which
            // `Source` has filled; the packed weights and constants are as long as `Layout` says, which `Depthwise::run`
            // checked; places are channels of pixels of the output, whose length was checked too, and it is borrowed
            // exclusively; each part has tiles and rows of its own.
            unsafe { kernel(simd, &task) };
            if rest > 0 {
                task.windows = strip[last * lanes + place.start..].as_ptr().cast();
                task.output.0 = start.wrapping_add(last * output.channels + place.start);
                task.positions = 1;
                // SAFETY: as above.
                unsafe { kernel(simd, &task) };
            }
        }
    }
}
