"""Graphs of several ops, as networks have them: residual blocks, heads, autoencoders, shape arithmetic."""

import numpy as np

import record
from common import (
    ACTIVATIONS, QUANTIZED, SAME, SPREAD, TYPES, VALID, Graph, activation_type, add_bias, add_weights, data,
    fitted, options, quant, random_for,
)
from elementwise import ARITHMETIC, FIXED
from spatial import detection_options

KINDS = QUANTIZED + ["float32"]


class Net:
    """A graph that grows layer by layer: each result gets its scale before the next layer needs it."""

    def __init__(self, kind, *name):
        self.graph, self.random = Graph(), random_for("GRAPHS", kind, *name)
        self.kind, self.dtype = kind, activation_type(kind)
        self.quants = {}

    def input(self, shape):
        own = quant(self.random, self.dtype, scale=0.02 / (256 if self.dtype == "int16" else 1))
        index = self.graph.input(data(self.random, self.dtype, shape), own)
        self.quants[index] = own
        return index

    def constant(self, shape, scale=0.02):
        own = quant(self.random, self.dtype, scale=scale / (256 if self.dtype == "int16" else 1))
        index = self.graph.constant(data(self.random, self.dtype, shape), own)
        self.quants[index] = own
        return index

    def op(self, name, operands, table=None, result=None, count=1, dtype=None):
        """Any op: `result` is the quantization of what it gives, the first operand's if there is none."""
        own = result or self.quants.get(operands[0])
        dtype = dtype or self.dtype
        made = self.graph.op(name, operands, [(dtype, own if dtype == self.dtype else None)] * count, table, self.kind)
        record.fit(self.graph)
        for index in np.atleast_1d(made):
            self.quants[int(index)] = own
        return made

    def weighted(self, name, source, shape, axis, depth, table, before=()):
        weights, weights_quant = add_weights(self.graph, self.random, self.kind, shape, axis, self.kind != "uint8",
                                             False)
        own = self.quants[source]
        bias = add_bias(self.graph, self.random, self.kind, shape[axis], own, weights_quant, depth)
        result = None
        if own is not None:
            steps = 60.0 if self.dtype != "int16" else 12000.0
            scale = own.scale[0] * weights_quant.scale.mean() * SPREAD[self.dtype] * 74.0 * np.sqrt(depth) / steps
            result = fitted(self.random, self.dtype, False, scale)
        if before:
            return self.op(name, [*before, weights, source, bias], table, result)
        return self.op(name, [source, weights, bias], table, result)

    def channels(self, source):
        """The last dimension of a tensor as it is now."""
        values = [self.graph.values[index] for index in self.graph.subgraph.inputs]
        return record.run(self.graph.model(), values, record.REF).get_tensor(source).shape

    def conv(self, source, channels, kernel=3, stride=1, activation="RELU", padding=SAME):
        depth = self.channels(source)[-1]
        table = options("Conv2D", padding=padding, strideH=stride, strideW=stride,
                        fusedActivationFunction=ACTIVATIONS[activation])
        shape = (channels, kernel, kernel, depth)
        return self.weighted("CONV_2D", source, shape, 0, kernel * kernel * depth, table)

    def depthwise(self, source, multiplier=1, stride=1, activation="RELU6"):
        depth = self.channels(source)[-1]
        table = options("DepthwiseConv2D", padding=SAME, strideH=stride, strideW=stride, depthMultiplier=multiplier,
                        fusedActivationFunction=ACTIVATIONS[activation])
        return self.weighted("DEPTHWISE_CONV_2D", source, (1, 3, 3, depth * multiplier), 3, 9, table)

    def transposed(self, source, channels):
        batch, height, width, depth = self.channels(source)
        table = options("TransposeConv", padding=SAME, strideH=2, strideW=2)
        size = self.graph.ints(batch, height * 2, width * 2, channels)
        return self.weighted("TRANSPOSE_CONV", source, (channels, 3, 3, depth), 0, 3 * depth, table, (size,))

    def dense(self, source, units, activation="NONE"):
        depth = self.channels(source)[-1]
        table = options("FullyConnected", fusedActivationFunction=ACTIVATIONS[activation])
        return self.weighted("FULLY_CONNECTED", source, (units, depth), 0, depth, table)

    def binary(self, name, left, right, activation="NONE"):
        first, second = self.quants[left], self.quants[right]
        result = None
        if first is not None:
            a, b = float(first.scale[0]), float(second.scale[0])
            product = 60 * a * b * (256 if self.dtype == "int16" else 1)
            result = fitted(self.random, self.dtype, False, product if name == "MUL" else 1.5 * (a + b))
        table = options(ARITHMETIC[name], fusedActivationFunction=ACTIVATIONS[activation])
        if name in ("ADD", "SUB") and self.dtype == "int16":
            table.potScaleInt16 = False
        return self.op(name, [left, right], table, result)

    def fixed(self, name, source):
        table = options("Softmax", beta=1.0) if name == "SOFTMAX" else None
        return self.op(name, [source], table, FIXED[name].get(self.dtype))

    def free(self, name, source, table=None):
        """An op of one operand whose result has a scale of its own."""
        own = self.quants[source]
        return self.op(name, [source], table, own and fitted(self.random, self.dtype, False, own.scale[0]))

    def mean(self, source, keep):
        own = self.quants[source]
        table = options("Reducer", keepDims=keep)
        axes = self.graph.ints(1, 2)
        return self.op("MEAN", [source, axes], table, own and fitted(self.random, self.dtype, False, own.scale[0]))

    def reshape(self, source, *shape):
        return self.op("RESHAPE", [source, self.graph.ints(*shape)], options("Reshape", newShape=list(shape)))

    def concat(self, parts, axis):
        """Joins parts of one scale; others are requantized first."""
        own = self.quants[parts[0]]
        same = [part if self.quants[part] is own else
                self.op("QUANTIZE", [part], options("Quantize"), own) for part in parts]
        return self.op("CONCATENATION", same, options("Concatenation", axis=axis))

    def pool(self, name, source, kernel, stride):
        table = options("Pool2D", padding=VALID, strideH=stride, strideW=stride, filterHeight=kernel,
                        filterWidth=kernel)
        return self.op(name, [source], table)

    def done(self, *outputs):
        self.graph.output(*outputs)
        return self.graph


