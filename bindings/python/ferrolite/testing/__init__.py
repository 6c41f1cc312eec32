"""Compares what ferrolite computes, or any other program, with TensorFlow Lite's own runtimes, tensor by tensor.

``python -m ferrolite.testing diff MODEL`` runs a model here and in a reference and says which tensor differs first,
where it is in the graph and by how much; ``record`` writes what a runtime computes for ``ferrolite diff --trace``.
"""
