"""Cases of operators that fold several elements into one, or look at their neighbours."""

import numpy as np

from ..build import TYPES, Quant
from ..operands import ACTIVATIONS, SAME, VALID, options, single
from .kit import array, axis, ints, maker, operand, quantization, result

QUANTIZED = ["int8", "uint8", "int16", "float32"]


def kind_of(dtype):
    return {"int16": "int16x8"}.get(dtype, dtype)


@maker("AVERAGE_POOL_2D", "MAX_POOL_2D", "L2_POOL_2D")
def pools(choices, op):
    dtype = choices.pick(QUANTIZED) if op != "L2_POOL_2D" else "float32"
    kernel = (choices.integer(1, 5), choices.integer(1, 5))
    padding = choices.pick([SAME, VALID])
    extents = [choices.below(9) + (size if padding == VALID else 1) for size in kernel]
    same = quantization(choices, dtype)
    table = options(
        "Pool2D",
        padding=padding,
        strideH=choices.integer(1, 3),
        strideW=choices.integer(1, 3),
        filterHeight=kernel[0],
        filterWidth=kernel[1],
        fusedActivationFunction=choices.pick(list(ACTIVATIONS.values())),
    )
    value = operand(choices, dtype, (choices.integer(1, 2), *extents, choices.extent(9)), same, constant=0)
    return single(op, kind_of(dtype), [value], [(dtype, same)], table)


REDUCERS = {
    "MEAN": ["int8", "uint8", "int16", "int32", "int64", "float32"],
    "SUM": ["int8", "uint8", "int32", "int64", "float32"],
    "REDUCE_MAX": ["int8", "uint8", "int16", "int32", "int64", "float32", "bool"],
    "REDUCE_MIN": ["int8", "uint8", "int16", "int32", "int64", "float32", "bool"],
    "REDUCE_PROD": ["int8", "int16", "int32", "int64", "float32"],
    "REDUCE_ANY": ["bool"],
    "REDUCE_ALL": ["bool"],
}


@maker(*REDUCERS)
def reductions(choices, op):
    dtype = choices.pick(REDUCERS[op])
    shape = choices.shape(1, 4)
    axes = [place - len(shape) * choices.below(2) for place in range(len(shape)) if choices.chance(2)] or [
        choices.below(len(shape))
    ]
    first = quantization(choices, dtype)
    second = first
    if op in ("MEAN", "SUM", "REDUCE_PROD") and first is not None and not choices.chance(4):
        count = float(np.prod([max(1, shape[place]) for place in axes]))
        usual = float(first.scale[0]) * {"MEAN": 0.5, "SUM": np.sqrt(count), "REDUCE_PROD": 1.0}[op]
        second = result(choices, dtype, usual * (256 if dtype == "int16" else 1))
    limits = (-3, 3) if op == "REDUCE_PROD" and dtype in ("int32", "int64") else ()
    value = operand(choices, dtype, shape, first, *limits, constant=0)
    return single(
        op,
        kind_of(dtype),
        [value, ints(choices, axes)],
        [(dtype, second)],
        options("Reducer", keepDims=choices.chance(2)),
    )


@maker("ARG_MAX", "ARG_MIN")
def arguments(choices, op):
    dtype = choices.pick(["int8", "uint8", "float32", "int32", "bool"])
    shape = choices.shape(1, 4)
    target = choices.pick(["int32", "int64"])
    value = operand(choices, dtype, shape, quantization(choices, dtype), constant=0)
    return single(
        op,
        dtype,
        [value, np.asarray(axis(choices, len(shape)), np.int32)],
        [target],
        options("ArgMax" if op == "ARG_MAX" else "ArgMin", outputType=TYPES[target]),
    )


@maker("RESIZE_BILINEAR", "RESIZE_NEAREST_NEIGHBOR")
def resizes(choices, op):
    dtype = choices.pick(QUANTIZED)
    same = quantization(choices, dtype)
    shape = (choices.integer(1, 2), choices.extent(9), choices.extent(9), choices.extent(5))
    corners = choices.chance(3)
    table = options(
        "ResizeBilinear" if op == "RESIZE_BILINEAR" else "ResizeNearestNeighbor",
        alignCorners=corners,
        halfPixelCenters=not corners and choices.chance(2),
    )
    size = [choices.integer(1, 12), choices.integer(1, 12)]
    return single(
        op,
        kind_of(dtype),
        [operand(choices, dtype, shape, same, constant=0), ints(choices, size)],
        [(dtype, same)],
        table,
    )


@maker("SOFTMAX", "LOG_SOFTMAX", "L2_NORMALIZATION")
def rows(choices, op):
    dtype = choices.pick({"SOFTMAX": QUANTIZED}.get(op, ["int8", "uint8", "float32"]))
    shape = choices.shape(1 if op == "SOFTMAX" else 2, 4)
    if op == "L2_NORMALIZATION" and choices.chance(2):
        shape = (*shape[:-1], choices.integer(1, 40))
    results = {
        "SOFTMAX": {"int8": Quant(1 / 256, -128), "uint8": Quant(1 / 256, 0), "int16": Quant(1 / 32768)},
        "LOG_SOFTMAX": {"int8": Quant(16 / 256, 127), "uint8": Quant(16 / 256, 255)},
        "L2_NORMALIZATION": {"int8": Quant(1 / 128), "uint8": Quant(1 / 128, 128)},
    }[op]
    table = {
        "SOFTMAX": options("Softmax", beta=choices.pick([1.0, 0.5, 2.0, 0.1, 10.0])),
        "LOG_SOFTMAX": options("LogSoftmax"),
        "L2_NORMALIZATION": options("L2Norm"),
    }[op]
    value = operand(choices, dtype, shape, quantization(choices, dtype, 0.05), constant=0)
    return single(op, kind_of(dtype), [value], [(dtype, results.get(dtype))], table)


