"""What can run a model: LiteRT in its three ways, TensorFlow Lite Micro, ferrolite, or any program.

A runner's `run(model, steps)` takes a model's bytes and the input arrays of each step; it gives for each step the
tensors of the main graph that operators computed, by index. What the runtime says no to raises `Refused`, what ends
it or takes too long `Crashed`, and a runtime that is not installed `Absent`."""

import os
import shlex
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np

from . import worker
from .arrays import keyed_inputs, prefixes
from .graph import Graph, expose

INSTALL = {
    "litert": "pip install ferrolite[reference]",
    "litert-optimized": "pip install ferrolite[reference]",
    "litert-xnnpack": "pip install ferrolite[reference]",
    "tflite-micro": "pip install tflite-micro",
    "ferrolite": "pip install ferrolite",
}


class Refused(Exception):
    """The runtime said no: an operator it does not have, a wrong shape."""


class Crashed(Exception):
    """The runtime ended without an answer, or took too long."""


class Absent(Exception):
    """The runtime is not installed."""


class Process:
    """A runtime in a process of its own, started again after a crash."""

    def __init__(self, kind, seconds=600.0, **environment):
        self.kind, self.seconds, self.environment = kind, seconds, environment
        self.child = None

    @property
    def label(self):
        return {
            "litert": "LiteRT, reference kernels (BUILTIN_REF)",
            "litert-optimized": "LiteRT, optimized kernels (BUILTIN_WITHOUT_DEFAULT_DELEGATES)",
            "litert-xnnpack": "LiteRT, default delegate (AUTO: XNNPACK)",
            "tflite-micro": "TensorFlow Lite Micro",
        }.get(self.kind, self.kind)

    def start(self):
        """Starts the process, if it is not running."""
        if self.child is not None:
            return
        package = str(Path(__file__).resolve().parents[2])
        environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", **self.environment)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package, environment.get("PYTHONPATH")]))
        self.child = subprocess.Popen(
            [sys.executable, "-m", "ferrolite.testing.worker", self.kind],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        kind, message = self.answer()
        if kind == "absent":
            self.close()
            raise Absent(f"{self.kind} is not installed ({message}): {INSTALL.get(self.kind, '')}")

    def answer(self):
        """The next answer; the process is stopped if it takes too long."""
        late = threading.Event()
        child = self.child

        def stop():
            late.set()
            child.kill()

        timer = threading.Timer(self.seconds, stop)
        timer.start()
        try:
            return worker.receive(child.stdout)
        except EOFError:
            code = child.wait()
            self.close()
            what = f"took more than {self.seconds:g} s" if late.is_set() else f"ended with {code}"
            raise Crashed(f"{self.kind} {what}") from None
        finally:
            timer.cancel()

    def run(self, model, steps, outputs_only=False):
        self.start()
        graph = Graph(model)
        wanted = graph.outputs if outputs_only else graph.computed()
        if self.kind != "ferrolite":
            wanted = [index for index in wanted if graph.tensors[index].dtype not in worker.UNREADABLE]
        if self.kind == "litert-xnnpack" and not outputs_only:
            model = expose(model, wanted)
        try:
            worker.send(self.child.stdin, (model, steps, wanted))
        except BrokenPipeError:
            # It ended after its last answer, which says what it was asked before, not what this is.
            self.close()
            self.start()
            worker.send(self.child.stdin, (model, steps, wanted))
        kind, result = self.answer()
        if kind == "refused":
            raise Refused(result)
        return result

    def close(self):
        """Ends the process."""
        if self.child is not None:
            self.child.stdin.close()
            self.child.stdout.close()
            self.child.kill()
            self.child.wait()
            self.child = None


class Command:
    """Any program that runs models as ferrolite's command does:

        PROGRAM run MODEL --inputs IN.npz --output OUT.npz [--all-tensors]

    The inputs are `input_<i>`, the program writes `output_<i>` and, asked for all tensors, `tensor_<index>`; with
    several steps each key begins with `step<k>_`. An exit code other than 0 is a refusal, a signal a crash. A program
    that does not take `--all-tensors` is run without it, and only outputs are compared."""

    def __init__(self, command, seconds=600.0):
        self.arguments, self.seconds = shlex.split(command), seconds
        self.all_tensors = None
        self.folder = tempfile.TemporaryDirectory(prefix="ferrolite-testing-")

    @property
    def label(self):
        return " ".join(self.arguments)

    def run(self, model, steps, outputs_only=False):
        folder = Path(self.folder.name)
        (folder / "model.tflite").write_bytes(model)
        with open(folder / "inputs.npz", "wb") as file:
            np.savez(file, **keyed_inputs(steps))
        for all_tensors in [False] if outputs_only or self.all_tensors is False else [True, False]:
            try:
                self.execute(folder, all_tensors)
            except Refused:
                # Perhaps it only does not know the option.
                if all_tensors and self.all_tensors is None:
                    continue
                raise
            if not outputs_only:
                self.all_tensors = all_tensors
            return self.results(folder / "outputs.npz", Graph(model), len(steps))
        raise Refused("no result")

    def execute(self, folder, all_tensors):
        """Runs the program once."""
        (folder / "outputs.npz").unlink(missing_ok=True)
        arguments = [
            *self.arguments,
            "run",
            str(folder / "model.tflite"),
            "--inputs",
            str(folder / "inputs.npz"),
            "--output",
            str(folder / "outputs.npz"),
        ]
        arguments += ["--all-tensors"] if all_tensors else []
        try:
            done = subprocess.run(arguments, capture_output=True, timeout=self.seconds, check=False)
        except subprocess.TimeoutExpired:
            raise Crashed(f"took more than {self.seconds:g} s") from None
        except OSError as error:
            raise Absent(f"{self.arguments[0]} cannot be run: {error}") from None
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        complaint = complaint[-1] if complaint else ""
        # 101 is how a Rust program ends that panicked.
        if done.returncode < 0 or done.returncode == 101:
            raise Crashed(f"ended with {done.returncode}: {complaint}")
        if done.returncode:
            raise Refused(complaint or f"exit code {done.returncode}")
        if not (folder / "outputs.npz").exists():
            raise Refused("it wrote no outputs")

    @staticmethod
    def results(path, graph, count):
        """The computed tensors of each step."""
        wanted = graph.computed()
        results = []
        with np.load(path, allow_pickle=False) as archive:
            for prefix in prefixes(count):
                keys = {tensor: f"{prefix}output_{position}" for position, tensor in enumerate(graph.outputs)}
                keys.update(
                    (tensor, f"{prefix}tensor_{tensor}")
                    for tensor in wanted
                    if f"{prefix}tensor_{tensor}" in archive.files
                )
                results.append(
                    {tensor: archive[key] for tensor, key in keys.items() if key in archive.files and tensor in wanted}
                )
        return results

    def close(self):
        """Removes what was written."""
        self.folder.cleanup()


def reference(name, seconds=600.0):
    """The runner of one of the runtimes that have a name here, else of a program."""
    return Process(name, seconds) if name in INSTALL else Command(name, seconds)


def ours(command=None, seconds=600.0):
    """What is tested: a program, or ferrolite."""
    return Command(command, seconds) if command else Process("ferrolite", seconds)
