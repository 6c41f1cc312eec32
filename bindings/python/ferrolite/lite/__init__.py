"""The names of ``tf.lite`` that concern running models, so that ``import ferrolite as tf`` is enough."""

from ..interpreter import Interpreter
from . import experimental

__all__ = ["Interpreter", "experimental"]
