//! `ferrolite diff` as a process: exit codes, where the first difference is, traces, and the inputs that show it.
#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use ferrolite_cli::npz::{Archive, Array};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/digits_int8.tflite");

fn ferrolite(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ferrolite")).args(arguments).env_remove("CLICOLOR_FORCE").output().unwrap()
}

/// What `diff` with this exit code printed.
fn diff(arguments: &[&str], code: i32) -> String {
    let output = ferrolite(&[&["diff"], arguments].concat());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    if code == 2 {
        assert!(errors.starts_with("error: ") && errors.lines().count() == 1, "{errors}");
        return errors;
    }
    assert!(errors.is_empty(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str], code: i32) -> Value {
    serde_json::from_str(&diff(&[arguments, &["--json"]].concat(), code)).unwrap()
}

/// A folder that is gone after the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ferrolite-diff-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A trace of the digits network on the inputs of a seed, and those inputs.
fn trace(scratch: &Scratch) -> (String, String) {
    let (inputs, outputs) = (scratch.file("inputs.npz"), scratch.file("trace.npz"));
    let mut archive = Archive::new();
    let pixels = (0..64_u8).map(|pixel| pixel.wrapping_mul(37)).collect();
    archive.insert("input_0", Array::new(ferrolite_cli::npz::Dtype::I8, vec![1, 8, 8, 1], pixels).unwrap()).unwrap();
    archive.save(inputs.as_ref()).unwrap();
    let output = ferrolite(&["run", DIGITS, "--inputs", &inputs, "--output", &outputs, "--all-tensors"]);
    assert!(output.status.success());
    (inputs, outputs)
}

/// The trace with one added to an element of the first of these tensors, and of every one after it.
fn injected(scratch: &Scratch, trace: &str, tensors: &[usize]) -> String {
    let mut changed = Archive::new();
    for (key, array) in Archive::open(trace.as_ref()).unwrap().iter() {
        let mut bytes = array.bytes().to_vec();
        if tensors.iter().any(|tensor| key == format!("tensor_{tensor}")) {
            bytes[3] = bytes[3].wrapping_add(1);
        }
        changed.insert(key, Array::new(array.dtype(), array.shape().to_vec(), bytes).unwrap()).unwrap();
    }
    let path = scratch.file("injected.npz");
    changed.save(path.as_ref()).unwrap();
    path
}

#[test]
fn executions_of_one_model_are_the_same() {
    for flags in [&[][..], &["--threads-b", "3"], &["--isa-b", "scalar"], &["--no-rewrites", "--isa-b", "scalar"]] {
        let report = json(&[&[DIGITS, "--seeds", "3"], flags].concat(), 0);
        assert_eq!((report["same"].as_bool(), report["runs"].as_u64()), (Some(true), Some(3)), "{flags:?}");
        assert!(report["compared"].as_u64().unwrap() > 5 && report["differing"] == 0);
        assert!(report.get("first").is_none());
    }
    let text = diff(&[DIGITS], 0);
    assert!(text.contains("the same") && text.contains("scalar, threads: 1, no rewrites"), "{text}");
}

#[test]
fn what_is_fused_away_is_counted_and_can_be_kept() {
    let fused = json(&[DIGITS], 0);
    let kept = json(&[DIGITS, "--no-rewrites", "--isa-b", "scalar"], 0);
    let count = |report: &Value, key: &str| report[key].as_u64().unwrap();
    assert_eq!(count(&fused, "compared") + count(&fused, "only_in_b"), count(&kept, "compared"));
    assert_eq!(count(&kept, "only_in_a") + count(&kept, "only_in_b") + count(&kept, "in_neither"), 0);
    let both = json(&[DIGITS, "--isa-b", "scalar"], 0);
    assert_eq!(count(&both, "compared") + count(&both, "in_neither"), count(&kept, "compared"));
}

#[test]
fn a_trace_of_the_same_model_is_the_same() {
    let scratch = Scratch::new("trace");
    let (inputs, trace) = trace(&scratch);
    assert_eq!(json(&[DIGITS, "--trace", &trace], 0)["same"], true);
    assert_eq!(json(&[DIGITS, "--trace", &trace, "--inputs", &inputs, "--no-rewrites"], 0)["same"], true);
    let missing = diff(&[DIGITS, "--trace", &inputs], 2);
    assert!(missing.contains("tensor_<i>"), "{missing}");
}

#[test]
fn the_first_difference_is_found_where_it_is() {
    let scratch = Scratch::new("injected");
    let (inputs, trace) = trace(&scratch);
    let report = json(&[DIGITS, "--trace", &trace, "--no-rewrites"], 0);
    let rows = report["tensors"].as_array().unwrap();
    let tensor = |position: usize| usize::try_from(rows[position]["tensor"].as_u64().unwrap()).unwrap();
    let wrong = injected(&scratch, &trace, &[tensor(4), tensor(2)]);
    let saved = scratch.file("saved.npz");
    let report = json(&[DIGITS, "--trace", &wrong, "--no-rewrites", "--save", &saved], 1);
    assert_eq!((report["same"].as_bool(), report["differing"].as_u64()), (Some(false), Some(2)));
    assert_eq!(report["first"]["row"], 2);
    let row = &report["tensors"][2];
    assert_eq!(
        (row["differing"].as_u64(), row["largest"].as_u64(), row["first"].as_u64()),
        (Some(1), Some(1), Some(3))
    );
    assert_eq!((row["unit"].as_str(), row["op"].as_u64()), (Some("quanta"), rows[2]["op"].as_u64()));
    assert_eq!(row["histogram"][1], serde_json::json!({"from": 1, "to": 1, "count": 1}));
    let read = report["first"]["inputs"].as_array().unwrap();
    assert!(read.iter().any(|input| input["state"] == "constant") && read.iter().any(|input| input["state"] == "same"));
    let reproduced = Archive::open(saved.as_ref()).unwrap();
    assert_eq!(reproduced.get("input_0"), Archive::open(inputs.as_ref()).unwrap().get("input_0"));
    let text = diff(&[DIGITS, "--trace", &wrong, "--no-rewrites", "--top", "1"], 1);
    for part in ["2 of", "first difference", "constant", "first at element 3", "and 1 more"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

/// The digits network with one byte of its largest buffer changed: another weight.
fn with_another_weight(scratch: &Scratch) -> String {
    let model = ferrolite::Model::open(DIGITS).unwrap();
    let graph = &model.subgraphs()[0];
    let weights = graph
        .operators
        .iter()
        .filter_map(|op| op.inputs.get(1).copied().flatten())
        .max_by_key(|&weights| graph.tensors[weights].shape.iter().product::<usize>());
    let trace = Archive::open(trace(scratch).1.as_ref()).unwrap();
    let weights = trace.get(&format!("tensor_{}", weights.unwrap())).unwrap();
    let mut bytes = std::fs::read(DIGITS).unwrap();
    let at = bytes.windows(weights.bytes().len()).position(|window| window == weights.bytes()).unwrap();
    for byte in &mut bytes[at..at + 16] {
        *byte ^= 0x40;
    }
    let path = scratch.file("other.tflite");
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn two_models_differ_from_the_changed_weight_on() {
    let scratch = Scratch::new("models");
    let other = with_another_weight(&scratch);
    let saved = scratch.file("saved.npz");
    let report = json(&[DIGITS, &other, "--seeds", "2", "--save", &saved, "--no-rewrites"], 1);
    assert!(report["differing"].as_u64().unwrap() > 0 && report["b"].as_str().unwrap().starts_with("other.tflite"));
    let first = report["first"]["row"].as_u64().unwrap();
    assert!(
        report["tensors"].as_array().unwrap()[..usize::try_from(first).unwrap()].iter().all(|row| row["same"] == true)
    );
    // The saved inputs show it alone.
    let again = json(&[DIGITS, &other, "--inputs", &saved, "--no-rewrites"], 1);
    assert_eq!(again["first"]["row"].as_u64(), Some(first));
}

#[test]
fn what_cannot_be_found_out_ends_with_2() {
    let scratch = Scratch::new("failures");
    let (_, trace) = trace(&scratch);
    assert!(diff(&["absent.tflite"], 2).contains("absent.tflite"));
    assert!(diff(&[DIGITS, "absent.tflite"], 2).contains("absent.tflite"));
    assert!(diff(&[DIGITS, "--inputs", "absent.npz"], 2).contains("absent.npz"));
    assert!(diff(&[DIGITS, "--inputs", &trace], 2).contains("A: no input is named"));
    diff(&[DIGITS, "--seeds", "0"], 2);
}
