//! The published advisories about single operators, those that the other files do not have: each trick as a file.
//! All operands that are not constants are written with zeros.

use super::builder::{
    DimensionSpec, FLOAT32, Field, INT8, INT32, ModelSpec, OpSpec, SparsitySpec, TensorSpec, UINT8, ints,
};
use super::{check, fails, list, one, refused, single, unplanned};
use Field::{Byte, Int};
use ferrolite::{ErrorKind, Interpreter, Limits, Model, Plan, PlanOptions};

const ADD: i32 = 0;
const CONV_2D: i32 = 3;
const DEPTHWISE_CONV_2D: i32 = 4;
const EMBEDDING_LOOKUP: i32 = 7;
const FULLY_CONNECTED: i32 = 9;
const HASHTABLE_LOOKUP: i32 = 10;
const LSH_PROJECTION: i32 = 15;
const RESHAPE: i32 = 22;
const SVDF: i32 = 27;
const EMBEDDING_LOOKUP_SPARSE: i32 = 33;
const BATCH_TO_SPACE_ND: i32 = 37;
const SPACE_TO_BATCH_ND: i32 = 38;
const DIV: i32 = 42;
const STRIDED_SLICE: i32 = 45;
const MAXIMUM: i32 = 55;
const MINIMUM: i32 = 57;
const LESS: i32 = 58;
const TRANSPOSE_CONV: i32 = 67;
const ONE_HOT: i32 = 85;
const GATHER_ND: i32 = 107;
const QUANTIZE: i32 = 114;
const SCATTER_ND: i32 = 122;
const SEGMENT_SUM: i32 = 125;
const CONV_3D_TRANSPOSE: i32 = 141;

fn float(name: &'static str, shape: &[i32]) -> TensorSpec {
    TensorSpec::new(name, FLOAT32, shape)
}

fn int(name: &'static str, shape: &[i32]) -> TensorSpec {
    TensorSpec::new(name, INT32, shape)
}

/// The file runs, all inputs 0; gives output 0 in bytes.
#[track_caller]
fn runs(model: &ModelSpec) -> Vec<u8> {
    let model = Model::from_bytes(model.bytes()).unwrap();
    let mut interpreter = Interpreter::new(&model).unwrap();
    interpreter.invoke().unwrap();
    interpreter.output(0).unwrap().bytes().to_vec()
}

/// CVE-2021-29588: strides and channels of 0.
#[test]
fn transposed_convolutions_without_strides_or_channels_are_refused() {
    let model = |weights: &[i32], strides: [i32; 2]| {
        let tensors =
            vec![list("k", &[1, 4, 4, 1], 1), float("w", weights), float("a", &[1, 2, 2, 1]), float("out", &[])];
        one(TRANSPOSE_CONV, tensors, &[ints(&[1, 4, 4, 1])], Some((49, &[Byte(0), Int(strides[0]), Int(strides[1])])))
    };
    runs(&model(&[1, 2, 2, 1], [2, 2]));
    for (strides, name) in [([0, 2], "stride_w"), ([2, 0], "stride_h"), ([-1, 2], "stride_w")] {
        unplanned(&model(&[1, 2, 2, 1], strides), ErrorKind::BadOption, &["op 0 TRANSPOSE_CONV \"out\"", name]);
    }
    for weights in [[1, 2, 2, 0], [0, 2, 2, 1], [1, 0, 2, 1]] {
        unplanned(&model(&weights, [2, 2]), ErrorKind::BadShape, &["op 0 TRANSPOSE_CONV \"out\""]);
    }
}

/// CVE-2021-29593, CVE-2021-29597: blocks of 0.
#[test]
fn batches_of_blocks_of_zero_are_refused() {
    for code in [BATCH_TO_SPACE_ND, SPACE_TO_BATCH_ND] {
        for block in [[0, 2], [2, 0], [-1, 2]] {
            let tensors =
                vec![float("a", &[4, 2, 2, 1]), list("k", &block, 1), int("l", &[2, 2]).buffer(2), float("out", &[])];
            let model = one(code, tensors, &[ints(&block), ints(&[0; 4])], None);
            unplanned(&model, ErrorKind::BadValue, &["op 0 ", "\"out\" (subgraph 0)", "block"]);
        }
    }
}

