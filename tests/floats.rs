//! Sums of floats may be rounded once, but no integer ever sees it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/builder.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod builder;
#[path = "support/network.rs"]
#[allow(dead_code, unreachable_pub, reason = "each test binary uses its own part")]
mod network;

use builder::{FLOAT32, Field, INT8};
use ferrolite::{Floats, Interpreter, Keep, Level, Model, Plan, PlanOptions};
use network::Network;

const CONV_2D: i32 = 3;
const QUANTIZE: i32 = 114;

/// Two convolutions of floats 1×1, one after the other; `quantized`: and what quantizes the result.
fn network(quantized: bool) -> Model {
    let mut network = Network::new(FLOAT32, &[1, 5, 7, 48]);
    let mut last = 0;
    for _ in 0..2 {
        let weights = (0..48 * 48).flat_map(|i| ((i * 37 % 101) as f32 / 73.0 - 0.7).to_le_bytes()).collect();
        let weights = network.constant(FLOAT32, &[48, 1, 1, 48], weights, (0.0, 0));
        let output = network.tensor(FLOAT32, &[1, 5, 7, 48], 0, (0.0, 0));
        network.op(CONV_2D, &[last, weights], output, Some((1, vec![Field::Byte(1), Field::Int(1), Field::Int(1)])));
        last = output;
    }
    let floats = last;
    if quantized {
        last = network.tensor(INT8, &[1, 5, 7, 48], 0, (3.0, 3));
        network.op(QUANTIZE, &[floats], last, None);
    }
    network.finish(&[floats, last][..if quantized { 2 } else { 1 }])
}

fn outputs(model: &Model, options: PlanOptions) -> Vec<Vec<u8>> {
    let mut interpreter = Interpreter::from_plan(&Plan::with_options(model, options).expect("a plan"));
    let mut input = interpreter.input(0).unwrap();
    let values: Vec<f32> = (0..input.info().elements()).map(|i| (i * 29 % 211) as f32 / 97.0 - 1.1).collect();
    input.write_f32(&values).unwrap();
    interpreter.invoke().unwrap();
    let count = interpreter.outputs().len();
    (0..count).map(|i| interpreter.output(i).unwrap().bytes().to_vec()).collect()
}

fn options(floats: Floats) -> PlanOptions {
    PlanOptions::default().floats(floats)
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|bytes| f32::from_le_bytes(bytes.try_into().unwrap())).collect()
}

#[test]
fn as_the_reference_is_as_the_scalar_kernels() {
    for model in [network(false), network(true)] {
        let expected = outputs(&model, options(Floats::AsReference).isa(Level::Scalar));
        assert_eq!(outputs(&model, options(Floats::AsReference)), expected);
        assert_eq!(outputs(&model, options(Floats::AsReference).keep(Keep::All).rewrites(false)), expected);
    }
}

#[test]
fn fused_sums_are_close() {
    let model = network(false);
    let [exact, fused] = [Floats::AsReference, Floats::Fused].map(|how| floats(&outputs(&model, options(how))[0]));
    let greatest = exact.iter().fold(0f32, |greatest, x| greatest.max(x.abs()));
    assert!(exact.iter().zip(&fused).all(|(a, b)| (a - b).abs() <= 1e-6 * greatest));
    let scalar = Plan::new(&model).unwrap().options().isa == Some(Level::Scalar);
    assert_eq!(exact == fused, scalar, "sums are fused where there are vectors");
}

#[test]
fn what_is_quantized_is_the_references_bit_for_bit() {
    let model = network(true);
    assert_eq!(outputs(&model, options(Floats::Fused)), outputs(&model, options(Floats::AsReference)));
    let without = options(Floats::Fused).rewrites(false);
    assert_eq!(outputs(&model, without), outputs(&model, options(Floats::AsReference)));
}
