"""`mlplanner simulate FILE`: doubts first, and under `--json` the weeks in which a role may be short."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.cli.main import run
from mlplanner.domain.lifecycle import Phase
from mlplanner.operations.fields import set_fields
from mlplanner.operations.workspace import open_workspace
from tests.support.sample_files import copy_of_sample


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the sample, in which a phase of the churn project is planned longer than it could be at worst."""
    path = copy_of_sample(tmp_path)
    workspace = open_workspace(path)
    phase = workspace.portfolio.find("Churn").phases[2]
    workspace.run(set_fields(Phase, phase.id or 0, pessimistic_weeks=Decimal(1)))
    workspace.close()
    return path


def test_that_the_json_names_the_weeks_in_which_a_role_may_be_short_and_who_is_behind_them(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # P4.9; issue 4: the same figures as on the Capacity screen
    assert run(["simulate", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    portfolio = found["portfolio"]
    assert (portfolio["seeds"], portfolio["counted"], found["as_of"]) == ([1], 1_000, "2026-02-20")
    workspace = open_workspace(file)
    ranks = {plan.project.ref: plan.project.rank for plan in workspace.portfolio.plans.values()}
    workspace.close()
    seen = 0
    for role in portfolio["shortages"]:
        assert len(role["weeks"]) == sum(chance > 0 for chance in role["chances"])
        for week in role["weeks"]:
            assert week["chance"] == role["chances"][portfolio["mondays"].index(week["monday"])]
            order = [ranks[project["ref"]] for project in week["projects"]]
            assert order == sorted(order)
            seen += bool(order)
    assert seen
    churn = next(each for each in found["simulations"] if each["ref"] == "ML-001")
    assert "lies below the planned" in churn["doubts"][0]


def test_that_doubts_come_before_the_portfolios_figures(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Before you trust the figures:\n- Churn early warning: ")
    assert "lies below the planned" in out.split("Ref", 1)[0]
