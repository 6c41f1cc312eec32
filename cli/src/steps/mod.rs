//! A model on the arrays of an archive: what `ferrolite run --inputs` does.
//!
//! Inputs are keyed `input_<i>` by position or by the tensor's name, outputs `output_<i>`. With `step<k>_` before each
//! key, the steps run in the order of their numbers on one interpreter, so that variables keep their values. An array
//! whose shape differs from the input's resizes it.

mod tensor;

pub use tensor::{read, write};

use crate::failure::Failure;
use crate::npz::{Archive, Array};
use ferrolite::{ErrorKind, Interpreter, Keep, Model, Plan, PlanOptions};
use std::collections::BTreeMap;

/// How arrays become inputs, and which tensors become arrays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Refuse float arrays for quantized inputs instead of quantizing them.
    pub raw: bool,
    /// Write quantized outputs as float32.
    pub dequantize: bool,
    /// Write every tensor of the main graph that has a value after the run, keyed `tensor_<i>`.
    pub all_tensors: bool,
}

/// The arrays of one invoke, by the position of their input.
struct Step<'a> {
    /// `step<k>_`, or nothing.
    prefix: String,
    arrays: Vec<(usize, &'a Array)>,
}

/// Runs the main graph once for each step of `inputs`, by plans made with options such as `plan`.
pub fn run(model: &Model, inputs: &Archive, plan: &PlanOptions, options: Options) -> Result<Archive, Failure> {
    let mut outputs = Archive::new();
    let plan = plan.clone().keep(if options.all_tensors { Keep::All } else { Keep::None });
    each(model, inputs, &plan, options.raw, |interpreter, prefix| {
        interpreter.invoke()?;
        collect(interpreter, prefix, options, &mut outputs)
    })?;
    Ok(outputs)
}

/// For each step of `inputs`, writes them into one interpreter and hands it over to be invoked, with the prefix of the
/// step's keys: `step<k>_`, or nothing.
pub fn each(
    model: &Model,
    inputs: &Archive,
    plan: &PlanOptions,
    raw: bool,
    mut visit: impl FnMut(&mut Interpreter, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let names = input_names(model);
    let mut interpreter: Option<Interpreter> = None;
    for step in &split(inputs, &names)? {
        let result = prepare_step(model, &mut interpreter, step, plan, raw)
            .and_then(|interpreter| visit(interpreter, &step.prefix));
        result.map_err(|failure| match step.prefix.trim_end_matches('_') {
            "" => failure,
            step => failure.within(step),
        })?;
    }
    Ok(())
}

fn input_names(model: &Model) -> Vec<&str> {
    let Some(graph) = model.subgraphs().first() else { return Vec::new() };
    let name = |&index: &usize| graph.tensors.get(index).map_or("", |tensor| tensor.name.as_str());
    graph.inputs.iter().map(name).collect()
}

/// Plans or plans again where shapes ask for it, and writes the inputs.
fn prepare_step<'i>(
    model: &Model,
    interpreter: &'i mut Option<Interpreter>,
    step: &Step<'_>,
    plan: &PlanOptions,
    raw: bool,
) -> Result<&'i mut Interpreter, Failure> {
    let interpreter = match interpreter {
        Some(interpreter) => interpreter,
        // The first plan is made for the shapes at hand: those in the file may make no sense.
        None => {
            let plan = Plan::with_options(model, shaped(plan.clone(), model, &step.arrays)?)?;
            interpreter.insert(Interpreter::from_plan(&plan))
        }
    };
    let infos = interpreter.inputs();
    let resized: Vec<(usize, &[usize])> = step
        .arrays
        .iter()
        .filter(|(position, array)| infos.get(*position).is_some_and(|info| info.shape != array.shape()))
        .map(|(position, array)| (*position, array.shape()))
        .collect();
    drop(infos);
    if !resized.is_empty() {
        interpreter.resize_inputs(&resized)?;
    }
    fill(interpreter, &step.arrays, raw)?;
    Ok(interpreter)
}

