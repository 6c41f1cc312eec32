//! The commands, one file each.

pub mod bench;
pub mod inspect;
pub mod run;
pub mod verify;

use crate::failure::Failure;
use ferrolite::{Interpreter, Model};
use std::path::Path;
use std::time::Duration;

/// Maps and verifies the model at `path`.
fn open(path: &Path) -> Result<Model, Failure> {
    // The library names the file where it cannot be opened, but not where its contents are refused.
    Model::open(path).map_err(|error| match error.kind() {
        ferrolite::ErrorKind::Io => Failure::from(error),
        _ => Failure::from(error).within(path.display()),
    })
}

/// An interpreter with default options.
fn interpreter(model: &Model) -> Result<Interpreter, Failure> {
    let mut options = ferrolite::PlanOptions::default();
    options.limits = *model.limits();
    Ok(Interpreter::from_plan(&ferrolite::Plan::with_options(model, options)?))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The last part of a path, for headings.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
