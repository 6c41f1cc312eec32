"""What the tests share: the models, and the implementations that have to behave alike."""

import pathlib
import types

import numpy as np
import pytest

import ferrolite.interpreter

try:
    import ai_edge_litert.interpreter as litert
except ImportError:
    litert = None

MODELS = pathlib.Path(__file__).resolve().parent / "models"
REPOSITORY = MODELS.parents[3]


def path_of(name):
    return str(MODELS / f"{name}.tflite")


class Implementation:
    """An interpreter module, with the resolver whose results are the reference."""

    def __init__(self, name, module):
        self.name, self.module = name, module

    def interpreter(self, model, allocate=True, **arguments):
        arguments.setdefault("experimental_op_resolver_type", self.module.OpResolverType.BUILTIN_REF)
        made = self.module.Interpreter(model_path=path_of(model), **arguments)
        if allocate:
            made.allocate_tensors()
        return made

    def as_tensorflow(self, **defaults):
        """A module with the names that programs expect of TensorFlow."""
        if self.name == "ferrolite":
            return ferrolite
        if not defaults:
            return types.SimpleNamespace(lite=types.SimpleNamespace(Interpreter=self.module.Interpreter))
        made = types.SimpleNamespace(Interpreter=lambda **given: self.module.Interpreter(**given, **defaults))
        return types.SimpleNamespace(lite=made)


FERROLITE = Implementation("ferrolite", ferrolite.interpreter)
IMPLEMENTATIONS = [FERROLITE] + ([Implementation("litert", litert)] if litert else [])


@pytest.fixture(params=IMPLEMENTATIONS, ids=lambda one: one.name)
def implementation(request):
    """Each of them in turn: what a test with this fixture says holds for all."""
    return request.param


@pytest.fixture
def make(implementation):
    """Makes an interpreter of one of the models, by its name."""
    return implementation.interpreter


@pytest.fixture
def ours():
    """Makes an interpreter of ferrolite."""
    return FERROLITE.interpreter


@pytest.fixture(scope="session")
def answers():
    """Real inputs of the image models, and what LiteRT's reference kernels answer."""
    with np.load(MODELS / "answers.npz") as recorded:
        return dict(recorded)
