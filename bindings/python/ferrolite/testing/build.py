"""Writes TensorFlow Lite models of our own, op by op.

`Graph` collects tensors and operators; `Graph.model()` gives the bytes. The
shapes of computed tensors need not be known: whoever runs the model once can
write the inferred shapes into the final bytes with `Graph.set_shapes()`.

The goldens of the repository (models/goldens) are written with it too.
"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

TYPES = {
    "float32": schema.TensorType.FLOAT32,
    "float16": schema.TensorType.FLOAT16,
    "bfloat16": schema.TensorType.BFLOAT16,
    "float64": schema.TensorType.FLOAT64,
    "int8": schema.TensorType.INT8,
    "uint8": schema.TensorType.UINT8,
    "int16": schema.TensorType.INT16,
    "uint16": schema.TensorType.UINT16,
    "int32": schema.TensorType.INT32,
    "uint32": schema.TensorType.UINT32,
    "int64": schema.TensorType.INT64,
    "uint64": schema.TensorType.UINT64,
    "int4": schema.TensorType.INT4,
    "int2": schema.TensorType.INT2,
    "uint4": schema.TensorType.UINT4,
    "bool": schema.TensorType.BOOL,
    "complex64": schema.TensorType.COMPLEX64,
    "complex128": schema.TensorType.COMPLEX128,
    "string": schema.TensorType.STRING,
    "resource": schema.TensorType.RESOURCE,
}

# The version that a converter writes for an op of these types; 1 where nothing is said.
VERSIONS = {
    ("CONV_2D", "int8"): 3, ("CONV_2D", "int16x8"): 4, ("CONV_2D", "hybrid"): 5,
    ("DEPTHWISE_CONV_2D", "int8"): 3, ("DEPTHWISE_CONV_2D", "int16x8"): 5, ("DEPTHWISE_CONV_2D", "hybrid"): 6,
    ("FULLY_CONNECTED", "int8"): 4, ("FULLY_CONNECTED", "int16x8"): 7, ("FULLY_CONNECTED", "hybrid"): 9,
    ("TRANSPOSE_CONV", "int8"): 2, ("TRANSPOSE_CONV", "int16x8"): 3, ("TRANSPOSE_CONV", "hybrid"): 5,
    ("ADD", "int8"): 2, ("ADD", "int16x8"): 3, ("SUB", "int8"): 2, ("SUB", "int16x8"): 5,
    ("MUL", "int8"): 2, ("MUL", "int16x8"): 4, ("MINIMUM", "int8"): 2, ("MINIMUM", "int16x8"): 4,
    ("MAXIMUM", "int8"): 2, ("MAXIMUM", "int16x8"): 4, ("AVERAGE_POOL_2D", "int8"): 2,
    ("AVERAGE_POOL_2D", "int16x8"): 3, ("MAX_POOL_2D", "int8"): 2, ("MAX_POOL_2D", "int16x8"): 3,
    ("MEAN", "int8"): 2, ("MEAN", "int16x8"): 3, ("SUM", "int8"): 2, ("REDUCE_MAX", "int8"): 2,
    ("REDUCE_MAX", "int16x8"): 3, ("REDUCE_MIN", "int8"): 2, ("REDUCE_MIN", "int16x8"): 3,
    ("PAD", "int8"): 2, ("PAD", "int16x8"): 3, ("PADV2", "int8"): 2, ("SOFTMAX", "int8"): 2,
    ("SOFTMAX", "int16x8"): 3, ("LOGISTIC", "int8"): 2, ("LOGISTIC", "int16x8"): 3, ("TANH", "int8"): 2,
    ("TANH", "int16x8"): 3, ("RELU", "int8"): 2, ("RELU6", "int8"): 2, ("LEAKY_RELU", "int8"): 2,
    ("LEAKY_RELU", "int16x8"): 2, ("CONCATENATION", "int8"): 2, ("CONCATENATION", "int16x8"): 3,
    ("SPLIT", "int8"): 2, ("SPLIT", "int16x8"): 4, ("SLICE", "int8"): 2, ("SLICE", "int16x8"): 4,
    ("STRIDED_SLICE", "int8"): 2, ("STRIDED_SLICE", "int16x8"): 4, ("TRANSPOSE", "int8"): 2,
    ("TRANSPOSE", "int16x8"): 4, ("GATHER", "int8"): 2, ("GATHER", "int16x8"): 4,
    ("RESIZE_BILINEAR", "int8"): 3, ("RESIZE_BILINEAR", "int16x8"): 4,
    ("RESIZE_NEAREST_NEIGHBOR", "int8"): 3, ("RESIZE_NEAREST_NEIGHBOR", "int16x8"): 4,
    ("QUANTIZE", "int8"): 2, ("QUANTIZE", "int16x8"): 2, ("DEQUANTIZE", "int8"): 2,
    ("DEQUANTIZE", "int16x8"): 3, ("ARG_MAX", "int8"): 2, ("ARG_MIN", "int8"): 2,
    ("SPLIT_V", "int8"): 2, ("PACK", "int8"): 2, ("UNPACK", "int8"): 2,
    # Of any type.
    "BROADCAST_TO": 2,
}

LIMITS = {"int8": (-128, 127), "uint8": (0, 255), "int16": (-32768, 32767)}


class Quant:
    """Scales and zero points of a tensor; one scale, or one for each index along `axis`."""

    def __init__(self, scale, zero_point=0, axis=0, fit=None):
        # "exact" or "tie" lets `fitted` choose the scale that the values of the tensor fill, "tie" a power of two.
        self.fit = fit
        self.scale = np.atleast_1d(np.asarray(scale, np.float32))
        self.zero_point = np.broadcast_to(np.asarray(zero_point, np.int64), self.scale.shape)
        self.axis = axis

    def table(self):
        table = schema.QuantizationParametersT()
        table.scale = self.scale
        table.zeroPoint = np.ascontiguousarray(self.zero_point)
        table.quantizedDimension = self.axis
        return table


def string_bytes(texts):
    """Strings as a buffer holds them: how many, where each begins and where the last ends, their bytes."""
    begins = np.cumsum([4 * (len(texts) + 2)] + [len(text) for text in texts])
    return np.asarray([len(texts), *begins], np.int32).tobytes() + b"".join(texts)


def type_name(value):
    """The type of an array as the tables here spell it."""
    return "string" if value.dtype.kind in "OS" else str(value.dtype)


def named_tensors(names):
    """The tables of a signature's inputs or outputs."""
    made = []
    for name, tensor in names.items():
        entry = schema.TensorMapT()
        entry.name, entry.tensorIndex = name, tensor
        made.append(entry)
    return made


