//! The facade on the digits network: inputs, outputs, layouts, threads, signatures, messages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ferrolite::{ErrorKind, Interpreter, Keep, Layout, Model, Plan, PlanOptions};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

fn digits() -> Model {
    Model::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/digits_int8.tflite")).unwrap()
}

/// A seeded picture with values in [0, 1).
fn picture(seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 24) as f32
    };
    (0..64).map(|_| next()).collect()
}

fn scores(interpreter: &mut Interpreter, picture: &[f32]) -> Vec<i8> {
    interpreter.input(0).unwrap().write_f32(picture).unwrap();
    interpreter.invoke().unwrap();
    interpreter.output(0).unwrap().as_slice::<i8>().unwrap().to_vec()
}

#[test]
fn layouts_and_kept_tensors_change_no_result() {
    let model = digits();
    let plans = [
        PlanOptions::default(),
        PlanOptions::default().layout(Layout::Compact),
        PlanOptions::default().keep(Keep::All),
        PlanOptions::default().layout(Layout::Compact).keep(Keep::These(vec![2, 3])),
    ];
    let mut interpreters: Vec<_> =
        plans.map(|options| Interpreter::from_plan(&Plan::with_options(&model, options).unwrap())).into();
    for seed in 0..20 {
        let picture = picture(seed);
        let answers: Vec<_> = interpreters.iter_mut().map(|interpreter| scores(interpreter, &picture)).collect();
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "seed {seed}: {answers:?}");
    }
}

#[test]
fn an_observer_sees_what_a_plan_that_keeps_everything_keeps() {
    let model = digits();
    let mut keeps =
        Interpreter::from_plan(&Plan::with_options(&model, PlanOptions::default().keep(Keep::All)).unwrap());
    let mut reuses =
        Interpreter::from_plan(&Plan::with_options(&model, PlanOptions::default().layout(Layout::Compact)).unwrap());
    let picture = picture(7);
    scores(&mut keeps, &picture);
    reuses.input(0).unwrap().write_f32(&picture).unwrap();
    let mut seen = 0;
    let graph = &model.subgraphs()[0];
    reuses
        .invoke_observed(|observation| {
            for &output in &graph.operators[observation.op].outputs {
                let expected = keeps.tensor(output).unwrap();
                assert_eq!(observation.tensor(output).unwrap().bytes(), expected.bytes(), "op {}", observation.op);
                seen += 1;
            }
        })
        .unwrap();
    assert_eq!(seen, graph.operators.len());
}

#[test]
fn one_plan_serves_many_threads() {
    let plan = Plan::new(&digits()).unwrap();
    let expected: Vec<_> = (0..8).map(|seed| scores(&mut Interpreter::from_plan(&plan), &picture(seed))).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut interpreter = Interpreter::from_plan(&plan);
                for (seed, expected) in expected.iter().enumerate() {
                    assert_eq!(&scores(&mut interpreter, &picture(seed as u32)), expected);
                }
            });
        }
    });
}

#[test]
fn inputs_keep_their_values_in_the_fast_layout() {
    let mut interpreter = Interpreter::new(&digits()).unwrap();
    let first = scores(&mut interpreter, &picture(3));
    interpreter.invoke().unwrap();
    assert_eq!(interpreter.output(0).unwrap().as_slice::<i8>().unwrap(), first);
}

#[test]
fn a_batch_gives_what_its_samples_give() {
    let model = digits();
    let mut single = Interpreter::new(&model).unwrap();
    let pictures: Vec<_> = (0..4).map(picture).collect();
    let one_by_one = single.run_batch(&pictures, |outputs| outputs.output(0)?.to_f32()).unwrap();

    let mut batch = Interpreter::new(&model).unwrap();
    let mut shape = batch.inputs()[0].shape.to_vec();
    shape[0] = 4;
    batch.resize_input(0, &shape).unwrap();
    batch.input(0).unwrap().write_f32(&pictures.concat()).unwrap();
    batch.invoke().unwrap();
    assert_eq!(batch.output(0).unwrap().shape(), [4, 10]);
    assert_eq!(batch.output(0).unwrap().to_f32().unwrap(), one_by_one.concat());
}

#[test]
fn a_shape_that_does_not_fit_names_the_operator_and_changes_nothing() {
    let mut interpreter = Interpreter::new(&digits()).unwrap();
    let expected = scores(&mut interpreter, &picture(1));
    let error = interpreter.resize_input(0, &[1, 2, 2, 5]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadShape, "{error}");
    assert!(error.at().op.is_some(), "{error}");
    assert_eq!(scores(&mut interpreter, &picture(1)), expected);
}

