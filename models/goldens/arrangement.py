"""Cases of the ops that move elements and were not made by `movement.py`, and of the types that it left out."""

import numpy as np

from common import NUMBERS, TYPES, i32, i64, options, random_for, scalar, single, values

COMPLEX = ["complex64", "complex128"]
FEW = ["float16", "bfloat16", "int8", "uint8", "int16", "int32", "int64", "float32", "bool"]
ANY = [*NUMBERS, "bool"]
# What each op takes beside its first operand, and the types.
ONE_OPERAND = {
    "BATCH_TO_SPACE_ND": (ANY, (4, 2, 3, 2), [i32(2, 2), i32([0, 1], [0, 0])], "BatchToSpaceND"),
    "SPACE_TO_BATCH_ND": (ANY, (1, 4, 3, 2), [i32(2, 2), i32([0, 0], [1, 0])], "SpaceToBatchND"),
    "BROADCAST_TO": (ANY, (2, 1, 3), [i32(4, 2, 5, 3)], "BroadcastTo"),
    "DEPTH_TO_SPACE": (["float32", "int8", "uint8", "int32", "int64"], (1, 2, 3, 8), [], "DepthToSpace"),
    "SPACE_TO_DEPTH": (["float32", "int8", "uint8", "int32", "int64"], (1, 4, 6, 2), [], "SpaceToDepth"),
    "MIRROR_PAD": (ANY, (3, 4, 2), [i32([1, 2], [0, 3], [1, 0])], "MirrorPad"),
    "REVERSE_V2": (FEW, (2, 3, 4), [i32(1)], "ReverseV2"),
    "TILE": ([*ANY, "string"], (2, 3), [i32(2, 3)], "Tile"),
    "SLICE": ([*ANY, "string", "int4"], (3, 4, 5), [i32(1, 0, 2), i32(2, -1, 2)], "Slice"),
    "STRIDED_SLICE": ([*ANY, "string"], (3, 4, 5), [i32(0, 3, 1), i32(3, 0, 5), i32(2, -1, 2)], "StridedSlice"),
    "TRANSPOSE": ([*ANY, "int4"], (2, 3, 4), [i32(2, 0, 1)], "Transpose"),
    "PAD": (FEW, (2, 3), [i32([1, 0], [2, 1])], "Pad"),
    "EXPAND_DIMS": ([*ANY, *COMPLEX, "string", "int4"], (2, 3), [i32(1)], "ExpandDims"),
    "SQUEEZE": ([*ANY, *COMPLEX, "string", "int4"], (2, 1, 3), [], "Squeeze"),
    "RESHAPE": ([*ANY, *COMPLEX, "string", "int4"], (2, 6), [i32(3, 4)], "Reshape"),
    "RESIZE_NEAREST_NEIGHBOR": (["int8", "uint8", "int16", "int32", "bool", "float32"], (1, 3, 4, 2),
                                [i32(5, 6)], "ResizeNearestNeighbor"),
    "UNIQUE": (["float32", "int8", "int16", "int32", "int64", "uint8"], (24,), [], "Unique"),
}
EXTRA = {"DEPTH_TO_SPACE": dict(blockSize=2), "SPACE_TO_DEPTH": dict(blockSize=2), "MIRROR_PAD": dict(mode=1),
         "SQUEEZE": dict(squeezeDims=[1]), "RESHAPE": dict(newShape=[3, 4])}


def one_operand():
    for op, (dtypes, shape, others, table) in ONE_OPERAND.items():
        for dtype in dtypes:
            random = random_for(op, dtype, "arranged")
            value = values(random, dtype, shape, *((0, 6) if op == "UNIQUE" else ()))
            results = [dtype] if op != "UNIQUE" else [dtype, "int32"]
            yield single(op, dtype, [(dtype, value), *others], results, options(table, **EXTRA.get(op, {})))
    for number, dtype in enumerate(("float32", "int32", "int8")):
        random = random_for("MIRROR_PAD", dtype, "reflect")
        operands = [(dtype, values(random, dtype, (4, 5))), i64([2, 1], [0, 4])]
        yield single("MIRROR_PAD", dtype, operands, [dtype], options("MirrorPad", mode=number % 2))
        operands = [(dtype, values(random, dtype, (2, 3, 4))), i32(2, 1)]
        yield single("REVERSE_V2", dtype, operands, [dtype], options("ReverseV2"))


