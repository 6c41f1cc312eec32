#!/usr/bin/env python3
"""Writes models/custom_peaks.tflite, the model of examples/custom_operator.rs: a custom operator between two others.

    python models/make_custom.py

The graph is abs -> Peaks -> neg. "Peaks" is known to nobody but the example. Deterministic.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "goldens"))

import numpy as np  # noqa: E402
from flatbuffers import flexbuffers  # noqa: E402

from common import Graph, options  # noqa: E402


def main():
    graph = Graph()
    signal = graph.input(np.zeros((1, 12), np.float32), name="signal")
    rectified = graph.op("ABS", [signal], [("float32", None)], options("Abs"))
    count = graph.ints(3)
    chosen = {"threshold": 0.5, "normalize": True}
    heights, places = graph.op("Peaks", [rectified, count], [("float32", None), ("int32", None)],
                               custom=bytes(flexbuffers.Dumps(chosen)))
    negated = graph.op("NEG", [heights], [("float32", None)], options("Neg"))
    # Nothing that computes shapes knows "Peaks"; they are inferred when the model is planned.
    graph.set_shapes({rectified: (1, 12), heights: (1, 3), places: (1, 3), negated: (1, 3)})
    graph.output(negated, places)
    (HERE / "custom_peaks.tflite").write_bytes(graph.model())


if __name__ == "__main__":
    main()
