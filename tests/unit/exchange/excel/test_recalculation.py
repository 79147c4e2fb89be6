"""What a spreadsheet program computes from the formulas is what the engine computes, to the cent (`arithmetic.md`)."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mlplanner.domain.changes import ChangeSet, EditAction
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel.plan_workbook import write_plan_workbook
from mlplanner.exchange.excel.portfolio_workbook import write_portfolio_workbook
from tests.builders import TODAY
from tests.support.libreoffice import recalculate
from tests.support.plan_workbooks import cell_of, edit, export, figures_of, line_of, named, playbook, read
from tests.support.random_plans import random_portfolio
from tests.support.sample_files import sample_in_memory

pytestmark = pytest.mark.libreoffice

COSTS = ("labour", "one_off", "non_labour", "training", "build", "handover_budget", "handover_planned", "handover_cover",
         "contingency", "maintenance_year", "ask", "fte_weeks")  # fmt: skip
RETURNS = ("investment", "tco", "npv", "roi")
VALUE = ("acted", "value_per_prediction", "benefit_year", "break_even_precision", "highest_false_positive_cost")
SEEDS = (1, 2, 3, 4, 5, 6)
DATES = ("delivery_weeks", "total_weeks", "delivery", "handed_over")


def change_much(book: Any) -> None:
    """A colleague rethinks the plan: start, phases, people, costs, value, maintenance."""
    line_of(book, "projects", "start").value = date(2026, 4, 8)
    line_of(book, "projects", "handover_pct").value = 0.175
    line_of(book, "projects", "contingency_pct").value = 0.0725
    line_of(book, "projects", "evidence_days").value = 75
    line_of(book, "value", "precision").value = 0.4321
    line_of(book, "maintenance", "sourcing").value = "Contractor"
    line_of(book, "maintenance", "retrains").value = 0
    cell_of(book, "phases", "weeks", "PH-1001").value = 4
    cell_of(book, "inserted", "weeks", "IW-1001").value = 1
    cell_of(book, "lines", "sourcing", "ST-1001").value = "Hire"
    cell_of(book, "lines", "role", "ST-1003").value = "Data engineer"
    cell_of(book, "lines", "successor_id", "ST-1007").value = "ST-1001"
    cell_of(book, "lines", "fixed_fee", "ST-1005").value = 9999.99
    for week, fte in {1: 0.05, 2: None, 7: 0.85, 17: 0.25}.items():
        cell_of(book, "lines", f"w{week}", "ST-1002").value = fte
    cell_of(book, "costs", "timing", "CO-1001").value = "Monthly"
    cell_of(book, "costs", "to_week", "CO-1001").value = 12
    cell_of(book, "costs", "amount", "CO-1003").value = 4321.05
    cell_of(book, "experiments", "p2", "EX-1001").value = 0.235


@pytest.fixture(scope="module")
def sample() -> tuple[Portfolio, Mapping[int, Figures]]:
    workspace = sample_in_memory(TODAY)
    portfolio = workspace.portfolio
    figures = {key: figures_of(portfolio, key) for key in portfolio.plans}
    workspace.close()
    return portfolio, figures


@pytest.fixture(scope="module")
def files(
    portfolio: Portfolio, sample: tuple[Portfolio, Mapping[int, Figures]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, Path]]:
    """Every workbook as written and as LibreOffice saved it, by name; one start of LibreOffice for all."""
    folder = tmp_path_factory.mktemp("recalculated")
    export(portfolio, folder).rename(folder / "rich.xlsx")
    edit(export(portfolio, folder), change_much).rename(folder / "edited.xlsx")
    for seed in SEEDS:
        export(random_portfolio(seed), folder).rename(folder / f"random{seed}.xlsx")
    for key, plan in sample[0].plans.items():
        write_plan_workbook(sample[0], plan, sample[1][key], playbook(), folder / f"sample{key}.xlsx")
    write_portfolio_workbook(*sample, playbook(), folder / "portfolio.xlsx")
    written = sorted(folder.glob("*.xlsx"))
    return {file.stem: (file, saved) for file, saved in zip(written, recalculate(written, folder), strict=True)}


NAMES = ("rich", *(f"sample{key}" for key in range(1, 9)), "portfolio")


@pytest.mark.parametrize("name", [*NAMES, *(f"random{seed}" for seed in SEEDS)])
def test_that_every_formula_gives_the_result_in_the_file(name: str, files: dict[str, tuple[Path, Path]]) -> None:
    written, saved = files[name]
    formulas, ours, theirs = (
        load_workbook(written),
        load_workbook(written, data_only=True),
        load_workbook(saved, data_only=True),
    )
    cells = [cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    different = {
        f"{cell.parent.title}!{cell.coordinate}": (mine, other)
        for cell in cells
        if not is_same(
            mine := ours[cell.parent.title][cell.coordinate].value,
            other := theirs[cell.parent.title][cell.coordinate].value,
        )
    }
    assert different == {}
    assert len(cells) > 100


def is_same(one: Any, other: Any) -> bool:
    """Equal; calculated amounts that are not rounded may differ beyond what anybody sees."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(1, abs(one))
    return (one or "") == (other or "")


