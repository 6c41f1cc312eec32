//! The committed golden models: every tensor against LiteRT's reference kernels.
//!
//! Each model runs three ways: with every tensor kept, under the production plan with an observer that sees
//! each operator's results, and under the production plan, outputs only. All three must give the same bits, in either
//! layout of memory; and each way that floats are rounded is tried.
//! `models/goldens/make_goldens.py` makes the models.

mod support;

use ferrolite::{Floats, Layout, PlanOptions};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use support::archive::{Array, Zip};
use support::compare::{Tolerance, compare};
use support::runner::{self, Case, Outcome};
use support::session::{Refusal, Session};

struct Golden {
    zip: Arc<Zip>,
    folder: String,
    meta: Value,
}

#[test]
fn goldens() {
    let mut cases: Vec<Box<dyn Case>> = Vec::new();
    for path in support::zips(&support::root().join("tests/goldens")) {
        let zip = Arc::new(Zip::open(&path).unwrap());
        for folder in zip.folders() {
            let meta = zip.read(&format!("{folder}/meta.json")).unwrap();
            let meta = support::json(&meta);
            let golden = Golden { zip: Arc::clone(&zip), folder, meta };
            if support::wanted(&[&support::stem(&path)], &golden.folder) {
                cases.push(Box::new(golden));
            }
        }
    }
    assert!(!cases.is_empty() || support::only().is_some(), "there are no golden models");
    runner::run("goldens, every tensor, three ways", &cases).assert_no_failure();
}

impl Case for Golden {
    fn name(&self) -> String {
        self.folder.clone()
    }

    fn op(&self) -> &str {
        self.meta["op"].as_str().unwrap_or("?")
    }

    fn dtype(&self) -> &str {
        self.meta["dtype"].as_str().unwrap_or("?")
    }

    fn run(&self) -> Outcome {
        match self.compare_all_ways() {
            Ok(()) => Outcome::Passed,
            Err(Refusal::Unsupported(what)) => Outcome::Unsupported(what),
            Err(refusal) => Outcome::Failed(refusal.to_string()),
        }
    }
}

/// What one invoke gets and what comes of it.
struct Step {
    inputs: Vec<Array>,
    tensors: BTreeMap<usize, Array>,
}

impl Golden {
    fn compare_all_ways(&self) -> Result<(), Refusal> {
        let model = self.zip.read(&format!("{}/model.tflite", self.folder)).map_err(Refusal::Arrays)?;
        let steps = self.steps()?;
        let tolerance = Tolerance::from_meta(&self.meta).map_err(Refusal::Arrays)?;
        for floats in Floats::ALL {
            let kept = keep_all(&model, &steps, tolerance, floats)?;
            for layout in [Layout::Fast, Layout::Compact] {
                production(&model, &steps, &kept, PlanOptions::default().layout(layout).floats(floats))?;
            }
        }
        Ok(())
    }

    /// One invoke; several of cases whose operators have a state.
    fn steps(&self) -> Result<Vec<Step>, Refusal> {
        let read = |file: &str| self.zip.read_npz(&format!("{}/{file}.npz", self.folder)).map_err(Refusal::Arrays);
        let (inputs, tensors) = (read("inputs")?, read("tensors")?);
        let count = self.meta["steps"].as_u64().unwrap_or(1);
        let steps = (0..count).map(|step| {
            let prefix = if count == 1 { String::new() } else { format!("step{step}_") };
            Step {
                inputs: (0..).map_while(|index| inputs.get(&format!("{prefix}input_{index}")).cloned()).collect(),
                tensors: by_index(&tensors, &format!("{prefix}tensor_")),
            }
        });
        Ok(steps.collect())
    }
}

/// Every tensor of each step against the reference's; gives them all.
fn keep_all(
    model: &[u8],
    steps: &[Step],
    tolerance: Tolerance,
    floats: Floats,
) -> Result<Vec<BTreeMap<usize, Array>>, Refusal> {
    let mut session = Session::with_options(model.to_vec(), Session::keep_all().floats(floats))?;
    let mut all = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        session.set_inputs(&step.inputs.iter().collect::<Vec<_>>())?;
        session.invoke()?;
        let mut kept = BTreeMap::new();
        for (&index, expected) in &step.tensors {
            let actual = session.tensor(index)?;
            compare(&actual, expected, tolerance)
                .map_err(|difference| Refusal::Arrays(format!("step {number}, tensor {index}: {difference}")))?;
            kept.insert(index, actual);
        }
        all.push(kept);
    }
    Ok(all)
}

/// The production plan must give the same bits as the plan that keeps everything.
fn production(
    model: &[u8],
    steps: &[Step],
    kept: &[BTreeMap<usize, Array>],
    options: PlanOptions,
) -> Result<(), Refusal> {
    let mut session = Session::with_options(model.to_vec(), options)?;
    let outputs = session.model().subgraphs().first().map(|graph| graph.outputs.clone()).unwrap_or_default();
    for (step, kept) in steps.iter().zip(kept) {
        session.set_inputs(&step.inputs.iter().collect::<Vec<_>>())?;
        for (index, actual) in &session.invoke_observed()? {
            same_bits("observed", *index, actual, kept.get(index))?;
        }
    }
    // Twice, the second time from the beginning: a run must not depend on what the one before left in the arena, nor a
    // first run on a state that was reset.
    for _ in 0..2 {
        session.reset()?;
        for (step, kept) in steps.iter().zip(kept) {
            session.set_inputs(&step.inputs.iter().collect::<Vec<_>>())?;
            session.invoke()?;
            for (output, actual) in outputs.iter().zip(session.outputs()?) {
                same_bits("output", *output, &actual, kept.get(output))?;
            }
        }
    }
    Ok(())
}

fn same_bits(what: &str, index: usize, actual: &Array, kept: Option<&Array>) -> Result<(), Refusal> {
    match kept {
        Some(kept) if kept != actual => {
            let difference = compare(actual, kept, Tolerance::Exact).err().unwrap_or_else(|| "other bits".into());
            Err(Refusal::Arrays(format!(
                "{what} tensor {index} is not what it is with every tensor kept: {difference}"
            )))
        }
        // Constants are not recorded.
        _ => Ok(()),
    }
}

fn by_index(arrays: &BTreeMap<String, Array>, prefix: &str) -> BTreeMap<usize, Array> {
    let index = |name: &str| name.strip_prefix(prefix).and_then(|index| index.parse().ok());
    arrays.iter().filter_map(|(name, array)| Some((index(name)?, array.clone()))).collect()
}
