#!/usr/bin/env python3
"""Writes bindings/c/tests/models, small models for the C examples and tests: a few operators each, deterministic.

    python bindings/c/tests/make_models.py

Needs numpy, flatbuffers and ai-edge-litert, as models/goldens does.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "models" / "goldens"))

import numpy as np  # noqa: E402

from common import Graph, Quant, options, schema  # noqa: E402


def write(name, graph):
    path = HERE / "models" / f"{name}.tflite"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(graph.model())


def open_shape(graph, tensor, *signature):
    graph.subgraph.tensors[tensor].shapeSignature = np.asarray(signature, np.int32)


def outputs():
    """A batch of four with two outputs: probabilities, and the largest element of each row."""
    graph = Graph()
    rows = graph.input(np.zeros((4, 3), np.int8), Quant(0.25, 3), name="rows")
    odds = graph.op("LOGISTIC", [rows], [("int8", Quant(1 / 256, -128))], kind="int8")
    place = graph.op("ARG_MAX", [rows, graph.ints(1)], [("int32", None)], options("ArgMax", outputType=schema.TensorType.INT32),
                     kind="int8")
    graph.set_shapes({odds: (4, 3), place: (4,)})
    graph.output(odds, place)
    write("outputs", graph)


def per_axis():
    """Three channels with a scale and a zero point each, in and out: dequantized, negated, quantized."""
    graph = Graph()
    scales, zero_points = [0.5, 0.125, 2.0], [0, 10, -28]
    into = graph.input(np.zeros((1, 3, 2), np.int8), Quant(scales, zero_points, axis=1), name="channels")
    reals = graph.op("DEQUANTIZE", [into], [("float32", None)], kind="int8")
    negated = graph.op("NEG", [reals], [("float32", None)], options("Neg"))
    out = graph.op("QUANTIZE", [negated], [("int8", Quant([0.25, 0.5, 1.0], [4, 0, 7], axis=1))], options("Quantize"))
    graph.set_shapes({tensor: (1, 3, 2) for tensor in (reals, negated, out)})
    graph.output(out)
    write("per_axis", graph)


def signatures():
    """Two graphs under two names; the batch is open."""
    graphs = []
    first = Graph()
    for graph, op, table in ((first, "ADD", "Add"), (first.branch(), "MUL", "Mul")):
        left, right = (graph.input(np.zeros((1, 2), np.float32), name=name) for name in ("left_in", "right_in"))
        result = graph.op(op, [left, right], [("float32", None)], options(table))
        graph.set_shapes({result: (1, 2)})
        for tensor in (left, right, result):
            open_shape(graph, tensor, -1, 2)
        graph.output(result)
        # Names against the order of the alphabet.
        graph.signature(op.lower(), {"right": right, "left": left}, {"result": result})
        graphs.append(graph)
    write("signatures", first)


def state():
    """A recurrent layer: its state, a variable tensor, is the sum of what it has seen."""
    graph = Graph()
    step = graph.input(np.zeros((1, 2), np.float32), name="step")
    eye, zero = np.eye(2, dtype=np.float32), np.zeros(2, np.float32)
    memory = graph.state("float32", (1, 2))
    operands = [step, graph.constant(eye), graph.constant(eye), graph.constant(zero), memory]
    out = graph.op("RNN", operands, [("float32", None)], options("RNN", fusedActivationFunction=0))
    graph.set_shapes({out: (1, 2)})
    graph.output(out)
    write("state", graph)


def positions():
    """Where a vector is true: how long the output is depends on data."""
    graph = Graph()
    flags = graph.input(np.zeros(5, np.bool_), name="flags")
    places = graph.op("WHERE", [flags], [("int64", None)])
    graph.set_shapes({places: (1, 1)})
    open_shape(graph, places, -1, 1)
    graph.output(places)
    write("positions", graph)


def words():
    """Strings, in another order."""
    graph = Graph()
    words = graph.input(np.array([b"", b"", b""], object), name="words")
    picked = graph.op("GATHER", [words, graph.ints(2, 0)], [("string", None)], options("Gather"))
    graph.set_shapes({picked: (2,)})
    graph.output(picked)
    write("words", graph)


def repeat():
    """The custom operator "Repeat": an input so many times, times a factor. How often is a constant here, and an input
    in the second graph."""
    first = Graph()
    for graph, constant in ((first, True), (first.branch(), False)):
        values = graph.input(np.zeros(3, np.float32), name="values")
        count = graph.ints(2) if constant else graph.input(np.zeros(1, np.int32), name="count")
        doubled = graph.op("Repeat", [values, count], [("float32", None)], custom=np.float32(10).tobytes())
        out = graph.op("NEG", [doubled], [("float32", None)], options("Neg"))
        graph.set_shapes({doubled: (6,), out: (6,)})
        graph.output(out)
        graph.signature("fixed" if constant else "open", {"values": values} | ({} if constant else {"count": count}), {"out": out})
    write("repeat", first)


def loop():
    """A long way: a WHILE that counts to a limit; there is time to cancel it."""
    graph = Graph()
    start = graph.input(np.zeros(1, np.int32), name="start")
    limit = graph.input(np.zeros(1, np.int32), name="limit")
    condition, body = graph.branch(), graph.branch()
    now, most = (condition.input(np.zeros(1, np.int32), name=name) for name in ("now", "most"))
    less = condition.op("LESS", [now, most], [("bool", None)], options("Less"))
    condition.set_shapes({less: (1,)})
    condition.output(less)
    now, most = (body.input(np.zeros(1, np.int32), name=name) for name in ("now", "most"))
    more = body.op("ADD", [now, body.ints(1)], [("int32", None)], options("Add"))
    body.set_shapes({more: (1,)})
    body.output(more, most)
    table = options("While", condSubgraphIndex=condition.number, bodySubgraphIndex=body.number)
    end, same = graph.op("WHILE", [start, limit], [("int32", None), ("int32", None)], table)
    graph.set_shapes({end: (1,), same: (1,)})
    graph.output(end)
    write("loop", graph)


if __name__ == "__main__":
    for make in (outputs, per_axis, signatures, state, positions, words, repeat, loop):
        make()
