"""Cases of the ops with a state: recurrent layers, SVDF; three invokes each."""

import numpy as np

from common import ACTIVATIONS, Graph, Quant, options, random_for, values
from ai_edge_litert import schema_py_generated as schema

TANH = schema.ActivationFunctionType.TANH
RELU = ACTIVATIONS["RELU"]
BATCH, TIME, INPUT, CELLS = 2, 3, 5, 4
STEPS = 3


class Layer:
    """A graph whose weights are float32, or int8 with a scale for hybrid and integer layers."""

    def __init__(self, *name, kind):
        self.random = random_for(*name, kind)
        self.graph = Graph()
        self.kind = kind

    def weights(self, *shape, scale=0.01):
        if self.kind == "float32":
            return self.graph.constant(values(self.random, "float32", shape) * np.float32(0.5))
        return self.graph.constant(self.random.integers(-127, 127, shape, endpoint=True).astype(np.int8), Quant(scale))

    def reals(self, size):
        return self.graph.constant(values(self.random, "float32", (size,)) * np.float32(0.5))

    def peephole(self, size):
        return self.weights(size) if self.kind == "hybrid" else self.reals(size)

    def feed(self, *shape, quantized=None):
        dtype = "int8" if self.kind == "int8" else "float32"
        arrays = [values(self.random, dtype, shape) for _ in range(STEPS)]
        index = self.graph.input(arrays[0], quantized)
        self.graph.later = [[array] for array in arrays[1:]]
        return index

    def done(self, op, operands, outputs, table, **more):
        self.graph.op(op, operands, outputs, table, self.kind, **more)
        return op, self.kind, self.graph


def rnns():
    for kind in ("float32", "hybrid"):
        for asymmetric in (False, True)[: 1 if kind == "float32" else 2]:
            layer = Layer("RNN", asymmetric, kind=kind)
            operands = [layer.feed(BATCH, INPUT), layer.weights(CELLS, INPUT), layer.weights(CELLS, CELLS),
                        layer.reals(CELLS), layer.graph.state("float32", (BATCH, CELLS))]
            fields = dict(fusedActivationFunction=RELU, asymmetricQuantizeInputs=asymmetric)
            yield layer.done("RNN", operands, [("float32", None)], options("RNN", **fields))
            for time_major in (False, True):
                layer = Layer("UNIDIRECTIONAL_SEQUENCE_RNN", asymmetric, time_major, kind=kind)
                shape = (TIME, BATCH, INPUT) if time_major else (BATCH, TIME, INPUT)
                operands = [layer.feed(*shape), layer.weights(CELLS, INPUT), layer.weights(CELLS, CELLS),
                            layer.reals(CELLS), layer.graph.state("float32", (BATCH, CELLS))]
                yield layer.done("UNIDIRECTIONAL_SEQUENCE_RNN", operands, [("float32", None)],
                                 options("SequenceRNN", timeMajor=time_major, **fields))
                if time_major and kind == "hybrid":
                    # The reference mixes up rows.
                    continue
                layer = Layer("BIDIRECTIONAL_SEQUENCE_RNN", asymmetric, time_major, kind=kind)
                operands = [layer.feed(*shape)]
                for _ in range(2):
                    operands += [layer.weights(CELLS, INPUT), layer.weights(CELLS, CELLS), layer.reals(CELLS),
                                 layer.graph.state("float32", (BATCH, CELLS))]
                merge = time_major
                yield layer.done("BIDIRECTIONAL_SEQUENCE_RNN", operands + [-1] * 3, [("float32", None)] * (2 - merge),
                                 options("BidirectionalSequenceRNN", timeMajor=time_major, mergeOutputs=merge, **fields))


LSTMS = [dict(), dict(cifg=True, peephole=True), dict(projection=True, norm=True), dict(peephole=True, norm=True, clip=True)]


