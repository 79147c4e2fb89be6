"""`mlplanner level`: as text, as JSON, applied, kept as a scenario, refused."""

import json
import os
import signal
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from typer.testing import Result

from mlplanner.cli import level as command
from mlplanner.engine.levelling.proposing import propose
from mlplanner.operations.projects import move_by_weeks
from mlplanner.operations.workspace import open_workspace
from tests.support.impossible import IMPOSSIBLE, impossible

Run = Callable[..., Result]
QUICK = ("--seconds", "0.3")


def test_that_level_says_what_moves_why_and_how_good_it_is(run: Run, sample: Path) -> None:  # P4.9
    before = sample.read_bytes()
    text, data = run("level", sample, *QUICK), run("level", sample, *QUICK, "--json")
    assert (text.exit_code, data.exit_code, data.stderr) == (0, 0, "")
    assert "ML-008" in text.stdout
    assert "by plain priority rules" in text.stdout
    assert "What remains:" in text.stdout
    found = json.loads(data.stdout)
    assert found["moves"][0]["ref"] == "ML-008"
    assert 0 < found["bound"] <= found["objective"] <= found["greedy"]
    assert found["weeks_over"]["after"] < found["weeks_over"]["before"]
    assert json.loads(run("level", sample, *QUICK, "--json").stdout) == found, "the same seed, the same proposal"
    assert sample.read_bytes() == before


def test_that_level_applies_in_one_step(run: Run, sample: Path) -> None:
    done = run("level", sample, *QUICK, "--apply")
    assert done.stderr == "Note: applied; undo takes it back in one step.\n"
    w = open_workspace(sample, make_backup=False)
    assert len(w.portfolio.levellings) == 1
    assert w.portfolio.levellings[0].is_applied
    w.undo()
    assert not w.portfolio.levellings
    w.close()


def test_that_level_keeps_a_scenario(run: Run, sample: Path) -> None:
    done = run("level", sample, *QUICK, "--as-scenario", "Levelled")
    assert "kept as scenario SC-001 Levelled" in done.stderr
    assert "Levelled" in run("scenario", sample, "list").stdout
    again = run("level", sample, *QUICK, "--as-scenario", "Levelled")
    assert again.exit_code == 1
    assert "choose another name" in again.stderr


def test_that_level_may_source_in_another_way_and_says_what_each_line_costs(run: Run, sample: Path) -> None:
    _put_off(sample)
    text = run("level", sample, *QUICK, "--sourcing")
    assert "Internal → " in text.stdout
    assert "sourced in another way: EUR" in text.stdout
    found = json.loads(run("level", sample, *QUICK, "--sourcing", "--json").stdout)
    lines = [line for move in found["moves"] for line in move["sourcing"]]
    assert {line["before"] for line in lines} == {"internal"}
    assert all(set(line) >= {"line_id", "after", "cost", "lead_weeks", "ramp_weeks", "people"} for line in lines)
    assert all(row["known_from"] in {"levelling again", "prices of the bound"} for row in found["worth"])


def test_that_level_says_what_is_under_way(run: Run, sample: Path) -> None:
    assert "5 projects are under way: what has begun stays" in run("level", sample, *QUICK).stdout
    found = json.loads(run("level", sample, *QUICK, "--json").stdout)
    assert found["under_way"] == {"projects": 5, "may_wait": 0}


def test_that_ctrl_c_keeps_the_best_so_far(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_off(sample)
    searched, before = list[str](), signal.getsignal(signal.SIGINT)

    def tell(_share: float, label: str) -> None:
        if label not in searched:
            searched.append(label)
            if len(searched) == 3:
                os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(command, "propose", partial(propose, tell=tell))
    told = run("level", sample, "--seconds", "3600", "--sourcing")
    assert (told.exit_code, told.stderr) == (0, "Note: stopping; the best so far comes in a moment.\n")
    assert "It was stopped; this is the best that was found until then." in told.stdout
    assert "ML-008" in told.stdout
    assert signal.getsignal(signal.SIGINT) is before


def test_that_the_second_ctrl_c_ends_the_command(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, is_first = sample.read_bytes(), count()

    def should_wait(*_args: object, should_stop: Callable[[], bool], **_options: object) -> None:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)
            while not should_stop():
                next(is_first)

    monkeypatch.setattr(command, "propose", should_wait)
    told = run("level", sample, "--apply")
    assert told.exit_code != 0
    assert told.stderr.endswith("Stopped; nothing was changed.\n")
    assert sample.read_bytes() == before


def _put_off(sample: Path) -> None:
    """All projects half a year later, so that all of them may move."""
    w = open_workspace(sample, make_backup=False)
    for key in list(w.portfolio.plans):
        w.run(move_by_weeks(w.portfolio.plan(key), 26))
    w.close()


@pytest.mark.parametrize(("what", "said"), IMPOSSIBLE)
def test_that_what_cannot_be_levelled_is_told_with_the_least_change(
    run: Run, tmp_path: Path, what: str, said: str
) -> None:
    path = impossible(tmp_path, what)
    text, data = run("level", path, *QUICK), run("level", path, *QUICK, "--json")
    assert (text.exit_code, data.exit_code) == (0, 0)
    assert said in text.stdout
    assert any(said in row["sentence"] for row in json.loads(data.stdout)["remains"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--seconds", "0"), "must be above 0"),
        (("--seed", "-1"), "must be a whole number"),
        (("--apply", "--as-scenario", "X"), "not both"),
    ],
)
def test_that_bad_options_get_one_sentence(run: Run, sample: Path, options: tuple[str, ...], said: str) -> None:
    done = run("level", sample, *options)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_that_an_empty_portfolio_has_nothing_to_level(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.mlplan"
    assert run("new", path).exit_code == 0
    told = run("level", path, "--seconds", "1")
    assert told.exit_code == 0
    assert told.stdout.startswith("Nothing moves")
