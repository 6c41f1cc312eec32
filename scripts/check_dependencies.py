#!/usr/bin/env python3
"""Checks what the library pulls in: few crates, free licences, no C.

Reads `cargo metadata` (offline once the crates are there), so it runs with nothing but cargo and Python.
"""

import json
import subprocess
import sys

# The library's default runtime dependencies, its own two crates included, proc-macros and tests aside.
MOST_RUNTIME_CRATES = 8
LICENCES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib", "bzip2-1.0.6",
}
# Crates that build or link C: none of them may be anywhere below the library.
C_CRATES = {"cc", "cmake", "bindgen", "pkg-config", "vcpkg", "nasm-rs"}


def is_free(expression):
    """Whether an SPDX expression allows a choice of LICENCES."""
    expression = expression.replace("/", " OR ").replace("(", " ").replace(")", " ")
    return any(
        all(part.strip() in LICENCES for part in choice.split(" AND "))
        for choice in expression.split(" OR ")
    ) or all(any(part.strip() in LICENCES for part in conj.split(" OR ")) for conj in expression.split(" AND "))


def tree(*arguments):
    """Names of the crates in a dependency tree."""
    lines = subprocess.run(
        ["cargo", "tree", "--locked", "--prefix", "none", "--no-dedupe", "-e", "normal,no-proc-macro", *arguments],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()
    return sorted({line.split()[0] for line in lines if line.strip()})


def main():
    """Prints what was found; exits 1 when a rule is broken."""
    failures = []
    metadata = json.loads(
        subprocess.run(
            ["cargo", "metadata", "--locked", "--format-version", "1"], check=True, capture_output=True, text=True
        ).stdout
    )
    for package in metadata["packages"]:
        licence = package["license"] or ""
        if not is_free(licence):
            failures.append(f"{package['name']} {package['version']} has the licence {licence!r}")
    runtime = [name for name in tree("-p", "ferrolite") if name != "ferrolite"]
    print(f"runtime crates below ferrolite ({len(runtime)}): {', '.join(runtime)}")
    if len(runtime) > MOST_RUNTIME_CRATES:
        failures.append(f"{len(runtime)} runtime crates, at most {MOST_RUNTIME_CRATES}")
    with_build = subprocess.run(
        ["cargo", "tree", "--locked", "--prefix", "none", "-e", "normal,build", "-p", "ferrolite"],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()
    for line in with_build:
        if line.strip() and line.split()[0] in C_CRATES:
            failures.append(f"{line.split()[0]} builds C")
    links = [package["name"] for package in metadata["packages"] if package["links"] and package["name"] in runtime]
    if links:
        failures.append(f"crates that link native libraries: {', '.join(links)}")
    for failure in failures:
        print(f"error: {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
