//! Zeroed memory that is aligned to a cache line: regions of interpreters, constants of plans, packed weights.
//!
//! Large blocks lie in maps of large pages, where the system has them: memory that is touched for the first time costs a
//! page fault for each page, which for pages of 4 KiB takes longer than packing weights does.
#![allow(unsafe_code)]

use alloc::alloc::{alloc_zeroed, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::ptr::NonNull;
#[cfg(all(feature = "std", target_os = "linux"))]
use {
    alloc::sync::Arc,
    core::sync::atomic::{AtomicUsize, Ordering},
    ferrolite_kernels::parallel::{Serial, Workers},
    memmap2::{Advice, MmapOptions, MmapRaw},
};

/// Alignment of every block, a cache line.
pub(crate) const ALIGNMENT: usize = 64;

/// Zeroed bytes, aligned to a cache line.
///
/// They are reached by a raw pointer: one that [`start`](Self::start) gave stays good while slices come and go.
pub(crate) struct AlignedBytes {
    start: NonNull<u8>,
    len: usize,
    /// What frees them when it is dropped.
    _owner: Owner,
}

// SAFETY: the bytes belong to this block alone, and are reached only through borrows of it or by whoever vouches for a
// pointer to them.
unsafe impl Send for AlignedBytes {}
// SAFETY: as above; a shared borrow only reads.
unsafe impl Sync for AlignedBytes {}

enum Owner {
    Heap(NonNull<u8>, Layout),
    /// A part of the slab that nobody else was given.
    #[cfg(all(feature = "std", target_os = "linux"))]
    Slab {
        _slab: Arc<Slab>,
    },
}

impl Drop for Owner {
    fn drop(&mut self) {
        match *self {
            // SAFETY: allocated in `AlignedBytes::zeroed` with this layout, and freed here alone.
            Self::Heap(memory, layout) => unsafe { dealloc(memory.as_ptr(), layout) },
            #[cfg(all(feature = "std", target_os = "linux"))]
            Self::Slab { .. } => {}
        }
    }
}

impl Default for AlignedBytes {
    fn default() -> Self {
        Self::zeroed(0)
    }
}

impl AlignedBytes {
    pub(crate) fn zeroed(len: usize) -> Self {
        #[cfg(all(feature = "std", target_os = "linux"))]
        if len >= LARGE
            && let Some((slab, block)) = Slab::new(len).and_then(|slab| Some((slab.clone(), Slab::take(&slab, len)?)))
        {
            slab.make_pages(&block, &Serial);
            return block;
        }
        // With the alignment that allocators give to everything they need not write zeros to fresh memory.
        let layout = Layout::from_size_align(len.saturating_add(ALIGNMENT), align_of::<usize>());
        let layout = layout.unwrap_or_else(|_| handle_alloc_error(Layout::new::<u8>()));
        // SAFETY: the size is not 0.
        let memory = NonNull::new(unsafe { alloc_zeroed(layout) }).unwrap_or_else(|| handle_alloc_error(layout));
        // SAFETY: less than `ALIGNMENT`, by which the allocation is larger than `len`.
        let start = unsafe { memory.add(memory.addr().get().wrapping_neg() % ALIGNMENT) };
        Self { start, len, _owner: Owner::Heap(memory, layout) }
    }

    pub(crate) fn copy_of(bytes: &[u8]) -> Self {
        let mut copy = Self::zeroed(bytes.len());
        copy.as_mut_slice().copy_from_slice(bytes);
        copy
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Where they start.
    pub(crate) fn start(&self) -> NonNull<u8> {
        self.start
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        // SAFETY: `len` initialised bytes that the block owns.
        unsafe { core::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [u8] {
        // SAFETY: as in `as_slice`; the borrow is exclusive.
        unsafe { core::slice::from_raw_parts_mut(self.start.as_ptr(), self.len) }
    }
}

/// Bytes of a large page.
#[cfg(all(feature = "std", target_os = "linux"))]
const LARGE_PAGE: usize = 2 << 20;

/// Bytes from which on a block is a map of its own: what fills most of a large page.
#[cfg(all(feature = "std", target_os = "linux"))]
pub(crate) const LARGE: usize = LARGE_PAGE / 2;

/// Bytes beyond which pages are small and asked for block by block: a hundred megabytes of large pages, which few
/// systems have at hand, can take three times as long to make as small ones.
#[cfg(all(feature = "std", target_os = "linux"))]
const MOST_LARGE: usize = 32 << 20;

/// Large pages that are made at once at the most: the last of them may stay unused.
#[cfg(all(feature = "std", target_os = "linux"))]
const MOST_AHEAD: usize = 4;

/// A map in large pages, if they are not too many, that is given out in blocks, and given back when the last of them is dropped.
#[cfg(all(feature = "std", target_os = "linux"))]
pub(crate) struct Slab {
    map: MmapRaw,
    used: AtomicUsize,
    /// Where the large pages end; 0 where pages are small.
    large_end: usize,
    /// Up to where there are pages that threads have made together.
    made: AtomicUsize,
}

#[cfg(all(feature = "std", target_os = "linux"))]
impl Slab {
    /// A slab of `bytes` bytes; what is not written takes no memory. `None` where the system refuses.
    pub(crate) fn new(bytes: usize) -> Option<Arc<Self>> {
        // The system puts maps of whole large pages where large pages begin.
        let map = MmapOptions::new().len(bytes.checked_next_multiple_of(LARGE_PAGE)?).map_anon().ok()?;
        // The last page is large only if most of it is used.
        let large_end = if bytes <= MOST_LARGE { (bytes + LARGE_PAGE / 2) / LARGE_PAGE * LARGE_PAGE } else { 0 };
        if large_end > 0 {
            // Where the system refuses, pages are small.
            let _ = map.advise_range(Advice::HugePage, 0, large_end);
        }
        Some(Arc::new(Self { map: map.into(), used: AtomicUsize::new(0), large_end, made: AtomicUsize::new(0) }))
    }

    /// A block of it, if so much is left.
    pub(crate) fn take(slab: &Arc<Self>, len: usize) -> Option<AlignedBytes> {
        let length = len.checked_next_multiple_of(ALIGNMENT)?;
        let end = |start: usize| start.checked_add(length).filter(|&end| end <= slab.map.len());
        // Relaxed: blocks are handed over by whoever took them; only that they are different matters.
        let start = slab.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, end).ok()?;
        // SAFETY: a place in the map, or its end.
        let start = NonNull::new(unsafe { slab.map.as_mut_ptr().add(start) })?;
        Some(AlignedBytes { start, len, _owner: Owner::Slab { _slab: slab.clone() } })
    }

    /// Makes the pages of `block`, which was taken from here, on several threads: clearing them takes as long as packing
    /// weights into them does, and threads that come to one large page at the same time clear a page each, of which all
    /// but one are thrown away. Where the system does not know the advice, pages come one by one.
    pub(crate) fn make_pages(&self, block: &AlignedBytes, workers: &dyn Workers) {
        let start = block.start.addr().get().saturating_sub(self.map.as_mut_ptr().addr());
        let (end, threads) = (start + block.len, workers.count().min(MOST_AHEAD));
        let range = if self.large_end == 0 {
            start..end
        } else {
            // One for each thread if so many are left: few blocks begin more than one.
            let made = self.made.load(Ordering::Relaxed);
            let ahead = end.max(made + threads * LARGE_PAGE).next_multiple_of(LARGE_PAGE).min(self.large_end);
            if threads == 1 || end <= made { made..made } else { made..ahead }
        };
        if range.is_empty() {
            return;
        }
        self.made.fetch_max(range.end, Ordering::Relaxed);
        let pieces = range.len().div_ceil(LARGE_PAGE);
        let make = |piece: usize| {
            let start = range.start + piece * LARGE_PAGE;
            let _ = self.map.advise_range(Advice::PopulateWrite, start, LARGE_PAGE.min(range.end - start));
        };
        if pieces == 1 { make(0) } else { workers.run(pieces, &make) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn check(block: &mut AlignedBytes, len: usize, value: u8) {
        assert_eq!((block.len(), block.as_slice().len()), (len, len));
        assert_eq!(block.as_slice().as_ptr().addr() % ALIGNMENT, 0);
        assert!(block.as_slice().iter().all(|&byte| byte == 0));
        block.as_mut_slice().fill(value);
    }

    #[test]
    fn blocks_are_zeroed_and_aligned() {
        for len in [0, 1, 63, 64, 65, 4096, (1 << 20) - 1, 1 << 20, (2 << 20) + 1, 5 << 20] {
            check(&mut AlignedBytes::zeroed(len), len, 1);
        }
        assert_eq!(AlignedBytes::copy_of(&[1, 2, 3]).as_slice(), [1, 2, 3]);
        assert!(AlignedBytes::default().as_slice().is_empty());
    }

    #[cfg(all(feature = "std", target_os = "linux"))]
    #[test]
    fn blocks_of_a_slab_do_not_overlap_and_outlive_it() {
        assert_eq!(Slab::new(MOST_LARGE + 1).unwrap().large_end, 0);
        let slab = Slab::new(LARGE + 500).unwrap();
        let lens = [1, 64, 100, LARGE, 0];
        let mut blocks: Vec<AlignedBytes> = lens.iter().map(|&len| Slab::take(&slab, len).unwrap()).collect();
        assert!(Slab::take(&slab, 2 * LARGE).is_none());
        let pool = crate::Pool::new(3).unwrap();
        blocks.iter().for_each(|block| slab.make_pages(block, &*pool));
        drop(slab);
        for (value, (block, len)) in (1..).zip(blocks.iter_mut().zip(lens)) {
            check(block, len, value);
        }
        for (value, block) in (1..).zip(&blocks) {
            assert!(block.as_slice().iter().all(|&byte| byte == value));
        }
    }
}
