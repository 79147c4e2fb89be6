"""What the simulation found, below its inputs on the sheet Uncertainty: values for reading, with seed and draws."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.simulation.simulations import Simulation, Spread
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Content
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.pages import TOP
from mlplanner.exchange.excel.plan_pages import UNCERTAINTY
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.reports import uncertainty_words as words

_HEADINGS = ("Plan", "P50", "P80", "P95")
_FIRST = 4
"""The column of the plan's own figure."""


def draw_simulation(source: PlanSource) -> None:
    """Write percentiles, chances, drivers and risks below the record."""
    simulation = simulate_project(source.portfolio, source.plan, source.playbook, source.figures)
    sheet = source.book.sheet(UNCERTAINTY.sheet)
    currency = source.portfolio.settings.currency
    row = TOP + sum(len(record.columns) for record in UNCERTAINTY.records) + 3
    sheet.put(row, 2, "What the simulation found, for reading", styles.SECTION)
    day = source.portfolio.settings.status_date
    when = f", as of {day:%Y-%m-%d}" if day else ""
    told = f"{words.basis(simulation)}, revision {source.portfolio.revision} of the portfolio{when}: values that do not follow edits here."
    sheet.put(row + 1, 2, told, styles.HINT)
    row = _draw_spreads(sheet, row + 3, simulation)
    sentences = [words.date_chance(simulation), words.budget_chance(simulation, currency)]
    sentences += words.driver_sentences(simulation, currency)
    for number, sentence in enumerate(sentences, start=row + 1):
        sheet.put(number, 2, sentence, styles.HINT)
    sheet.widths(dict.fromkeys(range(_FIRST, _FIRST + len(_HEADINGS)), 15))


def _draw_spreads(sheet: Sheet, top: int, simulation: Simulation) -> int:
    """The table of percentiles; returns the row below it."""
    sheet.put(top, 2, "Figure", styles.CALCULATED_HEADING)
    sheet.put(top, 3, "How the percentile is meant", styles.CALCULATED_HEADING)
    for place, title in enumerate(_HEADINGS):
        sheet.put(top, _FIRST + place, title, styles.CALCULATED_HEADING)
    for row, (title, meaning, shape, spread) in enumerate(_spreads(simulation), start=top + 1):
        sheet.put(row, 2, title, styles.LABEL)
        sheet.put(row, 3, meaning, styles.HINT)
        values: Sequence[Content] = (spread.plan, spread.p50, spread.p80, spread.p95)
        for place, value in enumerate(values):
            sheet.put(row, _FIRST + place, value, styles.style_name(styles.CALCULATED, shape))
    return top + len(_spreads(simulation)) + 1


def _spreads(simulation: Simulation) -> tuple[tuple[str, str, str, Spread[date] | Spread[Decimal]], ...]:
    late, dear, least = "not later than", "not more than", "at least"
    return (
        ("Delivery", late, Shape.DATE, simulation.delivery),
        ("Handed over", late, Shape.DATE, simulation.handed_over),
        ("Build", dear, Shape.MONEY, simulation.build),
        ("Ask", dear, Shape.MONEY, simulation.ask),
        ("Value of the first year", least, Shape.MONEY, simulation.first_year_value),
        ("Net present value", least, Shape.MONEY, simulation.npv),
    )
