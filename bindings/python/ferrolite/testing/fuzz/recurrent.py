"""Cases of layers with a state, several steps each."""

import numpy as np

from ..build import Graph, Quant
from ..operands import ACTIVATIONS, options, values
from .kit import maker

TANH = 4


class Layer:
    """A graph whose weights are float32, or int8 with a scale for hybrid and integer layers."""

    def __init__(self, choices, kind):
        self.random, self.kind, self.graph = choices.generator(), kind, Graph()
        self.batch, self.time = choices.integer(1, 3), choices.integer(1, 4)
        self.width, self.cells = choices.extent(9), choices.extent(9)
        self.steps = choices.integer(1, 3)

    def weights(self, *shape):
        # Larger ones would make a state chaotic: what is a rounding in one step is a difference a few steps later.
        part = shape[-1] ** -0.5
        if self.kind == "float32":
            return self.graph.constant(values(self.random, "float32", shape) * np.float32(0.5 * part))
        matrix = self.random.integers(-127, 127, shape, endpoint=True).astype(np.int8)
        # Biases of integer layers have a scale that goes with this one.
        return self.graph.constant(matrix, Quant(0.01 if self.kind == "int8" else 0.01 * part))

    def reals(self, size):
        return self.graph.constant(values(self.random, "float32", (size,)) * np.float32(0.5))

    def feed(self, *shape, quantized=None):
        dtype = "float32" if quantized is None else "int8"
        arrays = [values(self.random, dtype, shape) for _ in range(self.steps)]
        index = self.graph.input(arrays[0], quantized)
        self.graph.later = [[array] for array in arrays[1:]]
        return index

    def sequence(self, time_major):
        """The shape of a sequence."""
        return (self.time, self.batch, self.width) if time_major else (self.batch, self.time, self.width)

    def state(self, *shape):
        return self.graph.state("float32", shape)

    def done(self, op, operands, results, table, **more):
        self.graph.op(op, operands, results, table, self.kind, **more)
        return op, self.kind, self.graph


@maker("RNN", "UNIDIRECTIONAL_SEQUENCE_RNN", "BIDIRECTIONAL_SEQUENCE_RNN")
def rnns(choices, op):
    layer = Layer(choices, choices.pick(["float32", "hybrid"]))
    time_major = op != "RNN" and choices.chance(2)
    if op.startswith("BI") and layer.kind == "hybrid":
        # The reference mixes up rows.
        time_major = False
    fields = dict(
        fusedActivationFunction=choices.pick([TANH, *list(ACTIVATIONS.values())]),
        asymmetricQuantizeInputs=layer.kind == "hybrid" and choices.chance(2),
    )
    if op != "RNN":
        fields["timeMajor"] = time_major
    operands = [layer.feed(*((layer.batch, layer.width) if op == "RNN" else layer.sequence(time_major)))]
    directions = 2 if op.startswith("BI") else 1
    for _ in range(directions):
        operands += [
            layer.weights(layer.cells, layer.width),
            layer.weights(layer.cells, layer.cells),
            layer.reals(layer.cells),
            layer.state(layer.batch, layer.cells),
        ]
    if directions == 1:
        return layer.done(op, operands, [("float32", None)], options("RNN" if op == "RNN" else "SequenceRNN", **fields))
    merge = choices.chance(2)
    table = options("BidirectionalSequenceRNN", mergeOutputs=merge, **fields)
    return layer.done(op, operands + [-1] * 3, [("float32", None)] * (2 - merge), table)


