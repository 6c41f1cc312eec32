"""Reading a model's graph, its inputs from a seed and from files."""

import re

import numpy as np
import pytest

from ferrolite import Interpreter
from ferrolite.testing import arrays
from ferrolite.testing.graph import Graph, expose
from ferrolite.testing.names import OPERATORS

from .helpers import DIGITS, REPOSITORY


@pytest.fixture(scope="module")
def graph():
    return Graph(DIGITS.read_bytes())


def test_the_graph_is_what_the_interpreter_says(graph):
    interpreter = Interpreter(model_path=str(DIGITS))
    for detail in interpreter.get_tensor_details():
        tensor = graph.tensors[detail["index"]]
        assert (tensor.name, tensor.dtype) == (detail["name"], np.dtype(detail["dtype"]).name)
        assert np.float32(tensor.scales).tolist() == detail["quantization_parameters"]["scales"].tolist()
    ops = interpreter._get_ops_details()
    assert [op.name for op in graph.operators] == [op["op_name"] for op in ops]
    assert [op.outputs for op in graph.operators] == [list(op["outputs"]) for op in ops]
    assert graph.inputs == [detail["index"] for detail in interpreter.get_input_details()]


def test_writers_readers_and_constants(graph):
    first = graph.operators[0]
    assert graph.writers[first.outputs[0]] is first and first in graph.readers[graph.inputs[0]]
    assert not graph.tensors[graph.inputs[0]].constant and graph.tensors[first.inputs[1]].constant
    assert graph.computed() == [tensor for op in graph.operators for tensor in op.outputs]


def test_every_tensor_can_become_an_output(graph):
    model = expose(DIGITS.read_bytes(), graph.computed())
    assert Graph(model).outputs == graph.computed()
    interpreter = Interpreter(model_content=model)
    interpreter.allocate_tensors()
    assert len(interpreter.get_output_details()) == len(graph.computed())


@pytest.mark.parametrize("data", [b"", b"no model at all", DIGITS.read_bytes()[:40]])
def test_what_is_no_model_is_an_error(data):
    with pytest.raises(ValueError, match="no TensorFlow Lite model"):
        Graph(data)


def test_operators_have_the_names_of_the_schema():
    schema = (REPOSITORY / "schema" / "tflite.fbs").read_text()
    listed = re.search(r"enum BuiltinOperator[^{]*{(.*?)}", schema, re.S).group(1)
    codes = dict(re.findall(r"(\w+)\s*=\s*(\d+)", re.sub(r"//[^\n]*", "", listed)))
    assert {name: int(code) for name, code in codes.items()} == {name: code for code, name in enumerate(OPERATORS)}


def test_random_inputs_follow_the_seed(graph):
    one, again, other = (arrays.random_inputs(graph, seed)[0] for seed in (0, 0, 1))
    assert (one == again).all() and (one != other).any()
    assert (one.dtype, one.shape) == (np.int8, (1, 8, 8, 1)) and one.min() < -100 and one.max() > 100
    assert arrays.random_inputs(graph, 0, {0: (3, 8, 8, 1)})[0].shape == (3, 8, 8, 1)


def test_inputs_are_found_by_position_and_by_name(graph, tmp_path):
    value = np.zeros((1, 8, 8, 1), np.int8)
    file = tmp_path / "inputs.npz"
    for key in ("input_0", graph.tensors[graph.inputs[0]].name):
        np.savez(file, **{key: value})
        assert arrays.load_inputs(file, graph)[0][0].shape == value.shape
    arrays.save_inputs(file, [[value], [value + 1], [value + 2]])
    assert [step[0].reshape(-1)[0] for step in arrays.load_inputs(file, graph)] == [0, 1, 2]
    np.savez(file, other=value)
    with pytest.raises(ValueError, match="other"):
        arrays.load_inputs(file, graph)
