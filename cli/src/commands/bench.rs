//! `ferrolite bench`: how long a model takes.

use super::{compact_activation_bytes, file_name, isa, milliseconds, open, plan_options, times};
use crate::arguments::Bench;
use crate::failure::Failure;
use crate::memory;
use crate::npz::Archive;
use crate::render::{self, Align, STRONG, Table, styled};
use crate::steps;
use ferrolite::{Interpreter, Plan, TensorType};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::Write;
use std::time::{Duration, Instant};

/// More measurements than these say nothing new.
const MAX_RUNS: usize = 1_000_000;

/// Times are in milliseconds.
#[derive(Debug, Serialize)]
struct Measured {
    min_ms: f64,
    median_ms: f64,
    p90_ms: f64,
    runs: usize,
    load_ms: f64,
    plan_ms: f64,
    /// The first invoke, with what the interpreter takes to be made. With `load_ms` and `plan_ms` the time from the
    /// file to the first result.
    first_ms: f64,
    arena_bytes: usize,
    /// Of activations and scratch, and how many they were with the compact layout.
    activation_bytes: usize,
    compact_activation_bytes: usize,
    packed_bytes: usize,
    /// Memory at its highest in that time, less what the process took before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    added_bytes: Option<usize>,
    isa: &'static str,
    threads: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    ops: Option<Vec<OpTime>>,
}

/// How long one operator takes on average.
#[derive(Debug, Serialize)]
struct OpTime {
    index: usize,
    name: String,
    kernel: &'static str,
    ms: f64,
    macs: u64,
}

/// Measures and prints.
pub fn execute(arguments: &Bench, out: &mut dyn Write) -> Result<u8, Failure> {
    let Started { mut interpreter, load_ms, plan_ms, first_ms, added_bytes } = start(arguments)?;
    let budget = Duration::from_secs_f64(arguments.seconds);
    let progress = progress(budget, arguments.json);
    let mut times = measure(&mut interpreter, budget, &progress)?;
    let ops = if arguments.ops { Some(profile(&mut interpreter, budget, &progress)?) } else { None };
    progress.finish_and_clear();

    times.sort_unstable();
    let at = |fraction: f64| milliseconds(percentile(&times, fraction));
    let report = interpreter.plan().report();
    let measured = Measured {
        min_ms: at(0.0),
        median_ms: at(0.5),
        p90_ms: at(0.9),
        runs: times.len(),
        load_ms,
        plan_ms,
        first_ms,
        arena_bytes: interpreter.arena_bytes(),
        activation_bytes: report.activation_bytes,
        compact_activation_bytes: compact_activation_bytes(interpreter.plan())?,
        packed_bytes: report.packed_bytes,
        added_bytes,
        isa: isa(interpreter.plan()),
        threads: interpreter.plan().options().threads.count(),
        ops,
    };
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&measured).map_err(Failure::failed)?)?;
    } else {
        print(&measured, &file_name(&arguments.model), out)?;
    }
    Ok(0)
}

/// An interpreter that has run once, and what it took.
struct Started {
    interpreter: Interpreter,
    load_ms: f64,
    plan_ms: f64,
    first_ms: f64,
    added_bytes: Option<usize>,
}

/// From the file to the first result.
fn start(arguments: &Bench) -> Result<Started, Failure> {
    let inputs = arguments.inputs.as_deref().map(Archive::open).transpose()?;
    let before = memory::resident();
    let start = Instant::now();
    let model = open(&arguments.model)?;
    let load_ms = milliseconds(start.elapsed());
    let arrays = inputs.as_ref().map(|inputs| steps::first_arrays(&model, inputs)).transpose()?;
    let start = Instant::now();
    let options = plan_options(&model, &arguments.computing)?;
    let options = steps::shaped(options, &model, arrays.as_deref().unwrap_or_default())?;
    let plan = Plan::with_options(&model, options)?;
    let plan_ms = milliseconds(start.elapsed());

    let start = Instant::now();
    let mut interpreter = Interpreter::from_plan(&plan);
    let made = start.elapsed();
    match &arrays {
        Some(arrays) => steps::fill(&mut interpreter, arrays, true)?,
        None => fill_inputs(&mut interpreter)?,
    }
    let start = Instant::now();
    interpreter.invoke()?;
    let first_ms = milliseconds(made + start.elapsed());
    let added_bytes = memory::peak().zip(before).map(|(peak, before)| peak.saturating_sub(before));
    Ok(Started { interpreter, load_ms, plan_ms, first_ms, added_bytes })
}

/// Bytes and floats get arbitrary but reproducible values; wider integers, which may be indices, 0.
fn fill_inputs(interpreter: &mut Interpreter) -> Result<(), Failure> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for position in 0..interpreter.plan().subgraph().inputs.len() {
        let mut input = interpreter.input(position)?;
        match input.info().dtype {
            // 24 bits fit a float exactly: numbers in 0..1.
            TensorType::Float32 => {
                for value in input.as_mut_slice::<f32>()? {
                    *value = (random() >> 40) as f32 / (1 << 24) as f32;
                }
            }
            TensorType::Int8 | TensorType::UInt8 => {
                input.bytes_mut().iter_mut().for_each(|byte| *byte = random().to_le_bytes()[7]);
            }
            _ => input.bytes_mut().fill(0),
        }
    }
    Ok(())
}

