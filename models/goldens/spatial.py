"""Cases of pooling, reductions, resizing, ARG_MAX and ARG_MIN, and detection post-processing."""

import numpy as np
from flatbuffers import flexbuffers

from common import (
    ACTIVATIONS, QUANTIZED, SAME, TYPES, VALID, Graph, Quant, activation_type, data, ends, fitted, options, quant,
    random_for,
)

KINDS = QUANTIZED + ["float32"]

POOLS = [
    dict(shape=(1, 6, 6, 5), kernel=(2, 2), stride=(2, 2)),
    dict(shape=(2, 5, 7, 3), kernel=(3, 3), stride=(1, 2), activation="RELU"),
    dict(shape=(1, 7, 5, 17), kernel=(7, 5), stride=(1, 1), padding=VALID, activation="RELU6"),
    dict(shape=(1, 4, 4, 8), kernel=(3, 2), stride=(2, 1), padding=VALID, activation="RELU_N1_TO_1"),
]


def pools():
    for op in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
        for kind in KINDS:
            for number, case in enumerate(POOLS):
                random = random_for(op, kind, number)
                graph = Graph()
                dtype = activation_type(kind)
                # Activations clamp inside the range.
                clamps = "activation" in case
                scale = (0.025 if clamps else 0.1) / (256 if dtype == "int16" else 1)
                same = quant(random, dtype, number % 2 == 0, None if clamps else ends(number), scale)
                # The largest of many values is less than the type's largest.
                image = data(random, dtype, case["shape"])
                image = (image // 3 + {"uint8": 60, "int8": 20}.get(dtype, 1)).astype(dtype) if number > 1 else image
                image = graph.input(image, same)
                table = options("Pool2D", padding=case.get("padding", SAME), strideH=case["stride"][0],
                                strideW=case["stride"][1], filterHeight=case["kernel"][0],
                                filterWidth=case["kernel"][1],
                                fusedActivationFunction=ACTIVATIONS[case.get("activation", "NONE")])
                graph.op(op, [image], [(dtype, same)], table, kind)
                yield op, kind, graph


REDUCTIONS = [
    dict(shape=(1, 4, 5, 6), axes=(1, 2), keep=True),
    dict(shape=(2, 3, 4), axes=(2,), keep=False),
    dict(shape=(2, 7, 5, 3), axes=(1, 2), keep=False),
    dict(shape=(3, 5), axes=(-2,), keep=True),
    dict(shape=(2, 3, 2, 2), axes=(0, 1, 2, 3), keep=False),
]


def reductions():
    for op in ("MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN"):
        for kind in KINDS:
            for number, case in enumerate(REDUCTIONS):
                random = random_for(op, kind, number)
                graph = Graph()
                dtype = activation_type(kind)
                first = quant(random, dtype, number % 2 == 0, ends(number))
                second = first
                # The reference takes another path where scales and zero points are equal.
                if op in ("MEAN", "SUM") and number != 1 and first is not None:
                    second = fitted(random, dtype, number % 2 == 0, first.scale[0] * (4.0 if op == "SUM" else 1.0))
                value = graph.input(data(random, dtype, case["shape"]), first)
                axes = graph.ints(*case["axes"])
                graph.op(op, [value, axes], [(dtype, second)], options("Reducer", keepDims=case["keep"]), kind)
                yield op, kind, graph


RESIZES = [
    dict(shape=(1, 3, 4, 5), size=(6, 8)),
    dict(shape=(2, 5, 4, 3), size=(7, 9), corners=True),
    dict(shape=(1, 4, 6, 2), size=(9, 3), half=True),
    dict(shape=(1, 2, 2, 9), size=(1, 5)),
    dict(shape=(1, 8, 7, 1), size=(4, 4), half=True),
]


def resizes():
    for op, table_name in (("RESIZE_BILINEAR", "ResizeBilinear"),
                           ("RESIZE_NEAREST_NEIGHBOR", "ResizeNearestNeighbor")):
        for kind in KINDS:
            for number, case in enumerate(RESIZES):
                random = random_for(op, kind, number)
                graph = Graph()
                dtype = activation_type(kind)
                same = quant(random, dtype, number % 2 == 0, ends(number))
                image = graph.input(data(random, dtype, case["shape"]), same)
                table = options(table_name, alignCorners=case.get("corners", False),
                                halfPixelCenters=case.get("half", False))
                graph.op(op, [image, graph.ints(*case["size"])], [(dtype, same)], table, kind)
                yield op, kind, graph


def arguments():
    for op, table_name in (("ARG_MAX", "ArgMax"), ("ARG_MIN", "ArgMin")):
        for kind in ("int8", "uint8", "float32", "int32"):
            for number, (shape, axis) in enumerate([((2, 3, 9), -1), ((4, 5, 2), 1), ((7,), 0)]):
                random = random_for(op, kind, number)
                graph = Graph()
                values = data(random, kind, shape)
                if number == 1 and kind != "float32":
                    # Ties: the first one counts.
                    values = (values % 3).astype(kind)
                value = graph.input(values, quant(random, kind))
                target = "int64" if number == 1 else "int32"
                graph.op(op, [value, graph.ints(axis)], [(target, None)],
                         options(table_name, outputType=TYPES[target]), kind)
                yield op, kind, graph


def detection_options(**values):
    """The custom options as a FlexBuffers map."""
    builder = flexbuffers.Builder()
    with builder.Map():
        for key, value in values.items():
            if isinstance(value, bool):
                builder.Bool(key, value)
            elif isinstance(value, int):
                builder.Int(key, value)
            else:
                builder.Float(key, value)
    return bytes(builder.Finish())


DETECTIONS = [
    dict(boxes=12, classes=3, detections=4, per_class=100, regular=False),
    dict(boxes=20, classes=5, detections=6, per_class=4, regular=True),
    dict(boxes=9, classes=1, detections=2, per_class=100, regular=False, threshold=0.1),
]


def detection(random, kind, boxes, classes, detections, per_class, regular, threshold=0.3):
    graph = Graph()
    box_quant = Quant(0.06, 128) if kind == "uint8" else None
    score_quant = Quant(1 / 256, 0) if kind == "uint8" else None
    if kind == "uint8":
        encoded = random.integers(0, 256, (1, boxes, 4)).astype(np.uint8)
        scores = random.permutation(256)[: boxes * (classes + 1)].astype(np.uint8).reshape(1, boxes, classes + 1)
    else:
        encoded = data(random, "float32", (1, boxes, 4))
        scores = random.uniform(0, 1, (1, boxes, classes + 1)).astype(np.float32)
    centres = random.uniform(0.2, 0.8, (boxes, 2))
    sizes = random.uniform(0.1, 0.5, (boxes, 2))
    anchors = np.concatenate([centres, sizes], axis=1).astype(np.float32)
    if kind == "uint8":
        anchor_quant = Quant(1 / 256, 0)
        anchors = np.clip(np.rint(anchors * 256), 0, 255).astype(np.uint8)
    else:
        anchor_quant = None
    operands = [graph.input(encoded, box_quant), graph.input(scores, score_quant),
                graph.constant(anchors, anchor_quant)]
    custom = detection_options(
        max_detections=detections, max_classes_per_detection=1, detections_per_class=per_class,
        use_regular_nms=regular, nms_score_threshold=threshold, nms_iou_threshold=0.5, num_classes=classes,
        y_scale=10.0, x_scale=10.0, h_scale=5.0, w_scale=5.0)
    graph.op("TFLite_Detection_PostProcess", operands, [("float32", None)] * 4, custom=custom)
    return graph


def detections():
    for kind in ("float32", "uint8"):
        for number, case in enumerate(DETECTIONS):
            random = random_for("TFLite_Detection_PostProcess", kind, number)
            yield "TFLite_Detection_PostProcess", kind, detection(random, kind, **case)


def cases():
    """(op, kind, graph) of every case."""
    yield from pools()
    yield from reductions()
    yield from resizes()
    yield from arguments()
    yield from detections()
