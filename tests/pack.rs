//! Whenever weights are packed, the results are the same bytes; and never means never.

mod support;

use ferrolite::{Floats, Pack, Plan, PlanOptions};
use std::collections::BTreeMap;
use support::archive::{Array, Zip};
use support::session::{Refusal, Session};

/// Operators that multiply packed weights, as the archives are named.
const LAYERS: [&str; 8] =
    ["conv_2d", "depthwise_conv_2d", "fully_connected", "transpose_conv", "batch_matmul", "lstm", "rnn", "svdf"];

/// Those whose products have several operands for weights.
const RECURRENT: [&str; 3] = ["lstm", "rnn", "svdf"];

/// A golden model's outputs, twice, and the plan's packed bytes.
fn outputs(model: &[u8], inputs: &[&Array], options: PlanOptions) -> Result<(Vec<Array>, usize), Refusal> {
    let mut session = Session::with_options(model.to_vec(), options.clone())?;
    let mut all = Vec::new();
    for _ in 0..2 {
        session.set_inputs(inputs)?;
        session.invoke()?;
        all.extend(session.outputs()?);
    }
    let plan = Plan::with_options(session.model(), options)?;
    Ok((all, plan.report().packed_bytes))
}

#[test]
fn goldens_are_the_same_whenever_weights_are_packed() {
    let (mut models, mut packed_models, mut packed_recurrent) = (0, 0, 0);
    for path in support::zips(&support::root().join("tests/goldens")) {
        let stem = support::stem(&path).to_lowercase();
        if !LAYERS.iter().any(|layer| stem.contains(layer)) {
            continue;
        }
        let zip = Zip::open(&path).unwrap();
        for folder in zip.folders() {
            let model = zip.read(&format!("{folder}/model.tflite")).unwrap();
            let inputs: BTreeMap<String, Array> = zip.read_npz(&format!("{folder}/inputs.npz")).unwrap();
            // Of cases with several invokes, those of the first.
            let input = |index: i32| {
                inputs.get(&format!("input_{index}")).or_else(|| inputs.get(&format!("step0_input_{index}")))
            };
            let inputs: Vec<&Array> = (0..).map_while(input).collect();
            let [eager, lazy] = [Pack::Eager, Pack::Lazy]
                .map(|pack| outputs(&model, &inputs, PlanOptions::default().pack(pack)).unwrap());
            assert!(eager == lazy, "{folder} differs when weights are packed late");
            // Scalar kernels round floats as the reference does.
            let [eager, never] = [Pack::Eager, Pack::Never].map(|pack| {
                outputs(&model, &inputs, PlanOptions::default().pack(pack).floats(Floats::AsReference)).unwrap()
            });
            assert!(eager.0 == never.0, "{folder} differs when weights are not packed");
            assert_eq!(never.1, 0, "{folder} packs weights");
            models += 1;
            packed_models += usize::from(eager.1 > 0);
            packed_recurrent += usize::from(eager.1 > 0 && RECURRENT.iter().any(|layer| stem.contains(layer)));
        }
    }
    assert!(models > 100, "only {models} models");
    let vectors = PlanOptions::default().isa.is_none() && std::env::var_os("FERROLITE_ISA").is_none();
    assert!(
        !vectors || cfg!(not(target_arch = "x86_64")) || (packed_models > 20 && packed_recurrent > 5),
        "only {packed_models} have packed weights, {packed_recurrent} of them recurrent"
    );
}
