//! What computes one side: a model under a plan, or a file that recorded one.

use super::{input_tensors, plan_options};
use crate::arguments::Computing;
use crate::commands::isa;
use crate::failure::Failure;
use crate::npz::{Archive, Array};
use crate::steps;
use ferrolite::{Floats, Interpreter, Keep, Model, PlanOptions};
use std::cell::RefCell;

/// When and where a tensor was computed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// The prefix of the step's keys.
    pub(super) step: String,
    /// The subgraph.
    pub(super) subgraph: usize,
    /// How often the loop around it has run before.
    pub(super) iteration: u64,
    /// How often it was computed before at that iteration: a loop may itself be in a loop.
    pub(super) visit: usize,
    /// The tensor's index in the subgraph.
    pub(super) tensor: usize,
}

/// A tensor as an operator left it.
pub(super) struct Seen {
    /// When and where.
    pub(super) place: Place,
    /// Its elements.
    pub(super) array: Array,
}

/// A model and how it is run.
pub(super) struct Execution {
    /// The model.
    pub(super) model: Model,
    name: String,
    options: PlanOptions,
    /// What the plan turned out to be run by.
    by: RefCell<String>,
}

impl Execution {
    /// Runs `model` as `computing` says.
    pub(super) fn new(model: &Model, name: String, computing: &Computing) -> Result<Self, Failure> {
        // Kernels differ in nothing else then.
        let options = plan_options(model, computing)?.floats(computing.floats.unwrap_or(Floats::AsReference));
        // Without rewrites there is nothing to gain from not keeping every tensor.
        let keep = if computing.no_rewrites { Keep::All } else { Keep::None };
        Ok(Self { model: model.clone(), name, options: options.keep(keep), by: RefCell::default() })
    }

    /// The model's file and what runs it.
    pub(super) fn label(&self) -> String {
        format!("{}, {}", self.name, self.by.borrow())
    }

    /// Every tensor that exists when its operator has run, in that order.
    pub(super) fn record(&self, inputs: &Archive) -> Result<Vec<Seen>, Failure> {
        let mut trace = Vec::new();
        self.observe(inputs, |seen| trace.push(seen))?;
        Ok(trace)
    }

    /// Hands over every tensor that exists when its operator has run.
    pub(super) fn observe(&self, inputs: &Archive, mut visit: impl FnMut(Seen)) -> Result<(), Failure> {
        steps::each(&self.model, inputs, &self.options, false, |interpreter, step| {
            self.describe(interpreter);
            observe_step(&self.model, interpreter, step, &mut visit)
        })
    }

    fn describe(&self, interpreter: &Interpreter) {
        let options = interpreter.plan().options();
        let rewrites = if options.rewrites { "" } else { ", no rewrites" };
        let floats = if options.floats == Floats::Fused { ", fused floats" } else { "" };
        let threads = options.threads.count();
        *self.by.borrow_mut() = format!("{}, threads: {threads}{rewrites}{floats}", isa(interpreter.plan()));
    }
}

fn observe_step(
    model: &Model,
    interpreter: &mut Interpreter,
    step: &str,
    visit: &mut dyn FnMut(Seen),
) -> Result<(), Failure> {
    let mut visits = std::collections::HashMap::<(usize, usize, u64), usize>::new();
    interpreter.invoke_observed(|observation| {
        let (subgraph, iteration) = (observation.subgraph, observation.iteration);
        let graph = model.subgraphs().get(subgraph);
        let Some(operator) = graph.and_then(|graph| graph.operators.get(observation.op)) else { return };
        let count = visits.entry((subgraph, observation.op, iteration)).or_default();
        for &tensor in &operator.outputs {
            // Fused away, or a handle, which has no elements.
            let Ok(view) = observation.tensor(tensor) else { continue };
            let Ok(array) = steps::read(&view, false) else { continue };
            visit(Seen { place: Place { step: step.to_owned(), subgraph, iteration, visit: *count, tensor }, array });
        }
        *count += 1;
    })?;
    Ok(())
}

/// A trace of the main graph in a file.
pub(super) struct Recorded<'a> {
    model: &'a Model,
    trace: &'a Archive,
    /// `step<k>_` of each step, or nothing.
    prefixes: Vec<&'a str>,
}

impl<'a> Recorded<'a> {
    /// The arrays of `trace` that are tensors of the model.
    pub(super) fn new(model: &'a Model, trace: &'a Archive) -> Self {
        let mut prefixes: Vec<&str> = trace.iter().filter_map(|(key, _)| step_prefix(key)).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        Self { model, trace, prefixes }
    }

    /// The inputs that were recorded too.
    pub(super) fn inputs(&self) -> Result<Archive, Failure> {
        let mut inputs = Archive::new();
        for prefix in &self.prefixes {
            for (position, tensor) in input_tensors(self.model).iter().enumerate() {
                let key = format!("{prefix}input_{position}");
                let array = self.trace.get(&key).or_else(|| self.trace.get(&format!("{prefix}tensor_{tensor}")));
                let missing =
                    || Failure::failed(format!("there is no {key} or {prefix}tensor_{tensor}: give --inputs"));
                inputs.insert(&key, array.ok_or_else(missing)?.clone())?;
            }
        }
        Ok(inputs)
    }

    /// Hands over what operators of the model wrote; gives how many tensors there were.
    pub(super) fn replay(&self, mut visit: impl FnMut(Seen)) -> usize {
        let Some(graph) = self.model.subgraphs().first() else { return 0 };
        let mut found = 0;
        for prefix in &self.prefixes {
            for &tensor in graph.operators.iter().flat_map(|operator| &operator.outputs) {
                let position = graph.outputs.iter().position(|&output| output == tensor);
                let output = || position.and_then(|position| self.trace.get(&format!("{prefix}output_{position}")));
                let array = self.trace.get(&format!("{prefix}tensor_{tensor}")).or_else(output);
                let Some(array) = array.cloned() else { continue };
                found += 1;
                let place = Place { step: (*prefix).to_owned(), subgraph: 0, iteration: 0, visit: 0, tensor };
                visit(Seen { place, array });
            }
        }
        found
    }
}

/// `step<k>_` of a key, or nothing; `None` for a key that is none of a trace.
fn step_prefix(key: &str) -> Option<&str> {
    let rest = key.strip_prefix("step").and_then(|rest| rest.split_once('_')).map_or(key, |(_, rest)| rest);
    let known = ["tensor_", "output_", "input_"].iter().any(|kind| rest.starts_with(kind));
    known.then(|| key.get(..key.len() - rest.len()).unwrap_or_default())
}
