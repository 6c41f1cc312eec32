"""Cases of operators that work element by element."""

import numpy as np

from ..build import LIMITS, TYPES, Quant
from ..operands import ACTIVATIONS, options, single
from .kit import array, maker, operand, quantization, result

INTEGERS = ["int8", "uint8", "int16", "int32", "int64"]
ARITHMETIC = {
    "ADD": ("Add", ["int8", "uint8", "int16", "int32", "int64", "float32"]),
    "SUB": ("Sub", ["int8", "uint8", "int16", "int32", "int64", "float32"]),
    "MUL": ("Mul", ["int8", "uint8", "int16", "int32", "int64", "uint32", "float32", "complex64"]),
    "DIV": ("Div", ["int8", "uint8", "int32", "float32"]),
}


def results_of(op, first, second):
    """The scale of results of 8 bits that the whole range of both operands fills."""
    a, b = float(first.scale[0]), float(second.scale[0])
    return {"ADD": a + b, "SUB": a + b, "MUL": 60 * a * b, "DIV": 0.05 * a / b}[op]


@maker(*ARITHMETIC)
def arithmetic(choices, op):
    name, dtypes = ARITHMETIC[op]
    dtype = choices.pick(dtypes)
    left, right = choices.broadcast(5 if choices.chance(8) else 4)
    first, second = quantization(choices, dtype), quantization(choices, dtype)
    third = None
    if first is not None:
        usual = results_of(op, first, second) * {("MUL", "int16"): 65536}.get(
            (op, dtype), 256 if dtype == "int16" else 1
        )
        third = result(choices, dtype, usual)
    plain = dtype in ("complex64", "int64", "uint32")
    activation = "NONE" if plain else choices.pick(["NONE", "NONE", "RELU", "RELU6", "RELU_N1_TO_1"])
    table = options(name, fusedActivationFunction=ACTIVATIONS[activation])
    if op in ("ADD", "SUB"):
        table.potScaleInt16 = False
    other = array(choices, dtype, right)
    if op == "DIV":
        zero = 0 if second is None else int(second.zero_point[0])
        other = np.where(other == zero, other.dtype.type(zero + 1 if zero < 100 else zero - 1), other)
    constant = choices.chance(4)
    operands = [
        operand(choices, dtype, left, first),
        (lambda graph: graph.constant(other, second)) if constant else (dtype, other, second),
    ]
    return single(op, {"int16": "int16x8"}.get(dtype, dtype), operands, [(dtype, third)], table)


PAIRS = {
    "MAXIMUM": ("MaximumMinimum", [*INTEGERS, "float32", "float16"]),
    "MINIMUM": ("MaximumMinimum", [*INTEGERS, "float32", "float16"]),
    "EQUAL": ("Equal", ["int8", "uint8", "bool", "int16", "int32", "int64", "float32", "float16", "string"]),
    "NOT_EQUAL": ("NotEqual", ["int8", "uint8", "bool", "int32", "int64", "float32", "float16", "string"]),
    "GREATER": ("Greater", [*INTEGERS, "float32", "float16"]),
    "GREATER_EQUAL": ("GreaterEqual", [*INTEGERS, "float32", "float16"]),
    "LESS": ("Less", [*INTEGERS, "float32", "float16"]),
    "LESS_EQUAL": ("LessEqual", [*INTEGERS, "float32", "float16"]),
    "ATAN2": ("ATan2", ["float32", "float64", "float16"]),
    "BITWISE_XOR": ("BitwiseXor", ["int8", "uint8", "int16", "uint16", "int32", "uint32"]),
    "RIGHT_SHIFT": ("RightShift", ["int8", "uint8", "int16", "uint16", "int32", "uint32"]),
    "FLOOR_DIV": ("FloorDiv", ["int8", "int16", "int32", "float32"]),
    "FLOOR_MOD": ("FloorMod", ["int8", "int16", "int32", "int64", "float32"]),
    "LOGICAL_AND": ("LogicalAnd", ["bool"]),
    "LOGICAL_OR": ("LogicalOr", ["bool"]),
    "POW": ("Pow", ["float32", "int32"]),
    "SQUARED_DIFFERENCE": ("SquaredDifference", ["int8", "int32", "float32"]),
}
COMPARISONS = ("EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL")


@maker(*PAIRS)
def pairs(choices, op):
    name, dtypes = PAIRS[op]
    dtype = choices.pick(dtypes)
    left, right = choices.broadcast()
    if op == "ATAN2":
        right = left
    low = high = second_low = second_high = None
    if op == "RIGHT_SHIFT":
        second_low, second_high = 0, 7
    elif op in ("FLOOR_DIV", "FLOOR_MOD"):
        second_low, second_high = choices.pick([(1, 9), (-9, -1)])
    elif op == "POW":
        low, high, second_low, second_high = 0, 9, 0, 5
    quants = [None] * 3
    if dtype in ("int8", "uint8") and (op in COMPARISONS or op == "SQUARED_DIFFERENCE"):
        quants = [quantization(choices, dtype), quantization(choices, dtype), None]
        if op == "SQUARED_DIFFERENCE":
            quants[2] = result(choices, dtype, 60 * float(max(quants[0].scale[0], quants[1].scale[0])) ** 2)
    elif op in ("MAXIMUM", "MINIMUM") and dtype in LIMITS:
        quants = [quantization(choices, dtype)] * 3
    out = "bool" if op in COMPARISONS else dtype
    return single(
        op,
        dtype,
        [
            operand(choices, dtype, left, quants[0], low, high, constant=0),
            operand(choices, dtype, right, quants[1], second_low, second_high),
        ],
        [(out, quants[2] if out != "bool" else None)],
        options(name),
    )


