"""A workbook and a portfolio that both changed the same cell, on the command line (P9.2)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import Result

from mlplanner.domain.benefits import Risk
from mlplanner.operations.fields import set_fields
from mlplanner.operations.workspace import open_workspace
from tests.support.plan_workbooks import cell_of, line_of

Run = Callable[..., Result]


@pytest.fixture
def conflicting(run: Run, sample: Path) -> Path:
    """A plan workbook in which a title was typed that was changed here too, and a name that was not."""
    path = sample.with_name("plan.xlsx")
    assert run("export", sample, "churn", "--as", "plan.xlsx", "-o", path).exit_code == 0
    workspace = open_workspace(sample)
    risk = workspace.portfolio.plan(1).risks[0]
    workspace.run(set_fields(Risk, risk.id or 0, title="Ours"))
    workspace.close()
    book: Any = load_workbook(path)
    cell_of(book, "risks", "title", risk.ref).value = "Theirs"
    line_of(book, "projects", "name").value = "Churn, again"
    book.save(path)
    return path


def held(sample: Path) -> tuple[str, str]:
    workspace = open_workspace(sample, read_only=True)
    plan = workspace.portfolio.plan(1)
    workspace.close()
    return plan.project.name, plan.risks[0].title


def test_that_undecided_conflicts_refuse_the_import(run: Run, sample: Path, conflicting: Path) -> None:
    before = sample.read_bytes()
    result = run("import", sample, conflicting)
    assert result.exit_code == 1
    assert "here Ours, in the file Theirs" in result.stderr
    assert "with --take theirs or --take mine." in result.stderr
    assert sample.read_bytes() == before


def test_that_a_dry_run_lists_changes_and_conflicts(run: Run, sample: Path, conflicting: Path) -> None:
    told = json.loads(run("import", sample, conflicting, "--dry-run", "--json").stdout)
    assert (told["applied"], [edit["values"] for edit in told["edits"]]) == (False, [{"name": "Churn, again"}])
    (conflict,) = told["conflicts"]
    assert (conflict["field"], conflict["theirs"], conflict["mine"]) == ("title", "Theirs", "Ours")
    assert conflict["base"] not in ("Theirs", "Ours", "")
    assert run("import", sample, conflicting, "--dry-run").stdout.splitlines()[-1] == (
        "1 change would be made to ML-001 in sample.mlplan, and 1 conflict waits for --take theirs or --take mine."
    )


@pytest.mark.parametrize(("side", "title"), [("theirs", "Theirs"), ("mine", "Ours")])
def test_that_the_chosen_side_holds(run: Run, sample: Path, conflicting: Path, side: str, title: str) -> None:
    result = run("import", sample, conflicting, "--take", side)
    assert result.exit_code == 0
    assert held(sample) == ("Churn, again", title)
    assert ("stays 'Ours'; 'Theirs' in the file was not taken" in result.stderr) == (side == "mine")
    workspace = open_workspace(sample)
    workspace.undo()
    workspace.close()
    assert held(sample) == ("Churn early warning", "Ours")