@pytest.mark.parametrize("name", NAMES)
def test_that_saving_in_libreoffice_changes_nothing(
    name: str,
    files: dict[str, tuple[Path, Path]],
    portfolio: Portfolio,
    sample: tuple[Portfolio, Mapping[int, Figures]],
) -> None:
    changes = read(files[name][1], portfolio if name == "rich" else sample[0])
    assert (changes.edits, changes.notes) == ((), ())


def applied(portfolio: Portfolio, changes: ChangeSet) -> Portfolio:
    """The portfolio with the changed rows of project 1."""
    plan = portfolio.plan(1)
    for change in changes.edits:
        assert change.action is EditAction.CHANGE
        name = "project" if change.kind == "projects" else change.kind
        held = getattr(plan, name)
        rows = held if isinstance(held, tuple) else (held,)
        new = tuple(row.model_copy(update=dict(change.values)) if row.id == change.id else row for row in rows)
        changed: dict[str, Any] = {name: new if isinstance(held, tuple) else new[0]}
        plan = dataclasses.replace(plan, **changed)
    return dataclasses.replace(portfolio, plans={1: plan})


def test_that_an_edited_plan_costs_in_the_spreadsheet_what_it_costs_here(
    files: dict[str, tuple[Path, Path]], portfolio: Portfolio
) -> None:
    saved = files["edited"][1]
    changes = read(saved, portfolio)
    assert changes.notes == ()
    figures = figures_of(applied(portfolio, changes))
    before = figures_of(portfolio)
    book = load_workbook(saved, data_only=True)
    holders = ((figures.costs, COSTS), (figures.returns, RETURNS), (figures.value, VALUE), (figures.timeline, DATES))
    expected = {name: getattr(holder, name) for holder, names in holders for name in names}
    shown = {name: value_of(book, name) for name in expected}
    assert shown == {name: pytest.approx(float(v)) if isinstance(v, Decimal) else v for name, v in expected.items()}
    assert {name for name in COSTS if round(shown[name], 2) != round(float(expected[name]), 2)} == set()
    assert value_of(book, "payback") == (float(figures.returns.payback_months or 0) or "not within 3 years")
    assert figures.costs.ask != before.costs.ask
    size = figures.experiments[0]
    sheet, column, row = named(book, "col_experiments_n_per_arm")
    assert [sheet.cell(row + 1, column + k).value for k in range(2)] == [size.n_per_arm, size.weeks]


def value_of(book: Any, name: str) -> Any:
    sheet, column, row = named(book, name)
    value = sheet.cell(row, column).value
    return value.date() if isinstance(value, datetime) else value


def test_that_the_layout_says_when_edits_made_it_old(files: dict[str, tuple[Path, Path]]) -> None:
    texts = [load_workbook(files[name][1], data_only=True)["Cash flow"]["A3"].value for name in ("rich", "edited")]
    assert texts[0] == "Adds up to the ask."
    assert texts[1].startswith("Edited since")


def test_that_the_portfolio_adds_up_its_projects(
    files: dict[str, tuple[Path, Path]], sample: tuple[Portfolio, Mapping[int, Figures]]
) -> None:
    book = load_workbook(files["portfolio"][1], data_only=True)
    total = sum((figures.costs.ask for figures in sample[1].values()), Decimal(0))
    assert value_of(book, "total_ask") == pytest.approx(float(total), abs=0.001)
