"""The sign-off workbook of the data: what spreadsheet programs compute is what the engine says (P5.6)."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.data_results import DataFigures
from mlplanner.engine.figures import compute_figures
from mlplanner.exchange.excel.features_workbook import lines_of, write_features_workbook
from mlplanner.playbook.loading import load_playbook
from tests.builders import TODAY, make_plan, make_portfolio
from tests.support.libreoffice import recalculate
from tests.support.sound_data import make_feature, sound_data


def write(plan: ProjectPlan, path: Path) -> DataFigures:
    portfolio, playbook = make_portfolio(plan), load_playbook()
    figures = compute_figures(portfolio, plan, playbook, TODAY)
    write_features_workbook(portfolio, plan, figures, playbook, path)
    return figures.data


def hostile_plan() -> ProjectPlan:
    """Unknown costs, no budget, text that looks like a formula, a disabled feature, kinds of tests missing."""
    features = [
        make_feature("=1+1", cpu_cost=None, serving=None, latency_ms=Decimal("12.5")),
        make_feature("Gone", state="disabled", replaced_by_id=1003, cpu_cost=Decimal(9)),
        make_feature("Here", gpu_cost=Decimal("0.333"), note="Long\nand in lines " * 20),
    ]
    return make_plan(features=features, value={"decisions_per_year": 1_234_567})


@pytest.mark.libreoffice
def test_that_every_formula_recalculates_to_what_the_engine_says(tmp_path: Path) -> None:  # P5.6
    plans = {"empty": make_plan(), "sound": make_plan(**sound_data()), "hostile": hostile_plan()}
    known = {name: write(plan, tmp_path / f"{name}.xlsx") for name, plan in plans.items()}
    saved = recalculate([tmp_path / f"{name}.xlsx" for name in plans], tmp_path)
    for data, file in zip(known.values(), saved, strict=True):
        written, computed = load_workbook(tmp_path / file.name, data_only=True), load_workbook(file, data_only=True)
        for sheet in written:
            for row in sheet.iter_rows():
                for cell in row:
                    other = computed[sheet.title][cell.coordinate].value
                    if isinstance(cell.value, int | float):
                        assert other == pytest.approx(cell.value), f"{file.name} {sheet.title}!{cell.coordinate}"
                    else:
                        assert (other or "") == (cell.value or ""), f"{file.name} {sheet.title}!{cell.coordinate}"
        values = [cell.value for row in computed["Cost and latency"].iter_rows(min_col=5, max_col=5) for cell in row]
        assert float(data.sheet.cost_year) in values


def test_that_a_text_like_a_formula_stays_a_text(tmp_path: Path) -> None:  # P5.6
    write(hostile_plan(), tmp_path / "f.xlsx")
    cell = load_workbook(tmp_path / "f.xlsx")["Catalogue"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_that_a_long_text_gets_the_lines_it_needs() -> None:
    assert [lines_of(text, 14) for text in ("", "ten signs.", "eleven sign", "two\nlines")] == [1, 1, 2, 2]
