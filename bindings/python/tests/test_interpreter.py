"""What every implementation does alike: results, details, and the types of exceptions for mistakes."""

import inspect
import pathlib

import numpy as np
import pytest

from conftest import FERROLITE, IMPLEMENTATIONS, litert, path_of

IMAGE = np.zeros((1, 8, 8, 3), np.int8)
ROWS = np.float32([[1, 2, 3, 4]])


def output(interpreter, position=0):
    return interpreter.get_tensor(interpreter.get_output_details()[position]["index"])


# The constructor


def test_a_path_may_be_a_str_bytes_or_path_like(implementation):
    path = path_of("single")
    for given in (path, path.encode(), pathlib.Path(path)):
        assert implementation.module.Interpreter(model_path=given).num_subgraphs() == 1
    assert implementation.module.Interpreter(path).num_subgraphs() == 1


def test_the_bytes_of_a_model_will_do(implementation):
    content = pathlib.Path(path_of("single")).read_bytes()
    assert implementation.module.Interpreter(model_content=content).get_input_details()[0]["name"] == "image"


@pytest.mark.parametrize(
    ("arguments", "exception"),
    [
        ({}, ValueError),
        ({"model_path": ""}, ValueError),
        ({"model_content": b""}, ValueError),
        ({"model_path": path_of("single"), "model_content": b"both"}, ValueError),
        ({"model_path": "/there/is/no/such.tflite"}, ValueError),
        ({"model_path": "/"}, ValueError),
        ({"model_path": 5}, TypeError),
        ({"model_content": b"this is no model at all"}, ValueError),
        ({"model_content": "text"}, TypeError),
        ({"model_content": 5}, TypeError),
        ({"model_content": bytearray(b"TFL3")}, TypeError),
        ({"model_path": path_of("single"), "num_threads": 0}, ValueError),
        ({"model_path": path_of("single"), "num_threads": -1}, ValueError),
        ({"model_path": path_of("single"), "num_threads": "2"}, ValueError),
        ({"model_path": path_of("single"), "num_threads": 2.0}, ValueError),
        ({"model_path": path_of("single"), "experimental_op_resolver_type": 7}, ValueError),
        ({"model_path": path_of("single"), "experimental_op_resolver_type": "AUTO"}, ValueError),
        ({"model_path": path_of("single"), "unknown": 1}, TypeError),
    ],
    ids=lambda one: ", ".join(f"{key}={str(value)[-12:]}" for key, value in one.items()) if isinstance(one, dict) else None,
)
def test_wrong_arguments_are_refused(implementation, arguments, exception):
    with pytest.raises(exception):
        implementation.module.Interpreter(**arguments)


def test_a_missing_operator_is_refused_at_once(make):
    with pytest.raises(ValueError, match="Didn't find op for builtin opcode.*NEG.*99"):
        make("newer", allocate=False)


@pytest.mark.parametrize(
    "arguments",
    [
        {"num_threads": 1},
        {"num_threads": 2},
        {"num_threads": True},
        {"experimental_delegates": []},
        {"experimental_delegates": None},
        {"experimental_preserve_all_tensors": True},
        {"experimental_disable_delegate_clustering": True},
        {"experimental_default_delegate_latest_features": True},
        {"experimental_compress_quantization_zero_points": True},
        {"experimental_disable_delegate_node_fusion": True},
        {"experimental_force_delegate_node_profiling": True},
    ],
    ids=str,
)
def test_options_change_no_result(make, answers, arguments):
    interpreter = make("single", **arguments)
    interpreter.set_tensor(0, np.round(answers["single/input"] * 255 - 128).astype(np.int8))
    interpreter.invoke()
    np.testing.assert_array_equal(output(interpreter), answers["single/scores"])


@pytest.mark.parametrize("resolver", ["AUTO", "BUILTIN", "BUILTIN_REF", "BUILTIN_WITHOUT_DEFAULT_DELEGATES"])
def test_every_resolver_is_there(implementation, resolver):
    kinds = implementation.module.OpResolverType
    interpreter = implementation.interpreter("single", experimental_op_resolver_type=kinds[resolver])
    interpreter.invoke()


