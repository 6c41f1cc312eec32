//! Hostile and broken files: each gets a typed error that names the place, and what only looks odd still loads. Named by
//! what the file does; the advisories of TensorFlow Lite that it repeats are in the comments. By stage: `load`, `plan`
//! and `run`; `advisories` has those about single operators, `size` what is large. What single operators refuse beyond
//! these is tested beside them.
#![allow(dead_code, unreachable_pub, reason = "the builder is shared")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod advisories;
#[path = "../support/builder.rs"]
mod builder;
mod load;
mod plan;
mod run;
mod size;

use builder::{FLOAT32, Field, GraphSpec, INT32, ModelSpec, OpSpec, TensorSpec, ints};
use ferrolite::{ErrorKind, Interpreter, Model, Plan};

const RELU: i32 = 19;

/// One operator on float32 inputs `a`, `b` … of these shapes, constants `k`, `l` … of int32, and one output.
fn single(code: i32, inputs: &[&[i32]], constants: &[&[i32]], options: Option<(u8, &[Field])>) -> ModelSpec {
    let inputs = inputs.iter().zip(["a", "b", "c"]).map(|(shape, name)| TensorSpec::new(name, FLOAT32, shape));
    let lists = constants.iter().zip(["k", "l"]).zip(1..).map(|((values, name), buffer)| list(name, values, buffer));
    let output = TensorSpec::new("out", FLOAT32, &[]);
    let data: Vec<Vec<u8>> = constants.iter().map(|values| ints(values)).collect();
    one(code, inputs.chain(lists).chain([output]).collect(), &data, options)
}

/// An int32 vector with the value of a buffer.
fn list(name: &'static str, values: &[i32], buffer: u32) -> TensorSpec {
    TensorSpec::new(name, INT32, &[values.len() as i32]).buffer(buffer)
}

/// One operator on these tensors, the last of them its output; `data` are the buffers from 1 on. What has no buffer and
/// is no variable is an input of the graph.
fn one(code: i32, tensors: Vec<TensorSpec>, data: &[Vec<u8>], options: Option<(u8, &[Field])>) -> ModelSpec {
    let count = tensors.len() as i32 - 1;
    let operands: Vec<i32> = (0..count).collect();
    let mut op = OpSpec::new(0, &operands, &[count]);
    if let Some((number, fields)) = options {
        op = op.options(number, fields);
    }
    let given = operands.into_iter().zip(&tensors).filter(|(_, tensor)| tensor.buffer == 0 && !tensor.is_variable);
    let inputs = given.map(|(index, _)| index).collect();
    ModelSpec::new(&[code], GraphSpec { tensors, inputs, outputs: vec![count], ops: vec![op] }, data)
}

/// RELU of a float32 vector: the least that runs.
fn relu() -> ModelSpec {
    single(RELU, &[&[4]], &[], None)
}

/// The file is refused by the loader, with this kind and a text that has all of these parts.
#[track_caller]
fn refused(model: &ModelSpec, kind: ErrorKind, parts: &[&str]) {
    refused_bytes(model.bytes(), kind, parts);
}

#[track_caller]
fn refused_bytes(bytes: Vec<u8>, kind: ErrorKind, parts: &[&str]) {
    let error = Model::from_bytes(bytes).unwrap_err();
    check(&error, kind, parts);
}

/// What the interpreter of a file says once it runs.
#[track_caller]
fn fails(model: &ModelSpec, kind: ErrorKind, parts: &[&str]) {
    let model = Model::from_bytes(model.bytes()).unwrap();
    let ran = Interpreter::new(&model).and_then(|mut interpreter| interpreter.invoke());
    check(&ran.unwrap_err(), kind, parts);
}

/// The file loads, and the planner refuses it.
#[track_caller]
fn unplanned(model: &ModelSpec, kind: ErrorKind, parts: &[&str]) {
    let model = Model::from_bytes(model.bytes()).unwrap();
    check(&Plan::new(&model).unwrap_err(), kind, parts);
}

#[track_caller]
fn check(error: &ferrolite::Error, kind: ErrorKind, parts: &[&str]) {
    let text = error.to_string();
    assert_eq!(error.kind(), kind, "{text}");
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in {text:?}");
    }
}

#[test]
fn the_smallest_model_runs() {
    let model = Model::from_bytes(relu().bytes()).unwrap();
    let mut interpreter = Interpreter::new(&model).unwrap();
    interpreter.input(0).unwrap().write_f32(&[-1.0, 2.0, -3.0, 4.0]).unwrap();
    interpreter.invoke().unwrap();
    assert_eq!(interpreter.output(0).unwrap().to_f32().unwrap(), [0.0, 2.0, 0.0, 4.0]);
}
