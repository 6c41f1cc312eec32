//! `cargo fuzz run flex`: any bytes as the FlexBuffers options of a custom operator. Without cargo-fuzz: repeats
//! the files it is given.
#![cfg_attr(fuzzing, no_main)]

use ferrolite::{Model, Plan, PlanOptions};
use ferrolite_fuzz::drive::limits;
use ferrolite_fuzz::seeds;
use std::path::Path;
use std::sync::OnceLock;

/// A model with the operator, and where its options are: they hold a key's name, and an offset to their vector
/// comes before.
fn model() -> &'static (Vec<u8>, std::ops::Range<usize>) {
    static MODEL: OnceLock<(Vec<u8>, std::ops::Range<usize>)> = OnceLock::new();
    MODEL.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/goldens/TFLite_Detection_PostProcess.zip");
        let bytes = seeds::below(&path).first().expect("the committed golden models").bytes().to_vec();
        let key = bytes.windows(14).position(|window| window == b"max_detections").expect("an option");
        // The nearest word in front whose value, a length, reaches beyond the key and stays in the file.
        let start = (4..key).rev().find(|&start| {
            let length = u32::from_le_bytes([bytes[start - 4], bytes[start - 3], bytes[start - 2], bytes[start - 1]]);
            (64..1024).contains(&length) && start + length as usize > key + 14 && start + length as usize <= bytes.len()
        });
        let start = start.expect("the options' length");
        let length = u32::from_le_bytes([bytes[start - 4], bytes[start - 3], bytes[start - 2], bytes[start - 1]]);
        (bytes, start..start + length as usize)
    })
}

fn target(options: &[u8]) {
    let (bytes, range) = model();
    let mut bytes = bytes.clone();
    // The root is at the end, so that is where the bytes go.
    let own = &mut bytes[range.clone()];
    let length = options.len().min(own.len());
    let start = own.len() - length;
    own[start..].copy_from_slice(&options[..length]);
    if let Ok(model) = Model::from_bytes_with_limits(bytes, limits()) {
        let _ = Plan::with_options(&model, PlanOptions::default().limits(limits()));
    }
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| target(bytes));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    std::env::args().skip(1).try_for_each(|path| std::fs::read(path).map(|bytes| target(&bytes)))
}
