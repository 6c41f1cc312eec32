"""`diff` and `record`: against ferrolite itself, programs with an injected difference, and LiteRT where it is there."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from ferrolite.testing.__main__ import main
from ferrolite.testing.diff import diff
from ferrolite.testing.graph import Graph
from ferrolite.testing.page import page

from .helpers import DIGITS, needs_litert, program

GRAPH = Graph(DIGITS.read_bytes())
# The results of a convolution and of the pooling behind it.
FIRST, SECOND = GRAPH.computed()[4], GRAPH.computed()[5]


def test_ferrolite_is_the_same_as_itself():
    report = diff(DIGITS, "ferrolite", seeds=3)
    assert report.same and report.runs == 3 and report.first is None
    assert len(report.rows) == len(GRAPH.computed())
    assert "the same: 12 tensors compared in 3 runs" in report.text()


def test_an_injected_difference_is_found_where_it_is(tmp_path):
    report = diff(DIGITS, "ferrolite", seeds=2, command=program(tmp_path, f"tensor_{SECOND},tensor_{FIRST}"))
    assert [row.tensor.index for row in report.differing] == [FIRST, SECOND]
    row = report.first
    assert (row.tally.differing, row.tally.largest, row.tally.first, row.unit) == (2, 1, 5, "quanta")
    assert row.op.index == GRAPH.writers[FIRST].index and row.shown_by == "random inputs, seed 0"
    states = [told["state"] for told in report.neighbours(row)]
    assert "same" in states and "constant" in states
    text = report.text(top=1)
    for part in (
        "2 of 12 tensors differ in 2 runs",
        f"written by op {row.op.index} of 12",
        "first at element 5",
        "and 1 more",
    ):
        assert part in text


def test_the_json_says_the_same(tmp_path, capsys):
    code = main(
        ["diff", str(DIGITS), "--against", "ferrolite", "--run", program(tmp_path, f"tensor_{FIRST}"), "--json"]
    )
    told = json.loads(capsys.readouterr().out)
    assert (code, told["same"], told["differing"], told["compared"]) == (1, False, 1, 12)
    row = told["tensors"][told["first"]["row"]]
    assert (row["tensor"], row["op"], row["unit"], row["first"]) == (FIRST, GRAPH.writers[FIRST].index, "quanta", 5)
    assert sum(group["count"] for group in row["histogram"]) == row["elements"]


def test_the_saved_inputs_show_it_again(tmp_path, capsys):
    saved = tmp_path / "saved.npz"
    arguments = ["diff", str(DIGITS), "--against", "ferrolite", "--run", program(tmp_path, f"tensor_{FIRST}")]
    assert main([*arguments, "--seeds", "2", "--save", str(saved)]) == 1
    assert main([*arguments, "--inputs", str(saved)]) == 1
    assert "saved.npz" in capsys.readouterr().out
    assert np.load(saved)["input_0"].shape == (1, 8, 8, 1)


def test_programs_that_know_only_outputs_are_compared_by_them(tmp_path):
    report = diff(DIGITS, "ferrolite", command=program(tmp_path, "outputs"))
    assert report.same and list(report.rows) == GRAPH.outputs
    assert len(report.only[1]) == len(GRAPH.computed()) - 1


@pytest.mark.parametrize("wrong, message", [("refuse", "does not do that"), ("crash", "ended with -6")])
def test_programs_that_fail_are_an_error(tmp_path, capsys, wrong, message):
    assert main(["diff", str(DIGITS), "--against", "ferrolite", "--run", program(tmp_path, wrong)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("error: A (") and message in told and told.count("\n") == 1


def test_what_is_not_there_is_an_error(tmp_path, capsys):
    absent = str(tmp_path / "absent")
    for arguments in (
        ["diff", absent],
        ["diff", str(DIGITS), "--inputs", absent, "--against", "ferrolite"],
        ["diff", str(DIGITS), "--against", absent],
    ):
        assert main(arguments) == 2
        assert "absent" in capsys.readouterr().err


def test_a_recorded_trace_has_inputs_and_tensors(tmp_path, capsys):
    file = tmp_path / "trace.npz"
    assert main(["record", str(DIGITS), "--against", "ferrolite", "--output", str(file)]) == 0
    keys = set(np.load(file).files)
    assert keys == {"input_0", *(f"tensor_{tensor}" for tensor in GRAPH.computed())}
    assert "12 tensors" in capsys.readouterr().out


class Page(HTMLParser):
    """Counts elements and checks that what is opened is closed."""

    VOID = {"meta", "input", "br"}

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.addresses = [], {}, []

    def handle_starttag(self, tag, attributes):
        self.seen[tag] = self.seen.get(tag, 0) + 1
        self.addresses += [value for name, value in attributes if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen[tag] = self.seen.get(tag, 0) + 1

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("wrong", ["none", f"tensor_{FIRST}"])
def test_the_page_stands_alone(tmp_path, wrong):
    file = tmp_path / "page.html"
    main(["diff", str(DIGITS), "--against", "ferrolite", "--run", program(tmp_path, wrong), "--html", str(file)])
    text = file.read_text(encoding="utf-8")
    parsed = Page()
    parsed.feed(text)
    assert not parsed.open and not parsed.addresses and not re.search(r"https?://|url\(", text)
    assert parsed.seen["svg"] >= 2 and "script" not in parsed.seen and parsed.seen["tr"] == 13
    assert ("First difference" in text) == (wrong != "none")


def test_names_cannot_break_the_page(tmp_path):
    report = diff(DIGITS, "ferrolite", command=program(tmp_path, f"tensor_{FIRST}"))
    report.model = "<script>alert(1)</script>"
    report.first.tensor.name = "</title></svg><b>"
    text = page(report)
    assert "<script>" not in text and "</svg><b>" not in text


@needs_litert
def test_integers_are_those_of_the_reference_kernels():
    report = diff(DIGITS, "litert", seeds=3)
    assert report.same and len(report.rows) == 12 and "BUILTIN_REF" in report.b


@needs_litert
def test_the_delegate_differs_where_it_is_known_to():
    report = diff(DIGITS, "litert-xnnpack", seeds=4)
    assert len(report.rows) == 12 and report.first.op.name == "CONV_2D"
    assert max(row.tally.largest for row in report.ordered) <= 4
