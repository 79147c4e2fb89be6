"""Charts of the workbooks are drawn from cells, so they show what the sheets say (P9.2)."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from mlplanner.domain.portfolio import Portfolio
from tests.support.plan_workbooks import export, figures_of, write_portfolio


def _drawn(book: Any, chart: Any) -> list[list[Any]]:
    """The cells of each series."""
    found = []
    for series in chart.series:
        sheet, area = series.val.numRef.f.rsplit("!", 1)
        cells = book[sheet.strip("'")][area.replace("$", "")]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        found.append([cell.value for row in rows for cell in (row if isinstance(row, tuple) else (row,))])
    return found


def test_that_a_plan_s_charts_show_the_ask_by_year_and_month(portfolio: Portfolio, tmp_path: Path) -> None:  # P9.2
    book = load_workbook(export(portfolio, tmp_path), data_only=True)
    costs = figures_of(portfolio).costs
    by_year, by_month = book["Charts"]._charts
    for chart, rows in ((by_year, costs.by_fiscal_year), (by_month, costs.by_month)):
        drawn = _drawn(book, chart)
        assert {len(cells) for cells in drawn} == {len(rows)}
        assert round(sum(map(sum, drawn)), 2) == float(sum(row.total for row in rows))


def test_that_the_portfolio_s_chart_shows_the_sums_of_its_years(portfolio: Portfolio, tmp_path: Path) -> None:  # P9.2
    book = load_workbook(write_portfolio(portfolio, tmp_path / "portfolio.xlsx"), data_only=True)
    (chart,) = book["Charts"]._charts
    ((*sums,),) = _drawn(book, chart)
    assert round(sum(sums), 2) == float(sum(figures_of(portfolio, key).costs.ask for key in portfolio.plans))
