#!/usr/bin/env python3
"""A batch of pictures through a network with several outputs; each output has a scale of its own.

    python examples/batch.py MODEL.tflite
"""

import sys

import numpy as np

from ferrolite import Interpreter


def detect(path, pictures):
    """The outputs by name, each with one row for each picture."""
    interpreter = Interpreter(model_path=path)
    source = interpreter.get_input_details()[0]
    # A model that was made for another number of pictures is planned anew; for the same number this does nothing.
    interpreter.resize_tensor_input(source["index"], pictures.shape)
    interpreter.allocate_tensors()

    interpreter.set_tensor(source["index"], interpreter.quantize(source["index"], pictures))
    interpreter.invoke()
    outputs = interpreter.get_output_details()
    return {one["name"]: interpreter.dequantize(one["index"], interpreter.get_tensor(one["index"])) for one in outputs}


if __name__ == "__main__":
    shape = Interpreter(model_path=sys.argv[1]).get_input_details()[0]["shape"]
    for name, values in detect(sys.argv[1], np.random.default_rng(0).random(shape, np.float32)).items():
        print(name, values.shape, values, sep="\n")
