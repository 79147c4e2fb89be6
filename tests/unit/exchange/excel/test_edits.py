"""Each thing a colleague does to a workbook becomes exactly that edit (P9.2)."""

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.enums import ArtifactState, CostTiming, Sourcing
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.states import SHEET
from tests.support.plan_workbooks import cell_of, delete_row, edit, fill_row, heading_of, line_of, named, read


def only(changes: ChangeSet) -> RowEdit:
    assert len(changes.edits) == 1, changes.edits
    return changes.edits[0]


def typed(workbook: Path, kind: str, field: str, ref: str, value: Any) -> Path:
    def change(book: Any) -> None:
        cell_of(book, kind, field, ref).value = value

    return edit(workbook, change)


@pytest.mark.parametrize(
    ("kind", "ref", "field", "entered", "taken"),
    [
        ("lines", "ST-1001", "sourcing", "Contractor", Sourcing.CONTRACTOR),
        ("lines", "ST-1001", "role", "Data engineer", "data_engineer"),
        ("lines", "ST-1001", "person_id", "Ana Kovač", 1),
        ("lines", "ST-1001", "person_id", "  ana   KOVAČ ", 1),
        ("lines", "ST-1001", "person_id", None, None),
        ("lines", "ST-1002", "successor_id", None, None),
        ("lines", "ST-1007", "fixed_fee", 7001.5, Decimal("7001.5")),
        ("costs", "CO-1001", "amount", 10.005, Decimal("10.01")),
        ("costs", "CO-1001", "timing", "Monthly", CostTiming.MONTHLY),
        ("costs", "CO-1001", "name", 2026, "2026"),
        ("phases", "PH-1002", "weeks", 6, 6),
        ("phases", "PH-1001", "actual_start", date(2026, 3, 9), date(2026, 3, 9)),
        ("phases", "PH-1001", "actual_start", "2026-03-09", date(2026, 3, 9)),
        ("phases", "PH-1001", "actual_start", "9.3.2026", date(2026, 3, 9)),
        ("phases", "PH-1001", "actual_start", 46090, date(2026, 3, 9)),
        ("gates", "GA-1003", "owner_id", "Łukasz Nowak", 3),
        ("inserted", "IW-1001", "phase_id", "PH-1003", 1003),
        ("artifacts", "AR-1002", "state", "draft", ArtifactState.DRAFT),
        ("kpis", "KP-1001", "target", "260000.5", Decimal("260000.5")),
        ("kpis", "KP-1001", "cadence", "Every Tuesday", "Every Tuesday"),
        ("experiments", "EX-1001", "share", "40 %", Decimal("0.4")),
        ("risks", "RK-1001", "impact", 5, 5),
        ("options", "OP-1001", "benefit_year", -12, Decimal(-12)),
        ("triggers", "RT-1001", "threshold", 0.30000000000000004, Decimal("0.3")),
    ],
)
def test_that_an_edited_cell_is_one_change(
    kind: str, ref: str, field: str, entered: Any, taken: Any, portfolio: Portfolio, workbook: Path
) -> None:
    change = only(read(typed(workbook, kind, field, ref, entered), portfolio))
    assert (change.action, change.kind, change.id) == (EditAction.CHANGE, kind, int(ref[3:]))
    assert change.values == {field: taken}
    rows = {row.id: row for row in getattr(portfolio.plan(1), kind)}
    assert change.before == {field: getattr(rows[change.id], field)}


@pytest.mark.parametrize(
    ("kind", "field", "entered", "taken"),
    [
        ("projects", "start", date(2026, 3, 18), date(2026, 3, 16)),
        ("projects", "handover_pct", 0.25, Decimal("0.25")),
        ("projects", "budget", None, None),
        ("projects", "name", "Churn, again", "Churn, again"),
        ("value", "precision", 0.6, Decimal("0.6")),
        ("maintenance", "drills", 6, 6),
        ("maintenance", "sourcing", "Contractor", Sourcing.CONTRACTOR),
    ],
)
def test_that_an_edited_line_is_one_change(
    kind: str, field: str, entered: Any, taken: Any, portfolio: Portfolio, workbook: Path
) -> None:
    def change(book: Any) -> None:
        line_of(book, kind, field).value = entered

    found = only(read(edit(workbook, change), portfolio))
    assert (found.kind, found.values, found.id) == (kind, {field: taken}, 1)


def test_that_two_edited_cells_of_a_row_are_one_change(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "costs", "amount", "CO-1001").value = 2000.5
        cell_of(book, "costs", "name", "CO-1001").value = "Labelling, second round"

    found = only(read(edit(workbook, change), portfolio))
    assert found.values == {"name": "Labelling, second round", "amount": Decimal("2000.50")}


def test_that_weeks_are_typed_cleared_and_told_by_cell(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "lines", "w2", "ST-1001").value = 0.15000000000000002
        cell_of(book, "lines", "w3", "ST-1001").value = None

    found = only(read(edit(workbook, change), portfolio))
    before = portfolio.plan(1).lines[0].weekly
    assert found.values == {"weekly": {**{w: f for w, f in before.items() if w != 3}, 2: Decimal("0.15")}}
    assert found.where.startswith("Staffing!")