/// CVE-2021-29589: nothing to gather from.
#[test]
fn gathers_from_nothing_are_refused() {
    let tensors = vec![float("a", &[2, 0]), int("k", &[1, 1]).buffer(1), float("out", &[])];
    let model = one(GATHER_ND, tensors, &[ints(&[0])], None);
    unplanned(&model, ErrorKind::BadShape, &["op 0 GATHER_ND \"out\""]);
}

/// CVE-2021-29590: one operand is empty.
#[test]
fn extremes_of_nothing_are_refused_or_nothing() {
    for code in [MINIMUM, MAXIMUM] {
        unplanned(&single(code, &[&[2], &[0]], &[], None), ErrorKind::BadShape, &["op 0 ", "\"out\""]);
        assert!(runs(&single(code, &[&[1], &[0]], &[], None)).is_empty());
        for shapes in [[&[0, 3][..], &[0, 3][..]], [&[4, 2, 0], &[1, 2, 0]], [&[4, 0, 3], &[3]], [&[0, 7], &[]]] {
            assert!(runs(&single(code, &shapes, &[], None)).is_empty());
        }
    }
}

/// CVE-2021-29596, CVE-2021-29604: tables without rows.
#[test]
fn tables_without_rows_are_refused() {
    let tensors = vec![int("a", &[1]), float("w", &[0, 3]), float("out", &[])];
    fails(&one(EMBEDDING_LOOKUP, tensors, &[], None), ErrorKind::BadValue, &["op 0 EMBEDDING_LOOKUP \"out\""]);
    let tensors = vec![
        int("a", &[1]),
        int("keys", &[0]),
        float("w", &[0, 3]),
        float("out", &[]),
        TensorSpec::new("hits", UINT8, &[]),
    ];
    let mut model = one(HASHTABLE_LOOKUP, tensors, &[], None);
    model.graphs[0].inputs = vec![0, 1, 2];
    model.graphs[0].ops = vec![OpSpec::new(0, &[0, 1, 2], &[3, 4])];
    unplanned(&model, ErrorKind::BadShape, &["op 0 HASHTABLE_LOOKUP \"out\"", "\"w\""]);
}

fn svdf(rank: i32, state: &TensorSpec) -> ModelSpec {
    let tensors = vec![
        float("a", &[1, 2]),
        float("feature", &[2, 2]),
        float("time", &[2, 3]),
        float("bias", &[2]),
        state.clone(),
        float("out", &[]),
    ];
    one(SVDF, tensors, &[], Some((6, &[Int(rank), Byte(0)])))
}

/// CVE-2021-29598, CVE-2021-37681: a rank of 0; a state that is no variable, or not there.
#[test]
fn filters_over_time_need_a_rank_and_a_state() {
    let state = TensorSpec { is_variable: true, ..float("state", &[1, 6]) };
    runs(&svdf(1, &state));
    for rank in [0, -1] {
        unplanned(&svdf(rank, &state), ErrorKind::BadOption, &["op 0 SVDF \"out\"", "rank"]);
    }
    unplanned(&svdf(1, &float("state", &[1, 6])), ErrorKind::BadOperand, &["op 0 SVDF", "\"state\"", "variable"]);
    unplanned(
        &svdf(1, &TensorSpec { shape: vec![1, 5], ..state.clone() }),
        ErrorKind::BadShape,
        &["op 0 SVDF", "\"state\""],
    );
    let mut model = svdf(1, &state);
    model.graphs[0].ops[0].inputs[4] = -1;
    refused(&model, ErrorKind::BadOperand, &["op 0 SVDF", "input 4 is absent"]);
}

