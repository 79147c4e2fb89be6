"""What a colleague edits in the workbook comes back as exactly those edits (P9.2)."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mlplanner.domain.changes import ChangeSet, EditAction
from mlplanner.domain.portfolio import Portfolio
from tests.support.plan_workbooks import export, read, rich_portfolio


@pytest.fixture
def portfolio() -> Portfolio:
    return rich_portfolio()


def edited(portfolio: Portfolio, folder: Path, edit: Callable[[Any], None]) -> ChangeSet:
    """The changes of the exported workbook after `edit(book)`."""
    path = export(portfolio, folder)
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return read(path, portfolio)


def cell(sheet: Worksheet, row_text: str, heading: str) -> Any:
    """The cell in the row that begins with `row_text` (a Ref) under `heading`."""
    head = next(r for r in sheet.iter_rows() if any(c.value == "Ref" for c in r) and any(c.value == heading for c in r))
    column = next(c.column for c in head if c.value == heading)
    ref = next(c.column for c in head if c.value == "Ref")
    row = next(r for r in range(head[0].row + 1, sheet.max_row + 1) if sheet.cell(r, ref).value == row_text)
    return sheet.cell(row, column)


def test_that_an_edited_week_is_one_change_of_that_line(portfolio: Portfolio, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        cell(book["Staffing"], "ST-1001", "W2").value = 0.75

    changes = edited(portfolio, tmp_path, edit)
    assert [(e.action, e.kind, e.id, sorted(e.values)) for e in changes.edits] == [
        (EditAction.CHANGE, "lines", 1001, ["weekly"])
    ]
    weekly = changes.edits[0].values["weekly"]
    assert weekly[2] == Decimal("0.75")
    assert weekly[1] == Decimal("0.5")


def test_that_a_cleared_week_takes_the_line_off_it(portfolio: Portfolio, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        cell(book["Staffing"], "ST-1001", "W3").value = None

    weekly = edited(portfolio, tmp_path, edit).edits[0].values["weekly"]
    assert 3 not in weekly
    assert 4 in weekly


def test_that_an_edited_amount_and_name_are_one_change_of_that_row(portfolio: Portfolio, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        cell(book["Costs"], "CO-1001", "Amount").value = 2000.5
        cell(book["Costs"], "CO-1001", "Cost").value = "Labelling, second round"

    changes = edited(portfolio, tmp_path, edit)
    assert [(e.action, e.kind, e.id, dict(e.values)) for e in changes.edits] == [
        (EditAction.CHANGE, "costs", 1001, {"name": "Labelling, second round", "amount": Decimal("2000.50")})
    ]


def test_that_a_removed_row_is_removed(portfolio: Portfolio, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["Triggers"]
        sheet.delete_rows(cell(sheet, "RT-1001", "Ref").row)

    changes = edited(portfolio, tmp_path, edit)
    assert [(e.action, e.kind, e.id) for e in changes.edits] == [(EditAction.REMOVE, "triggers", 1001)]


def test_that_a_new_row_without_ref_is_added(portfolio: Portfolio, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = book["Risks"]
        below = cell(sheet, "RK-1001", "Ref").row + 1
        heads = {c.value: c.column for c in sheet[cell(sheet, "RK-1001", "Ref").row - 1]}
        sheet.cell(below, heads["Risk"]).value = "Supplier leaves"
        sheet.cell(below, heads["Likelihood"]).value = 2
        sheet.cell(below, heads["Impact"]).value = 5

    changes = edited(portfolio, tmp_path, edit)
    assert [(e.action, e.kind) for e in changes.edits] == [(EditAction.ADD, "risks")]
    assert changes.edits[0].values["title"] == "Supplier leaves"
