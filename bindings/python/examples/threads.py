#!/usr/bin/env python3
"""Pictures through one model in several threads: `invoke` lets other threads run, and interpreters share the weights.

    python examples/threads.py MODEL.tflite
"""

import concurrent.futures
import sys
import threading

import numpy as np

from ferrolite import Interpreter, Model


def classify_all(path, pictures, threads):
    """The outputs of all pictures, in their order."""
    model = Model(path)
    own = threading.local()

    def begin():
        own.interpreter = Interpreter(model=model)
        own.interpreter.allocate_tensors()

    def classify(picture):
        interpreter = own.interpreter
        source, target = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
        interpreter.set_tensor(source, interpreter.quantize(source, picture))
        interpreter.invoke()
        return interpreter.dequantize(target, interpreter.get_tensor(target))

    with concurrent.futures.ThreadPoolExecutor(threads, initializer=begin) as pool:
        return list(pool.map(classify, pictures))


if __name__ == "__main__":
    shape = Interpreter(model_path=sys.argv[1]).get_input_details()[0]["shape"]
    random = np.random.default_rng(0)
    print(np.array(classify_all(sys.argv[1], [random.random(shape, np.float32) for _ in range(16)], 4)))
