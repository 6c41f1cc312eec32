//! Planned activation bytes of the MLPerf Tiny networks: no more than TensorFlow Lite Micro's arena heads; and where speed
//! comes before memory at most half as much again.
//!
//! Needs `../shared/models`; without it only the digits network is planned.
#![allow(clippy::unwrap_used)]

use ferrolite::{Layout, Level, Model, Plan, PlanOptions};
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

/// The instruction sets of this CPU.
fn levels(model: &Model) -> impl Iterator<Item = Level> + '_ {
    let is_there = |&level: &Level| Plan::with_options(model, PlanOptions::default().isa(level)).is_ok();
    Level::ALL.into_iter().filter(is_there)
}

#[test]
fn fast_layouts_take_at_most_half_as_much_again_as_compact_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tiny = TFLM_HEADS.map(|(name, _)| name);
    // Convolutions for which there is more than one algorithm.
    let others = ["classify/mcunetv2_large_int8", "classify/tf2_mobilenet_v2_100_224_ptq", "detect/nxp_yolo_face_int8"];
    let shared =
        tiny.iter().chain(&others).map(|name| root.join("../shared/models").join(name).with_extension("tflite"));
    for path in shared.chain([root.join("models/digits_int8.tflite")]).filter(|path| path.is_file()) {
        let model = Model::open(&path).unwrap();
        for level in levels(&model) {
            for threads in [1, 2] {
                let bytes = [Layout::Fast, Layout::Compact].map(|layout| {
                    let options = PlanOptions::default().layout(layout).isa(level).thread_count(threads).unwrap();
                    Plan::with_options(&model, options).unwrap().report().activation_bytes
                });
                let [fast, compact] = bytes;
                // Blocks of the fast layout begin at cache lines.
                let most = compact + (compact / 2).max(1 << 10);
                assert!(fast <= most, "{path:?} {level:?}, {threads} threads: {fast} bytes, {compact} if compact");
            }
        }
    }
}
