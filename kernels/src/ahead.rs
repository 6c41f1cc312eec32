//! Memory that is read after the work at hand, packed weights of the next layer: kernels bring it nearer to the CPU as
//! they go. The weights of a large network come from far away in every invoke, and what computes from its first-level
//! cache leaves the way there idle.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of a cache line.
const LINE: usize = 64;

/// The most bytes that are brought nearer: the second-level cache is to keep what is computed meanwhile.
const MOST: usize = 640 << 10;

/// What is left of the memory to be brought nearer. Kernels on several threads may take of it at once.
#[derive(Debug, Default)]
pub struct Ahead {
    // Addresses, never read through. Relaxed: a line that two threads take, or none, costs time and nothing else.
    next: AtomicUsize,
    end: AtomicUsize,
}

impl Ahead {
    /// From now on these bytes; what was taken of them already stays taken.
    pub fn aim(&self, bytes: &[i8]) {
        let start = bytes.as_ptr().addr();
        let end = start + bytes.len().min(MOST);
        if self.end.load(Ordering::Relaxed) != end {
            self.next.store(start, Ordering::Relaxed);
            self.end.store(end, Ordering::Relaxed);
        }
    }

    /// Takes at most so many cache lines: the first, and how many.
    #[inline]
    pub(crate) fn take(&self, lines: usize) -> Lines {
        let (next, end) = (self.next.load(Ordering::Relaxed), self.end.load(Ordering::Relaxed));
        let count = end.saturating_sub(next).div_ceil(LINE).min(lines);
        if count > 0 {
            self.next.store(next + count * LINE, Ordering::Relaxed);
        }
        Lines { next, count }
    }
}

/// Cache lines that were taken.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lines {
    next: usize,
    count: usize,
}

impl Lines {
    /// Those of a slice.
    pub(crate) fn of(bytes: &[i8]) -> Self {
        Self { next: bytes.as_ptr().addr(), count: bytes.len().div_ceil(LINE) }
    }

    /// How many are left.
    pub(crate) fn count(self) -> usize {
        self.count
    }

    /// Hands each of at most `most` lines to `bring`.
    #[inline(always)]
    pub(crate) fn bring(&mut self, most: usize, mut bring: impl FnMut(*const u8)) {
        let count = most.min(self.count);
        for _ in 0..count {
            bring(core::ptr::without_provenance(self.next));
            self.next += LINE;
        }
        self.count -= count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_taken_once() {
        let bytes = [0i8; 1000];
        let ahead = Ahead::default();
        assert_eq!(ahead.take(3).count(), 0);
        ahead.aim(&bytes);
        let mut brought = Vec::new();
        loop {
            let mut lines = ahead.take(3);
            if lines.count() == 0 {
                break;
            }
            lines.bring(2, |line| brought.push(line.addr()));
            lines.bring(2, |line| brought.push(line.addr()));
            assert_eq!(lines.count(), 0);
            ahead.aim(&bytes);
        }
        let start = bytes.as_ptr().addr();
        let expected: Vec<usize> = (0..1000usize.div_ceil(LINE)).map(|i| start + i * LINE).collect();
        assert_eq!(brought, expected);
        ahead.aim(&bytes[..10]);
        assert_eq!(ahead.take(3).count(), 1);
    }
}
