//! Time to load, to plan and to run whole networks: the digits network, and those of `../shared/models`
//! named below where that folder is there.
//!
//! `cargo bench --bench models`

use divan::Bencher;
use ferrolite::{Interpreter, Model, Plan};
use std::path::{Path, PathBuf};

fn main() {
    divan::main();
}

const NETWORKS: [&str; 8] = [
    "models/digits_int8",
    "../shared/models/anomaly/ad01_int8",
    "../shared/models/classify/resnet8_cifar10_int8",
    "../shared/models/classify/vww_96_int8",
    "../shared/models/classify/mobilenet_v1_025_128_uint8",
    "../shared/models/classify/tf2_mobilenet_v2_100_224_ptq",
    "../shared/models/kws/ds_cnn_kws_int8",
    "../shared/models/wakeword/mlperf_streaming_ww_int8",
];

fn networks() -> impl Iterator<Item = &'static str> {
    NETWORKS.into_iter().filter(|name| path(name).exists())
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name).with_extension("tflite")
}

#[divan::bench(args = networks())]
fn load(name: &str) -> Option<Model> {
    Model::open(path(name)).ok()
}

#[divan::bench(args = networks())]
fn plan(bencher: Bencher<'_, '_>, name: &str) {
    let Ok(model) = Model::open(path(name)) else { return };
    bencher.bench_local(|| Plan::new(&model).is_ok());
}

#[divan::bench(args = networks())]
fn invoke(bencher: Bencher<'_, '_>, name: &str) {
    let Ok(model) = Model::open(path(name)) else { return };
    let Ok(mut interpreter) = Interpreter::new(&model) else { return };
    bencher.bench_local(move || interpreter.invoke().is_ok());
}
