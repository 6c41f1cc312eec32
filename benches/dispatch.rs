//! What an operator costs beyond its arithmetic: a chain of operators on one element each.
//!
//! `cargo bench --bench dispatch`; `items/s` are operators per second

#[path = "../tests/support/builder.rs"]
#[allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "the tests' builder")]
mod builder;

use builder::{FLOAT32, GraphSpec, INT8, ModelSpec, OpSpec, TensorSpec};
use divan::Bencher;
use divan::counter::ItemsCount;
use ferrolite::{Interpreter, Layout, Model, Plan, PlanOptions};

/// Operators of the chain.
const OPS: usize = 200;
/// Numbers of operators in the schema.
const ADD: i32 = 0;
const RELU: i32 = 19;

fn main() {
    divan::main();
}

/// Tensors 0 to `OPS`, each made from the one before by `op`.
fn chain(code: i32, dtype: i8, op: impl Fn(i32) -> OpSpec) -> Option<Model> {
    let tensor = |_| {
        let tensor = TensorSpec::new("t", dtype, &[1]);
        if dtype == INT8 { tensor.quantized(&[0.5], &[0], 0) } else { tensor }
    };
    let last = OPS as i32;
    let graph = GraphSpec {
        tensors: (0..=last).map(tensor).collect(),
        inputs: vec![0],
        outputs: vec![last],
        ops: (0..last).map(op).collect(),
    };
    Model::from_bytes(ModelSpec::new(&[code], graph, &[]).bytes()).ok()
}

fn invoke(bencher: Bencher<'_, '_>, model: Option<Model>, layout: Layout) {
    let Some(model) = model else { return };
    let Ok(plan) = Plan::with_options(&model, PlanOptions::default().layout(layout)) else { return };
    let mut interpreter = Interpreter::from_plan(&plan);
    bencher.counter(ItemsCount::new(OPS)).bench_local(move || interpreter.invoke().is_ok());
}

/// One input and one output, in place of each other or not.
#[divan::bench(args = [Layout::Fast, Layout::Compact])]
fn relu_float32(bencher: Bencher<'_, '_>, layout: Layout) {
    invoke(bencher, chain(RELU, FLOAT32, |i| OpSpec::new(0, &[i], &[i + 1])), layout);
}

/// Two inputs and one output.
#[divan::bench]
fn add_float32(bencher: Bencher<'_, '_>) {
    invoke(bencher, chain(ADD, FLOAT32, |i| OpSpec::new(0, &[i, i], &[i + 1])), Layout::Fast);
}

/// As above, with the fixed-point arithmetic of int8.
#[divan::bench]
fn add_int8(bencher: Bencher<'_, '_>) {
    invoke(bencher, chain(ADD, INT8, |i| OpSpec::new(0, &[i, i], &[i + 1])), Layout::Fast);
}
