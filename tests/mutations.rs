//! A short campaign of hostile files: seeded mutants of the committed models through load, plan and invoke. Another one,
//! also of the models in `../shared`, is run when `FERROLITE_MUTANTS` names how many mutants and their seed: `"20000 7"`.
//! The long one is `cargo run --release --manifest-path fuzz/Cargo.toml --bin mutate`, which says more of what it finds.
#![allow(dead_code, unreachable_pub, reason = "the modules are shared with other binaries")]
#![allow(unsafe_code, reason = "an allocator that counts")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "support/archive.rs"]
mod archive;
#[path = "support/drive.rs"]
mod drive;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/mutate.rs"]
mod mutate;
#[path = "support/seeds.rs"]
mod seeds;

use drive::{Stage, drive, memory_bound};
use ferrolite::ErrorKind;
use mutate::{Rng, Seed};
use std::path::Path;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

/// How many mutants, of which seed, and of the models in which folders.
fn campaign() -> (u64, u64, &'static [&'static str]) {
    let Ok(asked) = std::env::var("FERROLITE_MUTANTS") else { return (40_000, 0, &["tests/goldens", "models"]) };
    let (count, seed) = asked.split_once(' ').unwrap_or_else(|| panic!("{asked:?}: a count and a seed"));
    let folders = &["tests/goldens", "models", "../shared/conformance", "../shared/models"];
    (count.parse().unwrap(), seed.parse().unwrap(), folders)
}

/// Files and mutants, the same on every machine.
fn case(seeds: &[Seed], seed: u64, case: u64) -> (Vec<u8>, Rng) {
    let mut rng = Rng::new((seed << 40).wrapping_add(case));
    let (seed, other) = (&seeds[rng.below(seeds.len())], &seeds[rng.below(seeds.len())]);
    (seed.mutate(other, &mut rng), rng)
}

#[test]
fn mutants_of_models_end_in_an_answer_or_a_typed_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (cases, campaign_seed, folders) = campaign();
    let folders = folders.iter().map(|folder| root.join(folder)).filter(|folder| folder.exists());
    let seeds: Vec<Seed> = folders.flat_map(|folder| seeds::below(&folder)).collect();
    assert!(seeds.len() > 100, "only {} seeds", seeds.len());
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let counts = std::thread::scope(|scope| {
        let seeds = &seeds;
        let run = move |thread: u64| {
            let mut reached = [0u64; 4];
            for number in (thread..cases).step_by(threads as usize) {
                let (bytes, mut rng) = case(seeds, campaign_seed, number);
                let bound = memory_bound(bytes.len());
                let started = Instant::now();
                memory::start(number);
                let outcome = std::panic::catch_unwind(move || drive(bytes, &mut rng));
                let peak = memory::peak();
                let outcome = outcome.unwrap_or_else(|_| panic!("case {number} panics"));
                assert!(started.elapsed() < Duration::from_secs(8), "case {number} takes {:?}", started.elapsed());
                assert!(peak <= bound, "case {number} takes {peak} bytes, the bound is {bound}");
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
    println!("{cases} mutants of seed {campaign_seed}: {counts:?} refused, loaded, planned, invoked");
    assert!(invoked * 5 >= cases, "only {invoked} of {cases} mutants run: the mutations are too rough");
}
