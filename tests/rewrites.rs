//! What a plan fuses and replaces: the results are the same bytes with and without, and it really happens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/builder.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod builder;
#[path = "support/network.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod network;

use builder::{FLOAT32, Field, INT8, INT32};
use ferrolite::{Interpreter, Keep, Level, Model, Plan, PlanOptions};
use network::Network;

const ADD: i32 = 0;
const CONV_2D: i32 = 3;
const DEPTHWISE_CONV_2D: i32 = 4;
const LOGISTIC: i32 = 14;
const MAX_POOL_2D: i32 = 17;
const MUL: i32 = 18;
const RELU6: i32 = 21;
const PAD: i32 = 34;
const QUANTIZE: i32 = 114;

fn numbers(count: usize) -> Vec<u8> {
    (0..count).map(|i| (i * 37 + i / 5) as u8).collect()
}

/// PAD, then a VALID convolution 3×3 with stride 2.
fn padded_convolution(dtype: i8, depthwise: bool, paddings: [i32; 8]) -> Model {
    let mut network = Network::new(dtype, &[1, 6, 7, 4]);
    let paddings_bytes = paddings.iter().flat_map(|p| p.to_le_bytes()).collect();
    let frame = network.constant(INT32, &[4, 2], paddings_bytes, (0.0, 0));
    let extents: Vec<i32> = [1, 6, 7, 4].iter().zip(paddings.chunks(2)).map(|(e, p)| e + p[0] + p[1]).collect();
    let padded = network.tensor(dtype, &extents, 0, (0.05, 3));
    network.op(PAD, &[0, frame], padded, None);
    let depth = extents[3];
    let shape = if depthwise { [1, 3, 3, depth] } else { [5, 3, 3, depth] };
    let count: usize = shape.iter().product::<i32>() as usize;
    let weights = match dtype {
        INT8 => numbers(count),
        _ => numbers(count).iter().flat_map(|&b| (f32::from(b as i8) / 100.0).to_le_bytes()).collect(),
    };
    let weights = network.constant(dtype, &shape, weights, (0.01, 0));
    let (rows, columns) = ((extents[1] - 3) / 2 + 1, (extents[2] - 3) / 2 + 1);
    let channels = if depthwise { depth } else { 5 };
    let output = network.tensor(dtype, &[1, rows, columns, channels], 0, (0.2, -4));
    // VALID, and strides of 2.
    let mut options = vec![Field::Byte(1), Field::Int(2), Field::Int(2)];
    if depthwise {
        options.push(Field::Int(1));
    }
    let number = if depthwise { 2 } else { 1 };
    let code = if depthwise { DEPTHWISE_CONV_2D } else { CONV_2D };
    network.op(code, &[padded, weights], output, Some((number, options)));
    network.finish(&[output])
}

/// QUANTIZE to a zero point, PAD, then a VALID MAX_POOL_2D 3×2 with strides 2 and 1.
fn padded_pool(height: i32, zero_point: i64, paddings: [i32; 8]) -> Model {
    let mut network = Network::new(INT8, &[1, height, 7, 4]);
    let scaled = network.tensor(INT8, &[1, height, 7, 4], 0, (0.05, zero_point));
    network.op(QUANTIZE, &[0], scaled, None);
    let paddings_bytes = paddings.iter().flat_map(|p| p.to_le_bytes()).collect();
    let frame = network.constant(INT32, &[4, 2], paddings_bytes, (0.0, 0));
    let extents: Vec<i32> = [1, height, 7, 4].iter().zip(paddings.chunks(2)).map(|(e, p)| e + p[0] + p[1]).collect();
    let padded = network.tensor(INT8, &extents, 0, (0.05, zero_point));
    network.op(PAD, &[scaled, frame], padded, None);
    let output = network.tensor(INT8, &[1, (extents[1] - 3) / 2 + 1, extents[2] - 1, 4], 0, (0.05, zero_point));
    // VALID, strides along width and height, filter along width and height.
    let options = vec![Field::Byte(1), Field::Int(1), Field::Int(2), Field::Int(2), Field::Int(3)];
    network.op(MAX_POOL_2D, &[padded], output, Some((5, options)));
    network.finish(&[output])
}

