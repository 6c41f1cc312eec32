"""Cases of the ops with weights that `matrix.py` left out: products, volumes, tables, small and sparse weights."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from common import (
    ACTIVATIONS, SAME, VALID, Graph, Quant, fitted, i32, options, quant, random_for, scalar, single, values,
)


def volumes():
    for number in range(2):
        random = random_for("CONV_3D", number)
        fields = dict(padding=VALID if number else SAME, strideD=1 + number, strideH=1, strideW=2, dilationDFactor=1,
                      dilationHFactor=1, dilationWFactor=1, fusedActivationFunction=ACTIVATIONS["NONE"])
        filters, bias = values(random, "float32", (2, 2, 3, 3, 4)), values(random, "float32", (4,))
        image = ("float32", values(random, "float32", (1, 3, 4, 5, 3)))
        yield single("CONV_3D", "float32", [image, filters, bias][: 3 - number], ["float32"], options("Conv3D", **fields))
        fields["strideD"] = 2
        shape = i32(1, 6, 4, 10, 3) if number == 0 else i32(1, 4, 5, 7, 3)
        image = ("float32", values(random, "float32", (1, 3, 4, 5, 4) if number == 0 else (1, 2, 4, 3, 4)))
        yield single("CONV_3D_TRANSPOSE", "float32", [shape, filters, image], ["float32"], options("Conv3D", **fields))


PRODUCTS = [((2, 3, 5), (2, 5, 4), False, False), ((3, 5), (2, 4, 5), False, True), ((1, 5, 3), (2, 5, 4), True, False)]


def products():
    for kind, (x, y, result) in {"float32": ("float32",) * 3, "int8": ("int8",) * 3, "int16": ("int16",) * 3,
                                 "int16x8": ("int16", "int8", "int16"), "int32": ("int8", "int8", "int32")}.items():
        for number, (left, right, adj_x, adj_y) in enumerate(PRODUCTS):
            random = random_for("BATCH_MATMUL", kind, number)
            scales = {"int8": 0.02, "int16": 0.0002}
            first = x in scales and Quant(scales[x], 5 if x == "int8" else 0) or None
            second = y in scales and Quant(scales[y], -3 if y == "int8" and kind == "int8" else 0) or None
            third = fitted(random, result, number == 1, 0.1 if result == "int8" else 0.001) if kind != "int32" else None
            operands = [(x, values(random, x, left), first), (y, values(random, y, right), second)]
            yield single("BATCH_MATMUL", "int8" if kind == "int32" else kind, operands, [(result, third)],
                         options("BatchMatMul", adjX=adj_x, adjY=adj_y))
    for asymmetric in (False, True):
        random = random_for("BATCH_MATMUL", "hybrid", asymmetric)
        weights = values(random, "int8", (6, 4), -127, 127)
        table = options("BatchMatMul", asymmetricQuantizeInputs=asymmetric)
        yield single("BATCH_MATMUL", "hybrid", [("float32", values(random, "float32", (3, 6))),
                                                lambda graph: graph.constant(weights, Quant(0.01))], ["float32"], table)


def small_weights():
    """FULLY_CONNECTED, CONV_2D and DEPTHWISE_CONV_2D with weights of 4 and 2 bits or of 16."""
    for kind, activations, weights in (("int4", "int8", "int4"), ("int2", "int8", "int2"), ("int16x4", "int16", "int4"),
                                       ("hybrid_int4", "float32", "int4")):
        for channels in (1, 5):
            random = random_for("FULLY_CONNECTED", kind, channels)
            low, high = (-2, 1) if weights == "int2" else (-7, 7)
            matrix = random.integers(low, high, (5, 8), endpoint=True)
            first = quant(random, activations, scale=0.02 if activations == "int8" else 0.0002)
            scales = random.uniform(0.01, 0.05, channels)
            graph = Graph()
            operands = [graph.input(values(random, activations, (3, 8)), first),
                        graph.packed(matrix, weights, Quant(scales)), -1]
            graph.op("FULLY_CONNECTED", operands, [(activations, fitted(random, activations, scale=0.05))],
                     options("FullyConnected"), kind)
            yield "FULLY_CONNECTED", kind, graph
    for kind in ("int4", "int16x4", "hybrid_int4"):
        # The reference's depthwise kernels read int4 only with int8 activations.
        for op in ("CONV_2D", "DEPTHWISE_CONV_2D")[: 2 if kind == "int4" else 1]:
            dtype = {"int4": "int8", "int16x4": "int16", "hybrid_int4": "float32"}[kind]
            random = random_for(op, kind)
            shape = (4, 2, 2, 3) if op == "CONV_2D" else (1, 2, 2, 3)
            filters = random.integers(-7, 7, shape, endpoint=True)
            channels = shape[0 if op == "CONV_2D" else 3]
            weights = Quant(random.uniform(0.01, 0.05, channels), axis=0 if op == "CONV_2D" else 3)
            graph = Graph()
            first = quant(random, dtype, scale=0.02 if dtype == "int8" else 0.0002)
            operands = [graph.input(values(random, dtype, (1, 4, 5, 3)), first), graph.packed(filters, "int4", weights)]
            zeros = np.zeros(channels, {"int8": np.int32, "int16": np.int64, "float32": np.float32}[dtype])
            bias_scale = None if first is None else Quant(weights.scale * first.scale[0])
            operands.append(graph.constant(zeros, bias_scale))
            fields = dict(padding=SAME, strideH=1, strideW=2, dilationHFactor=1, dilationWFactor=1)
            if op == "DEPTHWISE_CONV_2D":
                fields["depthMultiplier"] = 1
            table = options("Conv2D" if op == "CONV_2D" else "DepthwiseConv2D", **fields)
            graph.op(op, operands, [(dtype, fitted(random, dtype, scale=0.05))], table, kind)
            yield op, kind, graph
    for kind, (x, weights, result) in {"int16": ("int16", "int16", "int16"), "uint8": ("uint8", "uint8", "int16")}.items():
        random = random_for("FULLY_CONNECTED", kind, "wide")
        matrix, wanted = values(random, weights, (5, 8)), Quant(0.001)
        first = Quant(0.0002 if x == "int16" else 0.02, 0 if x == "int16" else 120)
        of_weights = Quant(0.0001 if x == "int16" else 0.01, 0 if x == "int16" else 130)
        zeros = np.zeros(5, np.int64 if x == "int16" else np.int32)
        of_bias = Quant(first.scale[0] * of_weights.scale[0])
        yield single("FULLY_CONNECTED", kind, [(x, values(random, x, (3, 8)), first),
                                               lambda graph, m=matrix, q=of_weights: graph.constant(m, q),
                                               lambda graph, z=zeros, q=of_bias: graph.constant(z, q)],
                     [(result, wanted)], options("FullyConnected"))


def rows_of(matrix, block):
    """Segments and indices of the blocks of a matrix that are not zero, and their values."""
    found = [[at for at in range(row.size // block) if row[at * block:(at + 1) * block].any()] for row in matrix]
    segments = np.cumsum([0, *map(len, found)]).astype(np.int32)
    indices = np.asarray([at for row in found for at in row], np.int32)
    kept = [row[at * block:(at + 1) * block] for row, places in zip(matrix, found) for at in places]
    return segments, indices, np.concatenate(kept)


def sparse(graph, matrix, block, quantized=None):
    """A matrix as a constant without its blocks of zeros."""
    segments, indices, kept = rows_of(matrix, block)
    index = graph.constant(kept, quantized)
    tensor = graph.subgraph.tensors[index]
    tensor.shape = np.asarray(matrix.shape, np.int32)
    dense, csr = schema.DimensionMetadataT(), schema.DimensionMetadataT()
    dense.format, dense.denseSize = schema.DimensionType.DENSE, matrix.shape[0]
    csr.format = schema.DimensionType.SPARSE_CSR
    csr.arraySegmentsType = csr.arrayIndicesType = schema.SparseIndexVector.Int32Vector
    csr.arraySegments, csr.arrayIndices = schema.Int32VectorT(), schema.Int32VectorT()
    csr.arraySegments.values, csr.arrayIndices.values = segments, indices
    table = schema.SparsityParametersT()
    table.traversalOrder, table.dimMetadata = [0, 1], [dense, csr]
    if block > 1:
        inner = schema.DimensionMetadataT()
        inner.format, inner.denseSize = schema.DimensionType.DENSE, block
        table.traversalOrder, table.blockMap = [0, 1, 2], [1]
        table.dimMetadata.append(inner)
    tensor.sparsity = table
    return index


def with_holes(random, dtype, shape, block):
    """Values of which about half the blocks are zero."""
    value = values(random, dtype, shape, *((-127, 127) if dtype == "int8" else ()))
    holes = np.repeat(random.integers(0, 2, (shape[0], shape[1] // block)), block, axis=1)
    holes[0, :block] = 1
    return (value * holes).astype(dtype)


def sparse_weights():
    for dtype in ("float32", "float16", "int8"):
        random = random_for("DENSIFY", dtype)
        matrix = with_holes(random, dtype, (3, 4), 1)
        graph = Graph()
        dense = graph.op("DENSIFY", [sparse(graph, matrix, 1)], [(dtype, None)], options("Densify"))
        if dtype == "float16":
            dense = graph.op("DEQUANTIZE", [dense], [("float32", None)], options("Dequantize"))
        name = "int8" if dtype == "int8" else "float32"
        other = graph.input(values(random, name, (3, 4)))
        graph.op("CONCATENATION", [dense, other], [(name, None)], options("Concatenation", axis=0))
        yield "DENSIFY", dtype, graph
    for dtype, block in (("float32", 1), ("float32", 4), ("int8", 16)):
        for number in range(3):
            random = random_for("FULLY_CONNECTED", "sparse", dtype, block, number)
            matrix = with_holes(random, dtype, (8, 48), block)
            graph = Graph()
            first = quant(random, dtype, number == 1, scale=0.05)
            weights = None
            if dtype == "int8":
                weights = Quant(random.uniform(0.005, 0.02, 8 if number == 2 else 1))
            operands = [graph.input(values(random, dtype, (3, 48)), first), sparse(graph, matrix, block, weights)]
            bias = values(random, "float32", (8,)) if dtype == "float32" else \
                random.integers(-3000, 3000, 8).astype(np.int32)
            operands.append(graph.constant(bias, None if first is None else Quant(weights.scale * first.scale[0])))
            result = fitted(random, dtype, number == 1, 0.1)
            graph.op("FULLY_CONNECTED", operands, [(dtype, result)],
                     options("FullyConnected", fusedActivationFunction=ACTIVATIONS["RELU" if number else "NONE"]), dtype)
            # numerics of sparse rows: version 8.
            graph.model_table.operatorCodes[-1].version = 8
            yield "FULLY_CONNECTED", f"sparse_{dtype}", graph


def blockwise(graph, matrix, block, scales, dtype="int4"):
    """int4 weights with a float16 scale for each block of a row."""
    index = graph.packed(matrix, dtype)
    kept = graph.constant(scales.astype(np.float16))
    details = schema.BlockwiseQuantizationT()
    details.scales, details.blockSize, details.zeroPoints = kept, block, -1
    table = schema.QuantizationParametersT()
    table.detailsType, table.details = schema.QuantizationDetails.BlockwiseQuantization, details
    table.quantizedDimension = 0
    graph.subgraph.tensors[index].quantization = table
    return index


def blocks():
    for number in range(2):
        random = random_for("FULLY_CONNECTED", "blockwise", number)
        graph = Graph()
        matrix = random.integers(-8, 7, (16, 64), endpoint=True)
        operands = [graph.input(values(random, "float32", (2, 64))),
                    blockwise(graph, matrix, 32, random.uniform(0.01, 0.1, (16, 2))), -1]
        graph.op("FULLY_CONNECTED", operands, [("float32", None)],
                 options("FullyConnected", asymmetricQuantizeInputs=number == 1), "hybrid")
        yield "FULLY_CONNECTED", "blockwise", graph
        random = random_for("EMBEDDING_LOOKUP", "blockwise", number)
        graph = Graph()
        matrix = random.integers(-8, 7, (6, 64), endpoint=True)
        graph.op("EMBEDDING_LOOKUP", [graph.input(i32(3, 0, 5)),
                                      blockwise(graph, matrix, 32, random.uniform(0.01, 0.1, (6, 2)))], [("float32", None)])
        yield "EMBEDDING_LOOKUP", "blockwise", graph


def tables():
    for dtype in ("float32", "int8", "uint8", "int16", "int32", "int64"):
        value = values(random_for("EMBEDDING_LOOKUP", dtype), dtype, (5, 3))
        yield single("EMBEDDING_LOOKUP", dtype, [("int32", i32(4, 0, 4)), value], [dtype])
    for target in ("float32", "float16"):
        for kind in ("int8", "uint8", "int4", "int2"):
            for scales in (1, 5):
                random = random_for("EMBEDDING_LOOKUP", kind, target, scales)
                low, high = {"int8": (-128, 127), "uint8": (0, 127), "int4": (-8, 7), "int2": (-2, 1)}[kind]
                value = random.integers(low, high, (5, 8), endpoint=True)
                of = Quant(random.uniform(0.01, 0.1, scales))

                def table(graph, value=value, kind=kind, of=of):
                    return graph.constant(value.astype(kind), of) if "8" in kind else graph.packed(value, kind, of)

                yield single("EMBEDDING_LOOKUP", "hybrid", [("int32", i32(4, 0, 2)), table], [target])
    for number in range(3):
        random = random_for("EMBEDDING_LOOKUP_SPARSE", number)
        operands = [("int32", i32(1, 3, 0)), ("int32", i32([0, 0], [2, 0], [2, 1])), ("int32", i32(3, 2)),
                    ("float32", values(random, "float32", (3,), 0.5, 2.0)), values(random, "float32", (4, 5))]
        yield single("EMBEDDING_LOOKUP_SPARSE", "float32", operands, ["float32"],
                     options("EmbeddingLookupSparse", combiner=number))
    for dtype in ("float32", "int8", "uint8", "int32", "int64", "string"):
        random = random_for("HASHTABLE_LOOKUP", dtype)
        shape = (4,) if dtype == "string" else (4, 2)
        operands = [("int32", i32(7, 2, 9)), ("int32", i32(1, 2, 5, 7)), (dtype, values(random, dtype, shape))]
        yield single("HASHTABLE_LOOKUP", dtype, operands, [dtype, "uint8"])
    for number, dtype in enumerate(("int32", "float32", "uint8", "int64")):
        random = random_for("LSH_PROJECTION", dtype)
        operands = [values(random, "float32", (3, 2)), (dtype, values(random, dtype, (5, 2)))]
        operands += [("float32", values(random, "float32", (5,)))] if number % 2 else []
        yield single("LSH_PROJECTION", dtype, operands, ["int32"], options("LSHProjection", type=1 + number // 2))
    sentence = np.asarray([b"the quick brown fox jumps"], object)
    for size, skip, every in ((2, 0, False), (3, 1, True), (2, 2, False)):
        table = options("SkipGram", ngramSize=size, maxSkipSize=skip, includeAllNgrams=every)
        yield single("SKIP_GRAM", "string", [("string", sentence)], ["string"], table)


def cases():
    """(op, kind, graph) of every case."""
    for maker in (volumes, products, small_weights, sparse_weights, blocks, tables):
        yield from maker()
