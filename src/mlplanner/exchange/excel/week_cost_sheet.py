"""What one FTE costs in each week of the plan, by role and sourcing: the rate in force on the week's Monday."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.people import Rate
from mlplanner.domain.weeks import week_start
from mlplanner.engine.rates import RateInForce, rate_card
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Formula, column_letter
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.numbers import nearest
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.rate_sheet import rate_key

SHEET = "Weekly rates"
NOTE = "Calculated from 'Rates used': the rate in force on each week's Monday, by role and sourcing."
FIRST_WEEK = 2
"""The column of W1."""
IN_FORCE = "SUMPRODUCT((rate_order=SUMPRODUCT(MAX((rate_key=$A{row})*(rate_from<={week}$4)*rate_order)))*{what})"
"""The last rate of that key that began on or before the Monday; 0 where there is none."""
Pair = tuple[str, Sourcing]
Worth = Callable[[RateInForce, int], Fraction]


def draw_week_costs(source: PlanSource) -> None:
    """One grid with the cost of one FTE, and one with fixed fees, which do not depend on FTE."""
    sheet = source.book.sheet(SHEET)
    sheet.head(SHEET, NOTE)
    _draw_weeks(source, sheet)
    per_fte = "(rate_weekly+rate_daily*{week}$5)"
    rates = source.portfolio.rates
    title = "Cost of one FTE in the week"
    below = _draw_grid(source, sheet, 6, title=title, what=per_fte, pairs=rate_pairs(rates), worth=_per_fte)
    title = "Fixed fee in force"
    _draw_grid(source, sheet, below + 1, title=title, what="rate_fee", pairs=fee_pairs(rates), worth=_fee)
    sheet.widths({1: 40, **{FIRST_WEEK + k: 11 for k in range(source.weeks)}})
    sheet.page.freeze_panes = "B6"


def rate_pairs(rates: Sequence[Rate]) -> list[Pair]:
    """Role and sourcing of every rate, each once, in the order of the grid's rows."""
    return list(dict.fromkeys((rate.role, Sourcing(rate.sourcing)) for rate in rates))


def fee_pairs(rates: Sequence[Rate]) -> list[Pair]:
    """Those for which a fixed fee is on the rate card."""
    return rate_pairs([rate for rate in rates if rate.basis == RateBasis.FIXED])


def _draw_weeks(source: PlanSource, sheet: Sheet) -> None:
    """Week, Monday and working days: the last two come from the staffing sheet."""
    for row, label in ((3, "Week"), (4, "Starts"), (5, "Working days")):
        sheet.put(row, 1, label, styles.LABEL)
    for week in range(1, source.weeks + 1):
        column = FIRST_WEEK + week - 1
        monday = week_start(source.plan.project.start, week)
        sheet.put(3, column, f"W{week}", styles.CALCULATED_HEADING)
        starts = Formula(f"INDEX(week_starts,1,{week})", monday)
        sheet.put(4, column, starts, styles.style_name(styles.CALCULATED, Shape.DATE))
        days = Formula(f"INDEX(working_days,1,{week})", source.calendar.working_days(monday))
        sheet.put(5, column, days, styles.style_name(styles.CALCULATED, Shape.WHOLE))


def _draw_grid(
    source: PlanSource, sheet: Sheet, top: int, *, title: str, what: str, pairs: Sequence[Pair], worth: Worth
) -> int:
    """One grid under its title, named `week_costs` or `week_fees`; returns the row below it."""
    sheet.put(top, 1, title, styles.SECTION)
    name = "week_fees" if worth is _fee else "week_costs"
    money = styles.style_name(styles.CALCULATED, Shape.MONEY)
    card, start, first = rate_card(source.portfolio), source.plan.project.start, top + 1
    for row, (role, sourcing) in enumerate(pairs, start=first):
        sheet.put(row, 1, rate_key(source, role, sourcing.value), styles.style_name(styles.CALCULATED, Shape.TEXT))
        for week in range(1, source.weeks + 1):
            monday = week_start(start, week)
            letter = column_letter(FIRST_WEEK + week - 1)
            rate = card.on(role, sourcing, monday)
            result = worth(rate, source.calendar.working_days(monday)) if rate else Fraction(0)
            text = IN_FORCE.format(row=row, week=letter, what=what.format(week=letter))
            sheet.put(row, FIRST_WEEK + week - 1, Formula(text, nearest(result)), money)
    last = max(first, first + len(pairs) - 1)
    source.book.name(f"{name}_keys", sheet.block(first, 1, last, 1))
    source.book.name(name, sheet.block(first, FIRST_WEEK, last, FIRST_WEEK + source.weeks - 1))
    return last + 1


def _per_fte(rate: RateInForce, working_days: int) -> Fraction:
    return Fraction(0) if rate.basis == RateBasis.FIXED else rate.weekly(working_days)


def _fee(rate: RateInForce, _: int) -> Fraction:
    return rate.amount if rate.basis == RateBasis.FIXED else Fraction(0)
