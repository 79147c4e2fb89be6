"""Workbooks that come back are taken as one step (P9.2)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.people import Person, Rate, TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.fields import add_row
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import Workspace, create_workspace
from tests.support.plan_workbooks import delete_row, edit, fill_row, line_of, read, write_portfolio

DAY = date(2026, 3, 2)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = create_workspace(None, first_settings(), today=lambda: DAY)
    made.run(add_row(Person(name="Ada", role="data_scientist")))
    made.run(create_project("Churn", DAY))
    made.run(add_row(StaffingLine(project_id=1, role="data_scientist", weekly={1: Decimal("0.5")})))
    made.run(add_row(Rate(role="data_scientist", valid_from=date(2020, 1, 1), amount=Decimal(104_000))))
    made.run(add_row(TimeOff(person_id=1, first=date(2026, 8, 3), last=date(2026, 8, 7))))
    yield made
    made.close()


def without_revision(portfolio: Portfolio) -> tuple[Any, ...]:
    return portfolio.settings, portfolio.people, portfolio.plans, portfolio.rates, portfolio.time_off


def test_that_a_portfolio_workbook_is_taken_as_one_step(workspace: Workspace, tmp_path: Path) -> None:
    before = without_revision(workspace.portfolio)
    path = write_portfolio(workspace.portfolio, tmp_path / "portfolio.xlsx")

    def change(book: Any) -> None:
        line_of(book, "settings", "horizon_years").value = 5
        fill_row(book, "people", {"name": "Dan", "role": "ML engineer", "fte": 1})
        fill_row(book, "time_off", {"person_id": "Dan", "first": date(2026, 7, 6), "last": date(2026, 7, 10)})
        fill_row(book, "lines", {"project_id": "ML-001", "role": "ML engineer", "person_id": "Dan", "w2": 0.5})
        delete_row(book, "time_off", "TO-001")

    workspace.run(apply_changes(read(edit(path, change), workspace.portfolio)))
    taken = workspace.portfolio
    assert taken.settings.horizon_years == 5
    assert {person.name for person in taken.people.values()} == {"Ada", "Dan"}
    (absence,) = taken.time_off
    assert taken.person_name(absence.person_id) == "Dan"
    assert [taken.person_name(line.person_id) for line in taken.plan(1).lines] == ["", "Dan"]
    workspace.undo()
    assert without_revision(workspace.portfolio) == before
    workspace.redo()
    assert without_revision(workspace.portfolio) == without_revision(taken)
