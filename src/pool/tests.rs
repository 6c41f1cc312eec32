//! The pool: every part once, whatever happens around it.

use super::*;
use std::sync::Barrier;

/// How often the races are tried.
const ROUNDS: usize = 2_000;

fn bump(count: &AtomicUsize) {
    count.fetch_add(1, Ordering::Relaxed);
}

/// Runs `parts` parts and checks that each ran once.
fn check(workers: &dyn Workers, parts: usize) {
    let counts: Vec<AtomicUsize> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
    workers.run(parts, &|part| bump(&counts[part]));
    // Not synchronised by anything but the end of the section.
    assert!(counts.iter().all(|count| count.load(Ordering::Relaxed) == 1), "{parts} parts");
}

#[test]
fn every_part_runs_once() {
    for threads in 0..6 {
        let pool = Pool::new(threads).unwrap();
        assert_eq!(pool.count(), threads.max(1));
        for round in 0..ROUNDS {
            check(&*pool, round % 20);
        }
    }
}

#[test]
fn what_parts_write_is_seen_after_the_section() {
    let pool = Pool::new(3).unwrap();
    let mut data = vec![0usize; 64];
    for round in 1..ROUNDS {
        ferrolite_kernels::parallel::for_each_share(&*pool, 3, &mut data, (64, 1), |_, piece| {
            piece.iter_mut().for_each(|value| *value += 1);
        });
        assert!(data.iter().all(|value| *value == round));
    }
}

#[test]
fn parts_run_at_the_same_time() {
    let pool = Pool::new(3).unwrap();
    pool.begin();
    // A worker that is still waking up leaves its part to the caller: until all have met, try again.
    let met = (0..200).any(|_| {
        let arrived = AtomicUsize::new(0);
        pool.run(3, &|_| {
            arrived.fetch_add(1, Ordering::Relaxed);
            let start = Instant::now();
            while arrived.load(Ordering::Relaxed) < 3 && start.elapsed() < Duration::from_millis(10) {
                thread::yield_now();
            }
        });
        let others = pool.shared.slots.iter().all(|slot| slot.0.state.load(Ordering::Relaxed) == IDLE);
        others && arrived.load(Ordering::Relaxed) == 3
    });
    pool.end();
    assert!(met, "the parts never met");
}

#[test]
fn handoffs_are_measured_but_not_those_to_sleepers() {
    let pool = Pool::new(2).unwrap();
    let mean = || pool.handoff();
    assert_eq!(mean(), 0);
    pool.shared.measured(LONGEST_HANDOFF);
    assert_eq!(mean(), 0);
    // One that something disturbed changes little, those of far CPUs add up, and near ones do so faster.
    let measured = |times: usize, nanoseconds: u64| {
        (0..times).for_each(|_| pool.shared.measured(Duration::from_nanos(nanoseconds)));
        mean()
    };
    assert_eq!(measured(1, 1900), USUAL_HANDOFF);
    assert!(measured(2, 1900) < 140);
    assert_eq!(measured(50, 400), 400);
    assert_eq!(measured(1, 100), 250);
    assert_eq!(measured(10, 100), 100);
    pool.shared.handoff.0.store(0, Ordering::Relaxed);
    pool.begin();
    let start = Instant::now();
    while mean() == 0 && start.elapsed() < Duration::from_secs(20) {
        check(&*pool, 2);
    }
    pool.end();
    assert!(mean() > 0, "no handoff was measured");
}

#[test]
fn workers_that_sleep_are_woken_or_not_waited_for() {
    let pool = Pool::with_spin(3, Duration::ZERO).unwrap();
    for round in 0..200 {
        thread::sleep(Duration::from_micros(round * 5));
        check(&*pool, 7);
    }
}

#[test]
fn several_callers_share_a_pool() {
    let pool = Pool::new(3).unwrap();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for round in 0..ROUNDS {
                    pool.begin();
                    check(&*pool, round % 9);
                    pool.end();
                }
            });
        }
    });
    assert_eq!(pool.shared.invokes.0.load(Ordering::Relaxed), 0);
}

#[test]
fn a_busy_pool_leaves_the_work_to_its_caller() {
    let pool = Pool::new(2).unwrap();
    let (entered, leave) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        scope.spawn(|| {
            pool.run(2, &|part| {
                if part == 0 {
                    entered.wait();
                    leave.wait();
                }
            });
        });
        entered.wait();
        let me = thread::current().id();
        pool.run(8, &|_| assert_eq!(thread::current().id(), me));
        leave.wait();
    });
}

