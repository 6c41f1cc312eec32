"""Cases of the ops that move elements: padding, shapes, joining, cutting, reordering."""

import numpy as np

from common import QUANTIZED, Graph, Quant, activation_type, data, options, quant, random_for

KINDS = QUANTIZED + ["float32", "int32"]

PADDINGS = [((1, 3, 4, 2), ((0, 0), (1, 2), (2, 0), (0, 0))), ((2, 3), ((1, 0), (0, 3))),
            ((2, 1, 3), ((0, 0), (0, 0), (0, 0))), ((3, 2, 2, 2), ((1, 1), (0, 1), (0, 0), (2, 1)))]


def pads(random, op, kind, number):
    shape, padding = PADDINGS[number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    operands = [graph.input(data(random, dtype, shape), same)]
    operands.append(graph.constant(np.asarray(padding, np.int64 if number == 1 else np.int32)))
    if op == "PADV2":
        operands.append(graph.constant(data(random, dtype, (1,)), same))
    graph.op(op, operands, [(dtype, same)], options("Pad" if op == "PAD" else "PadV2"), kind)
    return graph


RESHAPES = [((2, 3, 4), (4, 6), True), ((2, 3, 4), (-1, 8), True), ((1, 6), (3, 2, 1), False), ((1,), (), True)]


def reshape(random, kind, number):
    shape, target, as_tensor = RESHAPES[number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    operands = [graph.input(data(random, dtype, shape), same)]
    if as_tensor:
        operands.append(graph.constant(np.asarray(target, np.int32)))
    table = options("Reshape", newShape=list(target))
    graph.op("RESHAPE", operands, [(dtype, same)], table, kind)
    return graph


def squeeze(random, kind, number):
    shape, axes = [((1, 3, 1, 2), []), ((1, 3, 1, 2), [-2]), ((1, 1, 5), [0, 1])][number]
    return simple(random, kind, "SQUEEZE", shape, options("Squeeze", squeezeDims=axes))


def expand(random, kind, number):
    shape, axis = [((3, 2), 0), ((3, 2), -1), ((), 0)][number]
    return simple(random, kind, "EXPAND_DIMS", shape, options("ExpandDims"), [axis])


def transpose(random, kind, number):
    shape, order = [((2, 3, 4, 5), [0, 3, 1, 2]), ((4, 7), [1, 0]), ((2, 1, 3, 2, 2), [4, 2, 0, 1, 3]),
                    ((3, 4, 5), [0, 1, 2])][number]
    return simple(random, kind, "TRANSPOSE", shape, options("Transpose"), order)


def simple(random, kind, op, shape, table, *vectors):
    """One quantization for input and output; constant int32 vectors as further operands."""
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    operands = [graph.input(data(random, dtype, shape), same)]
    operands += [graph.ints(*vector) for vector in vectors]
    graph.op(op, operands, [(dtype, same)], table, kind)
    return graph


def slice_case(random, kind, number):
    shape, begin, size = [((3, 4, 5), (1, 0, 2), (2, 3, 3)), ((2, 3, 4, 5), (0, 1, 1, 0), (-1, 2, -1, 5)),
                          ((9,), (4,), (0,))][number]
    return simple(random, kind, "SLICE", shape, options("Slice"), begin, size)


STRIDED = [
    dict(shape=(4, 6, 5), begin=(1, 0, 4), end=(4, 6, 0), strides=(1, 2, -1)),
    dict(shape=(4, 6, 5), begin=(0, 1, 2), end=(0, 3, 5), strides=(1, 1, 1), beginMask=1, endMask=5),
    dict(shape=(3, 4, 5), begin=(1, -2, 0), end=(2, 9, 5), strides=(1, 1, 2), shrinkAxisMask=1),
    dict(shape=(3, 4, 5), begin=(0, 0, 1), end=(0, 0, 3), strides=(1, 1, 1), ellipsisMask=1, newAxisMask=2),
    dict(shape=(7,), begin=(-1,), end=(-8,), strides=(-2,)),
]


def strided(random, kind, number):
    case = dict(STRIDED[number])
    shape, vectors = case.pop("shape"), [case.pop(name) for name in ("begin", "end", "strides")]
    return simple(random, kind, "STRIDED_SLICE", shape, options("StridedSlice", **case), *vectors)


GATHERS = [((5, 3), (4,), 0, 0), ((2, 6, 3), (2, 2), 1, 0), ((2, 3, 4), (2, 5), -1, 1), ((6,), (), 0, 0)]


def gather(random, kind, number):
    shape, indices, axis, batch = GATHERS[number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    values = graph.input(data(random, dtype, shape), same)
    places = random.integers(0, shape[axis], indices).astype(np.int64 if number == 1 else np.int32)
    places = graph.input(np.asarray(places)) if number != 2 else graph.constant(places)
    graph.op("GATHER", [values, places], [(dtype, same)], options("Gather", axis=axis, batchDims=batch), kind)
    return graph


CONCATENATIONS = [([(1, 3, 4, 2), (1, 3, 4, 5)], 3), ([(2, 3), (1, 3), (4, 3)], 0), ([(2, 1, 3), (2, 2, 3)], -2),
                  ([(4,), (0,), (3,)], 0)]


def concatenation(random, kind, number):
    shapes, axis = CONCATENATIONS[number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    operands = []
    for position, shape in enumerate(shapes):
        own = same
        if kind == "uint8" and number < 2:
            # Only uint8 may join tensors of different scales: they are rescaled on the way.
            own = Quant(float(same.scale[0]) * random.uniform(0.4, 0.9), int(random.integers(80, 170)))
        value = data(random, dtype, shape)
        constant = position == 1 and number == 1
        operands.append(graph.constant(value, own) if constant else graph.input(value, own))
    graph.op("CONCATENATION", operands, [(dtype, same)], options("Concatenation", axis=axis), kind)
    return graph


def split(random, kind, number):
    shape, axis, parts = [((2, 6, 3), 1, 3), ((4, 4), -1, 2), ((1, 2, 2, 8), 3, 4)][number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    value = graph.input(data(random, dtype, shape), same)
    graph.op("SPLIT", [graph.ints(axis), value], [(dtype, same)] * parts, options("Split", numSplits=parts), kind)
    return graph


def split_v(random, kind, number):
    shape, axis, sizes = [((2, 7, 3), 1, (2, 4, 1)), ((5, 4), 0, (1, -1)), ((1, 2, 9), -1, (3, 0, 6))][number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    value = graph.input(data(random, dtype, shape), same)
    operands = [value, graph.ints(*sizes), graph.ints(axis)]
    graph.op("SPLIT_V", operands, [(dtype, same)] * len(sizes), options("SplitV", numSplits=len(sizes)), kind)
    return graph


def pack(random, kind, number):
    shape, axis, count = [((2, 3), 0, 3), ((2, 3), -1, 2), ((), 0, 4)][number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    operands = [graph.input(data(random, dtype, shape), same) for _ in range(count)]
    graph.op("PACK", operands, [(dtype, same)], options("Pack", axis=axis, valuesCount=count), kind)
    return graph


def unpack(random, kind, number):
    shape, axis = [((3, 2, 4), 0), ((2, 3, 2), -1), ((4,), 0)][number]
    graph = Graph()
    dtype = activation_type(kind)
    same = quant(random, dtype)
    value = graph.input(data(random, dtype, shape), same)
    table = options("Unpack", axis=axis, num=shape[axis])
    graph.op("UNPACK", [value], [(dtype, same)] * shape[axis], table, kind)
    return graph


def cases():
    """(op, kind, graph) of every case."""
    for kind in KINDS:
        for op in ("PAD", "PADV2"):
            for number in range(len(PADDINGS)):
                yield op, kind, pads(random_for(op, kind, number), op, kind, number)
        makers = [("RESHAPE", reshape, 4), ("SQUEEZE", squeeze, 3), ("EXPAND_DIMS", expand, 3),
                  ("TRANSPOSE", transpose, 4), ("SLICE", slice_case, 3), ("STRIDED_SLICE", strided, 5),
                  ("GATHER", gather, 4), ("CONCATENATION", concatenation, 4), ("SPLIT", split, 3),
                  ("SPLIT_V", split_v, 3), ("PACK", pack, 3), ("UNPACK", unpack, 3)]
        for op, maker, count in makers:
            for number in range(count):
                yield op, kind, maker(random_for(op, kind, number), kind, number)
