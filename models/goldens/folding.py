"""Cases of the ops that fold: reductions, windows, segments, running sums, orders; and of random numbers."""

import numpy as np

from common import ACTIVATIONS, SAME, TYPES, VALID, Quant, i32, i64, options, random_for, scalar, single, values

REDUCERS = {
    "REDUCE_PROD": ["int8", "int16", "int32", "int64", "float32"],
    "REDUCE_MAX": ["int32", "int64", "int16", "bool"],
    "REDUCE_MIN": ["int32", "int64", "int16", "bool"],
    "REDUCE_ANY": ["bool"],
    "REDUCE_ALL": ["bool"],
    "MEAN": ["int32", "int64", "int16"],
    "SUM": ["int32", "int64", "int16"],
}


def reductions():
    for op, dtypes in REDUCERS.items():
        for dtype in dtypes:
            for number, axes in enumerate(((1,), (0, 2))):
                random = random_for(op, dtype, number, "folding")
                quants = [None, None]
                if dtype in ("int8", "int16") and op != "MEAN" or dtype == "int16":
                    scale = 0.001 if dtype == "int16" else 0.02
                    quants = [Quant(scale, 3 if dtype == "int8" else 0)] * 2
                    if op in ("SUM", "REDUCE_PROD"):
                        quants[1] = Quant(scale * 3, quants[0].zero_point[0])
                limits = (-4, 4) if op == "REDUCE_PROD" and dtype in ("int32", "int64") else ()
                value = values(random, dtype, (3, 4, 5), *limits)
                table = options("Reducer", keepDims=number == 1)
                yield single(op, dtype, [(dtype, value, quants[0]), i32(*axes)], [(dtype, quants[1])], table)
    for dtype in ("int32", "bool"):
        for op in ("ARG_MAX", "ARG_MIN"):
            for target in ("int32", "int64"):
                value = values(random_for(op, dtype, target), dtype, (3, 5, 2))
                yield single(op, dtype, [(dtype, value), scalar(1)], [target],
                             options("ArgMax" if op == "ARG_MAX" else "ArgMin", outputType=TYPES[target]))
    for dtype in ("int32", "int64", "float32"):
        for number in range(3):
            value = values(random_for("CUMSUM", dtype, number), dtype, (3, 4, 2))
            table = options("Cumsum", exclusive=number == 1, reverse=number > 0)
            yield single("CUMSUM", dtype, [(dtype, value), scalar(number - 1)], [dtype], table)
    for dtype in ("int8", "uint8", "int16", "int32", "int64", "float32"):
        for number, count in enumerate((1, 4)):
            value = values(random_for("TOPK_V2", dtype, number), dtype, (3, 7))
            yield single("TOPK_V2", dtype, [(dtype, value), scalar(count)], [dtype, "int32"], options("TopKV2"))


def segments():
    for dtype in ("float32", "int32"):
        random = random_for("SEGMENT_SUM", dtype)
        yield single("SEGMENT_SUM", dtype, [(dtype, values(random, dtype, (5, 3))), ("int32", i32(0, 0, 1, 2, 2))], [dtype],
                     options("SegmentSum"))
        for what in ("Max", "Min", "Prod", "Sum"):
            op = f"UNSORTED_SEGMENT_{what.upper()}"
            random = random_for(op, dtype)
            limits = (-5, 5) if dtype == "int32" else ()
            value = values(random, dtype, (5, 3), *limits)
            yield single(op, dtype, [(dtype, value), ("int32", i32(2, 0, -1, 2, 0)), scalar(4)], [dtype],
                         options(f"UnsortedSegment{what}"))


def windows():
    for number in range(2):
        value = values(random_for("L2_POOL_2D", number), "float32", (1, 5, 6, 3))
        table = options("Pool2D", padding=VALID if number else SAME, strideH=1 + number, strideW=2, filterHeight=3,
                        filterWidth=2, fusedActivationFunction=ACTIVATIONS["RELU6" if number else "NONE"])
        yield single("L2_POOL_2D", "float32", [("float32", value)], ["float32"], table)
    functions = {"add": 1, "mul": 2, "minimum": 3, "maximum": 4, "all": 5, "any": 6}
    for dtype in ("float32", "int8", "uint8", "int16", "int32", "int64", "bool", "float64"):
        for name, function in functions.items():
            if (name in ("all", "any")) != (dtype == "bool"):
                continue
            random = random_for("REDUCE_WINDOW", dtype, name)
            value = values(random, dtype, (6, 7), *((-3, 3) if "int" in dtype else ()))
            operands = [(dtype, value), (dtype, values(random, dtype, (1,), *((0, 3) if "int" in dtype else ()))),
                        i64(2, 3), i64(1, 2), i64(2, 1)]
            yield single("REDUCE_WINDOW", dtype, operands, [dtype], options("ReduceWindow", reduceFunction=function))


def chance():
    for number, seeds in enumerate(((1, 2), (0, 77), (123456789, 0))):
        table = dict(seed=seeds[0], seed2=seeds[1])
        for op in ("RANDOM_UNIFORM", "RANDOM_STANDARD_NORMAL"):
            _, kind, graph = single(op, "float32", [i32(3, 5 + number)], ["float32"], options("Random", **table))
            graph.later = [[], []]
            yield op, kind, graph
        for dtype in ("int32", "int64"):
            logits = values(random_for("MULTINOMIAL", number), "float32", (2, 5))
            _, kind, graph = single("MULTINOMIAL", dtype, [("float32", logits), scalar(6)], [dtype],
                                    options("Random", **table))
            graph.later = [[logits]]
            yield "MULTINOMIAL", dtype, graph
    for number, dtype in enumerate(("int32", "int64", "uint32", "uint64") * 2):
        # PHILOX with a state of two and of three, THREEFRY.
        state = np.arange(7, 9 + (number == 2), dtype=np.uint64)
        random = random_for("STABLEHLO_RNG_BIT_GENERATOR", number)
        operands = [("uint64", state)]
        _, kind, graph = single("STABLEHLO_RNG_BIT_GENERATOR", dtype, operands, ["uint64", dtype],
                                options("StablehloRngBitGenerator", algorithm=1 + number // 4))
        # The bits' shape is the file's alone.
        graph.set_shapes({2: (int(random.integers(2, 4)), 5), 1: state.shape})
        yield "STABLEHLO_RNG_BIT_GENERATOR", dtype, graph


def boxes():
    for version in (4, 5):
        for number in range(3):
            random = random_for("NON_MAX_SUPPRESSION", version, number)
            corners = random.uniform(0, 1, (9, 2)).astype(np.float32)
            sizes = random.uniform(0.2, 0.5, (9, 2)).astype(np.float32)
            scores = random.uniform(0, 1, 9).astype(np.float32)
            operands = [("float32", np.concatenate([corners, corners + sizes], 1)), ("float32", scores), scalar(5),
                        scalar(0.4, np.float32), scalar(0.1, np.float32)]
            results = ["int32", "int32"]
            if version == 5:
                operands.append(scalar([0.0, 0.5, 0.2][number], np.float32))
                results.insert(1, "float32")
            yield single(f"NON_MAX_SUPPRESSION_V{version}", "float32", operands, results,
                         options(f"NonMaxSuppressionV{version}"))


def cases():
    """(op, kind, graph) of every case."""
    for maker in (reductions, segments, windows, chance, boxes):
        yield from maker()
