//! Any number of threads gives the same bits: every tensor of every golden model, with 1, 2 and 3 threads.

mod support;

use ferrolite::{Keep, PlanOptions};
use std::collections::BTreeMap;
use support::archive::{Array, Zip};
use support::session::{Refusal, Session};

/// A golden model's tensors under these options: all of them, and the outputs of the production plan.
fn tensors(model: &[u8], inputs: &[&Array], options: &PlanOptions) -> Result<Vec<Result<Array, String>>, Refusal> {
    let mut kept = Session::with_options(model.to_vec(), options.clone().keep(Keep::All))?;
    kept.set_inputs(inputs)?;
    kept.invoke()?;
    let count = kept.model().subgraphs().first().map_or(0, |graph| graph.tensors.len());
    let mut all: Vec<_> = (0..count).map(|index| kept.tensor(index).map_err(|refusal| refusal.to_string())).collect();
    let mut session = Session::with_options(model.to_vec(), options.clone())?;
    // The second run finds the workers awake.
    for _ in 0..2 {
        session.set_inputs(inputs)?;
        session.invoke()?;
        all.extend(session.outputs()?.into_iter().map(Ok));
    }
    Ok(all)
}

#[test]
fn goldens_are_the_same_with_any_number_of_threads() {
    // The pools serve all models: starting threads for each took most of the time, above all on a busy machine.
    let options = [1, 2, 3].map(|threads| PlanOptions::default().thread_count(threads).unwrap());
    let mut models = 0;
    for path in support::zips(&support::root().join("tests/goldens")) {
        let zip = Zip::open(&path).unwrap();
        for folder in zip.folders().iter().filter(|folder| support::wanted(&[&support::stem(&path)], folder)) {
            let model = zip.read(&format!("{folder}/model.tflite")).unwrap();
            let inputs: BTreeMap<String, Array> = zip.read_npz(&format!("{folder}/inputs.npz")).unwrap();
            // Models with a state have several steps: the first one will do.
            let prefix = if inputs.keys().any(|key| key.starts_with("step0_")) { "step0_" } else { "" };
            let inputs: Vec<&Array> = (0..).map_while(|index| inputs.get(&format!("{prefix}input_{index}"))).collect();
            let [one, two, three] = options.each_ref().map(|options| tensors(&model, &inputs, options).unwrap());
            assert!(one.iter().any(Result::is_ok), "{folder} has no tensors");
            assert!(one == two, "{folder} differs with two threads");
            assert!(one == three, "{folder} differs with three threads");
            models += 1;
        }
    }
    assert!(models > 0 || support::only().is_some(), "there are no golden models");
}
