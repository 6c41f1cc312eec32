//! Runs cases on two threads, catches their panics, times them and counts the outcomes by op and type.

use super::say;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

/// Threads that run cases.
const THREADS: usize = 2;
/// A case that takes longer is a failure.
const CASE_LIMIT: Duration = Duration::from_secs(8);
/// A case that has not ended by then ends the process: a thread cannot be stopped.
const HANG_LIMIT: Duration = Duration::from_secs(300);
/// Failing cases that are printed with their reason unless `FERROLITE_VERBOSE` is set.
const SHOWN: usize = 20;

/// How a case ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// As expected.
    Passed,
    /// Not as expected, and how.
    Failed(String),
    /// Uses something that ferrolite does not have, and what.
    Unsupported(String),
}

/// One thing to run: its name and the row and column under which it is counted.
pub trait Case: Sync {
    /// Identifies the case in messages.
    fn name(&self) -> String;
    /// Row of the table: the op.
    fn op(&self) -> &str;
    /// Column of the table: the type.
    fn dtype(&self) -> &str;
    /// Longest time that the case may take.
    fn time_limit(&self) -> Duration {
        CASE_LIMIT
    }
    /// Runs it.
    fn run(&self) -> Outcome;
}

#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    failed: usize,
    crashed: usize,
    unsupported: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.crashed += other.crashed;
        self.unsupported += other.unsupported;
    }

    fn total(self) -> usize {
        self.passed + self.failed + self.crashed + self.unsupported
    }
}

/// What came out of all cases.
#[derive(Default)]
pub struct Report {
    counts: BTreeMap<(String, String), Count>,
    failures: Vec<(String, String)>,
    unsupported: BTreeMap<String, usize>,
    slowest: Option<(Duration, String)>,
}

impl Report {
    /// Cases that ran as expected.
    pub fn passed(&self) -> usize {
        self.counts.values().map(|count| count.passed).sum()
    }

    /// Fails the test if any case failed or panicked.
    pub fn assert_no_failure(&self) {
        let failed = self.failures.len();
        assert!(failed == 0, "{failed} cases failed, see the table and the messages above");
    }
}

struct Finished {
    op: String,
    dtype: String,
    name: String,
    time: Duration,
    limit: Duration,
    /// The panic's text and place, or how the case ended.
    outcome: Result<Outcome, String>,
}

/// Runs all cases, prints the table and the failures.
pub fn run(title: &str, cases: &[Box<dyn Case>]) -> Report {
    silence_panics_of_cases();
    let next = AtomicUsize::new(0);
    let finished = Mutex::new(Vec::with_capacity(cases.len()));
    let running: Vec<Mutex<Option<(Instant, String)>>> = (0..THREADS).map(|_| Mutex::new(None)).collect();
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for slot in &running {
            let (next, finished, done) = (&next, &finished, &done);
            scope.spawn(move || {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if super::trace() {
                        say!("running {}", case.name());
                    }
                    *lock(slot) = Some((Instant::now(), case.name()));
                    let end = run_one(case.as_ref());
                    lock(finished).push(end);
                    *lock(slot) = None;
                }
                done.fetch_add(1, Ordering::Release);
            });
        }
        while done.load(Ordering::Acquire) < THREADS {
            std::thread::sleep(Duration::from_millis(2));
            running.iter().for_each(end_if_hanging);
        }
    });
    let finished = finished.into_inner().unwrap_or_default();
    let report = count(finished);
    print(title, &report);
    report
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn run_one(case: &dyn Case) -> Finished {
    let start = Instant::now();
    IN_CASE.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| case.run())).map_err(|payload| panic_text(payload.as_ref()));
    IN_CASE.set(false);
    Finished {
        op: case.op().to_owned(),
        dtype: case.dtype().to_owned(),
        name: case.name(),
        time: start.elapsed(),
        limit: case.time_limit(),
        outcome,
    }
}

