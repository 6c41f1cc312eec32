"""Reads the graph of a model: names, types, shapes, who writes and who reads which tensor. Data is not read.

A reader of its own, so that reports need neither a compiled runtime nor the reference."""

import struct

from .names import OPERATORS

TYPES = (
    "float32 float16 int32 uint8 int64 string bool int16 complex64 int8 float64 complex128 uint64 resource variant"
    " uint32 uint16 int4 bfloat16 int2 uint4 float8_e4m3fn float8_e5m2"
).split()
CUSTOM = OPERATORS.index("CUSTOM")


class Table:
    """A FlatBuffers table at a place of a buffer. Fields are numbered in the order of the schema."""

    def __init__(self, buffer, place):
        self.buffer, self.place = buffer, place
        self.fields = place - struct.unpack_from("<i", buffer, place)[0]
        self.size = struct.unpack_from("<H", buffer, self.fields)[0]

    def field(self, number):
        """Where a field is; None for one that is not stored."""
        entry = 4 + 2 * number
        if entry >= self.size:
            return None
        offset = struct.unpack_from("<H", self.buffer, self.fields + entry)[0]
        return self.place + offset if offset else None

    def scalar(self, number, form, default=0):
        place = self.field(number)
        return default if place is None else struct.unpack_from("<" + form, self.buffer, place)[0]

    def follow(self, number):
        place = self.field(number)
        return None if place is None else place + struct.unpack_from("<I", self.buffer, place)[0]

    def vector(self, number, form):
        """A vector of numbers as a list."""
        start = self.follow(number)
        if start is None:
            return []
        count = struct.unpack_from("<I", self.buffer, start)[0]
        return list(struct.unpack_from(f"<{count}{form}", self.buffer, start + 4))

    def length(self, number):
        start = self.follow(number)
        return 0 if start is None else struct.unpack_from("<I", self.buffer, start)[0]

    def text(self, number):
        start = self.follow(number)
        if start is None:
            return ""
        count = struct.unpack_from("<I", self.buffer, start)[0]
        return bytes(self.buffer[start + 4 : start + 4 + count]).decode("utf-8", "replace")

    def table(self, number):
        place = self.follow(number)
        return None if place is None else Table(self.buffer, place)

    def tables(self, number):
        start = self.follow(number)
        if start is None:
            return []
        count = struct.unpack_from("<I", self.buffer, start)[0]
        places = range(start + 4, start + 4 + 4 * count, 4)
        return [Table(self.buffer, place + struct.unpack_from("<I", self.buffer, place)[0]) for place in places]


class Tensor:
    """A tensor as the file has it."""

    def __init__(self, index, table, buffers):
        self.index = index
        self.name = table.text(3)
        code = table.scalar(1, "b")
        self.dtype = TYPES[code] if 0 <= code < len(TYPES) else f"type {code}"
        self.shape = tuple(table.vector(0, "i"))
        quantization = table.table(4)
        self.scales = quantization.vector(2, "f") if quantization else []
        self.zero_points = quantization.vector(3, "q") if quantization else []
        self.axis = quantization.scalar(5, "i") if quantization else 0
        buffer = table.scalar(2, "I")
        stored = buffers[buffer] if 0 < buffer < len(buffers) else None
        self.constant = stored is not None and (stored.length(0) > 0 or stored.scalar(1, "Q") > 1)
        self.variable = bool(table.scalar(5, "?", False))


class Operator:
    """An operator of the main graph."""

    def __init__(self, index, table, codes):
        self.index = index
        number = table.scalar(0, "I")
        self.name, self.version = codes[number] if number < len(codes) else (f"code {number}", 1)
        # An absent operand is -1.
        self.inputs = [tensor for tensor in table.vector(1, "i") if tensor >= 0]
        self.outputs = [tensor for tensor in table.vector(2, "i") if tensor >= 0]
        self.intermediates = [tensor for tensor in table.vector(8, "i") if tensor >= 0]


class Graph:
    """The main graph of a model. `writers` gives the operator that computes a tensor, `readers` those that use it."""

    def __init__(self, model):
        try:
            self._read(bytes(model))
        except (struct.error, IndexError) as error:
            raise ValueError(f"no TensorFlow Lite model: {error}") from error

    def _read(self, model):
        if model[4:8] != b"TFL3":
            raise ValueError("no TensorFlow Lite model: the file identifier TFL3 is missing")
        root = Table(model, struct.unpack_from("<I", model, 0)[0])
        codes = [operator_code(table) for table in root.tables(1)]
        buffers = root.tables(4)
        main = root.tables(2)[0]
        self.main = main
        self.tensors = [Tensor(index, table, buffers) for index, table in enumerate(main.tables(0))]
        self.inputs, self.outputs = main.vector(1, "i"), main.vector(2, "i")
        self.operators = [Operator(index, table, codes) for index, table in enumerate(main.tables(3))]
        self.writers = {tensor: op for op in self.operators for tensor in op.outputs}
        self.readers = {}
        for op in self.operators:
            for tensor in dict.fromkeys(op.inputs):
                self.readers.setdefault(tensor, []).append(op)

    def computed(self):
        """Indices of what operators compute and a runtime can hand over, in the order of the graph."""
        found = []
        for op in self.operators:
            for tensor in op.outputs:
                # A loop need not write what nobody reads.
                unread = op.name == "WHILE" and tensor not in self.readers and tensor not in self.outputs
                if self.tensors[tensor].dtype not in ("resource", "variant") and not unread:
                    found.append(tensor)
        return found


def operator_code(table):
    """The name and version of an operator code; custom operators go by their own name."""
    builtin = max(table.scalar(3, "i"), table.scalar(0, "b"))
    custom = table.text(1)
    name = custom if builtin == CUSTOM and custom else None
    if name is None:
        name = OPERATORS[builtin] if 0 <= builtin < len(OPERATORS) else f"operator {builtin}"
    return name, table.scalar(2, "i", 1)


def expose(model, tensors):
    """The model with these tensors as the outputs of its main graph: a runtime that fuses must then compute them.

    A new list is written behind the file, and the one offset that leads to it replaced."""
    graph = Graph(model)
    place = graph.main.field(2)
    if place is None:
        return bytes(model)
    changed = bytearray(model)
    changed += bytes(-len(changed) % 4)
    struct.pack_into("<I", changed, place, len(changed) - place)
    changed += struct.pack(f"<I{len(tensors)}i", len(tensors), *tensors)
    return bytes(changed)
