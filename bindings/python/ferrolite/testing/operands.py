"""What makers of models share: kinds of arithmetic, random quantization, random data."""

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from .build import LIMITS, TYPES, Graph, Quant

# int8, uint8 and int16x8: quantized; hybrid: float activations with int8 weights.
QUANTIZED = ["int8", "uint8", "int16x8"]
ACTIVATIONS = {
    "NONE": schema.ActivationFunctionType.NONE,
    "RELU": schema.ActivationFunctionType.RELU,
    "RELU_N1_TO_1": schema.ActivationFunctionType.RELU_N1_TO_1,
    "RELU6": schema.ActivationFunctionType.RELU6,
}
SAME, VALID = schema.Padding.SAME, schema.Padding.VALID


def activation_type(kind):
    """The type of activations of a kind of arithmetic."""
    return {"int16x8": "int16", "hybrid": "float32"}.get(kind, kind)


def power_of_two(value):
    return float(2.0 ** np.round(np.log2(value)))


def quant(random, dtype, tie=False, end=None, scale=None):
    """A random scale and zero point. `tie` rounds the scale to a power of two, which makes exact halves
    common; `end` puts the zero point at an end of the range. None for types that are not quantized."""
    if dtype not in LIMITS:
        return None
    low, high = LIMITS[dtype]
    if scale is None:
        scale = np.exp(random.uniform(np.log(0.004), np.log(0.2))) * (1 / 256 if dtype == "int16" else 1)
    if tie:
        scale = power_of_two(scale)
    if dtype == "int16":
        return Quant(scale)
    zero_point = {"low": low, "high": high}.get(end)
    if zero_point is None:
        zero_point = int(random.integers(low // 2 if low else 64, high // 2 + (64 if low == 0 else 0)))
    return Quant(scale, zero_point)


def fitted(random, dtype, tie=False, scale=None):
    """Quantization of a result: `fill` replaces it by what the values fill. `scale` is a first guess, widened so
    that nothing saturates."""
    wish = quant(random, dtype, scale=scale)
    if wish is None:
        return None
    middle = 0 if dtype != "uint8" else 128
    return Quant(wish.scale * 8, middle, fit="tie" if tie else "exact")


def fill(coarse, wish):
    """The scale and zero point under which the values of `coarse`, a tensor of scale `wish`, fill the range."""
    low, high = LIMITS[str(coarse.dtype)]
    if not coarse.size:
        return Quant(wish.scale, wish.zero_point)
    real = (coarse.astype(np.float64) - wish.zero_point[0]) * float(wish.scale[0])
    least, most = np.percentile(real, [2, 98])
    least, most = min(least, 0.0), max(most, 0.0)
    if coarse.dtype == np.int16:
        scale = max(-least, most) / 32000
    else:
        scale = (most - least) / 250
    scale = scale or float(wish.scale[0])
    if wish.fit == "tie":
        scale = 2.0 ** np.ceil(np.log2(scale))
    if coarse.dtype == np.int16:
        return Quant(scale)
    return Quant(scale, int(np.clip(np.rint(low - least / scale), low, high)))


def data(random, dtype, shape, spread=1.0):
    """Values over the whole range of an integer type, extremes included; normal floats."""
    shape = tuple(shape)
    if dtype in ("float32", "float16"):
        return random.normal(0.0, spread, shape).astype(dtype)
    if dtype == "bool":
        return random.integers(0, 2, shape).astype(bool)
    low, high = LIMITS.get(dtype, (-1000, 1000))
    values = random.integers(low, high, shape, endpoint=True).astype(dtype)
    flat = values.reshape(-1)
    if flat.size >= 8 and dtype in LIMITS:
        places = random.choice(flat.size, 2, replace=False)
        flat[places] = [low, high]
    return values


def ends(number):
    """The zero point's place for the n-th case: somewhere, lowest, highest."""
    return [None, "low", "high"][number % 3]


def options(name, /, **fields):
    """An option table with its fields set."""
    table = getattr(schema, f"{name}OptionsT")()
    for key, value in fields.items():
        assert hasattr(table, key), (name, key)
        setattr(table, key, value)
    return table


# Types that numpy does not have: they are made from float32 by a CAST, and back.
CARRIED = ("bfloat16", "int4", "int2", "uint4")
NUMBERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "bfloat16", "float32",
           "float64"]
WORDS = ["the", "quick", "brown", "fox", "jumps over", "", "a", "lazy dog"]


def values(random, dtype, shape, low=None, high=None):
    """Values of any type; integers between `low` and `high`, reals too where these are given."""
    shape = tuple(shape)
    if dtype == "string":
        return np.asarray([word.encode() for word in random.choice(WORDS, shape).reshape(-1)], object).reshape(shape)
    if dtype == "bool":
        return random.integers(0, 2, shape).astype(bool)
    if dtype in CARRIED or dtype.startswith(("float", "complex")):
        if "int" in dtype:
            low, high = {"int4": (-8, 7), "uint4": (0, 15), "int2": (-2, 1)}[dtype]
            return random.integers(low, high, shape, endpoint=True).astype(np.float32)
        real = random.normal(0.0, 1.0, shape) if low is None else random.uniform(low, high, shape)
        if dtype.startswith("complex"):
            real = real + 1j * random.normal(0.0, 1.0, shape)
        return real.astype(np.float32 if dtype == "bfloat16" else dtype)
    if low is None:
        low, high = LIMITS.get(dtype, (-1000, 1000))
    return random.integers(0 if dtype.startswith("u") and low < 0 else low, high, shape, endpoint=True).astype(dtype)


def feed(graph, dtype, value, quantized=None):
    """An input of any type; carried types arrive as float32."""
    if dtype not in CARRIED:
        return graph.input(value, quantized)
    carrier = graph.input(value)
    return graph.op("CAST", [carrier], [(dtype, quantized)], options("Cast", outDataType=TYPES[dtype]))


def deliver(graph, dtype, tensor):
    """A result of a carried type as float32 again."""
    if dtype in CARRIED:
        graph.op("CAST", [tensor], [("float32", None)], options("Cast", inDataType=TYPES[dtype]))


def single(op, kind, operands, results, table=None, **more):
    """A model of one operator. Operands: None for an absent one, an array for a constant, (dtype, array) or
    (dtype, array, quant) for an input. Results: types, or (type, quant)."""
    graph = Graph()
    tensors = []
    for operand in operands:
        if operand is None:
            tensors.append(-1)
        elif isinstance(operand, tuple):
            tensors.append(feed(graph, operand[0], operand[1], *operand[2:]))
        elif isinstance(operand, np.ndarray):
            tensors.append(graph.constant(operand))
        else:
            tensors.append(operand(graph))
    results = [(result, None) if isinstance(result, str) else result for result in results]
    made = graph.op(op, tensors, results, table, kind, **more)
    for result, tensor in zip(results, made if isinstance(made, list) else [made]):
        deliver(graph, result[0], tensor)
    return op, kind, graph


def i32(*values_):
    return np.asarray(values_, np.int32)


def i64(*values_):
    return np.asarray(values_, np.int64)


def scalar(value, dtype=np.int32):
    return np.asarray(value, dtype)
