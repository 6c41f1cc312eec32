"""`fuzz-ops`: decisions that can be replayed, findings that are shrunk and saved."""

import numpy as np
import pytest

from ferrolite.testing.__main__ import main

from .helpers import LITERT, needs_litert, program

if LITERT:
    from ferrolite.testing.fuzz.cases import Case, Judge
    from ferrolite.testing.fuzz.kit import MAKERS
    from ferrolite.testing.fuzz.shrink import shrink
    from ferrolite.testing.runners import Command, ours, reference

from ferrolite.testing.fuzz.choices import Choices


def test_a_script_repeats_its_decisions():
    random = Choices(np.random.default_rng(3))
    made = [random.below(7), random.integer(3, 9), random.pick("abc"), random.chance(2), random.shape(1, 4)]
    again = Choices(script=random.script)
    assert made == [again.below(7), again.integer(3, 9), again.pick("abc"), again.chance(2), again.shape(1, 4)]
    assert again.script == random.script


def test_no_script_makes_the_plainest_decisions():
    plain = Choices()
    assert (plain.below(7), plain.integer(3, 9), plain.pick("abc"), plain.chance(2)) == (0, 3, "a", False)
    assert plain.shape(1, 4) == (1,) and plain.broadcast() == ((), ())


def test_broadcast_shapes_broadcast():
    for seed in range(200):
        first, second = Choices(np.random.default_rng(seed)).broadcast()
        np.broadcast_shapes(first, second)


@needs_litert
def test_every_operator_has_cases_that_do_not_depend_on_others():
    assert len(MAKERS) > 140
    for op in MAKERS:
        for seed in range(3):
            case = Case.random(op, [seed])
            again = Case.scripted(op, case.script)
            assert again.graph.model() == case.graph.model() and len(case.graph.subgraph.operators) == 1
            for one, other in zip(case.steps[0], again.steps[0]):
                np.testing.assert_array_equal(one, other)


@needs_litert
@pytest.mark.parametrize("op", ["CONV_2D", "ADD", "SOFTMAX", "STRIDED_SLICE"])
def test_cases_find_nothing(op, tmp_path, capsys):
    assert main(["fuzz-ops", "--op", op, "--cases", "15", "--out", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "15 cases of 1 operators" in told and "no unexplained difference" in told
    assert not list(tmp_path.iterdir())


@needs_litert
def test_what_differs_is_shrunk_and_saved(tmp_path, capsys):
    wrong = program(tmp_path, "last")
    out = tmp_path / "out"
    arguments = ["fuzz-ops", "--op", "CONV_2D", "--cases", "1", "--seed", "4", "--run", wrong, "--out", str(out)]
    assert main(arguments) == 1
    told = capsys.readouterr().out
    assert "CONV_2D" in told and "differs" in told and "unexplained" in told
    [finding] = out.iterdir()
    assert {file.name for file in finding.iterdir()} == {
        "model.tflite",
        "inputs.npz",
        "expected.npz",
        "actual.npz",
        "finding.txt",
    }
    # The finding is shown again by what was saved.
    arguments = ["diff", str(finding / "model.tflite"), "--inputs", str(finding / "inputs.npz")]
    assert main([*arguments, "--run", wrong]) == 1
    assert main(arguments) == 0


@needs_litert
def test_shrinking_gives_the_plainest_case(tmp_path):
    judge = Judge(reference("litert"), None, Command(program(tmp_path, "last")))
    try:
        case = Case.random("RELU6", [2])
        verdict = judge.judge(case)
        assert verdict.kind == "differs"
        small, again = shrink(judge, "RELU6", case.script, verdict)
        assert again.kind == "differs" and small.steps[0][0].size <= case.steps[0][0].size
        assert sum(small.script) <= sum(case.script) and small.steps[0][0].size <= 1
    finally:
        judge.close()


@needs_litert
def test_a_crash_is_a_finding_and_ends_nobody(tmp_path):
    judge = Judge(reference("litert"), None, Command(program(tmp_path, "crash")))
    try:
        assert judge.judge(Case.random("ABS", [1])).kind == "ours crashes"
    finally:
        judge.close()


def test_unknown_operators_are_an_error(capsys):
    assert main(["fuzz-ops", "--op", "DANCE"]) == 2
    assert ("DANCE" if LITERT else "reference") in capsys.readouterr().err


@needs_litert
def test_ferrolite_is_tested_by_default():
    runner = ours()
    try:
        assert runner.label == "ferrolite"
    finally:
        runner.close()
