"""What ferrolite has beyond TensorFlow Lite: quantization, sharing, threads, pickling, custom operators, messages."""

import ast
import concurrent.futures
import copy
import gc
import io
import pathlib
import pickle
import subprocess
import sys
import threading
import weakref

import numpy as np
import pytest

import ferrolite
from ferrolite import Interpreter, InterpreterWithCustomOps, Model
from conftest import path_of

ROWS = np.float32([[1, 2, 3, 4]])


def output(interpreter, position=0):
    return interpreter.get_tensor(interpreter.get_output_details()[position]["index"])


# Quantization


def test_quantizing_by_one_scale(ours):
    interpreter = ours("single")
    values = np.float32([0, 1, 0.501, 2, -1, np.nan, np.inf, -np.inf])
    integers = interpreter.quantize(0, values)
    assert integers.dtype == np.int8
    assert integers.tolist() == [-128, 127, 0, 127, -128, -128, 127, -128]
    assert interpreter.quantize(0, [[0.25], [0.75]]).tolist() == [[-64], [63]]


def test_halves_round_away_from_zero(ours):
    interpreter = ours("pass_uint8")
    assert interpreter.quantize(0, [0.25, -0.25, 0.75, 1.25]).tolist() == [2, 0, 3, 4]


def test_quantizing_along_an_axis(ours):
    interpreter = ours("per_axis")
    values = np.zeros((1, 3, 6, 6), np.float32)
    integers = interpreter.quantize(0, values)
    assert [np.unique(integers[:, plane]).tolist() for plane in range(3)] == [[-128], [-3], [-90]]
    more = interpreter.quantize(0, np.ones((5, 3, 2, 1)))
    assert more.shape == (5, 3, 2, 1)
    assert more[4, :, 1, 0].tolist() == [127, 124, 110]


def test_dequantizing_is_the_way_back(ours):
    interpreter = ours("per_axis")
    integers = np.random.default_rng(1).integers(-128, 128, (1, 3, 6, 6), np.int8)
    reals = interpreter.dequantize(0, integers)
    assert reals.dtype == np.float32 and reals.shape == integers.shape
    np.testing.assert_array_equal(interpreter.quantize(0, reals), integers)
    parameters = interpreter.get_input_details()[0]["quantization_parameters"]
    expected = (integers - parameters["zero_points"].reshape(1, 3, 1, 1)) * parameters["scales"].reshape(1, 3, 1, 1)
    np.testing.assert_allclose(reals, expected, rtol=1e-6)


@pytest.mark.parametrize(("kind", "expected"), [("int4", [7, -8, 1]), ("uint4", [15, 0, 1]), ("int2", [1, -2, 1])])
def test_packed_types_clamp_to_their_range(ours, kind, expected):
    interpreter = ours(f"pass_{kind}")
    assert interpreter.quantize(0, [100, -100, 0]).tolist() == expected
    assert interpreter.dequantize(0, interpreter.quantize(0, [[0.0]])).tolist() == [[0.0]]


@pytest.mark.parametrize(
    ("model", "call", "message"),
    [
        ("dynamic", lambda one: one.quantize(0, [1.0]), "is float32 without a scale"),
        ("per_axis", lambda one: one.quantize(0, np.zeros((1, 4, 6, 6))), "has 3 scales along axis 1"),
        ("per_axis", lambda one: one.quantize(0, np.zeros(3)), "has 3 scales along axis 1"),
        ("single", lambda one: one.dequantize(0, np.zeros(3, np.float32)), "an array of int8, not of float32"),
        ("single", lambda one: one.dequantize(99, np.zeros(3, np.int8)), "there is no tensor 99"),
    ],
)
def test_what_cannot_be_quantized_is_refused(ours, model, call, message):
    with pytest.raises(ValueError, match=message):
        call(ours(model))


# Messages


