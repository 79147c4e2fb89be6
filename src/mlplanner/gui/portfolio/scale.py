"""Days to pixels on the roadmap: zoom, origin, and the marks of its two header rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mlplanner.domain.weeks import DAYS_IN_WEEK, MONTH_NAMES, monday_of

ZOOMS = {"week": 42.0, "month": 13.0, "quarter": 4.6}
"""Pixels a week of the three presets."""
CLOSEST, FARTHEST = 64.0, 2.0


@dataclass(frozen=True)
class Mark:
    """A stretch of the header: its first and last pixel and its text."""

    left: float
    right: float
    text: str


@dataclass(frozen=True)
class TimeScale:
    """`origin` is the Monday at pixel 0."""

    origin: date
    weeks: int
    week_width: float

    @property
    def width(self) -> int:
        """Pixels of the whole range."""
        return round(self.weeks * self.week_width)

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return (day - self.origin).days * self.week_width / DAYS_IN_WEEK

    def end_x(self, day: date) -> float:
        """The right edge of a day."""
        return self.x(day + timedelta(days=1))

    def week_at(self, x: float) -> int:
        """The week (0 = the first) under a pixel."""
        return int(x // self.week_width)

    def zoomed(self, week_width: float) -> "TimeScale":
        """The same range, wider or narrower."""
        return TimeScale(self.origin, self.weeks, min(max(week_width, FARTHEST), CLOSEST))

    def coarse_marks(self, left: float, right: float) -> Iterator[Mark]:
        """The upper header row: months, or years when the months are too narrow."""
        is_years = self.week_width < 6
        day = self._first_of(self._day_at(left), is_years)
        while self.x(day) < right:
            following = _next_start(day, 12 if is_years else 1)
            text = str(day.year) if is_years else f"{MONTH_NAMES[day.month - 1]} {day.year}"
            yield Mark(self.x(day), self.x(following), text)
            day = following

    def fine_marks(self, left: float, right: float) -> Iterator[Mark]:
        """The lower header row: ISO weeks, days of month of every second Monday, or quarters."""
        if self.week_width < 6:
            day = self._first_of(self._day_at(left), False)
            day = day.replace(month=(day.month - 1) // 3 * 3 + 1)
            while self.x(day) < right:
                following = _next_start(day, 3)
                yield Mark(self.x(day), self.x(following), f"Q{(day.month - 1) // 3 + 1}")
                day = following
            return
        step = 1 if self.week_width >= 22 else 2 if self.week_width >= 11 else 4
        week = max(self.week_at(left), 0) // step * step
        while week * self.week_width < right:
            monday = self.origin + timedelta(days=DAYS_IN_WEEK * week)
            yield Mark(week * self.week_width, (week + step) * self.week_width, str(monday.day))
            week += step

    def _day_at(self, x: float) -> date:
        return self.origin + timedelta(days=int(max(x, 0) * DAYS_IN_WEEK / self.week_width))

    @staticmethod
    def _first_of(day: date, is_year: bool) -> date:
        return day.replace(month=1, day=1) if is_year else day.replace(day=1)


def scale_for(first: date, last: date, today: date, week_width: float) -> TimeScale:
    """A range that holds everything from `first` to `last` and today, with some room at both ends."""
    origin = monday_of(min(first, today)) - timedelta(days=DAYS_IN_WEEK * 4)
    weeks = (monday_of(max(last, today)) - origin).days // DAYS_IN_WEEK + 14
    return TimeScale(origin, weeks, min(max(week_width, FARTHEST), CLOSEST))


def _next_start(day: date, months: int) -> date:
    months += day.month - 1
    return date(day.year + months // 12, months % 12 + 1, 1)
