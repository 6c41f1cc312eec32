"""What the case makers share. The writer of models and what builds operands are part of the Python package; they are
imported from its folder without the package itself, whose compiled part the goldens do not need."""

import sys
import zlib
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bindings" / "python" / "ferrolite"))

from testing.build import *  # noqa: E402, F403
from testing.operands import *  # noqa: E402, F403
from testing.weighted import *  # noqa: E402, F403

SEED = 20240607


def random_for(*name):
    """A generator of its own for each case: adding a case changes no other."""
    return np.random.default_rng([SEED, zlib.crc32("/".join(map(str, name)).encode())])