@pytest.mark.parametrize(
    ("model", "call", "parts"),
    [
        ("single", lambda one: one.set_tensor(0, np.zeros((1, 8, 8, 3), np.float32)), ['"image"', "int8", "float32", "quantize()"]),
        ("single", lambda one: one.set_tensor(0, np.zeros((2, 8, 8, 3), np.int8)), ['"image"', "[1, 8, 8, 3]", "[2, 8, 8, 3]"]),
        ("single", lambda one: one.set_tensor(1, np.zeros((4, 3, 3, 3), np.int8)), ['"weights"', "constant"]),
        ("single", lambda one: one.set_tensor(3, np.zeros((1, 8, 8, 4), np.int8)), ['"t3"', "intermediate"]),
        ("single", lambda one: one.get_tensor(3), ['"t3"', "experimental_preserve_all_tensors"]),
        ("single", lambda one: one.get_tensor(99), ["99", "10"]),
        ("single", lambda one: one._get_tensor_details(0, 5), ["subgraph 5"]),
        ("dynamic", lambda one: one.resize_tensor_input(0, [3, 5], strict=True), ['"rows"', "[-1, 4]", "[3, 5]"]),
        ("dynamic", lambda one: one.resize_tensor_input(1, [3, 5]), ["tensor 1 is no input"]),
        ("signatures", lambda one: one.get_signature_runner("mul"), ["'mul'", "add, sub"]),
        ("gather", lambda one: (one.set_tensor(1, np.int32([7])), one.invoke()), ["GATHER", "7"]),
    ],
)
def test_messages_name_what_was_expected_and_given(ours, model, call, parts):
    with pytest.raises((ValueError, RuntimeError)) as caught:
        call(ours(model))
    for part in parts:
        assert part in str(caught.value), caught.value


def test_delegates_are_refused_as_both_kinds_of_errors():
    assert issubclass(io.UnsupportedOperation, ValueError) and issubclass(io.UnsupportedOperation, OSError)
    for call in (
        lambda: ferrolite.load_delegate("libedgetpu.so.1"),
        lambda: ferrolite.Delegate("libedgetpu.so.1", {"device": "usb"}),
        lambda: Interpreter(path_of("single"), experimental_delegates=[object()]),
    ):
        with pytest.raises(ValueError, match="no delegates"):
            call()


def test_there_is_no_native_handle(ours):
    with pytest.raises(NotImplementedError):
        ours("single")._native_handle()


def test_registerers_are_refused():
    with pytest.raises(ValueError, match="custom_ops"):
        InterpreterWithCustomOps([lambda resolver: None], model_path=path_of("single"))


# Views


def test_constants_cannot_be_written_through_a_view(ours):
    view = ours("single").tensor(1)()
    assert not view.flags.writeable
    with pytest.raises(ValueError):
        view[:] = 0


def test_a_tensor_can_be_set_from_its_own_view(ours):
    interpreter = ours("dynamic")
    interpreter.set_tensor(0, ROWS)
    view = interpreter.tensor(0)()
    interpreter.set_tensor(0, view)
    interpreter.set_tensor(0, view[:, ::-1])
    np.testing.assert_array_equal(view, ROWS[:, ::-1])


def test_views_are_counted(ours):
    interpreter = ours("dynamic")
    views = [interpreter.tensor(0)() for _ in range(3)]
    with pytest.raises(RuntimeError, match="3 numpy"):
        interpreter.invoke()
    del views
    gc.collect()
    interpreter.invoke()


def test_an_interpreter_is_freed(ours):
    interpreter = ours("single")
    interpreter.invoke()
    gone = weakref.ref(interpreter)
    view = interpreter.tensor(0)()
    del interpreter
    gc.collect()
    assert gone() is not None, "a view keeps it"
    del view
    gc.collect()
    assert gone() is None


def test_a_subclass_must_initialize():
    class Lazy(Interpreter):
        def __init__(self):
            pass

    with pytest.raises(RuntimeError, match="super"):
        Lazy().invoke()


def test_an_interpreter_is_initialized_once(ours):
    interpreter = ours("single")
    with pytest.raises(RuntimeError, match="once"):
        interpreter.__init__(path_of("batch"))


# Models


def test_interpreters_share_a_model():
    model = Model(path_of("single"))
    first, second = Interpreter(model=model), Interpreter(model=model, num_threads=2)
    assert first.model is second.model is model
    assert first.get_input_details()[0]["name"] == second.get_input_details()[0]["name"] == "image"


