//! Where the inputs of a row lie: in the activation itself, or gathered with padding filled in.

use crate::isa::Isa;
use crate::padding::{Padding, Taps, Window, WindowAxis, WindowSpec};
use crate::simd::{Simd, SimdTask, Visitor, with_simd};
use crate::stack::initialised;
use core::mem::MaybeUninit;
use core::ops::Range;

/// One group of channels of one image.
pub(super) struct Source<'a> {
    /// The image from the group's first channel on.
    pub(super) data: &'a [u8],
    /// Where the filter moves.
    pub(super) window: &'a Window,
    /// Bytes from a pixel to the next, and from a row of pixels to the next.
    pub(super) pixel: usize,
    pub(super) row: usize,
    /// Channels of the group.
    pub(super) channels: usize,
    /// Whether the taps of a filter row are one segment.
    pub(super) runs: bool,
    /// Bytes of the steps of one segment.
    pub(super) step_bytes: usize,
    /// What stands in the padding.
    pub(super) zero: u8,
    /// What bytes are xored with where they are copied, to become what the microkernel reads.
    pub(super) flip: u8,
    /// Whether inputs become 16 bits wide, and are then signed.
    pub(super) widen: Option<bool>,
    /// What copies are made with.
    pub(super) isa: Isa,
    /// Whether it is a frame, of which every row can be read where it is.
    pub(super) is_frame: bool,
}

/// A frame around lines of an image: its padding beside it, and numbers as wide as the microkernel reads them. Every
/// row of the product is where it lies there.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Output lines whose inputs fit.
    pub(super) lines: usize,
    /// Bytes that it takes.
    pub(super) bytes: usize,
    /// The window over the inputs of all its lines.
    pub(super) window: Window,
}

impl Frame {
    /// The window over the inputs of `lines` output lines.
    pub(super) fn strip(&self, lines: usize) -> Option<Window> {
        Some(Window { rows: unpadded(&self.window.rows, extent(&self.window.rows, lines)?)?, ..self.window })
    }
}

/// The axis over so many inputs without padding.
fn unpadded(axis: &WindowAxis, input: usize) -> Option<WindowAxis> {
    let (filter, stride, dilation) = (axis.filter(), axis.stride(), axis.dilation());
    WindowAxis::new(Padding::Valid, WindowSpec { input, filter, stride, dilation })
}

/// Inputs, padding included, that so many outputs of an axis read.
pub(super) fn extent(axis: &WindowAxis, outputs: usize) -> Option<usize> {
    Some(outputs.checked_sub(1)? * axis.stride() + (axis.filter() - 1) * axis.dilation() + 1)
}

