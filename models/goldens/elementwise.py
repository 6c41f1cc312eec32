"""Cases of the ops that work element by element, of SOFTMAX and of type conversions."""

import numpy as np

from common import (
    ACTIVATIONS, QUANTIZED, TYPES, Graph, Quant, activation_type, data, ends, fitted, options, quant, random_for,
)

BROADCASTS = [
    dict(a=(2, 3, 4, 5), b=(2, 3, 4, 5), tie=True),
    dict(a=(1, 4, 4, 9), b=(1, 1, 1, 9), activation="RELU", constant=True),
    dict(a=(3, 1, 5), b=(1, 4, 1), activation="RELU6"),
    dict(a=(6, 7), b=(), tie=True),
    dict(a=(1, 2, 3), b=(4, 1, 2, 1), activation="RELU_N1_TO_1"),
    dict(a=(33,), b=(33,), constant=True, tie=True, activation="RELU"),
]
ARITHMETIC = {"ADD": "Add", "SUB": "Sub", "MUL": "Mul", "DIV": "Div"}


def result_scale(op, a, b, tie):
    """A scale that the results fill."""
    a, b = float(a.scale[0]), float(b.scale[0])
    return {"ADD": 1.3 * (a + b), "SUB": 1.3 * (a + b), "MUL": 60 * a * b, "DIV": 0.05 * a / b}[op]


def binary(random, op, kind, number, a, b, activation="NONE", constant=False, tie=False):
    graph = Graph()
    dtype = activation_type(kind)
    # Clamps must lie inside the range of the results, not beyond it or all around them.
    clamps = activation != "NONE"
    scale = random.uniform(0.01, 0.03) / (256 if dtype == "int16" else 1) if clamps else None
    end = None if clamps else ends(number)
    first = quant(random, dtype, tie, end, scale)
    second = quant(random, dtype, tie, end and ends(number + 1), scale)
    result = first
    if op in ARITHMETIC:
        if first is not None:
            scale = result_scale(op, first, second, tie)
            scale *= 256 if (op, dtype) == ("MUL", "int16") else 1
            result = fitted(random, dtype, tie, scale)
        table = options(ARITHMETIC[op], fusedActivationFunction=ACTIVATIONS[activation])
        if op in ("ADD", "SUB") and dtype == "int16":
            table.potScaleInt16 = False
    else:
        second = first
        table = options("MaximumMinimum")
    left, right = data(random, dtype, a), data(random, dtype, b)
    if op == "DIV":
        right = without_zero(right, second)
    left = graph.input(left, first)
    right = graph.constant(right, second) if constant else graph.input(right, second)
    graph.op(op, [left, right], [(dtype, result)], table, kind)
    return graph


def without_zero(divisor, divisor_quant):
    """Divisors that do not mean zero, and floats that are not near it."""
    zero = 0 if divisor_quant is None else int(divisor_quant.zero_point[0])
    if divisor.dtype.kind == "f":
        return np.where(np.abs(divisor) < 0.1, np.float32(0.5), divisor)
    other = zero + 1 if zero < np.iinfo(divisor.dtype).max else zero - 1
    return np.where(divisor == zero, divisor.dtype.type(other), divisor)


def binaries():
    for op in ("ADD", "SUB", "MUL", "DIV", "MINIMUM", "MAXIMUM"):
        for kind in QUANTIZED + ["float32", "int32"]:
            for number, case in enumerate(BROADCASTS):
                if kind == "int32" and case.get("activation", "NONE") not in ("NONE", "RELU"):
                    continue
                yield op, kind, binary(random_for(op, kind, number), op, kind, number, **case)


# What the reference demands of the result of a function with a fixed range.
FIXED = {
    "LOGISTIC": {"int8": Quant(1 / 256, -128), "uint8": Quant(1 / 256, 0), "int16": Quant(1 / 32768)},
    "SOFTMAX": {"int8": Quant(1 / 256, -128), "uint8": Quant(1 / 256, 0), "int16": Quant(1 / 32768)},
    "TANH": {"int8": Quant(1 / 128, 0), "uint8": Quant(1 / 128, 128), "int16": Quant(1 / 32768)},
}
UNARY_SHAPES = [(1, 256), (2, 3, 4, 5), (7,), ()]


def every_value(random, dtype, shape):
    """All 256 values of a byte where there is room; extremes of the function for floats."""
    values = data(random, dtype, shape, 3.0)
    if dtype in ("int8", "uint8") and values.size == 256:
        return np.arange(256, dtype=np.uint8).view(dtype).reshape(shape)
    if dtype == "float32" and values.size >= 100:
        flat = values.reshape(-1)
        flat[:8] = [0.0, -0.0, 40.0, -40.0, 1e-20, 100.0, -100.0, 0.5]
    return values


def unary(random, op, kind, number, shape):
    graph = Graph()
    dtype = activation_type(kind)
    tie = number % 2 == 1
    scale = None
    if op in FIXED and dtype != "int16":
        scale = random.uniform(0.01, 0.15)
    if op in FIXED and dtype == "int16":
        # Only powers of two and scales up to a limit take every path of the table.
        scale = [1 / 4096, random.uniform(1e-5, 3e-4), 1 / 8192, 1 / 16384][number]
    if "_TO_1" in op and dtype in ("int8", "uint8"):
        scale = 0.015
    input_quant = quant(random, dtype, tie, None if scale == 0.015 else ends(number), scale)
    result = FIXED.get(op, {}).get(dtype) or fitted(random, dtype, tie, input_quant and input_quant.scale[0])
    value = graph.input(every_value(random, dtype, shape), input_quant)
    table, operands = None, [value]
    if op == "LEAKY_RELU":
        table = options("LeakyRelu", alpha=[0.1, 0.5, 0.01, 1.5][number])
    if op == "HARD_SWISH":
        table = options("HardSwish")
    if op == "PRELU":
        slope_quant = quant(random, dtype, tie, ends(number + 2))
        operands.append(graph.constant(data(random, dtype, shape[-1:]), slope_quant))
    graph.op(op, operands, [(dtype, result)], table, kind)
    return graph


