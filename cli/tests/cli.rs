//! The command as a process: exit codes, what is printed where, and the files it writes.
#![allow(clippy::unwrap_used)] // Helpers of tests are not tests to clippy.

use ferrolite_cli::npz::{Archive, Array, Dtype};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/digits_int8.tflite");
const SEVEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/seven.png");

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ferrolite"));
    command.args(arguments).env_remove("CLICOLOR_FORCE");
    command
}

fn ferrolite(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// What a successful command printed.
fn stdout(arguments: &[&str]) -> String {
    let output = ferrolite(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(arguments)).unwrap()
}

/// The one line that a command with this exit code explained itself with.
fn complaint(arguments: &[&str], code: i32) -> String {
    let output = ferrolite(arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{arguments:?}: {errors}");
    assert!(errors.starts_with("error: ") && output.stdout.is_empty(), "{arguments:?}: {errors}");
    errors
}

/// A file that is gone after the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("ferrolite-cli-{}-{name}", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn save(scratch: &Scratch, arrays: &[(&str, &Array)]) {
    let mut archive = Archive::new();
    for (name, array) in arrays {
        archive.insert(*name, (*array).clone()).unwrap();
    }
    archive.save(&scratch.0).unwrap();
}

/// The picture of a seven, `count` times, as the network's int8 input.
fn sevens(count: usize) -> Array {
    let geometry = ferrolite_cli::image::Geometry::of(&[1, 8, 8, 1]).unwrap();
    let pixels = ferrolite_cli::image::load(Path::new(SEVEN), geometry).unwrap();
    let bytes: Vec<u8> = pixels.iter().map(|pixel| pixel ^ 0x80).collect();
    Array::new(Dtype::I8, vec![count, 8, 8, 1], bytes.repeat(count)).unwrap()
}

/// The same as real numbers in 0..=1.
fn real_seven() -> Array {
    let reals = sevens(1).to_reals().unwrap().into_iter().flat_map(|value| ((value + 128.0) / 255.0).to_le_bytes());
    Array::new(Dtype::F32, vec![1, 8, 8, 1], reals.collect()).unwrap()
}

/// Runs the digits network on these arrays.
fn run_arrays(name: &str, arrays: &[(&str, &Array)], flags: &[&str]) -> Archive {
    let (inputs, outputs) = (Scratch::new(&format!("{name}-in.npz")), Scratch::new(&format!("{name}-out.npz")));
    save(&inputs, arrays);
    let arguments = [&["run", DIGITS, "--inputs", inputs.path(), "--output", outputs.path()], flags].concat();
    assert_eq!(stdout(&arguments), "");
    Archive::open(&outputs.0).unwrap()
}

fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap()
}

#[test]
fn the_picture_of_a_seven_is_a_seven() {
    let text = stdout(&["run", DIGITS, "--image", SEVEN]);
    assert!(text.starts_with('7'), "{text}");
    assert!(!text.contains('\u{1b}'), "styles without a terminal: {text:?}");
    let answer = json(&["run", DIGITS, "--image", SEVEN, "--top", "2", "--json"]);
    assert_eq!(answer["classes"].as_array().unwrap().len(), 2);
    assert_eq!(answer["classes"][0]["index"], 7);
}

#[test]
fn labels_and_normalisation_are_taken_from_the_command_line() {
    let labels = Scratch::new("labels.txt");
    std::fs::write(&labels.0, "a\nb\nc\nd\ne\nf\ng\nsieben\ni\nj\n").unwrap();
    let flags = ["--labels", labels.path(), "--mean", "0", "--std", "255"];
    let text = stdout(&[&["run", DIGITS, "--image", SEVEN], &flags[..]].concat());
    assert!(text.starts_with("sieben"), "{text}");
}

#[test]
fn raw_and_real_inputs_give_the_same_outputs() {
    let raw = run_arrays("raw", &[("input_0", &sevens(1))], &[]);
    let output = raw.get("output_0").unwrap();
    assert_eq!((raw.len(), output.dtype(), output.shape()), (1, Dtype::I8, &[1, 10][..]));
    assert_eq!(best(&output.to_reals().unwrap()), 7);
    let by_name = run_arrays("name", &[("serving_default_image:0", &real_seven())], &["--threads", "3"]);
    assert_eq!(by_name.get("output_0"), Some(output));
}

