"""Days off from a calendar file (iCalendar, `.ics`): each all-day event becomes a closure of the portfolio (P4.9)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.errors import BadInput
from mlplanner.domain.noun import NAME
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.settings import Closure
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import say_day
from mlplanner.exchange.calendar_repeats import Window, days_of, is_repeated, window_of
from mlplanner.reports.formats import counted

HEAD = b"BEGIN"
"""How a calendar file begins, whatever its name."""
_BYTES_MOST = 5_000_000
_DAYS_MOST = 366
_TIMES_MOST = 400
"""More often than that, over a few years, is a working time and no closure."""
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def read_calendar(path: Path, portfolio: Portfolio, today: date) -> ChangeSet:
    """The closures that a calendar adds: those of the same name and days are there already.

    A repeated event is taken at each of its times from the year of the first plan, or this one, to two years after the
    last; a time that was moved or called off counts as it is now. Events at times of a day, at weekends only and longer
    than a year are left out, and said. BadInput when the file is no calendar.
    """
    known = {(each.name, each.first, each.last) for each in portfolio.closures}
    reader = _Reader(path.name, window_of(portfolio, today))
    edits: list[RowEdit] = []
    for where, closure in reader.closures(list(_events(path))):
        if (closure.name, closure.first, closure.last) in known:
            continue
        known.add((closure.name, closure.first, closure.last))
        values = {"name": closure.name, "first": closure.first, "last": closure.last}
        label = f"{closure.name}, {say_day(closure.first)}"
        edits.append(RowEdit(EditAction.ADD, "closures", -len(edits) - 1, values, label=label, where=where))
    return ChangeSet(path.name, tuple(edits), tuple(reader.notes))


def _events(path: Path) -> Iterator[Any]:
    if path.stat().st_size > _BYTES_MOST:
        raise BadInput(f"{path.name} is too large for a calendar of days off; export the holidays alone.")
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(path.read_bytes())
        found = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        problem = " ".join(str(error).split())[:120]
        raise BadInput(
            f"{path.name} is not a calendar that can be read ({problem}); export it anew as iCalendar."
        ) from None
    if not found:
        raise BadInput(f"{path.name} holds no event; export a calendar of holidays or closures as iCalendar.")
    yield from found


class _Reader:
    """The events of one file; what is left out goes to the notes."""

    def __init__(self, source: str, window: Window) -> None:
        self._source, self._window = source, window
        self.notes: list[str] = []

    def closures(self, events: list[Any]) -> Iterator[tuple[str, Closure]]:
        """Each time on which nobody works, with the number of its event."""
        moved = _moved(events)
        for number, event in enumerate(events, start=1):
            where = f"event {number}"
            span = None if _is_called_off(event) else self._span(event, where)
            if span is None:
                continue
            name, first, last = span
            days = self._days(event, where, span, moved)
            ends = [(day, day + (last - first)) for day in days]
            worked = [(begin, end) for begin, end in ends if not _is_weekend(begin, end)]
            if days and not worked:
                self._note(where, f"'{name}' falls on a weekend and was left out.")
            for begin, end in worked:
                yield where, validated(Closure, {"name": name, "first": begin, "last": end})

    def _span(self, event: Any, where: str) -> tuple[str, date, date] | None:
        """Name, first and last day of the first time; None, with a note, where the event means no closure."""
        name = " ".join(str(event.get("SUMMARY") or "Closed").split())[:NAME]
        start: Any = getattr(event.get("DTSTART"), "dt", None)
        end: Any = getattr(event.get("DTEND"), "dt", None)
        duration: Any = getattr(event.get("DURATION"), "dt", None)
        if not _is_day(start):
            self._note(where, f"'{name}' is not a whole day and was left out.")
            return None
        if end is None:
            end = start + (duration if isinstance(duration, timedelta) else _ONE_DAY)
        last = max(end - _ONE_DAY if _is_day(end) else start, start)
        if (last - start).days > _DAYS_MOST:
            self._note(where, f"'{name}' takes longer than a year and was left out.")
            return None
        return name, start, last

    def _days(self, event: Any, where: str, span: tuple[str, date, date], moved: set[tuple[str, date]]) -> list[date]:
        """The first days of all its times; those that an event of their own stands for are left to it."""
        name, start, _ = span
        if event.get("RECURRENCE-ID") is not None or not is_repeated(event):
            return [start]
        try:
            days = days_of(event, start, self._window)
        except (ValueError, TypeError, OverflowError):
            self._note(where, f"of '{name}' only the first time was taken: how it repeats can't be read.")
            return [start]
        if len(days) > _TIMES_MOST:
            self._note(
                where, f"'{name}' repeats {len(days)} times and was left out; put it into people's working time."
            )
            return []
        last = say_day(self._window.last)
        self._note(where, f"'{name}' repeats: {counted(len(days), 'time')} until {last} {_were(len(days))} read.")
        return [day for day in days if (str(event.get("UID", "")), day) not in moved]

    def _note(self, where: str, text: str) -> None:
        self.notes.append(f"{self._source}, {where}: {text}")


def _moved(events: list[Any]) -> set[tuple[str, date]]:
    """(event, day) of the times for which another event of the file stands."""
    found: set[tuple[str, date]] = set()
    for event in events:
        day: Any = getattr(event.get("RECURRENCE-ID"), "dt", None)
        if day is not None:
            found.add((str(event.get("UID", "")), day.date() if isinstance(day, datetime) else day))
    return found


def _is_called_off(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _is_weekend(first: date, last: date) -> bool:
    return all((first + timedelta(days=each)).weekday() >= _SATURDAY for each in range((last - first).days + 1))


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
