//! Takes a file as far as it goes: load, plan, fill the inputs, invoke, read everything.

use super::mutate::Rng;
use ferrolite::{ErrorKind, Interpreter, Keep, Layout, Limits, Model, Plan, PlanOptions, TensorType};

/// How far a file got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The loader refused it.
    Refused,
    /// It was loaded, and no plan could be made.
    Loaded,
    /// It was planned, and the run ended with an error.
    Planned,
    /// It ran.
    Invoked,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How far it got.
    pub stage: Stage,
    /// The error that ended it.
    pub error: Option<(ErrorKind, String)>,
}

/// Bounds under which hostile files are run: small enough for a case to take milliseconds.
pub fn limits() -> Limits {
    Limits {
        file_bytes: 64 << 20,
        subgraphs: 64,
        tensors: 1 << 16,
        operators: 1 << 16,
        operands: 1 << 12,
        tensor_bytes: 64 << 20,
        arena_bytes: 64 << 20,
        plan_bytes: 64 << 20,
        work: 1 << 30,
        loop_iterations: 1 << 12,
        ..Limits::default()
    }
}

/// The most memory that a file of `bytes` bytes may take under [`limits`]: its own copy, its structure, the
/// arena, and what folding and operators outside the arena hold while they work, a few tensors.
pub fn memory_bound(bytes: usize) -> usize {
    let limits = limits();
    limits.arena_bytes + 3 * limits.tensor_bytes + 64 * bytes + (1 << 20)
}

/// Loads, plans and runs a file, with choices and inputs from `rng`.
pub fn drive(bytes: Vec<u8>, rng: &mut Rng) -> Outcome {
    let mut stage = Stage::Refused;
    let error = run(bytes, rng, &mut stage).err().map(|error| (error.kind(), error.to_string()));
    Outcome { stage, error }
}

fn run(bytes: Vec<u8>, rng: &mut Rng, stage: &mut Stage) -> ferrolite::Result<()> {
    let model = Model::from_bytes_with_limits(bytes, limits())?;
    *stage = Stage::Loaded;
    let layout = if rng.one_in(2) { Layout::Compact } else { Layout::Fast };
    let keep = if rng.one_in(3) { Keep::All } else { Keep::None };
    let plan = Plan::with_options(&model, PlanOptions::default().layout(layout).keep(keep).limits(limits()))?;
    *stage = Stage::Planned;
    let _ = plan.report();
    let mut interpreter = Interpreter::from_plan(&plan);
    fill(&mut interpreter, rng)?;
    interpreter.invoke()?;
    *stage = Stage::Invoked;
    read(&interpreter)?;
    // Once more: with an observer, or under another shape.
    match rng.below(4) {
        0 => {
            interpreter.invoke_observed(|observation| {
                let _ = observation.tensor(observation.op);
            })?;
        }
        1 => {
            let shape: Option<Vec<usize>> = interpreter.inputs().first().map(|input| input.shape.to_vec());
            if let Some(mut shape) = shape {
                let dimension = rng.below(shape.len());
                shape.get_mut(dimension).into_iter().for_each(|d| *d = rng.below(5));
                interpreter.resize_input(0, &shape)?;
                fill(&mut interpreter, rng)?;
                interpreter.invoke()?;
                read(&interpreter)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Fills every input: with random bytes, or with small numbers, which are indices and sizes more often.
fn fill(interpreter: &mut Interpreter, rng: &mut Rng) -> ferrolite::Result<()> {
    let mode = rng.below(4);
    for position in 0..interpreter.inputs().len() {
        let mut input = match interpreter.input(position) {
            Ok(input) => input,
            // Constants among the inputs keep their value.
            Err(error) if error.kind() == ErrorKind::WrongType => continue,
            Err(error) => return Err(error),
        };
        let dtype = input.info().dtype;
        let size = dtype.bits().map_or(1, |bits| (bits / 8).max(1));
        let small = mode > 0 && !matches!(dtype, TensorType::Int8 | TensorType::UInt8);
        for element in input.bytes_mut().chunks_mut(size) {
            let value = match dtype {
                TensorType::Float32 if small => u64::from((rng.below(2000) as f32 / 100.0 - 10.0).to_bits()),
                TensorType::Bool => rng.bits() & 1,
                _ if small => (rng.below(6) as u64).wrapping_sub(u64::from(mode == 3)),
                _ => rng.bits(),
            };
            element.iter_mut().zip(value.to_le_bytes()).for_each(|(byte, new)| *byte = new);
        }
    }
    Ok(())
}

/// Reads every output in every way.
fn read(interpreter: &Interpreter) -> ferrolite::Result<()> {
    for position in 0..interpreter.outputs().len() {
        let output = interpreter.output(position)?;
        // What the caller asks to be copied is the caller's memory: large outputs are only looked at.
        if output.bytes().len() <= 1 << 20 {
            let _ = output.to_f32();
            let _ = output.unpacked();
        }
        let expected = output.info().dtype.byte_len(output.info().elements());
        assert_eq!(expected.unwrap_or(output.bytes().len()), output.bytes().len(), "output {position}");
    }
    Ok(())
}