def padded():
    for dtype in FEW:
        random = random_for("PADV2", dtype, "arranged")
        operands = [(dtype, values(random, dtype, (2, 3))), i32([1, 0], [2, 1]), (dtype, values(random, dtype, (1,)))]
        yield single("PADV2", dtype, operands, [dtype], options("PadV2"))
    for dtype in ANY:
        random = random_for("DILATE", dtype)
        fill = values(random, dtype, ())
        yield single("DILATE", dtype, [(dtype, values(random, dtype, (2, 3, 2))), i32(2, 1, 3), (dtype, fill)], [dtype],
                     options("Dilate"))
    for dtype in [*ANY, *COMPLEX]:
        random = random_for("STABLEHLO_PAD", dtype)
        operands = [(dtype, values(random, dtype, (3, 4))), (dtype, values(random, dtype, ()))]
        for low, high, interior in (([1, -1], [0, 2], [0, 1]), ([0, 0], [2, -1], [2, 0])):
            yield single("STABLEHLO_PAD", dtype, operands, [dtype],
                         options("StablehloPad", edgePaddingLow=low, edgePaddingHigh=high, interiorPadding=interior))


def joined():
    wide = ["float32", "float16", "bfloat16", "int8", "uint8", "int16", "int32", "uint32", "int64", "bool", "int4"]
    for dtype in wide:
        random = random_for("CONCATENATION", dtype, "arranged")
        operands = [(dtype, values(random, dtype, (2, size))) for size in (3, 1, 2)]
        yield single("CONCATENATION", dtype, operands, [dtype], options("Concatenation", axis=1))
    for dtype in ["float32", "int8", "uint8", "int16", "int32", "uint32", "int64"]:
        random = random_for("PACK", dtype, "arranged")
        operands = [(dtype, values(random, dtype, (2, 3))) for _ in range(3)]
        yield single("PACK", dtype, operands, [dtype], options("Pack", axis=1, valuesCount=3))
    for dtype in ["float32", "float16", "bfloat16", "int8", "uint8", "int16", "int32", "bool"]:
        value = values(random_for("UNPACK", dtype, "arranged"), dtype, (2, 3))
        yield single("UNPACK", dtype, [(dtype, value)], [dtype] * 3, options("Unpack", axis=1, num=3))
    for dtype in ["float32", "int8", "uint8", "int16", "int32", "int64"]:
        value = values(random_for("SPLIT", dtype, "arranged"), dtype, (2, 6))
        yield single("SPLIT", dtype, [scalar(1), (dtype, value)], [dtype] * 3, options("Split", numSplits=3))
        yield single("SPLIT_V", dtype, [(dtype, value), i32(1, 3, 2), i32(1)], [dtype] * 3, options("SplitV", numSplits=3))


def looked_up():
    # int4 reads past the table in the reference.
    for dtype in [*FEW, "string"]:
        random = random_for("GATHER", dtype, "arranged")
        operands = [(dtype, values(random, dtype, (4, 3) if dtype != "string" else (4,))), i32(3, 0, 0, 2)]
        yield single("GATHER", dtype, operands, [dtype], options("Gather", axis=0))
    for dtype in [*FEW, "string"]:
        random = random_for("GATHER_ND", dtype)
        operands = [(dtype, values(random, dtype, (4, 3, 2))), i32([0, 2], [3, 1])]
        yield single("GATHER_ND", dtype, operands, [dtype], options("GatherNd"))
        operands[1] = i64([[1], [3]], [[0], [2]])
        yield single("GATHER_ND", dtype, operands, [dtype], options("GatherNd"))
    for dtype in ANY:
        random = random_for("STABLEHLO_GATHER", dtype)
        table = options("StablehloGather", offsetDims=[1, 2], collapsedSliceDims=[0], startIndexMap=[0, 1],
                        indexVectorDim=1, sliceSizes=[1, 2, 3])
        starts = np.asarray([[0, 1], [2, 0], [3, 5]], np.int64)
        operands = [(dtype, values(random, dtype, (4, 5, 3))), ("int64", starts)]
        op, kind, graph = single("STABLEHLO_GATHER", dtype, operands, [dtype], table)
        # The reference reads the result's rank from the file.
        graph.set_shapes({graph.subgraph.operators[-1 if dtype != "bfloat16" else -2].outputs[0]: (3, 2, 3)})
        yield op, kind, graph
    for dtype in ["uint8", "int16", "int32", "int64", "float32"]:
        random = random_for("REVERSE_SEQUENCE", dtype)
        for number in range(2):
            operands = [(dtype, values(random, dtype, (3, 4, 2))), i32(2, 4, 1)]
            if number:
                operands = [(dtype, values(random, dtype, (4, 2, 3))), i64(3, 1, 2)]
            table = options("ReverseSequence", seqDim=0 if number else 1, batchDim=2 if number else 0)
            yield single("REVERSE_SEQUENCE", dtype, operands, [dtype], table)


