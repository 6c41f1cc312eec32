//! Invoking a static graph allocates nothing, and a further interpreter costs its arena alone.
#![allow(clippy::unwrap_used, unsafe_code)]

use ferrolite::{Interpreter, Model, Plan};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

/// Counts the allocations of each thread.
struct Counting;

// SAFETY: every call is passed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + layout.size()));
        // SAFETY: the caller's obligations are the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `alloc` above, so from the system's allocator.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn digits() -> Model {
    Model::from_static(include_bytes!("../models/digits_int8.tflite")).unwrap()
}

#[test]
fn invoke_allocates_nothing() {
    let mut interpreter = Interpreter::new(&digits()).unwrap();
    let before = COUNT.get();
    for _ in 0..3 {
        interpreter.input(0).unwrap().write_f32(&[0.5; 64]).unwrap();
        interpreter.invoke().unwrap();
        assert!(!interpreter.output(0).unwrap().as_slice::<i8>().unwrap().is_empty());
    }
    assert_eq!(COUNT.get() - before, 0);
}

#[test]
fn a_further_interpreter_costs_its_arena_alone() {
    let plan = Plan::new(&digits()).unwrap();
    let first = Interpreter::from_plan(&plan);
    let before = BYTES.get();
    let second = Interpreter::from_plan(&plan);
    let spent = BYTES.get() - before;
    // Besides the arena: the list of its regions and of its segments.
    assert!(spent <= plan.arena_bytes() + 512, "{spent} bytes for an arena of {}", plan.arena_bytes());
    drop((first, second));
}
