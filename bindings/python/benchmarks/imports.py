#!/usr/bin/env python3
"""Seconds that importing takes, and bytes on the disk, here and for ai_edge_litert.

    python benchmarks/imports.py

Each import is a new process; processes alternate, figures are medians. numpy is imported by both, so its own time is
given too.
"""

import importlib.util
import pathlib
import statistics
import subprocess
import sys
import time

IMPORTS = {"python itself": "pass", "numpy": "import numpy", "ferrolite": "from ferrolite.interpreter import Interpreter",
           "ai_edge_litert": "from ai_edge_litert.interpreter import Interpreter"}
REPEATS = 21


def seconds(statement):
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, capture_output=True)
    return time.perf_counter() - begin


def installed_bytes(name):
    """Bytes of a package's folder, compiled files of Python aside."""
    place = pathlib.Path(importlib.util.find_spec(name).origin).parent
    return sum(one.stat().st_size for one in place.rglob("*") if one.is_file() and one.suffix != ".pyc")


def main():
    known = {name: code for name, code in IMPORTS.items() if name == "python itself" or importlib.util.find_spec(name)}
    samples = {name: [] for name in known}
    for _ in range(REPEATS):
        for name, code in known.items():
            samples[name].append(seconds(code))
    for name, values in samples.items():
        size = f"{installed_bytes(name) / 1e6:7.1f} MB installed" if name in ("ferrolite", "ai_edge_litert") else ""
        print(f"{name:16}{statistics.median(values) * 1e3:7.1f} ms  {size}")


if __name__ == "__main__":
    main()
