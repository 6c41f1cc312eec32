//! The mutation campaign: seeded mutants through load, plan and invoke, on stable.
//!
//! ```text
//! cargo run --release --manifest-path fuzz/Cargo.toml --bin mutate -- --count 1000000 --seed 1
//! ```
//!
//! Exit code 1 on any panic, any case over 8 seconds, any memory beyond the limits and any error of kind
//! `Internal`; each is saved under `fuzz/artifacts/mutate` and named by its case number, which `--only`
//! repeats.

use ferrolite_fuzz::drive::{Outcome, Stage, drive, memory_bound};
use ferrolite_fuzz::memory::{self, Counting};
use ferrolite_fuzz::mutate::{Rng, Seed};
use ferrolite_fuzz::seeds;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A case may take this long, on a busy machine.
const MAX_TIME: Duration = Duration::from_secs(8);

const USAGE: &str =
    "mutate [--count N] [--seed S] [--threads N] [--corpus PATH]... [--only CASE] [--unchanged] [--list]

--corpus PATH   a folder, a zip file or a model; default: tests/goldens, models, ../shared/conformance,
                ../shared/models, as far as they are there
--only CASE     repeats one case, saves it and prints what becomes of it; the corpus must be the same
--file PATH     runs a saved mutant with 64 different inputs
--unchanged     runs each file of the corpus as it is instead of mutants
--list          prints every error";

struct Options {
    count: u64,
    seed: u64,
    threads: usize,
    corpus: Vec<PathBuf>,
    only: Option<u64>,
    file: Option<PathBuf>,
    unchanged: bool,
    list: bool,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        count: 10_000,
        seed: 1,
        threads: 2,
        corpus: Vec::new(),
        only: None,
        file: None,
        unchanged: false,
        list: false,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n{USAGE}"));
        let number = |text: String| text.parse::<u64>().map_err(|error| format!("{text}: {error}"));
        match argument.as_str() {
            "--count" => options.count = number(value()?)?,
            "--seed" => options.seed = number(value()?)?,
            "--threads" => options.threads = number(value()?)?.clamp(1, 64) as usize,
            "--corpus" => options.corpus.push(value()?.into()),
            "--only" => options.only = Some(number(value()?)?),
            "--file" => options.file = Some(value()?.into()),
            "--unchanged" => options.unchanged = true,
            "--list" => options.list = true,
            _ => return Err(USAGE.into()),
        }
    }
    if options.corpus.is_empty() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folders = ["tests/goldens", "models", "../shared/conformance", "../shared/models"];
        options.corpus = folders.iter().map(|folder| root.join(folder)).filter(|path| path.exists()).collect();
    }
    Ok(options)
}

