//! What the loader refuses, and what only looks odd and still loads.

use super::builder::{
    BufferSpec, FLOAT32, Field, INT8, ModelSpec, OpSpec, RESOURCE, STRING, TensorSpec, VARIANT, ints,
};
use super::{RELU, refused, refused_bytes, relu, single, unplanned};
use ferrolite::{ErrorKind, Interpreter, Limits, Model, Plan, PlanOptions};

const ADD: i32 = 0;
const CONV_2D: i32 = 3;
const RESHAPE: i32 = 22;
const CUSTOM: i32 = 32;
const GATHER: i32 = 36;
/// An operator that no file can have and mean something.
const DELEGATE: i32 = 51;
const SPLIT_V: i32 = 102;
const WHILE: i32 = 119;
const DILATE: i32 = 203;

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
    // Empty tensors need no writer; one that has one is read after it.
    model.graphs[0].tensors[2].shape = vec![0];
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

/// CVE-2021-29591, too: cycles through others, and calls without end that are none.
#[test]
fn cycles_and_towers_of_subgraphs_are_refused() {
    let calls = |callees: &[i32]| {
        let mut model = relu();
        let graph = model.graphs.remove(0);
        model.codes = vec![(WHILE, 1), (RELU, 1)];
        model.graphs = callees
            .iter()
            .map(|&callee| {
                let mut graph = graph.clone();
                graph.ops[0] = match callee {
                    -1 => OpSpec::new(1, &[0], &[1]),
                    _ => OpSpec::new(0, &[0], &[1]).options(93, &[Field::Int(callee), Field::Int(callee)]),
                };
                graph
            })
            .collect();
        model
    };
    refused(&calls(&[1, 0]), ErrorKind::BadGraph, &["cycle", "subgraph"]);
    refused(&calls(&[1, 2, 3, 1]), ErrorKind::BadGraph, &["cycle", "subgraph"]);
    assert!(Model::from_bytes(calls(&[1, 2, 3, 4, 5, 6, 7, -1]).bytes()).is_ok());
    let tower: Vec<i32> = (1..40).chain([-1]).collect();
    refused(&calls(&tower), ErrorKind::BadGraph, &["more than 8 deep"]);
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

/// A model whose constant lies at `offset` of the file, which goes on with the constant's value behind the FlatBuffer.
fn constant_at(offset: impl Fn(u64) -> u64) -> Vec<u8> {
    let mut model = single(RESHAPE, &[&[4]], &[&[2, 2]], None);
    model.buffers[1] = BufferSpec::Outside { offset: 2, size: 8 };
    let length = model.bytes().len() as u64;
    model.buffers[1] = BufferSpec::Outside { offset: offset(length), size: 8 };
    [model.bytes(), ints(&[2, 2])].concat()
}

#[test]
fn buffers_behind_the_flatbuffer_are_read() {
    let model = Model::from_bytes(constant_at(|length| length)).unwrap();
    assert_eq!(model.constant_bytes(0, 1), Some(&ints(&[2, 2])[..]));
    // Bytes lie at any place: numbers are aligned before they are read.
    let mut bytes = constant_at(|length| length + 3);
    let end = bytes.len() - 8;
    bytes.truncate(end);
    bytes.extend([0; 3]);
    bytes.extend(ints(&[2, 2]));
    let model = Model::from_bytes(bytes).unwrap();
    let plan = Plan::new(&model).unwrap();
    assert_eq!(Interpreter::from_plan(&plan).outputs()[0].shape, [2, 2]);
}

/// tensorflow#121217: offsets that lead to places that are not aligned.
#[test]
fn offsets_to_misaligned_places_end_in_an_error_or_an_answer() {
    let bytes = single(RESHAPE, &[&[4]], &[&[2, 2]], None).bytes();
    for at in (0..bytes.len()).step_by(4) {
        for shift in 1..8 {
            let mut bytes = bytes.clone();
            bytes[at] = bytes[at].wrapping_add(shift);
            if let Ok(model) = Model::from_bytes(bytes) {
                let _ = Interpreter::new(&model).and_then(|mut interpreter| interpreter.invoke());
            }
        }
    }
}

#[test]
fn buffers_that_overlap_the_flatbuffer_are_refused() {
    for back in [1, 4, 8, 50, 120] {
        refused_bytes(constant_at(|length| length - back), ErrorKind::BadBuffer, &["buffer 1", "overlap"]);
    }
    for offset in [2, 8] {
        refused_bytes(constant_at(|_| offset), ErrorKind::BadBuffer, &["buffer 1", "overlap"]);
    }
}

#[test]
fn custom_options_that_overlap_the_flatbuffer_are_refused() {
    let mut model = ModelSpec { custom: "Odd", ..relu() };
    model.codes = vec![(CUSTOM, 1)];
    model.graphs[0].ops[0].large_options = Some((24, 8));
    refused(&model, ErrorKind::BadBuffer, &["custom options", "overlap"]);
    let length = model.bytes().len() as u64;
    model.graphs[0].ops[0].large_options = Some((length, 8));
    assert!(Model::from_bytes([model.bytes(), vec![0; 8]].concat()).is_ok());
    refused(&model, ErrorKind::BadBuffer, &["op 0 Odd", "outside the file"]);
}

/// Options of a pool for a convolution, of a product for a sum, of a dilation, which are in the second union.
#[test]
fn options_of_another_operator_are_refused() {
    for (code, number, own) in [(CONV_2D, 5, "Conv2DOptions"), (ADD, 21, "AddOptions"), (GATHER, 1, "GatherOptions")] {
        let model = single(code, &[&[4], &[4]], &[], Some((number, &[])));
        refused(&model, ErrorKind::BadOption, &["op 0 ", "\"out\" (subgraph 0)", own]);
    }
    let mut model = single(ADD, &[&[4], &[4]], &[], Some((11, &[])));
    assert!(Model::from_bytes(model.bytes()).is_ok());
    model.graphs[0].ops[0].options_2 = Some((18, Vec::new()));
    refused(&model, ErrorKind::BadOption, &["op 0 ADD \"out\"", "AddOptions"]);
    let mut model = single(DILATE, &[&[4]], &[&[1], &[0]], Some((11, &[])));
    refused(&model, ErrorKind::BadOption, &["op 0 DILATE", "DilateOptions"]);
    model.graphs[0].ops[0].options = None;
    model.graphs[0].ops[0].options_2 = Some((18, Vec::new()));
    assert!(Model::from_bytes(model.bytes()).is_ok());
}

/// RELU has no options, so nothing can be meant by them.
#[test]
fn options_of_an_operator_without_any_are_ignored_with_a_warning() {
    let model = Model::from_bytes(single(RELU, &[&[4]], &[], Some((1, &[]))).bytes()).unwrap();
    assert!(model.warnings()[0].contains("op 0 RELU"), "{:?}", model.warnings());
    assert!(Plan::new(&model).is_ok());
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
