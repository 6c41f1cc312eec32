"""Cases of the ops that work element by element and were not made by `elementwise.py`."""

import numpy as np

from common import (
    ACTIVATIONS, NUMBERS, TYPES, Graph, Quant, fitted, i32, options, quant, random_for, scalar, single, values,
)

# Types of one operand and of the result.
UNARY = {
    "ABS": ["int8", "int16", "int32", "float32"],
    "CEIL": ["float32"],
    "COS": ["float16", "float32"],
    "SIN": ["float16", "float32"],
    "ELU": ["int8", "float32"],
    "EXP": ["int8", "int16", "float32"],
    "FLOOR": ["float16", "bfloat16", "float32"],
    "GELU": ["int8", "uint8", "int16", "float16", "float32"],
    "LOG": ["int8", "int16", "float32"],
    "LOGICAL_NOT": ["bool"],
    "NEG": ["int8", "int16", "int32", "int64", "float16", "bfloat16", "float32"],
    "ROUND": ["float16", "bfloat16", "float32"],
    "RSQRT": ["int8", "int16", "float32"],
    "SQRT": ["int8", "int16", "float32"],
    "SIGN": ["int32", "float32", "float64"],
    "SQUARE": ["float32"],
    "ZEROS_LIKE": ["float32", "int32", "int64"],
    "LOGISTIC": ["float16", "bfloat16"],
    "TANH": ["float16", "bfloat16"],
    "RELU": ["int16"],
    "RELU6": ["int16"],
}
TABLES = {"ABS": "Abs", "COS": "Cos", "EXP": "Exp", "NEG": "Neg", "SIGN": "Sign", "SQUARE": "Square",
          "LOGICAL_NOT": "LogicalNot", "ZEROS_LIKE": "ZerosLike", "GELU": "Gelu"}
QUANTIZED = {"ABS", "ELU", "EXP", "GELU", "LOG", "RSQRT", "SQRT", "RELU", "RELU6"}
POSITIVE = {"LOG", "RSQRT", "SQRT"}
SHAPES = [(1, 256), (2, 3, 5)]


def unary(op, dtype, number):
    random = random_for(op, dtype, number)
    first = second = None
    low = high = None
    if op in QUANTIZED and dtype in ("int8", "uint8", "int16"):
        scale = {"EXP": 0.01, "GELU": 0.03}.get(op, 0.02) / (256 if dtype == "int16" else 1)
        zero = 0 if dtype == "int16" else {"int8": -128 if op in POSITIVE else int(random.integers(-20, 20)),
                                           "uint8": 120}[dtype]
        first = Quant(scale, zero)
        second = fitted(random, dtype, number == 1, scale)
        if op in POSITIVE:
            low, high = zero + (op != "SQRT"), np.iinfo(dtype).max
    elif op in POSITIVE:
        low, high = 0.01, 20.0
    value = values(random, dtype, SHAPES[number], low, high)
    table = options(TABLES[op]) if op in TABLES else None
    if op == "GELU":
        table.approximate = number == 1
    return single(op, dtype, [(dtype, value, first)], [(dtype, second)], table)


def unaries():
    for op, dtypes in UNARY.items():
        for dtype in dtypes:
            for number in range(2):
                yield unary(op, dtype, number)