/// CVE-2021-29600: no indices are no rows.
#[test]
fn one_hot_rows_of_nothing_are_nothing() {
    let tensors =
        vec![int("a", &[0, 2]), int("depth", &[]).buffer(1), float("on", &[]), float("off", &[]), float("out", &[])];
    assert!(runs(&one(ONE_HOT, tensors, &[ints(&[3])], Some((61, &[Int(-1)])))).is_empty());
}

/// CVE-2021-29602: no channels.
#[test]
fn depthwise_convolutions_without_channels_are_refused() {
    let model = single(
        DEPTHWISE_CONV_2D,
        &[&[1, 4, 4, 0], &[1, 3, 3, 2], &[2]],
        &[],
        Some((2, &[Byte(0), Int(1), Int(1), Int(1)])),
    );
    unplanned(&model, ErrorKind::BadShape, &["op 0 DEPTHWISE_CONV_2D \"out\""]);
}

fn layer(input: &[i32], weights: &[i32], bias: &[i32]) -> ModelSpec {
    single(FULLY_CONNECTED, &[input, weights, bias], &[], Some((8, &[])))
}

/// CVE-2021-37680, CVE-2021-37688: layers of no inputs, and of no units.
#[test]
fn layers_without_inputs_or_units_divide_by_nothing() {
    assert_eq!(runs(&layer(&[1, 0], &[3, 0], &[3])), [0; 12]);
    assert!(runs(&layer(&[1, 2], &[0, 2], &[0])).is_empty());
    // As LiteRT: with nothing to multiply the sums are 0, whatever the input.
    assert_eq!(runs(&layer(&[1, 2], &[3, 0], &[3])), [0; 12]);
}

/// CVE-2021-37683: an integer divided by 0.
#[test]
fn integers_are_not_divided_by_zero() {
    let tensors = vec![int("a", &[2]), int("b", &[2]), int("out", &[])];
    fails(&one(DIV, tensors, &[], None), ErrorKind::BadValue, &["op 0 DIV \"out\" (subgraph 0)"]);
}

/// CVE-2021-37682: scales that an operator needs and nobody gave.
#[test]
fn integers_without_scales_are_refused() {
    let plain = |name| TensorSpec::new(name, INT8, &[4]);
    let scaled = |name| plain(name).quantized(&[0.5], &[0], 0);
    for missing in 0..3 {
        let tensors = ["a", "b", "out"].iter().enumerate();
        let tensors = tensors.map(|(index, &name)| if index == missing { plain(name) } else { scaled(name) });
        let model = one(ADD, tensors.collect(), &[], None);
        unplanned(&model, ErrorKind::BadQuantization, &["op 0 ADD \"out\"", "no scale"]);
    }
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let tensors = vec![scaled("a"), plain("b").quantized(&[scale], &[0], 0), scaled("out")];
        unplanned(&one(ADD, tensors, &[], None), ErrorKind::BadQuantization, &["op 0 ADD", "\"b\"", "scale"]);
    }
}

/// CVE-2021-37686: an ellipsis that never ends, or two of them.
#[test]
fn slices_have_one_ellipsis() {
    let slice = |mask: i32| {
        let options = [Int(0), Int(0), Int(mask), Int(0), Int(0)];
        single_with_lists(STRIDED_SLICE, &[2, 3], &[&[0, 0], &[1, 1], &[1, 1]], Some((32, &options)))
    };
    runs(&slice(1));
    unplanned(&slice(3), ErrorKind::BadOption, &["op 0 STRIDED_SLICE \"out\"", "ellipsis"]);
    // Bits beyond the entries mean nothing.
    runs(&slice(i32::MIN));
    unplanned(&slice(-1), ErrorKind::BadOption, &["op 0 STRIDED_SLICE", "ellipsis"]);
}

/// One operator on a float32 input and any number of int32 vectors.
fn single_with_lists(code: i32, input: &[i32], lists: &[&[i32]], options: Option<(u8, &[Field])>) -> ModelSpec {
    let mut tensors = vec![float("a", input)];
    tensors.extend(lists.iter().zip(1..).map(|(values, buffer)| list("k", values, buffer)));
    tensors.push(float("out", &[]));
    one(code, tensors, &lists.iter().map(|values| ints(values)).collect::<Vec<_>>(), options)
}

