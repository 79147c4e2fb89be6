"""`mlplanner level`: as text, as JSON, applied, kept as a scenario, refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from mlplanner.operations.workspace import open_workspace

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
