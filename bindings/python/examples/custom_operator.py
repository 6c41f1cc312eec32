#!/usr/bin/env python3
"""An operator of one's own, written in Python: the model models/custom_peaks.tflite has one called "Peaks".

    python examples/custom_operator.py models/custom_peaks.tflite
"""

import sys

import numpy as np

from ferrolite import InterpreterWithCustomOps


def peaks(inputs, options):
    """The places of the highest local maxima, and their heights relative to the highest."""
    signal, count = inputs[0][0], int(inputs[1][0])
    inner = np.arange(1, len(signal) - 1)
    tops = inner[(signal[inner] > signal[inner - 1]) & (signal[inner] > signal[inner + 1])]
    # Options are the bytes of the file; those of this model ask for heights above a half, as shares of the highest.
    tops = tops[np.argsort(-signal[tops], kind="stable")][:count]
    places = np.full(count, -1, np.int32)
    heights = np.zeros((1, count), np.float32)
    places[: len(tops)] = tops
    heights[0, : len(tops)] = signal[tops] / signal[tops].max(initial=1)
    return heights, places


def find_peaks(path, signal):
    """What the model makes of the peaks of a signal: it negates the heights."""
    interpreter = InterpreterWithCustomOps(custom_ops={"Peaks": peaks}, model_path=path)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], signal)
    interpreter.invoke()
    return [interpreter.get_tensor(one["index"]) for one in interpreter.get_output_details()]


if __name__ == "__main__":
    for result in find_peaks(sys.argv[1], np.random.default_rng(0).normal(size=(1, 12)).astype(np.float32)):
        print(result)