/// The arrays of the first step, with the positions of their inputs.
pub fn first_arrays<'a>(model: &Model, inputs: &'a Archive) -> Result<Vec<(usize, &'a Array)>, Failure> {
    let steps = split(inputs, &input_names(model))?;
    Ok(steps.into_iter().next().map_or_else(Vec::new, |step| step.arrays))
}

/// Options for a plan whose inputs have the shapes of these arrays.
pub fn shaped(mut plan: PlanOptions, model: &Model, arrays: &[(usize, &Array)]) -> Result<PlanOptions, Failure> {
    let Some(graph) = model.subgraphs().first() else { return Err(Failure::failed("the model has no graph")) };
    for (position, array) in arrays {
        let stored = graph.inputs.get(*position).and_then(|&index| graph.tensors.get(index));
        if stored.is_some_and(|tensor| tensor.shape != array.shape()) {
            plan = plan.input_shape(*position, array.shape());
        }
    }
    Ok(plan)
}

/// Writes arrays into the inputs at these positions, as [`write()`] does.
pub fn fill(interpreter: &mut Interpreter, arrays: &[(usize, &Array)], raw: bool) -> Result<(), Failure> {
    for (position, array) in arrays {
        write(&mut interpreter.input(*position)?, array, raw)
            .map_err(|failure| failure.within(format!("input {position}")))?;
    }
    Ok(())
}

/// Adds outputs, and other tensors if they are wanted, to `archive`.
fn collect(interpreter: &Interpreter, prefix: &str, options: Options, archive: &mut Archive) -> Result<(), Failure> {
    for position in 0..interpreter.plan().subgraph().outputs.len() {
        let array = read(&interpreter.output(position)?, options.dequantize)
            .map_err(|failure| failure.within(format!("output {position}")))?;
        archive.insert(format!("{prefix}output_{position}"), array)?;
    }
    if options.all_tensors {
        for index in 0..interpreter.plan().subgraph().tensors.len() {
            let view = match interpreter.tensor(index) {
                Ok(view) => view,
                // Never computed, or fused into what follows.
                Err(error) if error.kind() == ErrorKind::NotKept => continue,
                Err(error) => return Err(error.into()),
            };
            // Handles, and constants that are stored sparse, have no array.
            if let Ok(array) = read(&view, options.dequantize) {
                archive.insert(format!("{prefix}tensor_{index}"), array)?;
            }
        }
    }
    Ok(())
}

/// Sorts the arrays of an archive into steps and inputs.
fn split<'a>(archive: &'a Archive, names: &[&str]) -> Result<Vec<Step<'a>>, Failure> {
    let mut steps: BTreeMap<Option<u64>, Vec<(&str, &Array)>> = BTreeMap::new();
    for (key, array) in archive.iter() {
        let (number, rest) = match step_number(key) {
            Some((number, rest)) if !names.contains(&key) => (Some(number), rest),
            _ => (None, key),
        };
        steps.entry(number).or_default().push((rest, array));
    }
    if steps.is_empty() {
        steps.insert(None, Vec::new());
    }
    if steps.len() > 1 && steps.contains_key(&None) {
        return Err(Failure::failed("some arrays are of steps (step0_...) and some are not"));
    }
    let step = |(number, keyed): (Option<u64>, Vec<(&str, &'a Array)>)| {
        let prefix = number.map_or_else(String::new, |number| format!("step{number}_"));
        let arrays = assign(&keyed, names).map_err(|failure| match number {
            Some(number) => failure.within(format!("step{number}")),
            None => failure,
        })?;
        Ok(Step { prefix, arrays })
    };
    steps.into_iter().map(step).collect()
}

/// The number and the rest of a key such as `step3_input_0`.
fn step_number(key: &str) -> Option<(u64, &str)> {
    let (number, rest) = key.strip_prefix("step")?.split_once('_')?;
    // No sign, no leading zeros: two spellings of one number would be one step.
    let canonical = number.bytes().all(|byte| byte.is_ascii_digit()) && (number == "0" || !number.starts_with('0'));
    Some((number.parse().ok().filter(|_| canonical)?, rest))
}

