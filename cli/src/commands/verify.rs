//! `ferrolite verify`: everything in a model that is wrong or not supported.

use crate::arguments::Verify;
use crate::failure::{Failure, one_line};
use crate::render::{BAD, FAINT, GOOD, styled};
use ferrolite::{ErrorKind, Model, Plan, PlanOptions};
use serde::Serialize;
use std::io::Write;

/// What was found.
#[derive(Debug, Default, Serialize)]
struct Findings {
    /// Whether ferrolite runs the model.
    ok: bool,
    /// Why it does not.
    errors: Vec<String>,
    /// What is wrong but has an unambiguous meaning.
    warnings: Vec<String>,
}

/// Looks at the model and prints what it found; the exit code is 1 if ferrolite does not run it.
pub fn execute(arguments: &Verify, out: &mut dyn Write) -> Result<u8, Failure> {
    let findings = match Model::open(&arguments.model) {
        Ok(model) => examine(&model),
        // Nothing can be said about a file that cannot be read.
        Err(error) if error.kind() == ErrorKind::Io => return Err(error.into()),
        Err(error) => Findings { errors: vec![error.to_string()], ..Findings::default() },
    };
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&findings).map_err(Failure::failed)?)?;
    } else {
        print(&findings, out)?;
    }
    Ok(u8::from(!findings.ok))
}

fn examine(model: &Model) -> Findings {
    let mut errors: Vec<String> = model.unsupported();
    if errors.is_empty() {
        errors.extend(plan_errors(model));
    }
    let warnings = model.warnings().iter().map(ToString::to_string).collect();
    Findings { ok: errors.is_empty(), errors, warnings }
}

/// What keeps the main graph, and the graphs that signatures run, from being planned.
fn plan_errors(model: &Model) -> Vec<String> {
    let mut entries: Vec<usize> = model.signatures().iter().map(|signature| signature.subgraph).collect();
    entries.push(0);
    entries.sort_unstable();
    entries.dedup();
    let plan = |&subgraph: &usize| {
        let options = PlanOptions::default().subgraph(subgraph).limits(*model.limits());
        Plan::with_options(model, options).err().map(|error| error.to_string())
    };
    entries.iter().filter_map(plan).collect()
}

fn print(findings: &Findings, out: &mut dyn Write) -> Result<(), Failure> {
    for error in &findings.errors {
        writeln!(out, "{} {}", styled(BAD, "error:"), one_line(error))?;
    }
    for warning in &findings.warnings {
        writeln!(out, "{} {}", styled(FAINT, "warning:"), one_line(warning))?;
    }
    match findings.errors.len() {
        0 => writeln!(out, "{}", styled(GOOD, "ok"))?,
        1 => writeln!(out, "1 error")?,
        count => writeln!(out, "{count} errors")?,
    }
    Ok(())
}