def residual(net):
    image = net.input((1, 8, 8, 3))
    start = net.conv(image, 8)
    inner = net.conv(net.conv(start, 8), 8, activation="NONE")
    first = net.binary("ADD", start, inner, "RELU")
    side = net.conv(first, 12, 1, 2, "NONE")
    inner = net.conv(net.conv(first, 12, stride=2), 12, activation="NONE")
    second = net.binary("ADD", inner, side, "RELU")
    return net.done(net.fixed("SOFTMAX", net.dense(net.mean(second, False), 10)))


def separable(net):
    here = net.conv(net.input((1, 11, 9, 3)), 8, stride=2, activation="RELU6")
    here = net.conv(net.depthwise(here), 12, 1)
    here = net.conv(net.depthwise(here, 2, 2), 16, 1, activation="RELU6")
    here = net.pool("AVERAGE_POOL_2D", here, 3, 1)
    return net.done(net.fixed("SOFTMAX", net.dense(net.reshape(here, 1, 16), 7)))


def mlp(net):
    here = net.dense(net.input((3, 20)), 24, "RELU")
    here = net.free("LEAKY_RELU", net.dense(here, 16), options("LeakyRelu", alpha=0.2))
    here = net.fixed("TANH", net.dense(here, 12))
    return net.done(net.fixed("SOFTMAX", net.dense(here, 5)))


