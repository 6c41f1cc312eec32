"""The command line: ``python -m ferrolite.testing``."""

import argparse
import json
import sys

from . import arrays, fuzz, runners
from .diff import diff, record

REFERENCES = (
    "litert (its reference kernels), litert-optimized, litert-xnnpack, tflite-micro, ferrolite, or a program that"
    " runs models: `PROGRAM run MODEL --inputs IN.npz --output OUT.npz`"
)


def shape_option(text):
    """`0=1x224x224x3`: the position of an input and its shape."""
    position, _, extents = text.partition("=")
    return int(position), tuple(int(extent) for extent in extents.split("x")) if extents else ()


def parser():
    """The arguments of each command."""
    top = argparse.ArgumentParser(prog="python -m ferrolite.testing", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    parse = commands.add_parser(
        "diff",
        help="compare with a reference, tensor by tensor",
        epilog="exit code: 0 all the same, 1 something differs, 2 that could not be found out",
    )
    run_options(parse)
    parse.add_argument("--seeds", type=int, default=1, metavar="N", help="how many sets of random inputs to try")
    parse.add_argument("--run", metavar="COMMAND", help="test this program instead of ferrolite")
    parse.add_argument(
        "--tolerance",
        type=float,
        default=1e-4,
        metavar="T",
        help="floats are the same within T times their value and T times the greatest of their tensor",
    )
    parse.add_argument("--html", metavar="FILE", help="write a page with plots")
    parse.add_argument("--save", metavar="FILE.npz", help="write the inputs that show the first difference")
    parse.add_argument("--top", type=int, default=20, metavar="K", help="how many differing tensors to print")
    parse.add_argument("--json", action="store_true", help="print JSON")
    parse.set_defaults(execute=run_diff)
    parse = commands.add_parser("record", help="write what a runtime computes, for `ferrolite diff --trace`")
    run_options(parse)
    parse.add_argument("--seed", type=int, default=0, metavar="N", help="of the random inputs")
    parse.add_argument(
        "--output", required=True, metavar="FILE.npz", help="the inputs as input_<i>, tensors as tensor_<i>"
    )
    parse.set_defaults(execute=run_record)
    fuzz.options(commands.add_parser("fuzz-ops", help="compare random models of one operator, shrink what differs"))
    return top


def run_options(parse):
    """What `diff` and `record` share."""
    parse.add_argument("model", metavar="MODEL", help="a .tflite file")
    parse.add_argument("--against", default="litert", metavar="REFERENCE", help=REFERENCES)
    parse.add_argument("--inputs", metavar="FILE.npz", help="run on these arrays: input_<i>, or the name of an input")
    parse.add_argument(
        "--shape",
        type=shape_option,
        action="append",
        default=[],
        metavar="I=AxBxC",
        help="the shape of input I, where the file leaves it open",
    )
    parse.add_argument("--timeout", type=float, default=600.0, metavar="S", help="how long one run may take")


def run_diff(given):
    """`diff`."""
    report = diff(
        given.model,
        given.against,
        given.seeds,
        given.inputs,
        dict(given.shape),
        given.tolerance,
        given.run,
        given.timeout,
    )
    if given.html:
        from .page import page

        with open(given.html, "w", encoding="utf-8") as file:
            file.write(page(report))
    if given.save and report.inputs is not None:
        arrays.save_inputs(given.save, report.inputs)
    print(json.dumps(report.as_dict(), indent=2) if given.json else report.text(given.top), end="")
    if given.save and report.inputs is not None and not given.json:
        print(f"\nthe inputs that show it are in {given.save}")
    return 0 if report.same else 1


def run_record(given):
    """`record`."""
    count = record(given.model, given.output, given.against, given.seed, given.inputs, dict(given.shape), given.timeout)
    print(f"{count} tensors in {given.output}")
    return 0


def main(arguments=None):
    """Runs a command; gives its exit code."""
    given = parser().parse_args(arguments)
    try:
        return given.execute(given)
    except (runners.Refused, runners.Crashed, runners.Absent, ValueError, OSError) as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