HLO = [
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
    "float32",
    "float64",
    "float16",
    "bool",
]
STABLEHLO = {
    "STABLEHLO_ADD": HLO,
    "STABLEHLO_MULTIPLY": HLO,
    "STABLEHLO_MAXIMUM": HLO,
    "STABLEHLO_MINIMUM": HLO,
    "STABLEHLO_AND": [*HLO[:8], "bool"],
    "STABLEHLO_SHIFT_LEFT": ["int8", "int16", "int32"],
}


@maker(*STABLEHLO)
def stablehlo(choices, op):
    dtype = choices.pick(STABLEHLO[op])
    shape = choices.shape(0, 4)
    limits = (0, 7) if op == "STABLEHLO_SHIFT_LEFT" else ()
    operands = [operand(choices, dtype, shape, constant=0), operand(choices, dtype, shape, None, *limits, constant=0)]
    return single(op, dtype, operands, [dtype], options("StablehloShiftLeft") if limits else None)


# The types of each function, its table and what its operand is limited to.
UNARY = {
    "ABS": (["int8", "int16", "int32", "float32"], "Abs"),
    "CEIL": (["float32"], None),
    "COS": (["float32"], "Cos"),
    "SIN": (["float32"], None),
    "ELU": (["int8", "float32"], None),
    "EXP": (["int8", "int16", "float32"], "Exp"),
    "FLOOR": (["float32", "float16"], None),
    "GELU": (["int8", "uint8", "int16", "float32"], "Gelu"),
    "LOG": (["int8", "int16", "float32"], None),
    "LOGICAL_NOT": (["bool"], "LogicalNot"),
    "NEG": (["int8", "int16", "int32", "int64", "float32"], "Neg"),
    "ROUND": (["float32"], None),
    "RSQRT": (["int8", "int16", "float32"], None),
    "SQRT": (["int8", "int16", "float32"], None),
    "SIGN": (["float32", "int32", "float64"], "Sign"),
    "SQUARE": (["float32"], "Square"),
    "ZEROS_LIKE": (["float32", "int32", "int64"], "ZerosLike"),
    "HARD_SWISH": (["int8", "uint8", "float32"], "HardSwish"),
    "LEAKY_RELU": (["int8", "uint8", "int16", "float32"], "LeakyRelu"),
    "RELU": (["int8", "uint8", "int16", "float32"], None),
    "RELU6": (["int8", "uint8", "int16", "float32"], None),
    "RELU_N1_TO_1": (["int8", "uint8", "float32"], None),
    "RELU_0_TO_1": (["int8", "uint8", "float32"], None),
    "LOGISTIC": (["int8", "uint8", "int16", "float32"], None),
    "TANH": (["int8", "uint8", "int16", "float32"], None),
}
UNQUANTIZED = {"NEG": ("int8", "int16")}
FIXED = {
    "LOGISTIC": {"int8": Quant(1 / 256, -128), "uint8": Quant(1 / 256, 0), "int16": Quant(1 / 32768)},
    "TANH": {"int8": Quant(1 / 128, 0), "uint8": Quant(1 / 128, 128), "int16": Quant(1 / 32768)},
}
POSITIVE = ("LOG", "RSQRT", "SQRT")


@maker(*UNARY)
def unaries(choices, op):
    dtypes, name = UNARY[op]
    dtype = choices.pick(dtypes)
    shape = choices.pick([choices.shape(0, 4), (1, 256)])
    low = high = first = second = None
    if dtype in LIMITS and dtype not in UNQUANTIZED.get(op, ()):
        zero = LIMITS[dtype][0] if op in POSITIVE and dtype != "int16" else None
        first = quantization(choices, dtype, zero=zero)
        second = FIXED.get(op, {}).get(dtype) or result(
            choices, dtype, float(first.scale[0]) * (256 if dtype == "int16" else 1)
        )
        if op in POSITIVE:
            zero = int(first.zero_point[0])
            low, high = zero + (op != "SQRT"), LIMITS[dtype][1]
    elif op in POSITIVE:
        low, high = 0.01, 20.0
    table = options(name) if name else None
    if op == "LEAKY_RELU":
        table.alpha = choices.pick([0.1, 0.5, 0.01, 1.5, 0.0, -0.3])
    if op == "GELU":
        table.approximate = choices.chance(2)
    kind = {"int16": "int16x8"}.get(dtype, dtype)
    return single(op, kind, [operand(choices, dtype, shape, first, low, high, constant=0)], [(dtype, second)], table)


