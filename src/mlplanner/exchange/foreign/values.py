"""Reads cells of foreign workbooks: numbers and dates in the style of their column."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from mlplanner.exchange.excel.canonical import as_number, from_cell_text
from mlplanner.exchange.foreign.units import UNIT_WORDS
from mlplanner.exchange.foreign.words import folded, months, words

NUMBER = re.compile(r"[-+\u2212]?\d[\d.,'\u2019 \u00a0\u202f]*")
DAY = re.compile(r"(?<!\d)(\d{1,4})[./\- ] ?(\d{1,2})[./\- ] ?(\d{4}|\d{1,2})(?!\d)")
_NAMED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er)? ([a-z]+) (\d{4}|\d{2})\b|\b([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})\b"
)
_MONTH = re.compile(r"^([a-z]+) (\d{4})$")
_WEEK = re.compile(r"^([a-z]+) ?(\d{1,2}) (20\d\d)$|^(20\d\d) ([a-z]+) ?(\d{1,2})$")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(30_000, 80_000)
"""Days that a bare number in a column of dates may stand for: 1982 to 2119."""
_CENTURY = 2000
_YEAR_DIGITS = 4
MONTH_FIRST, DAY_FIRST, COMMA, POINT = "month first", "day first", "decimal comma", "decimal point"


@dataclass(frozen=True)
class Style:
    """How a column writes: decimal comma, day or month first, and in what unit (a key of `UNIT_WORDS`)."""

    is_comma: bool = False
    is_month_first: bool = False
    unit: str = ""
    is_sure: bool = True
    """False where all of the column can be read in either way."""

    @property
    def words(self) -> str:
        """For people: `decimal comma, hours`."""
        parts = [(COMMA, self.is_comma), (MONTH_FIRST, self.is_month_first), (UNIT_WORDS.get(self.unit, ""), True)]
        return ", ".join(text for text, holds in parts if holds and text)


def number(raw: Any, style: Style) -> Decimal | None:
    """`1.234,5`, `40 h`, `Low (1)`, 0.5, `50 %`; None when there is no number in it."""
    if isinstance(raw, bool) or raw is None or isinstance(raw, date):
        return None
    if isinstance(raw, int | float):
        return as_number(raw)
    found = NUMBER.search(str(raw))
    if not found:
        return None
    text = re.sub(r"['\u2019 \u00a0\u202f]", "", found.group()).rstrip(".,").replace("\u2212", "-")
    text = text.replace(".", "").replace(",", ".") if style.is_comma else text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value / 100 if "%" in str(raw) else value


def day(raw: Any, style: Style, *, is_end: bool = False) -> date | None:
    """A date in a cell or in words; None when it is none. `is_end`: of a week or month, its last day."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _EPOCH + timedelta(days=int(raw)) if int(raw) in _SERIALS else None
    if not isinstance(raw, str):
        return None
    text = from_cell_text(raw).partition("T")[0].strip()
    found = DAY.search(text)
    try:
        return _made(found, style) if found else _in_words(folded(text), is_end=is_end)
    except ValueError:
        return None


def _made(found: re.Match[str], style: Style) -> date:
    first, second, third = (int(part) for part in found.groups())
    if len(found.group(1)) == _YEAR_DIGITS:
        return date(first, second, third)
    year = third + _CENTURY if third < 100 else third
    return date(year, first, second) if style.is_month_first else date(year, second, first)


def _in_words(text: str, *, is_end: bool) -> date | None:
    """`2 march 2026`, `march 2 2026`, `kw 12 2026`, `march 2026`."""
    if found := _WEEK.match(text):
        name, week, year = found.group(1, 2, 3) if found.group(1) else found.group(5, 6, 4)
        if name in words("week"):
            return date.fromisocalendar(int(year), int(week), 5 if is_end else 1)
    if found := _NAMED.search(text):
        number_, name, year = found.group(1, 2, 3) if found.group(1) else found.group(5, 4, 6)
        month = months().get(name)
        return date(_whole_year(year), month, int(number_)) if month else None
    if (found := _MONTH.match(text)) and found.group(1) in months():
        first = date(int(found.group(2)), months()[found.group(1)], 1)
        return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1) if is_end else first
    return None


def _whole_year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) < _YEAR_DIGITS else 0)


def people(text: str) -> list[str]:
    """Names split at commas, semicolons, slashes and line breaks."""
    return [name.strip() for name in re.split(r"[,;\n/&]| and | und | et | y ", text) if name.strip()]
