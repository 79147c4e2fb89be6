"""Weeks of a load together: months and quarters (P4.9; `arithmetic.md`, Capacity).

A week belongs to the month of its Monday. A period's figures are averages over its weeks, weighted by working days; in
one without any working day all weeks weigh the same. A week, too, is a period: of itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mlplanner.domain.weeks import say_day
from mlplanner.engine.load_book import LoadRow
from mlplanner.engine.work_units import is_over


class Step(StrEnum):
    """How long one period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Span:
    """A period: the weeks at places `first` to `end` - 1, and what each of them weighs."""

    label: str
    """`2 Mar 2026` (the Monday), `2026-03` or `2026-Q1`."""
    start: date
    """The Monday of the week, or the first day of the month or quarter."""
    first: int
    end: int
    weights: tuple[int, ...]

    def average(self, values: Sequence[int]) -> int:
        """The weighted average of a row's values, in units rounded to the nearest."""
        if self.end - self.first == 1:
            return values[self.first]
        parts = zip(values[self.first : self.end], self.weights, strict=True)
        return round(sum(value * weight for value, weight in parts) / sum(self.weights))

    def volume(self, values: Sequence[int], hours_a_week: int = 1) -> int:
        """The sum of a row's values: FTE-weeks in units; times the hours of a full week: hours in units."""
        return sum(values[self.first : self.end]) * hours_a_week

    def weeks_over(self, row: LoadRow) -> int:
        """In how many of its weeks more is asked for than there is."""
        return sum(map(row.is_over, range(self.first, self.end)))

    def is_over(self, row: LoadRow) -> bool:
        """True when its average demand is above its average supply."""
        return is_over(self.average(row.demand), self.average(row.supply))


def spans(mondays: Sequence[date], working_days: Sequence[int], step: Step) -> tuple[Span, ...]:
    """The weeks, months or quarters that hold these weeks, in order."""
    places: dict[date, list[int]] = {}
    for place, monday in enumerate(mondays):
        places.setdefault(_start(monday, step), []).append(place)
    return tuple(
        _span(step, start, within[0], within[-1] + 1, tuple(working_days[place] for place in within))
        for start, within in places.items()
    )


def _span(step: Step, start: date, first: int, end: int, days: tuple[int, ...]) -> Span:
    label = {
        Step.WEEK: say_day(start),
        Step.MONTH: f"{start:%Y-%m}",
        Step.QUARTER: f"{start.year}-Q{(start.month - 1) // 3 + 1}",
    }[step]
    return Span(label, start, first, end, days if any(days) else (1,) * len(days))


def _start(monday: date, step: Step) -> date:
    if step is Step.WEEK:
        return monday
    months = 1 if step is Step.MONTH else 3
    return date(monday.year, (monday.month - 1) // months * months + 1, 1)
