//! `cargo fuzz run load`: any bytes through the loader. Without cargo-fuzz: repeats the files it is given.
#![cfg_attr(fuzzing, no_main)]

use ferrolite::Model;
use ferrolite_fuzz::drive::limits;

fn target(bytes: &[u8]) {
    if let Ok(model) = Model::from_bytes_with_limits(bytes, limits()) {
        let _ = (model.unsupported(), model.metadata().count());
    }
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target(bytes));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    std::env::args().skip(1).try_for_each(|path| std::fs::read(path).map(|bytes| target(&bytes)))
}
