//! [`Pool`]: threads that share the work of operators.
//!
//! Each worker has a slot, a cache line with a state and a job. A section, the parallel part of one operator, goes so:
//!
//! 1. The caller writes a job, a share of the parts, into each slot and sets it [`OFFERED`].
//! 2. A worker that sees it sets its slot [`RUNNING`], does the job and sets it [`IDLE`].
//! 3. The caller does its own share, then takes back the jobs that no worker has begun ([`OFFERED`] to [`IDLE`]) and
//!    does them too, and waits for the slots that are [`RUNNING`].
//!
//! So it never waits for a thread that sleeps, was not given a CPU, or is gone after `fork`: only for work that goes
//! on. Where a thread loses its CPU within a job, the caller does everything for a while. Shares are static, part for
//! part on the same thread whenever it is awake, which keeps caches warm.
//!
//! Workers measure how long an offer takes to reach them: CPUs without a common cache need several times as long, and
//! then kernels share only what is worth it ([`Workers::handoff`]).
//!
//! Only a slot's state says who may touch its job: the caller while it is [`IDLE`] or [`PARKED`], the worker while it
//! is [`RUNNING`], both read-only while it is [`OFFERED`]. There is no count of sections that could wrap around.
#![allow(unsafe_code)]

use crate::error::{Result, err};
use core::any::Any;
use core::cell::UnsafeCell;
use core::fmt;
use core::mem::ManuallyDrop;
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use ferrolite_kernels::parallel::{USUAL_HANDOFF, Workers, share};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Nothing to do, and the worker looks.
const IDLE: u32 = 0;
/// Nothing to do, and the worker sleeps or is about to.
const PARKED: u32 = 1;
/// A job that nobody has begun.
const OFFERED: u32 = 2;
/// A job that the worker does.
const RUNNING: u32 = 3;

/// How long workers look for work after an invoke, unless told otherwise.
const SPIN: Duration = Duration::from_micros(100);
/// How long they may be told to look.
const LONGEST_SPIN: Duration = Duration::from_micros(200);
/// How long they look during an invoke that gives them nothing to do.
const LONGEST_IDLENESS: Duration = Duration::from_millis(2);
/// How long they keep the CPU while they look. The caller may wait for it: a thread that wakes up is often put where the
/// one that woke it runs.
const POLITENESS: Duration = Duration::from_micros(20);
/// A caller that waits longer than this, and than twice the time of its own share, waits for a thread that has lost its
/// CPU to another program.
const STALL: Duration = Duration::from_millis(1);
/// For how many times the length of a stall callers do everything after it, so that stalls cost a few per cent at most.
const REST: u128 = 16;
/// Workers that take longer to begin slept, or had lost their CPU.
const LONGEST_HANDOFF: Duration = Duration::from_micros(2);
/// Of how many jobs a worker measures one.
const MEASURED: u32 = 16;
/// How often a waiting thread looks between two glances at the clock, some microseconds.
const LOOKS: u32 = 64;

/// A thread of its own for each but the caller's, which share the work of operators.
///
/// ```no_run
/// use ferrolite::{Interpreter, Model, Plan, PlanOptions, Pool};
///
/// let model = Model::open("model.tflite")?;
/// let pool = Pool::new(4)?;
/// let plan = Plan::with_options(&model, PlanOptions::default().threads(pool))?;
/// let interpreter = Interpreter::from_plan(&plan); // and more of them: they share the pool
/// # Ok::<(), ferrolite::Error>(())
/// ```
///
/// Workers wake up for the first operator of an invoke that has work to share, look for more of it until the invoke
/// ends and for 100 µs after (see [`with_spin`](Self::with_spin)), then sleep. An operator that finds the workers busy
/// with another invoke runs on its caller. In a process after `fork` there are no workers and the caller does
/// everything. When the pool is dropped its threads end.
pub struct Pool {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    /// The process that has the threads.
    process: u32,
}

/// On a cache line of its own, and on the neighbour that CPUs fetch with it.
#[repr(align(128))]
struct Padded<T>(T);