def gates(layer, outputs, cifg=False, peephole=False, projection=False, **_):
    """Operands 1 to 17 of an LSTM: weights, peepholes, biases, projection."""
    present = [not cifg, True, True, True]
    operands = [layer.weights(CELLS, INPUT) if one else -1 for one in present]
    operands += [layer.weights(CELLS, outputs) if one else -1 for one in present]
    operands += [layer.peephole(CELLS) if one and peephole else -1 for one in (not cifg, True, True)]
    operands += [layer.reals(CELLS) if one else -1 for one in present]
    return operands + [layer.weights(outputs, CELLS) if projection else -1, layer.reals(outputs) if projection else -1]


def lstm(op, kind, number, time_major=False):
    case = LSTMS[number]
    layer = Layer(op, number, time_major, kind=kind)
    outputs = 3 if case.get("projection") else CELLS
    shape = (BATCH, INPUT) if op == "LSTM" else (TIME, BATCH, INPUT) if time_major else (BATCH, TIME, INPUT)
    operands = [layer.feed(*shape), *gates(layer, outputs, **case)]
    operands += [layer.graph.state("float32", (BATCH, outputs)), layer.graph.state("float32", (BATCH, CELLS))]
    if case.get("norm"):
        operands += [layer.reals(CELLS) for _ in range(4)]
    clip = 1.0 if case.get("clip") else 0.0
    table = options("LSTM" if op == "LSTM" else "UnidirectionalSequenceLSTM", fusedActivationFunction=TANH, cellClip=clip,
                    projClip=clip, asymmetricQuantizeInputs=number % 2 == 1)
    if op != "LSTM":
        table.timeMajor = time_major
    return layer.done(op, operands, [("float32", None)], table)


def lstms():
    for op in ("LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM"):
        for kind in ("float32", "hybrid"):
            for number in range(len(LSTMS)):
                yield lstm(op, kind, number, number == 2 and op != "LSTM")
    for kind in ("float32", "hybrid"):
        for number in range(2):
            layer = Layer("BIDIRECTIONAL_SEQUENCE_LSTM", number, kind=kind)
            # Merged rows that are not time-major make the reference read past its states.
            shape = (TIME, BATCH, INPUT) if number else (BATCH, TIME, INPUT)
            operands = [layer.feed(*shape), *gates(layer, CELLS, **LSTMS[number]), *gates(layer, CELLS, **LSTMS[number])]
            operands += [layer.graph.state("float32", (BATCH, CELLS)) for _ in range(4)] + [-1] * 9
            table = options("BidirectionalSequenceLSTM", fusedActivationFunction=TANH, mergeOutputs=number == 1,
                            timeMajor=number == 1, cellClip=2.0 * number)
            yield layer.done("BIDIRECTIONAL_SEQUENCE_LSTM", operands, [("float32", None)] * (2 - number), table)


def integer_lstm(op, norm, projection):
    """int8 with int16 cells; five intermediate tensors have the gates' scales before they are normalised."""
    layer = Layer(op, norm, projection, kind="int8")
    graph = layer.graph
    outputs = 3 if projection else CELLS
    first, result = Quant(0.02, 3), Quant(0.008, -5)

    def bias(scale, size=CELLS):
        return graph.constant(layer.random.integers(-2000, 2000, size).astype(np.int32), Quant(scale))

    operands = [layer.feed(*((BATCH, INPUT) if op == "LSTM" else (BATCH, TIME, INPUT)), quantized=first)]
    operands += [layer.weights(CELLS, INPUT) for _ in range(4)] + [layer.weights(CELLS, outputs) for _ in range(4)]
    operands += [-1] * 3
    operands += [bias(2.0**-10 / 1024 if norm else 0.02 * 0.01) for _ in range(4)]
    operands += [layer.weights(outputs, CELLS), bias(0.008 * 0.01, outputs)] if projection else [-1, -1]
    operands += [graph.state("int8", (BATCH, outputs), result), graph.state("int16", (BATCH, CELLS), Quant(2.0**-11))]
    if norm:
        operands += [graph.constant(layer.random.integers(5000, 32000, CELLS).astype(np.int16), Quant(1 / 32768))
                     for _ in range(4)]
    between = [("int16", Quant(0.001))] * 4 + [("int8", Quant(0.008, -4 if projection else -5))]
    table = options("LSTM" if op == "LSTM" else "UnidirectionalSequenceLSTM", fusedActivationFunction=TANH)
    return layer.done(op, operands, [("int8", result)], table, between=between)


