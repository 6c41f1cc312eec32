"""A TensorFlow Lite interpreter in pure Rust: exact int8 inference, safe on any file.

The classes have the names and the behaviour of TensorFlow Lite's, so that a program changes its import and nothing
else: ``from ferrolite import Interpreter``, or ``import ferrolite as tf`` where it says ``tf.lite.Interpreter``.
"""

from . import lite
from ._native import Model, __version__
from .interpreter import (
    Delegate,
    Interpreter,
    InterpreterWithCustomOps,
    OpResolverType,
    SignatureRunner,
    load_delegate,
)

__all__ = [
    "Delegate",
    "Interpreter",
    "InterpreterWithCustomOps",
    "Model",
    "OpResolverType",
    "SignatureRunner",
    "__version__",
    "lite",
    "load_delegate",
]
