"""A portfolio of 300 projects without a window: reading, figures, one edit, copies; printed, never asserted (`make bench`)."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest

from mlplanner.domain.projects import Project
from mlplanner.engine.figures import compute_figures
from mlplanner.operations.fields import set_fields
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.projects import copy_project
from mlplanner.operations.sample import create_sample
from mlplanner.operations.workspace import Workspace, open_workspace

_PROJECTS = 300
_TODAY = date(2026, 2, 20)


def _multiply(workspace: Workspace) -> None:
    """Copies of the eight samples, started in different weeks."""
    plans = list(workspace.portfolio.plans.values())

    def apply(do: Context) -> None:
        for number in range(_PROJECTS - len(plans)):
            source = plans[number % len(plans)]
            start = source.project.start + timedelta(weeks=number % 60)
            copy_project(source, f"{source.project.name} {number}", start).apply(do)

    workspace.run(Operation("Many projects", apply))


def _best(work: Callable[[], object], turns: int = 5) -> float:
    """Milliseconds of the processor, the least of some turns."""
    taken = []
    for _ in range(turns):
        start = process_time()
        work()
        taken.append(1000 * (process_time() - start))
    return min(taken)


def _read_bare(path: Path) -> None:
    """Every row of every table as plain tuples: no reading can take less."""
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        if not table.startswith("history_"):
            connection.execute(f'SELECT * FROM "{table}"').fetchall()
    connection.close()


def test_that_the_portfolio_s_times_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Times for 300 projects, and what of them a bare reading of the rows would take."""
    path = tmp_path / "many.mlplan"
    sample = _best(lambda: create_sample(None).close(), 3)
    workspace = create_sample(path, _TODAY)
    copied = _PROJECTS - len(workspace.portfolio.plans)
    copies = _best(lambda: _multiply(workspace), 1) / copied
    workspace.close()
    bare = _best(lambda: _read_bare(path))
    opened = _best(lambda: open_workspace(path, read_only=True, make_backup=False).close())
    workspace = open_workspace(path, make_backup=False)
    plans = workspace.portfolio.plans
    figures = _best(
        lambda: [compute_figures(workspace.portfolio, plan, workspace.playbook, _TODAY) for plan in plans.values()], 3
    )
    edit = _best(lambda: _edit(workspace), 9)
    workspace.close()
    with capsys.disabled():
        print(
            f"\n{_PROJECTS} projects: opened in {opened:.0f} ms ({opened / 500:.2f} of 500 ms, × {opened / bare:.1f} of "
            f"reading the bare rows); figures {figures / _PROJECTS:.1f} ms a project ({figures / _PROJECTS / 4:.2f} of "
            f"4 ms); one edit with its figures {edit:.1f} ms ({edit / 100:.2f} of 100 ms)\n"
            f"sample portfolio made in {sample:.0f} ms; a project copied in {copies:.1f} ms"
        )
    assert len(plans) == _PROJECTS


def _edit(workspace: Workspace) -> None:
    """Change a project's budget, and have the figures of all projects again."""
    plan = next(iter(workspace.portfolio.plans.values()))
    budget = (plan.project.budget or 0) + 1
    workspace.run(set_fields(Project, plan.id, budget=budget))
    assert len(workspace.figures.all()) == _PROJECTS
