"""A workbook that is wrong is refused as a whole, with every problem by sheet and cell (issue: Bad input)."""

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.states import SHEET, VERSION
from mlplanner.exchange.problems import MOST, BadWorkbook
from tests.support.plan_workbooks import cell_of, edit, heading_of, line_of, problems_of, read, spare_row

Change = Callable[[Any], None]


def put(kind: str, field: str, ref: str, value: Any) -> Change:
    def change(book: Any) -> None:
        cell_of(book, kind, field, ref).value = value

    return change


def put_line(kind: str, field: str, value: Any) -> Change:
    def change(book: Any) -> None:
        line_of(book, kind, field).value = value

    return change


def put_error(book: Any) -> None:
    cell = cell_of(book, "lines", "w1", "ST-1001")
    cell.value, cell.data_type = "#REF!", "e"


def put_formula(book: Any) -> None:
    cell_of(book, "lines", "w1", "ST-1001").value = "=0.25*2"


def add_line(**values: Any) -> Change:
    def change(book: Any) -> None:
        row = spare_row(book, "lines")
        for field, value in values.items():
            sheet, column, _ = heading_of(book, "lines", field)
            sheet.cell(row, column).value = value

    return change


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (put("lines", "role", "ST-1001", "Wizard"), "Staffing!B7", "'Wizard' is not in the list; choose one of "),
        (put("lines", "sourcing", "ST-1001", "Borrowed"), "Staffing!E7", "'Borrowed' is not in the list"),
        (put("lines", "successor_id", "ST-1002", "ST-1999"), "Staffing!", "'ST-1999' is not in the list"),
        (put("lines", "w1", "ST-1001", "half"), "Staffing!K7", "must be a number such as 0.5; got 'half'"),
        (put("lines", "w1", "ST-1001", "1.234,5"), "Staffing!K7", "must be a number"),
        (put("lines", "w1", "ST-1001", 0), "Staffing!K7", "FTE must be above 0; clear the week"),
        (put("lines", "w1", "ST-1001", -1), "Staffing!K7", "FTE must be above 0 and at most 50; got -1."),
        (put("lines", "w1", "ST-1001", 1e9), "Staffing!K7", "FTE must be above 0 and at most 50"),
        (put("lines", "w1", "ST-1001", 0.33), "Staffing!K7", "FTE goes in steps of 0.05; got 0.33."),
        (put("lines", "w1", "ST-1001", True), "Staffing!K7", "got TRUE."),
        (put_error, "Staffing!K7", "the cell shows #REF!; type a value over it."),
        (put_formula, "Staffing!K7", "a formula without a result"),
        (put("lines", "ref", "ST-1001", "ST-9999"), "Staffing!A7", "there is no ST-9999 in this plan"),
        (put("lines", "ref", "ST-1001", "first"), "Staffing!A7", "'first' is no Ref of this table (such as ST-014)"),
        (put("lines", "fixed_fee", "ST-1007", "a lot"), "Staffing!", "must be an amount such as 1250.50; got 'a lot'"),
        (add_line(w1=0.5), "Staffing!B15", "Role: must not be empty"),
        (put("costs", "amount", "CO-1001", -5), "Costs!D8", "Amount: must be at least 0"),
        (put("costs", "name", "CO-1001", None), "Costs!B8", "Cost: must not be empty"),
        (put("costs", "name", "CO-1001", "x" * 10_000), "Costs!B8", "Cost: is longer than 120 characters"),
        (put("costs", "to_week", "CO-1002", 0), "Costs!H9", "To week: must be at least 1"),
        (put("costs", "from_week", "CO-1002", 15), "Costs!A9", "the last week (14) lies before the first (15)"),
        (put("phases", "weeks", "PH-1001", 2.5), "Timeline!C9", "must be a whole number; got 2.5"),
        (put("phases", "weeks", "PH-1001", None), "Timeline!C9", "Weeks: must not be empty; type a value."),
        (put("phases", "actual_start", "PH-1001", "soon"), "Timeline!K9", "must be a date such as 2026-03-02; got 'soon'"),
        (put("phases", "actual_start", "PH-1001", "2026-02-30"), "Timeline!K9", "must be a day that exists"),
        (put("artifacts", "due", "AR-1001", date(2026, 2, 27)), "Artifacts!G5", "lies before the project's start"),
        (put("artifacts", "state", "AR-1001", "finished"), "Artifacts!F5", "'finished' is not in the list"),
        (put("risks", "impact", "RK-1001", 6), "Risks!D5", "Impact: must be at most 5; got "),
        (put("kpis", "owner_id", "KP-1001", "x" * 130), "KPIs!N5", "Name: is longer than 120 characters"),
        (put_line("projects", "name", None), "Brief!B5", "Name: must not be empty"),
        (put_line("projects", "start", None), "Brief!B16", "Start: must not be empty"),
        (put_line("projects", "start", "yesterday"), "Brief!B16", "must be a date such as 2026-03-02"),
        (put_line("projects", "deadline", date(2026, 1, 5)), "Brief!B17", "lies before the project's start"),
        (put_line("projects", "handover_pct", 20), "Brief!B20", "Handover budget: must be at most 1"),
        (put_line("value", "precision", "high"), "Value!B7", "must be a share such as 20 %"),
    ],
)  # fmt: skip
def test_that_a_wrong_cell_is_told_by_its_place(
    change: Change, where: str, what: str, portfolio: Portfolio, workbook: Path
) -> None:
    found = problems_of(edit(workbook, change), portfolio)
    assert len(found) == 1, found
    assert found[0][0].startswith(where), found
    assert what in found[0][1]
    assert found[0][1].endswith("."), found