struct Shared {
    slots: Box<[Padded<Slot>]>,
    /// Whether a section uses the slots.
    claimed: Padded<AtomicBool>,
    /// Until when callers do everything, in milliseconds from `start`.
    rest: AtomicUsize,
    start: Instant,
    /// Nanoseconds from an offer to its acceptance, about the shortest of late; 0 before there was one.
    handoff: Padded<AtomicU32>,
    /// How many invokes run.
    invokes: Padded<AtomicUsize>,
    /// Whether the pool is being dropped.
    ending: AtomicBool,
    spin: Duration,
    /// Whether there are more threads than CPUs: whoever waits lets others run.
    crowded: bool,
}

/// Where a worker gets its jobs. State and job share a cache line, which an offer moves once.
#[repr(C)]
struct Slot {
    state: AtomicU32,
    job: UnsafeCell<Option<Job>>,
    /// What the last job panicked with.
    panic: UnsafeCell<Option<Panic>>,
}

type Panic = Box<dyn Any + Send>;

/// A worker's share of a section. The task lives as long as the job is [`OFFERED`] or [`RUNNING`].
#[derive(Clone, Copy)]
struct Job {
    task: *const (dyn Fn(usize) + Sync + 'static),
    parts: usize,
    threads: usize,
    thread: usize,
    /// When it was offered.
    offered: Instant,
}

// SAFETY: the cells are accessed by one thread at a time, as the state says (see the module). What they hold may be
// sent: a panic's payload is `Send`, and the task that a job points to is `Sync`.
unsafe impl Sync for Slot {}
// SAFETY: as above.
unsafe impl Send for Slot {}

impl Pool {
    /// A pool of `threads` threads, the caller's included: one less is started.
    ///
    /// # Errors
    /// `Io` when the operating system refuses a thread.
    pub fn new(threads: usize) -> Result<Arc<Self>> {
        Self::with_spin(threads, SPIN)
    }

    /// A pool whose workers look for work for `spin` after an invoke, at most 200 µs, before they sleep. Waking them
    /// takes some 30 µs, so a longer time helps where invokes follow closely, and 0 saves power where they do not.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_spin(threads: usize, spin: Duration) -> Result<Arc<Self>> {
        let cpus = thread::available_parallelism().map_or(1, usize::from);
        let slot = |_| {
            Padded(Slot { state: AtomicU32::new(PARKED), job: UnsafeCell::new(None), panic: UnsafeCell::new(None) })
        };
        let shared = Arc::new(Shared {
            slots: (1..threads).map(slot).collect(),
            claimed: Padded(AtomicBool::new(false)),
            rest: AtomicUsize::new(0),
            start: Instant::now(),
            handoff: Padded(AtomicU32::new(0)),
            invokes: Padded(AtomicUsize::new(0)),
            ending: AtomicBool::new(false),
            spin: spin.min(LONGEST_SPIN),
            crowded: threads > cpus,
        });
        let mut pool = Self { shared, threads: Vec::new(), process: std::process::id() };
        for worker in 0..pool.shared.slots.len() {
            let shared = Arc::clone(&pool.shared);
            let thread = thread::Builder::new().name(format!("ferrolite {}", worker + 1));
            let thread = thread.spawn(move || shared.work(worker));
            // The threads that were started end when the pool is dropped.
            pool.threads.push(thread.map_err(|error| err!(Io, "no thread for the pool: {error}"))?);
        }
        Ok(Arc::new(pool))
    }
}

impl Workers for Pool {
    fn count(&self) -> usize {
        self.shared.slots.len() + 1
    }

    fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
        let threads = parts.min(self.count());
        let Some(section) = Section::begin(self, threads) else {
            return (0..parts).for_each(task);
        };
        // SAFETY: only the lifetime changes. `Section` ends, on return and on a panic, when no slot is offered or
        // running a job any more, so nobody uses the pointer beyond this call.
        let erased = unsafe {
            core::mem::transmute::<*const (dyn Fn(usize) + Sync + '_), *const (dyn Fn(usize) + Sync + 'static)>(task)
        };
        let offered = Instant::now();
        for (thread, (slot, worker)) in (1..).zip(section.slots.iter().zip(&self.threads)) {
            if slot.0.offer(Job { task: erased, parts, threads, thread, offered }) == PARKED {
                worker.thread().unpark();
            }
        }
        share(parts, threads, 0).for_each(task);
        for (thread, slot) in (1..).zip(section.slots) {
            if slot.0.take_back() {
                share(parts, threads, thread).for_each(task);
            }
        }
        if let Some(panic) = section.end(offered) {
            resume_unwind(panic);
        }
    }

    fn handoff(&self) -> u32 {
        self.shared.handoff.0.load(Ordering::Relaxed)
    }

    fn begin(&self) {
        self.shared.invokes.0.fetch_add(1, Ordering::Relaxed);
    }

    fn end(&self) {
        self.shared.invokes.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.ending.store(true, Ordering::Release);
        for thread in self.threads.drain(..) {
            if std::process::id() == self.process {
                thread.thread().unpark();
                // Tasks' panics are caught, so a worker ends well.
                let _ = thread.join();
            } else {
                // Forked: the thread is not in this process, and waiting for it would never end.
                core::mem::forget(thread);
            }
        }
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("threads", &self.count()).field("spin", &self.shared.spin).finish()
    }
}

