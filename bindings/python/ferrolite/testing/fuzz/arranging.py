"""Cases of operators that move, join, cut and look up elements."""

import numpy as np

from ..build import TYPES
from ..operands import options, single
from .kit import array, axis, ints, maker, operand, quantization

MOVED = ["int8", "float32", "uint8", "int16", "int32", "int64", "bool"]
WIDER = [*MOVED, "float16", "uint16", "uint32", "uint64", "float64"]


def moved(choices, op, shape, others, results=1, table=None, dtypes=MOVED, limits=()):
    """A case whose results have the type and the quantization of its first operand."""
    dtype = choices.pick(dtypes)
    same = quantization(choices, dtype)
    first = operand(choices, dtype, shape, same, *limits, constant=0)
    kind = {"int16": "int16x8"}.get(dtype, dtype)
    return single(op, kind, [first, *others], [(dtype, same)] * results, table)


def padding(choices, shape, most=3):
    return np.asarray([(choices.integer(0, most), choices.integer(0, most)) for _ in shape]).reshape(len(shape), 2)


@maker("PAD", "PADV2", "MIRROR_PAD")
def pads(choices, op):
    shape = choices.shape(1, 4)
    amounts = padding(choices, shape)
    dtype = choices.pick(["int8", "float32", "uint8", "int16", "int32", "int64"])
    same = quantization(choices, dtype)
    operands = [operand(choices, dtype, shape, same, constant=0)]
    table = options({"PAD": "Pad", "PADV2": "PadV2", "MIRROR_PAD": "MirrorPad"}[op])
    if op == "MIRROR_PAD":
        table.mode = choices.below(2)
        amounts = np.minimum(amounts, np.maximum(0, np.asarray(shape)[:, None] - (1 - table.mode)))
    operands.append(ints(choices, amounts, choices.pick([np.int32, np.int64])))
    if op == "PADV2":
        value = array(choices, dtype, (1,))
        operands.append(lambda graph: graph.constant(value, same))
    return single(op, {"int16": "int16x8"}.get(dtype, dtype), operands, [(dtype, same)], table)