/// Finds the input of each array. `input_1` may mean a position or be a tensor's name, as Keras gives them: the reading is
/// taken that gives every input exactly one array, positions first.
fn assign<'a>(keyed: &[(&str, &'a Array)], names: &[&str]) -> Result<Vec<(usize, &'a Array)>, Failure> {
    assign_as(keyed, names, true).or_else(|failure| assign_as(keyed, names, false).map_err(|_| failure))
}

fn assign_as<'a>(
    keyed: &[(&str, &'a Array)],
    names: &[&str],
    positions_first: bool,
) -> Result<Vec<(usize, &'a Array)>, Failure> {
    let mut arrays: BTreeMap<usize, &Array> = BTreeMap::new();
    for (key, array) in keyed {
        let position =
            key.strip_prefix("input_").and_then(|text| text.parse().ok()).filter(|&p: &usize| p < names.len());
        let named = || names.iter().position(|name| name == key);
        let found = if positions_first { position.or_else(named) } else { named().or(position) };
        let Some(position) = found else {
            return Err(Failure::failed(format!("no input is named {key:?}; there are: {}", listed(names))));
        };
        if arrays.insert(position, array).is_some() {
            return Err(Failure::failed(format!("there are two arrays for input {position}, {key:?} is one")));
        }
    }
    if let Some(missing) = (0..names.len()).find(|position| !arrays.contains_key(position)) {
        let name = names.get(missing).copied().unwrap_or_default();
        return Err(Failure::failed(format!("there is no array for input {missing} ({name:?})")));
    }
    Ok(arrays.into_iter().collect())
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> =
        names.iter().enumerate().map(|(position, name)| format!("input_{position} ({name:?})")).collect();
    if quoted.is_empty() { "none".to_owned() } else { quoted.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::npz::Dtype;

    fn archive(keys: &[&str]) -> Archive {
        let mut archive = Archive::new();
        for (value, key) in (0_u8..).zip(keys) {
            archive.insert(*key, Array::new(Dtype::U8, vec![], vec![value]).unwrap()).unwrap();
        }
        archive
    }

    /// For each step its prefix and, in the order of the inputs, which of the keys was taken.
    fn assigned(keys: &[&str], names: &[&str]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let archive = archive(keys);
        let steps = split(&archive, names)?;
        Ok(steps
            .iter()
            .map(|step| (step.prefix.clone(), step.arrays.iter().map(|(_, array)| array.bytes()[0]).collect()))
            .collect())
    }

    #[test]
    fn inputs_are_found_by_position_and_by_name() {
        let names = ["image", "size"];
        assert_eq!(assigned(&["input_1", "input_0"], &names).unwrap(), [(String::new(), vec![1, 0])]);
        assert_eq!(assigned(&["size", "input_0"], &names).unwrap(), [(String::new(), vec![1, 0])]);
        assert_eq!(assigned(&[], &[]).unwrap(), [(String::new(), vec![])]);
    }

    #[test]
    fn names_that_look_like_positions_are_understood() {
        assert_eq!(assigned(&["input_1"], &["input_1"]).unwrap()[0].1, [0]);
        assert_eq!(assigned(&["input_1", "input_2"], &["input_1", "input_2"]).unwrap()[0].1, [0, 1]);
        assert_eq!(assigned(&["input_0", "input_1"], &["input_1", "input_2"]).unwrap()[0].1, [0, 1]);
    }

    #[test]
    fn steps_are_in_the_order_of_their_numbers() {
        let steps = assigned(&["step10_input_0", "step9_input_0"], &["x"]).unwrap();
        assert_eq!(steps, [("step9_".to_owned(), vec![1]), ("step10_".to_owned(), vec![0])]);
        assert_eq!(assigned(&["step0_x"], &["step0_x"]).unwrap()[0].0, "");
    }

    #[test]
    fn arrays_that_fit_no_input_are_refused() {
        for (keys, names) in [
            (&["input_1"][..], &["x"][..]),
            (&["y"], &["x"]),
            (&[], &["x"]),
            (&["input_0", "x"], &["x"]),
            (&["step0_input_0", "input_0"], &["x"]),
            (&["step00_input_0"], &["x"]),
        ] {
            assert!(assigned(keys, names).is_err(), "{keys:?}");
        }
    }
}
