"""Units of the heat map: load in FTE, hours, days or per cent (P4.9). Rates are averaged over a period, volumes summed."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from mlplanner.domain.weeks import plain
from mlplanner.engine.calendars import WORK_WEEK
from mlplanner.engine.load_book import LoadRow
from mlplanner.engine.load_spans import Span
from mlplanner.engine.work_units import UNITS

OVER = "▲"
ACCEPTED = "✓"
"""Behind the number of an overload that was accepted."""


class Unit(StrEnum):
    """What the numbers are."""

    FTE = "FTE"
    PERCENT = "% of supply"
    DAYS = "Days"
    HOURS = "Hours"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role or person has to do in one period."""

    demand: int
    """Average units, as `supply` and `sure`."""
    supply: int
    sure: int
    is_over: bool
    weeks_over: int

    @property
    def tentative(self) -> float:
        """The part of the demand that is not confirmed, 0 to 1."""
        return (self.demand - self.sure) / self.demand if self.demand else 0.0

    @property
    def load(self) -> float | None:
        """Demand over supply; None without supply."""
        return self.demand / self.supply if self.supply else None


def cell_of(row: LoadRow, span: Span) -> Cell:
    """A row's figures over a period."""
    if span.end - span.first == 1:
        week = span.first
        is_over = row.is_over(week)
        return Cell(row.demand[week], row.supply[week], row.sure[week], is_over, int(is_over))
    demand, supply, sure = (span.average(values) for values in (row.demand, row.supply, row.sure))
    return Cell(demand, supply, sure, span.is_over(row), span.weeks_over(row))


def number(cell: Cell, row: LoadRow, span: Span, unit: Unit, hours_per_day: Decimal) -> str:
    """The cell's number; a dash where nothing is asked for."""
    if not cell.demand:
        return "–"
    if unit is Unit.PERCENT:
        return "none" if cell.load is None else f"{100 * cell.load:.0f}%"
    if unit is Unit.FTE:
        return fte(cell.demand)
    return volume(span.volume(row.demand), unit, hours_per_day)


def volume(fte_weeks: int, unit: Unit, hours_per_day: Decimal) -> str:
    """FTE-weeks as days or hours; an FTE-week is five days."""
    days = Decimal(fte_weeks) / UNITS * WORK_WEEK
    return f"{days * hours_per_day:.0f}" if unit is Unit.HOURS else plain(round(days, 1))


@lru_cache(maxsize=16_384)
def fte(units: int) -> str:
    """Units as FTE with two places at most."""
    return plain(round(Decimal(units) / UNITS, 2))