INTEGERS = ["int8", "int16", "int32", "int64"]
COMPARED = ["bool", "int8", "uint8", "int16", "int32", "int64", "float16", "float32", "string"]
ORDERED = COMPARED[1:-1]
HLO = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32", "float64", "bool"]
# The reference leaves the results of NOT_EQUAL on int16 unwritten.
PAIRS = {
    "EQUAL": ("Equal", COMPARED), "NOT_EQUAL": ("NotEqual", [dtype for dtype in COMPARED if dtype != "int16"]),
    "GREATER": ("Greater", [*ORDERED, "bfloat16"]), "GREATER_EQUAL": ("GreaterEqual", ORDERED),
    "LESS": ("Less", [*ORDERED, "bfloat16"]), "LESS_EQUAL": ("LessEqual", ORDERED),
    "ATAN2": ("ATan2", ["float16", "bfloat16", "float32", "float64"]),
    "BITWISE_XOR": ("BitwiseXor", ["int8", "uint8", "int16", "uint16", "int32", "uint32"]),
    "RIGHT_SHIFT": ("RightShift", ["int8", "uint8", "int16", "uint16", "int32", "uint32"]),
    "FLOOR_DIV": ("FloorDiv", ["int8", "int16", "int32", "float32"]),
    "FLOOR_MOD": ("FloorMod", [*INTEGERS, "float32"]),
    "LOGICAL_AND": ("LogicalAnd", ["bool"]), "LOGICAL_OR": ("LogicalOr", ["bool"]),
    "MAXIMUM": ("MaximumMinimum", ["int64", "int16", "float16", "bfloat16"]),
    "MINIMUM": ("MaximumMinimum", ["int64", "int16", "float16", "bfloat16"]),
    "POW": ("Pow", ["int32", "float32"]),
    "SQUARED_DIFFERENCE": ("SquaredDifference", ["int8", "int32", "float32"]),
    "ADD": ("Add", ["int64", "float16"]), "SUB": ("Sub", ["int64"]),
    "MUL": ("Mul", ["int64", "float16", "uint32", "complex64"]),
    "DIV": ("Div", ["int16"]),
    "STABLEHLO_ADD": (None, HLO), "STABLEHLO_MULTIPLY": (None, HLO), "STABLEHLO_MAXIMUM": (None, HLO),
    "STABLEHLO_MINIMUM": (None, HLO), "STABLEHLO_AND": (None, ["bool", *HLO[:8]]),
    "STABLEHLO_SHIFT_LEFT": ("StablehloShiftLeft", ["int8", "int16", "int32"]),
}
PAIR_SHAPES = [((2, 3, 4), (2, 3, 4)), ((2, 1, 5), (3, 1))]


def pair(op, dtype, number):
    random = random_for(op, dtype, number, "pair")
    table, _ = PAIRS[op]
    left, right = PAIR_SHAPES[0 if op.startswith(("STABLEHLO", "ATAN2")) else number]
    low = high = second_low = second_high = None
    if op in ("RIGHT_SHIFT", "STABLEHLO_SHIFT_LEFT"):
        second_low, second_high = 0, 7
    elif op in ("FLOOR_DIV", "FLOOR_MOD", "DIV"):
        second_low, second_high = 1, 100
    elif op == "POW":
        low, high, second_low, second_high = 0, 9, 0, 5
    elif op in ("EQUAL", "NOT_EQUAL") and "float" not in dtype:
        low, high, second_low, second_high = 0, 4, 0, 4
    quants = [None] * 3
    boolean = op in ("EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL")
    if dtype in ("int8", "uint8") and (boolean or op == "SQUARED_DIFFERENCE"):
        quants = [quant(random, dtype, scale=0.02), quant(random, dtype, scale=0.03), fitted(random, dtype, scale=0.2)]
    if op in ("MAXIMUM", "MINIMUM") and dtype == "int16":
        quants = [Quant(0.01)] * 3
    if op == "DIV":
        quants = [Quant(0.001), Quant(0.1), fitted(random, dtype, scale=0.0002)]
    left = values(random, dtype, left, low, high)
    right = values(random, dtype, right, second_low, second_high)
    result = "bool" if boolean else dtype
    return single(op, dtype, [(dtype, left, quants[0]), (dtype, right, quants[1])],
                  [(result, None if boolean else quants[2])], table and options(table))


def pairs():
    for op, (_, dtypes) in PAIRS.items():
        for dtype in dtypes:
            for number in range(2):
                yield pair(op, dtype, number)
    for target in ("int8", "uint8"):
        random = random_for("MUL", "int16", target)
        operands = [("int16", values(random, "int16", (4, 9)), Quant(0.0001)) for _ in range(2)]
        yield single("MUL", "int16", operands, [(target, Quant(0.04, 0 if target == "int8" else 120))], options("Mul"))
    for number, dtype in enumerate(("int32", "float32")):
        random = random_for("ADD_N", dtype)
        operands = [(dtype, values(random, dtype, (3, 4))) for _ in range(number + 2)]
        yield single("ADD_N", dtype, operands, [dtype], options("AddN"))


