"""A workbook that nobody edited changes nothing, whatever the plan holds (P9.2)."""

import dataclasses
import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from openpyxl import load_workbook

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput, Cancelled
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.figure_blocks import FIGURES
from mlplanner.exchange.excel.plan_workbook import write_plan_workbook
from mlplanner.exchange.excel.styles import NOTE
from tests.builders import TODAY, make_experiment, make_line, make_plan, make_portfolio
from tests.strategies import portfolios
from tests.support.plan_workbooks import (
    cell_of,
    edit,
    export,
    figures_of,
    line_of,
    named,
    playbook,
    read,
    rich_plan,
    rich_portfolio,
)


def test_that_an_unchanged_workbook_changes_nothing(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(workbook, portfolio)
    assert (changes.edits, changes.notes, changes.project_id) == ((), (), 1)


def test_that_saving_it_with_another_program_changes_nothing(portfolio: Portfolio, workbook: Path) -> None:
    edit(workbook, lambda _: None)
    assert read(workbook, portfolio).edits == ()


def test_that_an_empty_plan_makes_a_workbook_that_changes_nothing(tmp_path: Path) -> None:
    portfolio = make_portfolio(make_plan(phases=()), rates=(), people=())
    assert read(export(portfolio, tmp_path), portfolio).edits == ()


# Shrinking a whole portfolio takes minutes and says little more than the first failure.
@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(portfolio=portfolios())
def test_that_any_plan_comes_back_unchanged(portfolio: Portfolio) -> None:
    with TemporaryDirectory() as folder:
        changes = read(export(portfolio, Path(folder)), portfolio)
    assert (changes.edits, changes.notes) == ((), ())


def test_that_the_same_plan_gives_the_same_bytes(portfolio: Portfolio, exported: Path, tmp_path: Path) -> None:
    assert export(portfolio, tmp_path).read_bytes() == exported.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 170",
        "-1 day",
        "@home",
        "_x0041_ and _x000D_",
        "feature_x1_lag",
        "a\nb\n\nc",
        "山田 ≥ 3 🙂",
        "<&>\"'",
        "'quoted",
    ],
)
def test_that_text_stays_the_text_it_is(text: str, tmp_path: Path) -> None:
    portfolio = rich_portfolio(rich_plan(objective=text))
    path = export(portfolio, tmp_path)
    cell = line_of(load_workbook(path), "projects", "objective")
    assert cell.data_type != "f"
    assert read(path, portfolio).edits == ()


def test_that_digits_which_no_spreadsheet_keeps_are_not_lost(tmp_path: Path) -> None:
    exact = Decimal(295) / 7
    portfolio = rich_portfolio(rich_plan(experiments=[make_experiment(sigma=exact)]))
    assert read(export(portfolio, tmp_path), portfolio).edits == ()


def test_that_text_like_a_formula_is_marked_as_text(tmp_path: Path) -> None:
    path = export(rich_portfolio(rich_plan(objective="=HYPERLINK(1)")), tmp_path)
    cell = line_of(load_workbook(path), "projects", "objective")
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(1)", True)


def test_that_text_longer_than_a_cell_is_refused_and_not_cut() -> None:
    sheet = Book("A plan", TODAY).sheet("Brief")
    with pytest.raises(BadInput, match=r"Brief!B4: a cell holds at most 32,767 characters"):
        sheet.put(4, 2, "x" * 32_768, NOTE)


def test_that_every_formula_has_its_result_in_the_file(exported: Path) -> None:
    with ZipFile(exported) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    with_formula = sum(sheet.count(b"<f>") for sheet in sheets)
    with_result = sum(len(re.findall(rb"</f><v>", sheet)) for sheet in sheets)
    assert with_formula == with_result > 500


def test_that_each_figure_is_found_by_its_name(exported: Path) -> None:
    assert set(FIGURES) <= set(load_workbook(exported).defined_names)


@pytest.mark.parametrize(
    "name", ["labour", "one_off", "non_labour", "training", "build", "handover_budget", "handover_planned",
             "handover_cover", "contingency", "maintenance_year", "ask", "fte_weeks"],
)  # fmt: skip
def test_that_costs_are_found_by_their_names(name: str, portfolio: Portfolio, exported: Path) -> None:
    sheet, column, row = named(load_workbook(exported, data_only=True), name)
    assert sheet.cell(row, column).value == pytest.approx(float(getattr(figures_of(portfolio).costs, name)), abs=1e-9)


def test_that_a_cancelled_export_leaves_no_file(portfolio: Portfolio, tmp_path: Path) -> None:
    def cancel(share: float) -> None:
        if share > 0.5:
            raise Cancelled("stopped")

    path = tmp_path / "plan.xlsx"
    with pytest.raises(Cancelled):
        write_plan_workbook(portfolio, portfolio.plan(1), figures_of(portfolio), playbook(), path, progress=cancel)
    assert not path.exists()


def test_that_two_people_of_one_name_are_told_apart(tmp_path: Path) -> None:
    lines = [make_line(person_id=1), make_line("data_engineer", person_id=3, sourcing=Sourcing.INTERNAL.value)]
    portfolio = rich_portfolio(make_plan(lines=lines))
    twin = portfolio.people[3].model_copy(update={"name": "Ana Kovač"})
    portfolio = dataclasses.replace(portfolio, people={**portfolio.people, 3: twin})
    path = export(portfolio, tmp_path)
    assert cell_of(load_workbook(path), "lines", "person_id", "ST-1002").value == "Ana Kovač (PE-003)"
    assert read(path, portfolio).edits == ()
