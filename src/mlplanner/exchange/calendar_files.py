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

HEAD = b"BEGIN"
"""How a calendar file begins, whatever its name."""
_BYTES_MOST = 5_000_000
_DAYS_MOST = 366
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def read_calendar(path: Path, portfolio: Portfolio) -> ChangeSet:
    """The closures that a calendar adds: those of the same name and days are there already.

    Events at times of a day, at weekends only, longer than a year, and the repeats of an event are left out, and said.
    BadInput when the file is no calendar.
    """
    known = {(each.name, each.first, each.last) for each in portfolio.closures}
    edits: list[RowEdit] = []
    notes: list[str] = []
    for number, event in enumerate(_events(path), start=1):
        closure = _closure(event, f"{path.name}, event {number}", notes)
        if closure is None or (closure.name, closure.first, closure.last) in known:
            continue
        known.add((closure.name, closure.first, closure.last))
        values = {"name": closure.name, "first": closure.first, "last": closure.last}
        label = f"{closure.name}, {say_day(closure.first)}"
        edits.append(RowEdit(EditAction.ADD, "closures", -len(edits) - 1, values, label=label, where=f"event {number}"))
    return ChangeSet(path.name, tuple(edits), tuple(notes))


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


def _closure(event: Any, where: str, notes: list[str]) -> Closure | None:
    """The closure that an event means; None, with a note, where it means none."""
    name = " ".join(str(event.get("SUMMARY") or "Closed").split())[:NAME]
    start: Any = getattr(event.get("DTSTART"), "dt", None)
    end: Any = getattr(event.get("DTEND"), "dt", None)
    duration: Any = getattr(event.get("DURATION"), "dt", None)
    if not _is_day(start):
        notes.append(f"{where}: '{name}' is not a whole day and was left out.")
        return None
    if end is None:
        end = start + (duration if isinstance(duration, timedelta) else _ONE_DAY)
    last = end - _ONE_DAY if _is_day(end) else start
    last = max(last, start)
    if event.get("RRULE") is not None:
        notes.append(f"{where}: of '{name}' only the first time was taken, its repeats were not.")
    if (last - start).days > _DAYS_MOST:
        notes.append(f"{where}: '{name}' takes longer than a year and was left out.")
        return None
    if all((start + timedelta(days=each)).weekday() >= _SATURDAY for each in range((last - start).days + 1)):
        notes.append(f"{where}: '{name}' falls on a weekend and was left out.")
        return None
    return validated(Closure, {"name": name, "first": start, "last": last})


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