def choices():
    for op in ("SELECT", "SELECT_V2"):
        for dtype in ("int8", "uint8", "int16", "int32", "uint32", "int64", "float16", "float32", "bool", "float64"):
            for number in range(2):
                random = random_for(op, dtype, number)
                condition = (2, 3) if op == "SELECT" and number == 0 else (2,) if op == "SELECT" else (1, 3)
                shapes = [(2, 3), (2, 3)] if op == "SELECT" else [(2, 1), (2, 3)]
                operands = [("bool", values(random, "bool", condition))]
                operands += [(dtype, values(random, dtype, shape)) for shape in shapes]
                yield single(op, dtype, operands, [dtype], options("Select" if op == "SELECT" else "SelectV2"))


def casts():
    wide = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "float16", "float32", "float64",
            "complex64", "bfloat16"]
    for source in wide:
        for target in wide:
            if source == target or (source in ("bfloat16", "complex64") and target == "bfloat16"):
                continue
            random = random_for("CAST", source, target, "wide")
            value = values(random, source, (3, 5), 0, 100)
            yield single("CAST", source, [(source, value)], [target],
                         options("Cast", inDataType=TYPES[source], outDataType=TYPES[target]))
    for small in ("int4", "uint4", "int2"):
        value = values(random_for("CAST", small), small, (3, 5))
        graph = Graph()
        carrier = graph.input(value)
        inner = graph.op("CAST", [carrier], [(small, None)])
        graph.op("CAST", [inner], [("float32", None)])
        yield "CAST", small, graph


def rows():
    for dtype in ("int8", "uint8", "float32"):
        for number in range(2):
            shape = [(2, 3, 7), (5, 16)][number]
            random = random_for("L2_NORMALIZATION", dtype, number)
            first = quant(random, dtype)
            second = {"int8": Quant(1 / 128), "uint8": Quant(1 / 128, 128)}.get(dtype)
            yield single("L2_NORMALIZATION", dtype, [(dtype, values(random, dtype, shape), first)], [(dtype, second)],
                         options("L2Norm"))
            random = random_for("LOG_SOFTMAX", dtype, number)
            first = quant(random, dtype, scale=0.05)
            second = {"int8": Quant(16 / 256, 127), "uint8": Quant(16 / 256, 255)}.get(dtype)
            yield single("LOG_SOFTMAX", dtype, [(dtype, values(random, dtype, shape), first)], [(dtype, second)],
                         options("LogSoftmax"))
    for number in range(2):
        random = random_for("LOCAL_RESPONSE_NORMALIZATION", number)
        table = options("LocalResponseNormalization", radius=1 + number, bias=1.0, alpha=0.5, beta=0.5 + number / 4)
        yield single("LOCAL_RESPONSE_NORMALIZATION", "float32",
                     [("float32", values(random, "float32", (1, 2, 3, 7)))], ["float32"], table)
        for bits in (8, 16):
            table = options("FakeQuant", min=-1.0 - number, max=1.5, numBits=bits)
            random = random_for("FAKE_QUANT", bits, number)
            yield single("FAKE_QUANT", "float32", [("float32", values(random, "float32", (3, 11)))], ["float32"], table)
    for source in ("int8", "uint8"):
        value = values(random_for("SOFTMAX", source, "wide"), source, (3, 10))
        yield single("SOFTMAX", source, [(source, value, Quant(0.05, 3))], [("int16", Quant(1 / 32768))],
                     options("Softmax", beta=1.0))
    yield single("SOFTMAX", "float16", [("float16", values(random_for("SOFTMAX", "f16"), "float16", (3, 10)))],
                 ["float16"], options("Softmax", beta=1.0))


