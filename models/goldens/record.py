"""Runs models under LiteRT's reference kernels and stores every tensor.

A case is a folder of a zip: the model, its inputs, every tensor that is not
constant, and how near another runtime must come.
"""

import io
import json
import zipfile

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from common import fill

REF = OpResolverType.BUILTIN_REF
# Where the reference kernels are known to be wrong the optimised ones are the truth.
OPTIMISED = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
# With the delegate, which fuses operators: only outputs can be read.
DEFAULT = OpResolverType.AUTO
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def run(model, values, resolver, keep=True):
    """The interpreter after an invoke with `values` by input position."""
    interpreter = Interpreter(
        model_content=model,
        experimental_op_resolver_type=resolver,
        experimental_preserve_all_tensors=keep,
    )
    for detail, value in zip(interpreter.get_input_details(), values):
        if tuple(detail["shape"]) != value.shape:
            interpreter.resize_tensor_input(detail["index"], value.shape)
    interpreter.allocate_tensors()
    invoke(interpreter, values)
    return interpreter


def invoke(interpreter, values):
    """One more invoke of an interpreter."""
    for detail, value in zip(interpreter.get_input_details(), values):
        interpreter.set_tensor(detail["index"], value)
    interpreter.invoke()


def tensors(interpreter, count, constants):
    """Every computed or supplied tensor of the main subgraph by index."""
    found = {}
    for index in range(count):
        if index in constants:
            continue
        try:
            found[index] = np.array(interpreter.get_tensor(index))
        except ValueError:
            # Never computed: an optional result, or an unused tensor.
            continue
    return found


def steps(graph, model, resolver):
    """The tensors after each invoke."""
    constants, count = graph.stored, len(graph.subgraph.tensors)
    if resolver == DEFAULT:
        constants = set(range(count)).difference(graph.subgraph.inputs, graph.subgraph.outputs)
    values = [graph.values[index] for index in graph.subgraph.inputs]
    interpreter = run(model, values, resolver, resolver != DEFAULT)
    found = [tensors(interpreter, count, constants)]
    for values in graph.later:
        invoke(interpreter, values)
        found.append(tensors(interpreter, count, constants))
    return found


def fit(graph, resolver=REF):
    """Chooses the scales of the tensors that asked for it, so that most values are inside the range and some
    are not. Tensors that share a wish (the results of a SPLIT) share a scale."""
    values = [graph.values[index] for index in graph.subgraph.inputs]
    for index, wish in graph.fitted:
        if wish.fit:
            coarse = np.array(run(graph.model(), values, resolver).get_tensor(index))
            graph.settle(wish, fill(coarse, wish))
            wish.fit = None
    graph.fitted.clear()


def record(graph, resolver=REF):
    """Model bytes, inputs and tensors of each invoke of a `Graph`; raises RuntimeError or ValueError if LiteRT
    refuses it."""
    fit(graph, resolver)
    first = steps(graph, graph.model(), resolver)
    graph.set_shapes({index: value.shape for index, value in first[0].items()})
    model = graph.model()
    second = steps(graph, model, resolver)
    for one, other in zip(first, second):
        for index, value in one.items():
            if not np.array_equal(value, other[index], equal_nan=value.dtype.kind in "fc"):
                raise ValueError(f"tensor {index} differs from run to run")
    inputs = [[graph.values[index] for index in graph.subgraph.inputs], *graph.later]
    return model, inputs, second


def tolerance(found):
    """Exact for integers; floats near, relative to the largest value of all tensors."""
    floats = [value for value in found if value.dtype.kind in "fc" and value.size]
    if not floats:
        return {"kind": "exact"}
    finite = [np.abs(value[np.isfinite(value)]) for value in floats]
    largest = max([float(value.max()) for value in finite if value.size] + [0.1])
    # Half floats have eleven bits.
    unit = 1e-3 if any(value.dtype == np.float16 for value in floats) else 1e-5
    return {"kind": "close", "rtol": unit, "atol": float(f"{unit * largest:.2g}")}


def npz(arrays):
    """An `.npz` whose bytes depend on nothing but the arrays."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(arrays):
            # A contiguous array of the same rank: ascontiguousarray would make scalars vectors.
            member = io.BytesIO()
            np.lib.format.write_array(member, np.array(arrays[name], order="C"), version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", FIXED_TIME), member.getvalue())
    return out.getvalue()


def stored(value):
    """Strings as numpy stores them without pickles; everything else as it is."""
    return value.astype("S") if value.dtype.kind == "O" else value


def entries(model, inputs, found, op, kind, near=None):
    """The four files of a case; `inputs` and `found` by invoke."""
    meta = {"op": op, "dtype": kind, "tolerance": near or tolerance([one for step in found for one in step.values()])}
    if len(found) > 1:
        meta["steps"] = len(found)
    prefixes = [f"step{step}_" for step in range(len(found))] if len(found) > 1 else [""]
    inputs = {f"{prefix}input_{index}": stored(value)
              for prefix, step in zip(prefixes, inputs) for index, value in enumerate(step)}
    found = {f"{prefix}tensor_{index}": stored(value)
             for prefix, step in zip(prefixes, found) for index, value in step.items()}
    return {
        "model.tflite": model,
        "inputs.npz": npz(inputs),
        "tensors.npz": npz(found),
        "meta.json": json.dumps(meta, sort_keys=True).encode() + b"\n",
    }


def write_zip(path, cases):
    """Writes `{case: {file: bytes}}`; the same cases give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for case in sorted(cases):
            for name in sorted(cases[case]):
                info = zipfile.ZipInfo(f"{case}/{name}", FIXED_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, cases[case][name])