/// Invokes for a tenth of the budget, then measures until it is used up, at least once.
fn measure(interpreter: &mut Interpreter, budget: Duration, progress: &ProgressBar) -> Result<Vec<Duration>, Failure> {
    let begin = Instant::now();
    loop {
        interpreter.invoke()?;
        if begin.elapsed() >= budget / 10 {
            break;
        }
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.is_empty() || (begin.elapsed() < budget && times.len() < MAX_RUNS) {
        let start = Instant::now();
        interpreter.invoke()?;
        times.push(start.elapsed());
        progress.set_position(begin.elapsed().as_millis().try_into().unwrap_or(u64::MAX));
    }
    Ok(times)
}

/// The average time of each operator, measured for as long again.
fn profile(interpreter: &mut Interpreter, budget: Duration, progress: &ProgressBar) -> Result<Vec<OpTime>, Failure> {
    let mut sums: Vec<Duration> = Vec::new();
    let mut ops: Vec<usize> = Vec::new();
    let mut runs = 0_u32;
    let begin = Instant::now();
    while runs == 0 || (begin.elapsed() < budget && runs < 10_000) {
        let times = interpreter.invoke_profiled()?;
        // The same operators each time, as the inputs are the same.
        ops = times.iter().map(|&(op, _)| op).collect();
        sums.resize(times.len(), Duration::ZERO);
        sums.iter_mut().zip(&times).for_each(|(sum, (_, time))| *sum += *time);
        runs += 1;
        progress.set_message("operators");
        progress.set_position(begin.elapsed().as_millis().try_into().unwrap_or(u64::MAX));
    }
    let graph = interpreter.plan().subgraph();
    let report = interpreter.plan().report();
    let time = |(&index, &sum): (&usize, &Duration)| {
        let planned = report.ops.iter().find(|op| op.index == index);
        let name = graph.operators.get(index).map_or_else(String::new, |op| op.code.to_string());
        let (kernel, macs) = planned.map_or(("", 0), |op| (op.kernel, op.macs));
        OpTime { index, name, kernel, ms: milliseconds(sum / runs), macs }
    };
    Ok(ops.iter().zip(&sums).map(time).collect())
}

/// A bar on stderr, where stderr is a terminal.
fn progress(budget: Duration, hidden: bool) -> ProgressBar {
    if hidden {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(budget.as_millis().try_into().unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// The value below which this fraction of the sorted times lies.
fn percentile(sorted: &[Duration], fraction: f64) -> Duration {
    let rank = (fraction * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

fn print(measured: &Measured, name: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let Measured { min_ms, median_ms, p90_ms, runs, load_ms, plan_ms, first_ms, arena_bytes, isa, threads, .. } =
        measured;
    writeln!(out, "{}  {runs} runs, {isa}, threads: {threads}", styled(STRONG, name))?;
    writeln!(out, "median  {median_ms:.4} ms")?;
    writeln!(out, "min     {min_ms:.4} ms")?;
    writeln!(out, "90 %    {p90_ms:.4} ms")?;
    writeln!(out, "load    {load_ms:.4} ms")?;
    writeln!(out, "plan    {plan_ms:.4} ms")?;
    writeln!(out, "first   {first_ms:.4} ms")?;
    writeln!(out, "arena   {} bytes", render::grouped(*arena_bytes as u64))?;
    let (fast, compact) = (measured.activation_bytes, measured.compact_activation_bytes);
    let grouped = |bytes: usize| render::grouped(bytes as u64);
    writeln!(
        out,
        "layout  {} bytes of activations, {} if compact{}",
        grouped(fast),
        grouped(compact),
        times(fast, compact)
    )?;
    writeln!(out, "packed  {} bytes", render::grouped(measured.packed_bytes as u64))?;
    if let Some(added) = measured.added_bytes {
        writeln!(out, "memory  {} bytes added", render::grouped(added as u64))?;
    }
    if let Some(ops) = &measured.ops {
        writeln!(out)?;
        print_ops(ops, out)?;
    }
    Ok(())
}

fn print_ops(ops: &[OpTime], out: &mut dyn Write) -> Result<(), Failure> {
    let total: f64 = ops.iter().map(|op| op.ms).sum();
    let mut table = Table::new(&[
        ("", Align::Right),
        ("operator", Align::Left),
        ("ms", Align::Right),
        ("%", Align::Right),
        ("MAC/ns", Align::Right),
        ("kernel", Align::Left),
    ]);
    for op in ops {
        // Millions of MACs per millisecond are MACs per nanosecond.
        let rate =
            if op.macs > 0 && op.ms > 0.0 { format!("{:.2}", op.macs as f64 / op.ms / 1e6) } else { String::new() };
        let share = if total > 0.0 { format!("{:.1}", 100.0 * op.ms / total) } else { String::new() };
        table.row([op.index.to_string(), op.name.clone(), format!("{:.4}", op.ms), share, rate, op.kernel.to_owned()]);
    }
    Ok(write!(out, "{table}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_measured_values() {
        let times: Vec<Duration> = (1..=10).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 0.0), Duration::from_millis(1));
        assert_eq!(percentile(&times, 0.5), Duration::from_millis(5));
        assert_eq!(percentile(&times, 0.9), Duration::from_millis(9));
        assert_eq!(percentile(&times[..1], 0.9), Duration::from_millis(1));
        assert_eq!(percentile(&[], 0.5), Duration::ZERO);
    }
}