#[test]
fn a_nested_section_runs_on_its_thread() {
    let pool = Pool::new(3).unwrap();
    for _ in 0..ROUNDS {
        let count = AtomicUsize::new(0);
        pool.run(3, &|_| {
            let me = thread::current().id();
            pool.run(4, &|_| {
                assert_eq!(thread::current().id(), me);
                count.fetch_add(1, Ordering::Relaxed);
            });
        });
        assert_eq!(count.load(Ordering::Relaxed), 12);
    }
}

#[test]
fn a_panic_in_any_part_reaches_the_caller_and_the_pool_lives_on() {
    let pool = Pool::new(3).unwrap();
    let caught: Vec<bool> = (0..300)
        .map(|round| {
            let alive = AtomicUsize::new(0);
            let result = catch_unwind(AssertUnwindSafe(|| {
                pool.run(3, &|part| {
                    alive.fetch_add(1, Ordering::Relaxed);
                    // In one part, in two, or in all.
                    let panics = part == round % 3 || round % 5 == 0;
                    (round % 2 == 0).then(|| thread::sleep(Duration::from_micros(20)));
                    alive.fetch_sub(1, Ordering::Relaxed);
                    // Without the message that `panic!` prints.
                    panics.then(|| resume_unwind(Box::new(part)));
                });
            }));
            let part = result.err().and_then(|panic| panic.downcast::<usize>().ok());
            part.is_some_and(|part| *part < 3) && alive.load(Ordering::Relaxed) == 0
        })
        .collect();
    assert!(caught.iter().all(|caught| *caught));
    check(&*pool, 9);
}

#[test]
fn a_pool_can_be_dropped_at_any_time() {
    for round in 0..200u64 {
        let pool = Pool::with_spin(3, Duration::from_micros(50)).unwrap();
        if round % 3 > 0 {
            check(&*pool, 3);
        }
        // Starting, looking for work, or asleep.
        thread::sleep(Duration::from_micros(round % 3 * 60));
        let shared = Arc::downgrade(&pool.shared);
        drop(pool);
        assert!(shared.upgrade().is_none(), "a thread is left");
    }
}

#[test]
fn after_a_stall_the_caller_does_everything_for_a_while() {
    let pool = Pool::new(2).unwrap();
    let me = thread::current().id();
    // A worker that sleeps looks like one that has lost its CPU; until it has woken up the caller takes its part.
    let stalled = (0..500).any(|_| {
        pool.run(2, &|_| {
            let own = thread::current().id() == me;
            thread::sleep(Duration::from_micros(if own { 200 } else { 20_000 }));
        });
        pool.shared.is_resting()
    });
    assert!(stalled);
    pool.run(2, &|_| assert_eq!(thread::current().id(), me));
    pool.shared.rest.store(1, Ordering::Relaxed);
    thread::sleep(Duration::from_millis(2));
    assert!(!pool.shared.is_resting());
    check(&*pool, 4);
}

#[test]
fn more_threads_than_cpus_work_too() {
    let pool = Pool::new(4 * thread::available_parallelism().map_or(1, usize::from)).unwrap();
    assert!(pool.shared.crowded);
    for round in 0..ROUNDS / 4 {
        check(&*pool, round % 20);
    }
}

#[test]
fn in_another_process_threads_are_not_joined() {
    let pool = Pool::new(3).unwrap();
    let shared = Arc::clone(&pool.shared);
    let mut pool = Arc::into_inner(pool).unwrap();
    pool.process ^= 1;
    drop(pool);
    // The threads were told to end, but nobody waited for them.
    shared.slots.iter().for_each(|_| thread::yield_now());
    assert!(shared.ending.load(Ordering::Relaxed));
}

#[cfg(unix)]
#[test]
fn after_fork_the_caller_does_everything() {
    for round in 0..20 {
        let pool = Pool::new(3).unwrap();
        if round % 2 == 0 {
            check(&*pool, 3);
        }
        // SAFETY: the child runs sections, which take no lock and no memory, and ends without a clean-up.
        let child = unsafe { libc::fork() };
        assert!(child >= 0);
        if child == 0 {
            let counts = [const { AtomicUsize::new(0) }; 8];
            let mut right = true;
            for section in 1..100 {
                pool.begin();
                pool.run(8, &|part| bump(&counts[part]));
                pool.end();
                right &= counts.iter().all(|count| count.load(Ordering::Relaxed) == section);
            }
            drop(pool);
            // SAFETY: ends the process.
            unsafe { libc::_exit(i32::from(!right)) };
        }
        let mut status = 0;
        // SAFETY: a child of this process, and a place for its status.
        let waited = unsafe { libc::waitpid(child, &raw mut status, 0) };
        assert!(waited == child && status == 0, "the child ended with {status}");
        check(&*pool, 3);
    }
}
