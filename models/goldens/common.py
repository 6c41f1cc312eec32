"""What the case makers share: kinds of arithmetic, random quantization, random data."""

import zlib

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from build import LIMITS, Quant

SEED = 20240607
# int8, uint8 and int16x8: quantized; hybrid: float activations with int8 weights.
QUANTIZED = ["int8", "uint8", "int16x8"]
ACTIVATIONS = {
    "NONE": schema.ActivationFunctionType.NONE,
    "RELU": schema.ActivationFunctionType.RELU,
    "RELU_N1_TO_1": schema.ActivationFunctionType.RELU_N1_TO_1,
    "RELU6": schema.ActivationFunctionType.RELU6,
}
SAME, VALID = schema.Padding.SAME, schema.Padding.VALID


def random_for(*name):
    """A generator of its own for each case: adding a case changes no other."""
    return np.random.default_rng([SEED, zlib.crc32("/".join(map(str, name)).encode())])


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
    """Quantization of a result: `record.py` replaces it by what the values fill. `scale` is a first guess,
    widened so that nothing saturates."""
    wish = quant(random, dtype, scale=scale)
    if wish is None:
        return None
    middle = 0 if dtype != "uint8" else 128
    return Quant(wish.scale * 8, middle, fit="tie" if tie else "exact")


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


def options(name, **fields):
    """An option table with its fields set."""
    table = getattr(schema, f"{name}OptionsT")()
    for key, value in fields.items():
        assert hasattr(table, key), (name, key)
        setattr(table, key, value)
    return table
