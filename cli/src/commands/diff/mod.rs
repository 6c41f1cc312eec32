//! `ferrolite diff`: two executions, operator by operator.

mod execution;
mod pairing;
mod random;
mod report;

use super::{file_name, open, plan_options};
use crate::arguments::{Computing, Diff};
use crate::failure::Failure;
use crate::npz::Archive;
use crate::render::{STRONG, styled};
use execution::{Execution, Recorded};
use ferrolite::{Level, Model};
use pairing::Pairing;
use report::{Report, Run};
use std::io::Write;
use std::path::Path;

/// Compares and prints; the exit code is 1 if something differs, and that of a failure is 2.
pub fn execute(arguments: &Diff, out: &mut dyn Write) -> Result<u8, Failure> {
    compare(arguments, out).map_err(Failure::unanswered)
}

fn compare(arguments: &Diff, out: &mut dyn Write) -> Result<u8, Failure> {
    let model = open(&arguments.model)?;
    let a = Execution::new(&model, file_name(&arguments.model), &arguments.computing)?;
    let (report, inputs) = match &arguments.trace {
        Some(path) => against_trace(arguments, &a, path)?,
        None => against_execution(arguments, &a)?,
    };
    let saved = arguments.save.as_deref().zip(inputs);
    if let Some((path, inputs)) = &saved {
        inputs.save(path)?;
    }
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report).map_err(Failure::failed)?)?;
    } else {
        report.print(arguments.top, out)?;
        if let Some((path, _)) = saved {
            writeln!(out, "\nthe inputs that show it are in {}", styled(STRONG, &path.display().to_string()))?;
        }
    }
    Ok(u8::from(!report.same))
}

/// The report, and the inputs that show the first difference.
type Outcome = (Report, Option<Archive>);

fn against_execution(arguments: &Diff, a: &Execution) -> Result<Outcome, Failure> {
    let other = arguments.other.as_deref().map(open).transpose()?;
    let model = other.as_ref().unwrap_or(&a.model);
    let name = file_name(arguments.other.as_deref().unwrap_or(&arguments.model));
    let b = Execution::new(model, name, &other_computing(arguments))?;
    let pairing = Pairing::new(&a.model, &b.model);
    let given = arguments.inputs.as_deref().map(Archive::open).transpose()?;
    let runs = if given.is_some() { 1 } else { arguments.seeds };
    let mut report = Report::default();
    // The inputs of the run that showed the first difference so far.
    let mut shown: Option<(usize, Archive)> = None;
    for seed in 0..runs {
        let inputs = given.clone().map_or_else(|| random::inputs(&a.model, seed), Ok)?;
        let of_run =
            || if given.is_some() { "the given inputs".to_owned() } else { format!("random inputs, seed {seed}") };
        let mut run = Run::new(of_run(), a.record(&inputs).map_err(|failure| failure.within("A"))?);
        let inputs_of_b = pairing.inputs(&inputs)?;
        b.observe(&inputs_of_b, |seen| run.compare(&pairing, seen, arguments.tolerance))
            .map_err(|failure| failure.within("B"))?;
        keep_first(&mut shown, report.add(&a.model, run), inputs);
    }
    report.finish(a, &b.label(), runs);
    Ok((report, shown.map(|(_, inputs)| inputs)))
}

fn against_trace(arguments: &Diff, a: &Execution, path: &Path) -> Result<Outcome, Failure> {
    let trace = Archive::open(path)?;
    let recorded = Recorded::new(&a.model, &trace);
    let inputs = match &arguments.inputs {
        Some(path) => Archive::open(path)?,
        None => recorded.inputs().map_err(|failure| failure.within(path.display()))?,
    };
    let pairing = Pairing::new(&a.model, &a.model);
    let mut report = Report::default();
    let mut run = Run::new("the inputs of the trace".to_owned(), a.record(&inputs)?);
    let found = recorded.replay(|seen| run.compare(&pairing, seen, arguments.tolerance));
    if found == 0 {
        let message = "no array is called tensor_<i> or output_<i> after a tensor that the model computes";
        return Err(Failure::failed(message).within(path.display()));
    }
    let mut shown = None;
    keep_first(&mut shown, report.add(&a.model, run), inputs);
    report.finish(a, &file_name(path), 1);
    Ok((report, shown.map(|(_, inputs)| inputs)))
}

/// Keeps the inputs whose difference comes earliest in the graph.
fn keep_first(shown: &mut Option<(usize, Archive)>, position: Option<usize>, inputs: Archive) {
    if let Some(position) = position
        && shown.as_ref().is_none_or(|(first, _)| position < *first)
    {
        *shown = Some((position, inputs));
    }
}

/// What B is computed by: what was said of it, else as A; where nothing makes it another execution, the plainest.
fn other_computing(arguments: &Diff) -> Computing {
    let Computing { threads, isa, no_rewrites, floats, pack } = arguments.computing;
    let b = &arguments.other_computing;
    let said = arguments.other.is_some()
        || b.threads_b.is_some()
        || b.isa_b.is_some()
        || b.no_rewrites_b
        || b.floats_b.is_some();
    if said {
        return Computing {
            threads: b.threads_b.unwrap_or(threads),
            isa: b.isa_b.or(isa),
            no_rewrites: b.no_rewrites_b || no_rewrites,
            floats: b.floats_b.or(floats),
            pack,
        };
    }
    Computing { threads: 1, isa: Some(Level::Scalar), no_rewrites: true, floats: None, pack }
}

/// The tensors of the main graph that its inputs are.
fn input_tensors(model: &Model) -> &[usize] {
    model.subgraphs().first().map_or(&[], |graph| &graph.inputs)
}