/// The right to use the slots. When it ends, nobody touches the task that they were offered any more.
struct Section<'a> {
    shared: &'a Shared,
    slots: &'a [Padded<Slot>],
}

impl<'a> Section<'a> {
    /// For `threads` threads; `None` when there is nothing to share, or a section uses the pool (one of another
    /// invoke, or the one that this is nested in), or it rests.
    #[inline]
    fn begin(pool: &'a Pool, threads: usize) -> Option<Self> {
        let shared = &*pool.shared;
        let slots = shared.slots.get(..threads.checked_sub(1)?).filter(|slots| !slots.is_empty())?;
        if shared.is_resting()
            || shared.claimed.0.load(Ordering::Relaxed)
            || shared.claimed.0.swap(true, Ordering::Acquire)
        {
            return None;
        }
        Some(Self { shared, slots })
    }

    /// Ends it when the caller has done its own part. Gives what the first worker panicked with.
    fn end(self, offered: Instant) -> Option<Panic> {
        let section = ManuallyDrop::new(self);
        if section.slots.iter().any(|slot| slot.0.state.load(Ordering::Relaxed) == RUNNING) {
            let own = offered.elapsed();
            section.slots.iter().for_each(|slot| section.shared.wait_while_running(&slot.0));
            let waited = offered.elapsed().saturating_sub(own);
            if waited > STALL + 2 * own {
                section.shared.rest_after(waited);
            }
        }
        let panic = section.finish();
        section.release();
        panic
    }

    fn release(&self) {
        self.shared.claimed.0.store(false, Ordering::Release);
    }

    /// Takes back what nobody has begun and waits for the rest. Gives what the first worker panicked with.
    fn finish(&self) -> Option<Panic> {
        let mut first = None;
        for Padded(slot) in self.slots {
            // After a panic in the caller's share there may be some.
            slot.take_back();
            self.shared.wait_while_running(slot);
            // SAFETY: this section holds the slot and it is neither offered nor running, so the worker leaves it
            // alone; what it wrote before it became idle is visible (`wait_while_running` acquires).
            let panic = unsafe { (*slot.panic.get()).take() };
            first = first.or(panic);
        }
        first
    }
}

impl Drop for Section<'_> {
    fn drop(&mut self) {
        self.finish();
        self.release();
    }
}

const _: () = assert!(core::mem::offset_of!(Slot, panic) <= 64, "a job and its state take more than a cache line");

impl Slot {
    /// Puts a job in, for the section that holds the slot, and gives the state before: [`PARKED`] when the worker has
    /// to be woken.
    #[inline]
    fn offer(&self, job: Job) -> u32 {
        // SAFETY: the section before this one left the slot idle or parked, where only the section that holds it, the
        // caller's, touches the job.
        unsafe { *self.job.get() = Some(job) };
        self.state.swap(OFFERED, Ordering::AcqRel)
    }

