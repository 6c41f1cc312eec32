"""Models of one operator that multiplies by weights: convolutions and fully connected layers."""

import numpy as np

from .build import Graph, Quant
from .operands import ACTIVATIONS, SAME, activation_type, data, fitted, options, power_of_two, quant

# Standard deviations of the random data, in quanta.
SPREAD = {"int8": 74.0, "uint8": 74.0, "int16": 18900.0}


def add_weights(graph, random, kind, shape, axis, per_axis, tie):
    """Random weights: int8 with scales along `axis`, uint8 with one zero point, or floats."""
    if kind == "float32":
        return graph.constant(data(random, "float32", shape, 0.5)), None
    if kind == "uint8":
        weights_quant = quant(random, "uint8", tie, scale=random.uniform(0.003, 0.01))
        return graph.constant(data(random, "uint8", shape), weights_quant), weights_quant
    scales = random.uniform(0.002, 0.02, shape[axis] if per_axis else 1)
    if tie:
        scales = np.array([power_of_two(scale) for scale in scales])
    weights_quant = Quant(scales.astype(np.float32), 0, axis if per_axis else 0)
    values = np.maximum(data(random, "int8", shape), -127)
    return graph.constant(values, weights_quant), weights_quant


def add_bias(graph, random, kind, count, input_quant, weights_quant, depth):
    """A bias about as large as half the accumulator's spread; int64 for int16 activations."""
    if kind in ("float32", "hybrid"):
        return graph.constant(data(random, "float32", (count,), 0.5))
    dtype = np.int64 if kind == "int16x8" else np.int32
    spread = 0.5 * SPREAD[activation_type(kind)] * 74.0 * np.sqrt(depth)
    values = random.normal(0.0, spread, count).astype(dtype)
    scale = input_quant.scale * weights_quant.scale
    return graph.constant(values, Quant(scale, np.zeros(len(scale), np.int64)))


def output_quant(random, kind, input_quant, weights_quant, depth, tie):
    """A first guess of the scale that the results fill."""
    dtype = activation_type(kind)
    if dtype == "float32":
        return None
    accumulator = SPREAD[dtype] * 74.0 * np.sqrt(depth)
    scale = float(input_quant.scale[0]) * float(weights_quant.scale.mean()) * accumulator
    return fitted(random, dtype, tie, scale / (60.0 if dtype != "int16" else 12000.0))


def input_quantization(random, dtype, depth, activation, tie, end):
    """With an activation the results lie around its bounds."""
    scale = None
    if activation != "NONE" and dtype in SPREAD:
        reach = {"RELU": 3.0, "RELU6": 5.0, "RELU_N1_TO_1": 1.2}[activation]
        scale = reach / (SPREAD[dtype] * 74.0 * 0.01 * np.sqrt(depth))
    return quant(random, dtype, tie, end if activation == "NONE" else None, scale)


def convolution(random, kind, op, shape, channels, kernel, stride=(1, 1), dilation=(1, 1), padding=SAME,
                activation="NONE", groups=1, multiplier=1, per_axis=True, bias=True, tie=False, end=None):
    """CONV_2D or DEPTHWISE_CONV_2D. Depthwise: `channels` is ignored, `multiplier` counts."""
    graph = Graph()
    dtype = activation_type(kind)
    if op == "DEPTHWISE_CONV_2D":
        channels, depth, axis = shape[3] * multiplier, kernel[0] * kernel[1], 3
        weights_shape = (1, *kernel, channels)
    else:
        depth, axis = kernel[0] * kernel[1] * shape[3] // groups, 0
        weights_shape = (channels, *kernel, shape[3] // groups)
    input_quant = input_quantization(random, dtype, depth, activation, tie, end)
    image = graph.input(data(random, dtype, shape), input_quant)
    weights, weights_quant = add_weights(graph, random, kind, weights_shape, axis, per_axis, tie)
    operands = [image, weights]
    if bias:
        operands.append(add_bias(graph, random, kind, channels, input_quant, weights_quant, depth))
    result = output_quant(random, kind, input_quant, weights_quant, depth, tie)
    fields = dict(padding=padding, strideH=stride[0], strideW=stride[1], dilationHFactor=dilation[0],
                  dilationWFactor=dilation[1], fusedActivationFunction=ACTIVATIONS[activation])
    if op == "DEPTHWISE_CONV_2D":
        table = options("DepthwiseConv2D", depthMultiplier=multiplier, **fields)
    else:
        table = options("Conv2D", **fields)
    graph.op(op, operands, [(dtype, result)], table, kind)
    return graph


def fully_connected(random, kind, shape, units, activation="NONE", keep_dims=False, per_axis=True, bias=True,
                    tie=False, end=None, asymmetric=False):
    graph = Graph()
    dtype = activation_type(kind)
    depth = shape[-1]
    input_quant = input_quantization(random, dtype, depth, activation, tie, end)
    rows = graph.input(data(random, dtype, shape), input_quant)
    weights, weights_quant = add_weights(graph, random, kind, (units, depth), 0, per_axis, tie)
    operands = [rows, weights]
    operands.append(add_bias(graph, random, kind, units, input_quant, weights_quant, depth) if bias else -1)
    result = output_quant(random, kind, input_quant, weights_quant, depth, tie)
    table = options("FullyConnected", fusedActivationFunction=ACTIVATIONS[activation], keepNumDims=keep_dims,
                    asymmetricQuantizeInputs=asymmetric)
    graph.op("FULLY_CONNECTED", operands, [(dtype, result)], table, kind)
    return graph


def transpose_convolution(random, kind, shape, channels, kernel, stride, padding=SAME, per_axis=True, bias=True,
                          tie=False, end=None, activation="NONE"):
    graph = Graph()
    dtype = activation_type(kind)
    batch, height, width, depth = shape
    taps = max(1, kernel[0] * kernel[1] * depth // (stride[0] * stride[1]))
    input_quant = input_quantization(random, dtype, taps, activation, tie, end)
    if padding == SAME:
        sizes = (height * stride[0], width * stride[1])
    else:
        sizes = ((height - 1) * stride[0] + kernel[0], (width - 1) * stride[1] + kernel[1])
    output_shape = graph.ints(batch, *sizes, channels)
    weights, weights_quant = add_weights(graph, random, kind, (channels, *kernel, depth), 0, per_axis, tie)
    image = graph.input(data(random, dtype, shape), input_quant)
    operands = [output_shape, weights, image]
    if bias:
        operands.append(add_bias(graph, random, kind, channels, input_quant, weights_quant, taps))
    result = output_quant(random, kind, input_quant, weights_quant, taps, tie)
    table = options("TransposeConv", padding=padding, strideH=stride[0], strideW=stride[1],
                    fusedActivationFunction=ACTIVATIONS[activation])
    graph.op("TRANSPOSE_CONV", operands, [(dtype, result)], table, kind)
    return graph