def test_resolvers_have_their_numbers(implementation):
    assert {one.name: one.value for one in implementation.module.OpResolverType} == {
        "AUTO": 0, "BUILTIN": 1, "BUILTIN_REF": 2, "BUILTIN_WITHOUT_DEFAULT_DELEGATES": 3}


def test_a_delegate_that_does_not_load_raises_an_os_error(implementation):
    with pytest.raises(OSError):
        implementation.module.load_delegate("libthere_is_none.so")


def test_registerers_by_name_are_not_found(implementation):
    with pytest.raises(ValueError):
        implementation.module.InterpreterWithCustomOps(["NoSuchSymbol"], model_path=path_of("single"))


def test_without_custom_operators_it_is_an_interpreter(implementation):
    made = implementation.module.InterpreterWithCustomOps(model_path=path_of("single"))
    made.allocate_tensors()
    made.invoke()


# Details


KEYS = ["name", "index", "shape", "shape_signature", "dtype", "quantization", "quantization_parameters",
        "sparsity_parameters"]


def test_details_have_their_keys_and_types(make):
    details = make("single").get_input_details()[0]
    assert list(details) == KEYS
    assert type(details["name"]) is str and type(details["index"]) is int
    for key in ("shape", "shape_signature"):
        assert isinstance(details[key], np.ndarray) and details[key].dtype == np.int32
    assert details["dtype"] is np.int8
    scale, zero_point = details["quantization"]
    assert (type(scale), type(zero_point)) == (float, int)
    assert (scale, zero_point) == (float(np.float32(1 / 255)), -128)
    parameters = details["quantization_parameters"]
    assert list(parameters) == ["scales", "zero_points", "quantized_dimension", "block_size"]
    assert parameters["scales"].dtype == np.float32 and parameters["zero_points"].dtype == np.int32
    assert type(parameters["quantized_dimension"]) is int
    assert details["sparsity_parameters"] == {}


def test_details_of_a_quantized_axis(make):
    details = make("per_axis").get_input_details()[0]
    assert details["quantization"] == (0.0, 0)
    parameters = details["quantization_parameters"]
    np.testing.assert_array_equal(parameters["scales"], np.float32([1 / 255, 1 / 127, 1 / 200]))
    np.testing.assert_array_equal(parameters["zero_points"], [-128, -3, -90])
    assert parameters["quantized_dimension"] == 1


def test_details_of_floats_have_empty_parameters(make):
    details = make("dynamic").get_input_details()[0]
    assert details["quantization"] == (0.0, 0)
    assert details["quantization_parameters"]["scales"].shape == (0,)
    assert details["quantization_parameters"]["zero_points"].shape == (0,)


def test_unknown_dimensions_are_in_the_signature(make):
    details = make("dynamic").get_input_details()[0]
    assert details["shape"].tolist() == [1, 4]
    assert details["shape_signature"].tolist() == [-1, 4]


def test_details_are_there_before_allocation(make):
    interpreter = make("batch", allocate=False)
    assert [one["name"] for one in interpreter.get_output_details()] == ["classes", "boxes", "sure"]
    assert [one["shape"].tolist() for one in interpreter.get_output_details()] == [[4, 5], [4, 4], [4, 1]]


def test_all_tensors_have_details(make):
    details = make("single").get_tensor_details()
    assert [one["name"] for one in details] == ["image", "weights", "bias", "t3", "t4", "t5", "t6", "t7", "t8", "scores"]
    assert [one["index"] for one in details] == list(range(10))
    assert details[1]["quantization_parameters"]["scales"].shape == (4,)


def test_tensors_of_another_subgraph(make):
    interpreter = make("signatures")
    assert interpreter.num_subgraphs() == 2
    assert [one["name"] for one in interpreter.get_tensor_details(1)] == ["x", "y", "sub/result"]
    assert [one["name"] for one in interpreter.get_tensor_details(subgraph_index=0)] == ["x", "y", "add/result"]


@pytest.mark.parametrize(("index", "exception"), [(2, ValueError), (-1, ValueError), ("0", TypeError)])
def test_subgraphs_that_are_not_there_have_no_details(make, index, exception):
    with pytest.raises(exception):
        make("signatures").get_tensor_details(index)


