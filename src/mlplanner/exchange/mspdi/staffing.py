"""From assignments to staffing lines: hours of work become FTE by plan week."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from mlplanner.domain.staffing import FTE_MOST, FTE_STEP
from mlplanner.domain.weeks import LAST_WEEK, parse_weeks, week_number, week_start
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar
from mlplanner.exchange.mspdi.elements import duration
from mlplanner.exchange.mspdi.schedules import Assignment

_EXPORTED = re.compile(r"^(\S+) (PT\S+) (\d{4}-\d\d-\d\d)$")
_ENOUGH = Decimal("0.99")


class WeeklyWork:
    """Hours by plan week, gathered over the assignments of one line."""

    def __init__(self, start: date, calendar: WorkCalendar, hours_a_day: Decimal) -> None:
        self._start, self._calendar, self._hours_a_day = start, calendar, hours_a_day
        self._hours: dict[int, Decimal] = {}
        self._exact: dict[int, Decimal] = {}
        self.is_rounded = False
        self.beyond = Decimal(0)
        """Hours that lie outside of the weeks that a plan can have."""

    def take(self, assignment: Assignment) -> None:
        """Add an assignment; one that nobody touched since we wrote it counts as what was written."""
        if not self._take_exported(assignment):
            for first, last, hours in _pieces(assignment):
                self._spread(first, last, hours)

    def fte(self) -> dict[int, Decimal]:
        """FTE by plan week in the steps that a plan knows; sets `is_rounded`."""
        weekly = dict(self._exact)
        for week, hours in self._hours.items():
            days = self._calendar.working_days(week_start(self._start, week)) or WORK_WEEK
            exact = hours / (days * self._hours_a_day) + weekly.get(week, Decimal(0))
            steps = (exact / FTE_STEP).quantize(Decimal(1), ROUND_HALF_UP)
            rounded = min(max(steps * FTE_STEP, FTE_STEP), FTE_MOST).normalize()
            self.is_rounded |= abs(rounded - exact) > Decimal("0.001")
            weekly[week] = rounded
        return dict(sorted(weekly.items()))

    def _take_exported(self, assignment: Assignment) -> bool:
        found = _EXPORTED.match(assignment.exported)
        if not found or not assignment.begin or len(assignment.exported) > 5_000:
            return False
        text, hours, begin = found.groups()
        if (hours, begin) != (duration(assignment.hours), assignment.begin.isoformat()):
            return False
        try:
            weekly = parse_weeks(text)
        except (ValueError, ArithmeticError):
            return False
        if any(not 1 <= week <= LAST_WEEK for week in weekly):
            return False
        for week, fte in weekly.items():
            self._exact[week] = self._exact.get(week, Decimal(0)) + fte
        return True

    def _spread(self, first: date, last: date, hours: Decimal) -> None:
        """Hours evenly over the working days between two days; over all days where none is worked."""
        length = min((last - first).days + 1, LAST_WEEK * 7)
        days = [first + timedelta(days=number) for number in range(length)]
        worked = [day for day in days if self._calendar.is_working(day)] or days
        each = hours / len(worked)
        for day in worked:
            week = week_number(self._start, day)
            if 1 <= week <= LAST_WEEK:
                self._hours[week] = self._hours.get(week, Decimal(0)) + each
            else:
                self.beyond += each


def _pieces(assignment: Assignment) -> Iterable[tuple[date, date, Decimal]]:
    """The work by its own time phases where the file has them all, else as a whole."""
    timed = sum((each.hours for each in assignment.timed), Decimal(0))
    if assignment.timed and timed >= assignment.hours * _ENOUGH and timed * _ENOUGH <= assignment.hours:
        return [(each.first, each.last, each.hours) for each in assignment.timed]
    if not assignment.begin or not assignment.end or assignment.hours <= 0:
        return []
    return [(assignment.begin, max(assignment.begin, assignment.end), assignment.hours)]
