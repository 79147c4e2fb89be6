"""Workbooks that come back are taken as one step (P9.2)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.people import Person, Rate, TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY, KINDS
from mlplanner.domain.rows import references
from mlplanner.domain.staffing import StaffingLine
from mlplanner.exchange.excel import plan_pages, portfolio_pages
from mlplanner.exchange.excel.columns import Record, Shape
from mlplanner.exchange.excel.vocabularies import portfolio_rows
from mlplanner.operations.fields import add_row
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import Workspace, create_workspace
from tests.support.plan_workbooks import (
    UID,
    cell_of,
    delete_row,
    edit,
    export,
    fill_row,
    line_of,
    read,
    rich_portfolio,
    write_portfolio,
)
from tests.support.retyped_cells import inputs

DAY = date(2026, 3, 2)
NEW_ROWS: dict[str, dict[str, dict[str, Any]]] = {
    "plan": {
        "tools": {"name": "Feature shop", "area": "Registry", "source": "Build", "cost_year": 500},
        "slos": {"name": "Cheap", "kind": "Cost", "comparison": "Below", "target": 0.01},
        "policies": {"name": "Access log", "state": "Draft", "owner_id": "Ana Kovač"},
    },
    "portfolio": {"closures": {"name": "Moving house", "first": date(2026, 9, 7), "last": date(2026, 9, 8)}},
}
"""Rows that are typed in, while the last row of the same table is removed."""


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


def load(portfolio: Portfolio) -> Operation[None]:
    """All rows of a portfolio, with their ids."""

    def apply(do: Context) -> None:
        for kind in KINDS:
            if kind.key == "settings":
                continue
            for row in portfolio_rows(portfolio, kind):
                if kind.is_single and not kind.in_project:
                    do.unit.change(kind.noun, row.id or 0, **dict(row))
                else:
                    own = {name: None for name, target in references(kind.noun).items() if target is kind}
                    do.unit.add(row.model_copy(update=own))
            if any(target is kind for target in references(kind.noun).values()):
                for row in portfolio_rows(portfolio, kind):
                    do.unit.change(kind.noun, row.id or 0, **dict(row))

    return Operation("Load", apply)


def content(portfolio: Portfolio) -> list[Any]:
    """Every row of the file."""
    return [portfolio_rows(portfolio, kind) for kind in KINDS]


@pytest.fixture
def rich() -> Iterator[Workspace]:
    """A file with a row of every noun."""
    made = create_workspace(None, first_settings("Models", portfolio_uid=UID, country="DE"), today=lambda: DAY)
    made.run(load(rich_portfolio()))
    yield made
    made.close()


@pytest.mark.parametrize("name", ["plan", "portfolio"])
def test_that_every_sheet_is_taken_in_one_step(name: str, rich: Workspace, tmp_path: Path) -> None:
    before = rich.portfolio
    pages = plan_pages.PAGES if name == "plan" else portfolio_pages.PAGES
    parts = [part for page in pages for part in page.parts]
    noted: dict[tuple[str, int], str] = {}

    def change(book: Any) -> None:
        for part in parts:
            row = portfolio_rows(before, KIND_BY_KEY[part.kind])[0]
            for column in inputs(part):
                if column.shape == Shape.LONG:
                    is_record = isinstance(part, Record)
                    found = line_of(book, part.kind, column.field) if is_record else None
                    (found or cell_of(book, part.kind, column.field, row.ref)).value = "Typed in Excel"
                    noted[part.kind, row.id or 0] = column.field
        for kind, fields in NEW_ROWS[name].items():
            fill_row(book, kind, fields)
            delete_row(book, kind, portfolio_rows(before, KIND_BY_KEY[kind])[-1].ref)

    path = export(before, tmp_path) if name == "plan" else write_portfolio(before, tmp_path / "portfolio.xlsx")
    changes = read(edit(path, change), before)
    rich.run(apply_changes(changes))
    after = rich.portfolio
    for (kind, row_id), field in noted.items():
        rows = {row.id: row for row in portfolio_rows(after, KIND_BY_KEY[kind])}
        assert row_id not in rows or getattr(rows[row_id], field) == "Typed in Excel"
    for kind in NEW_ROWS[name]:
        count, now = len(portfolio_rows(before, KIND_BY_KEY[kind])), portfolio_rows(after, KIND_BY_KEY[kind])
        assert len(now) == count
        assert now != portfolio_rows(before, KIND_BY_KEY[kind])
    assert len(noted) > 5
    rich.undo()
    assert content(rich.portfolio) == content(before)


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
