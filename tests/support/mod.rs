//! What the integration tests share: corpora, comparison, running in parallel, and ferrolite as they use it.
//!
//! Environment:
//!
//! | variable | meaning |
//! |---|---|
//! | `FERROLITE_CORPUS` | folder that holds `conformance/` and `models/`; default `../shared` |
//! | `FERROLITE_ONLY` | only these ops (exact names), or cases and networks whose name contains this; several by commas |
//! | `FERROLITE_VERBOSE` | every failure and every unsupported op is printed; `2` prints each case before it runs |
//! | `FERROLITE_MODEL_TRACES` | folder of recorded reference traces; default `target/model-traces` |
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

pub mod archive;
pub mod compare;
pub mod runner;
pub mod session;

use std::path::{Path, PathBuf};

/// Prints a line even where the test harness captures output.
macro_rules! say {
    ($($format:tt)*) => {{
        use std::io::Write as _;
        let mut line = format!($($format)*);
        line.push('\n');
        let _ = std::io::stdout().lock().write_all(line.as_bytes());
    }};
}
pub(crate) use say;

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the shared corpora, if it is there.
pub fn corpus(folder: &str) -> Option<PathBuf> {
    let base = std::env::var_os("FERROLITE_CORPUS").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = base.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    say!("{} is not there: skipped (FERROLITE_CORPUS names another place)", path.display());
    None
}

/// Whether every detail is wanted.
pub fn verbose() -> bool {
    std::env::var_os("FERROLITE_VERBOSE").is_some_and(|value| value != "0")
}

/// Whether each case is announced before it runs: names the culprit when the process dies.
pub fn trace() -> bool {
    std::env::var_os("FERROLITE_VERBOSE").is_some_and(|value| value == "2")
}

/// What `FERROLITE_ONLY` asks for.
pub fn only() -> Option<String> {
    std::env::var("FERROLITE_ONLY").ok().filter(|only| !only.is_empty())
}

/// Whether `FERROLITE_ONLY` names one of `exact` or a part of `name`, or asks for nothing in particular.
pub fn wanted(exact: &[&str], name: &str) -> bool {
    let Some(only) = only() else { return true };
    only.split(',').map(str::trim).any(|part| exact.contains(&part) || name.contains(part))
}

/// The zip files of a folder, sorted.
pub fn zips(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "zip"));
    paths.sort();
    paths
}

/// Reads JSON that our own scripts wrote.
pub fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("the corpora hold valid JSON")
}

/// A file's name without folder and extension.
pub fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
