//! Whole networks: every tensor against what LiteRT's reference kernels computed.
//!
//! The networks and the reference's results are not part of the repository:
//! `models/goldens/record_models.py` records them into a folder, see `support/mod.rs`. Integer tensors must be
//! equal in every bit, and under [`Floats::AsReference`] so must floats, up to the first operator whose last bits are not
//! the reference's ([`is_near`]). After it, and in fused sums, floats may be off by [`TOLERANCE`] of the greatest range
//! among their tensor's and those that its operator reads: the error of a sum goes with its terms, which may be much
//! greater than what is left of them where they cancel. A network that LiteRT refuses must give an error, which names
//! every operator that is missing.

mod support;

use ferrolite::model::{Operator, Subgraph};
use ferrolite::{ErrorKind, Floats, Interpreter, Model, PlanOptions, TensorType};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::archive::{Array, Zip};
use support::compare::{Tolerance, compare, numbers};
use support::runner::{self, Case, Outcome};
use support::say;
use support::session::{Refusal, Session};

/// Part of a range by which floats may differ where they need not be equal.
const TOLERANCE: f64 = 1e-4;
/// Operators that call functions of the C library, which are ours here, or whose subgraphs may.
const LIBRARY: [&str; 18] = [
    "ATAN2",
    "COS",
    "ELU",
    "EXP",
    "GELU",
    "LOG",
    "LOGISTIC",
    "LOG_SOFTMAX",
    "LSTM",
    "POW",
    "SIN",
    "SOFTMAX",
    "STABLEHLO_COMPOSITE",
    "SVDF",
    "TANH",
    "UNIDIRECTIONAL_SEQUENCE_LSTM",
    "UNIDIRECTIONAL_SEQUENCE_RNN",
    "WHILE",
];
/// Networks that LiteRT refuses and ferrolite runs, and why.
const MORE_THAN_LITERT: [(&str, &str); 1] =
    [("graphs-litert_single_conv_no_bias", "the bias of a convolution may be absent here")];

struct Network {
    /// Folder of the trace.
    folder: PathBuf,
    file: PathBuf,
    trace: Value,
}

#[test]
fn models() {
    let Some(networks) = support::corpus("models") else { return };
    let traces = std::env::var_os("FERROLITE_MODEL_TRACES")
        .map_or_else(|| support::root().join("target/model-traces"), PathBuf::from);
    let cases = find(&networks, &traces);
    if cases.is_empty() {
        say!("no traces in {}: networks are skipped (models/goldens/record_models.py records them)", traces.display());
        return;
    }
    runner::run("networks, every tensor", &cases).assert_no_failure();
}

fn find(networks: &Path, traces: &Path) -> Vec<Box<dyn Case>> {
    let entries = std::fs::read_dir(traces).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let mut folders: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    folders.sort();
    let mut cases: Vec<Box<dyn Case>> = Vec::new();
    for folder in folders {
        let Ok(trace) = std::fs::read(folder.join("trace.json")) else { continue };
        let trace = support::json(&trace);
        let file = networks.join(trace["file"].as_str().unwrap_or_default());
        if support::wanted(&[], &file.to_string_lossy()) {
            cases.push(Box::new(Network { folder, file, trace }));
        }
    }
    cases
}

impl Case for Network {
    fn name(&self) -> String {
        support::stem(&self.folder)
    }

    /// The category, which is the folder of the file.
    fn op(&self) -> &str {
        self.trace["file"].as_str().and_then(|file| file.split('/').next()).unwrap_or("?")
    }

    fn dtype(&self) -> &str {
        self.trace["dtype"].as_str().unwrap_or("?")
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(120)
    }

    fn run(&self) -> Outcome {
        let result = if self.trace["refused"].is_string() { self.must_refuse() } else { self.compare() };
        match result {
            Ok(()) => {
                if support::verbose() {
                    say!("passed {}", self.name());
                }
                Outcome::Passed
            }
            Err(Refusal::Unsupported(what)) => Outcome::Unsupported(what),
            Err(Refusal::Error(error)) if error.kind() == ErrorKind::Unsupported && !self.must_run() => {
                Outcome::Unsupported(error.detail().to_owned())
            }
            Err(refusal) => Outcome::Failed(refusal.to_string()),
        }
    }
}

impl Network {
    /// Whether an operator that is there must take the types of this network.
    fn must_run(&self) -> bool {
        ["int8", "uint8", "float32"].contains(&self.dtype())
    }

    fn read(&self) -> Result<Vec<u8>, Refusal> {
        let model = std::fs::read(&self.file).map_err(|error| Refusal::Arrays(error.to_string()))?;
        if hex(&Sha256::digest(&model)) != self.trace["sha256"].as_str().unwrap_or_default() {
            return Err(Refusal::Arrays("the trace is of another file: record it again".into()));
        }
        Ok(model)
    }

