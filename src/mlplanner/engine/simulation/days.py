"""From lengths to dates: the last working day of what was drawn."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mlplanner.engine.calendars import WORK_WEEK
from mlplanner.engine.simulation.draws import MICRO
from mlplanner.engine.simulation.inputs import TermsInput

if TYPE_CHECKING:
    from mlplanner.engine.simulation.draws import Wholes

_ONE_DAY = timedelta(days=1)


class DrawnDays:
    """The day on which a length ends: whole weeks end as in the plan, on the last working day of the last week."""

    def __init__(self, terms: TermsInput) -> None:
        """Keep the calendar at hand."""
        self._start = terms.start
        self._off = frozenset(terms.days_off)

    def end(self, length: int) -> date:
        """The day on which a length ends; a longer one never ends earlier."""
        return self.day(-(-length * WORK_WEEK // MICRO))

    def day(self, weekdays: int) -> date:
        """The last working day up to a number of weekdays from the start; half a day of work ends that day."""
        weeks, days = divmod(weekdays - 1, WORK_WEEK)
        day = self._start + timedelta(weeks=weeks, days=days)
        while day.weekday() >= WORK_WEEK or day in self._off:
            day -= _ONE_DAY
        return day

    def share_until(self, ordered: Wholes, day: date) -> tuple[int, int]:
        """How many of the lengths, which are in order, end on `day` or before it, and how many there are."""
        return bisect_right(ordered, day, key=lambda length: self.end(int(length))), len(ordered)

    def latest(self, lengths: Wholes, day: date) -> int:
        """The longest of the lengths that ends on `day` or before it, in millionths of a week; −1 where none does."""
        import numpy as np

        weekdays = [int(value) for value in np.unique(-(-lengths * WORK_WEEK // MICRO)) if self.day(int(value)) <= day]
        return max(weekdays) * MICRO // WORK_WEEK if weekdays else -1
