"""Runs models under LiteRT's reference kernels and stores every tensor.

A case is a folder of a zip: the model, its inputs, every tensor that is not
constant, and how near another runtime must come.
"""

import io
import json
import zipfile

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

from build import LIMITS, Quant

REF = OpResolverType.BUILTIN_REF
# Where the reference kernels are known to be wrong the optimised ones are the truth.
OPTIMISED = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def run(model, values, resolver, repeat=1):
    """The interpreter after an invoke with `values` by input position."""
    interpreter = Interpreter(
        model_content=model,
        experimental_op_resolver_type=resolver,
        experimental_preserve_all_tensors=True,
    )
    for detail, value in zip(interpreter.get_input_details(), values):
        if tuple(detail["shape"]) != value.shape:
            interpreter.resize_tensor_input(detail["index"], value.shape)
    interpreter.allocate_tensors()
    for _ in range(repeat):
        for detail, value in zip(interpreter.get_input_details(), values):
            interpreter.set_tensor(detail["index"], value)
        interpreter.invoke()
    return interpreter


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


def record(graph, resolver=REF):
    """Model bytes, inputs and tensors of a `Graph`; raises RuntimeError or ValueError if LiteRT refuses it."""
    values = [graph.values[index] for index in graph.subgraph.inputs]
    fit(graph, resolver)
    constants = graph.stored
    count = len(graph.subgraph.tensors)
    first = tensors(run(graph.model(), values, resolver), count, constants)
    graph.set_shapes({index: value.shape for index, value in first.items()})
    model = graph.model()
    second = tensors(run(model, values, resolver), count, constants)
    for index, value in first.items():
        if not np.array_equal(value, second[index], equal_nan=value.dtype.kind == "f"):
            raise ValueError(f"tensor {index} differs from run to run")
    return model, values, second


def tolerance(found):
    """Exact for integers; floats near, relative to the largest value of all tensors."""
    floats = [value for value in found.values() if value.dtype.kind == "f" and value.size]
    if not floats:
        return {"kind": "exact"}
    finite = [np.abs(value[np.isfinite(value)]) for value in floats]
    largest = max([float(value.max()) for value in finite if value.size] + [0.1])
    return {"kind": "close", "rtol": 1e-5, "atol": float(f"{1e-5 * largest:.2g}")}


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


def entries(model, values, found, op, kind, near=None):
    """The four files of a case."""
    meta = {"op": op, "dtype": kind, "tolerance": near or tolerance(found)}
    return {
        "model.tflite": model,
        "inputs.npz": npz({f"input_{index}": value for index, value in enumerate(values)}),
        "tensors.npz": npz({f"tensor_{index}": value for index, value in found.items()}),
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