def test_zero_points_can_be_compressed(make):
    interpreter = make("single", experimental_compress_quantization_zero_points=True)
    assert interpreter.experimental_compress_quantization_zero_points is True
    assert interpreter.get_tensor_details()[1]["quantization_parameters"]["zero_points"].tolist() == [0]
    assert make("single").experimental_compress_quantization_zero_points is False


def test_operators_have_details(make):
    first, *others = make("single")._get_ops_details()
    assert first["index"] == 0 and first["op_name"] == "CONV_2D"
    assert first["inputs"].tolist() == [0, 1, 2] and first["inputs"].dtype == np.int32
    assert first["outputs"].tolist() == [3]
    assert first["operand_types"] == [np.int8, np.int8, np.int32] and first["result_types"] == [np.int8]
    assert [one["op_name"] for one in others] == ["MAX_POOL_2D", "RESHAPE", "FULLY_CONNECTED"]


@pytest.mark.parametrize("index", [99, -1])
def test_operators_that_are_not_there_have_no_details(make, index):
    with pytest.raises(ValueError):
        make("single")._get_op_details(index)


@pytest.mark.skipif(litert is None, reason="compares with ai_edge_litert")
@pytest.mark.parametrize("model", ["single", "batch", "per_axis", "signatures", "dynamic", "where", "state", "gather"])
def test_all_details_equal_the_reference(model):
    first, second = (one.interpreter(model) for one in IMPLEMENTATIONS)
    for subgraph in range(first.num_subgraphs()):
        for own, other in zip(first.get_tensor_details(subgraph), second.get_tensor_details(subgraph)):
            np.testing.assert_equal(own, other)
    np.testing.assert_equal(first._get_ops_details(), second._get_ops_details()[:len(first._get_ops_details())])
    assert first._get_full_signature_list() == second._get_full_signature_list()


# Tensors in and out


def test_allocate_and_invoke_return_nothing(make):
    interpreter = make("single")
    assert interpreter.allocate_tensors() is None
    assert interpreter.set_tensor(0, IMAGE) is None
    assert interpreter.invoke() is None


def test_inputs_keep_their_values(make):
    interpreter = make("single")
    interpreter.set_tensor(0, IMAGE + 5)
    interpreter.invoke()
    interpreter.invoke()
    np.testing.assert_array_equal(interpreter.get_tensor(0), IMAGE + 5)


def test_allocating_again_keeps_values(make):
    interpreter = make("dynamic")
    interpreter.set_tensor(0, ROWS)
    interpreter.allocate_tensors()
    np.testing.assert_array_equal(interpreter.get_tensor(0), ROWS)


def test_what_get_tensor_gives_is_a_copy(make):
    interpreter = make("dynamic")
    interpreter.set_tensor(0, ROWS)
    copy = interpreter.get_tensor(0)
    assert copy.flags.owndata and copy.flags.writeable and copy.flags.c_contiguous
    copy[:] = 9
    np.testing.assert_array_equal(interpreter.get_tensor(0), ROWS)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(8, dtype=np.float32).reshape(1, 8)[:, ::2],
        np.asfortranarray(np.float32([[1, 2, 3, 4]])),
        [[np.float32(1), np.float32(2), np.float32(3), np.float32(4)]],
        np.float32([[4, 3, 2, 1]])[:, ::-1],
    ],
    ids=["stepped", "fortran", "list", "reversed"],
)
def test_arrays_of_any_layout_can_be_set(make, value):
    interpreter = make("dynamic")
    interpreter.set_tensor(0, value)
    np.testing.assert_array_equal(interpreter.get_tensor(0), np.asarray(value))


@pytest.mark.parametrize(
    ("index", "value", "exception"),
    [
        (0, IMAGE.astype(np.float32), ValueError),
        (0, IMAGE.astype(np.uint8), ValueError),
        (0, IMAGE[0], ValueError),
        (0, np.zeros((1, 8, 8, 4), np.int8), ValueError),
        (0, np.zeros((1, 8, 3, 8), np.int8), ValueError),
        (0, IMAGE.tolist(), ValueError),
        (0, 1.0, ValueError),
        (0, None, ValueError),
        (0, "text", ValueError),
        (99, IMAGE, ValueError),
        (-1, IMAGE, ValueError),
        ("image", IMAGE, TypeError),
        (0.0, IMAGE, TypeError),
        (None, IMAGE, TypeError),
        (2**40, IMAGE, TypeError),
    ],
    ids=["float", "unsigned", "rank", "extent", "order", "list", "number", "none", "text", "index 99", "index -1",
         "name", "float index", "no index", "huge index"],
)
def test_what_does_not_fit_cannot_be_set(make, index, value, exception):
    interpreter = make("single")
    with pytest.raises(exception):
        interpreter.set_tensor(index, value)
    interpreter.set_tensor(np.int64(0), IMAGE)