class Graph:
    """One subgraph. Tensors are named by their index."""

    def __init__(self, parent=None):
        self.values = {}
        # Inputs of further invokes of the same interpreter, by input position.
        self.later = []
        # Tensors whose quantization is still to be chosen, in the order of computation, and its wish.
        self.fitted = []
        if parent is None:
            self.begin()
        else:
            self.model_table = parent.model_table
        self.subgraph = schema.SubGraphT()
        self.subgraph.name = "main" if parent is None else f"branch{len(self.model_table.subgraphs)}"
        self.subgraph.tensors = []
        self.subgraph.operators = []
        self.subgraph.inputs = []
        self.subgraph.outputs = []
        self.number = len(self.model_table.subgraphs)
        self.model_table.subgraphs.append(self.subgraph)

    def begin(self):
        """The tables that all subgraphs share."""
        self.model_table = schema.ModelT()
        self.model_table.version = 3
        self.model_table.description = "ferrolite golden"
        # Buffer 0 is the empty one of every tensor without data.
        self.model_table.buffers = [schema.BufferT()]
        self.model_table.operatorCodes = []
        self.model_table.subgraphs = []

    def branch(self):
        """Another subgraph of the same model."""
        return Graph(self)

    def tensor(self, dtype, shape=(), quant=None, name=None):
        """A tensor without data."""
        tensor = schema.TensorT()
        tensor.name = name or f"t{len(self.subgraph.tensors)}"
        tensor.type = TYPES[dtype]
        tensor.shape = np.asarray(shape, np.int32)
        tensor.buffer = 0
        if quant is not None:
            tensor.quantization = quant.table()
            if quant.fit:
                self.fitted.append((len(self.subgraph.tensors), quant))
        self.subgraph.tensors.append(tensor)
        return len(self.subgraph.tensors) - 1

    def input(self, value, quant=None, name=None):
        """A graph input that will be fed `value`."""
        index = self.tensor(type_name(value), value.shape, quant, name)
        self.subgraph.inputs.append(index)
        self.values[index] = value
        return index

    def constant(self, value, quant=None, name=None):
        """A tensor with data."""
        value = np.array(value, order="C")
        data = string_bytes(list(value.reshape(-1))) if type_name(value) == "string" else value.tobytes()
        return self.stored_tensor(type_name(value), value.shape, data, quant, name)

    def packed(self, value, dtype, quant=None):
        """A constant of a type of 4 or 2 bits, the first element in the lowest bits."""
        bits = 2 if dtype == "int2" else 4
        flat = np.asarray(value).reshape(-1).astype(np.uint8) & (2**bits - 1)
        flat = np.pad(flat, (0, -flat.size % (8 // bits))).reshape(-1, 8 // bits)
        data = (flat << (bits * np.arange(8 // bits))).sum(axis=1).astype(np.uint8)
        return self.stored_tensor(dtype, np.shape(value), data.tobytes(), quant)

    def stored_tensor(self, dtype, shape, data, quant=None, name=None):
        """A tensor with these bytes."""
        index = self.tensor(dtype, shape, quant, name)
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(data, np.uint8)
        self.model_table.buffers.append(buffer)
        self.subgraph.tensors[index].buffer = len(self.model_table.buffers) - 1
        return index

    def state(self, dtype, shape, quant=None):
        """A variable, kept from invoke to invoke."""
        index = self.tensor(dtype, shape, quant)
        self.subgraph.tensors[index].isVariable = True
        return index

    def ints(self, *values, dtype=np.int32):
        """A constant vector of integers: axes, shapes, paddings."""
        return self.constant(np.asarray(values, dtype))

    def op(self, name, inputs, outputs, options=None, kind=None, custom=None, between=None):
        """An operator. `outputs` are (dtype, quant); gives their indices, or the one."""
        made = [self.tensor(dtype, (), quant) for dtype, quant in outputs]
        operator = schema.OperatorT()
        operator.opcodeIndex = self.code(name, VERSIONS.get((name, kind), VERSIONS.get(name, 1)), custom is not None)
        operator.inputs = list(inputs)
        operator.outputs = made
        if options is not None:
            union = type(options).__name__[: -len("T")]
            if hasattr(schema.BuiltinOptions, union):
                operator.builtinOptions, operator.builtinOptionsType = options, getattr(schema.BuiltinOptions, union)
            else:
                operator.builtinOptions2, operator.builtinOptions2Type = options, getattr(schema.BuiltinOptions2, union)
        if between is not None:
            operator.intermediates = [self.tensor(dtype, (), quant) for dtype, quant in between]
        if custom is not None:
            operator.customOptions = np.frombuffer(custom, np.uint8)
        self.subgraph.operators.append(operator)
        return made[0] if len(made) == 1 else made

    def code(self, name, version, custom):
        builtin = schema.BuiltinOperator.CUSTOM if custom else getattr(schema.BuiltinOperator, name)
        for index, code in enumerate(self.model_table.operatorCodes):
            if (code.builtinCode, code.version, code.customCode) == (builtin, version, name if custom else None):
                return index
        code = schema.OperatorCodeT()
        code.builtinCode = builtin
        code.deprecatedBuiltinCode = min(builtin, 127)
        code.version = version
        code.customCode = name if custom else None
        self.model_table.operatorCodes.append(code)
        return len(self.model_table.operatorCodes) - 1

    def output(self, *tensors):
        """Declares graph outputs."""
        self.subgraph.outputs.extend(tensors)

    def signature(self, key, inputs, outputs):
        """Declares a signature: names of this subgraph's inputs and outputs, with their tensors."""
        table = schema.SignatureDefT()
        table.signatureKey, table.subgraphIndex = key, self.number
        table.inputs, table.outputs = named_tensors(inputs), named_tensors(outputs)
        self.model_table.signatureDefs = (self.model_table.signatureDefs or []) + [table]

    def set_shapes(self, shapes):
        """Writes the shapes of computed tensors."""
        for index, shape in shapes.items():
            self.subgraph.tensors[index].shape = np.asarray(shape, np.int32)

    @property
    def stored(self):
        """Indices of the tensors that are not compared: those with data, those whose elements numpy does not have, the
        states and what an operator keeps between its steps."""
        between = [index for op in self.subgraph.operators for index in op.intermediates or []]
        hidden = {TYPES[name] for name in ("bfloat16", "int4", "int2", "uint4", "resource")}
        tensors = enumerate(self.subgraph.tensors)
        return {index for index, one in tensors if one.buffer or one.isVariable or one.type in hidden}.union(between)

    def settle(self, wish, quant):
        """Gives every tensor of this wish its scale and zero point."""
        wish.scale, wish.zero_point = quant.scale, quant.zero_point
        for index, other in self.fitted:
            if other is wish:
                self.subgraph.tensors[index].quantization = wish.table()

    def model(self):
        """The file's bytes."""
        declared = self.subgraph.outputs
        self.subgraph.outputs = declared or [result for op in self.subgraph.operators for result in op.outputs]
        builder = flatbuffers.Builder(1024)
        builder.Finish(self.model_table.Pack(builder), b"TFL3")
        self.subgraph.outputs = declared
        return bytes(builder.Output())