/// CVE-2021-37691: hashes of nothing.
#[test]
fn projections_of_nothing_are_refused() {
    let tensors = vec![float("seeds", &[2, 4]), int("a", &[0]), int("out", &[])];
    let model = one(LSH_PROJECTION, tensors, &[], Some((4, &[Byte(2)])));
    unplanned(&model, ErrorKind::BadShape, &["op 0 LSH_PROJECTION \"out\"", "\"a\""]);
    let tensors = vec![float("seeds", &[0, 4]), int("a", &[3]), int("out", &[])];
    assert!(runs(&one(LSH_PROJECTION, tensors, &[], Some((4, &[Byte(2)])))).is_empty());
}

/// CVE-2022-23557: a bias without elements.
#[test]
fn empty_biases_are_refused() {
    unplanned(&layer(&[1, 2], &[3, 2], &[0]), ErrorKind::BadShape, &["op 0 FULLY_CONNECTED \"out\""]);
    for (code, weights, options) in [
        (CONV_2D, [2, 3, 3, 2], (1, &[Byte(0), Int(1), Int(1)][..])),
        (DEPTHWISE_CONV_2D, [1, 3, 3, 2], (2, &[Byte(0), Int(1), Int(1), Int(1)][..])),
    ] {
        let model = single(code, &[&[1, 4, 4, 2], &weights, &[0]], &[], Some(options));
        unplanned(&model, ErrorKind::BadShape, &["op 0 ", "\"out\" (subgraph 0)", "\"c\""]);
    }
}

/// CVE-2022-23559: the product of the dense shape overflows.
#[test]
fn sparse_lookups_of_huge_shapes_are_refused() {
    let lookup = |dense: &[i32]| {
        let tensors = vec![
            int("ids", &[1]),
            int("indices", &[1, dense.len() as i32]),
            list("k", dense, 1),
            float("weights", &[1]),
            float("table", &[2, 3]),
            float("out", &[]),
        ];
        one(EMBEDDING_LOOKUP_SPARSE, tensors, &[ints(dense)], Some((20, &[Byte(0)])))
    };
    runs(&lookup(&[1, 2]));
    for dense in [&[i32::MAX, i32::MAX, 2][..], &[65_536, 65_536, 2], &[i32::MAX, 2]] {
        unplanned(&lookup(dense), ErrorKind::LimitExceeded, &["op 0 EMBEDDING_LOOKUP_SPARSE \"out\""]);
    }
    unplanned(&lookup(&[-1, 2]), ErrorKind::BadShape, &["op 0 EMBEDDING_LOOKUP_SPARSE"]);
}

/// CVE-2022-23560: segments and indices that do not fit each other or the shape.
#[test]
fn sparse_constants_that_do_not_fit_are_refused() {
    let sparse = |segments: &[i32], indices: &[i32], values: usize| {
        let sparsity = SparsitySpec {
            order: vec![0, 1],
            block_map: Vec::new(),
            dimensions: vec![DimensionSpec::Dense(2), DimensionSpec::Compressed(segments.to_vec(), indices.to_vec())],
        };
        let weights = TensorSpec { sparsity: Some(sparsity), ..float("w", &[2, 3]).buffer(1) };
        let tensors = vec![float("a", &[2, 3]), weights, float("out", &[])];
        one(ADD, tensors, &[vec![0; 4 * values]], None)
    };
    runs(&sparse(&[0, 1, 3], &[2, 0, 1], 3));
    for (segments, indices) in [
        (&[0, 1, 4][..], &[2, 0, 1][..]),
        (&[0, 1, 2], &[2, 0, 1]),
        (&[0, -1, 3], &[2, 0, 1]),
        (&[0, 4, 3], &[2, 0, 1]),
        (&[1, 1, 3], &[2, 0, 1]),
        (&[0, 3], &[2, 0, 1]),
        (&[0, 1, 2, 3], &[2, 0, 1]),
        (&[], &[]),
        (&[0, 1, 3], &[3, 0, 1]),
        (&[0, 1, 3], &[-1, 0, 1]),
        (&[0, 1, 3], &[2, 1, 1]),
        (&[0, 1, 3], &[2, 1, i32::MAX]),
    ] {
        refused(&sparse(segments, indices, 3), ErrorKind::Malformed, &["tensor 1 \"w\"", "subgraph 0", "sparsity"]);
    }
    refused(&sparse(&[0, 1, 3], &[2, 0, 1], 2), ErrorKind::BadBuffer, &["tensor 1 \"w\"", "needs 12 bytes"]);
    refused(&sparse(&[0, 1, 3], &[2, 0, 1], 6), ErrorKind::BadBuffer, &["tensor 1 \"w\"", "has 24"]);
}