@pytest.mark.parametrize("memory_map", [False, True])
def test_a_model_has_a_path(memory_map):
    model = Model(pathlib.Path(path_of("single")), memory_map=memory_map)
    assert model.path == path_of("single")
    assert "single.tflite" in repr(model) and "2392 bytes" in repr(model)
    assert Model(model_content=pathlib.Path(path_of("single")).read_bytes()).path is None


@pytest.mark.parametrize(
    ("call", "exception"),
    [
        (lambda: Model(), ValueError),
        (lambda: Model("a", b"b"), ValueError),
        (lambda: Model(model_content="text"), TypeError),
        (lambda: Model(path_of("no such")), ValueError),
        (lambda: Interpreter(model=path_of("single")), TypeError),
        (lambda: Interpreter(path_of("single"), model=Model(path_of("single"))), ValueError),
    ],
)
def test_models_that_cannot_be_made(call, exception):
    with pytest.raises(exception):
        call()


def test_a_file_may_change_after_it_was_loaded(tmp_path):
    path = tmp_path / "model.tflite"
    path.write_bytes(pathlib.Path(path_of("single")).read_bytes())
    interpreter = Interpreter(path)
    path.write_bytes(b"")
    interpreter.allocate_tensors()
    interpreter.invoke()


def test_damaged_models_are_refused_one_and_all():
    content = pathlib.Path(path_of("single")).read_bytes()
    random = np.random.default_rng(3)
    refused = 0
    for _ in range(300):
        damaged = bytearray(content)
        for place in random.integers(0, len(content), 4):
            damaged[place] = random.integers(256)
        try:
            interpreter = Interpreter(model_content=bytes(damaged))
            interpreter.allocate_tensors()
            interpreter.get_tensor_details()
            interpreter.invoke()
        except (ValueError, RuntimeError):
            refused += 1
    assert refused


def test_a_model_can_be_inspected():
    found = Model(path_of("single")).inspect()
    assert found["file_bytes"] == 2392 and found["unsupported"] == [] and found["signatures"] == {}
    graph = found["subgraphs"][0]
    assert graph["inputs"] == [0] and graph["outputs"] == [9]
    assert [one["name"] for one in graph["operators"]] == ["CONV_2D", "MAX_POOL_2D", "RESHAPE", "FULLY_CONNECTED"]
    image, weights = graph["tensors"][:2]
    assert (image["name"], image["type"], image["shape"], image["constant"]) == ("image", "int8", [1, 8, 8, 3], False)
    assert len(weights["scales"]) == 4 and weights["axis"] == 0 and weights["constant"]
    assert Model(path_of("custom")).inspect()["unsupported"]
    assert Model(path_of("signatures")).inspect()["signatures"]["add"]["inputs"] == {"x": 0, "y": 1}


# Pickling


def test_pickling_writes_the_path(answers):
    interpreter = Interpreter(path_of("single"), num_threads=2, experimental_preserve_all_tensors=True)
    pickled = pickle.dumps(interpreter)
    assert len(pickled) < 1000 and b"single.tflite" in pickled
    for again in (pickle.loads(pickled), copy.copy(interpreter), copy.deepcopy(interpreter)):
        assert type(again) is Interpreter and again is not interpreter
        again.allocate_tensors()
        again.set_tensor(0, again.quantize(0, answers["single/input"]))
        again.invoke()
        np.testing.assert_array_equal(output(again), answers["single/scores"])
        again.get_tensor(3)


PROGRAM = """
import multiprocessing
import sys

import ferrolite


def count(interpreter):
    interpreter.allocate_tensors()
    interpreter.invoke()
    return len(interpreter.get_tensor_details())


if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.apply(count, (ferrolite.Interpreter(sys.argv[1]),)))
"""


