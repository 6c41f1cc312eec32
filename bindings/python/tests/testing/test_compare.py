"""How two arrays differ."""

import numpy as np
import pytest

from ferrolite.testing.compare import MOST, bounds, compare, span, unit


def test_integers_differ_by_quanta_with_a_sign():
    tally = compare(np.int8([-128, 1, 2, 3, 4]), np.int8([127, 1, 1, 5, 4]), 0.5)
    assert (tally.elements, tally.differing, tally.largest, tally.first) == (5, 3, 255, 0)
    assert tally.histogram == {0: 2, 8: 1, -1: 1, 2: 1}
    assert [bounds(group) for group in (-1, 0, 2, 8)] == [(-1, -1), (0, 0), (2, 3), (128, 255)]
    assert [span(group) for group in (-3, -1, 0, 1, 2)] == ["-7…-4", "-1", "0", "+1", "+2…+3"]


def test_floats_differ_by_steps_between_representable_numbers():
    one = np.float32(1)
    a = np.float32([1, -0.0, np.nan, 1e-45])
    b = np.float32([np.nextafter(one, np.float32(2)), 0, np.nan, -1e-45])
    tally = compare(a, b)
    assert (tally.unequal, tally.differing, tally.largest, tally.unordered) == (2, 2, 2, 0)
    assert tally.histogram == {0: 2, 1: 1, -2: 1}


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_a_nan_alone_is_as_far_as_can_be(dtype):
    tally = compare(np.asarray([np.nan, 1], dtype), np.asarray([1, 1], dtype), 1.0)
    assert (tally.differing, tally.unordered, tally.largest) == (1, 1, MOST)


def test_what_is_tolerated_is_unequal_but_does_not_differ():
    tally = compare(np.float32([100, 0, 1]), np.float32([100, 1e-4, 2]), 1e-5)
    assert (tally.unequal, tally.differing, tally.first) == (2, 1, 2)
    assert compare(np.float32([0]), np.float32([0.5]), 0.0, 1.0).differing == 0
    assert compare(np.float32([np.inf]), np.float32([3e38]), 1.0).differing == 1


@pytest.mark.parametrize("dtype", [np.int64, np.uint64])
def test_wide_integers_are_compared_in_every_bit(dtype):
    info = np.iinfo(dtype)
    a, b = np.asarray([info.min, info.max], dtype), np.asarray([info.max, info.max - 1], dtype)
    tally = compare(a, b)
    assert (tally.differing, tally.largest) == (2, MOST)
    assert tally.histogram == {63: 1, -1: 1}


def test_other_types_and_shapes_are_errors():
    with pytest.raises(ValueError, match="type int8 in A, float32 in B"):
        compare(np.int8([1]), np.float32([1]))
    with pytest.raises(ValueError, match="shape"):
        compare(np.int8([1]), np.int8([1, 2]))


def test_booleans_complex_numbers_and_strings():
    assert compare(np.asarray([True, False]), np.asarray([True, True])).histogram == {0: 1, 1: 1}
    assert compare(np.complex64([1 + 1j]), np.complex64([1 + 2j])).differing == 1
    tally = compare(np.asarray([b"a", b"bc"], object), np.asarray([b"a", b"bcd"]))
    assert (tally.elements, tally.differing, tally.first) == (2, 1, 1)
    assert [unit(dtype) for dtype in ("int8", "float32", object)] == ["quanta", "ULP", "strings"]


def test_empty_arrays_are_the_same():
    tally = compare(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32))
    assert (tally.elements, tally.differing, tally.histogram) == (0, 0, {})


def test_tallies_of_several_runs_add_up():
    tally = compare(np.int8([1, 2]), np.int8([1, 2]))
    tally.add(compare(np.int8([1, 2]), np.int8([1, 5])))
    assert (tally.elements, tally.differing, tally.largest, tally.first) == (4, 1, 3, 1)
    assert tally.as_dict()["histogram"] == [{"from": 0, "to": 0, "count": 3}, {"from": 2, "to": 3, "count": 1}]
