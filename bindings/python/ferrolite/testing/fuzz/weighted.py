"""Cases of operators that multiply by weights."""

import numpy as np

from ..build import Graph, Quant
from ..operands import ACTIVATIONS, SAME, VALID, options, single, values
from ..weighted import convolution, fully_connected, transpose_convolution
from .kit import array, maker, operand, quantization, result

KINDS = ["int8", "uint8", "int16x8", "float32", "hybrid"]
ENDS = [None, "low", "high"]


def common(choices, kind):
    """What convolutions and fully connected layers choose alike."""
    return dict(
        activation=choices.pick(list(ACTIVATIONS)),
        bias=not choices.chance(4),
        tie=choices.chance(4),
        per_axis=kind != "uint8" and not choices.chance(3),
        end=choices.pick(ENDS),
    )


def distorted(choices, graph):
    """The graph, with a result's scale now and then far from what its values fill."""
    if choices.chance(5):
        for _, wish in graph.fitted:
            wish.fit = None
            wish.scale = (wish.scale * 2.0 ** (choices.integer(0, 24) - 12)).astype(np.float32)
            graph.settle(wish, wish)
        graph.fitted.clear()
    return graph


@maker("CONV_2D", "DEPTHWISE_CONV_2D")
def convolutions(choices, op):
    kind = choices.pick(KINDS)
    kernel = (choices.integer(1, 5), choices.integer(1, 5))
    stride = (choices.integer(1, 3), choices.integer(1, 3))
    dilation = (choices.integer(1, 3), choices.integer(1, 3)) if choices.chance(3) else (1, 1)
    if op == "DEPTHWISE_CONV_2D" and choices.chance(2):
        stride = (stride[0], stride[0])
    padding = choices.pick([SAME, VALID])
    reach = [(size - 1) * step + 1 for size, step in zip(kernel, dilation)]
    least = reach if padding == VALID else (1, 1)
    extents = [low + choices.below(9) for low in least]
    fields = common(choices, kind)
    groups, depth = 1, choices.extent(9)
    if op == "CONV_2D" and choices.chance(6):
        groups, depth = choices.integer(2, 3), choices.integer(1, 4)
        depth *= groups
    channels = choices.extent(9)
    channels = -(-channels // groups) * groups
    multiplier = choices.integer(1, 4) if choices.chance(3) else 1
    if op == "DEPTHWISE_CONV_2D" and kind == "hybrid":
        # The reference reads past a single scale.
        fields["per_axis"] = True
    shape = (choices.integer(1, 2), *extents, depth)
    graph = convolution(
        choices.generator(),
        kind,
        op,
        shape,
        channels,
        kernel,
        stride,
        dilation,
        padding,
        groups=groups,
        multiplier=multiplier,
        **fields,
    )
    return op, kind, distorted(choices, graph)


@maker("FULLY_CONNECTED")
def dense(choices, op):
    kind = choices.pick(KINDS)
    shape = (*choices.shape(0, 3, 4), choices.pick([choices.extent(20), 64, 100, 130]))
    graph = fully_connected(
        choices.generator(),
        kind,
        shape,
        choices.extent(12),
        keep_dims=choices.chance(3),
        asymmetric=choices.chance(2),
        **common(choices, kind),
    )
    return op, kind, distorted(choices, graph)


@maker("FULLY_CONNECTED", "CONV_2D")
def small_weights(choices, op):
    """Weights of 4 or 2 bits."""
    weights = choices.pick(["int4", "int2"]) if op == "FULLY_CONNECTED" else "int4"
    dtype = choices.pick(["int8", "int16", "float32"]) if weights == "int4" else "int8"
    kind = {"int8": weights, "int16": "int16x4", "float32": "hybrid_int4"}[dtype]
    low, high = {"int4": (-7, 7), "int2": (-2, 1)}[weights]
    random, graph = choices.generator(), Graph()
    channels, depth = choices.extent(9), choices.extent(20)
    image = (choices.integer(1, 2), choices.integer(2, 6), choices.integer(2, 6), depth)
    shape = (channels, 2, 2, depth) if op == "CONV_2D" else (channels, depth)
    first = None if dtype == "float32" else quantization(choices, dtype)
    scales = random.uniform(0.01, 0.05, channels if op == "CONV_2D" or choices.chance(2) else 1)
    matrix = random.integers(low, high, shape, endpoint=True)
    value = values(random, dtype, image if op == "CONV_2D" else (choices.integer(1, 4), depth))
    operands = [graph.input(value, first), graph.packed(matrix, weights, Quant(scales))]
    if op == "CONV_2D":
        bias = (
            values(random, "float32", (channels,))
            if first is None
            else random.integers(-900, 900, channels).astype(np.int32 if dtype == "int8" else np.int64)
        )
        operands.append(graph.constant(bias, None if first is None else Quant(scales * first.scale[0])))
        table = options(
            "Conv2D",
            padding=choices.pick([SAME, VALID]),
            strideH=choices.integer(1, 2),
            strideW=choices.integer(1, 2),
            dilationHFactor=1,
            dilationWFactor=1,
        )
    else:
        operands.append(-1)
        table = options("FullyConnected", asymmetricQuantizeInputs=choices.chance(2))
    usual = 0.05 if first is None else float(first.scale[0]) * 0.2 * depth * (256 if dtype == "int16" else 1)
    graph.op(op, operands, [(dtype, result(choices, dtype, usual))], table, kind)
    return op, kind, graph


@maker("TRANSPOSE_CONV")
def transposed(choices, op):
    kind = choices.pick(KINDS)
    shape = (choices.integer(1, 2), choices.integer(1, 6), choices.integer(1, 6), choices.extent(8))
    graph = transpose_convolution(
        choices.generator(),
        kind,
        shape,
        choices.extent(8),
        (choices.integer(1, 5), choices.integer(1, 5)),
        (choices.integer(1, 3), choices.integer(1, 3)),
        choices.pick([SAME, VALID]),
        **common(choices, kind),
    )
    return op, kind, distorted(choices, graph)


@maker("BATCH_MATMUL")
def products(choices, op):
    kind, x, y, out = choices.pick(
        [
            ("int8", "int8", "int8", "int8"),
            ("float32", "float32", "float32", "float32"),
            ("int16", "int16", "int16", "int16"),
            ("int16x8", "int16", "int8", "int16"),
            ("int8", "int8", "int8", "int32"),
        ]
    )
    rows, depth, columns = choices.extent(), choices.extent(12), choices.extent()
    first, second = choices.broadcast(2)
    adjoint = [choices.chance(3), choices.chance(3)]
    left = (*first, depth, rows) if adjoint[0] else (*first, rows, depth)
    right = (*second, columns, depth) if adjoint[1] else (*second, depth, columns)
    quants = [quantization(choices, dtype, zero=0 if kind != "int8" else None) for dtype in (x, y)]
    usual = 0.02
    if quants[0] is not None:
        usual = float(quants[0].scale[0] * quants[1].scale[0]) * 100 * np.sqrt(depth)
        usual *= 65536 if kind == "int16" else 256 if out == "int16" else 1
    third = result(choices, out, usual) if out != "int32" else None
    operands = [operand(choices, x, left, quants[0], constant=0), operand(choices, y, right, quants[1])]
    return single(op, kind, operands, [(out, third)], options("BatchMatMul", adjX=adjoint[0], adjY=adjoint[1]))


@maker("CONV_3D", "CONV_3D_TRANSPOSE")
def volumes(choices, op):
    image = (1, *(choices.integer(1, 5) for _ in range(3)), choices.extent(4))
    kernel = [choices.integer(1, 3) for _ in range(3)]
    stride = [choices.integer(1, 2) for _ in range(3)]
    channels = choices.extent(5)
    padding = choices.pick([SAME, VALID])
    fields = dict(
        padding=padding,
        strideD=stride[0],
        strideH=stride[1],
        strideW=stride[2],
        dilationDFactor=1,
        dilationHFactor=1,
        dilationWFactor=1,
        fusedActivationFunction=choices.pick(list(ACTIVATIONS.values())),
    )
    if op == "CONV_3D":
        operands = [
            ("float32", array(choices, "float32", image)),
            array(choices, "float32", (*kernel, image[-1], channels)),
        ]
        if choices.chance(2):
            operands.append(array(choices, "float32", (channels,)))
    else:
        sizes = [
            size * step if padding == SAME else (size - 1) * step + tap
            for size, step, tap in zip(image[1:4], stride, kernel)
        ]
        operands = [
            np.asarray([1, *sizes, channels], np.int32),
            array(choices, "float32", (*kernel, channels, image[-1])),
            ("float32", array(choices, "float32", image)),
        ]
    return single(op, "float32", operands, ["float32"], options("Conv3D", **fields))


@maker("EMBEDDING_LOOKUP")
def tables(choices, op):
    rows, width = choices.extent(), choices.extent()
    places = ("int32", choices.generator().integers(0, rows, choices.extent()).astype(np.int32))
    kind = choices.pick(["float32", "int8", "uint8", "int16", "int32", "int64", "hybrid"])
    if kind != "hybrid":
        return single(op, kind, [places, array(choices, kind, (rows, width))], [kind])
    matrix = array(choices, "int8", (rows, width))
    scales = choices.generator().uniform(0.01, 0.1, rows if choices.chance(2) else 1)
    return single(op, kind, [places, lambda graph: graph.constant(matrix, Quant(scales))], ["float32"])
