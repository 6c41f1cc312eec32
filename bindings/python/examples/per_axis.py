#!/usr/bin/env python3
"""An input and an output with a scale and a zero point for each index of an axis: by hand, and with the library.

    python examples/per_axis.py MODEL.tflite
"""

import sys

import numpy as np

from ferrolite import Interpreter


def along_axis(details):
    """Scales and zero points in a shape that broadcasts against the tensor."""
    parameters = details["quantization_parameters"]
    shape = [1] * len(details["shape"])
    if len(parameters["scales"]) > 1:
        shape[parameters["quantized_dimension"]] = -1
    return parameters["scales"].reshape(shape), parameters["zero_points"].reshape(shape)


def by_details(path, values):
    """Quantizes and dequantizes with what the details say."""
    interpreter = Interpreter(model_path=path)
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0], interpreter.get_output_details()[0]

    scales, zero_points = along_axis(source)
    limits = np.iinfo(source["dtype"])
    integers = np.clip(np.round(values / scales) + zero_points, limits.min, limits.max)
    interpreter.set_tensor(source["index"], integers.astype(source["dtype"]))
    interpreter.invoke()

    scales, zero_points = along_axis(target)
    return (interpreter.get_tensor(target["index"]) - zero_points).astype(np.float32) * scales


def by_library(path, values):
    """The same in two calls, which know axes, limits and how TensorFlow Lite rounds."""
    interpreter = Interpreter(model_path=path)
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
    interpreter.set_tensor(source, interpreter.quantize(source, values))
    interpreter.invoke()
    return interpreter.dequantize(target, interpreter.get_tensor(target))


if __name__ == "__main__":
    shape = Interpreter(model_path=sys.argv[1]).get_input_details()[0]["shape"]
    print(by_library(sys.argv[1], np.random.default_rng(0).random(shape, np.float32)))