#[test]
fn outputs_are_dequantized_on_demand() {
    let outputs = run_arrays("dequantize", &[("input_0", &sevens(1))], &["--dequantize"]);
    let scores = outputs.get("output_0").unwrap().to_f32().unwrap();
    assert_eq!(best(&scores), 7);
    assert!(scores[7] > 0.5 && scores[7] <= 1.0, "{scores:?}");
}

#[test]
fn every_tensor_is_written_on_demand() {
    let plain = run_arrays("plain", &[("input_0", &sevens(1))], &[]);
    let all = run_arrays("all", &[("input_0", &sevens(1))], &["--all-tensors"]);
    assert_eq!(all.get("output_0"), plain.get("output_0"));
    assert!(all.iter().filter(|(name, _)| name.starts_with("tensor_")).count() > 20);
    assert_eq!(all.get("tensor_0"), Some(&sevens(1)), "the first tensor is the input");
}

#[test]
fn inputs_of_another_shape_resize_the_model_in_any_step() {
    let arrays = [("step0_input_0", &sevens(2)), ("step1_input_0", &sevens(1)), ("step2_input_0", &sevens(3))];
    let outputs = run_arrays("steps", &arrays, &[]);
    assert_eq!(outputs.len(), 3);
    let one = outputs.get("step1_output_0").unwrap();
    for (step, count) in [("step0_output_0", 2), ("step2_output_0", 3)] {
        let output = outputs.get(step).unwrap();
        assert_eq!(output.shape(), [count, 10]);
        assert_eq!(output.bytes(), one.bytes().repeat(count));
    }
}

#[test]
fn arrays_that_do_not_fit_are_refused_in_one_line() {
    let inputs = Scratch::new("refused.npz");
    let run = ["run", DIGITS, "--inputs", inputs.path()];
    save(&inputs, &[("input_0", &real_seven())]);
    assert!(complaint(&[&run[..], &["--raw"]].concat(), 1).contains("float32"));
    let doubles = Array::new(Dtype::F64, vec![1, 8, 8, 1], vec![0; 512]).unwrap();
    save(&inputs, &[("input_0", &doubles)]);
    assert!(complaint(&run, 1).contains("float64"));
    save(&inputs, &[("picture", &sevens(1))]);
    assert!(complaint(&run, 1).contains("picture"));
    save(&inputs, &[]);
    assert!(complaint(&run, 1).contains("input 0"));
    let flat = Array::new(Dtype::I8, vec![64], vec![0; 64]).unwrap();
    save(&inputs, &[("input_0", &flat)]);
    complaint(&run, 1);
    std::fs::write(&inputs.0, "no archive").unwrap();
    assert!(complaint(&run, 1).contains(inputs.path()));
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for arguments in [
        &[][..],
        &["fly"],
        &["run", DIGITS],
        &["run", DIGITS, "--image", SEVEN, "--dequantize"],
        &["run", DIGITS, "--image", SEVEN, "--mean", "1,2", "--std", "1"],
        &["bench", DIGITS, "--threads", "none"],
        &["inspect"],
    ] {
        complaint(arguments, 2);
    }
}

#[test]
fn files_that_are_not_there_end_with_1() {
    for command in ["inspect", "bench", "verify"] {
        assert!(complaint(&[command, "absent.tflite"], 1).contains("absent.tflite"));
    }
    assert!(complaint(&["run", DIGITS, "--image", "absent.png"], 1).contains("absent.png"));
    assert!(complaint(&["run", DIGITS, "--inputs", "absent.npz"], 1).contains("absent.npz"));
    assert!(complaint(&["run", DIGITS, "--image", DIGITS], 1).contains("digits_int8.tflite"));
}

#[test]
fn threads_and_instruction_sets_change_no_result() {
    let arrays = [("input_0", &sevens(2))];
    let expected = run_arrays("threads-1", &arrays, &["--all-tensors"]);
    for flags in [["--threads", "2"], ["--threads", "3"], ["--isa", "scalar"]] {
        let actual = run_arrays("threads-n", &arrays, &[&["--all-tensors"], &flags[..]].concat());
        assert!(expected.iter().count() > 10 && expected.iter().eq(actual.iter()), "{flags:?}");
    }
}