fn end_if_hanging(slot: &Mutex<Option<(Instant, String)>>) {
    if let Some((start, name)) = &*lock(slot)
        && start.elapsed() > HANG_LIMIT
    {
        say!("{name} has been running for {} s: giving up", start.elapsed().as_secs());
        std::process::exit(1);
    }
}

thread_local! {
    /// Whether this thread is inside a case, and where that case panicked.
    static IN_CASE: Cell<bool> = const { Cell::new(false) };
    static PANIC_PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Panics of cases are reported in the list of failures; the default hook would print each as it happens.
fn silence_panics_of_cases() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if IN_CASE.get() {
                PANIC_PLACE.set(info.location().map(ToString::to_string).unwrap_or_default());
            } else {
                default(info);
            }
        }));
    });
}

fn count(finished: Vec<Finished>) -> Report {
    let mut report = Report::default();
    for end in finished {
        if report.slowest.as_ref().is_none_or(|(time, _)| end.time > *time) {
            report.slowest = Some((end.time, end.name.clone()));
        }
        let mut one = Count::default();
        match end.outcome {
            Err(text) => {
                one.crashed = 1;
                report.failures.push((end.name, format!("PANIC {text}")));
            }
            Ok(Outcome::Failed(reason)) => {
                one.failed = 1;
                report.failures.push((end.name, reason));
            }
            Ok(Outcome::Unsupported(what)) => {
                one.unsupported = 1;
                *report.unsupported.entry(what).or_default() += 1;
            }
            Ok(Outcome::Passed) if end.time > end.limit => {
                one.failed = 1;
                report.failures.push((end.name, format!("took {:.1} s", end.time.as_secs_f64())));
            }
            Ok(Outcome::Passed) => one.passed = 1,
        }
        report.counts.entry((end.op, end.dtype)).or_default().add(one);
    }
    report.failures.sort();
    report
}

/// To be called on the thread that panicked.
fn panic_text(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("(no message)");
    format!("at {}: {text}", PANIC_PLACE.take())
}

fn print(title: &str, report: &Report) {
    say!("\n{title}\n{:<34} {:>14}  by type (passed/supported, s = unsupported)", "", "passed/total");
    let mut ops: BTreeMap<&str, (Count, String)> = BTreeMap::new();
    let mut sum = Count::default();
    for ((op, dtype), count) in &report.counts {
        let (total, cells) = ops.entry(op).or_default();
        total.add(*count);
        sum.add(*count);
        *cells += &format!("  {dtype} {}", cell(*count));
    }
    for (op, (count, cells)) in &ops {
        say!("{op:<34} {:>14}{cells}", format!("{}/{}", count.passed, count.total()));
    }
    say!(
        "{:<34} {:>14}  failed {}, panicked {}, unsupported {}",
        "all",
        format!("{}/{}", sum.passed, sum.total()),
        sum.failed,
        sum.crashed,
        sum.unsupported
    );
    if let Some((time, name)) = &report.slowest {
        say!("slowest: {name}, {:.2} s", time.as_secs_f64());
    }
    print_details(report);
}

fn cell(count: Count) -> String {
    let supported = count.passed + count.failed + count.crashed;
    let mark = if count.failed + count.crashed > 0 { "!" } else { "" };
    match (supported, count.unsupported) {
        (0, unsupported) => format!("{unsupported}s"),
        (_, 0) => format!("{}/{supported}{mark}", count.passed),
        (_, unsupported) => format!("{}/{supported}{mark}+{unsupported}s", count.passed),
    }
}

fn print_details(report: &Report) {
    let verbose = super::verbose();
    if verbose {
        for (what, cases) in &report.unsupported {
            say!("unsupported in {cases} cases: {what}");
        }
    }
    let shown = if verbose { usize::MAX } else { SHOWN };
    for (name, reason) in report.failures.iter().take(shown) {
        say!("FAILED {name}: {reason}");
    }
    if report.failures.len() > shown {
        say!("… and {} more: FERROLITE_VERBOSE=1 shows all", report.failures.len() - shown);
    }
}
