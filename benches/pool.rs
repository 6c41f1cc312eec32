//! What it costs to share work among threads: an empty section, and sections of 5 and 20 µs of work per thread, run
//! back to back as the operators of an invoke are.
//!
//! `cargo bench --bench pool` (with `--features rayon` also a rayon pool)

use divan::Bencher;
use ferrolite::{Pool, Workers};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() {
    divan::main();
}

/// Two threads of each kind.
fn pool(kind: &str) -> Option<Arc<dyn Workers>> {
    match kind {
        "pool" => Pool::new(2).ok().map(|pool| pool as Arc<dyn Workers>),
        #[cfg(feature = "rayon")]
        "rayon" => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().ok()?;
            Some(Arc::new(ferrolite::RayonPool::new(Arc::new(pool))))
        }
        _ => None,
    }
}

#[cfg(feature = "rayon")]
const KINDS: [&str; 2] = ["pool", "rayon"];
#[cfg(not(feature = "rayon"))]
const KINDS: [&str; 1] = ["pool"];

/// Additions, each waiting for the one before.
fn work(additions: u64) {
    for i in 0..additions {
        black_box(i);
    }
}

/// How many of them take this long here.
fn additions(time: Duration) -> u64 {
    let rate = |_| {
        let start = Instant::now();
        work(1_000_000);
        start.elapsed()
    };
    let fastest = (0..20).map(rate).min().unwrap_or(time);
    (1e6 * time.as_secs_f64() / fastest.as_secs_f64()) as u64
}

fn sections(bencher: Bencher<'_, '_>, kind: &str, time: Duration) {
    let Some(pool) = pool(kind) else { return };
    let count = additions(time);
    pool.begin();
    bencher.bench_local(|| pool.run(2, &|_| work(count)));
    pool.end();
}

#[divan::bench(args = KINDS, sample_count = 1000, sample_size = 1000)]
fn empty(bencher: Bencher<'_, '_>, kind: &str) {
    sections(bencher, kind, Duration::ZERO);
}

#[divan::bench(args = KINDS, sample_count = 1000, sample_size = 100)]
fn micros_5(bencher: Bencher<'_, '_>, kind: &str) {
    sections(bencher, kind, Duration::from_micros(5));
}

#[divan::bench(args = KINDS, sample_count = 300, sample_size = 100)]
fn micros_20(bencher: Bencher<'_, '_>, kind: &str) {
    sections(bencher, kind, Duration::from_micros(20));
}

/// After a pause in which the workers fell asleep.
#[divan::bench(args = KINDS, sample_count = 200, sample_size = 1)]
fn micros_100_after_a_pause(bencher: Bencher<'_, '_>, kind: &str) {
    let Some(pool) = pool(kind) else { return };
    let count = additions(Duration::from_micros(100));
    bencher.with_inputs(|| std::thread::sleep(Duration::from_millis(2))).bench_local_values(|()| {
        pool.begin();
        pool.run(2, &|_| work(count));
        pool.end();
    });
}