def integer_lstms():
    for op in ("LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM"):
        for norm, projection in ((False, False), (True, False), (False, True), (True, True)):
            yield integer_lstm(op, norm, projection)


def basic_lstms():
    for kind in ("float32", "uint8"):
        layer = Layer("LSTM", "basic", kind=kind)
        graph = layer.graph
        quantized = Quant(1 / 128, 128) if kind == "uint8" else None
        cell = ("int16", Quant(2.0**-11)) if kind == "uint8" else ("float32", None)
        operands = [graph.input(values(layer.random, kind, (BATCH, INPUT)), quantized),
                    graph.state(kind, (BATCH, CELLS), quantized)]
        graph.later = [[values(layer.random, kind, (BATCH, INPUT))] for _ in range(STEPS - 1)]
        if kind == "uint8":
            operands.append(graph.constant(values(layer.random, kind, (4 * CELLS, INPUT + CELLS)), Quant(0.01, 120)))
            bias = layer.random.integers(-3000, 3000, 4 * CELLS).astype(np.int32)
            operands.append(graph.constant(bias, Quant(0.01 / 128)))
        else:
            operands += [layer.weights(4 * CELLS, INPUT + CELLS), layer.reals(4 * CELLS)]
        operands.append(graph.state(cell[0], (BATCH, CELLS), cell[1]))
        table = options("LSTM", fusedActivationFunction=TANH, kernelType=schema.LSTMKernelType.BASIC)
        results = [(kind, quantized), cell, (kind, quantized), cell if kind == "float32" else ("int16", Quant(2.0**-12))]
        graph.op("LSTM", operands, results, table, kind)
        graph.model_table.operatorCodes[-1].version = 2
        yield "LSTM", kind, graph


def svdfs():
    memory = 6
    for kind in ("float32", "hybrid"):
        for rank in (1, 2):
            layer = Layer("SVDF", rank, kind=kind)
            operands = [layer.feed(BATCH, INPUT), layer.weights(CELLS * rank, INPUT), layer.weights(CELLS * rank, memory),
                        layer.reals(CELLS), layer.graph.state("float32", (BATCH, CELLS * rank * memory))]
            table = options("SVDF", rank=rank, fusedActivationFunction=RELU if rank == 2 else ACTIVATIONS["NONE"],
                            asymmetricQuantizeInputs=rank == 2)
            yield layer.done("SVDF", operands, [("float32", None)], table)
    for rank in (1, 2):
        layer = Layer("SVDF", rank, kind="int8")
        graph, random = layer.graph, layer.random
        time = graph.constant(random.integers(-4000, 4000, (CELLS * rank, memory)).astype(np.int16), Quant(0.0005))
        bias = graph.constant(random.integers(-900, 900, CELLS).astype(np.int32), Quant(0.004 * 0.0005))
        operands = [layer.feed(BATCH, INPUT, quantized=Quant(0.03, 4)), layer.weights(CELLS * rank, INPUT), time, bias,
                    graph.state("int16", (BATCH, CELLS * rank * memory), Quant(0.004))]
        table = options("SVDF", rank=rank, fusedActivationFunction=RELU)
        yield layer.done("SVDF", operands, [("int8", Quant(0.01, -128))], table)


def cases():
    """(op, kind, graph) of every case."""
    for maker in (rnns, lstms, integer_lstms, basic_lstms, svdfs):
        yield from maker()
