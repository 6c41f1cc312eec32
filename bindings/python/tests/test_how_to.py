"""The tasks of people who start with an int8 model: our examples, and the how-to that they read, on models of ours."""

import ast
import importlib.util
import re

import numpy as np
import pytest

import ferrolite
from conftest import FERROLITE, IMPLEMENTATIONS, MODELS, REPOSITORY, path_of

HOW_TO = REPOSITORY.parent / "shared" / "int8-how-to.txt"
TASKS = {
    "perform_int8_inference": "single",
    "perform_batch_int8_inference": "batch",
    "perform_per_axis_int8_inference": "per_axis",
}


def functions():
    """The functions of the how-to's programs, as they stand: name and source."""
    found = {}
    for program in re.findall(r"```python\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL):
        for node in ast.parse(program).body:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = ast.get_source_segment(program, node)
    return found


def dequantized(answers, model):
    """What LiteRT's reference kernels answer, as real values."""
    results = []
    for one in FERROLITE.interpreter(model).get_output_details():
        parameters = one["quantization_parameters"]
        along = [1] * len(one["shape"])
        along[parameters["quantized_dimension"]] = -1
        scales, zero_points = (parameters[key].reshape(along) for key in ("scales", "zero_points"))
        results.append((answers[f"{model}/{one['name']}"] - zero_points) * scales)
    return results


@pytest.mark.skipif(not HOW_TO.exists(), reason="the how-to is not beside the repository")
@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("implementation", IMPLEMENTATIONS, ids=lambda one: one.name)
def test_the_how_to_runs_with_another_import(implementation, name, answers):
    model = TASKS[name]
    # This stands for the program's import; the function is what the text says.
    scope = {"tf": implementation.as_tensorflow(), "np": np}
    exec(functions()[name], scope)
    results = scope[name](path_of(model), answers[f"{model}/input"])
    expected = dequantized(answers, model)
    results = results if isinstance(results, list) else [results]
    assert len(results) == len(expected)
    for own, other in zip(results, expected):
        np.testing.assert_allclose(own, other, rtol=1e-6, atol=0)
        assert own.shape == other.shape


@pytest.mark.skipif(not HOW_TO.exists() or len(IMPLEMENTATIONS) < 2, reason="needs the how-to and ai_edge_litert")
@pytest.mark.parametrize("name", TASKS)
def test_the_how_to_gives_the_same_bits(name, answers):
    results = []
    for implementation in IMPLEMENTATIONS:
        scope = {"tf": implementation.as_tensorflow(), "np": np}
        exec(functions()[name], scope)
        results.append(scope[name](path_of(TASKS[name]), answers[f"{TASKS[name]}/input"]))
    np.testing.assert_equal(*results)


def example(name):
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "bindings" / "python" / "examples" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_example_one_picture(answers):
    scores = example("one_picture").classify(path_of("single"), answers["single/input"])
    np.testing.assert_allclose(scores, dequantized(answers, "single")[0], rtol=1e-6)
    assert scores.dtype == np.float32


def test_example_batch(answers):
    found = example("batch").detect(path_of("batch"), answers["batch/input"])
    assert list(found) == ["classes", "boxes", "sure"]
    for own, other in zip(found.values(), dequantized(answers, "batch")):
        np.testing.assert_allclose(own, other, rtol=1e-6)


def test_example_per_axis(answers):
    module = example("per_axis")
    expected = dequantized(answers, "per_axis")[0]
    for function in (module.by_details, module.by_library):
        np.testing.assert_allclose(function(path_of("per_axis"), answers["per_axis/input"]), expected, rtol=1e-6)


def test_example_per_axis_clamps(answers):
    module = example("per_axis")
    wild = answers["per_axis/input"] * 100 - 50
    own, other = (one(path_of("per_axis"), wild) for one in (module.by_details, module.by_library))
    np.testing.assert_allclose(own, other, rtol=1e-6)


def test_example_threads(answers):
    pictures = [np.roll(answers["single/input"], shift, axis=1) for shift in range(8)]
    results = example("threads").classify_all(path_of("single"), pictures, threads=3)
    one_by_one = [example("one_picture").classify(path_of("single"), picture) for picture in pictures]
    np.testing.assert_array_equal(results, one_by_one)


def test_example_custom_operator():
    model = str(REPOSITORY / "models" / "custom_peaks.tflite")
    heights, places = example("custom_operator").find_peaks(model, np.float32([[0, 1, 0, -4, 0, 0, 2, 0, 0.1, 0, 0, 0]]))
    np.testing.assert_array_equal(places, [3, 6, 1])
    np.testing.assert_array_equal(heights, np.float32([[-1, -0.5, -0.25]]))


@pytest.mark.parametrize("model", sorted(TASKS.values()))
def test_integers_equal_the_recorded_answers(model, answers):
    interpreter = FERROLITE.interpreter(model)
    interpreter.set_tensor(0, interpreter.quantize(0, answers[f"{model}/input"]))
    interpreter.invoke()
    for one in interpreter.get_output_details():
        np.testing.assert_array_equal(interpreter.get_tensor(one["index"]), answers[f"{model}/{one['name']}"])


def test_it_stands_where_tensorflow_stood():
    import ferrolite as tf
    from ferrolite.interpreter import Interpreter

    assert tf.lite.Interpreter is Interpreter is ferrolite.Interpreter
    assert tf.lite.experimental.OpResolverType is ferrolite.OpResolverType
    assert tf.lite.experimental.load_delegate is ferrolite.load_delegate
    assert (MODELS / "single.tflite").exists()
