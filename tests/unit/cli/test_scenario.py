"""`mlplanner scenario`: listed, compared, made the plan; a conflict asks whose value counts."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from mlplanner.domain.projects import Project
from mlplanner.operations.fields import set_fields
from mlplanner.operations.scenario_workspace import ScenarioWorkspace
from mlplanner.operations.scenarios import start_scenario
from mlplanner.operations.workspace import open_workspace

Run = Callable[..., Result]


@pytest.fixture
def with_scenario(sample: Path) -> Path:
    """The sample with a scenario in which the first project starts four weeks later."""
    workspace = open_workspace(sample, make_backup=False)
    made = workspace.run(start_scenario("Churn later", "Wait for the labels")).value
    view = ScenarioWorkspace(workspace, made.id or 0)
    start = view.portfolio.plan(1).project.start
    view.run(set_fields(Project, 1, start=start + timedelta(weeks=4)))
    view.close()
    return sample


def start_of(path: Path) -> date:
    workspace = open_workspace(path, read_only=True, make_backup=False)
    start = workspace.portfolio.plan(1).project.start
    workspace.close()
    return start


def test_that_scenarios_are_listed(run: Run, sample: Path, with_scenario: Path) -> None:
    (row,) = json.loads(run("scenario", with_scenario, "list", "--json").stdout)["scenarios"]
    assert (row["ref"], row["scenario"], row["state"], row["changes"]) == ("SC-001", "Churn later", "open", 1)


def test_that_a_portfolio_without_scenarios_says_so(run: Run, sample: Path) -> None:
    assert run("scenario", sample, "list").stdout == "This portfolio has no scenarios.\n"


def test_that_a_comparison_shows_totals_and_what_differs(run: Run, with_scenario: Path) -> None:
    told = run("scenario", with_scenario, "compare")
    assert told.exit_code == 0
    assert "Churn later: what differs from the plan" in told.stdout
    assert "ML-001" in told.stdout.partition("what differs")[2]
    found = json.loads(run("scenario", with_scenario, "compare", "--json").stdout)["outlooks"]
    plan, other = (item["outlook"]["projects"]["1"] for item in found)
    assert date.fromisoformat(other["delivery"]) > date.fromisoformat(plan["delivery"])


def test_that_a_scenario_becomes_the_plan(run: Run, with_scenario: Path) -> None:
    before = start_of(with_scenario)
    told = run("scenario", with_scenario, "apply", "churn later")
    assert told.exit_code == 0
    assert start_of(with_scenario) == before + timedelta(weeks=4)
    assert run("scenario", with_scenario, "apply", "SC-001").exit_code == 1


@pytest.mark.parametrize(("side", "is_scenario"), [("scenario", True), ("plan", False)])
def test_that_a_conflict_is_asked_about(run: Run, with_scenario: Path, side: str, is_scenario: bool) -> None:
    before = start_of(with_scenario)
    workspace = open_workspace(with_scenario, make_backup=False)
    workspace.run(set_fields(Project, 1, start=date(2027, 1, 4)))
    workspace.close()
    refused = run("scenario", with_scenario, "apply", "SC-001")
    assert refused.exit_code == 1
    assert "4 Jan 2027" in refused.stderr
    assert start_of(with_scenario) == date(2027, 1, 4)
    assert run("scenario", with_scenario, "apply", "SC-001", "--take", side).exit_code == 0
    assert (start_of(with_scenario) == before + timedelta(weeks=4)) is is_scenario


def test_that_an_unknown_scenario_is_named(run: Run, sample: Path) -> None:
    assert "no scenario 'x'" in run("scenario", sample, "compare", "x").stderr
    assert run("scenario", sample, "apply").exit_code == 2
