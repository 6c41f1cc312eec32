#!/usr/bin/env python3
"""Records what LiteRT's reference kernels compute in whole networks, for tests/models.rs.

    python models/goldens/record_models.py [--below MS] NETWORKS_FOLDER TRACES_FOLDER [NAME ...]

NETWORKS_FOLDER holds models.json and the files that it lists. For each network, or each
that LiteRT runs in less than MS milliseconds, a folder of TRACES_FOLDER gets

    inputs.npz    the seeded inputs, input_<i>
    outputs.npz   the floating outputs, output_<i>
    trace.json    every supplied or computed tensor of the main subgraph: shape and
                  type; integers by the sha256 of their little-endian bytes, floats
                  by their bits' sha256, least and greatest value and some elements

Networks that lack a reference kernel are run by the optimised kernels, those that only
the default delegate runs by it, and only their outputs are kept. Of networks that
LiteRT refuses there is only the message. Traces are too big to commit: they belong into
a cache.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import time
from multiprocessing.connection import wait
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


def summary(value):
    """What trace.json says of a tensor."""
    told = {"dtype": str(value.dtype), "shape": list(value.shape)}
    little = np.ascontiguousarray(value)
    if value.dtype.kind in "iub":
        told["sha256"] = hashlib.sha256(little.tobytes()).hexdigest()
        return told
    flat = little.reshape(-1)
    finite = flat[np.isfinite(flat)]
    # Strings keep infinities and NaN out of JSON's numbers, and every reader's hands off the last bits.
    told["min"] = repr(float(finite.min()) if finite.size else 0.0)
    told["max"] = repr(float(finite.max()) if finite.size else 0.0)
    told["bits"] = hashlib.sha256(little.tobytes()).hexdigest()
    # Odd, so that the samples are not all of one channel.
    stride = flat.size // SAMPLES | 1
    told["stride"] = stride
    told["samples"] = [repr(float(sample)) for sample in flat[::stride]]
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
        told["tensors"] = {index: summary(value) for index, value in found.items()}
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


def guarded(entry, networks, traces, pipe):
    try:
        refused = trace(entry, networks, traces)
        pipe.send(f"refused: {refused.splitlines()[0][:150]}" if refused else "")
    except Exception as error:  # noqa: BLE001: whatever LiteRT raises is a reason to skip
        pipe.send(str(error).splitlines()[0][:150] if str(error) else type(error).__name__)


class Recording:
    """A network that is recorded in a process of its own: LiteRT crashes on some."""

    def __init__(self, entry, networks, traces):
        self.file, self.since = entry["file"], time.monotonic()
        # Our copy of the end that is written to stays open: nothing arrives from a process that crashes.
        self.told, self.telling = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=guarded, args=(entry, networks, traces, self.telling))
        self.process.start()

    def reason(self):
        """Why there is no trace, or nothing; `None` while it is recorded."""
        if self.process.is_alive():
            if time.monotonic() - self.since < SECONDS:
                return None
            self.process.kill()
            return "took too long"
        return self.told.recv() if self.told.poll() else f"ended with {self.process.exitcode}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--below", type=float, default=float("inf"), metavar="MS")
    parser.add_argument("networks", type=Path)
    parser.add_argument("traces", type=Path)
    parser.add_argument("names", nargs="*")
    wanted = parser.parse_args()
    waiting = [
        entry for entry in json.loads((wanted.networks / "models.json").read_text())
        if not wanted.names or any(part in entry["file"] for part in wanted.names)
        if (entry.get("ms_auto_1thread") or 0) < wanted.below
    ]
    # The longest ones first, so that none goes on alone at the end.
    waiting.sort(key=lambda entry: entry.get("ms_auto_1thread") or 0)
    running, done = [], 0
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            running.append(Recording(waiting.pop(), wanted.networks, wanted.traces))
        wait([one.process.sentinel for one in running], timeout=1)
        reasons = [(one, one.reason()) for one in running]
        running = [one for one, reason in reasons if reason is None]
        for one, reason in reasons:
            if reason:
                print(f"{one.file}: {reason}", flush=True)
            done += reason == ""
    print(f"{done} traces in {wanted.traces}")


if __name__ == "__main__":
    main()
