//! The golden models cover the table of operators: each operator in each type that the README states.
//!
//! A type counts when an operand of the operator has it in some golden model; "hybrid" when a case is of that kind;
//! "all numbers" stands for twelve types, "any" and "all" for four of whatever they are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod support;

use ferrolite::{Model, supported_operators};
use std::collections::{BTreeMap, BTreeSet};
use support::archive::Zip;

const NUMBERS: [&str; 12] = [
    "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "bfloat16", "float32",
    "float64",
];
const OTHERS: [&str; 8] = ["int4", "uint4", "int2", "bool", "complex64", "complex128", "string", "hybrid"];
/// Types that an operator of "any" type must have been tried with.
const ANY: usize = 4;

/// Operator, type and the reason why there is no golden model of it.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("NOT_EQUAL", "int16", "the reference leaves the result unwritten"),
    ("ONE_HOT", "int16", "LiteRT refuses it"),
    ("PRELU", "int16", "the reference reads the slopes wrongly; the definition is computed"),
    ("RELU_0_TO_1", "int16", "LiteRT refuses it"),
    ("RELU_N1_TO_1", "int16", "LiteRT refuses it"),
    ("STRIDED_SLICE", "int4", "LiteRT refuses it"),
    ("SUB", "float16", "LiteRT refuses it"),
];

/// Operators that are about something else than the types of their operands.
const OF_NO_TYPE: [&str; 4] = ["CALL_ONCE", "IF", "WHILE", "VAR_HANDLE"];

/// The types of the operands of each operator in the golden models, and the kinds of its cases.
fn covered() -> BTreeMap<String, BTreeSet<String>> {
    let mut covered: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in support::zips(&support::root().join("tests/goldens")) {
        let zip = Zip::open(&path).unwrap();
        for folder in zip.folders() {
            let model = Model::from_bytes(zip.read(&format!("{folder}/model.tflite")).unwrap()).unwrap();
            let meta = support::json(&zip.read(&format!("{folder}/meta.json")).unwrap());
            for graph in model.subgraphs() {
                for op in &graph.operators {
                    let types = covered.entry(op.code.to_string()).or_default();
                    types.insert(meta["dtype"].as_str().unwrap().to_owned());
                    let operands = op.inputs.iter().flatten().chain(&op.outputs);
                    types.extend(operands.map(|&operand| graph.tensors[operand].dtype.name().to_owned()));
                }
            }
        }
    }
    covered
}

/// The types that a row of the table states.
fn stated(types: &str) -> BTreeSet<&str> {
    let mut stated: BTreeSet<&str> = types
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| NUMBERS.contains(word) || OTHERS.contains(word))
        .collect();
    if types.contains("all numbers") {
        stated.extend(NUMBERS);
    }
    stated
}

#[test]
fn every_operator_has_golden_models_of_every_type() {
    let covered = covered();
    let excused = |op: &str, of: &str| EXCEPTIONS.iter().any(|(name, dtype, _)| (*name, *dtype) == (op, of));
    let mut missing = Vec::new();
    for op in supported_operators() {
        let Some(types) = covered.get(op.name) else {
            missing.push(format!("{}: no golden model", op.name));
            continue;
        };
        for dtype in stated(op.types) {
            if !types.contains(dtype) && !excused(op.name, dtype) {
                missing.push(format!("{}: not in {dtype}", op.name));
            }
        }
        let any = op.types.starts_with("any") || op.types == "all";
        let numbers =
            types.iter().filter(|dtype| NUMBERS.contains(&dtype.as_str()) || OTHERS.contains(&dtype.as_str()));
        if any && !OF_NO_TYPE.contains(&op.name) && numbers.count() < ANY && !excused(op.name, "any") {
            missing.push(format!("{}: in fewer than {ANY} types", op.name));
        }
    }
    assert!(missing.is_empty(), "models/goldens/ lacks\n{}", missing.join("\n"));
}

#[test]
fn exceptions_are_needed() {
    let covered = covered();
    for (op, dtype, _) in EXCEPTIONS {
        let types = covered.get(*op).cloned().unwrap_or_default();
        assert!(!types.contains(*dtype), "{op} has golden models in {dtype}: take it off the list");
    }
}
