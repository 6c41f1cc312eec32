//! What depends on values: refused while running.

use super::builder::{BOOL, Field, STRING, TensorSpec};
use super::{check, one, single};
use ferrolite::{ErrorKind, Interpreter, Model};

const GATHER: i32 = 36;
const EQUAL: i32 = 71;

/// CVE-2021-37687: indices outside the table, known or not.
#[test]
fn gathers_outside_the_table_are_refused() {
    for index in [-1, 2, i32::MIN, i32::MAX] {
        let model = single(GATHER, &[&[2, 6]], &[&[index]], Some((23, &[Field::Int(0)])));
        let model = Model::from_bytes(model.bytes()).unwrap();
        let ran = Interpreter::new(&model).and_then(|mut interpreter| interpreter.invoke());
        check(&ran.unwrap_err(), ErrorKind::BadValue, &["op 0 GATHER \"out\" (subgraph 0)"]);
    }
}

/// Neither pixels nor channels: nothing to do, and nothing to read.
#[test]
fn resizes_of_nothing_give_nothing() {
    for (code, number) in [(97, 74), (23, 15)] {
        let model = single(code, &[&[1, 0, 1, 0]], &[&[3, 2]], Some((number, &[])));
        let model = Model::from_bytes(model.bytes()).unwrap();
        let mut interpreter = Interpreter::new(&model).unwrap();
        interpreter.invoke().unwrap();
        assert_eq!(interpreter.output(0).unwrap().shape(), [1, 3, 2, 0]);
    }
}

/// A tensor without elements needs no value, strings no more than numbers.
#[test]
fn empty_strings_that_nobody_writes_are_nothing() {
    let strings = |name, shape: &[i32]| TensorSpec::new(name, STRING, shape);
    let tensors = vec![strings("a", &[0, 3]), strings("b", &[1, 3]), TensorSpec::new("out", BOOL, &[])];
    let mut model = one(EQUAL, tensors, &[], None);
    model.graphs[0].inputs = vec![1];
    let model = Model::from_bytes(model.bytes()).unwrap();
    let mut interpreter = Interpreter::new(&model).unwrap();
    interpreter.invoke().unwrap();
    assert_eq!(interpreter.output(0).unwrap().shape(), [0, 3]);
}
