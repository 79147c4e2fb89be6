"""When a repeated all-day event of a calendar takes place: RRULE, RDATE and EXDATE within a window (RFC 5545, 3.8.5)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import week_start

_UNTIL = re.compile(r";?UNTIL=(\d{8})[^;]*")
_WITHIN_A_DAY = re.compile(r"FREQ=(SECOND|MINUTE|HOUR)LY")
_OLDEST = 1900
"""The year before which no repetition begins that anybody still keeps."""
_YEARS_AFTER = 2
"""Whole years after the last plan's end, or this one: what is planned next finds its holidays."""


@dataclass(frozen=True)
class Window:
    """Days, first to last inclusive, within which repetitions are taken."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """True when the day lies inside."""
        return self.first <= day <= self.last


def window_of(portfolio: Portfolio, today: date) -> Window:
    """Whole years: from the first plan's start, or this year, to some years after the last plan's end, or this one."""
    starts = [plan.project.start for plan in portfolio.plans.values()]
    ends = [week_start(plan.project.start, plan.total_weeks + 1) for plan in portfolio.plans.values()]
    first, last = min((today, *starts)), max((today, *ends))
    return Window(date(first.year, 1, 1), date(last.year + _YEARS_AFTER, 12, 31))


def is_repeated(event: Any) -> bool:
    """True when the event takes place more often than once."""
    return event.get("RRULE") is not None or event.get("RDATE") is not None


def days_of(event: Any, start: date, window: Window) -> list[date]:
    """The first days of each time within the window, in order. ValueError for a rule that can't be read."""
    found = {start, *_days(event, "RDATE")}
    for rule in _listed(event.get("RRULE")):
        found.update(_by_rule(rule.to_ical().decode(), start, window))
    return sorted(day for day in found - set(_days(event, "EXDATE")) if window.holds(day))


def _by_rule(text: str, start: date, window: Window) -> Iterator[date]:
    from dateutil.rrule import rrulestr

    if _WITHIN_A_DAY.search(text) or start.year < _OLDEST:
        raise ValueError("the rule does not count in days")
    until = _UNTIL.search(text)
    end = min(window.last, date.fromisoformat(until.group(1))) if until else window.last
    bare = _UNTIL.sub("", text).lstrip(";")
    # With a count the rule ends by itself, and may not name a day as well.
    bounded = bare if "COUNT=" in bare else f"{bare};UNTIL={end:%Y%m%d}"
    rule = rrulestr(bounded, dtstart=datetime.combine(start, time()))
    yield from (each.date() for each in rule.between(*_ends(window, end), inc=True))


def _ends(window: Window, end: date) -> tuple[datetime, datetime]:
    return datetime.combine(window.first, time()), datetime.combine(end, time())


def _days(event: Any, name: str) -> Iterator[date]:
    for dates in _listed(event.get(name)):
        for each in dates.dts:
            value = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            yield value.date() if isinstance(value, datetime) else value


def _listed(found: Any) -> Iterable[Any]:
    if found is None:
        return ()
    return found if isinstance(found, list) else (found,)
