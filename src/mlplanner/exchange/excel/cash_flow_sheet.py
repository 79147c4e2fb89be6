"""The ask by fiscal year, month and week: as it was laid out at export, to the cent.

The layout gives leftover cents to the weeks with the largest remainders, which no readable formula does. So the parts are
values; their sums are formulas, and a line on top says when edits have made them old.
"""

from collections.abc import Sequence
from dataclasses import replace

from mlplanner.engine.results import CostRow
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Formula
from mlplanner.exchange.excel.chart_sheets import Area
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.plan_sources import PlanSource

SHEET = "Cash flow"
TOP, BETWEEN = 5, 3
"""The row of the first layout's title, and rows from one's last line to the next."""
FIRST_PART = 3
NOTE = "The ask by period, as laid out when this workbook was written. It follows edits once they are taken back into mlplanner."
PARTS = ("labour", "one_off", "non_labour", "training", "handover", "contingency", "maintenance")
TITLES = ("Labour", "One-off", "Other costs", "Training", "Handover", "Contingency", "Maintenance")
CURRENT, OLD = "Adds up to the ask.", "Edited since: take the workbook back into mlplanner to lay it out anew."


def draw_cash_flow(source: PlanSource) -> None:
    """Write the three layouts below each other."""
    sheet, costs = source.book.sheet(SHEET), source.figures.costs
    sheet.head("Cash flow", NOTE)
    row = TOP
    for title, rows in (
        ("By fiscal year", costs.by_fiscal_year),
        ("By month", costs.by_month),
        ("By week", costs.by_week),
    ):
        row = _draw_layout(sheet, row, title, rows)
    years = f"SUM({sheet.block(7, 10, 6 + max(1, len(costs.by_fiscal_year)), 10)})"
    sheet.put(3, 1, Formula(f'IF(ROUND({years}-ask,2)=0,"{CURRENT}","{OLD}")', CURRENT), styles.NOTE)
    sheet.widths({1: 12, 2: 12, **dict.fromkeys(range(3, 11), 15)})
    sheet.page.freeze_panes = "C4"


def chart_areas(sheet: Sheet, years: int, months: int) -> tuple[Area, Area]:
    """Where the layouts by fiscal year and by month stand, for charts of their parts."""
    by_year = Area(sheet, TOP + 1, TOP + 1 + years, 1, FIRST_PART, FIRST_PART + len(PARTS) - 1)
    begin = TOP + years + BETWEEN
    return by_year, replace(by_year, heading=begin + 1, last=begin + 1 + months)


def _draw_layout(sheet: Sheet, top: int, title: str, rows: Sequence[CostRow]) -> int:
    """One layout under its title; returns the row where the next may begin."""
    sheet.put(top, 1, title, styles.SECTION)
    for column, heading in enumerate(("Period", "Starts", *TITLES, "Total"), start=1):
        sheet.put(top + 1, column, heading, styles.heading_style(False, Shape.MONEY if column > 1 else Shape.TEXT))
    money = styles.style_name(styles.CALCULATED, Shape.MONEY)
    for row, line in enumerate(rows, start=top + 2):
        sheet.put(row, 1, line.label, styles.style_name(styles.CALCULATED, Shape.TEXT))
        sheet.put(row, 2, line.start, styles.style_name(styles.CALCULATED, Shape.DATE))
        for column, part in enumerate(PARTS, start=FIRST_PART):
            sheet.put(row, column, getattr(line, part), money)
        total = Formula(f"SUM(C{row}:I{row})", line.total)
        sheet.put(row, 10, total, styles.style_name(styles.TOTAL, Shape.MONEY))
    return top + len(rows) + BETWEEN
