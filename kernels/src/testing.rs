//! What the property tests of vector kernels share.

use crate::parallel::Workers;

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

/// The same bits with a sign.
pub(crate) fn signed(bytes: &[u8]) -> Vec<i8> {
    bytes.iter().map(|&byte| byte.cast_signed()).collect()
}
