"""What the tests of ferrolite.testing share: models of the repository, and programs to be tested."""

import sys
import textwrap
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[4]
DIGITS = REPOSITORY / "models" / "digits_int8.tflite"

try:
    import ai_edge_litert  # noqa: F401

    LITERT = True
except ImportError:
    LITERT = False

needs_litert = pytest.mark.skipif(not LITERT, reason="ai-edge-litert is not installed")

# A runtime as other people have one: it runs models by ferrolite, and does to the results what its option says.
PROGRAM = """
    import sys
    import numpy as np
    from ferrolite import Interpreter

    wrong, arguments = sys.argv[1], sys.argv[2:]
    assert arguments[0] == "run"
    model, inputs, outputs = arguments[1], arguments[3], arguments[5]
    every = "--all-tensors" in arguments
    if wrong == "crash":
        import os
        os.abort()
    if wrong == "refuse" or (wrong == "outputs" and every):
        sys.exit("this program does not do that")
    interpreter = Interpreter(model_path=model, experimental_preserve_all_tensors=True)
    archive = np.load(inputs)
    for position, detail in enumerate(interpreter.get_input_details()):
        interpreter.resize_tensor_input(detail["index"], archive[f"input_{position}"].shape)
    interpreter.allocate_tensors()
    for position, detail in enumerate(interpreter.get_input_details()):
        interpreter.set_tensor(detail["index"], archive[f"input_{position}"])
    interpreter.invoke()
    found = {f"output_{n}": interpreter.get_tensor(d["index"]) for n, d in enumerate(interpreter.get_output_details())}
    if every:
        for op in interpreter._get_ops_details():
            for tensor in op["outputs"]:
                found[f"tensor_{tensor}"] = interpreter.get_tensor(tensor)
    if wrong.startswith("tensor_"):
        for key in wrong.split(","):
            if key in found:
                found[key] = found[key].copy()
                found[key].reshape(-1)[5] ^= 1
    if wrong == "last":
        last = found["output_0"].copy()
        flat = last.reshape(-1)
        if flat.size and flat.dtype != bool:
            flat[flat.size // 2] += 1
        found["output_0"] = last
        found = {key: value if value.shape != last.shape else last for key, value in found.items()}
    np.savez(outputs, **found)
"""


def program(folder, wrong):
    """The command of such a program."""
    file = folder / "program.py"
    file.write_text(textwrap.dedent(PROGRAM))
    return f"{sys.executable} {file} {wrong}"
