"""How much people can work, week by week, in FTE (P4.9; `arithmetic.md`, Capacity)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.people import Person, TimeOff
from mlplanner.domain.weeks import week_number
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar


def person_supplies(
    people: Iterable[Person], time_off: Iterable[TimeOff], calendar: WorkCalendar, mondays: Sequence[date]
) -> dict[int, tuple[Decimal, ...]]:
    """FTE of each person in each week: fte × (working days − days off) / 5, 0 outside the employment."""
    away: dict[int, list[TimeOff]] = {}
    for absence in time_off:
        away.setdefault(absence.person_id, []).append(absence)
    return {
        person.id: _supply(person, away.get(person.id, []), calendar, mondays)
        for person in people
        if person.id is not None
    }


def _supply(
    person: Person, away: Sequence[TimeOff], calendar: WorkCalendar, mondays: Sequence[date]
) -> tuple[Decimal, ...]:
    days = [calendar.working_days(monday) for monday in mondays]
    # Only weeks in which the person comes, goes or is away are counted day by day; most people have few of them.
    for place in set(_broken_weeks(person, away, mondays)):
        days[place] = _days_worked(person, away, calendar, mondays[place])
    by_days = [person.fte * count / WORK_WEEK for count in range(WORK_WEEK + 1)]
    return tuple(by_days[count] for count in days)


def _broken_weeks(person: Person, away: Iterable[TimeOff], mondays: Sequence[date]) -> Iterator[int]:
    """Places of the weeks that hold a day on which the person is not there."""
    if not mondays:
        return

    def place(day: date) -> int:
        return week_number(mondays[0], day) - 1

    last = len(mondays) - 1
    if person.employed_from:
        yield from range(min(place(person.employed_from), last) + 1)
    if person.employed_to:
        yield from range(max(place(person.employed_to), 0), last + 1)
    for absence in away:
        yield from range(max(place(absence.first), 0), min(place(absence.last), last) + 1)


def _days_worked(person: Person, away: Sequence[TimeOff], calendar: WorkCalendar, monday: date) -> int:
    days = (monday + timedelta(days=i) for i in range(WORK_WEEK))
    return sum(calendar.is_working(day) and _is_there(person, away, day) for day in days)


def _is_there(person: Person, away: Iterable[TimeOff], day: date) -> bool:
    """Employed, and not away; days off that overlap count once."""
    if (person.employed_from and day < person.employed_from) or (person.employed_to and day > person.employed_to):
        return False
    return not any(absence.first <= day <= absence.last for absence in away)