/// CVE-2022-23560, too: orders and blocks that are none.
#[test]
fn sparse_orders_and_blocks_that_do_not_fit_are_refused() {
    let sparse = |order: &[i32], block_map: &[i32], sizes: &[i32]| {
        let dimensions = sizes.iter().map(|&size| DimensionSpec::Dense(size)).collect();
        let sparsity = SparsitySpec { order: order.to_vec(), block_map: block_map.to_vec(), dimensions };
        let weights = TensorSpec { sparsity: Some(sparsity), ..float("w", &[2, 4]).buffer(1) };
        one(ADD, vec![float("a", &[2, 4]), weights, float("out", &[])], &[vec![0; 32]], None)
    };
    runs(&sparse(&[0, 1, 2], &[1], &[2, 2, 2]));
    for (order, block_map, sizes) in [
        (&[0, 0][..], &[][..], &[2, 4][..]),
        (&[0, 2], &[], &[2, 4]),
        (&[0, -1], &[], &[2, 4]),
        (&[0], &[], &[2]),
        (&[0, 1], &[], &[2, 4, 1]),
        (&[0, 1], &[], &[2, 0]),
        (&[0, 1], &[], &[2, -4]),
        (&[0, 1], &[], &[4, 2]),
        (&[0, 1, 2], &[2], &[2, 2, 2]),
        (&[0, 1, 2], &[-1], &[2, 2, 2]),
        (&[0, 1, 2], &[1], &[2, 1, 3]),
        (&[0, 1], &[], &[i32::MAX, i32::MAX]),
    ] {
        refused(&sparse(order, block_map, sizes), ErrorKind::Malformed, &["tensor 1 \"w\"", "sparsity"]);
    }
}

/// CVE-2022-29212: scales whose ratio is above 1 are ordinary.
#[test]
fn scales_of_any_ratio_are_taken() {
    let scaled = |name, scale: f32| TensorSpec::new(name, INT8, &[4]).quantized(&[scale], &[0], 0);
    for (a, b) in [(1e-3, 1e3), (1e3, 1e-3), (3.0, 4.0), (f32::MIN_POSITIVE, f32::MAX)] {
        for code in [ADD, LESS] {
            let mut tensors = vec![scaled("a", a), scaled("b", b), scaled("out", 1.0)];
            if code == LESS {
                tensors[2] = TensorSpec::new("out", super::builder::BOOL, &[4]);
            }
            let model = Model::from_bytes(one(code, tensors, &[], None).bytes()).unwrap();
            // Either a multiplier can say it, or the error says what is out of range.
            let ran = Interpreter::new(&model).and_then(|mut interpreter| interpreter.invoke());
            if let Err(error) = ran {
                check(&error, ErrorKind::BadQuantization, &["op 0 "]);
                assert!(a < 1e-30, "{error}");
            }
        }
        runs(&one(QUANTIZE, vec![scaled("a", a.max(1e-3)), scaled("out", b.min(1e3))], &[], None));
    }
}

