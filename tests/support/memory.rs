//! An allocator that counts, for each thread, its allocations, the bytes in use and the most that there were.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator with a counter for each thread. A block that another thread frees is taken off
/// that thread's count; the campaign's threads share nothing.
#[derive(Debug)]
pub struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static ALLOCATED: Cell<usize> = const { Cell::new(0) };
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static CASE: Cell<u64> = const { Cell::new(0) };
}

/// No case may ask for this much at once: what follows such a request is not the allocator's to decide.
const ABSURD: usize = 8 << 30;

/// Starts a case: the peak is the bytes in use now.
pub fn start(case: u64) {
    CASE.set(case);
    PEAK.set(LIVE.get());
    BASE.set(LIVE.get());
}

thread_local! {
    static BASE: Cell<isize> = const { Cell::new(0) };
}

/// The most bytes in use on this thread since [`start`], beyond those in use then.
#[must_use]
pub fn peak() -> usize {
    usize::try_from(PEAK.get() - BASE.get()).unwrap_or(0)
}

/// How often memory was allocated on this thread, and how many bytes in all.
#[must_use]
pub fn allocated() -> (usize, usize) {
    (ALLOCATIONS.get(), ALLOCATED.get())
}

fn allocate(size: usize) {
    refuse_absurd(size);
    ALLOCATIONS.set(ALLOCATIONS.get() + 1);
    ALLOCATED.set(ALLOCATED.get() + size);
    count(size as isize);
}

fn count(change: isize) {
    let live = LIVE.get() + change;
    LIVE.set(live);
    if live > PEAK.get() {
        PEAK.set(live);
    }
}

// SAFETY: every call goes to the system's allocator unchanged; counting touches only thread-local numbers
// that need no allocation and no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        allocate(layout.size());
        // SAFETY: the caller's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        allocate(layout.size());
        // SAFETY: the caller's contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both blocks exist while one is copied to the other.
        allocate(size);
        count(-(layout.size() as isize));
        // SAFETY: the caller's contract.
        unsafe { System.realloc(block, layout, size) }
    }
}

fn refuse_absurd(size: usize) {
    if size > ABSURD {
        eprintln!("case {}: an allocation of {size} bytes", CASE.get());
        std::process::abort();
    }
}