@maker("LOCAL_RESPONSE_NORMALIZATION")
def local_response(choices, op):
    table = options(
        "LocalResponseNormalization",
        radius=choices.integer(1, 4),
        bias=choices.real(0.5, 2.0),
        alpha=choices.real(0.1, 2.0),
        beta=choices.pick([0.5, 0.75, 1.0]),
    )
    value = operand(choices, "float32", choices.shape(4, 4), constant=0)
    return single(op, "float32", [value], ["float32"], table)


@maker("CUMSUM")
def cumsum(choices, op):
    dtype = choices.pick(["int32", "int64", "float32"])
    shape = choices.shape(1, 4)
    table = options("Cumsum", exclusive=choices.chance(2), reverse=choices.chance(2))
    value = operand(choices, dtype, shape, constant=0)
    return single(op, dtype, [value, ints(choices, axis(choices, len(shape)))], [dtype], table)


@maker("TOPK_V2")
def top(choices, op):
    dtype = choices.pick(["float32", "int8", "uint8", "int16", "int32", "int64"])
    shape = choices.shape(1, 3)
    value = operand(choices, dtype, shape, quantization(choices, dtype), constant=0)
    return single(
        op,
        dtype,
        [value, ints(choices, choices.integer(min(1, shape[-1]), shape[-1]))],
        [dtype, "int32"],
        options("TopKV2"),
    )


@maker("SEGMENT_SUM", "UNSORTED_SEGMENT_MAX", "UNSORTED_SEGMENT_MIN", "UNSORTED_SEGMENT_PROD", "UNSORTED_SEGMENT_SUM")
def segments(choices, op):
    dtype = choices.pick(["float32", "int32"])
    shape = choices.shape(1, 3)
    count = choices.integer(1, 5)
    value = operand(choices, dtype, shape, None, *((-5, 5) if dtype == "int32" else ()), constant=0)
    random = choices.generator()
    if op == "SEGMENT_SUM":
        places = np.sort(random.integers(0, count, shape[0])).astype(np.int32)
        return single(op, dtype, [value, ("int32", places)], [dtype], options("SegmentSum"))
    places = random.integers(-1, count, shape[0]).astype(np.int32)
    name = "".join(part.capitalize() for part in op.split("_"))
    return single(op, dtype, [value, ("int32", places), ints(choices, count)], [dtype], options(name))


@maker("REDUCE_WINDOW")
def windows(choices, op):
    dtype = choices.pick(["int32", "float32", "int8", "uint8", "int16", "int64", "bool"])
    # 1 to 4 add, multiply and take the least or greatest; 5 and 6 are all and any.
    function = choices.pick([5, 6] if dtype == "bool" else [1, 2, 3, 4])
    window = [choices.integer(1, 3) for _ in range(choices.integer(1, 3))]
    dilation = [choices.integer(1, 2) for _ in window]
    shape = tuple((size - 1) * step + 1 + choices.below(5) for size, step in zip(window, dilation))
    strides = [choices.integer(1, 2) for _ in window]
    limits = (0, 3) if "int" in dtype else ()
    vectors = [np.asarray(vector, np.int64) for vector in (window, strides, dilation)]
    operands = [
        operand(choices, dtype, shape, None, *limits, constant=0),
        operand(choices, dtype, (1,), None, *limits, constant=0),
    ]
    return single(op, dtype, [*operands, *vectors], [dtype], options("ReduceWindow", reduceFunction=function))


@maker("RFFT2D")
def rfft(choices, op):
    length = [2 ** choices.integer(0, 4), 2 ** choices.integer(1, 4)]
    shape = (*choices.shape(0, 1), length[0] + choices.below(2), length[1] + choices.below(2))
    return single(
        op,
        "float32",
        [operand(choices, "float32", shape, constant=0), np.asarray(length, np.int32)],
        ["complex64"],
        options("Rfft2d"),
    )


@maker("NON_MAX_SUPPRESSION_V4", "NON_MAX_SUPPRESSION_V5")
def boxes(choices, op):
    random, count = choices.generator(), choices.integer(1, 12)
    corners = random.uniform(0, 1, (count, 2)).astype(np.float32)
    sizes = random.uniform(0.1, 0.6, (count, 2)).astype(np.float32)
    operands = [
        ("float32", np.concatenate([corners, corners + sizes], 1)),
        ("float32", random.uniform(0, 1, count).astype(np.float32)),
        np.asarray(choices.integer(0, 8), np.int32),
        np.asarray(choices.pick([0.5, 0.1, 0.9]), np.float32),
        np.asarray(choices.pick([0.0, 0.3, 0.6]), np.float32),
    ]
    results = ["int32", "int32"]
    if op.endswith("5"):
        operands.append(np.asarray(choices.pick([0.0, 0.5]), np.float32))
        results.insert(1, "float32")
    return single(op, "float32", operands, results, options("NonMaxSuppressionV" + op[-1]))


@maker("HASHTABLE_LOOKUP")
def hash_lookup(choices, op):
    dtype = choices.pick(["float32", "int8", "uint8", "int32", "int64"])
    count = choices.integer(1, 6)
    keys = np.sort(choices.generator().choice(20, count, replace=False)).astype(np.int32)
    asked = choices.generator().integers(0, 20, choices.integer(1, 6)).astype(np.int32)
    value = array(choices, dtype, (count, choices.integer(1, 4)))
    return single(op, dtype, [("int32", asked), ("int32", keys), (dtype, value)], [dtype, "uint8"])
