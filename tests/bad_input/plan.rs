//! What loads and is refused when it is planned.

use super::builder::{FLOAT32, Field, INT32, ModelSpec, TensorSpec};
use super::{relu, single, unplanned};
use ferrolite::{ErrorKind, Limits, Model, Plan, PlanOptions};

const ADD: i32 = 0;
const CONCATENATION: i32 = 2;
const CONV_2D: i32 = 3;
const DEPTHWISE_CONV_2D: i32 = 4;
const DEPTH_TO_SPACE: i32 = 5;
const MAX_POOL_2D: i32 = 17;
const SPACE_TO_DEPTH: i32 = 26;
const GATHER: i32 = 36;
const MEAN: i32 = 40;
const SPLIT: i32 = 49;
const ARG_MAX: i32 = 56;
const TILE: i32 = 69;
const EXPAND_DIMS: i32 = 70;
const SPLIT_V: i32 = 102;

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

/// A variable keeps its size: what an operator writes into it must have it.
#[test]
fn results_that_do_not_fit_their_variable_are_refused() {
    let mut model = relu();
    model.graphs[0].tensors[1] = TensorSpec { is_variable: true, ..TensorSpec::new("out", FLOAT32, &[3]) };
    unplanned(&model, ErrorKind::BadShape, &["op 0 RELU \"out\"", "variable of 12 bytes, the result has 16"]);
}