#[test]
fn damaged_models_are_refused_in_one_line() {
    let model = Scratch::new("damaged.tflite");
    let bytes = std::fs::read(DIGITS).unwrap();
    for length in [0, 7, 100, bytes.len() / 2] {
        std::fs::write(&model.0, &bytes[..length]).unwrap();
        complaint(&["inspect", model.path()], 1);
        complaint(&["bench", model.path()], 1);
        complaint(&["run", model.path(), "--image", SEVEN], 1);
        let verified = ferrolite(&["verify", model.path()]);
        assert_eq!(verified.status.code(), Some(1));
        assert!(verified.stderr.is_empty() && !verified.stdout.is_empty());
    }
}

#[test]
fn verify_finds_nothing_in_a_sound_model() {
    assert_eq!(stdout(&["verify", DIGITS]), "ok\n");
    assert_eq!(json(&["verify", DIGITS, "--json"])["ok"], true);
}

#[test]
fn inspect_shows_inputs_operators_and_memory() {
    let text = stdout(&["inspect", DIGITS]);
    for part in ["serving_default_image:0", "DEPTHWISE_CONV_2D", "0.0000 … 1.0000", "arena", "serving_default: image"]
    {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let report = json(&["inspect", DIGITS, "--json"]);
    assert_eq!(report["inputs"][0]["shape"], serde_json::json!([1, 8, 8, 1]));
    assert_eq!(report["inputs"][0]["quantization"]["zero_points"][0], -128);
    assert_eq!(report["subgraphs"][0]["operators"][0]["name"], "CONV_2D");
    assert!(report["memory"]["isa"].is_string());
    let number = |key: &str| report["memory"][key].as_u64().unwrap();
    assert!(number("arena_bytes") > 0 && number("macs") > 0);
    assert!((1..=number("activation_bytes")).contains(&number("compact_activation_bytes")));
}

#[test]
fn bench_measures() {
    let report = json(&["bench", DIGITS, "--seconds", "0.02", "--json"]);
    let number = |key: &str| report[key].as_f64().unwrap();
    assert!(number("min_ms") > 0.0 && number("min_ms") <= number("median_ms"));
    assert!(number("median_ms") <= number("p90_ms") && number("runs") >= 1.0);
    assert!(number("load_ms") > 0.0 && number("plan_ms") > 0.0 && number("first_ms") > 0.0);
    assert!(number("arena_bytes") > 0.0);
    assert!(number("compact_activation_bytes") > 0.0);
    assert!(number("compact_activation_bytes") <= number("activation_bytes"));
    assert!(report["isa"].is_string() && number("threads") >= 1.0 && report.get("ops").is_none());
    let report = json(&["bench", DIGITS, "--seconds", "0", "--json", "--threads", "3", "--isa", "scalar"]);
    assert_eq!((report["threads"].as_u64(), report["isa"].as_str()), (Some(3), Some("scalar")));
    let table = stdout(&["bench", DIGITS, "--seconds", "0", "--ops"]);
    assert!(table.contains("median") && table.contains("SOFTMAX"), "{table}");
}

#[test]
fn bench_measures_on_given_arrays() {
    let inputs = Scratch::new("bench.npz");
    let mut archive = Archive::new();
    archive.insert("input_0", Array::new(Dtype::I8, vec![2, 8, 8, 1], vec![7; 128]).unwrap()).unwrap();
    archive.save(Path::new(inputs.path())).unwrap();
    let report = json(&["bench", DIGITS, "--inputs", inputs.path(), "--seconds", "0", "--json"]);
    let alone = json(&["bench", DIGITS, "--seconds", "0", "--json"]);
    // Planned for the batch of the array, not for the one of the file.
    assert!(report["arena_bytes"].as_u64().unwrap() > alone["arena_bytes"].as_u64().unwrap());
    assert!(complaint(&["bench", DIGITS, "--inputs", "absent.npz"], 1).contains("absent.npz"));
}

#[test]
fn help_is_an_answer() {
    for arguments in [&["--help"][..], &["run", "--help"], &["--version"]] {
        assert!(stdout(arguments).contains("ferrolite"), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let mut child =
        command(&["inspect", DIGITS, "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]));
}