def complexes():
    for source, part in (("complex64", "float32"), ("complex128", "float64")):
        for op in ("COMPLEX_ABS", "REAL", "IMAG"):
            value = values(random_for(op, source), source, (3, 5))
            yield single(op, source, [(source, value)], [part])
    for number, length in enumerate(((4, 8), (8, 4))):
        value = values(random_for("RFFT2D", number), "float32", (2, 4, 8))
        yield single("RFFT2D", "float32", [("float32", value), i32(*length)], ["complex64"], options("Rfft2d"))


def conversions():
    for source, targets in {"float32": ["int4", "uint4"], "int16": ["int8", "int32"], "uint8": ["int16"],
                            "int32": ["int8", "int16"], "int8": ["int16"]}.items():
        for target in targets:
            random = random_for("QUANTIZE", source, target, "more")
            first = None if source == "float32" else Quant(0.01 if source != "int32" else 1e-4)
            second = Quant({"int4": 0.25, "uint4": 0.25, "int8": 0.02, "int16": 0.001, "int32": 1e-5}[target])
            value = values(random, source, (3, 8))
            graph = Graph()
            result = graph.op("QUANTIZE", [graph.input(value, first)], [(target, second)], options("Quantize"))
            if target in ("int4", "uint4"):
                graph.op("DEQUANTIZE", [result], [("float32", None)], options("Dequantize"))
            yield "QUANTIZE", source, graph
    for small in ("int4", "int2", "uint4"):
        graph = Graph()
        value = values(random_for("DEQUANTIZE", small), small, (3, 5))
        weights = graph.packed(value, small, Quant(0.25))
        real = graph.op("DEQUANTIZE", [weights], [("float32", None)], options("Dequantize"))
        other = graph.input(values(random_for("DEQUANTIZE", small, "other"), "float32", (3, 5)))
        graph.op("ADD", [real, other], [("float32", None)], options("Add", fusedActivationFunction=ACTIVATIONS["NONE"]))
        yield "DEQUANTIZE", small, graph
    for source, targets in {"float32": ["int32", "uint32", "int8"], "int32": ["float32", "int16"], "uint8": ["int32"],
                            "int16": ["uint16"], "float64": ["int64"], "int64": ["float64"], "bool": ["int8"],
                            "float16": ["int16"], "uint16": ["uint8"], "uint32": ["int32"]}.items():
        for target in targets:
            wide, narrow = np.dtype(source).itemsize, np.dtype(target).itemsize
            shape = (2, 4) if wide >= narrow else (2, narrow // wide)
            value = values(random_for("BITCAST", source, target), source, shape)
            yield single("BITCAST", source, [(source, value)], [target])
    for dtype in ("int8", "float32", "string", "int64"):
        yield single("RANK", dtype, [(dtype, values(random_for("RANK", dtype), dtype, (2, 1, 3)))], ["int32"],
                     options("Rank"))
        yield single("SHAPE", dtype, [(dtype, values(random_for("SHAPE", dtype), dtype, (2, 1, 3)))], ["int32"],
                     options("Shape", outType=TYPES["int32"]))
    for dtype in ("int32", "int64", "float32", "float64"):
        value = values(random_for("BUCKETIZE", dtype), dtype, (3, 7), -20, 20)
        yield single("BUCKETIZE", dtype, [(dtype, value)], ["int32"], options("Bucketize", boundaries=[-5.0, 0.5, 10.0]))


def fills():
    for dtype in [*NUMBERS, "bool"]:
        value = values(random_for("FILL", dtype), dtype, ())
        yield single("FILL", dtype, [i32(2, 3), (dtype, value)], [dtype], options("Fill"))
    # Not an input: the Python binding cannot set one string.
    yield single("FILL", "string", [("int32", i32(2, 3)), np.asarray(b"text", object)], ["string"], options("Fill"))
    for dtype, limits in {"int32": (3, 20, 4), "int64": (9, -3, -2), "float32": (0.5, 4.0, 0.75)}.items():
        operands = [(dtype, scalar(limit, dtype)) for limit in limits]
        yield single("RANGE", dtype, operands, [dtype], options("Range"))


def cases():
    """(op, kind, graph) of every case."""
    for maker in (unaries, pairs, choices, casts, rows, complexes, conversions, fills):
        yield from maker()
