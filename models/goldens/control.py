"""Cases of the ops that reach beyond their operands: branches, loops, variables, hash tables, regions; custom ops."""

import numpy as np
from flatbuffers import flexbuffers

from common import TYPES, Graph, Quant, i32, i64, options, random_for, scalar, single, values


def region(graph, op, dtype, shape=(), table=None):
    """A subgraph of one operator of two operands."""
    branch = graph.branch()
    operands = [branch.tensor(dtype, shape) for _ in range(2)]
    branch.subgraph.inputs.extend(operands)
    branch.output(branch.op(op, operands, [(dtype, None)], table))
    return branch.number


def branches():
    for dtype in ("float32", "int32"):
        for truth in (True, False):
            random = random_for("IF", dtype)
            graph = Graph()
            operands = [graph.input(np.asarray([truth])), *(graph.input(values(random, dtype, (2, 3))) for _ in range(2))]
            then, other = region(graph, "ADD", dtype, (2, 3), options("Add")), region(graph, "MUL", dtype, (2, 3), options("Mul"))
            graph.op("IF", operands, [(dtype, None)], options("If", thenSubgraphIndex=then, elseSubgraphIndex=other))
            # Each run takes the other branch too.
            graph.later = [[np.asarray([not truth]), *(graph.values[index] for index in operands[1:])]]
            yield "IF", dtype, graph
    for number, dtype in enumerate(("float32", "int32", "int64", "int8")):
        random = random_for("STABLEHLO_CASE", number)
        graph = Graph()
        # The last is beyond the regions, which means the last of them.
        operands = [graph.input(scalar(number)), *(graph.input(values(random, dtype, (2, 3))) for _ in range(2))]
        regions = [region(graph, op, dtype, (2, 3)) for op in ("STABLEHLO_ADD", "STABLEHLO_MULTIPLY", "STABLEHLO_MAXIMUM")]
        graph.op("STABLEHLO_CASE", operands, [(dtype, None)], options("StablehloCase", branchSubgraphIndices=regions))
        yield "STABLEHLO_CASE", dtype, graph
    for dtype in ("float32", "int32", "int64", "float16"):
        random = random_for("STABLEHLO_COMPOSITE", dtype)
        graph = Graph()
        operands = [graph.input(values(random, dtype, (2, 3))) for _ in range(2)]
        number = region(graph, "ADD", dtype, (2, 3), options("Add"))
        result = graph.op("STABLEHLO_COMPOSITE", operands, [(dtype, None)],
                          options("StableHLOComposite", name="test.sum", decompositionSubgraphIndex=number,
                                  compositeAttributes=list(flexbuffers.Dumps({"exact": True})), version=1))
        graph.op("NEG", [result], [(dtype, None)], options("Neg"))
        yield "STABLEHLO_COMPOSITE", dtype, graph


def loops():
    for dtype in ("float32", "int32"):
        for rounds in (0, 3):
            graph = Graph()
            operands = [graph.input(scalar(rounds)), graph.input(values(random_for("WHILE", dtype), dtype, (4,)))]
            condition, body = graph.branch(), graph.branch()
            for branch in (condition, body):
                branch.subgraph.inputs.extend([branch.tensor("int32"), branch.tensor(dtype, (4,))])
            condition.output(condition.op("GREATER", [0, condition.constant(scalar(0))], [("bool", None)], options("Greater")))
            body.output(body.op("SUB", [0, body.constant(scalar(1))], [("int32", None)], options("Sub")),
                        body.op("ADD", [1, 1], [(dtype, None)], options("Add")))
            table = options("While", condSubgraphIndex=condition.number, bodySubgraphIndex=body.number)
            graph.op("WHILE", operands, [("int32", None), (dtype, None)], table)
            yield "WHILE", dtype, graph


