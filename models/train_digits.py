#!/usr/bin/env python3
"""Trains the embedded default network and writes it with its pictures.

A small convolutional network learns scikit-learn's bundled 8x8 handwritten
digits, is converted with full-integer quantization (int8 in, int8 out,
per-channel weights, SOFTMAX last), and is measured on a test set that it never
saw. Everything is seeded: a second run writes the same bytes.

    pip install -r models/requirements.txt
    python models/train_digits.py

Writes digits_int8.tflite, digits_labels.txt and one picture of each digit
(zero.png ... nine.png, 64x64, from the test set) beside this script.
"""

import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import numpy as np
import tensorflow as tf
from PIL import Image
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SEED = 20240607
EPOCHS = 60
BATCH = 64
MAX_MODEL_BYTES = 60_000
# Each of the 8x8 pixels becomes a square of this side in the pictures.
PIXEL_SIDE = 8
NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def load():
    """The digits as bytes 0..=255 (ink is bright), split into train and test.

    The set counts ink in 0..=16; going through bytes here makes the network
    see exactly what it will see when it is given the pictures: byte / 255.
    """
    digits = load_digits()
    pixels = np.rint(digits.images * (255.0 / 16.0)).astype(np.uint8)
    return train_test_split(
        pixels, digits.target, test_size=0.2, random_state=SEED, stratify=digits.target
    )


def as_input(pixels):
    """Bytes (n, 8, 8) to the network's float input (n, 8, 8, 1) in [0, 1]."""
    return (pixels.astype(np.float32) / 255.0)[..., None]


def blur(images, amount):
    """Mixes each pixel with its four neighbours: what another resize filter does."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    around = padded[:, :-2, 1:-1] + padded[:, 2:, 1:-1] + padded[:, 1:-1, :-2] + padded[:, 1:-1, 2:]
    return images * (1.0 - amount) + around * (amount / 4.0)


def augment(images, labels, random):
    """The training set four times: as it is, shifted, blurred, and with noise."""
    shifted = np.empty_like(images)
    for index, image in enumerate(images):
        down, right = random.integers(-1, 2, size=2)
        shifted[index] = np.roll(image, (down, right), axis=(0, 1))
    softened = blur(images, random.uniform(0.1, 0.5, size=(len(images), 1, 1, 1)))
    noisy = np.clip(images + random.normal(0.0, 0.06, size=images.shape), 0.0, 1.0)
    parts = np.concatenate([images, shifted, softened, noisy]).astype(np.float32)
    return parts, np.concatenate([labels] * 4)


def build():
    """Convolution, depthwise-separable convolution, pooling, dense, softmax."""
    layers = tf.keras.layers
    return tf.keras.Sequential(
        [
            layers.Input((8, 8, 1), name="image"),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.DepthwiseConv2D(3, padding="same", activation="relu"),
            layers.Conv2D(32, 1, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(48, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10, activation="softmax", name="digit"),
        ],
        name="digits",
    )


def convert(network, representative):
    """Full-integer conversion: int8 input and output, per-channel weights."""

    def samples():
        for image in representative:
            yield [image[None]]

    converter = tf.lite.TFLiteConverter.from_keras_model(network)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = samples
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    return converter.convert()


class Reference:
    """The model under LiteRT's reference kernels."""

    def __init__(self, model):
        self.interpreter = Interpreter(
            model_content=model, experimental_op_resolver_type=OpResolverType.BUILTIN_REF
        )
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]
        self.output = self.interpreter.get_output_details()[0]

    def __call__(self, pixels):
        """Class probabilities of one 8x8 picture of bytes."""
        scale, zero_point = self.input["quantization"]
        quantized = np.rint(as_input(pixels[None]) / scale) + zero_point
        self.interpreter.set_tensor(
            self.input["index"], np.clip(quantized, -128, 127).astype(np.int8)
        )
        self.interpreter.invoke()
        scale, zero_point = self.output["quantization"]
        answer = self.interpreter.get_tensor(self.output["index"])[0]
        return (answer.astype(np.float32) - zero_point) * scale


def margin(probabilities, digit):
    """How far the right class is ahead of the best wrong one."""
    return probabilities[digit] - np.delete(probabilities, digit).max()


def looked_at(pixels, filter):
    """A picture enlarged, then brought back to 8x8 as a program would do it."""
    return np.asarray(enlarge(pixels).resize((8, 8), filter))


def enlarge(pixels):
    """One square of PIXEL_SIDE per pixel; averaging the squares gives the pixels back."""
    return Image.fromarray(np.kron(pixels, np.ones((PIXEL_SIDE, PIXEL_SIDE), np.uint8)))


def choose_picture(reference, pixels, labels, digit):
    """The test picture of `digit` whose answer is surest under every resize filter."""
    filters = [Image.Resampling.BOX, Image.Resampling.BILINEAR, Image.Resampling.BICUBIC,
               Image.Resampling.LANCZOS, Image.Resampling.NEAREST]
    best, best_margin = None, -2.0
    for image in pixels[labels == digit]:
        worst = min(margin(reference(looked_at(image, filter)), digit) for filter in filters)
        if worst > best_margin:
            best, best_margin = image, worst
    assert best_margin > 0.5, f"no sure picture of {digit}"
    assert (looked_at(best, Image.Resampling.BOX) == best).all()
    return best, best_margin


def main():
    here = Path(__file__).resolve().parent
    tf.keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)

    train_pixels, test_pixels, train_labels, test_labels = load()
    images, labels = augment(as_input(train_pixels), train_labels, np.random.default_rng(SEED))
    network = build()
    steps = EPOCHS * (len(images) // BATCH)
    network.compile(
        optimizer=tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.CosineDecay(2e-3, steps)),
        loss="sparse_categorical_crossentropy",
    )
    network.fit(images, labels, batch_size=BATCH, epochs=EPOCHS, verbose=0)

    answers = network.predict(as_input(test_pixels), verbose=0).argmax(axis=1)
    float_accuracy = np.mean(answers == test_labels)

    model = convert(network, as_input(train_pixels[:400]))
    assert len(model) < MAX_MODEL_BYTES, f"the model has {len(model)} bytes"
    reference = Reference(model)
    answers = np.array([reference(pixels).argmax() for pixels in test_pixels])
    int8_accuracy = np.mean(answers == test_labels)

    print(f"test pictures  {len(test_labels)}")
    print(f"float accuracy {float_accuracy:.4f}")
    print(f"int8 accuracy  {int8_accuracy:.4f}")
    print(f"model          {len(model)} bytes, {network.count_params()} parameters")
    print(f"input          scale {reference.input['quantization'][0]!r}, "
          f"zero point {reference.input['quantization'][1]}")

    (here / "digits_int8.tflite").write_bytes(model)
    (here / "digits_labels.txt").write_text("".join(f"{digit}\n" for digit in range(10)))
    for digit, name in enumerate(NAMES):
        pixels, ahead = choose_picture(reference, test_pixels, test_labels, digit)
        enlarge(pixels).save(here / f"{name}.png", optimize=True)
        print(f"{name}.png       margin {ahead:.3f}")


if __name__ == "__main__":
    sys.exit(main())
