//! Subgraphs that call each other, and operators that the caller brings.
#![allow(clippy::unwrap_used)]

#[path = "support/builder.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod builder;

use builder::{BOOL, FLOAT32, Field, GraphSpec, ModelSpec, OpSpec, TensorSpec};
use ferrolite::custom::{CustomKernel, CustomOperator, Operands, Setup};
use ferrolite::{ErrorKind, Interpreter, Limits, Model, Plan, PlanOptions, Result};

const CUSTOM: i32 = 32;
const IF: i32 = 118;
const WHILE: i32 = 119;
const ADD: i32 = 0;
const LESS: i32 = 58;
const IF_OPTIONS: u8 = 92;
const WHILE_OPTIONS: u8 = 93;

/// Positions in the list of operator codes.
const CODES: [i32; 5] = [CUSTOM, IF, WHILE, ADD, LESS];

fn vector() -> TensorSpec {
    TensorSpec::new("vector", FLOAT32, &[2])
}

fn graph(tensors: Vec<TensorSpec>, inputs: &[i32], outputs: &[i32], ops: Vec<OpSpec>) -> GraphSpec {
    GraphSpec { tensors, inputs: inputs.to_vec(), outputs: outputs.to_vec(), ops }
}

/// Doubles its input, a float32 tensor.
fn doubling() -> GraphSpec {
    graph(vec![vector(), vector()], &[0], &[1], vec![OpSpec::new(0, &[0], &[1])])
}

fn model(graphs: Vec<GraphSpec>) -> Model {
    let spec = ModelSpec { graphs, custom: "Double", ..ModelSpec::new(&CODES, GraphSpec::default(), &[vec![1]]) };
    Model::from_bytes(spec.bytes()).unwrap()
}

/// Twice the value.
struct Double;

impl CustomOperator for Double {
    fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>> {
        Ok(vec![op.input(0)?.shape.to_vec()])
    }

    fn prepare(&self, _op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>> {
        Ok(Box::new(Self))
    }
}

impl CustomKernel for Double {
    fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
        let input = operands.input::<f32>(0)?;
        operands.output::<f32>(0)?.iter_mut().zip(input).for_each(|(output, input)| *output = 2.0 * input);
        Ok(())
    }
}

fn options() -> PlanOptions {
    PlanOptions::default().custom_operator("Double", Double)
}

fn interpreter(graphs: Vec<GraphSpec>, options: PlanOptions) -> Interpreter {
    Interpreter::from_plan(&Plan::with_options(&model(graphs), options).unwrap())
}

#[test]
fn a_custom_operator_runs_in_a_branch() {
    let condition = TensorSpec::new("condition", BOOL, &[1]);
    let op = OpSpec::new(1, &[0, 1], &[2]).options(IF_OPTIONS, &[Field::Int(1), Field::Int(2)]);
    let main = graph(vec![condition, vector(), vector()], &[0, 1], &[2], vec![op]);
    let identity = graph(vec![vector()], &[0], &[0], Vec::new());
    let mut interpreter = interpreter(vec![main, doubling(), identity], options());
    for (condition, expected) in [(true, [3.0, -8.0]), (false, [1.5, -4.0]), (true, [3.0, -8.0])] {
        interpreter.input(0).unwrap().write_bool(&[condition]).unwrap();
        interpreter.input(1).unwrap().write_f32(&[1.5, -4.0]).unwrap();
        let mut seen = Vec::new();
        interpreter.invoke_observed(|observation| seen.push((observation.subgraph, observation.op))).unwrap();
        assert_eq!(interpreter.output(0).unwrap().to_f32().unwrap(), expected);
        assert_eq!(seen, if condition { vec![(1, 0), (0, 0)] } else { vec![(0, 0)] });
    }
}

#[test]
fn a_loop_without_end_is_stopped() {
    let op = OpSpec::new(2, &[0], &[1]).options(WHILE_OPTIONS, &[Field::Int(1), Field::Int(2)]);
    let main = graph(vec![vector(), vector()], &[0], &[1], vec![op]);
    let truth = TensorSpec::new("true", BOOL, &[]).buffer(1);
    let forever = graph(vec![vector(), truth], &[0], &[1], Vec::new());
    let limits = Limits { loop_iterations: 5, ..Limits::default() };
    let mut interpreter = interpreter(vec![main, forever, doubling()], options().limits(limits));
    interpreter.input(0).unwrap().write_f32(&[1.0, 2.0]).unwrap();
    let mut iterations = Vec::new();
    let stopped = interpreter.invoke_observed(|observation| iterations.push(observation.iteration));
    assert_eq!(stopped.unwrap_err().kind(), ErrorKind::LimitExceeded);
    assert_eq!(iterations, [0, 1, 2, 3, 4]);
}

#[test]
fn a_loop_has_what_its_condition_does_not_read_and_what_its_body_leaves_as_it_is() {
    let number = || TensorSpec::new("number", FLOAT32, &[1]);
    let tensors = || vec![number(), number(), vector(), vector()];
    let and = |more: &[TensorSpec]| [&tensors(), more].concat();
    let op = OpSpec::new(2, &[0, 1, 2, 3], &[4, 5, 6, 7]).options(WHILE_OPTIONS, &[Field::Int(1), Field::Int(2)]);
    let main = graph(and(&tensors()), &[0, 1, 2, 3], &[4, 6, 7], vec![op]);
    let less = OpSpec::new(4, &[0, 1], &[4]);
    let condition = graph(and(&[TensorSpec::new("condition", BOOL, &[1])]), &[0, 1, 2, 3], &[4], vec![less]);
    // The first number doubles, the first vector grows by the second.
    let ops = vec![OpSpec::new(0, &[0], &[4]), OpSpec::new(3, &[2, 3], &[5])];
    let body = graph(and(&[number(), vector()]), &[0, 1, 2, 3], &[4, 1, 5, 3], ops);
    let mut interpreter = interpreter(vec![main, condition, body], options());
    for (limit, step, end, sum) in [(10.0, [1.0, 2.0], 16.0, [4.0, 8.5]), (3.0, [10.0, 20.0], 4.0, [20.0, 40.5])] {
        let inputs: [&[f32]; 4] = [&[1.0], &[limit], &[0.0, 0.5], &step];
        for (position, input) in inputs.into_iter().enumerate() {
            interpreter.input(position).unwrap().write_f32(input).unwrap();
        }
        interpreter.invoke().unwrap();
        let output = |position| interpreter.output(position).unwrap().to_f32().unwrap();
        assert_eq!((output(0), output(1), output(2)), (vec![end], sum.to_vec(), step.to_vec()));
    }
}

#[test]
fn a_custom_operator_that_nobody_brings_is_named() {
    let error = Plan::new(&model(vec![doubling()])).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.detail().contains("Double version 1 on float32"), "{error}");
}
