"""Makes what differs as plain as it can be."""

import time

import numpy as np

from ..runners import Crashed, Refused
from .cases import Case

TRIES = 500


class Budget:
    """How much a finding may cost."""

    def __init__(self, tries=TRIES, seconds=20.0):
        self.tries, self.end = tries, time.monotonic() + seconds

    def spend(self):
        self.tries -= 1
        return self.tries >= 0 and time.monotonic() < self.end


def shrink(judge, op, script, verdict):
    """The plainest case found whose verdict is of the same kind, and that verdict."""
    budget = Budget()

    def attempt(candidate):
        if not budget.spend():
            return None
        try:
            case = Case.scripted(op, candidate)
        except (ValueError, IndexError, ZeroDivisionError):
            # Such decisions make no case.
            return None
        found = judge.judge(case)
        return (case, found) if found.kind == verdict.kind else None

    best = attempt(script)
    if best is None:
        return None
    improved = True
    while improved:
        improved = False
        for place in range(len(best[0].script)):
            smaller = lowered(best[0].script, place, attempt)
            if smaller is not None:
                best, improved = smaller, True
            if place + 1 >= len(best[0].script):
                break
    return calmed(judge, *best, budget)


def lowered(script, place, attempt):
    """The case with one decision as low as it can be by itself; None if it cannot be lower."""
    if place >= len(script) or script[place] == 0:
        return None
    best, low, high = None, 0, script[place]
    while low < high:
        middle = 0 if best is None and low == 0 and high == script[place] else (low + high) // 2
        found = attempt([*script[:place], middle, *script[place + 1 :]])
        if found is not None:
            best, high = found, middle
        else:
            low = middle + 1
        # The data of a seed is as good as that of another.
        if script[place] > 1 << 16 and best is None and low > 0:
            break
    return best


def calmed(judge, case, verdict, budget):
    """The case with as many elements of its inputs as possible set to what means zero."""
    if verdict.expected is None:
        return case, verdict
    for number, step in enumerate(case.steps):
        for position, value in enumerate(step):
            if value.dtype.kind not in "iuf" or not value.size:
                continue
            index = case.graph.subgraph.inputs[position]
            plain = zero_of(case.graph.subgraph.tensors[index], value.dtype)
            part = value.size
            while part:
                for start in range(0, value.size, part):
                    flat = case.steps[number][position].reshape(-1)
                    if (flat[start : start + part] == plain).all():
                        continue
                    if not budget.spend():
                        return case, verdict
                    calmer = flat.copy()
                    calmer[start : start + part] = plain
                    kept = case.steps[number][position]
                    case.steps[number][position] = calmer.reshape(value.shape)
                    found = again(judge, case)
                    if found is not None and found.kind == verdict.kind:
                        verdict = found
                    else:
                        case.steps[number][position] = kept
                part //= 4
    return case, verdict


def again(judge, case):
    """The verdict on a settled case with other inputs."""
    try:
        return judge.against(case, case.runner.run(case.model, case.steps))
    except (Refused, Crashed):
        return None


def zero_of(tensor, dtype):
    """The element that means zero."""
    quantization = tensor.quantization
    if quantization is None or quantization.zeroPoint is None or not len(quantization.zeroPoint):
        return dtype.type(0)
    return np.asarray(quantization.zeroPoint[0]).astype(dtype)[()]
