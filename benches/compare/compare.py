#!/usr/bin/env python3
"""ferrolite against LiteRT with XNNPACK, side by side in one run. See README.md beside this file."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import catalogue
import environment
import report

REPOSITORY = Path(__file__).resolve().parents[2]
# A small network that takes LiteRT's library through its first use.
SMALL = REPOSITORY / "models" / "digits_int8.tflite"
# For a measurement to end that was to take no longer than a few seconds.
PATIENCE = 120


class Failed(Exception):
    """One side did not run a network; the message is its own."""


class LiteRT:
    """A process with LiteRT that measures on request, started again when it has died."""

    def __init__(self, python):
        self.python, self.process = python, None

    def ask(self, **request):
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [self.python, Path(__file__).with_name("peer.py")],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )
        print(json.dumps(request, default=str), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"LiteRT: the process ended with code {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(f"LiteRT: {answer['error']}")
        return answer

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


def ferrolite(binary, model, threads, seconds, isa=None, inputs=None):
    """A run of `ferrolite bench`; an instruction set is pinned by the environment."""
    command = [binary, "bench", model, "--threads", str(threads), "--seconds", str(seconds), "--json"]
    command += ["--inputs", inputs] if inputs else []
    variables = dict(os.environ, **({"FERROLITE_ISA": isa} if isa else {}))
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=variables, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise Failed(f"ferrolite: not done after {PATIENCE} s") from None
    if done.returncode:
        message = done.stderr.strip().removeprefix("error: ") or f"exit code {done.returncode}"
        raise Failed(f"ferrolite: {message.splitlines()[0]}")
    return json.loads(done.stdout)


def tract(binary, model, seconds):
    """A run of tract-tflite, on one thread and its own random inputs."""
    try:
        done = subprocess.run([binary, model, str(seconds)], capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise Failed(f"tract: not done after {PATIENCE} s") from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise Failed(f"tract: {lines[0].removeprefix('Error: ')}")
    return {**json.loads(done.stdout), "isa": None, "threads": 1}


def build(*options, folder=REPOSITORY):
    """A command, built as a release is."""
    command = ["cargo", "build", "--release", "--locked", *options, "--message-format=json"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    messages = (json.loads(line) for line in done.stdout.splitlines())
    return next(message["executable"] for message in messages if message.get("executable"))


def compare(network, threads, arguments, litert, inputs):
    """Rounds of A B A B … on one network; a row of the result."""
    row = {"name": network.name, "path": str(network.path), "threads": threads, "group": network.group}
    try:
        loaded = litert.ask(
            do="load", model=network.path, threads=threads, inputs=inputs, shapes=network.shapes, data=network.data
        )
        row["group"] = network.group or loaded["kind"]
        theirs, ours = [], {name: [] for name in arguments.contenders}
        failures = {}
        for _ in range(arguments.rounds):
            theirs.append(litert.ask(do="run", seconds=arguments.seconds))
            for name, isa in arguments.contenders.items():
                if name in failures:
                    continue
                try:
                    if name == "tract":
                        one = tract(arguments.tract, network.path, arguments.seconds)
                    else:
                        one = ferrolite(arguments.ferrolite, network.path, threads, arguments.seconds, isa, inputs)
                    ours[name].append(one)
                except Failed as failure:
                    failures[name] = {"error": str(failure)}
    except Failed as failure:
        row["error"] = str(failure)
        return row
    row["litert"] = report.summary(theirs)
    row["ferrolite"] = {
        name: failures[name] if name in failures
        else {**report.summary(one), **report.ratios(theirs, one), "isa": one[0]["isa"], "threads": one[0]["threads"]}
        for name, one in ours.items()
    }
    return row


def start(network, threads, arguments):
    """The same for the time from the file to the first result, each time in a process of its own: LiteRT's first
    network, and one after a small network that took the library through its first use."""
    row = {"name": network.name, "path": str(network.path), "threads": threads}
    theirs, ours = {"first": [], "later": []}, {name: [] for name in arguments.contenders}
    try:
        for _ in range(arguments.rounds):
            for when, rounds in theirs.items():
                rounds.append(litert_start(network, threads, arguments.python, later=when == "later"))
            for name, isa in arguments.contenders.items():
                one = ferrolite(arguments.ferrolite, network.path, threads, 0, isa)
                ours[name].append((one["load_ms"] + one["plan_ms"] + one["first_ms"], one.get("added_bytes")))
    except Failed as failure:
        row["error"] = str(failure)
        return row
    row["litert"] = {when: report.start_summary(rounds) for when, rounds in theirs.items()}
    row["ferrolite"] = {name: report.start_summary(rounds) for name, rounds in ours.items()}
    return row


def litert_start(network, threads, python, later):
    litert = LiteRT(python)
    try:
        if later:
            litert.ask(do="start", model=SMALL, threads=threads)
        answer = litert.ask(do="start", model=network.path, threads=threads, data=network.data)
        return answer["start_ms"], answer["added_bytes"]
    finally:
        litert.close()


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", help=".tflite files or folders; without any, the Keras networks")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="measurements of each side, alternating")
    parser.add_argument("--seconds", type=float, default=0.5, metavar="S", help="how long each of them takes")
    parser.add_argument("--isa", nargs="+", metavar="LEVEL", help="pin ferrolite's instruction set; several are "
                        "measured beside each other")
    parser.add_argument("--startup", action="store_true", help="measure the way to the first result instead")
    parser.add_argument("--tract", action="store_true", help="measure tract-tflite too, where it runs a network; it "
                        "has one thread")
    parser.add_argument("--litert-only", action="store_true", help="measure LiteRT alone")
    parser.add_argument("--graphs", action="store_true", help="also a catalogue's graphs of single operators")
    parser.add_argument("--only", metavar="WORD", help="only networks with this in their path")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write tables for the README")
    parser.add_argument("--cache", type=Path, default=environment.default_cache(), metavar="FOLDER",
                        help="where virtual environments and networks are kept (%(default)s)")
    parser.add_argument("--networks", type=Path, metavar="FOLDER", help="where the Keras networks are, or are to be "
                        "made (networks in the cache)")
    parser.add_argument("--ferrolite", metavar="FILE", help="the command, if it shall not be built")
    return parser.parse_args()


def main():
    arguments = parse()
    arguments.python = environment.litert(arguments.cache)
    paths = arguments.models
    if not paths:
        folder = arguments.networks or arguments.cache / "networks"
        environment.make_networks(arguments.cache, folder)
        paths = [folder]
    networks = catalogue.find(paths, arguments.graphs)
    networks = [network for network in networks if not arguments.only or arguments.only in str(network.path)]
    if not arguments.litert_only:
        arguments.ferrolite = arguments.ferrolite or build("-p", "ferrolite-cli")
    arguments.contenders = {isa: isa for isa in arguments.isa} if arguments.isa else {"ferrolite": None}
    if arguments.litert_only:
        arguments.contenders = {}
    if arguments.tract and not arguments.startup:
        arguments.tract = build(folder=Path(__file__).with_name("tract"))
        arguments.contenders["tract"] = None

    rows = measure(networks, arguments)
    result = {**report.machine(), "litert": environment.LITERT[0].partition("==")[2], "rows": rows,
              "rounds": arguments.rounds, "seconds": arguments.seconds, "contenders": list(arguments.contenders)}
    print(report.heading(result))
    if arguments.startup:
        report.print_start(rows, result["contenders"])
    else:
        for title, members in report.groups(rows):
            report.print_group(title, members, result["contenders"])
    report.print_errors(rows)
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n")
    if arguments.markdown and not arguments.startup:
        arguments.markdown.write_text(report.markdown(result))


def measure(networks, arguments):
    """A row for each network and number of threads, with a word on the way."""
    rows = []
    litert = LiteRT(arguments.python)
    with tempfile.TemporaryDirectory() as folder:
        for position, network in enumerate(networks):
            progress(f"{position + 1} of {len(networks)}: {network.name}")
            for threads in arguments.threads:
                if arguments.startup:
                    rows.append(start(network, threads, arguments))
                else:
                    rows.append(compare(network, threads, arguments, litert, Path(folder) / "inputs.npz"))
    litert.close()
    progress("")
    return rows


def progress(text):
    """A line that the next one replaces, where somebody sees it."""
    if sys.stderr.isatty():
        print(f"\r{text[:70]:<70}\r", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
