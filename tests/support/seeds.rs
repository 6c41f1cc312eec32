//! The valid files that mutants are made of.

use super::archive::Zip;
use super::mutate::Seed;
use std::path::Path;

/// Larger files are left out: copying them would take most of the time.
const MAX_BYTES: usize = 256 << 10;

/// Every model below `path`: files `*.tflite`, and those in zip files. Sorted, so that a seed number means
/// the same mutant everywhere.
pub fn below(path: &Path) -> Vec<Seed> {
    let mut seeds = Vec::new();
    collect(path, &mut seeds);
    seeds
}

fn collect(path: &Path, seeds: &mut Vec<Seed>) {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| collect(path, seeds));
        return;
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut add = |name: String, bytes: Vec<u8>| {
        if bytes.len() <= MAX_BYTES {
            seeds.push(Seed::new(name, bytes));
        }
    };
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("tflite") => {
            if let Ok(bytes) = std::fs::read(path) {
                add(name, bytes);
            }
        }
        Some("zip") => {
            let Ok(zip) = Zip::open(path) else { return };
            let models: Vec<&str> = zip.names().filter(|entry| entry.ends_with(".tflite")).collect();
            for entry in models {
                if let Ok(bytes) = zip.read(entry) {
                    add(format!("{name}/{entry}"), bytes);
                }
            }
        }
        _ => {}
    }
}
