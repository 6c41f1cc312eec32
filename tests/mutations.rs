//! A short campaign of hostile files: seeded mutants of the committed models through load, plan and invoke.
//! The long one is `cargo run --release --manifest-path fuzz/Cargo.toml --bin mutate`.
#![allow(dead_code, unreachable_pub, reason = "the modules are shared with other binaries")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
#[path = "support/drive.rs"]
mod drive;
#[path = "support/mutate.rs"]
mod mutate;
#[path = "support/seeds.rs"]
mod seeds;

use drive::{Stage, drive};
use ferrolite::ErrorKind;
use mutate::{Rng, Seed};
use std::path::Path;
use std::time::{Duration, Instant};

const CASES: u64 = 40_000;

/// Files and mutants, the same on every machine.
fn case(seeds: &[Seed], case: u64) -> (Vec<u8>, Rng) {
    let mut rng = Rng::new(case);
    let (seed, other) = (&seeds[rng.below(seeds.len())], &seeds[rng.below(seeds.len())]);
    (seed.mutate(other, &mut rng), rng)
}

#[test]
fn mutants_of_the_committed_models_end_in_an_answer_or_a_typed_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds: Vec<Seed> =
        [seeds::below(&root.join("tests/goldens")), seeds::below(&root.join("models"))].into_iter().flatten().collect();
    assert!(seeds.len() > 100, "only {} seeds", seeds.len());
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let counts = std::thread::scope(|scope| {
        let seeds = &seeds;
        let run = move |thread: u64| {
            let mut reached = [0u64; 4];
            for number in (thread..CASES).step_by(threads as usize) {
                let (bytes, mut rng) = case(seeds, number);
                let started = Instant::now();
                let outcome = std::panic::catch_unwind(move || drive(bytes, &mut rng));
                let outcome = outcome.unwrap_or_else(|_| panic!("case {number} panics"));
                assert!(started.elapsed() < Duration::from_secs(8), "case {number} takes {:?}", started.elapsed());
                if let Some((ErrorKind::Internal | ErrorKind::NotYetKnown, text)) = outcome.error {
                    panic!("case {number}: {text}");
                }
                reached[outcome.stage as usize] += 1;
            }
            reached
        };
        let workers: Vec<_> = (0..threads).map(|thread| scope.spawn(move || run(thread))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).fold([0u64; 4], |mut all, one| {
            all.iter_mut().zip(one).for_each(|(sum, count)| *sum += count);
            all
        })
    });
    let invoked = counts[Stage::Invoked as usize];
    println!("{CASES} mutants: {counts:?} refused, loaded, planned, invoked");
    assert!(invoked * 5 >= CASES, "only {invoked} of {CASES} mutants run: the mutations are too rough");
}