@maker("LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM")
def lstms(choices, op):
    layer = Layer(choices, choices.pick(["float32", "hybrid"]))
    cifg, peephole, projection, norm = (choices.chance(3) for _ in range(4))
    time_major = op != "LSTM" and choices.chance(3)
    cells, width = layer.cells, layer.width
    outputs = choices.extent(6) if projection else cells
    present = [not cifg, True, True, True]
    operands = [layer.feed(*((layer.batch, width) if op == "LSTM" else layer.sequence(time_major)))]
    operands += [layer.weights(cells, width) if one else -1 for one in present]
    operands += [layer.weights(cells, outputs) if one else -1 for one in present]
    inner = layer.weights if layer.kind == "hybrid" else layer.reals
    operands += [inner(cells) if one and peephole else -1 for one in (not cifg, True, True)]
    operands += [layer.reals(cells) if one else -1 for one in present]
    operands += [layer.weights(outputs, cells), layer.reals(outputs)] if projection else [-1, -1]
    operands += [layer.state(layer.batch, outputs), layer.state(layer.batch, cells)]
    if norm:
        operands += [layer.reals(cells) if one else -1 for one in present]
    clip = 1.0 if choices.chance(3) else 0.0
    table = options(
        "LSTM" if op == "LSTM" else "UnidirectionalSequenceLSTM",
        fusedActivationFunction=TANH,
        cellClip=clip,
        projClip=clip,
        asymmetricQuantizeInputs=layer.kind == "hybrid" and choices.chance(2),
    )
    if op != "LSTM":
        table.timeMajor = time_major
    return layer.done(op, operands, [("float32", None)], table)


@maker("SVDF")
def svdfs(choices, op):
    layer = Layer(choices, choices.pick(["int8", "float32", "hybrid"]))
    rank, memory, cells = choices.integer(1, 2), choices.integer(1, 8), layer.cells
    graph, random = layer.graph, layer.random
    activation = ACTIVATIONS[choices.pick(["NONE", "RELU"])]
    if layer.kind == "int8":
        activation = ACTIVATIONS["RELU"]
        time = graph.constant(random.integers(-4000, 4000, (cells * rank, memory)).astype(np.int16), Quant(0.0005))
        bias = graph.constant(random.integers(-900, 900, cells).astype(np.int32), Quant(0.004 * 0.0005))
        operands = [
            layer.feed(layer.batch, layer.width, quantized=Quant(0.03, choices.integer(-9, 9))),
            layer.weights(cells * rank, layer.width),
            time,
            bias,
            graph.state("int16", (layer.batch, cells * rank * memory), Quant(0.004)),
        ]
        return layer.done(
            op, operands, [("int8", Quant(0.01, -128))], options("SVDF", rank=rank, fusedActivationFunction=activation)
        )
    operands = [
        layer.feed(layer.batch, layer.width),
        layer.weights(cells * rank, layer.width),
        layer.weights(cells * rank, memory),
        layer.reals(cells),
        layer.state(layer.batch, cells * rank * memory),
    ]
    table = options(
        "SVDF",
        rank=rank,
        fusedActivationFunction=activation,
        asymmetricQuantizeInputs=layer.kind == "hybrid" and choices.chance(2),
    )
    return layer.done(op, operands, [("float32", None)], table)


@maker("LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM")
def integer_lstms(choices, op):
    """int8 with int16 cells; five intermediate tensors have the gates' scales before they are normalised."""
    layer = Layer(choices, "int8")
    norm, projection = choices.chance(2), choices.chance(2)
    graph, cells, width = layer.graph, layer.cells, layer.width
    outputs = choices.extent(6) if projection else cells
    first, result = Quant(0.02, choices.integer(-9, 9)), Quant(0.008, choices.integer(-9, 9))

    def bias(scale, size=cells):
        return graph.constant(layer.random.integers(-2000, 2000, size).astype(np.int32), Quant(scale))

    operands = [layer.feed(*((layer.batch, width) if op == "LSTM" else layer.sequence(False)), quantized=first)]
    operands += [layer.weights(cells, width) for _ in range(4)] + [layer.weights(cells, outputs) for _ in range(4)]
    operands += [-1] * 3
    operands += [bias(2.0**-10 / 1024 if norm else 0.02 * 0.01) for _ in range(4)]
    operands += [layer.weights(outputs, cells), bias(0.008 * 0.01, outputs)] if projection else [-1, -1]
    operands += [
        graph.state("int8", (layer.batch, outputs), result),
        graph.state("int16", (layer.batch, cells), Quant(2.0**-11)),
    ]
    if norm:
        operands += [
            graph.constant(layer.random.integers(5000, 32000, cells).astype(np.int16), Quant(1 / 32768))
            for _ in range(4)
        ]
    between = [("int16", Quant(0.001))] * 4 + [("int8", Quant(0.008, -4 if projection else int(result.zero_point[0])))]
    table = options("LSTM" if op == "LSTM" else "UnidirectionalSequenceLSTM", fusedActivationFunction=TANH)
    return layer.done(op, operands, [("int8", result)], table, between=between)
