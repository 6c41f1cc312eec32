#!/usr/bin/env python3
"""Records what LiteRT's reference kernels compute in whole networks, for tests/models.rs.

    python models/goldens/record_models.py NETWORKS_FOLDER TRACES_FOLDER [NAME ...]

NETWORKS_FOLDER holds models.json and the files that it lists. For each network a
folder of TRACES_FOLDER gets

    inputs.npz    the seeded inputs, input_<i>
    outputs.npz   the floating outputs, output_<i>
    trace.json    every supplied or computed tensor of the main subgraph: shape and
                  type; integers by the sha256 of their little-endian bytes, floats
                  by their least and greatest value, some of their elements and how
                  far LiteRT's own kernels are apart in it

Networks that lack a reference kernel are run by the optimised kernels, those that only
the default delegate runs by it, and only their outputs are kept. Of networks that
LiteRT refuses there is only the message. Traces are too big to commit: they belong into
a cache.
"""

import hashlib
import json
import multiprocessing
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

import record

SEED = 20240607
SAMPLES = 256
SECONDS = 600
RESOLVERS = [record.REF, record.OPTIMISED, record.DEFAULT]


def forgive(model):
    """LiteRT refuses an axis beyond the rank even where there is only one it can mean: a single scale, or a
    vector. Sets it to 0 there. Gives the bytes and whether anything changed."""
    table = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
    changed = False
    for subgraph in table.subgraphs:
        for tensor in subgraph.tensors:
            quant = tensor.quantization
            rank = 0 if tensor.shape is None else len(tensor.shape)
            if quant is None or quant.scale is None or (len(quant.scale) != 1 and rank != 1):
                continue
            if quant.quantizedDimension >= max(rank, 1):
                quant.quantizedDimension = 0
                changed = True
    if not changed:
        return model, False
    builder = flatbuffers.Builder(len(model) + 1024)
    builder.Finish(table.Pack(builder), b"TFL3")
    return bytes(builder.Output()), True


