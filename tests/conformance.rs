//! The conformance corpus: every case's outputs against the reference's, every damaged model refused.
//!
//! The corpus is not part of the repository; see `support/mod.rs` for where it is looked for. A case that
//! uses an op or a type that ferrolite does not have is counted as unsupported, never as passed.

mod support;

use ferrolite::ErrorKind;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use support::archive::{Array, Zip};
use support::compare::{Tolerance, compare};
use support::runner::{self, Case, Outcome};
use support::session::{Refusal, Session};

struct ConformanceCase {
    zip: Arc<Zip>,
    folder: String,
    meta: Value,
}

#[test]
fn conformance() {
    let Some(folder) = support::corpus("conformance") else { return };
    let mut cases: Vec<Box<dyn Case>> = Vec::new();
    for path in support::zips(&folder) {
        let zip = Arc::new(Zip::open(&path).unwrap());
        for folder in zip.folders() {
            let meta = zip.read(&format!("{folder}/meta.json")).unwrap();
            let meta = support::json(&meta);
            let case = ConformanceCase { zip: Arc::clone(&zip), folder, meta };
            if wanted(&case, &support::stem(&path)) {
                cases.push(Box::new(case));
            }
        }
    }
    runner::run("conformance", &cases).assert_no_failure();
}

/// `FERROLITE_ONLY` names ops exactly (`ADD`, not `ADD_N`; their damaged models too) or parts of case names
/// in small letters.
fn wanted(case: &ConformanceCase, file: &str) -> bool {
    support::wanted(&[file, case.damaged_op()], &case.folder)
}

impl Case for ConformanceCase {
    fn name(&self) -> String {
        match self.damaged_op() {
            "" => self.folder.clone(),
            of => format!("{} ({of})", self.folder),
        }
    }

    fn op(&self) -> &str {
        self.meta["op"].as_str().unwrap_or("?")
    }

    fn dtype(&self) -> &str {
        self.meta["dtype"].as_str().unwrap_or("?")
    }

    fn run(&self) -> Outcome {
        let outcome = self.try_run().unwrap_or_else(Outcome::Failed);
        match (OPEN.iter().find(|(case, _)| *case == self.folder), outcome) {
            (Some((_, why)), Outcome::Failed(_)) => Outcome::Unsupported(format!("open: {why}")),
            (Some(_), Outcome::Passed) => Outcome::Failed("passes: take it off the list of open cases".to_owned()),
            (_, outcome) => outcome,
        }
    }
}

/// Cases that still differ, and what is known of them; never counted as passed. The test fails when one of
/// them passes, so that the list can only shrink.
const OPEN: [(&str, &str); 3] = [
    (
        "bidirectional_sequence_lstm-hybrid-000",
        "batch-major with merged outputs: the reference steps through its states by the length of a joined row",
    ),
    ("bidirectional_sequence_lstm-hybrid-005", "as bidirectional_sequence_lstm-hybrid-000"),
    (
        "unidirectional_sequence_rnn-hybrid-006",
        "a quantized state lies at a tie, decided by the last bit of the reference's tanh",
    ),
];

impl ConformanceCase {
    /// An error is a defect of the corpus or of its reader.
    fn try_run(&self) -> Result<Outcome, String> {
        let model = self.zip.read(&format!("{}/model.tflite", self.folder))?;
        let inputs = self.zip.read_npz(&format!("{}/inputs.npz", self.folder))?;
        let steps = usize::try_from(self.meta["steps"].as_u64().unwrap_or(1)).unwrap_or(1);
        let result = run_steps(model, &inputs, steps);
        Ok(match (self.meta["expect"].as_str(), result) {
            (Some("ok"), Ok(outputs)) => self.compare_all(&outputs)?,
            (Some("ok"), Err(Refusal::Unsupported(what))) => Outcome::Unsupported(what),
            (Some("ok"), Err(refusal)) if self.may_lack_type(&refusal) => {
                Outcome::Unsupported(format!("{} on {}", self.op(), self.dtype()))
            }
            (Some("ok"), Err(refusal)) => Outcome::Failed(format!("refused: {refusal}")),
            (Some("error"), Ok(_)) => Outcome::Failed(format!("not refused ({})", self.reference_message())),
            (Some("error" | "no-crash"), Err(Refusal::Unsupported(what))) if !self.is_about_support() => {
                Outcome::Unsupported(what)
            }
            (Some("error"), Err(_)) | (Some("no-crash"), _) => Outcome::Passed,
            (other, _) => return Err(format!("expect {other:?}")),
        })
    }