def autoencoder(net):
    here = net.conv(net.conv(net.input((1, 8, 12, 3)), 8, stride=2), 6, stride=2)
    here = net.transposed(here, 7)
    here = net.op("RESIZE_BILINEAR", [here, net.graph.ints(8, 12)], options("ResizeBilinear", halfPixelCenters=True))
    return net.done(net.fixed("LOGISTIC", net.conv(here, 3, activation="NONE")))


def branches(net):
    here = net.conv(net.input((1, 6, 6, 4)), 12)
    left, middle, right = net.op("SPLIT", [net.graph.ints(3), here], options("Split", numSplits=3),
                                 net.quants[here], 3)
    padding = net.graph.constant(np.array([[0, 0], [1, 1], [1, 1], [0, 0]], np.int32))
    left = net.pool("MAX_POOL_2D", net.op("PAD", [left, padding], options("Pad")), 3, 1)
    middle = net.depthwise(middle)
    joined = net.concat([left, middle, right, here], 3)
    return net.done(net.conv(joined, 5, 1, activation="RELU_N1_TO_1"), joined)


def excitation(net):
    here = net.conv(net.input((1, 5, 7, 3)), 8, activation="NONE")
    if net.dtype != "int16":
        here = net.free("HARD_SWISH", here, options("HardSwish"))
    squeezed = net.conv(net.conv(net.mean(here, True), 4, 1), 8, 1, activation="NONE")
    here = net.binary("MUL", here, net.fixed("LOGISTIC", squeezed))
    if net.dtype != "int16":
        slope = net.constant((1, 1, 8), 0.01)
        own = net.quants[here]
        here = net.op("PRELU", [here, slope], None, own and fitted(net.random, net.dtype, False, own.scale[0]))
    return net.done(here)


def movements(net):
    here = net.input((2, 4, 3, 6))
    turned = net.op("TRANSPOSE", [here, net.graph.ints(0, 3, 1, 2)], options("Transpose"))
    flat = net.reshape(turned, 2, 6, 12)
    cut = net.op("STRIDED_SLICE", [flat, net.graph.ints(0, 5, 0), net.graph.ints(2, 0, 12), net.graph.ints(1, -2, 3)],
                 options("StridedSlice"))
    rows = net.op("UNPACK", [cut], options("Unpack", axis=1, num=3), count=3)
    packed = net.op("PACK", [rows[2], rows[0], rows[1], rows[0]], options("Pack", axis=0, valuesCount=4))
    picked = net.op("GATHER", [packed, net.graph.ints(3, 1, 1)], options("Gather", axis=0))
    sliced = net.op("SLICE", [picked, net.graph.ints(1, 0, 1), net.graph.ints(2, -1, 2)], options("Slice"))
    wide = net.op("EXPAND_DIMS", [sliced, net.graph.ints(1)], options("ExpandDims"))
    narrow = net.op("SQUEEZE", [wide], options("Squeeze", squeezeDims=[1]))
    parts = net.op("SPLIT_V", [flat, net.graph.ints(5, 7), net.graph.ints(2)], options("SplitV", numSplits=2), count=2)
    most = net.op("REDUCE_MAX", [parts[1], net.graph.ints(1)], options("Reducer", keepDims=True))
    least = net.op("REDUCE_MIN", [parts[0], net.graph.ints(-1)], options("Reducer", keepDims=False))
    return net.done(narrow, most, least, flat)


def arithmetic(net):
    left, right = net.input((2, 3, 5)), net.input((3, 1))
    total = net.binary("ADD", left, right)
    product = net.binary("MUL", total, left, "RELU6")
    difference = net.binary("SUB", product, net.constant((5,)))
    lower = net.op("MINIMUM", [difference, net.op("RESHAPE", [difference, net.graph.ints(2, 3, 5)],
                                                  options("Reshape", newShape=[2, 3, 5]))], options("MaximumMinimum"))
    upper = net.op("MAXIMUM", [lower, difference], options("MaximumMinimum"))
    return net.done(net.free("RELU", upper), total)