def test_that_a_week_column_may_be_added(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        sheet, _, row = heading_of(book, "lines", "ref")
        column = sheet.max_column + 1
        sheet.cell(row, column).value = "W20"
        sheet.cell(row + 1, column).value = 0.5

    assert only(read(edit(workbook, change), portfolio)).values["weekly"][20] == Decimal("0.5")


def test_that_weeks_whose_column_was_deleted_stay(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        sheet, column, row = heading_of(book, "lines", "w5")
        book.defined_names["col_lines_w5"].attr_text = "Staffing!#REF!"
        for place in range(row, sheet.max_row + 1):
            sheet.cell(place, column).value = None

    assert read(edit(workbook, change), portfolio).edits == ()


def test_that_a_row_without_ref_is_added(portfolio: Portfolio, workbook: Path) -> None:
    row = {"role": "ML engineer", "sourcing": "Internal", "w4": 0.5, "w5": 0.5}
    found = only(read(edit(workbook, lambda book: fill_row(book, "lines", row)), portfolio))
    assert found.action is EditAction.ADD
    assert found.id < 0
    assert (found.values["role"], found.values["project_id"], found.values["position"]) == ("ml_engineer", 1, 9)
    assert found.values["weekly"] == {4: Decimal("0.5"), 5: Decimal("0.5")}


def test_that_a_new_row_may_be_pointed_at_by_its_own_ref(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        fill_row(book, "lines", {"role": "ML engineer", "sourcing": "Internal", "w4": 0.5}, ref="NEW-1")
        cell_of(book, "lines", "successor_id", "ST-1002").value = "new-1"

    added, changed = read(edit(workbook, change), portfolio).edits
    assert changed.values == {"successor_id": added.id}


def test_that_an_unknown_name_becomes_one_new_person(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "lines", "person_id", "ST-1001").value = "Ana Kovac"
        line_of(book, "projects", "owner_id").value = "ana kovac"

    changes = read(edit(workbook, change), portfolio)
    person = changes.edits[0]
    assert (person.action, person.kind, person.values["name"]) == (EditAction.ADD, "people", "ana kovac")
    assert {edit.values.get("person_id", edit.values.get("owner_id")) for edit in changes.edits[1:]} == {person.id}
    assert "correct the cell if 'Ana Kovač' is meant" in changes.notes[0]


def test_that_a_deleted_row_is_removed_and_nothing_points_at_it(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(edit(workbook, lambda book: delete_row(book, "lines", "ST-1003")), portfolio)
    cleared, removed = changes.edits
    assert (cleared.id, cleared.values) == (1002, {"successor_id": None})
    assert (removed.action, removed.kind, removed.id) == (EditAction.REMOVE, "lines", 1003)
    assert any("ST-1003 was deleted in this workbook" in note for note in changes.notes)


def test_that_sorting_inserting_and_renaming_changes_nothing(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        sheet, first, row = heading_of(book, "costs", "ref")
        rows = [[cell.value for cell in cells] for cells in sheet.iter_rows(row + 1, row + 4)]
        for place, values in enumerate(reversed(rows), start=row + 1):
            for column, value in enumerate(values, start=first):
                sheet.cell(place, column).value = value
        risks, column, row = heading_of(book, "risks", "title")
        risks.cell(row, column).value = "Risiko"
        risks.title = "Risiken"
        for name, defined in book.defined_names.items():
            if name.startswith("col_risks_"):
                defined.attr_text = defined.attr_text.replace("Risks!", "Risiken!")
        book.create_sheet("My notes")["A1"] = "Call Ana"

    assert read(edit(workbook, change), portfolio).edits == ()


def test_that_without_names_the_headings_are_found_by_their_text(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        for name in list(book.defined_names):
            del book.defined_names[name]
        book["Staffing"].insert_rows(1, 3)

    changes = read(edit(workbook, change), portfolio)
    assert changes.edits == ()


def test_that_a_deleted_column_keeps_its_values(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        sheet, column, row = heading_of(book, "kpis", "method")
        book.defined_names["col_kpis_method"].attr_text = "KPIs!#REF!"
        for place in range(row, sheet.max_row + 1):
            sheet.cell(place, column).value = None

    changes = read(edit(workbook, change), portfolio)
    assert changes.edits == ()
    assert any("How it is measured" in note for note in changes.notes)


def test_that_a_typed_over_formula_is_noted_and_not_taken(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(typed(workbook, "lines", "build", "ST-1001", 1), portfolio)
    assert changes.edits == ()
    assert [note for note in changes.notes if "'Build' is calculated" in note]


def test_that_a_typed_over_figure_is_noted_and_not_taken(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        sheet, column, row = named(book, "ask")
        sheet.cell(row, column).value = 1

    changes = read(edit(workbook, change), portfolio)
    assert changes.edits == ()
    assert [note for note in changes.notes if note.startswith("Summary!")]


@pytest.mark.parametrize(
    ("kind", "ref", "field", "value"),
    [("decisions", "GD-1001", "reason", "Never said"), ("phases", "PH-1001", "baseline_start", date(2026, 3, 9))],
)
def test_that_what_is_for_reading_is_noted_and_not_taken(
    kind: str, ref: str, field: str, value: Any, portfolio: Portfolio, workbook: Path
) -> None:
    changes = read(typed(workbook, kind, field, ref, value), portfolio)  # P3.4
    assert changes.edits == ()
    assert len(changes.notes) == 1


def test_that_a_deleted_decision_stays(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(edit(workbook, lambda book: delete_row(book, "conditions", "GC-1001")), portfolio)  # P3.4
    assert changes.edits == ()
    assert "GC-1001 stays" in changes.notes[0]


def test_that_a_renamed_person_is_still_the_same(portfolio: Portfolio, workbook: Path) -> None:
    people = {**portfolio.people, 1: portfolio.people[1].model_copy(update={"name": "Ana Horvat"})}
    changes = read(workbook, dataclasses.replace(portfolio, people=people))
    assert (changes.edits, changes.notes) == ((), ())


def test_that_without_the_hidden_sheet_the_plan_of_today_is_compared(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        del book[SHEET]
        cell_of(book, "risks", "impact", "RK-1001").value = 1

    changes = read(edit(workbook, change), portfolio)
    assert only(changes).values == {"impact": 1}
    assert "hidden sheet" in changes.notes[0]