impl Source<'_> {
    /// Output row and column of a row of the product.
    fn position(&self, row: usize) -> (usize, usize) {
        let width = self.window.columns.output();
        if row < width { (0, row) } else { (row / width, row % width) }
    }

    /// Segment rows and their distance, segments of each and their distance, in the activation.
    pub(super) fn segments(&self) -> ((usize, usize), (usize, usize)) {
        let Window { rows, columns } = self.window;
        let each = if self.runs { (1, 0) } else { (columns.filter(), columns.dilation() * self.pixel) };
        ((rows.filter(), rows.dilation() * self.row), each)
    }

    /// Writes to `places` where the first inputs of the rows from `first` on are, up to the first row that cannot be
    /// read where it is with all its steps; and returns how many those are.
    pub(super) fn direct(&self, first: usize, places: &mut [*const u8]) -> usize {
        let (mut y, mut x) = self.position(first);
        if self.is_frame {
            let Window { rows, columns } = self.window;
            let (below, beside) = (rows.stride() * self.row, columns.stride() * self.pixel);
            let mut line = self.data.as_ptr().wrapping_add(y * below);
            for slot in places.iter_mut() {
                *slot = line.wrapping_add(x * beside);
                x += 1;
                if x == columns.output() {
                    (x, line) = (0, line.wrapping_add(below));
                }
            }
            return places.len();
        }
        let mut found = 0;
        while found < places.len() {
            let Some((start, inside)) = self.direct_line(y).filter(|(_, inside)| inside.contains(&x)) else { break };
            let Window { columns, .. } = self.window;
            // Within the image, as `inside` says.
            let left = x * columns.stride() - columns.pad_before();
            let mut place = self.data[start + left * self.pixel..].as_ptr();
            let count = (inside.end - x).min(places.len() - found);
            for slot in &mut places[found..found + count] {
                *slot = place;
                place = place.wrapping_add(columns.stride() * self.pixel);
            }
            found += count;
            if x + count < columns.output() {
                break;
            }
            (y, x) = (y + 1, 0);
        }
        found
    }

    /// The rows of line `y` of the output that can be read where they are, and where the first line that they read
    /// starts.
    fn direct_line(&self, y: usize) -> Option<(usize, Range<usize>)> {
        let Window { rows, columns } = self.window;
        let top = (y * rows.stride()).checked_sub(rows.pad_before())?;
        let below = (rows.filter() - 1) * rows.dilation();
        let right = (columns.filter() - 1) * columns.dilation();
        if top + below >= rows.input() {
            return None;
        }
        let last = if self.runs { 0 } else { right * self.pixel };
        let span = top * self.row + below * self.row + last + self.step_bytes;
        let readable = self.data.len().checked_sub(span)?;
        let last = columns.input().checked_sub(right + 1)?;
        // Divisions take longer than a small layer's products.
        let leftmost = if readable >= last * self.pixel { last } else { readable / self.pixel };
        let (start, end) = match columns.stride() {
            1 => (columns.pad_before(), leftmost + columns.pad_before() + 1),
            stride => (columns.pad_before().div_ceil(stride), (leftmost + columns.pad_before()) / stride + 1),
        };
        Some((top * self.row, start..end.min(columns.output())))
    }

    /// Whether padding needs more than `most` bytes, so that frames have all lines that a chunk takes.
    pub(super) fn needs_more(&self, most: usize, most_rows: usize) -> bool {
        let Window { rows, columns } = self.window;
        let taps = |axis: &WindowAxis| (axis.filter() - 1) * axis.dilation();
        let padded = rows.input() < rows.output() * rows.stride() + taps(rows)
            || columns.input() < columns.output() * columns.stride() + taps(columns);
        let lines = rows.output().min(most_rows / columns.output().max(1));
        padded && self.frame(most, most_rows).is_none_or(|frame| frame.lines < lines)
    }

    /// A frame of at most `most` bytes around lines of at most `most_rows` rows, where it is of use: an image that is
    /// padded, or whose numbers have to change.
    pub(super) fn frame(&self, most: usize, most_rows: usize) -> Option<Frame> {
        let Window { rows, columns } = self.window;
        let (height, mut width) = (extent(rows, rows.output())?, extent(columns, columns.output())?);
        let padded = rows.pad_before() + columns.pad_before() > 0 || height > rows.input() || width > columns.input();
        let changes = self.widen.is_some() || self.flip != 0 && rows.filter() * columns.filter() > 1;
        if self.pixel != self.channels || !(padded || changes) {
            return None;
        }
        // Whole lines are copied at once.
        let is_whole = |axis: WindowAxis| axis.output() == columns.output() && columns.pad_before() == 0;
        if unpadded(columns, columns.input()).is_some_and(is_whole) {
            width = columns.input();
        }
        let line = width.checked_mul(self.pixel * self.width_of_numbers())?;
        let input_lines = most.checked_sub(self.step_bytes)? / line.max(1);
        let halo = extent(rows, 1)?;
        let lines = input_lines.checked_sub(halo)? / rows.stride() + 1;
        let lines = lines.min(most_rows / columns.output().max(1)).clamp(1, rows.output());
        let height = extent(rows, lines)?;
        let window = Window { rows: unpadded(rows, height)?, columns: unpadded(columns, width)? };
        Some(Frame { lines, bytes: height * line + self.step_bytes, window })
    }

    /// Bytes of a byte of the image, as the microkernel reads it.
    fn width_of_numbers(&self) -> usize {
        if self.widen.is_some() { 2 } else { 1 }
    }

    /// A frame of so many bytes, filled with what stands in the padding.
    pub(super) fn blank_frame<'m>(&self, memory: &'m mut [MaybeUninit<u8>], bytes: usize) -> &'m mut [u8] {
        let frame = initialised(memory, bytes, self.zero ^ self.flip);
        if self.widen.is_some() {
            self.fill(frame, 0..bytes / 2);
        }
        frame
    }

    /// Copies what the lines of the output from `first` on read into the frame of `window`, a [`Frame::strip`], and
    /// says where its rows lie. The frame was [blank](Self::blank_frame) once.
    pub(super) fn framed<'b>(&self, (window, first): (&'b Window, usize), memory: &'b mut [u8]) -> Source<'b> {
        let Window { rows, columns } = self.window;
        let (pixel, width) = (self.pixel * self.width_of_numbers(), window.columns.input());
        let left = columns.pad_before().min(width);
        let pixels = columns.input().min(width - left);
        let (top, row) = (first * rows.stride(), width * pixel);
        let above = rows.pad_before().saturating_sub(top).min(window.rows.input());
        let y = top.saturating_sub(rows.pad_before());
        let inside = rows.input().saturating_sub(y).min(window.rows.input() - above);
        // Lines that are as long in the image are one run of bytes.
        let (runs, lines) =
            if pixels == width && self.row == width * self.pixel { (1, inside.max(1)) } else { (inside, 1) };
        let place = left * self.pixel..((lines - 1) * width + left + pixels) * self.pixel;
        let (before, framed) = memory.split_at_mut(above * row);
        let (framed, below) = framed[..(window.rows.input() - above) * row].split_at_mut(inside * row);
        for (i, line) in framed.chunks_exact_mut(lines * row).enumerate().take(runs) {
            self.copy((y + i) * self.row, line, place.clone());
        }
        for lines in [before, below] {
            let numbers = lines.len() / self.width_of_numbers();
            self.fill(lines, 0..numbers);
        }
        Source { data: memory, window, pixel, row, widen: None, flip: 0, is_frame: true, ..*self }
    }

    /// Copies the inputs of as many rows from `row` on as `panel` has room for, where they are one run of bytes as they
    /// are in the image; says whether they are.
    pub(super) fn copy_rows(&self, row: usize, panel: &mut [u8]) -> bool {
        let Window { rows, columns } = self.window;
        let bytes = self.channels * self.width_of_numbers();
        let is_run =
            rows.is_pointwise() && columns.is_pointwise() && self.pixel == self.channels && bytes == self.step_bytes;
        if is_run {
            self.copy(row * self.pixel, panel, 0..panel.len() / self.width_of_numbers());
        }
        is_run
    }

    /// Copies the inputs of a row to `panel`, one segment's steps behind the other's; padding is filled in.
    pub(super) fn gather(&self, row: usize, panel: &mut [u8]) {
        let (y, x) = self.position(row);
        let (rows, columns) = (self.window.rows.taps(y), self.window.columns.taps(x));
        let each = if self.runs { 1 } else { self.window.columns.filter() };
        for (segment, inputs) in panel.chunks_exact_mut(self.step_bytes).enumerate() {
            let (tap_row, tap_column) = (segment / each, segment % each);
            let line = rows.range.contains(&tap_row).then(|| {
                let y = rows.input_start + (tap_row - rows.range.start) * self.window.rows.dilation();
                y * self.row
            });
            match (line, self.runs) {
                (None, _) => self.fill(inputs, 0..self.length()),
                (Some(line), true) => self.run(line, &columns, inputs),
                (Some(line), false) => self.tap(line, &columns, tap_column, inputs),
            }
        }
    }

    /// Numbers of a segment.
    fn length(&self) -> usize {
        if self.runs { self.window.columns.filter() * self.channels } else { self.channels }
    }

    /// A filter row whose taps touch each other.
    fn run(&self, line: usize, taps: &Taps, inputs: &mut [u8]) {
        let (start, end) = (taps.range.start * self.channels, taps.range.end * self.channels);
        self.fill(inputs, 0..start);
        self.copy(line + taps.input_start * self.pixel, inputs, start..end);
        self.fill(inputs, end..self.length());
    }

    fn tap(&self, line: usize, taps: &Taps, tap: usize, inputs: &mut [u8]) {
        if taps.range.contains(&tap) {
            let x = taps.input_start + (tap - taps.range.start) * self.window.columns.dilation();
            self.copy(line + x * self.pixel, inputs, 0..self.channels);
        } else {
            self.fill(inputs, 0..self.channels);
        }
    }

    fn fill(&self, inputs: &mut [u8], places: Range<usize>) {
        match self.widen {
            None => inputs[places].fill(self.zero ^ self.flip),
            Some(signed) => {
                let zero = widened(self.zero, signed);
                inputs.as_chunks_mut::<2>().0[places].fill(zero);
            }
        }
    }

    fn copy(&self, from: usize, inputs: &mut [u8], places: Range<usize>) {
        let numbers = &self.data[from..from + places.len()];
        match self.widen {
            None if self.flip == 0 => inputs[places].copy_from_slice(numbers),
            None => copy_flipped(numbers, &mut inputs[places], self.flip),
            Some(signed) => widen(self.isa, numbers, &mut inputs.as_chunks_mut::<2>().0[places], signed),
        }
    }

    /// The sum of a gathered row's numbers, bytes xored with `flip`.
    pub(super) fn sum(&self, panel: &[u8], flip: u8) -> i32 {
        let segments = panel.chunks_exact(self.step_bytes);
        let sums = segments.map(|inputs| match self.widen {
            None => inputs[..self.length()].iter().map(|&input| i32::from(input ^ flip)).sum::<i32>(),
            Some(_) => {
                let inputs = &inputs.as_chunks::<2>().0[..self.length()];
                inputs.iter().map(|&input| i32::from(i16::from_ne_bytes(input))).sum()
            }
        });
        sums.fold(0, i32::wrapping_add)
    }
}