def drop_row(kind: str, ref: str) -> Change:
    def change(book: Any) -> None:
        cell = cell_of(book, kind, "ref", ref)
        for column in range(1, 15):
            cell.parent.cell(cell.row, column).value = None

    return change


def add_phase(book: Any) -> None:
    sheet, column, row = heading_of(book, "phases", "name")
    sheet.cell(row + 5, column).value = "Celebrate"


def rename_heading(book: Any) -> None:
    sheet, column, row = heading_of(book, "lines", "role")
    sheet.cell(row, column).value = "Rolle"
    del book.defined_names["col_lines_role"]


def rename_label(book: Any) -> None:
    cell = line_of(book, "projects", "start")
    cell.parent.cell(cell.row, 1).value = "Beginn"
    del book.defined_names["in_projects_start"]


def drop_sheet(title: str) -> Change:
    def change(book: Any) -> None:
        del book[title]

    return change


def drop_headings(book: Any) -> None:
    for name in [name for name in book.defined_names if name.startswith("col_risks_")]:
        del book.defined_names[name]
    book["Risks"].delete_rows(4)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (
            drop_row("phases", "PH-1002"),
            "Timeline",
            "the row of PH-1002 Prototype is gone; a phase is removed in mlplanner",
        ),
        (add_phase, "Timeline!A13", "a phase can't be added in a workbook"),
        (rename_heading, "Staffing!A6", "the heading 'Role' is not found; it was renamed or deleted, put it back."),
        (rename_label, "Brief", "the line 'Start' is not found"),
        (drop_sheet("Staffing"), "Staffing", "the sheet 'Staffing' is missing"),
        (drop_sheet("Brief"), "Brief", "the sheet 'Brief' is missing"),
        (drop_headings, "Risks", "no row with the headings of 'Risks' is found"),
    ],
)
def test_that_a_broken_structure_is_told(
    change: Change, where: str, what: str, portfolio: Portfolio, workbook: Path
) -> None:
    found = problems_of(edit(workbook, change), portfolio)
    assert len(found) == 1, found
    assert found[0][0] == where
    assert what in found[0][1]


def test_that_all_problems_are_told_at_once_in_one_sentence(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        put("lines", "role", "ST-1001", "Wizard")(book)
        put("risks", "impact", "RK-1001", 6)(book)
        put("risks", "likelihood", "RK-1001", 7)(book)

    with pytest.raises(BadWorkbook) as caught:
        read(edit(workbook, change), portfolio)
    assert caught.value.count == 3
    assert {problem.where for problem in caught.value.problems} == {"Staffing!B7", "Risks!C5", "Risks!D5"}
    assert str(caught.value).startswith("plan.xlsx, Risks!") or str(caught.value).startswith("plan.xlsx, Staffing!")
    assert str(caught.value).endswith("(2 more problems in this file).")
    assert "\n" not in str(caught.value)


def test_that_only_the_first_problems_are_listed(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        for week in range(1, 15):
            put("lines", f"w{week}", "ST-1001", "x")(book)
            put("lines", f"w{week}", "ST-1005", "x")(book)

    with pytest.raises(BadWorkbook) as caught:
        read(edit(workbook, change), portfolio)
    assert (len(caught.value.problems), caught.value.count) == (MOST, 28)


def test_that_a_workbook_of_another_portfolio_says_what_to_do(portfolio: Portfolio, workbook: Path) -> None:
    other = dataclasses.replace(portfolio, settings=portfolio.settings.model_copy(update={"portfolio_uid": "else"}))
    ((_, what),) = problems_of(workbook, other)
    assert "exported from another portfolio ('Models'); open that one and import it there" in what


def test_that_a_plan_whose_project_is_gone_is_refused(portfolio: Portfolio, workbook: Path) -> None:
    ((_, what),) = problems_of(workbook, dataclasses.replace(portfolio, plans={}))
    assert what == "holds the plan of ML-001, which is no longer in this portfolio."


def test_that_a_newer_workbook_is_refused(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        book[SHEET]["B2"] = str(VERSION + 1)

    ((_, what),) = problems_of(edit(workbook, change), portfolio)
    assert what == "was written by a newer mlplanner; update this one and try again."


def test_that_somebody_elses_workbook_is_refused(portfolio: Portfolio, tmp_path: Path) -> None:
    from openpyxl import Workbook

    path = tmp_path / "budget.xlsx"
    Workbook().save(path)
    ((_, what),) = problems_of(path, portfolio)
    assert what == "is not a workbook that mlplanner wrote; export the plan and edit that file."


def test_that_a_damaged_hidden_sheet_counts_as_gone(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        book[SHEET]["B8"] = book[SHEET]["B8"].value[:-7] + "edited!"

    assert read(edit(workbook, change), portfolio).edits == ()
