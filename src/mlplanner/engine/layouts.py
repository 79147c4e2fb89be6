"""The ask laid out by plan week, calendar month and fiscal year; each layout adds up to the ask to the cent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from mlplanner.domain.money import ZERO, spread
from mlplanner.domain.weeks import week_number, week_start
from mlplanner.engine.maintenance import first_monday_after
from mlplanner.engine.results import CostRow, Timeline

MONTHS = 12
"""Months in a year, and months of maintenance that approval grants."""


class Part(StrEnum):
    """The columns of a layout; the values are the fields of `CostRow`."""

    LABOUR = "labour"
    ONE_OFF = "one_off"
    NON_LABOUR = "non_labour"
    TRAINING = "training"
    HANDOVER = "handover"
    CONTINGENCY = "contingency"
    MAINTENANCE = "maintenance"


_NOTHING: dict[Part, Decimal] = dict.fromkeys(Part, ZERO)
Sums: TypeAlias = dict[date, dict[Part, Decimal]]


@dataclass(frozen=True, slots=True)
class Booking:
    """An amount of one part that falls due in a plan week."""

    week: int
    part: Part
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Layouts:
    """The same bookings, laid out three times."""

    by_week: tuple[CostRow, ...]
    by_month: tuple[CostRow, ...]
    by_fiscal_year: tuple[CostRow, ...]


def lay_out(bookings: Iterable[Booking], timeline: Timeline, fiscal_month: int) -> Layouts:
    """Rows without gaps, from the first cost to the last; a week belongs to the month of its Monday.

    By week, the year of maintenance shows only the weeks in which something falls due.
    """
    booked = tuple(bookings)
    weeks = {week: week_start(timeline.start, week) for week in _weeks_shown(booked, timeline)}
    first, last = min(weeks.values()), max(weeks.values())
    by_week = _sums((weeks[b.week], b.part, b.amount) for b in booked)
    dated = [(monday, part, amount) for monday, parts in by_week.items() for part, amount in parts.items()]
    by_month = _sums((monday.replace(day=1), part, amount) for monday, part, amount in dated)
    by_year = _sums((_year_start(monday, fiscal_month), part, amount) for monday, part, amount in dated)
    months = [_month(index) for index in range(_month_index(first), _month_index(last) + 1)]
    years = range(fiscal_year(first, fiscal_month), fiscal_year(last, fiscal_month) + 1)
    return Layouts(
        tuple(_row(f"W{week}", monday, by_week) for week, monday in weeks.items()),
        tuple(_row(f"{month:%Y-%m}", month, by_month) for month in months),
        tuple(_row(f"FY{year}", _first_day(year, fiscal_month), by_year) for year in years),
    )


def maintenance_bookings(total: Decimal, timeline: Timeline) -> Iterator[Booking]:
    """Twelve parts: one in the week after hand-over, then one in the first week of each following month."""
    monday = first_monday_after(timeline.handed_over)
    for amount in spread(total, [1] * MONTHS):
        yield Booking(week_number(timeline.start, monday), Part.MAINTENANCE, amount)
        next_month = _month(_month_index(monday) + 1)
        monday = next_month if next_month.weekday() == 0 else first_monday_after(next_month)


def fiscal_year(day: date, first_month: int) -> int:
    """The calendar year in which the fiscal year of `day` ends; that is its name."""
    return day.year + 1 if 1 < first_month <= day.month else day.year


def _year_start(day: date, first_month: int) -> date:
    return _first_day(fiscal_year(day, first_month), first_month)


def _first_day(year: int, first_month: int) -> date:
    """The first day of the fiscal year called `year`."""
    return date(year if first_month == 1 else year - 1, first_month, 1)


def _month_index(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _month(index: int) -> date:
    return date(index // MONTHS, index % MONTHS + 1, 1)


def _weeks_shown(bookings: Iterable[Booking], timeline: Timeline) -> list[int]:
    """Every week of the plan and of its costs, and the weeks in which maintenance falls due."""
    planned = {1, timeline.total_weeks, *(b.week for b in bookings if b.part is not Part.MAINTENANCE)}
    return sorted({*range(min(planned), max(planned) + 1), *(b.week for b in bookings)})


def _sums(dated: Iterable[tuple[date, Part, Decimal]]) -> Sums:
    """Amounts by the start of their period, then by part."""
    sums: Sums = {}
    for start, part, amount in dated:
        parts = sums.setdefault(start, {})
        parts[part] = parts.get(part, ZERO) + amount
    return sums


def _row(label: str, start: date, sums: Sums) -> CostRow:
    amounts = _NOTHING | sums.get(start, {})
    return CostRow(label=label, start=start, **amounts, total=sum(amounts.values(), ZERO))
