"""A case: a model of one operator with its inputs, what two runtimes make of it, and whether that is the same."""

import numpy as np

from .. import runners
from ..build import TYPES
from ..compare import compare
from ..graph import Graph as Reader
from ..operands import CARRIED, fill
from . import arranging, folding, others, pointwise, recurrent, weighted  # noqa: F401 (they register their makers)
from .choices import Choices
from .kit import MAKERS
from .known import explanation

# What LiteRT says where the reference resolver lacks a kernel or a type.
LACKS = ("Didn't find op", "not supported")
# The reference kernels read signed data as unsigned, or leave out the last channel: the optimized ones are right.
WRONG_IN_REFERENCE = {("SUM", "int8"), ("SUM", "uint8"), ("LOCAL_RESPONSE_NORMALIZATION", "float32")}


class Case:
    """A model of one operator with the inputs of each step."""

    def __init__(self, choices, op):
        self.script = choices.script
        self.op, self.kind, self.graph = choices.pick(MAKERS[op])(choices, op)
        values = [self.graph.values[index] for index in self.graph.subgraph.inputs]
        self.steps = [values, *self.graph.later]
        if choices.chance(12):
            self.feed_a_constant(choices)
        # The bytes, once they are settled, and what says how they are right.
        self.model = self.runner = None

    def feed_a_constant(self, choices):
        """Makes an input of what the operator has as a constant: weights, axes, shapes."""
        graph = self.graph
        tensors, buffers = graph.subgraph.tensors, graph.model_table.buffers
        readable = {code: name for name, code in TYPES.items() if name not in (*CARRIED, "string")}
        stored = [
            index
            for index in graph.subgraph.operators[-1].inputs
            if index >= 0 and tensors[index].buffer and tensors[index].type in readable and not tensors[index].sparsity
        ]
        if not stored:
            return
        index = choices.pick(stored)
        tensor = tensors[index]
        data = np.asarray(buffers[tensor.buffer].data, np.uint8)
        value = np.frombuffer(data.tobytes(), readable[tensor.type]).reshape(tuple(tensor.shape))
        tensor.buffer = 0
        graph.subgraph.inputs.append(index)
        graph.values[index] = value
        for step in self.steps:
            step.append(value)

    @classmethod
    def random(cls, op, seed):
        """The case of an operator and a seed, a list of numbers."""
        return cls(Choices(np.random.default_rng(seed)), op)

    @classmethod
    def scripted(cls, op, script):
        """The case that a script of decisions makes."""
        return cls(Choices(script=script), op)

    @property
    def kinds(self):
        return self.op, self.kind


class Verdict:
    """What became of a case. `kind` is `same`, `both refuse`, `reference refuses`, `reference crashes`, or a finding:
    `differs`, `only ours refuses`, `ours crashes`."""

    FINDINGS = ("differs", "only ours refuses", "ours crashes")

    def __init__(self, kind, message="", expected=None, actual=None):
        self.kind, self.message, self.expected, self.actual = kind, message, expected, actual

    @property
    def finding(self):
        return self.kind in self.FINDINGS


