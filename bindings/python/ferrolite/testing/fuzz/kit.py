"""What makers of cases share: scales, zero points and values from choices."""

import numpy as np

from ..build import LIMITS, Quant
from ..operands import values

# The operators that cases are made for, each with its maker.
MAKERS = {}


def maker(*ops):
    """Registers a function of (choices, op) that makes a case: (op, kind, graph)."""

    def register(function):
        for op in ops:
            MAKERS.setdefault(op, []).append(function)
        return function

    return register


def scale(choices, dtype, usual=0.02):
    """A scale around the usual, a power of two, or now and then a tiny or a huge one."""
    usual /= 256 if dtype == "int16" else 1
    kind = choices.below(8)
    if kind < 4:
        return choices.real(usual / 4, usual * 4)
    if kind < 6:
        return 2.0 ** (int(np.log2(usual)) + choices.integer(0, 4) - 2)
    return choices.real(usual / 1e5, usual / 10) if kind == 6 else choices.real(usual * 10, usual * 1e4)


def zero_point(choices, dtype):
    """Zero or the middle, an end of the range, or anything."""
    if dtype == "int16" or dtype not in LIMITS:
        return 0
    low, high = LIMITS[dtype]
    return [0 if low else 128, low, high, choices.integer(low, high)][choices.below(4)]


def quantization(choices, dtype, usual=0.02, zero=None):
    """A scale and a zero point; None for types that are not quantized."""
    if dtype not in LIMITS:
        return None
    return Quant(scale(choices, dtype, usual), zero_point(choices, dtype) if zero is None else zero)


def result(choices, dtype, usual=0.02):
    """The quantization of a result: mostly one that the values fill, which the reference is asked for."""
    if dtype not in LIMITS:
        return None
    kind = choices.below(6)
    if kind == 5:
        return quantization(choices, dtype, usual)
    usual /= 256 if dtype == "int16" else 1
    return Quant(usual * 8, 128 if dtype == "uint8" else 0, fit="tie" if kind == 4 else "exact")


def array(choices, dtype, shape, low=None, high=None):
    """Values of a type: over the whole range, only its ends, few different ones, or all alike."""
    random = choices.generator()
    kind = choices.below(8)
    found = values(random, dtype, shape, low, high)
    if kind < 5 or found.dtype.kind in "Ob" or not found.size:
        return found
    if found.dtype.kind == "f":
        some = np.asarray([0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -0.0] if low is None else [low, (low + high) / 2, high])
        return random.choice(some, shape).astype(found.dtype) if kind < 7 else np.full_like(found, found.reshape(-1)[0])
    if found.dtype.kind == "c":
        return found
    ends = (low, high) if low is not None else LIMITS.get(dtype, (-1000, 1000))
    ends = (max(0, ends[0]) if found.dtype.kind == "u" else ends[0], ends[1])
    if kind == 5:
        return random.choice(np.asarray(ends), shape).astype(found.dtype)
    if kind == 6:
        few = np.clip(random.integers(ends[0] + ends[1] - 2, ends[0] + ends[1] + 2, shape) // 2, *ends)
        return few.astype(found.dtype)
    return np.full_like(found, found.reshape(-1)[0])


def operand(choices, dtype, shape, quantized=None, low=None, high=None, constant=4):
    """An operand for `single`: an input, or a constant in one of `constant` cases."""
    value = array(choices, dtype, shape, low, high)
    # LiteRT's Python interface cannot set a single string.
    if constant and choices.chance(constant) or (dtype == "string" and not shape):
        return lambda graph: graph.constant(value, quantized)
    return (dtype, value, quantized)


def axis(choices, rank):
    """An axis, counted from the front or from the back."""
    place = choices.below(rank)
    return place - rank if choices.chance(3) else place


def ints(choices, value, dtype=np.int32):
    """Integers that are mostly a constant, and an input now and then."""
    value = np.asarray(value, dtype)
    return (str(value.dtype), value) if choices.chance(5) else value
