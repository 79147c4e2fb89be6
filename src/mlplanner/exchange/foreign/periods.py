"""Columns that are weeks, months, quarters or days: by date, by `KW 12`, by the name of a month and the year above it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mlplanner.exchange.excel.canonical import from_cell_text
from mlplanner.exchange.foreign.values import Style, day
from mlplanner.exchange.foreign.words import folded, months, words

Span = tuple[date, date]
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_WEEK = re.compile(r"^(?:(20\d\d) )?([a-z]+) ?(\d{1,2})(?: (20\d\d|\d\d))?$")
_QUARTER = re.compile(r"^(?:(20\d\d) )?(?:q|quarter|quartal|t|trimestre) ?([1-4])(?: (20\d\d))?$")
_QUARTER_BEFORE = re.compile(r"^([1-4]) (?:q|quarter|quartal|trimestre)(?: (20\d\d))?$")
_MONTH_NUMBER = re.compile(r"^(?:(20\d\d) (\d{1,2})|(\d{1,2}) (20\d\d))$")
_DAY_INSIDE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_LAST_WEEK, _FEW = 53, 3
_MONTHS_IN_QUARTER = 3


@dataclass(frozen=True)
class Heading:
    """What stands over a column: its own text, and the year that its own words or those above it name."""

    column: int
    raw: Any
    above: str = ""

    @property
    def text(self) -> str:
        """Its own words, folded."""
        return folded(from_cell_text(str(self.raw))) if self.raw is not None else ""

    @property
    def year(self) -> int | None:
        """The year in its words, or above them."""
        found = _YEAR.search(str(self.raw) if not isinstance(self.raw, datetime) else "") or _YEAR.search(self.above)
        return int(found.group(1)) if found else None


def periods_of(headings: list[Heading], first_year: int) -> tuple[dict[int, Span], dict[int, int]]:
    """(column → first and last day, column → number of a week of the plan).

    `first_year` holds where no heading names one; months and calendar weeks that start over are those of the next year.
    """
    dated = dict(_dated(headings))
    named = _running(headings, first_year, dated)
    weeks = {h.column: n for h in headings if (n := _week_number(h)) is not None and h.column not in dated}
    if not weeks and _heads_weeks(headings):
        weeks = {h.column: h.raw for h in headings if isinstance(h.raw, int) and 1 <= h.raw <= _LAST_WEEK}
    if weeks and min(weeks.values()) > 1:
        return _closed({**dated, **named, **_calendar_weeks(weeks, first_year)}), {}
    return _closed({**dated, **named}), weeks


def _dated(headings: list[Heading]) -> Iterator[tuple[int, Span]]:
    """Headings that name their days all by themselves, or with the year above them."""
    for heading in headings:
        found = _span(heading)
        if found:
            yield heading.column, found


def _span(heading: Heading) -> Span | None:
    raw, text, year = heading.raw, heading.text, heading.year
    if isinstance(raw, datetime):
        return raw.date(), raw.date()
    if not isinstance(raw, str) or not text:
        return None
    inside = _DAY_INSIDE.search(raw)
    if inside and (on := day(inside.group(), Style())) is not None:
        return on, on
    name, _, rest = text.partition(" ")
    if name in months() and rest.isdigit() and len(rest) in (2, 4):
        return month_span(int(rest) + (2000 if len(rest) == 2 else 0), months()[name])
    if found := _MONTH_NUMBER.match(text):
        number = int(found.group(2) or found.group(3))
        return month_span(int(found.group(1) or found.group(4)), number) if 1 <= number <= 12 else None
    quarter = _QUARTER.match(text) or _QUARTER_BEFORE.match(text)
    if quarter and year:
        number = next(int(part) for part in quarter.groups() if part and len(part) == 1)
        first = _MONTHS_IN_QUARTER * (number - 1) + 1
        return date(year, first, 1), month_span(year, first + 2)[1]
    week = _WEEK.match(text)
    if week and week.group(2) in words("week") and year:
        return _iso_week(year, int(week.group(3)))
    return None


def _running(headings: list[Heading], first_year: int, dated: Mapping[int, Span]) -> dict[int, Span]:
    """Months without a year of their own, in order: the year above them, else counted on from the first one's."""
    bare = [h for h in headings if h.text in months() and h.column not in dated]
    if len(bare) < _FEW and not any(h.year for h in bare):
        return {}
    found: dict[int, Span] = {}
    year, last = first_year, 0
    for heading in bare:
        month = months()[heading.text]
        year = heading.year or (year + 1 if month < last else year)
        found[heading.column], last = month_span(year, month), month
    return found


def _week_number(heading: Heading) -> int | None:
    found = _WEEK.match(heading.text)
    is_week = found is not None and found.group(2) in words("week") and not found.group(1) and not found.group(4)
    return int(found.group(3)) if found and is_week and 1 <= int(found.group(3)) <= 99 else None


def _heads_weeks(headings: list[Heading]) -> bool:
    """True when the numbers of weeks stand alone, below a word that says so."""
    numbers = [h for h in headings if isinstance(h.raw, int) and not isinstance(h.raw, bool)]
    return len(numbers) >= _FEW and any(set(folded(h.above).split()) & words("week head") for h in numbers)


def _calendar_weeks(weeks: Mapping[int, int], year: int) -> dict[int, Span]:
    """Numbers that do not begin with 1 are weeks of the calendar."""
    found: dict[int, Span] = {}
    last = 0
    for column, number in sorted(weeks.items()):
        year += number < last
        span = _iso_week(year, number)
        if span:
            found[column], last = span, number
    return found


def _iso_week(year: int, number: int) -> Span | None:
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=4)


def month_span(year: int, month: int) -> Span:
    """The first and the last day of a month."""
    first = date(year, month, 1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _closed(periods: Mapping[int, Span]) -> dict[int, Span]:
    """Dates as headings reach to the day before the next one; the last as far as the one before it."""
    ordered = sorted(periods.items(), key=lambda item: item[1])
    closed: dict[int, Span] = {}
    length = timedelta(days=6)
    for place, (column, (first, last)) in enumerate(ordered):
        if first == last and place + 1 < len(ordered):
            length = max(ordered[place + 1][1][0] - first - timedelta(days=1), timedelta(0))
        closed[column] = (first, first + length if first == last else last)
    return closed
