"""Small networks as TensorFlow's converter writes them: folded constants, signatures, fused activations."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np
import tensorflow as tf
from ai_edge_litert import schema_py_generated as schema

from common import SEED, random_for

KINDS = ["int8", "int16x8", "float32", "hybrid", "float16w"]


def classifier():
    layers = tf.keras.layers
    return tf.keras.Sequential([
        layers.Input((12, 12, 3)), layers.Conv2D(8, 3, strides=2, padding="same"), layers.BatchNormalization(),
        layers.ReLU(6.0), layers.DepthwiseConv2D(3, padding="same", activation="relu"), layers.Conv2D(12, 1),
        layers.GlobalAveragePooling2D(), layers.Dense(5, activation="softmax")])


def skip():
    layers = tf.keras.layers
    image = layers.Input((8, 8, 4))
    here = layers.Conv2D(8, 3, padding="same", activation="relu")(image)
    side = layers.Conv2D(8, 1)(image)
    here = layers.LeakyReLU(negative_slope=0.1)(layers.Add()([here, side]))
    small = layers.MaxPooling2D(2)(here)
    big = layers.UpSampling2D(2, interpolation="bilinear")(layers.Conv2D(8, 3, padding="same")(small))
    here = layers.Concatenate()([here, big])
    return tf.keras.Model(image, layers.Conv2DTranspose(3, 3, strides=2, padding="same", activation="sigmoid")(here))


def perceptron():
    layers = tf.keras.layers
    return tf.keras.Sequential([layers.Input((24,)), layers.Dense(16, activation="tanh"), layers.Reshape((4, 4)),
                                layers.Permute((2, 1)), layers.Flatten(), layers.Dense(8, activation="relu"),
                                layers.Dense(6)])


def convert(network, kind, samples):
    converter = tf.lite.TFLiteConverter.from_keras_model(network)
    if kind != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if kind == "float16w":
        converter.target_spec.supported_types = [tf.float16]
    if kind in ("int8", "int16x8"):
        converter.representative_dataset = lambda: ([sample[None]] for sample in samples)
        int16 = tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8 if kind == "int8" else int16]
        dtype = tf.int8 if kind == "int8" else tf.int16
        converter.inference_input_type = converter.inference_output_type = dtype
    return converter.convert()


class Converted:
    """A finished model with what `record.py` needs to know of it."""

    def __init__(self, model, value):
        self.bytes = model
        table = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
        self.subgraph = table.subgraphs[0]
        self.stored = {i for i, tensor in enumerate(self.subgraph.tensors)
                       if table.buffers[tensor.buffer].data is not None}
        self.values = {int(self.subgraph.inputs[0]): value}
        self.fitted = []

    def model(self):
        return self.bytes

    def set_shapes(self, _shapes):
        """The converter wrote them."""


def cases():
    """(op, kind, graph) of every case."""
    tf.config.experimental.enable_op_determinism()
    for maker in (classifier, skip, perceptron):
        for kind in KINDS:
            tf.keras.backend.clear_session()
            tf.keras.utils.set_random_seed(SEED)
            network = maker()
            random = random_for("NETWORKS", maker.__name__)
            samples = random.uniform(-1, 1, (16, *network.input_shape[1:])).astype(np.float32)
            value = samples[:1]
            if kind in ("int8", "int16x8"):
                dtype = np.dtype("int8" if kind == "int8" else "int16")
                info = np.iinfo(dtype)
                value = random.integers(info.min, info.max, value.shape, endpoint=True).astype(dtype)
            yield "NETWORKS", kind, Converted(convert(network, kind, samples), value)
