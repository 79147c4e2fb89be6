"""A block of named figures: label, live value, and what it means, one to a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlplanner.engine.results import Figures
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book, Sheet
from mlplanner.exchange.excel.cells import Formula, Result
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.vocabularies import spelled


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of `arithmetic.md`. `formula` empty: the figure is named on another sheet and only shown here."""

    name: str
    label: str
    result: Result
    shape: str
    formula: str = ""
    meaning: str = ""
    is_total: bool = False


FIGURES = (
    "labour", "one_off", "non_labour", "training", "build", "handover_labour", "handover_items", "handover_budget",
    "handover_planned", "handover_cover", "contingency", "maintenance_year", "ask", "investment", "tco", "npv", "payback",
    "roi", "acted", "value_per_prediction", "benefit_year", "break_even_precision", "highest_false_positive_cost",
    "fte_weeks", "plan_start", "delivery_weeks", "total_weeks", "delivery", "handed_over", "risk_tier",
)  # fmt: skip
"""The named figures of a plan workbook: calculated, so never taken back."""


def risk_tier_text(figures: Figures) -> str:
    """The tier in force in one word: the questionnaire's, or the one set by hand (P2.4)."""
    return spelled(figures.governance.risk.title) if figures.governance.risk.tier else "Not known"


def draw_figures(book: Book, sheet: Sheet, top: int, title: str, lines: Sequence[FigureLine]) -> int:
    """Write the block under its title; returns the row below it."""
    sheet.put(top, 1, title, styles.SECTION)
    for row, line in enumerate(lines, start=top + 1):
        role = styles.TOTAL if line.is_total else styles.CALCULATED
        result = "" if line.result is None else line.result
        sheet.put(row, 1, line.label, styles.LABEL)
        address = sheet.put(row, 2, Formula(line.formula or line.name, result), styles.style_name(role, line.shape))
        sheet.put(row, 3, line.meaning, styles.HINT)
        if line.formula:
            book.name(line.name, address)
    return top + len(lines) + 2


MONEY, SHARE, WHOLE, NUMBER, FTE, DATE = (
    Shape.MONEY,
    Shape.PERCENT,
    Shape.WHOLE,
    Shape.NUMBER,
    Shape.FTE,
    Shape.DATE,
)
