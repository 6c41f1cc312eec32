#!/usr/bin/env python3
"""What a call from Python costs beyond the library's own time, here and in ai_edge_litert.

    python benchmarks/overhead.py [MODEL.tflite]

A round is set_tensor, invoke and get_tensor on a small model. Rounds of both implementations alternate; figures are
medians over many short series. The library's own time is that of the runs alone, measured without Python in between.
"""

import argparse
import pathlib
import statistics
import time

import numpy as np

import ferrolite.interpreter

TESTS = pathlib.Path(__file__).resolve().parents[1] / "tests" / "models"


def prepared(module, model):
    """An interpreter with its calls, ready to be timed."""
    interpreter = module.Interpreter(model_path=str(model))
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0], interpreter.get_output_details()[0]["index"]
    return interpreter, source["index"], np.zeros(source["shape"], source["dtype"]), target


def whole_round(interpreter, source, value, target):
    interpreter.set_tensor(source, value)
    interpreter.invoke()
    interpreter.get_tensor(target)


PARTS = {
    "set_tensor + invoke + get_tensor": whole_round,
    "set_tensor": lambda interpreter, source, value, target: interpreter.set_tensor(source, value),
    "invoke": lambda interpreter, source, value, target: interpreter.invoke(),
    "get_tensor": lambda interpreter, source, value, target: interpreter.get_tensor(target),
}


def timed(part, state, rounds):
    """Microseconds of one call."""
    begin = time.perf_counter()
    for _ in range(rounds):
        part(*state)
    return (time.perf_counter() - begin) / rounds * 1e6


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model", nargs="?", default=str(TESTS / "dynamic.tflite"))
    arguments.add_argument("--repeats", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=500)
    chosen = arguments.parse_args()
    modules = {"ferrolite": ferrolite.interpreter}
    try:
        import ai_edge_litert.interpreter as litert

        modules["litert"] = litert
    except ImportError:
        print("ai_edge_litert is not installed: figures of ferrolite alone")
    states = {name: prepared(module, chosen.model) for name, module in modules.items()}
    own = [states["ferrolite"][0]._seconds_of_runs(chosen.rounds) / chosen.rounds * 1e6 for _ in range(chosen.repeats)]
    print(f"microseconds a call, median of {chosen.repeats} x {chosen.rounds}, {chosen.model}")
    for label, part in PARTS.items():
        samples = {name: [] for name in modules}
        for _ in range(chosen.repeats):
            for name, state in states.items():
                samples[name].append(timed(part, state, chosen.rounds))
        medians = {name: statistics.median(values) for name, values in samples.items()}
        text = "  ".join(f"{name} {median:6.2f}" for name, median in medians.items())
        if len(samples) == 2:
            ratios = [own / other for own, other in zip(*samples.values())]
            text += f"  ratio {statistics.median(ratios):.2f}"
        print(f"{label:34}{text}")
        if part is whole_round:
            overhead = medians["ferrolite"] - statistics.median(own)
            print(f"{'of these above the run itself':34}ferrolite {overhead:6.2f}")


if __name__ == "__main__":
    main()