/// CVE-2022-35939, CVE-2022-35937, CVE-2022-35938: indices outside of the result, or of what is read.
#[test]
fn indices_outside_are_refused_while_running() {
    for index in [-1, 3, i32::MIN, i32::MAX] {
        let tensors = vec![int("i", &[1, 1]).buffer(1), float("a", &[1]), list("k", &[3], 2), float("out", &[])];
        let model = one(SCATTER_ND, tensors, &[ints(&[index]), ints(&[3])], None);
        fails(&model, ErrorKind::BadValue, &["op 0 SCATTER_ND \"out\" (subgraph 0)"]);
        let tensors = vec![float("a", &[3]), int("i", &[1, 1]).buffer(1), float("out", &[])];
        let model = one(GATHER_ND, tensors, &[ints(&[index])], None);
        fails(&model, ErrorKind::BadValue, &["op 0 GATHER_ND \"out\" (subgraph 0)"]);
    }
}

/// CVE-2020-15212, CVE-2020-15213, CVE-2020-15214: numbers of segments that are negative, unsorted or huge.
#[test]
fn segments_out_of_order_are_refused() {
    for ids in [[-1, 0], [1, 0], [0, i32::MAX], [i32::MIN, 0]] {
        let model = single_with_lists(SEGMENT_SUM, &[2, 3], &[&ids], None);
        fails(&model, ErrorKind::BadValue, &["op 0 SEGMENT_SUM \"out\" (subgraph 0)"]);
    }
}

/// CVE-2022-41894: a bias of another size, and a result that cannot be.
#[test]
fn transposed_volumes_that_do_not_fit_are_refused() {
    let model = |shape: &[i32], bias: i32| {
        let tensors = vec![
            list("k", shape, 1),
            float("w", &[2, 2, 2, 1, 1]),
            float("a", &[1, 2, 2, 2, 1]),
            float("bias", &[bias]),
            float("out", &[]),
        ];
        let options = [Byte(0), Int(2), Int(2), Int(2), Byte(0), Int(1), Int(1), Int(1)];
        one(CONV_3D_TRANSPOSE, tensors, &[ints(shape)], Some((106, &options)))
    };
    runs(&model(&[1, 4, 4, 4, 1], 1));
    for bias in [0, 2, 1 << 20] {
        unplanned(&model(&[1, 4, 4, 4, 1], bias), ErrorKind::BadShape, &["op 0 CONV_3D_TRANSPOSE \"out\"", "bias"]);
    }
    for shape in [[1, i32::MAX, i32::MAX, i32::MAX, 1], [1, 4, 4, 4, 2], [-1, 4, 4, 4, 1]] {
        let model = Model::from_bytes(model(&shape, 1).bytes()).unwrap();
        let error = Plan::new(&model).unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::BadShape | ErrorKind::LimitExceeded | ErrorKind::BadValue),
            "{error}"
        );
        assert!(error.to_string().starts_with("op 0 CONV_3D_TRANSPOSE"), "{error}");
    }
}

/// tensorflow#124982: more dimensions than there may be.
#[test]
fn reshapes_to_too_many_dimensions_are_refused() {
    let model = single(RESHAPE, &[&[1]], &[&[1; 9]], None);
    unplanned(&model, ErrorKind::LimitExceeded, &["op 0 RESHAPE \"out\"", "rank 9"]);
}

/// tensorflow#115068: sizes so near to the greatest that aligning them overflows.
#[test]
fn sizes_near_the_greatest_are_refused() {
    let everything = Limits {
        tensor_bytes: usize::MAX,
        arena_bytes: usize::MAX,
        plan_bytes: usize::MAX,
        work: u64::MAX,
        ..Limits::default()
    };
    // 2^64 bytes but 2^34; 2^63 bytes but 2^33.
    for shape in [[i32::MAX, i32::MAX], [i32::MAX, 1 << 30]] {
        let model = single(ADD, &[&shape, &shape], &[], None);
        let model = Model::from_bytes_with_limits(model.bytes(), everything);
        let error = model.and_then(|model| Plan::with_options(&model, PlanOptions::default().limits(everything)));
        check(&error.unwrap_err(), ErrorKind::LimitExceeded, &["subgraph 0"]);
    }
}