@maker("RESHAPE", "SQUEEZE", "EXPAND_DIMS")
def reshapes(choices, op):
    shape = choices.shape(0, 5)
    if op == "EXPAND_DIMS":
        return moved(
            choices, op, shape, [np.asarray(axis(choices, len(shape) + 1), np.int32)], table=options("ExpandDims")
        )
    if op == "SQUEEZE":
        shape = tuple(1 if choices.chance(2) else size for size in shape)
        ones = [place for place, size in enumerate(shape) if size == 1]
        chosen = [place - len(shape) * choices.below(2) for place in ones if choices.chance(2)]
        return moved(choices, op, shape, [], table=options("Squeeze", squeezeDims=chosen))
    count = int(np.prod(shape))
    target = [count]
    for _ in range(choices.integer(0, 3)):
        last = target.pop()
        divisors = [size for size in range(1, last + 1) if last % size == 0] or [0]
        first = choices.pick(divisors)
        target += [first, last // first if first else 0]
    if count and choices.chance(3):
        target[choices.below(len(target))] = -1
    return moved(choices, op, shape, [ints(choices, target)], table=options("Reshape", newShape=target))


@maker("TRANSPOSE")
def transpose(choices, op):
    shape = choices.shape(1, 6, 4)
    order = list(range(len(shape)))
    for place in range(len(order) - 1):
        other = choices.integer(place, len(order) - 1)
        order[place], order[other] = order[other], order[place]
    return moved(choices, op, shape, [ints(choices, order)], table=options("Transpose"))


@maker("SLICE")
def slices(choices, op):
    shape = choices.shape(1, 5)
    begin = [choices.integer(0, max(0, size - 1)) for size in shape]
    size = [-1 if choices.chance(4) else choices.integer(0, whole - first) for first, whole in zip(begin, shape)]
    dtype = choices.pick([np.int32, np.int64])
    return moved(
        choices,
        op,
        shape,
        [ints(choices, begin, dtype), ints(choices, size, dtype)],
        table=options("Slice"),
        dtypes=WIDER[:8],
    )


@maker("STRIDED_SLICE")
def strided(choices, op):
    shape = choices.shape(1, 4)
    strides = [choices.pick([1, 2, 3, -1, -2]) for _ in shape]
    begin = [choices.integer(0, size) - (size if choices.chance(3) else 0) for size in shape]
    end = [choices.integer(0, size) - (size if choices.chance(3) else 0) for size in shape]
    masks = {
        name: choices.below(2 ** len(shape)) if choices.chance(3) else 0
        for name in ("beginMask", "endMask", "shrinkAxisMask")
    }
    if masks["shrinkAxisMask"]:
        begin = [min(place, size - 1) if size else 0 for place, size in zip(begin, shape)]
        strides = [1 if masks["shrinkAxisMask"] >> place & 1 else stride for place, stride in enumerate(strides)]
        masks["beginMask"] &= ~masks["shrinkAxisMask"]
    return moved(
        choices,
        op,
        shape,
        [ints(choices, vector) for vector in (begin, end, strides)],
        table=options("StridedSlice", **masks),
        dtypes=WIDER[:8],
    )


@maker("CONCATENATION")
def concatenation(choices, op):
    shape = list(choices.shape(1, 4))
    along = choices.below(len(shape))
    dtype = choices.pick(MOVED)
    same = quantization(choices, dtype)
    operands = []
    for _ in range(choices.integer(1, 5)):
        own = quantization(choices, dtype) if dtype == "uint8" and choices.chance(2) else same
        shape[along] = choices.extent()
        operands.append(operand(choices, dtype, tuple(shape), own))
    if all(callable(one) for one in operands):
        operands[0] = operand(choices, dtype, tuple(shape), same, constant=0)
    table = options("Concatenation", axis=along - len(shape) if choices.chance(3) else along)
    return single(op, {"int16": "int16x8"}.get(dtype, dtype), operands, [(dtype, same)], table)


@maker("SPLIT", "SPLIT_V")
def splits(choices, op):
    shape = list(choices.shape(1, 4))
    place = axis(choices, len(shape))
    dtypes = [dtype for dtype in MOVED if dtype != "bool"]
    if op == "SPLIT":
        parts = choices.integer(1, 4)
        shape[place] = parts * choices.integer(1, 4)
        dtype = choices.pick(dtypes)
        same = quantization(choices, dtype)
        value = operand(choices, dtype, tuple(shape), same, constant=0)
        return single(
            op, dtype, [np.asarray(place, np.int32), value], [(dtype, same)] * parts, options("Split", numSplits=parts)
        )
    sizes = [choices.integer(0, 4) for _ in range(choices.integer(1, 4))]
    shape[place] = sum(sizes)
    if choices.chance(3):
        sizes[choices.below(len(sizes))] = -1
    return moved(
        choices,
        op,
        tuple(shape),
        [np.asarray(sizes, np.int32), np.asarray(place, np.int32)],
        len(sizes),
        options("SplitV", numSplits=len(sizes)),
        dtypes,
    )


@maker("PACK", "UNPACK")
def packs(choices, op):
    shape, count = choices.shape(0 if op == "PACK" else 1, 4), choices.integer(1, 4)
    place = axis(choices, len(shape) + (op == "PACK"))
    dtype = choices.pick(["int8", "float32", "uint8", "int16", "int32"])
    same = quantization(choices, dtype)
    if op == "PACK":
        operands = [operand(choices, dtype, shape, same, constant=0) for _ in range(count)]
        return single(op, dtype, operands, [(dtype, same)], options("Pack", axis=place, valuesCount=count))
    shape = list(shape)
    shape[place] = count
    return single(
        op,
        dtype,
        [operand(choices, dtype, tuple(shape), same, constant=0)],
        [(dtype, same)] * count,
        options("Unpack", axis=place, num=count),
    )


@maker("GATHER", "GATHER_ND")
def gathers(choices, op):
    shape = [max(1, size) for size in choices.shape(1, 4)]
    dtype = choices.pick([np.int32, np.int64])
    random = choices.generator()
    if op == "GATHER_ND":
        deep = choices.integer(1, len(shape))
        outer = choices.shape(0, 2)
        places = np.stack([random.integers(0, size, outer) for size in shape[:deep]], -1).astype(dtype)
        return moved(choices, op, tuple(shape), [ints(choices, places, dtype)], table=options("GatherNd"))
    place = choices.below(len(shape))
    batch = choices.integer(0, place) if choices.chance(4) else 0
    outer = (*shape[:batch], *choices.shape(0, 2))
    places = random.integers(0, shape[place], outer).astype(dtype)
    signed = place - len(shape) if choices.chance(3) else place
    return moved(
        choices, op, tuple(shape), [ints(choices, places, dtype)], table=options("Gather", axis=signed, batchDims=batch)
    )


@maker("SCATTER_ND")
def scatter(choices, op):
    shape = [max(1, size) for size in choices.shape(1, 3)]
    deep = choices.integer(1, len(shape))
    random, count = choices.generator(), choices.integer(1, 5)
    places = np.stack([random.integers(0, size, count) for size in shape[:deep]], -1).astype(np.int32)
    dtype = choices.pick(["float32", "int8", "uint8", "int32", "int64"])
    return single(
        op,
        dtype,
        [ints(choices, places), operand(choices, dtype, (count, *shape[deep:]), constant=0), ints(choices, shape)],
        [dtype],
        options("ScatterNd"),
    )


@maker("TILE", "BROADCAST_TO")
def repeats(choices, op):
    shape = choices.shape(1, 4, 4)
    if op == "TILE":
        times = [choices.integer(0 if choices.chance(30) else 1, 3) for _ in shape]
        return moved(choices, op, shape, [ints(choices, times)], table=options("Tile"), dtypes=MOVED)
    source = tuple(1 if choices.chance(2) else size for size in shape)
    target = (*(choices.integer(1, 3) for _ in range(choices.below(3))), *shape)
    return moved(choices, op, source, [ints(choices, target)], table=options("BroadcastTo"), dtypes=MOVED)


@maker("REVERSE_V2")
def reverse(choices, op):
    shape = choices.shape(1, 4)
    first = choices.below(len(shape))
    axes = [first, *(place for place in range(first + 1, len(shape)) if choices.chance(2))]
    return moved(choices, op, shape, [np.asarray(axes, np.int32)], table=options("ReverseV2"))


@maker("REVERSE_SEQUENCE")
def reverse_sequence(choices, op):
    shape = choices.shape(2, 4)
    along, batch = choices.pick([(0, 1), (1, 0), (len(shape) - 1, 0)])
    lengths = choices.generator().integers(0, shape[along] + 1, shape[batch]).astype(choices.pick([np.int32, np.int64]))
    return moved(
        choices,
        op,
        shape,
        [ints(choices, lengths, lengths.dtype)],
        table=options("ReverseSequence", seqDim=along, batchDim=batch),
        dtypes=["float32", "uint8", "int16", "int32", "int64"],
    )


@maker("DEPTH_TO_SPACE", "SPACE_TO_DEPTH")
def depths(choices, op):
    block = choices.integer(1, 3)
    spread = (1, block) if op == "DEPTH_TO_SPACE" else (block, 1)
    shape = (
        choices.integer(1, 2),
        choices.extent() * spread[0],
        choices.extent() * spread[0],
        choices.integer(1, 5) * spread[1] ** 2,
    )
    table = options("DepthToSpace" if op == "DEPTH_TO_SPACE" else "SpaceToDepth", blockSize=block)
    return moved(choices, op, shape, [], table=table, dtypes=["int8", "float32", "uint8", "int32", "int64"])


@maker("BATCH_TO_SPACE_ND", "SPACE_TO_BATCH_ND")
def batches(choices, op):
    deep = choices.pick([2, 2, 1])
    block = [choices.integer(1, 3) for _ in range(deep)]
    inner, depth, batch = [choices.integer(1, 4) for _ in range(deep)], choices.extent(5), choices.integer(1, 2)
    edges = [(choices.integer(0, size * step - 1) if choices.chance(2) else 0, 0) for size, step in zip(inner, block)]
    if op == "BATCH_TO_SPACE_ND":
        shape = (batch * int(np.prod(block)), *inner, depth)
    else:
        shape = (batch, *(size * step - edge[0] for size, step, edge in zip(inner, block, edges)), depth)
    table = options("BatchToSpaceND" if op == "BATCH_TO_SPACE_ND" else "SpaceToBatchND")
    return moved(choices, op, shape, [ints(choices, block), ints(choices, edges)], table=table)


@maker("DYNAMIC_UPDATE_SLICE")
def update(choices, op):
    shape = choices.shape(1, 4)
    size = tuple(choices.integer(min(1, whole), whole) for whole in shape)
    start = np.asarray([choices.integer(0, whole + 1) - choices.below(2) for whole in shape], np.int32)
    dtype = choices.pick(MOVED)
    operands = [operand(choices, dtype, shape, constant=0), operand(choices, dtype, size, constant=0), ("int32", start)]
    return single(op, dtype, operands, [dtype])


@maker("MATRIX_DIAG", "MATRIX_SET_DIAG")
def diagonals(choices, op):
    dtype = choices.pick(["float32", "int8", "uint8", "int16", "int32", "int64"])
    shape = choices.shape(1 if op == "MATRIX_DIAG" else 2, 3)
    if op == "MATRIX_DIAG":
        return single(op, dtype, [operand(choices, dtype, shape, constant=0)], [dtype], options("MatrixDiag"))
    inner = (*shape[:-2], min(shape[-2:]))
    return single(
        op,
        dtype,
        [operand(choices, dtype, one, constant=0) for one in (shape, inner)],
        [dtype],
        options("MatrixSetDiag"),
    )


@maker("ONE_HOT")
def one_hot(choices, op):
    dtype = choices.pick(["float32", "int8", "uint8", "int32", "int64", "bool"])
    shape, deep = choices.shape(0, 3), choices.integer(1, 6)
    places = choices.generator().integers(-1, deep + 1, shape).astype(choices.pick([np.int32, np.int64]))
    operands = [
        (str(places.dtype), places),
        ints(choices, deep),
        operand(choices, dtype, (), constant=0),
        operand(choices, dtype, (), constant=0),
    ]
    return single(op, dtype, operands, [dtype], options("OneHot", axis=choices.integer(0, len(shape) + 1) - 1))


@maker("FILL")
def fill(choices, op):
    dtype = choices.pick(WIDER)
    return single(
        op,
        dtype,
        [ints(choices, choices.shape(0, 4)), operand(choices, dtype, (), constant=0)],
        [dtype],
        options("Fill"),
    )


@maker("RANGE")
def ranges(choices, op):
    dtype = choices.pick(["int32", "int64", "float32"])
    start, step, count = choices.integer(0, 9) - 4, choices.pick([1, 2, 3, -1, -2]), choices.integer(0, 9)
    part = choices.pick([1, 4]) if dtype == "float32" else 1
    ends = [np.asarray(value / part, dtype) for value in (start, start + step * count, step)]
    return single(op, dtype, [(dtype, end) for end in ends], [dtype], options("Range"))


@maker("SHAPE", "RANK")
def shapes(choices, op):
    dtype = choices.pick(MOVED)
    value = operand(choices, dtype, choices.shape(0, 5), constant=0)
    target = choices.pick(["int32", "int64"]) if op == "SHAPE" else "int32"
    table = options("Shape", outType=TYPES[target]) if op == "SHAPE" else options("Rank")
    return single(op, dtype, [value], [target], table)


@maker("WHERE", "UNIQUE")
def found(choices, op):
    if op == "WHERE":
        dtype = choices.pick(["bool", "int32", "int8", "int64", "uint8", "uint32"])
        return single(
            op,
            dtype,
            [operand(choices, dtype, choices.shape(1, 4), None, 0, 1, constant=0)],
            ["int64"],
            options("Where"),
        )
    dtype = choices.pick(["float32", "int8", "int16", "int32", "int64", "uint8"])
    value = array(choices, dtype, (choices.extent(20),), 0, 5)
    value = np.round(value) if dtype == "float32" else value
    return single(op, dtype, [(dtype, value)], [dtype, "int32"], options("Unique"))


@maker("BROADCAST_ARGS")
def broadcast_args(choices, op):
    dtype = choices.pick([np.int32, np.int64])
    first, second = choices.broadcast()
    operands = [(np.dtype(dtype).name, np.asarray(shape, dtype)) for shape in (first, second)]
    return single(op, np.dtype(dtype).name, operands, [np.dtype(dtype).name])


@maker("SPARSE_TO_DENSE")
def sparse_to_dense(choices, op):
    dtype = choices.pick(["float32", "int8", "uint8", "int32", "int64"])
    shape = [choices.integer(1, 6) for _ in range(choices.integer(1, 3))]
    count = choices.integer(1, int(np.prod(shape)))
    flat = np.sort(choices.generator().choice(int(np.prod(shape)), count, replace=False))
    places = np.stack(np.unravel_index(flat, shape), -1).astype(np.int32)
    operands = [
        places if len(shape) > 1 else places[:, 0].copy(),
        np.asarray(shape, np.int32),
        operand(choices, dtype, (count,), constant=0),
        operand(choices, dtype, (), constant=0),
    ]
    return single(op, dtype, operands, [dtype], options("SparseToDense"))


@maker("DILATE", "STABLEHLO_PAD")
def spread(choices, op):
    shape = choices.shape(1, 3)
    dtype = choices.pick(WIDER)
    operands = [operand(choices, dtype, shape, constant=0)]
    if op == "DILATE":
        operands.append(np.asarray([choices.integer(1, 3) for _ in shape], np.int32))
        operands.append(operand(choices, dtype, (), constant=0))
        return single(op, dtype, operands, [dtype], options("Dilate"))
    operands.append(operand(choices, dtype, (), constant=0))
    low, high = ([choices.pick([0, 1, 2, -1]) for _ in shape] for _ in range(2))
    return single(
        op,
        dtype,
        operands,
        [dtype],
        options(
            "StablehloPad",
            edgePaddingLow=low,
            edgePaddingHigh=high,
            interiorPadding=[choices.integer(0, 2) for _ in shape],
        ),
    )
