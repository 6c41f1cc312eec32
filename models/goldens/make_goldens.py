#!/usr/bin/env python3
"""Makes the golden models of tests/goldens/: one zip for each op.

    pip install -r models/requirements.txt
    python models/goldens/make_goldens.py [OP ...]
    python models/goldens/make_goldens.py --no-networks     # all but those that need TensorFlow

Every case is run under LiteRT's reference kernels and holds all of its tensors.
Cases that LiteRT refuses are dropped with a notice. Deterministic: a second run
writes the same bytes.
"""

import os
import sys
from collections import Counter, defaultdict
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import arrangement
import control
import elementwise
import folding
import graphs
import layers
import matrix
import movement
import pointwise
import record
import recurrent
import spatial

OUT = Path(__file__).resolve().parents[2] / "tests" / "goldens"
LIMIT = 10_000_000
# The reference kernels read signed data as unsigned, leave out the last channel, or give zeros.
WRONG_IN_REFERENCE = {("SUM", "int8"), ("SUM", "uint8"), ("SUM", "int16x8"), ("SUM", "int16"),
                      ("LOCAL_RESPONSE_NORMALIZATION", "float32"), ("FULLY_CONNECTED", "blockwise")}
# What LiteRT says where the reference resolver lacks a kernel or a type.
LACKS = ("Didn't find op", "unresolved custom op", "not supported")


def all_cases(only, networks_too):
    modules = [matrix, elementwise, spatial, movement, graphs]
    modules += [pointwise, arrangement, folding, layers, recurrent, control]
    if networks_too and (not only or "NETWORKS" in only):
        # Needs TensorFlow.
        import networks

        modules.append(networks)
    for module in modules:
        for op, kind, graph in module.cases():
            if not only or op in only:
                yield op, kind, graph


def recorded(graph, resolver):
    """As `record.record`; by the optimised kernels where there is no reference kernel, or none for the type, and by the
    delegate where there is none at all."""
    for other in (resolver, record.OPTIMISED):
        try:
            return record.record(graph, other)
        except (RuntimeError, ValueError) as error:
            if not any(sign in str(error) for sign in LACKS):
                raise
    return record.record(graph, record.DEFAULT)


def main():
    arguments = set(sys.argv[1:])
    only = arguments - {"--no-networks"}
    zips = defaultdict(dict)
    numbers, dropped = Counter(), Counter()
    for op, kind, graph in all_cases(only, "--no-networks" not in arguments):
        resolver = record.OPTIMISED if (op, kind) in WRONG_IN_REFERENCE else record.REF
        name = f"{op.lower()}-{kind}-{numbers[op, kind]:03}"
        numbers[op, kind] += 1
        try:
            model, inputs, found = recorded(graph, resolver)
        except (RuntimeError, ValueError) as error:
            dropped[op, kind] += 1
            print(f"dropped {name}: {str(error).splitlines()[0]}")
            continue
        zips[op][name] = record.entries(model, inputs, found, op, kind)
    OUT.mkdir(parents=True, exist_ok=True)
    if not arguments:
        for stale in OUT.glob("*.zip"):
            stale.unlink()
    for op, cases in sorted(zips.items()):
        record.write_zip(OUT / f"{op}.zip", cases)
    total = sum(path.stat().st_size for path in OUT.glob("*.zip"))
    for op in sorted(zips):
        kinds = Counter(name.split("-")[-2] for name in zips[op])
        size = (OUT / f"{op}.zip").stat().st_size
        print(f"{op:30} {size:8}  " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    print(f"{sum(map(len, zips.values()))} cases, {sum(dropped.values())} dropped, {total} bytes in all zips")
    assert total <= LIMIT, "too much to commit"


if __name__ == "__main__":
    main()