def variables():
    """A sum that is kept: set to a constant once, then grown with each invoke."""
    for dtype in ("float32", "int32", "int8", "int64", "bool"):
        graph = Graph()
        random = random_for("ASSIGN_VARIABLE", dtype)
        arrays = [values(random, dtype, (3,), -20, 20) for _ in range(3)]
        value = graph.input(arrays[0])
        graph.later = [[array] for array in arrays[1:]]
        first = graph.branch()
        handle = options("VarHandle", container="", sharedName="sum")
        place = first.op("VAR_HANDLE", [], [("resource", None)], handle)
        first.op("ASSIGN_VARIABLE", [place, first.constant(values(random, dtype, (3,), -20, 20))], [], options("AssignVariable"))
        graph.op("CALL_ONCE", [], [], options("CallOnce", initSubgraphIndex=first.number))
        place = graph.op("VAR_HANDLE", [], [("resource", None)], handle)
        old = graph.op("READ_VARIABLE", [place], [(dtype, None)], options("ReadVariable"))
        if dtype in ("float32", "int32", "int64"):
            value = graph.op("ADD", [old, value], [(dtype, None)], options("Add"))
        graph.op("ASSIGN_VARIABLE", [place, value], [], options("AssignVariable"))
        graph.output(old, value)
        yield "ASSIGN_VARIABLE", dtype, graph


def hash_tables():
    for keys, found in (("int64", "string"), ("string", "int64")):
        graph = Graph()
        stored = {"int64": i64(5, -2, 9), "string": np.asarray([b"one", b"two", b"three"], object)}
        asked = {"int64": i64(9, 7, 5), "string": np.asarray([b"three", b"four", b"one"], object)}[keys]
        absent = {"int64": i64(-1), "string": np.asarray([b"nothing"], object)}[found]
        question = graph.input(asked)
        table = options("Hashtable", tableId=3, keyDtype=TYPES[keys], valueDtype=TYPES[found])
        first = graph.branch()
        place = first.op("HASHTABLE", [], [("resource", None)], table)
        first.op("HASHTABLE_IMPORT", [place, first.constant(stored[keys]), first.constant(stored[found])], [],
                 options("HashtableImport"))
        graph.op("CALL_ONCE", [], [], options("CallOnce", initSubgraphIndex=first.number))
        place = graph.op("HASHTABLE", [], [("resource", None)], table)
        answer = graph.op("HASHTABLE_FIND", [place, question, graph.constant(absent)], [(found, None)],
                          options("HashtableFind"))
        size = graph.op("HASHTABLE_SIZE", [place], [("int64", None)], options("HashtableSize"))
        graph.output(answer, size)
        yield "HASHTABLE", keys, graph


FOLDS = {"replace": None, "add": "STABLEHLO_ADD", "multiply": "STABLEHLO_MULTIPLY", "maximum": "STABLEHLO_MAXIMUM",
         "minimum": "STABLEHLO_MINIMUM"}


