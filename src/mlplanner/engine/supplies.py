"""How much people can work, week by week (P4.9; `arithmetic.md`, Capacity). All figures in units of FTE.

A week of a person is the sum of what they work on its days, over five: a day's part comes from the working time by
weekday that is in force (`WorkPattern`), else from the plain FTE; times their availability for projects. Public
holidays, closures, days off and days outside the employment give nothing. For somebody without any of the finer
settings that is FTE × (working days − days off) / 5.

Ramp-up: a newcomer with a ramp of n weeks works k / (n + 1) of that in the k-th week of employment, k = 1 … n, and in
full from week n + 1 on; so a ramp costs half its length. Somebody still to be found counts from the start date that is
planned for them, and not at all without one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from mlplanner.domain.capacity import Pool, WorkPattern
from mlplanner.domain.people import Person, TimeOff
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import ONE_DAY, WHOLE_WEEK, WORK_WEEK
from mlplanner.engine.work_units import to_units

Shares = tuple[Decimal, ...]
"""The part of a full day worked on each weekday, Monday to Friday."""


@dataclass(frozen=True, slots=True)
class WorkTime:
    """All that decides how much somebody works; two people with equal times have equal supply."""

    shares: tuple[tuple[date | None, Shares], ...]
    """What is worked from a day on (None: from the beginning), in the order of the days."""
    availability: Decimal = Decimal(1)
    first: date | None = None
    last: date | None = None
    ramp_weeks: int = 0
    absences: tuple[tuple[date, date], ...] = ()
    is_there: bool = True


def time_of_person(person: Person, patterns: Iterable[WorkPattern], absences: Iterable[TimeOff]) -> WorkTime:
    """The working time of a person; of two patterns from the same day the later one counts."""
    by_day: dict[date | None, Shares] = {None: (person.fte,) * WORK_WEEK}
    by_day.update((pattern.valid_from, pattern.shares) for pattern in patterns)
    return WorkTime(
        shares=tuple(sorted(by_day.items(), key=lambda item: item[0] or date.min)),
        availability=person.availability,
        first=person.employed_from,
        last=person.employed_to,
        ramp_weeks=person.ramp_weeks,
        absences=tuple((absence.first, absence.last) for absence in absences),
        is_there=not person.is_placeholder or person.employed_from is not None,
    )


def time_of_pool(pool: Pool) -> WorkTime:
    """A pool works like that many people without days off."""
    return WorkTime(shares=((None, (pool.fte,) * WORK_WEEK),), first=pool.first, last=pool.last)


def supply(time: WorkTime, worked: Sequence[int], first_monday: date) -> tuple[int, ...]:
    """Units in each week from `first_monday` on; `worked` has the days worked in each week (`WorkCalendar.worked`)."""
    if not time.is_there or not worked:
        return (0,) * len(worked)
    days = _present(time, worked, first_monday)
    if len(time.shares) == 1:
        table = _by_days(time.shares[0][1], time.availability)
        values = [table[mask] for mask in days]
    else:
        values = _by_pattern(time, days, first_monday)
    return tuple(_ramped(time, values, first_monday))


def _present(time: WorkTime, worked: Sequence[int], first_monday: date) -> list[int]:
    """The days on which somebody is there, employed and not away; days off that overlap count once."""
    days = list(worked)
    gone = list(time.absences)
    if time.first:
        gone.append((first_monday, time.first - ONE_DAY))
    if time.last:
        gone.append((time.last + ONE_DAY, first_monday + timedelta(days=DAYS_IN_WEEK * len(days))))
    for first, last in gone:
        for place, mask in _spans(first, last, first_monday, len(days)):
            days[place] &= ~mask
    return days


def _by_pattern(time: WorkTime, days: Sequence[int], first_monday: date) -> list[int]:
    """Each pattern gives the days from its own to the day before the next one's."""
    values = [0] * len(days)
    end = first_monday + timedelta(days=DAYS_IN_WEEK * len(days))
    nexts = [day for day, _ in time.shares[1:] if day] + [end]
    for (start, shares), following in zip(time.shares, nexts, strict=True):
        table = _by_days(shares, time.availability)
        for place, mask in _spans(start or first_monday, following - ONE_DAY, first_monday, len(days)):
            values[place] += table[days[place] & mask]
    return values


def _ramped(time: WorkTime, values: list[int], first_monday: date) -> list[int]:
    if time.first and time.ramp_weeks:
        begin = (monday_of(time.first) - first_monday).days // DAYS_IN_WEEK
        whole = time.ramp_weeks + 1
        for place in range(max(begin, 0), min(begin + time.ramp_weeks, len(values))):
            values[place] = round(values[place] * (place - begin + 1) / whole)
    return values


@lru_cache(maxsize=4096)
def _by_days(shares: Shares, availability: Decimal) -> tuple[int, ...]:
    """For each set of days worked (a mask), the units of the week."""
    masks = range(WHOLE_WEEK + 1)
    sums = (sum((share for day, share in enumerate(shares) if mask >> day & 1), Decimal(0)) for mask in masks)
    return tuple(to_units(total * availability / WORK_WEEK) for total in sums)


def _spans(first: date, last: date, first_monday: date, weeks: int) -> Iterator[tuple[int, int]]:
    """The weeks of the window that hold days from `first` to `last`: (place, mask of those days)."""
    begin = max((first - first_monday).days, 0)
    end = min((last - first_monday).days, DAYS_IN_WEEK * weeks - 1)
    for place in range(begin // DAYS_IN_WEEK, end // DAYS_IN_WEEK + 1):
        low = max(begin - DAYS_IN_WEEK * place, 0)
        high = min(end - DAYS_IN_WEEK * place, WORK_WEEK - 1)
        if low <= high:
            yield place, ((1 << (high - low + 1)) - 1) << low