def classes(net):
    """Segmentation: the best class of each pixel, and a shape that is computed in the graph."""
    here = net.conv(net.input((1, 4, 5, 3)), 6, activation="NONE")
    table = options("ResizeNearestNeighbor", alignCorners=True)
    big = net.op("RESIZE_NEAREST_NEIGHBOR", [here, net.graph.ints(7, 10)], table)
    flat_shape = net.op("SHAPE", [big], options("Shape", outType=TYPES["int32"]), dtype="int32")
    depth = net.op("STRIDED_SLICE", [flat_shape, net.graph.ints(3), net.graph.ints(4), net.graph.ints(1)],
                   options("StridedSlice", shrinkAxisMask=1), dtype="int32")
    minus = net.graph.constant(np.array(-1, np.int32))
    target = net.op("PACK", [minus, depth], options("Pack", axis=0, valuesCount=2), dtype="int32")
    flat = net.op("RESHAPE", [big, target], options("Reshape"))
    if net.dtype == "int16":
        return net.done(flat)
    best = net.op("ARG_MAX", [flat, net.graph.ints(-1)], options("ArgMax", outputType=TYPES["int32"]), dtype="int32")
    real = net.op("CAST", [best], options("Cast", inDataType=TYPES["int32"], outDataType=TYPES["float32"]),
                  dtype="float32")
    return net.done(real, best)


def detector(net):
    """Two scales of boxes and scores, joined; in float also the boxes that remain."""
    trunk = net.conv(net.input((1, 8, 8, 3)), 8, stride=2)
    deeper = net.conv(trunk, 10, stride=2)
    boxes, scores = [], []
    for level, anchors in ((trunk, 16), (deeper, 4)):
        boxes.append(net.reshape(net.conv(level, 4, activation="NONE"), 1, anchors, 4))
        scores.append(net.reshape(net.conv(level, 3, activation="NONE"), 1, anchors, 3))
    boxes, scores = net.concat(boxes, 1), net.fixed("LOGISTIC", net.concat(scores, 1))
    if net.kind != "float32":
        real = [net.op("DEQUANTIZE", [one], options("Dequantize"), dtype="float32") for one in (boxes, scores)]
        return net.done(*real)
    random = net.random
    anchors = np.concatenate([random.uniform(0.2, 0.8, (20, 2)), random.uniform(0.1, 0.4, (20, 2))], 1)
    custom = detection_options(max_detections=3, max_classes_per_detection=1, detections_per_class=20,
                               use_regular_nms=False, nms_score_threshold=0.01, nms_iou_threshold=0.5, num_classes=2,
                               y_scale=10.0, x_scale=10.0, h_scale=5.0, w_scale=5.0)
    found = net.graph.op("TFLite_Detection_PostProcess",
                         [boxes, scores, net.graph.constant(anchors.astype(np.float32))], [("float32", None)] * 4,
                         custom=custom)
    return net.done(*found)


def boundary(net):
    """Float in and out, integers between."""
    real = net.graph.input(data(net.random, "float32", (1, 6, 6, 4)))
    own = fitted(net.random, net.dtype, False, 0.03 / (256 if net.dtype == "int16" else 1))
    inside = net.graph.op("QUANTIZE", [real], [(net.dtype, own)], options("Quantize"), net.kind)
    record.fit(net.graph)
    net.quants[inside] = own
    here = net.conv(inside, 6)
    outside = net.op("DEQUANTIZE", [net.mean(here, False)], options("Dequantize"), dtype="float32")
    return net.done(net.op("SOFTMAX", [outside], options("Softmax", beta=1.0), dtype="float32"), here)


def cases():
    """(op, kind, graph) of every case."""
    makers = [residual, separable, mlp, autoencoder, branches, excitation, movements, arithmetic, classes, detector]
    for kind in KINDS:
        for maker in makers + ([boundary] if kind != "float32" else []):
            yield "GRAPHS", kind, maker(Net(kind, maker.__name__))
    for maker in (mlp, separable, autoencoder, residual):
        yield "GRAPHS", "hybrid", maker(Net("hybrid", maker.__name__))
