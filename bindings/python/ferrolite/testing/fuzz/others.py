"""Cases of operators of no family: bits, sparse tables, hashes, random numbers, constants that are stored sparse."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from flatbuffers import flexbuffers

from ..build import Graph
from ..operands import options, single, values
from .kit import array, ints, maker, operand, quantization

BITS = {
    "float32": ["int32", "uint32", "int8"],
    "int32": ["float32", "int16"],
    "uint8": ["int32", "int8"],
    "int16": ["uint16", "int8"],
    "float64": ["int64"],
    "int64": ["float64", "int32"],
    "float16": ["int16"],
    "uint16": ["uint8"],
}


@maker("BITCAST")
def bitcast(choices, op):
    source = choices.pick(list(BITS))
    target = choices.pick(BITS[source])
    wide, narrow = np.dtype(source).itemsize, np.dtype(target).itemsize
    shape = choices.shape(0, 3)
    shape = (*shape, narrow // wide) if narrow > wide else shape
    return single(op, source, [operand(choices, source, shape, constant=0)], [target])


@maker("EMBEDDING_LOOKUP_SPARSE")
def sparse_lookup(choices, op):
    random = choices.generator()
    rows, width, count = choices.extent(), choices.integer(1, 6), choices.integer(1, 6)
    batch = choices.integer(1, 4)
    # Sorted places of a sparse matrix, each once.
    places = np.sort(random.choice(batch * 6, min(count, batch * 6), replace=False))
    indices = np.stack(np.divmod(places, 6), -1).astype(np.int32)
    operands = [
        ("int32", random.integers(0, rows, places.size).astype(np.int32)),
        ("int32", indices),
        ("int32", np.asarray([batch, 6], np.int32)),
        ("float32", values(random, "float32", (places.size,), 0.5, 2.0)),
        array(choices, "float32", (rows, width)),
    ]
    return single(op, "float32", operands, ["float32"], options("EmbeddingLookupSparse", combiner=choices.below(3)))


@maker("LSH_PROJECTION")
def projection(choices, op):
    dtype = choices.pick(["int32", "float32", "uint8", "int64"])
    count = choices.integer(1, 8)
    operands = [
        array(choices, "float32", (choices.integer(1, 4), choices.integer(1, 8))),
        operand(choices, dtype, (count, choices.integer(1, 3)), constant=0),
    ]
    if choices.chance(2):
        operands.append(operand(choices, "float32", (count,), constant=0))
    return single(op, dtype, operands, ["int32"], options("LSHProjection", type=choices.integer(1, 2)))


@maker("RANDOM_UNIFORM", "RANDOM_STANDARD_NORMAL", "MULTINOMIAL")
def chance(choices, op):
    table = options("Random", seed=choices.integer(1, 1 << 20), seed2=choices.integer(0, 1 << 20))
    if op != "MULTINOMIAL":
        _, kind, graph = single(op, "float32", [ints(choices, choices.shape(1, 3))], ["float32"], table)
        graph.later = [[graph.values[index] for index in graph.subgraph.inputs]]
        return op, kind, graph
    dtype = choices.pick(["int32", "int64"])
    logits = array(choices, "float32", (choices.integer(1, 3), choices.extent()))
    _, kind, graph = single(
        op, dtype, [("float32", logits), np.asarray(choices.integer(1, 8), np.int32)], [dtype], table
    )
    graph.later = [[logits]]
    return op, kind, graph


@maker("NumericVerify")
def verify(choices, op):
    """A custom operator: how far a quantized tensor is from a real one."""
    dtype = choices.pick(["int8", "uint8", "int16"])
    shape = choices.shape(1, 3)
    operands = [
        operand(choices, dtype, shape, quantization(choices, dtype), constant=0),
        operand(choices, "float32", shape, constant=0),
    ]
    custom = bytes(flexbuffers.Dumps(dict(tolerance=5.0, log_if_failed=False)))
    return single(op, dtype, operands, ["float32"], custom=custom)


@maker("MIRROR_PAD", "TRANSPOSE", "SLICE", "STRIDED_SLICE")
def rare_types(choices, op):
    """The operator on a type that few models have."""
    dtype = choices.pick(["uint16", "uint32", "float16", "float64", "uint64"])
    shape = choices.shape(1, 4, 5)
    value = operand(choices, dtype, shape, constant=0)
    if op == "TRANSPOSE":
        return single(op, dtype, [value, np.asarray(range(len(shape))[::-1], np.int32)], [dtype], options("Transpose"))
    if op == "MIRROR_PAD":
        amounts = np.asarray([[min(1, max(0, size - 1))] * 2 for size in shape], np.int32)
        return single(op, dtype, [value, amounts], [dtype], options("MirrorPad", mode=choices.below(2)))
    half = [size // 2 for size in shape]
    if op == "SLICE":
        rest = [size - first for size, first in zip(shape, half)]
        vectors = [np.asarray(vector, np.int32) for vector in (half, rest)]
        return single(op, dtype, [value, *vectors], [dtype], options("Slice"))
    vectors = [np.asarray(vector, np.int32) for vector in ([0] * len(shape), shape, [2] * len(shape))]
    return single(op, dtype, [value, *vectors], [dtype], options("StridedSlice"))


@maker("DENSIFY")
def densify(choices, op):
    """A constant of which only the elements that are not zero are stored."""
    rows, columns = choices.integer(1, 5), choices.integer(1, 6)
    random, graph = choices.generator(), Graph()
    matrix = values(random, "float32", (rows, columns)) * random.integers(0, 2, (rows, columns)).astype(np.float32)
    matrix[0, 0] = 1.0
    index = graph.constant(matrix[matrix != 0])
    tensor = graph.subgraph.tensors[index]
    tensor.shape = np.asarray(matrix.shape, np.int32)
    dense, sparse = schema.DimensionMetadataT(), schema.DimensionMetadataT()
    dense.format, dense.denseSize = schema.DimensionType.DENSE, rows
    sparse.format = schema.DimensionType.SPARSE_CSR
    sparse.arraySegmentsType = sparse.arrayIndicesType = schema.SparseIndexVector.Int32Vector
    sparse.arraySegments, sparse.arrayIndices = schema.Int32VectorT(), schema.Int32VectorT()
    sparse.arraySegments.values = np.cumsum([0, *(matrix != 0).sum(axis=1)]).astype(np.int32)
    sparse.arrayIndices.values = np.nonzero(matrix)[1].astype(np.int32)
    table = schema.SparsityParametersT()
    table.traversalOrder, table.dimMetadata = [0, 1], [dense, sparse]
    tensor.sparsity = table
    graph.op("DENSIFY", [index], [("float32", None)], options("Densify"))
    return op, "float32", graph
