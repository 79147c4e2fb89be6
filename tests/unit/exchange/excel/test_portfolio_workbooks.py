"""The portfolio workbook: projects' choices and staffing lines go out, and come back as edits (P9.2)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mlplanner.domain.changes import EditAction
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.reading import read_plan_workbook, read_portfolio_workbook
from mlplanner.exchange.problems import BadWorkbook
from tests.builders import make_decision, make_line, make_plan, make_portfolio
from tests.support.plan_workbooks import (
    cell_of,
    edit,
    figures_of,
    heading_of,
    named,
    playbook,
    problems_of,
    read,
    rich_plan,
    rich_portfolio,
    spare_row,
    write_portfolio,
)


@pytest.fixture(scope="module")
def two() -> Portfolio:
    """Two projects; the second has its own line and start."""
    second = make_plan(2, lines=[make_line("data_engineer", "0.5", project_id=2)], start=date(2026, 5, 4))
    return rich_portfolio(rich_plan(), second)


@pytest.fixture(scope="module")
def written(two: Portfolio, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("portfolio") / "portfolio.xlsx"
    write_portfolio(two, path)
    return path.read_bytes()


@pytest.fixture
def path(written: bytes, tmp_path: Path) -> Path:
    copy = tmp_path / "portfolio.xlsx"
    copy.write_bytes(written)
    return copy


def test_that_an_unchanged_workbook_changes_nothing(two: Portfolio, path: Path) -> None:
    changes = read(path, two)
    assert (changes.edits, changes.notes, changes.project_id) == ((), (), None)


def test_that_the_same_portfolio_gives_the_same_bytes(two: Portfolio, written: bytes, tmp_path: Path) -> None:
    write_portfolio(two, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == written


def test_that_a_portfolio_without_projects_can_be_written(tmp_path: Path) -> None:
    empty = make_portfolio()
    write_portfolio(empty, tmp_path / "empty.xlsx")
    assert read(tmp_path / "empty.xlsx", empty).edits == ()


def test_that_totals_stand_above_the_projects(two: Portfolio, path: Path) -> None:
    sheet, column, row = named(load_workbook(path, data_only=True), "total_ask")
    asks = sum((figures_of(two, key).costs.ask for key in two.plans), Decimal(0))
    assert sheet.cell(row, column).value == pytest.approx(float(asks))


def shown(book: Any, title: str, ref: str) -> Any:
    """The cell of a column for reading on the sheet Projects."""
    sheet = book["Projects"]
    column = next(cell.column for cell in sheet[6] if cell.value == title)
    row = next(cell.row for cell in sheet["A"] if cell.value == ref)
    return sheet.cell(row, column)


def withdrawn(portfolio: Portfolio) -> Portfolio:
    """The second project was withdrawn at its first gate."""
    second = make_plan(
        2,
        lines=[make_line("data_engineer", "0.5", project_id=2)],
        decisions=[make_decision(2001, "withdraw", id=1, project_id=2)],
    )
    return rich_portfolio(portfolio.plan(1), second)


def test_that_a_withdrawn_project_adds_nothing_to_the_sums(two: Portfolio, tmp_path: Path) -> None:  # P3.4
    portfolio = withdrawn(two)
    write_portfolio(portfolio, tmp_path / "portfolio.xlsx")
    book = load_workbook(tmp_path / "portfolio.xlsx", data_only=True)
    sheet, column, row = named(book, "total_ask")
    assert sheet.cell(row, column).value == pytest.approx(float(figures_of(portfolio, 1).costs.ask))
    assert figures_of(portfolio, 2).costs.ask > 0
    years = book["Spend by year"]
    assert years.cell(5, years.max_column).value == pytest.approx(float(figures_of(portfolio, 1).costs.ask))
    assert shown(book, "Stands at", "ML-002").value == "Withdrawn at Discovery gate"
    assert read(tmp_path / "portfolio.xlsx", portfolio).edits == ()


def test_that_the_tier_in_force_is_shown_and_never_taken_back(two: Portfolio, path: Path) -> None:  # P2.4
    title = figures_of(two, 1).governance.risk.title
    assert shown(load_workbook(path), "Risk tier in force", "ML-001").value == (title or "not known").capitalize()

    def change(book: Any) -> None:
        shown(book, "Risk tier in force", "ML-001").value = "High"

    changes = read(edit(path, change), two)
    assert changes.edits == ()


def test_that_edits_of_projects_and_lines_come_back(two: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "projects", "commitment", "ML-002").value = "Tentative"
        cell_of(book, "projects", "start", "ML-002").value = date(2026, 5, 13)
        cell_of(book, "lines", "w3", "ST-2001").value = 0.75

    line, project = sorted(read(edit(path, change), two).edits, key=lambda found: found.kind)
    assert (project.id, project.values) == (2, {"commitment": "tentative", "start": date(2026, 5, 11)})
    assert (line.id, line.values["weekly"][3]) == (2001, Decimal("0.75"))


def new_line(project: str | None) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        row = spare_row(book, "lines")
        for field, value in {"project_id": project, "role": "ML engineer", "w1": 0.5}.items():
            sheet, column, _ = heading_of(book, "lines", field)
            sheet.cell(row, column).value = value

    return change


def test_that_a_new_line_belongs_to_the_project_in_its_row(two: Portfolio, path: Path) -> None:
    (added,) = read(edit(path, new_line("ML-002")), two).edits
    assert (added.action, added.values["project_id"], added.values["role"]) == (EditAction.ADD, 2, "ml_engineer")


def test_that_a_new_line_without_project_is_refused(two: Portfolio, path: Path) -> None:
    ((where, what),) = problems_of(edit(path, new_line(None)), two)
    assert where.startswith("Staffing!B")
    assert "must not be empty" in what


def test_that_a_line_does_not_change_its_project(two: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "lines", "project_id", "ST-1001").value = "ML-002 Project 2"

    changes = read(edit(path, change), two)
    assert changes.edits == ()
    assert "is for reading" in changes.notes[0]


def test_that_a_line_is_not_succeeded_by_one_of_another_project(two: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "lines", "successor_id", "ST-1002").value = "ST-2001"

    ((where, what),) = problems_of(edit(path, change), two)
    assert where.startswith("Staffing!")
    assert what == "Successor: ST-2001 belongs to another project; choose a staffing line of the same one."


def test_that_projects_are_not_added_or_removed(two: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        cell = cell_of(book, "projects", "ref", "ML-002")
        cell.value = None

    found = problems_of(edit(path, change), two)
    assert [what.split(";")[0] for _, what in found] == [
        "a project can't be added in a workbook",
        "the row of ML-002 Project 2 is gone",
    ]


def test_that_a_deadline_before_the_start_of_its_own_project_is_refused(two: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        for ref in ("ML-001", "ML-002"):
            cell_of(book, "projects", "deadline", ref).value = date(2026, 4, 1)

    ((where, what),) = problems_of(edit(path, change), two)
    assert "2026-04-01 lies before the project's start (2026-05-04)" in what
    assert where.startswith("Projects!")


def test_that_each_reader_names_the_workbook_it_got(two: Portfolio, path: Path, workbook: Path) -> None:
    with pytest.raises(BadWorkbook, match="is a portfolio workbook, not the plan of one project"):
        read_plan_workbook(path, two, playbook())
    with pytest.raises(BadWorkbook, match="is not a portfolio workbook that mlplanner wrote"):
        read_portfolio_workbook(workbook, two, playbook())
