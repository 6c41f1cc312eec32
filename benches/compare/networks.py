"""Makes the Keras networks that the comparison measures, as int8 and float32 .tflite files.

Nothing is trained or downloaded: the speed of a network depends on its shapes, a little on its data and not at
all on what it knows. The weights are bell-shaped as trained ones are, and the statistics of each batch
normalization are those of the activations that really arrive there, so that every layer sees values of ordinary
size: activations that are all zero or all clamped would be quicker than a real network's.

    python networks.py --folder FOLDER [--only NAME ...]

Needs tensorflow-cpu. The same version on the same machine writes the same bytes.
"""

import argparse
import os
import sys
import zlib
from pathlib import Path

# Before TensorFlow is imported: its messages are of no use here, and oneDNN sums in an order that varies.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

SEED = 20240607
# Enough for steady statistics; more only takes longer.
PICTURES = 16

SIGNED, BYTES = (-1.0, 1.0), (0.0, 255.0)
# Name: how Keras builds it, the side of its square input, the range of its input.
NETWORKS = {
    "mobilenet_v1": (keras.applications.MobileNet, 224, SIGNED),
    "mobilenet_v2": (keras.applications.MobileNetV2, 224, SIGNED),
    "efficientnet_b0": (keras.applications.EfficientNetB0, 224, BYTES),
    "resnet50": (keras.applications.ResNet50, 224, SIGNED),
    "mobilenet_v3_large": (keras.applications.MobileNetV3Large, 224, BYTES),
    "mobilenet_v3_small": (keras.applications.MobileNetV3Small, 224, BYTES),
    "inception_v3": (keras.applications.InceptionV3, 299, SIGNED),
}


def pictures(side, low_and_high, seed):
    """Random pictures with structure at several sizes, as photographs have: noise alone averages out in the
    first layers."""
    low, high = low_and_high
    random = np.random.default_rng(seed)
    total = np.zeros((PICTURES, side, side, 3), np.float32)
    for cells, weight in ((3, 1.0), (9, 0.6), (30, 0.4), (side, 0.3)):
        noise = random.uniform(-1, 1, (PICTURES, cells, cells, 3)).astype(np.float32)
        total += weight * tf.image.resize(noise, (side, side), "bilinear").numpy()
    unit = np.clip(total / 2.2 + 0.5, 0, 1)
    return (low + (high - low) * unit).astype(np.float32)


def draw(variable, random):
    """Bell-shaped values for one variable of the network, or None where it keeps what it has."""
    shape = variable.shape
    kind = variable.name
    if kind == "kernel":
        # He: the size of the activations stays the same. A depthwise kernel sums over its window alone.
        depthwise = "depthwise" in variable.path or "dwconv" in variable.path
        inputs = int(np.prod(shape[:2] if depthwise else shape[:-1]))
        return random.normal(0, np.sqrt(2 / inputs), shape)
    if kind == "gamma":
        return np.clip(random.normal(1, 0.2, shape), 0.3, 2)
    if kind == "beta":
        return random.normal(0, 0.2, shape)
    if kind == "bias":
        return random.normal(0, 0.05, shape)
    return None


def fill(model, images, seed):
    """Sets all weights, then the statistics of the batch normalizations by one pass over the pictures."""
    random = np.random.default_rng(seed)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            # What arrives there, after the rescaling before it.
            layer.adapt(keras.Model(model.input, layer.input).predict(images, verbose=0))
        for variable in layer.weights:
            value = draw(variable, random)
            if value is not None:
                variable.assign(value.astype(np.float32))
        if isinstance(layer, keras.layers.BatchNormalization):
            # The moving averages become those of the pass.
            layer.momentum = 0.0
        if isinstance(layer, keras.layers.Dropout):
            layer.rate = 0.0
    model(images, training=True)


def convert(model, side, representative=None):
    """The .tflite file of the network for one picture: full-integer with pictures that say the ranges, else
    float32."""
    # A batch of fixed size: with an open one the file would compute shapes at run time.
    picture = keras.Input((side, side, 3), batch_size=1)
    converter = tf.lite.TFLiteConverter.from_keras_model(keras.Model(picture, model(picture, training=False)))
    if representative is not None:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([image[np.newaxis]] for image in representative)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = tf.int8
        converter.inference_output_type = tf.int8
    return converter.convert()


def make(name, kinds, folder):
    """Builds one network and writes it in the given kinds; a file appears only when it is complete."""
    build, side, low_and_high = NETWORKS[name]
    seed = SEED ^ zlib.crc32(name.encode())
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed & 0x7FFF_FFFF)
    model = build(weights=None, input_shape=(side, side, 3))
    images = pictures(side, low_and_high, seed)
    fill(model, images, seed)
    for kind in kinds:
        data = convert(model, side, images if kind == "int8" else None)
        path = folder / f"{name}_{kind}.tflite"
        part = path.with_suffix(".part")
        part.write_bytes(data)
        part.rename(path)
        print(f"{path.name}  {len(data):,} bytes", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, help="where to write; files already there are kept")
    parser.add_argument("--only", nargs="+", choices=NETWORKS, default=list(NETWORKS), help="these networks")
    parser.add_argument("--kinds", nargs="+", choices=("int8", "f32"), default=["int8", "f32"])
    arguments = parser.parse_args()
    tf.config.experimental.enable_op_determinism()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in arguments.only:
        missing = [kind for kind in arguments.kinds if not (arguments.folder / f"{name}_{kind}.tflite").exists()]
        if missing:
            make(name, missing, arguments.folder)


if __name__ == "__main__":
    sys.exit(main())
