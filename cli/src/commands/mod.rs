//! The commands, one file each.

pub mod bench;
pub mod diff;
pub mod inspect;
pub mod run;
pub mod verify;

use crate::arguments::Computing;
use crate::failure::Failure;
use ferrolite::{Layout, Level, Model, Plan, PlanOptions};
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

/// The options of plans for a model, as the command line asks for.
fn plan_options(model: &Model, computing: &Computing) -> Result<PlanOptions, Failure> {
    let mut options = PlanOptions::default().limits(*model.limits()).thread_count(computing.threads.into())?;
    options.isa = computing.isa;
    options.rewrites = !computing.no_rewrites;
    options.pack = computing.pack;
    options.floats = computing.floats.unwrap_or_default();
    Ok(options)
}

/// Bytes of activations and scratch of a plan if its layout were the compact one.
fn compact_activation_bytes(plan: &Plan) -> Result<usize, Failure> {
    // The plan is still there, so weights are not packed again.
    let compact = Plan::with_options(plan.model(), plan.options().clone().layout(Layout::Compact))?;
    Ok(compact.report().activation_bytes)
}

/// `bytes` as so many times `least`, as people read it.
fn times(bytes: usize, least: usize) -> String {
    if least == 0 { String::new() } else { format!(" ({:.2} times as many)", bytes as f64 / least as f64) }
}

/// The name of the instruction set that a plan's kernels are for.
fn isa(plan: &Plan) -> &'static str {
    plan.options().isa.map_or("scalar", Level::name)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// The last part of a path, for headings.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
