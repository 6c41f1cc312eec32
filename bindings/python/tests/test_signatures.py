"""Running a model by the names of its signatures."""

import numpy as np
import pytest

X, Y = np.float32([1, 2]), np.float32([3, 5])


def test_signatures_are_listed(make):
    assert make("signatures").get_signature_list() == {
        "add": {"inputs": ["x", "y"], "outputs": ["sum"]},
        "sub": {"inputs": ["x", "y"], "outputs": ["difference"]},
    }
    assert make("single").get_signature_list() == {}


@pytest.mark.parametrize(("key", "name", "expected"), [("add", "sum", X + Y), ("sub", "difference", X - Y)])
def test_each_signature_runs_its_graph(make, key, name, expected):
    runner = make("signatures", allocate=False).get_signature_runner(key)
    result = runner(x=X, y=Y)
    assert list(result) == [name]
    np.testing.assert_array_equal(result[name], expected)


def test_inputs_are_resized_from_call_to_call(make):
    runner = make("signatures").get_signature_runner("add")
    for length in (1, 5, 2):
        ones = np.ones(length, np.float32)
        assert runner(y=ones, x=ones)["sum"].tolist() == [2] * length


def test_the_only_signature_needs_no_key(make):
    runner = make("dynamic").get_signature_runner()
    np.testing.assert_array_equal(runner(rows=np.ones((2, 4), np.float32))["moved"], [[1.5, 2.5, 3.5, 4.5]] * 2)


@pytest.mark.parametrize(
    ("model", "key"),
    [("signatures", None), ("single", None), ("signatures", "mul"), ("signatures", ""), ("signatures", 5)],
    ids=str,
)
def test_keys_that_are_not_there_are_refused(make, model, key):
    with pytest.raises(ValueError):
        make(model).get_signature_runner(key)


@pytest.mark.parametrize(
    ("arguments", "exception"),
    [
        ({"x": X}, ValueError),
        ({}, ValueError),
        ({"x": X, "z": Y}, ValueError),
        ({"x": X, "y": Y, "z": Y}, ValueError),
        ({"x": X.astype(np.float64), "y": Y}, ValueError),
        ({"x": np.float32([1, 2, 3]), "y": Y}, RuntimeError),
    ],
    ids=["missing", "none", "other", "more", "type", "shape"],
)
def test_inputs_that_do_not_fit_are_refused(make, arguments, exception):
    runner = make("signatures").get_signature_runner("sub")
    with pytest.raises(exception):
        runner(**arguments)
    assert runner(x=X, y=Y)["difference"].tolist() == [-2, -3]


def test_inputs_have_names(make):
    with pytest.raises(TypeError):
        make("signatures").get_signature_runner("sub")(X, Y)


def test_details_are_by_name(make):
    runner = make("signatures").get_signature_runner("sub")
    inputs, outputs = runner.get_input_details(), runner.get_output_details()
    assert list(inputs) == ["x", "y"] and list(outputs) == ["difference"]
    assert inputs["y"]["index"] == 1 and inputs["y"]["shape_signature"].tolist() == [-1]
    assert outputs["difference"]["name"] == "sub/result"


def test_tensors_of_the_signatures_subgraph_can_be_read(make):
    interpreter = make("signatures")
    with pytest.raises(ValueError):
        interpreter.get_tensor(0, 1)
    interpreter.get_signature_runner("sub")(x=X, y=Y)
    np.testing.assert_array_equal(interpreter.get_tensor(0, 1), X)
    np.testing.assert_array_equal(interpreter.get_tensor(2, subgraph_index=1), X - Y)


@pytest.mark.parametrize("make_runner", [lambda kind, one: kind(), lambda kind, one: kind(one)], ids=["nothing", "no key"])
def test_a_runner_needs_an_interpreter_and_a_key(implementation, make_runner):
    with pytest.raises(ValueError):
        make_runner(implementation.module.SignatureRunner, implementation.interpreter("signatures"))


def test_a_runner_does_not_keep_its_interpreter_from_running(ours):
    interpreter = ours("dynamic")
    runner = interpreter.get_signature_runner()
    interpreter.invoke()
    view = interpreter.tensor(0)()
    with pytest.raises(RuntimeError):
        runner(rows=np.ones((1, 4), np.float32))
    del view
    runner(rows=np.ones((1, 4), np.float32))
