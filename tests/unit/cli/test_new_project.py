"""Starting a project by a command: from the life cycle, or from a template on another length and effort."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from mlplanner.operations.templates import save_template
from mlplanner.operations.workspace import open_workspace

Run = Callable[..., Result]


@pytest.fixture
def file(sample: Path) -> Path:
    """The sample portfolio with one template."""
    workspace = open_workspace(sample)
    workspace.run(save_template(workspace.portfolio.find("Claims"), "Triage"))
    workspace.close()
    return sample


def test_that_a_template_makes_a_project_of_the_length_and_effort_asked_for(run: Run, file: Path) -> None:
    args = (
        "--template",
        "tri",
        "--start",
        "2026-09-09",
        "--weeks",
        28,
        "--fte-weeks",
        "60.5",
        "--owner",
        "Ada",
        "--json",
    )
    result = run("new-project", file, "Second triage", *args)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert (found["name"], found["start"], found["weeks"]) == ("Second triage", "2026-09-07", 28)
    assert found["template"] == "Triage"
    assert abs(found["fte_weeks"] - 60.5) <= 0.05
    workspace = open_workspace(file, read_only=True, make_backup=False)
    plan = workspace.portfolio.find("Second triage")
    assert workspace.portfolio.person_name(plan.project.owner_id) == "Ada"
    assert plan.rota[0].first > plan.project.start
    workspace.close()


def test_that_without_a_template_the_life_cycle_is_spread_over_the_weeks(run: Run, file: Path) -> None:
    result = run("new-project", file, "Plain", "--start", "2026-09-07", "--weeks", 24)
    assert result.stdout.startswith("Started ML-009 Plain on 2026-09-07: 24")
    workspace = open_workspace(file, read_only=True, make_backup=False)
    assert [phase.weeks for phase in workspace.portfolio.find("Plain").phases] == [6, 8, 6, 4]
    workspace.close()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--start", "9.9.2026"), "--start: '9.9.2026' is no day; write it as 2026-09-07."),
        (("--start", "2026-09-07", "--template", "Nothing"), "There is no template 'Nothing' in this portfolio; there are 'Triage'."),
        (("--start", "2026-09-07", "--template", "Triage", "--weeks", 3), "The plan needs at least 5 weeks"),
        (("--start", "2026-09-07", "--template", "Triage", "--fte-weeks", "much"), "--fte-weeks: 'much' is no number"),
        (("--start", "2026-09-07", "--template", "Triage", "--fte-weeks", "-1"), "the effort must be above 0; got -1."),
        (("--start", "2026-09-07", "--fte-weeks", "10"), "--fte-weeks needs --template"),
    ],
)  # fmt: skip
def test_that_a_value_that_does_not_fit_is_said_and_nothing_is_made(
    run: Run, file: Path, args: tuple[object, ...], says: str
) -> None:
    result = run("new-project", file, "New", *args)
    assert result.exit_code != 0
    assert says in " ".join(result.stderr.split())
    workspace = open_workspace(file, read_only=True, make_backup=False)
    assert len(workspace.portfolio.plans) == 8
    workspace.close()