@pytest.mark.parametrize(
    ("arguments", "exception"),
    [((99,), ValueError), ((-1,), ValueError), (("image",), TypeError), ((0.5,), TypeError), ((0, 9), ValueError),
     ((0, -1), ValueError)],
    ids=str,
)
def test_what_is_not_there_cannot_be_read(make, arguments, exception):
    with pytest.raises(exception):
        make("single").get_tensor(*arguments)


def test_nothing_works_before_allocation(make):
    interpreter = make("single", allocate=False)
    with pytest.raises(ValueError):
        interpreter.set_tensor(0, IMAGE)
    with pytest.raises(ValueError):
        interpreter.get_tensor(0)
    with pytest.raises(ValueError):
        interpreter.tensor(0)()
    with pytest.raises(RuntimeError):
        interpreter.invoke()
    assert interpreter.get_tensor(1).shape == (4, 3, 3, 3), "constants are there"


def test_outputs_can_be_set(make):
    interpreter = make("single")
    index = interpreter.get_output_details()[0]["index"]
    interpreter.set_tensor(index, np.full((1, 10), 3, np.int8))
    assert interpreter.get_tensor(index).tolist() == [[3] * 10]


def test_preserved_tensors_can_be_read(make):
    interpreter = make("single", experimental_preserve_all_tensors=True)
    interpreter.set_tensor(0, IMAGE)
    interpreter.invoke()
    assert interpreter.get_tensor(3).shape == (1, 8, 8, 4)
    np.testing.assert_array_equal(interpreter.get_tensor(6).reshape(-1), interpreter.get_tensor(4).reshape(-1))


@pytest.mark.skipif(litert is None, reason="compares with ai_edge_litert")
@pytest.mark.parametrize("model", ["single", "batch", "per_axis"])
def test_preserved_tensors_equal_the_reference(model, answers):
    first, second = (one.interpreter(model, experimental_preserve_all_tensors=True) for one in IMPLEMENTATIONS)
    for interpreter in (first, second):
        interpreter.set_tensor(0, FERROLITE.interpreter(model).quantize(0, answers[f"{model}/input"]))
        interpreter.invoke()
    for one in first.get_tensor_details():
        np.testing.assert_array_equal(first.get_tensor(one["index"]), second.get_tensor(one["index"]), one["name"])


# Views


def test_a_view_is_the_tensors_memory(make):
    interpreter = make("dynamic")
    view = interpreter.tensor(0)
    view()[:] = ROWS
    np.testing.assert_array_equal(interpreter.get_tensor(0), ROWS)
    interpreter.set_tensor(0, 2 * ROWS)
    np.testing.assert_array_equal(view(), 2 * ROWS)
    assert not view().flags.owndata and view().base is not None


def test_views_follow_the_runs(make):
    interpreter = make("dynamic")
    rows, moved = (interpreter.tensor(one["index"]) for one in interpreter.get_input_details() + interpreter.get_output_details())
    for factor in (1, 2, 3):
        rows()[:] = factor * ROWS
        interpreter.invoke()
        np.testing.assert_array_equal(moved(), factor * ROWS * ROWS[:, :4] + np.float32(0.5))


def test_a_view_outlives_the_interpreters_name(make):
    interpreter = make("dynamic")
    interpreter.set_tensor(0, ROWS)
    view = interpreter.tensor(0)()
    del interpreter
    np.testing.assert_array_equal(view, ROWS)


