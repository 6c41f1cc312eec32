"""The names of ``tf.lite.experimental`` that concern running models."""

from ..interpreter import OpResolverType, load_delegate

__all__ = ["OpResolverType", "load_delegate"]