/// Copies bytes xored with `flip`: as words, of which the last overlaps the one before it.
fn copy_flipped(from: &[u8], to: &mut [u8], flip: u8) {
    let word = |from: &[u8; 8]| (u64::from_ne_bytes(*from) ^ u64::from_ne_bytes([flip; 8])).to_ne_bytes();
    let half = |from: &[u8; 4]| (u32::from_ne_bytes(*from) ^ u32::from_ne_bytes([flip; 4])).to_ne_bytes();
    for (to, from) in to.as_chunks_mut().0.iter_mut().zip(from.as_chunks().0) {
        *to = word(from);
    }
    if let (Some(from), Some(to)) = (from.last_chunk(), to.last_chunk_mut()) {
        *to = word(from);
    } else if let (Some(first), Some(last)) = (from.first_chunk(), from.last_chunk()) {
        let (first, last) = (half(first), half(last));
        to[..4].copy_from_slice(&first);
        to[from.len() - 4..].copy_from_slice(&last);
    } else {
        for (to, from) in to.iter_mut().zip(from) {
            *to = from ^ flip;
        }
    }
}

/// Copies bytes, with a sign or without, as 16 bits each.
pub(super) fn widen(isa: Isa, from: &[u8], to: &mut [[u8; 2]], signed: bool) {
    with_simd(isa, Widen { from, to, signed });
}

struct Widen<'a> {
    from: &'a [u8],
    to: &'a mut [[u8; 2]],
    signed: bool,
}

impl Visitor for Widen<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

impl<S: Simd> SimdTask<S> for Widen<'_> {
    type Output = ();

    /// The compiler makes vectors of it, of the instruction set that it is inlined into.
    #[inline(always)]
    fn run(self, _simd: S) {
        let pairs = self.to.iter_mut().zip(self.from);
        match self.signed {
            true => pairs.for_each(|(to, &from)| *to = widened(from, true)),
            false => pairs.for_each(|(to, &from)| *to = widened(from, false)),
        }
    }
}

#[inline(always)]
fn widened(number: u8, signed: bool) -> [u8; 2] {
    let number = if signed { i16::from(number.cast_signed()) } else { i16::from(number) };
    number.to_ne_bytes()
}