    /// The op of the model that was damaged; empty for sound models.
    fn damaged_op(&self) -> &str {
        self.meta["attributes"]["of"].as_str().unwrap_or_default()
    }

    /// Whether the model was damaged so that "unsupported" is the right answer. Elsewhere an unsupported op
    /// hides whether the damage would have been found.
    fn is_about_support(&self) -> bool {
        let mutation = self.meta["attributes"]["mutation"].as_str().unwrap_or_default();
        const ABOUT_SUPPORT: [&str; 10] = [
            "unknown_operator",
            "unknown_custom_operator",
            "unsupported_version",
            "unknown_type_code",
            "operator_exchanged",
            "weights_type_changed",
            "supplied_type_changed",
            "byte_flips",
            "word_overwritten",
            "options_of_another_operator",
        ];
        ABOUT_SUPPORT.contains(&mutation)
    }

    /// Whether the op is there, but not for this type. The types of the ops that are there must be: only
    /// rarer ones may be refused.
    fn may_lack_type(&self, refusal: &Refusal) -> bool {
        const REQUIRED: [&str; 6] = ["int8", "uint8", "int16", "int16x8", "float32", "hybrid"];
        let Refusal::Error(error) = refusal else { return false };
        matches!(error.kind(), ErrorKind::BadType | ErrorKind::Unsupported) && !REQUIRED.contains(&self.dtype())
    }

    fn reference_message(&self) -> &str {
        self.meta["reference_message"].as_str().unwrap_or("no message").lines().next().unwrap_or_default()
    }

    fn compare_all(&self, steps: &[Vec<Array>]) -> Result<Outcome, String> {
        let expected = self.zip.read_npz(&format!("{}/expected.npz", self.folder))?;
        let tolerance = Tolerance::from_meta(&self.meta)?;
        for (step, outputs) in steps.iter().enumerate() {
            let wanted = (0..).map_while(|index| lookup(&expected, steps.len(), step, "output", index)).count();
            if outputs.len() != wanted {
                return Ok(Outcome::Failed(format!("{} outputs instead of {wanted}", outputs.len())));
            }
            for (index, output) in outputs.iter().enumerate() {
                let Some(expected) = lookup(&expected, steps.len(), step, "output", index) else { continue };
                if let Err(difference) = compare(output, expected, tolerance) {
                    return Ok(Outcome::Failed(format!("step {step}, output {index}: {difference}")));
                }
            }
        }
        Ok(Outcome::Passed)
    }
}

fn run_steps(model: Vec<u8>, inputs: &BTreeMap<String, Array>, steps: usize) -> Result<Vec<Vec<Array>>, Refusal> {
    let mut session = Session::new(model)?;
    let mut outputs = Vec::with_capacity(steps);
    for step in 0..steps {
        let arrays: Vec<&Array> = (0..).map_while(|index| lookup(inputs, steps, step, "input", index)).collect();
        session.set_inputs(&arrays)?;
        session.invoke()?;
        outputs.push(session.outputs()?);
    }
    Ok(outputs)
}

/// `input_0`, or `step0_input_0` where a case has several steps.
fn lookup<'a>(
    arrays: &'a BTreeMap<String, Array>,
    steps: usize,
    step: usize,
    kind: &str,
    index: usize,
) -> Option<&'a Array> {
    let plain = if steps == 1 { arrays.get(&format!("{kind}_{index}")) } else { None };
    plain.or_else(|| arrays.get(&format!("step{step}_{kind}_{index}")))
}
