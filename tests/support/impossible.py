"""Portfolios that can't be levelled, each for one reason, and the sentence with the least change that would do."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from mlplanner.domain.people import Person
from mlplanner.domain.settings import Settings
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.fields import add_row, set_fields
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import Workspace, create_workspace

START = date(2026, 3, 2)
IMPOSSIBLE = [
    ("too wide", "Wide needs more people than there are, wherever it is put, so it stays where it is: 0.5 FTE more as"),
    ("deadline", "can't end before 22 May 2026, 12 weeks after its deadline: put the deadline off by 12 weeks"),
    ("pinned", "First, Second stay where they are and ask for more Data scientist than there is in 4 weeks between"),
    ("nobody", "Nobody is there as ML engineer in any week, though 1 project asks for one: 0.8 FTE between 2 Mar 2026"),
]


def impossible(folder: Path, what: str) -> Path:
    """A file with the portfolio; one data scientist works in it."""
    path = folder / "impossible.mlplan"
    w = create_workspace(path, first_settings("Impossible"))
    fill(w, what)
    w.close()
    return path


def fill(w: Workspace, what: str) -> None:
    """The projects of one of the cases."""
    w.run(set_fields(Settings, 1, status_date=date(2026, 2, 2), country=""))
    w.run(add_row(Person(name="Ada", role="data_scientist")))
    match what:
        case "too wide":
            _project(w, "Wide", "data_scientist", "1.5")
        case "deadline":
            _project(w, "Late", "data_scientist", "1", earliest_start=START, deadline=date(2026, 2, 27))
        case "pinned":
            _project(w, "First", "data_scientist", "1", is_pinned=True)
            _project(w, "Second", "data_scientist", "1", is_pinned=True)
        case _:
            _project(w, "Alone", "ml_engineer", "0.8")


def _project(w: Workspace, name: str, role: str, fte: str, **fields: Any) -> None:
    project = w.run(create_project(name, START, **fields)).value
    weekly = dict.fromkeys(range(1, 5), Decimal(fte))
    w.run(add_row(StaffingLine(project_id=project.id or 0, role=role, weekly=weekly)))