    /// What LiteRT refuses is refused here too, with an error that names all custom operators that are missing.
    fn must_refuse(&self) -> Result<(), Refusal> {
        let model = self.read()?;
        let inputs = self.arrays("inputs.npz", "input")?;
        let inputs: Vec<&Array> = inputs.iter().map(|(_, array)| array).collect();
        let run = || -> Result<(), Refusal> {
            // Its error names what is missing in one sentence; a session's counts it.
            Interpreter::new(&Model::from_bytes(model.clone())?)?;
            let mut session = Session::new(model)?;
            session.set_inputs(&inputs)?;
            session.invoke()
        };
        let expected = MORE_THAN_LITERT.iter().any(|(name, _)| *name == self.name());
        match run() {
            Ok(()) if expected => Ok(()),
            Ok(()) => Err(Refusal::Arrays(format!("runs, but LiteRT says {}", self.trace["refused"]))),
            Err(Refusal::Unsupported(what) | Refusal::Arrays(what)) => Err(Refusal::Arrays(what)),
            Err(Refusal::Error(error)) => {
                if support::verbose() {
                    say!("refused {}: {:?}: {error}", self.name(), error.kind());
                }
                let ops = self.trace["ops"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let custom = ops.filter_map(|op| op.strip_prefix("CUSTOM:"));
                let unnamed: Vec<&str> = custom.filter(|op| !error.to_string().contains(op)).collect();
                if error.kind() != ErrorKind::Unsupported || unnamed.is_empty() {
                    return Ok(());
                }
                Err(Refusal::Arrays(format!("{error}: does not name {unnamed:?}")))
            }
        }
    }

    fn compare(&self) -> Result<(), Refusal> {
        let model = self.read()?;
        let inputs = self.arrays("inputs.npz", "input")?;
        let inputs: Vec<&Array> = inputs.iter().map(|(_, array)| array).collect();
        let outputs = self.arrays("outputs.npz", "output")?;
        for floats in Floats::ALL {
            self.compare_with(&model, &inputs, &outputs, floats)
                .map_err(|refusal| Refusal::Arrays(format!("floats {}: {refusal}", floats.name())))?;
        }
        Ok(())
    }

    fn compare_with(
        &self,
        model: &[u8],
        inputs: &[&Array],
        outputs: &[(usize, Array)],
        floats: Floats,
    ) -> Result<(), Refusal> {
        let mut session = Session::with_options(model.to_vec(), Session::keep_all().floats(floats))?;
        session.set_inputs(inputs)?;
        session.invoke()?;
        let indices = session.model().subgraphs().first().map(|graph| graph.outputs.clone()).unwrap_or_default();
        let kept: Vec<Array> = session.outputs()?;
        let allowed = self.compare_tensors(&mut session, floats)?;
        for (position, expected) in outputs {
            let actual = kept.get(*position).ok_or_else(|| Refusal::Arrays(format!("no output {position}")))?;
            if expected.dtype == "string" {
                compare(actual, expected, Tolerance::Exact).map_err(Refusal::Arrays)?;
                continue;
            }
            let allowed = indices.get(*position).and_then(|index| allowed.get(index)).copied().unwrap_or(0.0);
            compare_floats(actual, &numbers(expected).map_err(Refusal::Arrays)?, 1, allowed)
                .map_err(|difference| Refusal::Arrays(format!("output {position}: {difference}")))?;
        }
        drop(session);
        production_gives_the_same(model, inputs, &kept, floats)
    }

    /// Every recorded tensor, in the order in which the operators compute them, so that the first
    /// difference is where it begins. Gives by how much each that need not be equal may be off.
    fn compare_tensors(&self, session: &mut Session, floats: Floats) -> Result<BTreeMap<usize, f64>, Refusal> {
        let model = session.model().clone();
        let graph = model.subgraphs().first().ok_or_else(|| Refusal::Arrays("no graph".into()))?;
        let mut allowed = BTreeMap::new();
        for &input in &graph.inputs {
            self.compare_tensor(session, input, 0.0)
                .map_err(|difference| Refusal::Arrays(format!("input, tensor {input}: {difference}")))?;
        }
        for op in &graph.operators {
            let read = || op.inputs.iter().flatten();
            let near = floats == Floats::Fused
                || self.trace["resolver"] != "BUILTIN_REF"
                || is_near(graph, op)
                || read().any(|input| allowed.contains_key(input));
            let greatest = read().map(|input| self.range(*input)).fold(0.0, f64::max);
            for &output in &op.outputs {
                if near {
                    allowed.insert(output, TOLERANCE * greatest.max(self.range(output)));
                }
                let allowed = allowed.get(&output).copied().unwrap_or(0.0);
                self.compare_tensor(session, output, allowed).map_err(|difference| {
                    Refusal::Arrays(format!("op {} {}, tensor {output}: {difference}", op.index, op.code))
                })?;
            }
        }
        Ok(allowed)
    }

    /// A tensor, if it was recorded.
    fn compare_tensor(&self, session: &mut Session, index: usize, allowed: f64) -> Result<(), String> {
        let expected = &self.trace["tensors"][index.to_string()];
        if expected.is_null() {
            return Ok(());
        }
        let actual = session.tensor(index).map_err(|refusal| refusal.to_string())?;
        compare_tensor(&actual, expected, allowed)
    }

    /// The extent of a recorded float tensor; 0 of others, weights among them.
    fn range(&self, tensor: usize) -> f64 {
        let expected = &self.trace["tensors"][tensor.to_string()];
        let (least, most) = (number(&expected["min"]), number(&expected["max"]));
        // A tensor of one value has no extent: its size counts.
        if most > least { most - least } else { most.abs() }
    }

    /// The arrays `<prefix>_<i>` of a file with their numbers, in the order of the numbers.
    fn arrays(&self, file: &str, prefix: &str) -> Result<Vec<(usize, Array)>, Refusal> {
        let zip = Zip::open(&self.folder.join(file)).map_err(Refusal::Arrays)?;
        let mut arrays = Vec::new();
        for name in zip.names() {
            let number = name.trim_end_matches(".npy").rsplit('_').next().and_then(|number| number.parse().ok());
            let Some(number) = number.filter(|_| name.starts_with(prefix)) else { continue };
            let array = zip.read(name).and_then(|bytes| Array::from_npy(&bytes)).map_err(Refusal::Arrays)?;
            arrays.push((number, array));
        }
        arrays.sort_by_key(|(number, _)| *number);
        Ok(arrays)
    }
}

/// Whether the floats that an operator computes from the reference's may differ from the reference's in their last bits.
/// Of hybrid convolutions an element in tens of thousands does.
fn is_near(graph: &Subgraph, op: &Operator) -> bool {
    let code = op.code.to_string();
    let weights = op.inputs.get(1).copied().flatten().and_then(|index| graph.tensors.get(index));
    LIBRARY.contains(&code.as_str())
        || code == "CONV_2D" && weights.is_some_and(|weights| weights.dtype != TensorType::Float32)
}

/// Without kept tensors memory is used again: the outputs must be the same bits.
fn production_gives_the_same(model: &[u8], inputs: &[&Array], kept: &[Array], floats: Floats) -> Result<(), Refusal> {
    let mut session = Session::with_options(model.to_vec(), PlanOptions::default().floats(floats))?;
    session.set_inputs(inputs)?;
    session.invoke()?;
    if session.outputs()? == kept {
        return Ok(());
    }
    Err(Refusal::Arrays("the outputs depend on whether tensors are kept".into()))
}

fn compare_tensor(actual: &Array, expected: &Value, allowed: f64) -> Result<(), String> {
    let shape: Vec<u64> = expected["shape"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    if actual.dtype != expected["dtype"].as_str().unwrap_or_default() {
        return Err(format!("type {} instead of {}", actual.dtype, expected["dtype"]));
    }
    if !actual.shape.iter().map(|size| *size as u64).eq(shape.iter().copied()) {
        return Err(format!("shape {:?} instead of {shape:?}", actual.shape));
    }
    if let Some(hash) = expected["sha256"].as_str() {
        return if hex(&Sha256::digest(actual.bytes())) == hash { Ok(()) } else { Err("other values".into()) };
    }
    let samples = expected["samples"].as_array().into_iter().flatten();
    let samples: Vec<f64> = samples.map(number).collect();
    let stride = usize::try_from(expected["stride"].as_u64().unwrap_or(1)).unwrap_or(1);
    compare_floats(actual, &samples, stride, allowed)?;
    // A wild value between the samples would leave the range.
    let values = numbers(actual)?;
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let (least, most) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), v| (least.min(v), most.max(v)));
    for (what, found, bound) in [("least", least, &expected["min"]), ("greatest", most, &expected["max"])] {
        let bound = number(bound);
        if found.is_finite() && (found - bound).abs() > allowed {
            return Err(format!("the {what} value is {found} instead of {bound}"));
        }
    }
    if allowed == 0.0 && expected["bits"] != hex(&Sha256::digest(actual.bytes())) {
        return Err("other bits between the samples".into());
    }
    Ok(())
}

/// A float, which traces hold as text; 0 where there is none.
fn number(recorded: &Value) -> f64 {
    recorded.as_str().and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

fn compare_floats(actual: &Array, expected: &[f64], stride: usize, allowed: f64) -> Result<(), String> {
    let actual = numbers(actual)?;
    if actual.len().div_ceil(stride) != expected.len() {
        return Err(format!("{} elements", actual.len()));
    }
    let mut worst = (0.0, 0);
    for (index, (actual, expected)) in actual.iter().step_by(stride).zip(expected).enumerate() {
        let same = actual == expected || actual.is_nan() && expected.is_nan();
        // NaN and infinity are never near.
        let near = if actual.is_finite() && expected.is_finite() { (actual - expected).abs() } else { f64::INFINITY };
        let distance = if same { 0.0 } else { near };
        if distance > worst.0 {
            worst = (distance, index * stride);
        }
    }
    if worst.0 <= allowed {
        return Ok(());
    }
    Err(format!("element {} is off by {:e}, {allowed:e} are allowed", worst.1, worst.0))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
