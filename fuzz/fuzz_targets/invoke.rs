//! `cargo fuzz run invoke`: a file as far as it goes; the last 8 bytes choose inputs and options. Without
//! cargo-fuzz: repeats the files it is given.
#![cfg_attr(fuzzing, no_main)]

use ferrolite_fuzz::drive::drive;
use ferrolite_fuzz::mutate::Rng;

fn target(bytes: &[u8]) {
    let Some((model, seed)) = bytes.split_last_chunk::<8>() else { return };
    let outcome = drive(model.to_vec(), &mut Rng::new(u64::from_le_bytes(*seed)));
    if let Some((ferrolite::ErrorKind::Internal, text)) = outcome.error {
        panic!("{text}");
    }
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target(bytes));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    std::env::args().skip(1).try_for_each(|path| std::fs::read(path).map(|bytes| target(&bytes)))
}
