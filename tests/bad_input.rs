//! Hostile and broken files: each gets a typed error that names the place, and what only looks odd still loads.
//! Named by what the file does; the advisories of TensorFlow Lite that it repeats are in the comments. What
//! single operators refuse beyond these is tested beside them.
#![allow(dead_code, unreachable_pub, reason = "the builder is shared")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "support/builder.rs"]
mod builder;

use builder::{BufferSpec, FLOAT32, Field, GraphSpec, INT8, INT32, ModelSpec, OpSpec, RESOURCE, STRING, TensorSpec, VARIANT, ints};
use ferrolite::{ErrorKind, Interpreter, Limits, Model, Plan, PlanOptions};
use std::time::{Duration, Instant};

const ADD: i32 = 0;
const CONCATENATION: i32 = 2;
const CONV_2D: i32 = 3;
const DEPTHWISE_CONV_2D: i32 = 4;
const DEPTH_TO_SPACE: i32 = 5;
const MAX_POOL_2D: i32 = 17;
const RELU: i32 = 19;
const RESHAPE: i32 = 22;
const SPACE_TO_DEPTH: i32 = 26;
const GATHER: i32 = 36;
const MEAN: i32 = 40;
const SPLIT: i32 = 49;
/// An operator that no file can have and mean something.
const DELEGATE: i32 = 51;
const ARG_MAX: i32 = 56;
const TILE: i32 = 69;
const EXPAND_DIMS: i32 = 70;
const SPLIT_V: i32 = 102;
const WHILE: i32 = 119;