@pytest.mark.parametrize(
    "call",
    [
        lambda one: one.invoke(),
        lambda one: one.allocate_tensors(),
        lambda one: one.resize_tensor_input(0, [2, 4]),
    ],
    ids=["invoke", "allocate_tensors", "resize_tensor_input"],
)
@pytest.mark.parametrize("part", [lambda view: view, lambda view: view[0, 1:], lambda view: view.T, memoryview],
                         ids=["whole", "slice", "transposed", "memoryview"])
def test_nothing_moves_while_a_view_is_held(make, call, part):
    interpreter = make("dynamic")
    held = part(interpreter.tensor(0)())
    assert not interpreter._safe_to_run()
    with pytest.raises(RuntimeError):
        call(interpreter)
    with pytest.raises(RuntimeError):
        interpreter._ensure_safe()
    del held
    assert interpreter._safe_to_run()
    call(interpreter)


def test_tensors_can_be_read_and_set_while_a_view_is_held(make):
    interpreter = make("state")
    view = interpreter.tensor(0)()
    interpreter.set_tensor(0, np.ones((1, 3), np.float32))
    assert interpreter.get_tensor(0).tolist() == view.tolist() == [[1, 1, 1]]
    interpreter.reset_all_variables()
    assert interpreter.get_input_details()[0]["name"] == "frame"


@pytest.mark.parametrize(("index", "exception"), [(99, ValueError), (-1, ValueError), ("rows", TypeError)])
def test_views_of_nothing_are_refused_when_they_are_made(make, index, exception):
    function = make("dynamic").tensor(index)
    with pytest.raises(exception):
        function()


# Shapes


def test_inputs_can_be_resized(make):
    interpreter = make("dynamic")
    interpreter.resize_tensor_input(0, [3, 4])
    assert interpreter.get_input_details()[0]["shape"].tolist() == [3, 4]
    interpreter.allocate_tensors()
    interpreter.set_tensor(0, np.ones((3, 4), np.float32))
    interpreter.invoke()
    assert interpreter.get_output_details()[0]["shape"].tolist() == [3, 4]
    assert output(interpreter).tolist() == [[1.5, 2.5, 3.5, 4.5]] * 3


@pytest.mark.parametrize("shape", [(3, 4), [3, 4], np.array([3, 4]), np.array([3, 4], np.int64), [3.0, 4.0]], ids=repr)
def test_a_shape_may_be_any_list_of_numbers(make, shape):
    interpreter = make("dynamic")
    interpreter.resize_tensor_input(0, shape)
    assert interpreter.get_input_details()[0]["shape"].tolist() == [3, 4]


def test_a_resized_input_must_be_allocated(make):
    interpreter = make("dynamic")
    interpreter.resize_tensor_input(0, [3, 4])
    with pytest.raises(ValueError):
        interpreter.set_tensor(0, np.zeros((3, 4), np.float32))
    with pytest.raises(ValueError):
        interpreter.get_tensor(0)
    with pytest.raises(RuntimeError):
        interpreter.invoke()


def test_the_same_shape_needs_no_allocation(make):
    interpreter = make("dynamic")
    interpreter.resize_tensor_input(0, [1, 4])
    interpreter.invoke()


def test_no_rows_are_allowed(make):
    interpreter = make("dynamic")
    interpreter.resize_tensor_input(0, [0, 4])
    interpreter.allocate_tensors()
    interpreter.invoke()
    assert output(interpreter).shape == (0, 4)


def test_strict_allows_unknown_dimensions(make):
    interpreter = make("dynamic")
    interpreter.resize_tensor_input(0, [3, 4], strict=True)
    assert interpreter.get_input_details()[0]["shape"].tolist() == [3, 4]


@pytest.mark.parametrize(
    ("model", "shape"),
    [("dynamic", [3, 5]), ("dynamic", [3, 4, 1]), ("single", [2, 8, 8, 3])],
    ids=str,
)
def test_strict_refuses_known_dimensions(make, model, shape):
    with pytest.raises(RuntimeError):
        make(model).resize_tensor_input(0, shape, strict=True)


@pytest.mark.parametrize("shape", [[3, 5], [-1, 4], [2**31 - 1, 4]], ids=str)
def test_impossible_shapes_are_refused_at_the_latest_when_allocated(make, shape):
    interpreter = make("dynamic")
    with pytest.raises(RuntimeError):
        interpreter.resize_tensor_input(0, shape)
        interpreter.allocate_tensors()


