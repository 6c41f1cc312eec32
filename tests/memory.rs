//! Planned activation bytes of the MLPerf Tiny networks: no more than TensorFlow Lite Micro's arena heads.
//!
//! Needs `../shared/models`; without it only the digits network is planned.
#![allow(clippy::unwrap_used)]

use ferrolite::{Layout, Model, Plan, PlanOptions};
use std::path::Path;

/// Network, bytes of the head of TensorFlow Lite Micro's arena.
const TFLM_HEADS: [(&str, usize); 5] = [
    ("anomaly/ad01_int8", 768),
    ("classify/resnet8_cifar10_int8", 49_152),
    ("kws/ds_cnn_kws_int8", 16_000),
    ("wakeword/mlperf_streaming_ww_int8", 6_656),
    ("classify/vww_96_int8", 73_728),
];

fn activation_bytes(path: &Path) -> usize {
    let model = Model::open(path).unwrap();
    let plan = Plan::with_options(&model, PlanOptions::default().layout(Layout::Compact)).unwrap();
    plan.report().activation_bytes
}

#[test]
fn mlperf_tiny_needs_no_more_than_tensorflow_lite_micro() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/models");
    if !models.is_dir() {
        println!("no ../shared/models: the MLPerf Tiny networks are left out");
        return;
    }
    for (name, head) in TFLM_HEADS {
        let bytes = activation_bytes(&models.join(name).with_extension("tflite"));
        println!("{name}: {bytes} bytes, TensorFlow Lite Micro {head}");
        assert!(bytes <= head, "{name} needs {bytes} bytes, TensorFlow Lite Micro {head}");
    }
}

#[test]
fn the_digits_network_needs_two_neighbouring_tensors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/digits_int8.tflite");
    let model = Model::open(&path).unwrap();
    let plan = Plan::with_options(&model, PlanOptions::default().layout(Layout::Compact)).unwrap();
    let report = plan.report();
    let pair = report.ops.iter().map(|op| {
        let inputs: usize = op.inputs.iter().flatten().filter(|t| t.offset.is_some()).map(|t| t.bytes).sum();
        inputs + op.outputs.iter().map(|t| t.bytes).sum::<usize>()
    });
    assert!(report.activation_bytes <= pair.max().unwrap());
}