@maker("PRELU")
def prelu(choices, op):
    dtype = choices.pick(["int8", "uint8", "float32"])
    shape = choices.shape(1, 4)
    slopes = [size if not choices.chance(2) else 1 for size in shape[1:]] if len(shape) > 1 else list(shape)
    first = quantization(choices, dtype)
    operands = [
        operand(choices, dtype, shape, first, constant=0),
        operand(choices, dtype, tuple(slopes), quantization(choices, dtype)),
    ]
    return single(
        op, dtype, operands, [(dtype, result(choices, dtype, 0.02 if first is None else float(first.scale[0])))]
    )


REQUANTIZED = [
    ("float32", "int8"),
    ("float32", "uint8"),
    ("float32", "int16"),
    ("int8", "int8"),
    ("int8", "uint8"),
    ("uint8", "int8"),
    ("uint8", "uint8"),
    ("int16", "int16"),
    ("int16", "int8"),
    ("int8", "int16"),
    ("int16", "int32"),
    ("int32", "int8"),
    ("int32", "int16"),
    ("uint8", "int16"),
]


@maker("QUANTIZE")
def quantize(choices, op):
    source, target = choices.pick(REQUANTIZED)
    first = Quant(choices.real(1e-5, 1e-2)) if source == "int32" else quantization(choices, source)
    usual = 0.02 if first is None else float(first.scale[0]) * (256 if source == "int16" else 1)
    second = Quant(choices.real(1e-6, 1e-3)) if target == "int32" else result(choices, target, usual)
    operands = [operand(choices, source, choices.shape(0, 4), first, constant=0)]
    kind = source if target == "int32" else target
    return single(op, kind.replace("int16", "int16x8"), operands, [(target, second)], options("Quantize"))


@maker("DEQUANTIZE")
def dequantize(choices, op):
    source = choices.pick(["int8", "uint8", "int16", "float16"])
    shape = choices.shape(1, 4)
    quantized = quantization(choices, source)
    if source == "int8" and choices.chance(3):
        axis = choices.below(len(shape))
        scales = choices.generator().uniform(0.001, 0.1, max(1, shape[axis]))
        quantized = Quant(scales, choices.generator().integers(-20, 20, scales.size), axis)
    return single(
        op, source, [operand(choices, source, shape, quantized, constant=0)], ["float32"], options("Dequantize")
    )


CASTABLE = [
    "float32",
    "int32",
    "int8",
    "uint8",
    "bool",
    "int64",
    "int16",
    "uint16",
    "uint32",
    "float16",
    "float64",
    "complex64",
]


@maker("CAST")
def cast(choices, op):
    source = choices.pick(CASTABLE)
    target = choices.pick([dtype for dtype in CASTABLE if dtype != source])
    # What a value out of range becomes is the compiler's choice in the reference.
    value = operand(choices, source, choices.shape(0, 4), None, 0, 100, constant=0)
    return single(op, source, [value], [target], options("Cast", inDataType=TYPES[source], outDataType=TYPES[target]))


@maker("SELECT", "SELECT_V2")
def select(choices, op):
    dtype = choices.pick(["float32", "int8", "uint8", "int16", "int32", "int64", "bool", "uint32"])
    if op == "SELECT":
        shape = choices.shape(1, 4)
        shapes = [shape[:1] if choices.chance(3) else shape, shape, shape]
    else:
        first, second = choices.broadcast()
        whole = np.broadcast_shapes(first, second)
        shapes = choices.pick([[first, second, whole], [whole, first, second], [second, whole, first]])
    operands = [operand(choices, "bool", shapes[0])] + [operand(choices, dtype, shape) for shape in shapes[1:]]
    return single(op, dtype, operands, [dtype], options("Select" if op == "SELECT" else "SelectV2"))


@maker("ADD_N")
def add_n(choices, op):
    dtype, shape = choices.pick(["float32", "int32"]), choices.shape(1, 4)
    operands = [operand(choices, dtype, shape, constant=0) for _ in range(choices.integer(2, 5))]
    return single(op, dtype, operands, [dtype], options("AddN"))


@maker("COMPLEX_ABS", "REAL", "IMAG")
def complexes(choices, op):
    source, part = choices.pick([("complex64", "float32"), ("complex128", "float64")])
    return single(op, source, [operand(choices, source, choices.shape(0, 4), constant=0)], [part])


@maker("BUCKETIZE")
def bucketize(choices, op):
    dtype = choices.pick(["float32", "int32", "int64", "float64"])
    boundaries = sorted(float(choices.integer(-20, 20)) / 2 for _ in range(choices.integer(1, 5)))
    return single(
        op,
        dtype,
        [operand(choices, dtype, choices.shape(1, 4), None, -12, 12, constant=0)],
        ["int32"],
        options("Bucketize", boundaries=boundaries),
    )


@maker("FAKE_QUANT")
def fake_quant(choices, op):
    least = -choices.real(0.1, 10.0)
    table = options(
        "FakeQuant",
        min=least,
        max=least + choices.real(0.5, 20.0),
        numBits=choices.integer(2, 16),
        narrowRange=choices.chance(2),
    )
    return single(op, "float32", [operand(choices, "float32", choices.shape(1, 4), constant=0)], ["float32"], table)