class Judge:
    """Runs cases in a reference and in what is tested."""

    def __init__(self, reference, optimized, ours):
        self.reference, self.optimized, self.ours = reference, optimized, ours

    def expected(self, case):
        """What the reference computes; chooses the scales that the case leaves open and writes the inferred shapes."""
        if case.kinds in WRONG_IN_REFERENCE and self.optimized is not None:
            case.runner = self.optimized
            return self.settled(case)
        case.runner = self.reference
        try:
            return self.settled(case)
        except runners.Refused as error:
            if self.optimized is None or not any(sign in str(error) for sign in LACKS):
                raise
            case.runner = self.optimized
            return self.settled(case)

    @staticmethod
    def settled(case):
        graph, runner = case.graph, case.runner
        for index, wish in graph.fitted:
            if wish.fit:
                coarse = runner.run(graph.model(), case.steps[:1])[0].get(index)
                if coarse is None:
                    raise runners.Refused("no result")
                graph.settle(wish, fill(coarse, wish))
                wish.fit = None
        graph.fitted.clear()
        results = runner.run(graph.model(), case.steps)
        graph.set_shapes({index: value.shape for index, value in results[0].items()})
        case.model = graph.model()
        return results

    def judge(self, case):
        """The verdict on a case."""
        try:
            expected = self.expected(case)
        except runners.Refused as error:
            return self.without_reference(case, str(error))
        except runners.Crashed as error:
            return Verdict("reference crashes", str(error))
        return self.against(case, expected)

    def without_reference(self, case, message):
        """The reference says no: whether ours does too makes no difference, but it must not crash."""
        case.model = case.graph.model()
        try:
            self.ours.run(case.model, case.steps)
        except runners.Refused:
            return Verdict("both refuse", message)
        except runners.Crashed as error:
            return Verdict("ours crashes", str(error))
        return Verdict("reference refuses", message)

    def against(self, case, expected):
        """The verdict on a case of which the right results are known."""
        try:
            actual = self.ours.run(case.model, case.steps)
        except runners.Refused as error:
            return Verdict("only ours refuses", str(error), expected)
        except runners.Crashed as error:
            return Verdict("ours crashes", str(error), expected)
        message = difference(case, actual, expected)
        return Verdict("differs" if message else "same", message, expected, actual)

    def explained(self, case, verdict, perturbed):
        """Why a finding is none of ours: a known flaw of the reference, or results that depend on memory that it does
        not initialise, which runtimes whose memory is filled with different bytes show. None if nothing is known."""
        known = explanation(case, verdict)
        if known or verdict.kind != "differs" or not perturbed:
            return known
        found = [verdict.expected]
        for runner in perturbed:
            try:
                found.append(runner.run(case.model, case.steps))
            except (runners.Refused, runners.Crashed):
                return "the reference does not give the same twice"
        if any(difference(case, other, found[0]) for other in found[1:]):
            return "the reference reads memory that it does not initialise"
        return None

    def close(self):
        for runner in (self.reference, self.optimized, self.ours):
            if runner is not None:
                runner.close()


# Layers that quantize their own state: where two states differ by a rounding, their quantized ones may by a whole step,
# which is a hundredth of the largest, in several of their elements, and the next state follows.
REQUANTIZING = ("RNN", "LSTM", "SVDF")


def near(case, found):
    """How near floats must be: relative to themselves, and to the largest value of all tensors."""
    steps = case.steps
    arrays = [value for step in [*steps, *(result.values() for result in found)] for value in step]
    floats = [value for value in arrays if value.dtype.kind in "fc" and value.size]
    largest = 0.1
    for value in floats:
        magnitude = np.abs(value[np.isfinite(value)].astype(np.complex128 if value.dtype.kind == "c" else np.float64))
        largest = max([largest, *([float(magnitude.max())] if magnitude.size else [])])
    # Half floats have eleven bits.
    unit = 1e-3 if any(value.dtype == np.float16 for value in floats) else 1e-5
    if case.kind == "hybrid" and case.op.endswith(REQUANTIZING):
        unit = 0.1
    return unit, unit * largest


def difference(case, actual, expected):
    """The first difference in words, or an empty text."""
    reader = Reader(case.model)
    rtol, atol = near(case, expected)
    for number, (mine, theirs) in enumerate(zip(actual, expected)):
        step = f"step {number}, " if len(expected) > 1 else ""
        for tensor, right in theirs.items():
            if tensor not in mine:
                if tensor in reader.outputs:
                    return f"{step}output {tensor} is missing"
                continue
            try:
                tally = compare(mine[tensor], right, rtol, atol)
            except ValueError as error:
                return f"{step}tensor {tensor}: {error}"
            if tally.differing:
                place = tally.first
                values = [
                    array.reshape(-1)[place] if array.dtype.kind != "c" else "" for array in (mine[tensor], right)
                ]
                return (
                    f"{step}tensor {tensor}: {tally.differing} of {tally.elements} differ, by up to {tally.largest}; "
                    f"element {place} is {values[0]} instead of {values[1]}"
                )
    return ""