    /// Takes the job away from a worker that has not begun it; says whether there was one.
    #[inline]
    fn take_back(&self) -> bool {
        self.state.load(Ordering::Relaxed) == OFFERED
            && self.state.compare_exchange(OFFERED, IDLE, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// For the worker: makes an offered job its own.
    #[inline]
    fn accept(&self) -> bool {
        self.state.load(Ordering::Relaxed) == OFFERED
            && self.state.compare_exchange(OFFERED, RUNNING, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// For the worker: the job that it has accepted.
    fn job(&self) -> Option<Job> {
        // SAFETY: the slot is running: the worker alone uses the job.
        unsafe { *self.job.get() }
    }

    /// For the worker: does the job that it has accepted.
    fn perform(&self, job: Option<Job>) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| job.into_iter().for_each(Job::run))) {
            // SAFETY: as above.
            unsafe { *self.panic.get() = Some(panic) };
        }
        self.state.store(IDLE, Ordering::Release);
    }
}

impl Job {
    fn run(self) {
        // SAFETY: the slot is running, and until it is idle the section that offered the job does not end, nor does
        // the borrow of the task. The reference does not outlive this call.
        let task = unsafe { &*self.task };
        share(self.parts, self.threads, self.thread).for_each(task);
    }
}

impl Shared {
    /// The life of a worker.
    fn work(&self, worker: usize) {
        let Some(Padded(slot)) = self.slots.get(worker) else { return };
        self.sleep(slot);
        let mut unmeasured = 0;
        while self.next(slot) {
            let job = slot.job();
            unmeasured += 1;
            if unmeasured == MEASURED {
                job.iter().for_each(|job| self.measured(job.offered.elapsed()));
                unmeasured = 0;
            }
            slot.perform(job);
        }
    }

    /// Takes account of a handoff of a job: soon where it was shorter than thought, by and by where it was longer. One
    /// that something disturbed shall not keep the next operators from being shared, for then none is measured any more.
    fn measured(&self, handoff: Duration) {
        if handoff < LONGEST_HANDOFF {
            let handoff = handoff.subsec_nanos().max(1);
            let known = self.handoff.0.load(Ordering::Relaxed);
            let now = match known {
                // The first may be any: it counts as no longer than usual.
                0 => handoff.min(USUAL_HANDOFF),
                _ if handoff <= known => handoff.midpoint(known),
                _ => handoff.min(known + known / 16 + 1),
            };
            self.handoff.0.store(now, Ordering::Relaxed);
        }
    }

    /// Waits for a job and accepts it; `false` when the pool is being dropped.
    fn next(&self, slot: &Slot) -> bool {
        loop {
            let idle_since = Instant::now();
            let mut invoke_seen = idle_since;
            loop {
                for _ in 0..LOOKS {
                    if slot.accept() {
                        return true;
                    }
                    self.pause();
                }
                if self.ending.load(Ordering::Acquire) {
                    return false;
                }
                let now = Instant::now();
                let over = if self.invokes.0.load(Ordering::Relaxed) > 0 {
                    invoke_seen = now;
                    now.duration_since(idle_since) > LONGEST_IDLENESS
                } else {
                    now.duration_since(invoke_seen) >= self.spin
                };
                let park = || slot.state.compare_exchange(IDLE, PARKED, Ordering::Relaxed, Ordering::Relaxed);
                if over && park().is_ok() {
                    break;
                }
                if now.duration_since(idle_since) > POLITENESS {
                    thread::yield_now();
                }
            }
            self.sleep(slot);
        }
    }

    /// Sleeps while the slot is parked and the pool lives.
    fn sleep(&self, slot: &Slot) {
        while slot.state.load(Ordering::Relaxed) == PARKED && !self.ending.load(Ordering::Acquire) {
            thread::park();
        }
    }

    fn milliseconds(&self) -> u128 {
        self.start.elapsed().as_millis()
    }

    #[cold]
    fn rest_after(&self, stall: Duration) {
        let until = self.milliseconds() + REST * stall.as_millis();
        // Where it does not fit, after weeks on a 32-bit machine, there is no rest any more.
        self.rest.store(usize::try_from(until).unwrap_or(0), Ordering::Relaxed);
    }

    #[inline]
    fn is_resting(&self) -> bool {
        let until = self.rest.load(Ordering::Relaxed);
        if until == 0 {
            return false;
        }
        let resting = self.milliseconds() < until as u128;
        if !resting {
            self.rest.store(0, Ordering::Relaxed);
        }
        resting
    }

    #[inline]
    fn wait_while_running(&self, slot: &Slot) {
        let mut looks = 0;
        while slot.state.load(Ordering::Acquire) == RUNNING {
            if looks < 16 * LOOKS && !self.crowded {
                looks += 1;
                core::hint::spin_loop();
            } else {
                // The worker may wait for this CPU.
                thread::yield_now();
            }
        }
    }

    #[inline]
    fn pause(&self) {
        if self.crowded { thread::yield_now() } else { core::hint::spin_loop() }
    }
}

#[cfg(test)]
#[path = "pool/tests.rs"]
mod tests;
