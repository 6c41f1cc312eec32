"""`fuzz-ops`: cases until the time is over, a line for each finding, and a summary."""

import re
import time
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from .. import arrays, runners
from .cases import Case, Judge
from .kit import MAKERS
from .shrink import shrink

# Of findings of one operator, type and kind, so many are shrunk and saved.
SAVED = 3


def execute(given):
    """Runs `fuzz-ops`; 1 if there is a finding that nothing explains."""
    if given.list:
        print("\n".join(sorted(MAKERS)))
        return 0
    ops = given.op or sorted(MAKERS)
    unknown = [op for op in ops if op not in MAKERS]
    if unknown:
        raise ValueError(f"there are no cases for {unknown[0]}; --list shows for which there are")
    litert = given.against == "litert"
    judge = Judge(
        runners.reference(given.against, given.timeout),
        runners.reference("litert-optimized", given.timeout) if litert else None,
        runners.ours(given.run, given.timeout),
    )
    # Two more whose memory is filled with other bytes.
    perturbed = (
        [runners.Process("litert", given.timeout, MALLOC_PERTURB_=filled) for filled in ("85", "170")] if litert else []
    )
    campaign = Campaign(judge, perturbed, Path(given.out))
    try:
        campaign.go_on(ops, given.seed, given.seconds, given.cases)
    finally:
        judge.close()
        for runner in perturbed:
            runner.close()
    print(campaign.summary(), end="")
    return 1 if campaign.unexplained else 0


class Campaign:
    """What was tried and found."""

    def __init__(self, judge, perturbed, folder, out=None):
        self.judge, self.perturbed, self.folder, self.out = judge, perturbed, folder, out
        self.verdicts, self.by_op = Counter(), Counter()
        self.findings, self.explained = Counter(), Counter()
        self.compared = Counter()

    @property
    def unexplained(self):
        return sum(self.findings.values())

    def go_on(self, ops, seed, seconds, cases=None):
        """Tries the operators in turn."""
        end, number = time.monotonic() + seconds, 0
        while time.monotonic() < end and (cases is None or number < cases):
            for op in ops:
                if time.monotonic() >= end:
                    break
                self.attempt(op, [seed, zlib.crc32(op.encode()), number])
            number += 1

    def attempt(self, op, seed):
        """One case."""
        self.by_op[op] += 1
        case = Case.random(op, seed)
        verdict = self.judge.judge(case)
        self.verdicts[verdict.kind] += 1
        self.compared[op] += verdict.kind == "same"
        if not verdict.finding:
            return
        reason = self.judge.explained(case, verdict, self.perturbed)
        if reason:
            self.explained[op, case.kind, reason] += 1
            return
        key = (op, case.kind, verdict.kind)
        self.findings[key] += 1
        if self.findings[key] <= SAVED:
            self.report(op, case, verdict)

    def report(self, op, case, verdict):
        """Shrinks, saves and prints a finding."""
        key = (op, case.kind, verdict.kind)
        case, verdict = shrink(self.judge, op, case.script, verdict) or (case, verdict)
        reason = self.judge.explained(case, verdict, self.perturbed)
        if reason:
            # What is left of it when it is plain is known.
            self.findings[key] -= 1
            self.explained[op, key[1], reason] += 1
            return
        place = self.save(op, case, verdict)
        print(f"{op} {case.kind}: {verdict.kind}: {verdict.message}\n  {place}", file=self.out, flush=True)

    def save(self, op, case, verdict):
        """Writes the model, its inputs and both results; gives the folder."""
        name = re.sub(r"[^a-z0-9]+", "-", f"{op}-{case.kind}".lower())
        number = 0
        while (self.folder / f"{name}-{number}").exists():
            number += 1
        place = self.folder / f"{name}-{number}"
        place.mkdir(parents=True)
        (place / "model.tflite").write_bytes(case.model)
        arrays.save_inputs(place / "inputs.npz", case.steps)
        for file, results in (("expected.npz", verdict.expected), ("actual.npz", verdict.actual)):
            if results is not None:
                keyed = {
                    f"{prefix}tensor_{tensor}": arrays.storable(value)
                    for prefix, step in zip(arrays.prefixes(len(results)), results)
                    for tensor, value in step.items()
                }
                with open(place / file, "wb") as stream:
                    np.savez(stream, **keyed)
        (place / "finding.txt").write_text(
            f"{op} {case.kind}: {verdict.kind}: {verdict.message}\ndecisions {case.script}\n", encoding="utf-8"
        )
        return place

    def summary(self):
        """What there was, for people."""
        lines = [
            f"{sum(self.by_op.values())} cases of {len(self.by_op)} operators: "
            + ", ".join(f"{count} {kind}" for kind, count in self.verdicts.most_common())
        ]
        never = sorted(
            op for op in self.by_op if not self.compared[op] and not any(op == key[0] for key in self.findings)
        )
        if never:
            lines.append(f"never compared: {', '.join(never)}")
        for (op, kind, reason), count in sorted(self.explained.items()):
            lines.append(f"explained: {op} {kind}: {count} times: {reason}")
        for (op, kind, what), count in sorted(self.findings.items()):
            if count:
                lines.append(f"unexplained: {op} {kind}: {count} times: {what}")
        if not self.unexplained:
            lines.append("no unexplained difference")
        return "\n".join(lines) + "\n"