@pytest.mark.parametrize(
    ("index", "shape", "exception"),
    [
        (99, [1, 4], RuntimeError),
        (-1, [1, 4], RuntimeError),
        (1, [2, 4], RuntimeError),
        ("rows", [1, 4], TypeError),
        (0, [[1, 4]], ValueError),
        (0, 4, ValueError),
        (0, "ab", ValueError),
        (0, None, TypeError),
    ],
    ids=str,
)
def test_what_is_no_input_or_no_shape_is_refused(make, index, shape, exception):
    with pytest.raises(exception):
        make("dynamic").resize_tensor_input(index, shape)


def test_shapes_that_depend_on_data(make):
    interpreter = make("where")
    with pytest.raises(ValueError):
        interpreter.get_tensor(1)
    for flags, places in (([1, 0, 0, 1, 1, 0], [[0], [3], [4]]), ([1] * 6, [[0], [1], [2], [3], [4], [5]])):
        interpreter.set_tensor(0, np.array(flags, bool))
        interpreter.invoke()
        assert output(interpreter).tolist() == places
        assert interpreter.get_output_details()[0]["shape"].tolist() == [len(places), 1]


# Running


def test_a_failed_run_can_be_repeated(make):
    interpreter = make("gather")
    interpreter.set_tensor(0, np.arange(8, dtype=np.float32).reshape(4, 2))
    interpreter.set_tensor(1, np.int32([9]))
    with pytest.raises(RuntimeError):
        interpreter.invoke()
    interpreter.set_tensor(1, np.int32([2]))
    interpreter.invoke()
    assert output(interpreter).tolist() == [[4, 5]]


def test_an_unknown_operator_is_refused_when_allocating(make):
    interpreter = make("custom", allocate=False)
    assert [one["op_name"] for one in interpreter._get_ops_details()] == ["ABS", "Twice", "NEG"]
    with pytest.raises(RuntimeError):
        interpreter.allocate_tensors()


def test_variables_are_kept_and_reset(make):
    interpreter = make("state")
    memory = next(one["index"] for one in interpreter.get_tensor_details() if one["name"] == "memory")
    assert not interpreter.get_tensor(memory).any()
    interpreter.set_tensor(0, np.ones((1, 3), np.float32))
    results = []
    for _ in range(2):
        interpreter.invoke()
        results.append(output(interpreter))
    assert (results[0] != results[1]).any() and interpreter.get_tensor(memory).any()
    assert interpreter.reset_all_variables() is None
    assert not interpreter.get_tensor(memory).any()
    interpreter.invoke()
    np.testing.assert_array_equal(output(interpreter), results[0])


def test_variables_can_be_set(make):
    interpreter = make("state")
    memory = next(one["index"] for one in interpreter.get_tensor_details() if one["name"] == "memory")
    interpreter.set_tensor(memory, np.ones((1, 8), np.float32))
    assert interpreter.get_tensor(memory).all()


def test_variables_cannot_be_reset_before_allocation(make):
    with pytest.raises(RuntimeError):
        make("state", allocate=False).reset_all_variables()


@pytest.mark.skipif(litert is None, reason="compares with ai_edge_litert")
def test_the_surface_is_the_references():
    for name in ("Interpreter", "SignatureRunner", "InterpreterWithCustomOps", "Delegate", "OpResolverType"):
        own, other = (getattr(one.module, name) for one in IMPLEMENTATIONS)
        public = [member for member in vars(other) if not member.startswith("_") and name != "OpResolverType"]
        public += ["_get_ops_details", "_native_handle"] if name == "Interpreter" else []
        for member in public:
            assert hasattr(own, member), (name, member)
        if name == "OpResolverType":
            continue
        theirs = [one for one in inspect.signature(other.__init__).parameters.values()]
        ours_ = inspect.signature(own.__init__).parameters
        assert [one.name for one in theirs] == [one for one in ours_][: len(theirs)] or name == "InterpreterWithCustomOps"
        for one in theirs:
            if one.name in ours_ and not isinstance(one.default, type(FERROLITE.module.OpResolverType.AUTO)) \
                    and one.name != "experimental_op_resolver_type":
                assert ours_[one.name].default == one.default, (name, one.name)
