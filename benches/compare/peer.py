"""LiteRT's side of the comparison: a process that measures on request.

Each line of its input is a request in JSON, each line of its output the answer. It runs in the virtual environment
that has LiteRT; `compare.py` starts it.

    {"do": "load", "model": PATH, "threads": N, "inputs": PATH of the .npz to write, "shapes": …, "data": …}
    {"do": "run", "seconds": S}
    {"do": "start", "model": PATH, "threads": N}

The interpreter is the one that LiteRT makes by default, with XNNPACK. The loop calls the bound C++ function and
nothing else of Python between two readings of the clock, which is well below half a microsecond an invoke.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

SEED = 20240607
MAX_RUNS = 1_000_000


def random_input(details, data, random):
    """Random values over the range of the input's type. Integers that are no quantized values may be indices: they
    are below 100, or 0 where `data` is "zero"; floats that are token numbers are whole."""
    shape, kind = details["shape"], np.dtype(details["dtype"])
    quantized = len(details["quantization_parameters"]["scales"]) > 0
    if kind.kind == "f" and data == "tokens":
        return random.integers(0, 1000, shape).astype(kind)
    if kind.kind == "f":
        return random.uniform(-1, 1, shape).astype(kind)
    if kind.kind == "b":
        return random.integers(0, 2, shape).astype(kind)
    if kind.kind in "iu" and (quantized or kind.itemsize == 1):
        limits = np.iinfo(kind)
        return random.integers(limits.min, limits.max, shape, dtype=kind, endpoint=True)
    if kind.kind in "iu":
        return random.integers(0, 1 if data == "zero" else 100, shape, dtype=kind)
    raise ValueError(f"an input is {kind}, for which there is no random data")


def kind_of(interpreter):
    """integer, float32 or mixed: what the tensors of a network are, for files that no catalogue describes."""
    kinds = [np.dtype(tensor["dtype"]) for tensor in interpreter.get_tensor_details() if tensor["shape"].size]
    small = sum(kind.kind in "iu" and kind.itemsize == 1 for kind in kinds)
    floats = sum(kind.kind == "f" for kind in kinds)
    if small > floats:
        return "integer"
    return "float32" if small == 0 and all(kind.itemsize >= 4 for kind in kinds if kind.kind == "f") else "mixed"


def load(request):
    """An interpreter with its inputs filled; the same data goes to a file for the other side."""
    interpreter = Interpreter(request["model"], num_threads=request["threads"])
    for details, shape in zip(interpreter.get_input_details(), request.get("shapes") or ()):
        if list(details["shape"]) != shape:
            interpreter.resize_tensor_input(details["index"], shape)
    interpreter.allocate_tensors()
    try:
        arrays = fill(interpreter, request.get("data"))
        interpreter.invoke()
    except (ValueError, RuntimeError):
        # Perhaps for indices that are too great.
        arrays = fill(interpreter, "zero")
        interpreter.invoke()
    np.savez(request["inputs"], **{f"input_{position}": array for position, array in enumerate(arrays)})
    return interpreter


def fill(interpreter, data):
    """Sets the inputs; the arrays that were set."""
    random = np.random.default_rng(SEED)
    arrays = []
    for details in interpreter.get_input_details():
        arrays.append(random_input(details, data, random))
        interpreter.set_tensor(details["index"], arrays[-1])
    return arrays


def run(interpreter, seconds):
    """Invokes for a tenth of the time, then measures until it is used up, at least once: as `ferrolite bench`."""
    invoke, clock = interpreter._interpreter.Invoke, time.perf_counter_ns
    begin = clock()
    while True:
        invoke()
        if clock() - begin >= seconds * 1e8:
            break
    times = []
    end = clock() + seconds * 1e9
    while True:
        start = clock()
        invoke()
        stop = clock()
        times.append(stop - start)
        if stop >= end or len(times) >= MAX_RUNS:
            break
    return {"min_ms": min(times) / 1e6, "median_ms": statistics.median(times) / 1e6, "runs": len(times)}


def status(key):
    """A line of Linux's /proc/self/status in bytes, None elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))


def start(request):
    """The time from the file to the first result, and the memory that it adds at its highest."""
    try:
        # The highest point so far, which is that of the imports, is forgotten.
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass
    before = status("VmRSS:")
    begin = time.perf_counter_ns()
    interpreter = Interpreter(request["model"], num_threads=request["threads"])
    interpreter.allocate_tensors()
    prepared = time.perf_counter_ns()
    fill(interpreter, request.get("data"))
    filled = time.perf_counter_ns()
    interpreter._interpreter.Invoke()
    end = time.perf_counter_ns()
    peak = status("VmHWM:")
    added = None if before is None else max(peak - before, 0)
    return {"start_ms": (prepared - begin + end - filled) / 1e6, "added_bytes": added}


def main():
    # The answers have the output for themselves; what LiteRT prints goes where errors go.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    interpreter = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "load":
                interpreter = None
                interpreter = load(request)
                answer = {"kind": kind_of(interpreter)}
            elif request["do"] == "run":
                answer = run(interpreter, request["seconds"])
            else:
                answer = start(request)
        except (ValueError, RuntimeError) as error:
            answer = {"error": (str(error).strip() or repr(error)).splitlines()[0]}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
