"""Inputs from a seed, and archives of arrays."""

import numpy as np


def random_inputs(graph, seed, shapes=None):
    """Arrays for all inputs: quantized ones over their whole range, floats from -1 to 1, wider integers, which may be
    indices, 0 or 1. `shapes` replaces those of the file, by position."""
    random = np.random.default_rng([seed, 0xFE])
    shapes = shapes or {}
    return [
        random_array(random, graph.tensors[index], shapes.get(position)) for position, index in enumerate(graph.inputs)
    ]


def random_array(random, tensor, shape=None):
    """One array for a tensor."""
    shape = tensor.shape if shape is None else tuple(shape)
    if tensor.dtype == "string":
        texts = [f"text {number}".encode() for number in range(int(np.prod(shape)))]
        return np.asarray(texts, object).reshape(shape)
    if tensor.dtype in ("int4", "int2", "uint4"):
        low, high = {"int4": (-8, 7), "int2": (-2, 1), "uint4": (0, 15)}[tensor.dtype]
        return random.integers(low, high, shape, np.int8 if low else np.uint8, endpoint=True)
    try:
        dtype = np.dtype(tensor.dtype)
    except TypeError:
        raise ValueError(f"input {tensor.name!r} is {tensor.dtype}, for which there are no random values") from None
    if dtype.kind == "f":
        return random.uniform(-1.0, 1.0, shape).astype(dtype)
    if dtype.kind == "c":
        return (random.uniform(-1.0, 1.0, shape) + 1j * random.uniform(-1.0, 1.0, shape)).astype(dtype)
    if dtype == np.bool_:
        return random.integers(0, 2, shape).astype(bool)
    if dtype.itemsize > 2:
        return random.integers(0, 2, shape).astype(dtype)
    info = np.iinfo(dtype)
    return random.integers(info.min, info.max, shape, dtype, endpoint=True)


def storable(array):
    """Strings as numpy stores them without pickles; everything else as it is."""
    return array.astype("S") if array.dtype.kind == "O" else array


def prefixes(count):
    """What the keys of each step begin with."""
    return [""] if count == 1 else [f"step{number}_" for number in range(count)]


def save_inputs(path, steps):
    """Writes the inputs of each step as `input_<i>` or `step<k>_input_<i>`."""
    with open(path, "wb") as file:
        np.savez(file, **keyed_inputs(steps))


def keyed_inputs(steps):
    """The inputs of each step by their keys."""
    return {
        f"{prefix}input_{position}": storable(array)
        for prefix, step in zip(prefixes(len(steps)), steps)
        for position, array in enumerate(step)
    }


def load_inputs(path, graph):
    """The inputs of each step, by position or by name."""
    with np.load(path, allow_pickle=False) as archive:
        arrays = {key: archive[key] for key in archive.files}
    names = {graph.tensors[index].name: position for position, index in enumerate(graph.inputs)}
    steps = {}
    for key, array in arrays.items():
        number, rest = step_of(key)
        tail = rest[len("input_") :]
        position = int(tail) if rest.startswith("input_") and tail.isdigit() else names.get(rest)
        if position is None:
            raise ValueError(f"{path}: no input is called {key!r}")
        steps.setdefault(number, {})[position] = array
    for number, step in steps.items():
        missing = [position for position in range(len(graph.inputs)) if position not in step]
        if missing:
            raise ValueError(f"{path}: there is no array for input {missing[0]} of step {number}")
    if not steps:
        if graph.inputs:
            raise ValueError(f"{path}: there is no array")
        return [[]]
    return [[steps[number][position] for position in range(len(graph.inputs))] for number in sorted(steps)]


def step_of(key):
    """The number of the step that a key such as `step3_input_0` is of, and the rest."""
    head, _, rest = key.partition("_")
    if head.startswith("step") and head[4:].isdigit() and rest:
        return int(head[4:]), rest
    return 0, key