thread_local! {
    /// Message and place of this thread's last panic.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What is wrong with a case.
struct Finding {
    case: u64,
    what: String,
    bytes: Vec<u8>,
}

/// What all threads add to.
#[derive(Default)]
struct Tally {
    stages: BTreeMap<Stage, u64>,
    errors: BTreeMap<(Stage, String), u64>,
    /// By kind of finding: how often, and the first.
    findings: BTreeMap<String, (u64, Option<Finding>)>,
    slowest: (Duration, u64),
    peak: (usize, u64),
}

impl Tally {
    fn find(&mut self, key: String, finding: Finding) {
        let entry = self.findings.entry(key).or_default();
        entry.0 += 1;
        // The smallest case number: the same whatever the threads do.
        if entry.1.as_ref().is_none_or(|first| finding.case < first.case) {
            entry.1 = Some(finding);
        }
    }

    fn merge(&mut self, other: Self) {
        for (stage, count) in other.stages {
            *self.stages.entry(stage).or_default() += count;
        }
        for (error, count) in other.errors {
            *self.errors.entry(error).or_default() += count;
        }
        for (key, (count, finding)) in other.findings {
            if let Some(finding) = finding {
                self.find(key.clone(), finding);
                self.findings.entry(key).or_default().0 += count - 1;
            }
        }
        self.slowest = self.slowest.max(other.slowest);
        self.peak = self.peak.max(other.peak);
    }
}

struct Campaign {
    options: Options,
    seeds: Vec<Seed>,
    next: AtomicU64,
    stop: AtomicBool,
    start: Instant,
    /// For each thread: the case it runs plus one, and when it started it.
    running: Vec<(AtomicU64, AtomicU64)>,
    tally: Mutex<Tally>,
}

impl Campaign {
    fn cases(&self) -> u64 {
        if self.options.unchanged { self.seeds.len() as u64 } else { self.options.count }
    }

    /// The bytes of a case and the generator that decides how it is run.
    fn case(&self, case: u64) -> (String, Vec<u8>, Rng) {
        let mut rng = Rng::new(self.options.seed.wrapping_mul(1 << 40).wrapping_add(case));
        if self.options.unchanged {
            let seed = self.seeds.get(case as usize);
            return seed.map_or_else(
                || (String::new(), Vec::new(), rng.clone()),
                |seed| (seed.name.clone(), seed.bytes().to_vec(), rng.clone()),
            );
        }
        let (a, b) = (rng.below(self.seeds.len()), rng.below(self.seeds.len()));
        match self.seeds.get(a).zip(self.seeds.get(b)) {
            Some((seed, other)) => (seed.name.clone(), seed.mutate(other, &mut rng), rng),
            None => (String::new(), Vec::new(), rng),
        }
    }

    fn work(&self, thread: usize) {
        let mut tally = Tally::default();
        while !self.stop.load(Ordering::Relaxed) {
            let case = self.next.fetch_add(1, Ordering::Relaxed);
            if case >= self.cases() {
                break;
            }
            self.run(case, thread, &mut tally);
        }
        if let Ok(mut all) = self.tally.lock() {
            all.merge(tally);
        }
    }

    fn run(&self, case: u64, thread: usize, tally: &mut Tally) {
        let (name, bytes, mut rng) = self.case(case);
        let copy = bytes.clone();
        if let Some((running, since)) = self.running.get(thread) {
            since.store(self.start.elapsed().as_millis() as u64, Ordering::Relaxed);
            running.store(case + 1, Ordering::Release);
        }
        let started = Instant::now();
        memory::start(case);
        let result = catch_unwind(AssertUnwindSafe(|| drive(bytes, &mut rng)));
        let (peak, elapsed) = (memory::peak(), started.elapsed());
        if let Some((running, _)) = self.running.get(thread) {
            running.store(0, Ordering::Release);
        }
        tally.slowest = tally.slowest.max((elapsed, case));
        tally.peak = tally.peak.max((peak, case));
        let mut find = |key: String, what: String| tally.find(key, Finding { case, what, bytes: copy.clone() });
        let bound = memory_bound(copy.len());
        if peak > bound {
            find("memory".into(), format!("{peak} bytes, the bound is {bound}"));
        }
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(_) => {
                let what = PANIC.with_borrow(Clone::clone);
                let key = format!("panic {}", what.rsplit(" at ").next().unwrap_or_default());
                find(key, what);
                return;
            }
        };
        let Outcome { stage, error } = outcome;
        if let Some((kind, text)) = error {
            let kind = format!("{kind:?}");
            if kind == "Internal" || kind == "NotYetKnown" {
                // The sentence without the operator's place.
                let key = text.rsplit(": ").next().unwrap_or_default().to_owned();
                find(format!("{kind} {key}"), text.clone());
            }
            if self.options.list {
                println!("{case} {name}: {stage:?} {kind}: {text}");
            }
            *tally.errors.entry((stage, kind)).or_default() += 1;
        }
        *tally.stages.entry(stage).or_default() += 1;
    }

    /// Stops the campaign when a case takes too long; that case cannot be stopped.
    fn watch(&self) -> Option<u64> {
        loop {
            std::thread::sleep(Duration::from_millis(100));
            let now = self.start.elapsed();
            for (running, since) in &self.running {
                let since = Duration::from_millis(since.load(Ordering::Relaxed));
                let case = running.load(Ordering::Acquire);
                if case > 0 && now.saturating_sub(since) > MAX_TIME {
                    return Some(case - 1);
                }
            }
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
        }
    }
}

fn save(finding: &Finding, seed: u64) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts/mutate");
    let path = folder.join(format!("seed{seed}-case{}.tflite", finding.case));
    match std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, &finding.bytes)) {
        Ok(()) => path.display().to_string(),
        Err(error) => format!("not saved: {error}"),
    }
}

