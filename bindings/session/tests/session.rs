//! Sessions: resized, allocated, read, written and run in the order that callers of TensorFlow Lite choose.
#![allow(clippy::unwrap_used)]

#[path = "../../../tests/support/builder.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod builder;

use builder::{FLOAT32, GraphSpec, ModelSpec, OpSpec, RESOURCE, TensorSpec};
use ferrolite::{ErrorKind, Keep, Model, PlanOptions};
use ferrolite_session::Session;

const ADD: i32 = 0;
const NEG: i32 = 59;
const VAR_HANDLE: i32 = 142;
const READ_VARIABLE: i32 = 143;
const ASSIGN_VARIABLE: i32 = 144;
/// Number of the options of VAR_HANDLE.
const VAR_HANDLE_OPTIONS: u8 = 111;

/// The tensors of [`network`].
const INPUT: usize = 0;
const CONSTANT: usize = 1;
const SUM: usize = 2;
const OUTPUT: usize = 3;

/// −(x + (10, 20)), x of shape [1, 2].
fn network() -> Model {
    let constant: Vec<u8> = [10.0f32, 20.0].iter().flat_map(|value| value.to_le_bytes()).collect();
    let graph = GraphSpec {
        tensors: vec![
            TensorSpec::new("x", FLOAT32, &[1, 2]),
            TensorSpec::new("constant", FLOAT32, &[2]).buffer(1),
            TensorSpec::new("sum", FLOAT32, &[1, 2]),
            TensorSpec::new("y", FLOAT32, &[1, 2]),
        ],
        inputs: vec![0],
        outputs: vec![3],
        ops: vec![OpSpec::new(0, &[0, 1], &[2]), OpSpec::new(1, &[2], &[3])],
    };
    Model::from_bytes(ModelSpec::new(&[ADD, NEG], graph, &[constant]).bytes()).unwrap()
}

fn allocated() -> Session {
    let mut session = Session::new(&network(), PlanOptions::default());
    session.allocate(0).unwrap();
    session
}

#[test]
fn nothing_but_constants_is_there_before_allocation() {
    let mut session = Session::new(&network(), PlanOptions::default());
    assert_eq!(session.read(0, CONSTANT).unwrap().to_f32().unwrap(), [10.0, 20.0]);
    let error = session.read(0, INPUT).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotKept);
    assert!(error.to_string().contains("\"x\" has no memory yet: allocate"), "{error}");
    assert_eq!(session.write(0, INPUT).unwrap_err().kind(), ErrorKind::NotKept);
    assert_eq!(session.invoke(0).unwrap_err().kind(), ErrorKind::NotKept);
    assert!(!session.is_allocated(0));
}