def written():
    for dtype in [*ANY, "int4", *COMPLEX]:
        random = random_for("DYNAMIC_UPDATE_SLICE", dtype)
        operands = [(dtype, values(random, dtype, (4, 6))), (dtype, values(random, dtype, (2, 2))), ("int32", i32(1, 4))]
        yield single("DYNAMIC_UPDATE_SLICE", dtype, operands, [dtype])
    for dtype in ["float32", "int8", "uint8", "int32", "int64", "bool"]:
        random = random_for("SCATTER_ND", dtype)
        indices = i32([4], [1], [4]) if dtype != "bool" else i32([4], [1], [2])
        yield single("SCATTER_ND", dtype, [("int32", indices), (dtype, values(random, dtype, (3, 2))), i32(6, 2)], [dtype],
                     options("ScatterNd"))
    for dtype in ["float32", "int8", "uint8", "int32", "int64"]:
        random = random_for("SPARSE_TO_DENSE", dtype)
        value = values(random, dtype, (3,))
        operands = [i32([0, 1], [1, 2], [2, 0]), i32(3, 4), (dtype, value), (dtype, values(random, dtype, ()))]
        yield single("SPARSE_TO_DENSE", dtype, operands, [dtype], options("SparseToDense"))
        operands = [i64(1, 4), i64(6), (dtype, np.asarray(value[0])), (dtype, np.asarray(value[1]))]
        yield single("SPARSE_TO_DENSE", dtype, operands, [dtype], options("SparseToDense"))
    for dtype in ["int8", "uint8", "int16", "int32", "int64", "float32"]:
        random = random_for("MATRIX_DIAG", dtype)
        yield single("MATRIX_DIAG", dtype, [(dtype, values(random, dtype, (2, 3)))], [dtype], options("MatrixDiag"))
        operands = [(dtype, values(random, dtype, (2, 3, 4))), (dtype, values(random, dtype, (2, 3)))]
        yield single("MATRIX_SET_DIAG", dtype, operands, [dtype], options("MatrixSetDiag"))
    for dtype in ["int8", "uint8", "int32", "int64", "float32", "bool"]:
        random = random_for("ONE_HOT", dtype)
        for number in range(2):
            on, off = (values(random, dtype, ()) for _ in range(2))
            indices = scalar([0, 3, -1, 2], np.int64 if number else np.int32)
            operands = [(str(indices.dtype), indices), scalar(4), (dtype, on), (dtype, off)]
            yield single("ONE_HOT", dtype, operands, [dtype], options("OneHot", axis=-1 if number else 0))


def shaped():
    for dtype in ("int32", "int64"):
        operands = [(dtype, scalar([2, 1, 3], dtype)), (dtype, scalar([4, 1], dtype))]
        yield single("BROADCAST_ARGS", dtype, operands, [dtype])
    for dtype in ["bool", "float32", "int8", "int32", "int64", "uint8", "uint32"]:
        value = values(random_for("WHERE", dtype), dtype, (3, 5), 0, 2)
        if dtype == "float32":
            value = np.where(value < 1, np.float32(0), value)
        yield single("WHERE", dtype, [(dtype, value)], ["int64"], options("Where"))


def carried_unique():
    """Positions as int64."""
    value = values(random_for("UNIQUE", "int64 positions"), "float32", (9,), 0, 3).round()
    yield single("UNIQUE", "float32", [("float32", value)], ["float32", "int64"],
                 options("Unique", idxOutType=TYPES["int64"]))


def cases():
    """(op, kind, graph) of every case."""
    for maker in (one_operand, padded, joined, looked_up, written, shaped, carried_unique):
        yield from maker()