/// x · sigmoid(x); `shared` makes the sigmoid an output too.
fn swish(shared: bool) -> Model {
    let mut network = Network::new(INT8, &[1, 16, 16]);
    let sigmoid = network.tensor(INT8, &[1, 16, 16], 0, (1.0 / 256.0, -128));
    network.op(LOGISTIC, &[0], sigmoid, None);
    let output = network.tensor(INT8, &[1, 16, 16], 0, (0.04, -20));
    network.op(MUL, &[0, sigmoid], output, Some((21, vec![Field::Byte(0)])));
    network.finish(&[output, sigmoid][..if shared { 2 } else { 1 }])
}

/// x · relu6(x + 3) / 6, with the constants as tensors.
fn hard_swish() -> Model {
    let mut network = Network::new(INT8, &[1, 16, 16]);
    let three = network.constant(INT8, &[], vec![60], (0.05, 0));
    let sum = network.tensor(INT8, &[1, 16, 16], 0, (0.06, 5));
    network.op(ADD, &[0, three], sum, Some((11, vec![Field::Byte(0)])));
    let cut = network.tensor(INT8, &[1, 16, 16], 0, (6.0 / 255.0, -128));
    network.op(RELU6, &[sum], cut, None);
    let sixth = network.constant(INT8, &[1], vec![100], (1.0 / 600.0, 0));
    let scaled = network.tensor(INT8, &[1, 16, 16], 0, (1.0 / 255.0, -128));
    network.op(MUL, &[cut, sixth], scaled, Some((21, vec![Field::Byte(0)])));
    let output = network.tensor(INT8, &[1, 16, 16], 0, (0.04, -20));
    network.op(MUL, &[scaled, 0], output, Some((21, vec![Field::Byte(0)])));
    network.finish(&[output])
}

fn outputs(model: &Model, options: PlanOptions) -> Vec<Vec<u8>> {
    let mut interpreter = Interpreter::from_plan(&Plan::with_options(model, options).expect("a plan"));
    let mut input = interpreter.input(0).unwrap();
    match input.info().dtype {
        ferrolite::TensorType::Int8 => {
            let bytes = numbers(input.info().elements());
            input.write_i8(&bytes.iter().map(|&b| b as i8).collect::<Vec<_>>()).unwrap();
        }
        _ => {
            let bytes = numbers(input.info().elements());
            input.write_f32(&bytes.iter().map(|&b| f32::from(b as i8) / 50.0).collect::<Vec<_>>()).unwrap();
        }
    }
    interpreter.invoke().unwrap();
    let count = interpreter.outputs().len();
    (0..count).map(|i| interpreter.output(i).unwrap().bytes().to_vec()).collect()
}

/// Compares the results and counts the operators that were fused away.
fn check(model: &Model, fused: usize) {
    assert_eq!(outputs(model, PlanOptions::default()), outputs(model, PlanOptions::default().rewrites(false)));
    let count = |options| {
        let report = Plan::with_options(model, options).unwrap().report();
        report.ops.iter().filter(|op| op.kernel == "fused").count()
    };
    assert_eq!(count(PlanOptions::default()), fused);
    assert_eq!(count(PlanOptions::default().rewrites(false)), 0);
    assert_eq!(count(PlanOptions::default().keep(Keep::All)), 0);
}

#[test]
fn a_frame_before_a_convolution_becomes_its_padding() {
    for dtype in [INT8, FLOAT32] {
        for depthwise in [false, true] {
            check(&padded_convolution(dtype, depthwise, [0, 0, 1, 2, 0, 3, 0, 0]), 1);
            check(&padded_convolution(dtype, depthwise, [0, 0, 4, 0, 5, 5, 0, 0]), 1);
        }
    }
}

#[test]
fn a_frame_of_least_values_before_a_maximum_becomes_its_padding() {
    check(&padded_pool(6, -128, [0, 0, 1, 2, 1, 1, 0, 0]), 1);
    check(&padded_pool(6, -128, [0, 0, 0, 1, 0, 1, 0, 0]), 1);
    // Windows that do not fit, and those that cover nothing of an empty input.
    check(&padded_pool(1, -128, [0, 0, 0, 0, 1, 1, 0, 0]), 1);
    check(&padded_pool(0, -128, [0, 0, 2, 2, 1, 1, 0, 0]), 1);
    // A frame as wide as a window, and one that may be greater than what a window covers.
    check(&padded_pool(6, -128, [0, 0, 3, 0, 0, 0, 0, 0]), 0);
    check(&padded_pool(6, -128, [0, 0, 0, 0, 0, 2, 0, 0]), 0);
    check(&padded_pool(6, 3, [0, 0, 1, 2, 1, 1, 0, 0]), 0);
}

