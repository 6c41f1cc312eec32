#!/usr/bin/env python3
"""Writes the small models that the tests and examples of the Python package run: tests/models/*.tflite.

    python bindings/python/tests/make_models.py

It needs what models/requirements.txt names. Deterministic: a second run writes the same bytes.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLDENS = HERE.parents[2] / "models" / "goldens"
sys.path.insert(0, str(GOLDENS))

import numpy as np  # noqa: E402
from ai_edge_litert import interpreter as litert  # noqa: E402

from common import ACTIVATIONS, SAME, TYPES, VALID, Graph, Quant, options, random_for  # noqa: E402

# Types that a model can hand through from its input to its output.
PASSED_THROUGH = ["float16", "bfloat16", "float64", "int16", "uint8", "uint16", "int32", "uint32", "int64", "uint64",
                  "bool", "complex64", "complex128", "int4", "uint4", "int2", "string"]


def infer_shapes(graph):
    """Writes the shapes that LiteRT infers into computed tensors, as a converter does."""
    interpreter = litert.Interpreter(model_content=graph.model(),
                                     experimental_op_resolver_type=litert.OpResolverType.BUILTIN_REF)
    interpreter.allocate_tensors()
    made = {result for op in graph.subgraph.operators for result in op.outputs}
    details = interpreter.get_tensor_details()
    graph.set_shapes({one["index"]: one["shape"] for one in details if one["index"] in made})


def convolution(graph, source, random, channels, filters, quant, source_scale):
    """A 3×3 convolution with a scale for each filter, and its RELU."""
    scales = random.uniform(0.002, 0.006, filters).astype(np.float32)
    weights = random.integers(-127, 128, (filters, 3, 3, channels)).astype(np.int8)
    bias = random.integers(-2000, 2000, filters).astype(np.int32)
    weights = graph.constant(weights, Quant(scales), name="weights")
    bias = graph.constant(bias, Quant(scales * np.float32(source_scale)), name="bias")
    table = options("Conv2D", padding=SAME, strideH=1, strideW=1, dilationHFactor=1, dilationWFactor=1,
                    fusedActivationFunction=ACTIVATIONS["RELU"])
    return graph.op("CONV_2D", [source, weights, bias], [("int8", quant)], table, kind="int8")


def pooled(graph, source, quant):
    table = options("Pool2D", padding=VALID, strideH=2, strideW=2, filterHeight=2, filterWidth=2,
                    fusedActivationFunction=ACTIVATIONS["NONE"])
    return graph.op("MAX_POOL_2D", [source], [("int8", quant)], table, kind="int8")


def dense(graph, source, random, inputs, outputs, quant, source_scale):
    weights = graph.constant(random.integers(-127, 128, (outputs, inputs)).astype(np.int8), Quant(0.004))
    bias = graph.constant(random.integers(-900, 900, outputs).astype(np.int32), Quant(0.004 * source_scale))
    table = options("FullyConnected", fusedActivationFunction=ACTIVATIONS["NONE"])
    return graph.op("FULLY_CONNECTED", [source, weights, bias], [("int8", quant)], table, kind="int8")


def image_network(batch, heads):
    """A picture in, some vectors out: a convolution, a pooling, a dense layer for each head (outputs, scale, zero point)."""
    random = random_for("python", batch)
    graph = Graph()
    pixels = Quant(1 / 255, -128)
    image = graph.input(np.zeros((batch, 8, 8, 3), np.int8), pixels, name="image")
    features = Quant(0.02, -128)
    hidden = pooled(graph, convolution(graph, image, random, 3, 4, features, 1 / 255), features)
    flat = graph.op("RESHAPE", [hidden, graph.ints(batch, 64)], [("int8", features)])
    for name, outputs, quant in heads:
        head = dense(graph, flat, random, 64, outputs, quant, 0.02)
        graph.subgraph.tensors[head].name = name
        graph.output(head)
    infer_shapes(graph)
    return graph


def single():
    return image_network(1, [("scores", 10, Quant(0.05, -7))])


def batch():
    return image_network(4, [("classes", 5, Quant(0.06, 12)), ("boxes", 4, Quant(0.04, -20)), ("sure", 1, Quant(0.03, 0))])


def per_axis():
    """Planes with a scale and a zero point each, in and out: dequantized, scaled, joined with their neighbours, quantized."""
    random = random_for("python", "per axis")
    graph = Graph()
    into = Quant(np.float32([1 / 255, 1 / 127, 1 / 200]), [-128, -3, -90], axis=1)
    planes = graph.input(np.zeros((1, 3, 6, 6), np.int8), into, name="planes")
    reals = graph.op("DEQUANTIZE", [planes], [("float32", None)])
    factors = graph.constant(random.uniform(-2, 2, (1, 3, 1, 1)).astype(np.float32))
    table = options("Mul", fusedActivationFunction=ACTIVATIONS["NONE"])
    scaled = graph.op("MUL", [reals, factors], [("float32", None)], table)
    pooled_planes = graph.op("REDUCE_MAX", [scaled, graph.ints(3)], [("float32", None)], options("Reducer", keepDims=True))
    out = Quant(np.float32([0.03, 0.02, 0.025]), [5, -11, 0], axis=1)
    mixed = graph.op("SUB", [scaled, pooled_planes], [("float32", None)], options("Sub"))
    result = graph.op("QUANTIZE", [mixed], [("int8", out)])
    graph.subgraph.tensors[result].name = "mixed"
    graph.output(result)
    infer_shapes(graph)
    return graph


def pair(graph, op):
    """x and y of any length, and what `op` makes of them."""
    x, y = (graph.tensor("float32", (1,), name=name) for name in ("x", "y"))
    graph.subgraph.inputs = [x, y]
    for index in (x, y):
        graph.subgraph.tensors[index].shapeSignature = np.asarray([-1], np.int32)
    result = graph.op(op.upper(), [x, y], [("float32", None)], options(op.capitalize()))
    graph.set_shapes({result: (1,)})
    graph.subgraph.tensors[result].shapeSignature = np.asarray([-1], np.int32)
    graph.subgraph.tensors[result].name = f"{op}/result"
    graph.output(result)
    return x, y, result


def signatures():
    """Two subgraphs, each with a signature."""
    graph = Graph()
    other = graph.branch()
    for one, op, name in ((graph, "add", "sum"), (other, "sub", "difference")):
        x, y, result = pair(one, op)
        one.signature(op, {"x": x, "y": y}, {name: result})
    return graph


def dynamic():
    """Rows of four, as many as the caller likes; one signature."""
    graph = Graph()
    rows = graph.input(np.zeros((1, 4), np.float32), name="rows")
    graph.subgraph.tensors[rows].shapeSignature = np.asarray([-1, 4], np.int32)
    doubled = graph.op("MUL", [rows, graph.constant(np.float32([1, 2, 3, 4]))], [("float32", None)], options("Mul"))
    moved = graph.op("ADD", [doubled, graph.constant(np.float32([0.5]))], [("float32", None)], options("Add"))
    graph.set_shapes({doubled: (1, 4), moved: (1, 4)})
    for index in (doubled, moved):
        graph.subgraph.tensors[index].shapeSignature = np.asarray([-1, 4], np.int32)
    graph.subgraph.tensors[moved].name = "moved"
    graph.output(moved)
    graph.signature("serving_default", {"rows": rows}, {"moved": moved})
    return graph


def where():
    """An output whose shape depends on the data."""
    graph = Graph()
    flags = graph.input(np.zeros((6,), bool), name="flags")
    places = graph.op("WHERE", [flags], [("int64", None)], options("Where"))
    graph.subgraph.tensors[places].name = "places"
    graph.set_shapes({places: (1, 1)})
    graph.subgraph.tensors[places].shapeSignature = np.asarray([-1, 1], np.int32)
    graph.output(places)
    return graph


def state():
    """A layer that remembers its last inputs in a variable."""
    random = random_for("python", "state")
    graph = Graph()
    frame = graph.input(np.zeros((1, 3), np.float32), name="frame")
    weights = graph.constant(random.normal(size=(2, 3)).astype(np.float32))
    time = graph.constant(random.normal(size=(2, 4)).astype(np.float32))
    memory = graph.state("float32", (1, 8))
    graph.subgraph.tensors[memory].name = "memory"
    bias = graph.constant(np.zeros(2, np.float32))
    table = options("SVDF", rank=1, fusedActivationFunction=ACTIVATIONS["NONE"])
    graph.output(graph.op("SVDF", [frame, weights, time, bias, memory], [("float32", None)], table))
    infer_shapes(graph)
    return graph


def gather():
    """An index that can be out of range while running."""
    graph = Graph()
    table = graph.input(np.zeros((4, 2), np.float32), name="table")
    index = graph.input(np.zeros((1,), np.int32), name="index")
    row = graph.op("GATHER", [table, index], [("float32", None)], options("Gather"))
    graph.set_shapes({row: (1, 2)})
    graph.output(row)
    return graph


def custom():
    """An operator that nobody has, between two others: twice the absolute values, negated."""
    graph = Graph()
    values = graph.input(np.zeros((2, 3), np.float32), name="values")
    rectified = graph.op("ABS", [values], [("float32", None)], options("Abs"))
    doubled = graph.op("Twice", [rectified], [("float32", None)], custom=b"")
    negated = graph.op("NEG", [doubled], [("float32", None)], options("Neg"))
    graph.set_shapes({rectified: (2, 3), doubled: (2, 3), negated: (2, 3)})
    graph.output(negated)
    return graph


def newer():
    """An operator of a version that nobody has yet."""
    graph = Graph()
    values = graph.input(np.zeros((2, 3), np.float32), name="values")
    negated = graph.op("NEG", [values], [("float32", None)], options("Neg"))
    graph.model_table.operatorCodes[0].version = 99
    graph.set_shapes({negated: (2, 3)})
    graph.output(negated)
    return graph


def passing(dtype):
    """Two rows of three, as three rows of two."""
    graph = Graph()
    quant = Quant(0.5, 1) if dtype in ("int4", "uint4", "int2", "uint8") else None
    values = graph.tensor(dtype, (2, 3), quant, name="values")
    graph.subgraph.inputs = [values]
    result = graph.op("RESHAPE", [values, graph.ints(3, 2)], [(dtype, quant)])
    graph.set_shapes({result: (3, 2)})
    graph.output(result)
    return graph


def answers():
    """Real inputs in the range of each image model, and the integers that LiteRT's reference kernels answer."""
    recorded = {}
    for name in ("single", "batch", "per_axis"):
        interpreter = litert.Interpreter(model_path=str(HERE / "models" / f"{name}.tflite"),
                                         experimental_op_resolver_type=litert.OpResolverType.BUILTIN_REF)
        interpreter.allocate_tensors()
        details = interpreter.get_input_details()[0]
        reals = random_for("python", name, "input").random(tuple(details["shape"])).astype(np.float32)
        parameters = details["quantization_parameters"]
        along = [1] * reals.ndim
        along[parameters["quantized_dimension"]] = -1
        scales, zero_points = (parameters[key].reshape(along) for key in ("scales", "zero_points"))
        integers = np.round(reals / scales + zero_points)
        assert integers.min() >= -128 and integers.max() <= 127
        interpreter.set_tensor(details["index"], integers.astype(np.int8))
        interpreter.invoke()
        recorded[f"{name}/input"] = reals
        for one in interpreter.get_output_details():
            recorded[f"{name}/{one['name']}"] = interpreter.get_tensor(one["index"])
    return recorded


def main():
    assert set(PASSED_THROUGH) <= set(TYPES)
    makers = single, batch, per_axis, signatures, dynamic, where, state, gather, custom, newer
    made = {maker.__name__: maker for maker in makers}
    made |= {f"pass_{dtype}": (lambda dtype=dtype: passing(dtype)) for dtype in PASSED_THROUGH}
    for name, maker in made.items():
        (HERE / "models" / f"{name}.tflite").write_bytes(maker().model())
    np.savez_compressed(HERE / "models" / "answers.npz", **answers())


if __name__ == "__main__":
    main()
