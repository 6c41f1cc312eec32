"""How two arrays differ: integers in quanta, floats in units in the last place (ULP), each difference with its sign.

The same figures as those of the command ``ferrolite diff``."""

import numpy as np

FLOATS = "fc"
MOST = np.iinfo(np.int64).max


class Tally:
    """How many elements differ by how much. `histogram` counts B less A by groups of powers of two: 0; 1 is ±1, 2 is
    ±2 to ±3, 3 is ±4 to ±7 …, with the sign of the difference."""

    def __init__(self):
        self.elements = self.unequal = self.differing = self.unordered = self.largest = 0
        self.largest_value = 0.0
        self.first = None
        self.histogram = {}

    def add(self, other):
        """Adds the tally of the same tensor in another run."""
        for name in ("elements", "unequal", "differing", "unordered"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.largest = max(self.largest, other.largest)
        self.largest_value = max(self.largest_value, other.largest_value)
        self.first = other.first if self.first is None else self.first
        for group, count in other.histogram.items():
            self.histogram[group] = self.histogram.get(group, 0) + count

    def as_dict(self):
        """For JSON."""
        groups = [
            dict(zip(("from", "to"), bounds(group)), count=count) for group, count in sorted(self.histogram.items())
        ]
        return dict(
            elements=self.elements,
            unequal=self.unequal,
            differing=self.differing,
            unordered=self.unordered,
            largest=self.largest,
            largest_value=self.largest_value,
            first=self.first,
            histogram=groups,
        )


def bounds(group):
    """The least and the greatest difference of a group."""
    if group == 0:
        return 0, 0
    least, greatest = 2 ** (abs(group) - 1), min(2 ** abs(group) - 1, MOST)
    return (least, greatest) if group > 0 else (-greatest, -least)


def span(group):
    """A group in words: `0`, `+1`, `-7…-4`."""
    least, greatest = bounds(group)
    if least == greatest:
        return f"{least:+d}" if least else "0"
    return f"{least:+d}…{greatest:+d}"


def unit(dtype):
    """What differences of this type are counted in."""
    kind = np.dtype(dtype).kind
    return "ULP" if kind in FLOATS else "strings" if kind in "OSU" else "quanta"


def compare(a, b, tolerance=0.0, atol=None):
    """The tally of two arrays; ValueError says what keeps them from being compared. Floats within `tolerance` times
    their value and the greatest finite value of `b` do not count as differing; `atol` goes before the latter."""
    a, b = np.asarray(a), np.asarray(b)
    if a.dtype.kind in "OSU" and b.dtype.kind in "OSU":
        return compare_strings(a, b)
    if a.dtype != b.dtype:
        raise ValueError(f"type {a.dtype} in A, {b.dtype} in B")
    if a.shape != b.shape:
        raise ValueError(f"shape {list(a.shape)} in A, {list(b.shape)} in B")
    a, b = (np.ascontiguousarray(array).reshape(-1) for array in (a, b))
    if a.dtype.kind == "c":
        part = np.float32 if a.dtype == np.complex64 else np.float64
        a, b = a.view(part), b.view(part)
    tally = Tally()
    tally.elements = a.size
    candidates = np.flatnonzero(a != b)
    distance, ordered = distances(a[candidates], b[candidates])
    unequal = distance != 0
    candidates, distance, ordered = candidates[unequal], distance[unequal], ordered[unequal]
    tally.unequal = candidates.size
    if tally.elements > tally.unequal:
        tally.histogram[0] = tally.elements - tally.unequal
    if tally.unequal:
        count(tally, a, b, candidates, distance, ordered, tolerance, atol)
    return tally


def count(tally, a, b, places, distance, ordered, tolerance, atol):
    """Fills in what is unequal."""
    magnitude = np.abs(distance)
    tally.unordered = int((~ordered).sum())
    tally.largest = int(magnitude.max())
    bits = np.minimum(np.frexp(magnitude.astype(np.float64))[1], 63)
    for group, times in zip(*np.unique(bits * np.sign(distance), return_counts=True)):
        tally.histogram[int(group)] = int(times)
    x, y = a[places].astype(np.float64), b[places].astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(x - y)
    finite = np.isfinite(apart)
    tally.largest_value = float(apart[finite].max()) if finite.any() else 0.0
    beyond = np.ones(places.size, bool)
    if a.dtype.kind == "f" and (tolerance or atol):
        if atol is None:
            values = b[np.isfinite(b)]
            atol = tolerance * (float(np.abs(values).max()) if values.size else 0.0)
        beyond = ~(finite & (apart <= atol + tolerance * np.abs(y)))
    tally.differing = int(beyond.sum())
    if tally.differing:
        tally.first = int(places[beyond][0])


def distances(a, b):
    """B less A in quanta or ULP, and whether there is an order; two NaN are the same, one is as far as can be."""
    if a.dtype.kind != "f":
        if a.dtype == np.bool_:
            a, b = a.view(np.uint8), b.view(np.uint8)
        return signed(a, b), np.ones(a.size, bool)
    missing = np.isnan(a), np.isnan(b)
    distance = signed(ordinals(a), ordinals(b))
    either, both = missing[0] | missing[1], missing[0] & missing[1]
    distance[either] = MOST
    distance[both] = 0
    return distance, ~(either & ~both)


def ordinals(values):
    """The place of each float among the numbers of its type; 0 and -0 have the same."""
    bits = values.view(f"i{values.dtype.itemsize}").astype(np.int64)
    most = MOST if values.dtype.itemsize == 8 else 2 ** (8 * values.dtype.itemsize - 1) - 1
    return np.where(bits < 0, -(bits & most), bits)


def signed(a, b):
    """B less A as int64, as large as it can be where that is too little."""
    if a.dtype == np.uint64:
        greater = b >= a
        magnitude = np.minimum(np.where(greater, b - a, a - b), np.uint64(MOST)).astype(np.int64)
        return np.where(greater, magnitude, -magnitude)
    a, b = a.astype(np.int64), b.astype(np.int64)
    with np.errstate(over="ignore"):
        difference = b - a
    overflow = ((b >= 0) != (a >= 0)) & ((difference >= 0) != (b >= 0))
    return np.maximum(np.where(overflow, np.where(b >= 0, MOST, -MOST), difference), -MOST)


def compare_strings(a, b):
    """Strings are equal or not; NULs at their end do not count, since numpy drops them."""

    def plain(array):
        texts = [text.encode() if isinstance(text, str) else bytes(text) for text in array.reshape(-1)]
        return [text.rstrip(b"\0") for text in texts]

    a, b = plain(a), plain(b)
    if len(a) != len(b):
        raise ValueError(f"{len(a)} strings in A, {len(b)} in B")
    tally = Tally()
    tally.elements = len(a)
    unequal = [place for place, (one, other) in enumerate(zip(a, b)) if one != other]
    if len(unequal) < len(a):
        tally.histogram[0] = len(a) - len(unequal)
    if unequal:
        tally.unequal = tally.differing = len(unequal)
        tally.largest, tally.first, tally.histogram[1] = 1, unequal[0], len(unequal)
    return tally