/// A convolution of floats and a clamp of its results; `shared` makes them an output too.
fn clamped_convolution(depthwise: bool, activation: i8, shared: bool) -> Model {
    let mut network = Network::new(FLOAT32, &[1, 6, 7, 4]);
    let shape = if depthwise { [1, 3, 3, 4] } else { [4, 3, 3, 4] };
    let count: usize = shape.iter().product::<i32>() as usize;
    let weights = numbers(count).iter().flat_map(|&b| (f32::from(b as i8) / 100.0).to_le_bytes()).collect();
    let weights = network.constant(FLOAT32, &shape, weights, (0.0, 0));
    let sums = network.tensor(FLOAT32, &[1, 4, 5, 4], 0, (0.0, 0));
    let mut options = vec![Field::Byte(1), Field::Int(1), Field::Int(1)];
    if depthwise {
        options.push(Field::Int(1));
    }
    options.push(Field::Byte(activation));
    let (code, number) = if depthwise { (DEPTHWISE_CONV_2D, 2) } else { (CONV_2D, 1) };
    network.op(code, &[0, weights], sums, Some((number, options)));
    let output = network.tensor(FLOAT32, &[1, 4, 5, 4], 0, (0.0, 0));
    network.op(RELU6, &[sums], output, None);
    let outputs = if shared { vec![output, sums] } else { vec![output] };
    network.finish(&outputs)
}

#[test]
fn a_clamp_after_a_convolution_of_floats_becomes_its_activation() {
    for depthwise in [false, true] {
        // None, RELU and RELU6, but not what clamps to [−1, 1].
        for (activation, fused) in [(0, 1), (1, 1), (3, 1), (2, 0)] {
            check(&clamped_convolution(depthwise, activation, false), fused);
        }
        check(&clamped_convolution(depthwise, 0, true), 0);
    }
}

#[test]
fn frames_around_channels_stay() {
    check(&padded_convolution(INT8, true, [0, 0, 1, 1, 1, 1, 1, 0]), 0);
}

#[test]
fn a_frame_that_is_to_be_kept_stays() {
    let model = padded_convolution(INT8, false, [0, 0, 1, 1, 1, 1, 0, 0]);
    let plan = Plan::with_options(&model, PlanOptions::default().keep(Keep::These(vec![2]))).unwrap();
    assert!(plan.report().ops.iter().all(|op| op.kernel != "fused"));
}

#[test]
fn a_swish_of_two_operators_becomes_a_table() {
    check(&swish(false), 1);
}

/// x · sigmoid(x) of floats; `quantized`: and what quantizes it.
fn float_swish(quantized: bool) -> Model {
    let mut network = Network::new(FLOAT32, &[1, 16, 5]);
    let sigmoid = network.tensor(FLOAT32, &[1, 16, 5], 0, (0.0, 0));
    network.op(LOGISTIC, &[0], sigmoid, None);
    let product = network.tensor(FLOAT32, &[1, 16, 5], 0, (0.0, 0));
    network.op(MUL, &[sigmoid, 0], product, Some((21, vec![Field::Byte(0)])));
    if !quantized {
        return network.finish(&[product]);
    }
    let bytes = network.tensor(INT8, &[1, 16, 5], 0, (0.02, 3));
    network.op(QUANTIZE, &[product], bytes, None);
    network.finish(&[bytes])
}

#[test]
fn a_swish_of_floats_is_one_operator_where_no_integer_depends_on_it() {
    let vectors = Plan::new(&float_swish(false)).unwrap().options().isa != Some(Level::Scalar);
    check(&float_swish(false), usize::from(vectors));
    check(&float_swish(true), 0);
}

#[test]
fn a_result_that_others_read_stays() {
    check(&swish(true), 0);
}

#[test]
fn a_hard_swish_of_four_operators_becomes_a_table() {
    check(&hard_swish(), 3);
}
