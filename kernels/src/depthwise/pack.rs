//! Packed weights: for every block of 16 channels and every output row of a strip, the filter as the row kernel
//! takes it.
//!
//! `[block][part][output row][plane][step][filter column][lane][row of the step]`: a part is the half of a block that
//! eight lanes are. The filter of output row `r` lies `r × stride` rows lower in the strip; what is above and below it
//! is 0. The rows of a filter of a single one are its taps ([`Layout::is_line`]). Large filters are there for the first
//! output row alone ([`Layout::moves`]).

use super::layout::{BLOCK, Layout};

impl Layout {
    /// Where the weights of an output row start, for one part of a block; and how many bytes they are.
    pub(super) fn row_weights(&self, block: usize, part: usize, row: usize) -> (usize, usize) {
        let parts = BLOCK / self.lanes;
        let bytes = self.row_bytes() / parts;
        (((block * parts + part) * self.packed_rows() + row) * bytes, bytes)
    }

    /// Packs weights `[filter row][filter column][channel]`, and writes the sum of each channel's to `sums`; without room
    /// for the weights only these. `value` gives a weight less its zero point.
    pub(super) fn pack(&self, weights: &[u8], value: impl Fn(u8) -> i32, packed: &mut [i8], sums: &mut [i32]) {
        sums.fill(0);
        for pixel in weights.chunks_exact(self.channels) {
            for (sum, &weight) in sums.iter_mut().zip(pixel) {
                *sum = sum.wrapping_add(value(weight));
            }
        }
        if packed.is_empty() {
            return;
        }
        packed.fill(0);
        for chunk in 0..self.chunks() {
            for block in self.blocks(chunk) {
                let lanes = self.block_lanes(chunk, block);
                let mut channels = [0; BLOCK];
                let channels = &mut channels[..lanes.len()];
                for (channel, lane) in channels.iter_mut().zip(lanes) {
                    *channel = self.channel(chunk, lane);
                }
                for row in 0..self.packed_rows() {
                    for (part, channels) in channels.chunks(self.lanes).enumerate() {
                        let (start, bytes) = self.row_weights(block, part, row);
                        let packed = &mut packed[start..start + bytes];
                        match (self.group, self.planes) {
                            (2, 1) => self.pack_row::<2, 1>(weights, &value, (channels, row), packed),
                            (2, _) => self.pack_row::<2, 2>(weights, &value, (channels, row), packed),
                            (_, 1) => self.pack_row::<4, 1>(weights, &value, (channels, row), packed),
                            _ => self.pack_row::<4, 2>(weights, &value, (channels, row), packed),
                        }
                    }
                }
            }
        }
    }

    /// Packs the filter of one output row for the lanes of a part, whose channels are given.
    fn pack_row<const GROUP: usize, const PLANES: usize>(
        &self,
        weights: &[u8],
        value: &impl Fn(u8) -> i32,
        (channels, row): (&[usize], usize),
        packed: &mut [i8],
    ) {
        let packed = packed.as_chunks_mut::<GROUP>().0;
        for ((filter_row, column), pixel) in self.places().zip(weights.chunks_exact(self.channels)) {
            let place = filter_row + row * self.row_stride;
            let (step, input) = (place / GROUP, place % GROUP);
            for plane in 0..PLANES {
                let tap = (plane * self.steps + step) * self.filter.1 + column;
                for (lane, &channel) in packed[tap * self.lanes..].iter_mut().zip(channels) {
                    lane[input] = split(value(pixel[channel]), PLANES)[plane];
                }
            }
        }
    }
}

/// A weight as the sum of two signed bytes, or as one.
#[inline(always)]
fn split(value: i32, planes: usize) -> [i8; 2] {
    let half = if planes == 2 { value >> 1 } else { value };
    // In range: a value of one plane is a signed byte, of two planes at most 254.
    [half as i8, (value - half) as i8]
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn weights_are_split_without_loss() {
        for value in -255..=254 {
            let [a, b] = split(value, 2);
            assert_eq!(i32::from(a) + i32::from(b), value);
        }
        for value in -128..=127 {
            assert_eq!(i32::from(split(value, 1)[0]), value);
        }
    }
}
