//! Large files: what they cost, and what would cost too much.

use super::builder::{BufferSpec, FLOAT32, Field, ModelSpec, OpSpec, TensorSpec};
use super::{refused_bytes, relu, single, unplanned};
use ferrolite::{ErrorKind, Interpreter, Model, Plan};
use std::time::{Duration, Instant};

const CONCATENATION: i32 = 2;
const MEAN: i32 = 40;
const SPLIT: i32 = 49;

/// Operators in a row, each on the output of the one before.
fn chain(length: usize) -> ModelSpec {
    let mut model = relu();
    let graph = &mut model.graphs[0];
    graph.tensors = (0..=length).map(|_| TensorSpec::new("t", FLOAT32, &[4])).collect();
    graph.ops = (0..length as i32).map(|op| OpSpec::new(0, &[op], &[op + 1])).collect();
    graph.outputs = vec![length as i32];
    model
}

#[test]
fn a_hundred_thousand_operators_load_and_plan_in_seconds() {
    let bytes = chain(100_000).bytes();
    let started = Instant::now();
    let model = Model::from_bytes(bytes).unwrap();
    let plan = Plan::new(&model).unwrap();
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    assert_eq!(plan.report().ops.len(), 100_000);
}

/// Weights are not read when a file is opened, only its structure is.
#[test]
fn opening_a_file_of_25_megabytes_reads_no_weights() {
    let mut model = chain(100);
    model.graphs[0].tensors.push(TensorSpec::new("weights", FLOAT32, &[25 << 18]).buffer(1));
    model.buffers.push(BufferSpec::Data(vec![1; 25 << 20]));
    let path = std::env::temp_dir().join(format!("ferrolite-open-{}.tflite", std::process::id()));
    std::fs::write(&path, model.bytes()).unwrap();
    let fastest = (0..20)
        .map(|_| {
            let started = Instant::now();
            Model::open(&path).unwrap();
            started.elapsed()
        })
        .min();
    std::fs::remove_file(&path).unwrap();
    println!("opened 25 MB, 100 operators, in {fastest:?}");
    assert!(fastest.unwrap() < Duration::from_millis(10), "{fastest:?}");
}

#[test]
fn tens_of_thousands_of_operands_cost_their_number() {
    let mut model = single(CONCATENATION, &[&[1]], &[], Some((10, &[Field::Int(0)])));
    model.graphs[0].ops[0].inputs = vec![0; 65_536];
    let mut many = single(SPLIT, &[&[65_536]], &[&[0]], Some((35, &[Field::Int(65_536)])));
    let graph = &mut many.graphs[0];
    graph.tensors.extend((1..65_536).map(|_| TensorSpec::new("part", FLOAT32, &[1])));
    graph.ops[0].inputs = vec![1, 0];
    graph.ops[0].outputs = (2..65_538).collect();
    for model in [model, many] {
        let started = Instant::now();
        let model = Model::from_bytes(model.bytes()).unwrap();
        Interpreter::new(&model).unwrap().invoke().unwrap();
        assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    }
}

/// Numbers that say what to do are few: as many as dimensions or parts. Each takes eight bytes once it is read.
#[test]
fn lists_of_axes_as_long_as_data_are_refused() {
    let model = single(MEAN, &[&[2, 6]], &[&[0; 65_537]], Some((27, &[])));
    unplanned(&model, ErrorKind::LimitExceeded, &["op 0 MEAN \"out\"", "65537 numbers", "65536"]);
    let model = single(MEAN, &[&[2, 6]], &[&[0; 65_536]], Some((27, &[])));
    assert!(Plan::new(&Model::from_bytes(model.bytes()).unwrap()).is_ok());
}

/// Ten thousand tensors with one name of a megabyte, stored once.
#[test]
fn tables_that_share_a_long_name_are_refused_before_they_are_copied() {
    let long: &'static str = Box::leak("n".repeat(1 << 20).into_boxed_str());
    let mut model = relu();
    model.graphs[0].tensors[0].name = long;
    let mut bytes = model.bytes();
    share_first_tensor(&mut bytes, 10_000);
    refused_bytes(bytes, ErrorKind::LimitExceeded, &["subgraph 0", "share"]);
}

/// Replaces the main graph's tensors by `count` references to one table with the first one's name. No builder
/// shares a table, so the bytes are written by hand, behind the rest: offsets only reach forwards.
fn share_first_tensor(bytes: &mut Vec<u8>, count: usize) {
    let word = |bytes: &[u8], at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let follow = |bytes: &[u8], at: usize| at + word(bytes, at);
    let field = |bytes: &[u8], table: usize, index: usize| {
        let vtable = table.wrapping_sub(word(bytes, table) as u32 as i32 as usize);
        table + usize::from(u16::from_le_bytes(bytes[vtable + 4 + 2 * index..][..2].try_into().unwrap()))
    };
    let graphs = follow(bytes, field(bytes, follow(bytes, 0), 2));
    let tensors_field = field(bytes, follow(bytes, graphs + 4), 0);
    let first = follow(bytes, follow(bytes, tensors_field) + 4);
    let name = follow(bytes, field(bytes, first, 3));
    let text = bytes[name..name + 4 + word(bytes, name) + 1].to_vec();
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    let vector = bytes.len();
    bytes[tensors_field..tensors_field + 4].copy_from_slice(&((vector - tensors_field) as u32).to_le_bytes());
    bytes.extend((count as u32).to_le_bytes());
    // The vtable of 12 bytes comes between the vector and the table.
    let table = vector + 4 + 4 * count + 12;
    (0..count).for_each(|entry| bytes.extend(((table - (vector + 4 + 4 * entry)) as u32).to_le_bytes()));
    // A table of 8 bytes that has field 3 alone, the name, at offset 4.
    [12u16, 8, 0, 0, 0, 4].iter().for_each(|half| bytes.extend(half.to_le_bytes()));
    [12u32, 4].iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    bytes.extend(text);
}
