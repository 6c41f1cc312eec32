//! Memory that is read after the work at hand, packed weights of the next layer: kernels bring it nearer to the CPU as
//! they go. The weights of a large network come from far away in every invoke, and what computes from its first-level
//! cache leaves the way there idle.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of a cache line.
pub(crate) const LINE: usize = 64;

/// The most bytes that are brought nearer: the second-level cache is to keep what is computed meanwhile.
const MOST: usize = 640 << 10;

/// Memory to be brought nearer. Each thread of a kernel brings all of it to its own cache, as far as it gets.
#[derive(Debug, Default)]
pub struct Ahead {
    // Addresses, never read through. Relaxed: a line too many or too few costs time and nothing else.
    start: AtomicUsize,
    end: AtomicUsize,
    /// How far a thread has got.
    reached: AtomicUsize,
}

impl Ahead {
    /// From now on these bytes; of the same as before what is left. Called between kernels.
    pub fn aim(&self, bytes: &[i8]) {
        let start = bytes.as_ptr().addr();
        let end = start + bytes.len().min(MOST);
        let same = self.end.swap(end, Ordering::Relaxed) == end;
        let start = if same { self.reached.load(Ordering::Relaxed) } else { start };
        self.start.store(start, Ordering::Relaxed);
        self.reached.store(start, Ordering::Relaxed);
    }

    /// At most `lines` cache lines more than the `taken` ones that a thread has taken since a kernel began.
    #[inline]
    pub(crate) fn take(&self, taken: &mut usize, lines: usize) -> Lines {
        let next = self.start.load(Ordering::Relaxed) + *taken * LINE;
        let end = self.end.load(Ordering::Relaxed);
        let count = end.saturating_sub(next).div_ceil(LINE).min(lines);
        *taken += count;
        if count > 0 && next + count * LINE > self.reached.load(Ordering::Relaxed) {
            self.reached.store(next + count * LINE, Ordering::Relaxed);
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
    fn every_thread_takes_every_line_once() {
        let bytes = [0i8; 1000];
        let ahead = Ahead::default();
        assert_eq!(ahead.take(&mut 0, 3).count(), 0);
        ahead.aim(&bytes);
        let start = bytes.as_ptr().addr();
        let expected: Vec<usize> = (0..1000usize.div_ceil(LINE)).map(|i| start + i * LINE).collect();
        for _ in 0..2 {
            let (mut taken, mut brought) = (0, Vec::new());
            loop {
                let mut lines = ahead.take(&mut taken, 3);
                if lines.count() == 0 {
                    break;
                }
                lines.bring(2, |line| brought.push(line.addr()));
                lines.bring(2, |line| brought.push(line.addr()));
                assert_eq!(lines.count(), 0);
            }
            assert_eq!(brought, expected);
        }
    }

    #[test]
    fn the_next_kernel_goes_on_where_the_last_one_ended() {
        let bytes = [0i8; 1000];
        let ahead = Ahead::default();
        ahead.aim(&bytes);
        ahead.take(&mut 0, 5);
        ahead.take(&mut 0, 2);
        ahead.aim(&bytes);
        let mut first = 0;
        ahead.take(&mut 0, 1).bring(1, |line| first = line.addr());
        assert_eq!(first, bytes.as_ptr().addr() + 5 * LINE);
        ahead.aim(&bytes[..10]);
        assert_eq!(ahead.take(&mut 0, 3).count(), 1);
    }
}