def scatters():
    dtypes = ["float32", "float64", "float16", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool"]
    for dtype in dtypes:
        for name, op in list(FOLDS.items())[: 5 if dtype in ("float32", "int32") else 2]:
            random = random_for("STABLEHLO_SCATTER", dtype, name)
            graph = Graph()
            operands = [graph.input(values(random, dtype, (5, 3))), graph.input(i64([3], [0], [3])),
                        graph.input(values(random, dtype, (3, 3)))]
            if op is None:
                branch = graph.branch()
                branch.subgraph.inputs.extend([branch.tensor(dtype), branch.tensor(dtype)])
                branch.output(1)
                number = branch.number
            else:
                number = region(graph, op, dtype)
            table = options("StablehloScatter", updateWindowDims=[1], insertedWindowDims=[0], scatterDimsToOperandDims=[0],
                            indexVectorDim=1, updateComputationSubgraphIndex=number)
            graph.op("STABLEHLO_SCATTER", operands, [(dtype, None)], table)
            yield "STABLEHLO_SCATTER", dtype, graph


def windows():
    """The initial value must be the neutral one of the fold."""
    for dtype in ("float32", "float64", "int8", "uint8", "int16", "int32", "int64", "bool"):
        folds = ("STABLEHLO_AND",) if dtype == "bool" else ("STABLEHLO_ADD", "STABLEHLO_MAXIMUM")
        for op in folds:
            random = random_for("STABLEHLO_REDUCE_WINDOW", dtype, op)
            graph = Graph()
            neutral = {"STABLEHLO_AND": True, "STABLEHLO_ADD": 0}.get(op)
            if neutral is None:
                neutral = -np.inf if dtype.startswith("float") else np.iinfo(dtype).min
            operands = [graph.input(values(random, dtype, (5, 6), *((-3, 3) if "int" in dtype else ()))),
                        graph.constant(np.asarray(neutral, dtype))]
            table = options("StablehloReduceWindow", windowDimensions=[2, 3], windowStrides=[1, 2], baseDilations=[1, 2],
                            windowDilations=[2, 1], padding=[1, 0, 0, 2], bodySubgraphIndex=region(graph, op, dtype))
            graph.op("STABLEHLO_REDUCE_WINDOW", operands, [(dtype, None)], table)
            yield "STABLEHLO_REDUCE_WINDOW", dtype, graph


def customs():
    def flexible(**fields):
        return bytes(flexbuffers.Dumps(fields))

    for number in range(2):
        sound = values(random_for("AudioSpectrogram", number), "float32", (200, 1 + number))
        yield single("AudioSpectrogram", "float32", [("float32", sound)], ["float32"],
                     custom=flexible(window_size=30 + 34 * number, stride=20, magnitude_squared=number == 0))
        powers = np.abs(values(random_for("Mfcc", number), "float32", (1, 3, 65)))
        yield single("Mfcc", "float32", [("float32", powers), i32(16000)], ["float32"],
                     custom=flexible(upper_frequency_limit=4000 + 3000 * number, lower_frequency_limit=20,
                                     filterbank_channel_count=20, dct_coefficient_count=7 + number))
        rows = values(random_for("aeq.hadamard_rotation", number), "float32", (3, 8 + 8 * number))
        op, kind, graph = single("aeq.hadamard_rotation", "float32", [("float32", rows)], ["float32"],
                                 custom=flexible(hadamard_size=8))
        # The reference does not give its result a shape.
        graph.set_shapes({1: rows.shape})
        yield op, kind, graph
    for dtype in ("int8", "uint8", "int16", "float16"):
        random = random_for("NumericVerify", dtype)
        quantized = None if dtype == "float16" else Quant(0.02, 0 if dtype == "int16" else 7)
        operands = [(dtype, values(random, dtype, (4, 5)), quantized), ("float32", values(random, "float32", (4, 5)))]
        yield single("NumericVerify", dtype, operands, ["float32"], custom=flexible(tolerance=5.0, log_if_failed=False))


def mediapipe():
    """Custom ops that only the delegate has; their options are structures of integers."""
    def record_of(*integers):
        return np.asarray(integers, np.int32).tobytes()

    same, valid = 1, 2
    for number, padding in enumerate((same, valid)):
        op = "Convolution2DTransposeBias"
        random = random_for(op, number)
        weights, bias = values(random, "float32", (3, 3 - number, 2, 4)), values(random, "float32", (3,))
        image = values(random, "float32", (1, 4, 5, 4))
        _, kind, graph = single(op, "float32", [("float32", image), weights, bias], ["float32"],
                                custom=record_of(padding, 2, 2))
        graph.set_shapes({3: (1, 8, 10, 3)})
        graph.output(3)
        yield op, kind, graph
    for op in ("MaxPoolingWithArgmax2D", "MaxUnpooling2D"):
        graph = Graph()
        image = graph.input(values(random_for(op), "float32", (1, 4, 6, 3)))
        # The structure's last four integers are the delegate's own.
        table = record_of(same, 2, 2, 2, 2, 0, 0, 0)
        pooled, places = graph.op("MaxPoolingWithArgmax2D", [image], [("float32", None)] * 2, custom=table)
        spread = graph.op("MaxUnpooling2D", [pooled, places], [("float32", None)],
                          custom=record_of(valid, 2, 2, 2, 2, 0, 0, 0))
        graph.set_shapes({pooled: (1, 2, 3, 3), places: (1, 2, 3, 3), spread: (1, 4, 6, 3)})
        graph.output(spread if op == "MaxUnpooling2D" else pooled, spread)
        graph.subgraph.outputs = sorted(set(graph.subgraph.outputs))
        yield op, "float32", graph


def cases():
    """(op, kind, graph) of every case."""
    for maker in (branches, loops, variables, hash_tables, scatters, windows, customs, mediapipe):
        yield from maker()