/// Runs a file with several inputs and options.
fn replay(path: &Path) -> ExitCode {
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("{} cannot be read", path.display());
        return ExitCode::from(2);
    };
    for seed in 0..64 {
        let started = Instant::now();
        memory::start(seed);
        let outcome = drive(bytes.clone(), &mut Rng::new(seed));
        println!("{outcome:?} after {:?}, {} bytes at the most", started.elapsed(), memory::peak());
    }
    ExitCode::SUCCESS
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    if let Some(path) = &options.file {
        return replay(path);
    }
    let seeds: Vec<Seed> = options.corpus.iter().flat_map(|path| seeds::below(path)).collect();
    if seeds.is_empty() {
        eprintln!("no model in the corpus");
        return ExitCode::from(2);
    }
    println!("{} files from {} places", seeds.len(), options.corpus.len());
    let threads = options.threads;
    let campaign = Campaign {
        options,
        seeds,
        next: AtomicU64::new(0),
        stop: AtomicBool::new(false),
        start: Instant::now(),
        running: (0..threads).map(|_| Default::default()).collect(),
        tally: Mutex::default(),
    };
    if let Some(case) = campaign.options.only {
        let (name, bytes, mut rng) = campaign.case(case);
        let finding = Finding { case, what: name, bytes: bytes.clone() };
        println!("case {case} of {}: {}", finding.what, save(&finding, campaign.options.seed));
        let started = Instant::now();
        memory::start(case);
        let outcome = drive(bytes, &mut rng);
        println!("{outcome:?} after {:?}, {} bytes at the most", started.elapsed(), memory::peak());
        return ExitCode::SUCCESS;
    }
    std::panic::set_hook(Box::new(|info| {
        let message = info
            .payload()
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| info.payload().downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message");
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        PANIC.set(format!("{message} at {place}"));
    }));
    let late = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                let campaign = &campaign;
                // A hostile file gets the stack of any thread.
                std::thread::Builder::new().stack_size(2 << 20).spawn_scoped(scope, move || campaign.work(thread))
            })
            .collect();
        let watcher = scope.spawn(|| {
            let late = campaign.watch();
            if let Some(case) = late {
                let (name, bytes, _) = campaign.case(case);
                let finding = Finding { case, what: name, bytes };
                let path = save(&finding, campaign.options.seed);
                println!("TIME: case {case} of {} takes more than {MAX_TIME:?}: {path}", finding.what);
                std::process::exit(1);
            }
            late
        });
        for worker in workers.into_iter().flatten() {
            let _ = worker.join();
        }
        campaign.stop.store(true, Ordering::Relaxed);
        watcher.join().ok().flatten()
    });
    report(&campaign, late)
}

fn report(campaign: &Campaign, late: Option<u64>) -> ExitCode {
    let Ok(tally) = campaign.tally.lock() else { return ExitCode::from(1) };
    let cases = campaign.cases();
    let percent = |count: u64| 100.0 * count as f64 / cases.max(1) as f64;
    println!("{cases} cases in {:.1} s, seed {}", campaign.start.elapsed().as_secs_f64(), campaign.options.seed);
    let reached = |stage: Stage| tally.stages.range(stage..).map(|(_, count)| count).sum::<u64>();
    for (name, stage) in [("loaded", Stage::Loaded), ("planned", Stage::Planned), ("invoked", Stage::Invoked)] {
        println!("{name:>10} {:>9} {:5.1} %", reached(stage), percent(reached(stage)));
    }
    for ((stage, kind), count) in &tally.errors {
        println!("{:>10} {kind:<16} {count:>9}", format!("{stage:?}"));
    }
    let (slowest, peak) = (tally.slowest, tally.peak);
    println!(
        "slowest {:.3} s (case {}), most memory {:.1} MiB (case {})",
        slowest.0.as_secs_f64(),
        slowest.1,
        peak.0 as f64 / f64::from(1 << 20),
        peak.1
    );
    for (key, (count, finding)) in &tally.findings {
        let Some(finding) = finding else { continue };
        let path = save(finding, campaign.options.seed);
        println!("FOUND {count} times: {key}\n    case {}: {}\n    {path}", finding.case, finding.what);
    }
    ExitCode::from(u8::from(late.is_some() || !tally.findings.is_empty()))
}
