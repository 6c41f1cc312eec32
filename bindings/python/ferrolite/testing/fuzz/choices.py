"""Decisions that make a case: random ones that are written down, or a script of earlier ones.

Every decision is a number below some count, and the least is the plainest. A shorter or smaller script therefore makes
a plainer case of the same kind, which is how what differs is shrunk."""

import numpy as np


class Choices:
    """A source of decisions. `script` holds those that were taken so far."""

    def __init__(self, random=None, script=()):
        self.random, self.given = random, list(script)
        self.script = []

    def below(self, count):
        """A number from 0 to less than `count`."""
        place = len(self.script)
        if self.random is not None:
            value = int(self.random.integers(count))
        else:
            value = min(self.given[place], count - 1) if place < len(self.given) else 0
        self.script.append(value)
        return value

    def integer(self, low, high):
        """A number from `low` to `high`; `low` is the plainest."""
        return low + self.below(high - low + 1)

    def pick(self, options):
        """One of several; the first is the plainest."""
        return options[self.below(len(options))]

    def chance(self, count):
        """Yes in one of `count` cases; no is plainer."""
        return self.below(count) == count - 1

    def extent(self, high=7):
        """A dimension: mostly small, now and then as long as vectors are or longer."""
        if self.chance(10):
            return self.pick([8, 16, 17, 31, 32, 33, 64, 65])
        return self.integer(1, high)

    def shape(self, least, most, high=6):
        """A shape of `least` to `most` dimensions; empty now and then."""
        shape = [self.extent(high) for _ in range(self.integer(least, most))]
        while np.prod(shape, dtype=np.int64) > 20000:
            shape[int(np.argmax(shape))] = 2
        if shape and self.chance(60):
            shape[self.below(len(shape))] = 0
        return tuple(shape)

    def broadcast(self, most=4):
        """Two shapes that broadcast."""
        whole = self.shape(0, most)
        first, second = list(whole), list(whole)
        if self.chance(2):
            for axis in range(len(whole)):
                kind = self.below(4)
                if kind == 1:
                    first[axis] = 1
                elif kind == 2:
                    second[axis] = 1
            shorter = self.pick([first, second])
            del shorter[: self.below(len(whole) + 1)]
        return tuple(first), tuple(second)

    def real(self, low, high):
        """A real number, evenly over its logarithm."""
        return float(np.exp(np.log(low) + (np.log(high) - np.log(low)) * self.below(1 << 20) / (1 << 20)))

    def generator(self):
        """Random numbers for data."""
        return np.random.default_rng(self.below(1 << 31))