#[test]
fn wrong_types_and_lengths_name_the_call_to_use() {
    let mut interpreter = Interpreter::new(&digits()).unwrap();
    let mut input = interpreter.input(0).unwrap();
    let error = input.write_u8(&[0; 64]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongType);
    assert!(error.detail().contains("call write_i8 or write_f32 to quantize"), "{error}");
    let error = input.write_f32(&[0.0; 63]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongLength);
    assert!(error.detail().contains("64 values, not 63"), "{error}");
    assert_eq!(input.as_mut_slice::<i16>().unwrap_err().kind(), ErrorKind::WrongType);
}

#[test]
fn names_that_do_not_exist_list_those_that_do() {
    let mut interpreter = Interpreter::new(&digits()).unwrap();
    let name = interpreter.inputs()[0].name.to_owned();
    assert!(interpreter.input(name.as_str()).is_ok());
    let error = interpreter.input("nothing").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.detail().contains(&name), "{error}");
    assert_eq!(interpreter.output(1).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn there_is_no_output_before_the_first_run() {
    let interpreter = Interpreter::new(&digits()).unwrap();
    assert_eq!(interpreter.output(0).unwrap_err().kind(), ErrorKind::NotKept);
}

#[test]
fn only_kept_tensors_can_be_read_after_a_run() {
    let model = digits();
    let inner = model.subgraphs()[0].operators[0].outputs[0];
    let mut reuses = Interpreter::from_plan(&Plan::with_options(&model, PlanOptions::default()).unwrap());
    scores(&mut reuses, &picture(0));
    let error = reuses.tensor(inner).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotKept);
    assert!(error.detail().contains("Keep"), "{error}");
    let keep = PlanOptions::default().keep(Keep::These(vec![inner]));
    let mut keeps = Interpreter::from_plan(&Plan::with_options(&model, keep).unwrap());
    scores(&mut keeps, &picture(0));
    assert!(keeps.tensor(inner).is_ok());
}

#[test]
fn a_signature_names_inputs_and_outputs() {
    let model = digits();
    let signature = &model.signatures()[0];
    let (input, output) = (signature.inputs[0].0.clone(), signature.outputs[0].0.clone());
    let mut interpreter = Interpreter::new(&model).unwrap();
    let expected = scores(&mut interpreter, &picture(5));
    let mut runner = interpreter.signature(&signature.key).unwrap();
    runner.input(&input).unwrap().write_f32(&picture(5)).unwrap();
    runner.invoke().unwrap();
    assert_eq!(runner.output(&output).unwrap().as_slice::<i8>().unwrap(), expected);
    assert_eq!(runner.output("nothing").unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(interpreter.signature("nothing").unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn models_are_read_from_everywhere_alike() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/digits_int8.tflite");
    let bytes = std::fs::read(&path).unwrap();
    let shared: std::sync::Arc<[u8]> = bytes.clone().into();
    static EMBEDDED: &[u8] = include_bytes!("../models/digits_int8.tflite");
    let models = [
        Model::open(&path),
        Model::read(&path),
        Model::from_bytes(bytes),
        Model::from_bytes(shared),
        Model::from_static(EMBEDDED),
    ];
    let answers = models.map(|model| scores(&mut Interpreter::new(&model.unwrap()).unwrap(), &picture(9)));
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_missing_file_is_an_io_error() {
    assert_eq!(Model::open("no such file").unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn the_report_adds_up() {
    let plan = Plan::with_options(&digits(), PlanOptions::default().layout(Layout::Compact)).unwrap();
    let report = plan.report();
    assert!(report.is_static);
    assert_eq!(report.arena_bytes, plan.arena_bytes());
    assert_eq!(Interpreter::from_plan(&plan).arena_bytes(), report.arena_bytes);
    assert!(report.macs > 0 && report.macs == report.ops.iter().map(|op| op.macs).sum::<u64>());
    let end = report.ops.iter().flat_map(|op| &op.outputs).filter_map(|t| Some(t.offset? + t.bytes)).max();
    assert!(end.unwrap() <= report.activation_bytes);
}

#[test]
fn a_flag_ends_a_run_between_two_operators() {
    let flag = Arc::new(AtomicBool::new(false));
    let plan = Plan::with_options(&digits(), PlanOptions::default().cancel(flag.clone())).unwrap();
    let mut interpreter = Interpreter::from_plan(&plan);
    let expected = scores(&mut interpreter, &picture(3));
    let mut seen = 0;
    let error = interpreter.invoke_observed(|_| {
        seen += 1;
        flag.store(true, Ordering::Relaxed);
    });
    assert_eq!((error.unwrap_err().kind(), seen), (ErrorKind::Cancelled, 1));
    assert_eq!(interpreter.output(0).unwrap_err().kind(), ErrorKind::NotKept);
    flag.store(false, Ordering::Relaxed);
    assert_eq!(scores(&mut interpreter, &picture(3)), expected);
}
