"""The rate card in the portfolio's currency, with what each rate costs by week, by working day, or as a fee (P4.3).

Rates stand in the order of their dates, so that "the rate in force" is the last fitting row.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from mlplanner.domain.enums import RateBasis
from mlplanner.domain.people import Rate
from mlplanner.engine.rates import WEEKS_IN_YEAR, Currencies
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Content, Formula
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.grids import HEADING_HEIGHT
from mlplanner.exchange.excel.numbers import nearest
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.vocabularies import spelled

SHEET = "Rates used"
NOTE = "The portfolio's rate card. Change a rate here to see what it does; the change is not taken back."
TOP = 4
"""The heading of the rate card."""
HEADINGS: tuple[tuple[str, float, Shape], ...] = (
    ("Ref", 9, Shape.TEXT),
    ("Role", 26, Shape.TEXT),
    ("Sourcing", 16, Shape.TEXT),
    ("Valid from", 12, Shape.DATE),
    ("Basis", 10, Shape.TEXT),
    ("Amount", 13, Shape.MONEY),
    ("Currency", 10, Shape.TEXT),
    ("Lead time, weeks", 10, Shape.WHOLE),
    ("One-off cost", 12, Shape.MONEY),
    ("Exchange rate", 10, Shape.NUMBER),
    ("Per week", 13, Shape.MONEY),
    ("Per working day", 13, Shape.MONEY),
    ("Fixed fee", 13, Shape.MONEY),
    ("One-off, converted", 13, Shape.MONEY),
    ("Key", 34, Shape.TEXT),
    ("Order", 8, Shape.WHOLE),
)
NAMED = {
    "rate_from": 4,
    "rate_basis": 5,
    "rate_weekly": 11,
    "rate_daily": 12,
    "rate_fee": 13,
    "rate_one_off": 14,
    "rate_key": 15,
    "rate_order": 16,
}
"""The columns that formulas use, by name."""
ANNUAL, DAY, WEEK, FIXED = (
    spelled(basis.value) for basis in (RateBasis.ANNUAL, RateBasis.DAY, RateBasis.WEEK, RateBasis.FIXED)
)


def draw_rates(source: PlanSource) -> None:
    """Write the rate card, and the exchange rates below it."""
    sheet = source.book.sheet(SHEET)
    sheet.head(SHEET, NOTE)
    rates = sorted(source.portfolio.rates, key=attrgetter("valid_from"))
    last = TOP + max(len(rates), 1)
    for column, (title, width, shape) in enumerate(HEADINGS, start=1):
        sheet.put(TOP, column, title, styles.heading_style(False, shape))
        sheet.widths({column: width})
    currencies = Currencies(source.portfolio)
    for order, rate in enumerate(rates, start=1):
        _draw_rate(source, sheet, order, rate, currencies.factor(rate.currency) or Fraction(0))
    for name, column in NAMED.items():
        source.book.name(name, sheet.block(TOP + 1, column, last, column))
    _draw_exchange_rates(source, sheet, last + 2)
    sheet.heights[TOP] = HEADING_HEIGHT
    sheet.page.freeze_panes = f"D{TOP + 1}"


def rate_key(source: PlanSource, role: str, sourcing: str) -> str:
    """What a role and a sourcing are called together: `Data engineer|Contractor`."""
    return f"{source.vocabulary.label('roles', role)}|{source.vocabulary.label('sourcing', sourcing)}"


def _draw_rate(source: PlanSource, sheet: Sheet, order: int, rate: Rate, factor: Fraction) -> None:
    row = TOP + order
    given: Sequence[Content] = (
        rate.ref,
        source.vocabulary.label("roles", rate.role),
        source.vocabulary.label("sourcing", rate.sourcing.value),
        rate.valid_from,
        spelled(rate.basis.value),
        rate.amount,
        rate.currency or None,
        rate.lead_weeks,
        rate.one_off,
    )
    key = rate_key(source, rate.role, rate.sourcing.value)
    converted = _converted(row, rate, factor)
    cells: list[Content] = [*given, *converted, Formula(f'B{row}&"|"&C{row}', key), order]
    for column, content in enumerate(cells, start=1):
        sheet.put(row, column, content, styles.style_name(styles.CALCULATED, HEADINGS[column - 1][2]))


def _converted(row: int, rate: Rate, factor: Fraction) -> tuple[Formula, ...]:
    """Exchange rate, then the amount where its basis belongs, then the one-off cost."""
    worth = Fraction(rate.amount) * factor
    by_basis = {RateBasis.ANNUAL: worth / WEEKS_IN_YEAR, RateBasis.WEEK: worth}
    weekly = f'F{row}*J{row}*IF(E{row}="{ANNUAL}",1/{WEEKS_IN_YEAR},IF(E{row}="{WEEK}",1,0))'
    day, fee = (worth if rate.basis == basis else Fraction(0) for basis in (RateBasis.DAY, RateBasis.FIXED))
    return (
        Formula(f'IF(G{row}="",1,IFERROR(INDEX(fx_rate,MATCH(G{row},fx_currency,0)),0))', nearest(factor)),
        Formula(weekly, nearest(by_basis.get(rate.basis, Fraction(0)))),
        Formula(f'IF(E{row}="{DAY}",F{row}*J{row},0)', nearest(day)),
        Formula(f'IF(E{row}="{FIXED}",F{row}*J{row},0)', nearest(fee)),
        Formula(f"I{row}*J{row}", nearest(Fraction(rate.one_off) * factor)),
    )


def _draw_exchange_rates(source: PlanSource, sheet: Sheet, top: int) -> None:
    own = source.portfolio.settings.currency
    held = {rate.currency.upper(): rate.rate for rate in source.portfolio.exchange_rates}
    sheet.put(top, 1, "Exchange rates", styles.SECTION)
    sheet.put(top + 1, 1, "Currency", styles.CALCULATED_HEADING)
    sheet.put(top + 1, 2, f"One unit in {own}", styles.CALCULATED_HEADING)
    first = top + 2
    for row, (currency, rate) in enumerate({**held, own.upper(): Decimal(1)}.items(), start=first):
        sheet.put(row, 1, currency, styles.style_name(styles.CALCULATED, Shape.TEXT))
        sheet.put(row, 2, rate, styles.style_name(styles.CALCULATED, Shape.NUMBER))
    last = first + len({*held, own.upper()}) - 1
    source.book.name("fx_currency", sheet.block(first, 1, last, 1))
    source.book.name("fx_rate", sheet.block(first, 2, last, 2))
