"""Tensors of every type, through a model that hands them on."""

import numpy as np
import pytest

PLAIN = ["float16", "float64", "int16", "uint8", "uint16", "int32", "uint32", "int64", "uint64", "bool", "complex64",
         "complex128"]


@pytest.mark.parametrize("kind", PLAIN)
def test_plain_types_are_numpys(make, kind):
    interpreter = make(f"pass_{kind}")
    assert interpreter.get_input_details()[0]["dtype"] is getattr(np, "bool_" if kind == "bool" else kind)
    values = np.array([[0, 1, 2], [3, 100, 7]]).astype(kind)
    if kind.startswith("complex"):
        values += 2j
    interpreter.set_tensor(0, values)
    interpreter.invoke()
    result = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    assert result.dtype == values.dtype
    np.testing.assert_array_equal(result, values.reshape(3, 2))
    np.testing.assert_array_equal(interpreter.tensor(0)(), values)
    other = np.float32 if kind != "float32" else np.int8
    with pytest.raises(ValueError):
        interpreter.set_tensor(0, values.real.astype(other))


@pytest.mark.parametrize(("kind", "dtype", "least", "greatest"),
                         [("int4", np.int8, -8, 7), ("uint4", np.uint8, 0, 15)])
def test_halves_of_bytes_are_held_in_bytes(make, kind, dtype, least, greatest):
    interpreter = make(f"pass_{kind}")
    details = interpreter.get_input_details()[0]
    assert details["dtype"] is dtype and details["quantization"] == (0.5, 1)
    values = np.array([[least, 0, 1], [2, 3, greatest]], dtype)
    interpreter.set_tensor(0, values)
    np.testing.assert_array_equal(interpreter.get_tensor(0), values)
    interpreter.invoke()
    result = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    assert result.dtype == dtype
    np.testing.assert_array_equal(result, values.reshape(3, 2))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("uint4", np.full((2, 3), 16, np.uint8)),
        ("int4", np.full((2, 3), 8, np.int8)),
        ("int4", np.full((2, 3), -9, np.int8)),
        ("int4", np.zeros((2, 3), np.uint8)),
        ("uint4", np.zeros((2, 3), np.int8)),
        ("int4", np.zeros(3, np.int8)),
    ],
    ids=["uint4 16", "int4 8", "int4 -9", "int4 unsigned", "uint4 signed", "packed"],
)
def test_values_beyond_half_a_byte_are_refused(make, kind, value):
    with pytest.raises(ValueError):
        make(f"pass_{kind}").set_tensor(0, value)


def test_quarters_of_bytes(ours):
    interpreter = ours("pass_int2")
    values = np.int8([[-2, -1, 0], [1, 0, -2]])
    interpreter.set_tensor(0, values)
    interpreter.invoke()
    np.testing.assert_array_equal(interpreter.get_tensor(interpreter.get_output_details()[0]["index"]), values.reshape(3, 2))
    with pytest.raises(ValueError, match="int2: its values are -2 to 1, one given is 2"):
        interpreter.set_tensor(0, np.full((2, 3), 2, np.int8))
    with pytest.raises(ValueError, match="cannot view"):
        interpreter.tensor(0)()


def test_bfloat16_needs_another_package(ours):
    interpreter = ours("pass_bfloat16")
    try:
        import ml_dtypes
    except ImportError:
        with pytest.raises(ValueError, match="ml_dtypes"):
            interpreter.get_input_details()
        assert interpreter.get_tensor_details()[0]["name"] != "values", "tensors without a type are left out"
        return
    assert interpreter.get_input_details()[0]["dtype"] is ml_dtypes.bfloat16
    values = np.array([[0, 1, 2], [3, 100, 7]]).astype(ml_dtypes.bfloat16)
    interpreter.set_tensor(0, values)
    interpreter.invoke()
    result = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    assert result.dtype == ml_dtypes.bfloat16
    np.testing.assert_array_equal(result, values.reshape(3, 2))


TEXTS = [[b"a", b"bc", b""], [b"\xff", "ü".encode(), b"x\0y"]]


def test_strings_are_bytes(make):
    interpreter = make("pass_string")
    assert interpreter.get_input_details()[0]["dtype"] is np.bytes_
    interpreter.set_tensor(0, np.array(TEXTS, object))
    interpreter.invoke()
    result = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    assert result.dtype == object and result.shape == (3, 2)
    assert result.reshape(2, 3).tolist() == TEXTS


@pytest.mark.parametrize(
    "values",
    [
        np.array([["a", "ü", "c"], ["d", "e", "f"]]),
        np.array([["a", "ü", b"c"], ["d", b"e", "f"]], object),
        np.array([[b"a", "ü".encode(), b"c"], [b"d", b"e", b"f"]]),
    ],
    ids=["str", "mixed", "bytes"],
)
def test_texts_are_utf8(make, values):
    interpreter = make("pass_string")
    interpreter.set_tensor(0, values)
    interpreter.invoke()
    result = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    assert result.reshape(-1).tolist() == [b"a", "ü".encode(), b"c", b"d", b"e", b"f"]


@pytest.mark.parametrize(
    "values",
    [
        np.array([["a", "b", 1], ["d", "e", "f"]], object),
        np.array(["a"] * 6),
        np.zeros((2, 3), np.float32),
    ],
    ids=["number", "shape", "floats"],
)
def test_what_is_no_text_is_refused(make, values):
    interpreter = make("pass_string")
    interpreter.set_tensor(0, np.array(TEXTS, object))
    with pytest.raises(ValueError):
        interpreter.set_tensor(0, values)


def test_strings_are_empty_at_first(ours):
    interpreter = ours("pass_string")
    assert interpreter.get_tensor(0).tolist() == [[b""] * 3] * 2
    with pytest.raises(ValueError, match="get_tensor"):
        interpreter.tensor(0)()


def test_the_other_byte_order_is_turned(ours):
    interpreter = ours("pass_int32")
    interpreter.set_tensor(0, np.array([[1, 2, 3], [4, 5, 6]], ">i4"))
    assert interpreter.get_tensor(0).tolist() == [[1, 2, 3], [4, 5, 6]]
