//! Invoking a static graph allocates nothing, and a further interpreter costs its arena alone.
#![allow(clippy::unwrap_used)]

#[path = "support/memory.rs"]
#[allow(dead_code, unreachable_pub, unsafe_code, reason = "each test binary uses its own part")]
mod memory;

use ferrolite::{Interpreter, Model, Plan};
use memory::allocated;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

fn digits() -> Model {
    Model::from_static(include_bytes!("../models/digits_int8.tflite")).unwrap()
}

#[test]
fn invoke_allocates_nothing() {
    let mut interpreter = Interpreter::new(&digits()).unwrap();
    let before = allocated().0;
    for _ in 0..3 {
        interpreter.input(0).unwrap().write_f32(&[0.5; 64]).unwrap();
        interpreter.invoke().unwrap();
        assert!(!interpreter.output(0).unwrap().as_slice::<i8>().unwrap().is_empty());
    }
    assert_eq!(allocated().0 - before, 0);
}

#[test]
fn a_further_interpreter_costs_its_arena_alone() {
    let plan = Plan::new(&digits()).unwrap();
    let first = Interpreter::from_plan(&plan);
    let before = allocated().1;
    let second = Interpreter::from_plan(&plan);
    let spent = allocated().1 - before;
    // Besides the arena: the list of its regions and of its segments.
    assert!(spent <= plan.arena_bytes() + 512, "{spent} bytes for an arena of {}", plan.arena_bytes());
    drop((first, second));
}
