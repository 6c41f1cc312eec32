//! Splitting a kernel's work among threads: who runs it ([`Workers`]) and what each part may write ([`Parts`]).
//!
//! Splits are static: part `i` of a kernel does the same work whatever the number of threads that share the parts,
//! and every result is computed whole within one part, so results do not depend on the threads.
#![allow(unsafe_code)]

use crate::ahead::Ahead;
use core::marker::PhantomData;
use core::ops::Range;
use core::sync::atomic::{AtomicBool, Ordering};

/// Threads that run the parts of a kernel.
pub trait Workers: Send + Sync {
    /// How many threads there are, the caller's included: at least 1.
    fn count(&self) -> usize;

    /// Calls `task(0)` … `task(parts − 1)`, each once, on any of the threads, and returns when all are done.
    fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync));

    /// Nanoseconds that a thread which is awake takes to begin its part; 0 where that is unknown. Where it is long, less
    /// work is shared.
    fn handoff(&self) -> u32 {
        0
    }

    /// Memory that kernels bring nearer as they go, if there is any.
    fn ahead(&self) -> Option<&Ahead> {
        None
    }

    /// Called before the first [`run`](Self::run) of an invoke, so that threads stay awake between its operators. Several
    /// invokes may run at once.
    fn begin(&self) {}

    /// Called when an invoke that has [begun](Self::begin) ends, with whatever result.
    fn end(&self) {}
}

/// An invoke's threads: [begins](Workers::begin) with the first work that is shared, so that small networks pay nothing
/// for threads they do not use, and [ends](Workers::end) when it is dropped.
pub struct Invoke<'a> {
    workers: &'a dyn Workers,
    begun: AtomicBool,
    ahead: Ahead,
}

impl<'a> Invoke<'a> {
    /// Nothing is shared yet.
    #[must_use]
    pub fn new(workers: &'a dyn Workers) -> Self {
        Self { workers, begun: AtomicBool::new(false), ahead: Ahead::default() }
    }

    /// One that has begun: for work that is shared in other ways than through it.
    #[must_use]
    pub fn begun(workers: &'a dyn Workers) -> Self {
        workers.begin();
        Self { workers, begun: AtomicBool::new(true), ahead: Ahead::default() }
    }

    /// What is read after the next operator.
    pub fn aim(&self, bytes: &[i8]) {
        self.ahead.aim(bytes);
    }
}

impl Workers for Invoke<'_> {
    fn count(&self) -> usize {
        self.workers.count()
    }

    fn handoff(&self) -> u32 {
        self.workers.handoff()
    }

    fn ahead(&self) -> Option<&Ahead> {
        Some(&self.ahead)
    }

    fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
        if !self.begun.load(Ordering::Relaxed) && !self.begun.swap(true, Ordering::Relaxed) {
            self.workers.begin();
        }
        self.workers.run(parts, task);
    }
}

impl Drop for Invoke<'_> {
    fn drop(&mut self) {
        if *self.begun.get_mut() {
            self.workers.end();
        }
    }
}

/// The calling thread alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Workers for Serial {
    fn count(&self) -> usize {
        1
    }

    fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
        (0..parts).for_each(task);
    }
}

/// Part `part` of `parts` of the range `0..units`: contiguous, as even as whole units allow.
#[inline]
#[must_use]
pub fn share(units: usize, parts: usize, part: usize) -> Range<usize> {
    let (each, more) = (units / parts.max(1), units % parts.max(1));
    let start = part * each + part.min(more);
    start..start + each + usize::from(part < more)
}

/// Nanoseconds in which threads begin on the machines that the kernels' grains were measured on: CPUs with a common
/// cache.
pub const USUAL_HANDOFF: u32 = 120;

/// By how much more, than in proportion to the handoff, a part has to do at most. CPUs that are far apart take longer
/// for the data of one another too.
const FAR: u64 = 4;

/// How many parts work of `work` elementary operations is worth: one for each thread, fewer where a part would do
/// less than `grain`, or than several times that where threads take [longer](Workers::handoff) than usual to begin.
#[must_use]
pub fn parts(workers: &dyn Workers, work: usize, grain: usize) -> usize {
    // Most work is small, and a division longer than the rest of this.
    if work < grain.saturating_mul(2) {
        return 1;
    }
    let usual = u64::from(USUAL_HANDOFF);
    let handoff = u64::from(workers.handoff()).max(usual);
    let grain = (grain as u64).saturating_mul(handoff) / usual;
    let grain = grain.saturating_mul(handoff.min(FAR * usual)) / usual;
    let most = work as u64 / grain.max(1);
    usize::try_from(most).unwrap_or(usize::MAX).clamp(1, workers.count().max(1))
}

/// A slice whose elements several threads write, each its own.
///
/// Lent out in pieces through [`get`](Self::get), whose caller promises that pieces that are in use at once do not
/// overlap.
#[derive(Debug)]
pub struct Parts<'a, T> {
    start: *mut T,
    len: usize,
    slice: PhantomData<&'a mut [T]>,
}