def test_other_processes_take_interpreters(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, str(program), path_of("single")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "10", done.stderr


def test_bytes_are_not_pickled():
    content = pathlib.Path(path_of("single")).read_bytes()
    with pytest.raises(TypeError, match="from a file"):
        pickle.dumps(Interpreter(model_content=content))


# Threads


def test_an_interpreter_that_many_threads_use_is_serialized():
    interpreter = Interpreter(path_of("dynamic"))
    interpreter.allocate_tensors()
    runner = interpreter.get_signature_runner()

    def work(number):
        for _ in range(50):
            # One call of a runner is one piece: nobody comes between its inputs and outputs.
            rows = np.full((1 + number % 3, 4), number, np.float32)
            result = runner(rows=rows)["moved"]
            np.testing.assert_array_equal(result, rows * ROWS + np.float32(0.5))
        return number

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(work, range(16))) == list(range(16))


def test_every_call_from_every_thread_is_defined():
    interpreter = Interpreter(path_of("dynamic"))
    interpreter.allocate_tensors()
    view = interpreter.tensor(0)
    calls = [
        interpreter.invoke,
        interpreter.allocate_tensors,
        lambda: interpreter.set_tensor(0, np.ones((1, 4), np.float32)),
        lambda: interpreter.get_tensor(4),
        lambda: interpreter.resize_tensor_input(0, [2, 4]),
        lambda: interpreter.resize_tensor_input(0, [1, 4]),
        lambda: view().fill(1),
        interpreter.get_input_details,
    ]

    def work(seed):
        random = np.random.default_rng(seed)
        for _ in range(200):
            try:
                calls[random.integers(len(calls))]()
            except (ValueError, RuntimeError):
                pass

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    interpreter.resize_tensor_input(0, [1, 4])
    interpreter.allocate_tensors()
    interpreter.set_tensor(0, ROWS)
    interpreter.invoke()
    np.testing.assert_array_equal(output(interpreter), ROWS * ROWS + np.float32(0.5))


def test_invoke_lets_other_threads_run():
    began, go_on = threading.Event(), threading.Event()

    def twice(inputs, options):
        began.set()
        assert go_on.wait(10)
        return 2 * inputs[0]

    twice.shapes = lambda shapes, options: shapes
    interpreter = InterpreterWithCustomOps(custom_ops={"Twice": twice}, model_path=path_of("custom"))
    interpreter.allocate_tensors()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        running = pool.submit(interpreter.invoke)
        assert began.wait(10)
        waiting = pool.submit(interpreter.get_tensor, 0)
        assert not waiting.done(), "calls of other threads wait for the end of the run"
        go_on.set()
        running.result(10)
        assert waiting.result(10).shape == (2, 3)


# Custom operators


VALUES = np.float32([[1, -2, 3], [-4, 5, -6]])


def with_operator(function, **arguments):
    made = InterpreterWithCustomOps(custom_ops={"Twice": function}, model_path=path_of("custom"), **arguments)
    made.allocate_tensors()
    return made


def test_an_operator_in_python():
    calls = []

    def twice(inputs, options):
        calls.append((len(inputs), inputs[0].dtype, options))
        return 2 * inputs[0]

    twice.shapes = lambda shapes, options: [shapes[0]]
    interpreter = with_operator(twice)
    for factor in (1, 2):
        interpreter.set_tensor(0, factor * VALUES)
        interpreter.invoke()
        np.testing.assert_array_equal(output(interpreter), -2 * factor * np.abs(VALUES))
    assert calls == [(1, np.float32, b"")] * 2, "once in each run"


def test_shapes_are_found_by_calling():
    interpreter = with_operator(lambda inputs, options: [2 * inputs[0]])
    for factor in (1, 2, 1):
        interpreter.set_tensor(0, factor * VALUES)
        interpreter.invoke()
        np.testing.assert_array_equal(output(interpreter), -2 * factor * np.abs(VALUES))


def test_shapes_may_depend_on_values():
    interpreter = with_operator(lambda inputs, options: inputs[0][inputs[0] > 2])
    for values, expected in ((VALUES, [-3, -4, -5, -6]), (VALUES / 2, [-2.5, -3]), (VALUES, [-3, -4, -5, -6])):
        interpreter.set_tensor(0, values)
        interpreter.invoke()
        np.testing.assert_array_equal(output(interpreter), np.float32(expected))