/// One operator on float32 inputs `a`, `b` … of these shapes, constants `k`, `l` … of int32, and one output.
fn single(code: i32, inputs: &[&[i32]], constants: &[&[i32]], options: Option<(u8, &[Field])>) -> ModelSpec {
    let mut tensors = Vec::new();
    for (shape, name) in inputs.iter().zip(["a", "b", "c"]) {
        tensors.push(TensorSpec::new(name, FLOAT32, shape));
    }
    for ((position, values), name) in (1..).zip(constants).zip(["k", "l"]) {
        tensors.push(TensorSpec::new(name, INT32, &[values.len() as i32]).buffer(position));
    }
    tensors.push(TensorSpec::new("out", FLOAT32, &[]));
    let count = tensors.len() as i32 - 1;
    let operands: Vec<i32> = (0..count).collect();
    let mut op = OpSpec::new(0, &operands, &[count]);
    if let Some((number, fields)) = options {
        op = op.options(number, fields);
    }
    let graph = GraphSpec { tensors, inputs: (0..inputs.len() as i32).collect(), outputs: vec![count], ops: vec![op] };
    let data: Vec<Vec<u8>> = constants.iter().map(|values| ints(values)).collect();
    ModelSpec::new(&[code], graph, &data)
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

#[test]
fn bytes_that_are_no_model_say_so() {
    refused_bytes(Vec::new(), ErrorKind::NotAModel, &["too short"]);
    refused_bytes(vec![0; 7], ErrorKind::NotAModel, &["7 bytes"]);
    refused_bytes(vec![0; 64], ErrorKind::NotAModel, &["TFL3"]);
    refused(&ModelSpec { version: 4, ..relu() }, ErrorKind::NotAModel, &["version 4"]);
    refused(&ModelSpec { graphs: Vec::new(), ..relu() }, ErrorKind::NotAModel, &["no subgraph"]);
}

/// tensorflow#115308: eight bytes whose root lies behind them.
#[test]
fn a_root_offset_behind_the_file_is_malformed() {
    refused_bytes(b"\xff\xff\xff\x7fTFL3".to_vec(), ErrorKind::Malformed, &["FlatBuffer"]);
}

/// Every cut and every flipped bit: an error or a model, never a panic.
#[test]
fn truncated_and_flipped_files_end_in_an_error_or_an_answer() {
    let bytes = single(SPLIT_V, &[&[2, 6]], &[&[3, 3], &[1]], Some((79, &[Field::Int(2)]))).bytes();
    for length in 0..bytes.len() {
        let _ = Model::from_bytes(bytes[..length].to_vec());
    }
    for bit in 0..bytes.len() * 8 {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let limits = Limits { arena_bytes: 1 << 20, plan_bytes: 1 << 20, tensor_bytes: 1 << 20, ..Limits::default() };
        if let Ok(model) = Model::from_bytes_with_limits(bytes, limits) {
            let _ = Plan::with_options(&model, PlanOptions::default().limits(limits));
        }
    }
}

/// CVE-2020-15211: −1 stands for an absent input only, and no index may be at or beyond the count.
#[test]
fn tensor_indices_outside_the_graph_are_refused() {
    for (inputs, outputs, kind) in [
        (vec![-1], vec![1], ErrorKind::BadOperand),
        (vec![2], vec![1], ErrorKind::BadIndex),
        (vec![i32::MAX], vec![1], ErrorKind::BadIndex),
        (vec![-2], vec![1], ErrorKind::BadIndex),
        (vec![0], vec![-1], ErrorKind::BadIndex),
        (vec![0], vec![2], ErrorKind::BadIndex),
    ] {
        let mut model = relu();
        model.graphs[0].ops[0] = OpSpec { inputs, outputs, ..OpSpec::default() };
        refused(&model, kind, &["op 0 RELU", "subgraph 0"]);
    }
    let mut model = relu();
    model.graphs[0].inputs = vec![5];
    refused(&model, ErrorKind::BadIndex, &["graph input is 5", "subgraph 0"]);
    let mut model = relu();
    model.graphs[0].outputs = vec![-1];
    refused(&model, ErrorKind::BadIndex, &["graph output is -1"]);
}

/// CVE-2020-15210: one tensor as input and output of one operator.
#[test]
fn an_operator_that_reads_its_own_output_is_refused() {
    let mut model = single(ADD, &[&[4], &[4]], &[], None);
    model.graphs[0].ops[0].outputs = vec![1];
    model.graphs[0].outputs = vec![1];
    refused(&model, ErrorKind::BadGraph, &["op 0 ADD", "tensor 1", "input and its output"]);
}

/// CVE-2020-15209, CVE-2021-29592: a constant without data that nobody writes, the shape of RESHAPE included.
#[test]
fn a_constant_without_data_is_read_before_it_is_written() {
    let mut model = single(RESHAPE, &[&[4]], &[&[2, 2]], None);
    model.graphs[0].tensors[1].buffer = 0;
    refused(&model, ErrorKind::BadGraph, &["op 0 RESHAPE", "tensor 1 \"k\"", "no constant value"]);
}

#[test]
fn operators_out_of_order_and_tensors_written_twice_are_refused() {
    let mut model = relu();
    model.graphs[0].tensors.push(TensorSpec::new("late", FLOAT32, &[4]));
    model.graphs[0].ops = vec![OpSpec::new(0, &[2], &[1]), OpSpec::new(0, &[0], &[2])];
    refused(&model, ErrorKind::BadGraph, &["op 0 RELU", "tensor 2 \"late\""]);
    let mut model = relu();
    model.graphs[0].ops.push(OpSpec::new(0, &[0], &[1]));
    refused(&model, ErrorKind::BadGraph, &["op 1 RELU", "written before"]);
    let mut model = relu();
    model.graphs[0].outputs = vec![2];
    model.graphs[0].tensors.push(TensorSpec::new("nobody", FLOAT32, &[4]));
    refused(&model, ErrorKind::BadGraph, &["tensor 2 \"nobody\"", "nothing writes it"]);
}

/// A handle of a resource is a value like any other: somebody has to write it.
#[test]
fn handles_that_nobody_writes_are_refused() {
    for dtype in [RESOURCE, VARIANT] {
        let mut model = relu();
        model.graphs[0].tensors[1].dtype = dtype;
        model.graphs[0].ops.clear();
        refused(&model, ErrorKind::BadGraph, &["tensor 1 \"out\"", "nothing writes it"]);
        let mut model = relu();
        model.graphs[0].tensors[0].dtype = dtype;
        model.graphs[0].inputs.clear();
        refused(&model, ErrorKind::BadGraph, &["op 0 RELU", "tensor 0 \"a\"", "no earlier operator writes it"]);
    }
}

#[test]
fn inputs_and_constants_cannot_be_written() {
    let mut model = single(ADD, &[&[4], &[4]], &[], None);
    model.graphs[0].ops = vec![OpSpec::new(0, &[1, 1], &[0])];
    model.graphs[0].outputs = vec![0];
    refused(&model, ErrorKind::BadGraph, &["op 0 ADD", "tensor 0", "constant or an input"]);
}

/// CVE-2021-29591: subgraphs that call each other or themselves.
#[test]
fn subgraphs_that_call_themselves_are_refused() {
    let mut model = relu();
    model.codes = vec![(WHILE, 1)];
    model.graphs[0].ops[0] = OpSpec::new(0, &[0], &[1]).options(93, &[Field::Int(0), Field::Int(0)]);
    refused(&model, ErrorKind::BadGraph, &["cycle", "subgraph 0"]);
    model.graphs[0].ops[0] = OpSpec::new(0, &[0], &[1]).options(93, &[Field::Int(1), Field::Int(7)]);
    refused(&model, ErrorKind::BadIndex, &["op 0 WHILE", "subgraph"]);
}

/// CVE-2021-29605, CVE-2022-23558, tensorflow#111458: sizes that overflow.
#[test]
fn shapes_beyond_the_limits_are_refused() {
    for shape in [vec![i32::MAX; 3], vec![i32::MAX, 2], vec![65536, 65537]] {
        let mut model = relu();
        model.graphs[0].tensors[0].shape = shape;
        refused(&model, ErrorKind::LimitExceeded, &["tensor 0 \"a\"", "subgraph 0", "float32"]);
    }
    let mut model = relu();
    model.graphs[0].tensors[0].shape = vec![1; 9];
    refused(&model, ErrorKind::LimitExceeded, &["tensor 0 \"a\"", "rank 9"]);
    model.graphs[0].tensors[0].shape = vec![2, -3];
    refused(&model, ErrorKind::BadShape, &["tensor 0 \"a\"", "-3"]);
}

/// tflm#3075, google-research#653: buffers that are not there or shorter than the shape.
#[test]
fn buffers_that_do_not_fit_are_refused() {
    let constant = || single(RESHAPE, &[&[4]], &[&[2, 2]], None);
    let mut model = constant();
    model.graphs[0].tensors[1].buffer = 9;
    refused(&model, ErrorKind::BadIndex, &["tensor 1 \"k\"", "buffer index is 9"]);
    let mut model = constant();
    model.graphs[0].tensors[1].shape = vec![3];
    refused(&model, ErrorKind::BadBuffer, &["tensor 1 \"k\"", "needs 12 bytes", "has 8"]);
}

/// tensorflow#116632: offset plus size beyond the file, and beyond 64 bits.
#[test]
fn buffers_outside_the_file_are_refused() {
    for (offset, size) in [(1 << 20, 8), (u64::MAX - 3, 8), (8, u64::MAX)] {
        let mut model = single(RESHAPE, &[&[4]], &[&[2, 2]], None);
        model.buffers[1] = BufferSpec::Outside { offset, size };
        refused(&model, ErrorKind::BadBuffer, &["buffer 1", "outside the file"]);
    }
}

#[test]
fn operator_codes_that_are_not_there_are_refused() {
    let mut model = relu();
    model.graphs[0].ops[0].code = 3;
    refused(&model, ErrorKind::BadIndex, &["op 0", "operator code index is 3"]);
    let mut model = relu();
    model.codes = vec![(30_000, 1)];
    refused(&model, ErrorKind::Unsupported, &["operator code 0", "unknown"]);
}

#[test]
fn operators_and_versions_that_are_missing_are_all_named_at_once() {
    let mut model = relu();
    model.codes = vec![(RELU, 99), (DELEGATE, 1)];
    model.graphs[0].tensors.push(TensorSpec::new("last", FLOAT32, &[4]));
    model.graphs[0].ops.push(OpSpec::new(1, &[1], &[2]));
    unplanned(&model, ErrorKind::Unsupported, &["RELU version 99", "DELEGATE version 1 on float32"]);
}

#[test]
fn operands_that_are_missing_or_too_many_are_refused() {
    let mut model = single(ADD, &[&[4], &[4]], &[], None);
    model.graphs[0].ops[0].inputs = vec![0];
    refused(&model, ErrorKind::BadOperand, &["op 0 ADD", "has 1 inputs, must have 2"]);
    model.graphs[0].ops[0].inputs = vec![0, 1, 0];
    refused(&model, ErrorKind::BadOperand, &["op 0 ADD", "has 3 inputs"]);
}

#[test]
fn signatures_must_resolve() {
    refused(&ModelSpec { signature: Some(("serve", 3, 0)), ..relu() }, ErrorKind::BadIndex, &["serve"]);
    refused(&ModelSpec { signature: Some(("serve", 0, 7)), ..relu() }, ErrorKind::BadIndex, &["serve", "\"x\""]);
}

#[test]
fn scales_along_an_axis_must_fit_it() {
    let mut model = relu();
    model.graphs[0].tensors[0] = TensorSpec::new("a", INT8, &[2, 4]).quantized(&[0.5; 3], &[0; 3], 0);
    refused(&model, ErrorKind::BadQuantization, &["tensor 0 \"a\"", "3 scales", "2 indices"]);
    model.graphs[0].tensors[0] = TensorSpec::new("a", INT8, &[2, 4]).quantized(&[0.5; 2], &[0; 2], 2);
    refused(&model, ErrorKind::BadQuantization, &["tensor 0 \"a\"", "quantized_dimension"]);
    model.graphs[0].tensors[0] = TensorSpec::new("a", INT8, &[2, 4]).quantized(&[0.5; 2], &[0; 3], 0);
    refused(&model, ErrorKind::BadQuantization, &["2 scales but 3 zero points"]);
}

#[test]
fn one_scale_with_a_bad_axis_loads_with_a_warning() {
    let mut model = relu();
    model.graphs[0].tensors[0] = TensorSpec::new("a", FLOAT32, &[4]).quantized(&[0.5], &[0], 3);
    let model = Model::from_bytes(model.bytes()).unwrap();
    assert!(model.warnings()[0].contains("quantized_dimension 3"), "{:?}", model.warnings());
}

#[test]
fn scales_of_a_vector_with_a_bad_axis_load_with_a_warning() {
    let mut model = relu();
    model.graphs[0].tensors[0] = TensorSpec::new("a", FLOAT32, &[4]).quantized(&[0.5; 4], &[0; 4], 3);
    let model = Model::from_bytes(model.bytes()).unwrap();
    assert_eq!(model.warnings().len(), 1);
    assert_eq!(model.subgraphs()[0].tensors[0].quantization.as_ref().unwrap().axis, 0);
}

#[test]
fn odd_outputs_are_fine_an_input_a_constant_and_one_twice() {
    let mut model = single(RESHAPE, &[&[4]], &[&[2, 2]], None);
    model.graphs[0].outputs = vec![0, 1, 2, 2];
    let model = Model::from_bytes(model.bytes()).unwrap();
    let mut interpreter = Interpreter::new(&model).unwrap();
    interpreter.input(0).unwrap().write_f32(&[1.0, 2.0, 3.0, 4.0]).unwrap();
    interpreter.invoke().unwrap();
    assert_eq!(interpreter.output(0).unwrap().to_f32().unwrap(), [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(interpreter.output(1).unwrap().as_slice::<i32>().unwrap(), [2, 2]);
    assert_eq!(interpreter.output(3).unwrap().shape(), [2, 2]);
}

#[test]
fn string_tables_out_of_order_are_refused() {
    let strings = |words: &[i32]| {
        let mut model = single(RESHAPE, &[&[4]], &[words], None);
        model.graphs[0].tensors[1] = TensorSpec::new("k", STRING, &[2]).buffer(1);
        model
    };
    assert!(Model::from_bytes(strings(&[2, 16, 16, 16]).bytes()).is_ok());
    for words in [[3, 16, 16, 16], [2, 16, 15, 16], [2, 16, 16, 17], [2, 0, 16, 16], [-1, 16, 16, 16]] {
        refused(&strings(&words), ErrorKind::BadBuffer, &["tensor 1 \"k\"", "string table"]);
    }
}

#[test]
fn limits_are_kept_while_loading() {
    let refuse = |limits: Limits| {
        let error = Model::from_bytes_with_limits(relu().bytes(), limits).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
    };
    refuse(Limits { file_bytes: 8, ..Limits::default() });
    refuse(Limits { subgraphs: 0, ..Limits::default() });
    refuse(Limits { tensors: 1, ..Limits::default() });
    refuse(Limits { operators: 0, ..Limits::default() });
    refuse(Limits { operands: 0, ..Limits::default() });
    refuse(Limits { rank: 0, ..Limits::default() });
    refuse(Limits { tensor_bytes: 15, ..Limits::default() });
}

#[test]
fn limits_are_kept_while_planning() {
    let model = Model::from_bytes(relu().bytes()).unwrap();
    for limits in [
        Limits { arena_bytes: 15, ..Limits::default() },
        Limits { work: 3, ..Limits::default() },
        Limits { tensor_bytes: 8, ..Limits::default() },
    ] {
        let error = Plan::with_options(&model, PlanOptions::default().limits(limits)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
        assert!(error.to_string().contains("subgraph 0") || error.to_string().contains("tensor 0"), "{error}");
    }
}

/// CVE-2020-15208: shapes that must agree and do not.
#[test]
fn operands_of_different_shapes_are_refused() {
    unplanned(&single(ADD, &[&[4], &[3]], &[], Some((11, &[]))), ErrorKind::BadShape, &["op 0 ADD \"out\""]);
    let concatenation = single(CONCATENATION, &[&[2, 3], &[3, 2]], &[], Some((10, &[Field::Int(0)])));
    unplanned(&concatenation, ErrorKind::BadShape, &["op 0 CONCATENATION"]);
}

/// CVE-2020-15207, -2021-29603, -29606, -37685: axes outside the rank, very negative ones too.
#[test]
fn axes_outside_the_rank_are_refused() {
    for axis in [2, -3, i32::MIN, i32::MAX] {
        let mut models = vec![
            single(MEAN, &[&[2, 6]], &[&[axis]], Some((27, &[]))),
            single(CONCATENATION, &[&[2, 3], &[2, 3]], &[], Some((10, &[Field::Int(axis)]))),
            single(GATHER, &[&[2, 6]], &[&[0]], Some((23, &[Field::Int(axis)]))),
            single(SPLIT_V, &[&[2, 6]], &[&[6], &[axis]], Some((79, &[Field::Int(1)]))),
        ];
        let mut arg_max = single(ARG_MAX, &[&[2, 6]], &[&[axis]], Some((40, &[Field::Byte(INT32)])));
        arg_max.graphs[0].tensors[2].dtype = INT32;
        models.push(arg_max);
        for model in models {
            unplanned(&model, ErrorKind::BadOption, &["op 0 ", "\"out\" (subgraph 0)"]);
        }
    }
    for axis in [-100_000, 4] {
        let model = single(EXPAND_DIMS, &[&[2, 6]], &[&[axis]], None);
        unplanned(&model, ErrorKind::BadOption, &["op 0 EXPAND_DIMS"]);
    }
}

fn convolution(code: i32, filter: &[i32], options: (u8, &[Field])) -> ModelSpec {
    single(code, &[&[1, 4, 4, 2], filter, &[2]], &[], Some(options))
}

/// CVE-2021-29585, -29586, -37684, 2022-21741, 2021-29588, -29594: strides and windows of 0.
#[test]
fn strides_of_zero_are_refused() {
    use Field::{Byte, Int};
    let pool = single(MAX_POOL_2D, &[&[1, 4, 4, 2]], &[], Some((5, &[Byte(0), Int(1), Int(0), Int(2), Int(2)])));
    unplanned(&pool, ErrorKind::BadOption, &["op 0 MAX_POOL_2D \"out\"", "stride_h"]);
    let pool = single(MAX_POOL_2D, &[&[1, 4, 4, 2]], &[], Some((5, &[Byte(0), Int(1), Int(1), Int(0), Int(2)])));
    unplanned(&pool, ErrorKind::BadOption, &["op 0 MAX_POOL_2D", "filter_width"]);
    for stride in [0, -1] {
        let model = convolution(CONV_2D, &[2, 3, 3, 2], (1, &[Byte(0), Int(stride), Int(1)]));
        unplanned(&model, ErrorKind::BadOption, &["op 0 CONV_2D \"out\"", "stride_w"]);
        let model = convolution(DEPTHWISE_CONV_2D, &[1, 3, 3, 2], (2, &[Byte(0), Int(1), Int(stride), Int(1)]));
        unplanned(&model, ErrorKind::BadOption, &["op 0 DEPTHWISE_CONV_2D", "stride_h"]);
    }
}

/// CVE-2021-29602, 2023-27579: no channels.
#[test]
fn filters_without_channels_are_refused() {
    use Field::{Byte, Int};
    let model = convolution(CONV_2D, &[2, 3, 3, 0], (1, &[Byte(0), Int(1), Int(1)]));
    unplanned(&model, ErrorKind::BadShape, &["op 0 CONV_2D"]);
}

/// CVE-2021-29587, -29595: a block of 0.
#[test]
fn blocks_of_zero_are_refused() {
    for (code, options) in [(SPACE_TO_DEPTH, 19), (DEPTH_TO_SPACE, 94)] {
        for size in [0, -2] {
            let model = single(code, &[&[1, 4, 4, 4]], &[], Some((options, &[Field::Int(size)])));
            unplanned(&model, ErrorKind::BadOption, &["op 0 ", "block_size"]);
        }
    }
}

/// CVE-2021-29599: no parts.
#[test]
fn splits_into_no_parts_are_refused() {
    let mut model = single(SPLIT, &[&[2, 6]], &[&[1]], Some((35, &[Field::Int(0)])));
    model.graphs[0].ops[0].inputs = vec![1, 0];
    unplanned(&model, ErrorKind::BadOption, &["op 0 SPLIT"]);
}

/// CVE-2021-29601: the sum along the axis overflows 32 bits.
#[test]
fn concatenations_that_overflow_are_refused() {
    let mut model = single(CONCATENATION, &[&[1 << 28], &[1 << 28]], &[], Some((10, &[Field::Int(0)])));
    model.graphs[0].ops[0].inputs = vec![0, 1, 0, 1, 0, 1, 0, 1];
    unplanned(&model, ErrorKind::LimitExceeded, &["op 0 CONCATENATION"]);
}

/// tensorflow#111637: 65537 × 65536 wraps in 32 bits.
#[test]
fn tiles_that_overflow_are_refused() {
    let model = single(TILE, &[&[1, 1]], &[&[65537, 65536]], None);
    unplanned(&model, ErrorKind::LimitExceeded, &["op 0 TILE"]);
    let model = single(TILE, &[&[2, 2]], &[&[-1, 1]], None);
    let error = Plan::new(&Model::from_bytes(model.bytes()).unwrap()).unwrap_err();
    assert!(error.to_string().contains("op 0 TILE"), "{error}");
}

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

/// A variable keeps its size: what an operator writes into it must have it.
#[test]
fn results_that_do_not_fit_their_variable_are_refused() {
    let mut model = relu();
    model.graphs[0].tensors[1] = TensorSpec { is_variable: true, ..TensorSpec::new("out", FLOAT32, &[3]) };
    unplanned(&model, ErrorKind::BadShape, &["op 0 RELU \"out\"", "variable of 12 bytes, the result has 16"]);
}

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