// SAFETY: it is an exclusive borrow of a slice that is handed out in pieces which do not overlap.
unsafe impl<T: Send> Sync for Parts<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Parts<'_, T> {}

impl<'a, T> Parts<'a, T> {
    /// Takes the slice over until all pieces are given back.
    #[must_use]
    pub fn new(slice: &'a mut [T]) -> Self {
        Self { start: slice.as_mut_ptr(), len: slice.len(), slice: PhantomData }
    }

    /// Elements of the whole slice.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The piece `range`.
    ///
    /// # Panics
    /// When the range does not lie in the slice.
    ///
    /// # Safety
    /// Pieces that are alive at the same time do not overlap.
    #[allow(clippy::mut_from_ref)]
    #[must_use]
    pub unsafe fn get(&self, range: Range<usize>) -> &mut [T] {
        assert!(range.start <= range.end && range.end <= self.len, "a part outside its slice");
        // SAFETY: inside the slice, and by the caller's promise nobody else has these elements.
        unsafe { core::slice::from_raw_parts_mut(self.start.add(range.start), range.end - range.start) }
    }
}

/// Cuts `data` into `parts` runs of whole units of `unit` elements and calls `task` with the units and the elements
/// of each run.
///
/// # Panics
/// When `data` is shorter than `units × unit`.
pub fn for_each_share<T: Send>(
    workers: &dyn Workers,
    parts: usize,
    data: &mut [T],
    (units, unit): (usize, usize),
    task: impl Fn(Range<usize>, &mut [T]) + Sync,
) {
    let pieces = Parts::new(data);
    let run = |part: usize| {
        let range = share(units, parts, part);
        // SAFETY: shares of one split do not overlap.
        let piece = unsafe { pieces.get(range.start * unit..range.end * unit) };
        task(range, piece);
    };
    match parts {
        0 | 1 => run(0),
        _ => workers.run(parts, &run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::sync::atomic::AtomicUsize;

    #[test]
    fn shares_cover_all_units_once() {
        for units in 0..20 {
            for parts in 1..6 {
                let shares: Vec<usize> = (0..parts).flat_map(|part| share(units, parts, part)).collect();
                assert_eq!(shares, (0..units).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn every_share_gets_its_own_elements() {
        let mut data = [0u32; 35];
        for_each_share(&Serial, 3, &mut data, (7, 5), |units, piece| {
            assert_eq!(piece.len(), units.len() * 5);
            for (unit, elements) in units.zip(piece.chunks_exact_mut(5)) {
                elements.fill(unit as u32 + 1);
            }
        });
        for (i, &value) in data.iter().enumerate() {
            assert_eq!(value as usize, i / 5 + 1);
        }
    }

    #[test]
    fn invokes_begin_with_the_first_shared_work_and_end_once() {
        #[derive(Default)]
        struct Counting {
            begun: AtomicUsize,
            ended: AtomicUsize,
        }
        impl Workers for Counting {
            fn count(&self) -> usize {
                2
            }
            fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
                (0..parts).for_each(task);
            }
            fn begin(&self) {
                self.begun.fetch_add(1, Ordering::Relaxed);
            }
            fn end(&self) {
                self.ended.fetch_add(1, Ordering::Relaxed);
            }
        }
        let workers = Counting::default();
        let counts = || (workers.begun.load(Ordering::Relaxed), workers.ended.load(Ordering::Relaxed));
        assert_eq!(Invoke::new(&workers).count(), 2);
        assert_eq!(counts(), (0, 0));
        let invoke = Invoke::new(&workers);
        invoke.run(2, &|_| {});
        invoke.run(2, &|_| {});
        assert_eq!(counts(), (1, 0));
        drop(invoke);
        assert_eq!(counts(), (1, 1));
    }

    /// Four threads that take so many nanoseconds to begin.
    struct Four(u32);

    impl Workers for Four {
        fn count(&self) -> usize {
            4
        }
        fn handoff(&self) -> u32 {
            self.0
        }
        fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
            (0..parts).for_each(task);
        }
    }

    #[test]
    fn little_work_is_not_split() {
        assert_eq!(parts(&Four(0), 10, 100), 1);
        assert_eq!(parts(&Four(0), 250, 100), 2);
        assert_eq!(parts(&Four(0), 1000, 100), 4);
        assert_eq!(parts(&Serial, 1000, 100), 1);
    }

    #[test]
    fn threads_that_begin_late_get_more_each() {
        assert_eq!(parts(&Four(USUAL_HANDOFF), 1000, 100), 4);
        assert_eq!(parts(&Four(2 * USUAL_HANDOFF), 1000, 100), 2);
        assert_eq!(parts(&Four(5 * USUAL_HANDOFF), 5000, 100), 2);
        assert_eq!(parts(&Four(u32::MAX), 1 << 30, 1 << 18), 1);
        assert_eq!(parts(&Invoke::new(&Four(2 * USUAL_HANDOFF)), 1000, 100), 2);
    }
}