def test_an_operator_can_be_resized():
    interpreter = with_operator(lambda inputs, options: 2 * inputs[0])
    interpreter.resize_tensor_input(0, [4])
    interpreter.allocate_tensors()
    interpreter.set_tensor(0, np.float32([1, 2, 3, 4]))
    interpreter.invoke()
    assert output(interpreter).tolist() == [-2, -4, -6, -8]


class Unusual(Exception):
    pass


@pytest.mark.parametrize("with_shapes", [True, False])
def test_what_an_operator_raises_invoke_raises(with_shapes):
    broken = [True]

    def twice(inputs, options):
        if broken[0]:
            raise Unusual("as it happens")
        return 2 * inputs[0]

    if with_shapes:
        twice.shapes = lambda shapes, options: shapes
    interpreter = with_operator(twice)
    interpreter.set_tensor(0, VALUES)
    with pytest.raises(Unusual, match="as it happens") as caught:
        interpreter.invoke()
    assert any(entry.name == "twice" for entry in caught.traceback)
    broken[0] = False
    interpreter.invoke()
    np.testing.assert_array_equal(output(interpreter), -2 * np.abs(VALUES))


def test_what_shapes_raises_allocating_raises():
    def twice(inputs, options):
        return 2 * inputs[0]

    def shapes(shapes, options):
        raise Unusual

    twice.shapes = shapes
    with pytest.raises(Unusual):
        with_operator(twice)


@pytest.mark.parametrize(
    ("result", "exception", "message"),
    [
        (np.zeros((2, 3), np.float64), ValueError, "array of float32"),
        ([np.zeros((2, 3), np.float32)] * 2, ValueError, "1 outputs, the function returned 2"),
        (None, ValueError, "array of float32"),
        (np.zeros((2, 2), np.float32), RuntimeError, r"\[2, 2\]"),
    ],
    ids=["type", "count", "none", "shape"],
)
def test_results_that_do_not_fit_are_refused(result, exception, message):
    def twice(inputs, options):
        return result

    twice.shapes = lambda shapes, options: shapes
    with pytest.raises(exception, match=message):
        with_operator(twice).invoke()


def test_shapes_that_are_none_are_refused():
    def twice(inputs, options):
        return 2 * inputs[0]

    twice.shapes = lambda shapes, options: "wide"
    with pytest.raises(ValueError, match="shape for each output"):
        with_operator(twice)


def test_an_operator_cannot_use_its_own_interpreter():
    made = []

    def twice(inputs, options):
        return made[0].get_tensor(0)

    twice.shapes = lambda shapes, options: shapes
    made.append(with_operator(twice))
    with pytest.raises(RuntimeError, match="own custom operator"):
        made[0].invoke()


def test_only_functions_are_operators():
    with pytest.raises(TypeError, match="callable"):
        InterpreterWithCustomOps(custom_ops={"Twice": 2}, model_path=path_of("custom"))


def double(inputs, options):
    return 2 * inputs[0]


def test_operators_that_can_be_imported_are_pickled():
    again = pickle.loads(pickle.dumps(with_operator(double)))
    again.allocate_tensors()
    again.set_tensor(0, VALUES)
    again.invoke()
    np.testing.assert_array_equal(output(again), -2 * np.abs(VALUES))


# The package


def test_the_stub_has_every_name():
    stub = pathlib.Path(ferrolite.__file__).with_name("_native.pyi")
    assert stub.with_name("py.typed").exists()
    native = sys.modules["ferrolite._native"]
    described = {}
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            described[node.name] = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    for name, members in described.items():
        real = {member for member in vars(getattr(native, name)) if not member.startswith("__")}
        assert real == {member for member in members if not member.startswith("__")}
    assert ferrolite.__version__.count(".") == 2


def test_everything_public_is_documented():
    for name in ferrolite.__all__:
        if name != "__version__":
            assert getattr(ferrolite, name).__doc__, name
    for kind in (Interpreter, Model, ferrolite.SignatureRunner):
        for name in dir(kind):
            if not name.startswith("_"):
                assert getattr(kind, name).__doc__, name
