//! What the property tests of vector kernels share.

use crate::padding::Window;
use crate::parallel::Workers;
use crate::quant::Multiplier;
use crate::view::Nhwc;

/// Three "threads" that take turns, last part first.
pub(crate) struct Turns;

impl Workers for Turns {
    fn count(&self) -> usize {
        3
    }

    fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
        (0..parts).rev().for_each(task);
    }
}

/// Bytes that favour the ends of the range.
pub(crate) fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 24
    };
    let ends = [0x80, 0x7F, 0xFF, 0x00];
    (0..count).map(|_| if next() % 8 == 0 { ends[next() as usize % 4] } else { next() as u8 }).collect()
}

/// Multipliers of rule **D**, some of them of channels that are switched off. Those of even seeds have powers of two, which
/// make ties, and any shift; those of odd ones are for [checked](crate::requantize) outputs.
pub(crate) fn multipliers(seed: u64, count: usize) -> Vec<Multiplier> {
    let is_any = seed.is_multiple_of(2);
    let each = bytes(seed, 4 * count);
    let each = each.as_chunks().0.iter().map(|&bytes| {
        let bits = u32::from_le_bytes(bytes);
        let mantissa = if is_any && bits % 5 == 0 { 1 << 30 } else { (bits >> 2 | 1 << 30).cast_signed() };
        let shifts = if is_any && bits % 3 == 0 { 32 } else { 12 };
        match bits % 11 {
            0 => Multiplier { mantissa: 0, exponent: 0 },
            1 if is_any => Multiplier { mantissa, exponent: -31 },
            _ => Multiplier { mantissa, exponent: -((bits >> 7) as i32 % shifts) },
        }
    });
    each.collect()
}

/// The same bits with a sign.
pub(crate) fn signed(bytes: &[u8]) -> Vec<i8> {
    bytes.iter().map(|&byte| byte.cast_signed()).collect()
}

/// The output channel of element `place` of a convolution's output, and its taps inside the image, in the reference's
/// order: the input pixel, and the tap's number in the filter.
pub(crate) fn taps_of(window: &Window, input: Nhwc, output: Nhwc, place: usize) -> (usize, Vec<(usize, usize)>) {
    let Window { rows, columns } = window;
    let (pixel, channel) = (place / output.channels, place % output.channels);
    let (line, column) = (pixel / output.width, pixel % output.width);
    let (image, line) = (line / output.height, line % output.height);
    let (of_rows, of_columns) = (rows.taps(line), columns.taps(column));
    let mut taps = Vec::new();
    for (i, tap_row) in of_rows.range.clone().enumerate() {
        for (j, tap_column) in of_columns.range.clone().enumerate() {
            let line = image * input.height + of_rows.input_start + i * rows.dilation();
            let pixel = line * input.width + of_columns.input_start + j * columns.dilation();
            taps.push((pixel, tap_row * columns.filter() + tap_column));
        }
    }
    (channel, taps)
}