#[test]
fn a_resized_input_shows_its_shape_at_once_and_the_outputs_after_allocation() {
    let mut session = allocated();
    session.resize_input(0, INPUT, &[3, 2], false).unwrap();
    assert!(!session.is_allocated(0));
    assert_eq!(session.info(0, INPUT).unwrap().shape, [3, 2]);
    assert_eq!(session.info(0, OUTPUT).unwrap().shape, [1, 2]);
    session.allocate(0).unwrap();
    assert_eq!(session.info(0, OUTPUT).unwrap().shape, [3, 2]);
    session.write(0, INPUT).unwrap().write_f32(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
    session.invoke(0).unwrap();
    assert_eq!(session.read(0, OUTPUT).unwrap().to_f32().unwrap(), [-10.0, -21.0, -12.0, -23.0, -14.0, -25.0]);
}

#[test]
fn a_shape_that_does_not_fit_is_refused_at_allocation_and_can_be_taken_back() {
    let mut session = allocated();
    session.resize_input(0, INPUT, &[1, 3], false).unwrap();
    assert_eq!(session.allocate(0).unwrap_err().kind(), ErrorKind::BadShape);
    assert!(!session.is_allocated(0));
    session.resize_input(0, INPUT, &[1, 2], false).unwrap();
    session.allocate(0).unwrap();
    session.invoke(0).unwrap();
}

#[test]
fn the_same_shape_changes_nothing() {
    let mut session = allocated();
    session.write(0, INPUT).unwrap().write_f32(&[1.0, 2.0]).unwrap();
    session.resize_input(0, INPUT, &[1, 2], false).unwrap();
    session.allocate(0).unwrap();
    session.invoke(0).unwrap();
    assert_eq!(session.read(0, OUTPUT).unwrap().to_f32().unwrap(), [-11.0, -22.0]);
    assert_eq!(session.read(0, INPUT).unwrap().to_f32().unwrap(), [1.0, 2.0]);
}

#[test]
fn strict_resizing_refuses_dimensions_that_are_not_open() {
    let mut session = Session::new(&network(), PlanOptions::default());
    let error = session.resize_input(0, INPUT, &[3, 2], true).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadShape);
    assert_eq!(session.resize_input(0, SUM, &[3, 2], false).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(session.resize_input(1, INPUT, &[3, 2], false).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn constants_and_reused_memory_are_not_written() {
    let mut session = allocated();
    assert_eq!(session.write(0, CONSTANT).unwrap_err().kind(), ErrorKind::WrongType);
    assert_eq!(session.write(0, SUM).unwrap_err().kind(), ErrorKind::NotKept);
    assert_eq!(session.read(0, 4).unwrap_err().kind(), ErrorKind::NotFound);
    let mut keeping = Session::new(&network(), PlanOptions::default().keep(Keep::All));
    keeping.allocate(0).unwrap();
    keeping.invoke(0).unwrap();
    assert_eq!(keeping.read(0, SUM).unwrap().to_f32().unwrap(), [10.0, 20.0]);
}

#[test]
fn memory_stays_where_it_is_from_run_to_run() {
    let mut session = allocated();
    let input = session.data(0, INPUT).unwrap();
    let output = session.data(0, OUTPUT).unwrap();
    for value in [1.0f32, 2.0] {
        session.write(0, INPUT).unwrap().write_f32(&[value, value]).unwrap();
        session.invoke(0).unwrap();
        assert_eq!(session.data(0, INPUT).unwrap(), input);
        assert_eq!(session.data(0, OUTPUT).unwrap(), output);
        let view = session.read(0, OUTPUT).unwrap();
        assert_eq!((view.bytes().as_ptr(), view.bytes().len()), (output.cast::<u8>().as_ptr().cast_const(), 8));
    }
}

/// Subgraph 0 stores its input in a resource variable, subgraph 1 reads it.
fn store_and_load() -> Model {
    let handle = || TensorSpec::new("handle", RESOURCE, &[]);
    let vector = || TensorSpec::new("value", FLOAT32, &[2]);
    let store = GraphSpec {
        tensors: vec![handle(), vector()],
        inputs: vec![1],
        outputs: vec![1],
        ops: vec![OpSpec::new(0, &[], &[0]).options(VAR_HANDLE_OPTIONS, &[]), OpSpec::new(2, &[0, 1], &[])],
    };
    let load = GraphSpec {
        tensors: vec![handle(), vector()],
        inputs: vec![],
        outputs: vec![1],
        ops: vec![OpSpec::new(0, &[], &[0]).options(VAR_HANDLE_OPTIONS, &[]), OpSpec::new(1, &[0], &[1])],
    };
    let spec = ModelSpec::new(&[VAR_HANDLE, READ_VARIABLE, ASSIGN_VARIABLE], GraphSpec::default(), &[]);
    Model::from_bytes(ModelSpec { graphs: vec![store, load], ..spec }.bytes()).unwrap()
}

#[test]
fn subgraphs_share_resource_variables_in_any_order_and_over_allocations() {
    let mut session = Session::new(&store_and_load(), PlanOptions::default());
    session.allocate(0).unwrap();
    session.allocate(1).unwrap();
    for value in [3.0f32, 4.0] {
        session.write(0, 1).unwrap().write_f32(&[value, 2.0]).unwrap();
        session.invoke(0).unwrap();
        for _ in 0..2 {
            session.invoke(1).unwrap();
            assert_eq!(session.read(1, 1).unwrap().to_f32().unwrap(), [value, 2.0]);
        }
    }
    session.reset_variable_tensors();
    session.resize_input(0, 1, &[1], false).unwrap();
    session.allocate(0).unwrap();
    session.invoke(1).unwrap();
    assert_eq!(session.read(1, 1).unwrap().to_f32().unwrap(), [4.0, 2.0]);
}
