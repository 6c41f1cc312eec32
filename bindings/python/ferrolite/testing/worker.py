"""A process that runs models for another, so that a runtime that crashes takes nobody with it.

Reads pickled requests from its standard input and answers on what was its standard output; both ends are this package.
"""

import os
import pickle
import struct
import sys

import numpy as np

from .graph import Graph

RESOLVERS = {
    "litert": "BUILTIN_REF",
    "litert-optimized": "BUILTIN_WITHOUT_DEFAULT_DELEGATES",
    "litert-xnnpack": "AUTO",
}
# LiteRT's Python interface has no arrays for these.
UNREADABLE = ("resource", "variant", "bfloat16", "int4", "int2", "uint4", "float8_e4m3fn", "float8_e5m2")


def send(stream, message):
    """Writes a message behind its length."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(struct.pack("<Q", len(data)))
    stream.write(data)
    stream.flush()


def receive(stream):
    """The next message; EOFError when the other end is gone."""
    header = stream.read(8)
    if len(header) < 8:
        raise EOFError
    length = struct.unpack("<Q", header)[0]
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def opener(kind):
    """Makes an interpreter of a model's bytes. ImportError if the runtime is not installed."""
    if kind in RESOLVERS:
        from ai_edge_litert.interpreter import Interpreter, OpResolverType

        resolver = getattr(OpResolverType, RESOLVERS[kind])
        # The delegate fuses what it was not asked for: its intermediate tensors are made outputs by the other end.
        keep = kind != "litert-xnnpack"
        return lambda model: Interpreter(
            model_content=model, experimental_op_resolver_type=resolver, experimental_preserve_all_tensors=keep
        )
    from ferrolite import Interpreter, OpResolverType

    return lambda model: Interpreter(
        model_content=model,
        experimental_op_resolver_type=OpResolverType.BUILTIN_REF,
        experimental_preserve_all_tensors=True,
    )


def run(open_model, model, steps, wanted):
    """For each step the wanted tensors that can be read, by index."""
    interpreter = open_model(model)
    details = interpreter.get_input_details()
    resized = False
    results = []
    for number, values in enumerate(steps):
        if len(details) != len(values):
            raise ValueError(f"{len(values)} arrays for {len(details)} inputs")
        for detail, value in zip(details, values):
            if tuple(detail["shape"]) != value.shape:
                interpreter.resize_tensor_input(detail["index"], value.shape)
                resized = True
        if number == 0 or resized:
            interpreter.allocate_tensors()
            details, resized = interpreter.get_input_details(), False
        for detail, value in zip(details, values):
            interpreter.set_tensor(detail["index"], value.astype(object) if value.dtype.kind == "S" else value)
        interpreter.invoke()
        results.append(read(interpreter, wanted))
    return results


def read(interpreter, wanted):
    """Copies of the tensors that have a value."""
    found = {}
    for index in wanted:
        try:
            found[index] = np.array(interpreter.get_tensor(index))
        except ValueError:
            # Never computed: an optional result, or fused away.
            continue
    return found


class Micro:
    """TensorFlow Lite Micro."""

    ARENA = 64 << 20

    def __init__(self):
        from tflite_micro.python.tflite_micro import runtime

        self.runtime = runtime

    def run(self, model, steps, wanted):
        keep = self.runtime.InterpreterConfig.kPreserveAllTensors
        interpreter = self.runtime.Interpreter.from_bytes(model, arena_size=self.ARENA, intrepreter_config=keep)
        results = []
        for values in steps:
            for position, value in enumerate(values):
                interpreter.set_input(value, position)
            interpreter.invoke()
            results.append(self.read(interpreter, model, wanted))
        return results

    @staticmethod
    def read(interpreter, model, wanted):
        """Outputs by their position, since they are certain to be there; the others by their index."""
        outputs = {tensor: position for position, tensor in enumerate(Graph(model).outputs)}
        found = {}
        for tensor in wanted:
            if tensor in outputs:
                found[tensor] = np.array(interpreter.get_output(outputs[tensor]))
                continue
            try:
                found[tensor] = np.array(interpreter.GetTensor(tensor, 0)["tensor_data"])
            except (KeyError, RuntimeError, TypeError, ValueError):
                continue
        return found


def runner(kind):
    """What runs a model."""
    if kind == "tflite-micro":
        return Micro().run
    open_model = opener(kind)
    return lambda model, steps, wanted: run(open_model, model, steps, wanted)


def main():
    requests = sys.stdin.buffer
    # Runtimes print to standard output: it becomes the error stream, and answers have a stream of their own.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        execute = runner(sys.argv[1])
    except ImportError as error:
        send(answers, ("absent", str(error)))
        return
    send(answers, ("ready", None))
    while True:
        try:
            model, steps, wanted = receive(requests)
        except EOFError:
            return
        try:
            answer = ("done", execute(model, steps, wanted))
        except Exception as error:  # noqa: BLE001 (whatever a runtime raises is its answer)
            answer = ("refused", f"{type(error).__name__}: {error}")
        send(answers, answer)


if __name__ == "__main__":
    main()
