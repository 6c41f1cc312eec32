#!/usr/bin/env python3
"""One picture through an int8 network: quantize the way the model asks for, run, and read real values.

    python examples/one_picture.py MODEL.tflite
"""

import sys

import numpy as np

from ferrolite import Interpreter


def classify(path, picture):
    """The scores of a picture, given and answered in real numbers."""
    interpreter = Interpreter(model_path=path)
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0], interpreter.get_output_details()[0]

    scale, zero_point = source["quantization"]
    limits = np.iinfo(source["dtype"])
    # Values that the scale cannot express end at the nearest one instead of wrapping around.
    integers = np.clip(np.round(picture / np.float32(scale)) + zero_point, limits.min, limits.max)
    interpreter.set_tensor(source["index"], integers.astype(source["dtype"]))
    interpreter.invoke()

    answer = interpreter.get_tensor(target["index"])
    scale, zero_point = target["quantization"]
    return (answer.astype(np.float32) - np.float32(zero_point)) * np.float32(scale)


if __name__ == "__main__":
    shape = Interpreter(model_path=sys.argv[1]).get_input_details()[0]["shape"]
    print(classify(sys.argv[1], np.random.default_rng(0).random(shape, np.float32)))