def lower_versions(model):
    """The reference resolver lacks version 2 of DEPTH_TO_SPACE, which for these types is version 1 unchanged. Without
    its kernels the networks that have it would be measured against optimised convolutions."""
    table = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model, 0))
    changed = False
    for code in table.operatorCodes:
        if code.builtinCode == schema.BuiltinOperator.DEPTH_TO_SPACE and code.version == 2:
            code.version = 1
            changed = True
    if not changed:
        return model
    builder = flatbuffers.Builder(len(model) + 1024)
    builder.Finish(table.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def computed(model):
    """Indices of the main subgraph's inputs and of its operators' results, and the smallest looked-up table."""
    main = schema.Model.GetRootAs(model, 0)
    graph = main.Subgraphs(0)
    indices = {graph.Inputs(i) for i in range(graph.InputsLength())}
    read = {graph.Outputs(i) for i in range(graph.OutputsLength())}
    for number in range(graph.OperatorsLength()):
        operator = graph.Operators(number)
        read.update(operator.Inputs(i) for i in range(operator.InputsLength()))
    table = 100
    for number in range(graph.OperatorsLength()):
        operator = graph.Operators(number)
        code = main.OperatorCodes(operator.OpcodeIndex())
        builtin = max(code.BuiltinCode(), code.DeprecatedBuiltinCode())
        results = {operator.Outputs(i) for i in range(operator.OutputsLength())}
        # A loop writes no results that nobody reads.
        indices.update(results & read if builtin == schema.BuiltinOperator.WHILE else results)
        looked_up = {schema.BuiltinOperator.GATHER: 0, schema.BuiltinOperator.EMBEDDING_LOOKUP: 1}.get(builtin)
        if looked_up is not None:
            tensor = graph.Tensors(operator.Inputs(looked_up))
            if tensor.ShapeLength():
                table = min(table, max(1, tensor.Shape(0)))
    # Strings have no numbers, and reading a handle crashes.
    unreadable = {schema.TensorType.STRING, schema.TensorType.RESOURCE, schema.TensorType.VARIANT}
    readable = [index for index in indices if index >= 0 and graph.Tensors(index).Type() not in unreadable]
    return sorted(readable), table


def make_inputs(entry, model, table):
    """Seeded inputs in the way that the catalogue says."""
    random = np.random.default_rng(SEED)
    mode = entry.get("input_mode") or "sym"
    values = []
    shapes = entry["run_input_shapes"] or [detail["shape"] for detail in entry["inputs"]]
    for detail, shape in zip(entry["inputs"], shapes):
        if detail["dtype"] == "string":
            values.append(np.array([f"text {n}".encode() for n in range(int(np.prod(shape)))], object).reshape(shape))
            continue
        dtype = np.dtype(detail["dtype"])
        if "as float" in mode:
            values.append(random.integers(0, 1000, shape).astype(dtype))
        elif dtype.kind == "f":
            values.append(random.uniform(-1.0, 1.0, shape).astype(dtype))
        elif dtype == np.bool_:
            values.append(random.integers(0, 2, shape).astype(bool))
        elif dtype.itemsize >= 4:
            high = 1 if "zero" in mode else table
            values.append(random.integers(0, high, shape).astype(dtype))
        else:
            info = np.iinfo(dtype)
            values.append(random.integers(info.min, info.max, shape, endpoint=True).astype(dtype))
    return values


def summary(value, other):
    """What trace.json says of a tensor; `other` is the same tensor by other kernels of LiteRT, or None."""
    told = {"dtype": str(value.dtype), "shape": list(value.shape)}
    little = np.ascontiguousarray(value)
    if value.dtype.kind in "iub":
        told["sha256"] = hashlib.sha256(little.tobytes()).hexdigest()
        return told
    flat = little.reshape(-1)
    finite = flat[np.isfinite(flat)]
    told["min"] = float(finite.min()) if finite.size else 0.0
    told["max"] = float(finite.max()) if finite.size else 0.0
    stride = max(1, flat.size // SAMPLES)
    told["stride"] = stride
    # Strings keep infinities and NaN out of JSON's numbers.
    told["samples"] = [repr(float(sample)) for sample in flat[::stride]]
    if other is not None and other.shape == value.shape:
        apart = np.abs(value.astype(np.float64) - other)
        apart = apart[np.isfinite(apart)]
        told["apart"] = float(apart.max()) if apart.size else 0.0
    return told


def readable(interpreter, indices):
    """The values of the tensors that have numbers, by index."""
    values = {}
    for index in indices:
        try:
            value = np.array(interpreter.get_tensor(index))
        except ValueError:
            # A resource, or a result that nobody asked for.
            continue
        if value.dtype.kind in "iubf":
            values[index] = value
    return values


def first_that_runs(model, values, resolvers):
    """The interpreter after an invoke under the first resolver that has all kernels, and that resolver."""
    for resolver in resolvers:
        try:
            return record.run(model, values, resolver, keep=resolver != record.DEFAULT), resolver
        except (RuntimeError, ValueError) as error:
            failure = error
    raise failure


def trace(entry, networks, traces):
    model = (networks / entry["file"]).read_bytes()
    told = {"file": entry["file"], "dtype": entry["dtype_class"], "sha256": hashlib.sha256(model).hexdigest(),
            "ops": sorted(entry["ops"]), "tensors": {}}
    folder = traces / entry["file"].replace("/", "-").removesuffix(".tflite")
    folder.mkdir(parents=True, exist_ok=True)
    model, told["forgiven"] = forgive(model)
    model = lower_versions(model)
    indices, table = computed(model)
    values = make_inputs(entry, model, table)
    (folder / "inputs.npz").write_bytes(record.npz({f"input_{i}": record.stored(value) for i, value in enumerate(values)}))
    # The reference kernel gives zeros for weights with a scale for each block.
    resolvers = RESOLVERS[1:] if "blockwise" in entry["flags"] else RESOLVERS
    outputs = {}
    try:
        if not told["forgiven"] and not any(value is True for value in entry["reference"].values()):
            # Some of these end the process.
            raise RuntimeError(entry["reference"]["builtin"])
        interpreter, resolver = first_that_runs(model, values, resolvers)
    except (RuntimeError, ValueError) as error:
        told["refused"] = str(error)
    else:
        told["resolver"] = resolver.name
        details = interpreter.get_output_details()
        found = readable(interpreter, indices if resolver != record.DEFAULT else [one["index"] for one in details])
        others = {}
        if resolver == record.REF and entry["reference"]["builtin"] is True:
            others = readable(record.run(model, values, record.OPTIMISED), found)
        told["tensors"] = {index: summary(value, others.get(index)) for index, value in found.items()}
        if resolver == record.REF and entry["reference"]["auto"] is True and entry["dtype_class"] == "hybrid":
            told["apart"] = apart_in_outputs(interpreter, record.run(model, values, record.DEFAULT, keep=False))
        for position, detail in enumerate(details):
            try:
                value = np.array(interpreter.get_tensor(detail["index"]))
            except ValueError:
                # Strings that nothing wrote.
                continue
            if value.dtype.kind == "O" and entry["builtin_vs_ref"] and not entry["builtin_vs_ref"]["exact"]:
                # Not the same from run to run.
                continue
            if value.dtype.kind in "fOS":
                outputs[f"output_{position}"] = record.stored(value)
    (folder / "outputs.npz").write_bytes(record.npz(outputs))
    # Last, so that an interrupted recording is not taken for a finished one.
    (folder / "trace.json").write_text(json.dumps(told, sort_keys=True))
    return told.get("refused", "")


def apart_in_outputs(one, other):
    """How far two interpreters are apart in their outputs, as the greatest part of an output's range."""
    worst = 0.0
    for detail in one.get_output_details():
        mine, theirs = (np.array(run.get_tensor(detail["index"])) for run in (one, other))
        if mine.dtype.kind == "f" and mine.size and mine.shape == theirs.shape and np.ptp(mine) > 0:
            worst = max(worst, float(np.abs(mine - theirs).max() / np.ptp(mine)))
    return worst


def guarded(entry, networks, traces, pipe):
    try:
        refused = trace(entry, networks, traces)
        pipe.send(f"refused: {refused.splitlines()[0][:150]}" if refused else "")
    except Exception as error:  # noqa: BLE001: whatever LiteRT raises is a reason to skip
        pipe.send(str(error).splitlines()[0][:150] if str(error) else type(error).__name__)


def main():
    networks, traces = Path(sys.argv[1]), Path(sys.argv[2])
    only = sys.argv[3:]
    entries = json.loads((networks / "models.json").read_text())
    done = 0
    for entry in entries:
        if only and not any(part in entry["file"] for part in only):
            continue
        # A process of its own: LiteRT crashes on some.
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=guarded, args=(entry, networks, traces, theirs))
        process.start()
        process.join(SECONDS)
        reason = ours.recv() if ours.poll() else f"ended with {process.exitcode}"
        if process.is_alive():
            process.kill()
            reason = "took too long"
        if reason:
            print(f"{entry['file']}: {reason}", flush=True)
        else:
            done += 1
    print(f"{done} traces in {traces}")


if __name__ == "__main__":
    main()
