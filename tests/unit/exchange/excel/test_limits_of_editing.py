"""What a workbook does not change, although it shows it: decided in mlplanner, by who may decide (P2, P3.4, P7.3)."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.plan_pages import PAGES
from mlplanner.exchange.excel.states import SHEET, VERSION, pack_state, plan_state
from mlplanner.exchange.excel.vocabularies import plan_vocabulary
from tests.support.plan_workbooks import (
    cell_of,
    delete_row,
    edit,
    export,
    fill_row,
    heading_of,
    line_of,
    playbook,
    problems_of,
    read,
)


@pytest.mark.parametrize(
    ("kind", "ref", "field", "value"),
    [
        ("pauses", "PA-1001", "reason", "Nobody complained"),  # P2.8
        ("rule_waivers", "WA-1001", "reason", "Whatever"),
        ("packs", "PK-1001", "ask", "EUR 2"),
        ("baselines", "BL-1001", "made_on", date(2026, 5, 1)),  # P3.4
    ],
)
def test_that_records_are_for_reading(
    kind: str, ref: str, field: str, value: Any, portfolio: Portfolio, workbook: Path
) -> None:
    def change(book: Any) -> None:
        cell_of(book, kind, field, ref).value = value

    changes = read(edit(workbook, change), portfolio)
    assert changes.edits == ()
    assert "is for reading; the change was not taken" in changes.notes[0]


@pytest.mark.parametrize("field", ["tier", "tier_reason", "signed_on"])
def test_that_the_tier_is_not_set_by_a_workbook(field: str, portfolio: Portfolio, workbook: Path) -> None:
    values = {"tier": "Low", "tier_reason": "Cheaper", "signed_on": date(2026, 5, 1)}  # P2.4

    def change(book: Any) -> None:
        line_of(book, "risk_assessment", field).value = values[field]

    changes = read(edit(workbook, change), portfolio)
    assert changes.edits == ()
    assert changes.notes[0].startswith("Governance!C")


def locked(portfolio: Portfolio) -> Portfolio:
    """The portfolio after the criteria of success were locked."""
    plan = portfolio.plan(1)
    evidence = plan.evidence.model_copy(update={"locked_on": date(2026, 3, 20)})
    return dataclasses.replace(portfolio, plans={1: dataclasses.replace(plan, evidence=evidence)})


def test_that_locked_criteria_stay(portfolio: Portfolio, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        line_of(book, "evidence", "threshold").value = 0.1
        line_of(book, "evidence", "confounded_reason").value = "A price change"

    (found,) = read(edit(export(locked(portfolio), tmp_path), change), locked(portfolio)).edits  # P7.3
    assert found.values == {"confounded_reason": "A price change"}


def test_that_a_row_others_need_is_not_removed_without_them(portfolio: Portfolio, workbook: Path) -> None:
    ((where, what),) = problems_of(edit(workbook, lambda book: delete_row(book, "features", "FE-1002")), portfolio)
    assert where.startswith("Data!B")
    assert what == "'FE-1002 Calls' was deleted in this workbook; delete this row too, or choose another one."


def test_that_a_new_row_is_pointed_at_across_sheets(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        fill_row(book, "features", {"name": "Tenure", "state": "Planned"}, ref="NEW-1")
        fill_row(book, "feature_tests", {"feature_id": "NEW-1", "check": "Range", "state": "Planned"})

    feature, test = read(edit(workbook, change), portfolio).edits
    assert (feature.values["name"], test.values["feature_id"]) == ("Tenure", feature.id)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("Product owner: A", "at least one role is responsible (R)"),
        ("Product owner: A; ML engineer: AR", "exactly one role is accountable (A)"),
        ("Wizard: AR", "'Wizard' is no role with its letters"),
        ("Product owner", "'Product owner' is no role with its letters"),
    ],
)
def test_that_marks_that_are_no_raci_are_refused(typed: str, what: str, portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "raci", "marks", "RC-1001").value = typed

    ((where, said),) = problems_of(edit(workbook, change), portfolio)  # P2.3
    assert where.startswith("Governance!C")
    assert what in said


def test_that_a_workbook_of_the_format_before_can_be_read(portfolio: Portfolio, workbook: Path) -> None:
    """It has no sheets for what came since, and lacks their columns; what it has comes back."""
    plan = portfolio.plan(1)
    labels = plan_vocabulary(portfolio, plan, playbook()).labels
    digest, cells = pack_state(dataclasses.replace(plan_state(portfolio, plan, labels), version=VERSION - 1))

    def change(book: Any) -> None:
        for page in PAGES:
            del book[page.sheet]
        gone = {part.kind for page in PAGES for part in page.parts}
        for name in list(book.defined_names):
            if any(name.startswith((f"col_{kind}_", f"in_{kind}_")) for kind in gone):
                del book.defined_names[name]
        sheet, column, row = heading_of(book, "experiments", "success_money")
        del book.defined_names["col_experiments_success_money"]
        for place in range(row, sheet.max_row + 1):
            sheet.cell(place, column).value = None
        state = book[SHEET]
        state["B2"], state["B7"] = str(VERSION - 1), digest
        for number, text in enumerate(cells, start=2):
            state.cell(8, number).value = text
        cell_of(book, "risks", "impact", "RK-1001").value = 5

    (found,) = read(edit(workbook, change), portfolio).edits
    assert (found.kind, found.values) == ("risks", {"impact": 5})
