//! Whole networks: every tensor against what LiteRT's reference kernels computed.
//!
//! The networks and the reference's results are not part of the repository:
//! `models/goldens/record_models.py` records them into a folder, see `support/mod.rs`. Integer tensors must be
//! equal in every bit; floats within 1e-4 of their tensor's range, of networks with hybrid operators within what LiteRT's
//! own kernels differ by where that is more: there a last bit decides which integer an activation becomes. A network that
//! LiteRT refuses must give an error, which names every operator that is missing.

mod support;

use ferrolite::{ErrorKind, Interpreter, Model};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::archive::{Array, Zip};
use support::compare::{Tolerance, compare, numbers};
use support::runner::{self, Case, Outcome};
use support::say;
use support::session::{Refusal, Session};

/// Part of a tensor's range by which its floats may differ.
const TOLERANCE: f64 = 1e-4;
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
        let mut session = Session::with_options(model.clone(), Session::keep_all())?;
        session.set_inputs(&inputs)?;
        session.invoke()?;
        let outputs = session.model().subgraphs().first().map(|graph| graph.outputs.clone()).unwrap_or_default();
        let kept: Vec<Array> = session.outputs()?;
        self.compare_tensors(&mut session)?;
        for (position, expected) in self.arrays("outputs.npz", "output")? {
            let actual = kept.get(position).ok_or_else(|| Refusal::Arrays(format!("no output {position}")))?;
            if expected.dtype == "string" {
                compare(actual, &expected, Tolerance::Exact).map_err(Refusal::Arrays)?;
                continue;
            }
            let allowed = self.tolerance() * self.range(outputs.get(position).copied());
            compare_floats(actual, &numbers(&expected).map_err(Refusal::Arrays)?, 1, allowed)
                .map_err(|difference| Refusal::Arrays(format!("output {position}: {difference}")))?;
        }
        drop(session);
        production_gives_the_same(model, &inputs, &kept)
    }

    /// Every recorded tensor, in the order in which the operators compute them, so that the first
    /// difference is where it begins.
    fn compare_tensors(&self, session: &mut Session) -> Result<(), Refusal> {
        let model = session.model().clone();
        let graph = model.subgraphs().first().ok_or_else(|| Refusal::Arrays("no graph".into()))?;
        let tolerance = self.tolerance();
        let computed = graph.operators.iter().flat_map(|op| op.outputs.iter().map(move |output| (Some(op), *output)));
        for (op, index) in graph.inputs.iter().map(|input| (None, *input)).chain(computed) {
            let expected = &self.trace["tensors"][index.to_string()];
            if expected.is_null() {
                continue;
            }
            let actual = session.tensor(index)?;
            compare_tensor(&actual, expected, tolerance).map_err(|difference| {
                let op = op.map_or_else(|| "input".into(), |op| format!("op {} {}", op.index, op.code));
                Refusal::Arrays(format!("{op}, tensor {index}: {difference}"))
            })?;
        }
        Ok(())
    }

    /// Part of a tensor's range by which floats of this network may differ.
    fn tolerance(&self) -> f64 {
        if self.dtype() != "hybrid" {
            return TOLERANCE;
        }
        let tensors = self.trace["tensors"].as_object().into_iter().flat_map(|tensors| tensors.values());
        let apart = |tensor: &Value| tensor["apart"].as_f64().unwrap_or(0.0) / range(tensor);
        tensors
            .map(apart)
            .filter(|apart| apart.is_finite())
            .fold(TOLERANCE.max(self.trace["apart"].as_f64().unwrap_or(0.0)), f64::max)
    }

    fn range(&self, tensor: Option<usize>) -> f64 {
        range(&self.trace["tensors"][tensor.unwrap_or_default().to_string()])
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

/// Without kept tensors memory is used again: the outputs must be the same bits.
fn production_gives_the_same(model: Vec<u8>, inputs: &[&Array], kept: &[Array]) -> Result<(), Refusal> {
    let mut session = Session::new(model)?;
    session.set_inputs(inputs)?;
    session.invoke()?;
    if session.outputs()? == kept {
        return Ok(());
    }
    Err(Refusal::Arrays("the outputs depend on whether tensors are kept".into()))
}

fn compare_tensor(actual: &Array, expected: &Value, tolerance: f64) -> Result<(), String> {
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
    let samples: Vec<f64> = samples.filter_map(|sample| sample.as_str()?.parse().ok()).collect();
    let stride = usize::try_from(expected["stride"].as_u64().unwrap_or(1)).unwrap_or(1);
    compare_floats(actual, &samples, stride, tolerance * range(expected))?;
    // A wild value between the samples would leave the range.
    let values = numbers(actual)?;
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let (least, most) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), v| (least.min(v), most.max(v)));
    for (what, found, bound) in [("least", least, &expected["min"]), ("greatest", most, &expected["max"])] {
        let bound = bound.as_f64().unwrap_or(0.0);
        if found.is_finite() && (found - bound).abs() > tolerance * range(expected) {
            return Err(format!("the {what} value is {found} instead of {bound}"));
        }
    }
    Ok(())
}

/// The extent of a recorded float tensor.
fn range(expected: &Value) -> f64 {
    let (least, most) = (expected["min"].as_f64().unwrap_or(0.0), expected["max"].as_f64().unwrap_or(0.0));
    // A tensor of one value has no extent: its size counts.
    if most > least { most - least } else { most.abs() }
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
    Err(format!("element {} is off by {:e}, {:.2} times what is allowed", worst.1, worst.0, worst.0 / allowed))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
