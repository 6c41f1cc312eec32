//! Resource variables: planned where their form is known, and as good where it is not.
#![allow(clippy::unwrap_used)]

#[path = "support/builder.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod builder;

use builder::{FLOAT32, GraphSpec, ModelSpec, OpSpec, RESOURCE, TensorSpec};
use ferrolite::{ErrorKind, Interpreter, Limits, Model, Plan, PlanOptions};

const ADD: i32 = 0;
const VAR_HANDLE: i32 = 142;
const READ_VARIABLE: i32 = 143;
const ASSIGN_VARIABLE: i32 = 144;
const CODES: [i32; 4] = [VAR_HANDLE, READ_VARIABLE, ASSIGN_VARIABLE, ADD];
/// Number of the options of VAR_HANDLE.
const VAR_HANDLE_OPTIONS: u8 = 111;

const HANDLE: i32 = 0;
const X: i32 = 1;

fn handle() -> OpSpec {
    OpSpec::new(0, &[], &[HANDLE]).options(VAR_HANDLE_OPTIONS, &[])
}

fn floats(name: &'static str, shape: &[i32]) -> TensorSpec {
    TensorSpec::new(name, FLOAT32, shape)
}

fn model(tensors: Vec<TensorSpec>, outputs: &[i32], ops: Vec<OpSpec>) -> Model {
    let graph = GraphSpec { tensors, inputs: vec![X], outputs: outputs.to_vec(), ops };
    Model::from_bytes(ModelSpec::new(&CODES, graph, &[]).bytes()).unwrap()
}

/// Assigns x, reads it twice, adds x to what was read and assigns and reads the sum: 2 x.
fn doubling() -> Model {
    let tensors = vec![
        TensorSpec::new("handle", RESOURCE, &[]),
        floats("x", &[1, 2]),
        floats("first", &[1, 2]),
        floats("sum", &[1, 2]),
        floats("y", &[1, 2]),
    ];
    let ops = vec![
        handle(),
        OpSpec::new(2, &[HANDLE, X], &[]),
        OpSpec::new(1, &[HANDLE], &[2]),
        OpSpec::new(3, &[2, X], &[3]),
        OpSpec::new(2, &[HANDLE, 3], &[]),
        OpSpec::new(1, &[HANDLE], &[4]),
    ];
    model(tensors, &[4], ops)
}

fn run(interpreter: &mut Interpreter, x: &[f32]) -> Vec<f32> {
    interpreter.input(0).unwrap().write_f32(x).unwrap();
    interpreter.invoke().unwrap();
    interpreter.output(0).unwrap().to_f32().unwrap()
}

#[test]
fn a_graph_with_variables_of_one_form_is_planned_as_a_whole() {
    let plan = Plan::new(&doubling()).unwrap();
    assert!(plan.is_static());
    let mut interpreter = Interpreter::from_plan(&plan);
    assert_eq!(run(&mut interpreter, &[1.0, 2.0]), [2.0, 4.0]);
    assert_eq!(run(&mut interpreter, &[5.0, -1.0]), [10.0, -2.0]);
}

#[test]
fn variables_take_the_shapes_of_resized_inputs() {
    let mut interpreter = Interpreter::new(&doubling()).unwrap();
    interpreter.resize_input(0, &[3, 2]).unwrap();
    assert!(!interpreter.plan().is_static());
    assert_eq!(run(&mut interpreter, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]);
    interpreter.resize_input(0, &[1, 2]).unwrap();
    assert!(interpreter.plan().is_static());
    assert_eq!(run(&mut interpreter, &[1.0, 2.0]), [2.0, 4.0]);
}

#[test]
fn a_variable_that_takes_values_of_several_lengths_is_read_as_it_is() {
    let tensors = vec![
        TensorSpec::new("handle", RESOURCE, &[]),
        floats("x", &[1, 2]),
        floats("short", &[1]).buffer(1),
        floats("y", &[1, 2]),
    ];
    let ops = vec![
        handle(),
        OpSpec::new(2, &[HANDLE, 2], &[]),
        OpSpec::new(2, &[HANDLE, X], &[]),
        OpSpec::new(1, &[HANDLE], &[3]),
    ];
    let graph = GraphSpec { tensors, inputs: vec![X], outputs: vec![3], ops };
    let model = Model::from_bytes(ModelSpec::new(&CODES, graph, &[vec![0; 4]]).bytes()).unwrap();
    let mut interpreter = Interpreter::new(&model).unwrap();
    assert!(!interpreter.plan().is_static());
    assert_eq!(run(&mut interpreter, &[1.0, 2.0]), [1.0, 2.0]);
}

#[test]
fn a_variable_that_was_never_assigned_cannot_be_read() {
    let tensors = || vec![TensorSpec::new("handle", RESOURCE, &[]), floats("x", &[1, 2]), floats("y", &[1, 2])];
    let read = || OpSpec::new(1, &[HANDLE], &[2]);
    let assign = OpSpec::new(2, &[HANDLE, X], &[]);
    // Nothing assigns it, or only later: then the second invoke reads what the first left.
    for (ops, later) in [(vec![handle(), read()], false), (vec![handle(), read(), assign], true)] {
        let mut interpreter = Interpreter::new(&model(tensors(), &[2], ops)).unwrap();
        for _ in 0..2 {
            let error = interpreter.invoke().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BadValue);
            assert!(error.to_string().contains("op 1 READ_VARIABLE \"y\" (subgraph 0)"), "{error}");
        }
        assert_eq!(interpreter.plan().is_static(), later);
    }
}

#[test]
fn variables_count_against_the_limit_of_memory() {
    let arena_bytes = Plan::new(&doubling()).unwrap().arena_bytes();
    let invoke = |more| {
        let limits = Limits { arena_bytes: arena_bytes + more, ..Limits::default() };
        let plan = Plan::with_options(&doubling(), PlanOptions::default().limits(limits)).unwrap();
        Interpreter::from_plan(&plan).invoke()
    };
    // Two floats.
    assert_eq!(invoke(7).unwrap_err().kind(), ErrorKind::LimitExceeded);
    invoke(8).unwrap();
}
