"""Runs a model on both sides and compares every tensor."""

from pathlib import Path

import numpy as np

from . import arrays, runners
from .graph import Graph
from .report import Report


def steps_for(graph, seeds, inputs=None, shapes=None):
    """The names and the arrays of the runs to make: those of a file, or random ones."""
    if inputs is not None:
        return [(Path(inputs).name, arrays.load_inputs(inputs, graph))]
    return [(f"random inputs, seed {seed}", [arrays.random_inputs(graph, seed, shapes)]) for seed in range(seeds)]


def compare_runners(model, name, a, b, runs, tolerance):
    """The report of two runners on a model's bytes."""
    graph = Graph(model)
    report = Report(graph, name, a.label, b.label, tolerance)
    for run, steps in runs:
        report.add(steps, run, side(a, "A", model, steps), side(b, "B", model, steps))
    return report


def side(runner, which, model, steps):
    """What one of the two computes; what keeps it from that names the side."""
    try:
        return runner.run(model, steps)
    except (runners.Refused, runners.Crashed) as error:
        raise type(error)(f"{which} ({runner.label}): {error}") from error


def diff(model, against="litert", seeds=1, inputs=None, shapes=None, tolerance=1e-4, command=None, seconds=600.0):
    """Compares ferrolite, or the program `command`, with a reference on the model at a path; gives a `Report`."""
    path = Path(model)
    data = path.read_bytes()
    b = runners.reference(against, seconds)
    a = None
    try:
        a = runners.ours(command, seconds)
        return compare_runners(data, path.name, a, b, steps_for(Graph(data), seeds, inputs, shapes), tolerance)
    finally:
        for runner in (a, b):
            if runner is not None:
                runner.close()


def record(model, output, against="litert", seed=0, inputs=None, shapes=None, seconds=600.0):
    """Writes the inputs of a run and every tensor that a runtime computes; gives how many tensors."""
    data = Path(model).read_bytes()
    graph = Graph(data)
    given = arrays.load_inputs(inputs, graph) if inputs is not None else [arrays.random_inputs(graph, seed, shapes)]
    runner = runners.reference(against, seconds)
    try:
        results = runner.run(data, given)
    finally:
        runner.close()
    found = arrays.keyed_inputs(given)
    for prefix, step in zip(arrays.prefixes(len(results)), results):
        found.update((f"{prefix}tensor_{tensor}", arrays.storable(value)) for tensor, value in step.items())
    with open(output, "wb") as file:
        np.savez(file, **found)
    return sum(map(len, results))