def unaries():
    ops = ["LOGISTIC", "TANH", "RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1", "HARD_SWISH", "LEAKY_RELU", "PRELU"]
    for op in ops:
        for kind in QUANTIZED + ["float32"]:
            for number, shape in enumerate(UNARY_SHAPES):
                if op == "PRELU" and (not shape or kind == "int16x8"):
                    continue
                yield op, kind, unary(random_for(op, kind, number), op, kind, number, shape)


SOFTMAXES = [dict(shape=(1, 10)), dict(shape=(3, 4, 21), beta=0.5), dict(shape=(2, 2, 3, 7), beta=2.0),
             dict(shape=(5,)), dict(shape=(1, 256))]


def softmaxes():
    for kind in QUANTIZED + ["float32"]:
        for number, case in enumerate(SOFTMAXES):
            random = random_for("SOFTMAX", kind, number)
            graph = Graph()
            dtype = activation_type(kind)
            scale = [0.03, 0.05, 0.02, 0.2, 0.011][number] / (256 if dtype == "int16" else 1)
            value = every_value(random, dtype, case["shape"])
            value = graph.input(value, quant(random, dtype, number % 2 == 0, ends(number), scale))
            table = options("Softmax", beta=case.get("beta", 1.0))
            graph.op("SOFTMAX", [value], [(dtype, FIXED["SOFTMAX"].get(dtype))], table, kind)
            yield "SOFTMAX", kind, graph


REQUANTIZATIONS = [("float32", "int8"), ("float32", "uint8"), ("float32", "int16"), ("int8", "int8"),
                   ("int8", "uint8"), ("uint8", "int8"), ("uint8", "uint8"), ("int16", "int16"), ("int16", "int8"),
                   ("int8", "int16"), ("int16", "int32")]


def quantizations():
    for source, target in REQUANTIZATIONS:
        for number in range(2):
            random = random_for("QUANTIZE", source, target, number)
            graph = Graph()
            shape = (1, 256) if number else (2, 3, 4, 5)
            first = quant(random, source, number == 1, ends(number))
            if source == "float32":
                second = quant(random, target, number == 1)
            elif target == "int32":
                second = Quant(0.001)
            else:
                second = fitted(random, target, number == 1, first.scale[0])
            value = every_value(random, source, shape)
            if source == "float32" and number:
                # Halves: they must round away from zero.
                value = ((np.arange(256) - 128) * 0.5 * second.scale[0]).astype(np.float32).reshape(shape)
            value = graph.input(value, first)
            dtype = source if target == "int32" else target
            graph.op("QUANTIZE", [value], [(target, second)], options("Quantize"), dtype.replace("int16", "int16x8"))
            yield "QUANTIZE", source if target == "int32" else target, graph


def dequantizations():
    for source in ("int8", "uint8", "int16", "float16"):
        for number in range(2):
            random = random_for("DEQUANTIZE", source, number)
            graph = Graph()
            value = every_value(random, source, (1, 256) if number else (3, 5, 7))
            value = graph.input(value, quant(random, source, number == 1, ends(number)))
            graph.op("DEQUANTIZE", [value], [("float32", None)], options("Dequantize"))
            yield "DEQUANTIZE", source, graph
    # Constant half floats are what a converter writes for float16 weights.
    random = random_for("DEQUANTIZE", "constant")
    graph = Graph()
    weights = graph.constant(data(random, "float16", (4, 6)))
    weights = graph.op("DEQUANTIZE", [weights], [("float32", None)], options("Dequantize"))
    rows = graph.input(data(random, "float32", (2, 6)))
    graph.op("FULLY_CONNECTED", [rows, weights, -1], [("float32", None)], options("FullyConnected"))
    yield "DEQUANTIZE", "float16", graph


CASTS = [("float32", "int32"), ("float32", "int8"), ("float32", "uint8"), ("float32", "bool"), ("int8", "float32"),
         ("uint8", "float32"), ("int32", "float32"), ("int64", "int32"), ("int32", "int64"), ("bool", "float32"),
         ("int16", "int8"), ("uint8", "int32"), ("int32", "uint8"), ("int8", "int16")]


def casts():
    for number, (source, target) in enumerate(CASTS):
        random = random_for("CAST", source, target)
        graph = Graph()
        # In range: what an out-of-range float becomes is the compiler's choice in the reference.
        value = data(random, source, (3, 17), 3.0)
        if (source, target) == ("float32", "uint8"):
            value = np.abs(value)
        value = graph.input(value)
        table = options("Cast", inDataType=TYPES[source], outDataType=TYPES[target]) if number % 2 else None
        graph.op("CAST", [value], [(target, None)], table)
        yield "CAST", source, graph


def shapes():
    for number, (kind, shape) in enumerate([("float32", (2, 3, 4)), ("int8", ()), ("int8", (5, 0, 2)),
                                            ("float32", (1, 2, 3, 4, 5))]):
        random = random_for("SHAPE", number)
        graph = Graph()
        target = "int64" if number % 2 else "int32"
        value = graph.input(data(random, kind, shape))
        graph.op("SHAPE", [value], [(target, None)], options("Shape", outType=TYPES[target]))
        yield "SHAPE", kind, graph


def cases():
    """(op, kind, graph) of every case."""
    yield from binaries()
    yield from unaries()
    yield from softmaxes()
    yield from quantizations()
    yield from dequantizations()
    yield from casts()
    yield from shapes()
